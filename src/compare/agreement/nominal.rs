//! Agreement beyond chance on a choice among kinds, over the claims that both sides marked.

use std::collections::HashMap;

/// A kind, by a number that is the same for the same kind.
pub(super) type Category = u64;

/// What two people chose for the pairs of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Choices(Vec<(Category, Category)>);

impl Choices {
    /// The pairs for which both have chosen.
    pub(super) fn new(choices: impl Iterator<Item = (Option<Category>, Option<Category>)>) -> Self {
        Self(choices.filter_map(|(a, b)| a.zip(b)).collect())
    }
}

/// The choices in several articles, to be added up in any multiplicity.
#[derive(Debug)]
pub(super) struct ChoiceTable {
    articles: Vec<ArticleChoices>,
    kinds: usize,
}

/// The choices in one article.
#[derive(Debug)]
struct ArticleChoices {
    pairs: f64,
    /// Pairs of the same kind.
    agree: f64,
    /// How often the first and the second side chose each kind.
    kinds: Vec<(usize, f64, f64)>,
}

/// How often kinds were chosen, added up.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    pairs: f64,
    agree: f64,
    a: Vec<f64>,
    b: Vec<f64>,
}

impl ChoiceTable {
    pub(super) fn new<'a>(articles: impl Iterator<Item = &'a Choices>) -> Self {
        let mut numbers: HashMap<Category, usize> = HashMap::new();
        let mut table = Vec::new();
        for Choices(choices) in articles {
            let mut counts: Vec<(usize, f64, f64)> = Vec::new();
            let mut agree = 0.0;
            for (a, b) in choices {
                agree += f64::from(u8::from(a == b));
                for (kind, is_a) in [(a, true), (b, false)] {
                    let next = numbers.len();
                    let number = *numbers.entry(*kind).or_insert(next);
                    let share = (f64::from(u8::from(is_a)), f64::from(u8::from(!is_a)));
                    match counts.iter_mut().find(|(known, ..)| *known == number) {
                        Some(count) => {
                            count.1 += share.0;
                            count.2 += share.1;
                        }
                        None => counts.push((number, share.0, share.1)),
                    }
                }
            }
            table.push(ArticleChoices {
                pairs: choices.len() as f64,
                agree,
                kinds: counts,
            });
        }
        Self {
            articles: table,
            kinds: numbers.len(),
        }
    }

    /// The sums over the articles, each counted as often as its weight says.
    pub(super) fn add_up(&self, weights: &[f64], sums: &mut Sums) {
        (sums.pairs, sums.agree) = (0.0, 0.0);
        for counts in [&mut sums.a, &mut sums.b] {
            counts.clear();
            counts.resize(self.kinds, 0.0);
        }
        for (article, weight) in self.articles.iter().zip(weights) {
            if *weight == 0.0 {
                continue;
            }
            sums.pairs += weight * article.pairs;
            sums.agree += weight * article.agree;
            for (kind, of_a, of_b) in &article.kinds {
                sums.a[*kind] += weight * of_a;
                sums.b[*kind] += weight * of_b;
            }
        }
    }

    /// How many pairs there are.
    pub(super) fn pairs(&self) -> usize {
        self.articles.iter().map(|article| article.pairs as usize).sum()
    }
}

impl Sums {
    /// Cohen's kappa (J. Cohen, A coefficient of agreement for nominal scales, 1960). `None` without pairs, or where
    /// chance alone would make everything agree.
    pub(super) fn kappa(&self) -> Option<f64> {
        let by_chance =
            self.a.iter().zip(&self.b).map(|(a, b)| a * b).sum::<f64>() / (self.pairs * self.pairs);
        let kappa = (self.agree / self.pairs - by_chance) / (1.0 - by_chance);
        Some(kappa).filter(|kappa| self.pairs > 0.0 && kappa.is_finite())
    }

    /// Krippendorff's alpha for nominal data (Content Analysis, 2013, section 12.3). `None` without pairs, or where only
    /// one kind was ever chosen.
    pub(super) fn alpha(&self) -> Option<f64> {
        let values = 2.0 * self.pairs;
        let alike: f64 = self.a.iter().zip(&self.b).map(|(a, b)| (a + b) * (a + b)).sum();
        let differ = values * values - alike;
        let alpha = 1.0 - (values - 1.0) * 2.0 * (self.pairs - self.agree) / differ;
        Some(alpha).filter(|alpha| self.pairs > 0.0 && differ > 0.0 && alpha.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(choices: &[(Category, Category)]) -> Sums {
        let choices = Choices(choices.to_vec());
        let table = ChoiceTable::new(std::iter::once(&choices));
        let mut sums = Sums::default();
        table.add_up(&[1.0], &mut sums);
        sums
    }

    #[test]
    fn kappa_is_that_of_the_textbook() {
        // 20 yes and 15 no by both, 5 and 10 apart: agreement 0.7, by chance 0.5.
        let mut choices = vec![(1, 1); 20];
        choices.extend([(1, 0); 5]);
        choices.extend([(0, 1); 10]);
        choices.extend([(0, 0); 15]);
        let kappa = sums(&choices).kappa().unwrap();
        assert!((kappa - 0.4).abs() < 1e-12, "{kappa}");
    }

    #[test]
    fn alpha_is_that_of_krippendorffs_first_example() {
        // Two observers, ten units, two values: alpha is 0.095.
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let choices: Vec<_> = a.into_iter().zip(b).collect();
        let alpha = sums(&choices).alpha().unwrap();
        assert!((alpha - 0.095).abs() < 5e-4, "{alpha}");
    }

    #[test]
    fn where_nothing_was_chosen_or_nothing_could_differ_there_is_no_figure() {
        assert_eq!(sums(&[]).kappa(), None);
        assert_eq!(sums(&[]).alpha(), None);
        assert_eq!(sums(&[(3, 3), (3, 3)]).kappa(), None);
        assert_eq!(sums(&[(3, 3), (3, 3)]).alpha(), None);
    }
}
