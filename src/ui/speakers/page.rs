//! Draws the page of a speaker: what is known about it, how it is mentioned, and everything it said.

use eframe::egui::{
    Align, Align2, CursorIcon, Id, Layout, Pos2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo,
};

use super::Msg;
use super::ctx::SpeakersCtx;
use crate::model::{ArticleId, Speaker, SpeakerId};
use crate::session::filters::ClaimFilter;
use crate::ui::bus::draft::{Draft, DraftOf, SpeakerField};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::claims::index::{Loc, joined};
use crate::ui::claims::rows::claim_ref;
use crate::ui::kit::button::{Weight, button, icon_at, icon_button, link};
use crate::ui::kit::choice::{Choice, choice, tick_at};
use crate::ui::kit::field::Field;
use crate::ui::kit::pen::Fit;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::text::{heading, label, measure, spaced_capitals, text_at, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

const MARGIN: f32 = 28.0;
const ROW: f32 = 35.0;
const LABEL: f32 = 96.0;
const GAP: f32 = 26.0;
const CUE: f32 = 170.0;
const DAY: f32 = 116.0;
/// So many mentions and articles are shown.
const SHOWN: usize = 8;

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
        "Whoever a claim is attributed to is listed here, with everything they said."
    } else {
        "Choose a speaker at the left."
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
                Some(key) => format!("{} · key {key}", words::kind(speaker.kind).to_lowercase()),
                None => words::kind(speaker.kind).to_lowercase(),
            };
            let behind = measure(ui, &kind, font::BODY, Fit::Free).x + 60.0;
            let name_room = (ui.available_width() - behind).max(80.0);
            ui.scope(|ui| {
                ui.set_max_width(name_room);
                label(ui, &speaker.name, font::SPEAKER, theme.ink);
            });
            let rename = "Rename, or change kind and colour";
            if icon_button(ui, icons::PENCIL_SIMPLE, rename, "", ctx.editable).clicked() {
                out.request(Request::EditSpeaker(Some(id.clone())));
            }
            label(ui, &kind, font::BODY, theme.soft);
        });
    });
}

/// From the right: remove, split, merge.
fn buttons_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, out: &mut Outbox<Msg>) {
    let (editable, view) = (ctx.editable, ctx.view);
    if icon_button(ui, icons::TRASH, "Remove this speaker", "", editable).clicked() {
        out.send(Msg::Remove(id.clone()));
    }
    if view.picking {
        if button(ui, "Cancel", Weight::Plain, true).clicked() {
            out.send(Msg::Picking(false));
        }
        let name = format!(
            "Split off {}…",
            words::count(view.picked.len(), "claim", "claims")
        );
        if button(ui, &name, Weight::Primary, !view.picked.is_empty()).clicked() {
            out.send(Msg::AskToSplit);
        }
        return;
    }
    let any = !ctx.rows.page().said.is_empty();
    let split = button(ui, "Split…", Weight::Plain, editable && any);
    if tip(split, "Pick claims, and give them to a new speaker").clicked() {
        out.send(Msg::Picking(true));
    }
    let merge = button(
        ui,
        "Merge…",
        Weight::Plain,
        editable && ctx.project.speakers().len() > 1,
    );
    if tip(merge, "Another speaker is the same: its claims become this one's").clicked() {
        out.send(Msg::AskToMerge(id.clone()));
    }
}

fn facts_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, speaker: &Speaker, out: &mut Outbox<Msg>) {
    let aliases = speaker.aliases.join(", ");
    let role = speaker.role.clone().unwrap_or_default();
    let item = speaker.wikidata.clone().unwrap_or_default();
    let width = (ui.available_width() - GAP) / 2.0;
    let size = Vec2::new(width, 30.0);
    let pair = |ui: &mut Ui, left: &mut dyn FnMut(&mut Ui), right: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| left(ui));
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| right(ui));
        });
        ui.add_space(9.0);
    };
    let field = |ui: &mut Ui, name: &'static str, hint, value: &str, field| {
        fact_field(ui, ctx, id, (name, hint), value, field)
    };
    let (mut drafted, mut more) = (Vec::new(), Vec::new());
    pair(
        ui,
        &mut |ui| {
            let hint = "separated by commas";
            drafted = field(ui, "Aliases", hint, &aliases, SpeakerField::Aliases);
        },
        &mut |ui| affiliation_ui(ui, ctx, id, speaker, out),
    );
    for request in drafted {
        out.request(request);
    }
    let mut drafted = Vec::new();
    pair(
        ui,
        &mut |ui| drafted = field(ui, "Role", "add…", &role, SpeakerField::Role),
        &mut |ui| more = field(ui, "Wikidata", "Q…", &item, SpeakerField::Wikidata),
    );
    for request in drafted.into_iter().chain(more) {
        out.request(request);
    }
}

fn fact_label(ui: &mut Ui, name: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, 30.0), Sense::hover());
    let at = Pos2::new(rect.left(), rect.center().y);
    text_at(
        ui.painter(),
        at,
        Align2::LEFT_CENTER,
        name,
        font::LABEL,
        theme.soft,
        LABEL,
    );
}

/// A field of what is known about the speaker; what it asks for.
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

/// Whom the speaker belongs to, as a choice.
fn affiliation_ui(
    ui: &mut Ui,
    ctx: &SpeakersCtx<'_>,
    id: &SpeakerId,
    speaker: &Speaker,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.spacing_mut().item_spacing.x = 0.0;
    fact_label(ui, "Affiliation");
    let mut others: Vec<(&SpeakerId, &Speaker)> = ctx
        .project
        .speakers()
        .iter()
        .filter(|(other, _)| !belongs_to(ctx, other, id))
        .collect();
    others.sort_by_cached_key(|(_, other)| other.name.to_lowercase());
    let mut choices = vec![Choice::named("nobody")];
    choices.extend(others.iter().map(|(_, other)| Choice {
        label: other.name.clone(),
        detail: String::new(),
        color: Some(theme.speaker(other.color)),
        ..Choice::default()
    }));
    let place = |body: &SpeakerId| others.iter().position(|(other, _)| *other == body);
    let chosen = speaker
        .affiliation
        .as_ref()
        .and_then(place)
        .map_or(0, |place| place + 1);
    let chosen = (chosen > 0).then_some(chosen);
    let picked = choice(ui, "Affiliation", &choices, chosen, "add…");
    if let Some(picked) = picked.filter(|_| ctx.editable) {
        let body = picked.checked_sub(1).and_then(|place| others.get(place));
        let body = body.map(|(other, _)| (*other).clone());
        out.send(Msg::Affiliate(id.clone(), body));
    }
}

/// Whether a speaker is another one, or belongs to it, directly or through others.
fn belongs_to(ctx: &SpeakersCtx<'_>, speaker: &SpeakerId, body: &SpeakerId) -> bool {
    let mut above = Some(speaker);
    for _ in 0..=ctx.project.speakers().len() {
        match above {
            None => return false,
            Some(id) if id == body => return true,
            Some(id) => above = ctx.project.speaker(id).and_then(|it| it.affiliation.as_ref()),
        }
    }
    true
}

fn mentions_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, id: &SpeakerId, speaker: &Speaker, out: &mut Outbox<Msg>) {
    let mentions = &ctx.rows.page().mentions;
    if mentions.is_empty() {
        return;
    }
    line_of_pills(ui, "Mentioned as", |ui| {
        for (words, count) in mentions.iter().take(SHOWN) {
            let known = speaker.names().any(|name| name == words);
            let name = match count {
                1 => words.clone(),
                count => format!("{words} {count}"),
            };
            let response = pill(ui, &name, false, PillKind::Switch);
            let explanation = if known {
                format!("“{words}” is one of its names")
            } else {
                format!("“{words}”\nClick to make it an alias")
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
    line_of_pills(ui, "Articles", |ui| {
        for (article, claims) in articles.iter().take(SHOWN) {
            let title = ctx
                .project
                .article(article)
                .map_or("", |article| article.metadata.title.as_str());
            let response = pill(ui, &format!("{claims} · {title}"), false, PillKind::Switch);
            let explanation = format!("{title}\nClick to see these claims in the table");
            if tip(response, &explanation).clicked() {
                show_claims(out, id, Some(article));
            }
        }
        more(ui, articles.len());
        if link(ui, "Show all in the table", font::LABEL).clicked() {
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
    if let Some(hidden) = all.checked_sub(SHOWN).filter(|hidden| *hidden > 0) {
        label(ui, &format!("and {hidden} more"), font::LABEL, theme.soft);
    }
}

fn said_head_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    let page = ctx.rows.page();
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        let articles = words::count(page.articles.len(), "article", "articles");
        heading(ui, &format!("Said, in {articles}"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let decided = page
                .reviews
                .iter()
                .filter(|(state, _)| state.is_decided())
                .map(|(state, count)| format!("{count} {}", words::review(*state)));
            let claims = words::count(page.said.len(), "claim", "claims");
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
            label(ui, "No claim is attributed to it yet.", font::BODY, theme.soft);
        });
        return;
    }
    ScrollArea::vertical()
        .id_salt("said")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| {
            ui.set_height(said.len() as f32 * ROW + 12.0);
            let origin = ui.max_rect().left_top();
            let width = ui.available_width();
            let first = (viewport.min.y / ROW).max(0.0) as usize;
            let last = (viewport.max.y / ROW).ceil().max(0.0) as usize;
            for (at, loc) in said.iter().enumerate().take(last).skip(first) {
                let at = origin + Vec2::new(0.0, at as f32 * ROW);
                said_row(ui, ctx, Rect::from_min_size(at, Vec2::new(width, ROW)), *loc, out);
            }
        });
}

fn said_row(ui: &Ui, ctx: &SpeakersCtx<'_>, rect: Rect, loc: Loc, out: &mut Outbox<Msg>) {
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
    let own = Id::unique(("said", claim_ref.0.as_str(), claim_ref.1.as_str()));
    let response = ui
        .interact(rect, own, Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    let painter = ui.painter();
    if picked {
        painter.rect_filled(rect, 0.0, theme.wash);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 0.0, theme.hover);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline_stroke());
    let y = rect.center().y;
    let mut left = rect.left() + 12.0;
    if view.picking {
        tick_at(ui, Pos2::new(left + 4.0, y), picked, &response);
        left += 26.0;
    }
    let text = |left: f32, words: &str, style, ink, room: f32| {
        text_at(
            painter,
            Pos2::new(left, y),
            Align2::LEFT_CENTER,
            words,
            style,
            ink,
            room.max(8.0),
        )
    };
    let day = article.metadata.published.map(words::day).unwrap_or_default();
    text(left, &day, font::CELL, theme.soft, DAY - 16.0);
    let cue_left = rect.right() - CUE - 40.0;
    let said = claim.words();
    let words_left = left + DAY - 16.0;
    text(
        words_left,
        &said,
        font::CLAIM,
        theme.ink,
        cue_left - 20.0 - words_left,
    );
    let chosen = view.chosen.as_ref();
    let mut links = claim.voice.chain().iter();
    let link = links.find(|link| chosen.is_some_and(|chosen| link.speakers.contains(chosen)));
    let cue = link.map_or_else(String::new, |link| joined(&link.cue));
    text(cue_left, &cue, font::CELL, theme.soft, CUE);
    let state = claim.review_state();
    let mark = Pos2::new(rect.right() - 26.0, y);
    icon_at(
        painter,
        mark,
        words::review_icon(state),
        13.0,
        theme.review(state),
    );
    response.widget_info(|| {
        let name = format!("{said}, {}", words::review(state));
        WidgetInfo::selected(Role::Row, true, picked, name)
    });
    let title = &article.metadata.title;
    let response = tip(response, &format!("{said}\n{title} · {}", words::review(state)));
    if response.clicked() {
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
