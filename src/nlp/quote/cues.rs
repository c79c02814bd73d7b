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

    /// The bits as a number.
    pub const fn bits(self) -> u16 {
        self.0
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

/// Words of saying, thinking and wanting by what they mean: a bit for each class
/// of the embedded list.
#[derive(Debug, Default)]
pub(crate) struct Meanings {
    forms: HashMap<String, u64>,
}

impl Meanings {
    /// Reads lines "class: word ...", where a verb may stand in its plain form alone.
    pub fn new(list: &'static str) -> Self {
        let mut forms: HashMap<String, u64> = HashMap::new();
        let mut classes: Vec<&str> = Vec::new();
        for (class, word) in crate::nlp::gazetteer::classed(list) {
            let nth = classes.iter().position(|c| *c == class).unwrap_or_else(|| {
                classes.push(class);
                classes.len() - 1
            });
            let mut add = |form: String| *forms.entry(form).or_default() |= 1 << (nth % 64);
            if word.contains('/') || matches!(class, "noun" | "thought" | "adjective") {
                word.split('/').for_each(|form| add(form.to_owned()));
            } else {
                inflected(word).into_iter().for_each(&mut add);
            }
        }
        Self { forms }
    }

    /// The classes of a word in lower case, a bit each.
    pub fn of(&self, word: &str) -> u64 {
        self.forms.get(word).copied().unwrap_or(0)
    }
}

/// The forms of a verb that follows the rule.
fn inflected(verb: &str) -> [String; 4] {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    let third = format!("{verb}{}", if hisses { "es" } else { "s" });
    [verb.to_owned(), third, format!("{stem}ed"), format!("{stem}ing")]
}
