//! A small, honest part of YAML: what front matter holds. One level of keys
//! with plain, quoted, folded or listed values; everything else is told.

use super::front_matter::Field;

/// The fields of YAML front matter, and warnings for the lines that are none.
/// Lines are counted from 2: the fence is line 1.
pub(super) fn fields(content: &str) -> (Vec<Field>, Vec<String>) {
    let mut raw: Vec<(usize, &str, Vec<&str>)> = Vec::new();
    let mut strange = Vec::new();
    for (line, number) in content.lines().zip(2..) {
        let words = line.trim();
        if words.is_empty() || line.starts_with('#') {
            continue;
        }
        let inner = line.starts_with([' ', '\t']) || words.starts_with("- ") || words == "-";
        if let (false, Some((name, value))) = (inner, key(line)) {
            raw.push((number, name, vec![value.trim()]));
        } else if let (true, Some((_, _, lines))) = (inner, raw.last_mut()) {
            lines.push(words);
        } else {
            strange.push(number);
        }
    }
    let fields = raw.into_iter().map(|(number, name, lines)| Field {
        key: name.to_lowercase(),
        values: values(&lines),
        line: Some(number),
    });
    let warnings = match strange.as_slice() {
        [] => Vec::new(),
        [line] => vec![format!("Line {line} of the front matter was not understood")],
        [first, ..] => {
            let count = strange.len();
            vec![format!("{count} lines of the front matter were not understood (the first is line {first})")]
        }
    };
    (fields.collect(), warnings)
}

/// The key that a line starts with, and what follows its colon.
pub(super) fn key(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let named = name.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c))
        && name.starts_with(char::is_alphabetic);
    (named && (value.is_empty() || value.starts_with(char::is_whitespace)))
        .then_some((name.trim_end(), value))
}

/// The values of a key from its lines, the first of which stood behind the
/// colon; `None` where they are of a kind that is not understood.
fn values(lines: &[&str]) -> Option<Vec<String>> {
    let (first, rest) = lines.split_first()?;
    if first.is_empty() || first.starts_with('#') {
        return rest.iter().map(|line| item(line)).collect();
    }
    if first.starts_with(['>', '|']) {
        return Some(vec![rest.join(" ")]);
    }
    let joined = lines.join(" ");
    match joined.strip_prefix('[') {
        Some(list) => flow_list(list),
        None => Some(vec![scalar(&joined)?]),
    }
}

/// One item of a list: "- Ines Okafor" or "- name: Ines Okafor".
fn item(line: &str) -> Option<String> {
    let value = line.strip_prefix('-')?.trim();
    scalar(value.strip_prefix("name:").unwrap_or(value).trim())
}

/// The items of "[a, \"b, c\"]" behind its first bracket.
fn flow_list(list: &str) -> Option<Vec<String>> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in list.char_indices() {
        match (quote, c) {
            (None, ',' | ']') => {
                let value = scalar(item.trim())?;
                if !value.is_empty() {
                    items.push(value);
                }
                item.clear();
                if c == ']' {
                    let behind = list.get(at + 1..)?.trim();
                    return (behind.is_empty() || behind.starts_with('#')).then_some(items);
                }
                continue;
            }
            (None, '[' | '{') => return None,
            (None, '"' | '\'') if item.trim().is_empty() => quote = Some(c),
            (Some(open), c) if c == open && !escaped => quote = None,
            _ => {}
        }
        escaped = quote == Some('"') && c == '\\' && !escaped;
        item.push(c);
    }
    None
}

/// A plain or quoted value; "" for null. `None` for what is no flat value.
fn scalar(raw: &str) -> Option<String> {
    let only_comment = |behind: &str| behind.trim().is_empty() || behind.trim_start().starts_with('#');
    if let Some(inner) = raw.strip_prefix('\'') {
        let mut value = String::new();
        let mut rest = inner;
        loop {
            let (before, behind) = rest.split_once('\'')?;
            value.push_str(before);
            match behind.strip_prefix('\'') {
                Some(next) => {
                    value.push('\'');
                    rest = next;
                }
                None => return only_comment(behind).then_some(value),
            }
        }
    }
    if let Some(inner) = raw.strip_prefix('"') {
        let mut value = String::new();
        let mut chars = inner.chars();
        loop {
            match chars.next()? {
                '"' => return only_comment(chars.as_str()).then_some(value),
                '\\' => value.push(escape(&mut chars)?),
                c => value.push(c),
            }
        }
    }
    if raw.starts_with(['{', '[', '&', '*', '!', '%', '@', '`']) {
        return None;
    }
    let value = if raw.starts_with('#') { "" } else { raw.split(" #").next().unwrap_or("").trim() };
    let null = matches!(value, "~" | "null" | "Null" | "NULL");
    Some(if null { String::new() } else { value.to_owned() })
}

/// The character of an escape behind its backslash.
fn escape(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let digits = match chars.next()? {
        'n' | 'r' | ' ' => return Some(' '),
        't' => return Some('\t'),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        c @ ('"' | '\\' | '/') => return Some(c),
        _ => return None,
    };
    let mut code = 0u32;
    for _ in 0..digits {
        code = code.checked_mul(16)?.checked_add(chars.next()?.to_digit(16)?)?;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_read_as_written() {
        for (value, expected) in [
            ("Port closes", "Port closes"),
            ("Port: closed # for now", "Port: closed"),
            ("#1", ""),
            ("", ""),
            ("~", ""),
            ("'It''s shut' # yes", "It's shut"),
            (r#""A \"quoted\" \u00e9 \\""#, "A \"quoted\" é \\"),
            ("[Ines Okafor, \"Lind, Jo\"]", "Ines Okafor + Lind, Jo"),
            ("[]", ""),
            (">-\n  Port closes\n  again", "Port closes again"),
            ("Port\n  closes", "Port closes"),
            ("\n- Ines Okafor\n- 'Jo'", "Ines Okafor + Jo"),
            ("\n  - name: Ines Okafor", "Ines Okafor"),
        ] {
            let (fields, warnings) = fields(&format!("k: {value}\n"));
            let read = fields.first().and_then(|field| field.values.clone());
            assert_eq!(read.map(|values| values.join(" + ")).as_deref(), Some(expected), "{value}");
            assert!(warnings.is_empty());
        }
    }

    #[test]
    fn other_kinds_of_value_are_refused() {
        for value in ["{a: b}", "'open", "\"open", "[a, [b]]", "[a", "*a", "\"\\q\"", "\n  a: b", "\"a\" b"] {
            let (fields, _) = fields(&format!("k: {value}\n"));
            assert_eq!(fields.first().map(|field| field.values.is_none()), Some(true), "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_content_is_read(content in "[-a: \\[\\]{}\"'\\\\,#\n>|uxU0]{0,60}") {
            fields(&content);
        }
    }
}
