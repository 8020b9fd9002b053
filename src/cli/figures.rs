//! Figures of agreement as lines of a table and as JSON.

use std::io;

use serde_json::{Value, json};

use super::screen::{Ink, Screen};
use crate::compare::agreement::Figure;

/// A line for each figure that can be told: what it says, its value with its interval, on how many it rests.
pub(super) fn table(figures: &[Figure], screen: &mut Screen) -> io::Result<()> {
    const INDENT: usize = 46;
    for figure in figures.iter().filter(|figure| figure.n > 0) {
        let parts = [
            (Ink::Strong, figure.value_words()),
            (Ink::Plain, figure.interval_words()),
            (Ink::Faint, figure.rests_on()),
        ];
        let parts = parts.each_ref().map(|(ink, words)| (*ink, words.as_str()));
        screen.beside((Ink::Plain, figure.measure.label()), INDENT, &parts)?;
    }
    Ok(())
}

/// A figure as JSON, in full precision; what cannot be told is null.
pub(super) fn as_json(figure: &Figure) -> Value {
    json!({
        "value": figure.value,
        "low": figure.interval.map(|interval| interval.0),
        "high": figure.interval.map(|interval| interval.1),
        "n": figure.n,
    })
}
