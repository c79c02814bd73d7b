//! The marks that git leaves in a file that it could not merge.

/// The versions that a file with marks was made of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// The version between `<<<<<<<` and the next mark.
    pub ours: String,
    /// The version between `=======` and `>>>>>>>`.
    pub theirs: String,
    /// The version that both were made from, where git wrote it between
    /// `|||||||` and `=======` at every place.
    pub base: Option<String>,
    /// The line of the first mark, from 1.
    pub line: usize,
}

/// Where in a conflict a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Outside,
    Ours,
    Base,
    Theirs,
}

/// Whether a line is a mark: seven times its character, then a space and a
/// name or nothing. Longer ones belong to a conflict inside the base.
fn is_mark(line: &str, character: char) -> bool {
    let rest = line.trim_start_matches(character);
    line.len() - rest.len() == 7 && (rest.trim_end_matches(['\r', '\n']).is_empty() || rest.starts_with(' '))
}

/// The versions of a text with marks; `None` where there are no marks, or not
/// all of them.
pub(super) fn sides(text: &str) -> Option<Sides> {
    if !text.contains("<<<<<<<") {
        return None;
    }
    let mut sides = Sides { ours: String::new(), theirs: String::new(), base: None, line: 0 };
    let (mut base, mut conflicts, mut bases) = (String::new(), 0, 0);
    let mut at = At::Outside;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        match at {
            At::Outside if is_mark(line, '<') => {
                if conflicts == 0 {
                    sides.line = index + 1;
                }
                conflicts += 1;
                at = At::Ours;
            }
            At::Outside => {
                for version in [&mut sides.ours, &mut sides.theirs, &mut base] {
                    version.push_str(line);
                }
            }
            At::Ours if is_mark(line, '<') => return None,
            At::Ours if is_mark(line, '|') => {
                bases += 1;
                at = At::Base;
            }
            At::Ours | At::Base if is_mark(line, '=') => at = At::Theirs,
            At::Ours => sides.ours.push_str(line),
            At::Base => base.push_str(line),
            At::Theirs if is_mark(line, '>') => at = At::Outside,
            At::Theirs => sides.theirs.push_str(line),
        }
    }
    sides.base = (bases == conflicts).then_some(base);
    (conflicts > 0 && at == At::Outside).then_some(sides)
}

/// Whether a line begins like a mark of any kind: such lines are not written.
pub(in crate::notes) fn begins_like_a_mark(text: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_are_taken_apart() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\n=======\n>>>>>>> x\nd\n<<<<<<<\n=======\ne\n>>>>>>>\n";
        let sides = sides(text).unwrap();
        assert_eq!((sides.ours.as_str(), sides.theirs.as_str()), ("a\nb\nd\n", "a\nc\n=======\nd\ne\n"));
        assert_eq!((sides.base, sides.line), (None, 2));
    }

    #[test]
    fn the_version_before_is_read_where_git_wrote_it() {
        let one = "<<<<<<< HEAD\r\nb\r\n||||||| 1\r\n<<<<<<<<< x\r\n=======\r\nc\r\n>>>>>>> x\r\n";
        let found = sides(one).unwrap();
        assert_eq!(found.base.as_deref(), Some("<<<<<<<<< x\r\n"));
        assert_eq!((found.ours.as_str(), found.theirs.as_str()), ("b\r\n", "c\r\n"));
        let two = format!("{one}<<<<<<< HEAD\n=======\n>>>>>>> x");
        assert_eq!(sides(&two).unwrap().base, None);
    }

    #[test]
    fn half_a_conflict_is_none() {
        for text in [
            "",
            "a\n=======\nb\n>>>>>>> x\n",
            "<<<<<<< HEAD\na\n",
            "<<<<<<< HEAD\na\n=======\nb\n",
            "<<<<<<< HEAD\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
            " <<<<<<< HEAD\n=======\n>>>>>>> x\n",
            "<<<<<<<HEAD\n=======\n>>>>>>> x\n",
        ] {
            assert_eq!(sides(text), None, "{text:?}");
        }
    }
}
