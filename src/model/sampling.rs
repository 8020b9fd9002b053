//! Draws articles by lot: samples of a project, and who of several reviewers reads which article. What is drawn depends on
//! the seed and on the articles alone, so that it can be drawn again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};

use super::article::Article;
use super::id::{ArticleId, ReviewerId};
use super::random::Random;

/// How a sample is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleMethod {
    /// Any articles, each as likely as any other.
    Random,
    /// From each publisher and week as many as its share of all articles.
    Stratified,
    /// Constructed weeks: of each weekday as many days as of any other, drawn from all days of that weekday, and all
    /// articles of the days (D. Riffe, C. Aust, S. Lacy, The effectiveness of random, consecutive day and constructed week
    /// sampling in newspaper content analysis, 1993).
    ConstructedWeek,
}

/// Draws a sample: so many articles, or so many constructed weeks. In the order of the ids. Articles without a date are in no
/// constructed week, and form a week of their own where weeks are strata.
pub fn sample<'a>(
    articles: impl IntoIterator<Item = (&'a ArticleId, &'a Article)>,
    method: SampleMethod,
    count: usize,
    seed: u64,
) -> Vec<ArticleId> {
    let articles: BTreeMap<&ArticleId, &Article> = articles.into_iter().collect();
    let mut random = Random::new(seed);
    let mut drawn = match method {
        SampleMethod::Random => random.draw(&articles.keys().copied().collect::<Vec<_>>(), count),
        SampleMethod::Stratified => stratified(&articles, count, &mut random),
        SampleMethod::ConstructedWeek => constructed_weeks(&articles, count, &mut random),
    };
    drawn.sort_unstable();
    drawn.into_iter().cloned().collect()
}

/// The articles of one publisher and week.
type Strata<'a> = BTreeMap<(&'a str, Option<(i16, i8)>), Vec<&'a ArticleId>>;

/// A stratum, and how many articles of it are drawn.
struct Share<'a> {
    whole: usize,
    remainder: usize,
    /// Which of equal remainders comes first.
    lot: u64,
    ids: Vec<&'a ArticleId>,
}

fn stratified<'a>(
    articles: &BTreeMap<&'a ArticleId, &'a Article>,
    count: usize,
    random: &mut Random,
) -> Vec<&'a ArticleId> {
    let mut strata = Strata::new();
    for (id, article) in articles {
        let publisher = article.metadata.publisher.as_deref().unwrap_or_default();
        strata
            .entry((publisher, article.metadata.published.map(week)))
            .or_default()
            .push(id);
    }
    let count = count.min(articles.len());
    // Whole articles by the largest remainders (Hamilton); equal remainders by lot.
    let mut shares: Vec<Share> = strata
        .into_values()
        .map(|ids| {
            let exact = ids.len() * count;
            Share {
                whole: exact / articles.len().max(1),
                remainder: exact % articles.len().max(1),
                lot: random.next(),
                ids,
            }
        })
        .collect();
    let left = count - shares.iter().map(|share| share.whole).sum::<usize>();
    shares.sort_by_key(|share| (std::cmp::Reverse(share.remainder), share.lot));
    for share in shares.iter_mut().take(left) {
        share.whole += 1;
    }
    let drawn = shares.iter().map(|share| random.draw(&share.ids, share.whole));
    drawn.flatten().collect()
}

fn constructed_weeks<'a>(
    articles: &BTreeMap<&'a ArticleId, &'a Article>,
    weeks: usize,
    random: &mut Random,
) -> Vec<&'a ArticleId> {
    let mut days: BTreeMap<i8, BTreeSet<Date>> = BTreeMap::new();
    for day in articles.values().filter_map(|article| article.metadata.published) {
        days.entry(day.weekday().to_monday_zero_offset())
            .or_default()
            .insert(day);
    }
    let mut drawn = BTreeSet::new();
    for days in days.values() {
        drawn.extend(random.draw(&days.iter().copied().collect::<Vec<_>>(), weeks));
    }
    let is_drawn = |article: &Article| article.metadata.published.is_some_and(|day| drawn.contains(&day));
    articles
        .iter()
        .filter(|(_, article)| is_drawn(article))
        .map(|(id, _)| *id)
        .collect()
}

/// The year and the week of a day, as ISO 8601 numbers them.
fn week(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

/// The weekdays that no article is of, so that a constructed week lacks them.
pub fn missing_weekdays<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<Weekday> {
    let there: BTreeSet<i8> = articles
        .into_iter()
        .filter_map(|article| article.metadata.published)
        .map(|day| day.weekday().to_monday_zero_offset())
        .collect();
    let all = (0..7).filter(|day| !there.contains(day));
    all.filter_map(|day| Weekday::from_monday_zero_offset(day).ok())
        .collect()
}

/// Splits articles evenly among reviewers; so many per cent of the articles go to two of them. Nobody gets two articles more
/// than another.
pub fn split(
    articles: &[ArticleId],
    reviewers: &[ReviewerId],
    twice_percent: usize,
    seed: u64,
) -> BTreeMap<ArticleId, Vec<ReviewerId>> {
    let mut random = Random::new(seed);
    let mut order: Vec<&ArticleId> = articles.iter().collect();
    order.sort_unstable();
    order.dedup();
    random.shuffle(&mut order);
    let mut readers: Vec<&ReviewerId> = reviewers.iter().collect();
    random.shuffle(&mut readers);
    // Rounded up, so that a share above 0 is never none.
    let twice = (order.len() * twice_percent.min(100)).div_ceil(100);
    let mut next = readers.iter().copied().cycle();
    let mut split: BTreeMap<ArticleId, Vec<ReviewerId>> = BTreeMap::new();
    for (at, article) in order.into_iter().enumerate() {
        let times = if at < twice { 2.min(readers.len()) } else { 1 };
        let readers = next.by_ref().take(times).cloned();
        split.entry(article.clone()).or_default().extend(readers);
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;

    fn articles(count: usize) -> BTreeMap<ArticleId, Article> {
        let first: Date = "2024-01-01".parse().unwrap();
        let article = |at: usize| {
            let metadata = Metadata {
                publisher: Some(["The Daily", "The Weekly"][usize::from(at.is_multiple_of(4))].to_owned()),
                published: Some(first.saturating_add(jiff::Span::new().days(i64::try_from(at / 4).unwrap()))),
                ..Metadata::default()
            };
            (ArticleId::from(format!("a-{at:03}")), Article::new(metadata, "x"))
        };
        (0..count).map(article).collect()
    }

    fn drawn(method: SampleMethod, count: usize, seed: u64) -> Vec<ArticleId> {
        sample(&articles(224), method, count, seed)
    }

    #[test]
    fn a_sample_is_the_same_for_the_same_seed_and_has_no_article_twice() {
        for method in [
            SampleMethod::Random,
            SampleMethod::Stratified,
            SampleMethod::ConstructedWeek,
        ] {
            let first = drawn(method, 2, 7);
            assert_eq!(first, drawn(method, 2, 7));
            assert_ne!(first, drawn(method, 2, 8));
            let once: BTreeSet<&ArticleId> = first.iter().collect();
            assert_eq!(once.len(), first.len());
        }
        assert_eq!(drawn(SampleMethod::Random, 30, 1).len(), 30);
        assert_eq!(drawn(SampleMethod::Random, 1000, 1).len(), 224);
    }

    #[test]
    fn strata_have_their_share_and_a_constructed_week_each_weekday_once() {
        let all = articles(224);
        let of_weekly = |ids: &[ArticleId]| {
            let publisher = |id: &&ArticleId| all[*id].metadata.publisher.as_deref() == Some("The Weekly");
            ids.iter().filter(publisher).count()
        };
        // 8 weeks of two publishers, 21 and 7 articles each: 56 are a quarter of all.
        let stratified = drawn(SampleMethod::Stratified, 56, 3);
        assert_eq!(stratified.len(), 56);
        assert!(
            (8..=16).contains(&of_weekly(&stratified)),
            "{}",
            of_weekly(&stratified)
        );
        let weeks = drawn(SampleMethod::ConstructedWeek, 2, 3);
        let days: BTreeSet<Date> = weeks.iter().filter_map(|id| all[id].metadata.published).collect();
        assert_eq!((weeks.len(), days.len()), (56, 14));
        for weekday in 0..7 {
            let of_weekday = days
                .iter()
                .filter(|day| day.weekday().to_monday_zero_offset() == weekday);
            assert_eq!(of_weekday.count(), 2);
        }
        assert_eq!(missing_weekdays(all.values()), []);
        let of_one_day: Vec<&Article> = all.values().take(1).collect();
        assert_eq!(missing_weekdays(of_one_day).len(), 6);
    }

    #[test]
    fn articles_are_split_evenly_and_a_share_goes_to_two() {
        let ids: Vec<ArticleId> = articles(50).into_keys().collect();
        let reviewers: Vec<ReviewerId> = ["r-1", "r-2", "r-3"].map(ReviewerId::from).into();
        let split_up = split(&ids, &reviewers, 10, 5);
        assert_eq!(split_up, split(&ids, &reviewers, 10, 5));
        assert_ne!(split_up, split(&ids, &reviewers, 10, 6));
        assert_eq!(split_up.len(), 50);
        assert_eq!(split_up.values().filter(|readers| readers.len() == 2).count(), 5);
        let each = reviewers
            .iter()
            .map(|id| split_up.values().flatten().filter(|reader| *reader == id).count());
        let each: Vec<usize> = each.collect();
        assert!(
            each.iter().max().unwrap() - each.iter().min().unwrap() <= 1,
            "{each:?}"
        );
        assert!(
            split_up
                .values()
                .all(|readers| readers.len() < 2 || readers[0] != readers[1])
        );
    }
}
