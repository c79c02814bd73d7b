//! Every command of the vocabulary, by its keys.

use byline::config::{Command, Command as C};

use crate::common::World;

/// A command; the keys that come before; the keys that run it; what follows.
type Case = (Command, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// In the story at 120 by 40, the cursor on the headline.
const IN_THE_STORY: &[Case] = &[
    // Lines.
    (C::LineDown, "", "j", &[("at", "By Ines Okafor…"), ("status", "")]),
    (C::LineDown, "", "3j", &[("at", "Banks had been warned…"), ("status", "")]),
    (C::LineDown, "", "Down", &[("at", "By Ines Okafor…")]),
    (C::LineDown, "G", "j", &[("status", "This is the end of the article")]),
    (C::LineUp, "3j", "2k", &[("at", "By Ines Okafor…")]),
    (C::LineUp, "", "k", &[("status", "This is the beginning of the article")]),
    (C::HalfPageDown, "", "C-d", &[("status", "")]),
    (C::HalfPageUp, "C-d", "C-u", &[("top", "Ferry Owner…")]),
    (C::PageDown, "", "Space", &[("status", "")]),
    (C::PageDown, "G", "PageDown", &[("status", "This is the end of the article")]),
    (C::PageUp, "Space", "b", &[("top", "Ferry Owner…")]),
    (C::PageUp, "", "b", &[("status", "This is the beginning of the article")]),
    (C::Top, "G", "gg", &[("at", "Ferry Owner…"), ("top", "Ferry Owner…")]),
    (C::Bottom, "", "G", &[("at", "."), ("status", "")]),
    // Characters, words, sentences, paragraphs.
    (C::CharRight, "", "3l", &[("at", "ry Owner…")]),
    (C::CharLeft, "3l", "h", &[("at", "rry Owner…")]),
    (C::CharRight, "} h", "l", &[("at", "By Ines…")]),
    (C::CharRight, "G", "l", &[("status", "It goes no further")]),
    (C::CharLeft, "", "h", &[("status", "It goes no further")]),
    (C::CharLeft, "}", "h", &[("at", "s")]),
    (C::WordForward, "", "2w", &[("at", "Knew of…")]),
    (C::WordBack, "2w", "B", &[("at", "Owner Knew…")]),
    (C::SentenceForward, "", ")", &[("at", "By Ines…")]),
    (C::SentenceBack, ") )", "(", &[("at", "By Ines…")]),
    (C::ParagraphForward, "", "2}", &[("at", "PORT LANNING…")]),
    (C::ParagraphForward, "G", "}", &[("status", "It goes no further")]),
    (C::ParagraphBack, "3} w", "{", &[("at", "“I told them…")]),
    (C::ParagraphBack, "3}", "2{", &[("at", "By Ines…")]),
    // From one thing to the next.
    (C::NextEntity, "", "]e", &[("here", "Port Lanning"), ("status", "entity 1 of 17")]),
    (C::NextEntity, "", "3]e", &[("here", "Skerry Banks")]),
    (C::PrevEntity, "3]e", "[e", &[("at", "PORT LANNING…"), ("status", "entity 2 of 17")]),
    (C::PrevEntity, "", "[e", &[("status", "This is the first entity")]),
    (C::NextQuote, "", "]q", &[("at", "I told them…"), ("status", "quote 1 of 6"), ("here", "quote 0")]),
    (C::NextQuote, "G", "]q", &[("status", "This is the last quote")]),
    (C::PrevQuote, "3]q", "[q", &[("at", "the company’s…"), ("here", "quote 1")]),
    (C::NextNote, "]q a `x` C-s gg", "]n", &[("at", "I told them…"), ("status", "note 1 of 1")]),
    (C::NextNote, "", "]n", &[("status", "There is no note in this article")]),
    (C::PrevNote, "]q a `x` C-s G", "[n", &[("at", "I told them…")]),
    // Corrections.
    (C::RetypeEntity, "3]e", "ct `org` Enter", &[("corrections", "Skerry Banks: organization, not place")]),
    (C::RenameEntity, "3]e", "cn `!` Enter", &[("corrections", "Skerry Banks!, not Skerry Banks")]),
    (C::MergeEntity, "4]e", "cm `cald` Tab Enter", &[("corrections", "Daniel Mbeki is Ruth Calder")]),
    (
        C::SplitMention,
        "5]e",
        "cs `pryce` Enter",
        &[("corrections", "“Mr Mbeki” is Owen Pryce, not Daniel Mbeki")],
    ),
    (C::Dismiss, "3]e", "cd", &[("status", "Skerry Banks is no place; u takes it back")]),
    (C::Dismiss, "", "cd", &[("status", "There is no entity and no quote here…")]),
    (C::DismissMention, "5]e", "cx", &[("status", "“Mr Mbeki” is not Daniel Mbeki; u takes it back")]),
    (C::MarkEntity, "", "ce", &[("status", "Select the words first…")]),
    (C::MarkEntity, "V", "ce", &[("overlay", "correct ")]),
    (C::MarkQuote, "V", "cq", &[("overlay", "correct ")]),
    (
        C::SetSpeaker,
        "4]q",
        "cw `Owen P` Tab Enter",
        &[("status", "Owen Pryce said “It was not a thing for the board.”; u takes it back")],
    ),
    (C::SetSpeaker, "", "cw", &[("status", "There is no quote here…")]),
    (
        C::ConfirmSpeaker,
        "5]q",
        "cy",
        &[("status", "Owen Pryce said “We take safety seriously,”; u takes it back")],
    ),
    (C::Machine, "3]e cd", "co", &[("status", "What the machine found; co shows your corrections again")]),
    (C::Machine, "3]e cd co", "co", &[("status", "With your corrections")]),
    (C::Machine, "", "co", &[("status", "You have corrected nothing here…")]),
    (C::Copy, "", "y", &[("status", "Nothing here to copy…"), ("effects", "")]),
    (
        C::FilterSpeaker,
        "]q",
        "f",
        &[("status", "2 statements by Daniel Mbeki; f lists all again"), ("rows", "2")],
    ),
    (C::FilterSpeaker, "]q f", "f", &[("status", "All statements"), ("rows", "6")]),
    (C::FilterSpeaker, "", "f", &[("status", "There is nobody here…")]),
    // The focus.
    (C::Activate, "]e", "Enter", &[("focus", "Port Lanning mentions"), ("status", "")]),
    (C::Activate, "", "Enter", &[("status", "No entity and no quote here; ]e and ]q go to the next one")]),
    (C::Activate, "]q", "Enter", &[("focus", "Daniel Mbeki statements")]),
    (C::Activate, "4]q", "Enter", &[("status", "Nobody is known to have said this; a adds a note")]),
    (C::Activate, "4]e", "Enter Enter", &[("focus", "Daniel Mbeki statements")]),
    (
        C::Activate,
        "]e",
        "Enter Enter",
        &[("focus", "Port Lanning mentions"), ("status", "No statement of Port Lanning was found")],
    ),
    (
        C::NextMatch,
        "4]e Enter",
        "n",
        &[
            ("at", "Mr Mbeki added…"),
            ("status", ""),
            ("hints", "Daniel Mbeki · mention 2 of 5   n/N walk   Enter statements   a note   Esc leave"),
        ],
    ),
    (C::NextMatch, "4]e Enter", "5n", &[("at", "Daniel Mbeki,…"), ("status", "Again from the beginning")]),
    (
        C::NextMatch,
        "]q Enter",
        "n",
        &[("at", "the company’s own…"), ("hints", "Daniel Mbeki · statement 2 of 2…")],
    ),
    (C::NextMatch, "", "n", &[("status", "Nothing to walk: / searches, Enter on a name focuses it")]),
    (
        C::PrevMatch,
        "4]e Enter",
        "N",
        &[("at", "Mr Mbeki, who has sailed…"), ("status", "Again from the end")],
    ),
    (C::Back, "]e Enter", "Esc", &[("focus", "nothing"), ("status", "Focus left")]),
    (C::Back, "", "Esc", &[("status", "Nothing to leave; q goes to the list of articles")]),
    (C::JumpBack, "]q", "C-o", &[("at", "Ferry Owner…")]),
    (C::JumpBack, "", "C-o", &[("status", "No earlier place to go back to")]),
    (C::JumpForward, "]q C-o", "gi", &[("at", "I told them…")]),
    (C::JumpForward, "", "gi", &[("status", "No later place to go to")]),
    // Searching.
    (C::Search, "", "/ `mbeki` Enter", &[("at", "Mbeki, the ship’s…"), ("search", "mbeki 3")]),
    (C::SearchWord, "w", "*", &[("at", "owner of the ferry…"), ("search", "owner 2")]),
    // Selecting.
    (C::Select, "", "v 4l", &[("selected", "Ferry"), ("context", "visual")]),
    (C::Select, "", "v w", &[("selected", "Ferry")]),
    (C::Back, "v 4l", "Esc", &[("selected", "nothing"), ("status", "Selection left")]),
    (C::SelectWord, "w v", "iw", &[("selected", "Owner")]),
    (C::SelectSentence, "} v", "is", &[("selected", "By Ines Okafor in Port Lanning")]),
    (
        C::SelectParagraph,
        "3} 2w",
        "V",
        &[(
            "selected",
            "“I told them in writing, twice,” said Daniel Mbeki, the ship’s chief engineer. “Nobody answered.”",
        )],
    ),
    (C::SwapEnds, "w v w", "o h", &[("selected", " Owner")]),
    // Notes.
    (C::AddNote, "]q", "a", &[("overlay", "editor Note on a statement by Daniel Mbeki")]),
    (C::AddNote, "]e", "a", &[("overlay", "editor Note on Port Lanning")]),
    (C::AddNote, "", "a", &[("overlay", "editor Note on the article")]),
    (C::AddNote, "v", "a", &[("overlay", "editor Note on a passage"), ("excerpt", "F")]),
    (C::AddArticleNote, "]q", "A", &[("overlay", "editor Note on the article")]),
    (C::EditNote, "]q a `x` C-s", "e", &[("body", "x")]),
    (C::EditNote, "", "e", &[("status", "There are no notes on this article yet: a adds one")]),
    (
        C::EditNote,
        "]q a `x` C-s G",
        "e",
        &[("status", "There is no note here: ]n goes to the next one, gn lists them")],
    ),
    (C::EditNoteExternal, "]q a `x` C-s", "E", &[("body", "x"), ("effects", "edit-x")]),
    (
        C::DeleteNote,
        "]q a `x` C-s",
        "dd",
        &[("notes", "0"), ("status", "Note deleted; u brings it back"), ("effects", "save-2")],
    ),
    (C::EditAll, "]q a `x` C-s", "gE", &[("effects", "edit-notes")]),
    (C::EditAll, "", "gE", &[("status", "There are no notes on this article to edit")]),
    (
        C::TurnStatus,
        "]q a `x` C-s",
        "S",
        &[("status", "The status is “open”; u takes it back"), ("effects", "save-2")],
    ),
    (C::TurnStatus, "]q a `x` C-s 4S", "S", &[("status", "The status is “verified”; u takes it back")]),
    (C::TurnStatus, "", "S", &[("status", "There are no notes on this article yet: a adds one")]),
    (
        C::ShowTrash,
        "]q a `x` C-s dd",
        "t",
        &[("row", "deleted x"), ("status", "1 deleted note; p takes one back")],
    ),
    (C::ShowTrash, "]q a `x` C-s dd t", "t", &[("row", "nothing"), ("status", "The notes")]),
    (C::ShowTrash, "", "t", &[("status", "No note on this article was deleted")]),
    (C::Restore, "]q a `x` C-s dd t", "p", &[("row", "x")]),
    (C::Restore, "]q a `x` C-s dd t", "p", &[("notes", "1"), ("note", "x"), ("effects", "save-3")]),
    (C::Restore, "Tab", "p", &[("status", "This is no deleted note: t shows those")]),
    (C::DeleteNote, "]q a `x` C-s dd t", "dd", &[("status", "This note is deleted: p takes it back")]),
    (C::Activate, "]q a `x` C-s dd t", "Enter", &[("status", "This note is deleted: p takes it back")]),
    (C::Undo, "]q a `x` C-s", "u", &[("notes", "0"), ("status", "Undone: the note is gone")]),
    (C::Undo, "", "u", &[("status", "Nothing to undo in this sitting")]),
    (C::Redo, "]q a `x` C-s u", "C-r", &[("notes", "1"), ("status", "Redone: the note is back")]),
    (C::Redo, "", "C-r", &[("status", "Nothing to redo")]),
    (C::Save, "", "s", &[("status", "Every note is on disk")]),
    (C::Export, "", "x", &[("status", "There are no notes on this article to export: a adds one")]),
    (C::Export, "]q a `x` C-s", "x", &[("overlay", "export ferry-owner-knew-of-cracks-inquiry-hears.toml")]),
    // The lists.
    (C::ToggleSidebar, "", "Tab", &[("context", "sidebar"), ("row", "Daniel Mbeki")]),
    (C::ToggleSidebar, "Tab", "Tab", &[("context", "reader")]),
    (C::ToggleSidebar, "5]e", "Tab", &[("row", "Daniel Mbeki")]),
    (C::HideSidebar, "", "gb", &[("lists", "false"), ("status", "Lists hidden")]),
    (C::HideSidebar, "gb", "gb", &[("lists", "true"), ("status", "Lists shown")]),
    (C::ShowEntities, "gn", "ge", &[("list", "Entities"), ("context", "sidebar")]),
    (C::ShowQuotes, "", "gq", &[("list", "Quotes"), ("row", "quote 0")]),
    (C::ShowNotes, "", "gn", &[("list", "Notes"), ("status", "No notes yet: Tab goes back, a adds one")]),
    (C::NextList, "Tab", "l", &[("list", "Quotes")]),
    (C::NextList, "Tab l l", "l", &[("list", "Entities")]),
    (C::PrevList, "Tab", "h", &[("list", "Notes")]),
    (C::LineDown, "Tab", "2j", &[("row", "Owen Pryce"), ("at", "Owen Pryce, the firm’s…")]),
    (C::LineUp, "Tab", "k", &[("row", "Daniel Mbeki"), ("status", "This is the first one")]),
    (C::Bottom, "Tab", "G", &[("row", "Thursday"), ("here", "Thursday")]),
    (C::LineDown, "Tab G", "j", &[("row", "Thursday"), ("status", "This is the last one")]),
    (C::Activate, "Tab j", "Enter", &[("focus", "Ruth Calder mentions"), ("context", "reader")]),
    (C::Activate, "gq 5j", "Enter", &[("focus", "Owen Pryce statements"), ("at", "The shaft was…")]),
    (C::Activate, "gq 3j", "Enter", &[("focus", "nothing"), ("here", "quote 3"), ("context", "reader")]),
    (C::Back, "Tab", "Esc", &[("context", "reader"), ("status", "Back in the article")]),
    (C::AddNote, "gq j", "a", &[("overlay", "editor Note on a statement by Daniel Mbeki")]),
    (C::AddNote, "Tab j", "a", &[("overlay", "editor Note on Ruth Calder"), ("excerpt", "Ruth Calder")]),
    (C::WidenSidebar, "", ">", &[("sidebar", "40"), ("status", "Lists 40 columns wide")]),
    (C::NarrowSidebar, "", "<", &[("sidebar", "36"), ("status", "Lists 36 columns wide")]),
    // The page.
    (C::WidenText, "", "+", &[("measure", "76"), ("status", "Lines of 76 columns")]),
    (C::NarrowText, "", "-", &[("measure", "68"), ("status", "Lines of 68 columns")]),
    (C::ResetText, "- -", "=", &[("measure", "72"), ("status", "Lines of 72 columns")]),
    (C::Zen, "", "z", &[("zen", "true"), ("lists", "false"), ("status", "The article alone")]),
    (C::Back, "z", "Esc", &[("zen", "false"), ("status", "Everything is back")]),
    (C::NextTheme, "", "gt", &[("theme", "light"), ("status", "Theme light")]),
    (C::NextTheme, "gt gt gt", "gt", &[("theme", "dark")]),
    (C::ToggleMouse, "", "gm", &[("effects", "mouse-false"), ("status", "The mouse is the terminal's…")]),
    // Other articles.
    (C::NextArticle, "", "J", &[("effects", "remember-unread load-1"), ("hints", "Opening …")]),
    (C::PrevArticle, "", "K", &[("effects", ""), ("status", "This is the first article of the list")]),
    (C::ToggleRead, "", "r", &[("read", "rr-"), ("effects", "remember-read")]),
    (C::Library, "", "gl", &[("view", "Library"), ("effects", "remember-unread")]),
    (C::Library, "G", "gl", &[("read", "rr-"), ("effects", "remember-read")]),
    (C::AllNotes, "", "gN", &[("view", "Notes"), ("context", "notes"), ("effects", "gather")]),
    (C::AllNotes, "gl", "gN", &[("view", "Notes"), ("effects", "gather")]),
    (C::Back, "gN", "q", &[("view", "Reader")]),
    (C::Back, "gl gN", "Esc", &[("view", "Library")]),
    (C::WholeNote, "gN", "o", &[("status", "There is no note here")]),
    (C::Reload, "", "R", &[("effects", "remember-unread load-0")]),
    (C::Quit, "", "q", &[("view", "Library")]),
    (C::QuitAll, "", "Q", &[("effects", "remember-unread quit")]),
    // Everywhere.
    (C::Help, "", "?", &[("overlay", "help 0"), ("context", "page")]),
    (C::LineDown, "?", "3j", &[("overlay", "help 3")]),
    (C::Top, "? G", "gg", &[("overlay", "help 0")]),
    (C::Back, "?", "q", &[("overlay", "none")]),
    (C::CommandLine, "", ":", &[("overlay", "command "), ("prompt-hint", "Tab completes")]),
    (C::Redraw, "", "C-l", &[("effects", "redraw")]),
    (C::Suspend, "", "C-z", &[("effects", "suspend")]),
    // The editor.
    (
        C::EditorSave,
        "]q a",
        "`ask` C-s",
        &[("overlay", "none"), ("note", "ask"), ("status", "Saved in notes/ferry.toml")],
    ),
    (C::EditorSave, "]q a", "C-s", &[("status", "The note is empty: write something, or Esc leaves it")]),
    (
        C::EditorCancel,
        "]q a",
        "`ask` Esc",
        &[
            ("overlay", "none"),
            ("drafts", "1"),
            ("status", "Kept as a draft, not saved: a on the same words opens it again"),
        ],
    ),
    (C::EditorCancel, "]q a", "Esc", &[("drafts", "0"), ("status", "No note was written")]),
    (C::EditorTags, "a", "C-t `one, two`", &[("field", "tags"), ("tags", "one, two"), ("body", "")]),
    (C::EditorTags, "a C-t `one`", "C-t `x`", &[("field", "body"), ("tags", "one"), ("body", "x")]),
    (C::EditorExternal, "a", "`x` C-e", &[("effects", "edit-x"), ("body", "x")]),
    (C::EditorUndo, "a `some words`", "A-u", &[("body", "some ")]),
    (C::EditorUndo, "a", "A-u", &[("status", "Nothing to undo in this text")]),
    (C::EditorRedo, "a `some words` A-u", "A-r", &[("body", "some words")]),
    (C::EditorRedo, "a", "A-r", &[("status", "Nothing to redo in this text")]),
    (C::Redraw, "a", "C-l", &[("effects", "redraw"), ("overlay", "editor Note on the article")]),
    (C::Suspend, "a", "C-z", &[("effects", "suspend"), ("overlay", "editor Note on the article")]),
    // The line at the foot.
    (C::Complete, ":", "`zen` Tab", &[("overlay", "command zen")]),
    (C::CompleteBack, ": `theme `", "S-Tab", &[("overlay", "command theme mono")]),
    (C::HistoryBack, ": `zen` Enter : `top` Enter :", "Up Up", &[("overlay", "command zen")]),
    (C::HistoryForward, ": `zen` Enter : `top` Enter : Up Up", "Down", &[("overlay", "command top")]),
    (C::HistoryForward, ": `zen` Enter : Up", "Down", &[("overlay", "command ")]),
    (C::Accept, ": `zen`", "Enter", &[("zen", "true"), ("overlay", "none")]),
    (C::SaveElsewhere, "", "gs", &[("status", "There is nothing that could not be saved")]),
    (C::OpenDraft, "A `x` Esc", "gd", &[("body", "x"), ("drafts", "0")]),
    (C::OpenDraft, "", "gd", &[("status", "No note was begun and left unsaved")]),
    (C::DiscardDraft, "A `x y` Esc", "gD", &[("overlay", "ask Discard the draft “x y …”?")]),
    (C::DiscardDraft, "", "gD", &[("status", "No note was begun and left unsaved")]),
    (C::Redraw, ":", "C-l", &[("effects", "redraw"), ("overlay", "command ")]),
    (C::Suspend, "/", "C-z", &[("effects", "suspend"), ("overlay", "search ")]),
];

/// In the review of notes on a story that was changed.
const IN_THE_REVIEW: &[Case] = &[
    (
        C::Review,
        "",
        "gr",
        &[
            ("overlay", "review Ask the Bureau for both letters."),
            (
                "reviewed",
                "altered 1 of 1: I warned them in writing, three times,” said Daniel Mbeki, the ship’s…",
            ),
            ("pending", "3"),
            ("effects", ""),
        ],
    ),
    (C::LineDown, "gr", "j", &[("reviewed", "unsure 1 of 1: Ruth Calder"), ("status", "")]),
    (
        C::LineDown,
        "gr",
        "3j",
        &[("overlay", "review Ask the coast guard."), ("reviewed", "moved 1 of 1: nine hours in February")],
    ),
    (C::LineUp, "gr j", "k", &[("overlay", "review Ask the Bureau for both letters.")]),
    (C::LineUp, "gr", "k", &[("status", "This is the first one")]),
    (C::Bottom, "gr", "G", &[("overlay", "review Not what the yard says.")]),
    (C::NextPlace, "gr", "n", &[("status", "This is the only place")]),
    (
        C::PrevPlace,
        "gr j j",
        "N",
        &[("status", "There is no likely place: v goes to the text to select one…")],
    ),
    (
        C::AcceptPlace,
        "gr",
        "Enter",
        &[("overlay", "review Call her office."), ("pending", "2"), ("effects", "save-1"), ("unsaved", "1")],
    ),
    (C::AcceptPlace, "gr j j", "Enter", &[("pending", "3"), ("effects", "")]),
    (
        C::AcceptAll,
        "gr",
        "A",
        &[("status", "3 notes taken along, 3 need review"), ("pending", "3"), ("effects", "save-1")],
    ),
    (C::AcceptAll, "gr A", "A", &[("status", "No note is left whose words are certain…")]),
    (
        C::KeepOrphan,
        "gr j j",
        "o",
        &[("pending", "2"), ("status", "The note is kept without a place; u takes that back")],
    ),
    (C::Relink, "gr j", "v", &[("overlay", "none"), ("at", "Ruth Calder read it out…")]),
    (
        C::AddNote,
        "gr v gg v 2l",
        "a",
        &[("pending", "2"), ("status", "The note is on these words now; u takes that back")],
    ),
    (C::Back, "gr v", "Esc", &[("overlay", "review Ask the Bureau for both letters.")]),
    (C::Undo, "gr Enter", "u", &[("pending", "3"), ("overlay", "review Call her office.")]),
    (C::Redo, "gr Enter u", "C-r", &[("pending", "2")]),
    (C::DeleteNote, "gr", "dd", &[("notes", "5"), ("pending", "2")]),
    (C::Back, "gr", "Esc", &[("overlay", "none"), ("status", "Review left: 3 notes still to be placed")]),
    (C::EditNote, "gr Esc gn gg", "e", &[("overlay", "none"), ("status", "First say where its words are…")]),
    (C::DeleteNote, "gn", "dd", &[("notes", "5")]),
];

/// Runs the cases, and tells which commands they have run.
#[test]
fn every_command_does_what_it_says() {
    let mut run = std::collections::BTreeSet::new();
    let mut wrong = Vec::new();
    let story = IN_THE_STORY.iter().map(|case| (World::ferry as fn(u16, u16) -> World, case));
    let review = IN_THE_REVIEW.iter().map(|case| (World::changed as fn(u16, u16) -> World, case));
    for (make, (command, before, keys, expected)) in story.chain(review) {
        let mut world = make(120, 40);
        for part in before.split_inclusive("C-s") {
            world.keys(part).save_all();
        }
        world.effects.clear();
        world.run.clear();
        world.keys(keys);
        let case = format!("{before} then {keys}");
        if keys.ends_with("C-s") {
            world.save_all();
        }
        world.check();
        assert!(world.run.contains(command), "{case} did not run {}", command.name());
        wrong.extend(world.misfits(expected).into_iter().map(|misfit| format!("{case}: {misfit}")));
        run.extend(world.run.iter().copied());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let missing: Vec<_> = C::ALL.iter().filter(|c| !run.contains(c)).map(|c| c.name()).collect();
    assert!(missing.is_empty(), "no case runs {missing:?}");
}

#[test]
fn a_key_without_a_meaning_says_so() {
    for (before, keys, status) in [
        ("", "F5", "F5 does nothing here · ? shows the keys"),
        ("", "gx", "gx does nothing here · ? shows the keys"),
        ("Tab", "w", "w does nothing here · ? shows the keys"),
        ("v", "dd", "d does nothing here · ? shows the keys"),
        ("q", "dd", "d does nothing here · ? shows the keys"),
        ("a", "F5", "F5 does nothing in a text field"),
        (":", "F5", "F5 does nothing in a text field"),
        ("?", "gt", "next-theme is not for this page: Esc leaves it"),
    ] {
        let mut world = World::ferry(120, 40);
        world.keys(before).keys(keys);
        let said = world.tell(if before == ":" { "prompt-hint" } else { "status" });
        assert!(said.starts_with(status), "{before} {keys}: {said:?}");
    }
}

#[test]
fn a_count_goes_with_the_next_command_only() {
    let mut world = World::ferry(120, 40);
    world.keys("2j");
    assert_eq!(world.state.count, None);
    let two = world.tell("at");
    world.keys("gg 12");
    assert_eq!(world.state.count, Some(12));
    world.keys("Esc j k 2j");
    assert_eq!(world.tell("at"), two);
    world.keys("99999999999j");
    assert_eq!(world.tell("status"), "");
    world.keys("g");
    assert_eq!(world.state.keys.len(), 1, "a sequence waits");
    world.keys("Esc");
    assert!(world.state.keys.is_empty() && world.state.status.text.is_empty(), "Esc ends it without a word");
}
