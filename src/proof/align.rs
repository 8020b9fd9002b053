//! Which word of a quotation is which word of a reference text, between two runs and at the ends: an alignment with affine
//! costs of what is left out (Gotoh, 'An improved algorithm for matching biological sequences', J. Mol. Biol. 1982).

use super::index::WordId;

/// What one word of either text is in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word.
    Same,
    /// A word of the quotation that is not in the reference text.
    Added,
    /// A word of the reference text that is not in the quotation.
    LeftOut,
}

/// What a word costs that is not in the reference text.
const ADDED: f64 = 1.2;
/// The same of what an editor put in brackets.
const REMARK: f64 = 0.3;
/// What a word costs in the place of another.
const CHANGED: f64 = 1.15;
/// What it costs to begin leaving words out.
const BEGIN_LEAVING_OUT: f64 = 1.0;
/// What each word costs that is left out.
const LEFT_OUT: f64 = 0.3;
/// What both cost where the quotation says that words are left out.
const MARKED_BEGIN: f64 = 0.1;
const MARKED_LEFT_OUT: f64 = 0.01;

/// What a quotation says of its words, by their numbers.
pub(super) trait Marks {
    /// Whether words are left out before it.
    fn has_gap(&self, word: usize) -> bool;
    /// Whether it is its editor's.
    fn is_remark(&self, word: usize) -> bool;
}

/// The cheapest alignment of all words of a quotation with those of a reference text; where `has_free_end`, it may end
/// before the reference text does.
pub(super) fn align(
    quoted: &[WordId],
    reference: &[WordId],
    marks: &dyn Marks,
    has_free_end: bool,
) -> Vec<Step> {
    let added = |row: usize| if marks.is_remark(row) { REMARK } else { ADDED };
    let (rows, columns) = (quoted.len() + 1, reference.len() + 1);
    let at = |row: usize, column: usize| row * columns + column;
    // The cheapest way to each pair of places, and that of those ways that end with a word left out.
    let mut best = vec![f64::INFINITY; rows * columns];
    let mut leaving = best.clone();
    let read = |table: &[f64], row: usize, column: usize| {
        table.get(at(row, column)).copied().unwrap_or(f64::INFINITY)
    };
    for row in 0..rows {
        let (begin, each) = if marks.has_gap(row) {
            (MARKED_BEGIN, MARKED_LEFT_OUT)
        } else {
            (BEGIN_LEAVING_OUT, LEFT_OUT)
        };
        for column in 0..columns {
            let mut cost = if row == 0 && column == 0 {
                0.0
            } else {
                f64::INFINITY
            };
            if let Some(left) = column.checked_sub(1) {
                let one = (read(&leaving, row, left) + each).min(read(&best, row, left) + begin + each);
                if let Some(cell) = leaving.get_mut(at(row, column)) {
                    *cell = one;
                }
                cost = cost.min(one);
                if let Some(above) = row.checked_sub(1) {
                    let is_same = quoted.get(above) == reference.get(left);
                    cost = cost.min(read(&best, above, left) + if is_same { 0.0 } else { CHANGED });
                }
            }
            if let Some(above) = row.checked_sub(1) {
                cost = cost.min(read(&best, above, column) + added(above));
            }
            if let Some(cell) = best.get_mut(at(row, column)) {
                *cell = cost;
            }
        }
    }
    let last = rows - 1;
    let ends = (0..columns).filter(|&column| has_free_end || column + 1 == columns);
    let end = ends.reduce(|a, b| {
        if read(&best, last, b) < read(&best, last, a) {
            b
        } else {
            a
        }
    });
    let (mut row, mut column) = (last, end.unwrap_or(0));
    let mut steps = Vec::new();
    let mut is_leaving = false;
    while row > 0 || column > 0 {
        let here = read(if is_leaving { &leaving } else { &best }, row, column);
        if is_leaving {
            steps.push(Step::LeftOut);
            let (begin, each) = if marks.has_gap(row) {
                (MARKED_BEGIN, MARKED_LEFT_OUT)
            } else {
                (BEGIN_LEAVING_OUT, LEFT_OUT)
            };
            is_leaving =
                read(&leaving, row, column - 1) + each <= read(&best, row, column - 1) + begin + each;
            column -= 1;
            continue;
        }
        let is_same = row > 0
            && column > 0
            && quoted.get(row - 1) == reference.get(column - 1)
            && read(&best, row - 1, column - 1) <= here;
        if is_same {
            steps.push(Step::Same);
            (row, column) = (row - 1, column - 1);
        } else if column > 0 && read(&leaving, row, column) <= here {
            is_leaving = true;
        } else if row > 0 && column > 0 && read(&best, row - 1, column - 1) + CHANGED <= here {
            steps.extend([Step::LeftOut, Step::Added]);
            (row, column) = (row - 1, column - 1);
        } else if row > 0 {
            steps.push(Step::Added);
            row -= 1;
        } else {
            break;
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gap(Option<usize>);

    impl Marks for Gap {
        fn has_gap(&self, word: usize) -> bool {
            self.0 == Some(word)
        }

        fn is_remark(&self, _word: usize) -> bool {
            false
        }
    }

    /// The steps as letters: `=` the same, `+` added, `-` left out.
    fn check(
        quoted: &[WordId],
        reference: &[WordId],
        gap: Option<usize>,
        has_free_end: bool,
        expected: &str,
    ) {
        let steps = align(quoted, reference, &Gap(gap), has_free_end);
        let letters = steps.iter().map(|step| match step {
            Step::Same => '=',
            Step::Added => '+',
            Step::LeftOut => '-',
        });
        assert_eq!(letters.collect::<String>(), expected);
    }

    #[test]
    fn words_left_out_lie_together_and_where_the_quotation_says_so() {
        check(&[1, 2, 3], &[1, 2, 3], None, false, "===");
        check(&[1, 3], &[1, 2, 3], None, false, "=-=");
        check(&[1, 9, 3], &[1, 2, 3], None, false, "=+-=");
        check(&[1, 5, 4], &[1, 5, 2, 5, 4], Some(1), false, "=--==");
        check(&[1, 5, 4], &[1, 5, 2, 5, 4], Some(2), false, "==--=");
        check(&[1, 2], &[1, 2, 3, 4], None, true, "==");
        check(&[], &[1, 2], None, false, "--");
        check(&[7], &[], None, false, "+");
    }
}
