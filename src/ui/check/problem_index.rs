//! What `model::check` finds, kept up to date while one works: an article is looked at again when it
//! changed, and a project of many is looked through a piece a frame. How it looks is not here.

use std::collections::{BTreeMap, BTreeSet};

use super::source_words::{self, Concerned, SourceWords, WordHashes};
use crate::model::check::{article_problems, check_article, check_claim, check_speakers, speakers_of};
use crate::model::{ArticleId, ClaimMap, Problem, ProblemGroup, Project, Rating, SpeakerId, Touched};

/// So many claims are looked at in one frame: about a millisecond's work.
const CLAIMS_A_FRAME: usize = 2_000;

/// So many articles are looked at in one frame, however few claims they have.
const ARTICLES_A_FRAME: usize = 2_000;

/// An article of more claims is looked at piece by piece, and never in the frame that draws a change of it.
const LARGE: usize = 400;

/// The problems of a group: those of the speakers under `None`, those of articles under their ids.
type ByPlace = BTreeMap<Option<ArticleId>, Vec<Problem>>;

/// What is wrong with a project and what is still to be done, as far as it has been looked at.
#[derive(Debug, Default)]
pub struct ProblemIndex {
    revision: Option<u64>,
    /// Articles that are to be looked at.
    waiting: BTreeSet<ArticleId>,
    groups: BTreeMap<ProblemGroup, (usize, ByPlace)>,
    /// Whom the claims of each article are attributed to.
    named: BTreeMap<ArticleId, BTreeSet<SpeakerId>>,
    /// In how many articles each speaker has claims.
    uses: BTreeMap<SpeakerId, usize>,
    /// Whether the speakers are to be looked at.
    speakers_wait: bool,
    scale: Vec<Rating>,
    words: SourceWords,
    /// A large article that is being looked at.
    large: Option<Large>,
}

/// A large article as it was when the look at it began, and what was found in it so far.
#[derive(Debug)]
struct Large {
    id: ArticleId,
    claims: ClaimMap,
    looked_at: usize,
    open: usize,
    named: BTreeSet<SpeakerId>,
    words: WordHashes,
    problems: Vec<Problem>,
}

impl ProblemIndex {
    /// Looks at all of a project, as long as that is wanted: not for the thread that draws.
    pub fn complete(project: &Project, revision: u64, is_wanted: impl Fn() -> bool) -> Self {
        let mut index = Self::default();
        while is_wanted() && index.update(project, revision, |_| Touched::default()) {}
        index
    }

    /// Whether nothing has been looked at, of a project that is too large for a frame.
    pub fn wants_thread(&self, project: &Project) -> bool {
        let claims = || project.articles().values().map(|article| article.claims.len());
        self.revision.is_none() && claims().sum::<usize>() > CLAIMS_A_FRAME
    }

    /// Looks at what changed since the last time, at most a frame's worth of it. Returns whether
    /// more is waiting.
    ///
    /// `touched`: what was changed after a revision.
    pub fn update(&mut self, project: &Project, revision: u64, touched: impl FnOnce(u64) -> Touched) -> bool {
        let changed = self.revision.is_some_and(|seen| seen != revision);
        match self.revision {
            Some(seen) if seen == revision => {}
            Some(seen) => self.note(project, touched(seen)),
            None => {
                self.waiting = project.articles().keys().cloned().collect();
                self.speakers_wait = true;
                self.scale.clone_from(&project.head().scale);
                self.words.follow(project);
            }
        }
        self.revision = Some(revision);
        let (mut articles, mut claims) = (0, 0);
        let mut later = BTreeSet::new();
        while articles < ARTICLES_A_FRAME
            && claims < CLAIMS_A_FRAME
            && let Some(id) = self.waiting.pop_first()
        {
            let held = project.article(&id).map_or(0, |article| article.claims.len());
            if held > LARGE {
                later.insert(id);
                continue;
            }
            articles += 1;
            claims += held;
            self.look_at(project, &id);
        }
        self.waiting.append(&mut later);
        if !changed && claims == 0 {
            self.look_at_large(project);
        }
        if !self.is_under_way() && std::mem::take(&mut self.speakers_wait) {
            let problems = check_speakers(project, |id| self.uses.contains_key(id));
            self.put(None, problems);
        }
        self.is_under_way()
    }

    /// How many problems there are.
    pub fn count(&self) -> usize {
        self.groups.values().map(|(count, _)| count).sum()
    }

    /// How many of them contradict something, as opposed to work that is still to be done.
    pub fn wrong(&self) -> usize {
        let wrong = self.groups.iter().filter(|(group, _)| group.is_inconsistent());
        wrong.map(|(_, (count, _))| count).sum()
    }

    /// Whether there are articles that have not been looked at.
    pub fn is_under_way(&self) -> bool {
        self.revision.is_none() || !self.waiting.is_empty() || self.large.is_some()
    }

    /// The groups that hold anything, with their numbers.
    pub fn groups(&self) -> impl Iterator<Item = (ProblemGroup, usize)> {
        let held = self.groups.iter().filter(|(_, (count, _))| *count > 0);
        held.map(|(group, (count, _))| (*group, *count))
    }

    /// The problems of a group, those of this article first.
    pub fn of<'a>(
        &'a self,
        group: ProblemGroup,
        first: Option<&'a ArticleId>,
    ) -> impl Iterator<Item = &'a Problem> {
        let places = self.groups.get(&group).map(|(_, places)| places);
        let own = places
            .zip(first)
            .and_then(|(places, first)| places.get(&Some(first.clone())));
        let others = places
            .into_iter()
            .flatten()
            .filter(move |(article, _)| first.is_none() || article.as_ref() != first);
        own.into_iter()
            .flatten()
            .chain(others.flat_map(|(_, problems)| problems))
    }

    /// What a change makes worth another look. A claim refers to speakers and reviewers, which an
    /// edit cannot take from it, to the scale, which it can, and by its sources to the names of speakers.
    fn note(&mut self, project: &Project, touched: Touched) {
        // What was seen of a large article before it changed is worth nothing.
        self.large = self
            .large
            .take()
            .filter(|large| !touched.articles.contains(&large.id));
        self.waiting.extend(touched.articles);
        if !touched.project {
            return;
        }
        self.speakers_wait = true;
        if self.scale != project.head().scale {
            self.scale.clone_from(&project.head().scale);
            self.waiting.extend(project.articles().keys().cloned());
        }
        match self.words.follow(project) {
            Concerned::All => {
                self.large = None;
                self.waiting.extend(project.articles().keys().cloned());
            }
            Concerned::Some { articles, speakers } => {
                // Which words a large article has is known only once it was looked at.
                let large = self.large.take_if(|_| !speakers.is_empty());
                self.waiting.extend(large.map(|large| large.id));
                let names_one = |named: &BTreeSet<SpeakerId>| !named.is_disjoint(&speakers);
                let named = self.named.iter().filter(|(_, named)| names_one(named));
                self.waiting.extend(named.map(|(id, _)| id.clone()));
                self.waiting.extend(articles);
            }
        }
        for group in [
            ProblemGroup::UnknownSpeaker,
            ProblemGroup::UnknownReviewer,
            ProblemGroup::NamesAnother,
            ProblemGroup::RelayedWithoutWords,
        ] {
            if let Some((_, places)) = self.groups.get(&group) {
                self.waiting.extend(places.keys().flatten().cloned());
            }
        }
    }

    /// Looks at one article.
    fn look_at(&mut self, project: &Project, id: &ArticleId) {
        let article = project.article(id);
        let named = article.into_iter().flat_map(speakers_of).cloned().collect();
        let problems = article.map(|article| check_article(project, id, article));
        self.words
            .put(id, article.map(source_words::of_article).unwrap_or_default());
        self.take_in(id, &named, problems.unwrap_or_default());
    }

    /// Goes on with the large article under way, or begins with the next.
    fn look_at_large(&mut self, project: &Project) {
        let fresh = || {
            let id = self.waiting.first()?;
            let article = project.article(id)?;
            Some(Large {
                id: id.clone(),
                claims: article.claims.clone(),
                looked_at: 0,
                open: 0,
                named: BTreeSet::new(),
                words: WordHashes::new(),
                problems: Vec::new(),
            })
        };
        let Some(mut large) = self.large.take().or_else(fresh) else {
            return;
        };
        self.waiting.remove(&large.id);
        let Some(article) = project.article(&large.id) else {
            return;
        };
        let next = large.claims.iter().skip(large.looked_at).take(LARGE);
        for (claim_id, claim) in next {
            let looked_at = check_claim(project, (&large.id, article), (claim_id, claim));
            large.open += usize::from(looked_at.is_open);
            large.problems.extend(looked_at.problems);
            large.named.extend(claim.speakers().cloned());
            large.words.extend(source_words::of_claim(claim));
            large.looked_at += 1;
        }
        if large.looked_at < large.claims.len() {
            self.large = Some(large);
            return;
        }
        let rank = |problem: &Problem| {
            let claim = large.claims.get(problem.claim.as_ref()?)?;
            Some((claim.rank(), problem.claim.clone()))
        };
        large.problems.sort_by_cached_key(rank);
        large
            .problems
            .extend(article_problems(&large.id, article, large.open));
        self.words.put(&large.id, large.words);
        self.take_in(&large.id, &large.named, large.problems);
    }

    /// Puts what was found in an article in the place of what was found before.
    fn take_in(&mut self, id: &ArticleId, named: &BTreeSet<SpeakerId>, problems: Vec<Problem>) {
        let before = if named.is_empty() {
            self.named.remove(id)
        } else {
            self.named.insert(id.clone(), named.clone())
        };
        let before = before.unwrap_or_default();
        if before != *named {
            self.speakers_wait = true;
            for speaker in named {
                *self.uses.entry(speaker.clone()).or_default() += 1;
            }
            for speaker in &before {
                if let Some(uses) = self.uses.get_mut(speaker) {
                    *uses -= 1;
                    if *uses == 0 {
                        self.uses.remove(speaker);
                    }
                }
            }
        }
        self.put(Some(id), problems);
    }

    /// Puts the problems of an article, or of the speakers, in the place of those before.
    fn put(&mut self, place: Option<&ArticleId>, problems: Vec<Problem>) {
        let place = place.cloned();
        for (count, places) in self.groups.values_mut() {
            if let Some(before) = places.remove(&place) {
                *count -= before.len();
            }
        }
        for problem in problems {
            let (count, places) = self.groups.entry(problem.kind.group()).or_default();
            *count += 1;
            places.entry(place.clone()).or_default().push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Article, Attribution, Claim, Done, Edit, Head, Metadata, Reviewer, Speaker, Voice, check,
    };
    use crate::text::Span;

    const TEXT: &str = "The mayor said that the bridge is closed.";

    fn project(articles: usize) -> Project {
        let mut project = Project::new(Head::titled("Bridges"));
        let amal = Reviewer { name: "Amal".into() };
        project.apply(Edit::Reviewer("r-1".into(), Some(amal))).unwrap();
        for name in ["s-0", "s-1"] {
            let speaker = Box::new(Speaker::named("The mayor", 0));
            project.apply(Edit::Speaker(name.into(), Some(speaker))).unwrap();
        }
        for at in 0..articles {
            let mut article = Article::new(Metadata::default(), TEXT);
            article.claims.insert("c-1".into(), claim(Voice::ToBeAttributed));
            let id = format!("a-{at:05}").into();
            project.apply(Edit::Article(id, Some(Box::new(article)))).unwrap();
        }
        project
    }

    fn claim(voice: Voice) -> Claim {
        Claim {
            voice,
            ..Claim::new(TEXT, Span::new(20, 40)).unwrap()
        }
    }

    /// Everything found, in the order of `check`'s answer as far as that matters.
    fn all(found: &ProblemIndex) -> Vec<String> {
        let mut all: Vec<String> = found
            .groups()
            .flat_map(|(group, _)| found.of(group, None))
            .map(|problem| format!("{problem:?}"))
            .collect();
        all.sort();
        all
    }

    fn expected(project: &Project) -> Vec<String> {
        let mut all: Vec<String> = check(project)
            .iter()
            .map(|problem| format!("{problem:?}"))
            .collect();
        all.sort();
        all
    }

    #[test]
    fn what_is_mended_after_each_edit_is_what_a_fresh_look_finds() {
        let mut project = project(5);
        let mut found = ProblemIndex::default();
        found.update(&project, 0, |_| unreachable!());
        assert_eq!(all(&found), expected(&project));
        let done = Done {
            by: "r-1".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let mut head = project.head().clone();
        head.scale.clear();
        let attributed = claim(Voice::attributed_to("s-1".into()));
        let by_source = claim(Voice::Attributed(vec![Attribution {
            speakers: vec!["s-1".into()],
            source: Claim::new(TEXT, Span::new(0, 9)).unwrap().spans,
            ..Attribution::default()
        }]));
        let named = |id: &str, name: &str, body: Option<&str>| {
            let speaker = Speaker {
                affiliation: body.map(Into::into),
                ..Speaker::named(name, 0)
            };
            Edit::Speaker(id.into(), Some(Box::new(speaker)))
        };
        let edits = [
            Edit::Done("a-00001".into(), Some(done)),
            Edit::Claim("a-00002".into(), "c-1".into(), Some(Box::new(attributed))),
            Edit::Claim("a-00003".into(), "c-1".into(), None),
            Edit::Article("a-00004".into(), None),
            Edit::Speaker("s-0".into(), None),
            Edit::Claim("a-00002".into(), "c-2".into(), Some(Box::new(by_source))),
            named("s-2", "Mayor", None),
            named("s-1", "The council", None),
            named("s-2", "Lord Mayor", None),
            named("s-3", "Mayor", None),
            named("s-3", "Mayor", Some("s-1")),
            named("s-3", "Mayor", None),
            named("s-3", "Bridge", None),
            Edit::Head(Box::new(head)),
        ];
        for (at, edit) in edits.into_iter().enumerate() {
            let touched = edit.touched();
            project.apply(edit).unwrap();
            assert!(!found.update(&project, at as u64 + 1, |_| touched));
            assert_eq!(all(&found), expected(&project), "after edit {at}");
            assert_eq!(found.count(), expected(&project).len());
        }
    }

    #[test]
    fn a_large_project_is_looked_through_in_pieces() {
        let project = project(CLAIMS_A_FRAME * 3);
        let mut found = ProblemIndex::default();
        assert!(found.update(&project, 7, |_| unreachable!()));
        assert_eq!(found.count(), CLAIMS_A_FRAME);
        let mut frames = 1;
        while found.update(&project, 7, |_| unreachable!()) {
            frames += 1;
        }
        assert!(frames < 4 && !found.is_under_way());
        assert_eq!(found.count(), expected(&project).len());
    }

    #[test]
    fn what_a_thread_has_found_is_brought_up_to_date_by_what_changed_meanwhile() {
        let mut project = project(CLAIMS_A_FRAME + 1);
        assert!(ProblemIndex::default().wants_thread(&project));
        let mut found = ProblemIndex::complete(&project, 7, || true);
        assert!(!found.is_under_way() && !found.wants_thread(&project));
        assert_eq!(all(&found), expected(&project));
        let edit = Edit::Claim("a-00001".into(), "c-1".into(), None);
        let touched = edit.touched();
        project.apply(edit).unwrap();
        assert!(!found.update(&project, 8, |_| touched));
        assert_eq!(all(&found), expected(&project));
        assert!(ProblemIndex::complete(&project, 8, || false).is_under_way());
    }

    #[test]
    fn a_large_article_is_looked_at_piece_by_piece_and_not_in_the_frame_that_changes_it() {
        let mut project = project(2);
        let mut article = project.article(&"a-00001".into()).unwrap().clone();
        for at in 0..3 * LARGE {
            let voice = match at % 3 {
                0 => Voice::ToBeAttributed,
                _ => Voice::attributed_to("s-0".into()),
            };
            let (start, end) = if at % 2 == 0 { (0, 9) } else { (20, 40) };
            let claim = Claim {
                voice,
                ..Claim::new(TEXT, Span::new(start, end)).unwrap()
            };
            article.claims.insert(format!("c-{at:05}").into(), claim);
        }
        let id: ArticleId = "a-00001".into();
        project
            .apply(Edit::Article(id.clone(), Some(Box::new(article))))
            .unwrap();
        let mut found = ProblemIndex::default();
        while found.update(&project, 0, |_| unreachable!()) {}
        assert_eq!(all(&found), expected(&project));
        let of_article: Vec<Problem> = found
            .of(ProblemGroup::ToBeAttributed, Some(&id))
            .cloned()
            .collect();
        let fresh = check_article(&project, &id, project.article(&id).unwrap());
        assert!(of_article.starts_with(&fresh), "in the order of the text");

        let before = found.count();
        let edit = Edit::Claim(id, "c-00000".into(), None);
        let touched = edit.touched();
        project.apply(edit).unwrap();
        assert!(found.update(&project, 1, |_| touched), "it waits");
        assert_eq!(found.count(), before);
        while found.update(&project, 1, |_| unreachable!()) {}
        assert_eq!(all(&found), expected(&project));
    }

    #[test]
    fn the_open_articles_problems_come_first() {
        let project = project(3);
        let mut found = ProblemIndex::default();
        found.update(&project, 0, |_| unreachable!());
        let open = "a-00002".into();
        let first = found
            .of(ProblemGroup::ToBeAttributed, Some(&open))
            .next()
            .unwrap();
        assert_eq!(first.article.as_ref(), Some(&open));
        assert_eq!(found.of(ProblemGroup::ToBeAttributed, Some(&open)).count(), 3);
    }
}
