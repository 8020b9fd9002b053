//! The panel at the right: every field of the selected claim. A field that is typed into sends a
//! draft; anything else sends what is asked for, which `update` makes an edit of.

mod attribution;
mod history;
pub mod rating;
mod reads;
mod review;
mod update;

use eframe::egui::{Align, Frame, Layout, Margin, Pos2, Role, ScrollArea, Stroke, Ui, Vec2, WidgetInfo};
use jiff::Timestamp;

use crate::model::claim_log::LogEntry;
use crate::model::{Article, ArticleId, Claim, ClaimId, Project, Quotation, ReviewerId, Voice};
use crate::ui::app::message::{Action, Actions};
use crate::ui::article::stats::Figures;
use crate::ui::article::suggestions::Offered;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::draft::{Draft, DraftOf, EvidenceField};
use crate::ui::bus::request::Request;
use crate::ui::inspector::rating::NEW_EVIDENCE;
use crate::ui::kit::button::{Weight, command_button, icon_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, tip, wrapped};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, words};
use crate::ui::review_queue::Queue;

pub use self::update::InspectorAction;

/// What every part of the inspector looks at.
#[derive(Clone, Copy)]
pub struct Inspected<'a> {
    /// The open project.
    pub project: &'a Project,
    /// The open article.
    pub article_id: &'a ArticleId,
    /// The same.
    pub article: &'a Article,
    /// The selected claim.
    pub claim_id: &'a ClaimId,
    /// The same.
    pub claim: &'a Claim,
    /// What the window shows.
    pub core: &'a Core,
    /// A name that the claim's source gives its speaker, who is not known by it yet.
    pub alias: Option<&'a str>,
    /// Answer is reviewing.
    pub me: Option<&'a ReviewerId>,
    /// Whether the project may be changed.
    pub writable: bool,
    /// What the text offers as source and cue.
    pub offered: Offered,
    /// The place of the claims in the text.
    pub figures: &'a Figures,
    /// What was done to the claim, where that is shown.
    pub history: Option<&'a [&'a LogEntry]>,
    /// The time of this frame.
    pub now: Timestamp,
}

impl<'a> Inspected<'a> {
    /// The selected claim of the open article, if there is one.
    pub fn of(
        project: &'a Project,
        core: &'a Core,
        me: Option<&'a ReviewerId>,
        writable: bool,
        offered: Offered,
        figures: &'a Figures,
        now: Timestamp,
    ) -> Option<Self> {
        let article_id = core.place.article.as_ref()?;
        let article = project.article(article_id)?;
        let claim_id = core.place.claim.as_ref()?;
        Some(Self {
            project,
            article_id,
            article,
            claim_id,
            claim: article.claims.get(claim_id)?,
            core,
            alias: None,
            me,
            writable,
            offered,
            figures,
            history: None,
            now,
        })
    }

    /// With what was done to the claim.
    #[must_use]
    pub fn with_history(self, history: Option<&'a [&'a LogEntry]>) -> Self {
        Self { history, ..self }
    }

    /// Whether it is the claim whose turn it is in a review claim by claim.
    fn is_current(&self) -> bool {
        let current = self.core.queue.as_ref().and_then(Queue::current);
        current.is_some_and(|(article, claim)| (article, claim) == (self.article_id, self.claim_id))
    }

    /// Asks for something to be done to the claim.
    fn send(&self, actions: &mut Actions, asked: InspectorAction) {
        let at = (self.article_id.clone(), self.claim_id.clone());
        actions.send(Action::Inspector(at, asked));
    }

    /// What a field shows: its draft while it is typed into, else what is known.
    fn drafted<'b>(&'b self, about: &DraftOf, known: &'b str) -> &'b str {
        match &self.core.draft {
            Some(draft) if draft.about == *about => &draft.text,
            _ => known,
        }
    }

    /// Whether a field is to take the keyboard.
    fn wants(&self, field: &str) -> bool {
        match self.core.focus {
            Some(NEW_EVIDENCE) => {
                let new = self.core.new_evidence.as_ref();
                new.is_some_and(|(_, id)| field == review::evidence_field(id, EvidenceField::Url))
            }
            wanted => wanted == Some(field),
        }
    }

    /// With a name that the source gives the speaker.
    #[must_use]
    pub fn with_alias(self, alias: Option<&'a str>) -> Self {
        Self { alias, ..self }
    }
}

/// Draws the inspector, or what to do where no claim is selected.
pub fn inspector_ui(ui: &mut Ui, inspected: Option<Inspected<'_>>, core: &Core, actions: &mut Actions) {
    ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::symmetric(16, 14))
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    match inspected {
                        Some(inspected) => claim_ui(ui, inspected, actions),
                        None => nothing_selected_ui(ui, core, actions),
                    }
                });
        });
}

fn nothing_selected_ui(ui: &mut Ui, core: &Core, actions: &mut Actions) {
    let begun = core.queue.is_some();
    let theme = Theme::of(ui.ctx());
    label(ui, "No claim selected", font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
    let begin = Command::ReviewQueue;
    if begun {
        ui.add_space(2.0);
    } else if command_button(ui, begin, Weight::Plain, true).clicked() {
        actions.command(begin);
    }
    ui.add_space(12.0);
    for hint in [
        "Drag over the words of a claim, then press the key of its speaker: 1 to 9, or 0 for the article itself.",
        "Or type the first letters of a name and press Enter.",
        "J and K go from claim to claim; A accepts, D disputes, X rejects.",
    ] {
        wrapped(ui, hint, font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
}

fn claim_ui(ui: &mut Ui, inspected: Inspected<'_>, actions: &mut Actions) {
    head_ui(ui, inspected, actions);
    quote_ui(ui, inspected, actions);
    attribution::attribution_ui(ui, inspected, actions);
    quotation_ui(ui, inspected, actions);
    reads_ui(ui, inspected);
    review::review_ui(ui, inspected, actions);
    review::verdict_ui(ui, inspected, actions);
    note_ui(ui, inspected, actions);
    history::history_ui(ui, inspected, actions);
    ui.add_space(16.0);
    if inspected.writable && link(ui, "Delete claim", font::LABEL).clicked() {
        actions.command(Command::DeleteClaim);
    }
}

fn head_ui(ui: &mut Ui, inspected: Inspected<'_>, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let figures = inspected.figures;
    let place = figures.place(inspected.claim_id, inspected.claim).unwrap_or(0);
    let words = format!("Claim {place} of {}", figures.progress.claims);
    ui.horizontal(|ui| {
        label(ui, &words, font::LABEL_STRONG, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, command) in [
                (icons::CARET_DOWN, Command::NextClaim),
                (icons::CARET_UP, Command::PreviousClaim),
            ] {
                if icon_button(ui, icon, command.label(), &command.key_caps(), true).clicked() {
                    actions.command(command);
                }
            }
        });
    });
    ui.add_space(4.0);
}

/// The claim's words piece by piece, behind a bar in its speaker's colour.
fn quote_ui(ui: &mut Ui, inspected: Inspected<'_>, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let claim = inspected.claim;
    let speaker = claim
        .voice
        .first_speaker()
        .and_then(|id| inspected.project.speaker(id));
    let color = speaker.map_or(theme.faint, |speaker| theme.speaker(speaker.color));
    let top = ui.cursor().min;
    let pieces = claim.spans.len();
    Frame::new()
        .inner_margin(Margin {
            left: 14,
            right: 0,
            top: 2,
            bottom: 2,
        })
        .show(ui, |ui| {
            for (at, anchor) in claim.spans.iter().enumerate() {
                ui.horizontal_top(|ui| {
                    let removable = pieces > 1 && inspected.writable;
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let room = ui.available_width() - if removable { 28.0 } else { 0.0 };
                    ui.allocate_ui(Vec2::new(room, 0.0), |ui| {
                        ui.set_width(room);
                        let quoted = format!("“{}”", anchor.words.trim());
                        crate::ui::kit::text::clamped(ui, &quoted, font::QUOTE, theme.ink, 4);
                    });
                    if removable && icon_button(ui, icons::X, "Remove this piece", "", true).clicked() {
                        inspected.send(actions, InspectorAction::RemovePiece(at));
                    }
                });
                if anchor.span().is_none() {
                    lost_ui(ui, inspected, at, actions);
                }
            }
        });
    let bottom = ui.cursor().min.y;
    let bar = Stroke::new(3.0, color);
    ui.painter().vline(top.x + 1.5, top.y..=bottom, bar);
    ui.add_space(12.0);
}

/// That words are no longer in the article, and the way to put it right. `place` is theirs among
/// all words of the claim.
fn lost_ui(ui: &mut Ui, inspected: Inspected<'_>, place: usize, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let unread = inspected.article.text.is_none();
    if unread {
        return;
    }
    let words = "These words are no longer in the article";
    wrapped(ui, words, font::SMALL, theme.rejected);
    if !inspected.writable {
        return;
    }
    let selected = inspected.core.place.selection;
    if selected.is_some_and(|selection| !selection.span().is_empty()) {
        let response = link(ui, Command::StandHere.label(), font::LABEL);
        let lost = inspected.claim.anchors().nth(place);
        let lost = lost.map_or("", |anchor| anchor.words.trim());
        let name = format!("{}: “{lost}”", Command::StandHere.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
        if tip(response, &Command::StandHere.tooltip()).clicked() {
            actions.send(Action::StandHere(place));
        }
    } else {
        let way = format!(
            "Select the words that say it now, then '{}' ({})",
            Command::StandHere.label(),
            Command::StandHere.key_caps()
        );
        wrapped(ui, &way, font::SMALL, theme.soft);
    }
    ui.add_space(4.0);
}

fn quotation_ui(ui: &mut Ui, inspected: Inspected<'_>, actions: &mut Actions) {
    let text = inspected.article.text.as_deref().unwrap_or_default();
    let by_marks = inspected.claim.quotation_by_marks(text);
    let kinds = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let mut choices = vec![Choice {
        label: words::quotation(by_marks).to_owned(),
        detail: "from the marks".to_owned(),
        color: None,
        ..Choice::default()
    }];
    choices.extend(kinds.map(|kind| Choice {
        label: words::quotation(kind).to_owned(),
        detail: "as decided".to_owned(),
        color: None,
        ..Choice::default()
    }));
    let chosen = match inspected.claim.quotation {
        None => 0,
        Some(kind) => kinds
            .iter()
            .position(|known| *known == kind)
            .map_or(0, |at| at + 1),
    };
    field_row(ui, "Quotation", |ui| {
        if let Some(picked) = choice(ui, "Quotation", &choices, Some(chosen), "") {
            let quotation = picked.checked_sub(1).and_then(|at| kinds.get(at)).copied();
            inspected.send(actions, InspectorAction::SetQuotation(quotation));
        }
    });
}

fn reads_ui(ui: &mut Ui, inspected: Inspected<'_>) {
    if inspected.claim.voice == Voice::ToBeAttributed {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let text = inspected.article.text.as_deref().unwrap_or_default();
    let sentence = reads::sentence(inspected.project, inspected.claim, text);
    ui.add_space(4.0);
    Frame::new()
        .fill(theme.wash)
        .corner_radius(7)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            wrapped(ui, &sentence, font::LABEL, theme.ink);
        });
    ui.add_space(10.0);
}

fn note_ui(ui: &mut Ui, inspected: Inspected<'_>, actions: &mut Actions) {
    let ids = (inspected.article_id.clone(), inspected.claim_id.clone());
    field_row(ui, "Note", |ui| {
        let about = DraftOf::Note(ids.0.clone(), ids.1.clone());
        draft_field(
            ui,
            inspected,
            about,
            "note",
            "Note",
            "why, doubts, context",
            &inspected.claim.note,
            3,
            actions,
        );
    });
    field_row(ui, "Tags", |ui| {
        let about = DraftOf::Tags(ids.0.clone(), ids.1.clone());
        let tags = inspected.claim.tags.join(", ");
        draft_field(
            ui,
            inspected,
            about,
            "tags",
            "Tags",
            "separated by commas",
            &tags,
            1,
            actions,
        );
    });
}

/// A field that is drafted while it is typed into; tells whether Enter was pressed in it.
#[expect(
    clippy::too_many_arguments,
    reason = "each names one plain thing, and a struct would only repeat them"
)]
pub(super) fn draft_field(
    ui: &mut Ui,
    inspected: Inspected<'_>,
    about: DraftOf,
    id: &str,
    name: &str,
    hint: &str,
    known: &str,
    rows: usize,
    actions: &mut Actions,
) -> bool {
    let wanted = inspected.wants(id);
    let id = format!("{id} {}", inspected.claim_id);
    let field = Field::new(&id, inspected.drafted(&about, known))
        .name(name)
        .hint(hint)
        .rows(rows)
        .enabled(inspected.writable)
        .focus(wanted)
        .show(ui);
    if wanted {
        field.response.scroll_to_me(None);
    }
    if let Some(text) = field.changed {
        actions.request(Request::Draft(Draft { about, text }));
    }
    if field.done {
        actions.request(Request::CommitDraft);
    }
    if field.submitted && rows == 1 {
        // The keys belong to the claim again.
        field.response.surrender_focus();
    }
    field.submitted
}

/// A label at the left and what it names at the right.
pub(super) fn field_row(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    const LABEL: f32 = 78.0;
    let theme = Theme::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, size::CONTROL), eframe::egui::Sense::hover());
        crate::ui::kit::text::text_at(
            ui.painter(),
            Pos2::new(rect.left(), rect.center().y),
            eframe::egui::Align2::LEFT_CENTER,
            name,
            font::LABEL,
            theme.soft,
            LABEL,
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
    ui.add_space(9.0);
}

/// A raised box around a value.
pub(super) fn value_box(ui: &mut Ui, content: impl FnOnce(&mut Ui)) -> eframe::egui::Response {
    let theme = Theme::of(ui.ctx());
    Frame::new()
        .fill(theme.raised)
        .stroke(theme.hairline_stroke())
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(9, 4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(20.0);
            content(ui);
        })
        .response
}
