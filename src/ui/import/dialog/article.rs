//! The chosen article: whether the project has it, its metadata and a preview of its text.

use eframe::egui::{Frame, Margin, Ui};

use super::corpus::corpus_ui;
use super::file::file_ui;
use super::file_name;
use super::parts::{columns_ui, note_ui};
use super::text::text_ui;
use super::versions::{rows_ui, versions_ui};
use crate::import::{Warning, WarningKind};
use crate::model::Project;
use crate::model::{Claim, ClaimPart};
use crate::session::ingest::compare::Comparison;
use crate::session::ingest::stage::{Duplicate, DuplicateOf, ImportChoice, Origin, Staged, StagedArticle};
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::button::link;
use crate::ui::kit::choice::switch;
use crate::ui::kit::dialog::{complaint_ui, form_field, partial_ui};
use crate::ui::kit::segments::segments;
use crate::ui::kit::text::{heading, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// How many claims are listed.
const LISTED: usize = 40;

/// Draws what is known about an article that was read.
pub(crate) fn article_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    review: &ImportReview,
    at: usize,
    out: &mut Outbox<Msg>,
) {
    let Some(item) = review.batch.items.get(at) else {
        return;
    };
    let theme = Theme::from_ctx(ui.ctx());
    if let Some(twin) = &item.duplicate {
        twin_ui(ui, project, &review.batch, at, (item, twin), out);
        alike_ui(ui, review, at, item.choice(), out);
    }
    match &review.comparison {
        Some(comparison) if comparison.at == at && item.choice() == ImportChoice::Update => {
            comparison_ui(ui, comparison, out);
        }
        _ => {}
    }
    // Warnings stand below the ways to read the file again, so that these do not move.
    match &item.origin {
        Origin::File(file) => file_ui(ui, file, review.reading, out),
        Origin::Corpus(corpus, _) => corpus_ui(ui, review, corpus, out),
    }
    if item.has_printed_lines() {
        let joined = item.is_joined();
        if switch(ui, fl!("import-join-lines"), joined).clicked() {
            out.send(Msg::Join(at, !joined));
        }
        ui.add_space(10.0);
    }
    if let Some(told) = encoding_note(item) {
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, &told);
    }
    let is_told_there = |warning: &&Warning| matches!(warning.kind, WarningKind::ColumnsGuessed(_));
    let warnings = item.warnings().filter(|warning| !is_told_there(warning));
    let (ordinary, doubtful): (Vec<&Warning>, Vec<&Warning>) =
        warnings.partition(|warning| warning.kind.is_ordinary());
    for warning in doubtful {
        let told = words::sentence(&warning.kind.to_string());
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
    }
    if !ordinary.is_empty() {
        notes_ui(ui, review, &ordinary, out);
    }
    details_ui(ui, review, item, at, out);
    if let Some(preview) = review.preview.as_ref().filter(|preview| preview.at == at) {
        text_ui(ui, &item.text, preview, out);
    }
}

/// What was done to read the file and is as usual with files of its kind, folded.
fn notes_ui(ui: &mut Ui, review: &ImportReview, notes: &[&Warning], out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = if review.notes_unfolded {
        fl!("import-notes-fold").to_owned()
    } else {
        fl!("import-notes", count = notes.len())
    };
    if link(ui, &words, font::LABEL).clicked() {
        out.send(Msg::UnfoldNotes(!review.notes_unfolded));
    }
    ui.add_space(6.0);
    if review.notes_unfolded {
        for note in notes {
            let told = words::sentence(&note.kind.to_string());
            note_ui(ui, icons::CHECK_CIRCLE, theme.soft, &told);
        }
    }
}

/// Says which encoding was set, in the place of the warning about the guess, so that nothing below moves.
fn encoding_note(item: &StagedArticle) -> Option<String> {
    let encoding = item.file()?.choices.encoding.as_ref()?;
    Some(fl!("import-encoding-set", encoding = encoding))
}

/// Says where the article is already, and asks what to do with it.
fn twin_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    batch: &Staged,
    at: usize,
    (item, twin): (&StagedArticle, &Duplicate),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let title = match &twin.of {
        DuplicateOf::Project(id) => {
            let article = project.and_then(|project| project.article(id));
            let title = article.map_or(id.as_str(), |article| article.metadata.title.as_str());
            fl!("import-quoted-title", title = title)
        }
        DuplicateOf::Staged(first) => batch.items.get(*first).map_or_else(String::new, |first| {
            let title = &first.metadata.title;
            fl!(
                "import-quoted-title-of-file",
                title = title,
                file = file_name(first)
            )
        }),
    };
    let is_update = batch.updates.is_some();
    let told = match &twin.of {
        _ if is_update && twin.same_text => fl!("import-twin-same-text", title = title),
        _ if is_update => fl!("import-twin-new-version", title = title),
        DuplicateOf::Project(_) if twin.same_text => fl!("import-twin-in-project", title = title),
        DuplicateOf::Staged(_) if twin.same_text => fl!("import-twin-duplicate", title = title),
        DuplicateOf::Project(_) => fl!("import-twin-url-in-project", title = title),
        DuplicateOf::Staged(_) => fl!("import-twin-url-in-import", title = title),
    };
    note_ui(ui, icons::COPY, theme.accent, &told);
    let rival = item.conflict.filter(|_| batch.updates.is_none());
    if let Some(rival) = rival.and_then(|rival| batch.items.get(rival)) {
        let told = fl!("import-rival", title = rival.metadata.title);
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
    }
    if item.with_claims().is_some() {
        wrapped(ui, fl!("import-update-adds-claims"), font::SMALL, theme.soft);
        ui.add_space(6.0);
    }
    let takes: &[ImportChoice] = match &twin.of {
        _ if is_update => &[ImportChoice::Skip, ImportChoice::Update],
        DuplicateOf::Project(_) if rival.is_none() => {
            &[ImportChoice::Skip, ImportChoice::Add, ImportChoice::Update]
        }
        _ => &[ImportChoice::Skip, ImportChoice::Add],
    };
    let label = |take: &ImportChoice| match take {
        ImportChoice::Skip if is_update => fl!("import-take-no-update"),
        ImportChoice::Skip => fl!("import-take-skip"),
        ImportChoice::Add => fl!("import-take-both"),
        ImportChoice::Update => fl!("import-take-update"),
    };
    let labels: Vec<&str> = takes.iter().map(label).collect();
    let chosen = takes.iter().position(|take| *take == item.choice());
    let picked = segments(ui, fl!("import-take"), &labels, chosen);
    if let Some(take) = picked.and_then(|place| takes.get(place)) {
        out.send(Msg::Take(at, *take));
    }
    ui.add_space(12.0);
}

/// Offers to do with all duplicates of the same kind what is done with this one.
fn alike_ui(ui: &mut Ui, review: &ImportReview, at: usize, take: ImportChoice, out: &mut Outbox<Msg>) {
    let alike = review.alike(at);
    let is_other = |at: &&usize| {
        review
            .batch
            .items
            .get(**at)
            .is_some_and(|item| item.choice() != take)
    };
    if review.batch.updates.is_some() || alike.len() < 2 || alike.iter().filter(is_other).count() == 0 {
        return;
    }
    let words = fl!("import-take-alike", count = alike.len());
    if link(ui, &words, font::LABEL).clicked() {
        out.send(Msg::TakeAlike(at, take));
    }
    ui.add_space(12.0);
}

/// The fields of the article's metadata.
fn details_ui(ui: &mut Ui, review: &ImportReview, item: &StagedArticle, at: usize, out: &mut Outbox<Msg>) {
    let draft = review.details(at);
    let mut next = draft.clone();
    let id = |name: &str| format!("import {name} {at} {}", item.path().display());
    let (title, _) = form_field(
        ui,
        &id("title"),
        fl!("import-field-title"),
        &next.title,
        "",
        false,
    );
    if let Some(title) = title {
        next.title = title;
    }
    let DetailsDraft {
        publisher,
        byline,
        credit,
        url,
        published,
        language,
        ..
    } = &mut next;
    fields_ui(
        ui,
        &id,
        [
            (
                fl!("import-field-publisher"),
                fl!("import-field-publisher.hint"),
                publisher,
            ),
            (
                fl!("import-field-byline"),
                fl!("import-field-byline.hint"),
                byline,
            ),
            (
                fl!("import-field-credit"),
                fl!("import-field-credit.hint"),
                credit,
            ),
        ],
    );
    fields_ui(
        ui,
        &id,
        [
            (fl!("import-field-url"), "https://…", url),
            (fl!("import-field-published"), "2024-02-11", published),
            (fl!("import-field-language"), "en, ar, de…", language),
        ],
    );
    partial_ui(ui, &mut next.partial);
    if item.choice() == ImportChoice::Update {
        let soft = Theme::from_ctx(ui.ctx()).soft;
        wrapped(ui, fl!("import-empty-fields"), font::SMALL, soft);
        ui.add_space(10.0);
    }
    let complaint = || {
        if draft.title.trim().is_empty() {
            fl!("import-title-missing")
        } else {
            fl!("import-date-invalid")
        }
    };
    complaint_ui(ui, (!review.is_in_order(at)).then(complaint));
    if next != draft {
        out.send(Msg::Correct(at, Box::new(next)));
    }
}

/// Three fields side by side.
fn fields_ui(ui: &mut Ui, id: &dyn Fn(&str) -> String, fields: [(&str, &str, &mut String); 3]) {
    columns_ui(ui, 3, fields, |ui, (name, hint, value)| {
        let (changed, _) = form_field(ui, &id(name), name, value, hint, false);
        if let Some(text) = changed {
            *value = text;
        }
    });
}

/// What the new version does to the claims, first what needs a person, and what it changes in the text.
fn comparison_ui(ui: &mut Ui, comparison: &Comparison, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    heading(ui, fl!("import-effect-on-claims"));
    ui.add_space(6.0);
    let Comparison {
        kept,
        moved,
        reworded,
        orphaned: ref lost,
        ..
    } = *comparison;
    if kept + moved + reworded + lost.len() == 0 {
        wrapped(ui, fl!("import-no-claims"), font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
    if !lost.is_empty() {
        let told = fl!("import-claims-not-found", count = lost.len());
        note_ui(ui, icons::WARNING, theme.rejected, &told);
        lost_ui(ui, lost);
    }
    if reworded > 0 {
        let told = fl!("import-claims-reworded", count = reworded);
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
        rows_ui(ui, comparison.found.get(..LISTED).unwrap_or(&comparison.found));
        if comparison.found.len() > LISTED {
            let more = fl!("count-more", count = comparison.found.len() - LISTED);
            wrapped(ui, &more, font::LABEL, theme.soft);
        }
        ui.add_space(10.0);
    }
    if moved > 0 {
        let told = fl!("import-claims-moved", count = moved);
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, &told);
    }
    if kept > 0 {
        let told = fl!("import-claims-unchanged", count = kept);
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, &told);
    }
    ui.add_space(4.0);
    versions_ui(ui, &comparison.versions, comparison.at, out);
}

fn lost_ui(ui: &mut Ui, lost: &[Claim]) {
    let theme = Theme::from_ctx(ui.ctx());
    let indented = Frame::new().inner_margin(Margin {
        left: 26,
        ..Margin::ZERO
    });
    indented.show(ui, |ui| {
        for claim in lost.iter().take(LISTED) {
            let part = words::first_lost(claim).filter(|(part, _)| *part != ClaimPart::Claim);
            let part = part.map(|(part, words)| words::lost_part(part, words));
            let claim = claim.words();
            wrapped(
                ui,
                &fl!("import-quoted-title", title = claim.trim()),
                font::CLAIM,
                theme.ink,
            );
            if let Some(part) = part {
                wrapped(
                    ui,
                    &fl!("import-part-not-found", part = part),
                    font::SMALL,
                    theme.soft,
                );
            }
            ui.add_space(4.0);
        }
        if lost.len() > LISTED {
            let more = fl!("count-more", count = lost.len() - LISTED);
            wrapped(ui, &more, font::LABEL, theme.soft);
        }
    });
    ui.add_space(6.0);
}
