//! Who says so: what the pop-up's answer does to a claim, and which speakers the keys are for.

use crate::model::ops;
use crate::model::{
    ArticleId, Attribution, ClaimId, Edit, Project, Refusal, Speaker, SpeakerId, SpeakerKind, Voice,
};
use crate::report::Report;
use crate::session::{Session, ids};
use crate::ui::app::App;
use crate::ui::app::message::Who;
use crate::ui::app::state::{About, Selection};

impl App {
    /// Says who says the words or the claim that the pop-up asked about; without a pop-up, the
    /// selected words or the selected claim.
    pub(crate) fn answer(&mut self, who: &Who) {
        let words = self.view.words();
        let about = match (self.view.asking.take(), words, &self.view.claim) {
            (Some(asking), _, _) => asking.about,
            (None, Some(words), _) => About::Words(words),
            (None, None, Some(claim)) => About::Claim(claim.clone(), 0),
            (None, None, None) => return,
        };
        let Some(article) = self.view.article.clone() else {
            return;
        };
        let Some(session) = &self.session else { return };
        match answer_edit(session, &article, &about, who) {
            Err(refusal) => self.tell_failure(Report::of(&refusal)),
            Ok(answer) => {
                self.edit(answer.label, answer.edit);
                if let Some(speaker) = &answer.speaker {
                    self.view.keys.touch(speaker);
                    self.tidy_view();
                }
                if let About::Words(span) = about {
                    self.view.selection = Some(Selection::caret(span.end));
                }
                if let Some(link) = answer.link {
                    self.view.link = link;
                }
                let there = self
                    .session
                    .as_ref()
                    .is_some_and(|session| session.project().claim(&article, &answer.claim).is_some());
                if there {
                    self.view.claim = Some(answer.claim);
                }
            }
        }
    }
}

/// The speakers the keys are for: those of the article in the order of the text, then the most
/// claimed of the project.
pub(crate) fn wanted_speakers(project: &Project, article: &ArticleId) -> Vec<SpeakerId> {
    let mut wanted: Vec<SpeakerId> = Vec::new();
    if let Some(article) = project.article(article) {
        for (_, claim) in article.claims_in_order() {
            for speaker in claim.voice.speakers() {
                if !wanted.contains(speaker) {
                    wanted.push(speaker.clone());
                }
            }
        }
    }
    let mut claims = std::collections::BTreeMap::<&SpeakerId, usize>::new();
    for speaker in project.claims().flat_map(|(_, _, claim)| claim.voice.speakers()) {
        *claims.entry(speaker).or_default() += 1;
    }
    let mut others: Vec<_> = project
        .speakers()
        .keys()
        .filter(|id| !wanted.contains(id))
        .collect();
    others.sort_by_key(|id| std::cmp::Reverse(claims.get(*id).copied().unwrap_or_default()));
    wanted.extend(others.into_iter().take(9).cloned());
    wanted
}

struct Answer {
    label: &'static str,
    edit: Edit,
    claim: ClaimId,
    speaker: Option<SpeakerId>,
    /// The link that words are set for from now on, where there is a new one.
    link: Option<usize>,
}

/// The edit that says who: a new claim for words, a changed one for a claim; a new speaker comes in
/// the same step, and the mention that was picked becomes the source.
fn answer_edit(session: &Session, article: &ArticleId, about: &About, who: &Who) -> Result<Answer, Refusal> {
    let project = session.project();
    let mut edits = Vec::new();
    let (speaker, mention) = match who {
        Who::Nobody | Who::Article => (None, None),
        Who::Speaker(speaker, mention) => (Some(speaker.clone()), *mention),
        Who::New(name, mention) => {
            let kind = match about {
                About::Medium(..) => SpeakerKind::Document,
                _ => SpeakerKind::default(),
            };
            let (id, edit) = speaker_named(project, name, kind);
            edits.extend(edit);
            (Some(id), *mention)
        }
        Who::Unnamed(words, mention) => {
            let id = ids::speaker_id(project);
            edits.push(new_speaker(project, &id, words, SpeakerKind::Unnamed));
            (Some(id), *mention)
        }
    };
    let claim = match about {
        About::Words(_) => ids::claim_id(project, article),
        About::Claim(claim, _) | About::Joint(claim, _) | About::Relay(claim) | About::Medium(claim, _) => {
            claim.clone()
        }
    };
    let refused = || Refusal::NoSuchArticle(article.clone());
    let value = project.article(article).ok_or_else(refused)?;
    let text = value
        .text
        .as_deref()
        .ok_or_else(|| Refusal::TextNotRead(article.clone()))?;
    let source: Vec<_> = mention
        .and_then(|span| crate::model::Anchor::new(text, span))
        .into_iter()
        .collect();
    let link = || Attribution {
        speakers: speaker.iter().cloned().collect(),
        source: source.clone(),
        ..Attribution::default()
    };
    let voice = || match (who, &speaker) {
        (Who::Article, _) => Voice::Article,
        (_, Some(_)) => Voice::Attributed(vec![link()]),
        (_, None) => Voice::ToBeAttributed,
    };
    let mut new_link = None;
    let (label, edit) = match about {
        About::Words(span) => {
            let stamp = session.stamp();
            (
                "mark claim",
                ops::claim::mark_claim(project, article, claim.clone(), &[*span], voice(), &stamp)?,
            )
        }
        About::Claim(id, at) => {
            let edit = ops::claim::change_claim(project, article, id, |claim| {
                match (speaker.clone(), claim.voice.chain_mut().get_mut(*at)) {
                    (Some(speaker), Some(link)) => {
                        link.speakers = vec![speaker];
                        if !source.is_empty() {
                            link.source.clone_from(&source);
                        }
                    }
                    _ => claim.voice = voice(),
                }
            })?;
            ("attribute claim", edit)
        }
        About::Joint(id, at) => {
            let edit = ops::claim::change_link(project, article, id, *at, |link| {
                link.speakers
                    .extend(speaker.clone().filter(|speaker| !link.speakers.contains(speaker)));
            })?;
            ("add joint speaker", edit)
        }
        About::Relay(id) => {
            let chain = project.claim(article, id).map(|claim| claim.voice.chain().len());
            new_link = chain;
            ("add link", ops::claim::add_link(project, article, id, link())?)
        }
        About::Medium(id, at) => {
            new_link = Some(at + 1);
            let edit = ops::claim::change_claim(project, article, id, |claim| {
                if let Voice::Attributed(chain) = &mut claim.voice {
                    chain.insert((at + 1).min(chain.len()), link());
                }
            })?;
            ("add document", edit)
        }
    };
    edits.push(edit);
    Ok(Answer {
        label,
        edit: Edit::All(edits),
        claim,
        speaker,
        link: new_link,
    })
}

/// The speaker of exactly this name, or a new one with the edit that adds it.
fn speaker_named(project: &Project, name: &str, kind: SpeakerKind) -> (SpeakerId, Option<Edit>) {
    let named = |speaker: &Speaker| speaker.kind != SpeakerKind::Unnamed && speaker.name == name.trim();
    match project.speakers().iter().find(|(_, speaker)| named(speaker)) {
        Some((id, _)) => (id.clone(), None),
        None => {
            let id = ids::speaker_id(project);
            let edit = new_speaker(project, &id, name, kind);
            (id, Some(edit))
        }
    }
}

fn new_speaker(project: &Project, id: &SpeakerId, name: &str, kind: SpeakerKind) -> Edit {
    let speaker = Speaker {
        kind,
        ..Speaker::named(name.trim(), ops::claim::next_color(project))
    };
    Edit::Speaker(id.clone(), Some(Box::new(speaker)))
}
