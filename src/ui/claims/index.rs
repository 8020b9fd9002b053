//! A compact index over all claims of a project: a few numbers per claim for filtering, sorting and
//! grouping. Only the articles that changed are indexed again.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;

use super::facets::FacetIndex;
use super::tally::{Tally, Totals};
use crate::model::claim_set::Ids;
use crate::model::{
    Anchor, AnchorPlace, Article, ArticleId, Claim, ClaimId, Project, Quotation, ReviewState, SpeakerId,
    Touched, Voice,
};
use crate::session::TimeBudget;
use crate::text::fold::fold;

/// Who a claim is attributed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntrySpeaker {
    Nobody,
    Article,
    /// The nearest link's first speaker, by its place in the index.
    Speaker(u32),
}

#[derive(Clone, Debug)]
pub struct IndexedClaim {
    pub claim: ClaimId,
    pub who: EntrySpeaker,
    /// Every speaker of the chain.
    pub speakers: Vec<u32>,
    /// The claim's words, folded for search.
    pub folded: Arc<str>,
    /// The first letters of `folded`, as a number that sorts like them.
    pub words: u64,
    /// Equal for claims of the same words, whatever their case and punctuation.
    pub same: u64,
    /// By place in [`Index::cues`].
    pub cue: u32,
    pub review: ReviewState,
    /// `None` while the article's text has not been read.
    pub quotation: Option<Quotation>,
    /// By place in [`Index::ratings`].
    pub verdict: Option<u32>,
    /// By place in [`Index::facets`].
    pub facets: Box<[u32]>,
    pub lacks_speaker: bool,
    /// Whether the nearest link has no source although its speaker is not inferred.
    pub lacks_source: bool,
    pub lacks_cue: bool,
    /// Whether some of its words were not found in the text.
    pub lacks_place: bool,
    /// The first letters of the source and of the note, as numbers that sort like them.
    pub source: u64,
    pub note: u64,
    /// The byte at which the claim begins.
    begins: usize,
}

/// An article with its claims.
#[derive(Clone, Debug)]
pub struct Segment {
    pub article: ArticleId,
    /// Folded.
    pub title: Box<str>,
    /// By place in [`Index::publishers`].
    pub publisher: u32,
    pub published: Option<Date>,
    /// What all its claims have, by place in [`Index::facets`].
    pub facets: Box<[u32]>,
    /// In the order of the text.
    pub entries: Vec<IndexedClaim>,
    /// The ids of the claims, sorted.
    pub ids: Ids,
}

/// An entry, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    pub segment: u32,
    /// The place within the segment.
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
    /// The articles in the order of the list.
    pub segments: Vec<Segment>,
    places: BTreeMap<ArticleId, u32>,
    /// The speakers by place. One that was removed keeps its place.
    pub speakers: Vec<SpeakerId>,
    speaker_places: BTreeMap<SpeakerId, u32>,
    /// Their names, folded.
    pub names: Vec<Box<str>>,
    /// Their affiliations.
    pub affiliations: Vec<Option<u32>>,
    pub cues: Interned,
    pub publishers: Interned,
    /// The keys of the scale, then others that occur.
    pub ratings: Interned,
    pub facets: FacetIndex,
    tally: Tally,
    /// The articles whose segments are missing or outdated.
    stale: BTreeSet<ArticleId>,
    /// Where the search for the next stale segment continues, if there are very many.
    next: usize,
}

/// With so few stale articles their order does not matter.
const FEW: usize = 64;

impl Interned {
    /// The place of a text, which is added if it is new.
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
    #[cfg(test)]
    pub fn update(&mut self, project: &Project, revision: u64, touched_since: impl FnOnce(u64) -> Touched) {
        self.follow(project, revision, touched_since);
        self.work(project, TimeBudget::unlimited());
    }

    /// Notes what has changed up to this revision; [`Index::work`] then indexes it. `touched_since` gives
    /// what changed after a revision.
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

    /// Indexes changed articles until the budget is spent, at least one; returns whether there were any.
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

    /// Whether every change is indexed.
    pub fn is_complete(&self) -> bool {
        self.stale.is_empty()
    }

    /// The next article to index; if there are many, in the order of the list.
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
    pub fn entry_id(&self, article: &ArticleId, claim: &ClaimId) -> Option<EntryId> {
        let segment = *self.places.get(article)?;
        let entries = &self.segments.get(segment as usize)?.entries;
        let at = entries.iter().position(|entry| entry.claim == *claim)? as u32;
        Some(EntryId { segment, at })
    }

    /// The entry at a place, with its segment.
    pub fn get(&self, loc: EntryId) -> Option<(&Segment, &IndexedClaim)> {
        let segment = self.segments.get(loc.segment as usize)?;
        Some((segment, segment.entries.get(loc.at as usize)?))
    }

    /// The place of a speaker.
    pub fn speaker(&self, id: &SpeakerId) -> Option<u32> {
        self.speaker_places.get(id).copied()
    }

    /// The number of claims with the same words.
    pub fn repeats(&self, entry: &IndexedClaim) -> u32 {
        self.tally.repeats(entry)
    }

    /// Counts over all indexed claims.
    pub fn totals(&self) -> Totals {
        self.tally.totals()
    }

    /// Adds speakers and scale.
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
        self.facets.know(project, &self.speakers);
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

    /// Stops counting the claims of a segment; returns their ids.
    fn forget(&mut self, place: u32) -> Ids {
        let Some(segment) = self.segments.get(place as usize) else {
            return Ids::default();
        };
        for entry in &segment.entries {
            self.tally.take(entry);
        }
        Arc::clone(&segment.ids)
    }

    /// Brings the segments into the order of the articles.
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

    /// Indexes an article. Unchanged ids stay the same allocation, so that sets of claims can be compared by pointer.
    fn segment(&mut self, id: &ArticleId, article: &Article, old: Ids) -> Segment {
        let text = article.text.as_deref();
        let mut entries: Vec<IndexedClaim> = article
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
            facets: self.facets.of_article(article),
            entries: Vec::new(),
            ids: Ids::default(),
        }
    }

    fn entry(&mut self, id: &ClaimId, claim: &Claim, text: Option<&str>) -> IndexedClaim {
        let nearest = claim.voice.chain().first();
        let who = match (&claim.voice, claim.voice.first_speaker()) {
            (Voice::Article, _) => EntrySpeaker::Article,
            (_, Some(speaker)) => EntrySpeaker::Speaker(self.speaker_place(speaker)),
            (_, None) => EntrySpeaker::Nobody,
        };
        let speakers = claim.voice.speakers();
        let speakers = speakers.map(|id| self.speaker_place(id)).collect();
        let words = folded_pieces(&claim.spans);
        let same = same(&words);
        let begins = claim.spans.iter().map(|anchor| match &anchor.place {
            AnchorPlace::At(span) => span.start,
            AnchorPlace::Unproved(chars) => chars.start,
        });
        IndexedClaim {
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
            facets: self.facets.of_claim(claim),
            lacks_speaker: who == EntrySpeaker::Nobody,
            lacks_source: nearest.is_some_and(|link| link.source.is_empty() && !link.inferred),
            lacks_cue: nearest.is_some_and(|link| link.cue.is_empty()),
            // Before the text is read no anchor is proved, and none is orphaned.
            lacks_place: text.is_some() && claim.is_orphaned(),
            source: nearest.map_or(u64::MAX, |link| beginning(&folded_pieces(&link.source))),
            note: beginning(&folded(&claim.note)),
            begins: begins.min().unwrap_or(usize::MAX),
            words: beginning(&words),
            folded: self.tally.shared(same, words),
        }
    }
}

/// The words of several spans as one text.
pub(crate) fn joined(pieces: &[Anchor]) -> String {
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
pub(crate) fn beginning(text: &str) -> u64 {
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
