//! The form for the details of many articles: only the fields that are filled in change, and names of files may give values.

use std::collections::BTreeSet;

use eframe::egui::{Align, Layout, Ui, Vec2};
use jiff::civil::Date;

use super::Msg;
use crate::model::ops::article::DetailsChange;
use crate::model::{ArticleId, Metadata, Project};
use crate::text::name_pattern::{NamePart, NamePattern, NameValue, PatternError};
use crate::ui::bus::forms::{listed, trimmed};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::dialog::{complaint_ui, foot_ui, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::words;

/// So many names are shown with what is read out of them.
const PREVIEWED: usize = 3;

/// What the articles have in a field now.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Common {
    /// None of them has it.
    Nothing,
    /// All have the same.
    Same(String),
    /// This number of different values; without one counts, too.
    Different(usize),
}

impl Common {
    fn new<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let values: BTreeSet<&str> = values.collect();
        let mut all = values.iter();
        match (all.next(), all.next()) {
            (None | Some(&""), None) => Self::Nothing,
            (Some(only), None) => Self::Same((*only).to_owned()),
            _ => Self::Different(values.len()),
        }
    }

    fn words(&self, articles: usize) -> String {
        match self {
            Self::Nothing => fl!("articles-none-yet").to_owned(),
            Self::Same(_) => fl!("articles-all-the-same", count = articles),
            Self::Different(values) => fl!("articles-differ", count = values),
        }
    }

    /// What stands in the field at first.
    fn text(&self) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Nothing | Self::Different(_) => "",
        }
    }
}

/// A field: what the articles have now, and what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FieldDraft {
    now: Common,
    text: String,
}

impl FieldDraft {
    fn new<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let now = Common::new(values);
        let text = now.text().to_owned();
        Self { now, text }
    }

    /// Whether there is to be a new value; none where the same value of all was deleted.
    fn is_changed(&self) -> bool {
        self.text.trim() != self.now.text()
    }
}

/// The details of many articles as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkDraft {
    articles: Vec<ArticleId>,
    publisher: FieldDraft,
    byline: FieldDraft,
    published: FieldDraft,
    language: FieldDraft,
    /// The tags that any of them has.
    tags: Vec<String>,
    add_tags: String,
    remove_tags: String,
    pattern: String,
}

impl BulkDraft {
    pub(super) fn new(project: &Project, articles: Vec<ArticleId>) -> Self {
        let found = || articles.iter().filter_map(|id| project.article(id));
        let text = |field: fn(&Metadata) -> &Option<String>| {
            FieldDraft::new(
                found().map(move |article| field(&article.metadata).as_deref().unwrap_or_default()),
            )
        };
        let dates: Vec<String> = found()
            .map(|article| {
                article
                    .metadata
                    .published
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            })
            .collect();
        let tags: BTreeSet<&String> = found().flat_map(|article| &article.metadata.tags).collect();
        Self {
            publisher: text(|metadata| &metadata.publisher),
            byline: text(|metadata| &metadata.byline),
            published: FieldDraft::new(dates.iter().map(String::as_str)),
            language: text(|metadata| &metadata.language),
            tags: tags.into_iter().cloned().collect(),
            add_tags: String::new(),
            remove_tags: String::new(),
            pattern: String::new(),
            articles,
        }
    }

    /// The date that was typed, if any; an error where it is none.
    fn date(&self) -> Result<Option<Date>, jiff::Error> {
        let typed = trimmed(&self.published.text).filter(|_| self.published.is_changed());
        typed.map(|text| text.parse()).transpose()
    }

    fn read_pattern(&self) -> Option<Result<NamePattern, PatternError>> {
        (!self.pattern.trim().is_empty()).then(|| NamePattern::parse(&self.pattern))
    }

    /// The change of each article; `None` while the form is not in order, or would change nothing.
    pub(super) fn changes(&self, project: &Project) -> Option<Vec<(ArticleId, DetailsChange)>> {
        let pattern = self.read_pattern().transpose().ok()?;
        let text = |field: &FieldDraft| field.is_changed().then(|| trimmed(&field.text));
        let date = self.date().ok()?;
        let typed = DetailsChange {
            title: None,
            publisher: text(&self.publisher),
            byline: text(&self.byline),
            published: self.published.is_changed().then_some(date),
            language: text(&self.language),
            add_tags: listed(&self.add_tags),
            remove_tags: listed(&self.remove_tags),
        };
        let changes = self.articles.iter().filter_map(|id| {
            let metadata = &project.article(id)?.metadata;
            let name = source_name(id, metadata);
            let read = pattern.as_ref().and_then(|pattern| pattern.read(&name));
            let mut change = typed.clone();
            for (part, value) in read.into_iter().flatten() {
                take_value(&mut change, part, value);
            }
            Some((id.clone(), change))
        });
        let changes: Vec<(ArticleId, DetailsChange)> = changes.collect();
        let changes_any = changes
            .iter()
            .any(|(_, change)| *change != DetailsChange::default());
        changes_any.then_some(changes)
    }
}

/// The name of the file that an article came from or, where that is not known, of its text in the project.
fn source_name(id: &ArticleId, metadata: &Metadata) -> String {
    let name = metadata.file_name.clone().or_else(|| metadata.original.clone());
    name.unwrap_or_else(|| format!("{id}.txt"))
}

fn take_value(change: &mut DetailsChange, part: NamePart, value: NameValue) {
    match (part, value) {
        (NamePart::Date, NameValue::Date(day)) => change.published = Some(Some(day)),
        (NamePart::Publisher, NameValue::Words(words)) => change.publisher = Some(Some(words)),
        (NamePart::Title, NameValue::Words(words)) => change.title = Some(words),
        (NamePart::Language, NameValue::Words(words)) => change.language = Some(Some(words)),
        (NamePart::Tag, NameValue::Words(words)) => change.add_tags.push(words),
        _ => {}
    }
}

/// Draws the form.
pub(crate) fn details_of_many_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    draft: Option<&BulkDraft>,
    out: &mut Outbox<Msg>,
) {
    let Some((project, draft)) = project.zip(draft) else {
        out.request(Request::CloseDialog);
        return;
    };
    let count = draft.articles.len();
    title_ui(
        ui,
        &fl!("articles-details-title", count = count),
        fl!("articles-details-explained"),
    );
    let mut next = draft.clone();
    let mut entered = false;
    for (id, name, hint, field) in [
        ("publisher", fl!("details-publisher"), "", &mut next.publisher),
        ("byline", fl!("details-byline"), "", &mut next.byline),
        (
            "date",
            fl!("details-date"),
            fl!("details-date.hint"),
            &mut next.published,
        ),
        (
            "language",
            fl!("details-language"),
            fl!("details-language.hint"),
            &mut next.language,
        ),
    ] {
        let now = field.now.words(count);
        let hint = match field.now {
            Common::Different(_) => fl!("articles-unchanged"),
            Common::Nothing | Common::Same(_) => hint,
        };
        entered |= line_ui(ui, (id, name, hint), &now, &mut field.text);
    }
    let hint = fl!("claims-add-tags.hint");
    let (add, remove) = (fl!("claims-add-tags"), fl!("articles-remove-tags"));
    entered |= line_ui(ui, ("add tags", add, hint), "", &mut next.add_tags);
    if !draft.tags.is_empty() {
        let tags = draft.tags.join(", ");
        entered |= line_ui(ui, ("remove tags", remove, ""), &tags, &mut next.remove_tags);
    }
    let hint = "{date}_{publisher}_{title}";
    let name = fl!("articles-from-names");
    entered |= line_ui(
        ui,
        ("pattern", name, hint),
        fl!("articles-pattern-parts"),
        &mut next.pattern,
    );
    preview_ui(ui, project, draft);
    let changes = draft.changes(project);
    complaint_ui(ui, complaint(draft));
    let pressed = foot_ui(ui, &fl!("articles-change", count = count), changes.is_some(), out);
    if next != *draft {
        out.send(Msg::Draft(Box::new(next)));
    } else if changes.is_some() && (pressed || entered) {
        out.send(Msg::ChangeMany(Box::new(next)));
    }
}

fn complaint(draft: &BulkDraft) -> Option<&'static str> {
    match (draft.date(), draft.read_pattern()) {
        (Err(_), _) => Some(fl!("details-wrong-date")),
        (_, Some(Err(error))) => Some(match error {
            PatternError::Empty => fl!("articles-pattern-empty"),
            PatternError::UnknownPart => fl!("articles-pattern-unknown"),
            PatternError::Unseparated => fl!("articles-pattern-unseparated"),
        }),
        _ => None,
    }
}

/// A field with its name before it and what the articles have now behind it. Returns whether Enter was pressed.
fn line_ui(ui: &mut Ui, (id, name, hint): (&str, &str, &str), now: &str, text: &mut String) -> bool {
    const NAME: f32 = 116.0;
    const NOW: f32 = 212.0;
    let theme = Theme::from_ctx(ui.ctx());
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    let field_width = (line.x - NAME - NOW - 16.0).max(120.0);
    let entered = ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let part = |width: f32| Vec2::new(width, size::CONTROL);
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(part(NAME), layout, |ui| {
            ui.set_min_width(NAME);
            label(ui, name, font::LABEL, theme.soft);
        });
        let field = ui.allocate_ui_with_layout(part(field_width), Layout::top_down(Align::Min), |ui| {
            Field::new(&format!("articles {id}"), text)
                .name(name)
                .hint(hint)
                .focus_at_first(id == "publisher")
                .show(ui)
        });
        label(ui, now, font::SMALL, theme.soft);
        let field = field.inner;
        if let Some(changed) = field.changed {
            *text = changed;
        }
        field.submitted
    });
    ui.add_space(8.0);
    entered.inner
}

/// What the pattern reads out of the first names, and how many fit it.
fn preview_ui(ui: &mut Ui, project: &Project, draft: &BulkDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(Ok(pattern)) = draft.read_pattern() else {
        return;
    };
    let names = draft.articles.iter().filter_map(|id| {
        let metadata = &project.article(id)?.metadata;
        Some(source_name(id, metadata))
    });
    let read: Vec<_> = names
        .map(|name| {
            let found = pattern.read(&name);
            (name, found)
        })
        .collect();
    let fitting = read.iter().filter(|(_, found)| found.is_some()).count();
    let words = fl!("articles-pattern-fits", fitting = fitting, count = read.len());
    label(ui, &words, font::LABEL, theme.ink);
    for (name, found) in read.iter().take(PREVIEWED) {
        let values = found.as_ref().map_or_else(
            || fl!("articles-pattern-no-fit").to_owned(),
            |found| {
                found
                    .iter()
                    .map(|(part, value)| shown(*part, value))
                    .collect::<Vec<_>>()
                    .join(" · ")
            },
        );
        wrapped(ui, &format!("{name}: {values}"), font::SMALL, theme.soft);
    }
    ui.add_space(8.0);
}

fn shown(part: NamePart, value: &NameValue) -> String {
    let value = match value {
        NameValue::Date(day) => words::day(*day),
        NameValue::Words(words) => words.clone(),
    };
    let name = match part {
        NamePart::Date => fl!("details-date"),
        NamePart::Publisher => fl!("details-publisher"),
        NamePart::Title => fl!("articles-sort-title"),
        NamePart::Language => fl!("details-language"),
        NamePart::Tag => fl!("articles-group-tag"),
        NamePart::Anything => "",
    };
    format!("{name} {value}")
}
