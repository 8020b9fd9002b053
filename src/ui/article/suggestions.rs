//! What the text offers as source and cue of the selected claim. Drawn faint, and nothing of it
//! counts as annotated until it is confirmed.

use super::Offer;
use crate::model::ops::{self, Part};
use crate::model::{Anchor, ArticleId, ClaimId, Project, SpeakerKind, Voice};
use crate::suggest::{alias, offers};
use crate::text::Span;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Place;

/// Words offered for the nearest link of the selected claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// As its source.
    pub source: Option<Span>,
    /// As its cue.
    pub cue: Option<Span>,
}

/// The offers of one claim, found again when the project or the selection changes.
#[derive(Debug, Default)]
pub struct Suggestions {
    of: Option<(ArticleId, ClaimId, u64)>,
    offered: Offered,
    /// The claim that was selected when this was last asked.
    asked: Option<(ArticleId, ClaimId)>,
    alias: Option<String>,
}

impl Suggestions {
    /// What is offered now; `None` in the first frame that shows a claim. Reading what stands around
    /// it takes a moment, in which the claim itself can be on the screen already.
    fn soon(&mut self, project: &Project, revision: u64, place: &Place) -> Option<Offered> {
        let asked = place.article.clone().zip(place.claim.clone());
        let new = asked.is_some() && asked != self.asked;
        self.asked = asked;
        (!new).then(|| self.now(project, revision, place))
    }

    /// What is offered now.
    pub fn now(&mut self, project: &Project, revision: u64, place: &Place) -> Offered {
        let of = place
            .article
            .clone()
            .zip(place.claim.clone())
            .map(|(article, claim)| (article, claim, revision));
        if self.of != of {
            self.offered = of
                .as_ref()
                .and_then(|(article, claim, _)| offered(project, article, claim))
                .unwrap_or_default();
            self.alias = of
                .as_ref()
                .and_then(|(article, claim, _)| new_name(project, article, claim));
            self.of = of;
        }
        self.offered
    }

    /// What the claim's source calls its speaker, where that is not one of their names yet.
    pub fn alias(&self) -> Option<&str> {
        self.alias.as_deref()
    }
}

/// Source and cue for a claim whose speaker is known, where it has none yet.
fn offered(project: &Project, article: &ArticleId, claim: &ClaimId) -> Option<Offered> {
    let article = project.article(article)?;
    let claim = article.claims.get(claim)?;
    let Voice::Attributed(chain) = &claim.voice else {
        return None;
    };
    let link = chain.first()?;
    let speaker = project.speaker(link.speakers.first()?)?;
    if !link.cue.is_empty() && (link.inferred || !link.source.is_empty()) {
        return None;
    }
    let spans: Vec<Span> = claim.spans.iter().filter_map(Anchor::span).collect();
    let found = offers(
        article.text.as_deref()?,
        &spans,
        Some(speaker),
        project.speakers(),
    );
    let source = found.source.map(|mention| mention.span);
    Some(Offered {
        source: source.filter(|_| link.source.is_empty() && !link.inferred),
        cue: found.cue.filter(|_| link.cue.is_empty()),
    })
}

/// The name that the claim's confirmed source adds to those of its only speaker. Unnamed parties have
/// none: equal words may mean another.
fn new_name(project: &Project, article: &ArticleId, claim: &ClaimId) -> Option<String> {
    let article = project.article(article)?;
    let link = article.claims.get(claim)?.voice.chain().first()?;
    let ([speaker], [source]) = (link.speakers.as_slice(), link.source.as_slice()) else {
        return None;
    };
    let speaker = project.speaker(speaker)?;
    if speaker.kind == SpeakerKind::Unnamed {
        return None;
    }
    alias(
        article.text.as_deref()?,
        source.span()?,
        speaker,
        project.speakers(),
    )
}

impl Offered {
    /// Whether nothing is offered.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// As the reading surface draws them.
    pub fn drawn(self, project: &Project, place: &Place) -> Vec<Offer> {
        let claim = place
            .article
            .as_ref()
            .zip(place.claim.as_ref())
            .and_then(|(article, claim)| project.claim(article, claim));
        let speaker = claim.and_then(|claim| claim.voice.first_speaker()).cloned();
        let offer = |span: Option<Span>, cue| {
            span.map(|span| Offer {
                span,
                cue,
                speaker: speaker.clone(),
            })
        };
        [offer(self.source, false), offer(self.cue, true)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// What is offered for the selected claim, to be drawn. Nothing is as yet where it has only just been selected; then
/// another frame follows.
pub fn offered_soon(state: &mut Suggestions, core: &Core) -> Offered {
    let Some(session) = core.session.as_ref().filter(|_| core.is_writable()) else {
        return Offered::default();
    };
    let offered = state.soon(session.project(), session.revision(), &core.place);
    if offered.is_none() {
        (core.wake)();
    }
    offered.unwrap_or_default()
}

/// Takes what is offered for the selected claim, all of it or one part, in one step. Returns whether there was anything.
pub fn confirm(state: &mut Suggestions, core: &mut Core, only: Option<Part>) -> bool {
    let Some(session) = core.session.as_ref().filter(|_| core.is_writable()) else {
        return false;
    };
    let offered = state.now(session.project(), session.revision(), &core.place);
    let wanted = |part| only.is_none_or(|only| only == part);
    let source = offered.source.filter(|_| wanted(Part::Source));
    let cue = offered.cue.filter(|_| wanted(Part::Cue));
    if source.is_none() && cue.is_none() {
        return false;
    }
    core.edit_claim(move |project, at, _| ops::attribution::confirm_offer(project, at, source, cue));
    true
}
