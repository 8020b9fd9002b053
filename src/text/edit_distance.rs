//! The number of errors (characters too many, missing or different) with which a pattern occurs in a
//! text.
//!
//! The method is Myers, 'A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming' (1999), in the form of Hyyrö (2003): 64 rows of Sellers' table (1980) in one word.

use std::collections::HashMap;

/// Where an occurrence may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Anywhere in the text.
    Anywhere,
    /// At the text's first character; anything before the occurrence is an error.
    AtStart,
}

/// A pattern prepared for searching.
pub(super) struct Pattern {
    /// For each character of the pattern the rows that hold it, 64 to a word.
    rows: HashMap<char, Vec<u64>>,
    length: usize,
}

impl Pattern {
    /// Prepares these characters.
    pub(super) fn new(characters: &[char]) -> Self {
        let blocks = characters.len().div_ceil(64);
        let mut rows: HashMap<char, Vec<u64>> = HashMap::new();
        for (row, &character) in characters.iter().enumerate() {
            let words = rows.entry(character).or_insert_with(|| vec![0; blocks]);
            if let Some(word) = words.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
        }
        Self {
            rows,
            length: characters.len(),
        }
    }

    /// For every number of characters read from the text, the errors of the best occurrence that
    /// ends there.
    pub(super) fn errors_by_end(&self, text: impl Iterator<Item = char>, beginning: Beginning) -> Vec<usize> {
        let blocks = self.length.div_ceil(64);
        let mut column = vec![BitBlock::default(); blocks];
        let nowhere = vec![0; blocks];
        let last_row = 1_u64 << (self.length.wrapping_sub(1) % 64);
        let mut errors = self.length;
        let mut by_end = vec![errors];
        for character in text {
            let rows = self.rows.get(&character).unwrap_or(&nowhere);
            let mut carry = if beginning == Beginning::AtStart {
                Delta::Up
            } else {
                Delta::Level
            };
            for (number, (block, &equal)) in column.iter_mut().zip(rows).enumerate() {
                let bottom = if number + 1 == blocks { last_row } else { 1 << 63 };
                carry = block.advance(equal, carry, bottom);
            }
            match carry {
                Delta::Up => errors += 1,
                Delta::Down => errors -= 1,
                Delta::Level => {}
            }
            by_end.push(errors);
        }
        by_end
    }
}

/// How the count of errors in a row changes from one column to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Delta {
    Up,
    Level,
    Down,
}

/// 64 rows of the current column: where the count rises and where it falls from row to row.
#[derive(Clone)]
struct BitBlock {
    rises: u64,
    falls: u64,
}

impl Default for BitBlock {
    /// The first column: every row costs one more.
    fn default() -> Self {
        Self {
            rises: u64::MAX,
            falls: 0,
        }
    }
}

impl BitBlock {
    /// Moves one column on; `equal` marks the rows whose character is the one read, `carry` is what happens in
    /// the row above the block. Gives what happens in the row `bottom`.
    fn advance(&mut self, equal: u64, carry: Delta, bottom: u64) -> Delta {
        let vertical = equal | self.falls;
        let equal = equal | u64::from(carry == Delta::Down);
        let horizontal = ((equal & self.rises).wrapping_add(self.rises) ^ self.rises) | equal;
        let up = self.falls | !(horizontal | self.rises);
        let down = self.rises & horizontal;
        let out = if up & bottom != 0 {
            Delta::Up
        } else if down & bottom != 0 {
            Delta::Down
        } else {
            Delta::Level
        };
        let up = (up << 1) | u64::from(carry == Delta::Up);
        let down = (down << 1) | u64::from(carry == Delta::Down);
        self.rises = down | !(vertical | up);
        self.falls = up & vertical;
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sellers' table, row by row.
    fn sellers(pattern: &[char], text: &[char], beginning: Beginning) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut by_end = vec![pattern.len()];
        for (read, character) in text.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = if beginning == Beginning::AtStart {
                read + 1
            } else {
                0
            };
            for row in 1..=pattern.len() {
                let cost = usize::from(pattern[row - 1] != *character);
                let best = (diagonal + cost).min(column[row] + 1).min(column[row - 1] + 1);
                diagonal = std::mem::replace(&mut column[row], best);
            }
            by_end.push(column[pattern.len()]);
        }
        by_end
    }

    #[test]
    fn an_occurrence_without_errors_ends_where_it_ends() {
        let pattern: Vec<char> = "army".chars().collect();
        let errors = Pattern::new(&pattern).errors_by_end("the army".chars(), Beginning::Anywhere);
        assert_eq!(errors, [4, 4, 4, 4, 4, 3, 2, 1, 0]);
    }

    proptest! {
        #[test]
        fn the_bits_agree_with_the_table(
            pattern in prop::collection::vec(prop::char::range('a', 'd'), 1..200),
            text in prop::collection::vec(prop::char::range('a', 'd'), 0..250),
        ) {
            for beginning in [Beginning::Anywhere, Beginning::AtStart] {
                let fast = Pattern::new(&pattern).errors_by_end(text.iter().copied(), beginning);
                prop_assert_eq!(fast, sellers(&pattern, &text, beginning));
            }
        }
    }
}
