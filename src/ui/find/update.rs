//! When to search, which hit is the current one, and where the text scrolls.

use std::sync::Arc;

use eframe::egui::Context;

use super::Msg;
use super::bar::FIELD;
use super::state::{Find, Found, FoundEverywhere, Goal, Hits, State};
use crate::model::ArticleId;
use crate::search::{self, Query};
use crate::session::jobs::Job;
use crate::session::settings::FindSettings;
use crate::text::{Span, segment};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::place::{Reveal, Selection};
use crate::ui::kit::field::Field;

/// Texts longer than this, in bytes, are searched in the background.
const LONG: usize = 1 << 20;
/// So much of the selected words is looked for.
const SELECTED: usize = 200;

/// Carries out what was asked of the search.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Words(words) => {
            if let Some(find) = &mut state.bar {
                find.words.clone_from(&words);
                state.last = words;
            }
        }
        Msg::How(how) => core.settings.find = how,
        Msg::CloseBar => close_bar(state, core),
        Msg::Everywhere { words, row } => {
            state.everywhere.words = words;
            state.everywhere.row = row;
        }
        Msg::GoToHit { article, hit, words } => go_to_hit(state, core, &article, hit, words),
    }
}

/// Searches where a text or what is looked for has changed, and takes in what was found.
pub fn poll(state: &mut State, core: &mut Core) {
    poll_article(state, core);
    poll_everywhere(state, core);
}

fn poll_article(state: &mut State, core: &mut Core) {
    let Some(find) = &mut state.bar else {
        state.finder.of = None;
        state.finder.job = None;
        return;
    };
    let text = core.article().and_then(|article| article.text.clone());
    let Some((article, text)) = core.place.article.as_ref().zip(text) else {
        find.found = None;
        find.current = None;
        return;
    };
    let searched = (article.clone(), text.as_ptr().addr(), text.len());
    let key = Some((searched, query(&find.words, core.settings.find)));
    let finder = &mut state.finder;
    if finder.of != key {
        let before = finder.of.as_ref().map(|(searched, _)| searched);
        if before.is_some_and(|before| Some(before) != key.as_ref().map(|(searched, _)| searched)) {
            find.found = None;
            find.current = None;
            find.from = 0;
            finder.goal = Goal::Stay;
        }
        finder.of = key;
        search(state, core, text);
    }
    if let Some(found) = state.finder.job.as_ref().and_then(Job::poll) {
        state.finder.job = None;
        take_found(state, core, found);
    }
}

/// Searches a short text at once and a long one in the background. So is a pattern looked for, which may take its time.
fn search(state: &mut State, core: &mut Core, text: Arc<str>) {
    let Some((_, query)) = &state.finder.of else {
        return;
    };
    // A search that is still under way is for something that nobody wants any more.
    state.finder.job = None;
    if text.len() <= LONG && !query.regex || query.words.is_empty() {
        let found = search::find(&text, query);
        take_found(state, core, found);
        return;
    }
    let query = query.clone();
    state.finder.job = Some(Job::start(Arc::clone(&core.wake), move |progress| {
        search::find_while(&text, &query, &|| !progress.is_cancelled())
    }));
    if let Some(find) = &mut state.bar {
        find.searching = true;
    }
}

fn take_found(state: &mut State, core: &mut Core, found: Found) {
    state.finder.searches += 1;
    let goal = std::mem::take(&mut state.finder.goal);
    let Some(find) = &mut state.bar else { return };
    let hits = found.as_deref().unwrap_or_default();
    find.current = match goal {
        Goal::Stay => None,
        Goal::Next => hit_beside(hits, None, find.from, true),
        Goal::Previous => hit_beside(hits, None, find.from, false),
    };
    find.searching = false;
    find.found = Some(found.map(|spans| Hits {
        spans: spans.into(),
        search: state.finder.searches,
    }));
    show_hit(find, core);
}

/// Searches all articles while the dialog is open, and gathers what was found.
fn poll_everywhere(state: &mut State, core: &Core) {
    let everywhere = &mut state.everywhere;
    let session = core
        .session
        .as_ref()
        .filter(|_| core.dialog == Some(Dialog::FindEverywhere));
    let Some(session) = session else {
        everywhere.search = None;
        everywhere.found = FoundEverywhere::default();
        return;
    };
    let how = core.settings.find;
    let wanted = query(&everywhere.words, how);
    if everywhere.search.as_ref().is_none_or(|(of, _)| *of != wanted) {
        everywhere.found = FoundEverywhere {
            how,
            complaint: search::find("", &wanted).err(),
            searching: true,
            ..FoundEverywhere::default()
        };
        let wake = Arc::clone(&core.wake);
        let search = session.search_everywhere(wanted.clone(), everywhere.search.is_some(), wake);
        everywhere.search = Some((wanted, search));
    }
    if let Some((_, search)) = &mut everywhere.search {
        everywhere.found.searching = !search.gather(&mut everywhere.found.findings);
    }
}

/// Opens the dialog, with the selected words or those last looked for in it.
pub fn open_everywhere(state: &mut State, core: &mut Core) {
    state.everywhere.words = words_to_find(core).unwrap_or_else(|| state.last.clone());
    state.everywhere.row = 0;
    core.open(Dialog::FindEverywhere);
}

/// Opens the bar, with the selected words in it; where it has the keyboard already, only its words are selected again.
/// `top`: the first byte in view.
pub fn open(state: &mut State, core: &mut Core, ctx: &Context, top: Option<usize>) {
    let typing = ctx.memory(|memory| memory.has_focus(Field::id(FIELD)));
    if !typing || state.bar.is_none() {
        let selected = words_to_find(core);
        let find = state.bar.get_or_insert_with(|| Find {
            words: state.last.clone(),
            ..Find::default()
        });
        find.from = around_caret(core, top).start;
        if let Some(words) = selected {
            find.words = words;
        }
    }
    core.picker = None;
    core.focus = Some(FIELD);
}

/// Goes to the next or the previous hit; after the last comes the first. Where the bar is closed, it opens with what
/// was last looked for. `top`: the first byte in view.
pub fn step(state: &mut State, core: &mut Core, forward: bool, top: Option<usize>) {
    core.picker = None;
    if state.bar.is_none() {
        let around = around_caret(core, top);
        state.bar = Some(Find {
            words: state.last.clone(),
            from: if forward { around.end } else { around.start },
            ..Find::default()
        });
        if state.last.is_empty() {
            core.focus = Some(FIELD);
        }
        state.finder.goal = if forward { Goal::Next } else { Goal::Previous };
        poll_article(state, core);
        return;
    }
    // What was just typed counts.
    poll_article(state, core);
    let Some(find) = &mut state.bar else { return };
    let hits = find
        .hits()
        .map(|hits| Arc::clone(&hits.spans))
        .unwrap_or_default();
    find.current = hit_beside(&hits, find.current, find.from, forward);
    show_hit(find, core);
}

/// Closes the bar; the current hit becomes the selected words.
pub fn close_bar(state: &mut State, core: &mut Core) {
    let Some(find) = state.bar.take() else { return };
    let text = core.article().and_then(|article| article.text.as_deref());
    if let Some((text, hit)) = text.zip(find.hit()) {
        let span = segment::snap_to_graphemes(text, hit);
        core.place.selection = Some(Selection {
            anchor: span.start,
            caret: span.end,
        });
    }
}

/// The search goes on from where words were selected or the caret was put.
pub fn follow_caret(state: &mut State, selection: Option<Selection>) {
    if let Some((find, selection)) = state.bar.as_mut().zip(selection) {
        find.from = selection.caret;
        find.current = None;
    }
}

/// Shows a hit of an article and opens the bar, so that the search goes on from there.
fn go_to_hit(state: &mut State, core: &mut Core, article: &ArticleId, hit: Span, words: String) {
    core.dialog = None;
    core.show_article(article);
    state.last.clone_from(&words);
    state.bar = Some(Find {
        words,
        from: hit.start,
        ..Find::default()
    });
    state.finder.of = None;
    state.finder.goal = Goal::Next;
}

/// Scrolls to the current hit.
fn show_hit(find: &mut Find, core: &mut Core) {
    if let Some(hit) = find.hit() {
        find.from = hit.start;
        core.place.reveal = Some(Reveal::Span(hit));
    }
}

/// The selected words or the caret; without one, where the view begins.
fn around_caret(core: &Core, top: Option<usize>) -> Span {
    let top = || Selection::caret(top.unwrap_or_default());
    core.place.selection.unwrap_or_else(top).span()
}

/// The selected words as something to look for: those of one line, and not too many.
fn words_to_find(core: &Core) -> Option<String> {
    let text = core.article()?.text.as_deref()?;
    let words = core.place.selection?.span().slice(text)?;
    let line = words.trim().lines().next()?;
    let short = line.get(..segment::grapheme_floor(line, SELECTED))?.trim_end();
    let words = if core.settings.find.regex {
        search::literal(short)
    } else {
        short.to_owned()
    };
    Some(words).filter(|words| !words.is_empty())
}

/// What is looked for, and how.
fn query(words: &str, how: FindSettings) -> Query {
    Query {
        words: words.to_owned(),
        case: how.case,
        whole_words: how.whole_words,
        regex: how.regex,
    }
}

/// The hit after or before the current one or, without one, a byte; at the end it begins anew.
fn hit_beside(hits: &[Span], current: Option<usize>, from: usize, forward: bool) -> Option<usize> {
    let last = hits.len().checked_sub(1)?;
    let after = hits.partition_point(|hit| hit.start < from);
    let wanted = match (current, forward) {
        (Some(current), true) => Some(current + 1),
        (Some(current), false) => current.checked_sub(1),
        (None, true) => Some(after),
        (None, false) => after.checked_sub(1),
    };
    let at_the_other_end = if forward { 0 } else { last };
    Some(
        wanted
            .filter(|wanted| *wanted <= last)
            .unwrap_or(at_the_other_end),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_follow_one_another_from_the_caret_and_around_the_end() {
        let hits = [Span::new(3, 5), Span::new(10, 12), Span::new(20, 22)];
        assert_eq!(hit_beside(&hits, None, 0, true), Some(0));
        assert_eq!(hit_beside(&hits, None, 10, true), Some(1));
        assert_eq!(hit_beside(&hits, None, 21, true), Some(0));
        assert_eq!(hit_beside(&hits, None, 10, false), Some(0));
        assert_eq!(hit_beside(&hits, None, 3, false), Some(2));
        assert_eq!(hit_beside(&hits, Some(2), 20, true), Some(0));
        assert_eq!(hit_beside(&hits, Some(0), 3, false), Some(2));
        assert_eq!(hit_beside(&hits, Some(1), 10, true), Some(2));
        assert_eq!(hit_beside(&[], None, 0, true), None);
    }
}
