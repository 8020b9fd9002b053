//! The article for those who do not see it: a document with its text, caret and selection, its
//! paragraphs with the claims in them told where they begin and end, and each claim to be chosen.
//! Nothing is painted here, and without a screen reader nothing is done.
//!
//! ```text
//! document     the text on the screen and about a page on either side, caret and selection
//!   heading    the title
//!   label      the line below it
//!   paragraph  'The army said (claim by Iraqi army, accepted) the talks resume (end of claim).'
//!     text run   one stretch of a line, grapheme by grapheme
//!     mark       'Claim by Iraqi army, accepted: “the talks resume”', which can be clicked
//!   mark       'Next claim by United States, unreviewed: “…”', the nearest of those further off
//!   status     'Claim 3 of 20 by …', said whenever another claim is selected
//! ```
//!
//! So an article of any length puts a few hundred nodes into the tree, and all of it can be read:
//! what is asked to be shown is scrolled to, and what is then around it is told.

use std::cmp::Reverse;
use std::sync::Arc;

use eframe::egui::accesskit::{
    self, Action as Asked, ActionData, Live, Node, Role, TextDirection, TextPosition, TextSelection,
};
use eframe::egui::{Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::chips::shortened;
use super::marks::{Mark, Part, ShownClaim};
use super::page::{Page, Placed};
use super::paint::{rects_on, screen};
use super::{ScreenCtx, by_line, prefetch};
use crate::model::{Claim, Voice};
use crate::text::Span;
use crate::typeset::Run;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::text_painter::SharedTextPainter;
use crate::ui::kit::words;

const MAX_SPOKEN_CHARS: usize = 200;

/// A run on the screen with its node.
struct RunNode {
    node: accesskit::NodeId,
    /// The start of its block in the text.
    start: usize,
    runs: Arc<[Run]>,
    /// Its index in `runs`.
    at: usize,
}

impl RunNode {
    fn run(&self) -> Option<&Run> {
        self.runs.get(self.at)
    }

    fn span(&self) -> Span {
        let span = self.run().map_or(Span::new(0, 0), |run| run.span);
        Span::new(self.start + span.start, self.start + span.end)
    }
}

/// Adds what is on the screen and around it to the accessibility tree and takes the actions asked for there. Returns
/// a span to scroll to.
pub(super) fn describe_ui(
    ui: &mut Ui,
    id: Id,
    ctx: &ScreenCtx<'_>,
    page: &mut Page,
    (scrolled, pen): (f64, &SharedTextPainter),
    out: &mut Requests,
) -> Option<Span> {
    // Nobody listens: nothing is told.
    ui.ctx().accesskit_node_builder(id, |_| ())?;
    head_ui(ui, id, ctx, page, scrolled, pen);
    let around = prefetch::around(page, ctx.placed, ctx.frame.view.height());
    let mut told = Vec::new();
    let mut wanted = None;
    for block in &around {
        let asked = paragraph_ui(ui, id, ctx, page, block, &mut told, out);
        wanted = wanted.or(asked);
    }
    if let (Some(first), Some(last)) = (around.first(), around.last()) {
        claims_beyond_ui(ui, id, ctx, Span::new(first.span.start, last.span.end), out);
    }
    selected_ui(ui, id, ctx);
    let selection = ctx.reading.place.selection.and_then(|selection| {
        let focus = position(&told, selection.caret)?;
        let first = told.first()?.span().start;
        let last = told.last()?.span().end;
        let anchor = position(&told, selection.anchor.clamp(first, last))?;
        Some(TextSelection { anchor, focus })
    });
    ui.ctx().accesskit_node_builder(id, |node| {
        node.add_action(Asked::SetTextSelection);
        if let Some(selection) = selection {
            node.set_text_selection(selection);
        }
    });
    if let Some(selection) = asked_selection(ui, id, &told) {
        out.request(Request::SelectText(Some(selection)));
    }
    wanted
}

/// The title, unless the text begins with it, and the line below, whether or not they are on the screen.
fn head_ui(ui: &mut Ui, id: Id, ctx: &ScreenCtx<'_>, page: &Page, scrolled: f64, pen: &SharedTextPainter) {
    let frame = ctx.frame;
    let page_top = frame.view.top() - scrolled as f32;
    let place = |top: f32, height: f32| {
        let corner = pos2(frame.column.min, page_top + top);
        Rect::from_min_size(corner, vec2(frame.column.span(), height))
    };
    let (title, line) = {
        let pen = &mut pen.lock();
        let title = page.title_above(pen);
        let line = page.by_line(pen);
        (
            title.map(|title| place(page.title_top(), title.size().y)),
            line.map(|line| place(page.by_line_top(pen), line.size().y)),
        )
    };
    if let Some(rect) = title {
        let heading = node_below(ui, id, id.with("title"), rect, Role::Heading, &page.key.title);
        heading.ctx().accesskit_node_builder(heading.unique_id(), |node| {
            node.set_level(1);
            node.set_bounds(bounds(rect));
        });
    }
    if let Some(rect) = line {
        let words = by_line::whole(&page.key);
        let line = node_below(ui, id, id.with("by-line"), rect, Role::Label, &words);
        line.ctx().accesskit_node_builder(line.unique_id(), |node| {
            node.set_value(words.as_str());
            node.set_bounds(bounds(rect));
        });
    }
}

/// The nearest claim before and after what is in the tree, so that every claim can be reached.
fn claims_beyond_ui(ui: &Ui, id: Id, ctx: &ScreenCtx<'_>, told: Span, out: &mut Requests) {
    let claims = &ctx.marks.claims;
    let first = claims.partition_point(|claim| claim.start < told.start);
    let behind = claims.partition_point(|claim| claim.start < told.end);
    let before = first.checked_sub(1);
    for (is_next, index) in [(false, before), (true, Some(behind))] {
        let Some((index, shown)) = index.and_then(|index| claims.get(index).map(|shown| (index, shown)))
        else {
            continue;
        };
        let Some(about) = about_claim(ctx, shown) else {
            continue;
        };
        let label = if is_next {
            fl!("claim-next", about = about)
        } else {
            fl!("claim-previous", about = about)
        };
        let id = id.with(("claim beyond", is_next));
        placeless(ui, ctx, id);
        mark_node(ui, id, index, ctx, label);
        choose_on_click(ui, id, shown, out);
    }
}

/// A live region that says which claim is selected.
fn selected_ui(ui: &Ui, id: Id, ctx: &ScreenCtx<'_>) {
    let Some((index, shown)) = ctx
        .selected
        .and_then(|index| Some((index, ctx.marks.claims.get(index)?)))
    else {
        return;
    };
    let Some(about) = about_claim(ctx, shown) else {
        return;
    };
    let count = ctx.marks.claims.len();
    let id = id.with("selected claim");
    placeless(ui, ctx, id);
    let told = fl!("claim-selected", number = index + 1, count = count, about = about);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_value(told.as_str());
        node.set_label(told);
    });
}

fn about_claim(ctx: &ScreenCtx<'_>, shown: &ShownClaim) -> Option<String> {
    let claim = ctx.reading.project.claim(ctx.reading.article, &shown.id)?;
    let review = words::review(shown.state);
    let words = shortened(&claim.words(), MAX_SPOKEN_CHARS);
    let by = by(ctx, claim);
    Some(fl!("claim-about", by = by, state = review, words = words))
}

fn node_below(ui: &mut Ui, parent: Id, id: Id, rect: Rect, role: Role, label: &str) -> Ui {
    ui.new_child(
        UiBuilder::new()
            .scope_id(id)
            .max_rect(rect)
            .sense(Sense::empty())
            .accessibility_parent(parent)
            .accessibility_role(role)
            .accessibility_label(label),
    )
}

/// Gives the tree a node without a place on the screen.
fn placeless(ui: &Ui, ctx: &ScreenCtx<'_>, id: Id) {
    let corner = ctx.frame.view.left_top();
    ui.interact(Rect::from_min_size(corner, vec2(0.0, 0.0)), id, Sense::empty());
}

fn paragraph_ui(
    ui: &mut Ui,
    id: Id,
    ctx: &ScreenCtx<'_>,
    page: &mut Page,
    block: &Placed,
    told: &mut Vec<RunNode>,
    out: &mut Requests,
) -> Option<Span> {
    let frame = ctx.frame;
    let corner = frame.corner(block);
    let size = vec2(frame.column.span(), block.setting.paragraph.height());
    let whole = Rect::from_min_size(corner, size);
    let seen = whole.intersect(frame.view);
    let rect = if seen.is_positive() { seen } else { whole };
    let info = page.blocks.get(block.block).copied()?;
    let paragraph = id.with(("paragraph", block.span.start));
    let claims = claims_on(ctx, block);
    let label = spoken(block.setting.paragraph.text(), block.span, &claims);
    let role = if info.title {
        Role::Heading
    } else {
        Role::Paragraph
    };
    let ui = node_below(ui, id, paragraph, rect, role, &label);
    ui.ctx().accesskit_node_builder(paragraph, |node| {
        node.set_bounds(bounds(rect));
        node.add_action(Asked::ScrollIntoView);
    });
    let mut wanted = is_asked(&ui, paragraph, Asked::ScrollIntoView).then_some(block.span);
    let runs = page.runs(block.block);
    for (at, run) in runs.iter().enumerate() {
        let run_id = paragraph.with(at);
        let last = at + 1 == runs.len() && info.ends_paragraph();
        let place = screen(run.rect, corner.to_vec2());
        ui.interact(place, run_id, Sense::empty());
        let words = run.span.slice(block.setting.paragraph.text()).unwrap_or_default();
        ui.ctx()
            .accesskit_node_builder(run_id, |node| tell_run(node, run, words, place, last));
        told.push(RunNode {
            node: run_id.accesskit_id(),
            start: block.span.start,
            runs: Arc::clone(&runs),
            at,
        });
    }
    for claim in &claims {
        if claim_ui(&ui, paragraph, ctx, block, claim, out) {
            wanted = Some(claim.mark.span);
        }
    }
    wanted
}

fn tell_run(node: &mut Node, run: &Run, words: &str, place: Rect, last: bool) {
    let mut lengths: Vec<u8> = run.graphemes.iter().map(|grapheme| grapheme.bytes).collect();
    let mut places: Vec<f32> = run.graphemes.iter().map(|grapheme| grapheme.at).collect();
    let mut widths: Vec<f32> = run.graphemes.iter().map(|grapheme| grapheme.width).collect();
    let mut words = words.to_owned();
    if last {
        words.push('\n');
        lengths.push(1);
        places.push(run.rect.w);
        widths.push(0.0);
    }
    node.set_role(Role::TextRun);
    node.set_text_direction(if run.rtl {
        TextDirection::RightToLeft
    } else {
        TextDirection::LeftToRight
    });
    node.set_value(words);
    node.set_bounds(bounds(place));
    node.set_character_lengths(lengths);
    node.set_character_positions(places);
    node.set_character_widths(widths);
    node.set_word_starts(run.words.clone());
}

/// The part of a claim's span on a block.
struct SpokenStretch<'a> {
    mark: Mark,
    shown: &'a ShownClaim,
    by: String,
    begins: bool,
    ends: bool,
}

/// The spans of claims on a block, by where they begin, the longer first.
fn claims_on<'a>(ctx: &ScreenCtx<'a>, block: &Placed) -> Vec<SpokenStretch<'a>> {
    let pieces = ctx.marks.within(block.span).filter_map(|(_, mark)| {
        let Part::Span(_) = mark.part else { return None };
        let shown = ctx.marks.claims.get(mark.claim)?;
        let claim = ctx.reading.project.claim(ctx.reading.article, &shown.id)?;
        let by = by(ctx, claim);
        Some(SpokenStretch {
            mark: *mark,
            shown,
            by,
            begins: mark.span.start >= block.span.start,
            ends: mark.span.end <= block.span.end,
        })
    });
    let mut pieces: Vec<SpokenStretch<'_>> = pieces.collect();
    pieces.sort_by_key(|piece| (piece.mark.span.start, Reverse(piece.mark.span.end)));
    pieces
}

/// 'by Iraqi army'.
fn by(ctx: &ScreenCtx<'_>, claim: &Claim) -> String {
    match claim.voice {
        Voice::ToBeAttributed => fl!("claim-by-nobody").to_owned(),
        Voice::Article => fl!("claim-by-article").to_owned(),
        Voice::Attributed(_) => fl!("claim-by", who = words::who(ctx.reading.project, claim)),
    }
}

impl SpokenStretch<'_> {
    /// 'by Iraqi army, accepted', or 'by Iraqi army, continued' for a later span.
    fn what(&self) -> String {
        let first = self.begins && self.mark.span.start == self.shown.start;
        let state = if first {
            words::review(self.shown.state)
        } else {
            fl!("claim-continued")
        };
        fl!("claim-by-and-state", by = self.by, state = state)
    }
}

/// The text of a block, with notes where its claims begin and end.
fn spoken(text: &str, block: Span, claims: &[SpokenStretch<'_>]) -> String {
    let mut told: Vec<(usize, bool, usize, String)> = Vec::new();
    for (order, claim) in claims.iter().enumerate() {
        let start = claim.mark.span.start.max(block.start) - block.start;
        let end = claim.mark.span.end.min(block.end) - block.start;
        let alone = !claims.iter().enumerate().any(|(other, piece)| {
            let (a, b) = (piece.mark.span, claim.mark.span);
            other != order && a.start < b.end && b.start < a.end
        });
        let ended = match (claim.ends, alone) {
            (false, _) => fl!("claim-continues").to_owned(),
            (true, true) => fl!("claim-ends").to_owned(),
            (true, false) => fl!("claim-of-ends", by = claim.by),
        };
        // What ends at a place is told before what begins there, the inner before the outer.
        told.push((end, false, usize::MAX - order, format!(" {ended}")));
        let begins = fl!("claim-begins", what = claim.what());
        told.push((start, true, order, format!("{begins} ")));
    }
    told.sort();
    let mut spoken = String::with_capacity(text.len() + told.len() * 24);
    let mut from = 0;
    for (at, _, _, words) in told {
        spoken.push_str(text.get(from..at).unwrap_or_default());
        spoken.push_str(&words);
        from = at;
    }
    spoken.push_str(text.get(from..).unwrap_or_default());
    spoken
}

/// A node for the claim, which selects it when clicked. Returns whether to scroll to it.
fn claim_ui(
    ui: &Ui,
    paragraph: Id,
    ctx: &ScreenCtx<'_>,
    block: &Placed,
    claim: &SpokenStretch<'_>,
    out: &mut Requests,
) -> bool {
    let Part::Span(piece) = claim.mark.part else {
        return false;
    };
    let id = paragraph.with(("claim", claim.shown.id.as_str(), piece));
    let rects = rects_on(ctx.frame, block, claim.mark.span);
    let rect = rects.into_iter().reduce(Rect::union).unwrap_or(Rect::NOTHING);
    let words = claim.mark.span.slice(ctx.text).unwrap_or_default();
    let words = shortened(words, MAX_SPOKEN_CHARS);
    let label = fl!("claim-named", what = claim.what(), words = words);
    ui.interact(rect, id, Sense::empty());
    mark_node(ui, id, claim.mark.claim, ctx, label);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_bounds(bounds(rect));
        node.add_action(Asked::ScrollIntoView);
    });
    choose_on_click(ui, id, claim.shown, out);
    is_asked(ui, id, Asked::ScrollIntoView)
}

fn mark_node(ui: &Ui, id: Id, index: usize, ctx: &ScreenCtx<'_>, label: String) {
    let selected = ctx.selected == Some(index);
    let count = ctx.marks.claims.len();
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Mark);
        node.set_label(label);
        node.set_selected(selected);
        node.set_position_in_set(index + 1);
        node.set_size_of_set(count);
        node.add_action(Asked::Click);
    });
}

fn choose_on_click(ui: &Ui, id: Id, shown: &ShownClaim, out: &mut Requests) {
    if is_asked(ui, id, Asked::Click) {
        let claim = Some(shown.id.clone());
        out.request(Request::SelectClaim { claim, reveal: true });
    }
}

fn is_asked(ui: &Ui, id: Id, action: Asked) -> bool {
    ui.input(|input| input.has_accesskit_action_request(id, action))
}

fn position(told: &[RunNode], byte: usize) -> Option<TextPosition> {
    let at = told.partition_point(|run| run.span().end < byte);
    // Where one run ends another begins: the place belongs to the one that begins.
    let after = told.get(at + 1).filter(|run| run.span().start == byte);
    let run = after.or(told.get(at)).filter(|run| run.span().start <= byte)?;
    Some(TextPosition {
        node: run.node,
        character_index: run.run()?.index_of(byte - run.start),
    })
}

fn asked_selection(ui: &Ui, id: Id, told: &[RunNode]) -> Option<Selection> {
    let wanted = ui.input(|input| {
        let asked = input.accesskit_action_requests(id, Asked::SetTextSelection);
        asked.last().and_then(|request| match request.data {
            Some(ActionData::SetTextSelection(selection)) => Some(selection),
            _ => None,
        })
    })?;
    let byte = |position: TextPosition| {
        let run = told.iter().find(|run| run.node == position.node)?;
        // The line break at the end of a paragraph is not the run's own.
        Some(run.start + run.run()?.byte_of(position.character_index))
    };
    Some(Selection {
        anchor: byte(wanted.anchor)?,
        caret: byte(wanted.focus)?,
    })
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
