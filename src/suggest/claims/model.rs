//! The model as it ships: the learnt list of words, the two taggers, the ranker; packed into few bytes.
//!
//! Packed, it is a mark and version, the words by the gaps between their sorted keys with their
//! step, for each tagger its rows (gap, a bit for each label that has a weight, the weights as signed bytes),
//! the numbers of ranker and calibration. Numbers are little-endian, gaps in 7 bits a byte.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::candidates::{CUE_ALLOWED, NUMBERS, PART_ALLOWED, Taggers};
use super::crf::{Allowed, Tagger};
use super::gazetteer::{Share, Shares};
use super::hash::Key;
use super::ranking::Ranker;

/// The first bytes of a packed model: its mark, with the version of what the taggers look at.
const MARK: &[u8; 8] = b"claims 1";

/// Everything that suggesting rests on.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// How often words attribute.
    pub(crate) shares: Shares,
    /// The taggers.
    pub(crate) taggers: Taggers,
    /// The ranker.
    pub(crate) ranker: Ranker,
    /// What the ranker's odds mean on real articles. The ranker is fitted to the training articles, which are easier.
    pub calibration: Calibration,
}

/// How the ranker's log-odds become probabilities (Platt 1999).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// What they are multiplied by.
    pub slope: f32,
    /// What is added then.
    pub shift: f32,
    /// How likely a quotation is a claim that nothing else covers.
    pub quotation: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            slope: 1.0,
            shift: 0.0,
            quotation: 0.5,
        }
    }
}

/// Why bytes are no model.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// They were written by another version, or are something else.
    #[error("this is no model of this version")]
    Foreign,
}

impl Model {
    /// The model that ships with the program, unpacked once.
    pub fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let model = Model::from_bytes(include_bytes!("../../../assets/suggest/claims.model"));
            Arc::new(model.unwrap_or_else(|error| {
                tracing::error!(%error, "the bundled model of claims cannot be read");
                Model::default()
            }))
        });
        Arc::clone(&SHIPPED)
    }

    /// The ranker's weights with the calibration in them.
    pub(crate) fn weights(&self) -> [f64; NUMBERS] {
        let mut weights = self
            .ranker
            .numbers
            .map(|[_, _, weight]| f64::from(weight * self.calibration.slope));
        weights[0] += f64::from(self.calibration.shift);
        weights
    }

    /// The bytes to ship; weights lose all but 8 bits, and those that would become nothing vanish. They are not deflated: a
    /// library that packs gives other bytes with its next version.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut raw = MARK.to_vec();
        let mut words: Vec<_> = self.shares.iter().map(|(&word, &share)| (word, share)).collect();
        words.sort_unstable();
        put_count(&mut raw, words.len() as u32);
        let mut last = 0;
        for (word, _) in &words {
            put_count(&mut raw, word - last);
            last = *word;
        }
        raw.extend(words.iter().map(|(_, share)| *share as u8));
        put_tagger(&mut raw, &self.taggers.cue);
        put_tagger(&mut raw, &self.taggers.part);
        let Calibration {
            slope,
            shift,
            quotation,
        } = self.calibration;
        for number in self
            .ranker
            .numbers
            .as_flattened()
            .iter()
            .chain(&[slope, shift, quotation])
        {
            raw.extend(number.to_le_bytes());
        }
        raw
    }

    /// The model that these bytes are.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut rest = bytes;
        if take(&mut rest, MARK.len())? != MARK {
            return Err(ModelError::Foreign);
        }
        let count = take_count(&mut rest)? as usize;
        let mut last = 0_u32;
        let mut words = Vec::new();
        for _ in 0..count {
            last = last.wrapping_add(take_count(&mut rest)?);
            words.push(last);
        }
        let mut shares = Shares::default();
        for (word, &step) in words.iter().zip(take(&mut rest, count)?) {
            let share = Share::ALL.get(usize::from(step)).ok_or(ModelError::Foreign)?;
            shares.insert(*word, *share);
        }
        let taggers = Taggers {
            cue: take_tagger(&mut rest, CUE_ALLOWED)?,
            part: take_tagger(&mut rest, PART_ALLOWED)?,
        };
        let mut numbers = [[0.0; 3]; NUMBERS];
        for number in numbers.as_flattened_mut() {
            *number = take_number(&mut rest)?;
        }
        let calibration = Calibration {
            slope: take_number(&mut rest)?,
            shift: take_number(&mut rest)?,
            quotation: take_number(&mut rest)?,
        };
        if !rest.is_empty() {
            return Err(ModelError::Foreign);
        }
        Ok(Self {
            shares,
            taggers,
            ranker: Ranker { numbers },
            calibration,
        })
    }
}

/// A number in 7 bits a byte, the lowest first.
pub(crate) fn put_count(raw: &mut Vec<u8>, mut count: u32) {
    while count >= 0x80 {
        raw.push(count as u8 | 0x80);
        count >>= 7;
    }
    raw.push(count as u8);
}

fn put_tagger<const L: usize>(raw: &mut Vec<u8>, tagger: &Tagger<L>) {
    put_step(raw, &tagger.step);
    let sorted: BTreeMap<Key, [f32; L]> = tagger.state.iter().map(|(&key, &row)| (key, row)).collect();
    put_rows(raw, &sorted);
}

/// The weights of each label behind another.
pub(crate) fn put_step<const L: usize>(raw: &mut Vec<u8>, step: &[[f32; L]; L]) {
    for weight in step.as_flattened() {
        raw.extend(weight.to_le_bytes());
    }
}

/// The weights of features. Gaps, bits and weights stand apart.
pub(crate) fn put_rows<const L: usize>(raw: &mut Vec<u8>, rows: &BTreeMap<Key, [f32; L]>) {
    let most = rows
        .values()
        .flatten()
        .fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let most = most.max(f32::MIN_POSITIVE);
    raw.extend(most.to_le_bytes());
    let rounded = |row: &[f32; L]| row.map(|weight| packed(weight / most));
    let rows = rows.iter().map(|(&key, row)| (key, rounded(row)));
    let rows: Vec<_> = rows
        .filter(|(_, row)| row.iter().any(|weight| *weight != 0))
        .collect();
    put_count(raw, rows.len() as u32);
    let mut last = 0;
    for (key, _) in &rows {
        put_count(raw, key - last);
        last = *key;
    }
    raw.extend(rows.iter().map(|(_, row)| bits(row)));
    for (_, row) in &rows {
        raw.extend(
            row.iter()
                .filter(|weight| **weight != 0)
                .map(|weight| *weight as u8),
        );
    }
}

/// A weight between -1 and 1 as a byte. Its root is kept, since most weights are small.
fn packed(weight: f32) -> i8 {
    (weight.abs().sqrt().copysign(weight) * 127.0).round() as i8
}

/// The weight that a byte stands for.
fn unpacked(byte: u8) -> f32 {
    let root = f32::from(byte.cast_signed()) / 127.0;
    root * root.abs()
}

fn bits(row: &[i8]) -> u8 {
    let set = row
        .iter()
        .enumerate()
        .map(|(at, weight)| u8::from(*weight != 0) << at);
    set.fold(0, |bits, bit| bits | bit)
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], ModelError> {
    let (taken, left) = rest.split_at_checked(count).ok_or(ModelError::Foreign)?;
    *rest = left;
    Ok(taken)
}

/// What [`put_count`] wrote.
pub(crate) fn take_count(rest: &mut &[u8]) -> Result<u32, ModelError> {
    let mut count = 0;
    for shift in [0, 7, 14, 21, 28] {
        let byte = take(rest, 1)?[0];
        count |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(count);
        }
    }
    Err(ModelError::Foreign)
}

/// A number of four bytes.
pub(crate) fn take_number(rest: &mut &[u8]) -> Result<f32, ModelError> {
    let mut bytes = [0; 4];
    bytes.copy_from_slice(take(rest, 4)?);
    Ok(f32::from_le_bytes(bytes))
}

fn take_tagger<const L: usize>(rest: &mut &[u8], allowed: Allowed<L>) -> Result<Tagger<L>, ModelError> {
    let step = take_step(rest)?;
    let state = take_rows(rest)?.into_iter().collect();
    Ok(Tagger { state, step, allowed })
}

/// What [`put_step`] wrote.
pub(crate) fn take_step<const L: usize>(rest: &mut &[u8]) -> Result<[[f32; L]; L], ModelError> {
    let mut step = [[0.0; L]; L];
    for weight in step.as_flattened_mut() {
        *weight = take_number(rest)?;
    }
    Ok(step)
}

/// What [`put_rows`] wrote, in order.
pub(crate) fn take_rows<const L: usize>(rest: &mut &[u8]) -> Result<Vec<(Key, [f32; L])>, ModelError> {
    let most = take_number(rest)?;
    let count = take_count(rest)? as usize;
    let mut last = 0_u32;
    let mut keys = Vec::new();
    for _ in 0..count {
        last = last.wrapping_add(take_count(rest)?);
        keys.push(last);
    }
    let marks = take(rest, count)?;
    let mut rows = Vec::with_capacity(count);
    for (key, marks) in keys.into_iter().zip(marks) {
        let mut row = [0.0; L];
        for (label, weight) in row.iter_mut().enumerate() {
            if marks >> label & 1 == 1 {
                *weight = unpacked(take(rest, 1)?[0]) * most;
            }
        }
        rows.push((key, row));
    }
    Ok(rows)
}
