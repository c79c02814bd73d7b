//! Statements with who says them: each reporting verb is given the words it
//! reports, on its left or on its right.

use std::ops::Range;

use super::content;
use super::cues::Cue;
use super::hits::{self, Hit, HitKind};
use super::scene::{Scene, Unit};
use super::source::Source;
use crate::nlp::QuoteKind;
use crate::text::Span;

/// A statement before its speaker is resolved.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// Whether the words are cited.
    pub kind: QuoteKind,
    /// What is said, in order.
    pub content: Vec<Span>,
    /// The reporting word.
    pub cue: Option<Span>,
    /// Who says it.
    pub source: Option<Source>,
    /// How sure the attribution is, 0 to 1.
    pub certainty: f32,
}

/// Finds the statements of an article in order of their attribution. `turns`
/// are the speakers' labels of a transcript, in order.
pub(crate) fn find(scene: &Scene, units: &[Unit], turns: &[Range<usize>]) -> Vec<Statement> {
    let used = vec![false; scene.regions.len()];
    let mut finder = Finder { scene, out: Vec::new(), used, pending: None };
    let mut last_paragraph = usize::MAX;
    let mut last_statement = None;
    for unit in units {
        let new_paragraph = unit.paragraph != last_paragraph;
        let before = finder.out.len();
        match turns.binary_search_by_key(&unit.tokens.start, |label| label.start) {
            Ok(turn) => finder.turn(&turns[turn]),
            Err(_) => finder.unit(unit, new_paragraph, last_statement),
        }
        if finder.out.len() > before {
            last_statement = Some((finder.out.len() - 1, unit.paragraph));
        }
        last_paragraph = unit.paragraph;
    }
    finder.out
}

struct Finder<'s, 'd, 'a> {
    scene: &'s Scene<'d, 'a>,
    out: Vec<Statement>,
    /// Quotations that belong to a statement.
    used: Vec<bool>,
    /// An attribution that ended in a colon: the next paragraph holds its words.
    pending: Option<(Hit, usize)>,
}

impl Finder<'_, '_, '_> {
    fn unit(&mut self, unit: &Unit, new_paragraph: bool, last: Option<(usize, usize)>) {
        let scene = self.scene;
        let hits = hits::find(scene, unit);
        let mut left = unit.tokens.start;
        if let Some((hit, paragraph)) = self.pending.take()
            && paragraph + 1 >= unit.paragraph
            && let Some(region) = self.leading_region(unit)
        {
            self.direct(region, Some(&hit), 0.85);
            left = scene.region_tokens(region).end;
        }
        for (i, hit) in hits.iter().enumerate() {
            if hit.extent.start < left {
                continue;
            }
            let next = hits.get(i + 1..).unwrap_or(&[]);
            left = self.report(unit, hit, next, left).max(left);
        }
        self.floating(unit, new_paragraph, last);
    }

    /// "MR. PATEL: ...": what stands behind a speaker's label.
    fn turn(&mut self, label: &Range<usize>) {
        let scene = self.scene;
        let words = (label.end..=label.end + 1).find_map(|at| scene.region(at));
        let Some((region, held)) = words.and_then(|r| Some((r, scene.regions.get(r)?))) else { return };
        if self.used[region] {
            return;
        }
        self.used[region] = true;
        self.pending = None;
        let source = Source { tokens: label.clone(), head: label.end - 1, certainty: 0.95 };
        self.out.push(Statement {
            kind: QuoteKind::Direct,
            content: vec![held.inner],
            cue: None,
            source: Some(source),
            certainty: 0.95,
        });
    }

    /// The quotation that a unit begins with.
    fn leading_region(&self, unit: &Unit) -> Option<usize> {
        self.scene.region(unit.tokens.start)
    }

    /// Gives one reporting verb its words; returns where the next may begin.
    fn report(&mut self, unit: &Unit, hit: &Hit, next: &[Hit], left: usize) -> usize {
        let quoting = hit.cue.any(Cue::SAY.with(Cue::SPEECH)) || hit.kind == HitKind::According;
        if quoting
            && hit.kind != HitKind::Participle
            && let Some(end) = self.quotation_before(unit, hit, next, left)
        {
            return end;
        }
        if hit.kind != HitKind::Inverted
            && let Some(end) = self.words_behind(unit, hit, next)
        {
            return end;
        }
        let leads = hit.cue.any(Cue::SAY) && hit.kind != HitKind::Participle;
        if leads && let Some(end) = self.words_before(unit, hit, left) {
            return end;
        }
        left
    }

    /// "“...,” he said": the quotation that ends right before the attribution.
    fn quotation_before(&mut self, unit: &Unit, hit: &Hit, next: &[Hit], left: usize) -> Option<usize> {
        let scene = self.scene;
        let start = hit.extent.start;
        let mut last = start.checked_sub(1).filter(|&l| l >= left)?;
        if scene.region(last).is_none() && matches!(scene.word(last), "," | "—" | "–" | "--" | "…") {
            last = last.checked_sub(1).filter(|&l| l >= left)?;
        }
        let region = scene.region(last).filter(|&r| !self.used[r])?;
        let tokens = scene.region_tokens(region);
        let lead = left..tokens.start;
        let words = lead.clone().filter(|&i| !scene.is_mark(i)).count();
        let stop = lead.end.checked_sub(1).filter(|&l| l >= left).map_or("", |l| scene.word(l));
        let inner = scene.regions.get(region)?;
        let text = inner.inner.of(scene.doc.text);
        // A quoted word that happens to stand before the subject is no statement.
        let comma = text.ends_with([',', '?', '!', '.', '—', '-', '–', '…', '。', '？', '！'])
            || scene.region(start - 1).is_none();
        if !comma && (words > 0 || hit.kind == HitKind::Plain) {
            return None;
        }
        let mut end = hit.extent.end;
        let conjunction = words == 1
            && lead.clone().any(|i| scene.is(i, &["but", "and", "yet", "still", "so", "or", "then"]));
        if words == 0 || conjunction || matches!(stop, "," | ":" | "." | "—" | "–" | "--" | "(" | "[") {
            let statement = self.direct(region, Some(hit), 0.95);
            end = self.second_part(unit, hit, next, statement).max(end);
        } else {
            let content = scene.content(left..tokens.end)?;
            self.take(left..tokens.end);
            let content = Span::new(content.start, inner.inner.end.max(content.start));
            self.push(QuoteKind::Mixed, content, Some(hit), 0.8);
        }
        Some(end)
    }

    /// "“A,” she said, “B.”": the words behind the attribution that go on.
    fn second_part(&mut self, unit: &Unit, hit: &Hit, next: &[Hit], statement: usize) -> usize {
        let scene = self.scene;
        let limit = next.first().map_or(unit.tokens.end, |h| h.extent.start).min(hit.extent.end + 30);
        let Some(at) = (hit.extent.end..limit).find(|&i| scene.region(i).is_some()) else { return 0 };
        let Some(region) = scene.region(at).filter(|&r| !self.used[r]) else { return 0 };
        let before = scene.word(at - 1);
        if !matches!(before, "," | ":" | ";" | "." | "—" | "–" | "--") && at > hit.extent.end {
            return 0;
        }
        self.used[region] = true;
        let end = scene.region_tokens(region).end;
        if let (Some(out), Some(held)) = (self.out.get_mut(statement), scene.regions.get(region)) {
            out.content.push(held.inner);
        }
        end
    }

    /// "He said that ...", "He said: “...”", "He called it “...”".
    fn words_behind(&mut self, unit: &Unit, hit: &Hit, next: &[Hit]) -> Option<usize> {
        let scene = self.scene;
        let limit = unit.tokens.end;
        if hit.kind == HitKind::According {
            return self.according_first(unit, hit);
        }
        let start = content::start(scene, hit, limit)?;
        if start >= limit {
            return None;
        }
        if scene.word(start) == ":" {
            self.pending = Some((hit.clone(), unit.paragraph));
            return Some(limit);
        }
        let end = content::end(scene, hit, next, start, limit);
        if let Some(region) = scene.region(start) {
            return self.quoted_behind(hit, region, start, end);
        }
        let content = scene.content(start..end)?;
        let words = (start..end).filter(|&i| scene.doc.is_word(i)).count();
        if words < 2 {
            return None;
        }
        let quoted = (start..end).any(|i| scene.region(i).is_some());
        self.take(start..end);
        let kind = if quoted { QuoteKind::Mixed } else { QuoteKind::Indirect };
        self.push(kind, content, Some(hit), 0.85);
        Some(end)
    }

    /// A quotation right behind the verb, alone or as the start of more words.
    fn quoted_behind(&mut self, hit: &Hit, region: usize, start: usize, end: usize) -> Option<usize> {
        let scene = self.scene;
        if self.used[region] {
            return None;
        }
        let held = scene.regions.get(region)?;
        let behind = scene.region_tokens(region).end;
        let text = held.inner.of(scene.doc.text);
        let ended = text.ends_with(['.', '?', '!', ',', '…']);
        let tail = (behind..end).filter(|&i| !scene.is_mark(i)).count();
        let closes = tail == 0
            || ended
            || scene.is(
                behind,
                &[
                    ",", ".", ";", "in", "at", "on", "during", "when", "after", "before", "as", "about",
                    "by", "while", "and", "because",
                ],
            );
        if closes {
            self.direct(region, Some(hit), 0.92);
            return Some(behind);
        }
        let content = scene.content(start..end)?;
        self.take(start..end);
        self.push(
            QuoteKind::Mixed,
            Span::new(held.inner.start.min(content.end), content.end),
            Some(hit),
            0.75,
        );
        Some(end)
    }

    /// "According to X, ..."
    fn according_first(&mut self, unit: &Unit, hit: &Hit) -> Option<usize> {
        let scene = self.scene;
        let lead = (unit.tokens.start..hit.extent.start).filter(|&i| !scene.is_mark(i)).count();
        if lead > 1 {
            return None;
        }
        let comma =
            (hit.extent.end..unit.tokens.end.min(hit.extent.end + 30)).find(|&i| scene.word(i) == ",")?;
        let content = scene.content(comma + 1..unit.tokens.end)?;
        let quoted = (comma + 1..unit.tokens.end).any(|i| scene.region(i).is_some());
        if let Some(region) = scene
            .region(comma + 1)
            .filter(|&r| !self.used[r] && scene.region_tokens(r).end + 1 >= unit.tokens.end)
        {
            self.direct(region, Some(hit), 0.9);
            return Some(unit.tokens.end);
        }
        self.take(comma + 1..unit.tokens.end);
        self.push(if quoted { QuoteKind::Mixed } else { QuoteKind::Indirect }, content, Some(hit), 0.85);
        Some(unit.tokens.end)
    }

    /// "..., X said.": the words before the attribution.
    fn words_before(&mut self, unit: &Unit, hit: &Hit, left: usize) -> Option<usize> {
        let scene = self.scene;
        let comma = hit.extent.start.checked_sub(1).filter(|&c| c > left)?;
        if !matches!(scene.word(comma), "," | "—" | "–" | "--") && hit.kind != HitKind::According {
            return None;
        }
        let end = if scene.is_mark(comma) { comma } else { comma + 1 };
        let words = (left..end).filter(|&i| scene.doc.is_word(i)).count();
        let rest = self.goes_on(unit, hit);
        let closed = hit.kind != HitKind::Plain || content::closes_sentence(scene, unit, hit);
        if rest.is_none() && words < 3 || words == 0 || !closed {
            return None;
        }
        let mut start = left;
        while start < end
            && (scene.is_mark(start) && scene.region(start).is_none()
                || start > unit.tokens.start && scene.is(start, &["and", "but", "while"]))
        {
            start += 1;
        }
        // "In March, she said, the plan failed": the time is the reporter's.
        let setting = rest.is_some()
            && scene.is(start, &["in", "during", "at", "on", "after", "before", "since", "by"]);
        let content = scene.content(if setting { rest.clone()? } else { start..end })?;
        let whole = start..rest.clone().map_or(end, |r| r.end);
        let quoted = whole.clone().any(|i| scene.region(i).is_some());
        self.push(if quoted { QuoteKind::Mixed } else { QuoteKind::Indirect }, content, Some(hit), 0.85);
        if let Some(further) = rest.clone().filter(|_| !setting).and_then(|r| scene.content(r))
            && let Some(statement) = self.out.last_mut()
        {
            statement.content.push(further);
        }
        self.take(whole.clone());
        Some(whole.end.max(hit.extent.end))
    }

    /// "The plan, she said, would fail.": the words behind an attribution that
    /// stands between commas.
    fn goes_on(&self, unit: &Unit, hit: &Hit) -> Option<Range<usize>> {
        let scene = self.scene;
        let comma = hit.extent.end;
        let further = comma + 1..unit.tokens.end;
        let long = further.clone().filter(|&i| scene.doc.is_word(i)).take(3).count() == 3;
        let begins = !scene.is(
            comma + 1,
            &["adding", "saying", "but", "and", "while", "according", "citing", "who", "which", "a", "an"],
        );
        let clear = scene.word(comma) == ","
            && scene.region(comma).is_none()
            && scene.cue(comma + 1).is_none_or(|c| !c.any(Cue::ING));
        (hit.kind == HitKind::Plain && clear && long && begins).then_some(further)
    }

    /// Quotations that no reporting verb of their sentence claims.
    fn floating(&mut self, unit: &Unit, new_paragraph: bool, last: Option<(usize, usize)>) {
        let scene = self.scene;
        let mut at = unit.tokens.start;
        while at < unit.tokens.end {
            let Some(region) = scene.region(at) else {
                at += 1;
                continue;
            };
            let tokens = scene.region_tokens(region);
            at = tokens.end.max(at + 1);
            let Some(held) = scene.regions.get(region).filter(|_| !self.used[region]) else { continue };
            let words = tokens.clone().filter(|&i| scene.doc.is_word(i)).count();
            let text = held.inner.of(scene.doc.text);
            let sentence = text.starts_with(|c: char| c.is_uppercase())
                && (words >= 4 || text.ends_with(['.', '?', '!']));
            let alone = tokens.start <= unit.tokens.start && tokens.end + 1 >= unit.tokens.end;
            let follows = last.filter(|&(_, p)| {
                p == unit.paragraph || held.continues || (new_paragraph && p + 1 == unit.paragraph)
            });
            if alone
                && (sentence || held.continues)
                && let Some((index, paragraph)) = follows
                && let Some(previous) = self.out.get(index)
                && previous.kind == QuoteKind::Direct
                && (paragraph == unit.paragraph || held.continues)
            {
                self.used[region] = true;
                let inner = held.inner;
                if let Some(previous) = self.out.get_mut(index) {
                    previous.content.push(inner);
                }
                continue;
            }
            if held.single && !alone {
                continue;
            }
            let colon = tokens.start > unit.tokens.start && scene.word(tokens.start - 1) == ":";
            if colon && sentence || alone && sentence && words >= 4 {
                let mut certainty = if colon { 0.6 } else { 0.35 };
                let mut source = if colon { hits::subject(scene, unit, tokens.start) } else { None };
                if source.is_none()
                    && let Some((index, _)) = follows
                {
                    source = self.out.get(index).and_then(|s| s.source.clone());
                    certainty = 0.4;
                }
                if let Some(source) = &mut source {
                    source.certainty = source.certainty.min(0.6);
                }
                self.used[region] = true;
                let content = vec![held.inner];
                self.out.push(Statement { kind: QuoteKind::Direct, content, cue: None, source, certainty });
            }
        }
    }

    /// A direct statement of one quotation; returns its index.
    fn direct(&mut self, region: usize, hit: Option<&Hit>, certainty: f32) -> usize {
        let Some(held) = self.scene.regions.get(region) else { return usize::MAX };
        if let Some(used) = self.used.get_mut(region) {
            *used = true;
        }
        let certainty = if held.closed { certainty } else { certainty * 0.8 };
        // The paragraph before may have opened this quotation without naming
        // who speaks: then this attribution holds for both.
        let opening = self.out.pop_if(|last| held.continues && last.cue.is_none() && last.source.is_none());
        self.push(QuoteKind::Direct, held.inner, hit, certainty);
        if let (Some(opening), Some(statement)) = (opening, self.out.last_mut()) {
            statement.content.splice(0..0, opening.content);
        }
        self.out.len() - 1
    }

    fn push(&mut self, kind: QuoteKind, content: Span, hit: Option<&Hit>, certainty: f32) {
        if content.is_empty() {
            return;
        }
        let cue = hit.map(|h| self.scene.doc.span(h.tokens.clone()));
        let source = hit.and_then(|h| h.source.clone());
        self.out.push(Statement { kind, content: vec![content], cue, source, certainty });
    }

    /// Marks the quotations inside a range as part of a statement.
    fn take(&mut self, tokens: Range<usize>) {
        let mut at = tokens.start;
        while at < tokens.end {
            match self.scene.region(at) {
                Some(region) => {
                    if let Some(used) = self.used.get_mut(region) {
                        *used = true;
                    }
                    at = self.scene.region_tokens(region).end.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
}
