//! How the list is sorted and grouped, and which articles it shows: the button of the panel and the pills of the page.

use eframe::egui::{Response, Ui};

use super::filter::{Field, value_of, with_value};
use super::index::Index;
use super::rows::{Grouping, SortBy};
use super::{ArticleKind, Msg, State};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_at, toggle};
use crate::ui::kit::drop_down::{list, option, section};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::text::heading;
use crate::ui::kit::theme::{Theme, font};

const WIDTH: f32 = 230.0;
/// Of the sorting, and of the grouping beside it.
const COLUMN: f32 = 170.0;
/// So many publishers or tags are listed; others are found by typing into the filter.
const LISTED: usize = 60;

/// The button that drops down what the list is sorted and grouped by, and which articles it shows.
pub(super) fn options_button(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    let by = &state.by;
    let on = by.kind != ArticleKind::All || by.grouping != Grouping::None || by.sort != SortBy::Added;
    let name = if by.kind == ArticleKind::All {
        fl!("articles-options").to_owned()
    } else {
        fl!("sidebar-shown", kind = by.kind.label())
    };
    let button = toggle(ui, &name, on, |painter, rect, ink| {
        icon_at(painter, rect.center(), icons::SLIDERS, 16.0, ink);
    });
    // Side by side, so that they fit into a low window.
    list(&button, 2.0 * COLUMN, |ui| {
        ui.columns_const(|[left, right]| {
            heading(left, fl!("articles-sort"));
            sorts_ui(left, state, out);
            heading(right, fl!("articles-group"));
            groups_ui(right, state, out);
        });
        section(ui, fl!("articles-show"));
        for kind in ArticleKind::ALL {
            if option(ui, kind.label(), None, None, kind == by.kind) {
                out.send(Msg::Kind(kind));
                ui.close();
            }
        }
    });
}

/// The orders; the one in force shows its direction, which another click turns.
fn sorts_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    for sort in SortBy::ALL {
        let on = sort == state.by.sort;
        let mut row = ListRow::new(sort.label()).selected(on).show(ui);
        if on {
            let caret = if state.by.descending {
                icons::CARET_DOWN
            } else {
                icons::CARET_UP
            };
            row.icon_right(caret, 12.0, theme.accent);
        }
        row.title(sort.label(), font::BODY, theme.ink);
        if row.finish().clicked() {
            out.send(Msg::Sort(sort));
        }
    }
}

fn groups_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    for grouping in Grouping::ALL {
        if option(ui, grouping.label(), None, None, grouping == state.by.grouping) {
            out.send(Msg::Group(grouping));
            ui.close();
        }
    }
}

/// The pills of the page: fields to filter by, grouping and order.
pub(super) fn pills_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    field_pill(ui, state, Field::Publisher, fl!("details-publisher"), out);
    field_pill(ui, state, Field::Date, fl!("articles-group-month"), out);
    field_pill(ui, state, Field::Tag, fl!("articles-group-tag"), out);
    field_pill(ui, state, Field::State, fl!("articles-group-state"), out);
    if state.index.entries.iter().any(|entry| !entry.assigned.is_empty()) {
        field_pill(ui, state, Field::Assigned, fl!("articles-group-assigned"), out);
    }
    let grouping = state.by.grouping;
    let name = fl!("articles-grouped", by = grouping.label());
    let response = pill(ui, &name, grouping != Grouping::None, PillKind::List);
    list(&response, WIDTH, |ui| groups_ui(ui, state, out));
    let name = fl!("articles-sorted", by = state.by.sort.label());
    let response = pill(ui, &name, state.by.sort != SortBy::Added, PillKind::List);
    list(&response, WIDTH, |ui| sorts_ui(ui, state, out));
}

fn field_pill(ui: &mut Ui, state: &State, field: Field, name: &str, out: &mut Outbox<Msg>) {
    let chosen = value_of(&state.by.filter, field);
    let response: Response = pill(
        ui,
        chosen.as_deref().unwrap_or(name),
        chosen.is_some(),
        PillKind::List,
    );
    list(&response, 260.0, |ui| {
        let set = |out: &mut Outbox<Msg>, value: Option<&str>| {
            out.send(Msg::Filter(with_value(&state.by.filter, field, value)));
        };
        if option(ui, fl!("articles-any"), None, None, chosen.is_none()) {
            set(out, None);
            ui.close();
        }
        for (value, name, count) in values(&state.index, field).into_iter().take(LISTED) {
            let on = chosen.as_deref() == Some(value.as_str());
            if option(ui, &name, None, Some(count), on) {
                set(out, Some(&value));
                ui.close();
            }
        }
    });
}

/// The values that articles have in a field: as the filter writes them, as they are shown, and the number of articles; the
/// commonest first, months from the newest.
fn values(index: &Index, field: Field) -> Vec<(String, String, usize)> {
    let mut counts = std::collections::BTreeMap::<(String, String), usize>::new();
    for entry in &index.entries {
        let same = |name: &str| (name.to_owned(), name.to_owned());
        let found = match field {
            Field::Publisher => entry.publisher.iter().map(|name| same(name)).collect(),
            Field::Tag => entry.tags.iter().map(|tag| same(tag)).collect(),
            Field::State => vec![same(entry.state.label())],
            Field::Assigned if entry.assigned.is_empty() => {
                let nobody = fl!("articles-field-assigned.nobody").to_owned();
                vec![(nobody, fl!("articles-not-assigned").to_owned())]
            }
            Field::Assigned => entry.assigned.iter().map(|name| same(name)).collect(),
            Field::Date => {
                let month = entry.published.map(|day| {
                    (
                        day.strftime("%Y-%m").to_string(),
                        day.strftime("%B %Y").to_string(),
                    )
                });
                month.into_iter().collect()
            }
            Field::Title | Field::Byline | Field::Language => Vec::new(),
        };
        for value in found {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut values: Vec<_> = counts
        .into_iter()
        .map(|((value, name), count)| (value, name, count))
        .collect();
    if field == Field::Date {
        values.reverse();
    } else {
        values.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    }
    values
}
