//! Marking claims in a very long article in the whole window, from the key to the finished frame.

use std::time::Duration;

use eframe::egui::{Key, pos2};
use sayso::model::Claim;
use sayso::text::Span;
use sayso::ui::bus::picker::{PickerState, PickerTarget};
use sayso::ui::bus::place::Selection;
use sayso::ui::bus::request::Request;

use crate::clock::{milliseconds, percentile};
use crate::desk::Desk;
use crate::material::{self, Material};
use crate::table::{Bar, Table};

/// Claims, and sentences without one after each, of a very long article.
pub(crate) const LONG: (usize, usize) = (10_000, 8);
const ROUNDS: usize = 30;

/// Measures it.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let mut desk = Desk::open(&material.one_article(LONG.0, LONG.1));
    let first = words_after_a_claim(&mut desk);
    let (mut heard, mut shown, mut idle) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let words = Span::new(first.start + 20 * round, first.end + 20 * round);
        let [key, frame] = mark(&mut desk, words);
        heard.push(key);
        shown.push(frame);
        desk.rest();
        idle.push(desk.frame(Vec::new()));
    }
    let both = heard.iter().zip(&shown).map(|(one, other)| *one + *other);
    let both: Vec<Duration> = both.collect();
    let figure = |times: &Vec<Duration>, percent| milliseconds(percentile(times.clone(), percent));
    let name = "mark a claim in a 10 MB article with 10,000, whole window, key to finished frame";
    for (name, times, percent, bar) in [
        (name, &both, 0, Bar::Figure(2.0)),
        ("… median", &both, 50, Bar::None),
        (
            "… of this the frame that hears the key, with the edit",
            &heard,
            50,
            Bar::None,
        ),
        ("… of this the frame that shows the claim", &shown, 50, Bar::None),
        ("… a frame in which nothing happens, median", &idle, 50, Bar::None),
    ] {
        table.alone(name, "ms", figure(times, percent), bar);
    }
}

/// Shows a claim in the middle of the article; gives some words behind it, which are on the screen
/// and within one line of ASCII.
pub(crate) fn words_after_a_claim(desk: &mut Desk) -> Span {
    let (article, claim) = material::some_claim(desk.session());
    let hull = desk.project().claim(&article, &claim).and_then(Claim::hull);
    let start = hull.expect("it stands in the text").end + 2;
    desk.ask(Request::SelectClaim {
        claim: Some(claim),
        reveal: true,
    });
    desk.rest();
    Span::new(start, start + 15)
}

/// Selects words, and gives them the speaker of the first key: the frame that hears the key and the
/// frame that shows the claim.
pub(crate) fn mark(desk: &mut Desk, words: Span) -> [Duration; 2] {
    let text = desk
        .project()
        .articles()
        .values()
        .find_map(|article| article.text.clone());
    let text = text.expect("the text");
    let [start, end] = [words.start, words.end].map(|byte| text.floor_char_boundary(byte));
    desk.ask(Request::SelectText(Some(Selection {
        anchor: start,
        caret: end,
    })));
    desk.ask(Request::Ask(PickerState::new(
        PickerTarget::Words(Span::new(start, end)),
        pos2(500.0, 500.0),
    )));
    desk.rest();
    let claims = desk.project().claims().count();
    let times = desk.digit(Key::Num1, "1");
    assert_eq!(
        desk.project().claims().count(),
        claims + 1,
        "the key marks a claim"
    );
    times
}
