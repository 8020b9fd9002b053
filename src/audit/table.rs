//! Readings counted into a table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Reading, Teller, Telling};
use crate::model::{ClaimId, SpeakerId};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Words of claims, once for each speaker.
    Words,
    /// Claims.
    Claims,
    /// Articles with such a claim.
    Articles,
    /// Persons who speak.
    Persons,
}

/// How much of everything was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// By the measure.
    pub count: usize,
    /// Claims it rests on.
    pub claims: usize,
}

/// A row: the values of the fields and what was counted for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A value for each field; `None` where nothing is known.
    pub values: Vec<Option<String>>,
    /// What was counted.
    pub counted: Counted,
}

/// How few have how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// How many rows the largest are: ten, or all where there are fewer.
    pub top: usize,
    /// The share of the largest in all that has a value, 0 to 1.
    pub top_share: f64,
    /// So many rows of equal size would be as evenly spread: the inverse of the sum of squared shares (Simpson, 'Measurement
    /// of diversity', Nature 1949).
    pub effective: f64,
    /// The number of rows.
    pub rows: usize,
}

/// A table in the making, and what was counted in all.
#[derive(Debug)]
pub struct Table {
    measure: Measure,
    rows: BTreeMap<Vec<Option<String>>, Cell>,
    all: Cell,
    missing: Cell,
}

/// What was counted for a row until now.
#[derive(Debug, Default)]
struct Cell {
    counted: Counted,
    persons: BTreeSet<SpeakerId>,
}

impl Table {
    /// An empty table.
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            rows: BTreeMap::new(),
            all: Cell::default(),
            missing: Cell::default(),
        }
    }

    /// Counts an article.
    pub fn add(&mut self, reading: &Reading) {
        let mut of_rows: BTreeMap<Vec<Option<String>>, Vec<&Telling>> = BTreeMap::new();
        let mut missing = Vec::new();
        for telling in &reading.tellings {
            if telling.values.iter().any(Vec::is_empty) {
                missing.push(telling);
            }
            for values in combinations(&telling.values) {
                of_rows.entry(values).or_default().push(telling);
            }
        }
        for (values, tellings) in of_rows {
            self.rows.entry(values).or_default().add(self.measure, &tellings);
        }
        let all: Vec<&Telling> = reading.tellings.iter().collect();
        self.all.add(self.measure, &all);
        self.missing.add(self.measure, &missing);
    }

    /// What 100 % is.
    pub fn all(&self) -> Counted {
        self.all.counted
    }

    /// What lacks a value of one of the fields.
    pub fn missing(&self) -> Counted {
        self.missing.counted
    }

    /// How concentrated the counts are in few rows, leaving out what lacks a value; `None` where nothing was counted.
    pub fn concentration(&self) -> Option<Concentration> {
        const TOP: usize = 10;
        let rows = self.rows();
        let known = rows.iter().filter(|row| row.values.iter().all(Option::is_some));
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let counts: Vec<f64> = known.map(|row| row.counted.count as f64).collect();
        let sum: f64 = counts.iter().sum();
        let squares: f64 = counts.iter().map(|count| (count / sum).powi(2)).sum();
        (sum > 0.0).then(|| Concentration {
            top: counts.len().min(TOP),
            top_share: counts.iter().take(TOP).sum::<f64>() / sum,
            effective: squares.recip(),
            rows: counts.len(),
        })
    }

    /// Its rows, the largest first, those of equal size by their values.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self
            .rows
            .iter()
            .map(|(values, cell)| Row {
                values: values.clone(),
                counted: cell.counted,
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.counted.count));
        rows
    }
}

impl Cell {
    /// Counts claims of one article.
    fn add(&mut self, measure: Measure, tellings: &[&Telling]) {
        if tellings.is_empty() {
            return;
        }
        let claims: BTreeSet<&ClaimId> = tellings.iter().map(|telling| &telling.claim).collect();
        self.counted.claims += claims.len();
        match measure {
            Measure::Words => self.counted.count += words(tellings),
            Measure::Claims => self.counted.count += claims.len(),
            Measure::Articles => self.counted.count += 1,
            Measure::Persons => {
                let persons = tellings.iter().filter(|telling| telling.is_person);
                self.persons
                    .extend(persons.filter_map(|telling| match &telling.teller {
                        Teller::Speaker(id) => Some(id.clone()),
                        Teller::Article | Teller::Nobody => None,
                    }));
                self.counted.count = self.persons.len();
            }
        }
    }
}

/// How many words each teller has, put together.
fn words(tellings: &[&Telling]) -> usize {
    let mut of_tellers: BTreeMap<&Teller, Vec<Range<usize>>> = BTreeMap::new();
    for telling in tellings {
        let words = of_tellers.entry(&telling.teller).or_default();
        words.extend(telling.words.iter().cloned());
    }
    let mut count = 0;
    for mut ranges in of_tellers.into_values() {
        ranges.sort_by_key(|range| range.start);
        let mut reached = 0;
        for range in ranges {
            count += range.end.saturating_sub(range.start.max(reached));
            reached = reached.max(range.end);
        }
    }
    count
}

/// Every combination of one value of each field.
fn combinations(values: &[Vec<String>]) -> Vec<Vec<Option<String>>> {
    let mut rows = vec![Vec::new()];
    for of_field in values {
        let one_more = |row: &Vec<Option<String>>, value: Option<String>| {
            let mut row = row.clone();
            row.push(value);
            row
        };
        rows = if of_field.is_empty() {
            rows.iter().map(|row| one_more(row, None)).collect()
        } else {
            let pairs = rows
                .iter()
                .flat_map(|row| of_field.iter().map(move |value| (row, value)));
            pairs
                .map(|(row, value)| one_more(row, Some(value.clone())))
                .collect()
        };
    }
    rows
}
