//! What the drop-down lists of the table's filters hold besides plain options.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use super::Msg;
use super::ctx::TableCtx;
use super::facets::{NONE, origin_key, step};
use crate::model::{Origin, ReviewerId, SpeakerKind};
use crate::session::settings::claim_table::{Facet, FacetChoice};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::drop_down::{option, section};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// The number of values that are listed of a field.
const LISTED: usize = 60;

/// A line of a list that sets or clears a value.
pub(super) fn toggle<T: PartialEq>(ui: &mut Ui, name: &str, value: &mut Option<T>, own: T) {
    let on = value.as_ref() == Some(&own);
    if option(ui, name, None, None, on) {
        *value = (!on).then_some(own);
    }
}

/// The field that searches a list.
pub(super) fn seek_ui(ui: &mut Ui, ctx: &TableCtx<'_>, name: &str, out: &mut Outbox<Msg>) {
    let field = Field::new("claims seek", &ctx.view.seek)
        .name(name)
        .hint(fl!("claims-seek"))
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    if let Some(seek) = field.changed {
        out.send(Msg::Seek(seek));
    }
    ui.add_space(6.0);
}

/// The fields of which any or none of some values can be wanted. A click wants a value, a second one bars it.
pub(super) fn facets_ui(ui: &mut Ui, ctx: &TableCtx<'_>, facets: &mut BTreeMap<Facet, FacetChoice>) {
    let theme = Theme::from_ctx(ui.ctx());
    let mut told = false;
    for facet in Facet::ALL {
        let values = ctx.table.index().facets.values(facet);
        // A field that is empty, or alike, in all claims tells none of them apart.
        if values.len() < 2 && !facets.contains_key(&facet) {
            continue;
        }
        section(ui, facet_name(facet));
        if !std::mem::replace(&mut told, true) {
            label(ui, fl!("claims-facets-hint"), font::SMALL, theme.soft);
            ui.add_space(2.0);
        }
        for value in values.into_iter().take(LISTED) {
            let choice = facets.get(&facet);
            let is_any = choice.is_some_and(|choice| choice.any.contains(value));
            let is_none = choice.is_some_and(|choice| choice.none.contains(value));
            let name = value_name(ctx, facet, value);
            let shown = if is_none {
                fl!("claims-facet-not", value = name)
            } else {
                name
            };
            if option(ui, &shown, None, None, is_any || is_none) {
                step(facets, facet, value);
            }
        }
    }
}

/// A choice in words: 'Tags: war or talks, not weather'.
pub(super) fn facet_words(ctx: &TableCtx<'_>, facet: Facet, choice: &FacetChoice) -> String {
    let named = |value: &String| value_name(ctx, facet, value);
    let any: Vec<String> = choice.any.iter().map(named).collect();
    let none = choice.none.iter().map(named);
    let none = none.map(|value| fl!("claims-facet-not", value = value));
    let any = (!any.is_empty()).then(|| any.join(fl!("claims-facet-or")));
    let parts: Vec<String> = any.into_iter().chain(none).collect();
    fl!(
        "claims-facet-chosen",
        field = facet_name(facet),
        values = parts.join(", ")
    )
}

fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Tag => fl!("inspector-tags"),
        Facet::Marker => fl!("claims-facet-marker"),
        Facet::Reviewer => fl!("claims-facet-reviewer"),
        Facet::Role => fl!("speaker-role"),
        Facet::Kind => fl!("speaker-kind"),
        Facet::Language => fl!("details-language"),
        Facet::Note => fl!("claims-column-note"),
        Facet::Origin => fl!("claims-facet-origin"),
        Facet::Unsettled => fl!("claims-facet-unsettled"),
    }
}

fn value_name(ctx: &TableCtx<'_>, facet: Facet, value: &str) -> String {
    let name = match (facet, value) {
        (Facet::Tag, NONE) => fl!("claims-facet-no-tag"),
        (Facet::Marker, NONE) => fl!("claims-facet-no-marker"),
        (Facet::Reviewer, NONE) => fl!("claims-facet-no-reviewer"),
        (Facet::Role, NONE) => fl!("claims-facet-no-role"),
        (Facet::Language, NONE) => fl!("claims-facet-no-language"),
        (Facet::Note, NONE) => fl!("claims-facet-no-note"),
        (Facet::Note, _) => fl!("claims-facet-a-note"),
        (Facet::Unsettled, NONE) => fl!("claims-facet-settled"),
        (Facet::Unsettled, _) => fl!("claims-facet-differing"),
        (Facet::Marker | Facet::Reviewer, id) => {
            return ctx.project.reviewer_label(&ReviewerId::from(id)).to_owned();
        }
        (Facet::Kind, kind) => {
            let known = SpeakerKind::ALL
                .into_iter()
                .find(|one| format!("{one:?}") == kind);
            if let Some(known) = known {
                words::kind(known)
            } else {
                kind
            }
        }
        (Facet::Language, tag) => words::language(tag),
        (Facet::Origin, origin) if origin == origin_key(Origin::Taken) => fl!("claims-facet-taken"),
        (Facet::Origin, origin) if origin == origin_key(Origin::Changed) => fl!("claims-facet-changed"),
        (Facet::Origin, _) => fl!("claims-facet-by-hand"),
        (_, value) => value,
    };
    name.to_owned()
}
