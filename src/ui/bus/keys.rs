//! The speakers of the keys 1 to 9.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Project, SpeakerId};

/// The speakers of the keys 1 to 9, the same in all articles of a project. A speaker keeps its key until it is moved, so
/// that users can memorise it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    slots: [Option<SpeakerId>; 9],
}

impl Keys {
    /// The keys for these speakers, in order; `None` leaves a key free.
    pub fn new(speakers: impl IntoIterator<Item = Option<SpeakerId>>) -> Self {
        let mut keys = Self::default();
        for (slot, speaker) in keys.slots.iter_mut().zip(speakers) {
            *slot = speaker;
        }
        keys
    }

    /// The speakers in the order of the keys.
    pub fn slots(&self) -> &[Option<SpeakerId>] {
        &self.slots
    }

    /// Gives free keys to those of these speakers that have none, in order.
    pub fn fill(&mut self, speakers: impl IntoIterator<Item = SpeakerId>) {
        for speaker in speakers {
            self.touch(&speaker);
        }
    }

    /// The speaker of a key, 1 to 9.
    pub fn speaker(&self, key: usize) -> Option<&SpeakerId> {
        self.slots.get(key.checked_sub(1)?)?.as_ref()
    }

    /// The key of a speaker, 1 to 9.
    pub fn key(&self, speaker: &SpeakerId) -> Option<usize> {
        let slot = self
            .slots
            .iter()
            .position(|slot| slot.as_ref() == Some(speaker))?;
        Some(slot + 1)
    }

    /// Notes that a speaker was used: without a key it takes a free one, if there is any.
    pub fn touch(&mut self, speaker: &SpeakerId) {
        let has_key = self.key(speaker).is_some();
        let free = self.slots.iter_mut().find(|slot| slot.is_none());
        if let Some(slot) = free.filter(|_| !has_key) {
            *slot = Some(speaker.clone());
        }
    }

    /// Moves a speaker to a key, 1 to 9; whoever had it gets the key that becomes free.
    pub fn give(&mut self, speaker: &SpeakerId, key: usize) {
        let from = self.key(speaker).map(|key| key - 1);
        let Some(to) = key.checked_sub(1).filter(|to| *to < self.slots.len()) else {
            return;
        };
        match from {
            Some(from) => self.slots.swap(from, to),
            None => self.slots[to] = Some(speaker.clone()),
        }
    }

    /// Removes speakers that no longer exist.
    pub fn retain(&mut self, exists: impl Fn(&SpeakerId) -> bool) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|speaker| !exists(speaker)) {
                *slot = None;
            }
        }
    }
}

/// The digit that a text is, in any script that has digits of its own.
pub fn digit_value(text: &str) -> Option<usize> {
    /// The zeros of the scripts on keyboards; the other digits follow each of them.
    const ZEROS: [char; 19] = [
        '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '０',
    ];
    let mut letters = text.chars();
    let (letter, None) = (letters.next()?, letters.next()) else {
        return None;
    };
    let distances = ZEROS
        .iter()
        .map(|zero| u32::from(letter).wrapping_sub(u32::from(*zero)));
    distances
        .map(|distance| distance as usize)
        .find(|digit| *digit < 10)
}

/// The speakers for an article's keys: its own in the order of the text, then those of the project with most claims.
pub fn wanted_speakers(project: &Project, article: &ArticleId) -> Vec<SpeakerId> {
    let mut wanted: Vec<SpeakerId> = Vec::new();
    if let Some(article) = project.article(article) {
        for (_, claim) in article.claims_in_order() {
            for speaker in claim.voice.speakers() {
                if !wanted.contains(speaker) {
                    wanted.push(speaker.clone());
                }
            }
        }
    }
    let mut claims = BTreeMap::<&SpeakerId, usize>::new();
    for speaker in project.claims().flat_map(|(_, _, claim)| claim.voice.speakers()) {
        *claims.entry(speaker).or_default() += 1;
    }
    let mut others: Vec<_> = project
        .speakers()
        .keys()
        .filter(|id| !wanted.contains(id))
        .collect();
    others.sort_by_key(|id| std::cmp::Reverse(claims.get(*id).copied().unwrap_or_default()));
    wanted.extend(others.into_iter().take(9).cloned());
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(n: usize) -> SpeakerId {
        format!("s-{n}").into()
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        for (digits, value) in [("1١۱१๑１", 1), ("9٩۹९๙９", 9), ("0٠۰०๐０", 0)] {
            for digit in digits.chars() {
                assert_eq!(digit_value(&digit.to_string()), Some(value), "{digit}");
            }
        }
        for text in ["", "a", "12", ":", "/", "½"] {
            assert_eq!(digit_value(text), None, "{text}");
        }
    }

    #[test]
    fn a_speaker_keeps_its_key_while_others_come() {
        let mut keys = Keys::new((0..3).map(|n| Some(speaker(n))));
        keys.touch(&speaker(1));
        keys.fill([speaker(7), speaker(0)]);
        assert_eq!(keys.key(&speaker(1)), Some(2));
        assert_eq!(keys.key(&speaker(7)), Some(4));
        for n in 10..30 {
            keys.touch(&speaker(n));
        }
        assert_eq!(keys.key(&speaker(0)), Some(1));
        assert_eq!((keys.key(&speaker(14)), keys.key(&speaker(15))), (Some(9), None));
    }

    #[test]
    fn a_key_is_moved_and_whoever_had_it_gets_the_other() {
        let mut keys = Keys::new((0..2).map(|n| Some(speaker(n))));
        keys.give(&speaker(0), 2);
        assert_eq!(
            (keys.speaker(1), keys.speaker(2)),
            (Some(&speaker(1)), Some(&speaker(0)))
        );
        keys.give(&speaker(5), 1);
        assert_eq!((keys.key(&speaker(5)), keys.key(&speaker(1))), (Some(1), None));
        keys.give(&speaker(5), 10);
        assert_eq!(keys.key(&speaker(5)), Some(1));
    }
}
