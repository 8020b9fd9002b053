//! Draws the comparison: whom and what at the left, the figures or the current difference beside it.

use eframe::egui::{Align, CentralPanel, Layout, Margin, Panel, ScrollArea, Ui, Vec2};

use super::Msg;
use super::rows::{QueueEntry, SideCard, entry};
use super::state::{Compared, State};
use crate::compare::DifferenceKind;
use crate::compare::agreement::Figure;
use crate::compare::settling::{Likeness, Outcome};
use crate::model::Project;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, key_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::marked::{Marked, Marking, marked};
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::text::{heading, label, wrapped};
use crate::ui::kit::theme::{Theme, font};

/// How wide the left side is, and at most as a share of the window.
const SIDE: f32 = 312.0;
const SIDE_SHARE: f32 = 0.32;
/// How wide a button that settles is.
const SETTLE: f32 = 118.0;

/// What the comparison is drawn from.
pub struct CompareCtx<'a> {
    /// The project.
    pub project: &'a Project,
    /// The comparison.
    pub state: &'a State,
    /// Whether the project may be changed.
    pub editable: bool,
}

/// Draws the workspace.
pub fn compare_ui(ui: &mut Ui, ctx: &CompareCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let width = SIDE.min(ui.available_width() * SIDE_SHARE);
    Panel::left("compare side")
        .resizable(false)
        .exact_size(width)
        .frame(plain_frame(theme.panel).inner_margin(Margin::same(12)))
        .show(ui, |ui| side_ui(ui, ctx, out));
    CentralPanel::no_frame()
        .frame(plain_frame(theme.paper).inner_margin(Margin::symmetric(28, 16)))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("compare page")
                .auto_shrink([false, false])
                .show(ui, |ui| page_ui(ui, ctx, out));
        });
}

fn side_ui(ui: &mut Ui, ctx: &CompareCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    heading(ui, fl!("compare-heading"));
    let reviewers: Vec<_> = ctx.project.reviewers().keys().collect();
    let choices: Vec<Choice> = reviewers
        .iter()
        .map(|id| Choice::named(ctx.project.reviewer_label(id)))
        .collect();
    let names = [fl!("compare-first"), fl!("compare-second")];
    for (side, name) in names.into_iter().enumerate() {
        let chosen = ctx.state.sides.get(side).and_then(Option::as_ref);
        let chosen = chosen.and_then(|chosen| reviewers.iter().position(|id| *id == chosen));
        if let Some(reviewer) = choice(ui, name, &choices, chosen, fl!("compare-nobody")) {
            out.send(Msg::Choose { side, reviewer });
        }
        ui.add_space(4.0);
    }
    let Some(compared) = &ctx.state.compared else {
        return;
    };
    let articles = fl!("compare-articles", count = compared.comparison.articles.len());
    label(ui, &articles, font::SMALL, theme.soft);
    ui.add_space(12.0);
    let is_figures = ctx.state.queue.is_none();
    let mut row = ListRow::new(fl!("compare-figures")).selected(is_figures).show(ui);
    row.title(fl!("compare-figures"), font::BODY, theme.ink);
    if row.finish().clicked() {
        out.send(Msg::ShowFigures);
    }
    ui.add_space(8.0);
    heading(ui, fl!("compare-to-resolve"));
    for kind in DifferenceKind::ALL {
        let count = compared
            .open
            .iter()
            .filter(|open| open.difference.kind == kind)
            .count();
        if count == 0 {
            continue;
        }
        let title = kind_label(ctx.project, compared, kind);
        let name = fl!("compare-kind-and-count", kind = title, count = count);
        let mut row = ListRow::new(&name)
            .selected(ctx.state.queue == Some(kind))
            .show(ui);
        row.trailing(&count.to_string(), font::SMALL, theme.soft);
        row.title(&title, font::BODY, theme.ink);
        if row.finish().clicked() {
            out.send(Msg::ShowQueue(kind));
        }
    }
    ui.add_space(8.0);
    let counts = ctx.state.counts();
    let progress = fl!(
        "compare-resolved",
        settled = counts.settled,
        all = counts.settled + counts.open
    );
    label(ui, &progress, font::SMALL, theme.soft);
}

/// What a kind of difference is called here.
fn kind_label(project: &Project, compared: &Compared, kind: DifferenceKind) -> String {
    let [a, b] = &compared.sides;
    match kind {
        DifferenceKind::OnlyA => fl!("compare-only-one", name = *project.reviewer_label(a)),
        DifferenceKind::OnlyB => fl!("compare-only-one", name = *project.reviewer_label(b)),
        DifferenceKind::Extent => fl!("compare-differs-extent").to_owned(),
        DifferenceKind::Source => fl!("compare-differs-source").to_owned(),
        DifferenceKind::Cue => fl!("compare-differs-cue").to_owned(),
        DifferenceKind::Speaker => fl!("compare-differs-speaker").to_owned(),
        DifferenceKind::Voice => fl!("compare-differs-voice").to_owned(),
        DifferenceKind::Polarity => fl!("compare-differs-polarity").to_owned(),
        DifferenceKind::Quotation => fl!("compare-differs-quotation").to_owned(),
        DifferenceKind::Review => fl!("compare-differs-review").to_owned(),
        DifferenceKind::Verdict => fl!("compare-differs-verdict").to_owned(),
    }
}

fn page_ui(ui: &mut Ui, ctx: &CompareCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(compared) = &ctx.state.compared else {
        wrapped(ui, fl!("compare-one-reviewer"), font::INVITATION, theme.soft);
        return;
    };
    if compared.unread > 0 {
        label(
            ui,
            &fl!("compare-reading", count = compared.unread),
            font::SMALL,
            theme.soft,
        );
    }
    if compared.comparison.articles.is_empty() {
        wrapped(ui, fl!("compare-nothing-both-read"), font::INVITATION, theme.soft);
        return;
    }
    match ctx.state.queue {
        None => figures_ui(ui, ctx, compared),
        Some(kind) => queue_ui(ui, ctx, compared, kind, out),
    }
}

fn figures_ui(ui: &mut Ui, ctx: &CompareCtx<'_>, compared: &Compared) {
    let theme = Theme::from_ctx(ui.ctx());
    let [a, b] = compared.sides.each_ref().map(|id| ctx.project.reviewer_label(id));
    wrapped(ui, &fl!("compare-title", a = *a, b = *b), font::DIALOG, theme.ink);
    let only =
        compared.comparison.count(DifferenceKind::OnlyA) + compared.comparison.count(DifferenceKind::OnlyB);
    let all = compared.comparison.differences().count();
    let summary = fl!(
        "compare-main-cause",
        pairs = compared.comparison.pairs(),
        all = all,
        only = only
    );
    wrapped(ui, &summary, font::BODY, theme.soft);
    ui.add_space(8.0);
    for figure in compared.figures.iter().filter(|figure| figure.n > 0) {
        figure_ui(ui, figure);
    }
    ui.add_space(8.0);
    wrapped(ui, fl!("compare-how-counted"), font::SMALL, theme.soft);
}

fn figure_ui(ui: &mut Ui, figure: &Figure) {
    let theme = Theme::from_ctx(ui.ctx());
    let title = figure.measure.label();
    let (value, interval, rests_on) = (figure.value_words(), figure.interval_words(), figure.rests_on());
    let name = format!("{title}: {value} {interval} {rests_on}");
    let mut row = ListRow::new(&name)
        .role(eframe::egui::Role::Label)
        .ruled()
        .height(36.0)
        .show(ui);
    row.cell_right(&rests_on, font::SMALL, theme.soft, 100.0);
    row.cell_right(&interval, font::SMALL, theme.soft, 120.0);
    row.cell_right(&value, font::STRONG, theme.ink, 60.0);
    row.title(title, font::BODY, theme.ink);
    row.finish();
}

fn queue_ui(
    ui: &mut Ui,
    ctx: &CompareCtx<'_>,
    compared: &Compared,
    kind: DifferenceKind,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let shown = ctx.state.shown();
    let title = kind_label(ctx.project, compared, kind);
    let Some(current) = shown.get(ctx.state.at) else {
        wrapped(
            ui,
            &fl!("compare-queue-done", kind = title),
            font::INVITATION,
            theme.soft,
        );
        return;
    };
    let position = fl!(
        "compare-position",
        kind = title,
        at = ctx.state.at + 1,
        all = shown.len()
    );
    ui.horizontal(|ui| {
        label(ui, &position, font::LABEL_STRONG, theme.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            outcomes_ui(ui, ctx, compared, kind, out);
        });
    });
    ui.add_space(10.0);
    let Some(entry) = entry(ctx.project, &compared.sides, current) else {
        return;
    };
    if link(ui, &entry.title, font::BODY).clicked() {
        out.send(Msg::Open);
    }
    ui.add_space(6.0);
    text_ui(ui, &entry);
    ui.add_space(12.0);
    ui.columns(2, |columns| {
        for (ui, (card, marking)) in columns.iter_mut().zip(
            entry
                .sides
                .iter()
                .zip([fl!("compare-tinted"), fl!("compare-underlined")]),
        ) {
            card_ui(ui, card, marking);
        }
    });
    let alike = |likeness: &Likeness| {
        compared
            .open
            .iter()
            .filter(|open| open.likeness.as_ref() == Some(likeness))
            .count()
    };
    let more = current
        .likeness
        .as_ref()
        .map(|likeness| (likeness, alike(likeness) - 1));
    if let Some((likeness, more)) = more.filter(|(_, more)| *more > 0) {
        ui.add_space(14.0);
        alike_ui(ui, ctx, kind, (likeness, more), out);
    }
}

/// The buttons that settle, from right to left.
fn outcomes_ui(
    ui: &mut Ui,
    ctx: &CompareCtx<'_>,
    compared: &Compared,
    kind: DifferenceKind,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.spacing_mut().item_spacing.x = 6.0;
    let skip = Command::NextClaim;
    if key_button(
        ui,
        84.0,
        (icons::CARET_RIGHT, theme.soft),
        fl!("compare-skip"),
        &skip.key_caps(),
        false,
    )
    .clicked()
    {
        out.command(skip);
    }
    if !ctx.editable {
        return;
    }
    let (yes, no) = ((icons::CHECK, theme.accepted), (icons::X, theme.rejected));
    if is_alone(kind) {
        for (mark, words, command) in [
            (no, fl!("compare-remove"), Command::Reject),
            (yes, fl!("compare-keep"), Command::Accept),
        ] {
            if key_button(ui, SETTLE, mark, words, &command.key_caps(), false).clicked() {
                out.command(command);
            }
        }
        return;
    }
    let neither = Command::Reject;
    if key_button(ui, SETTLE, no, fl!("compare-neither"), &neither.key_caps(), false).clicked() {
        out.command(neither);
    }
    let names = compared.sides.each_ref().map(|id| ctx.project.reviewer_label(id));
    let outcomes = [
        (fl!("compare-both-stand"), "3", Outcome::Both),
        (names[1], "2", Outcome::Second),
        (names[0], "1", Outcome::First),
    ];
    for (words, caps, outcome) in outcomes {
        if key_button(ui, SETTLE, yes, words, caps, false).clicked() {
            out.send(Msg::Settle(outcome));
        }
    }
}

/// Whether only one side marked the claim.
fn is_alone(kind: DifferenceKind) -> bool {
    matches!(kind, DifferenceKind::OnlyA | DifferenceKind::OnlyB)
}

/// The paragraph: what the first marked on a tint, what the second marked over a line.
fn text_ui(ui: &mut Ui, entry: &QueueEntry) {
    let theme = Theme::from_ctx(ui.ctx());
    let [first, second] = &entry.spans;
    let tint = first.iter().map(|span| Marked {
        span: *span,
        marking: Marking::Tint,
        color: Theme::mix(theme.paper, theme.accent, 0.22),
    });
    let line = second.iter().map(|span| Marked {
        span: *span,
        marking: Marking::Line,
        color: theme.disputed,
    });
    let marks: Vec<Marked> = tint.chain(line).collect();
    marked(ui, &entry.text, font::ARTICLE, theme.ink, &marks);
}

fn card_ui(ui: &mut Ui, card: &SideCard, marking: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, &card.name, font::STRONG, theme.ink);
    if card.words.is_empty() {
        wrapped(ui, fl!("compare-marked-nothing"), font::BODY, theme.soft);
        return;
    }
    label(
        ui,
        &fl!("compare-marked-how", how = *marking, when = card.when.trim()),
        font::SMALL,
        theme.soft,
    );
    wrapped(ui, &card.who, font::BODY, theme.ink);
    wrapped(ui, &card.words, font::BODY, theme.soft);
}

/// Settles all that are alike.
fn alike_ui(
    ui: &mut Ui,
    ctx: &CompareCtx<'_>,
    kind: DifferenceKind,
    (likeness, more): (&Likeness, usize),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let about: Vec<String> = likeness.about.iter().map(|words| format!("“{words}”")).collect();
    let words = fl!("compare-more-alike", count = more, about = about.join(", "));
    label(ui, &words, font::LABEL_STRONG, theme.ink);
    if !ctx.editable {
        return;
    }
    let count = more + 1;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(8.0);
        let outcomes = if is_alone(kind) {
            let is_first = kind == DifferenceKind::OnlyA;
            let keep = if is_first { Outcome::First } else { Outcome::Second };
            vec![
                (fl!("compare-keep-all", count = count), keep),
                (fl!("compare-remove-all", count = count), Outcome::Neither),
            ]
        } else {
            vec![
                (fl!("compare-first-all", count = count), Outcome::First),
                (fl!("compare-second-all", count = count), Outcome::Second),
            ]
        };
        for (words, outcome) in outcomes {
            if button(ui, &words, Weight::Plain, true).clicked() {
                out.send(Msg::SettleAlike(outcome));
            }
        }
    });
}
