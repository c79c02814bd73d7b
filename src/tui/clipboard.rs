//! The clipboard of whoever sits at the terminal, by the sequence OSC 52. It
//! works over a remote shell too; tmux passes it on where its `set-clipboard`
//! is `on`.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What asks the terminal to keep `text` on its clipboard. Between its ends
/// stand only letters, digits, `+`, `/` and `=`, so that no text can break out
/// of it.
pub fn sequence(text: &str) -> String {
    format!("\u{1b}]52;c;{}\u{1b}\\", base64(text.as_bytes()))
}

/// Base64 as in RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut bits = 0_u32;
        for nth in 0..3 {
            bits = bits << 8 | u32::from(group.get(nth).copied().unwrap_or(0));
        }
        for nth in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * nth) & 63) as usize];
            out.push(if nth <= group.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("“é”", "4oCcw6nigJ0="),
        ] {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(sequence("foo"), "\u{1b}]52;c;Zm9v\u{1b}\\");
    }
}
