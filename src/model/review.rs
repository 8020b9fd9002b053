//! The decisions on a claim: whether it is marked and attributed correctly (review) and, independently, whether it is
//! true (verdict, with evidence).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use super::basis::Standing;
use super::id::ReviewerId;

/// A person who reviews.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Their name.
    pub name: String,
}

/// One reviewer's decision on a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The decision.
    pub decision: Decision,
    /// When it was made.
    pub at: Timestamp,
    /// The reason; may be empty.
    pub why: String,
    /// Whether it holds for the claim as it is now.
    pub standing: Standing,
}

/// Whether a claim is marked and attributed correctly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// It is.
    Accepted,
    /// It is in doubt.
    Disputed,
    /// It is not.
    Rejected,
}

/// What the reviewers of a claim decided, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewState {
    /// Nobody has decided.
    Unreviewed,
    /// Whoever decided did so before the claim changed: it needs review again.
    Stale,
    /// Everybody who decided accepted.
    Accepted,
    /// Everybody who decided disputes.
    Disputed,
    /// Everybody who decided rejected.
    Rejected,
    /// They differ.
    Split,
}

impl ReviewState {
    /// The common decision of these reviews. Stale ones count only where there are no others.
    pub fn from_reviews<'a>(reviews: impl IntoIterator<Item = &'a Review>) -> Self {
        let mut stale = 0_usize;
        let mut reviews = reviews.into_iter().filter(|review| {
            stale += usize::from(review.standing.is_stale());
            !review.standing.is_stale()
        });
        let Some(first) = reviews.next() else {
            drop(reviews);
            return if stale == 0 { Self::Unreviewed } else { Self::Stale };
        };
        if reviews.any(|review| review.decision != first.decision) {
            return Self::Split;
        }
        match first.decision {
            Decision::Accepted => Self::Accepted,
            Decision::Disputed => Self::Disputed,
            Decision::Rejected => Self::Rejected,
        }
    }

    /// Whether a decision holds for the claim as it is, so that it does not wait for a review.
    pub fn is_decided(self) -> bool {
        !matches!(self, Self::Unreviewed | Self::Stale)
    }
}

/// Whether a claim is true, on the project's scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The key of a [rating](super::Rating) of the project's scale.
    pub rating: String,
    /// Who rated it.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
    /// Whether it holds for the claim as it is now.
    pub standing: Standing,
}

/// What a verdict rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its URL.
    pub url: String,
    /// Its title.
    pub title: String,
    /// The words in it that matter.
    pub excerpt: String,
    /// Its effect on the claim; `None` until it is set.
    pub stance: Option<Stance>,
    /// The date it was seen there.
    pub seen: Option<Date>,
}

impl Evidence {
    /// Whether it says nothing yet but the day on which it was added.
    pub fn is_blank(&self) -> bool {
        let words = [&self.url, &self.title, &self.excerpt];
        self.stance.is_none() && words.iter().all(|words| words.trim().is_empty())
    }

    /// What is wrong with its URL; `None` if it is empty.
    pub fn address_problem(&self) -> Option<&'static str> {
        address_problem(&self.url)
    }
}

/// What is wrong with a URL; `None` if it is empty.
pub fn address_problem(address: &str) -> Option<&'static str> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    if address.contains(char::is_whitespace) {
        return Some(fl!("url-spaces"));
    }
    match Url::parse(address) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") => Some(fl!("url-scheme")),
        Ok(url) if url.host_str().is_some_and(|host| host.contains(['.', ':'])) => None,
        Ok(_) => Some(fl!("url-site")),
        Err(url::ParseError::RelativeUrlWithoutBase) => Some(fl!("url-scheme")),
        Err(_) => Some(fl!("url-invalid")),
    }
}

/// The effect of a piece of evidence on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stance {
    /// It speaks for it.
    Supports,
    /// It speaks against it.
    Refutes,
    /// It is needed to understand it.
    Context,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_an_address_is_checked() {
        for good in [
            "",
            "https://example.org/a?b=c#d",
            " http://xn--mgbh0fb.xn--kgbechtv/x ",
            "https://مثال.إختبار/صفحة",
            "https://[2001:db8::1]/",
        ] {
            assert_eq!(address_problem(good), None, "{good}");
        }
        for bad in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://localhost",
            "https://a b.org",
            "page 3",
            "mailto:a@b.org",
            "http://exa%mple.org:99999",
        ] {
            assert!(address_problem(bad).is_some(), "{bad}");
        }
    }
}
