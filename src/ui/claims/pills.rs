//! The filters of the table as pills, and the words for what they leave. How their lists look is in `lists`.

use eframe::egui::{Ui, Vec2};

use super::Msg;
use super::ctx::{TableCtx, send_filter};
use super::lists::{list, option, section, seek_ui, toggle};
use crate::model::{ArticleId, SpeakerId};
use crate::session::filters::{ClaimFilter, Missing, QuotationFilter, ReviewFilter};
use crate::text::fold::matches_words;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button, link};
use crate::ui::kit::field::Field;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::text::{heading, label};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// So many speakers or articles are listed; the others are found by typing.
const LISTED: usize = 60;

/// Draws the filters.
pub(super) fn pills_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let totals = ctx.table.shown().totals;
    let unreviewed = totals.claims - totals.reviewed;
    let unsettled = totals.claims - totals.attributed;
    review_pill(
        ui,
        filter,
        "Unreviewed",
        unreviewed,
        ReviewFilter::Unreviewed,
        out,
    );
    let on = filter.missing == Some(Missing::Speaker);
    if pill(ui, &format!("To be attributed {unsettled}"), on, PillKind::Switch).clicked() {
        let wanted = (!on).then_some(Missing::Speaker);
        send_filter(out, filter, |filter| filter.missing = wanted);
    }
    review_pill(
        ui,
        filter,
        "Disputed",
        totals.disputed,
        ReviewFilter::Disputed,
        out,
    );
    speaker_pill(ui, ctx, out);
    article_pill(ui, ctx, out);
    date_pill(ui, ctx, out);
    more_pill(ui, ctx, out);
    kept_pill(ui, ctx, out);
    if !filter.is_empty() && link(ui, "Clear", font::LABEL).clicked() {
        out.send(Msg::Filter(Box::default()));
    }
}

fn review_pill(
    ui: &mut Ui,
    filter: &ClaimFilter,
    name: &str,
    count: usize,
    review: ReviewFilter,
    out: &mut Outbox<Msg>,
) {
    let on = filter.review == Some(review);
    if pill(ui, &format!("{name} {count}"), on, PillKind::Switch).clicked() {
        let wanted = (!on).then_some(review);
        send_filter(out, filter, |filter| filter.review = wanted);
    }
}

fn speaker_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let chosen = filter.speaker.as_deref();
    let named = |id: &str| ctx.project.speaker(&SpeakerId::from(id));
    let name = chosen.and_then(named).map_or("Speaker", |speaker| &speaker.name);
    let response = pill(ui, name, chosen.is_some(), PillKind::List);
    list(&response, 280.0, |ui| {
        seek_ui(ui, ctx, "Find a speaker", out);
        let take = |out: &mut Outbox<Msg>, id: Option<String>| {
            send_filter(out, filter, |filter| filter.speaker = id);
        };
        if option(ui, "Any speaker", None, None, chosen.is_none()) {
            take(out, None);
            ui.close();
        }
        for (id, claims) in speakers_by_claims(ctx) {
            let Some(speaker) = ctx.project.speaker(&id) else {
                continue;
            };
            let on = chosen == Some(id.as_str());
            if option(ui, &speaker.name, Some(speaker.color), Some(claims), on) {
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
        .map_or("Article", |article| &article.metadata.title);
    let response = pill(ui, name, chosen.is_some(), PillKind::List);
    list(&response, 340.0, |ui| {
        seek_ui(ui, ctx, "Find an article", out);
        if option(ui, "Any article", None, None, chosen.is_none()) {
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
        (None, None) => "Date".to_owned(),
        (Some(from), None) => format!("from {}", words::day(from)),
        (None, Some(to)) => format!("until {}", words::day(to)),
        (Some(from), Some(to)) if from == to => words::day(from),
        (Some(from), Some(to)) => format!("{} – {}", words::day(from), words::day(to)),
    };
    let on = filter.from.is_some() || filter.to.is_some();
    let response = pill(ui, &name, on, PillKind::List);
    list(&response, 240.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        if option(ui, "Any day", None, None, !on) {
            out.send(Msg::Days(String::new(), String::new()));
            ui.close();
        }
        ui.add_space(4.0);
        let (mut from, mut to) = ctx.view.days.clone();
        for (name, hint, day) in [
            ("First day", "2024-02-01", &mut from),
            ("Last day", "2024-02-29", &mut to),
        ] {
            label(ui, name, font::LABEL, theme.soft);
            ui.add_space(3.0);
            let field = Field::new(&format!("claims {name}"), day)
                .name(name)
                .hint(hint)
                .show(ui);
            ui.add_space(3.0);
            let wrong = !day.trim().is_empty() && day.trim().parse::<jiff::civil::Date>().is_err();
            let complaint = if wrong {
                "A day is written as 2024-02-11"
            } else {
                " "
            };
            label(ui, complaint, font::SMALL, theme.rejected);
            if let Some(text) = field.changed {
                *day = text;
            }
        }
        if (&from, &to) != (&ctx.view.days.0, &ctx.view.days.1) {
            out.send(Msg::Days(from, to));
        }
    });
}

fn more_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let on = more_words(ctx);
    let name = on.as_deref().unwrap_or("More");
    let response = pill(ui, name, on.is_some(), PillKind::List);
    list(&response, 260.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        let mut next = filter.clone();
        // Not only what the pills before it name, so that nothing has to be looked for in two places.
        heading(ui, "Review");
        for review in ReviewFilter::ALL {
            toggle(ui, review_name(review), &mut next.review, review);
        }
        section(ui, "Missing");
        for missing in Missing::ALL {
            toggle(ui, missing_name(missing), &mut next.missing, missing);
        }
        section(ui, "Quotation");
        for quotation in QuotationFilter::ALL {
            toggle(ui, quotation_name(quotation), &mut next.quotation, quotation);
        }
        section(ui, "Verdict");
        toggle(ui, "not rated", &mut next.verdict, String::new());
        for rating in &ctx.project.head().scale {
            toggle(ui, &rating.label, &mut next.verdict, rating.key.clone());
        }
        section(ui, "Repeated");
        if option(ui, "said more than once", None, None, next.repeated) {
            next.repeated = !next.repeated;
        }
        let bodies = bodies(ctx);
        if !bodies.is_empty() {
            section(ui, "Affiliation");
            for (id, name) in bodies.iter().take(LISTED) {
                toggle(ui, name, &mut next.affiliation, id.to_string());
            }
        }
        let mut publishers: Vec<&str> = ctx.table.index().publishers.texts().collect();
        publishers.retain(|publisher| !publisher.is_empty());
        publishers.sort_unstable();
        if !publishers.is_empty() {
            section(ui, "Publisher");
            for publisher in publishers.into_iter().take(LISTED) {
                toggle(ui, publisher, &mut next.publisher, publisher.to_owned());
            }
        }
        ui.add_space(4.0);
        label(ui, " ", font::SMALL, theme.soft);
        if next != *filter {
            out.send(Msg::Filter(Box::new(next)));
        }
    });
}

fn kept_pill(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let current = ctx.kept.iter().find(|(_, kept)| kept.filter == *filter);
    let name = current.map_or("Filters", |(_, kept)| kept.name.as_str());
    let response = pill(ui, name, current.is_some(), PillKind::List);
    list(&response, 260.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        if ctx.kept.is_empty() {
            label(ui, "No filter saved yet", font::LABEL, theme.soft);
            ui.add_space(6.0);
        }
        for (place, kept) in &ctx.kept {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = ui.available_width() - 32.0;
                ui.allocate_ui(Vec2::new(width, 28.0), |ui| {
                    if option(ui, &kept.name, None, None, kept.filter == *filter) {
                        out.send(Msg::Filter(Box::new(kept.filter.clone())));
                        ui.close();
                    }
                });
                let name = format!("Forget {}", kept.name);
                if icon_button(ui, icons::TRASH, &name, "", true).clicked() {
                    out.send(Msg::DropFilter(*place));
                }
            });
        }
        if button(ui, "Save this filter…", Weight::Plain, !filter.is_empty()).clicked() {
            let name = String::new();
            out.send(Msg::NameFilter(name));
            ui.close();
        }
    });
}

/// The speakers that fit what was typed, those with the most claims first.
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

/// Whoever somebody belongs to.
fn bodies<'a>(ctx: &TableCtx<'a>) -> Vec<(SpeakerId, &'a str)> {
    let speakers = ctx.project.speakers();
    let mut ids: Vec<&SpeakerId> = speakers
        .values()
        .filter_map(|speaker| speaker.affiliation.as_ref())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let named = |id: &SpeakerId| Some((id.clone(), ctx.project.speaker(id)?.name.as_str()));
    let mut bodies: Vec<_> = ids.into_iter().filter_map(named).collect();
    bodies.sort_by_key(|(_, name)| name.to_lowercase());
    bodies
}

/// What the filters without a pill of their own say, if any is on.
fn more_words(ctx: &TableCtx<'_>) -> Option<String> {
    let filter = &ctx.view.filter;
    let body = filter.affiliation.as_deref().map(SpeakerId::from);
    let review = filter
        .review
        .filter(|review| !matches!(review, ReviewFilter::Unreviewed | ReviewFilter::Disputed));
    let missing = filter.missing.filter(|missing| *missing != Missing::Speaker);
    let verdict = filter.verdict.as_deref().map(|key| match key {
        "" => "not rated".to_owned(),
        key => ctx.project.rating_label(key).to_owned(),
    });
    let parts = [
        review.map(|review| review_name(review).to_owned()),
        missing.map(|missing| format!("no {}", missing_name(missing))),
        filter.quotation.map(|it| quotation_name(it).to_owned()),
        verdict,
        filter.repeated.then(|| "said more than once".to_owned()),
        body.and_then(|id| Some(ctx.project.speaker(&id)?.name.clone())),
        filter.publisher.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn review_name(review: ReviewFilter) -> &'static str {
    match review {
        ReviewFilter::Unreviewed => "unreviewed",
        ReviewFilter::Stale => "needs review again",
        ReviewFilter::Accepted => "accepted",
        ReviewFilter::Disputed => "disputed",
        ReviewFilter::Rejected => "rejected",
        ReviewFilter::Split => "split",
    }
}

fn missing_name(missing: Missing) -> &'static str {
    match missing {
        Missing::Speaker => "speaker",
        Missing::Source => "source",
        Missing::Cue => "cue",
        Missing::Place => "place in the text",
    }
}

fn quotation_name(quotation: QuotationFilter) -> &'static str {
    match quotation {
        QuotationFilter::Direct => "direct",
        QuotationFilter::Indirect => "indirect",
        QuotationFilter::Mixed => "mixed",
    }
}
