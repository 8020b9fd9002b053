//! An article brought up to a newer text from which the words of very many claims have gone: looking for all of them must
//! cost little more than looking for one, and reading both texts.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use sayso::model::{Article, Claim, Metadata, ops};
use sayso::text::Span;

use crate::clock::{in_turns, time};
use crate::material::Material;
use crate::table::{Bar, Table};

const ROUNDS: usize = 5;
/// How many claims are gone.
const GONE: usize = 1_000;
/// How many sentences stand before each of them, so that the article has 10 MB.
const ASIDES: usize = 100;

/// Measures it, beside an article of the same length of which one claim has gone.
pub(crate) fn measure(_material: &Material, table: &mut Table) {
    let (many, many_newer) = article(GONE, ASIDES);
    let (one, one_newer) = article(1, GONE * ASIDES);
    let [many, one] = in_turns(
        ROUNDS,
        [&mut || update(&many, &many_newer), &mut || {
            update(&one, &one_newer)
        }],
    );
    table.beside(
        "a newer text of 10 MB from which 1,000 claims are gone (beside one claim)",
        "ms",
        many,
        one,
        Bar::Ratio(15.0),
    );
}

fn update(article: &Article, newer: &Arc<str>) -> Duration {
    time(|| {
        let update = ops::update::updated(article, Metadata::default(), newer);
        assert_eq!(update.lost.len(), article.claims.len(), "all of them are gone");
    })
}

/// An article with claims about bridges among sentences about bread, and its text without the claims.
fn article(claims: usize, asides: usize) -> (Article, Arc<str>) {
    let (mut older, mut newer) = (String::new(), String::new());
    let mut marks = Vec::with_capacity(claims);
    for number in 0..claims {
        for aside in number * asides..(number + 1) * asides {
            let bread = format!(
                "Paragraph {aside} speaks of the price of bread in the city of {}, and of the talks between both.\n",
                aside * 7
            );
            older.push_str(&bread);
            newer.push_str(&bread);
        }
        let start = older.len();
        let _ = write!(
            older,
            "The bridge of number {number} has been closed for a week, an engineer told the committee"
        );
        marks.push(Span::new(start, older.len()));
        older.push('\n');
    }
    let mut article = Article::new(Metadata::default(), older.as_str());
    for (number, words) in marks.into_iter().enumerate() {
        let claim = Claim::new(&older, words).expect("words of the text");
        article.claims.insert(format!("c-{number:06}").into(), claim);
    }
    (article, newer.into())
}
