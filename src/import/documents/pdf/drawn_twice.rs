//! Letters that are drawn twice to look bold.

use std::collections::BTreeMap;

use super::Letter;

/// Where a letter begins, its baseline, and its characters.
type Seen = (f64, f64, String);

/// Takes out letters that are drawn again at nearly the same place, which makes them bold.
pub(super) fn remove_drawn_twice(letters: &mut Vec<Letter>, first: usize) {
    /// In sizes of the letters; the narrowest letters stand further from each other.
    const NEAR: f64 = 0.12;
    let mut seen: BTreeMap<(i8, i64), Vec<Seen>> = BTreeMap::new();
    let mut place = 0;
    letters.retain(|letter| {
        place += 1;
        if place <= first || letter.text.trim().is_empty() {
            return true;
        }
        let near = NEAR * letter.size;
        let row = (letter.baseline / 4.0).floor() as i64;
        let is_same = |(left, baseline, text): &Seen| {
            (left - letter.left).abs() < near
                && (baseline - letter.baseline).abs() < near
                && *text == letter.text
        };
        // A letter drawn again follows soon, in its line.
        let is_again = (row - 1..=row + 1).any(|row| {
            let beside = seen.get(&(letter.turn, row));
            beside.is_some_and(|beside| beside.iter().rev().take(400).any(is_same))
        });
        if !is_again {
            let beside = seen.entry((letter.turn, row)).or_default();
            beside.push((letter.left, letter.baseline, letter.text.clone()));
        }
        !is_again
    });
}
