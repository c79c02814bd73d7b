//! The article loader: files to articles, compared with what is expected of
//! them; folders, standard input and files that are refused.
//!
//! Each `tests/load/NAME.txt` or `.md` has a `NAME.expected` beside it. Run
//! with `UPDATE_EXPECT=1` to write the expected files anew, and read the
//! difference before you keep it.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use byline::io::load::{self, MAX_DEPTH, Source};
use byline::text::{self, Article, Format, ParagraphKind};
use proptest::prelude::*;

/// An article as a compact text: a line for each paragraph with its first and
/// last words, then the parts, what is known, and the warnings.
fn dump(article: &Article, warnings: &[String]) -> String {
    let text = article.text();
    let mut lines = String::new();
    for paragraph in &article.paragraphs {
        let words = format!("{:?}", paragraph.span.of(text));
        let words = words.trim_matches('"');
        let shown = match (words.char_indices().nth(44), words.char_indices().nth_back(17)) {
            (Some((head, _)), Some((tail, _))) if head + 4 < tail => {
                format!("{} ... {}", &words[..head], &words[tail..])
            }
            _ => words.to_owned(),
        };
        writeln!(lines, "{}: {shown}", format!("{:?}", paragraph.kind).to_lowercase()).unwrap();
    }
    let parts = &article.parts;
    for (name, span) in [
        ("headline", parts.headline),
        ("credit", parts.credit),
        ("byline", parts.byline),
        ("outlet", parts.outlet),
        ("dateline", parts.dateline),
    ] {
        if let Some(span) = span {
            writeln!(lines, ".{name} = {:?}", span.of(text)).unwrap();
        }
    }
    let meta = &article.meta;
    for (name, value) in [
        ("title", &meta.title),
        ("outlet", &meta.outlet),
        ("url", &meta.url),
        ("author", &meta.author),
        ("published", &meta.published),
    ] {
        if let Some(value) = value {
            writeln!(lines, "@{name} = {value:?}").unwrap();
        }
    }
    for warning in warnings {
        writeln!(lines, "! {warning}").unwrap();
    }
    lines
}

/// What must hold for every article.
fn check(article: &Article) {
    let text = article.text();
    let mut end = 0;
    for paragraph in &article.paragraphs {
        let span = paragraph.span;
        let between = text.get(end..span.start).expect("sorted, on character boundaries");
        assert!(between.trim().is_empty(), "not in a paragraph: {between:?}");
        let words = text.get(span.range()).expect("on character boundaries");
        assert!(!words.is_empty() && words == words.trim(), "not trimmed: {words:?}");
        let mut inner = words.lines();
        assert!(inner.all(|line| !line.trim().is_empty()), "a blank line inside {words:?}");
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "not in a paragraph: {:?}", &text[end..]);
    let parts = &article.parts;
    for (span, kind) in [
        (parts.headline, Some(ParagraphKind::Headline)),
        (parts.byline, Some(ParagraphKind::Byline)),
        (parts.credit, None),
        (parts.outlet, Some(ParagraphKind::Body)),
        (parts.dateline, Some(ParagraphKind::Body)),
    ] {
        let Some(span) = span else { continue };
        assert!(!span.is_empty() && text.get(span.range()).is_some());
        let paragraph = article.paragraphs[article.paragraph_at(span.start)];
        assert!(paragraph.span.covers(span), "{span:?} is not in one paragraph");
        assert!(kind.is_none_or(|kind| kind == paragraph.kind));
    }
    let headlines = article.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Headline).count();
    assert_eq!(headlines, usize::from(parts.headline.is_some()));
}

fn source(path: impl Into<PathBuf>) -> Source {
    Source { path: Some(path.into()) }
}

#[test]
fn articles_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/load");
    let (sources, errors) = load::sources(std::slice::from_ref(&folder));
    assert_eq!(errors, []);
    assert!(sources.len() >= 35, "only {} cases", sources.len());
    let mut failed = Vec::new();
    for source in sources {
        let path = source.path.clone().expect("a file");
        let loaded = load::read(&source).expect("a text");
        check(&loaded.article);
        if path.extension().is_some_and(|end| end == "txt") {
            let bytes = fs::read(&path).expect("a file");
            assert_eq!(loaded.article.text(), text::decode(&bytes).text, "{}", path.display());
        }
        let actual = dump(&loaded.article, &loaded.warnings);
        let file = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&file, &actual).expect("written");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if actual != expected {
            failed.push(format!("{}:\n--- expected\n{expected}--- actual\n{actual}", path.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let tar = [vec![b'a'; 257], b"ustar\0".to_vec()].concat();
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "is empty"),
        ("pdf.txt", b"%PDF-1.7\nstream", "is a PDF document, not a text"),
        ("zip.txt", b"PK\x03\x04\x14\0\0\0\x08\0story.txt", "is a ZIP archive, not a text"),
        ("docx.txt", b"PK\x03\x04\x14\0\0\0\x08\0word/document.xml", "is a Word document, not a text"),
        ("png.md", b"\x89PNG\r\n\x1A\n\0\0", "is a PNG picture, not a text"),
        ("elf", b"\x7FELF\x02\x01\x01\0", "is a program (ELF), not a text"),
        ("gzip", b"\x1F\x8B\x08\0\0\0", "is gzip-compressed data, not a text"),
        ("tar", &tar, "is a tar archive, not a text"),
        ("rtf.txt", b"{\\rtf1 words}", "is an RTF document, not a text"),
        ("zeros.txt", &[0; 64], "is binary data, not a text"),
        ("mixed.txt", b"words\0\xFF\xFE\x80words\0", "is binary data, not a text"),
    ];
    for (name, bytes, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let error = load::read(&source(&path)).expect_err(name);
        assert_eq!(error.what, format!("{} {expected}", path.display()));
        assert!(error.hint.is_some(), "{name}");
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.txt");
    // A hole: no byte of it is written or read.
    fs::File::create(&path).and_then(|file| file.set_len(load::MAX_BYTES + 1)).expect("created");
    let error = load::read(&source(&path)).expect_err("too large");
    assert_eq!(error.what, format!("{} is larger than 64 MiB", path.display()));
}

#[test]
fn missing_files_and_folders_without_articles_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("missing.txt");
    fs::write(folder.path().join("notes.toml"), "x = 1").expect("written");
    let article = folder.path().join("notes.toml");
    let (sources, errors) =
        load::sources(&[missing.clone(), folder.path().into(), article.clone(), "-".into(), "-".into()]);
    assert_eq!(sources, [source(&article), Source { path: None }]);
    let what: Vec<_> = errors.iter().map(|error| error.what.clone()).collect();
    let expected = [
        format!("{} does not exist", missing.display()),
        format!("{} holds no article", folder.path().display()),
    ];
    assert_eq!(what, expected);
    assert!(errors.iter().all(|error| error.hint.is_some()));
    assert_eq!(load::sources(&[]), (vec![], vec![]));
    let error = load::read(&source(folder.path())).expect_err("a folder");
    assert_eq!(error.what, format!("{} is a folder", folder.path().display()));
    assert_eq!(Source { path: None }.label(), "standard input");
}

#[test]
fn a_folder_gives_its_articles_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let deep = (0..=MAX_DEPTH).map(|n| format!("d{n}")).collect::<PathBuf>();
    for inner in [Path::new("sub"), Path::new(".hidden"), &deep] {
        fs::create_dir_all(root.join(inner)).expect("created");
    }
    let last = deep.parent().expect("a parent").join("last.txt");
    let too_deep = deep.join("too deep.txt");
    for name in [
        "part 10.txt",
        "part 2.TXT",
        "z.markdown",
        "a.md",
        "b.text",
        "picture.png",
        ".draft.txt",
        "sub/c.txt",
        ".hidden/d.txt",
        "README",
    ]
    .map(Path::new)
    .into_iter()
    .chain([last.as_path(), &too_deep])
    {
        fs::write(root.join(name), "Words.").expect("written");
    }
    let expected: Vec<_> = ["a.md", "b.text", "part 2.TXT", "part 10.txt", "z.markdown"]
        .map(PathBuf::from)
        .into_iter()
        .chain([last, "sub/c.txt".into()])
        .map(|name| source(root.join(name)))
        .collect();
    assert_eq!(load::sources(&[root.to_path_buf()]), (expected.clone(), vec![]));

    // Arguments keep their order, and nothing comes twice.
    let (first, second) = (root.join("sub/c.txt"), root.join("sub/../a.md"));
    let mut both = vec![source(&first), source(&second)];
    both.extend(expected.iter().filter(|found| !found.label().ends_with("c.txt")).skip(1).cloned());
    let again = [first.clone(), second, root.to_path_buf(), root.join("sub"), first];
    assert_eq!(load::sources(&again), (both, vec![]));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    fn make_pipe(path: &Path) {
        let status = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(status.success());
    }

    #[test]
    fn links_are_followed_and_loops_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir(root.join("sub")).expect("created");
        fs::write(root.join("sub/real.txt"), "Words.").expect("written");
        symlink("sub/real.txt", root.join("link.txt")).expect("linked");
        symlink("..", root.join("sub/up")).expect("linked");
        symlink("self.txt", root.join("self.txt")).expect("linked");
        symlink("gone", root.join("broken.txt")).expect("linked");
        let (sources, errors) = load::sources(&[root.to_path_buf()]);
        assert_eq!(sources, [source(root.join("link.txt"))]);
        assert_eq!(load::read(&sources[0]).expect("a text").article.text(), "Words.");
        let mut what: Vec<_> = errors.into_iter().map(|error| error.what).collect();
        what.sort();
        assert_eq!(
            what[0],
            format!("{} is a link to a file that does not exist", root.join("broken.txt").display())
        );
        assert!(what[1].starts_with("Cannot follow the link "), "{}", what[1]);
    }

    #[test]
    fn pipes_are_read_when_named_and_skipped_in_folders() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe.txt");
        make_pipe(&pipe);
        let (sources, errors) = load::sources(&[folder.path().into()]);
        assert_eq!((sources.len(), errors.len()), (0, 1));

        let (sources, errors) = load::sources(std::slice::from_ref(&pipe));
        assert_eq!((sources.len(), errors.len()), (1, 0));
        let writer = std::thread::spawn(move || fs::write(pipe, "Words from a pipe."));
        assert_eq!(load::read(&sources[0]).expect("a text").article.text(), "Words from a pipe.");
        writer.join().expect("joined").expect("written");
    }

    #[test]
    fn devices_and_sockets_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let socket = folder.path().join("socket.txt");
        let _listener = UnixListener::bind(&socket).expect("bound");
        for path in [Path::new("/dev/zero"), Path::new("/dev/null"), &socket] {
            let error = load::read(&source(path)).expect_err("refused");
            assert_eq!(error.what, format!("{} is a device or a socket, not a file", path.display()));
        }
    }

    #[test]
    fn names_that_are_no_utf8_work() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(OsStr::from_bytes(b"caf\xE9.txt"));
        fs::write(&path, "Words.").expect("written");
        let (sources, errors) = load::sources(&[folder.path().into()]);
        assert_eq!((sources.as_slice(), errors), ([source(&path)].as_slice(), vec![]));
        assert!(sources[0].label().ends_with("caf\u{FFFD}.txt"));
        assert_eq!(load::read(&sources[0]).expect("a text").article.text(), "Words.");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret.txt");
        fs::write(&path, "Words.").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("set");
        // The superuser may read everything.
        match load::read(&source(&path)) {
            Ok(loaded) => assert_eq!(loaded.article.text(), "Words."),
            Err(error) => assert_eq!(error.what, format!("{} may not be read", path.display())),
        }
    }
}

#[test]
fn extreme_texts_are_read() {
    for format in [Format::Plain, Format::Markdown] {
        for (unit, count) in [
            (">", 200_000),
            ("*", 200_000),
            ("- ", 100_000),
            ("[", 200_000),
            ("![", 100_000),
            ("<", 100_000),
            ("> a\n", 20_000),
            ("a\n", 20_000),
            ("x", 2_000_000),
            ("\r", 50_000),
            ("\u{A0}", 50_000),
            ("&#10;", 10_000),
        ] {
            let (article, _) = text::parse(unit.repeat(count), format);
            check(&article);
        }
        let (article, _) = text::parse(format!("{}a\n{}", "- ".repeat(5_000), "b\n".repeat(5_000)), format);
        check(&article);
        for text in ["", " \n\t\r\n", "Word", "One line of text."] {
            let (article, warnings) = text::parse(text.to_owned(), format);
            check(&article);
            assert!(article.paragraphs.len() <= 1 && article.parts.headline.is_none() && warnings.is_empty());
        }
    }
}

/// Text made of the pieces that the rules look for.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~\u{80}-\u{3000}]{0,12}",
        proptest::sample::select(vec![
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "\u{2029}",
            "By Ines Okafor",
            "Photo: ",
            "(AP Photo/X)",
            "KYIV, Ukraine (AP) - ",
            "PORT LANNING — ",
            "Radio Coast: ",
            "- ",
            "1. ",
            "> ",
            "# ",
            "===",
            "---\n",
            "+++\n",
            "title: ",
            "[x](y)",
            "![Photo: A](b)",
            "```",
            "| a | b |\n|---|---|\n",
            "<b>",
            "<!--",
            "&amp;",
            "**",
            "_",
            "Sunday, August 2, 2015",
            ".",
            ":",
            "“",
            "”",
            "é",
            "日本",
            "\0",
            "\u{1B}[2J",
        ])
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn plain_text_is_unchanged_and_covered(text in newsy()) {
        let (article, warnings) = text::parse(text.clone(), Format::Plain);
        prop_assert_eq!(article.text(), &text);
        prop_assert!(warnings.is_empty());
        check(&article);
    }

    #[test]
    fn markdown_is_covered(text in newsy()) {
        check(&text::parse(text, Format::Markdown).0);
    }

    #[test]
    fn any_string_is_parsed(text in any::<String>()) {
        check(&text::parse(text.clone(), Format::Plain).0);
        check(&text::parse(text, Format::Markdown).0);
    }

    #[test]
    fn any_bytes_become_an_article(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&text::parse(text::decode(&bytes).text, Format::Plain).0);
    }
}
