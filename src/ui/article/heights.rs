//! The heights of all blocks, estimated or measured. Sums and searches take logarithmic time.

/// A Fenwick tree of heights.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    each: Vec<f64>,
    /// `sums[i]` adds up the `lowest_bit(i + 1)` heights that end with the one at `i`.
    sums: Vec<f64>,
}

impl Heights {
    pub(super) fn new(each: Vec<f64>) -> Self {
        let mut sums = each.clone();
        for index in 0..sums.len() {
            let above = index | (index + 1);
            let sum = sums.get(index).copied().unwrap_or_default();
            if let Some(slot) = sums.get_mut(above) {
                *slot += sum;
            }
        }
        Self { each, sums }
    }

    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    pub(super) fn height(&self, index: usize) -> f64 {
        self.each.get(index).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, index: usize, height: f64) {
        let Some(slot) = self.each.get_mut(index) else {
            return;
        };
        let change = height - *slot;
        *slot = height;
        let mut at = index;
        while let Some(sum) = self.sums.get_mut(at) {
            *sum += change;
            at |= at + 1;
        }
    }

    /// The sum of the heights before an index.
    pub(super) fn before(&self, index: usize) -> f64 {
        let mut at = index.min(self.sums.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.sums.get(at - 1).copied().unwrap_or_default();
            at &= at - 1;
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.before(self.len())
    }

    /// The item at a height and the offset into it; the nearest item if there is none.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let mut rest = y.max(0.0);
        let mut index = 0;
        let mut step = self.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(index + step - 1).filter(|sum| **sum <= rest) {
                rest -= sum;
                index += step;
            }
            step /= 2;
        }
        if index < self.len() {
            return (index, rest);
        }
        let last = self.len().saturating_sub(1);
        (last, self.height(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_agree_with_adding_up(
            heights in prop::collection::vec(0_u32..50, 1..60),
            changes in prop::collection::vec((0_usize..60, 0_u32..50), 0..20),
            y in 0_u32..2000,
        ) {
            let mut plain: Vec<f64> = heights.iter().copied().map(f64::from).collect();
            let mut tree = Heights::new(plain.clone());
            for (index, height) in changes {
                tree.set(index, f64::from(height));
                if let Some(slot) = plain.get_mut(index) {
                    *slot = f64::from(height);
                }
            }
            for index in 0..=plain.len() {
                let sum: f64 = plain[..index].iter().sum();
                prop_assert!((tree.before(index) - sum).abs() < 1e-9);
            }
            let (index, offset) = tree.at(f64::from(y));
            if f64::from(y) < tree.total() {
                prop_assert!((tree.before(index) + offset - f64::from(y)).abs() < 1e-9);
                prop_assert!(offset < tree.height(index));
            } else {
                prop_assert_eq!((index, offset), (plain.len() - 1, plain[plain.len() - 1]));
            }
        }
    }

    #[test]
    fn nothing_is_as_tall_as_nothing() {
        let tree = Heights::default();
        assert_eq!((tree.at(10.0), tree.total(), tree.len()), ((0, 0.0), 0.0, 0));
    }
}
