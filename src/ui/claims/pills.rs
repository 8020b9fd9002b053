//! The filters of the table, as pills.

use eframe::egui::{Ui, Vec2};

use super::Msg;
use super::ctx::{TableCtx, send_filter};
use super::head::column_name;
use super::lists::{facet_words, facets_ui, seek_ui, toggle};
use super::rows::{quotation_of, state_of};
use crate::model::{ArticleId, SpeakerId};
use crate::session::settings::claim_table::{ClaimFilter, Column, Missing, QuotationFilter, ReviewFilter};
use crate::text::fold::matches_words;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button, link};
use crate::ui::kit::drop_down::{list, option, section};
use crate::ui::kit::field::Field;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::text::{heading, label};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// The number of speakers or articles listed; others are found by typing.
const LISTED: usize = 60;

/// Draws the filters.
pub(super) fn pills_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let totals = ctx.table.shown().totals;
    let unreviewed = totals.claims - totals.reviewed;
    let unattributed = totals.claims - totals.attributed;
    if let Some(among) = &filter.among
        && pill(
            ui,
            &fl!("claims-merged", count = among.len()),
            true,
            PillKind::Switch,
        )
        .clicked()
    {
        send_filter(out, filter, |filter| filter.among = None);
    }
    let name = fl!("claims-unreviewed", count = unreviewed);
    review_pill(ui, filter, &name, ReviewFilter::Unreviewed, out);
    let on = filter.missing == Some(Missing::Speaker);
    let name = fl!("claims-unattributed", count = unattributed);
    if pill(ui, &name, on, PillKind::Switch).clicked() {
        let wanted = (!on).then_some(Missing::Speaker);
        send_filter(out, filter, |filter| filter.missing = wanted);
    }
    let name = fl!("claims-disputed", count = totals.disputed);
    review_pill(ui, filter, &name, ReviewFilter::Disputed, out);
    speaker_pill(ui, ctx, out);
    article_pill(ui, ctx, out);
    date_pill(ui, ctx, out);
    more_pill(ui, ctx, out);
    saved_filters_pill(ui, ctx, out);
    if !filter.is_empty() && link(ui, fl!("claims-clear"), font::LABEL).clicked() {
        out.send(Msg::Filter(Box::default()));
    }
}

fn review_pill(ui: &mut Ui, filter: &ClaimFilter, name: &str, review: ReviewFilter, out: &mut Outbox<Msg>) {
    let on = filter.review == Some(review);
    if pill(ui, name, on, PillKind::Switch).clicked() {
        let wanted = (!on).then_some(review);
        send_filter(out, filter, |filter| filter.review = wanted);
    }
}

fn speaker_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let chosen = filter.speaker.as_deref();
    let id = chosen.map(SpeakerId::from);
    let known = id.as_ref().filter(|id| ctx.project.speaker(id).is_some());
    let name = known.map_or(column_name(Column::Speaker), |id| ctx.project.speaker_label(id));
    let response = pill(ui, name, chosen.is_some(), PillKind::List);
    list(&response, 280.0, |ui| {
        seek_ui(ui, ctx, fl!("claims-find-speaker"), out);
        let take = |out: &mut Outbox<Msg>, id: Option<String>| {
            send_filter(out, filter, |filter| filter.speaker = id);
        };
        if option(ui, fl!("claims-any-speaker"), None, None, chosen.is_none()) {
            take(out, None);
            ui.close();
        }
        for (id, claims) in speakers_by_claims(ctx) {
            let Some(speaker) = ctx.project.speaker(&id) else {
                continue;
            };
            let on = chosen == Some(id.as_str());
            if option(
                ui,
                ctx.project.speaker_label(&id),
                Some(speaker.color),
                Some(claims),
                on,
            ) {
                take(out, Some(id.to_string()));
                ui.close();
            }
        }
    });
}

fn article_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let chosen = filter.article.as_deref();
    let titled = |id: &str| ctx.project.article(&ArticleId::from(id));
    let name = chosen
        .and_then(titled)
        .map_or(column_name(Column::Article), |article| &article.metadata.title);
    let response = pill(ui, name, chosen.is_some(), PillKind::List);
    list(&response, 340.0, |ui| {
        seek_ui(ui, ctx, fl!("claims-find-article"), out);
        if option(ui, fl!("claims-any-article"), None, None, chosen.is_none()) {
            send_filter(out, filter, |filter| filter.article = None);
            ui.close();
        }
        let seek = &ctx.view.seek;
        let fits = |title: &str| seek.trim().is_empty() || matches_words(seek, title).is_some();
        let segments = ctx.table.index().segments.iter();
        let found = segments.filter_map(|segment| {
            let title = &ctx.project.article(&segment.article)?.metadata.title;
            fits(title).then_some((segment, title))
        });
        for (segment, title) in found.take(LISTED) {
            let id = segment.article.as_str();
            if option(ui, title, None, Some(segment.entries.len()), chosen == Some(id)) {
                send_filter(out, filter, |filter| filter.article = Some(id.to_owned()));
                ui.close();
            }
        }
    });
}

fn date_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let name = match (filter.from, filter.to) {
        (None, None) => column_name(Column::Date).to_owned(),
        (Some(from), None) => fl!("claims-date-from", date = words::day(from)),
        (None, Some(to)) => fl!("claims-date-until", date = words::day(to)),
        (Some(from), Some(to)) if from == to => words::day(from),
        (Some(from), Some(to)) => format!("{} – {}", words::day(from), words::day(to)),
    };
    let on = filter.from.is_some() || filter.to.is_some();
    let response = pill(ui, &name, on, PillKind::List);
    list(&response, 240.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        if option(ui, fl!("claims-any-date"), None, None, !on) {
            out.send(Msg::Dates(String::new(), String::new()));
            ui.close();
        }
        ui.add_space(4.0);
        let (mut from, mut to) = ctx.view.dates.clone();
        for (id, name, hint, day) in [
            ("claims from", fl!("claims-from"), "2024-02-01", &mut from),
            ("claims to", fl!("claims-to"), "2024-02-29", &mut to),
        ] {
            label(ui, name, font::LABEL, theme.soft);
            ui.add_space(3.0);
            let field = Field::new(id, day).name(name).hint(hint).show(ui);
            ui.add_space(3.0);
            let wrong = !day.trim().is_empty() && day.trim().parse::<jiff::civil::Date>().is_err();
            let complaint = if wrong { fl!("claims-wrong-date") } else { " " };
            label(ui, complaint, font::SMALL, theme.rejected);
            if let Some(text) = field.changed {
                *day = text;
            }
        }
        if (&from, &to) != (&ctx.view.dates.0, &ctx.view.dates.1) {
            out.send(Msg::Dates(from, to));
        }
    });
}

fn more_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let on = more_words(ctx);
    let name = on.as_deref().unwrap_or(fl!("claims-more"));
    let response = pill(ui, name, on.is_some(), PillKind::List);
    list(&response, 260.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        let mut next = filter.clone();
        // With those that have a pill of their own, so that the list is complete.
        heading(ui, column_name(Column::Review));
        for review in ReviewFilter::ALL {
            toggle(ui, words::review(state_of(review)), &mut next.review, review);
        }
        section(ui, fl!("claims-missing"));
        for missing in Missing::ALL {
            toggle(ui, missing_name(missing), &mut next.missing, missing);
        }
        section(ui, column_name(Column::Quotation));
        for quotation in QuotationFilter::ALL {
            toggle(ui, &quotation_name(quotation), &mut next.quotation, quotation);
        }
        section(ui, column_name(Column::Verdict));
        toggle(ui, fl!("claims-no-verdict"), &mut next.verdict, String::new());
        for rating in &ctx.project.head().scale {
            toggle(ui, &rating.label, &mut next.verdict, rating.key.clone());
        }
        section(ui, fl!("claims-repeated"));
        if option(ui, fl!("claims-repeated-only"), None, None, next.repeated) {
            next.repeated = !next.repeated;
        }
        let bodies = bodies(ctx);
        if !bodies.is_empty() {
            section(ui, column_name(Column::Affiliation));
            for (id, name) in bodies.iter().take(LISTED) {
                toggle(ui, name, &mut next.affiliation, id.to_string());
            }
        }
        let mut publishers: Vec<&str> = ctx.table.index().publishers.texts().collect();
        publishers.retain(|publisher| !publisher.is_empty());
        publishers.sort_unstable();
        if !publishers.is_empty() {
            section(ui, column_name(Column::Publisher));
            for publisher in publishers.into_iter().take(LISTED) {
                toggle(ui, publisher, &mut next.publisher, publisher.to_owned());
            }
        }
        facets_ui(ui, ctx, &mut next.facets);
        ui.add_space(4.0);
        label(ui, " ", font::SMALL, theme.soft);
        if next != *filter {
            out.send(Msg::Filter(Box::new(next)));
        }
    });
}

fn saved_filters_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let current = ctx.saved_filters.iter().find(|(_, kept)| kept.filter == *filter);
    let name = current.map_or(fl!("claims-filters"), |(_, kept)| kept.name.as_str());
    let response = pill(ui, name, current.is_some(), PillKind::List);
    list(&response, 260.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        if ctx.saved_filters.is_empty() {
            label(ui, fl!("claims-no-saved-filters"), font::LABEL, theme.soft);
            ui.add_space(6.0);
        }
        for (place, kept) in &ctx.saved_filters {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = ui.available_width() - 32.0;
                ui.allocate_ui(Vec2::new(width, 28.0), |ui| {
                    if option(ui, &kept.name, None, None, kept.filter == *filter) {
                        out.send(Msg::Filter(Box::new(kept.filter.clone())));
                        ui.close();
                    }
                });
                let name = fl!("claims-delete-filter", name = kept.name);
                if icon_button(ui, icons::TRASH, &name, "", true).clicked() {
                    out.send(Msg::DeleteFilter(*place));
                }
            });
        }
        let save = fl!("claims-save-this-filter");
        if button(ui, save, Weight::Plain, !filter.is_empty()).clicked() {
            out.send(Msg::NameFilter(String::new()));
            ui.close();
        }
    });
}

/// The speakers that match what was typed, those with the most claims first.
fn speakers_by_claims(ctx: &TableCtx<'_>) -> Vec<(SpeakerId, usize)> {
    let index = ctx.table.index();
    let mut claims = vec![0_usize; index.speakers.len()];
    for entry in index.segments.iter().flat_map(|segment| &segment.entries) {
        for place in &entry.speakers {
            if let Some(count) = claims.get_mut(*place as usize) {
                *count += 1;
            }
        }
    }
    let seek = &ctx.view.seek;
    let fits = |id: &SpeakerId| {
        let speaker = ctx.project.speaker(id);
        speaker.is_some_and(|speaker| speaker.names().any(|name| matches_words(seek, name).is_some()))
    };
    let mut found: Vec<(SpeakerId, usize)> = index
        .speakers
        .iter()
        .zip(claims)
        .filter(|(id, _)| fits(id))
        .map(|(id, count)| (id.clone(), count))
        .collect();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found.truncate(LISTED);
    found
}

/// Every affiliation, by name.
fn bodies<'a>(ctx: &TableCtx<'a>) -> Vec<(SpeakerId, &'a str)> {
    let speakers = ctx.project.speakers();
    let mut ids: Vec<&SpeakerId> = speakers
        .values()
        .filter_map(|speaker| speaker.affiliation.as_ref())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| ctx.project.speaker(id).is_some());
    let named = |id: &'a SpeakerId| (id.clone(), ctx.project.speaker_label(id));
    let mut bodies: Vec<_> = ids.into_iter().map(named).collect();
    bodies.sort_by_key(|(_, name)| name.to_lowercase());
    bodies
}

/// The active filters without a pill of their own.
fn more_words(ctx: &TableCtx<'_>) -> Option<String> {
    let filter = &ctx.view.filter;
    let body = filter.affiliation.as_deref().map(SpeakerId::from);
    let review = filter
        .review
        .filter(|review| !matches!(review, ReviewFilter::Unreviewed | ReviewFilter::Disputed));
    let missing = filter.missing.filter(|missing| *missing != Missing::Speaker);
    let verdict = filter.verdict.as_deref().map(|key| match key {
        "" => fl!("claims-no-verdict").to_owned(),
        key => ctx.project.rating_label(key).to_owned(),
    });
    let parts = [
        review.map(|review| words::review(state_of(review)).to_owned()),
        missing.map(|missing| missing_name(missing).to_owned()),
        filter.quotation.map(quotation_name),
        verdict,
        filter.repeated.then(|| fl!("claims-repeated-only").to_owned()),
        body.filter(|id| ctx.project.speaker(id).is_some())
            .map(|id| ctx.project.speaker_label(&id).to_owned()),
        filter.publisher.clone(),
    ];
    let facets = filter
        .facets
        .iter()
        .map(|(facet, choice)| facet_words(ctx, *facet, choice));
    let parts: Vec<String> = parts.into_iter().flatten().chain(facets).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn missing_name(missing: Missing) -> &'static str {
    match missing {
        Missing::Speaker => fl!("claims-no-speaker"),
        Missing::Source => fl!("claims-no-source"),
        Missing::Cue => fl!("claims-no-cue"),
        Missing::Place => fl!("claims-filter-not-found"),
    }
}

fn quotation_name(quotation: QuotationFilter) -> String {
    words::quotation(quotation_of(quotation)).to_lowercase()
}
