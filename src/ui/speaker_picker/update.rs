//! Who says so: what the pop-up's answer does to a claim, and which speakers the keys are for.

use crate::model::ops::attribution::{SaidBy, SpeakerChoice};
use crate::model::{Project, SpeakerKind, ops};
use crate::session::ids;
use crate::ui::app::App;
use crate::ui::bus::picker::{Answer, PickerTarget};
use crate::ui::bus::place::Selection;

impl App {
    /// Says who says the words or the claim that the pop-up asked about; without a pop-up, the
    /// selected words or the selected claim.
    pub(in crate::ui) fn answer(&mut self, who: &Answer) {
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
        let project = session.project();
        let said_by = said_by(project, &about, who);
        let speaker = said_by.speaker.speaker(project);
        let claim = match &about {
            PickerTarget::Words(_) => ids::claim_id(project, &article),
            PickerTarget::Claim(claim, _)
            | PickerTarget::Joint(claim, _)
            | PickerTarget::Relay(claim)
            | PickerTarget::Medium(claim, _) => claim.clone(),
        };
        // The link that words are set for from now on, where there is a new one.
        let new_link = match &about {
            PickerTarget::Words(_) | PickerTarget::Claim(..) | PickerTarget::Joint(..) => None,
            PickerTarget::Relay(_) => project
                .claim(&article, &claim)
                .map(|claim| claim.voice.chain().len()),
            PickerTarget::Medium(_, at) => Some(at + 1),
        };
        let words = match &about {
            PickerTarget::Words(words) => Some(*words),
            _ => None,
        };
        let (at, stamp) = ((article.clone(), claim.clone()), session.stamp());
        self.core.edit(move |project| match about {
            PickerTarget::Words(words) => ops::claim::mark(project, &at, &[words], &said_by, &stamp),
            PickerTarget::Claim(_, link) => ops::attribution::attribute(project, &at, link, &said_by),
            PickerTarget::Joint(_, link) => ops::attribution::add_joint_speaker(project, &at, link, &said_by),
            PickerTarget::Relay(_) => ops::attribution::add_link(project, &at, &said_by),
            PickerTarget::Medium(_, link) => ops::attribution::add_document(project, &at, link, &said_by),
        });
        if let Some(speaker) = &speaker {
            self.core.keys.touch(speaker);
            self.core.tidy();
        }
        if let Some(words) = words {
            self.core.place.selection = Some(Selection::caret(words.end));
        }
        if let Some(link) = new_link {
            self.core.place.link = link;
        }
        let there = self
            .core
            .session
            .as_ref()
            .is_some_and(|session| session.project().claim(&article, &claim).is_some());
        if there {
            self.core.place.claim = Some(claim);
        }
    }
}

/// The answer as an operation takes it: a new speaker gets an id, and one that is asked for as a document is one.
fn said_by(project: &Project, about: &PickerTarget, who: &Answer) -> SaidBy {
    let (speaker, mention) = match who {
        Answer::Nobody => (SpeakerChoice::Nobody, None),
        Answer::Article => (SpeakerChoice::Article, None),
        Answer::Speaker(speaker, mention) => (SpeakerChoice::Known(speaker.clone()), *mention),
        Answer::New(name, mention) => {
            let kind = match about {
                PickerTarget::Medium(..) => SpeakerKind::Document,
                _ => SpeakerKind::default(),
            };
            let (id, name) = (ids::speaker_id(project), name.clone());
            (SpeakerChoice::Named { id, name, kind }, *mention)
        }
        Answer::Unnamed(words, mention) => {
            let id = ids::speaker_id(project);
            (SpeakerChoice::Unnamed(id, words.clone()), *mention)
        }
    };
    SaidBy { speaker, mention }
}
