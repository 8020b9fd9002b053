//! The form for the rating scale: add, rename, reorder and remove ratings. Claims with a removed rating get another one,
//! or none, as the user chooses.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Align, Layout, Ui, Vec2};

use super::Msg;
use crate::model::ops::scale::{StepFate, key_from_label, uses};
use crate::model::{Project, Rating};
use crate::text::fold::fold;
use crate::ui::bus::forms::trimmed;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::dialog::{complaint_ui, foot_ui, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScaleDraft {
    /// The ratings, also those to be removed.
    pub rows: Vec<ScaleRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleRow {
    /// The key; of a new rating a number until it has a name.
    pub key: String,
    pub is_new: bool,
    pub label: String,
    /// The number of claims with this rating.
    pub uses: usize,
    pub is_removed: bool,
    /// The new rating of those claims, once it is chosen.
    pub fate: Option<StepFate>,
}

impl ScaleRow {
    fn name(&self) -> &str {
        self.label.trim()
    }
}

impl ScaleDraft {
    pub fn from_project(project: &Project) -> Self {
        let uses = uses(project);
        let row = |rating: &Rating| ScaleRow {
            key: rating.key.clone(),
            is_new: false,
            label: rating.label.clone(),
            uses: uses.get(&rating.key).copied().unwrap_or(0),
            is_removed: false,
            fate: None,
        };
        Self {
            rows: project.head().scale.iter().map(row).collect(),
        }
    }

    /// The first problem with it.
    pub fn complaint(&self) -> Option<&'static str> {
        let staying = || self.rows.iter().filter(|row| !row.is_removed);
        let labels: BTreeSet<String> = staying().map(|row| fold(row.label.trim())).collect();
        if labels.contains("") {
            return Some(fl!("scale-no-name"));
        }
        if labels.len() < staying().count() {
            return Some(fl!("scale-same-name"));
        }
        let open = |row: &ScaleRow| row.is_removed && row.uses > 0 && !self.is_decided(row);
        self.rows.iter().any(open).then_some(fl!("scale-undecided"))
    }

    fn is_decided(&self, row: &ScaleRow) -> bool {
        match &row.fate {
            None => false,
            Some(StepFate::Clear) => true,
            Some(StepFate::Move(key)) => self.rows.iter().any(|row| row.key == *key && !row.is_removed),
        }
    }

    /// The scale it describes, and the new ratings of claims whose rating is removed.
    pub fn scale(&self) -> (Vec<Rating>, BTreeMap<String, StepFate>) {
        let mut taken: BTreeSet<String> = self
            .rows
            .iter()
            .filter(|row| !row.is_new)
            .map(|row| row.key.clone())
            .collect();
        let mut named = BTreeMap::new();
        let mut scale = Vec::new();
        for row in self.rows.iter().filter(|row| !row.is_removed) {
            let label = trimmed(&row.label).unwrap_or_default();
            let key = if row.is_new {
                key_from_label(&label, &taken)
            } else {
                row.key.clone()
            };
            taken.insert(key.clone());
            named.insert(row.key.clone(), key.clone());
            scale.push(Rating { key, label });
        }
        let mut fates = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.is_removed) {
            let fate = match &row.fate {
                Some(StepFate::Move(key)) => named.get(key).cloned().map(StepFate::Move),
                fate => fate.clone(),
            };
            fates.extend(fate.map(|fate| (row.key.clone(), fate)));
        }
        (scale, fates)
    }

    fn add(&mut self) {
        let number = (0..=self.rows.len()).find(|number| {
            let key = number.to_string();
            self.rows.iter().all(|row| row.key != key)
        });
        self.rows.push(ScaleRow {
            key: number.unwrap_or_default().to_string(),
            is_new: true,
            label: String::new(),
            uses: 0,
            is_removed: false,
            fate: None,
        });
    }

    /// Marks a rating as removed; one without claims is removed immediately.
    fn remove(&mut self, at: usize) {
        match self.rows.get_mut(at) {
            Some(row) if row.uses > 0 => row.is_removed = true,
            Some(_) => drop(self.rows.remove(at)),
            None => {}
        }
    }
}

/// Draws the form.
pub fn scale_ui(ui: &mut Ui, draft: &ScaleDraft, out: &mut Outbox<Msg>) {
    title_ui(ui, fl!("scale-title"), fl!("scale-explanation"));
    let mut changed = draft.clone();
    for at in 0..draft.rows.len() {
        row_ui(ui, draft, at, &mut changed);
    }
    if link(ui, fl!("scale-add"), font::LABEL).clicked() {
        changed.add();
    }
    ui.add_space(12.0);
    let complaint = changed.complaint();
    complaint_ui(ui, complaint);
    if foot_ui(ui, fl!("scale-save"), complaint.is_none(), out) {
        out.send(Msg::SaveScale(Box::new(changed)));
    } else if changed != *draft {
        out.send(Msg::Scale(Box::new(changed)));
    }
}

fn row_ui(ui: &mut Ui, draft: &ScaleDraft, at: usize, changed: &mut ScaleDraft) {
    let Some(row) = draft.rows.get(at) else { return };
    if row.is_removed {
        removed_ui(ui, draft, at, row, changed);
        return;
    }
    let theme = Theme::from_ctx(ui.ctx());
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if icon_button(
            ui,
            icons::TRASH,
            &fl!("scale-remove", rating = row.name()),
            "",
            true,
        )
        .clicked()
        {
            changed.remove(at);
        }
        let last = at + 1 == draft.rows.len();
        if icon_button(
            ui,
            icons::CARET_DOWN,
            &fl!("scale-move-down", rating = row.name()),
            "",
            !last,
        )
        .clicked()
        {
            changed.rows.swap(at, at + 1);
        }
        if icon_button(
            ui,
            icons::CARET_UP,
            &fl!("scale-move-up", rating = row.name()),
            "",
            at > 0,
        )
        .clicked()
        {
            changed.rows.swap(at, at.saturating_sub(1));
        }
        ui.add_space(6.0);
        let uses = match row.uses {
            0 => "–".to_owned(),
            uses => fl!("count-claims", count = uses),
        };
        ui.allocate_ui_with_layout(
            Vec2::new(76.0, 20.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.set_width(76.0);
                label(ui, &uses, font::SMALL, theme.soft);
            },
        );
        ui.add_space(6.0);
        let room = Vec2::new(ui.available_width(), size::CONTROL);
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            let name = fl!("scale-rating", number = at + 1);
            let field = Field::new(&format!("rating {}", row.key), &row.label)
                .name(&name)
                .hint(fl!("scale-rating-hint"))
                .focus_at_first(row.is_new && row.label.is_empty())
                .show(ui);
            if let (Some(label), Some(row)) = (field.changed, changed.rows.get_mut(at)) {
                row.label = label;
            }
        });
    });
    ui.add_space(6.0);
}

/// Draws a removed rating with the choice of a new one for its claims.
fn removed_ui(ui: &mut Ui, draft: &ScaleDraft, at: usize, row: &ScaleRow, changed: &mut ScaleDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = fl!("scale-removed", rating = row.name(), count = row.uses);
    wrapped(ui, &words, font::LABEL, theme.ink);
    ui.add_space(4.0);
    let targets: Vec<&ScaleRow> = draft
        .rows
        .iter()
        .filter(|row| !row.is_removed && !row.name().is_empty())
        .collect();
    let mut choices = vec![Choice::named(fl!("scale-clear"))];
    choices.extend(
        targets
            .iter()
            .map(|row| Choice::named(fl!("scale-change-to", rating = row.name()))),
    );
    let chosen = match &row.fate {
        None => None,
        Some(StepFate::Clear) => Some(0),
        Some(StepFate::Move(key)) => targets.iter().position(|row| row.key == *key).map(|at| at + 1),
    };
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        let keep = fl!("scale-keep", rating = row.name());
        let back = icon_button(ui, icons::ARROW_COUNTER_CLOCKWISE, &keep, "", true);
        if back.clicked()
            && let Some(row) = changed.rows.get_mut(at)
        {
            (row.is_removed, row.fate) = (false, None);
        }
        let room = Vec2::new(ui.available_width(), size::CONTROL);
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            let name = fl!("scale-rated", rating = row.name());
            if let Some(picked) = choice(ui, &name, &choices, chosen, fl!("scale-choose"))
                && let Some(row) = changed.rows.get_mut(at)
            {
                row.fate = Some(match picked.checked_sub(1).and_then(|at| targets.get(at)) {
                    None => StepFate::Clear,
                    Some(target) => StepFate::Move(target.key.clone()),
                });
            }
        });
    });
    ui.add_space(8.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Head;

    fn draft() -> ScaleDraft {
        let mut draft = ScaleDraft::from_project(&Project::new(Head::titled("Talks")));
        draft.rows[2].uses = 4;
        draft
    }

    #[test]
    fn a_scale_is_added_to_renamed_ordered_and_shortened() {
        let mut draft = draft();
        draft.rows[0].label = " Right ".into();
        draft.remove(5);
        draft.rows.swap(0, 1);
        draft.add();
        assert_eq!(draft.complaint(), Some("Enter a name for each rating"));
        draft.rows[5].label = "Out of context".into();
        let (scale, fates) = draft.scale();
        let keys: Vec<&str> = scale.iter().map(|rating| rating.key.as_str()).collect();
        let expected = [
            "mostly-true",
            "true",
            "half-true",
            "mostly-false",
            "false",
            "out-of-context",
        ];
        assert_eq!(keys, expected);
        assert_eq!((scale[1].label.as_str(), fates.len()), ("Right", 0));
    }

    #[test]
    fn a_rating_in_use_leaves_only_when_it_is_said_what_becomes_of_its_claims() {
        let mut draft = draft();
        draft.remove(2);
        assert!(draft.complaint().is_some() && draft.rows.len() == 6);
        draft.add();
        draft.rows[6].label = "Partly true".into();
        draft.rows[2].fate = Some(StepFate::Move(draft.rows[6].key.clone()));
        assert_eq!(draft.complaint(), None);
        let moved = StepFate::Move("partly-true".into());
        assert_eq!(draft.scale().1.get("half-true"), Some(&moved));
        draft.remove(6);
        assert!(draft.complaint().is_some(), "where they were to go is gone");
    }

    #[test]
    fn two_ratings_of_one_name_are_told() {
        let mut draft = draft();
        draft.rows[1].label = "TRUE".into();
        assert_eq!(draft.complaint(), Some("Two ratings have the same name"));
    }
}
