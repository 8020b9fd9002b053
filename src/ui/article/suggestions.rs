//! The suggested source and cue of the selected claim. They count only after they are confirmed.

use super::Suggestion;
use crate::model::ops::{self, Part};
use crate::model::{Anchor, ArticleId, ClaimId, Project, SpeakerKind, Voice};
use crate::suggest::{alias, offers};
use crate::text::Span;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Place;

/// Words suggested for the nearest link of the selected claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// As its source.
    pub source: Option<Span>,
    /// As its cue.
    pub cue: Option<Span>,
}

/// The suggestions for one claim, updated when the project or the selection changes.
#[derive(Debug, Default)]
pub struct Suggestions {
    of: Option<(ArticleId, ClaimId, u64)>,
    suggested: Suggested,
    asked: Option<(ArticleId, ClaimId)>,
    alias: Option<String>,
}

impl Suggestions {
    /// The suggestions; `None` in the first frame that shows a claim, so that the claim appears before they are
    /// computed.
    fn soon(&mut self, project: &Project, revision: u64, place: &Place) -> Option<Suggested> {
        let asked = place.article.clone().zip(place.claim.clone());
        let new = asked.is_some() && asked != self.asked;
        self.asked = asked;
        (!new).then(|| self.now(project, revision, place))
    }

    /// The suggestions for the selected claim.
    pub fn now(&mut self, project: &Project, revision: u64, place: &Place) -> Suggested {
        let of = place
            .article
            .clone()
            .zip(place.claim.clone())
            .map(|(article, claim)| (article, claim, revision));
        if self.of != of {
            self.suggested = of
                .as_ref()
                .and_then(|(article, claim, _)| suggested(project, article, claim))
                .unwrap_or_default();
            self.alias = of
                .as_ref()
                .and_then(|(article, claim, _)| new_name(project, article, claim));
            self.of = of;
        }
        self.suggested
    }

    /// A name that the claim's source gives its speaker and that is no alias yet.
    pub fn alias(&self) -> Option<&str> {
        self.alias.as_deref()
    }
}

/// Suggestions for what a claim with a known speaker lacks.
fn suggested(project: &Project, article: &ArticleId, claim: &ClaimId) -> Option<Suggested> {
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
    let text = article.text.as_deref()?;
    let found = offers(text, &spans, Some(speaker), project.speakers());
    let source = found.source.map(|mention| mention.span);
    Some(Suggested {
        source: source.filter(|_| link.source.is_empty() && !link.inferred),
        cue: found.cue.filter(|_| link.cue.is_empty()),
    })
}

/// The name that the claim's source gives its only speaker. Unnamed speakers get none: equal words may mean somebody
/// else.
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
    let text = article.text.as_deref()?;
    alias(text, source.span()?, speaker, project.speakers())
}

impl Suggested {
    /// Whether nothing is suggested.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// As the surface draws them.
    pub fn drawn(self, project: &Project, place: &Place) -> Vec<Suggestion> {
        let claim = place
            .article
            .as_ref()
            .zip(place.claim.as_ref())
            .and_then(|(article, claim)| project.claim(article, claim));
        let speaker = claim.and_then(|claim| claim.voice.first_speaker()).cloned();
        let suggestion = |span: Option<Span>, cue| {
            span.map(|span| Suggestion {
                span,
                cue,
                speaker: speaker.clone(),
            })
        };
        [suggestion(self.source, false), suggestion(self.cue, true)]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The suggestions to draw. There are none in the first frame that shows a claim; it asks for another frame.
pub fn suggested_soon(state: &mut Suggestions, core: &Core) -> Suggested {
    let Some(session) = core.session.as_ref().filter(|_| core.is_writable()) else {
        return Suggested::default();
    };
    let suggested = state.soon(session.project(), session.revision(), &core.place);
    if suggested.is_none() {
        (core.wake)();
    }
    suggested.unwrap_or_default()
}

/// Confirms the suggestions for the selected claim, or one of them, in one step. Returns whether there were any.
pub fn confirm(state: &mut Suggestions, core: &mut Core, only: Option<Part>) -> bool {
    let Some(session) = core.session.as_ref().filter(|_| core.is_writable()) else {
        return false;
    };
    let suggested = state.now(session.project(), session.revision(), &core.place);
    let wanted = |part| only.is_none_or(|only| only == part);
    let source = suggested.source.filter(|_| wanted(Part::Source));
    let cue = suggested.cue.filter(|_| wanted(Part::Cue));
    if source.is_none() && cue.is_none() {
        return false;
    }
    core.edit_claim(move |project, at, _| ops::attribution::confirm_suggestion(project, at, source, cue));
    true
}
