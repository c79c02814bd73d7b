//! Hostile texts, and every field of every screen that they can get into.

use std::sync::{Arc, LazyLock};

use byline::app::{Counts, Effect, Kept, Listed, Marks, Msg, Noted, Opened, Overlay, State};
use byline::config::{Command, Config};
use byline::notes::{
    ArticleInfo, Correction, Deleted, EntityInfo, Fix, Note, NoteKind, QuoteInfo, Target, Thing, Voice,
};
use byline::text::{Article, Meta, Paragraph, ParagraphKind, Parts, Span};
use byline::{Error, app::update};

use crate::common::{Numbers, any_analysis};

type Payload = (&'static str, fn() -> String);

/// Texts that do harm in a terminal that gets them as they are.
pub const PAYLOADS: &[Payload] = &[
    ("clear screen", || "a\u{1b}[2Jb".into()),
    ("clipboard", || "a\u{1b}]52;c;cHduZWQ=\u{7}b".into()),
    ("title", || "a\u{1b}]0;title\u{7}b".into()),
    ("title, long end", || "a\u{1b}]2;title\u{1b}\\b".into()),
    ("link", || "a\u{1b}]8;;http://evil\u{1b}\\b\u{1b}]8;;\u{1b}\\".into()),
    ("report title", || "a\u{1b}[21tb".into()),
    ("device attributes", || "a\u{1b}[cb\u{1b}[>0q".into()),
    ("status string", || "a\u{1b}P$q\"p\u{1b}\\b".into()),
    ("graphics", || "a\u{1b}_Gf=100;AAAA\u{1b}\\b".into()),
    ("privacy message", || "a\u{1b}^x\u{1b}\\b".into()),
    ("start of string", || "a\u{1b}Xx\u{1b}\\b".into()),
    ("reset", || "a\u{1b}cb".into()),
    ("mouse on", || "a\u{1b}[?1000h\u{1b}[?1049lb".into()),
    ("nested", || "a\u{1b}\u{1b}[31m\u{1b}]0;\u{1b}]52;c;eA==\u{7}\u{7}b\u{1b}[".into()),
    ("unfinished", || "a\u{1b}]52;c;".into()),
    ("unfinished string", || "words \u{1b}P".into()),
    ("one byte commands", || "a\u{9b}6nb\u{9d}52;c;x\u{9c}\u{90}q\u{9c}\u{9f}G\u{9c}\u{84}\u{85}".into()),
    ("every control character", || ('\0'..'\u{20}').chain('\u{7f}'..'\u{a0}').collect()),
    ("bell, backspace, return", || "a\u{7}b\u{8}c\rd\u{e}e\u{f}f\u{b}g\u{c}h".into()),
    ("direction overrides", || "a\u{202a}b\u{202b}c\u{202d}d\u{202e}e\u{202c}f".into()),
    ("isolates", || "a\u{2066}b\u{2067}c\u{2068}d\u{2069}e".into()),
    ("direction marks", || "a\u{200e}b\u{200f}c\u{61c}d".into()),
    ("nothing to see", || "a\u{200b}b\u{2060}c\u{feff}d\u{ad}e\u{34f}f\u{180e}g\u{2064}h\u{206f}i".into()),
    ("joiners without use", || "a\u{200d}b\u{200c}c\u{200d}\u{200d}d\u{fe0f}\u{fe0f}".into()),
    ("selectors alone", || "\u{fe0f}\u{fe0e}\u{fe00} \u{e0100}x".into()),
    ("fillers", || "a\u{3164}b\u{115f}c\u{1160}d\u{ffa0}e\u{2800}f".into()),
    ("tags", || "a\u{e0001}\u{e0041}\u{e0042}\u{e007f}b 🏴\u{e0067}\u{e0062}\u{e007f}".into()),
    ("line separators", || "a\u{2028}b\u{2029}c\nd\r\ne\u{85}f".into()),
    ("annotations", || "a\u{fff9}b\u{fffa}c\u{fffb}d\u{1bca0}e\u{1d173}f".into()),
    ("two hundred accents", || format!("a{}b", "\u{301}".repeat(200))),
    ("accents of many kinds", || {
        format!("o{}z", "\u{300}\u{489}\u{20dd}\u{fe20}\u{1dc0}\u{aa6f}".repeat(40))
    }),
    ("accents and escapes", || "a\u{301}\u{1b}[31m\u{301}\u{1b}\u{301}[2Jb".into()),
    ("accents alone", || "\u{301}\u{302} \u{301} \n\u{303}".into()),
    ("an endless family", || "👩\u{200d}".repeat(120)),
];

/// Texts whose width is easily got wrong.
pub const ODD_WIDTHS: &[(&str, &str)] = &[
    ("wide letters", "日本語の文章 "),
    ("wide and narrow", "a日b本c語d "),
    ("families", "👩\u{200d}👧 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈"),
    ("flags", "🇩🇪🇫🇷🇳🇴🇩"),
    ("presentation", "\u{2764}\u{fe0f}\u{2764}\u{fe0e} 1\u{fe0f}\u{20e3} ☺\u{fe0f}"),
    ("skin", "👍🏽 👋🏿 🏽"),
    ("arabic ligatures", "لا إله إلا الله ﷽ لا"),
    ("persian", "می\u{200c}خواهم می\u{200c}روم"),
    ("hindi", "क\u{94d}\u{200d}ष क्षत्रिय स्त्री"),
    ("thai, tibetan, burmese", "ก็น้ำ བོད་ မြန်မာ"),
    ("hangul in parts", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af} 한글 \u{11ab}\u{1161}"),
    ("prepended", "\u{600}1\u{601} \u{6dd}2 \u{110bd}x"),
    ("tabs and blanks", "a\tb\t\tc\u{3000}d\u{a0}e\u{2003}f      g"),
    ("marks alone", "\u{301}a \u{20e3} \u{fe0f}b \u{200d}"),
    ("half and full", "ﾊﾝｶｸ ＦＵＬＬ ｶﾞ ﾊﾟ"),
    ("pictures", "━┃█▌◆❝ ␛ \u{fffd} …"),
];

/// A mixture of everything that does harm, and of words.
pub fn hostile(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.below(10) {
        match numbers.below(8) {
            0..=2 => text.push_str(&numbers.pick(PAYLOADS).1()),
            3 => text.push_str(numbers.pick(ODD_WIDTHS).1),
            4 => {
                // Any character at all.
                let any = |n: usize| char::from_u32(n as u32).unwrap_or('\u{fffd}');
                (0..6).for_each(|_| text.push(any(numbers.below(0x11_0000))));
            }
            5 => {
                // A piece of something, cut anywhere.
                let piece: Vec<char> = numbers.pick(PAYLOADS).1().chars().collect();
                let from = numbers.below(piece.len());
                text.extend(&piece[from..]);
            }
            6 => text.push_str("\n\n"),
            _ => text.push_str("words “said she” "),
        }
    }
    text
}

/// An article every part of which is hostile.
fn article(text: &str) -> Article {
    let mut whole = String::new();
    let mut paragraphs = Vec::new();
    let kinds = [
        ParagraphKind::Headline,
        ParagraphKind::Byline,
        ParagraphKind::Body,
        ParagraphKind::Credit,
        ParagraphKind::Heading,
        ParagraphKind::ListItem,
        ParagraphKind::Quote,
        ParagraphKind::Preformatted,
        ParagraphKind::Body,
    ];
    for (nth, kind) in kinds.into_iter().enumerate() {
        let start = whole.len();
        whole.push_str(&format!("w{nth} {text} and {text} to x{nth}"));
        paragraphs.push(Paragraph { span: Span::new(start, whole.len()), kind });
        whole.push_str("\n\n");
    }
    let meta = Meta {
        title: Some(text.to_owned()),
        outlet: Some(text.to_owned()),
        url: Some(format!("https://example.org/{text}")),
        author: Some(text.to_owned()),
        published: Some(text.to_owned()),
    };
    let parts = Parts { headline: Some(paragraphs[0].span), ..Parts::default() };
    Article::new(whole, meta, parts, paragraphs)
}

/// Notes of every kind, every field of which is hostile.
fn notes(text: &str, article: &Article) -> Vec<Note> {
    let target = |nth: usize| {
        let span = article.paragraphs[nth].span;
        Target::at(article.text(), &byline::text::CodePoints::new(article.text()), span)
    };
    let lost =
        Target { exact: text.to_owned(), prefix: text.to_owned(), suffix: text.to_owned(), start: 1, end: 2 };
    let kinds = [
        (NoteKind::Article, None),
        (NoteKind::Passage, Some(target(2))),
        (NoteKind::Entity, Some(target(4))),
        (NoteKind::Quote, Some(lost)),
    ];
    let note = |(nth, (kind, target)): (usize, (NoteKind, Option<Target>))| Note {
        id: format!("{text}{nth}"),
        kind,
        body: format!("{text}\n{text}"),
        tags: vec![text.to_owned(), format!("{text},{text}")],
        color: Some(text.to_owned()),
        status: None,
        conflict: Some(format!("{text}1")),
        was: Some(text.to_owned()),
        orphan: false,
        created: jiff::Timestamp::UNIX_EPOCH,
        modified: jiff::Timestamp::UNIX_EPOCH,
        target,
        quote: Some(QuoteInfo {
            kind: text.to_owned(),
            speaker: Some(text.to_owned()),
            ..QuoteInfo::default()
        }),
        entity: Some(EntityInfo { name: text.to_owned(), kind: text.to_owned() }),
    };
    kinds.into_iter().enumerate().map(note).collect()
}

/// Corrections that are applied and that are not, every field of which is
/// hostile.
fn corrections(text: &str, article: &Article) -> Vec<Correction> {
    let target = |nth: usize| {
        let span = article.paragraphs[nth].span;
        Target::at(article.text(), &byline::text::CodePoints::new(article.text()), span)
    };
    let info = || EntityInfo { name: text.to_owned(), kind: text.to_owned() };
    let mark = Thing::New(EntityInfo { name: text.to_owned(), kind: "place".to_owned() });
    let speaker = || Some(Voice::Name(text.to_owned()));
    let fixes = [
        Fix::MarkEntity(mark),
        Fix::MarkQuote { kind: "direct".to_owned(), speaker: speaker() },
        Fix::Retype { entity: info(), kind: text.to_owned() },
        Fix::Rename { entity: info(), name: text.to_owned() },
        Fix::Split { entity: info(), becomes: Thing::New(info()) },
        Fix::Speaker(speaker()),
    ];
    let fixes = fixes.into_iter().zip([6, 8, 2, 3, 4, 8]).enumerate();
    let correction = |(nth, (fix, at)): (usize, (Fix, usize))| Correction {
        id: format!("{nth}{text}"),
        created: jiff::Timestamp::UNIX_EPOCH,
        target: target(at),
        fix,
    };
    fixes.map(correction).collect()
}

/// A state that is driven by messages, as the program's is.
struct Driven {
    config: Config,
    state: State,
}

impl Driven {
    fn send(&mut self, msg: Msg) {
        update(&mut self.state, &self.config, msg);
    }

    /// What a command wants on the clipboard.
    fn copied(&mut self) -> Option<String> {
        let effects = update(&mut self.state, &self.config, Msg::Command(Command::Copy));
        effects.into_iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.to_string()),
            _ => None,
        })
    }

    fn run(&mut self, commands: &[Command]) -> &mut Self {
        commands.iter().for_each(|&command| self.send(Msg::Command(command)));
        self
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in byline::config::sequence(keys).unwrap() {
            self.send(Msg::Key(key));
        }
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Msg::Paste(text.to_owned()));
        self
    }

    /// The list of articles, every field of which is hostile.
    fn library(text: &str, (columns, rows): (u16, u16)) -> Self {
        // Read once: thousands of screens are made.
        static CONFIG: LazyLock<Config> = LazyLock::new(Config::default);
        let mut config = CONFIG.clone();
        config.themes.push(byline::config::Theme::plain(text));
        let state = State::new(&config, columns, rows);
        let mut driven = Self { config, state };
        let item = |label: &str, title: &str, error: Option<&str>| Listed {
            label: label.to_owned(),
            title: title.to_owned(),
            outlet: Some(text.to_owned()),
            published: Some(text.to_owned()),
            id: text.to_owned(),
            counts: Some(Counts { entities: 3, quotes: 2, notes: 1 }),
            read: false,
            error: error.map(str::to_owned),
        };
        let path = format!("stories/{text}.txt");
        let broken = format!("Cannot read {text}: no such file");
        let items = vec![item(&path, text, None), item(text, "", None), item(text, "x", Some(&broken))];
        let errors = vec![Error::new(format!("Cannot list {text}")).hint(text)];
        driven.send(Msg::Listed { items, errors });
        driven
    }

    /// The notes on all articles, every field of which is hostile.
    fn board(text: &str, size: (u16, u16)) -> Self {
        let mut driven = Self::library(text, size);
        driven.run(&[Command::AllNotes]);
        let some = |text: &str| Some(text.to_owned());
        let info = ArticleInfo {
            id: format!("blake3:{text}"),
            title: text.to_owned(),
            outlet: some(text),
            published: some(text),
            path: some(text),
            ..ArticleInfo::default()
        };
        let notes = notes(text, &article(text));
        let deleted = |note: &Note| Deleted { note: note.clone(), deleted: jiff::Timestamp::UNIX_EPOCH };
        let trash = notes.iter().map(deleted).collect();
        let articles = vec![Noted { file: text.to_owned(), info, notes, trash }];
        let errors = vec![Error::new(format!("cannot use the notes file {text}")).hint(text)];
        driven.send(Msg::Gathered { gathering: driven.state.board.gathering, articles, errors });
        driven
    }

    /// The article open, analysed, with notes.
    fn reader(text: &str, size: (u16, u16)) -> Self {
        let mut driven = Self::library(text, size);
        driven.run(&[Command::Activate]);
        let (article, generation) = (article(text), driven.state.loading.unwrap());
        // The same notes once more, on a text in which words were others.
        let mut earlier = notes(text, &article);
        earlier.iter_mut().for_each(|note| note.id.push('e'));
        let old = article.text().replace("the", "a");
        let opened = Opened {
            kept: Kept {
                notes: notes(text, &article),
                corrections: corrections(text, &article),
                trash: Vec::new(),
                carried: crate::common::carried(earlier, &old, article.text()),
                corrected: Vec::new(),
            },
            path: format!("stories/{text}.txt"),
            warnings: vec![text.to_owned(), text.to_owned()],
            position: 0,
            article: article.clone(),
        };
        driven.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
        let mut analysis = any_analysis(article.text());
        analysis.entities.iter_mut().for_each(|entity| entity.name = text.to_owned());
        driven.send(Msg::Analyzed { generation, marks: Arc::new(Marks::new(analysis)) });
        driven
    }
}

type Make = fn(&str, (u16, u16)) -> State;

/// Every screen, made with a hostile text in all of its fields.
pub const SCREENS: &[(&str, Make)] = &[
    ("library", |text, size| Driven::library(text, size).state),
    ("library without errors", |text, size| {
        let mut driven = Driven::library(text, size);
        driven.run(&[Command::Bottom, Command::ToggleRead]);
        driven.state
    }),
    ("filter", |text, size| {
        let mut driven = Driven::library(text, size);
        driven.run(&[Command::Search]).paste(text);
        driven.state
    }),
    ("filtered", |text, size| {
        let mut driven = Driven::library(text, size);
        driven.run(&[Command::Search]).paste(text).keys("Enter");
        driven.state
    }),
    ("load error", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Reload]);
        let generation = driven.state.loading.unwrap();
        let error = Error::new(format!("Cannot read {text}")).hint(text);
        driven.send(Msg::Loaded { generation, result: Err(error) });
        driven.state
    }),
    ("warning", |text, size| Driven::reader(text, size).state),
    ("reader", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextEntity]).keys("F5");
        driven.state
    }),
    ("reader, cursor on every line", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ParagraphForward, Command::LineDown, Command::CharRight, Command::CharRight]);
        driven.state
    }),
    ("reader, end", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Bottom, Command::CharLeft]);
        driven.state
    }),
    ("review", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Review]);
        driven.state
    }),
    ("review, another note and place", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Review]).keys("j n");
        driven.state
    }),
    ("review, last note", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Review]).keys("G");
        driven.state
    }),
    ("zen", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Zen, Command::NextQuote]);
        driven.state
    }),
    ("quote under the cursor", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextQuote]).keys("Esc");
        driven.state
    }),
    ("focus", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextEntity, Command::Activate, Command::NextMatch]);
        driven.state
    }),
    ("selection", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::SelectParagraph, Command::LineDown]);
        driven.state
    }),
    ("entities", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowEntities, Command::LineDown]);
        driven.state
    }),
    ("quotes", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowQuotes, Command::LineDown]);
        driven.state
    }),
    ("notes", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowNotes, Command::LineDown]);
        driven.state
    }),
    ("all notes", |text, size| Driven::board(text, size).state),
    ("all notes, filtered", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::Search]).paste(text).keys("Enter");
        driven.state
    }),
    ("all notes, being filtered", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::Search]).paste(text);
        driven.state
    }),
    ("deleted notes", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::ShowTrash]);
        driven.state
    }),
    ("a whole note", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::LineDown, Command::WholeNote]);
        driven.state
    }),
    ("a note whose article is gone", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::Activate]);
        let generation = driven.state.loading.unwrap();
        let error = Error::new(format!("Cannot read {text}")).hint(text);
        driven.send(Msg::Loaded { generation, result: Err(error) });
        driven.state
    }),
    ("undone in another article", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::TurnStatus, Command::Undo]);
        driven.state
    }),
    ("all notes not understood", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::EditAll]);
        let result = Ok(text.to_owned());
        driven.send(Msg::NotesEdited { path: Some(format!("edits/{text}")), result });
        driven.state
    }),
    ("text kept", |text, size| {
        let mut driven = Driven::board(text, size);
        driven.run(&[Command::EditAll]);
        let result = Ok(text.to_owned());
        driven.send(Msg::NotesEdited { path: Some(format!("edits/{text}")), result });
        driven.keys("n");
        driven.state
    }),
    ("deleted notes in the list", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowNotes, Command::DeleteNote, Command::ShowTrash]);
        driven.state
    }),
    ("corrections", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowNotes, Command::Bottom]);
        driven.state
    }),
    ("what the machine found", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Machine, Command::ShowEntities]);
        driven.state
    }),
    ("quotes of one", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowQuotes, Command::LineDown, Command::FilterSpeaker]);
        driven.state
    }),
    ("name of an entity", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowEntities, Command::RenameEntity]).paste(text);
        driven.state
    }),
    ("who said it", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowQuotes, Command::SetSpeaker]).keys("Tab");
        driven.state
    }),
    ("corrected", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::ShowQuotes, Command::SetSpeaker]).paste(text).keys("Enter");
        driven.state
    }),
    ("copied", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::SelectParagraph, Command::Copy]);
        driven.state
    }),
    ("search", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Search]).paste(text);
        driven.state
    }),
    ("search, cursor inside", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Search]).paste(text).keys("Left").keys("Left").keys("Left");
        driven.state
    }),
    ("searched", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Search]).paste(text).keys("Enter").keys("n");
        driven.state
    }),
    ("searched in vain", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Search]).paste(&format!("{text}nowhere{text}")).keys("Enter");
        driven.state
    }),
    ("command", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::CommandLine]).paste(text).keys("Tab");
        driven.state
    }),
    ("unknown command", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::CommandLine]).paste(text).keys("Enter");
        driven.state
    }),
    ("unknown theme", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::CommandLine]).paste(&format!("theme no{text}")).keys("Enter");
        driven.state
    }),
    ("theme of that name", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextTheme; 4]);
        driven.state
    }),
    ("export path", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Export]).paste(text);
        driven.state
    }),
    ("replace question", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::CommandLine]).paste(&format!("export {text}.toml")).keys("Enter");
        let said = driven.state.status.text.clone();
        let path = said.split_once(" to ").map_or(text, |(_, path)| path).to_owned();
        driven.send(Msg::NotExported { path, error: None });
        driven.state
    }),
    ("export failed", |text, size| {
        let mut driven = Driven::reader(text, size);
        let error = Some(Error::new(format!("Cannot write {text}")).hint(text));
        driven.send(Msg::NotExported { path: text.to_owned(), error });
        driven.state
    }),
    ("exported", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.send(Msg::Exported { path: text.to_owned() });
        driven.state
    }),
    ("editor", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextEntity, Command::AddNote]).paste(text);
        driven.keys("C-t").paste(text).keys("C-t").keys("Left").keys("Up");
        driven.state
    }),
    ("editor on a passage", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven
            .run(&[Command::SelectParagraph, Command::AddNote])
            .paste(&text.repeat(3))
            .keys("C-t")
            .paste(text);
        driven.state
    }),
    ("editor of a note", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextNote, Command::EditNote]).keys("End");
        driven.state
    }),
    ("back from $EDITOR", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::AddArticleNote]);
        driven.send(Msg::Edited(Ok(text.to_owned())));
        driven.state
    }),
    ("$EDITOR failed", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::AddArticleNote]);
        driven.send(Msg::Edited(Err(Error::new(format!("cannot start the editor {text}")).hint(text))));
        driven.state
    }),
    ("not saved", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::AddArticleNote]).paste(text).keys("x").keys("C-s");
        driven.send(Msg::Failed { ticket: 1, error: Error::new(format!("cannot write {text}")).hint(text) });
        assert!(matches!(driven.state.overlay, Some(Overlay::Editor(_))));
        driven.state
    }),
    ("saved", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::NextQuote, Command::AddNote]).paste(text).keys("x").keys("C-s");
        driven.send(Msg::Saved { ticket: 1, path: format!("notes/{text}.toml"), meanwhile: vec![] });
        driven.state
    }),
    ("keys without a meaning", |text, size| {
        let mut driven = Driven::reader(text, size);
        for c in text.chars().take(3) {
            driven.send(Msg::Key(byline::config::Key::char(c)));
        }
        driven.state
    }),
    ("help", |text, size| {
        let mut driven = Driven::reader(text, size);
        driven.run(&[Command::Help]);
        driven.state
    }),
];

/// What is copied of a hostile text: a quote, a name, a note, a selection.
pub fn copies(text: &str) -> Vec<String> {
    let before: [&[Command]; 6] = [
        &[Command::NextQuote],
        &[Command::NextEntity],
        &[Command::SelectParagraph],
        &[Command::ShowNotes],
        &[Command::ShowNotes, Command::Bottom],
        &[Command::ShowQuotes, Command::Bottom],
    ];
    let copy = |commands: &&[Command]| Driven::reader(text, (80, 24)).run(commands).copied();
    before.iter().filter_map(copy).collect()
}
