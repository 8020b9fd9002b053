//! Figures in plain words, the same for both fronts.

use super::{Choice, Figure, Measure};

impl Measure {
    /// What it says in plain words, with its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::SpanF1Exact => fl!("measure-span-f1-exact"),
            Self::SpanF1Overlap => fl!("measure-span-f1-overlap"),
            Self::AlphaUnitizing => fl!("measure-alpha-unitizing"),
            Self::Gamma => fl!("measure-gamma"),
            Self::Kappa(Choice::Speaker) => fl!("measure-kappa-speaker"),
            Self::Kappa(Choice::Voice) => fl!("measure-kappa-voice"),
            Self::Kappa(Choice::Quotation) => fl!("measure-kappa-quotation"),
            Self::Kappa(Choice::Review) => fl!("measure-kappa-review"),
            Self::Kappa(Choice::Verdict) => fl!("measure-kappa-verdict"),
            Self::Alpha(Choice::Speaker) => fl!("measure-alpha-speaker"),
            Self::Alpha(Choice::Voice) => fl!("measure-alpha-voice"),
            Self::Alpha(Choice::Quotation) => fl!("measure-alpha-quotation"),
            Self::Alpha(Choice::Review) => fl!("measure-alpha-review"),
            Self::Alpha(Choice::Verdict) => fl!("measure-alpha-verdict"),
        }
    }
}

impl Figure {
    /// Its value with two decimals, or that it cannot be told.
    pub fn value_words(&self) -> String {
        let value = self.value.map(two_decimals);
        value.unwrap_or_else(|| fl!("compare-no-figure").to_owned())
    }

    /// Its interval, or why it has none; nothing without a value.
    pub fn interval_words(&self) -> String {
        match (self.value, self.interval) {
            (None, _) => String::new(),
            (_, Some((low, high))) => {
                fl!(
                    "compare-interval",
                    low = two_decimals(low),
                    high = two_decimals(high)
                )
            }
            (_, None) => fl!("compare-no-interval").to_owned(),
        }
    }

    /// On how many it rests: 'of 14 pairs'.
    pub fn rests_on(&self) -> String {
        match self.measure {
            Measure::Kappa(_) | Measure::Alpha(_) => fl!("compare-of-pairs", count = self.n),
            _ => fl!("compare-of-claims", count = self.n),
        }
    }
}

fn two_decimals(value: f64) -> String {
    format!("{value:.2}")
}
