//! The reading surface: the article as a page with its claims marked, chips in the margin and an overview at the
//! edge, and what mouse and keys do on the text.

mod blocks;
mod by_line;
mod chips;
mod claim_connector;
mod context_menu;
mod describe;
mod frame;
mod heights;
mod hits;
mod incremental_marks;
mod keyboard;
mod marks;
mod orphans;
mod outlines;
mod page;
mod paint;
mod pointer;
mod prefetch;
mod raised_ratings;
mod review_badges;
mod ruler;
mod scroll;
mod word_snap;

pub mod page_setup;
pub mod state;
pub mod stats;
pub mod suggestions;
#[cfg(test)]
mod tests;
pub mod update;

use std::sync::Arc;

use eframe::egui::{Align2, EventFilter, Id, Popup, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo};

use crate::model::{Anchor, Article, ArticleId, Project, ReviewerId, SpeakerId};
use crate::session::settings::PageSettings;
use crate::text::Span;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::picker::PickerState;
use crate::ui::bus::place::{Place, Reveal};
use crate::ui::find;
use crate::ui::find::Find;
use crate::ui::kit::text::text_at;
use crate::ui::kit::text_painter::{SharedTextPainter, TextPainter};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;
use frame::Frame;
use keyboard::{KeyInput, Keyboard};
use marks::Marks;
use page::{Key, Page, Placed};
use pointer::Pointer;
use ruler::Ruler;
use scroll::{Scroll, Target};

pub use chips::shortened;
pub use state::State;
pub use word_snap::edge_moved_by_a_word;

/// What the surface shows.
pub struct SurfaceCtx<'a> {
    /// The open project.
    pub project: &'a Project,
    /// Grows whenever the project changes: marks are kept while it stays.
    pub revision: u64,
    /// The open article.
    pub article: &'a ArticleId,
    /// What is selected in it, and where it is to scroll to.
    pub place: &'a Place,
    /// What is looked for in it.
    pub find: Option<&'a Find>,
    /// The pop-up that asks who says so.
    pub picker: Option<&'a PickerState>,
    /// The name of a widget that is to take the keyboard.
    pub focus: Option<&'static str>,
    /// Whose decisions the chips show as one's own.
    pub me: Option<&'a ReviewerId>,
    /// How large the text is, 0.6 to 3.
    pub zoom: f32,
    /// Column width, line spacing and font.
    pub set: PageSettings,
    /// Suggested sources and cues, drawn faint until confirmed.
    pub suggestions: &'a [Suggestion],
    /// Words that the pop-up's row takes, as source and as cue, with tabs.
    pub lit: [Option<Span>; 2],
    /// Suggested claims, drawn faint until they are taken.
    pub suggested_claims: &'a [SuggestedClaim],
}

/// Words suggested as a source or cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The words, as bytes of the text.
    pub span: Span,
    /// Whether they are a cue; else they are a source.
    pub cue: bool,
    /// Whose colour they are drawn in.
    pub speaker: Option<SpeakerId>,
}

/// A claim that is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedClaim {
    /// Its fingerprint.
    pub id: u64,
    /// What is said, as bytes of the text.
    pub content: Vec<Span>,
    /// Who says so.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// Whose colour it is drawn in.
    pub speaker: Option<SpeakerId>,
    /// Whom it names, as its chip says.
    pub who: String,
    /// Whether it is the one that keys act on.
    pub in_focus: bool,
}

/// The state of the surface: layouts, scroll position, pointer and keys. It is reset when another article opens.
#[derive(Default)]
pub struct Surface {
    page: Option<Page>,
    scroll: Scroll,
    marks: Marks,
    marks_of: Option<(ArticleId, usize, u64)>,
    /// Counts updates of the marks.
    revision: u64,
    revealed: Option<Reveal>,
    pointer: Pointer,
    keyboard: Keyboard,
    ruler: Ruler,
    /// The name under which it took the keyboard in the last frame.
    id: Option<Id>,
    /// The scroll position of the last frame.
    rested: Option<Scroll>,
    seen: Option<(Frame, Vec<Placed>)>,
}

/// Takes drags too, or the text below would take them.
const ON_TOP: Sense = Sense::CLICK.union(Sense::DRAG);

struct ScreenCtx<'a> {
    reading: &'a SurfaceCtx<'a>,
    text: &'a str,
    frame: &'a Frame,
    placed: &'a [Placed],
    marks: &'a Marks,
    revision: u64,
    /// Index of the selected claim in the order of the text.
    selected: Option<usize>,
}

impl Surface {
    /// How many blocks were laid out since the page was opened or resized; for tests and benchmarks.
    pub fn layouts(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.layouts)
    }

    /// The place of a pop-up about these words, just below their end, if that was on the screen.
    pub fn place_of(&self, words: Span) -> Option<Pos2> {
        let (frame, placed) = self.seen.as_ref()?;
        let shown = placed
            .iter()
            .any(|block| block.span.start < words.end && words.end <= block.span.end);
        shown.then(|| pointer::below(words.end, frame, placed))
    }

    /// The upper corner of the first of these words, if they are on the screen.
    pub fn place_above(&self, words: Span) -> Option<Pos2> {
        let (frame, placed) = self.seen.as_ref()?;
        let rects = placed.iter().find_map(|block| {
            let rects = paint::rects_on(frame, block, words);
            rects.first().copied()
        })?;
        Some(rects.left_top())
    }

    /// The first byte of the line at the upper edge of the view.
    pub fn top(&self) -> Option<usize> {
        let page = self.page.as_ref()?;
        page.reading_place(self.scroll).map(|(byte, _)| byte)
    }

    /// The name under which it took the keyboard in the last frame.
    pub fn focus_id(&self) -> Option<Id> {
        self.id
    }

    /// The name under which the surface takes the keyboard.
    pub fn id(ui: &Ui) -> Id {
        ui.scope_id().with("article text")
    }
}

/// Draws the open article and sends what the user asks for.
pub fn article_ui(ui: &mut Ui, reading: &SurfaceCtx<'_>, surface: &mut Surface, out: &mut Requests) {
    let view = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(view);
    ui.painter()
        .rect_filled(view, 0.0, Theme::from_ctx(ui.ctx()).paper);
    let Some(article) = reading.project.article(reading.article) else {
        return;
    };
    let Some(text) = &article.text else {
        not_read(ui, view);
        return;
    };
    let id = Surface::id(ui);
    let response = ui.interact(view, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, fl!("article-text")));
    surface.id = Some(id);
    let zoom = reading.zoom.clamp(0.6, 3.0);
    let frame = Frame::new(view, zoom, reading.set.column, ui.ctx().pixels_per_point());
    let pen = TextPainter::from_ctx(ui.ctx());
    let opened = surface.open(&mut pen.lock(), article, text, reading, &frame);
    surface.mark(article, text, reading);
    take_focus(&response, opened, !reading.suggested_claims.is_empty());

    let typed = surface.keys(ui, &response, &pen, &frame, reading, out);
    scroll_with_wheel_and_ruler(ui, id, surface, &response, &frame);
    surface.reveal(&mut pen.lock(), reading, &frame);
    let placed = surface.settle(&mut pen.lock(), &frame);

    let Some(page) = &mut surface.page else { return };
    let selected = reading
        .place
        .claim
        .as_ref()
        .and_then(|id| surface.marks.index_of(id, article.claims.get(id)?));
    let ctx = ScreenCtx {
        reading,
        text,
        frame: &frame,
        placed: &placed,
        marks: &surface.marks,
        revision: surface.revision,
        selected,
    };
    if let Some((byte, upstream)) =
        surface
            .pointer
            .handle(ui, &response, &ctx, page, &mut surface.scroll, out)
    {
        surface.keyboard.put(byte, upstream);
    }
    if let Some(words) = typed {
        pointer::ask(words, &ctx, out);
    }
    if let Some((byte, word)) = pointer::secondary_click(&response, &ctx) {
        context_menu::select_under(&ctx, byte, word, out);
    }
    context_menu::context_menu_ui(&response, reading.place, out);

    surface.seen = Some((frame, placed.clone()));
    let painter = ui.painter_at(view);
    let caret = reading
        .place
        .selection
        .map(|selection| surface.keyboard.upstream(selection.caret));
    let scene = paint::Scene {
        ctx: &ctx,
        dragged: surface.pointer.dragged(),
        caret: caret.filter(|_| response.has_focus()),
    };
    paint::paint(&painter, &mut pen.lock(), page, &scene);
    let scrolled = page.y_of_scroll(surface.scroll);
    paint::paint_head(&painter, &mut pen.lock(), page, &frame, scrolled);
    let hovered = ui.rect_contains_pointer(view);
    if hovered {
        by_line::by_line_ui(ui, id, page, &frame, scrolled, &pen);
    }
    let asked = describe::describe_ui(ui, id, &ctx, page, (scrolled, &pen), out);
    let taken = orphans::orphans_ui(ui, id, &ctx, page, scrolled, out);
    chips::chips_ui(ui, id, &ctx, page, taken, out);
    if let Some(words) = claim_connector::claim_connector_ui(ui, id, &ctx, page).or(asked) {
        let target = Target::Span(words);
        let scroll = &mut surface.scroll;
        scroll::reveal(page, &mut pen.lock(), scroll, &target, view.height(), 0.0);
        ui.ctx().request_repaint();
    }
    surface.ruler.paint(&painter, &ctx, page, surface.scroll);
    let moving = surface.rested.replace(surface.scroll) != Some(surface.scroll) || response.dragged();
    let idle = !moving && !page.is_new();
    let missing = prefetch::lay_ahead(page, &mut pen.lock(), &placed, view.height(), idle);
    // One frame more as long as there is something to do, and none after that.
    if missing {
        ui.ctx().request_repaint();
    }
}

impl Surface {
    /// Makes the page if there is none of this article at this size; the same words stay at the top of the view.
    /// Returns whether another article was opened.
    fn open(
        &mut self,
        pen: &mut TextPainter,
        article: &Article,
        text: &Arc<str>,
        reading: &SurfaceCtx<'_>,
        frame: &Frame,
    ) -> bool {
        let key = Key {
            article: reading.article.as_str().to_owned(),
            text: (text.as_ptr().addr(), text.len()),
            title: article.metadata.title.clone(),
            by_line: words::by_line(article),
            address: words::address(article),
            width: frame.column.span(),
            zoom: reading.zoom.clamp(0.6, 3.0),
            scale: frame.scale,
            fonts: pen.fonts(),
            set: reading.set,
            direction: article.metadata.direction,
        };
        if let Some(page) = &mut self.page {
            if page.key == key {
                page.begin();
                return false;
            }
            if page.key.article == key.article {
                let place = page.reading_place(self.scroll);
                let mut resized = Page::new(key, Arc::clone(text));
                if let Some((byte, above)) = place {
                    self.scroll = resized.scroll_to_line(pen, byte, above);
                }
                self.page = Some(resized);
                return false;
            }
        }
        *self = Self {
            page: Some(Page::new(key, Arc::clone(text))),
            revision: self.revision,
            ..Self::default()
        };
        true
    }

    fn mark(&mut self, article: &Article, text: &Arc<str>, reading: &SurfaceCtx<'_>) {
        let of = (reading.article.clone(), text.as_ptr().addr(), reading.revision);
        if self.marks_of.as_ref() != Some(&of) {
            incremental_marks::update(&mut self.marks, reading.project, article);
            self.marks_of = Some(of);
            self.revision += 1;
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        response: &Response,
        pen: &SharedTextPainter,
        frame: &Frame,
        reading: &SurfaceCtx<'_>,
        out: &mut Requests,
    ) -> Option<Span> {
        // A list that has dropped down hears the keys meanwhile.
        let hears = response.has_focus() && !Popup::is_any_open(ui.ctx());
        let page = self.page.as_mut().filter(|_| hears)?;
        let mut input = KeyInput {
            page,
            pen: &mut pen.lock(),
            scroll: &mut self.scroll,
            view: frame.view.height(),
            selection: reading.place.selection,
            asking: reading.picker.is_some(),
        };
        self.keyboard.handle(ui, &mut input, out)
    }

    /// Scrolls to what is to be revealed, once.
    fn reveal(&mut self, pen: &mut TextPainter, reading: &SurfaceCtx<'_>, frame: &Frame) {
        if self.revealed == reading.place.reveal {
            return;
        }
        self.revealed.clone_from(&reading.place.reveal);
        let first_piece = |id: &crate::model::ClaimId| {
            let claim = reading.project.claim(reading.article, id)?;
            claim.spans.iter().find_map(Anchor::span)
        };
        let target = self
            .revealed
            .as_ref()
            .and_then(|wish| Target::from_reveal(wish, first_piece));
        if let Some((target, page)) = target.zip(self.page.as_mut()) {
            let covered = reading.find.map_or(0.0, |_| find::COVERED);
            scroll::reveal(page, pen, &mut self.scroll, &target, frame.view.height(), covered);
        }
    }

    fn settle(&mut self, pen: &mut TextPainter, frame: &Frame) -> Vec<Placed> {
        let page = self.page.as_mut();
        page.map(|page| page.settle(pen, &mut self.scroll, frame.view.height()))
            .unwrap_or_default()
    }
}

fn scroll_with_wheel_and_ruler(ui: &Ui, id: Id, surface: &mut Surface, response: &Response, frame: &Frame) {
    let Some(page) = &surface.page else { return };
    surface
        .ruler
        .handle(ui, id.with("ruler"), frame, page, &mut surface.scroll);
    let pointed = ui.rect_contains_pointer(frame.view) || response.dragged();
    scroll::wheel(ui, pointed, page, &mut surface.scroll);
}

/// Takes the keyboard focus when an article opens, and keeps arrows and Escape while it has it; Tab as well where it leads
/// to suggestions.
fn take_focus(response: &Response, opened: bool, takes_tab: bool) {
    if opened {
        response.request_focus();
    }
    if response.has_focus() {
        let filter = EventFilter {
            tab: takes_tab,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        response
            .ctx
            .memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

fn not_read(ui: &Ui, view: Rect) {
    let theme = Theme::from_ctx(ui.ctx());
    let (at, words, room) = (view.center(), fl!("article-loading"), view.width());
    let (center, style) = (Align2::CENTER_CENTER, font::BODY);
    text_at(ui.painter(), at, center, words, style, theme.soft, room);
}
