//! One invented story with a hand-made analysis, and a driver that treats the
//! state as the event loop does.

#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::sync::Arc;

use byline::app::{
    BoardRow, Carried, Earlier, Effect, Focus, Here, Kept, Listed, Marks, Mouse, MouseAction, Msg, Noted,
    Opened, Overlay, PromptKind, State, View, Walk, update,
};
use byline::config::{Command, Config, Found, Key, sequence};
use byline::correct::Speaker;
use byline::nlp::{Analysis, Entity, EntityId, EntityKind, Mention, MentionKind, Quote, QuoteKind, Role};
use byline::notes::{Anchoring, ArticleInfo, Deleted, EntityInfo, Note, NoteKind, QuoteInfo, Status, Target};
use byline::text::{Article, CodePoints, Format, Span, parse};

/// The story that the screens show: an inquiry into a ferry.
pub const STORY: &str = include_str!("ferry.txt");

/// The path by which the story is listed.
pub const PATH: &str = "stories/ferry.txt";

/// A text as an article.
pub fn article(text: &str) -> Article {
    parse(text.to_owned(), Format::Plain).0
}

/// The story as an article, with what its front matter would say.
pub fn ferry() -> Article {
    let mut ferry = article(STORY);
    ferry.meta.outlet = Some("Harbour Post".to_owned());
    ferry.meta.published = Some("14 March 2026".to_owned());
    ferry
}

/// The span of the `nth` place where `words` stand, counted from 0.
pub fn span(text: &str, words: &str, nth: usize) -> Span {
    let (at, _) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("no {nth}. {words:?}"));
    Span::new(at, at + words.len())
}

/// What a reader would mark in the story.
pub fn ferry_analysis() -> Analysis {
    use EntityKind as K;
    use MentionKind::{Name, Nominal, Pronoun};
    let find = |words: &str, nth| span(STORY, words, nth);
    let entity = |name: &str, kind, role: Option<&str>, mentions: &[(&str, usize, MentionKind)]| {
        let mut mentions: Vec<Mention> =
            mentions.iter().map(|&(words, nth, kind)| Mention { span: find(words, nth), kind }).collect();
        mentions.sort_by_key(|m| m.span);
        Entity {
            name: name.to_owned(),
            kind,
            role: role.map(|r| Role { span: find(r, 0) }),
            date: None,
            mentions,
        }
    };
    let all = |words: &'static str| -> Vec<(&'static str, usize, MentionKind)> {
        (0..STORY.matches(words).count()).map(|nth| (words, nth, Name)).collect()
    };
    let mut mbeki = vec![("Daniel Mbeki", 0, Name), ("the engineer", 0, Nominal), ("He was", 0, Pronoun)];
    mbeki.extend(all("Mr Mbeki"));
    let mut calder = vec![("Ruth Calder", 0, Name)];
    calder.extend(all("Ms Calder"));
    let mut pryce = vec![("Owen Pryce", 0, Name)];
    pryce.extend(all("Mr Pryce"));
    let mut entities = vec![
        entity("Port Lanning", K::Place, None, &[("Port Lanning", 0, Name), ("PORT LANNING", 0, Name)]),
        entity("Skerry Banks", K::Place, None, &all("Skerry Banks")),
        entity("Thursday", K::Date, None, &all("Thursday")),
        entity("Daniel Mbeki", K::Person, Some("chief engineer"), &mbeki),
        entity("Ruth Calder", K::Person, Some("counsel to the inquiry"), &calder),
        entity("Lanning Lines", K::Organization, None, &all("Lanning Lines")),
        entity("Owen Pryce", K::Person, Some("operations director"), &pryce),
        entity("Marine Safety Bureau", K::Organization, None, &all("Marine Safety Bureau")),
    ];
    entities.sort_by_key(|e| e.mentions[0].span);
    let id = |name: &str| entities.iter().position(|e| e.name == name).map(EntityId);
    let quote =
        |kind, content: &[&str], cue: &str, source: Option<&str>, speaker: Option<&str>, confidence| {
            let content: Vec<Span> = content.iter().map(|words| find(words, 0)).collect();
            let near = |words: &str| {
                let from = content[0].start.saturating_sub(80);
                let from = (from..).find(|&at| STORY.is_char_boundary(at)).unwrap();
                STORY[from..].find(words).map(|at| Span::new(from + at, from + at + words.len())).unwrap()
            };
            Quote {
                kind,
                cue: (!cue.is_empty()).then(|| near(cue)),
                source: source.map(near),
                speaker: speaker.and_then(id),
                confidence,
                content: content.clone(),
            }
        };
    use QuoteKind::{Direct, Indirect, Mixed};
    let mut quotes = vec![
        quote(
            Direct,
            &["I told them in writing, twice,", "Nobody answered."],
            "said",
            Some("Daniel Mbeki"),
            Some("Daniel Mbeki"),
            0.97,
        ),
        quote(
            Indirect,
            &["the company’s own surveyors had asked for the vessel to be docked in January"],
            "added",
            Some("Mr Mbeki"),
            Some("Daniel Mbeki"),
            0.9,
        ),
        quote(
            Mixed,
            &["the firm had filed the letters as “a clerical matter” and moved on"],
            "told",
            Some("Ruth Calder"),
            Some("Ruth Calder"),
            0.85,
        ),
        quote(Direct, &["It was not a thing for the board."], "", None, None, 0.0),
        quote(Direct, &["We take safety seriously,"], "said", Some("a director"), Some("Owen Pryce"), 0.3),
        quote(
            Direct,
            &["The shaft was sound when she sailed,"],
            "insisted",
            Some("Mr Pryce"),
            Some("Owen Pryce"),
            0.95,
        ),
    ];
    quotes.sort_by_key(|q| q.content[0]);
    Analysis { entities, quotes }
}

/// Marks on any text: every seventh word is a mention, every fifth begins a
/// quote of three words, the last of them inside the next quote.
pub fn any_analysis(text: &str) -> Analysis {
    let words: Vec<Span> = text
        .split_whitespace()
        .map(|word| {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(at, at + word.len())
        })
        .collect();
    let mentions: Vec<Mention> =
        words.iter().step_by(7).map(|&span| Mention { span, kind: MentionKind::Name }).collect();
    let entities: Vec<Entity> = (0..mentions.len().min(5))
        .map(|nth| Entity {
            name: mentions[nth].span.of(text).to_owned(),
            kind: EntityKind::ALL[nth * 2],
            role: (nth % 2 == 0).then(|| Role { span: mentions[nth].span }),
            date: None,
            mentions: mentions.iter().skip(nth).step_by(5).copied().collect(),
        })
        .collect();
    let quotes = words.windows(6).step_by(5).enumerate().map(|(nth, words)| Quote {
        kind: [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed][nth % 3],
        content: vec![words[0].join(words[2]), words[4].join(words[5])],
        cue: Some(words[3]),
        source: Some(words[3]),
        speaker: (nth % 3 > 0 && !entities.is_empty()).then(|| EntityId(nth % entities.len())),
        confidence: nth as f32 % 10.0 / 10.0,
    });
    Analysis { quotes: quotes.collect(), entities }
}

/// A state with all that the event loop keeps beside it.
pub struct World {
    pub config: Config,
    pub state: State,
    /// Every effect that was not taken yet.
    pub effects: Vec<Effect>,
    /// What was asked of the journal, apart from the rest.
    pub journal: Vec<Effect>,
    /// Whether the journal answers that it has kept what it was given.
    pub keeps: bool,
    /// The commands that keys have run.
    pub run: BTreeSet<Command>,
    ticks: u64,
}

impl World {
    /// Before anything is listed.
    pub fn new(columns: u16, rows: u16) -> Self {
        let config = Config::default();
        let state = State::new(&config, columns, rows);
        Self {
            config,
            state,
            effects: Vec::new(),
            journal: Vec::new(),
            keeps: true,
            run: BTreeSet::new(),
            ticks: 0,
        }
    }

    /// With three articles listed, none open.
    pub fn library(columns: u16, rows: u16) -> Self {
        let mut world = Self::new(columns, rows);
        let article = ferry();
        let ferry = Listed {
            label: PATH.to_owned(),
            title: article.title().to_owned(),
            outlet: article.meta.outlet.clone(),
            published: article.meta.published.clone(),
            id: article.id().to_owned(),
            ..Listed::default()
        };
        let grain = Listed {
            label: "stories/grain.txt".to_owned(),
            title: "Grain Ships Wait as Harbour Freezes".to_owned(),
            outlet: Some("Tallow Gazette".to_owned()),
            published: Some("2 February 2026".to_owned()),
            id: "blake3:11".to_owned(),
            counts: Some(byline::app::Counts { entities: 12, quotes: 4, notes: 2 }),
            read: true,
            ..Listed::default()
        };
        let scan = Listed {
            label: "stories/scan.pdf".to_owned(),
            error: Some("stories/scan.pdf is a PDF, not a text".to_owned()),
            ..Listed::default()
        };
        let ferry =
            Listed { counts: Some(byline::app::Counts { entities: 7, quotes: 6, notes: 0 }), ..ferry };
        let surveyed = [ferry, grain, scan];
        let items = surveyed.iter().map(|i| Listed { label: i.label.clone(), ..Listed::default() }).collect();
        world.send(Msg::Listed { items, errors: Vec::new() });
        for (item, listed) in surveyed.into_iter().enumerate() {
            world.send(Msg::Surveyed { listing: 1, item, listed });
        }
        world.effects.clear();
        world
    }

    /// With the story open and analysed, beside two other articles.
    pub fn ferry(columns: u16, rows: u16) -> Self {
        let mut world = Self::library(columns, rows);
        world.keys("Enter");
        world.load(ferry(), PATH);
        world.analyze(ferry_analysis());
        world.effects.clear();
        world.run.clear();
        world
    }

    /// With the story open as it was published again, and notes on it as it was
    /// before: one each on words that were altered, gone, moved and left alone,
    /// on a name that stands elsewhere too, and on the article.
    pub fn changed(columns: u16, rows: u16) -> Self {
        let mut world = Self::library(columns, rows);
        world.keys("Enter");
        let (article, carried) = changed();
        let generation = world.state.loading.expect("nothing is being loaded");
        let analysis = any_analysis(article.text());
        let opened = Opened {
            article,
            path: PATH.to_owned(),
            kept: Kept { carried, ..Kept::default() },
            warnings: Vec::new(),
            position: 0,
        };
        world.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
        world.analyze(analysis);
        world.effects.clear();
        world.run.clear();
        world
    }

    /// With one article of that text open and analysed.
    pub fn of(text: &str, columns: u16, rows: u16) -> Self {
        let article = article(text);
        let mut world = Self::new(columns, rows);
        let item = Listed { label: "a.txt".to_owned(), ..Listed::default() };
        world.send(Msg::Listed { items: vec![item], errors: Vec::new() });
        world.send(Msg::Command(Command::Activate));
        let analysis = any_analysis(article.text());
        world.load(article, "a.txt");
        world.analyze(analysis);
        world.effects.clear();
        world
    }

    /// The clock, then a message, as the event loop sends them.
    pub fn send(&mut self, msg: Msg) {
        self.ticks += 1;
        let now = jiff::Timestamp::from_second(1_773_482_400 + self.ticks as i64).unwrap();
        update(&mut self.state, &self.config, Msg::Clock { now, random: u128::from(self.ticks) << 20 });
        for effect in update(&mut self.state, &self.config, msg) {
            if let Effect::Keep(draft) = &effect
                && self.keeps
            {
                let msg = Msg::Kept { id: draft.id.clone(), revision: draft.revision };
                self.effects.extend(update(&mut self.state, &self.config, msg));
            }
            match effect {
                Effect::Keep(_) | Effect::Forget(_) | Effect::Attend { .. } => self.journal.push(effect),
                effect => self.effects.push(effect),
            }
        }
    }

    /// Answers the request to load.
    pub fn load(&mut self, article: Article, path: &str) {
        let generation = self.state.loading.expect("nothing is being loaded");
        let opened = Opened {
            article,
            path: path.to_owned(),
            kept: Kept::default(),
            warnings: Vec::new(),
            position: 0,
        };
        self.send(Msg::Loaded { generation, result: Ok(Box::new(opened)) });
    }

    /// Answers the request to analyse.
    pub fn analyze(&mut self, analysis: Analysis) {
        let generation = self.state.reader.as_ref().expect("no article").generation;
        self.send(Msg::Analyzed { generation, marks: Arc::new(Marks::new(analysis)) });
    }

    /// Presses keys: names as in the configuration, with blanks between them;
    /// what stands between backticks is typed letter by letter. A digit before
    /// other keys is a count: `3j`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for (nth, part) in keys.split('`').enumerate() {
            if nth % 2 == 1 {
                part.chars().for_each(|c| self.key(Key::char(c)));
                continue;
            }
            for word in part.split_whitespace() {
                let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                word[..digits].chars().for_each(|c| self.key(Key::char(c)));
                if digits < word.len() {
                    let keys = sequence(&word[digits..]).unwrap_or_else(|e| panic!("{e}"));
                    keys.into_iter().for_each(|key| self.key(key));
                }
            }
        }
        self
    }

    /// Presses one key, and writes down the command that it runs.
    pub fn key(&mut self, key: Key) {
        let mut keys = self.state.keys.clone();
        keys.push(key);
        let asked = matches!(self.state.overlay, Some(Overlay::Ask(_)));
        if let Found::Command(command) = self.config.keymap.find(self.state.context(), &keys)
            && !asked
        {
            self.run.insert(command);
        }
        self.send(Msg::Key(key));
    }

    pub fn mouse(&mut self, action: MouseAction, x: u16, y: u16) {
        self.send(Msg::Mouse(Mouse { action, x, y }));
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.send(Msg::Resize { columns, rows });
    }

    /// Answers the request for the notes on all articles.
    pub fn gather(&mut self, articles: Vec<Noted>) {
        let gathering = self.state.board.gathering;
        self.send(Msg::Gathered { gathering, articles, errors: Vec::new() });
    }

    /// Tells that every save that was asked for is on disk.
    pub fn save_all(&mut self) -> &mut Self {
        for ticket in self.tickets() {
            self.send(Msg::Saved { ticket, path: "notes/ferry.toml".to_owned(), meanwhile: Vec::new() });
        }
        self
    }

    /// Tells that every save that was asked for failed.
    pub fn fail_all(&mut self, what: &str) -> &mut Self {
        for ticket in self.tickets() {
            self.send(Msg::Failed { ticket, error: byline::Error::new(what) });
        }
        self
    }

    /// Takes the saves that were asked for.
    pub fn tickets(&mut self) -> Vec<u64> {
        let mut tickets = Vec::new();
        self.effects.retain(|effect| match effect {
            Effect::Save(save) => {
                tickets.push(save.ticket);
                false
            }
            _ => true,
        });
        tickets
    }

    pub fn text(&self) -> &str {
        self.state.reader.as_ref().map_or("", |r| r.text())
    }

    /// One thing about the state, in words.
    pub fn tell(&self, what: &str) -> String {
        let state = &self.state;
        let reader = state.reader.as_ref();
        let analysis = reader.and_then(|r| r.marks.as_ref()).map(|m| &m.analysis);
        match what {
            "view" => format!("{:?}", state.view),
            "context" => state.context().name().to_owned(),
            "status" => state.status.text.clone(),
            "hints" => state.hints.clone(),
            "at" => reader.map_or(String::new(), |r| first_words(&r.text()[r.cursor..])),
            "top" => reader.map_or(String::new(), |r| {
                let line = r.page.line(r.text(), r.top);
                line.map_or(String::new(), |line| first_words(line.of(r.text())))
            }),
            "here" => match reader.map(|r| r.here()) {
                Some(Here::Mention(id, _)) => analysis.unwrap().entities[id.0].name.clone(),
                Some(Here::Quote(at)) => format!("quote {at}"),
                _ => "text".to_owned(),
            },
            "selected" => {
                reader.and_then(|r| r.selected()).map_or("nothing", |s| s.of(self.text())).to_owned()
            }
            "focus" => match reader.and_then(|r| r.focus) {
                None => "nothing".to_owned(),
                Some(Focus { entity, walk }) => {
                    let walk = if walk == Walk::Mentions { "mentions" } else { "statements" };
                    format!("{} {walk}", analysis.unwrap().entities[entity.0].name)
                }
            },
            "search" => reader
                .and_then(|r| r.search.as_ref())
                .map_or("nothing".to_owned(), |s| format!("{} {}", s.pattern, s.found.len())),
            "list" => reader.map_or(String::new(), |r| format!("{:?}", r.sidebar.list)),
            "row" => {
                let item = reader.and_then(|r| Some((r, r.sidebar.selected()?)));
                item.map_or("nothing".to_owned(), |(r, item)| match r.sidebar.list {
                    byline::app::List::Entities => analysis.unwrap().entities[item].name.clone(),
                    byline::app::List::Quotes => format!("quote {item}"),
                    byline::app::List::Notes => match item.checked_sub(r.notes.len()) {
                        Some(at) => match at.checked_sub(r.corrections.len()) {
                            Some(at) => format!("deleted {}", r.trash[at].note.body),
                            None => r.corrections[at].correction.summary(),
                        },
                        None => r.notes[item].note.body.clone(),
                    },
                })
            }
            "reviewed" => match &state.overlay {
                Some(Overlay::Review(review)) => {
                    let reader = reader.expect("no article");
                    let mark = review.mark(reader).expect("no note");
                    let (place, count) = review.place(mark);
                    let words = place.map_or("", |span| span.of(self.text()));
                    format!("{} {} of {count}: {words}", mark.state(), review.choice + usize::from(count > 0))
                }
                _ => panic!("nothing is reviewed"),
            },
            "pending" => reader.map_or(0, |r| r.pending()).to_string(),
            // The notes on all articles: what is listed, `>` before the selected one.
            "board" => {
                let board = &state.board;
                let listed = (0..board.listed.len()).filter_map(|at| Some((at, board.note(at)?)));
                let shown = listed.map(|(at, (noted, note))| {
                    let sign = if at == board.selected { ">" } else { "" };
                    let status = note.status.map_or(String::new(), |s| format!(" {}", s.name()));
                    format!("{sign}{}: {}{status}", noted.info.title, note.body)
                });
                shown.collect::<Vec<_>>().join(", ")
            }
            "notes" => reader.map_or(0, |r| r.notes.len()).to_string(),
            "note" => reader.and_then(|r| r.notes.last()).map_or(String::new(), |n| n.note.body.clone()),
            // The corrections, and what they make of the article: `*` marks what
            // is the reader's word, `?` a guess.
            "corrections" => reader.map_or(String::new(), |r| {
                r.corrections.iter().map(|m| m.correction.summary()).collect::<Vec<_>>().join("; ")
            }),
            "who" => reader.and_then(|r| r.marks.as_ref()).map_or(String::new(), |marks| {
                let entities = marks.analysis.entities.iter().enumerate();
                let shown = entities.map(|(at, e)| {
                    let hers = if marks.hand.has_entity(EntityId(at)) { "*" } else { "" };
                    format!("{}{hers} {} {}", e.name, e.kind.name(), e.mentions.len())
                });
                shown.collect::<Vec<_>>().join(", ")
            }),
            "said" => {
                reader.and_then(|r| Some((r, r.marks.as_ref()?))).map_or(String::new(), |(r, marks)| {
                    let shown = (0..marks.analysis.quotes.len()).map(|at| {
                        let hers = if marks.hand.has_quote(at) { "*" } else { "" };
                        match marks.speaker(r.text(), at) {
                            Speaker::Known(name, _) => format!("{name}{hers}"),
                            Speaker::Guess(name, _) => format!("{name}?{hers}"),
                            Speaker::Words(words) => format!("“{words}”{hers}"),
                            Speaker::Unknown => format!("nobody{hers}"),
                        }
                    });
                    shown.collect::<Vec<_>>().join(", ")
                })
            }
            "rows" => {
                reader.map_or(0, |r| r.sidebar.rows.iter().filter(|row| row.is_first()).count()).to_string()
            }
            "unsaved" => state.unsaved.len().to_string(),
            "drafts" => state.drafts.len().to_string(),
            "filter" => format!("{} {:?}", state.library.filter, state.library.shown()),
            "item" => format!("{:?}", state.library.selected_item()),
            "read" => state.library.items.iter().map(|i| if i.read { 'r' } else { '-' }).collect(),
            "theme" => state.theme.clone(),
            "measure" => state.measure.to_string(),
            "sidebar" => state.sidebar_width.to_string(),
            "lists" => format!("{}", state.frame().sidebar.is_some()),
            "zen" => state.zen.to_string(),
            "overlay" => match &state.overlay {
                None => "none".to_owned(),
                Some(Overlay::Help(help)) => format!("help {}", help.top),
                Some(Overlay::Review(review)) => {
                    let mark = reader.and_then(|r| review.mark(r));
                    format!("review {}", mark.map_or("nothing", |mark| mark.note.body.as_str()))
                }
                Some(Overlay::Ask(question)) => format!("ask {}", question.text),
                Some(Overlay::Sheet(sheet)) => format!("sheet {}", sheet.text),
                Some(Overlay::Editor(editor)) => format!("editor {}", editor.title),
                Some(Overlay::Prompt(prompt)) => {
                    let kind = match &prompt.kind {
                        PromptKind::Search { .. } => "search",
                        PromptKind::Filter(_) => "filter",
                        PromptKind::NotesFilter(_) => "notes-filter",
                        PromptKind::Command => "command",
                        PromptKind::Export => "export",
                        PromptKind::Correct(_) => "correct",
                        PromptKind::Folder => "folder",
                    };
                    format!("{kind} {}", prompt.field.text())
                }
            },
            "prompt-hint" => match &state.overlay {
                Some(Overlay::Prompt(prompt)) => prompt.hint.clone(),
                _ => String::new(),
            },
            "body" | "tags" | "excerpt" | "error" | "field" => match &state.overlay {
                Some(Overlay::Editor(editor)) => match what {
                    "body" => editor.body.text().to_owned(),
                    "tags" => editor.tags.text().to_owned(),
                    "excerpt" => editor.excerpt.clone(),
                    "field" => if editor.in_tags { "tags" } else { "body" }.to_owned(),
                    _ => editor.error.as_ref().map_or(String::new(), ToString::to_string),
                },
                _ => panic!("no editor is open"),
            },
            "effects" => self.effects.iter().map(effect_name).collect::<Vec<_>>().join(" "),
            other => panic!("nothing is called {other:?}"),
        }
    }

    /// Fails unless everything is as expected. A value that ends in `…` is a
    /// beginning.
    pub fn expect(&self, case: &str, expected: &[(&str, &str)]) {
        let misfits = self.misfits(expected);
        assert!(misfits.is_empty(), "{case}: {misfits:#?}");
    }

    /// What is not as expected.
    pub fn misfits(&self, expected: &[(&str, &str)]) -> Vec<String> {
        let told = expected.iter().map(|&(what, value)| (what, value, self.tell(what)));
        let misfits = told.filter(|(_, value, is)| match value.strip_suffix('…') {
            Some(start) => !is.starts_with(start),
            None => is != value,
        });
        misfits.map(|(what, value, is)| format!("{what} is {is:?}, not {value:?}")).collect()
    }

    /// Everything that must hold after any message.
    pub fn check(&self) {
        let state = &self.state;
        let frame = state.frame();
        for area in [Some(frame.article), frame.header, frame.sidebar, Some(frame.status)] {
            let Some(area) = area else { continue };
            assert!(area.x + area.w <= state.size.0 && area.y + area.h <= state.size.1, "{frame:?}");
        }
        let board = &state.board;
        assert!(board.selected < board.listed.len().max(1));
        for at in 0..board.listed.len() {
            assert!(board.note(at).is_some(), "a row of the notes belongs to nothing");
        }
        if state.view == View::Notes && !board.listed.is_empty() {
            let row = board.rows.iter().position(|row| *row == BoardRow::Words(board.selected)).unwrap();
            let height = state.board_height();
            assert!((board.top..board.top + height).contains(&row), "the selected note is not on the screen");
        }
        if let Some(shown) = state.library.shown().len().checked_sub(1) {
            assert!(state.library.selected <= shown);
        }
        let Some(reader) = &state.reader else {
            assert_ne!(state.view, View::Reader);
            return;
        };
        let text = reader.text();
        assert!(text.is_char_boundary(reader.cursor), "the cursor is inside a character");
        let paragraphs = &reader.article.paragraphs;
        let inside = paragraphs.iter().any(|p| p.span.contains(reader.cursor));
        assert!(inside || paragraphs.is_empty(), "the cursor {} stands in no paragraph", reader.cursor);
        for span in [reader.selected(), reader.line()].into_iter().flatten() {
            assert!(text.get(span.range()).is_some(), "{span:?} is no span of the text");
        }
        for note in &reader.notes {
            let (Some(target), Some(span)) = (&note.note.target, note.span) else { continue };
            assert!(
                byline::notes::same_words(span.of(text), &target.exact),
                "the note lies over other words"
            );
        }
        if state.overlay.is_none() && state.view == View::Reader && frame.text.h > 0 && !paragraphs.is_empty()
        {
            let rows = reader.page.rows(text, reader.top, usize::from(frame.text.h));
            assert!(!rows.is_empty(), "nothing of the article is on the screen");
        }
        // Rows that are not on the screen are made anew before they are.
        let rows = if frame.sidebar.is_some() { reader.sidebar.rows.as_slice() } else { &[] };
        for row in rows {
            let Some(item) = row.item() else { continue };
            let marks = reader.marks.as_ref();
            let count = match reader.sidebar.list {
                byline::app::List::Entities => marks.map_or(0, |m| m.analysis.entities.len()),
                byline::app::List::Quotes => marks.map_or(0, |m| m.analysis.quotes.len()),
                byline::app::List::Notes => {
                    reader.notes.len() + reader.corrections.len() + reader.trash.len()
                }
            };
            assert!(item < count, "a row of the list belongs to nothing");
        }
    }
}

/// The story as it was published again, and notes on it as it was.
pub fn changed() -> (Article, Vec<Carried>) {
    use byline::notes::NoteKind as K;
    let calder = "Ruth Calder, counsel to the inquiry, told the hearing that the firm had filed the letters \
                  as “a clerical matter” and moved on.";
    let new = STORY
        .replace("I told them in writing, twice,”", "I warned them in writing, three times,”")
        .replace(&format!("{calder}\n\n"), "")
        .replace("Ms Calder read it out", "Ruth Calder read it out")
        .replace("The Aurora drifted for", "She drifted some");
    let quote =
        "I told them in writing, twice,” said Daniel Mbeki, the ship’s chief engineer. “Nobody answered.";
    let noted = [
        (K::Quote, quote, "Ask the Bureau for both letters."),
        (K::Entity, "Ruth Calder", "Call her office."),
        (K::Passage, calder, "Who filed them?"),
        (K::Passage, "nine hours in February", "Ask the coast guard."),
        (K::Passage, "The shaft was sound when she sailed", "Not what the yard says."),
        (K::Article, "", "Look for the minutes of December."),
    ];
    let points = CodePoints::new(STORY);
    let note = |(nth, (kind, words, body)): (usize, (K, &str, &str))| Note {
        id: format!("01JGX2M8QK4T000000000000{nth}0"),
        kind,
        body: body.to_owned(),
        tags: vec!["letters".to_owned()],
        color: None,
        status: None,
        conflict: None,
        was: None,
        orphan: false,
        created: jiff::Timestamp::UNIX_EPOCH,
        modified: jiff::Timestamp::UNIX_EPOCH,
        target: (kind != K::Article).then(|| Target::at(STORY, &points, span(STORY, words, 0))),
        quote: None,
        entity: (kind == K::Entity).then(|| EntityInfo { name: words.to_owned(), kind: "person".to_owned() }),
    };
    let notes = noted.into_iter().enumerate().map(note).collect();
    let carried = carried(notes, STORY, &new);
    (article(&new), carried)
}

/// Notes on an earlier text of an article, as they come along to another.
pub fn carried(notes: Vec<Note>, old: &str, new: &str) -> Vec<Carried> {
    let earlier = article(old);
    let mut info = ArticleInfo::of(&earlier, Some(PATH));
    info.snapshot = Some("snapshots/earlier.txt".to_owned());
    let from = Arc::new(Earlier { info, text: old.to_owned() });
    let anchoring = Anchoring::new(Some(old), new);
    let place = |note: &Note| note.target.as_ref().map(|target| anchoring.place(target, note.kind));
    let carry = |note: Note| Carried { anchor: place(&note), from: from.clone(), note };
    notes.into_iter().map(carry).collect()
}

/// Two articles with notes: the ferry, and one on grain.
pub fn noted() -> Vec<Noted> {
    let info = |id: &str, title: &str, path: &str| ArticleInfo {
        id: id.to_owned(),
        title: title.to_owned(),
        outlet: Some("Harbour Post".to_owned()),
        path: Some(path.to_owned()),
        ..ArticleInfo::default()
    };
    let ferry = info(ferry().id(), "Ferry Owner Knew of Cracks, Inquiry Hears", PATH);
    let grain = info("blake3:22", "Grain Ships Wait", "elsewhere/grain.txt");
    let quote = |speaker: &str, by_human| QuoteInfo {
        kind: "direct".to_owned(),
        speaker: Some(speaker.to_owned()),
        role: None,
        cue: Some("said".to_owned()),
        by_human,
    };
    let said = Note {
        kind: NoteKind::Quote,
        quote: Some(quote("Daniel Mbeki", false)),
        tags: vec!["letters".to_owned()],
        status: Some(Status::Open),
        ..note_on(STORY, "I told them in writing, twice,", "ask the Bureau")
    };
    let entity = Note {
        kind: NoteKind::Entity,
        entity: Some(EntityInfo { name: "Skerry Banks".to_owned(), kind: "place".to_owned() }),
        ..note_on(STORY, "Skerry Banks", "where is this")
    };
    let words = "“The ice came early,” said Uma Lindqvist.";
    let ice = Note {
        kind: NoteKind::Quote,
        quote: Some(quote("Uma Lindqvist", true)),
        status: Some(Status::Disputed),
        ..note_on(words, "The ice came early,", "ask the harbour master")
    };
    let mine = Note { body: "ask the master of the port".to_owned(), ..ice.clone() }.as_conflict();
    let gone = note_on(words, "early", "gone");
    let deleted = jiff::Timestamp::from_second(1_773_400_000).unwrap();
    vec![
        Noted {
            file: "notes/ferry.toml".to_owned(),
            info: ferry,
            notes: vec![said, entity],
            trash: Vec::new(),
        },
        Noted {
            file: "notes/grain.toml".to_owned(),
            info: grain,
            notes: vec![ice, mine],
            trash: vec![Deleted { note: gone, deleted }],
        },
    ]
}

/// A note on the first place where `words` stand; its id follows from them.
pub fn note_on(text: &str, words: &str, body: &str) -> Note {
    let at = jiff::Timestamp::from_second(1_773_000_000).unwrap();
    let random = words.bytes().fold(7u128, |sum, byte| (sum * 31 + u128::from(byte)) % (1 << 79));
    Note {
        body: body.to_owned(),
        target: Some(Target::at(text, &CodePoints::new(text), span(text, words, 0))),
        ..Note::new(ulid::Ulid::from_parts(1_773_000_000_000, random).to_string(), NoteKind::Passage, at)
    }
}

/// The first line of a text, at most 60 characters of it.
fn first_words(text: &str) -> String {
    text.lines().next().unwrap_or("").chars().take(60).collect()
}

/// An effect in a word or two.
pub fn effect_name(effect: &Effect) -> String {
    match effect {
        Effect::List => "list".to_owned(),
        Effect::Survey { .. } => "survey".to_owned(),
        Effect::Load { item, .. } => format!("load-{item}"),
        Effect::Analyze { .. } => "analyze".to_owned(),
        Effect::Save(save) => format!("save-{}", save.ticket),
        Effect::FindFolder => "find-folder".to_owned(),
        Effect::Keep(draft) => format!("keep-{}", draft.revision),
        Effect::Forget(_) => "forget".to_owned(),
        Effect::Attend { .. } => "attend".to_owned(),
        Effect::Export { path, replace, .. } => format!("export-{path}-{replace}"),
        Effect::LoadFile { path, .. } => format!("load-file-{path}"),
        Effect::Gather { .. } => "gather".to_owned(),
        Effect::Edit(text) => format!("edit-{text}"),
        Effect::EditNotes(_) => "edit-notes".to_owned(),
        Effect::EditNotesAgain(path) => format!("edit-notes-again-{path}"),
        Effect::ForgetEdited(path) => format!("forget-{path}"),
        Effect::Remember(remember) => {
            format!("remember-{}", if remember.read { "read" } else { "unread" })
        }
        Effect::Copy(text) => format!("copy {text}"),
        Effect::SetMouse(on) => format!("mouse-{on}"),
        Effect::Redraw => "redraw".to_owned(),
        Effect::Suspend => "suspend".to_owned(),
        Effect::Quit => "quit".to_owned(),
    }
}

/// A generator of numbers that look random and are the same in every run
/// (xorshift64).
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// One of some things.
    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }
}
