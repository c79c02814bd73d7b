//! Which notes are asked for: by tag, speaker, entity, status, kind and words.

use super::Note;

/// What a note must be to be listed; what is empty asks for nothing. Upper and
/// lower case are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Tags, all of which it must have.
    pub tags: Vec<String>,
    /// A part of the name of who makes the statement it is on.
    pub speaker: Option<String>,
    /// A part of the name of the entity it is on.
    pub entity: Option<String>,
    /// The beginning of how far the claim is checked, or "none".
    pub status: Option<String>,
    /// The beginning of its kind.
    pub kind: Option<String>,
    /// Words, each of which must stand in what was written, in the words it is
    /// on or in what stands beside it.
    pub words: Vec<String>,
    /// Whether it must need review. That is for whoever knows the article:
    /// [`admits`](Self::admits) does not look at it.
    pub review: bool,
}

impl Wanted {
    /// What a person typed: words, `is:review`, and `tag:`, `speaker:`,
    /// `entity:`, `status:` and `kind:` with a value directly behind them, in
    /// which `_` stands for a blank.
    pub fn parse(line: &str) -> Self {
        let mut wanted = Self::default();
        for word in line.to_lowercase().split_whitespace() {
            let (key, value) = word.split_once(':').unwrap_or(("", word));
            let slot = match key {
                "tag" => {
                    wanted.tags.extend((!value.is_empty()).then(|| value.to_owned()));
                    continue;
                }
                "is" if value == "review" => {
                    wanted.review = true;
                    continue;
                }
                "speaker" => &mut wanted.speaker,
                "entity" => &mut wanted.entity,
                "status" => &mut wanted.status,
                "kind" => &mut wanted.kind,
                _ => {
                    wanted.words.push(word.to_owned());
                    continue;
                }
            };
            *slot = (!value.is_empty()).then(|| value.replace('_', " "));
        }
        wanted
    }

    /// Whether a note is one of those. Words may also stand in a text of
    /// `beside`, such as the title of its article.
    pub fn admits(&self, note: &Note, beside: &[&str]) -> bool {
        let has = |text: &str, wanted: &str| text.to_lowercase().contains(&wanted.to_lowercase());
        let is = |text: &str, wanted: &str| text.to_lowercase() == wanted.to_lowercase();
        let speaker = note.quote.as_ref().and_then(|quote| quote.speaker.as_deref()).unwrap_or("");
        let entity = note.entity.as_ref().map_or("", |entity| entity.name.as_str());
        let exact = note.target.as_ref().map_or("", |target| target.exact.as_str());
        let status = note.status.map_or("none", |status| status.name());
        let stands = |word: &String| {
            has(&note.body, word) || has(exact, word) || beside.iter().any(|text| has(text, word))
        };
        self.tags.iter().all(|wanted| note.tags.iter().any(|tag| is(tag, wanted)))
            && self.speaker.as_deref().is_none_or(|wanted| has(speaker, wanted))
            && self.entity.as_deref().is_none_or(|wanted| has(entity, wanted))
            && self.status.as_deref().is_none_or(|wanted| status.starts_with(wanted))
            && self.kind.as_deref().is_none_or(|wanted| note.kind.name().starts_with(wanted))
            && self.words.iter().all(stands)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{EntityInfo, NoteKind, QuoteInfo, Status, Target};

    fn note() -> Note {
        let at = jiff::Timestamp::UNIX_EPOCH;
        Note {
            body: "Ask the Bureau\nfor both letters.".to_owned(),
            tags: vec!["Claim".to_owned(), "to-do".to_owned()],
            status: Some(Status::Verified),
            target: Some(Target {
                exact: "I told them in writing".to_owned(),
                prefix: String::new(),
                suffix: String::new(),
                start: 0,
                end: 22,
            }),
            quote: Some(QuoteInfo { speaker: Some("Daniel Mbeki".to_owned()), ..QuoteInfo::default() }),
            entity: Some(EntityInfo { name: "Skerry Banks".to_owned(), kind: "place".to_owned() }),
            ..Note::new("01", NoteKind::Quote, at)
        }
    }

    #[test]
    fn a_typed_line_admits_the_notes_that_all_of_it_is_true_of() {
        for (line, admitted) in [
            ("", true),
            ("bureau", true),
            ("WRITING letters", true),
            ("bureau nowhere", false),
            ("ferry", true),
            ("tag:claim", true),
            ("tag:cla", false),
            ("tag:claim tag:to-do", true),
            ("tag:claim tag:x", false),
            ("tag:", true),
            ("speaker:mbeki", true),
            ("speaker:daniel_mb", true),
            ("speaker:calder", false),
            ("entity:skerry", true),
            ("status:ver", true),
            ("status:open", false),
            ("status:none", false),
            ("kind:quote", true),
            ("kind:entity", false),
            ("http://x", false),
            ("tag:claim speaker:mbeki letters", true),
        ] {
            assert_eq!(Wanted::parse(line).admits(&note(), &["The Ferry"]), admitted, "{line:?}");
        }
        let unchecked = Note { status: None, ..note() };
        assert!(Wanted::parse("status:none").admits(&unchecked, &[]));
    }
}
