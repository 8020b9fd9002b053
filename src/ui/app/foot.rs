//! What is told in one line at the foot of the window: what an act did that a person might not have meant, with Undo. The
//! line goes by itself, or with the next act.

use std::collections::BTreeSet;

use eframe::egui::Context;

use super::message::Message;
use super::state::App;
use crate::model::{Claim, ClaimRef, Decision, Project, ReviewerId, Voice};
use crate::ui::bus::command::Command;
use crate::ui::bus::picker::PickerTarget;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::kit::words;
use crate::ui::{claims, suggestions};

/// How long a line with Undo stays, in seconds.
const SHOWN: f64 = 10.0;
/// Decisions on more claims at once are told.
const MANY: usize = 1;

/// A line at the foot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FootLine {
    pub words: String,
    /// When it goes by itself, in seconds since the window opened; such a line has Undo beside it.
    pub until: Option<f64>,
}

impl FootLine {
    /// A line that stays until the next act.
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            until: None,
        }
    }
}

/// What an act is about to change, as far as it is to be told.
pub(super) enum Before {
    /// A claim that is reviewed, or is given another speaker.
    Claim(ClaimRef, Box<Claim>),
    /// Many claims, at this revision.
    Many {
        act: Act,
        count: usize,
        reviewed_by: BTreeSet<ReviewerId>,
        revision: u64,
    },
}

/// What is done to many claims.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Act {
    Decide(Option<Decision>),
    Change,
    Delete,
}

impl App {
    /// What a message is about to change, if that may have to be told.
    pub(super) fn before(&self, message: &Message) -> Option<Before> {
        let core = &self.core;
        if core.is_changing() || !core.is_writable() {
            return None;
        }
        match message {
            Message::Request(Request::Answer(_)) => self.settled_claim(self.attributed_claim()?),
            Message::Request(Request::Command(command)) if core.place.workspace == Workspace::Claims => {
                self.many(act_of(*command)?)
            }
            Message::Request(Request::Command(Command::DeleteClaim)) => {
                self.reviewed_claim(core.place.claim_ref()?)
            }
            Message::Claims(claims::Msg::ChangeMany(_)) => self.many(Act::Change),
            _ => None,
        }
    }

    /// The claim that an answer attributes, unless the words become one.
    fn attributed_claim(&self) -> Option<ClaimRef> {
        let place = &self.core.place;
        match self.core.picker.as_ref().map(|picker| &picker.target) {
            Some(PickerTarget::Words(_)) => None,
            Some(
                PickerTarget::Claim(claim, _)
                | PickerTarget::Joint(claim, _)
                | PickerTarget::Relay(claim)
                | PickerTarget::Medium(claim, _),
            ) => Some((place.article.clone()?, claim.clone())),
            None if place.words().is_some() => None,
            None => place.claim_ref(),
        }
    }

    fn reviewed_claim(&self, at: ClaimRef) -> Option<Before> {
        let claim = self.core.project()?.claim(&at.0, &at.1)?;
        (!claim.reviews.is_empty()).then(|| Before::Claim(at, Box::new(claim.clone())))
    }

    /// A claim that has a speaker or a review to lose.
    fn settled_claim(&self, at: ClaimRef) -> Option<Before> {
        let claim = self.core.project()?.claim(&at.0, &at.1)?;
        let is_settled = claim.voice != Voice::ToBeAttributed || !claim.reviews.is_empty();
        is_settled.then(|| Before::Claim(at, Box::new(claim.clone())))
    }

    fn many(&self, act: Act) -> Option<Before> {
        let session = self.core.session.as_ref()?;
        let concerned = self.slices.claims.view.concerned();
        let mut reviewed_by = BTreeSet::new();
        if act == Act::Delete {
            let claims = concerned.iter();
            let claims = claims.filter_map(|(article, id)| session.project().claim(article, id));
            reviewed_by.extend(claims.flat_map(|claim| claim.reviews.keys().cloned()));
        }
        let count = concerned.len();
        (count > MANY || !reviewed_by.is_empty()).then(|| Before::Many {
            act,
            count,
            reviewed_by,
            revision: session.revision(),
        })
    }

    /// Tells what came of a suggestion, with Undo.
    pub(super) fn tell_of_suggestion(&mut self, outcome: suggestions::Outcome) {
        use suggestions::Outcome;
        let words = match outcome {
            Outcome::Taken(who) => fl!("suggestions-told-taken", who = who),
            Outcome::Changed(who) => fl!("suggestions-told-changed", who = who),
            Outcome::TakenAll(count) => fl!("suggestions-told-all", count = count),
            Outcome::Refused => fl!("suggestions-told-refused").to_owned(),
        };
        self.hint = Some(FootLine {
            words,
            until: Some(self.core.now + SHOWN),
        });
    }

    /// Tells what has come of it.
    pub(super) fn tell(&mut self, before: Before) {
        let Some(session) = &self.core.session else { return };
        let (project, me) = (session.project(), &session.who().id);
        let words = match before {
            Before::Claim((article, id), before) => {
                let (colleagues, names) = colleagues(project, me, before.reviews.keys());
                match project.claim(&article, &id) {
                    None => Some(fl!("told-claim-deleted", colleagues = colleagues, names = names)),
                    Some(claim) if claim.voice != before.voice && before.reviews.is_empty() => {
                        let who = words::who(project, claim);
                        Some(fl!("told-speaker-now", who = who))
                    }
                    Some(claim) if claim.voice != before.voice => Some(fl!(
                        "told-speaker-changed",
                        colleagues = colleagues,
                        names = names
                    )),
                    Some(_) => None,
                }
            }
            Before::Many { revision, .. } if session.revision() == revision && !self.core.is_changing() => {
                None
            }
            Before::Many {
                act,
                count,
                reviewed_by,
                ..
            } => Some(match act {
                Act::Delete if !reviewed_by.is_empty() => {
                    let (colleagues, names) = colleagues(project, me, &reviewed_by);
                    fl!(
                        "told-claims-deleted",
                        count = count,
                        colleagues = colleagues,
                        names = names
                    )
                }
                Act::Delete => fl!("told-deleted", count = count),
                Act::Change => fl!("told-changed", count = count),
                Act::Decide(Some(Decision::Accepted)) => fl!("told-accepted", count = count),
                Act::Decide(Some(Decision::Disputed)) => fl!("told-disputed", count = count),
                Act::Decide(Some(Decision::Rejected)) => fl!("told-rejected", count = count),
                Act::Decide(None) => fl!("told-cleared", count = count),
            }),
        };
        self.hint = words.map(|words| FootLine {
            words,
            until: Some(self.core.now + SHOWN),
        });
    }

    /// Lets the line go when its time has come. What takes long can be undone only once it is done.
    pub(super) fn let_line_go(&mut self, ctx: &Context) {
        let now = self.core.now;
        let is_changing = self.core.is_changing();
        let Some(until) = self.hint.as_mut().and_then(|line| line.until.as_mut()) else {
            return;
        };
        if is_changing {
            *until = now + SHOWN;
        } else if now >= *until {
            self.hint = None;
        } else {
            let left = std::time::Duration::try_from_secs_f64(*until - now);
            ctx.request_repaint_after(left.unwrap_or_default());
        }
    }
}

fn act_of(command: Command) -> Option<Act> {
    Some(match command {
        Command::Accept => Act::Decide(Some(Decision::Accepted)),
        Command::Dispute => Act::Decide(Some(Decision::Disputed)),
        Command::Reject => Act::Decide(Some(Decision::Rejected)),
        Command::ClearReview => Act::Decide(None),
        Command::DeleteClaim => Act::Delete,
        _ => return None,
    })
}

/// How many reviewers other than oneself there are, and their names.
fn colleagues<'a>(
    project: &Project,
    me: &ReviewerId,
    reviewers: impl IntoIterator<Item = &'a ReviewerId>,
) -> (usize, String) {
    let others = reviewers.into_iter().filter(|id| *id != me);
    let names: Vec<&str> = others.map(|id| project.reviewer_label(id)).collect();
    (names.len(), names.join(", "))
}
