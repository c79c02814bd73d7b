//! Files as people leave them, with anything that TOML allows.

use super::*;

/// What may stand behind a value or a header.
fn remark() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => "[ \t]?#[ a-zé=\"\\[\\]]{0,8}", 1 => " {1,3}"]
}

/// Empty lines and comments.
fn gap() -> impl Strategy<Value = String> {
    let line = prop_oneof![Just("\n".to_owned()), " {0,2}#[ a-z=\"\\[\\]]{0,8}\n"];
    prop::collection::vec(line, 0..4).prop_map(|lines| lines.concat())
}

const KINDS: &[&str] = &["kind = \"quote\"", "kind='passage'", "\"kind\"  =  \"\"\"article\"\"\""];

const BODIES: &[&str] = &[
    "body = \"old\"",
    "body='old'",
    "body = \"\"\"\nold # no comment\n[[note]]\n\"\"\"",
    "body = '''\nold\n\n'''",
    "'body' = \"o\\u006Cd\"",
    "body = \"\"",
];

const OTHERS: &[&str] = &[
    "tags = []",
    "tags = [ 'a',\n  # why\n  \"b\", ]",
    "status = \"open\"",
    "color='red'",
    "created = 2026-01-05T11:00:00.25+01:00",
    "modified = 2026-01-05",
    "conflict = \"x\"",
    "mine = { a = 1, b = [1, 2] }",
    "\"my key\" = 1_000",
    "more.deep.er = 0x1F",
    "when = 10:00:00",
    "target = { exact = 'a', start = 0, end = 1 }",
    "quote = { type = 'x' }",
];

const BELOW: &[&str] = &[
    "[note.target] # where\nexact = \"no\"\n  start = 0x05\nend = 7\n",
    "[ note.quote ]\ntype = 'direct'\nby = \"machine\" # really?\nmine = 1\n",
    "[note.entity]\n\"name\" = 'Ana'\n",
    "[note.mine_too]\nx = 1\n[note.mine_too.too]\ny = [ ]\n",
    "[[note.links]]\nto = 1\n[[note.links]]\nto = 2\n",
];

/// A note with that letter in its id, its keys in any order.
fn written(letter: char) -> impl Strategy<Value = String> {
    let id = format!("id = \"01JGX2M8QK4T000000000000{letter}0\"");
    let below = prop::sample::subsequence(BELOW, 0..3).prop_shuffle();
    let others = prop::sample::subsequence(OTHERS, 0..5);
    let one = (prop::sample::select(KINDS), prop::option::of(prop::sample::select(BODIES)));
    (one, others, below)
        .prop_flat_map(move |((kind, body), others, below)| {
            let mut keys = vec![id.clone(), kind.to_owned()];
            keys.extend(body.map(str::to_owned));
            for key in others {
                let name = key.split([' ', '=']).next().unwrap_or("");
                let twice = |other: &String| other.split([' ', '=']).next() == Some(name);
                // A table cannot be written in two ways.
                let table = below.iter().any(|table| table.contains(&format!("note.{name}")));
                if !table && !keys.iter().any(twice) {
                    keys.push(key.to_owned());
                }
            }
            let count = keys.len();
            let around = prop::collection::vec(("[ \t]{0,2}", remark()), count);
            (Just(keys).prop_shuffle(), around, Just(below.concat()), remark())
        })
        .prop_map(|(keys, around, below, remark)| {
            let lines = keys.iter().zip(around);
            let lines: String =
                lines.map(|(key, (indent, remark))| format!("{indent}{key}{remark}\n")).collect();
            format!("[[note]]{remark}\n{lines}{below}")
        })
}

/// A whole file with three notes, and perhaps with `\r\n` and a mark.
fn any_file() -> impl Strategy<Value = String> {
    let notes = (gap(), written('A'), gap(), written('B'), gap(), written('C'), gap());
    let between = prop::sample::select(vec!["", "\n[desk]\nx = 1 # mine\n[[desk.row]]\ny = 2\n"]);
    let last = prop::sample::select(vec!["", "# the end", "[other]\nz = 3"]);
    (notes, between, last, any::<bool>(), any::<bool>()).prop_map(
        |((g0, a, g1, b, g2, c, g3), between, last, crlf, mark)| {
            let text = format!("{HEAD}{g0}{a}{g1}{b}{between}{g2}{c}{g3}{last}");
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

/// The text with an empty body in place of a note's.
fn without_body(text: &str, note: &Note) -> String {
    let mut file = parse(text);
    file.put(&Note { body: String::new(), ..note.clone() }).unwrap();
    file.to_string()
}

proptest! {
    #[test]
    fn a_change_to_a_file_by_hand_stays_in_its_note(text in any_file(), which in 0usize..3, new in any_note()) {
        let before = parse(&text);
        prop_assert_eq!(before.problems(), &[], "{}", &text);
        prop_assert_eq!(before.to_string(), text.as_str());
        prop_assert_eq!(before.notes().len(), 3);
        let range = before.notes.range(which);
        let note = Note { body: new.body.clone(), ..before.notes()[which].clone() };
        let mut file = before.clone();
        file.put(&note).unwrap();
        let after = file.to_string();
        prop_assert!(after.starts_with(&text[..range.start]));
        prop_assert!(after.ends_with(&text[range.end..]));
        // Where the note had the key, only the body is another one.
        if text[range.clone()].contains("body") {
            prop_assert_eq!(without_body(&after, &note), without_body(&text, &note));
        }
        // Anything else of it may change too.
        let all = Note { id: note.id, ..new };
        let mut file = before.clone();
        file.put(&all).unwrap();
        let after = file.to_string();
        prop_assert!(after.starts_with(&text[..range.start]) && after.ends_with(&text[range.end..]));
        prop_assert!(parse(&after).notes().contains(&all));
    }

    #[test]
    fn deleting_and_taking_back_changes_no_byte(text in any_file(), which in 0usize..3) {
        let before = parse(&text);
        let note = before.notes()[which].clone();
        let mut file = before.clone();
        prop_assert_eq!(file.delete(&note.id, deleted()), Ok(true));
        let read = parse(&file.to_string());
        prop_assert_eq!((read.notes().len(), read.trash()), (2, file.trash()));
        prop_assert_eq!(&read.trash()[0].note, &note);
        prop_assert_eq!(file.put(&note), Ok(true));
        prop_assert_eq!(file.to_string(), text.as_str());
        prop_assert_eq!(file.notes(), before.notes());
        // For good, it takes its own lines with it and no others.
        let range = before.notes.range(which);
        remove(&mut file, &note.id);
        let after = file.to_string();
        prop_assert!(after.ends_with(&text[range.end..]));
        let above = &after[..after.len() - (text.len() - range.end)];
        prop_assert_eq!(text[..range.start].trim_end(), above.trim_end());
    }

    #[test]
    fn merging_a_file_by_hand_with_itself_changes_no_byte(text in any_file()) {
        for base in [None, Some(text.as_str()), Some("")] {
            let merged = merge(base, &text, &text).unwrap();
            let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let end = if text.ends_with('\n') { "" } else { newline };
            prop_assert_eq!((merged.text, merged.conflicts), (format!("{text}{end}"), 0));
        }
    }
}
