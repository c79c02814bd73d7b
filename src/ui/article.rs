//! The article: its visible lines, with everything that lies over them.

use super::paint::Painter;
use crate::app::{Aim, Frame, GUTTER, Here, List, Marks, NoteMark, Overlay, Reader, State};
use crate::config::{Context, Role};
use crate::nlp::{EntityKind, QuoteKind};
use crate::text::{ParagraphKind, SafeText, Span, clusters};

/// The mark of a statement, in the gutter as in the list.
pub const fn mark_of(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Indirect => "›",
        QuoteKind::Direct | QuoteKind::Mixed => "❝",
    }
}

/// The role of an entity's kind.
pub const fn role_of(kind: EntityKind) -> Role {
    match kind {
        EntityKind::Person => Role::Person,
        EntityKind::Organization => Role::Organization,
        EntityKind::Place => Role::Place,
        EntityKind::Group => Role::Group,
        EntityKind::Date => Role::Date,
        _ => Role::Other,
    }
}

/// What lies over the text, gathered once for a frame.
struct Layers<'r> {
    text: &'r str,
    marks: Option<&'r Marks>,
    /// Lit up: the focus, or what is selected in the list. Sorted.
    lit: Vec<Span>,
    /// Whether all that is not lit is dimmed.
    dimmed: bool,
    /// Matches of the search. Sorted.
    found: &'r [Span],
    selected: Option<Span>,
    cursor: Option<usize>,
}

pub fn draw(painter: &mut Painter<'_>, state: &State, reader: &Reader, frame: &Frame) {
    let area = frame.text;
    let layers = layers(state, reader);
    let rows = reader.page.rows(reader.text(), reader.top, usize::from(area.h));
    for (nth, row) in rows.iter().enumerate() {
        let y = area.y + u16::try_from(nth).unwrap_or(u16::MAX);
        let (Some(line), Some(block)) = (row.line, reader.page.block(row.block)) else { continue };
        if area.x >= GUTTER {
            gutter(painter, reader, line, area.x - GUTTER, y);
        }
        draw_line(painter, &layers, line, block.kind, (area.x, y, area.w));
    }
    if reader.page.is_empty() {
        painter.clip(area.x, area.y, area.w, "This article has no text.", &[Role::Dim]);
    }
}

fn layers<'r>(state: &State, reader: &'r Reader) -> Layers<'r> {
    let shows_cursor = matches!(state.context(), Context::Reader | Context::Visual)
        || matches!(state.overlay, Some(Overlay::Prompt(_)));
    let mut lit = lit(state, reader);
    lit.sort();
    Layers {
        text: reader.text(),
        marks: reader.marks.as_deref(),
        lit,
        dimmed: reader.focus.is_some(),
        found: reader.search.as_ref().map_or(&[], |s| s.found.as_slice()),
        selected: reader.selected(),
        cursor: shows_cursor.then_some(reader.cursor),
    }
}

/// What is lit up: the focus; else what is selected in the list that has the
/// keys; else the quote that was jumped to.
fn lit(state: &State, reader: &Reader) -> Vec<Span> {
    if reader.focus.is_some() {
        return reader.lit_spans();
    }
    let analysis = reader.marks.as_ref().map(|m| &m.analysis);
    let quote = |at: usize| analysis.and_then(|a| a.quotes.get(at)).map_or(Vec::new(), |q| q.content.clone());
    if state.in_sidebar {
        let Some(item) = reader.sidebar.selected() else { return Vec::new() };
        return match reader.sidebar.list {
            List::Entities => analysis
                .and_then(|a| a.entities.get(item))
                .map_or(Vec::new(), |e| e.mentions.iter().map(|m| m.span).collect()),
            List::Quotes => quote(item),
            List::Notes => reader.notes.get(item).and_then(|n| n.span).into_iter().collect(),
        };
    }
    match reader.here() {
        Here::Quote(at) if reader.aim == Aim::Quote => quote(at),
        _ => Vec::new(),
    }
}

/// The marks left of a line: a note begins here, a quote begins here.
fn gutter(painter: &mut Painter<'_>, reader: &Reader, line: Span, x: u16, y: u16) {
    let begins = |note: &&NoteMark| note.span.is_some_and(|s| line.contains(s.start));
    if let Some(note) = reader.notes.iter().find(begins) {
        let mark = if note.unsaved.is_some() { "◇" } else { "◆" };
        painter.clip(x, y, 1, mark, &[Role::NoteMark]);
    }
    let Some(marks) = &reader.marks else { return };
    let quotes = marks.quotes_in(line).filter_map(|q| marks.analysis.quotes.get(q.quote));
    let mut begun = quotes.filter(|q| q.content.first().is_some_and(|s| line.contains(s.start)));
    if let Some(quote) = begun.next() {
        let roles: &[Role] =
            if quote.is_doubtful() { &[Role::QuoteMark, Role::Guess] } else { &[Role::QuoteMark] };
        painter.clip(x + 1, y, 1, mark_of(quote.kind), roles);
    }
}

fn draw_line(
    painter: &mut Painter<'_>,
    layers: &Layers<'_>,
    line: Span,
    kind: ParagraphKind,
    (left, y, width): (u16, u16, u16),
) {
    let base = match kind {
        ParagraphKind::Headline | ParagraphKind::Heading => Role::Headline,
        ParagraphKind::Credit | ParagraphKind::Byline => Role::Dim,
        _ => Role::Text,
    };
    let words = line.of(layers.text).trim_end();
    // The line break that the cursor can stand on is drawn too.
    let shown = if layers.cursor.is_some_and(|at| at >= line.start + words.len()) {
        line.of(layers.text)
    } else {
        words
    };
    let (mut x, edge) = (left, left.saturating_add(width));
    // A letter that is wider than the line has the margin, no more.
    let room = |from: u16, to: u16| to.min(edge.saturating_add(1)).saturating_sub(from);
    let mut in_margin = false;
    let mut run = String::new();
    let mut run_roles: Vec<Role> = Vec::new();
    let mut roles = Vec::with_capacity(8);
    let mut run_start = x;
    for cluster in clusters(shown) {
        let cells = u16::try_from(cluster.width).unwrap_or(u16::MAX);
        let at = line.start + cluster.span.start;
        let is_cursor = layers.cursor.is_some_and(|c| at <= c && c < line.start + cluster.span.end);
        if x.saturating_add(cells) > edge && x > left {
            // A line's last blanks reach over its edge: the cursor on any of
            // them stands in the margin.
            in_margin |= is_cursor;
            if is_cursor || layers.cursor.is_none_or(|c| c < at) {
                break;
            }
            continue;
        }
        roles.clear();
        roles.push(base);
        layers.roles_at(at, line, &mut roles);
        if is_cursor {
            roles.push(Role::Cursor);
        }
        if roles != run_roles {
            painter.put(run_start, y, room(run_start, x), &SafeText::new(&run), &run_roles);
            run.clear();
            run_start = x;
            std::mem::swap(&mut roles, &mut run_roles);
        }
        run.push_str(cluster.span.of(shown));
        x = x.saturating_add(cells);
    }
    painter.put(run_start, y, room(run_start, x), &SafeText::new(&run), &run_roles);
    if in_margin {
        painter.clip(x, y, 1, " ", &[base, Role::Cursor]);
    }
}

impl Layers<'_> {
    /// Adds the roles of everything that lies over byte `at` of `line`.
    fn roles_at(&self, at: usize, line: Span, roles: &mut Vec<Role>) {
        let is_lit = covers(&self.lit, at);
        if self.dimmed && !is_lit {
            roles.push(Role::Dim);
        } else if let Some(marks) = self.marks {
            if marks.quotes_in(line).any(|q| q.span.contains(at)) {
                roles.push(Role::Quote);
            }
            if let Some(mention) = marks.mention_at(at)
                && mention.refers != crate::nlp::MentionKind::Pronoun
            {
                roles.push(role_of(mention.kind));
            }
        }
        if is_lit {
            roles.push(Role::Focus);
        }
        if covers(self.found, at) {
            roles.push(Role::Match);
        }
        if self.selected.is_some_and(|s| s.contains(at)) {
            roles.push(Role::Selection);
        }
    }
}

/// Whether one of the sorted `spans` covers byte `at`. Spans that overlap are
/// few and near each other.
fn covers(spans: &[Span], at: usize) -> bool {
    let before = spans.partition_point(|s| s.start <= at);
    spans[..before].iter().rev().take(8).any(|s| s.contains(at))
}
