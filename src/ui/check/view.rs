//! Draws the Check panel.

use eframe::egui::{Align, Layout, Pos2, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::problem_index::ProblemIndex;
use super::{Msg, State};
use crate::model::ops::difference::Choice;
use crate::model::ops::quick_fix::{QuickFix, quick_fix, quick_fix_of_all};
use crate::model::{
    Article, DifferencePlace, FieldKey, FieldValue, Presence, Problem, ProblemGroup, ProblemKind, Project,
    Record,
};
use crate::ui::bus::outbox::{Outbox, Sent};
use crate::ui::bus::place::Place;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_at, link};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::{label, measure, tip, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

/// So many problems of a group are shown at first.
const SHOWN_AT_FIRST: usize = 12;
/// So many more are shown with each click.
pub(super) const MORE: usize = 100;
/// Up to so many unused speakers can be removed in one step.
const MAX_AT_ONCE: usize = 1_000;

/// What the panel draws from.
pub struct CheckCtx<'a> {
    /// The project.
    pub project: &'a Project,
    /// What is open and selected.
    pub place: &'a Place,
    /// What was found, and what is shown of it.
    pub state: &'a State,
    /// How many texts are not checked against their claims yet.
    pub unread: usize,
    /// Whether anything can be fixed here.
    pub editable: bool,
}

/// What the status bar says: '3 to check', and whether any of it is a problem.
pub fn summary(found: &ProblemIndex) -> (String, bool) {
    let summary = match found.count() {
        0 if found.is_under_way() => fl!("check-summary-checking").to_owned(),
        0 => fl!("check-no-problems").to_owned(),
        count => fl!("check-summary", count = count),
    };
    (summary, found.wrong() > 0)
}

/// Draws the panel's content below its title.
pub fn check_ui(ui: &mut Ui, ctx: &CheckCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    if ctx.state.problems.count() == 0 {
        empty_ui(ui, ctx);
        return;
    }
    let wrong = ctx.state.problems.wrong();
    let open = ctx.state.problems.count() - wrong;
    let found = match (wrong, open) {
        (0, _) => fl!("check-to-do", count = open),
        (_, 0) => fl!("check-problems", count = wrong),
        _ => fl!("check-problems-and-to-do", problems = wrong, tasks = open),
    };
    wrapped(ui, &found, font::LABEL, theme.soft);
    ui.add_space(8.0);
    ScrollArea::vertical()
        .id_salt("check")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (group, count) in ctx.state.problems.groups() {
                group_ui(ui, ctx, group, count, out);
            }
            under_way_ui(ui, ctx);
            ui.add_space(12.0);
        });
}

fn empty_ui(ui: &mut Ui, ctx: &CheckCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    if ctx.state.problems.is_under_way() {
        wrapped(ui, fl!("check-checking"), font::LABEL, theme.soft);
        return;
    }
    ui.add_space(24.0);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 44.0), Sense::hover());
    icon_at(
        ui.painter(),
        Pos2::new(rect.left() + 18.0, rect.center().y),
        icons::CHECK_CIRCLE,
        34.0,
        theme.accepted,
    );
    label(ui, fl!("check-no-problems"), font::DIALOG, theme.ink);
    ui.add_space(4.0);
    let claims: usize = ctx
        .project
        .articles()
        .values()
        .map(|article| article.claims.len())
        .sum();
    let checked = fl!(
        "check-checked",
        articles = fl!("count-articles", count = ctx.project.articles().len()),
        claims = fl!("count-claims", count = claims)
    );
    wrapped(ui, &checked, font::LABEL, theme.soft);
    under_way_ui(ui, ctx);
}

/// What is not checked yet.
fn under_way_ui(ui: &mut Ui, ctx: &CheckCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    if ctx.unread > 0 {
        ui.add_space(10.0);
        let left = fl!("check-unread", count = ctx.unread);
        wrapped(ui, &left, font::SMALL, theme.soft);
    }
}

fn group_ui(ui: &mut Ui, ctx: &CheckCtx<'_>, group: ProblemGroup, count: usize, out: &mut Outbox<Msg>) {
    let folded = ctx.state.folded.contains(&group);
    if group_head(ui, group, count, folded).clicked() {
        out.send(Msg::Fold(group));
    }
    if folded {
        return;
    }
    let shown = SHOWN_AT_FIRST + ctx.state.more.get(&group).copied().unwrap_or_default();
    let open = ctx.place.article.as_ref();
    for problem in ctx.state.problems.of(group, open).take(shown) {
        problem_ui(ui, ctx, problem, out);
    }
    // Finding out whether all can be fixed at once costs as much as doing it.
    let few = ctx.editable && count > 1 && count <= MAX_AT_ONCE && group == ProblemGroup::UnusedSpeaker;
    let all = few
        .then(|| quick_fix_of_all(ctx.project, ctx.state.problems.of(group, None)))
        .flatten();
    if count > shown || all.is_some() {
        more_ui(ui, group, count.saturating_sub(shown), all, out);
    }
    ui.add_space(8.0);
}

/// The links below a group: show more, and fix all.
fn more_ui(ui: &mut Ui, group: ProblemGroup, hidden: usize, all: Option<QuickFix>, out: &mut Outbox<Msg>) {
    ui.add_space(3.0);
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        if hidden > 0 {
            let more = fl!("check-show-more", count = hidden.min(MORE));
            if link(ui, &more, font::LABEL).clicked() {
                out.send(Msg::More(group));
            }
        }
        if let Some(fix) = all {
            let words = fl!("check-fix", fix = fix.button);
            if tip(link(ui, &words, font::LABEL), &fix.does).clicked() {
                out.send(Msg::OfferFixOfAll(group));
            }
        }
    });
}

/// The heading of a group with its number; a click collapses it.
fn group_head(ui: &mut Ui, group: ProblemGroup, count: usize, folded: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let number = fl!("count-number", count = count);
    let counted = measure(ui, &number, font::LABEL_STRONG, Fit::Free).x;
    let room = ui.available_width() - 24.0 - counted - 14.0;
    let tall = measure(ui, group.heading(), font::LABEL_STRONG, Fit::Wrap(room)).y;
    let name = fl!("check-group", group = group.heading(), count = count);
    let (caret, explanation) = if folded {
        (icons::CARET_RIGHT, fl!("check-expand"))
    } else {
        (icons::CARET_DOWN, fl!("check-collapse"))
    };
    let ink = if group.is_inconsistent() {
        theme.disputed
    } else {
        theme.soft
    };
    let mut row = ListRow::new(&name).height(tall + 10.0).expanded(!folded).show(ui);
    row.first_line(14.0);
    row.indent(-4.0);
    row.icon(caret, 13.0, theme.soft);
    row.trailing(&number, font::LABEL_STRONG, ink);
    row.wrapped_title(group.heading(), font::LABEL_STRONG, (room, 3), 5.0);
    row.explain(explanation);
    row.finish()
}

/// A problem: what it is, where it is, and its fix.
fn problem_ui(ui: &mut Ui, ctx: &CheckCtx<'_>, problem: &Problem, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let what = problem.kind.to_string();
    let whereabouts = whereabouts(ctx.project, problem);
    let remedies = remedies(ctx, problem);
    // What is in no article has no second line; its link stands on the first.
    let second = !whereabouts.is_empty();
    let widths = remedies
        .iter()
        .map(|(words, ..)| measure(ui, words, font::LABEL, Fit::Free).x + 10.0);
    let beside = if second { 0.0 } else { widths.sum() };
    let width = ui.available_width() - 32.0 - beside;
    let tall = measure(ui, &what, font::LABEL, Fit::Clamp(width, 2)).y;
    let height = tall + if second { 19.0 } else { 0.0 } + 8.0;
    let name = if whereabouts.is_empty() {
        what.clone()
    } else {
        format!("{what}, {whereabouts}")
    };
    let mut row = ListRow::new(&name)
        .height(height)
        .selected(is_open(ctx.place, problem))
        .show(ui);
    row.indent(16.0);
    let left = row.left();
    let bottom = row.wrapped_title(&what, font::LABEL, (width, 2), 4.0);
    let middle = if second { bottom + 10.0 } else { 13.0 };
    let mut end = row.rect.right() - 8.0;
    for (words, does, asked) in remedies {
        let top = row.rect.top() + middle - 9.0;
        let foot = Rect::from_min_max(Pos2::new(left, top), Pos2::new(end, top + 18.0));
        let place = UiBuilder::new()
            .max_rect(foot)
            .layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(place, |ui| {
            let link = link(ui, &words, font::LABEL);
            row.indent_right(link.rect.width() + 10.0);
            end -= link.rect.width() + 10.0;
            if tip(link, &does).clicked() {
                out.push(asked);
            }
        });
    }
    row.below(left, middle, &whereabouts, theme.soft);
    if row.finish().clicked() {
        out.send(Msg::Go(problem.clone()));
    }
}

/// What a link beside a problem says, what it does in a sentence, and what it asks for.
type Remedy = (String, String, Sent<Msg>);

/// The links beside a problem, from right to left.
fn remedies(ctx: &CheckCtx<'_>, problem: &Problem) -> Vec<Remedy> {
    match &problem.kind {
        _ if !ctx.editable => Vec::new(),
        ProblemKind::Difference { at, .. } => {
            let settle = |words: &'static str, does: &str, choice| {
                (
                    words.to_owned(),
                    does.to_owned(),
                    Sent::Message(Msg::Settle(at.clone(), choice)),
                )
            };
            if is_removed_by_others(ctx.project, at) {
                return vec![
                    settle(
                        fl!("outside-let-go"),
                        fl!("outside-let-go.tooltip"),
                        Choice::Theirs(0),
                    ),
                    settle(
                        fl!("outside-keep-removed"),
                        fl!("outside-keep-removed.tooltip"),
                        Choice::Mine,
                    ),
                ];
            }
            vec![
                settle(
                    fl!("merging-take-theirs"),
                    fl!("merging-take-theirs.tooltip"),
                    Choice::Theirs(0),
                ),
                settle(
                    fl!("merging-keep-mine"),
                    fl!("merging-keep-mine.tooltip"),
                    Choice::Mine,
                ),
            ]
        }
        _ => remedy(ctx, problem).into_iter().collect(),
    }
}

/// Whether others have removed an article that this side has changed.
fn is_removed_by_others(project: &Project, at: &DifferencePlace) -> bool {
    let DifferencePlace::Article(id, FieldKey::Presence) = at else {
        return false;
    };
    let presence = |article: &Article| {
        let mut differences = article.differences().iter();
        differences.find_map(|other| other.theirs.presence())
    };
    project.article(id).and_then(presence) == Some(Presence::Removed)
}

fn remedy(ctx: &CheckCtx<'_>, problem: &Problem) -> Option<Remedy> {
    if let ProblemKind::SameName { speakers, .. } = &problem.kind {
        let [kept, other, ..] = speakers.as_slice() else {
            return None;
        };
        let merge = Sent::Request(Request::ConsiderMerge {
            kept: kept.clone(),
            other: other.clone(),
        });
        let (words, does) = (fl!("speaker-merge"), fl!("check-preview-merge"));
        return Some((words.to_owned(), does.to_owned(), merge));
    }
    let fix = quick_fix(ctx.project, problem)?;
    let words = fl!("check-fix", fix = fix.button);
    Some((words, fix.does, Sent::Message(Msg::OfferFix(problem.clone()))))
}

/// The title of the article a problem is in.
fn whereabouts(project: &Project, problem: &Problem) -> String {
    let article = problem.article.as_ref().and_then(|id| project.article(id));
    article.map_or_else(String::new, |article| article.metadata.title.clone())
}

/// Whether the problem's claim is the selected one.
fn is_open(place: &Place, problem: &Problem) -> bool {
    problem.claim.is_some() && problem.claim == place.claim && problem.article == place.article
}
