//! The chosen article: whether it is there already, what is known about it, and its text as it will be. How its file
//! was read stands in `file`.

use eframe::egui::{Frame, Margin, Ui};

use super::corpus::corpus_ui;
use super::file::file_ui;
use super::file_name;
use super::parts::{columns_ui, note_ui};
use super::text::text_ui;
use super::versions::{rows_ui, versions_ui};
use crate::import::Warning;
use crate::model::Project;
use crate::model::{Claim, ClaimPart};
use crate::session::ingest::compare::Comparison;
use crate::session::ingest::stage::{Duplicate, DuplicateOf, ImportChoice, Origin, Staged, StagedArticle};
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
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
    }
    match &review.comparison {
        Some(comparison) if comparison.at == at && item.choice() == ImportChoice::Update => {
            comparison_ui(ui, comparison, out);
        }
        _ => {}
    }
    // What is said of the reading stands below the ways to read it anew, so that these stay where they are.
    match &item.origin {
        Origin::File(file) => file_ui(ui, file, review.reading, out),
        Origin::Corpus(corpus, id) => corpus_ui(ui, review, corpus, id, out),
    }
    if item.has_printed_lines() {
        let joined = item.is_joined();
        if switch(ui, "Join the lines of the page into paragraphs", joined).clicked() {
            out.send(Msg::Join(at, !joined));
        }
        ui.add_space(10.0);
    }
    if let Some(told) = letters_told(item) {
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, &told);
    }
    let is_told_there = |warning: &&Warning| matches!(warning, Warning::ColumnsGuessed { .. });
    for warning in item.warnings().filter(|warning| !is_told_there(warning)) {
        let path = format!(": {}", item.path().display());
        let told = warning.to_string().replace(&path, "");
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &words::sentence(&told));
    }
    details_ui(ui, review, item, at, out);
    if let Some(preview) = review.preview.as_ref().filter(|preview| preview.at == at) {
        text_ui(ui, &item.text, preview, out);
    }
}

/// That the letters are read as somebody said; it stands where the guess was told, so that nothing below moves.
fn letters_told(item: &StagedArticle) -> Option<String> {
    let said = item.file()?.choices.encoding.as_ref()?;
    Some(format!("Read as {said}, as you said"))
}

/// Says where the article is already, and asks what is to be done.
fn twin_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    batch: &Staged,
    at: usize,
    (item, twin): (&StagedArticle, &Duplicate),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let (whose, title) = match &twin.of {
        DuplicateOf::Project(id) => {
            let article = project.and_then(|project| project.article(id));
            let title = article.map_or(id.as_str(), |article| article.metadata.title.as_str());
            ("The project has", title.to_owned())
        }
        DuplicateOf::Staged(first) => {
            let first = batch.items.get(*first);
            let title = first.map_or("", |item| item.metadata.title.as_str());
            ("Another one that waits has", title.to_owned())
        }
    };
    let file = match &twin.of {
        DuplicateOf::Project(_) => None,
        DuplicateOf::Staged(first) => batch.items.get(*first).map(file_name),
    };
    let title = match file {
        Some(file) => format!("“{title}” ({file})"),
        None => format!("“{title}”"),
    };
    let told = match (batch.updates.is_some(), twin.same_text) {
        (true, true) => format!("The text is the same as that of {title}"),
        (true, false) => format!("A newer version of {title}"),
        (false, true) => format!("{whose} this very text: {title}"),
        (false, false) => match &twin.of {
            DuplicateOf::Project(_) => {
                format!("{whose} an article of this address with another text: {title}")
            }
            DuplicateOf::Staged(_) => format!("{whose} this address, with another text: {title}"),
        },
    };
    note_ui(ui, icons::COPY, theme.accent, &told);
    let rival = item.conflict.filter(|_| batch.updates.is_none());
    if let Some(rival) = rival.and_then(|rival| batch.items.get(rival)) {
        let told = format!(
            "“{}”, which also waits, takes that article's place; only one can",
            rival.metadata.title
        );
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
    }
    if item.with_claims().is_some() {
        let told = "Update adds the claims of the corpus to those of the article; what is marked at the same places \
                    stays as it is";
        wrapped(ui, told, font::SMALL, theme.soft);
        ui.add_space(6.0);
    }
    let takes: &[(ImportChoice, &str)] = match (&twin.of, batch.updates.is_some()) {
        (_, true) => &[
            (ImportChoice::Skip, "Leave as it is"),
            (ImportChoice::Update, "Update"),
        ],
        (DuplicateOf::Project(_), _) if rival.is_none() => &[
            (ImportChoice::Skip, "Skip"),
            (ImportChoice::Add, "Keep both"),
            (ImportChoice::Update, "Update"),
        ],
        _ => &[(ImportChoice::Skip, "Skip"), (ImportChoice::Add, "Keep both")],
    };
    let labels: Vec<&str> = takes.iter().map(|(_, label)| *label).collect();
    let chosen = takes.iter().position(|(take, _)| *take == item.choice());
    let picked = segments(ui, "What to do with it", &labels, chosen);
    if let Some((take, _)) = picked.and_then(|place| takes.get(place)) {
        out.send(Msg::Take(at, *take));
    }
    ui.add_space(12.0);
}

/// The fields for what is known about the article.
fn details_ui(ui: &mut Ui, review: &ImportReview, item: &StagedArticle, at: usize, out: &mut Outbox<Msg>) {
    let draft = review.details(at);
    let mut next = draft.clone();
    let id = |name: &str| format!("import {name} {at} {}", item.path().display());
    let (title, _) = form_field(ui, &id("title"), "Title", &next.title, "", false);
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
            ("Publisher", "who published it", publisher),
            ("Byline", "who wrote it", byline),
            ("Credits", "Reuters, Agencies", credit),
        ],
    );
    fields_ui(
        ui,
        &id,
        [
            ("Address", "https://…", url),
            ("Published", "2024-02-11", published),
            ("Language", "en, ar, de …", language),
        ],
    );
    partial_ui(ui, &mut next.partial);
    if item.choice() == ImportChoice::Update {
        let left = "What is left empty here stays as the project has it";
        wrapped(ui, left, font::SMALL, Theme::from_ctx(ui.ctx()).soft);
        ui.add_space(10.0);
    }
    let complaint = match (review.is_in_order(at), draft.title.trim().is_empty()) {
        (true, _) => None,
        (false, true) => Some("An article needs a title"),
        (false, false) => Some("The day must be written as 2024-02-11"),
    };
    complaint_ui(ui, complaint);
    if next != draft {
        let correct = Msg::Correct(at, Box::new(next));
        out.send(correct);
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

/// What the newer version changes, and what becomes of the claims: what needs a person first.
fn comparison_ui(ui: &mut Ui, comparison: &Comparison, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    heading(ui, "What becomes of the claims");
    ui.add_space(6.0);
    let claims = |count| words::count(count, "claim", "claims");
    let Comparison {
        kept,
        moved,
        reworded,
        orphaned: ref lost,
        ..
    } = *comparison;
    if kept + moved + reworded + lost.len() == 0 {
        wrapped(ui, "The article has no claims yet", font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
    if !lost.is_empty() {
        let told = format!(
            "{} with words that are no longer there; the article will list them, and selecting words gives them a place",
            claims(lost.len())
        );
        note_ui(ui, icons::WARNING, theme.rejected, &told);
        lost_ui(ui, lost);
    }
    if reworded > 0 {
        let told = format!("{} in other words now; worth a look", claims(reworded));
        note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
        rows_ui(ui, comparison.found.get(..LISTED).unwrap_or(&comparison.found));
        if comparison.found.len() > LISTED {
            wrapped(ui, "and others", font::LABEL, theme.soft);
        }
        ui.add_space(10.0);
    }
    if moved > 0 {
        let told = format!("{} with the same words, which stand elsewhere now", claims(moved));
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, &told);
    }
    if kept > 0 {
        let told = format!("{} with the same words at their place", claims(kept));
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
            wrapped(ui, &format!("“{}”", claim.words().trim()), font::CLAIM, theme.ink);
            let part = words::first_lost(claim).filter(|(part, _)| *part != ClaimPart::Claim);
            if let Some((part, words)) = part {
                let part = words::lost_part(part, words);
                wrapped(ui, &format!("without its {part}"), font::SMALL, theme.soft);
            }
            ui.add_space(4.0);
        }
        if lost.len() > LISTED {
            let more = words::count(lost.len() - LISTED, "more claim", "more claims");
            wrapped(ui, &format!("and {more}"), font::LABEL, theme.soft);
        }
    });
    ui.add_space(6.0);
}
