//! Which command a sequence of keys runs, context by context.

use std::collections::BTreeMap;

use super::{Command, Context, Key, notation};

/// What a sequence of keys means so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing, however it goes on.
    None,
    /// Nothing yet: it is the beginning of a longer sequence.
    Prefix,
    /// This command.
    Command(Command),
}

/// The key sequences of every context. In one context no sequence is the
/// beginning of another one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    contexts: BTreeMap<Context, Vec<(Vec<Key>, Command)>>,
}

impl Keymap {
    /// A keymap of these sequences, in the order in which help and status line
    /// prefer them.
    pub(super) fn new(contexts: BTreeMap<Context, Vec<(Vec<Key>, Command)>>) -> Self {
        Self { contexts }
    }

    /// What `keys` mean in `context`. What they do not mean there they may
    /// mean in [`Context::Global`], unless keys are text in this context.
    pub fn find(&self, context: Context, keys: &[Key]) -> Found {
        match self.find_in(context, keys) {
            Found::None if inherits(context) => self.find_in(Context::Global, keys),
            found => found,
        }
    }

    /// Every sequence that runs `command` in `context`, in notation, the
    /// preferred one first.
    pub fn keys_of(&self, context: Context, command: Command) -> Vec<String> {
        let global = self
            .in_context(Context::Global)
            .iter()
            .filter(|(keys, _)| inherits(context) && self.find(context, keys) == Found::Command(command));
        let own = self.in_context(context).iter();
        own.chain(global).filter(|(_, bound)| *bound == command).map(|(keys, _)| notation(keys)).collect()
    }

    /// The sequences of this very context, in notation, in the order of the
    /// command vocabulary.
    pub fn bindings(&self, context: Context) -> Vec<(String, Command)> {
        let mut bindings: Vec<_> =
            self.in_context(context).iter().map(|(keys, command)| (notation(keys), *command)).collect();
        bindings.sort_by_key(|(_, command)| *command);
        bindings
    }

    /// The sequences of this very context, preferred ones first.
    pub(super) fn in_context(&self, context: Context) -> &[(Vec<Key>, Command)] {
        self.contexts.get(&context).map_or(&[], Vec::as_slice)
    }

    fn find_in(&self, context: Context, keys: &[Key]) -> Found {
        let mut found = Found::None;
        for (bound, command) in self.in_context(context) {
            if bound == keys {
                return Found::Command(*command);
            }
            if bound.starts_with(keys) {
                found = Found::Prefix;
            }
        }
        found
    }
}

/// Whether the context looks up in [`Context::Global`] what it does not bind.
fn inherits(context: Context) -> bool {
    context != Context::Global && !context.is_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sequence;

    fn keymap() -> Keymap {
        let bind = |keys: &str, command| (sequence(keys).unwrap(), command);
        Keymap::new(BTreeMap::from([
            (Context::Global, vec![bind("q", Command::Quit), bind("gt", Command::NextTheme)]),
            (Context::Reader, vec![bind("gg", Command::Top), bind("Home", Command::Top)]),
            (Context::Page, vec![bind("q", Command::Back)]),
            (Context::Editor, vec![bind("C-s", Command::EditorSave)]),
        ]))
    }

    #[test]
    fn a_context_comes_before_the_global_keys() {
        let keymap = keymap();
        for (context, keys, expected) in [
            (Context::Reader, "g", Found::Prefix),
            (Context::Reader, "gg", Found::Command(Command::Top)),
            (Context::Reader, "gt", Found::Command(Command::NextTheme)),
            (Context::Reader, "gx", Found::None),
            (Context::Reader, "q", Found::Command(Command::Quit)),
            (Context::Page, "q", Found::Command(Command::Back)),
            (Context::Page, "g", Found::Prefix),
            (Context::Editor, "q", Found::None),
            (Context::Editor, "C-s", Found::Command(Command::EditorSave)),
            (Context::Global, "q", Found::Command(Command::Quit)),
        ] {
            assert_eq!(keymap.find(context, &sequence(keys).unwrap()), expected, "{context:?} {keys}");
        }
    }

    #[test]
    fn the_keys_of_a_command_leave_out_what_is_shadowed() {
        let keymap = keymap();
        assert_eq!(keymap.keys_of(Context::Reader, Command::Top), ["gg", "Home"]);
        assert_eq!(keymap.keys_of(Context::Reader, Command::Quit), ["q"]);
        assert_eq!(keymap.keys_of(Context::Global, Command::Quit), ["q"]);
        assert!(keymap.keys_of(Context::Page, Command::Quit).is_empty());
        assert!(keymap.keys_of(Context::Editor, Command::Quit).is_empty());
        assert_eq!(keymap.bindings(Context::Reader).len(), 2);
    }
}
