//! Text that is being typed: hands it to the session, which keeps it on disk, and brings back what an earlier session
//! left there.

use super::state::{App, Slices};
use crate::model::{ArticleId, Project, ReviewerId, SpeakerId};
use crate::report::Report;
use crate::session::TypedText;
use crate::ui::article::shortened;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::draft::{BlankEvidence, Draft, DraftOf};
use crate::ui::bus::forms::{DetailsDraft, SpeakerDraft};
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::place::{SidePanel, Workspace};
use crate::ui::bus::request::Request;
use crate::ui::{inspector, project, speakers};

/// How many characters of what was typed a notice shows.
const SHOWN_CHARS: usize = 80;

impl App {
    /// Has on disk what is typed into a field, or into an open form, and is not part of the project yet.
    pub(super) fn keep_typed(&mut self) {
        let typed = typed_now(&self.core, &self.slices);
        if let Some(session) = &mut self.core.session {
            session.keep_typed(typed);
        }
    }

    /// Makes edits of what was typed into fields, before the project is closed.
    pub(super) fn finish_forms(&mut self) {
        self.core.commit_draft();
        self.keep_typed();
    }

    /// Puts back what was being typed when the last session ended, where it was. What has no place any more is listed.
    pub(super) fn restore_typed(&mut self) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        for typed in session.typed_before() {
            match self.place_of_typed(&typed) {
                Place::Known => {
                    if let Some(session) = &mut self.core.session {
                        session.discard_typed(typed.key());
                    }
                }
                Place::Nowhere => self.slices.project.kept.typed.push(typed),
                Place::Field(draft) => {
                    show_field(&mut self.core, &mut self.slices, &draft.about);
                    self.notify_restored(&draft.text);
                    self.core.draft(draft);
                }
                Place::Details(article, form) => {
                    self.core.show(Workspace::Annotate);
                    self.core.show_article(&article);
                    self.notify_restored(&form.title);
                    self.slices.project.details = Some(project::DetailsForm {
                        article,
                        draft: *form,
                    });
                    self.core.open(Dialog::Details);
                }
                Place::Speaker(speaker, form) => {
                    self.notify_restored(&form.name);
                    self.slices.speakers.form = speakers::SpeakerForm {
                        speaker,
                        draft: *form,
                    };
                    self.core.open(Dialog::Speaker);
                }
            }
        }
        self.keep_typed();
    }

    fn place_of_typed(&self, typed: &TypedText) -> Place {
        let Some(session) = &self.core.session else {
            return Place::Nowhere;
        };
        place_of_typed(session.project(), &session.who().id, typed)
    }

    fn notify_restored(&mut self, text: &str) {
        let words = shortened(text.trim(), SHOWN_CHARS);
        let report = Report::new(fl!("draft-restored", words = words));
        self.core.notify(Tone::Done, report);
    }

    /// Tells that there is work of earlier sessions that is not part of the project.
    pub(super) fn find_kept(&mut self) {
        let elsewhere = self.kept_folder.as_deref();
        let Some(session) = &self.core.session else { return };
        let kept = &mut self.slices.project.kept;
        kept.copies = session.kept_copies(elsewhere);
        if kept.is_empty() {
            return;
        }
        let report = Report::new(fl!("kept-found", count = kept.len()));
        self.core.notices.push(Notice {
            tone: Tone::Warning,
            report,
            step: None,
            remedies: vec![(fl!("kept-show"), Request::ShowKept)],
        });
    }
}

/// Where typed text belongs.
enum Place {
    /// The project has it already.
    Known,
    /// What it is about is gone, or not known here.
    Nowhere,
    Field(Draft),
    Details(ArticleId, Box<DetailsDraft>),
    Speaker(Option<SpeakerId>, Box<SpeakerDraft>),
}

fn place_of_typed(project: &Project, me: &ReviewerId, typed: &TypedText) -> Place {
    let ids: Vec<&str> = typed.record.iter().map(String::as_str).collect();
    if let Some(place) = place_of_form(project, &ids, typed) {
        return place;
    }
    let Some(draft) = Draft::from_typed(typed) else {
        return Place::Nowhere;
    };
    match draft.about.known(project, me) {
        Some(known) if known == draft.text => Place::Known,
        Some(_) => Place::Field(draft),
        None => Place::Nowhere,
    }
}

/// The place of the text of a form; `None` if it is that of a field.
fn place_of_form(project: &Project, ids: &[&str], typed: &TypedText) -> Option<Place> {
    Some(match (typed.field.as_str(), ids) {
        (DetailsDraft::FORM, [id]) => {
            let id = ArticleId::from(*id);
            let Some(article) = project.article(&id) else {
                return Some(Place::Nowhere);
            };
            let known = DetailsDraft::from_metadata(&article.metadata);
            let form = known.clone().with_typed(typed);
            if form == known {
                Place::Known
            } else {
                Place::Details(id, Box::new(form))
            }
        }
        (SpeakerDraft::FORM, ids) => {
            let id = ids.first().map(|id| SpeakerId::from(*id));
            let known = match &id {
                None => SpeakerDraft::default(),
                Some(id) => match project.speaker(id) {
                    Some(speaker) => SpeakerDraft::from_speaker(speaker),
                    None => return Some(Place::Nowhere),
                },
            };
            let form = known.clone().with_typed(typed);
            if form == known {
                Place::Known
            } else {
                Place::Speaker(id, Box::new(form))
            }
        }
        _ => return None,
    })
}

/// What is typed and not part of the project yet.
fn typed_now(core: &Core, slices: &Slices) -> Vec<TypedText> {
    let Some(session) = &core.session else {
        return Vec::new();
    };
    let project = session.project();
    let mut typed: Vec<TypedText> = core.draft.iter().map(Draft::typed).collect();
    let date = core.blank_evidence.as_ref().and_then(BlankEvidence::typed);
    typed.extend(date.filter(|date| typed.iter().all(|other| other.key() != date.key())));
    let form = match core.dialog {
        Some(Dialog::Details) => slices
            .project
            .details
            .as_ref()
            .map(|form| form.draft.typed(&form.article)),
        Some(Dialog::Speaker) => {
            let form = &slices.speakers.form;
            Some(form.draft.typed(form.speaker.as_ref()))
        }
        _ => None,
    };
    let changed =
        form.filter(|form| !matches!(place_of_typed(project, &session.who().id, form), Place::Known));
    typed.extend(changed);
    typed
}

/// Shows the field that a draft is about.
fn show_field(core: &mut Core, slices: &mut Slices, about: &DraftOf) {
    match about {
        DraftOf::Note(article, claim)
        | DraftOf::Tags(article, claim)
        | DraftOf::Why(article, claim)
        | DraftOf::Evidence(article, claim, ..) => {
            core.show(Workspace::Annotate);
            core.show_article(article);
            core.select_claim(Some(claim.clone()), true);
            core.settings.inspector.shown = true;
            if let DraftOf::Evidence(_, _, evidence, field) = about {
                inspector::edit_evidence(&mut slices.inspector, core, evidence.clone(), *field);
            }
        }
        DraftOf::Speaker(speaker, _) => {
            core.show(Workspace::Speakers);
            let choose = speakers::Msg::Choose(speaker.clone());
            speakers::update::update(&mut slices.speakers, choose, core);
        }
        DraftOf::Guidelines => {
            slices.guidelines.writing = true;
            core.side_panel = Some(SidePanel::Guidelines);
        }
    }
}
