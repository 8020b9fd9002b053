//! What an article's corpus is made of, what of it did not fit, and which of its labels is what. What came of it stands
//! in `article` and `text`.

use eframe::egui::Ui;

use super::file::kind_ui;
use super::parts::{columns_ui, named, note_ui};
use crate::import::Choices;
use crate::import::annotated::{FoundLabel, LabelKind, LabelMap, LabelRole, RelationRole, Unplaced};
use crate::model::ArticleId;
use crate::session::ingest::corpus::Corpus;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::button::link;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{heading, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// How many unplaced are shown one by one.
const MISFITS: usize = 12;
/// Labels that stand side by side.
const BESIDE: usize = 3;

/// What marked words can be.
const OF_MARKS: &[(Option<LabelRole>, &str)] = &[
    (Some(LabelRole::Claim), "Claim"),
    (Some(LabelRole::Source), "Source"),
    (Some(LabelRole::Cue), "Cue"),
    (Some(LabelRole::Speaker), "Speaker's name"),
    (Some(LabelRole::Verdict), "Verdict"),
    (None, "Nothing"),
];

/// What can be said of marked words.
const OF_ATTRIBUTES: &[(Option<LabelRole>, &str)] = &[
    (Some(LabelRole::Speaker), "Speaker's name"),
    (Some(LabelRole::Verdict), "Verdict"),
    (None, "Nothing"),
];

/// What a relation of two marks can say.
const OF_RELATIONS: &[(Option<RelationRole>, &str)] = &[
    (Some(RelationRole::Link), "Source or cue"),
    (Some(RelationRole::Relay), "Relays it"),
    (Some(RelationRole::Piece), "Claim goes on"),
    (None, "Nothing"),
];

/// What several marks together can say.
const OF_EVENTS: &[(Option<RelationRole>, &str)] =
    &[(Some(RelationRole::Link), "An attribution"), (None, "Nothing")];

/// Draws what is to be known and told of the corpus of an article.
pub(crate) fn corpus_ui(
    ui: &mut Ui,
    review: &ImportReview,
    corpus: &Corpus,
    article: &ArticleId,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    heading(ui, "The corpus");
    ui.add_space(6.0);
    wrapped(ui, &told(corpus), font::LABEL, theme.ink);
    ui.add_space(2.0);
    wrapped(ui, &corpus.path.display().to_string(), font::SMALL, theme.soft);
    ui.add_space(8.0);
    fit_ui(
        ui,
        review
            .preview
            .as_ref()
            .map_or(0, |preview| preview.unplaced.len()),
    );
    if corpus.is_single() {
        let mut choices = Choices::default();
        columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, None, &mut choices));
        if choices != Choices::default() && !review.reading {
            let read = Msg::ReadAs(corpus.path.clone(), Box::new(choices));
            out.send(read);
        }
    }
    labels_ui(ui, review, corpus, out);
    misfits_ui(ui, review, corpus, article);
}

/// How many of the article's marks fit, in a line that is always there, so that telling the labels moves nothing.
fn fit_ui(ui: &mut Ui, unplaced: usize) {
    let theme = Theme::from_ctx(ui.ctx());
    if unplaced == 0 {
        note_ui(
            ui,
            icons::CHECK_CIRCLE,
            theme.accepted,
            "Every mark of this article fits",
        );
        return;
    }
    let marks = words::count(unplaced, "mark of this article does", "marks of this article do");
    let told = format!("{marks} not fit; why is told below the labels");
    note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, &told);
}

/// Draws what did not fit, below what is told of the labels: telling them must not move them away from the pointer.
fn misfits_ui(ui: &mut Ui, review: &ImportReview, corpus: &Corpus, article: &ArticleId) {
    let theme = Theme::from_ctx(ui.ctx());
    let unplaced = review
        .preview
        .as_ref()
        .map_or(&[][..], |preview| &preview.unplaced);
    for unplaced_mark in unplaced.iter().take(MISFITS) {
        let file = format!(" of {}", corpus.file_of(article).display());
        note_ui(
            ui,
            icons::WARNING_CIRCLE,
            theme.disputed,
            &words::sentence(&unplaced_mark.replace(&file, "")),
        );
    }
    if unplaced.len() > MISFITS {
        let more = words::count(unplaced.len() - MISFITS, "more mark does", "more marks do");
        note_ui(
            ui,
            icons::WARNING_CIRCLE,
            theme.disputed,
            &format!("{more} not fit"),
        );
    }
    for unplaced_mark in without_article(corpus).take(MISFITS) {
        note_ui(
            ui,
            icons::WARNING_CIRCLE,
            theme.disputed,
            &words::sentence(&unplaced_mark.to_string()),
        );
    }
}

/// How much there is of what in all of it.
fn told(corpus: &Corpus) -> String {
    let counts = corpus.counts;
    format!(
        "{}: {}, {}; places count {}",
        corpus.annotated.format.label(),
        words::count(counts.articles, "article", "articles"),
        words::marked(counts).join(", "),
        corpus.annotated.unit,
    )
}

/// What did not fit and belongs to none of the articles.
fn without_article(corpus: &Corpus) -> impl Iterator<Item = &Unplaced> {
    let unplaced = corpus.annotated.unplaced.iter();
    unplaced.filter(|unplaced_mark| unplaced_mark.article.is_none())
}

/// Draws, for each label of the corpus, what it is.
fn labels_ui(ui: &mut Ui, review: &ImportReview, corpus: &Corpus, out: &mut Outbox<Msg>) {
    let found = &corpus.annotated.labels;
    if found.is_empty() {
        return;
    }
    let now = corpus.labels.settled(found);
    // Where no label is a claim there is something to say; else what they are is only told.
    let nothing = !found
        .iter()
        .any(|label| now.role_of(&label.name) == Some(LabelRole::Claim));
    let unfolded = review.labels_unfolded.unwrap_or(nothing);
    heading(ui, "What its labels are");
    ui.add_space(6.0);
    if !unfolded {
        wrapped(
            ui,
            &in_words(found, &now),
            font::LABEL,
            Theme::from_ctx(ui.ctx()).ink,
        );
        ui.add_space(2.0);
    }
    let leads = if unfolded {
        "Fold the labels"
    } else {
        "Say what labels are…"
    };
    if link(ui, leads, font::LABEL).clicked() {
        out.send(Msg::UnfoldLabels(!unfolded));
    }
    ui.add_space(8.0);
    if unfolded {
        fields_ui(ui, review, (corpus, &now), out);
    }
    ui.add_space(4.0);
}

/// What the labels of marked words are taken for: 'Claim: Content · Source: Source · Nothing: Token'.
fn in_words(found: &[FoundLabel], now: &LabelMap) -> String {
    let said = OF_MARKS.iter().filter_map(|(part, what)| {
        let labels = found
            .iter()
            .filter(|label| label.kind == LabelKind::Mark && now.role_of(&label.name) == *part);
        let labels: Vec<&str> = labels.map(|label| label.name.as_str()).collect();
        (!labels.is_empty()).then(|| format!("{what}: {}", labels.join(", ")))
    });
    said.collect::<Vec<_>>().join(" · ")
}

fn fields_ui(ui: &mut Ui, review: &ImportReview, (corpus, now): (&Corpus, &LabelMap), out: &mut Outbox<Msg>) {
    let found = &corpus.annotated.labels;
    let mut next = now.clone();
    for (kind, name) in [
        (LabelKind::Mark, "Marked words"),
        (LabelKind::Attribute, "Said of marked words"),
        (LabelKind::Relation, "Relations of two marks"),
        (LabelKind::Event, "Marks that belong together"),
    ] {
        let of_kind: Vec<&FoundLabel> = found.iter().filter(|label| label.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        wrapped(ui, name, font::SMALL, Theme::from_ctx(ui.ctx()).soft);
        ui.add_space(4.0);
        for few in of_kind.chunks(BESIDE) {
            columns_ui(ui, BESIDE, few, |ui, label| label_ui(ui, label, &mut next));
        }
    }
    if next != *now && !review.reading {
        let read = Msg::ReadLabels(corpus.path.clone(), Box::new(next));
        out.send(read);
    }
}

fn label_ui(ui: &mut Ui, FoundLabel { kind, name, count }: &FoundLabel, next: &mut LabelMap) {
    named(ui, &format!("{name} ({count})"));
    let what = |what: &str| format!("{what} {name}");
    match kind {
        LabelKind::Mark | LabelKind::Attribute => {
            let (of, all) = match kind {
                LabelKind::Mark => ("Label", OF_MARKS),
                _ => ("Attribute", OF_ATTRIBUTES),
            };
            if let Some(part) = choose(ui, &what(of), all, next.role_of(name)) {
                next.set(name, part);
            }
        }
        LabelKind::Relation | LabelKind::Event => {
            let (of, all) = match kind {
                LabelKind::Relation => ("Relation", OF_RELATIONS),
                _ => ("Event", OF_EVENTS),
            };
            if let Some(tying) = choose(ui, &what(of), all, next.relation_role_of(name)) {
                next.set_relation(name, tying);
            }
        }
    }
    ui.add_space(10.0);
}

/// A field with what a label can be; what was picked, if anything was.
fn choose<T: Copy + PartialEq>(ui: &mut Ui, name: &str, all: &[(T, &str)], is: T) -> Option<T> {
    let offered: Vec<Choice> = all.iter().map(|(_, label)| Choice::named(*label)).collect();
    let nothing = all.len().checked_sub(1);
    let chosen = all.iter().position(|(what, _)| *what == is).or(nothing);
    let picked = choice(ui, name, &offered, chosen, "");
    let (what, _) = picked.and_then(|place| all.get(place))?;
    (*what != is).then_some(*what)
}
