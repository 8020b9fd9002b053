//! Updates an article to a newer version of its text: every claim is carried over or reported as not found.

use std::sync::Arc;

use crate::model::{Anchor, AnchorPlace, Article, Claim, ClaimId, Metadata};
use crate::text::change::{Bias, ChangeSet};
use crate::text::matching::Finder;
use crate::text::units::CharIndex;
use crate::text::{Span, diff};

/// An updated article, and what happened to its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The updated article.
    pub article: Article,
    /// The change of the text.
    pub change: ChangeSet,
    /// How many claims are unchanged.
    pub kept: usize,
    /// How many claims have the same words, some of them elsewhere.
    pub moved: usize,
    /// Claims that were reworded.
    pub found: Vec<ClaimId>,
    /// Claims that were not found.
    pub lost: Vec<ClaimId>,
}

/// The article with this text and metadata; metadata that the newer version lacks stays. If the older text has not
/// been read no claim is lost, and none is verified.
pub fn updated(article: &Article, metadata: Metadata, text: &Arc<str>) -> Update {
    let older = article.text.as_deref().unwrap_or_default();
    let change = diff::diff(older, text);
    let way = Way::new(older, text, &change);
    let mut claims = article.claims.clone();
    let (mut kept, mut moved, mut found, mut lost) = (0, 0, Vec::new(), Vec::new());
    for (id, claim) in article.claims.iter() {
        let mut carried = claim.clone();
        let worst = way.carry(&mut carried);
        carried.follow_decisions(claim);
        match worst {
            Carried::Kept => kept += 1,
            Carried::Moved => moved += 1,
            Carried::Found => found.push(id.clone()),
            Carried::Lost => lost.push(id.clone()),
        }
        claims.insert(id.clone(), carried);
    }
    // They are read in the order of the text.
    let place = |id: &ClaimId| {
        let words = article.claims.get(id).and_then(|claim| claim.spans.first());
        words.and_then(Anchor::span).map(|span| span.start)
    };
    found.sort_by_key(place);
    lost.sort_by_key(place);
    let article = Article {
        metadata: completed(metadata, &article.metadata),
        text: Some(Arc::clone(text)),
        claims,
        done: article.done.clone(),
    };
    Update {
        article,
        change,
        kept,
        moved,
        found,
        lost,
    }
}

/// How a claim or an anchor was carried over, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carried {
    /// At its place.
    Kept,
    /// At another place, in the same words.
    Moved,
    /// In other words.
    Found,
    /// Nowhere.
    Lost,
}

/// Carries anchors from the older text to the newer.
pub struct Way<'a> {
    finder: Finder<'a>,
    newer: CharIndex<'a>,
    older: CharIndex<'a>,
    change: &'a ChangeSet,
}

impl<'a> Way<'a> {
    /// The way between two texts, of which this is the change.
    pub fn new(older: &'a str, newer: &'a str, change: &'a ChangeSet) -> Self {
        Self {
            finder: Finder::new(newer),
            newer: CharIndex::new(newer),
            older: CharIndex::new(older),
            change,
        }
    }

    /// Lets a claim stand in the newer text, with all its versions.
    pub fn carry(&self, claim: &mut Claim) -> Carried {
        let mut worst = Carried::Kept;
        let mut all_lost = true;
        for anchor in &mut claim.spans {
            let carried = self.carry_anchor(anchor, true);
            all_lost &= carried == Carried::Lost;
            worst = worst.max(carried);
        }
        // Where a sentence has gone, the same name in another one is not its source.
        let searched = !all_lost;
        for link in claim.voice.chain_mut() {
            for anchor in link.source.iter_mut().chain(&mut link.cue) {
                worst = worst.max(self.carry_anchor(anchor, searched));
            }
        }
        for anchor in claim.other_anchors_mut() {
            self.carry_anchor(anchor, searched);
        }
        worst
    }

    /// Tries the mapped position first, verified by the words; then, if `searched`, looks for the words near it. An
    /// anchor that is not found keeps its words.
    fn carry_anchor(&self, anchor: &mut Anchor, searched: bool) -> Carried {
        let Some(span) = anchor.span() else {
            // What had no place before may have one now, because its words are back.
            let AnchorPlace::Unproved(chars) = anchor.place.clone() else {
                return Carried::Lost;
            };
            let hint = self.older.byte_from_chars(chars.start).unwrap_or(0);
            return self.search(anchor, Span::new(hint, hint), searched);
        };
        let there = self.change.map_span(span, Bias::After, Bias::Before);
        let newer = self.finder.text();
        if there.slice(newer) == Some(anchor.words.as_str())
            && let Some(carried) = Anchor::new(newer, there)
        {
            *anchor = carried;
            return Carried::Kept;
        }
        self.search(anchor, span, searched)
    }

    /// The words that were found, with all that stands for the first and the last of the older ones: 'the two sides' for
    /// 'both sides', and not 'two sides'.
    fn with_edges(&self, older: Span, found: Span) -> Span {
        /// More words than these were not there in the place of one.
        const EDGE_WORDS: usize = 2;
        let whole = self.change.map_span(older, Bias::After, Bias::Before);
        let newer = self.finder.text();
        let is_edge = |start: usize, end: usize| {
            let words = newer.get(start..end);
            words.is_some_and(|words| !words.contains('\n') && words.split_whitespace().count() <= EDGE_WORDS)
        };
        let start = if is_edge(whole.start, found.start) {
            whole.start
        } else {
            found.start
        };
        let end = if is_edge(found.end, whole.end) {
            whole.end
        } else {
            found.end
        };
        Span::new(start, end)
    }

    fn search(&self, anchor: &mut Anchor, span: Span, searched: bool) -> Carried {
        let hint = self.change.map_position(span.start, Bias::Before);
        let newer = self.finder.text();
        let find = || {
            self.finder
                .find(&anchor.words, hint, &anchor.before, &anchor.after)
        };
        let found = searched.then(find).flatten();
        let found = found.map(|found| self.with_edges(span, found.span));
        if let Some(carried) = found.and_then(|found| Anchor::new(newer, found)) {
            let same = carried.words == anchor.words;
            *anchor = carried;
            return if same { Carried::Moved } else { Carried::Found };
        }
        let start = self.newer.chars_from_byte(newer.floor_char_boundary(hint));
        anchor.place = AnchorPlace::Unproved(start..start + anchor.words.chars().count());
        Carried::Lost
    }
}

/// The newer version's metadata, completed from the older.
fn completed(newer: Metadata, older: &Metadata) -> Metadata {
    let credit = if newer.credit.is_empty() {
        older.credit.clone()
    } else {
        newer.credit
    };
    let or = |newer: Option<String>, older: &Option<String>| newer.or_else(|| older.clone());
    Metadata {
        title: newer.title,
        publisher: or(newer.publisher, &older.publisher),
        byline: or(newer.byline, &older.byline),
        page: or(newer.page, &older.page),
        credit,
        url: or(newer.url, &older.url),
        published: newer.published.or(older.published),
        language: or(newer.language, &older.language),
        partial: newer.partial,
        original: or(newer.original, &older.original),
        file_name: or(newer.file_name, &older.file_name),
        tags: super::tags::normalised(newer.tags.iter().chain(&older.tags)),
        direction: older.direction,
        added: older.added,
        assigned: older.assigned.clone(),
        refused: newer.refused.union(&older.refused).copied().collect(),
        differences: older.differences.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attribution, Voice};

    const OLDER: &str = "Talks\n\nThe mayor said the bridge is safe. The army denied it in the evening. A third man said nothing at all.";

    fn with_claims(text: &str, claims: &[(&str, &str)]) -> Article {
        let metadata = Metadata {
            title: "Talks".into(),
            publisher: Some("The Daily Example".into()),
            ..Metadata::default()
        };
        let mut article = Article::new(metadata, text);
        for (id, words) in claims {
            let start = text.find(words).unwrap();
            let claim = Claim::new(text, Span::new(start, start + words.len())).unwrap();
            article.claims.insert((*id).into(), claim);
        }
        article
    }

    const CLAIMS: [(&str, &str); 3] = [
        ("a", "the bridge is safe"),
        ("b", "The army denied it in the evening"),
        ("c", "A third man said nothing at all"),
    ];

    fn article() -> Article {
        with_claims(OLDER, &CLAIMS)
    }

    #[test]
    fn claims_are_carried_over_by_place_and_by_words_and_what_is_lost_is_told() {
        let newer = "Talks 🙂 go on\n\nThe mayor said the bridge is safe. On Monday the army had denied it in the evening.";
        let update = updated(&article(), Metadata::default(), &newer.into());
        let words = |id: &str| update.article.claims.get(&id.into()).unwrap().spans[0].clone();
        assert!(words("a").holds_in(newer) && words("a").words == "the bridge is safe");
        assert_eq!(update.kept, 1);
        assert_eq!(update.lost, ["c".into()]);
        assert_eq!(words("c").words, "A third man said nothing at all");
        assert_eq!(words("c").span(), None);
        assert_eq!(update.found, ["b".into()]);
        assert!(words("b").holds_in(newer), "{:?}", words("b"));
        let publisher = update.article.metadata.publisher.as_deref();
        assert_eq!(publisher, Some("The Daily Example"));
    }

    #[test]
    fn what_stands_for_the_first_word_is_taken_whole() {
        for (older, newer, claim, expected) in [
            (
                "They said both sides would meet on Monday.",
                "They said the two sides would meet on Monday.",
                "both sides would meet on Monday",
                "the two sides would meet on Monday",
            ),
            (
                "They said the talks would end on Monday.",
                "They said the talks would end by Friday night.",
                "the talks would end on Monday",
                "the talks would end by Friday night",
            ),
            (
                "He said both sides would meet on Monday.",
                "He said last week in the city that both sides would meet on Monday.",
                "both sides would meet on Monday",
                "both sides would meet on Monday",
            ),
        ] {
            let article = with_claims(older, &[("c-1", claim)]);
            let newer: Arc<str> = newer.into();
            let update = updated(&article, Metadata::default(), &newer);
            let words: Vec<String> = update.article.claims.values().map(Claim::words).collect();
            assert_eq!(words, [expected]);
        }
    }

    #[test]
    fn lost_claims_are_told_in_the_order_of_the_text() {
        let mut article = article();
        let last = article.claims.get(&"c".into()).unwrap().clone();
        article.claims.remove(&"c".into());
        let first = article.claims.get(&"a".into()).unwrap().clone();
        article.claims.insert("a".into(), last);
        article.claims.insert("z".into(), first);
        let gone = updated(&article, Metadata::default(), &"Nothing of the kind here.".into());
        assert_eq!(gone.lost, ["z".into(), "b".into(), "a".into()]);
    }

    #[test]
    fn an_equal_text_keeps_every_claim_and_words_that_come_back_find_their_place() {
        let same = updated(&article(), article().metadata, &OLDER.into());
        assert_eq!((same.kept, same.article), (3, article()));
        let other = "Nothing of the kind here.".into();
        let gone = updated(&article(), Metadata::default(), &other);
        assert_eq!(gone.lost.len(), 3);
        let back = updated(&gone.article, Metadata::default(), &OLDER.into());
        assert_eq!((back.lost.len(), back.moved), (0, 3));
    }

    #[test]
    fn the_source_of_a_sentence_that_has_gone_is_not_looked_for_in_another() {
        let older = "The traders said that prices doubled.\n\nIt rained.\n\nThe traders hope that a judge hears them.";
        let newer = "The traders said that prices doubled.\n\nIt rained.";
        let mut article = Article::new(Metadata::default(), older);
        let anchor = |words: &str| {
            let start = older.rfind(words).unwrap();
            Anchor::new(older, Span::new(start, start + words.len())).unwrap()
        };
        let claim = Claim {
            spans: vec![anchor("a judge hears them")],
            voice: Voice::Attributed(vec![Attribution {
                source: vec![anchor("The traders")],
                cue: vec![anchor("hope that")],
                ..Attribution::default()
            }]),
            ..Claim::default()
        };
        article.claims.insert("c".into(), claim);
        let update = updated(&article, Metadata::default(), &newer.into());
        let claim = update.article.claims.get(&"c".into()).unwrap();
        assert!(claim.anchors().all(|anchor| anchor.span().is_none()), "{claim:?}");
        assert!(claim.anchors().any(|anchor| anchor.words == "The traders"));
    }

    #[test]
    fn claims_that_were_moved_with_their_words_are_told_from_those_that_were_reworded() {
        let filling = "Nothing else was said about it. ".repeat(9);
        let older =
            format!("The mayor said the bridge is safe.\n\n{filling}\n\nThe army denied it in the evening.");
        let newer = format!(
            "{filling}\n\nThe army has denied it in the evening.\n\nThe mayor said the bridge is safe."
        );
        let article = with_claims(&older, &CLAIMS[..2]);
        let update = updated(&article, Metadata::default(), &newer.into());
        assert_eq!((update.kept, update.moved), (0, 1));
        assert_eq!(update.found, ["b".into()]);
    }
}
