//! Keys and key sequences, and the notation in which people write them.
//!
//! One key: `j`, `G`, `]`, `Space`, `Enter`, `F1`, with modifiers in front:
//! `C-d` (Ctrl), `A-u` (Alt), `S-Tab` (Shift, for keys that are no
//! characters). A sequence: plain characters side by side (`gg`, `]e`), or any
//! keys with spaces between them (`C-x C-s`, `g Tab`).

use std::fmt;
use std::str::FromStr;

use super::similar::closest;
use crate::{Error, Result};

/// One key as the terminal reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held. Always false for a character: there, Shift has
    /// already made another character of it (`G`, not Shift and `g`).
    pub shift: bool,
}

/// Which key it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character, Shift already applied; the space bar is `' '`.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with Shift it is what terminals call "back tab".
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, F1 to F24.
    F(u8),
}

/// The keys that are written by name.
const NAMED: [(&str, KeyCode); 15] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
];

/// What other programs call some of them, for hints only.
const ALIASES: [(&str, &str); 10] = [
    ("Return", "Enter"),
    ("CR", "Enter"),
    ("Escape", "Esc"),
    ("BackTab", "S-Tab"),
    ("BS", "Backspace"),
    ("Del", "Delete"),
    ("Ins", "Insert"),
    ("PgUp", "PageUp"),
    ("PgDn", "PageDown"),
    ("Spacebar", "Space"),
];

/// The highest function key that terminals know.
const LAST_F: u8 = 24;

/// Plain characters side by side are a sequence up to this length; what is
/// longer is more likely the misspelt name of a key.
const LONGEST_PLAIN: usize = 3;

/// How keys are written, for hints.
const NOTATION: &str =
    "keys are written j, G, gg, ]e, C-d (Ctrl), A-u (Alt), S-Tab, Space, Enter, PageDown, F1, or C-x C-s";

impl Key {
    /// The key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key of a character.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Whether pressing the key types a character.
    pub const fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }

    /// Whether the key is one character of a contiguous sequence such as `gg`.
    const fn is_plain(self) -> bool {
        self.is_text() && !matches!(self.code, KeyCode::Char(' '))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match self.code {
            KeyCode::F(number) => write!(f, "F{number}"),
            code => match (NAMED.iter().find(|(_, named)| *named == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, KeyCode::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

impl FromStr for Key {
    type Err = Error;

    /// Reads one key.
    fn from_str(text: &str) -> Result<Self> {
        match sequence(text)?.as_slice() {
            [key] => Ok(*key),
            _ => Err(Error::new(format!("{text:?} names several keys")).hint("name one")),
        }
    }
}

/// The notation of a sequence; [`sequence`] reads it back.
pub fn notation(keys: &[Key]) -> String {
    if keys.iter().all(|key| key.is_plain()) {
        let plain: String = keys.iter().map(Key::to_string).collect();
        if sequence(&plain).is_ok_and(|read| read == keys) {
            return plain;
        }
    }
    keys.iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads a key or a sequence of keys.
///
/// # Errors
/// Where the notation is not understood, or names a key that no terminal can
/// report.
pub fn sequence(text: &str) -> Result<Vec<Key>> {
    let mut keys = Vec::new();
    for word in text.split_whitespace() {
        match single(word)? {
            Some(key) => keys.push(key),
            None => keys.extend(plain_characters(word)?),
        }
    }
    if keys.is_empty() {
        let error = Error::new(format!("{text:?} names no key"));
        return Err(error.hint(if text.is_empty() { NOTATION } else { "the space bar is written Space" }));
    }
    Ok(keys)
}

/// Reads one key, `None` where `word` is no single key.
fn single(word: &str) -> Result<Option<Key>> {
    let mut rest = word;
    let mut key = Key::char(' ');
    loop {
        let (held, after) = match rest.as_bytes() {
            [b'C', b'-', ..] => (&mut key.ctrl, &rest[2..]),
            [b'A', b'-', ..] => (&mut key.alt, &rest[2..]),
            [b'S', b'-', ..] => (&mut key.shift, &rest[2..]),
            _ => break,
        };
        if after.is_empty() {
            return Err(Error::new(format!("{word:?} names no key behind its modifier")).hint(NOTATION));
        }
        if *held {
            return Err(Error::new(format!("{word:?} names a modifier twice")).hint(NOTATION));
        }
        *held = true;
        rest = after;
    }
    let Some(code) = code(rest) else {
        if rest.len() < word.len() {
            return Err(unknown(word, rest));
        }
        return Ok(None);
    };
    key.code = code;
    reportable(word, key).map(Some)
}

/// The key of that name, or of that one character.
fn code(name: &str) -> Option<KeyCode> {
    if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    if let Some(number) = name.strip_prefix('F')
        && let Ok(number) = number.parse::<u8>()
        && (1..=LAST_F).contains(&number)
        && name == format!("F{number}")
    {
        return Some(KeyCode::F(number));
    }
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) => Some(KeyCode::Char(c)),
        _ => None,
    }
}

/// Refuses keys that never arrive: terminals send another one for them.
fn reportable(word: &str, key: Key) -> Result<Key> {
    let KeyCode::Char(c) = key.code else { return Ok(key) };
    if c.is_control() || (c != ' ' && unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) == 0) {
        return Err(Error::new(format!("{word:?} holds a character that no key types")).hint(NOTATION));
    }
    if key.shift {
        let upper: String = c.to_uppercase().collect();
        let meant = Key { shift: false, ..key }.to_string();
        let meant = match meant.strip_suffix(c) {
            Some(modifiers) => format!("{modifiers}{upper}"),
            None => meant,
        };
        return Err(Error::new(format!("{word:?} holds Shift before a character"))
            .hint(format!("write the character that it types: {meant}")));
    }
    if !key.ctrl {
        return Ok(key);
    }
    let sent = match c {
        'i' => Some("Tab".to_owned()),
        'm' => Some("Enter".to_owned()),
        '[' => Some("Esc".to_owned()),
        c if c.is_uppercase() => {
            let lower: String = c.to_lowercase().collect();
            Some(format!("C-{lower}"))
        }
        _ => None,
    };
    match sent {
        Some(sent) => Err(Error::new(format!("no program can tell {word:?} from {sent}"))
            .hint(format!("terminals send the same for both; write {sent}"))),
        None => Ok(key),
    }
}

/// Reads a word of plain characters, one key each.
fn plain_characters(word: &str) -> Result<Vec<Key>> {
    let count = word.chars().count();
    let is_name = |name: &str| name.eq_ignore_ascii_case(word);
    let misspelt = NAMED.iter().any(|(name, _)| is_name(name))
        || ALIASES.iter().any(|(name, _)| is_name(name))
        || (count == LONGEST_PLAIN && suggestion(word).is_some())
        || (word.starts_with(['F', 'f']) && word[1..].parse::<u32>().is_ok());
    if count > LONGEST_PLAIN || misspelt {
        return Err(unknown(word, word));
    }
    word.chars().map(|c| reportable(word, Key::char(c))).collect()
}

/// The error for a word that is no key, with what may have been meant.
fn unknown(word: &str, name: &str) -> Error {
    let error = Error::new(format!("{word:?} is not a key"));
    let modifiers = &word[..word.len() - name.len()];
    if let Some(meant) = suggestion(name) {
        return error.hint(format!("did you mean {modifiers}{meant}?"));
    }
    for (long, short) in [("Ctrl-", "C-"), ("Control-", "C-"), ("Alt-", "A-"), ("Meta-", "A-"), ("M-", "A-")]
    {
        if let Some((head, rest)) = word.split_at_checked(long.len())
            && (head.eq_ignore_ascii_case(long) || head.replace('+', "-").eq_ignore_ascii_case(long))
            && code(rest).is_some()
        {
            return error.hint(format!("did you mean {short}{}?", rest.to_lowercase()));
        }
    }
    if modifiers.is_empty() && word.chars().all(|c| c.is_ascii_graphic()) && word.len() <= 8 {
        let spaced = word.chars().map(String::from).collect::<Vec<_>>().join(" ");
        return error.hint(format!("{NOTATION}; a long sequence is written {spaced}"));
    }
    error.hint(NOTATION)
}

/// The name of a key that `word` was probably meant to be.
fn suggestion(word: &str) -> Option<&'static str> {
    ALIASES
        .iter()
        .find(|(alias, _)| alias.eq_ignore_ascii_case(word))
        .map(|(_, name)| *name)
        .or_else(|| closest(word, NAMED.iter().map(|(name, _)| *name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ctrl(c: char) -> Key {
        Key { ctrl: true, ..Key::char(c) }
    }

    #[test]
    fn notation_is_read() {
        let tab = Key::plain(KeyCode::Tab);
        for (text, keys) in [
            ("j", vec![Key::char('j')]),
            ("G", vec![Key::char('G')]),
            ("-", vec![Key::char('-')]),
            ("é", vec![Key::char('é')]),
            ("gg", vec![Key::char('g'), Key::char('g')]),
            ("]e", vec![Key::char(']'), Key::char('e')]),
            ("C-d", vec![ctrl('d')]),
            ("C--", vec![ctrl('-')]),
            ("C-Space", vec![ctrl(' ')]),
            ("A-u", vec![Key { alt: true, ..Key::char('u') }]),
            ("A-U", vec![Key { alt: true, ..Key::char('U') }]),
            ("C-A-x", vec![Key { alt: true, ..ctrl('x') }]),
            ("S-Tab", vec![Key { shift: true, ..tab }]),
            ("C-x C-s", vec![ctrl('x'), ctrl('s')]),
            ("g Tab", vec![Key::char('g'), tab]),
            ("Space", vec![Key::char(' ')]),
            ("Up", vec![Key::plain(KeyCode::Up)]),
            ("U p", vec![Key::char('U'), Key::char('p')]),
            ("F12", vec![Key::plain(KeyCode::F(12))]),
        ] {
            assert_eq!(sequence(text).as_deref(), Ok(keys.as_slice()), "{text}");
            assert_eq!(notation(&keys), text);
        }
    }

    #[test]
    fn what_is_no_key_is_refused_with_what_was_meant() {
        for (text, expected) in [
            ("", format!("\"\" names no key ({NOTATION})")),
            (" ", "\" \" names no key (the space bar is written Space)".into()),
            ("Entr", "\"Entr\" is not a key (did you mean Enter?)".into()),
            ("enter", "\"enter\" is not a key (did you mean Enter?)".into()),
            ("esc", "\"esc\" is not a key (did you mean Esc?)".into()),
            ("up", "\"up\" is not a key (did you mean Up?)".into()),
            ("PgDn", "\"PgDn\" is not a key (did you mean PageDown?)".into()),
            ("C-Del", "\"C-Del\" is not a key (did you mean C-Delete?)".into()),
            ("Ctrl-d", "\"Ctrl-d\" is not a key (did you mean C-d?)".into()),
            ("ctrl+d", "\"ctrl+d\" is not a key (did you mean C-d?)".into()),
            ("F25", format!("\"F25\" is not a key ({NOTATION}; a long sequence is written F 2 5)")),
            ("C-", format!("\"C-\" names no key behind its modifier ({NOTATION})")),
            ("C-C-x", format!("\"C-C-x\" names a modifier twice ({NOTATION})")),
            ("S-g", "\"S-g\" holds Shift before a character (write the character that it types: G)".into()),
            (
                "C-i",
                "no program can tell \"C-i\" from Tab (terminals send the same for both; write Tab)".into(),
            ),
            (
                "C-D",
                "no program can tell \"C-D\" from C-d (terminals send the same for both; write C-d)".into(),
            ),
            ("abcd", format!("\"abcd\" is not a key ({NOTATION}; a long sequence is written a b c d)")),
        ] {
            assert_eq!(sequence(text).map_err(|e| e.to_string()), Err(expected), "{text}");
        }
        assert!("gg".parse::<Key>().is_err());
        assert_eq!("S-Tab".parse(), Ok(Key { shift: true, ..Key::plain(KeyCode::Tab) }));
        assert!(sequence("\u{301}").is_err());
        assert!(sequence("a\u{200b}b").is_err());
        assert!(sequence("C-\u{7f}").is_err());
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let named = (0..NAMED.len()).prop_map(|at| NAMED[at].1);
        let code = prop_oneof![
            3 => "[!-~à-ÿ]".prop_map(|s| KeyCode::Char(s.chars().next().unwrap())),
            1 => named,
            1 => (1..=LAST_F).prop_map(KeyCode::F),
        ];
        (code, any::<(bool, bool, bool)>())
            .prop_map(|(code, (ctrl, alt, shift))| Key { code, ctrl, alt, shift })
            .prop_filter("a key that terminals report", |key| reportable("", *key).is_ok())
    }

    proptest! {
        #[test]
        fn every_sequence_is_read_back(keys in proptest::collection::vec(any_key(), 1..5)) {
            prop_assert_eq!(sequence(&notation(&keys)), Ok(keys));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            if let Ok(keys) = sequence(&text) {
                prop_assert_eq!(sequence(&notation(&keys)), Ok(keys));
            }
        }
    }
}
