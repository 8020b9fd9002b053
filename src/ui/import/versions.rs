//! How many paragraphs differ between two versions of an article, in words.

use crate::session::ingest::versions::ParagraphCounts;

/// How many paragraphs differ, and how.
pub(super) fn summary(counts: ParagraphCounts) -> String {
    let ParagraphCounts {
        reworded,
        new,
        removed,
        moved,
    } = counts;
    let kinds = [
        (reworded > 0).then(|| fl!("import-changes-reworded", count = reworded)),
        (new > 0).then(|| fl!("import-changes-new", count = new)),
        (removed > 0).then(|| fl!("import-changes-removed", count = removed)),
        (moved > 0).then(|| fl!("import-changes-moved", count = moved)),
    ];
    let kinds: Vec<String> = kinds.into_iter().flatten().collect();
    fl!("import-changes-summary", kinds = kinds.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::ingest::versions::Versions;

    #[test]
    fn what_differs_is_counted_by_kind() {
        let versions = Versions::new(
            "One says so much.\nTwo goes.\nThree moves away.\nFour",
            "One said so much.\nFour\nThree moves away.\nFive came here.",
        );
        assert_eq!(
            summary(versions.counts),
            "Paragraphs: 1 reworded · 1 new · 1 removed · 1 moved"
        );
    }
}
