//! The log of what was done to claims, by whom and when, in words that stay true when speakers and ratings change
//! later. `store` keeps the log on disk.

use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};

use jiff::{SignedDuration, Timestamp};

use super::attribution::{Attribution, Voice};
use super::claim::{Claim, Quotation};
use super::edit::Edit;
use super::id::{ArticleId, ClaimId, ReviewerId};
use super::project::Project;
use super::review::Decision;
use crate::text::span::part;

/// Entries of one kind that follow each other within this time are merged into one.
const MERGE_WINDOW: SignedDuration = SignedDuration::from_mins(2);
/// The maximum length of the excerpt that a step quotes from a claim.
const MAX_QUOTED_CHARS: usize = 80;

/// One entry of the log: a step of the work on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The claim.
    pub claim: ClaimId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: ReviewerId,
    /// Whether it was done, undone or redone.
    pub action: LogAction,
    /// What changed, never empty.
    pub changes: Vec<ClaimChange>,
}

/// Whether a step was done, undone or redone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogAction {
    /// Done.
    #[default]
    Done,
    /// Undone: the changes have the values from before the step.
    Undone,
    /// Redone.
    Redone,
}

/// A change of a claim, with the new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimChange {
    /// It was marked, over these words.
    Marked(String),
    /// It was removed, and had these words.
    Removed(String),
    /// It covers these words.
    Words(String),
    /// It is attributed to these: speakers by name, the nearest link first.
    Speakers(String),
    /// The words that mention the speakers.
    Source(String),
    /// The words that attribute.
    Cue(String),
    /// Whether a link denies, or is inferred.
    Manner,
    /// Its quotation type; `None` if the quotation marks decide.
    Quotation(Option<Quotation>),
    /// The reviewer and the decision; `None` if it was cleared.
    Review(ReviewerId, Option<Decision>),
    /// The reason for a reviewer's decision.
    Why(ReviewerId),
    /// The rating by its label at the time; `None` if it was cleared.
    Verdict(Option<String>),
    /// What the verdict rests on.
    Evidence,
    /// The note.
    Note,
    /// The tags, joined by commas.
    Tags(String),
}

impl ClaimChange {
    /// Whether changes of this kind come in small steps, as in typing, of which only the last matters.
    fn is_gradual(&self) -> bool {
        !matches!(
            self,
            Self::Marked(_) | Self::Removed(_) | Self::Review(..) | Self::Verdict(_)
        )
    }
}

impl LogEntry {
    /// Whether this entry continues the one before it on the same claim, so that it replaces it.
    pub fn continues(&self, before: &Self) -> bool {
        let kinds = |entry: &Self| -> Vec<Discriminant<ClaimChange>> {
            let gradual = entry.changes.iter().filter(|change| change.is_gradual());
            gradual.map(discriminant).collect()
        };
        self.claim == before.claim
            && self.by == before.by
            && (self.action, before.action) == (LogAction::Done, LogAction::Done)
            && self.at.duration_since(before.at).abs() <= MERGE_WINDOW
            && kinds(self).len() == self.changes.len()
            && kinds(before).len() == before.changes.len()
            && kinds(self) == kinds(before)
    }
}

/// A claim and its state before an edit; `None` where it did not exist.
pub type ClaimBefore<'a> = (&'a ArticleId, &'a ClaimId, Option<&'a Claim>);

/// The states of claims before an edit, from its inverse, each claim once.
pub fn claims_before(inverse: &Edit) -> Vec<ClaimBefore<'_>> {
    let mut before = Vec::new();
    gather(inverse, &mut before);
    let ascends = |pair: &[ClaimBefore<'_>]| match pair {
        [one, next] => (one.0, one.1) > (next.0, next.1),
        _ => true,
    };
    // Edits of many claims are in the order of ids, so their inverses are in the opposite order.
    if !before.windows(2).all(ascends) {
        // An inverse runs backwards: if it puts a claim twice, the last is the oldest state.
        let last: BTreeMap<_, _> = before
            .iter()
            .map(|(article, id, claim)| ((*article, *id), *claim))
            .collect();
        before = last
            .into_iter()
            .map(|((article, id), claim)| (article, id, claim))
            .collect();
    }
    before
}

fn gather<'a>(inverse: &'a Edit, before: &mut Vec<ClaimBefore<'a>>) {
    match inverse {
        Edit::All(edits) => edits.iter().for_each(|edit| gather(edit, before)),
        Edit::Claim(article, claim, was) => before.push((article, claim, was.as_deref())),
        _ => {}
    }
}

/// The changes between two states of a claim; `None` where there was, or is, none.
pub fn changes(project: &Project, before: Option<&Claim>, after: Option<&Claim>) -> Vec<ClaimChange> {
    let nothing = Claim::default();
    match (before, after) {
        (None, None) => Vec::new(),
        (Some(before), None) => vec![ClaimChange::Removed(shortened(&before.words()))],
        (None, Some(after)) => {
            let mut list = vec![ClaimChange::Marked(shortened(&after.words()))];
            let as_marked = Claim {
                spans: after.spans.clone(),
                ..nothing
            };
            differences(project, &as_marked, after, &mut list);
            list
        }
        (Some(before), Some(after)) => {
            let mut list = Vec::new();
            differences(project, before, after, &mut list);
            list
        }
    }
}

fn differences(project: &Project, before: &Claim, after: &Claim, list: &mut Vec<ClaimChange>) {
    if before.spans != after.spans {
        list.push(ClaimChange::Words(shortened(&after.words())));
    }
    if before.voice != after.voice {
        voice_differences(project, &before.voice, &after.voice, list);
    }
    if before.quotation != after.quotation {
        list.push(ClaimChange::Quotation(after.quotation));
    }
    if before.reviews != after.reviews {
        review_differences(before, after, list);
    }
    if before.verdict != after.verdict {
        let rating = after.verdict.as_ref().map(|verdict| &verdict.rating);
        list.push(ClaimChange::Verdict(
            rating.map(|key| project.rating_label(key).to_owned()),
        ));
    }
    if before.evidence != after.evidence {
        list.push(ClaimChange::Evidence);
    }
    if before.note != after.note {
        list.push(ClaimChange::Note);
    }
    if before.tags != after.tags {
        list.push(ClaimChange::Tags(after.tags.join(", ")));
    }
}

fn voice_differences(project: &Project, before: &Voice, after: &Voice, list: &mut Vec<ClaimChange>) {
    let count = list.len();
    let speakers = |voice: &Voice| -> Option<Vec<Vec<super::SpeakerId>>> {
        let links = voice.chain().iter().map(|link| link.speakers.clone());
        (*voice != Voice::Article).then(|| links.collect())
    };
    if speakers(before) != speakers(after) {
        list.push(ClaimChange::Speakers(who(project, after)));
    }
    let words = |voice: &Voice, part: fn(&Attribution) -> &Vec<super::Anchor>| -> String {
        let pieces = voice.chain().iter().flat_map(part);
        let pieces: Vec<&str> = pieces.map(|anchor| anchor.words.as_str()).collect();
        pieces.join(" … ")
    };
    let sources: fn(&Attribution) -> &Vec<super::Anchor> = |link| &link.source;
    let cues: fn(&Attribution) -> &Vec<super::Anchor> = |link| &link.cue;
    let (source, cue) = (words(after, sources), words(after, cues));
    if words(before, sources) != source {
        list.push(ClaimChange::Source(shortened(&source)));
    }
    if words(before, cues) != cue {
        list.push(ClaimChange::Cue(shortened(&cue)));
    }
    if list.len() == count {
        list.push(ClaimChange::Manner);
    }
}

/// 'Army and Ministry ← United States'; empty without speakers.
fn who(project: &Project, voice: &Voice) -> String {
    if *voice == Voice::Article {
        return "the article itself".to_owned();
    }
    let name = |id| {
        project
            .speaker(id)
            .map_or(id.as_str(), |speaker| speaker.name.as_str())
    };
    let links = voice.chain().iter().map(|link| {
        let names: Vec<&str> = link.speakers.iter().map(name).collect();
        names.join(" and ")
    });
    links.collect::<Vec<_>>().join(" ← ")
}

fn review_differences(before: &Claim, after: &Claim, list: &mut Vec<ClaimChange>) {
    let reviewers: std::collections::BTreeSet<_> =
        before.reviews.keys().chain(after.reviews.keys()).collect();
    for id in reviewers {
        let (was, is) = (before.reviews.get(id), after.reviews.get(id));
        let decision = |review: Option<&super::Review>| review.map(|review| review.decision);
        if decision(was) != decision(is) {
            list.push(ClaimChange::Review(id.clone(), decision(is)));
        } else if was.map(|review| &review.why) != is.map(|review| &review.why) {
            list.push(ClaimChange::Why(id.clone()));
        }
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(MAX_QUOTED_CHARS) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", part(words, ..end).trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Anchor, Article, Head, Metadata, Review, Reviewer, Speaker};
    use super::*;
    use crate::text::Span;

    const TEXT: &str = "The mayor said the bridge is safe.";

    fn project() -> Project {
        let mut project = Project::new(Head::titled("Bridges"));
        for edit in [
            Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Amal".into() })),
            Edit::Speaker("s-1".into(), Some(Box::new(Speaker::named("The mayor", 0)))),
            Edit::Article(
                "a".into(),
                Some(Box::new(Article::new(Metadata::default(), TEXT))),
            ),
        ] {
            project.apply(edit).unwrap();
        }
        project
    }

    fn put(project: &mut Project, claim: Option<Claim>, action: LogAction, seconds: i64) -> Option<LogEntry> {
        let edit = Edit::Claim("a".into(), "c".into(), claim.map(Box::new));
        let inverse = project.apply(edit).unwrap();
        let (article, id, was) = claims_before(&inverse).pop()?;
        let changes = changes(project, was, project.claim(article, id));
        (!changes.is_empty()).then(|| LogEntry {
            claim: id.clone(),
            at: Timestamp::from_second(seconds).unwrap(),
            by: "r-1".into(),
            action,
            changes,
        })
    }

    fn claim() -> Claim {
        Claim::new(TEXT, Span::new(15, 33)).unwrap()
    }

    #[test]
    fn a_step_tells_what_holds_since() {
        let mut project = project();
        let attributed = Claim {
            voice: Voice::attributed_to("s-1".into()),
            ..claim()
        };
        let marked = put(&mut project, Some(attributed.clone()), LogAction::Done, 0).unwrap();
        let expected = [
            ClaimChange::Marked("the bridge is safe".into()),
            ClaimChange::Speakers("The mayor".into()),
        ];
        assert_eq!(marked.changes, expected);
        let mut accepted = attributed.clone();
        let review = Review {
            decision: Decision::Accepted,
            at: Timestamp::UNIX_EPOCH,
            why: String::new(),
            standing: crate::model::Standing::Current,
        };
        accepted.reviews.insert("r-1".into(), review);
        if let Some(link) = accepted.voice.chain_mut().first_mut() {
            link.cue = vec![Anchor::new(TEXT, Span::new(10, 14)).unwrap()];
        }
        let step = put(&mut project, Some(accepted), LogAction::Done, 1).unwrap();
        let expected = [
            ClaimChange::Cue("said".into()),
            ClaimChange::Review("r-1".into(), Some(Decision::Accepted)),
        ];
        assert_eq!(step.changes, expected);
        let undone = put(&mut project, Some(attributed.clone()), LogAction::Undone, 2).unwrap();
        assert_eq!(undone.changes[1], ClaimChange::Review("r-1".into(), None));
        assert_eq!(put(&mut project, Some(attributed), LogAction::Done, 3), None);
        let removed = put(&mut project, None, LogAction::Done, 4).unwrap();
        assert_eq!(
            removed.changes,
            [ClaimChange::Removed("the bridge is safe".into())]
        );
    }

    #[test]
    fn typing_is_one_step_and_two_decisions_are_two() {
        let mut project = project();
        put(&mut project, Some(claim()), LogAction::Done, 0);
        let noted = |note: &str| Claim {
            note: note.into(),
            ..claim()
        };
        let first = put(&mut project, Some(noted("a")), LogAction::Done, 10).unwrap();
        let second = put(&mut project, Some(noted("ab")), LogAction::Done, 60).unwrap();
        let late = put(&mut project, Some(noted("abc")), LogAction::Done, 600).unwrap();
        let undone = put(&mut project, Some(noted("ab")), LogAction::Undone, 601).unwrap();
        assert!(second.continues(&first));
        assert!(!late.continues(&second) && !undone.continues(&late));
        let decided = |decision| LogEntry {
            changes: vec![ClaimChange::Review("r-1".into(), Some(decision))],
            ..first.clone()
        };
        assert!(!decided(Decision::Rejected).continues(&decided(Decision::Accepted)));
    }

    #[test]
    fn a_claim_that_an_edit_puts_twice_is_told_once_from_how_it_was_at_first() {
        let mut project = project();
        let put = |id: &str, note: &str| {
            let claim = Claim {
                note: note.into(),
                ..claim()
            };
            Edit::Claim("a".into(), id.into(), Some(Box::new(claim)))
        };
        let edits = vec![put("c", "1"), put("d", "2"), put("c", "3")];
        let inverse = project.apply(Edit::All(edits)).unwrap();
        let was: Vec<_> = claims_before(&inverse);
        let ids: Vec<&str> = was.iter().map(|(_, id, _)| id.as_str()).collect();
        assert_eq!(ids, ["c", "d"]);
        assert!(was.iter().all(|(_, _, claim)| claim.is_none()));
    }
}
