//! The list of articles, with their progress and a filter.

use std::collections::BTreeMap;

use eframe::egui::{Align, Color32, Id, Layout, Popup, Rect, ScrollArea, Ui};

use super::Msg;
use super::state::State;
use crate::model::article::ArticleProgress;
use crate::model::{Article, ArticleId, ClaimMap, Project};
use crate::text::fold::fold;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_at, icon_button, toggle};
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::{heading, label, measure, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};
use crate::ui::sidebar::state::ArticleKind;

/// Rows of longer lists are all of one height, so that only those on the screen are laid out.
const MAX_MEASURED_ROWS: usize = 200;
/// The progress of so many articles is kept.
const MAX_COUNTED: usize = 1000;
/// The name of the field that filters, for giving it the keyboard.
pub const FILTER: &str = "article filter";
const LINE: f32 = 18.0;
const TITLE_LINES: usize = 2;
const MARK: f32 = 28.0;
const COUNT: f32 = 44.0;
/// From the top of a row to its title.
const TOP: f32 = 7.0;
/// Between two rows.
const APART: f32 = 2.0;

/// Which articles the list shows. Updated when the project or the filter changes.
#[derive(Debug, Default)]
pub(super) struct ArticleList {
    key: Option<(u64, String, ArticleKind)>,
    shown: Vec<ArticleId>,
    counted: Counted,
    any_done: bool,
    /// The article whose row was last scrolled to; it is not scrolled to again while it stays open.
    in_sight: Option<ArticleId>,
}

/// The progress of articles that were drawn, with the claims it was counted from.
type Counted = BTreeMap<ArticleId, (ClaimMap, ArticleProgress)>;

impl ArticleList {
    /// The articles that match the filter, in the order in which they were added.
    pub(super) fn shown(
        &mut self,
        project: &Project,
        revision: u64,
        filter: &str,
        kind: ArticleKind,
    ) -> &[ArticleId] {
        self.update(project, revision, filter, kind);
        &self.shown
    }

    fn update(&mut self, project: &Project, revision: u64, filter: &str, kind: ArticleKind) {
        let key = (revision, filter.to_owned(), kind);
        if self.key.as_ref() != Some(&key) {
            self.shown = matching(project, filter, kind);
            self.any_done = project.articles().values().any(|article| article.done.is_some());
            self.key = Some(key);
        }
        if self.counted.len() > MAX_COUNTED {
            self.counted.clear();
        }
    }
}

/// The progress of an article; only claims that changed are counted again.
fn progress_of(counted: &mut Counted, project: &Project, id: &ArticleId) -> ArticleProgress {
    let Some(article) = project.article(id) else {
        return ArticleProgress::default();
    };
    let (before, progress) = counted.entry(id.clone()).or_default();
    progress.follow(before, &article.claims);
    before.clone_from(&article.claims);
    *progress
}

fn matching(project: &Project, filter: &str, kind: ArticleKind) -> Vec<ArticleId> {
    let wanted = fold(filter.trim());
    let matches = |article: &Article| {
        let of_kind = match kind {
            ArticleKind::All => true,
            ArticleKind::Open => !is_finished(article),
            ArticleKind::Done => article.done.is_some(),
        };
        if !of_kind {
            return false;
        }
        let metadata = &article.metadata;
        let fields = [
            Some(&metadata.title),
            metadata.publisher.as_ref(),
            metadata.byline.as_ref(),
        ];
        wanted.is_empty()
            || fields
                .into_iter()
                .flatten()
                .any(|field| fold(field).contains(&wanted))
    };
    let articles = project.articles_in_order().into_iter();
    articles
        .filter(|(_, article)| matches(article))
        .map(|(id, _)| id.clone())
        .collect()
}

/// Whether it is marked as done and has no unreviewed claims.
fn is_finished(article: &Article) -> bool {
    let all_reviewed = |progress: ArticleProgress| progress.reviewed == progress.claims;
    article.done.is_some() && all_reviewed(article.progress())
}

/// Draws the heading, the filter and the list.
pub(super) fn articles_ui(
    ui: &mut Ui,
    project: &Project,
    revision: u64,
    core: &Core,
    state: &mut State,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let State { filter, kind, list } = state;
    list.update(project, revision, filter, *kind);
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        heading(ui, fl!("sidebar-articles"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let add = Command::AddArticles;
            if icon_button(ui, icons::PLUS, add.label(), &add.key_caps(), true).clicked() {
                out.command(add);
            }
            if list.any_done || *kind != ArticleKind::All {
                kinds_ui(ui, *kind, out);
            }
            let count = words::grouped(project.articles().len());
            label(ui, &count, font::SMALL, theme.soft);
        });
    });
    ui.add_space(2.0);
    let field = Field::new(FILTER, filter)
        .name(fl!("sidebar-filter"))
        .hint(fl!("sidebar-filter.hint"))
        .focus(core.focus == Some(FILTER))
        .show(ui);
    if let Some(text) = field.changed {
        out.send(Msg::Filter(text));
    }
    ui.add_space(6.0);
    let ArticleList {
        shown,
        counted,
        in_sight,
        ..
    } = list;
    if shown.is_empty() {
        let words = if project.articles().is_empty() {
            fl!("sidebar-no-articles")
        } else if *kind == ArticleKind::Open && filter.trim().is_empty() {
            fl!("sidebar-all-done")
        } else {
            fl!("sidebar-no-match")
        };
        wrapped(ui, words, font::LABEL, theme.soft);
        return;
    }
    let layout = if shown.len() <= MAX_MEASURED_ROWS {
        let width = ui.available_width();
        RowLayout::measured(shown.iter().map(|id| row_height(ui, project, id, width)))
    } else {
        RowLayout::Even(shown.len(), row_height_of(TITLE_LINES))
    };
    let open = core.place.article.as_ref();
    let mut reveal = None;
    if in_sight.as_ref() != open {
        reveal = shown.iter().position(|id| Some(id) == open);
        if reveal.is_some() {
            *in_sight = open.cloned();
        }
    }
    let area = ScrollArea::vertical()
        .id_salt("articles")
        .auto_shrink([false, false]);
    layout.show(ui, area, reveal, |ui, at, rect| {
        let progress = progress_of(counted, project, &shown[at]);
        article_row(ui, project, &shown[at], core, (rect, progress), out);
    });
}

/// The button that chooses between all, open and done articles.
fn kinds_ui(ui: &mut Ui, shown: ArticleKind, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let on = shown != ArticleKind::All;
    let name = fl!("sidebar-shown", kind = shown.label());
    let button = toggle(ui, &name, on, |painter, rect, ink| {
        icon_at(painter, rect.center(), icons::CHECK_CIRCLE, 16.0, ink);
    });
    Popup::menu(&button).width(180.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for kind in ArticleKind::ALL {
            let mut row = ListRow::new(kind.label()).selected(kind == shown).show(ui);
            row.title(kind.label(), font::BODY, theme.ink);
            if row.finish().clicked() {
                out.send(Msg::Kind(kind));
                ui.close();
            }
        }
    });
}

fn row_height(ui: &Ui, project: &Project, id: &ArticleId, width: f32) -> f32 {
    let title = project
        .article(id)
        .map_or("", |article| article.metadata.title.as_str());
    let size = measure(
        ui,
        title,
        font::STRONG_TIGHT,
        Fit::Clamp(width - MARK - COUNT, TITLE_LINES),
    );
    row_height_of((size.y / LINE).round().max(1.0) as usize)
}

fn row_height_of(lines: usize) -> f32 {
    TOP + lines as f32 * LINE + 28.0
}

fn article_row(
    ui: &Ui,
    project: &Project,
    id: &ArticleId,
    core: &Core,
    (mut rect, progress): (Rect, ArticleProgress),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(article) = project.article(id) else {
        return;
    };
    let chosen = core.place.article.as_ref() == Some(id);
    let (icon, color, state) = state_of(theme, article, progress);
    let ArticleProgress { reviewed, claims, .. } = progress;
    let figures = match claims {
        0 => "–".to_owned(),
        claims => format!("{reviewed}/{claims}"),
    };
    let title = &article.metadata.title;
    let name = fl!(
        "sidebar-article",
        title = title,
        state = state,
        reviewed = reviewed,
        claims = claims
    );
    rect.max.y -= APART;
    let mut row = ListRow::new(&name)
        .selected(chosen)
        .show_at(ui, rect, Id::unique(("article row", id)));
    row.first_line(TOP + LINE / 2.0);
    row.icon(icon, 15.0, color);
    let left = row.left();
    row.trailing(&figures, font::SMALL, theme.soft);
    let width = rect.width() - MARK - COUNT;
    let bottom = row.wrapped_title(title, font::STRONG_TIGHT, (width, TITLE_LINES), TOP);
    row.below(left, bottom + 10.5, &detail(article), theme.soft);
    if row.finish().clicked() {
        out.request(Request::ShowArticle(id.clone()));
    }
}

/// How far the work on an article has come: its icon, the icon's colour, and the same in words.
fn state_of(
    theme: &Theme,
    article: &Article,
    progress: ArticleProgress,
) -> (&'static str, Color32, &'static str) {
    let is_done = article.done.is_some();
    match (progress.reviewed, progress.claims) {
        (reviewed, claims) if is_done && reviewed < claims => (
            icons::WARNING_CIRCLE,
            theme.disputed,
            fl!("article-state-done-unreviewed"),
        ),
        _ if is_done => (icons::CHECK_CIRCLE, theme.accepted, fl!("article-state-done")),
        (0, 0) => (icons::CIRCLE, theme.soft, fl!("article-state-not-started")),
        (reviewed, claims) if reviewed == claims => {
            (icons::CHECK_CIRCLE, theme.soft, fl!("article-state-reviewed"))
        }
        (0, _) => (icons::CIRCLE, theme.disputed, fl!("article-state-started")),
        _ => (
            icons::CIRCLE_HALF,
            theme.disputed,
            fl!("article-state-partly-reviewed"),
        ),
    }
}

/// '11 Feb 2024 · Agencies', with the language where it is not English.
fn detail(article: &Article) -> String {
    let metadata = &article.metadata;
    let date = metadata.published.map(words::day);
    let credit = || Some(metadata.credit.join(", ")).filter(|credit| !credit.is_empty());
    let publisher = metadata.publisher.clone().or_else(credit);
    let language = metadata.language.as_deref().filter(|tag| !tag.starts_with("en"));
    let language = language.map(|tag| words::language(tag).to_owned());
    let partial = metadata.partial.then(|| words::excerpt_only().to_owned());
    [date, language, publisher, partial]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
