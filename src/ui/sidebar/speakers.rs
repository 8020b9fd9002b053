//! The speakers: the legend of the text's colours and of the keys 1 to 9.

use eframe::egui::{Align, Layout, Popup, ScrollArea, Ui};

use crate::model::{Project, SpeakerId};
use crate::ui::article::stats::ArticleStats;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::picker::Answer;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::list_row::{ListRow, ROW};
use crate::ui::kit::menu::{forget_row, list_keys};
use crate::ui::kit::text::heading;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// One line of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LegendRow {
    /// Its key.
    pub key: Option<usize>,
    /// The speaker; `None` is the article itself.
    pub speaker: Option<SpeakerId>,
    /// What it is called.
    pub name: String,
    /// What it speaks as, and for whom.
    pub detail: String,
    /// Its place on the palette.
    pub color: Option<usize>,
    /// How many claims of the open article are its.
    pub claims: usize,
    /// Whether a click attributes something.
    pub attributes: bool,
}

/// The speakers that have a key, then the others of the open article, then the article itself.
pub(super) fn rows(project: &Project, core: &Core, figures: &ArticleStats) -> Vec<LegendRow> {
    let claims = &figures.claims;
    let keyed: Vec<&SpeakerId> = (1..=9).filter_map(|key| core.keys.speaker(key)).collect();
    let others = claims.keys().filter(|id| !keyed.contains(id));
    let attributes = core.place.claim.is_some() || core.place.words().is_some();
    let mut rows: Vec<LegendRow> = keyed
        .iter()
        .copied()
        .chain(others)
        .filter_map(|id| {
            let speaker = project.speaker(id)?;
            Some(LegendRow {
                key: core.keys.key(id),
                speaker: Some(id.clone()),
                name: project.speaker_label(id).to_owned(),
                detail: words::speaker_detail(project, id),
                color: Some(speaker.color),
                claims: claims.get(id).copied().unwrap_or_default(),
                attributes,
            })
        })
        .collect();
    rows.push(LegendRow {
        key: Some(0),
        speaker: None,
        name: words::the_article().to_owned(),
        detail: String::new(),
        color: None,
        claims: figures.own,
        attributes,
    });
    rows
}

/// How tall the list wants to be.
pub(super) fn height(rows: usize) -> f32 {
    54.0 + rows as f32 * ROW
}

/// Draws the heading and the list.
pub(super) fn speakers_ui(ui: &mut Ui, rows: &[LegendRow], out: &mut Requests) {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        heading(ui, fl!("sidebar-speakers"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::PLUS, fl!("speaker-new"), "", true).clicked() {
                out.request(Request::EditSpeaker(None));
            }
        });
    });
    ScrollArea::vertical()
        .id_salt("speakers")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in rows {
                speaker_row(ui, rows, line, out);
            }
        });
}

fn speaker_row(ui: &mut Ui, rows: &[LegendRow], line: &LegendRow, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let name = fl!("speaker-and-claims", name = line.name, count = line.claims);
    let mut row = ListRow::new(&name).show(ui);
    row.key_cap(line.key.map(|key| key.to_string()).as_deref());
    row.swatch(line.color.map(|place| theme.speaker(place)));
    row.trailing(&line.claims.to_string(), font::SMALL, theme.soft);
    row.title(&line.name, font::BODY, theme.ink);
    row.explain(explanation(line));
    let response = row.finish();
    let edit = |out: &mut Requests| {
        if let Some(speaker) = &line.speaker {
            out.request(Request::EditSpeaker(Some(speaker.clone())));
        }
    };
    if let Some(speaker) = &line.speaker {
        Popup::context_menu(&response).width(260.0).show(|ui| {
            keys_menu_ui(ui, rows, speaker, out);
        });
    }
    if response.clicked() {
        match (&line.speaker, line.attributes) {
            (Some(speaker), true) => out.request(Request::Answer(Answer::Speaker(speaker.clone(), None))),
            (None, true) => out.request(Request::Answer(Answer::Article)),
            (_, false) => edit(out),
        }
    }
}

/// The menu of a speaker: its form, and the keys that it can be moved to, with those who have them.
fn keys_menu_ui(ui: &mut Ui, rows: &[LegendRow], speaker: &SpeakerId, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    let id = ui.scope_id().with("menu row");
    let keys = list_keys(ui.ctx(), id, 10, None);
    for at in 0..10 {
        let holder = rows.iter().find(|row| at > 0 && row.key == Some(at));
        let name = match at {
            0 => fl!("inspector-edit-speaker").to_owned(),
            key => fl!("sidebar-give-key", key = key),
        };
        let is_own = holder.is_some_and(|row| row.speaker.as_ref() == Some(speaker));
        let mut row = ListRow::new(&name).selected(keys.row == Some(at)).show(ui);
        if is_own {
            row.icon_right(icons::CHECK, 13.0, theme.accent);
        } else if let Some(holder) = holder {
            row.trailing(&holder.name, font::SMALL, theme.soft);
        }
        row.title(&name, font::BODY, theme.ink);
        if row.finish().clicked() || (keys.entered && keys.row == Some(at)) {
            out.request(match at {
                0 => Request::EditSpeaker(Some(speaker.clone())),
                key => Request::MoveKey(speaker.clone(), key),
            });
            forget_row(ui.ctx(), id);
            ui.close();
        }
    }
}

fn explanation(line: &LegendRow) -> String {
    let detail = if line.detail.is_empty() {
        line.name.clone()
    } else {
        format!("{}: {}", line.name, line.detail)
    };
    match (&line.speaker, line.attributes) {
        (_, true) => fl!("sidebar-speaker-attribute", speaker = detail),
        (Some(_), false) => fl!("sidebar-speaker-edit", speaker = detail),
        (None, false) => fl!("sidebar-own-voice").to_owned(),
    }
}
