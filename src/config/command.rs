//! The command vocabulary: every command's name and line of documentation.
//!
//! Keymap, help, command line, documentation and tests all read it here.

/// Where a key is pressed. A key that its context does not bind is looked up
/// in [`Context::Global`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere but in text fields.
    Global,
    /// The article.
    Reader,
    /// A selection in the article.
    Visual,
    /// The lists beside the article.
    Sidebar,
    /// The list of articles.
    Library,
    /// The notes on all articles.
    Notes,
    /// The help and other pages to scroll.
    Page,
    /// The review of notes whose article has changed.
    Review,
    /// The note editor.
    Editor,
    /// The line at the foot of the screen.
    Prompt,
}

impl Context {
    /// Every context, in the order in which the help shows them.
    pub const ALL: [Context; 10] = [
        Self::Reader,
        Self::Visual,
        Self::Sidebar,
        Self::Library,
        Self::Notes,
        Self::Editor,
        Self::Prompt,
        Self::Review,
        Self::Page,
        Self::Global,
    ];

    /// The name of its table under `[keys]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Reader => "reader",
            Self::Visual => "visual",
            Self::Sidebar => "sidebar",
            Self::Library => "library",
            Self::Notes => "notes",
            Self::Page => "page",
            Self::Review => "review",
            Self::Editor => "editor",
            Self::Prompt => "prompt",
        }
    }

    /// The context with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// Whether typed characters are text here, so that [`Context::Global`] is
    /// not asked and no key sequence starts with a plain character.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Editor | Self::Prompt)
    }
}

macro_rules! commands {
    ($($variant:ident $name:literal $doc:literal;)*) => {
        /// Everything that a key, the command line or the mouse can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command {
            $(#[doc = $doc] $variant,)*
        }

        impl Command {
            /// Every command, in the order of the vocabulary.
            pub const ALL: &[Command] = &[$(Command::$variant,)*];

            /// The name by which configuration and command line call it.
            pub const fn name(self) -> &'static str {
                match self { $(Command::$variant => $name,)* }
            }

            /// One line that says what it does.
            pub const fn doc(self) -> &'static str {
                match self { $(Command::$variant => $doc,)* }
            }
        }
    };
}

commands! {
    LineDown "line-down" "Move one line down";
    LineUp "line-up" "Move one line up";
    HalfPageDown "half-page-down" "Move half a page down";
    HalfPageUp "half-page-up" "Move half a page up";
    PageDown "page-down" "Move a page down";
    PageUp "page-up" "Move a page up";
    Top "top" "Go to the beginning";
    Bottom "bottom" "Go to the end";
    CharLeft "char-left" "Move one character left";
    CharRight "char-right" "Move one character right";
    WordForward "word-forward" "Move to the next word";
    WordBack "word-back" "Move to the word before";
    SentenceForward "sentence-forward" "Move to the next sentence";
    SentenceBack "sentence-back" "Move to the sentence before";
    ParagraphForward "paragraph-forward" "Move to the next paragraph";
    ParagraphBack "paragraph-back" "Move to the paragraph before";
    NextEntity "next-entity" "Go to the next entity in the text";
    PrevEntity "prev-entity" "Go to the entity before";
    NextQuote "next-quote" "Go to the next quote";
    PrevQuote "prev-quote" "Go to the quote before";
    NextNote "next-note" "Go to the next note";
    PrevNote "prev-note" "Go to the note before";
    NextMatch "next-match" "Go to the next match of the search, or mention of the focus";
    PrevMatch "prev-match" "Go to the match or mention before";
    JumpBack "jump-back" "Go back to where you jumped from";
    JumpForward "jump-forward" "Go forward again after going back";
    Activate "activate" "Open or focus what is under the cursor";
    Back "back" "Leave the focus, the selection, the list or the page";
    Search "search" "Search in the article, or filter the list";
    SearchWord "search-word" "Search for the word under the cursor";
    Select "select" "Select from here, character by character";
    SelectWord "select-word" "Select the word under the cursor";
    SelectSentence "select-sentence" "Select the sentence under the cursor";
    SelectParagraph "select-paragraph" "Select the paragraph under the cursor";
    SwapEnds "swap-ends" "Go to the other end of the selection";
    AddNote "add-note" "Add a note on the selection, quote or entity here, else on the article";
    AddArticleNote "add-article-note" "Add a note on the article as a whole";
    EditNote "edit-note" "Edit the note here";
    EditNoteExternal "edit-note-external" "Edit the note here in $EDITOR";
    EditAll "edit-all" "Edit all notes of the article in $EDITOR";
    TurnStatus "turn-status" "Turn the status of the note: open, verified, disputed, false, none";
    DeleteNote "delete-note" "Delete the note here";
    Review "review" "Review the notes whose words have changed or moved";
    NextPlace "next-place" "Show the next place where the note's words may be";
    PrevPlace "prev-place" "Show the place before";
    AcceptPlace "accept-place" "Put the note on the words that are shown";
    AcceptAll "accept-all" "Take along every note whose words are certain";
    Relink "relink" "Go to the text and select the note's words there";
    KeepOrphan "keep-orphan" "Keep the note without a place in this text";
    ShowTrash "show-trash" "Show the deleted notes, or put them out of sight";
    Restore "restore" "Take the deleted note back";
    Undo "undo" "Undo the last change to a note";
    Redo "redo" "Redo what was undone";
    Save "save" "Save every note that is not on disk yet";
    SaveElsewhere "save-elsewhere" "Save what cannot be saved in another folder";
    OpenDraft "open-draft" "Go on with a note that was begun and not saved";
    DiscardDraft "discard-draft" "Discard the draft that open-draft would open";
    Export "export" "Export the article's notes as TOML";
    RetypeEntity "retype" "Say of what type the entity is";
    RenameEntity "rename" "Say what the entity is called";
    MergeEntity "merge" "Say that the entity is the same as another";
    SplitMention "split" "Say whom this mention means instead";
    Dismiss "dismiss" "Take away the entity or the quote here: it is none";
    DismissMention "dismiss-mention" "Take away this mention alone: it means nobody";
    MarkEntity "mark-entity" "Mark the selected words as an entity, or as a mention of one";
    MarkQuote "mark-quote" "Mark the selected words as a quote";
    SetSpeaker "speaker" "Say who makes the statement";
    ConfirmSpeaker "confirm" "Say that the speaker shown is the right one";
    Machine "machine" "Show what the machine found, or your corrections again";
    Copy "copy" "Copy the quote, the name, the note or the selection, with its source";
    FilterSpeaker "filter-speaker" "List the statements of this speaker alone, or all again";
    ToggleSidebar "toggle-sidebar" "Go between the article and the lists";
    HideSidebar "hide-sidebar" "Show or hide the lists";
    ShowEntities "show-entities" "Show who and what is in the article";
    ShowQuotes "show-quotes" "Show what was said";
    ShowNotes "show-notes" "Show your notes";
    NextList "next-list" "Show the list to the right";
    PrevList "prev-list" "Show the list to the left";
    WidenSidebar "widen-sidebar" "Make the lists wider";
    NarrowSidebar "narrow-sidebar" "Make the lists narrower";
    WidenText "widen-text" "Make the lines of the article longer";
    NarrowText "narrow-text" "Make the lines of the article shorter";
    ResetText "reset-text" "Give the lines their configured length";
    Zen "zen" "Show the article alone";
    NextTheme "next-theme" "Change to the next theme";
    ToggleMouse "toggle-mouse" "Give the mouse to the terminal, or take it back";
    NextArticle "next-article" "Open the next article of the list";
    PrevArticle "prev-article" "Open the article before";
    ToggleRead "toggle-read" "Mark the article as read or unread";
    Library "library" "Show the list of articles";
    AllNotes "all-notes" "Show the notes on all articles";
    WholeNote "whole-note" "Show all of the note";
    Reload "reload" "Read the article or the folder from disk again";
    EditorSave "editor-save" "Save the note to disk";
    EditorCancel "editor-cancel" "Close the editor and keep the text as a draft";
    EditorTags "editor-tags" "Go between the note's text and its tags";
    EditorExternal "editor-external" "Go on writing in $EDITOR";
    EditorUndo "editor-undo" "Undo the last change to the text";
    EditorRedo "editor-redo" "Redo what was undone in the text";
    Complete "complete" "Complete the word";
    CompleteBack "complete-back" "Take the completion before";
    HistoryBack "history-back" "Take the line typed before";
    HistoryForward "history-forward" "Take the line typed after";
    Accept "accept" "Accept the line";
    Help "help" "Show every key and command";
    CommandLine "command-line" "Type a command by name";
    Redraw "redraw" "Draw the whole screen again";
    Suspend "suspend" "Suspend the program; fg brings it back";
    Quit "quit" "Go back to the list of articles, or quit";
    QuitAll "quit-all" "Quit";
}

impl Command {
    /// The command with that [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }
}
