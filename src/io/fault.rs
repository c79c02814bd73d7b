//! Protections taken out on purpose, so that the tests of durability can show
//! that they notice a loss.
//!
//! Only the feature `fault-injection` compiles them in, and only the variable
//! `BYLINE_FAULT`, a list of names with commas between them, turns them on. The
//! program that is shipped has neither.

/// A protection that can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `fsync`: files are not flushed.
    Fsync,
    /// `folder-fsync`: folders are not flushed.
    FolderFsync,
    /// `early-delete`: a draft is deleted before its note is on disk.
    EarlyDelete,
    /// `lock`: no lock is taken, and nobody looks whether a file was changed
    /// meanwhile.
    Lock,
    /// `in-place`: a file is overwritten where it is.
    InPlace,
    /// `deaf`: nobody hears that a flush has failed.
    Deaf,
    /// `panic`: the key F12 makes the program panic.
    Panic,
}

/// Whether the protection is taken out.
#[cfg(feature = "fault-injection")]
pub fn on(fault: Fault) -> bool {
    let name = match fault {
        Fault::Fsync => "fsync",
        Fault::FolderFsync => "folder-fsync",
        Fault::EarlyDelete => "early-delete",
        Fault::Lock => "lock",
        Fault::InPlace => "in-place",
        Fault::Deaf => "deaf",
        Fault::Panic => "panic",
    };
    std::env::var("BYLINE_FAULT").is_ok_and(|faults| faults.split(',').any(|fault| fault == name))
}

/// Whether the protection is taken out: never.
#[cfg(not(feature = "fault-injection"))]
pub const fn on(_: Fault) -> bool {
    false
}
