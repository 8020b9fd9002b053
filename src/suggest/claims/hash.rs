//! Features as numbers: what a tagger looks at is a name with its values, hashed to [`KEY_BITS`] bits.

/// A hashed word or feature.
pub(crate) type Key = u32;

/// How many bits of a feature's hash are kept. Two features in a model of a hundred thousand share a number about once
/// in six hundred.
pub(crate) const KEY_BITS: u32 = 26;

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mix(state: u64, value: u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(FACTOR)
}

/// The hash of a word, or of any short text.
pub(crate) const fn of_word(word: &str) -> Key {
    let bytes = word.as_bytes();
    let mut state = 0x1505;
    let mut at = 0;
    while at < bytes.len() {
        state = mix(state, bytes[at] as u64);
        at += 1;
    }
    (state >> 32) as Key
}

/// The hash of a longer text, on all its bits.
pub(crate) fn of_text(text: &str) -> u64 {
    let state = text
        .bytes()
        .fold(FACTOR, |state, byte| mix(state, u64::from(byte)));
    (state ^ state >> 31).wrapping_mul(FACTOR)
}

/// The hash of a feature: its name with its values.
pub(crate) fn of_feature(name: Key, values: &[u32]) -> Key {
    let state = values.iter().fold(mix(FACTOR, u64::from(name)), |state, &value| {
        mix(state, u64::from(value))
    });
    let state = (state ^ state >> 29).wrapping_mul(FACTOR);
    (state >> (64 - KEY_BITS)) as Key
}
