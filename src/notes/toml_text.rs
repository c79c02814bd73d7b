//! Strings as TOML text that reads back exactly and shows no hidden character.

use std::fmt::Write as _;

use super::file::begins_like_a_mark;

/// Whether files and exports escape a character: it is invisible and can change
/// how a terminal or an editor shows what stands around it. These are control
/// characters (line feed and tab too), bidirectional controls, line separators
/// and tag characters. Joiners and presentation selectors are written as they
/// are, since scripts and emoji need them.
pub const fn needs_escape(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` as a TOML basic string on one line, its quotation marks included.
/// Hidden characters are escaped, so that the file is safe to print.
pub fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => push_escaped(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// `text` as a TOML multi-line basic string where it has more than one line,
/// else as [`toml_string`].
pub fn toml_lines(text: &str) -> String {
    if !text.contains('\n') {
        return toml_string(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str("\"\"\"\n");
    let mut marks = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            // A line that looks like a mark of git's would be read as one.
            '<' | '|' | '=' | '>'
                if out.ends_with('\n') && begins_like_a_mark(text.get(at..).unwrap_or("")) =>
            {
                push_code(&mut out, c);
                marks = 0;
            }
            // Three marks in a row would end the string, and so would one
            // that stands before the closing three.
            '"' if marks == 2 || chars.peek().is_none() => {
                out.push_str("\\\"");
                marks = 0;
            }
            '"' => {
                out.push('"');
                marks += 1;
            }
            '\n' | '\t' => {
                out.push(c);
                marks = 0;
            }
            _ => {
                push_escaped(&mut out, c);
                marks = 0;
            }
        }
    }
    out.push_str("\"\"\"");
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\r' => out.push_str("\\r"),
        c if needs_escape(c) => push_code(out, c),
        c => out.push(c),
    }
}

fn push_code(out: &mut String, c: char) {
    let code = u32::from(c);
    // Writing to a String cannot fail.
    let _ = if code > 0xffff { write!(out, "\\U{code:08X}") } else { write!(out, "\\u{code:04X}") };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_are_written_readably() {
        for (text, line, lines) in [
            ("plain", "\"plain\"", "\"plain\""),
            ("a \"b\" \\", r#""a \"b\" \\""#, r#""a \"b\" \\""#),
            ("a\nb", r#""a\nb""#, "\"\"\"\na\nb\"\"\""),
            (
                "=======\n>>>>>>>> <<<<<<<",
                r#""=======\n>>>>>>>> <<<<<<<""#,
                "\"\"\"\n\\u003D======\n\\u003E>>>>>>> <<<<<<<\"\"\"",
            ),
            ("\n\"\"\"\"", r#""\n\"\"\"\"""#, "\"\"\"\n\n\"\"\\\"\\\"\"\"\""),
            ("\u{1b}[31m\r", r#""\u001B[31m\r""#, r#""\u001B[31m\r""#),
            ("\u{202e}\u{9b}\u{e0041}", r#""\u202E\u009B\U000E0041""#, r#""\u202E\u009B\U000E0041""#),
            (
                "日本 e\u{301} 👩\u{200d}👩",
                "\"日本 e\u{301} 👩\u{200d}👩\"",
                "\"日本 e\u{301} 👩\u{200d}👩\"",
            ),
        ] {
            assert_eq!(toml_string(text), line);
            assert_eq!(toml_lines(text), lines);
        }
    }

    fn read(value: &str) -> Option<String> {
        value.parse::<toml_edit::Value>().ok()?.as_str().map(str::to_owned)
    }

    proptest! {
        #[test]
        fn any_string_reads_back(text in prop_oneof![any::<String>(), "(<{7}|={7}|\n|[\"\\\\\r\n\t a\u{7f}\u{85}]){0,12}"]) {
            prop_assert_eq!(read(&toml_string(&text)), Some(text.clone()));
            prop_assert_eq!(read(&toml_lines(&text)), Some(text.clone()));
            prop_assert!(!toml_string(&text).chars().any(needs_escape));
            prop_assert!(!toml_lines(&text).chars().any(|c| needs_escape(c) && c != '\n' && c != '\t'));
        }
    }
}
