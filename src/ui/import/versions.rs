//! How many paragraphs differ between two versions of an article, in words.

use crate::session::ingest::versions::ParagraphCounts;
use crate::ui::kit::words;

/// How many paragraphs differ, and how: '3 paragraphs reworded · 1 new'.
pub fn summary(counts: ParagraphCounts) -> String {
    let kinds = [
        (counts.reworded, "reworded"),
        (counts.new, "new"),
        (counts.removed, "removed"),
        (counts.moved, "moved"),
    ];
    let mut told = Vec::new();
    for (count, kind) in kinds.into_iter().filter(|(count, _)| *count > 0) {
        told.push(if told.is_empty() {
            format!("{} {kind}", words::count(count, "paragraph", "paragraphs"))
        } else {
            format!("{count} {kind}")
        });
    }
    told.join(" · ")
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
            "1 paragraph reworded · 1 new · 1 removed · 1 moved"
        );
    }
}
