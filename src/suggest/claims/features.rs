//! What the two taggers look at: `cue_features` for every word of a paragraph, and `part_features` for every word as
//! seen from one cue.

use super::gazetteer::Share;
use super::hash::{Key, of_feature, of_word};
use super::reading::{Class, Paragraph};

/// The features of a row of words, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    keys: Vec<Key>,
    ends: Vec<usize>,
}

impl Features {
    fn add(&mut self, name: Key, values: &[u32]) {
        self.keys.push(of_feature(name, values));
    }

    fn close(&mut self) {
        self.ends.push(self.keys.len());
    }

    /// How many words they are of.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Those of one word.
    pub(crate) fn row(&self, word: usize) -> &[Key] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[start..self.ends[word]]
    }

    /// Those of every word in turn.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[Key]> {
        (0..self.len()).map(|word| self.row(word))
    }
}

macro_rules! add {
    ($features:expr, $name:literal $(, $value:expr)*) => {
        $features.add(const { of_word($name) }, &[$($value),*])
    };
}

/// A step from a word, as a value.
fn step(by: isize) -> u32 {
    (by + 8) as u32
}

/// Several classes as one value.
fn classes(paragraph: &Paragraph, at: usize, from: isize, to: isize) -> u32 {
    (from..to).fold(7, |joined: u32, by| {
        let class = at
            .checked_add_signed(by)
            .map_or(Class::Outside, |place| paragraph.class(place));
        joined.wrapping_mul(37).wrapping_add(class as u32)
    })
}

fn flag(value: bool) -> u32 {
    u32::from(value)
}

/// What tells whether a word is part of a cue.
pub(crate) fn cue_features(paragraph: &Paragraph) -> Features {
    let words = &paragraph.words;
    let strong: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].share.is_strong())
        .collect();
    let mut found = Features::default();
    for (at, word) in words.iter().enumerate() {
        let (class, share) = (word.class as u32, word.share as u32);
        add!(found, "bias");
        add!(found, "word", word.key);
        add!(found, "tail3", word.tail3);
        add!(found, "tail2", word.tail2);
        add!(found, "class", class);
        add!(found, "share", share);
        add!(found, "quoted", flag(word.quoted));
        add!(found, "share class", share, class);
        add!(found, "opens", flag(word.opens));
        add!(found, "listed", word.listed);
        add!(found, "listed quoted", word.listed, flag(word.quoted));
        for by in [-3, -2, -1, 1, 2, 3_isize] {
            let Some(near) = at.checked_add_signed(by).and_then(|place| words.get(place)) else {
                add!(found, "edge", step(by));
                continue;
            };
            add!(found, "near word", step(by), near.key);
            add!(found, "near class", step(by), near.class as u32);
            add!(found, "near share", step(by), near.share as u32);
            add!(found, "near listed", step(by), near.listed);
            if by.abs() == 1 {
                add!(found, "near quoted", step(by), flag(near.quoted));
                add!(found, "two words", step(by), word.key, near.key);
                add!(found, "word and class", step(by), word.key, near.class as u32);
                add!(
                    found,
                    "listed and class",
                    step(by),
                    word.listed,
                    near.class as u32
                );
                add!(found, "near tail", step(by), near.tail3);
            }
        }
        add!(found, "left 3", classes(paragraph, at, -3, 0));
        add!(found, "right 3", classes(paragraph, at, 1, 4));
        add!(found, "left 2", classes(paragraph, at, -2, 0), share);
        add!(found, "right 2", classes(paragraph, at, 1, 3), share);
        add!(found, "listed left 2", classes(paragraph, at, -2, 0), word.listed);
        add!(found, "listed right 2", classes(paragraph, at, 1, 3), word.listed);
        add!(found, "middle 3", classes(paragraph, at, -1, 2));
        add!(found, "middle 5", classes(paragraph, at, -2, 3));
        let others = || {
            let same = strong.iter().copied();
            same.filter(|&other| other != at && words[other].sentence == word.sentence)
        };
        let (before, after) = (others().any(|other| other < at), others().any(|other| other > at));
        add!(found, "others", flag(before), flag(after), share);
        let free = others().any(|other| !words[other].quoted);
        add!(found, "free others", flag(free), flag(word.quoted));
        if let Some(nearest) = others().min_by_key(|other| other.abs_diff(at)) {
            add!(found, "nearest other", words[nearest].key, flag(nearest < at));
        }
        let is_mark = |place: &usize| words[*place].class == Class::QuotationMark;
        if let Some(mark) = (at.saturating_sub(8)..at).rev().find(is_mark) {
            add!(found, "mark left", (at - mark).min(5) as u32);
        }
        if let Some(mark) = (at + 1..words.len().min(at + 9)).find(is_mark) {
            add!(found, "mark right", (mark - at).min(5) as u32);
        }
        add!(found, "subject", subjects(paragraph, at));
        add!(found, "sentence", word.sentence.min(3));
        found.close();
    }
    found
}

/// Which words that can be a subject stand in the four before.
fn subjects(paragraph: &Paragraph, at: usize) -> u32 {
    (at.saturating_sub(4)..at).fold(0, |seen, place| {
        seen | match paragraph.class(place) {
            Class::Pronoun => 1,
            Class::Capital | Class::CapitalRole => 2,
            Class::Relative => 4,
            Class::Role | Class::PluralRole => 8,
            _ => 0,
        }
    })
}

/// A distance in words, in steps.
fn distance(words: usize) -> u32 {
    match words {
        0..=3 => words as u32,
        4..=5 => 4,
        6..=9 => 6,
        10..=15 => 10,
        16..=25 => 16,
        _ => 26,
    }
}

/// What lies between a word and the cue, counted outward.
#[derive(Clone, Copy, Default)]
struct Between {
    breaks: u32,
    cues: u32,
    joins: u32,
    stops: u32,
    names: u32,
    marks: u32,
}

fn between(paragraph: &Paragraph, first: usize, last: usize) -> Vec<Between> {
    let words = &paragraph.words;
    let mut found = vec![Between::default(); words.len()];
    let mut walk = |places: &mut dyn Iterator<Item = usize>| {
        let mut so_far = Between::default();
        let mut after_capital = false;
        for at in places {
            let (word, own) = (&words[at], &mut found[at]);
            *own = Between {
                breaks: so_far.breaks.min(3),
                cues: so_far.cues.min(3),
                joins: so_far.joins.min(2),
                stops: so_far.stops.min(3),
                names: so_far.names,
                marks: so_far.marks.min(3),
            };
            so_far.names += flag(word.class.is_name_like() && !after_capital);
            own.names = so_far.names.min(4);
            after_capital = word.class.is_capital();
            so_far.breaks += flag(word.breaks);
            so_far.cues += flag(word.share.is_strong());
            so_far.joins += flag(word.joins);
            so_far.stops += flag(word.class == Class::Stop);
            so_far.marks += flag(word.class == Class::QuotationMark);
        }
    };
    walk(&mut (0..first).rev());
    walk(&mut (last + 1..words.len()));
    found
}

/// What tells whether a word is part of the source or the content of the cue from `first` to `last`.
pub(crate) fn part_features(paragraph: &Paragraph, first: usize, last: usize) -> Features {
    let words = &paragraph.words;
    let between = between(paragraph, first, last);
    let cue = words[last].key;
    let head = (first..=last)
        .find(|&at| words[at].share >= Share::Seldom)
        .unwrap_or(last);
    let (head_listed, head) = (words[head].listed, words[head].key);
    let whole = (first..=last).fold(1, |joined: u32, at| {
        joined.wrapping_mul(31).wrapping_add(words[at].key)
    });
    let place = |by: isize, from: usize| {
        from.checked_add_signed(by)
            .map_or(Class::Outside, |place| paragraph.class(place)) as u32
    };
    let (next, next2) = (place(1, last), place(2, last));
    let (before, before2) = (place(-1, first), place(-2, first));
    let context = before * 40 + next;
    let sentence = words[first].sentence;
    let cue_quoted = words[first].quoted;
    let quotes = flag(words.iter().any(|word| word.quoted && word.sentence == sentence));
    let mut found = Features::default();
    for (at, word) in words.iter().enumerate() {
        if (first..=last).contains(&at) {
            add!(found, "the cue");
            add!(found, "the cue word", cue);
            found.close();
            continue;
        }
        let side = flag(at > last);
        let away = if at < first { first - at } else { at - last };
        let apart = (i64::from(word.sentence) - i64::from(sentence)).clamp(-2, 2);
        let other = apart.unsigned_abs().min(1) as u32;
        let apart = (apart + 2) as u32;
        let far = distance(away) * 2 + side;
        let class = word.class as u32;
        let quoted = flag(word.quoted) * 2 + flag(cue_quoted);
        let lies = between[at];
        add!(found, "bias", side);
        add!(found, "word", word.key);
        add!(found, "class", class);
        add!(found, "away", far);
        add!(found, "apart", apart);
        add!(found, "quoted", quoted);
        add!(found, "quoted apart", side, quoted, apart);
        add!(found, "away class", far, class);
        add!(found, "share", side, word.share as u32);
        add!(found, "listed", side, word.listed);
        add!(found, "breaks", side, lies.breaks);
        add!(found, "cues", side, lies.cues);
        add!(found, "joins", side, lies.joins, lies.breaks);
        add!(found, "marks", side, lies.marks, quoted);
        add!(found, "stops", side, lies.stops);
        add!(found, "names", side, lies.names, class);
        add!(found, "context", side, context);
        add!(found, "context away", far, context);
        add!(found, "whole cue", side, whole);
        add!(found, "head", side, head);
        add!(found, "head listed", side, head_listed, next);
        if away < 4 {
            add!(found, "head away", head, far);
        } else {
            add!(found, "head apart", head, side, other);
        }
        add!(found, "outline", word.outline);
        add!(found, "opens", flag(word.opens), flag(word.quoted), side);
        add!(
            found,
            "mix",
            side,
            flag(word.quoted),
            other,
            lies.breaks.min(1),
            lies.cues.min(1),
            quotes
        );
        add!(found, "around quoted", side, next, flag(word.quoted), before);
        add!(found, "two behind", side, next, next2);
        add!(found, "two before", side, before2, before, class);
        for by in [-2, -1, 1, 2_isize] {
            let Some(near) = at.checked_add_signed(by).and_then(|place| words.get(place)) else {
                add!(found, "edge", step(by), side);
                continue;
            };
            add!(found, "near class", step(by), near.class as u32, side);
            if by.abs() == 1 {
                add!(found, "near word", step(by), near.key);
                add!(found, "two classes", step(by), class, near.class as u32, side);
                add!(
                    found,
                    "near quoted",
                    step(by),
                    flag(near.quoted),
                    flag(word.quoted)
                );
                add!(found, "near share", step(by), near.share as u32);
                add!(found, "near listed", step(by), near.listed);
            }
        }
        add!(found, "left 3", classes(paragraph, at, -2, 1), side);
        add!(found, "right 3", classes(paragraph, at, 0, 3), side);
        if away == 1 {
            add!(found, "beside", side, word.key, head);
            add!(found, "class beside", side, class, cue);
        }
        let ends = words
            .get(at + 1)
            .is_none_or(|next| next.sentence != word.sentence);
        add!(found, "ends", flag(ends));
        found.close();
    }
    found
}
