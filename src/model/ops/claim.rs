//! The things people do to claims, as edits: pure functions from the project as it is to an
//! [`Edit`]. Times and ids are given, so that nothing here depends on when it runs.

use super::{PALETTE, Part, Stamp};
use crate::model::claim::tidy;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Decision, Done, Edit, Evidence, EvidenceId,
    Polarity, Project, Quotation, Refusal, Review, Speaker, SpeakerId, Verdict, Voice,
};
use crate::text::Span;
use crate::text::segment::trim;

/// Marks words as a claim.
pub fn mark_claim(
    project: &Project,
    article: &ArticleId,
    id: ClaimId,
    spans: &[Span],
    voice: Voice,
    stamp: &Stamp,
) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let claim = Claim {
        spans: tidy(text, anchors(text, spans)?),
        voice,
        marked_by: Some(stamp.by.clone()),
        marked_at: Some(stamp.at),
        ..Claim::default()
    };
    Ok(Edit::Claim(article.clone(), id, Some(Box::new(claim))))
}

/// Removes a claim.
pub fn remove_claim(article: &ArticleId, id: &ClaimId) -> Edit {
    Edit::Claim(article.clone(), id.clone(), None)
}

/// Changes a claim by a function on a copy of it.
pub fn change_claim(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    change: impl FnOnce(&mut Claim),
) -> Result<Edit, Refusal> {
    let mut claim = claim_of(project, article, id)?.clone();
    change(&mut claim);
    Ok(Edit::Claim(article.clone(), id.clone(), Some(Box::new(claim))))
}

/// Gives a claim another voice. A chain that it had is lost; [`attribute_to`] keeps it.
pub fn set_voice(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    voice: Voice,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| claim.voice = voice)
}

/// Names the speaker of the nearest link; its source and cue stay, and so do further links.
pub fn attribute_to(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    speaker: SpeakerId,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| {
        match claim.voice.chain_mut().first_mut() {
            Some(nearest) => nearest.speakers = vec![speaker],
            None => claim.voice = Voice::attributed_to(speaker),
        }
    })
}

/// Changes one link of the chain, the nearest being 0. A claim without a chain gets a first link.
pub fn change_link(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    change: impl FnOnce(&mut Attribution),
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| {
        if claim.voice.chain().is_empty() {
            claim.voice = Voice::Attributed(vec![Attribution::default()]);
        }
        if let Some(link) = claim.voice.chain_mut().get_mut(link) {
            change(link);
        }
    })
}

/// Names all speakers of a link.
pub fn set_speakers(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    speakers: Vec<SpeakerId>,
) -> Result<Edit, Refusal> {
    change_link(project, article, id, link, |link| link.speakers = speakers)
}

/// Adds a link at the far end of the chain.
pub fn add_link(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: Attribution,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| match &mut claim.voice {
        Voice::Attributed(chain) => chain.push(link),
        voice => *voice = Voice::Attributed(vec![link]),
    })
}

/// Removes a link; a claim that loses its last is to be attributed again.
pub fn remove_link(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| {
        if let Voice::Attributed(chain) = &mut claim.voice {
            if link < chain.len() {
                chain.remove(link);
            }
            if chain.is_empty() {
                claim.voice = Voice::ToBeAttributed;
            }
        }
    })
}

/// Says whether a link's cue affirms or denies.
pub fn set_polarity(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    polarity: Polarity,
) -> Result<Edit, Refusal> {
    change_link(project, article, id, link, |link| link.polarity = polarity)
}

/// Adds words to a claim as a further piece.
pub fn add_piece(project: &Project, article: &ArticleId, id: &ClaimId, span: Span) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let piece = anchor(text, span)?;
    change_claim(project, article, id, |claim| add(text, &mut claim.spans, piece))
}

/// Takes a piece out of a claim. Without its last piece the claim is gone.
pub fn remove_piece(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    piece: usize,
) -> Result<Edit, Refusal> {
    let pieces = claim_of(project, article, id)?.spans.len();
    if pieces > 1 {
        change_claim(project, article, id, |claim| remove(&mut claim.spans, piece))
    } else {
        Ok(remove_claim(article, id))
    }
}

/// Lets a piece stand elsewhere: one of its edges was moved, or its place was lost.
pub fn move_piece(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    piece: usize,
    span: Span,
) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let moved = anchor(text, span)?;
    change_claim(project, article, id, |claim| {
        remove(&mut claim.spans, piece);
        add(text, &mut claim.spans, moved);
    })
}

/// The place of the first words of a claim that are no longer in the text, among all its words:
/// its pieces, then sources and cues link by link.
pub fn first_lost(claim: &Claim) -> Option<usize> {
    claim.anchors().position(|anchor| anchor.span().is_none())
}

/// Lets words stand elsewhere, in a claim or in its sources and cues, counted as by [`first_lost`].
pub fn stand_anew(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    place: usize,
    span: Span,
) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let found = anchor(text, span)?;
    change_claim(project, article, id, |claim| {
        if let Some(lost) = claim.anchors_mut().nth(place) {
            *lost = found;
        }
        let links = claim.voice.chain_mut().iter_mut();
        let parts = links.flat_map(|link| [&mut link.source, &mut link.cue]);
        for anchors in parts.chain([&mut claim.spans]) {
            *anchors = tidy(text, std::mem::take(anchors));
        }
    })
}

/// Marks the words of a link's source or cue; those that were marked before are let go.
pub fn set_part(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    part: Part,
    spans: &[Span],
) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let marked = tidy(text, anchors(text, spans)?);
    change_link(project, article, id, link, |link| {
        *part_mut(link, part) = marked;
        // Whoever is mentioned need not be inferred.
        link.inferred &= link.source.is_empty();
    })
}

/// Adds words to a link's source or cue.
pub fn add_to_part(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    part: Part,
    span: Span,
) -> Result<Edit, Refusal> {
    let text = text_of(project, article)?;
    let piece = anchor(text, span)?;
    change_link(project, article, id, link, |link| {
        add(text, part_mut(link, part), piece);
        link.inferred &= link.source.is_empty();
    })
}

/// Takes a piece out of a link's source or cue.
pub fn remove_from_part(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    link: usize,
    part: Part,
    piece: usize,
) -> Result<Edit, Refusal> {
    change_link(project, article, id, link, |link| {
        remove(part_mut(link, part), piece);
    })
}

/// Says how a claim is quoted; `None` leaves it to the marks in the text.
pub fn set_quotation(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    quotation: Option<Quotation>,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| claim.quotation = quotation)
}

/// Records one's decision on a claim, or takes it back. Why it was made stays from the decision
/// before, unless it is said anew.
pub fn review(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    decision: Option<Decision>,
    why: Option<String>,
    stamp: &Stamp,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| {
        let before = claim.reviews.remove(&stamp.by);
        if let Some(decision) = decision {
            let why = why.or(before.map(|review| review.why)).unwrap_or_default();
            let at = stamp.at;
            claim
                .reviews
                .insert(stamp.by.clone(), Review { decision, at, why });
        }
    })
}

/// Rates whether a claim is true, by the key of a rating, or takes the rating back.
pub fn set_verdict(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    rating: Option<String>,
    stamp: &Stamp,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| {
        claim.verdict = rating.map(|rating| Verdict {
            rating,
            by: stamp.by.clone(),
            at: stamp.at,
        });
    })
}

/// Puts or removes a piece of evidence.
pub fn set_evidence(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    evidence: EvidenceId,
    value: Option<Evidence>,
) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| match value {
        Some(value) => drop(claim.evidence.insert(evidence, value)),
        None => drop(claim.evidence.remove(&evidence)),
    })
}

/// Sets a claim's note.
pub fn set_note(project: &Project, article: &ArticleId, id: &ClaimId, note: String) -> Result<Edit, Refusal> {
    change_claim(project, article, id, |claim| claim.note = note)
}

/// Sets a claim's tags: each once, in order, without the spaces around them.
pub fn set_tags(
    project: &Project,
    article: &ArticleId,
    id: &ClaimId,
    tags: &[String],
) -> Result<Edit, Refusal> {
    let mut tags: Vec<String> = tags.iter().map(|tag| tag.trim().to_owned()).collect();
    tags.retain(|tag| !tag.is_empty());
    tags.sort();
    tags.dedup();
    change_claim(project, article, id, |claim| claim.tags = tags)
}

/// Declares an article finished, or not.
pub fn set_done(article: &ArticleId, done: bool, stamp: &Stamp) -> Edit {
    let Stamp { by, at } = stamp.clone();
    Edit::Done(article.clone(), done.then_some(Done { by, at }))
}

/// Adds a speaker known by name, in the colour that fewest have.
pub fn new_speaker(project: &Project, id: SpeakerId, name: &str) -> Edit {
    let speaker = Speaker::named(name.trim(), next_color(project));
    Edit::Speaker(id, Some(Box::new(speaker)))
}

/// Changes a speaker by a function on a copy of it.
pub fn change_speaker(
    project: &Project,
    id: &SpeakerId,
    change: impl FnOnce(&mut Speaker),
) -> Result<Edit, Refusal> {
    let speaker = project
        .speaker(id)
        .ok_or_else(|| Refusal::NoSuchSpeaker(id.clone()))?;
    let mut speaker = speaker.clone();
    change(&mut speaker);
    Ok(Edit::Speaker(id.clone(), Some(Box::new(speaker))))
}

/// The first of the colours that fewest speakers have.
pub fn next_color(project: &Project) -> usize {
    let mut uses = [0_usize; PALETTE];
    for speaker in project.speakers().values() {
        if let Some(uses) = uses.get_mut(speaker.color % PALETTE) {
            *uses += 1;
        }
    }
    let fewest = uses.iter().enumerate().min_by_key(|(_, uses)| **uses);
    fewest.map_or(0, |(color, _)| color)
}

fn article_of<'a>(project: &'a Project, id: &ArticleId) -> Result<&'a Article, Refusal> {
    project
        .article(id)
        .ok_or_else(|| Refusal::NoSuchArticle(id.clone()))
}

fn text_of<'a>(project: &'a Project, id: &ArticleId) -> Result<&'a str, Refusal> {
    let text = article_of(project, id)?.text.as_deref();
    text.ok_or_else(|| Refusal::TextNotRead(id.clone()))
}

fn claim_of<'a>(project: &'a Project, article: &ArticleId, id: &ClaimId) -> Result<&'a Claim, Refusal> {
    let claim = article_of(project, article)?.claims.get(id);
    claim.ok_or_else(|| Refusal::NoSuchClaim(id.clone()))
}

/// The words of a span without the space at its edges, however it was selected.
fn anchor(text: &str, span: Span) -> Result<Anchor, Refusal> {
    let span = trim(text, span);
    Anchor::new(text, span).ok_or_else(|| {
        if span.is_empty() {
            Refusal::EmptyClaim
        } else {
            Refusal::Misplaced(span.slice(text).unwrap_or_default().to_owned())
        }
    })
}

fn anchors(text: &str, spans: &[Span]) -> Result<Vec<Anchor>, Refusal> {
    spans.iter().map(|span| anchor(text, *span)).collect()
}

fn add(text: &str, pieces: &mut Vec<Anchor>, piece: Anchor) {
    pieces.push(piece);
    *pieces = tidy(text, std::mem::take(pieces));
}

fn remove(pieces: &mut Vec<Anchor>, piece: usize) {
    if piece < pieces.len() {
        pieces.remove(piece);
    }
}

fn part_mut(link: &mut Attribution, part: Part) -> &mut Vec<Anchor> {
    match part {
        Part::Source => &mut link.source,
        Part::Cue => &mut link.cue,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::{Head, Metadata, Place, Reviewer};

    const TEXT: &str = "“We agree,” the mayor said on Monday, “and we will build.”";

    fn stamp() -> Stamp {
        Stamp {
            by: "r-1".into(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn span(words: &str) -> Span {
        let start = TEXT.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    type Deed<'a> = &'a dyn Fn(&Project) -> Result<Edit, Refusal>;

    /// A project with one article, one speaker and one claim to be attributed.
    fn project() -> Project {
        let mut project = Project::new(Head::titled("Building"));
        let article = Article::new(Metadata::default(), TEXT);
        for edit in [
            Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Amal".into() })),
            new_speaker(&project, "s-1".into(), " The mayor "),
            Edit::Article("a".into(), Some(Box::new(article))),
        ] {
            project.apply(edit).unwrap();
        }
        let edit = mark_claim(
            &project,
            &a(),
            c(),
            &[span("We agree")],
            Voice::ToBeAttributed,
            &stamp(),
        );
        project.apply(edit.unwrap()).unwrap();
        project
    }

    fn a() -> ArticleId {
        "a".into()
    }

    fn c() -> ClaimId {
        "c".into()
    }

    /// The claim after these deeds, each done to what the one before left.
    fn after(deeds: &[Deed]) -> Claim {
        let mut project = project();
        for deed in deeds {
            let edit = deed(&project).unwrap();
            project.apply(edit).unwrap();
        }
        project.claim(&a(), &c()).unwrap().clone()
    }

    fn words(anchors: &[Anchor]) -> Vec<&str> {
        anchors.iter().map(|anchor| anchor.words.as_str()).collect()
    }

    #[test]
    fn a_claim_grows_by_pieces_and_goes_with_the_last() {
        let claim = after(&[&|p| add_piece(p, &a(), &c(), span("and we will build"))]);
        assert_eq!(words(&claim.spans), ["We agree", "and we will build"]);
        let claim = after(&[&|p| add_piece(p, &a(), &c(), span("and we will build")), &|p| {
            remove_piece(p, &a(), &c(), 0)
        }]);
        assert_eq!(words(&claim.spans), ["and we will build"]);
        assert_eq!(
            remove_piece(&project(), &a(), &c(), 0),
            Ok(remove_claim(&a(), &c()))
        );
        let claim = after(&[&|p| move_piece(p, &a(), &c(), 0, span("agree"))]);
        assert_eq!(words(&claim.spans), ["agree"]);
    }

    #[test]
    fn another_speaker_keeps_the_words_that_attribute() {
        let claim = after(&[
            &|p| set_part(p, &a(), &c(), 0, Part::Cue, &[span("said")]),
            &|p| set_part(p, &a(), &c(), 0, Part::Source, &[span("the mayor")]),
            &|p| attribute_to(p, &a(), &c(), "s-1".into()),
        ]);
        let [link] = claim.voice.chain() else {
            panic!("{:?}", claim.voice)
        };
        assert_eq!(words(&link.cue), ["said"]);
        assert_eq!(words(&link.source), ["the mayor"]);
        assert_eq!(link.speakers, ["s-1".into()]);
    }

    #[test]
    fn a_claim_that_loses_its_last_link_is_to_be_attributed_again() {
        let claim = after(&[&|p| attribute_to(p, &a(), &c(), "s-1".into()), &|p| {
            add_link(p, &a(), &c(), Attribution::default())
        }]);
        assert_eq!(claim.voice.chain().len(), 2);
        let claim = after(&[&|p| attribute_to(p, &a(), &c(), "s-1".into()), &|p| {
            remove_link(p, &a(), &c(), 0)
        }]);
        assert_eq!(claim.voice, Voice::ToBeAttributed);
    }

    #[test]
    fn words_are_added_to_a_cue_and_taken_out_again() {
        let claim = after(&[
            &|p| add_to_part(p, &a(), &c(), 0, Part::Cue, span("on Monday")),
            &|p| add_to_part(p, &a(), &c(), 0, Part::Cue, span("said")),
            &|p| remove_from_part(p, &a(), &c(), 0, Part::Cue, 1),
            &|p| set_polarity(p, &a(), &c(), 0, Polarity::Denies),
        ]);
        let link = &claim.voice.chain()[0];
        assert_eq!(words(&link.cue), ["said"]);
        assert_eq!(link.polarity, Polarity::Denies);
    }

    #[test]
    fn a_new_decision_keeps_the_reason_and_one_taken_back_leaves_nothing() {
        let why = || Some("heard it".to_owned());

        let claim = after(&[
            &|p| review(p, &a(), &c(), Some(Decision::Disputed), why(), &stamp()),
            &|p| review(p, &a(), &c(), Some(Decision::Accepted), None, &stamp()),
        ]);
        assert_eq!(claim.reviews[&"r-1".into()].decision, Decision::Accepted);
        assert_eq!(claim.reviews[&"r-1".into()].why, "heard it");
        let claim = after(&[
            &|p| review(p, &a(), &c(), Some(Decision::Accepted), None, &stamp()),
            &|p| review(p, &a(), &c(), None, None, &stamp()),
        ]);
        assert!(claim.reviews.is_empty());
    }

    #[test]
    fn tags_come_each_once_and_in_order() {
        let tags = [" b".to_owned(), "a".to_owned(), "b".to_owned(), "  ".to_owned()];
        let claim = after(&[&|p| set_tags(p, &a(), &c(), &tags)]);
        assert_eq!(claim.tags, ["a", "b"]);
    }

    #[test]
    fn a_new_speaker_gets_a_colour_that_fewest_have() {
        let mut project = project();
        assert_eq!(project.speaker(&"s-1".into()).unwrap().name, "The mayor");
        let colors: Vec<usize> = (0..PALETTE + 2)
            .map(|number| {
                let id = SpeakerId::from(format!("s-n{number}"));
                project
                    .apply(new_speaker(&project, id.clone(), "Somebody"))
                    .unwrap();
                project.speaker(&id).unwrap().color
            })
            .collect();
        assert_eq!(colors[..3], [1, 2, 3]);
        assert_eq!(colors[PALETTE - 2..], [20, 0, 1, 2]);
        let edit = change_speaker(&project, &"s-n0".into(), |speaker| speaker.color = 5).unwrap();
        project.apply(edit).unwrap();
        assert_eq!(
            next_color(&project),
            1,
            "a colour that was given up is free again"
        );
    }

    #[test]
    fn marks_that_cannot_be_are_refused() {
        let project = project();
        let empty = add_piece(&project, &a(), &c(), Span::new(3, 3));
        assert_eq!(empty, Err(Refusal::EmptyClaim));
        let beyond = add_piece(&project, &a(), &c(), Span::new(3, 999));
        assert!(matches!(beyond, Err(Refusal::Misplaced(_))));
        let nobody = set_note(&project, &a(), &"c-no".into(), "x".into());
        assert_eq!(nobody, Err(Refusal::NoSuchClaim("c-no".into())));
    }

    #[test]
    fn lost_words_stand_anew_wherever_in_the_claim_they_are() {
        let mut project = project();
        let said = |project: &Project| project.claim(&a(), &c()).unwrap().clone();
        for edit in [
            set_part(&project, &a(), &c(), 0, Part::Source, &[span("the mayor")]).unwrap(),
            {
                let mut lost = said(&project);
                let mut link = Attribution {
                    source: vec![anchor(TEXT, span("the mayor")).unwrap()],
                    cue: vec![anchor(TEXT, span("said")).unwrap()],
                    ..Attribution::default()
                };
                link.cue[0].place = Place::Unproved(90..95);
                lost.spans[0].place = Place::Unproved(96..99);
                lost.voice = Voice::Attributed(vec![link]);
                Edit::Claim(a(), c(), Some(Box::new(lost)))
            },
        ] {
            project.apply(edit).unwrap();
        }
        for (place, words) in [(0, "and we will build"), (2, "on Monday")] {
            assert_eq!(first_lost(&said(&project)), Some(place));
            let edit = stand_anew(&project, &a(), &c(), place, span(words)).unwrap();
            project.apply(edit).unwrap();
        }
        let claim = said(&project);
        assert_eq!(first_lost(&claim), None);
        let found: Vec<&str> = claim.anchors().map(|anchor| anchor.words.as_str()).collect();
        assert_eq!(found, ["and we will build", "the mayor", "on Monday"]);
    }

    #[test]
    fn a_lost_piece_stays_when_another_is_added() {
        let mut lost = project().claim(&a(), &c()).unwrap().clone();
        lost.spans[0].place = Place::Unproved(90..95);
        let mut project = project();
        project
            .apply(Edit::Claim(a(), c(), Some(Box::new(lost))))
            .unwrap();
        let edit = add_piece(&project, &a(), &c(), span("and we will build")).unwrap();
        project.apply(edit).unwrap();
        let claim = project.claim(&a(), &c()).unwrap();
        assert_eq!(words(&claim.spans), ["and we will build", "We agree"]);
    }
}
