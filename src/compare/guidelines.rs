//! Which line of the guidelines a difference has to do with: one that quotes or stresses the words that the two sides treat
//! differently, or the cue that they stand behind.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::{ComparedArticle, Difference, DifferenceKind, Side};
use crate::model::{Anchor, Article, Claim, Voice};
use crate::text::fold::fold;
use crate::text::span::part;

/// The marks around words that a guideline is about.
const MARKS: [(&str, &str); 7] = [
    ("**", "**"),
    ("*", "*"),
    ("“", "”"),
    ("‘", "’"),
    ("\"", "\""),
    ("«", "»"),
    ("„", "“"),
];

/// A line of the guidelines, with how many differences have to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidelineCount {
    /// The line, without the mark of its list.
    pub line: String,
    /// How many differences.
    pub differences: usize,
}

/// A line and the words it is about.
struct Line {
    text: String,
    terms: Vec<Vec<String>>,
}

/// The lines of the first project's guidelines that differences have to do with, those with most first. A difference counts
/// for each line that it has to do with.
pub fn guideline_counts<'a>(
    (a, b): (&Side, &Side),
    articles: impl IntoIterator<Item = &'a ComparedArticle>,
) -> Vec<GuidelineCount> {
    let lines = lines(&a.project.head().guidelines);
    let mut counts = vec![0; lines.len()];
    for article in articles {
        let (Some(of_a), Some(of_b)) = (a.project.article(&article.a), b.project.article(&article.b)) else {
            continue;
        };
        for difference in &article.differences {
            let stretches = stretches(of_a, of_b, difference);
            for (line, count) in lines.iter().zip(&mut counts) {
                *count += usize::from(line.is_about(&stretches));
            }
        }
    }
    let lines = lines.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let mut counts: Vec<GuidelineCount> = lines
        .map(|(line, differences)| GuidelineCount {
            line: line.text,
            differences,
        })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.differences));
    counts
}

/// The lines that quote or stress words.
fn lines(guidelines: &str) -> Vec<Line> {
    let lines = guidelines
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'));
    let bare = lines.map(|line| {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let marks = ["- ", "* ", "+ "]
            .into_iter()
            .filter_map(|mark| line.strip_prefix(mark));
        marks.chain(number.strip_prefix(". ")).next().unwrap_or(line)
    });
    bare.map(|line| Line {
        text: line.to_owned(),
        terms: terms(line),
    })
    .filter(|line| !line.terms.is_empty())
    .collect()
}

/// What stands between marks, as folded words.
fn terms(line: &str) -> Vec<Vec<String>> {
    let mut terms = BTreeSet::new();
    for (open, close) in MARKS {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((term, behind)) = after.split_once(close) else {
                break;
            };
            terms.insert(folded_words(term));
            rest = behind;
        }
    }
    terms.into_iter().filter(|term| !term.is_empty()).collect()
}

fn folded_words(text: &str) -> Vec<String> {
    text.unicode_words().map(fold).collect()
}

impl Line {
    fn is_about(&self, stretches: &[Vec<String>]) -> bool {
        let stands_in = |term: &Vec<String>, stretch: &Vec<String>| {
            stretch
                .windows(term.len().max(1))
                .any(|window| window == term.as_slice())
        };
        self.terms
            .iter()
            .any(|term| stretches.iter().any(|stretch| stands_in(term, stretch)))
    }
}

/// The words that the sides treat differently, and the cues that a claim of one side alone stands behind.
fn stretches(of_a: &Article, of_b: &Article, difference: &Difference) -> Vec<Vec<String>> {
    let text = of_a.text.as_deref().unwrap_or_default();
    let a = difference.a.as_ref().and_then(|id| of_a.claims.get(id));
    let b = difference.b.as_ref().and_then(|id| of_b.claims.get(id));
    let cues = |claim: &Claim| {
        claim
            .voice
            .chain()
            .iter()
            .flat_map(|link| link.cue.clone())
            .collect::<Vec<_>>()
    };
    let sources = |claim: &Claim| {
        claim
            .voice
            .chain()
            .iter()
            .flat_map(|link| link.source.clone())
            .collect::<Vec<_>>()
    };
    let spans = |claim: &Claim| claim.spans.clone();
    let differing = |part: &dyn Fn(&Claim) -> Vec<Anchor>| match (a, b) {
        (Some(a), Some(b)) => differing_words(text, &part(a), &part(b)),
        _ => Vec::new(),
    };
    match difference.kind {
        DifferenceKind::OnlyA | DifferenceKind::OnlyB => {
            let cues = a.or(b).map(cues).unwrap_or_default();
            cues.iter().map(|cue| folded_words(&cue.words)).collect()
        }
        DifferenceKind::Extent => differing(&spans),
        DifferenceKind::Cue | DifferenceKind::Polarity => differing(&cues),
        DifferenceKind::Source | DifferenceKind::Speaker => differing(&sources),
        DifferenceKind::Voice => {
            let attributed = [a, b]
                .into_iter()
                .flatten()
                .filter(|claim| matches!(claim.voice, Voice::Attributed(_)));
            attributed
                .flat_map(cues)
                .map(|cue| folded_words(&cue.words))
                .collect()
        }
        DifferenceKind::Quotation | DifferenceKind::Review | DifferenceKind::Verdict => Vec::new(),
    }
}

/// The stretches of text that only one of two lists of anchors covers.
fn differing_words(text: &str, a: &[Anchor], b: &[Anchor]) -> Vec<Vec<String>> {
    let ends = a
        .iter()
        .chain(b)
        .filter_map(Anchor::span)
        .flat_map(|span| [span.start, span.end]);
    let mut ends: Vec<usize> = ends.collect();
    ends.sort_unstable();
    ends.dedup();
    let covers = |anchors: &[Anchor], at: usize| {
        anchors
            .iter()
            .filter_map(Anchor::span)
            .any(|span| span.contains(at))
    };
    let pieces = ends.windows(2).filter_map(|ends| {
        let (start, end) = (*ends.first()?, *ends.last()?);
        (covers(a, start) != covers(b, start)).then(|| folded_words(part(text, start..end)))
    });
    pieces.filter(|words| !words.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_about_the_words_it_stresses_or_quotes() {
        let guidelines =
            "# Cues\n\n- ‘That’ belongs to the cue (*said that*).\n- Mark all claims.\n- *Wants* is a cue.\n";
        let lines = lines(guidelines);
        let about = |words: &str| {
            let stretches = [folded_words(words)];
            let found = lines.iter().filter(|line| line.is_about(&stretches));
            found.map(|line| line.text.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(lines.len(), 2);
        assert_eq!(about("that"), ["‘That’ belongs to the cue (*said that*)."]);
        assert_eq!(about("wants"), ["*Wants* is a cue."]);
        assert_eq!(about("thatched"), [""; 0]);
    }
}
