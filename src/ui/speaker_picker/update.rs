//! SpeakerChoice says so: what the pop-up's answer does to a claim, and which speakers the keys are for.

use crate::model::{
    ArticleId, Attribution, ClaimId, Edit, Project, Refusal, Speaker, SpeakerId, SpeakerKind, Voice, ops,
};
use crate::report::Report;
use crate::session::{Session, ids};
use crate::ui::app::App;
use crate::ui::bus::picker::{PickerTarget, SpeakerChoice};
use crate::ui::bus::place::Selection;

impl App {
    /// Says who says the words or the claim that the pop-up asked about; without a pop-up, the
    /// selected words or the selected claim.
    pub(crate) fn answer(&mut self, who: &SpeakerChoice) {
        let words = self.core.place.words();
        let about = match (self.core.picker.take(), words, &self.core.place.claim) {
            (Some(asking), _, _) => asking.target,
            (None, Some(words), _) => PickerTarget::Words(words),
            (None, None, Some(claim)) => PickerTarget::Claim(claim.clone(), 0),
            (None, None, None) => return,
        };
        let Some(article) = self.core.place.article.clone() else {
            return;
        };
        let Some(session) = &self.core.session else { return };
        match answer_edit(session, &article, &about, who) {
            Err(refusal) => self.core.notify_failure(Report::of(&refusal)),
            Ok(answer) => {
                self.core.edit(answer.label, answer.edit);
                if let Some(speaker) = &answer.speaker {
                    self.core.keys.touch(speaker);
                    self.core.tidy();
                }
                if let PickerTarget::Words(span) = about {
                    self.core.place.selection = Some(Selection::caret(span.end));
                }
                if let Some(link) = answer.link {
                    self.core.place.link = link;
                }
                let there = self
                    .core
                    .session
                    .as_ref()
                    .is_some_and(|session| session.project().claim(&article, &answer.claim).is_some());
                if there {
                    self.core.place.claim = Some(answer.claim);
                }
            }
        }
    }
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
fn answer_edit(
    session: &Session,
    article: &ArticleId,
    about: &PickerTarget,
    who: &SpeakerChoice,
) -> Result<Answer, Refusal> {
    let project = session.project();
    let mut edits = Vec::new();
    let (speaker, mention) = match who {
        SpeakerChoice::Nobody | SpeakerChoice::Article => (None, None),
        SpeakerChoice::Speaker(speaker, mention) => (Some(speaker.clone()), *mention),
        SpeakerChoice::New(name, mention) => {
            let kind = match about {
                PickerTarget::Medium(..) => SpeakerKind::Document,
                _ => SpeakerKind::default(),
            };
            let (id, edit) = speaker_named(project, name, kind);
            edits.extend(edit);
            (Some(id), *mention)
        }
        SpeakerChoice::Unnamed(words, mention) => {
            let id = ids::speaker_id(project);
            edits.push(new_speaker(project, &id, words, SpeakerKind::Unnamed));
            (Some(id), *mention)
        }
    };
    let claim = match about {
        PickerTarget::Words(_) => ids::claim_id(project, article),
        PickerTarget::Claim(claim, _)
        | PickerTarget::Joint(claim, _)
        | PickerTarget::Relay(claim)
        | PickerTarget::Medium(claim, _) => claim.clone(),
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
        (SpeakerChoice::Article, _) => Voice::Article,
        (_, Some(_)) => Voice::Attributed(vec![link()]),
        (_, None) => Voice::ToBeAttributed,
    };
    let mut new_link = None;
    let (label, edit) = match about {
        PickerTarget::Words(span) => {
            let stamp = session.stamp();
            (
                "mark claim",
                ops::claim::mark_claim(project, article, claim.clone(), &[*span], voice(), &stamp)?,
            )
        }
        PickerTarget::Claim(id, at) => {
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
        PickerTarget::Joint(id, at) => {
            let edit = ops::claim::change_link(project, article, id, *at, |link| {
                link.speakers
                    .extend(speaker.clone().filter(|speaker| !link.speakers.contains(speaker)));
            })?;
            ("add joint speaker", edit)
        }
        PickerTarget::Relay(id) => {
            let chain = project.claim(article, id).map(|claim| claim.voice.chain().len());
            new_link = chain;
            ("add link", ops::claim::add_link(project, article, id, link())?)
        }
        PickerTarget::Medium(id, at) => {
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
