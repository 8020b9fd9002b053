//! Draws the page of a speaker: details, mentions, and every claim attributed to it.

use eframe::egui::{Align, Id, Layout, Pos2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::Msg;
use super::affiliation::affiliation_choice;
use super::ctx::SpeakersCtx;
use crate::model::{ArticleId, Speaker, SpeakerId};
use crate::session::settings::claim_table::ClaimFilter;
use crate::ui::bus::draft::{Draft, DraftOf, SpeakerField};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::claims::index::{EntryId, joined};
use crate::ui::claims::rows::claim_ref;
use crate::ui::kit::button::{Weight, button, icon_button, link};
use crate::ui::kit::choice::tick_at;
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::{heading, label, measure, spaced_capitals, text_from, tip, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

const MARGIN: f32 = 28.0;
const ROW: f32 = 35.0;
const LABEL: f32 = 96.0;
const GAP: f32 = 26.0;
const CUE: f32 = 170.0;
const DAY: f32 = 100.0;
/// So many mentions and articles are shown.
const MAX_PILLS: usize = 8;

/// Draws the page.
pub(super) fn page_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    let chosen = ctx.view.chosen.as_ref();
    let Some((id, speaker)) = chosen.and_then(|id| Some((id, ctx.project.speaker(id)?))) else {
        empty_ui(ui, ctx);
        return;
    };
    let room = ui.available_rect_before_wrap();
    let inner = room.shrink2(Vec2::new(MARGIN, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(20.0);
        head_ui(ui, ctx, id, speaker, out);
        ui.add_space(16.0);
        facts_ui(ui, ctx, id, speaker, out);
        mentions_ui(ui, ctx, id, speaker, out);
        articles_ui(ui, ctx, id, out);
        ui.add_space(14.0);
        said_head_ui(ui, ctx);
        ui.add_space(4.0);
        said_ui(ui, ctx, out);
    });
}

fn empty_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = if ctx.project.speakers().is_empty() {
        fl!("speakers-empty")
    } else {
        fl!("speakers-select")
    };
    ui.add_space(ui.available_height() * 0.36);
    let indent = (ui.available_width() - measure(ui, words, font::INVITATION, Fit::Free).x) / 2.0;
    ui.horizontal(|ui| {
        ui.add_space(indent.max(MARGIN));
        wrapped(ui, words, font::INVITATION, theme.soft);
    });
}

fn head_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, speaker: &Speaker, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let size = Vec2::new(ui.available_width(), 34.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        buttons_ui(ui, ctx, id, out);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
            ui.painter().rect_filled(rect, 5.0, theme.speaker(speaker.color));
            let kind = match ctx.core.keys.key(id) {
                Some(key) => fl!(
                    "speaker-kind-and-key",
                    kind = words::kind_inline(speaker.kind),
                    key = key
                ),
                None => words::kind_inline(speaker.kind).to_owned(),
            };
            let behind = measure(ui, &kind, font::BODY, Fit::Free).x + 60.0;
            let name_room = (ui.available_width() - behind).max(80.0);
            ui.scope(|ui| {
                ui.set_max_width(name_room);
                label(ui, &speaker.name, font::SPEAKER, theme.ink);
            });
            let edit = fl!("speaker-edit");
            if icon_button(ui, icons::PENCIL_SIMPLE, edit, "", ctx.editable).clicked() {
                out.request(Request::EditSpeaker(Some(id.clone())));
            }
            label(ui, &kind, font::BODY, theme.soft);
        });
    });
}

/// From the right: remove, split, merge.
fn buttons_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, out: &mut Outbox<Msg>) {
    let (editable, view) = (ctx.editable, ctx.view);
    if icon_button(ui, icons::TRASH, fl!("speaker-remove"), "", editable).clicked() {
        out.send(Msg::Remove(id.clone()));
    }
    if view.picking {
        if button(ui, fl!("dialog-cancel"), Weight::Plain, true).clicked() {
            out.send(Msg::Picking(false));
        }
        let name = fl!("speaker-move-claims", count = view.picked.len());
        if button(ui, &name, Weight::Primary, !view.picked.is_empty()).clicked() {
            out.send(Msg::AskToSplit);
        }
        return;
    }
    let any = !ctx.rows.page().said.is_empty();
    let split = button(ui, fl!("speaker-split"), Weight::Plain, editable && any);
    if tip(split, fl!("speaker-split.tooltip")).clicked() {
        out.send(Msg::Picking(true));
    }
    let others = ctx.project.speakers().len() > 1;
    let merge = button(ui, fl!("speaker-merge"), Weight::Plain, editable && others);
    if tip(merge, fl!("speaker-merge.tooltip")).clicked() {
        out.send(Msg::AskToMerge(id.clone()));
    }
}

fn facts_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, speaker: &Speaker, out: &mut Outbox<Msg>) {
    let aliases = speaker.aliases.join(", ");
    let role = speaker.role.clone().unwrap_or_default();
    let item = speaker.wikidata.clone().unwrap_or_default();
    let width = (ui.available_width() - GAP) / 2.0;
    let size = Vec2::new(width, 30.0);
    let mut asked = Vec::new();
    let mut field = |ui: &mut Ui, name: &'static str, hint: &str, value: &str, field| {
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
            asked.extend(fact_field(ui, ctx, id, (name, hint), value, field));
        });
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let hint = fl!("field-comma-separated");
        field(ui, fl!("speaker-aliases"), hint, &aliases, SpeakerField::Aliases);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
            affiliation_ui(ui, ctx, id, speaker, out);
        });
    });
    ui.add_space(9.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        field(
            ui,
            fl!("speaker-role"),
            fl!("field-add"),
            &role,
            SpeakerField::Role,
        );
        field(ui, fl!("speaker-wikidata"), "Q…", &item, SpeakerField::Wikidata);
    });
    ui.add_space(9.0);
    for request in asked {
        out.request(request);
    }
}

fn fact_label(ui: &mut Ui, name: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, 30.0), Sense::hover());
    let at = Pos2::new(rect.left(), rect.center().y);
    text_from(ui.painter(), at, name, font::LABEL, theme.soft, LABEL);
}

/// A field of the speaker's details; returns what it asks for.
fn fact_field(
    ui: &mut Ui,
    ctx: &SpeakersCtx<'_>,
    id: &SpeakerId,
    (name, hint): (&'static str, &str),
    value: &str,
    field: SpeakerField,
) -> Vec<Request> {
    ui.spacing_mut().item_spacing.x = 0.0;
    fact_label(ui, name);
    let about = DraftOf::Speaker(id.clone(), field);
    let draft = ctx.core.draft.as_ref().filter(|draft| draft.about == about);
    let shown = draft.map_or(value, |draft| draft.text.as_str());
    let shown_field = Field::new(&format!("{id} {name}"), shown)
        .name(name)
        .hint(hint)
        .enabled(ctx.editable)
        .show(ui);
    let mut asked = Vec::new();
    if let Some(text) = shown_field.changed {
        asked.push(Request::Draft(Draft { about, text }));
    }
    if shown_field.done {
        asked.push(Request::CommitDraft);
    }
    if shown_field.submitted {
        shown_field.response.surrender_focus();
    }
    asked
}

fn affiliation_ui(
    ui: &mut Ui,
    ctx: &SpeakersCtx<'_>,
    id: &SpeakerId,
    speaker: &Speaker,
    out: &mut Outbox<Msg>,
) {
    ui.spacing_mut().item_spacing.x = 0.0;
    fact_label(ui, fl!("speaker-affiliation"));
    let (current, hint) = (speaker.affiliation.as_ref(), fl!("field-add"));
    affiliation_choice(ui, ctx.project, Some(id), current, hint, |affiliation| {
        if ctx.editable {
            out.send(Msg::Affiliate(id.clone(), affiliation));
        }
    });
}

fn mentions_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, speaker: &Speaker, out: &mut Outbox<Msg>) {
    let mentions = &ctx.rows.page().mentions;
    if mentions.is_empty() {
        return;
    }
    line_of_pills(ui, fl!("speaker-mentions"), |ui| {
        for (words, count) in mentions.iter().take(MAX_PILLS) {
            let known = speaker.names().any(|name| name == words);
            let name = match count {
                1 => words.clone(),
                count => format!("{words} {count}"),
            };
            let response = pill(ui, &name, false, PillKind::Switch);
            let explanation = if known {
                fl!("speaker-mention-is-alias", words = words)
            } else {
                fl!("speaker-mention-add", words = words)
            };
            if tip(response, &explanation).clicked() && !known && ctx.editable {
                out.send(Msg::AddAlias(id.clone(), words.clone()));
            }
        }
        more(ui, mentions.len());
    });
}

fn articles_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, out: &mut Outbox<Msg>) {
    let articles = &ctx.rows.page().articles;
    if articles.is_empty() {
        return;
    }
    line_of_pills(ui, fl!("sidebar-articles"), |ui| {
        for (article, claims) in articles.iter().take(MAX_PILLS) {
            let title = ctx
                .project
                .article(article)
                .map_or("", |article| article.metadata.title.as_str());
            let response = pill(ui, &format!("{claims} · {title}"), false, PillKind::Switch);
            let explanation = fl!("speaker-article-claims", title = title);
            if tip(response, &explanation).clicked() {
                show_claims(out, id, Some(article));
            }
        }
        more(ui, articles.len());
        if link(ui, fl!("speaker-all-claims"), font::LABEL).clicked() {
            show_claims(out, id, None);
        }
    });
}

/// Pills behind a label, as many as there is room for.
fn line_of_pills(ui: &mut Ui, name: &str, pills: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        fact_label(ui, name);
        let size = Vec2::new(ui.available_width(), 30.0);
        let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.spacing_mut().item_spacing = Vec2::new(6.0, 4.0);
            pills(ui);
        });
    });
    ui.add_space(7.0);
}

fn more(ui: &mut Ui, all: usize) {
    let theme = Theme::from_ctx(ui.ctx());
    if let Some(hidden) = all.checked_sub(MAX_PILLS).filter(|hidden| *hidden > 0) {
        label(ui, &fl!("count-more", count = hidden), font::LABEL, theme.soft);
    }
}

fn said_head_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    let page = ctx.rows.page();
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        heading(ui, &fl!("speaker-claims-in", count = page.articles.len()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let decided = page
                .reviews
                .iter()
                .filter(|(state, _)| state.is_decided())
                .map(|(state, count)| fl!("count-of-state", count = *count, state = words::review(*state)));
            let claims = fl!("count-claims", count = page.said.len());
            let figures: Vec<String> = std::iter::once(claims).chain(decided).collect();
            let figures = spaced_capitals(&figures.join(" · "));
            label(ui, &figures, font::HEADING, theme.soft);
        });
    });
}

fn said_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let said = &ctx.rows.page().said;
    if said.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(6.0);
            label(ui, fl!("speaker-no-claims"), font::BODY, theme.soft);
        });
        return;
    }
    let area = ScrollArea::vertical().id_salt("said").auto_shrink([false, false]);
    RowLayout::Even(said.len(), ROW).show(ui, area, None, |ui, at, rect| {
        if let Some(loc) = said.get(at) {
            said_row(ui, ctx, rect, *loc, out);
        }
    });
}

fn said_row(ui: &Ui, ctx: &SpeakersCtx<'_>, rect: Rect, loc: EntryId, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(claim_ref) = claim_ref(ctx.index, loc) else {
        return;
    };
    let Some(article) = ctx.project.article(&claim_ref.0) else {
        return;
    };
    let Some(claim) = article.claims.get(&claim_ref.1) else {
        return;
    };
    let view = ctx.view;
    let picked = view.picked.contains(&claim_ref);
    let (said, state) = (claim.words(), claim.review_state());
    let review = words::review(state);
    let name = format!("{said}, {review}");
    let id = Id::unique(("said", claim_ref.0.as_str(), claim_ref.1.as_str()));
    let mut row = ListRow::new(&name)
        .role(Role::Row)
        .selected(picked)
        .ruled()
        .show_at(ui, rect, id);
    row.indent(4.0);
    if view.picking {
        tick_at(ui, Pos2::new(row.left() + 4.0, row.y), picked, &row.response);
        row.indent(26.0);
    }
    row.indent_right(12.0);
    row.icon_right(words::review_icon(state), 13.0, theme.review(state));
    let day = article.metadata.published.map(words::day).unwrap_or_default();
    row.cell(&day, font::CELL, theme.soft, DAY);
    let chosen = view.chosen.as_ref();
    let mut links = claim.voice.chain().iter();
    let link = links.find(|link| chosen.is_some_and(|chosen| link.speakers.contains(chosen)));
    let cue = link.map_or_else(String::new, |link| joined(&link.cue));
    row.cell_right(&cue, font::CELL, theme.soft, CUE);
    row.title(&said, font::CLAIM, theme.ink);
    row.explain(format!("{said}\n{} · {review}", article.metadata.title));
    if row.finish().clicked() {
        out.send(if view.picking {
            Msg::Pick(claim_ref)
        } else {
            Msg::Open(claim_ref)
        });
    }
}

/// Shows a speaker's claims in the table, those of one article or all.
fn show_claims(out: &mut Outbox<Msg>, speaker: &SpeakerId, article: Option<&ArticleId>) {
    out.request(Request::ShowClaims(Box::new(ClaimFilter {
        speaker: Some(speaker.to_string()),
        article: article.map(ToString::to_string),
        ..ClaimFilter::default()
    })));
}
