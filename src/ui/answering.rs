//! Who says so: what the pop-up's answer does to a claim, and which speakers the keys are for.

use super::action::Who;
use super::app::App;
use super::view::{About, Selection};
use crate::model::ops;
use crate::model::ops::attribution::{SaidBy, SpeakerChoice};
use crate::model::{ArticleId, Project, SpeakerId, SpeakerKind};
use crate::session::ids;

impl App {
    /// Says who says the words or the claim that the pop-up asked about; without a pop-up, the
    /// selected words or the selected claim.
    pub(super) fn answer(&mut self, who: &Who) {
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
        let project = session.project();
        let said_by = said_by(project, &about, who);
        let speaker = said_by.speaker.speaker(project);
        let claim = match &about {
            About::Words(_) => ids::claim_id(project, &article),
            About::Claim(claim, _)
            | About::Joint(claim, _)
            | About::Relay(claim)
            | About::Medium(claim, _) => claim.clone(),
        };
        // The link that words are set for from now on, where there is a new one.
        let new_link = match &about {
            About::Words(_) | About::Claim(..) | About::Joint(..) => None,
            About::Relay(_) => project
                .claim(&article, &claim)
                .map(|claim| claim.voice.chain().len()),
            About::Medium(_, at) => Some(at + 1),
        };
        let words = match &about {
            About::Words(words) => Some(*words),
            _ => None,
        };
        let (at, stamp) = ((article.clone(), claim.clone()), session.stamp());
        self.edit(move |project| match about {
            About::Words(words) => ops::claim::mark(project, &at, &[words], &said_by, &stamp),
            About::Claim(_, link) => ops::attribution::attribute(project, &at, link, &said_by),
            About::Joint(_, link) => ops::attribution::add_joint_speaker(project, &at, link, &said_by),
            About::Relay(_) => ops::attribution::add_link(project, &at, &said_by),
            About::Medium(_, link) => ops::attribution::add_document(project, &at, link, &said_by),
        });
        if let Some(speaker) = &speaker {
            self.view.keys.touch(speaker);
            self.tidy_view();
        }
        if let Some(words) = words {
            self.view.selection = Some(Selection::caret(words.end));
        }
        if let Some(link) = new_link {
            self.view.link = link;
        }
        let there = self
            .session
            .as_ref()
            .is_some_and(|session| session.project().claim(&article, &claim).is_some());
        if there {
            self.view.claim = Some(claim);
        }
    }
}

/// The answer as an operation takes it: a new speaker gets an id, and one that is asked for as a document is one.
fn said_by(project: &Project, about: &About, who: &Who) -> SaidBy {
    let (speaker, mention) = match who {
        Who::Nobody => (SpeakerChoice::Nobody, None),
        Who::Article => (SpeakerChoice::Article, None),
        Who::Speaker(speaker, mention) => (SpeakerChoice::Known(speaker.clone()), *mention),
        Who::New(name, mention) => {
            let kind = match about {
                About::Medium(..) => SpeakerKind::Document,
                _ => SpeakerKind::default(),
            };
            let (id, name) = (ids::speaker_id(project), name.clone());
            (SpeakerChoice::Named { id, name, kind }, *mention)
        }
        Who::Unnamed(words, mention) => {
            let id = ids::speaker_id(project);
            (SpeakerChoice::Unnamed(id, words.clone()), *mention)
        }
    };
    SaidBy { speaker, mention }
}

/// The speakers the keys are for: those of the article in the order of the text, then the most
/// claimed of the project.
pub(super) fn wanted_speakers(project: &Project, article: &ArticleId) -> Vec<SpeakerId> {
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
