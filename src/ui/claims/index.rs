//! A compact index over all claims of a project: what filtering, sorting and grouping ask about,
//! in a few numbers a claim. It is mended where the project changed, not made anew. Which claims
//! are shown, and in which order, is `rows`'s business.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;

use super::tally::{Tally, Totals};
use crate::model::claim_set::Ids;
use crate::model::{
    Anchor, AnchorPlace, Article, ArticleId, Claim, ClaimId, Project, Quotation, ReviewState, SpeakerId,
    Touched, Voice,
};
use crate::session::TimeBudget;
use crate::text::fold::fold;

/// Who says a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Nobody has said yet.
    Nobody,
    /// The article itself.
    Article,
    /// The first speaker of the nearest link, by its place among the index's speakers.
    Speaker(u32),
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id in its article.
    pub claim: ClaimId,
    /// Who says so.
    pub who: Answer,
    /// Every speaker of the chain, by place.
    pub speakers: Vec<u32>,
    /// Its words, folded for search.
    pub folded: Arc<str>,
    /// The first of these letters, as a number that sorts like them.
    pub words: u64,
    /// Equal for equal words but for folding and marks.
    pub same: u64,
    /// The words that attribute, by place among the index's cues.
    pub cue: u32,
    /// What the reviewers decided.
    pub review: ReviewState,
    /// How it is quoted; `None` while the article's text has not been read.
    pub quotation: Option<Quotation>,
    /// The rating, by place among the index's ratings.
    pub verdict: Option<u32>,
    /// Whether nobody has said who says so.
    pub lacks_speaker: bool,
    /// Whether its nearest link has no source, and none is to be inferred.
    pub lacks_source: bool,
    /// Whether its nearest link has no cue.
    pub lacks_cue: bool,
    /// Whether some of its words have lost their place.
    pub lacks_place: bool,
    /// The first letters of the words that mention its speaker, as a number that sorts like them.
    pub source: u64,
    /// The first letters of its note.
    pub note: u64,
    /// Where it begins in the text.
    begins: usize,
}

/// The claims of one article.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Which article.
    pub article: ArticleId,
    /// Its title, folded.
    pub title: Box<str>,
    /// Who published it, by place among the index's publishers.
    pub publisher: u32,
    /// When.
    pub published: Option<Date>,
    /// Its claims in the order of the text.
    pub entries: Vec<Entry>,
    /// The ids of its claims, in their order.
    pub ids: Ids,
}

/// Where an entry stands: its segment, its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Loc {
    /// The place of the segment.
    pub segment: u32,
    /// The place of the entry within it.
    pub at: u32,
}

/// Texts that occur many times, each by its place.
#[derive(Clone, Debug, Default)]
pub struct Interned {
    places: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

/// The index of a project.
#[derive(Clone, Debug, Default)]
pub struct Index {
    revision: Option<u64>,
    /// The articles in the order they are listed in.
    pub segments: Vec<Segment>,
    places: BTreeMap<ArticleId, u32>,
    /// The speakers' ids by place. A speaker that is gone keeps its place.
    pub speakers: Vec<SpeakerId>,
    speaker_places: BTreeMap<SpeakerId, u32>,
    /// The speakers' names, folded, by place.
    pub names: Vec<Box<str>>,
    /// Whom each speaker belongs to, by place.
    pub affiliations: Vec<Option<u32>>,
    /// The cues that occur.
    pub cues: Interned,
    /// The publishers that occur.
    pub publishers: Interned,
    /// The keys of the ratings: the project's scale, then what else occurs.
    pub ratings: Interned,
    tally: Tally,
    /// The articles whose segments are of an earlier revision, or empty as yet.
    stale: BTreeSet<ArticleId>,
    /// The first segment at which one of very many such articles is looked for.
    next: usize,
}

/// With so few articles to look at, their order does not matter.
const FEW: usize = 64;

impl Interned {
    /// The place of a text, which it keeps.
    pub fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.texts.len() as u32;
        self.texts.push(text.into());
        self.places.insert(text.into(), place);
        place
    }

    /// The place of a text, if it occurs.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.places.get(text).copied()
    }

    /// The texts in the order of their places.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}

impl Index {
    /// Brings the index to this revision. `touched_since` says what changed after a revision.
    #[cfg(test)]
    pub fn update(&mut self, project: &Project, revision: u64, touched_since: impl FnOnce(u64) -> Touched) {
        self.follow(project, revision, touched_since);
        self.work(project, TimeBudget::unlimited());
    }

    /// Takes note of what has changed up to this revision; [`Index::work`] then looks at it.
    /// `touched_since` says what changed after a revision.
    pub fn follow(&mut self, project: &Project, revision: u64, touched_since: impl FnOnce(u64) -> Touched) {
        let Some(before) = self.revision.replace(revision) else {
            self.know(project);
            self.reorder(project);
            return;
        };
        if before == revision {
            return;
        }
        let touched = touched_since(before);
        if touched.project {
            self.know(project);
        }
        let comes_or_goes = |id: &ArticleId| project.article(id).is_some() != self.places.contains_key(id);
        let order_changed = touched.articles.iter().any(comes_or_goes);
        self.stale.extend(touched.articles);
        if order_changed {
            self.reorder(project);
        }
    }

    /// Looks at articles that have changed, at one at least, for so long; returns whether there were
    /// any.
    pub fn work(&mut self, project: &Project, budget: TimeBudget) -> bool {
        let before = self.stale.len();
        while let Some(id) = self.next_stale() {
            let (Some(article), Some(place)) = (project.article(&id), self.places.get(&id).copied()) else {
                continue;
            };
            let old = self.forget(place);
            let segment = self.segment(&id, article, old);
            for entry in &segment.entries {
                self.tally.add(entry);
            }
            if let Some(slot) = self.segments.get_mut(place as usize) {
                *slot = segment;
            }
            if !budget.is_left() {
                break;
            }
        }
        self.stale.len() < before
    }

    /// Whether all that has changed was looked at.
    pub fn is_complete(&self) -> bool {
        self.stale.is_empty()
    }

    /// The next article to look at: of many in the order in which they are listed.
    fn next_stale(&mut self) -> Option<ArticleId> {
        while self.stale.len() > FEW
            && let Some(segment) = self.segments.get(self.next)
        {
            self.next += 1;
            if let Some(id) = self.stale.take(&segment.article) {
                return Some(id);
            }
        }
        self.next = 0;
        self.stale.pop_first()
    }

    /// The place of a claim.
    pub fn loc(&self, article: &ArticleId, claim: &ClaimId) -> Option<Loc> {
        let segment = *self.places.get(article)?;
        let entries = &self.segments.get(segment as usize)?.entries;
        let at = entries.iter().position(|entry| entry.claim == *claim)? as u32;
        Some(Loc { segment, at })
    }

    /// The entry at a place, with its segment.
    pub fn get(&self, loc: Loc) -> Option<(&Segment, &Entry)> {
        let segment = self.segments.get(loc.segment as usize)?;
        Some((segment, segment.entries.get(loc.at as usize)?))
    }

    /// The place of a speaker.
    pub fn speaker(&self, id: &SpeakerId) -> Option<u32> {
        self.speaker_places.get(id).copied()
    }

    /// How many claims say the same, this one included.
    pub fn repeats(&self, entry: &Entry) -> u32 {
        self.tally.repeats(entry)
    }

    /// Figures of all claims that were looked at.
    pub fn totals(&self) -> Totals {
        self.tally.totals()
    }

    /// Takes in speakers and scale.
    fn know(&mut self, project: &Project) {
        for id in project.speakers().keys() {
            self.speaker_place(id);
        }
        let speaker = |id: &SpeakerId| project.speaker(id);
        self.names = self
            .speakers
            .iter()
            .map(|id| speaker(id).map_or_else(Box::default, |it| fold(&it.name).into()))
            .collect();
        self.affiliations = self
            .speakers
            .iter()
            .map(|id| self.speaker(speaker(id)?.affiliation.as_ref()?))
            .collect();
        for rating in &project.head().scale {
            self.ratings.place(&rating.key);
        }
    }

    fn speaker_place(&mut self, id: &SpeakerId) -> u32 {
        if let Some(place) = self.speaker_places.get(id) {
            return *place;
        }
        let place = self.speakers.len() as u32;
        self.speakers.push(id.clone());
        self.names.push(Box::default());
        self.affiliations.push(None);
        self.speaker_places.insert(id.clone(), place);
        place
    }

    /// No longer counts the claims of a segment; gives their ids.
    fn forget(&mut self, place: u32) -> Ids {
        let Some(segment) = self.segments.get(place as usize) else {
            return Ids::default();
        };
        for entry in &segment.entries {
            self.tally.take(entry);
        }
        Arc::clone(&segment.ids)
    }

    /// Articles came or went: those that stay keep their segments.
    fn reorder(&mut self, project: &Project) {
        let all = 0..self.segments.len() as u32;
        let gone = all.filter(|place| {
            let segment = self.segments.get(*place as usize);
            segment.is_some_and(|segment| project.article(&segment.article).is_none())
        });
        for place in gone.collect::<Vec<_>>() {
            self.forget(place);
        }
        let mut kept: BTreeMap<ArticleId, Segment> = std::mem::take(&mut self.segments)
            .into_iter()
            .map(|segment| (segment.article.clone(), segment))
            .collect();
        self.places.clear();
        for (id, article) in project.articles_in_order() {
            let segment = kept.remove(id).unwrap_or_else(|| {
                self.stale.insert(id.clone());
                self.empty_segment(id, article)
            });
            self.places.insert(id.clone(), self.segments.len() as u32);
            self.segments.push(segment);
        }
    }

    /// An article with its claims. Ids that are as they were stay in one piece, so that whoever keeps
    /// them sees it at a glance.
    fn segment(&mut self, id: &ArticleId, article: &Article, old: Ids) -> Segment {
        let text = article.text.as_deref();
        let mut entries: Vec<Entry> = article
            .claims
            .iter()
            .map(|(id, claim)| self.entry(id, claim, text))
            .collect();
        // The sort is stable: claims that begin together stay in the order of their ids.
        entries.sort_by_key(|entry| (entry.lacks_place, entry.begins));
        let ids = if article.claims.keys().eq(old.iter()) {
            old
        } else {
            Arc::new(article.claims.keys().cloned().collect())
        };
        Segment {
            entries,
            ids,
            ..self.empty_segment(id, article)
        }
    }

    /// An article without its claims.
    fn empty_segment(&mut self, id: &ArticleId, article: &Article) -> Segment {
        let metadata = &article.metadata;
        let publisher = metadata.publisher.as_deref().unwrap_or_default();
        Segment {
            article: id.clone(),
            title: folded(&metadata.title),
            publisher: self.publishers.place(publisher),
            published: metadata.published,
            entries: Vec::new(),
            ids: Ids::default(),
        }
    }

    fn entry(&mut self, id: &ClaimId, claim: &Claim, text: Option<&str>) -> Entry {
        let nearest = claim.voice.chain().first();
        let who = match (&claim.voice, claim.voice.first_speaker()) {
            (Voice::Article, _) => Answer::Article,
            (_, Some(speaker)) => Answer::Speaker(self.speaker_place(speaker)),
            (_, None) => Answer::Nobody,
        };
        let speakers = claim.voice.speakers();
        let speakers = speakers.map(|id| self.speaker_place(id)).collect();
        let words = folded_pieces(&claim.spans);
        let same = same(&words);
        let begins = claim.spans.iter().map(|anchor| match &anchor.place {
            AnchorPlace::At(span) => span.start,
            AnchorPlace::Unproved(chars) => chars.start,
        });
        Entry {
            claim: id.clone(),
            who,
            speakers,
            same,
            cue: match nearest.map(|link| link.cue.as_slice()) {
                None | Some([]) => self.cues.place(""),
                Some([cue]) => self.cues.place(&cue.words),
                Some(pieces) => self.cues.place(&joined(pieces)),
            },
            review: claim.review_state(),
            quotation: match (claim.quotation, text) {
                (Some(said), _) => Some(said),
                (None, Some(text)) => Some(claim.quotation_by_marks(text)),
                (None, None) => None,
            },
            verdict: claim
                .verdict
                .as_ref()
                .map(|verdict| self.ratings.place(&verdict.rating)),
            lacks_speaker: who == Answer::Nobody,
            lacks_source: nearest.is_some_and(|link| link.source.is_empty() && !link.inferred),
            lacks_cue: nearest.is_some_and(|link| link.cue.is_empty()),
            // Before the text is read no place is proved, and none is lost.
            lacks_place: text.is_some() && claim.is_orphaned(),
            source: nearest.map_or(u64::MAX, |link| beginning(&folded_pieces(&link.source))),
            note: beginning(&folded(&claim.note)),
            begins: begins.min().unwrap_or(usize::MAX),
            words: beginning(&words),
            folded: self.tally.shared(same, words),
        }
    }
}

/// The words of several pieces as one text.
pub fn joined(pieces: &[Anchor]) -> String {
    let words: Vec<&str> = pieces.iter().map(|anchor| anchor.words.as_str()).collect();
    words.join(" … ")
}

fn folded_pieces(pieces: &[Anchor]) -> Box<str> {
    match pieces {
        [piece] => folded(&piece.words),
        pieces => folded(&joined(pieces)),
    }
}

/// [`fold`], but letters that fold to themselves in lower case are not looked up.
fn folded(text: &str) -> Box<str> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest
            .bytes()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len());
        let (ascii, other) = rest.split_at(plain);
        // ASCII folds to lower case, and its white space to spaces.
        whole.extend(ascii.bytes().map(|byte| match byte {
            byte if byte.is_ascii_whitespace() || byte == 0x0b => ' ',
            byte => char::from(byte.to_ascii_lowercase()),
        }));
        let strange = other
            .bytes()
            .position(|byte| byte.is_ascii())
            .unwrap_or(other.len());
        let (strange, after) = other.split_at(strange);
        if !strange.is_empty() {
            whole.push_str(&fold(strange));
        }
        rest = after;
    }
    whole.into()
}

/// The first letters of a text as a number that sorts like them; a text without any comes last.
pub fn beginning(text: &str) -> u64 {
    let letters = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if letters.is_empty() {
        return u64::MAX;
    }
    let mut bytes = [0; 8];
    for (slot, byte) in bytes.iter_mut().zip(letters.bytes()) {
        *slot = byte;
    }
    u64::from_be_bytes(bytes)
}

/// A number that is equal for equal words: letters and digits count, marks and spaces do not.
fn same(folded: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut words = 0_u32;
    for word in folded.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            word.hash(&mut hasher);
            words += 1;
        }
    }
    words.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_folds_as_the_thorough_one() {
        for text in [
            "",
            "The “Army” said:\tTWO\u{b}\u{c}thousand\r\n",
            "e\u{301}lan Élysée – A\u{308}rger",
            "قال الجيشُ Army إنّ 5",
            "\u{1c}control",
        ] {
            assert_eq!(&*folded(text), fold(text), "{text:?}");
        }
    }

    #[test]
    fn claims_are_the_same_by_their_words_whatever_marks_stand_between() {
        let of = |text: &str| same(&folded(text));
        assert_eq!(of("The bridge is “safe”."), of("the bridge IS safe"));
        assert_ne!(of("the bridge is safe"), of("the bridges are safe"));
        assert_ne!(of("no one"), of("noone"));
    }
}
