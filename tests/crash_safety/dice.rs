//! Random numbers that come again with their seed (`SplitMix64`).

/// What is random in a run without `CRASH_SEED`.
pub(crate) const SEED: u64 = 20_261_130;

/// A source of random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// A source that gives the same numbers for the same seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, or 0 where the limit is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.roll().checked_rem(limit).unwrap_or(0)
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len() as u64) as usize)
    }
}

/// The seed of this run.
pub(crate) fn seed() -> u64 {
    number_from("CRASH_SEED").unwrap_or(SEED)
}

/// The number in an environment variable, if there is one.
pub(crate) fn number_from(variable: &str) -> Option<u64> {
    let written = std::env::var(variable).ok()?;
    Some(
        written
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {written}")),
    )
}
