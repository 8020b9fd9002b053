//! Suggesting claims, in a short article and on a screen of a very long one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sayso::suggest::claims::{Known, Suggester};

use crate::clock::{shortest_in_turns, time};
use crate::material::Material;
use crate::table::{Bar, Table};
use crate::words::{Chance, ENGLISH};

/// Bytes of a short article, of what a screen shows, and of a very long article.
const SHORT: usize = 5_000;
const SCREEN: usize = 3_000;
const LONG: usize = 10_000_000;
const ROUNDS: usize = 15;

/// Measures it.
pub(crate) fn measure(_: &Material, table: &mut Table) {
    let suggester = Suggester::shipped();
    let (short, long) = (article(SHORT), article(LONG));
    let suggest = |text: &str, part: Range<usize>| {
        let known = Known {
            speakers: &BTreeMap::new(),
            claims: &[],
            refused: &BTreeSet::new(),
        };
        time(|| suggester.paragraphs(text, part, &known))
    };
    let middle = long.floor_char_boundary(LONG / 2);
    let start = long[..middle].rfind('\n').map_or(0, |feed| feed + 1);
    let screen = start..long.floor_char_boundary(start + SCREEN);
    let alone = long.get(screen.clone()).unwrap_or_default();
    let [whole, part, reference] = shortest_in_turns(
        ROUNDS,
        [
            &mut || suggest(&short, 0..short.len()),
            &mut || suggest(&long, screen.clone()),
            &mut || suggest(alone, 0..alone.len()),
        ],
    );
    table.alone(
        "suggest claims in an article of 5 KB",
        "ms",
        whole,
        Bar::Figure(30.0),
    );
    table.beside(
        "suggest claims on a screen in the middle of 10 MB, beside that screen alone",
        "ms",
        part,
        reference,
        Bar::Ratio(1.5),
    );
}

/// An article of so many bytes and a little more, a paragraph of three sentences a line.
fn article(bytes: usize) -> String {
    let mut chance = Chance::new(15);
    let mut text = String::with_capacity(bytes + 1_000);
    while text.len() < bytes {
        for _ in 0..3 {
            text.push_str(chance.pick(ENGLISH.sources));
            text.push(' ');
            text.push_str(chance.pick(ENGLISH.cues));
            for _ in 0..12 {
                text.push(' ');
                text.push_str(chance.pick(ENGLISH.rest));
            }
            text.push_str(". ");
        }
        text.push('\n');
    }
    text
}
