//! The verbs that report speech, by what they stand with.

use std::collections::HashMap;

/// What a verb may stand with; one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cue(u16);

impl Cue {
    /// Takes a clause without "that" ("said").
    pub const SAY: Cue = Cue(1);
    /// Stands with a direct quotation or "that" ("replied").
    pub const SPEECH: Cue = Cue(2);
    /// A statement only before "that" ("agreed").
    pub const THAT: Cue = Cue(4);
    /// A statement before "to" and a verb ("vowed").
    pub const TO: Cue = Cue(8);
    /// Puts a word to something ("called").
    pub const LABEL: Cue = Cue(16);
    /// The form is the plain one ("say").
    pub const BASE: Cue = Cue(32);
    /// The form is the third person ("says").
    pub const THIRD: Cue = Cue(64);
    /// The form is the past ("said").
    pub const PAST: Cue = Cue(128);
    /// The form ends in -ing.
    pub const ING: Cue = Cue(256);

    /// Whether any of these bits is set.
    pub const fn any(self, of: Cue) -> bool {
        self.0 & of.0 != 0
    }

    /// The bits of both.
    pub const fn with(self, other: Cue) -> Cue {
        Cue(self.0 | other.0)
    }
}

/// The embedded lexicon of reporting verbs, by their forms in lower case.
#[derive(Debug, Default)]
pub(crate) struct CueVerbs {
    forms: HashMap<&'static str, Cue>,
}

impl CueVerbs {
    /// Reads lines "class: base/third/past/ing[/participle] ...".
    pub fn new(list: &'static str) -> Self {
        let mut forms: HashMap<&'static str, Cue> = HashMap::new();
        for (class, verb) in crate::nlp::gazetteer::classed(list) {
            let class = match class {
                "say" => Cue::SAY,
                "speech" => Cue::SPEECH,
                "that" => Cue::THAT,
                "to" => Cue::TO,
                _ => Cue::LABEL,
            };
            for (form, tense) in verb.split('/').zip([Cue::BASE, Cue::THIRD, Cue::PAST, Cue::ING, Cue::PAST])
            {
                let known = forms.entry(form).or_default();
                *known = known.with(class).with(tense);
            }
        }
        Self { forms }
    }

    /// What is known of a word; nothing where it is no reporting verb.
    pub fn get(&self, word: &str) -> Option<Cue> {
        self.forms.get(word).copied()
    }
}
