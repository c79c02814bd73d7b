//! Names without capitals and without marks on their letters.

use std::borrow::Cow;

/// A name in small letters, and without the marks on Latin letters: "ASUNCIÓN",
/// "Asunción" and "Asuncion" are one.
pub(crate) fn folded(name: &str) -> Cow<'_, str> {
    if !name.chars().any(|c| !c.is_ascii() || c.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let lower = name.to_lowercase();
    Cow::Owned(if lower.is_ascii() { lower } else { lower.chars().map(plain).collect() })
}

/// A small letter without its marks.
fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    LETTERS.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |&(_, plain)| plain)
}

/// Latin letters with marks, and those that stand for them where there are none.
const LETTERS: [(&str, char); 20] = [
    ("áàâäãåāăąạảấầẩẫậắằẳẵặ", 'a'),
    ("çćčĉċ", 'c'),
    ("ďđð", 'd'),
    ("éèêëēĕėęěẹẻẽếềểễệ", 'e'),
    ("ğĝġģ", 'g'),
    ("ĥħḥ", 'h'),
    ("íìîïĩīĭįıịỉ", 'i'),
    ("ķ", 'k'),
    ("łĺļľ", 'l'),
    ("ñńņňŋ", 'n'),
    ("óòôöõøōŏőọỏốồổỗộớờởỡợơ", 'o'),
    ("ŕřŗ", 'r'),
    ("śšşșŝṣ", 's'),
    ("ťţțŧ", 't'),
    ("úùûüũūŭůűųụủứừửữựư", 'u'),
    ("ŵ", 'w'),
    ("ýÿŷỳỵỷỹ", 'y'),
    ("źżž", 'z'),
    ("ĵ", 'j'),
    ("’ʼ‘ʻ", '\''),
];
