//! The lists beside the article: who, what was said, notes.

use super::library::keep_visible;
use super::marks::Marks;
use super::reader::Reader;
use crate::nlp::{EntityId, EntityKind};
use crate::text::wrap;

/// Which list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum List {
    /// People, organisations, places, ...
    #[default]
    Entities,
    /// Statements.
    Quotes,
    /// The reader's notes.
    Notes,
}

impl List {
    /// Every list, from left to right.
    pub const ALL: [List; 3] = [List::Entities, List::Quotes, List::Notes];
}

/// The words that name the three lists, each with how many things it has, as
/// they stand in the lists' first row, with how many of the quotes are listed and
/// how many corrections there are: the columns from its left edge at which
/// each begins, and the words with a blank at either end.
pub fn list_names(reader: &Reader) -> [(List, usize, String); 3] {
    let marks = reader.marks.as_deref();
    let mut column = 1;
    List::ALL.map(|list| {
        let (name, count) = match list {
            List::Entities => ("Who", marks.map(entity_count)),
            List::Quotes => ("Said", marks.map(|m| m.analysis.quotes.len())),
            List::Notes => ("Notes", Some(reader.notes.len())),
        };
        let mut count = count.map_or("…".to_owned(), |n| n.to_string());
        match (list, &reader.sidebar.filter, marks) {
            (List::Quotes, Some(filter), Some(marks)) => {
                let all = 0..marks.analysis.quotes.len();
                let shown = all.filter(|&at| filter.lets(reader.text(), marks, at)).count();
                count = format!("{shown} of {count}");
            }
            (List::Notes, ..) if !reader.corrections.is_empty() => {
                count = format!("{count} ✎{}", reader.corrections.len());
            }
            _ => {}
        }
        let words = format!(" {name} {count} ");
        let begins = column;
        column += words.chars().count() + 1;
        (list, begins, words)
    })
}

/// One row of a list. Several rows can belong to one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideRow {
    /// The heading of a group of entities.
    Group(EntityKind),
    /// An entity's name and count.
    Entity(EntityId),
    /// What the entity above is.
    Role(EntityId),
    /// A line of a quote: index of the quote, and which of its lines.
    Quote(usize, usize),
    /// Who says the quote above.
    Speaker(usize),
    /// Who cites the quote above.
    Citing(usize),
    /// The words a note is on: index of the note.
    Anchor(usize),
    /// The first line of the note above.
    Body(usize),
    /// The heading of the corrections, which stand below the notes.
    Corrections,
    /// A correction: the number of notes and its index.
    Correction(usize),
    /// How many notes were deleted, and how to see them.
    Trash,
    /// The words a deleted note is on: the number of notes and corrections and
    /// its index.
    Deleted(usize),
    /// The first line of the deleted note above.
    DeletedBody(usize),
    /// An empty row.
    Empty,
}

impl SideRow {
    /// The index of the thing the row belongs to, in its list.
    pub fn item(self) -> Option<usize> {
        match self {
            SideRow::Entity(id) | SideRow::Role(id) => Some(id.0),
            SideRow::Quote(at, _)
            | SideRow::Speaker(at)
            | SideRow::Citing(at)
            | SideRow::Anchor(at)
            | SideRow::Body(at)
            | SideRow::Correction(at)
            | SideRow::Deleted(at)
            | SideRow::DeletedBody(at) => Some(at),
            SideRow::Group(_) | SideRow::Corrections | SideRow::Trash | SideRow::Empty => None,
        }
    }

    /// Whether the row is the first of its thing.
    pub const fn is_first(self) -> bool {
        matches!(
            self,
            SideRow::Entity(_)
                | SideRow::Quote(_, 0)
                | SideRow::Anchor(_)
                | SideRow::Correction(_)
                | SideRow::Deleted(_)
        )
    }
}

/// The kinds that have a group in the list, in order. Amounts and numbers are
/// no things to walk to.
const GROUPS: [EntityKind; 9] = [
    EntityKind::Person,
    EntityKind::Organization,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Event,
    EntityKind::Product,
    EntityKind::Work,
    EntityKind::Other,
    EntityKind::Date,
];

/// How many entities the list counts: those of the groups but dates.
pub fn entity_count(marks: &Marks) -> usize {
    let listed = |kind| kind != EntityKind::Date && GROUPS.contains(&kind);
    marks.analysis.entities.iter().filter(|e| listed(e.kind)).count()
}

/// At most so many lines of a quote are shown in the list.
pub const QUOTE_LINES: usize = 2;

/// So many bytes of a quote are looked at to fill them.
const QUOTE_HEAD: usize = 400;

/// The words of quote `at` as the list shows them: its fragments in one line. A
/// quotation that they end with is closed, for its mark is none of the words.
pub fn quote_head(text: &str, marks: &Marks, at: usize) -> String {
    let mut head = String::new();
    let Some(quote) = marks.analysis.quotes.get(at) else { return head };
    for (nth, span) in quote.content.iter().enumerate() {
        if nth > 0 {
            head.push_str(" … ");
        }
        let room = QUOTE_HEAD.saturating_sub(head.len());
        head.extend(span.of(text).chars().take(room).map(|c| if c.is_whitespace() { ' ' } else { c }));
    }
    crate::export::close_quotation(&mut head);
    head
}

/// The lists' state: which one, what is selected in each, what is on screen.
#[derive(Debug, Clone, Default)]
pub struct Sidebar {
    /// The list that is shown.
    pub list: List,
    /// The selected thing of each list, by the list's order in [`List::ALL`].
    selected: [Option<usize>; 3],
    /// The first row on screen of each list.
    tops: [usize; 3],
    /// The rows of the shown list.
    pub rows: Vec<SideRow>,
    /// Whose statements are listed; `None` for all.
    pub filter: Option<SpeakerFilter>,
    /// Whether the deleted notes are listed below the others.
    pub shows_trash: bool,
}

/// Whose statements are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpeakerFilter {
    /// Those of everybody with that name.
    Named(String),
    /// Those whose speaker is not known by name.
    Unknown,
}

impl SpeakerFilter {
    /// The statements of whoever makes quote `at`.
    pub fn of(text: &str, marks: &Marks, at: usize) -> Self {
        marks.speaker(text, at).name().map_or(Self::Unknown, |name| Self::Named(name.to_owned()))
    }

    /// Whether quote `at` is listed.
    pub fn lets(&self, text: &str, marks: &Marks, at: usize) -> bool {
        Self::of(text, marks, at) == *self
    }
}

impl Sidebar {
    /// The selected thing of the shown list.
    pub fn selected(&self) -> Option<usize> {
        self.selected[self.list as usize]
    }

    /// The selected thing of a list, shown or not.
    pub(super) fn selected_in(&self, list: List) -> Option<usize> {
        self.selected[list as usize]
    }

    /// Selects a thing of a list, shown or not, and leaves the screen as it is.
    pub(super) fn reselect(&mut self, list: List, item: Option<usize>) {
        self.selected[list as usize] = item;
    }

    /// The first row on screen.
    pub fn top(&self) -> usize {
        self.tops[self.list as usize]
    }

    /// Selects a thing of the shown list and brings it on the screen.
    pub fn select(&mut self, item: Option<usize>, height: usize) {
        self.selected[self.list as usize] = item;
        let Some(item) = item else { return };
        let of_item = |row: &SideRow| row.item() == Some(item);
        let Some(first) = self.rows.iter().position(of_item) else { return };
        let last = self.rows.iter().rposition(of_item).unwrap_or(first);
        // The heading above the first of a group comes along.
        let first = match first.checked_sub(1).map(|at| self.rows[at]) {
            Some(SideRow::Group(_) | SideRow::Corrections | SideRow::Trash) => first - 1,
            _ => first,
        };
        let top = &mut self.tops[self.list as usize];
        *top = keep_visible(keep_visible(*top, last, height), first, height);
    }

    /// Scrolls without selecting.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let top = &mut self.tops[self.list as usize];
        *top = top.saturating_add_signed(by).min(self.rows.len().saturating_sub(height));
    }

    /// The thing `by` things away from the selected one, or the first.
    pub fn neighbour(&self, by: isize) -> Option<usize> {
        let items: Vec<usize> = self.rows.iter().filter(|r| r.is_first()).filter_map(|r| r.item()).collect();
        let last = items.len().checked_sub(1)?;
        let at = match self.selected().and_then(|s| items.iter().position(|&i| i == s)) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        Some(items[at])
    }

    /// Makes the rows of the shown list anew, of that many notes, corrections
    /// and deleted notes.
    pub fn fill(&mut self, text: &str, marks: Option<&Marks>, counts: [usize; 3], width: u16) {
        self.rows = match (self.list, marks) {
            (List::Entities, Some(marks)) => entity_rows(marks),
            (List::Quotes, Some(marks)) => quote_rows(text, marks, self.filter.as_ref(), width),
            (List::Notes, _) => note_rows(counts, self.shows_trash),
            (_, None) => Vec::new(),
        };
        let gone = |item| !self.rows.iter().any(|row| row.item() == Some(item));
        if self.selected().is_some_and(gone) {
            self.selected[self.list as usize] = None;
        }
        let top = &mut self.tops[self.list as usize];
        *top = (*top).min(self.rows.len().saturating_sub(1));
    }
}

fn entity_rows(marks: &Marks) -> Vec<SideRow> {
    let mut rows = Vec::new();
    let entities = &marks.analysis.entities;
    for kind in GROUPS {
        let mut group: Vec<usize> = (0..entities.len()).filter(|&at| entities[at].kind == kind).collect();
        if group.is_empty() {
            continue;
        }
        // The most mentioned first; among equals the first mentioned.
        group.sort_by_key(|&at| std::cmp::Reverse(entities[at].mentions.len()));
        if !rows.is_empty() {
            rows.push(SideRow::Empty);
        }
        rows.push(SideRow::Group(kind));
        for at in group {
            rows.push(SideRow::Entity(EntityId(at)));
            if entities[at].role.is_some() {
                rows.push(SideRow::Role(EntityId(at)));
            }
        }
    }
    rows
}

fn quote_rows(text: &str, marks: &Marks, filter: Option<&SpeakerFilter>, width: u16) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for at in 0..marks.analysis.quotes.len() {
        if filter.is_some_and(|filter| !filter.lets(text, marks, at)) {
            continue;
        }
        let head = quote_head(text, marks, at);
        let lines = wrap(&head, (0..head.len()).into(), usize::from(width), false).len();
        rows.extend((0..lines.clamp(1, QUOTE_LINES)).map(|line| SideRow::Quote(at, line)));
        rows.push(SideRow::Speaker(at));
        if marks.citing(at).is_some() {
            rows.push(SideRow::Citing(at));
        }
        rows.push(SideRow::Empty);
    }
    rows.pop();
    rows
}

fn note_rows([notes, corrections, trash]: [usize; 3], shows_trash: bool) -> Vec<SideRow> {
    let mut rows = Vec::new();
    for at in 0..notes {
        rows.extend([SideRow::Anchor(at), SideRow::Body(at), SideRow::Empty]);
    }
    if corrections == 0 {
        rows.pop();
    } else {
        rows.push(SideRow::Corrections);
        rows.extend((notes..notes + corrections).map(SideRow::Correction));
    }
    if trash > 0 {
        if !rows.is_empty() {
            rows.push(SideRow::Empty);
        }
        rows.push(SideRow::Trash);
        let first = notes + corrections;
        let shown = if shows_trash { first..first + trash } else { first..first };
        rows.extend(shown.flat_map(|at| [SideRow::Deleted(at), SideRow::DeletedBody(at)]));
    }
    rows
}
