//! Draws the panel that lists what is wrong with the project and what is still to be done.

use eframe::egui::{Align, Align2, Layout, Pos2, Rect, Response, ScrollArea, Ui, UiBuilder, Vec2};

use super::problem_index::ProblemIndex;
use super::{Msg, State};
use crate::model::ops::difference::Choice;
use crate::model::ops::quick_fix::{QuickFix, quick_fix, quick_fix_of_all};
use crate::model::{Problem, ProblemGroup, ProblemKind, Project};
use crate::ui::bus::outbox::{Outbox, Sent};
use crate::ui::bus::place::Place;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_at, link, row};
use crate::ui::kit::pen::Fit;
use crate::ui::kit::text::{label, measure, text_at, tip, wrapped, wrapped_at};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// So many problems of a group are shown before one asks for more.
const AT_FIRST: usize = 12;
/// So many more are shown each time.
pub(super) const MORE: usize = 100;
/// Unused speakers up to this number are offered to be removed in one step.
const AT_ONCE: usize = 1_000;

/// What the panel draws from.
pub struct CheckCtx<'a> {
    /// The project.
    pub project: &'a Project,
    /// What is open and selected.
    pub place: &'a Place,
    /// What was found, and what is shown of it.
    pub state: &'a State,
    /// How many texts have not been held against their claims yet.
    pub unread: usize,
    /// Whether anything can be mended here.
    pub editable: bool,
}

/// What the status bar says: '3 to check', and whether any of it is wrong.
pub fn summary(found: &ProblemIndex) -> (String, bool) {
    let told = match found.count() {
        0 if found.is_under_way() => "Checking…".to_owned(),
        0 => "All is well".to_owned(),
        count => format!("{} to check", words::grouped(count)),
    };
    (told, found.wrong() > 0)
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
    let told = match (wrong, open) {
        (0, _) => format!(
            "Nothing contradicts itself. {} still to be done.",
            words::count(open, "thing is", "things are")
        ),
        (_, 0) => format!("{} to look at.", words::count(wrong, "thing", "things")),
        _ => format!(
            "{} to look at, and {} still to be done.",
            words::count(wrong, "thing", "things"),
            words::count(open, "thing", "things")
        ),
    };
    wrapped(ui, &told, font::LABEL, theme.soft);
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
        wrapped(ui, "Looking through the project…", font::LABEL, theme.soft);
        return;
    }
    ui.add_space(24.0);
    let (rect, _) = ui.allocate_exact_size(
        Vec2::new(ui.available_width(), 44.0),
        eframe::egui::Sense::hover(),
    );
    icon_at(
        ui.painter(),
        Pos2::new(rect.left() + 18.0, rect.center().y),
        icons::CHECK_CIRCLE,
        34.0,
        theme.accepted,
    );
    label(ui, "All is well", font::DIALOG, theme.ink);
    ui.add_space(4.0);
    let claims: usize = ctx
        .project
        .articles()
        .values()
        .map(|article| article.claims.len())
        .sum();
    let told = format!(
        "Nothing is incomplete and nothing contradicts itself in {} with {}.",
        words::count(ctx.project.articles().len(), "article", "articles"),
        words::count(claims, "claim", "claims")
    );
    wrapped(ui, &told, font::LABEL, theme.soft);
    under_way_ui(ui, ctx);
}

/// What has not been looked at yet.
fn under_way_ui(ui: &mut Ui, ctx: &CheckCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    if ctx.unread > 0 {
        ui.add_space(10.0);
        let told = format!(
            "{} still to be held against the claims…",
            words::count(ctx.unread, "text is", "texts are")
        );
        wrapped(ui, &told, font::SMALL, theme.soft);
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
    let shown = AT_FIRST + ctx.state.more.get(&group).copied().unwrap_or_default();
    let open = ctx.place.article.as_ref();
    for problem in ctx.state.problems.of(group, open).take(shown) {
        problem_ui(ui, ctx, problem, out);
    }
    // To weigh whether all can be put right at once costs as much as doing it.
    let few = ctx.editable && count > 1 && count <= AT_ONCE && group == ProblemGroup::UnusedSpeaker;
    let all = few
        .then(|| quick_fix_of_all(ctx.project, ctx.state.problems.of(group, None)))
        .flatten();
    if count > shown || all.is_some() {
        more_ui(ui, group, count.saturating_sub(shown), all, out);
    }
    ui.add_space(8.0);
}

/// The links below a group: more of it, and all of it at once.
fn more_ui(ui: &mut Ui, group: ProblemGroup, hidden: usize, all: Option<QuickFix>, out: &mut Outbox<Msg>) {
    ui.add_space(3.0);
    ui.horizontal(|ui| {
        ui.add_space(24.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        if hidden > 0 {
            let more = format!("Show {} more", hidden.min(MORE));
            if link(ui, &more, font::LABEL).clicked() {
                out.send(Msg::More(group));
            }
        }
        if let Some(fix) = all {
            let words = format!("{}…", fix.button);
            if tip(link(ui, &words, font::LABEL), &fix.does).clicked() {
                out.send(Msg::OfferFixOfAll(group));
            }
        }
    });
}

/// The heading of a group with its number; a click folds it.
fn group_head(ui: &mut Ui, group: ProblemGroup, count: usize, folded: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let number = words::grouped(count);
    let counted = measure(ui, &number, font::LABEL_STRONG, Fit::Free).x;
    let room = ui.available_width() - 24.0 - counted - 14.0;
    let tall = measure(ui, group.heading(), font::LABEL_STRONG, Fit::Wrap(room)).y;
    let name = format!("{}, {number}", group.heading());
    let (rect, response) = row(ui, tall + 10.0, false, &name);
    let caret = if folded {
        icons::CARET_RIGHT
    } else {
        icons::CARET_DOWN
    };
    let y = rect.top() + 14.0;
    let painter = ui.painter();
    icon_at(painter, Pos2::new(rect.left() + 10.0, y), caret, 13.0, theme.soft);
    let at = Pos2::new(rect.left() + 22.0, rect.top() + 5.0);
    wrapped_at(
        painter,
        at,
        group.heading(),
        font::LABEL_STRONG,
        theme.ink,
        room,
        3,
    );
    let ink = if group.is_inconsistent() {
        theme.disputed
    } else {
        theme.soft
    };
    let right = Pos2::new(rect.right() - 6.0, y);
    text_at(
        painter,
        right,
        Align2::RIGHT_CENTER,
        &number,
        font::LABEL_STRONG,
        ink,
        counted + 1.0,
    );
    tip(response, if folded { "Show them" } else { "Fold them away" })
}

/// A problem: what it is, where it is, and what can be done about it.
fn problem_ui(ui: &mut Ui, ctx: &CheckCtx<'_>, problem: &Problem, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let told = problem.kind.to_string();
    let whereabouts = whereabouts(ctx.project, problem);
    let remedies = remedies(ctx, problem);
    // What is in no article has no second line; its link stands on the first.
    let second = !whereabouts.is_empty();
    let widths = remedies
        .iter()
        .map(|(words, ..)| measure(ui, words, font::LABEL, Fit::Free).x + 10.0);
    let beside = if second { 0.0 } else { widths.sum() };
    let width = ui.available_width() - 32.0 - beside;
    let tall = measure(ui, &told, font::LABEL, Fit::Clamp(width, 2)).y;
    let height = tall + if second { 19.0 } else { 0.0 } + 8.0;
    let name = if whereabouts.is_empty() {
        told.clone()
    } else {
        format!("{told}, {whereabouts}")
    };
    let (rect, response) = row(ui, height, is_open(ctx.place, problem), &name);
    let at = Pos2::new(rect.left() + 24.0, rect.top() + 4.0);
    let (covered, cut) = wrapped_at(ui.painter(), at, &told, font::LABEL, theme.ink, width, 2);
    let top = if second { covered.bottom() + 1.0 } else { at.y };
    let foot = Rect::from_min_max(Pos2::new(at.x, top), Pos2::new(rect.right() - 8.0, top + 18.0));
    let mut room = foot.width();
    for (words, does, asked) in remedies {
        let free = foot.with_max_x(foot.left() + room);
        let place = UiBuilder::new()
            .max_rect(free)
            .layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(place, |ui| {
            let link = link(ui, words, font::LABEL);
            room -= link.rect.width() + 10.0;
            if tip(link, &does).clicked() {
                out.push(asked);
            }
        });
    }
    text_at(
        ui.painter(),
        Pos2::new(at.x, foot.center().y),
        Align2::LEFT_CENTER,
        &whereabouts,
        font::SMALL,
        theme.soft,
        room,
    );
    let response = if cut { tip(response, &told) } else { response };
    if response.clicked() {
        out.send(Msg::Go(problem.clone()));
    }
}

/// What a link beside a problem says, what it does in a sentence, and what it asks for.
type Remedy = (&'static str, String, Sent<Msg>);

/// The links beside a problem, from right to left.
fn remedies(ctx: &CheckCtx<'_>, problem: &Problem) -> Vec<Remedy> {
    match &problem.kind {
        _ if !ctx.editable => Vec::new(),
        ProblemKind::Difference { at, .. } => {
            let settle = |words: &'static str, does: &str, choice| {
                (
                    words,
                    does.to_owned(),
                    Sent::Message(Msg::Settle(at.clone(), choice)),
                )
            };
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

fn remedy(ctx: &CheckCtx<'_>, problem: &Problem) -> Option<Remedy> {
    if let ProblemKind::SameName { speakers, .. } = &problem.kind {
        let [kept, other, ..] = speakers.as_slice() else {
            return None;
        };
        let merge = Sent::Request(Request::ConsiderMerge {
            kept: kept.clone(),
            other: other.clone(),
        });
        let does = "Shows what would change if they became one".to_owned();
        return Some(("Merge…", does, merge));
    }
    let fix = quick_fix(ctx.project, problem)?;
    let words = match fix.button {
        "Remove" => "Remove…",
        "Add" => "Add…",
        "Not done" => "Not done…",
        _ => "Take away…",
    };
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
