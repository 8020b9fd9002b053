//! Files in which git left the marks of a conflict: they are taken apart into the versions of both sides, and the one both
//! came from where git wrote it down (`merge.conflictStyle` `diff3` and `zdiff3`).

/// The shortest mark; git makes those of a conflict within a conflict longer.
const MIN_MARK: usize = 7;

/// The versions of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Versions {
    /// Of this side.
    pub(super) ours: String,
    /// What both sides came from, if it is known.
    pub(super) base: Option<String>,
    /// Of the other side.
    pub(super) theirs: String,
}

impl Versions {
    /// Each of them changed so.
    pub(super) fn map(self, change: impl Fn(&str) -> String) -> Self {
        Self {
            ours: change(&self.ours),
            base: self.base.as_deref().map(&change),
            theirs: change(&self.theirs),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Common,
    Ours,
    Base,
    Theirs,
}

/// Takes a text apart; `None` where it has no marks of a conflict, or one that does not end.
///
/// Of a base that has conflicts itself, because both sides came from several, the base of those is taken.
pub(super) fn split(text: &str) -> Option<Versions> {
    let (mut ours, mut base, mut theirs) = (String::new(), String::new(), String::new());
    let (mut region, mut length) = (Region::Common, 0);
    let (mut conflicts, mut bases) = (0_usize, 0_usize);
    for line in text.split_inclusive('\n') {
        let mark = mark_of(line);
        let next = match (region, mark) {
            (Region::Common, Some(('<', count))) => {
                length = count;
                conflicts += 1;
                Some(Region::Ours)
            }
            (Region::Common, _) => None,
            (_, Some((_, count))) if count != length => None,
            (Region::Ours, Some(('|', _))) => {
                bases += 1;
                Some(Region::Base)
            }
            (Region::Ours | Region::Base, Some(('=', _))) => Some(Region::Theirs),
            (Region::Theirs, Some(('>', _))) => Some(Region::Common),
            _ => None,
        };
        if let Some(next) = next {
            region = next;
            continue;
        }
        if matches!(region, Region::Common | Region::Ours) {
            ours.push_str(line);
        }
        if matches!(region, Region::Common | Region::Base) {
            base.push_str(line);
        }
        if matches!(region, Region::Common | Region::Theirs) {
            theirs.push_str(line);
        }
    }
    if region != Region::Common || conflicts == 0 {
        return None;
    }
    let base = (bases == conflicts).then_some(base);
    let base = base.and_then(|base| split(&base).map_or(Some(base), |nested| nested.base));
    Some(Versions { ours, base, theirs })
}

/// The character of a mark and how often it stands there.
fn mark_of(line: &str) -> Option<(char, usize)> {
    let line = line.trim_end_matches(['\r', '\n']);
    let first = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let rest = line.trim_start_matches(first);
    let count = line.len() - rest.len();
    let has_label = rest.starts_with(' ') && first != '=';
    (count >= MIN_MARK && (rest.is_empty() || has_label)).then_some((first, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(ours: &str, base: Option<&str>, theirs: &str) -> Versions {
        Versions {
            ours: ours.to_owned(),
            base: base.map(str::to_owned),
            theirs: theirs.to_owned(),
        }
    }

    #[test]
    fn each_style_of_git_is_taken_apart() {
        let merge = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\nd\n";
        assert_eq!(split(merge), Some(versions("a\nb\nd\n", None, "a\nc\nd\n")));
        let diff3 = "a\n<<<<<<< HEAD\nb\n||||||| 1a2b\no\n=======\nc\n>>>>>>> theirs\nd\n";
        assert_eq!(
            split(diff3),
            Some(versions("a\nb\nd\n", Some("a\no\nd\n"), "a\nc\nd\n"))
        );
        let windows = diff3.replace('\n', "\r\n");
        let expected = Some(versions(
            "a\r\nb\r\nd\r\n",
            Some("a\r\no\r\nd\r\n"),
            "a\r\nc\r\nd\r\n",
        ));
        assert_eq!(split(&windows), expected);
        let twice = format!("{diff3}{diff3}");
        assert_eq!(
            split(&twice),
            Some(versions(
                "a\nb\nd\na\nb\nd\n",
                Some("a\no\nd\na\no\nd\n"),
                "a\nc\nd\na\nc\nd\n"
            ))
        );
        assert_eq!(split(&format!("{diff3}{merge}")).and_then(|all| all.base), None);
    }

    #[test]
    fn a_base_with_conflicts_of_its_own_gives_what_those_came_from() {
        let nested = "<<<<<<<<< one\nx\n||||||||| old\no\n=========\ny\n>>>>>>>>> two\n";
        let text = format!("<<<<<<< HEAD\nb\n||||||| merged\n{nested}=======\nc\n>>>>>>> theirs\n");
        assert_eq!(split(&text), Some(versions("b\n", Some("o\n"), "c\n")));
        let without = nested.replace("||||||||| old\no\n", "");
        let text = format!("<<<<<<< HEAD\nb\n||||||| merged\n{without}=======\nc\n>>>>>>> theirs\n");
        assert_eq!(split(&text), Some(versions("b\n", None, "c\n")));
    }

    #[test]
    fn what_only_looks_like_a_conflict_is_left_alone() {
        for text in [
            "Title\n=======\n",
            "<<<<<<< HEAD\nb\n=======\nc\n",
            "<<<<<<<HEAD\nb\n=======\nc\n>>>>>>>theirs\n",
            ">>>>>>> theirs\n",
            "",
        ] {
            assert_eq!(split(text), None, "{text}");
        }
        let heading = "<<<<<<< HEAD\nb\n======= of ours\n=======\nc\n>>>>>>> theirs\n";
        assert_eq!(
            split(heading),
            Some(versions("b\n======= of ours\n", None, "c\n"))
        );
    }
}
