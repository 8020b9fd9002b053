//! The annotated data that an article comes from: a summary, the mapping of its labels, and what could not be imported.

use eframe::egui::Ui;

use super::file::kind_ui;
use super::parts::{columns_ui, named, note_ui};
use crate::import::Choices;
use crate::import::annotated::{FoundLabel, LabelKind, LabelMap, LabelRole, RelationRole, Unplaced};
use crate::session::ingest::corpus::Corpus;
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::button::link;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{heading, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// The maximum number of unplaced annotations that are listed.
const MAX_UNPLACED: usize = 12;
/// Labels that stand side by side.
const BESIDE: usize = 3;

/// A role with its label.
type Offered<T> = (Option<T>, fn() -> &'static str);

/// The roles of labels.
const OF_MARKS: &[Offered<LabelRole>] = &[
    (Some(LabelRole::Claim), || fl!("import-role-claim")),
    (Some(LabelRole::Source), || fl!("import-role-source")),
    (Some(LabelRole::Cue), || fl!("import-role-cue")),
    (Some(LabelRole::Speaker), || fl!("import-role-speaker")),
    (Some(LabelRole::Verdict), || fl!("import-role-verdict")),
    (None, || fl!("import-role-ignore")),
];

/// The roles of attributes.
const OF_ATTRIBUTES: &[Offered<LabelRole>] = &[
    (Some(LabelRole::Speaker), || fl!("import-role-speaker")),
    (Some(LabelRole::Verdict), || fl!("import-role-verdict")),
    (None, || fl!("import-role-ignore")),
];

/// The roles of relations.
const OF_RELATIONS: &[Offered<RelationRole>] = &[
    (Some(RelationRole::Link), || fl!("import-role-link")),
    (Some(RelationRole::Relay), || fl!("import-role-relay")),
    (Some(RelationRole::Piece), || fl!("import-role-piece")),
    (None, || fl!("import-role-ignore")),
];

/// The roles of events.
const OF_EVENTS: &[Offered<RelationRole>] = &[
    (Some(RelationRole::Link), || fl!("import-role-attribution")),
    (None, || fl!("import-role-ignore")),
];

/// Draws the summary of an article's annotated data, its label mapping, and what could not be imported.
pub(crate) fn corpus_ui(ui: &mut Ui, review: &ImportReview, corpus: &Corpus, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    heading(ui, fl!("import-annotated-data"));
    ui.add_space(6.0);
    wrapped(ui, &summary(corpus), font::LABEL, theme.ink);
    ui.add_space(2.0);
    wrapped(ui, &corpus.path.display().to_string(), font::SMALL, theme.soft);
    ui.add_space(8.0);
    let unplaced = review
        .preview
        .as_ref()
        .map_or(&[][..], |preview| &preview.unplaced);
    fit_ui(ui, unplaced.len());
    if corpus.is_single() {
        let mut choices = Choices::default();
        columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, None, &mut choices));
        if choices != Choices::default() && !review.reading {
            out.send(Msg::ReadAs(corpus.path.clone(), Box::new(choices)));
        }
    }
    labels_ui(ui, review, corpus, out);
    unplaced_ui(ui, unplaced, corpus);
}

/// Says how many annotations were imported, in a line that is always there, so that mapping labels moves nothing.
fn fit_ui(ui: &mut Ui, unplaced: usize) {
    let theme = Theme::from_ctx(ui.ctx());
    if unplaced == 0 {
        let told = fl!("import-annotations-all");
        note_ui(ui, icons::CHECK_CIRCLE, theme.accepted, told);
    } else {
        doubt_ui(ui, &fl!("import-annotations-unplaced", count = unplaced));
    }
}

fn doubt_ui(ui: &mut Ui, told: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    note_ui(ui, icons::WARNING_CIRCLE, theme.disputed, told);
}

/// Draws what could not be imported, below the label mapping, so that mapping moves nothing from under the pointer.
fn unplaced_ui(ui: &mut Ui, unplaced: &[String], corpus: &Corpus) {
    for told in unplaced.iter().take(MAX_UNPLACED) {
        doubt_ui(ui, &words::sentence(told));
    }
    if unplaced.len() > MAX_UNPLACED {
        doubt_ui(ui, &fl!("count-more", count = unplaced.len() - MAX_UNPLACED));
    }
    for unplaced in without_article(corpus).take(MAX_UNPLACED) {
        doubt_ui(ui, &words::sentence(&unplaced.to_string()));
    }
}

/// The format, the counts and the unit of the whole corpus.
fn summary(corpus: &Corpus) -> String {
    fl!(
        "import-corpus-summary",
        format = corpus.annotated.format.label(),
        articles = fl!("count-articles", count = corpus.counts.articles),
        counts = words::marked(corpus.counts).join(", "),
        unit = corpus.annotated.unit.to_string()
    )
}

/// What could not be imported and belongs to no article.
fn without_article(corpus: &Corpus) -> impl Iterator<Item = &Unplaced> {
    let unplaced = corpus.annotated.unplaced.iter();
    unplaced.filter(|unplaced| unplaced.article.is_none())
}

/// Draws the mapping of the labels.
fn labels_ui(ui: &mut Ui, review: &ImportReview, corpus: &Corpus, out: &mut Outbox<Msg>) {
    let found = &corpus.annotated.labels;
    if found.is_empty() {
        return;
    }
    let now = corpus.labels.settled(found);
    // Where no label is a claim, the mapping needs a person.
    let nothing = !found
        .iter()
        .any(|label| now.role_of(&label.name) == Some(LabelRole::Claim));
    let unfolded = review.labels_unfolded.unwrap_or(nothing);
    heading(ui, fl!("import-label-mapping"));
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
        fl!("import-label-mapping-hide")
    } else {
        fl!("import-label-mapping-edit")
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

/// The mapping of the labels: 'Claim: Content · Source: Source · Ignore: Token'.
fn in_words(found: &[FoundLabel], now: &LabelMap) -> String {
    let said = OF_MARKS.iter().filter_map(|(part, what)| {
        let labels = found
            .iter()
            .filter(|label| label.kind == LabelKind::Mark && now.role_of(&label.name) == *part);
        let labels: Vec<&str> = labels.map(|label| label.name.as_str()).collect();
        (!labels.is_empty()).then(|| format!("{}: {}", what(), labels.join(", ")))
    });
    said.collect::<Vec<_>>().join(" · ")
}

fn fields_ui(ui: &mut Ui, review: &ImportReview, (corpus, now): (&Corpus, &LabelMap), out: &mut Outbox<Msg>) {
    let found = &corpus.annotated.labels;
    let mut next = now.clone();
    for (kind, name) in [
        (LabelKind::Mark, fl!("import-labels")),
        (LabelKind::Attribute, fl!("import-attributes")),
        (LabelKind::Relation, fl!("import-relations")),
        (LabelKind::Event, fl!("import-events")),
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
        out.send(Msg::ReadLabels(corpus.path.clone(), Box::new(next)));
    }
}

fn label_ui(ui: &mut Ui, FoundLabel { kind, name, count }: &FoundLabel, map: &mut LabelMap) {
    named(ui, &fl!("import-label-count", name = name, count = count));
    let (part, role) = (map.role_of(name), map.relation_role_of(name));
    match kind {
        LabelKind::Mark => {
            let field = fl!("import-label-of", name = name);
            choose(ui, &field, OF_MARKS, part, |part| map.set(name, part));
        }
        LabelKind::Attribute => {
            let field = fl!("import-attribute-of", name = name);
            choose(ui, &field, OF_ATTRIBUTES, part, |part| map.set(name, part));
        }
        LabelKind::Relation => {
            let field = fl!("import-relation-of", name = name);
            let set = |role| map.set_relation(name, role);
            choose(ui, &field, OF_RELATIONS, role, set);
        }
        LabelKind::Event => {
            let field = fl!("import-event-of", name = name);
            choose(ui, &field, OF_EVENTS, role, |role| map.set_relation(name, role));
        }
    }
    ui.add_space(10.0);
}

/// A field for the role of a label.
fn choose<T: Copy + PartialEq>(
    ui: &mut Ui,
    field: &str,
    all: &[Offered<T>],
    is: Option<T>,
    set: impl FnOnce(Option<T>),
) {
    let offered: Vec<Choice> = all.iter().map(|(_, label)| Choice::named(label())).collect();
    let ignore = all.len().checked_sub(1);
    let chosen = all.iter().position(|(role, _)| *role == is).or(ignore);
    let picked = choice(ui, field, &offered, chosen, "").and_then(|place| all.get(place));
    if let Some((role, _)) = picked.filter(|(role, _)| *role != is) {
        set(*role);
    }
}
