//! Figures of agreement as lines of a table and as JSON.

use std::io;

use serde_json::{Value, json};

use super::screen::{Ink, Screen};
use crate::compare::agreement::{Choice, Figure, Measure};

/// A line for each figure that can be told: what it says, its value with its interval, on how many it rests.
pub(super) fn table(figures: &[Figure], screen: &mut Screen) -> io::Result<()> {
    const INDENT: usize = 46;
    for figure in figures.iter().filter(|figure| figure.n > 0) {
        let value = match figure.value {
            Some(value) => number(value),
            None => fl!("compare-no-figure").to_owned(),
        };
        let interval = match (figure.value, figure.interval) {
            (None, _) => String::new(),
            (_, Some((low, high))) => fl!("compare-interval", low = number(low), high = number(high)),
            (_, None) => fl!("compare-no-interval").to_owned(),
        };
        let parts = [
            (Ink::Strong, value.as_str()),
            (Ink::Plain, interval.as_str()),
            (Ink::Faint, &rests_on(figure)),
        ];
        screen.beside((Ink::Plain, label(figure.measure)), INDENT, &parts)?;
    }
    Ok(())
}

fn number(value: f64) -> String {
    format!("{value:.2}")
}

fn rests_on(figure: &Figure) -> String {
    match figure.measure {
        Measure::Kappa(_) | Measure::Alpha(_) => fl!("compare-of-pairs", count = figure.n),
        _ => fl!("compare-of-claims", count = figure.n),
    }
}

/// A measure in plain words with its name.
fn label(measure: Measure) -> &'static str {
    match measure {
        Measure::SpanF1Exact => fl!("measure-span-f1-exact"),
        Measure::SpanF1Overlap => fl!("measure-span-f1-overlap"),
        Measure::AlphaUnitizing => fl!("measure-alpha-unitizing"),
        Measure::Gamma => fl!("measure-gamma"),
        Measure::Kappa(Choice::Speaker) => fl!("measure-kappa-speaker"),
        Measure::Kappa(Choice::Voice) => fl!("measure-kappa-voice"),
        Measure::Kappa(Choice::Quotation) => fl!("measure-kappa-quotation"),
        Measure::Kappa(Choice::Review) => fl!("measure-kappa-review"),
        Measure::Kappa(Choice::Verdict) => fl!("measure-kappa-verdict"),
        Measure::Alpha(Choice::Speaker) => fl!("measure-alpha-speaker"),
        Measure::Alpha(Choice::Voice) => fl!("measure-alpha-voice"),
        Measure::Alpha(Choice::Quotation) => fl!("measure-alpha-quotation"),
        Measure::Alpha(Choice::Review) => fl!("measure-alpha-review"),
        Measure::Alpha(Choice::Verdict) => fl!("measure-alpha-verdict"),
    }
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
