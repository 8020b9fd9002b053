//! The speakers of the keys 1 to 9.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Project, SpeakerId};

/// The speakers of the keys 1 to 9. A speaker keeps its key while it is used, so that users can memorise it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    slots: [Option<SpeakerId>; 9],
    used: Vec<SpeakerId>,
}

impl Keys {
    /// The keys for these speakers, in order.
    pub fn new(speakers: impl IntoIterator<Item = SpeakerId>) -> Self {
        let mut keys = Self::default();
        for (slot, speaker) in keys.slots.iter_mut().zip(speakers) {
            *slot = Some(speaker);
        }
        keys
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

    /// Notes that a speaker was used: it keeps its key, takes a free one, or that of the least recently used speaker.
    pub fn touch(&mut self, speaker: &SpeakerId) {
        self.used.retain(|used| used != speaker);
        self.used.push(speaker.clone());
        if self.key(speaker).is_some() {
            return;
        }
        let age = |slot: &Option<SpeakerId>| {
            slot.as_ref().map(|id| {
                self.used
                    .iter()
                    .position(|used| used == id)
                    .map_or(0, |at| at + 1)
            })
        };
        let oldest = (0..self.slots.len()).min_by_key(|slot| {
            let age = age(&self.slots[*slot]);
            // Among the never used, the last key gives way first: the front ones are the favourites.
            (age, usize::from(age.is_some()) * (self.slots.len() - slot), *slot)
        });
        if let Some(slot) = oldest {
            self.slots[slot] = Some(speaker.clone());
        }
    }

    /// Removes speakers that no longer exist.
    pub fn retain(&mut self, exists: impl Fn(&SpeakerId) -> bool) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|speaker| !exists(speaker)) {
                *slot = None;
            }
        }
        self.used.retain(|speaker| exists(speaker));
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
        let mut keys = Keys::new((0..3).map(speaker));
        keys.touch(&speaker(1));
        keys.touch(&speaker(7));
        assert_eq!(keys.key(&speaker(1)), Some(2));
        assert_eq!(keys.key(&speaker(7)), Some(4));
    }

    #[test]
    fn when_all_keys_are_taken_the_longest_unused_gives_way() {
        let mut keys = Keys::new((0..9).map(speaker));
        for n in 0..9 {
            keys.touch(&speaker(n));
        }
        keys.touch(&speaker(0));
        keys.touch(&speaker(20));
        // Speaker 1 was the least recently used.
        assert_eq!(keys.key(&speaker(20)), Some(2));
        assert_eq!(keys.key(&speaker(0)), Some(1));
    }

    #[test]
    fn among_the_never_used_the_last_key_gives_way() {
        let mut keys = Keys::new((0..9).map(speaker));
        keys.touch(&speaker(20));
        assert_eq!(keys.key(&speaker(20)), Some(9));
    }
}
