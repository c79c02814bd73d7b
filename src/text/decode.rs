//! Bytes to text: UTF-8, UTF-16 and Windows-1252. Nothing is refused.

/// A text and how its bytes were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, every character of it, without a byte order mark.
    pub text: String,
    /// The name of the encoding in the WHATWG's list: "UTF-8", "UTF-16LE",
    /// "UTF-16BE" or "windows-1252".
    pub encoding: &'static str,
    /// What could not be read, or was guessed; byte offsets count the input.
    pub warnings: Vec<String>,
}

/// Reads bytes as text. A byte order mark decides; without one, UTF-16 is
/// known by its zero bytes, and bytes that are not UTF-8 are read as
/// Windows-1252 where that makes a plausible text. What cannot be read
/// becomes U+FFFD, with a warning.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest, 3);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, 2, Order::Little);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, 2, Order::Big);
    }
    if let Some(order) = utf16_without_mark(bytes) {
        return utf16(bytes, 0, order);
    }
    if std::str::from_utf8(bytes).is_err() && looks_like_windows_1252(bytes) {
        return Decoded {
            text: bytes.iter().map(|&byte| windows_1252(byte)).collect(),
            encoding: "windows-1252",
            warnings: vec!["The text is not UTF-8; it was read as Windows-1252".to_owned()],
        };
    }
    utf8(bytes, 0)
}

/// The character of a byte of Windows-1252, which differs from Unicode's first 256 in 32
/// places (WHATWG, "Encoding", index windows-1252).
fn windows_1252(byte: u8) -> char {
    const PLACES: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80)
        .and_then(|place| PLACES.get(usize::from(place)))
        .copied()
        .unwrap_or(char::from(byte))
}

/// Which byte of a UTF-16 unit comes first.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    /// The high and the low byte of a unit.
    fn split(self, pair: [u8; 2]) -> (u8, u8) {
        match self {
            Order::Little => (pair[1], pair[0]),
            Order::Big => (pair[0], pair[1]),
        }
    }
}

/// UTF-8, its bad bytes as U+FFFD. `skipped` bytes stood before `bytes`.
fn utf8(bytes: &[u8], skipped: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut bad = 0;
    let mut first = None;
    let mut at = skipped;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            first.get_or_insert(at);
            bad += chunk.invalid().len();
            at += chunk.invalid().len();
        }
    }
    Decoded { text, encoding: "UTF-8", warnings: unreadable(bad, "UTF-8", first) }
}

/// UTF-16, lone surrogates and an odd last byte as U+FFFD.
fn utf16(bytes: &[u8], skipped: usize, order: Order) -> Decoded {
    let (encoding, to_unit): (_, fn([u8; 2]) -> u16) = match order {
        Order::Little => ("UTF-16LE", u16::from_le_bytes),
        Order::Big => ("UTF-16BE", u16::from_be_bytes),
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut bad = 0;
    let mut first = None;
    let mut at = skipped;
    for unit in char::decode_utf16(pairs.iter().map(|&pair| to_unit(pair))) {
        match unit {
            Ok(character) => {
                text.push(character);
                at += 2 * character.len_utf16();
            }
            Err(_) => {
                text.push(char::REPLACEMENT_CHARACTER);
                first.get_or_insert(at);
                bad += 2;
                at += 2;
            }
        }
    }
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        first.get_or_insert(at);
        bad += 1;
    }
    Decoded { text, encoding, warnings: unreadable(bad, encoding, first) }
}

/// The warning for `bad` unreadable bytes, the first at `first`.
fn unreadable(bad: usize, encoding: &str, first: Option<usize>) -> Vec<String> {
    let Some(first) = first else { return Vec::new() };
    let bytes = if bad == 1 { "byte" } else { "bytes" };
    vec![format!("{bad} {bytes} could not be read as {encoding} (first at byte {first})")]
}

/// Whether the bytes are UTF-16 without a byte order mark. In the scripts that
/// stand below U+2000 nearly every unit's high byte is small, and the spaces
/// and line ends make some of them zero; the low bytes of a text never are.
fn utf16_without_mark(bytes: &[u8]) -> Option<Order> {
    const SAMPLE: usize = 4096;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (pairs, _) = sample.as_chunks::<2>();
    if pairs.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    [Order::Little, Order::Big].into_iter().find(|order| {
        let (mut zero_high, mut zero_low, mut small_high) = (0, 0, 0);
        for &pair in pairs {
            let (high, low) = order.split(pair);
            zero_high += usize::from(high == 0);
            zero_low += usize::from(low == 0);
            small_high += usize::from(high <= 0x20);
        }
        zero_high * 50 >= pairs.len() && zero_low * 100 <= pairs.len() && small_high * 10 >= pairs.len() * 9
    })
}

/// Whether bytes that are not UTF-8 make a plausible Windows-1252 text: most
/// of the high bytes stand alone instead of forming UTF-8 sequences, and none
/// is a control or undefined in Windows-1252.
fn looks_like_windows_1252(bytes: &[u8]) -> bool {
    let mut sequences = 0;
    let mut lone = 0;
    let mut controls = 0;
    for chunk in bytes.utf8_chunks() {
        for byte in chunk.valid().bytes() {
            // Every sequence of UTF-8 has one leading byte.
            sequences += usize::from(byte >= 0xC0);
            controls += usize::from(byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C));
        }
        match chunk.invalid() {
            [] => {}
            [0x81 | 0x8D | 0x8F | 0x90 | 0x9D] => return false,
            [_] => lone += 1,
            // The beginning of a sequence that was cut off.
            _ => sequences += 1,
        }
    }
    lone > sequences && controls <= lone
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16_bytes(text: &str, order: Order) -> Vec<u8> {
        let bytes = |unit: u16| match order {
            Order::Little => unit.to_le_bytes(),
            Order::Big => unit.to_be_bytes(),
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_recognised() {
        let story = "The café in Kyiv\r\nreopened.";
        let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cyrillic = "Порт закрыт до четверга.\nМэр молчит.";
        let cases: &[(Vec<u8>, &str, &str)] = &[
            (story.into(), story, "UTF-8"),
            (with(b"\xEF\xBB\xBF", story.into()), story, "UTF-8"),
            (with(b"\xFF\xFE", utf16_bytes(story, Order::Little)), story, "UTF-16LE"),
            (with(b"\xFE\xFF", utf16_bytes(story, Order::Big)), story, "UTF-16BE"),
            (utf16_bytes(story, Order::Little), story, "UTF-16LE"),
            (utf16_bytes(story, Order::Big), story, "UTF-16BE"),
            (utf16_bytes(cyrillic, Order::Little), cyrillic, "UTF-16LE"),
            (utf16_bytes(cyrillic, Order::Big), cyrillic, "UTF-16BE"),
            (b"\xFF\xFEa\0=\xD8\x00\xDE".into(), "a\u{1F600}", "UTF-16LE"),
            (b"".into(), "", "UTF-8"),
            (b"\xEF\xBB\xBF".into(), "", "UTF-8"),
            (b"a\0b\tc\x1B[31m\x07".into(), "a\0b\tc\x1B[31m\x07", "UTF-8"),
            (b"one NUL\0 in a line of text".into(), "one NUL\0 in a line of text", "UTF-8"),
            ("inner \u{FEFF} mark".into(), "inner \u{FEFF} mark", "UTF-8"),
        ];
        for (bytes, text, encoding) in cases {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (*text, *encoding), "{bytes:?}");
            assert!(decoded.warnings.is_empty(), "{bytes:?}: {:?}", decoded.warnings);
        }
    }

    #[test]
    fn what_cannot_be_read_is_shown_and_told() {
        let cases: &[(&[u8], &str, &str, &str)] = &[
            (
                b"He said \x93no\x94 at the caf\xE9",
                "He said “no” at the café",
                "windows-1252",
                "The text is not UTF-8; it was read as Windows-1252",
            ),
            (
                b"\x80 1,000 \x96 \x8A\x9A, \x8E\x9E, \x9C\x9F, \xFF\xC0\xA0",
                "€ 1,000 – Šš, Žž, œŸ, ÿÀ\u{A0}",
                "windows-1252",
                "The text is not UTF-8; it was read as Windows-1252",
            ),
            (
                b"caf\xC3\xA9, na\xC3\xAFve, \xFF, Z\xC3\xBCrich",
                "café, naïve, \u{FFFD}, Zürich",
                "UTF-8",
                "1 byte could not be read as UTF-8 (first at byte 15)",
            ),
            (
                b"\xEF\xBB\xBFcut \xE2\x80",
                "cut \u{FFFD}",
                "UTF-8",
                "2 bytes could not be read as UTF-8 (first at byte 7)",
            ),
            (
                b"\x81\x8D\x8F",
                "\u{FFFD}\u{FFFD}\u{FFFD}",
                "UTF-8",
                "3 bytes could not be read as UTF-8 (first at byte 0)",
            ),
            (
                b"\xFF\xFEa\0\0\xD8b\0c",
                "a\u{FFFD}b\u{FFFD}",
                "UTF-16LE",
                "3 bytes could not be read as UTF-16LE (first at byte 4)",
            ),
        ];
        for (bytes, text, encoding, warning) in cases {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (*text, *encoding), "{bytes:?}");
            assert_eq!(decoded.warnings, [*warning], "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn utf8_comes_through_unchanged(text in "[^\u{FEFF}\0][^\0]{0,80}") {
            let decoded = decode(text.as_bytes());
            prop_assert_eq!(decoded.text, text);
            prop_assert!(decoded.warnings.is_empty());
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let decoded = decode(&bytes);
            prop_assert_eq!(decoded.text.is_empty(), matches!(bytes.as_slice(), [] | [0xEF, 0xBB, 0xBF] | [0xFF, 0xFE] | [0xFE, 0xFF]));
        }
    }
}
