//! Text that may reach the terminal, and nothing else may.
//!
//! An article, a file name or an error can hold escape sequences, direction
//! overrides, invisible characters or two hundred accents on one letter. Here
//! each of them becomes a visible marker. The stored text is never changed:
//! this happens where text is drawn.

use std::borrow::Cow;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Span;

/// Stands for a character that must not be drawn and has no picture of its own.
pub const MARKER: char = '\u{FFFD}';

/// A tab is drawn as so many blanks.
const TAB: &str = "    ";

/// More combining marks or joiners than this in one letter are left out, with
/// a marker.
const MARKS: usize = 8;

/// One line of text without anything that a terminal could obey: no control
/// characters, no direction controls, no invisible characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SafeText(String);

impl SafeText {
    /// Makes any text safe. Line breaks become blanks: the result is one line.
    pub fn new(text: &str) -> Self {
        // Most text is plain ASCII, and is copied in one go.
        if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return Self(text.to_owned());
        }
        Self(clusters(text).map(|cluster| cluster.shown).collect())
    }

    /// The text to draw.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many terminal columns it takes: letter by letter, as it is drawn.
    /// (Some scripts join letters to narrower ones, terminals do not.)
    pub fn width(&self) -> usize {
        self.0.graphemes(true).map(UnicodeWidthStr::width).sum()
    }

    /// The text cut to at most `columns`, with an ellipsis where it was cut.
    #[must_use]
    pub fn clip(&self, columns: usize) -> SafeText {
        if self.width() <= columns {
            return self.clone();
        }
        let mut cut = String::new();
        let mut used = 0;
        for cluster in clusters(&self.0) {
            if used + cluster.width + 1 > columns {
                break;
            }
            used += cluster.width;
            cut.push_str(&cluster.shown);
        }
        if columns > 0 {
            cut.push('…');
        }
        SafeText(cut)
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a reader sees as one character: where it stands in the text, and what
/// is drawn for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster<'t> {
    /// Its bytes in the text that was given to [`clusters`].
    pub span: Span,
    /// What is drawn.
    pub shown: Cow<'t, str>,
    /// Columns that `shown` takes, at least one.
    pub width: usize,
}

/// The grapheme clusters of `text` with what may be drawn for each. The spans
/// lie side by side and cover the whole text.
pub fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    text.grapheme_indices(true).map(|(at, grapheme)| {
        let span = Span::new(at, at + grapheme.len());
        if let [byte @ b' '..=b'~'] = grapheme.as_bytes() {
            debug_assert!(byte.is_ascii());
            return Cluster { span, shown: Cow::Borrowed(grapheme), width: 1 };
        }
        let shown = show(grapheme);
        let width = shown.width();
        if shown.chars().next().is_none_or(|first| first.width() == Some(0)) {
            // A mark without a letter: the dotted circle carries it, unless it
            // is half a syllable that joins nothing but its other half.
            let carried = format!("\u{25CC}{shown}");
            let shown = match carried.graphemes(true).nth(1) {
                None => carried,
                Some(_) => MARKER.to_string(),
            };
            return Cluster { span, width: shown.width().max(1), shown: Cow::Owned(shown) };
        }
        Cluster { span, shown, width }
    })
}

/// What is drawn for one grapheme cluster.
fn show(grapheme: &str) -> Cow<'_, str> {
    match grapheme {
        "\t" => return Cow::Borrowed(TAB),
        "\n" | "\r\n" => return Cow::Borrowed(" "),
        _ => {}
    }
    let mut chars = grapheme.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && !is_hidden(only)
    {
        return Cow::Borrowed(grapheme);
    }
    let mut shown = String::with_capacity(grapheme.len().min(64));
    let mut marks = 0;
    let mut joiners = 0;
    let mut before = None;
    for c in grapheme.chars() {
        if is_joiner(c) {
            if before.is_some_and(takes_joiner) {
                joiners += 1;
                if joiners > MARKS {
                    break;
                }
                shown.push(c);
            } else {
                shown.push(MARKER);
            }
        } else if is_presentation_selector(c) && before.is_some_and(|b| !is_hidden(b)) {
            // Left out: it makes some letters wider in one terminal than in
            // another, and all that stands behind them would move.
        } else if is_hidden(c) {
            shown.push(picture(c));
        } else if before.is_some() && c.to_string().width() == 0 {
            marks += 1;
            if marks <= MARKS {
                shown.push(c);
            }
        } else {
            shown.push(c);
        }
        before = Some(c);
    }
    // A joined picture that is not as wide as one is drawn in its parts: some
    // terminals would join it, others not.
    if joiners > 0 && shown.starts_with(is_picture) && shown.width() > 2 {
        shown.retain(|c| !is_joiner(c));
    }
    if marks > MARKS || joiners > MARKS {
        shown.push(MARKER);
    }
    Cow::Owned(shown)
}

/// The visible stand-in for a character that is not drawn itself.
fn picture(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or(MARKER),
        '\u{7F}' => '\u{2421}',
        _ => MARKER,
    }
}

/// Whether a character could command a terminal, turn the direction of the
/// text, or stand in it unseen. Joiners count: they stay only where `show`
/// finds that a script or an emoji needs them.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' // C0, DEL, C1
        | '\u{AD}' | '\u{34F}' | '\u{61C}' // soft hyphen, grapheme joiner, Arabic letter mark
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' // Khmer, Mongolian
        | '\u{200B}'..='\u{200F}' // zero width, joiners, direction marks
        | '\u{2028}'..='\u{202E}' // line separators, embeddings, overrides
        | '\u{2060}'..='\u{206F}' // word joiner, isolates, deprecated controls
        | '\u{FE00}'..='\u{FE0F}' // variation selectors
        | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' // byte order mark, annotation marks
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' // shorthand, music controls
        | '\u{E0000}'..='\u{E0FFF}') // tags, further variation selectors
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

fn is_presentation_selector(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// Whether a joiner behind this character has a meaning: in the scripts from
/// Hebrew on that join letters, and in emoji.
fn takes_joiner(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{0DFF}' // Hebrew to Sinhala
        | '\u{0E00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' // Thai to Myanmar, Khmer, Mongolian
        | '\u{A840}'..='\u{A87F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' // Phags-pa, Arabic forms
        | '\u{FE0F}')
        || is_picture(c)
}

/// Whether a character is a symbol or an emoji.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_harm_becomes_visible() {
        for (input, shown) in [
            ("plain words", "plain words"),
            ("\u{1b}]52;c;cHduZWQ=\u{7}", "␛]52;c;cHduZWQ=␇"),
            ("\u{1b}[2Jx", "␛[2Jx"),
            ("\u{9b}6n", "\u{FFFD}6n"),
            ("a\u{202e}b", "a\u{FFFD}b"),
            ("a\u{200b}b\u{ad}c", "a\u{FFFD}b\u{FFFD}c"),
            ("\u{E0041}", "\u{FFFD}"),
            ("two\nlines\r\nhere\ttab", "two lines here    tab"),
            ("a\rb", "a␍b"),
            ("a\u{200d}b", "a\u{FFFD}b"),
            ("\u{feff}start", "\u{FFFD}start"),
            ("café e\u{301}", "café e\u{301}"),
            ("\u{301}lone", "\u{25CC}\u{301}lone"),
            ("日本", "日本"),
        ] {
            assert_eq!(SafeText::new(input).as_str(), shown, "{input:?}");
        }
    }

    #[test]
    fn joiners_stay_where_they_are_needed() {
        // Persian with a non-joiner, a Hindi conjunct, a family.
        for kept in ["می\u{200C}خواهم", "क\u{94d}\u{200d}ष", "👩\u{200d}👧"] {
            assert_eq!(SafeText::new(kept).as_str(), kept);
        }
    }

    #[test]
    fn a_letter_is_as_wide_in_every_terminal() {
        for (input, shown, width) in [
            ("\u{2764}\u{fe0f}", "\u{2764}", 1),
            ("\u{231a}\u{fe0e}", "\u{231a}", 2),
            ("1\u{fe0f}\u{20e3}", "1\u{20e3}", 1),
            ("\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}", "\u{1f3f3}\u{1f308}", 3),
            ("👩\u{200d}\u{2695}\u{fe0f}", "👩\u{2695}", 3),
            ("👩\u{200d}👧", "👩\u{200d}👧", 2),
            ("لا", "لا", 2),
        ] {
            let text = SafeText::new(input);
            assert_eq!((text.as_str(), text.width()), (shown, width), "{input:?}");
        }
    }

    #[test]
    fn a_letter_keeps_eight_marks() {
        let zalgo = format!("a{}", "\u{301}".repeat(200));
        let shown = SafeText::new(&zalgo);
        assert_eq!(shown.as_str(), format!("a{}{MARKER}", "\u{301}".repeat(8)));
        assert_eq!(shown.width(), 2);
    }

    #[test]
    fn clipping_says_that_it_clipped() {
        let text = SafeText::new("日本 news");
        assert_eq!(text.clip(9).as_str(), "日本 news");
        assert_eq!(text.clip(5).as_str(), "日本…");
        assert_eq!(text.clip(4).as_str(), "日…");
        assert_eq!(text.clip(1).as_str(), "…");
        assert_eq!(text.clip(0).as_str(), "");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_shown_and_nothing_is_lost(text in any::<String>()) {
            let mut end = 0;
            for cluster in clusters(&text) {
                prop_assert_eq!(cluster.span.start, end);
                end = cluster.span.end;
                prop_assert!(cluster.width >= 1);
                prop_assert_eq!(cluster.width, cluster.shown.width());
                for c in cluster.shown.chars() {
                    prop_assert!(!is_hidden(c) || is_joiner(c));
                }
            }
            prop_assert_eq!(end, text.len());
            let safe = SafeText::new(&text);
            prop_assert_eq!(&SafeText::new(safe.as_str()), &safe);
            prop_assert!(safe.clip(7).width() <= 7);
        }
    }
}
