//! The dialog that shows what was read before it is added: the articles on the left, beside them the metadata and text of
//! the chosen one.

mod article;
mod corpus;
mod file;
mod head;
mod parts;
mod table;
mod text;
mod versions;

use eframe::egui::{Id, Key, Pos2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

use super::Msg;
use super::state::{Chosen, ImportReview};
use crate::model::Project;
use crate::session::ingest::stage::{DuplicateOf, ImportChoice, Origin, StagedArticle};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{focus_ring, link};
use crate::ui::kit::choice::tick_at;
use crate::ui::kit::dialog::{foot_beside_ui, takes_key};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::pill::{PillKind, pill};
use crate::ui::kit::row_layout::{RowLayout, step_in_dialog};
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};
use head::{head_ui, step_to_head};

/// The height of a row.
const ROW: f32 = 46.0;
/// The width of the list.
const LIST: f32 = 330.0;
/// Between the list and what is beside it.
const GAP: f32 = 18.0;
/// What the dialog needs above and below its body.
const MARGIN_HEIGHT: f32 = 96.0;

/// Draws the dialog.
pub fn import_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    review: Option<&ImportReview>,
    out: &mut Outbox<Msg>,
) {
    let Some(review) = review else {
        out.request(Request::CloseDialog);
        return;
    };
    let theme = Theme::from_ctx(ui.ctx());
    let title = match review.batch.updates {
        Some(_) => fl!("import-title-update"),
        None => fl!("import-title-add"),
    };
    label(ui, title, font::DIALOG, theme.ink);
    ui.add_space(4.0);
    label(ui, &summary(review), font::LABEL, theme.soft);
    ui.add_space(12.0);
    let screen = ui.ctx().content_rect().height();
    let height = (screen - 100.0 - MARGIN_HEIGHT).clamp(240.0, 640.0);
    let (body, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let list = Rect::from_min_size(body.min, Vec2::new(LIST.min(body.width() * 0.4), height));
    let beside = Rect::from_min_max(Pos2::new(list.right() + GAP, body.top()), body.max);
    ui.scope_builder(UiBuilder::new().max_rect(list).id_salt("import list"), |ui| {
        list_ui(ui, review, out);
    });
    let line = list.right() + GAP / 2.0;
    ui.painter().vline(line, body.y_range(), theme.hairline_stroke());
    ui.scope_builder(UiBuilder::new().max_rect(beside).id_salt("import chosen"), |ui| {
        ScrollArea::vertical()
            .id_salt(format!("import {:?}", review.row()))
            .auto_shrink([false, false])
            .max_height(height)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 10.0);
                match review.row() {
                    Some(Chosen::Article(at)) => article::article_ui(ui, project, review, at, out),
                    Some(Chosen::Refused(at)) => file::refused_ui(ui, review, at, out),
                    None => {}
                }
            });
    });
    ui.add_space(8.0);
    let (new, updated) = review.batch.counts();
    let possible = new + updated > 0 && !review.reading;
    let tables = review.batch.waiting_tables();
    let words = match (new, updated) {
        (0, 0) => title.to_owned(),
        (new, 0) => fl!("import-add", count = new),
        (0, updated) => fl!("import-update", count = updated),
        (new, updated) => fl!("import-add-and-update", count = new, updated = updated),
    };
    let beside = |ui: &mut Ui, out: &mut Outbox<Msg>| {
        if tables > 0 {
            tables_ui(ui, review, tables, out);
        }
    };
    if foot_beside_ui(ui, &words, possible, beside, out) {
        out.send(Msg::Add);
    }
}

/// Says at the foot how many tables need a mapping, and leads to the next one.
fn tables_ui(ui: &mut Ui, review: &ImportReview, tables: usize, out: &mut Outbox<Msg>) {
    let next = match review.row() {
        Some(Chosen::Refused(at)) if at < tables => (at + 1) % tables,
        _ => 0,
    };
    if link(
        ui,
        &fl!("import-tables-need-mapping", count = tables),
        font::LABEL,
    )
    .clicked()
    {
        out.send(Msg::Choose(Chosen::Refused(next)));
    }
}

/// What was read, in numbers.
fn summary(review: &ImportReview) -> String {
    let batch = &review.batch;
    let (mut known, mut versions, mut duplicates) = (0, 0, 0);
    let twins = batch.items.iter().filter_map(|item| item.duplicate.as_ref());
    for twin in twins.filter(|_| batch.updates.is_none()) {
        match (&twin.of, twin.same_text) {
            (DuplicateOf::Project(_), true) => known += 1,
            (DuplicateOf::Project(_), false) => versions += 1,
            (DuplicateOf::Staged(_), true) => duplicates += 1,
            (DuplicateOf::Staged(_), false) => {}
        }
    }
    let (articles, warned) = (batch.items.len(), review.doubtful());
    let tables = batch.waiting_tables();
    let unread = batch.refused.len() - tables;
    let parts = [
        (articles > 0 || batch.refused.is_empty()).then(|| fl!("import-summary-read", count = articles)),
        (known > 0).then(|| fl!("import-summary-known", count = known)),
        (versions > 0).then(|| fl!("import-summary-versions", count = versions)),
        (duplicates > 0).then(|| fl!("import-summary-duplicates", count = duplicates)),
        (warned > 0).then(|| fl!("import-summary-warnings", count = warned)),
        (tables > 0).then(|| fl!("import-summary-tables", count = tables)),
        (unread > 0).then(|| fl!("import-summary-unread", count = unread)),
        batch
            .passed_over
            .told()
            .map(|kinds| fl!("import-summary-passed-over", kinds = kinds)),
        review
            .batch
            .truncated
            .then(|| fl!("import-summary-truncated").to_owned()),
        review
            .batch
            .cancelled
            .then(|| fl!("import-summary-cancelled").to_owned()),
        review.reading.then(|| fl!("import-summary-rereading").to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Draws the rows that are in view.
fn list_ui(ui: &mut Ui, review: &ImportReview, out: &mut Outbox<Msg>) {
    let (chosen, listed) = (review.row(), review.listed());
    let place = chosen.and_then(|chosen| listed.iter().position(|row| *row == chosen));
    if review.batch.updates.is_none() && review.batch.items.len() > 1 {
        head_ui(ui, review, out);
        if step_to_head(ui, place == Some(0)) {
            out.send_all(listed.first().copied().map(Msg::Choose));
        }
    }
    doubtful_ui(ui, review, out);
    let page = ((ui.available_height() / ROW) as usize).saturating_sub(1).max(1);
    let gone = place.and_then(|place| step_in_dialog(ui, place, listed.len(), page));
    if let Some(next) = gone.and_then(|next| listed.get(next)) {
        out.send(Msg::Choose(*next));
    }
    let goes_to = place.filter(|place| is_new(ui, *place));
    if let Some(Chosen::Article(at)) = chosen
        && takes_key(ui, Key::Space)
    {
        tick(review, at, out);
    }
    let area = ScrollArea::vertical()
        .id_salt("import rows")
        .auto_shrink([false, false]);
    let scope = ui.scope_id().with("import row");
    RowLayout::Even(listed.len(), ROW).show(ui, area, goes_to, |ui, place, rect| {
        let Some(which) = listed.get(place).copied() else {
            return;
        };
        let rect = Rect::from_min_max(rect.min, rect.max - Vec2::new(8.0, 2.0));
        row_ui(ui, review, which, (rect, scope.with(place)), out);
    });
}

/// The filter that leaves what a person should look at, where there is any.
fn doubtful_ui(ui: &mut Ui, review: &ImportReview, out: &mut Outbox<Msg>) {
    let count = review.doubtful();
    if count == 0 && !review.only_doubtful {
        return;
    }
    let words = fl!("import-to-look-at", count = count);
    if pill(ui, &words, review.only_doubtful, PillKind::Switch).clicked() {
        out.send(Msg::OnlyDoubtful(!review.only_doubtful));
    }
    ui.add_space(6.0);
}

/// Whether another row than in the frame before is looked at, which then comes into view.
fn is_new(ui: &Ui, place: usize) -> bool {
    let kept = Id::unique("import row");
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<usize>(kept);
        data.insert_temp(kept, place);
        before
    });
    before != Some(place)
}

fn row_ui(ui: &Ui, review: &ImportReview, which: Chosen, (rect, id): (Rect, Id), out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (title, below, ink_below, color, icon) = match which {
        Chosen::Article(at) => {
            let Some(item) = review.batch.items.get(at) else {
                return;
            };
            let warned = review.is_doubtful(at) || !review.is_in_order(at);
            let icon = if warned { icons::WARNING_CIRCLE } else { "" };
            (
                review.details(at).title,
                below(item, review.batch.updates.is_some()),
                theme.soft,
                theme.disputed,
                icon,
            )
        }
        Chosen::Refused(at) => {
            let Some(refused) = review.batch.refused.get(at) else {
                return;
            };
            let (below, ink, color, icon) = if refused.waits_for_columns() {
                (
                    fl!("import-row-map-columns"),
                    theme.accent,
                    theme.accent,
                    icons::QUESTION,
                )
            } else {
                (
                    fl!("import-row-unread"),
                    theme.soft,
                    theme.rejected,
                    icons::WARNING,
                )
            };
            (name_of(&refused.path), below.to_owned(), ink, color, icon)
        }
    };
    let name = format!("{title}, {below}");
    let mut row = ListRow::new(&name)
        .selected(review.row() == Some(which))
        .show_at(ui, rect, id);
    row.indent(26.0);
    if !icon.is_empty() {
        row.icon_right(icon, 16.0, color);
        row.keep_right();
    }
    row.first_line(14.0);
    let left = row.left();
    let skipped = matches!(which, Chosen::Article(at) if taken(review, at) == ImportChoice::Skip);
    row.title(
        &title,
        font::STRONG_TIGHT,
        if skipped { theme.soft } else { theme.ink },
    );
    row.below(left, 32.0, &below, ink_below);
    if let Chosen::Article(at) = which {
        let center = Pos2::new(rect.left() + 17.0, rect.center().y);
        tick_ui(ui, review, at, &title, (center, id), out);
    }
    if row.finish().clicked() {
        out.send(Msg::Choose(which));
    }
}

/// The tick in front of an article.
fn tick_ui(
    ui: &Ui,
    review: &ImportReview,
    at: usize,
    title: &str,
    (center, row): (Pos2, Id),
    out: &mut Outbox<Msg>,
) {
    let on = taken(review, at) != ImportChoice::Skip;
    let place = Rect::from_center_size(center, Vec2::splat(24.0));
    let response = ui.interact(place, row.with("tick"), Sense::click());
    tick_at(ui, center, on, &response);
    focus_ring(ui, place, &response, Theme::from_ctx(ui.ctx()));
    response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, true, on, fl!("import-row-select", title = title))
    });
    if response.clicked() {
        tick(review, at, out);
    }
}

/// Selects an article or deselects it.
fn tick(review: &ImportReview, at: usize, out: &mut Outbox<Msg>) {
    let on = taken(review, at) == ImportChoice::Skip;
    out.send(Msg::Tick(at, on));
}

fn taken(review: &ImportReview, at: usize) -> ImportChoice {
    review
        .batch
        .items
        .get(at)
        .map_or(ImportChoice::Skip, StagedArticle::choice)
}

/// The line below an article's title: where it is already, else the type of its file. In an update, a shared URL is no
/// news.
fn below(item: &StagedArticle, updates: bool) -> String {
    let name = file_name(item);
    let twin = item.duplicate.as_ref().filter(|twin| !updates || twin.same_text);
    let there = match (twin, item.choice()) {
        (_, ImportChoice::Update) => fl!("import-row-new-version"),
        (Some(twin), _) => match (&twin.of, twin.same_text) {
            (DuplicateOf::Project(_), true) => fl!("import-row-known"),
            (DuplicateOf::Staged(_), true) => fl!("import-row-duplicate"),
            (_, false) => fl!("import-row-same-url"),
        },
        (None, _) => match &item.origin {
            Origin::File(file) => file.kind.label(),
            Origin::Corpus(corpus, _) => corpus.annotated.format.label(),
        },
    };
    match item.with_claims() {
        Some(article) => {
            let claims = fl!("count-claims", count = article.claims.len());
            format!("{claims} · {there} · {name}")
        }
        None => format!("{there} · {name}"),
    }
}

/// The name of the file that an article came from.
fn file_name(item: &StagedArticle) -> String {
    name_of(match item.corpus() {
        Some((corpus, id)) => corpus.file_of(id),
        None => item.path(),
    })
}

/// A file's name.
fn name_of(path: &std::path::Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
