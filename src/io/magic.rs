//! Recognises files that are no text by their first bytes.

/// A kind of file that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// With its article: "a PDF document".
    pub(super) name: &'static str,
    /// What to do with it.
    pub(super) hint: &'static str,
}

const CONVERT: &str = "save it as plain text in the program that made it";
const UNPACK: &str = "unpack it and open the texts in it";
const IMAGE: &str = "byline reads plain text and Markdown, not pictures";
const SOUND: &str = "byline reads plain text and Markdown, not recordings";
const OTHER: &str = "byline reads plain text and Markdown";

/// Where the bytes stand, the bytes, the kind's name and hint.
const SIGNATURES: [(usize, &[u8], &str, &str); 36] = [
    (0, b"%PDF-", "a PDF document", "convert it to text first, for example with pdftotext"),
    (0, b"{\\rtf", "an RTF document", CONVERT),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Word or Excel document", CONVERT),
    (0, b"%!PS", "a PostScript document", "convert it to text first, for example with ps2ascii"),
    (0, b"AT&TFORM", "a DjVu document", "convert it to text first, for example with djvutxt"),
    (0, b"\x1F\x8B", "gzip-compressed data", UNPACK),
    (0, b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (0, b"BZh91AY&SY", "bzip2-compressed data", UNPACK),
    (0, b"\xFD7zXZ\0", "xz-compressed data", UNPACK),
    (0, b"\x28\xB5\x2F\xFD", "zstd-compressed data", UNPACK),
    (0, b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
    (0, b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (257, b"ustar", "a tar archive", UNPACK),
    (0, b"\x89PNG\r\n\x1A\n", "a PNG picture", IMAGE),
    (0, b"\xFF\xD8\xFF", "a JPEG picture", IMAGE),
    (0, b"GIF87a", "a GIF picture", IMAGE),
    (0, b"GIF89a", "a GIF picture", IMAGE),
    (8, b"WEBPVP8", "a WebP picture", IMAGE),
    (0, b"II*\0", "a TIFF picture", IMAGE),
    (0, b"MM\0*", "a TIFF picture", IMAGE),
    (4, b"ftypavif", "an AVIF picture", IMAGE),
    (4, b"ftypheic", "a HEIC picture", IMAGE),
    (4, b"ftyp", "an MP4 recording", SOUND),
    (0, b"ID3\x03", "an MP3 recording", SOUND),
    (0, b"ID3\x04", "an MP3 recording", SOUND),
    (0, b"OggS\0", "an Ogg recording", SOUND),
    (0, b"fLaC\0", "a FLAC recording", SOUND),
    (8, b"WAVEfmt ", "a WAVE recording", SOUND),
    (0, b"\x1A\x45\xDF\xA3", "a Matroska or WebM recording", SOUND),
    (0, b"SQLite format 3\0", "an SQLite database", OTHER),
    (0, b"\x7FELF", "a program (ELF)", OTHER),
    (0, b"\xCF\xFA\xED\xFE", "a program (Mach-O)", OTHER),
    (0, b"\xCA\xFE\xBA\xBE", "a program (Mach-O or Java)", OTHER),
    (0, b"MZ\x90\0", "a program (Windows)", OTHER),
    (0, b"\0asm", "a program (WebAssembly)", OTHER),
    (0, b"wOF", "a font", OTHER),
];

/// What stands early in a ZIP archive that is a document.
const ZIPPED: [(&[u8], &str, &str); 7] = [
    (b"application/epub+zip", "an EPUB book", "convert it to text first, for example with pandoc"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text", CONVERT),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", CONVERT),
    (b"word/", "a Word document", CONVERT),
    (b"xl/", "an Excel document", CONVERT),
    (b"ppt/", "a PowerPoint document", CONVERT),
    (b"[Content_Types].xml", "an Office document", CONVERT),
];

/// What the bytes are, where their beginning tells that they are no text.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    const HEAD: usize = 4096;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if head.starts_with(b"PK\x03\x04") {
        let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
        let document = ZIPPED.iter().find(|(part, ..)| holds(part));
        return Some(match document {
            Some(&(_, name, hint)) => Kind { name, hint },
            None => Kind { name: "a ZIP archive", hint: UNPACK },
        });
    }
    SIGNATURES
        .iter()
        .find(|(at, signature, ..)| head.get(*at..).is_some_and(|rest| rest.starts_with(signature)))
        .map(|&(_, _, name, hint)| Kind { name, hint })
}

/// Whether bytes that are not UTF-16 are no text: zero bytes among bytes that
/// are not UTF-8, or more control characters than a captured terminal session
/// or a damaged text would have. A single stray NUL does not make a text
/// binary.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 64 * 1024;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let zeros = sample.iter().filter(|&&byte| byte == 0).count();
    let controls = sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, 0x08..=0x0D | 0x1B)).count();
    // A character that the sample's end cuts off is no damage.
    let damaged = std::str::from_utf8(sample).is_err_and(|error| error.error_len().is_some());
    (zeros > 0 && damaged)
        || (zeros >= 4 && zeros * 50 >= sample.len())
        || (controls >= 8 && controls * 10 >= sample.len())
}

/// Whether a text starts like a web page.
pub(super) fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_inside_zip_are_named() {
        for (inside, name) in [
            ("mimetypeapplication/epub+zip", "an EPUB book"),
            ("[Content_Types].xml ... word/document.xml", "a Word document"),
            ("story.txt", "a ZIP archive"),
        ] {
            let bytes = [b"PK\x03\x04\x14\0\0\0", inside.as_bytes()].concat();
            assert_eq!(kind(&bytes).map(|kind| kind.name), Some(name));
        }
    }

    #[test]
    fn texts_are_not_binary() {
        for text in
            ["", "MZ is a country code", "GIF is a format", "one NUL\0 here", "\x1B[1mbold\x1B[0m\x07", "PK"]
        {
            assert_eq!(kind(text.as_bytes()), None, "{text:?}");
            assert!(!is_binary(text.as_bytes()), "{text:?}");
        }
        assert!(!is_binary(b"caf\xE9"));
        assert!(is_binary(b"caf\xE9\0"));
        assert!(is_binary(b"a\0\0\0b\0\0\0"));
        assert!(is_binary(b"\x01\x02\x03\x04\x05\x06\x0E\x0F text"));
        // The sample ends inside a character.
        assert!(!is_binary(format!("\0{}", "é".repeat(40_000)).as_bytes()));
    }

    #[test]
    fn web_pages_are_known_by_their_beginning() {
        assert!(looks_like_html("\n<!DOCTYPE html>"));
        assert!(!looks_like_html("<3 html"));
        assert!(!looks_like_html(""));
    }
}
