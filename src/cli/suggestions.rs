//! `sayso show --suggestions`: how suggestions have fared in a project, and how far they moved its result. Each rate has
//! its 95% interval.

use std::io;

use super::screen::{Ink, Screen};
use crate::model::{Article, Origin};
use crate::session::look::{Look, LookedAt};

/// The quantile of a 95% interval.
const Z: f64 = 1.96;

/// What was decided about suggestions.
#[derive(Default)]
struct Decided {
    taken: usize,
    changed: usize,
    refused: usize,
    by_hand: usize,
}

impl Decided {
    fn of_article(article: &Article) -> Self {
        let from = |origin| {
            let claims = article.claims.values();
            claims.filter(|claim| claim.origin == origin).count()
        };
        Self {
            taken: from(Origin::Taken),
            changed: from(Origin::Changed),
            refused: article.metadata.refused.len(),
            by_hand: from(Origin::ByHand),
        }
    }

    fn add(&mut self, more: &Self) {
        self.taken += more.taken;
        self.changed += more.changed;
        self.refused += more.refused;
        self.by_hand += more.by_hand;
    }
}

/// Claims and words of some articles.
#[derive(Default)]
struct Density {
    articles: usize,
    claims: usize,
    words: usize,
}

impl Density {
    fn of_article(article: &Article) -> Self {
        let text = article.text.as_deref();
        Self {
            articles: 1,
            claims: article.claims.len(),
            words: text.map_or(0, |text| text.split_whitespace().count()),
        }
    }

    fn add(&mut self, more: &Self) {
        self.articles += more.articles;
        self.claims += more.claims;
        self.words += more.words;
    }
}

/// Tells how suggestions have fared.
pub(super) fn show(look: &mut Look, screen: &mut Screen) -> io::Result<()> {
    let blind = look.project().head().blind;
    let mut decided = Decided::default();
    let (mut with, mut without) = (Density::default(), Density::default());
    let of_article = |of: LookedAt| (Decided::of_article(&of.article), Density::of_article(&of.article));
    look.each(of_article, |id, (of_article, density)| -> io::Result<()> {
        decided.add(&of_article);
        if blind.is_some_and(|blind| blind.chooses(id)) {
            without.add(&density);
        } else {
            with.add(&density);
        }
        Ok(())
    })?;
    let project = look.project();
    screen.line(0, &[(Ink::Strong, &project.head().title)])?;
    let looked_at = decided.taken + decided.changed + decided.refused;
    let claims = decided.taken + decided.changed + decided.by_hand;
    for (name, count, of) in [
        (fl!("cli-suggestions-taken"), decided.taken, looked_at),
        (fl!("cli-suggestions-changed"), decided.changed, looked_at),
        (fl!("cli-suggestions-refused"), decided.refused, looked_at),
        (fl!("cli-suggestions-by-hand"), decided.by_hand, claims),
    ] {
        let rate = told_share(count, of);
        screen.line(2, &[(Ink::Plain, name), (Ink::Faint, "·"), (Ink::Plain, &rate)])?;
    }
    screen.gap()?;
    let Some(blind) = blind else {
        return screen.line(0, &[(Ink::Faint, fl!("cli-suggestions-no-control"))]);
    };
    let control = fl!("cli-suggestions-control", count = blind.one_in, seed = blind.seed);
    screen.line(0, &[(Ink::Plain, &control)])?;
    for (name, density) in [
        (fl!("cli-suggestions-with"), with),
        (fl!("cli-suggestions-without"), without),
    ] {
        let rate = told_density(&density);
        screen.line(2, &[(Ink::Plain, name), (Ink::Faint, "·"), (Ink::Plain, &rate)])?;
    }
    Ok(())
}

/// '24 of 30, 80 % (63 to 91)'.
fn told_share(count: usize, of: usize) -> String {
    let Some((low, high)) = share_interval(count, of) else {
        return fl!("cli-suggestions-none").to_owned();
    };
    let percent = |share: f64| (share * 100.0).round() as usize;
    fl!(
        "cli-suggestions-share",
        count = count,
        all = of,
        percent = percent(count as f64 / of as f64),
        low = percent(low),
        high = percent(high)
    )
}

/// '12.4 claims per 1,000 words (9.8 to 15.5) in 3 articles'.
fn told_density(density: &Density) -> String {
    if density.words == 0 {
        return fl!("cli-suggestions-none").to_owned();
    }
    let (low, high) = count_interval(density.claims);
    let per_thousand = |claims: f64| format!("{:.1}", claims * 1000.0 / density.words as f64);
    fl!(
        "cli-suggestions-density",
        rate = per_thousand(density.claims as f64),
        low = per_thousand(low),
        high = per_thousand(high),
        articles = density.articles
    )
}

/// The interval of a share (Wilson 1927); `None` of nothing.
fn share_interval(count: usize, of: usize) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let (n, share) = (of as f64, count as f64 / of as f64);
    let middle = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    Some((
        ((middle - reach) / whole).max(0.0),
        ((middle + reach) / whole).min(1.0),
    ))
}

/// The interval of a count of events (the score interval of a Poisson mean).
fn count_interval(count: usize) -> (f64, f64) {
    let middle = count as f64 + Z * Z / 2.0;
    let reach = Z * (count as f64 + Z * Z / 4.0).sqrt();
    ((middle - reach).max(0.0), middle + reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        let close = |found: f64, expected: f64| (found - expected).abs() < 0.002;
        let (low, high) = share_interval(24, 30).unwrap();
        assert!(close(low, 0.627) && close(high, 0.905), "{low} {high}");
        let (low, high) = share_interval(0, 10).unwrap();
        assert!(close(low, 0.0) && close(high, 0.278), "{low} {high}");
        assert_eq!(share_interval(0, 0), None);
        let (low, high) = count_interval(10);
        assert!(close(low, 5.432) && close(high, 18.410), "{low} {high}");
        assert!(close(count_interval(0).0, 0.0));
    }
}
