//! Finding words in the open article: when to search, which hit is the current one, and where the
//! text scrolls. What a hit is, is `search`'s; the bar is drawn in `find_bar`.

use std::sync::Arc;

use eframe::egui::Context;

use crate::model::ArticleId;
use crate::search::{self, Query, SearchError};
use crate::session::jobs::Job;
use crate::session::settings::FindSettings;
use crate::text::{Span, segment};
use crate::ui::app::App;
use crate::ui::bus::place::{Reveal, Selection};
use crate::ui::find;
use crate::ui::find::state::{Find, Hits};
use crate::ui::kit::field::Field;

/// Texts longer than this, in bytes, are searched in the background.
const LONG: usize = 1 << 20;
/// So much of the selected words is looked for.
const SELECTED: usize = 200;

type Found = Result<Vec<Span>, SearchError>;

/// The search for what the find bar asks for.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    /// What was searched last, or is being searched.
    of: Option<(Searched, Query)>,
    /// A search of a long text.
    job: Option<Job<Found>>,
    /// Which hit becomes the current one.
    goal: Goal,
    /// Counts the searches.
    searches: u64,
}

/// A text: whose it is, and where it lies in memory.
type Searched = (ArticleId, usize, usize);

/// Which hit becomes the current one when a search is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Goal {
    /// The first from the caret on.
    #[default]
    Next,
    /// The last before the caret.
    Previous,
    /// None: another article was opened, and shows what it was opened for.
    Stay,
}

impl App {
    /// Searches where the text or what is looked for has changed, and hears what was found.
    pub(crate) fn hear_search(&mut self) {
        let Some(find) = &mut self.core.find else {
            self.finder.of = None;
            self.finder.job = None;
            return;
        };
        let article = self.core.place.article.as_ref();
        let text = article
            .and_then(|id| self.core.session.as_ref()?.project().article(id))
            .and_then(|article| article.text.clone());
        let Some((article, text)) = article.zip(text) else {
            find.found = None;
            find.current = None;
            return;
        };
        let query = query(&find.words, self.core.settings.find);
        let searched = (article.clone(), text.as_ptr().addr(), text.len());
        let key = Some((searched, query));
        if self.finder.of != key {
            let before = self.finder.of.as_ref().map(|(searched, _)| searched);
            if before.is_some_and(|before| Some(before) != key.as_ref().map(|(searched, _)| searched)) {
                find.found = None;
                find.current = None;
                find.from = 0;
                self.finder.goal = Goal::Stay;
            }
            self.finder.of = key;
            self.search(text);
        }
        if let Some(found) = self.finder.job.as_ref().and_then(Job::poll) {
            self.finder.job = None;
            self.take_found(found);
        }
    }

    /// Searches a short text at once and a long one in the background. So is a pattern looked for,
    /// which may take its time.
    fn search(&mut self, text: Arc<str>) {
        let Some((_, query)) = &self.finder.of else { return };
        // A search that is still under way is for something that nobody wants any more.
        self.finder.job = None;
        if text.len() <= LONG && !query.regex || query.words.is_empty() {
            let found = search::find(&text, query);
            self.take_found(found);
            return;
        }
        let query = query.clone();
        self.finder.job = Some(Job::start(Arc::clone(&self.core.wake), move |progress| {
            search::find_while(&text, &query, &|| !progress.is_cancelled())
        }));
        if let Some(find) = &mut self.core.find {
            find.searching = true;
        }
    }

    fn take_found(&mut self, found: Found) {
        self.finder.searches += 1;
        let goal = std::mem::take(&mut self.finder.goal);
        let Some(find) = &mut self.core.find else { return };
        let hits = found.as_deref().unwrap_or_default();
        find.current = match goal {
            Goal::Stay => None,
            Goal::Next => hit_beside(hits, None, find.from, true),
            Goal::Previous => hit_beside(hits, None, find.from, false),
        };
        find.searching = false;
        find.found = Some(found.map(|spans| Hits {
            spans: spans.into(),
            search: self.finder.searches,
        }));
        self.show_hit();
    }

    /// Opens the find bar, with the selected words in it; where it has the keyboard already, only
    /// its words are selected again.
    pub(crate) fn open_find(&mut self, ctx: &Context) {
        let typing = ctx.memory(|memory| memory.has_focus(Field::id(find::FIELD)));
        if !typing || self.core.find.is_none() {
            let (from, _) = self.around_caret();
            let selected = self.words_to_find();
            let find = self.core.find.get_or_insert_with(|| Find {
                words: self.core.found_last.clone(),
                ..Find::default()
            });
            find.from = from;
            if let Some(words) = selected {
                find.words = words;
            }
        }
        self.core.picker = None;
        self.core.focus = Some(find::FIELD);
    }

    /// Looks for other words.
    pub(crate) fn find_words(&mut self, words: String) {
        if let Some(find) = &mut self.core.find {
            find.words.clone_from(&words);
            self.core.found_last = words;
        }
    }

    /// Goes to the next or the previous hit; after the last comes the first. Where the bar is
    /// closed, it opens with what was last looked for.
    pub(crate) fn step_hit(&mut self, forward: bool) {
        self.core.picker = None;
        if self.core.find.is_none() {
            let (start, end) = self.around_caret();
            self.core.find = Some(Find {
                words: self.core.found_last.clone(),
                from: if forward { end } else { start },
                ..Find::default()
            });
            if self.core.found_last.is_empty() {
                self.core.focus = Some(find::FIELD);
            }
            self.finder.goal = if forward { Goal::Next } else { Goal::Previous };
            self.hear_search();
            return;
        }
        // What was just typed counts.
        self.hear_search();
        let Some(find) = &mut self.core.find else { return };
        let hits = find
            .hits()
            .map(|hits| Arc::clone(&hits.spans))
            .unwrap_or_default();
        find.current = hit_beside(&hits, find.current, find.from, forward);
        self.show_hit();
    }

    /// Closes the find bar; the current hit becomes the selected words.
    pub(crate) fn close_find(&mut self) {
        let Some(find) = self.core.find.take() else { return };
        let project = self.core.session.as_ref().map(crate::session::Session::project);
        let article = self.core.place.article.as_ref();
        let text = article
            .zip(project)
            .and_then(|(id, project)| project.article(id)?.text.as_deref());
        if let Some((text, hit)) = text.zip(find.hit()) {
            let span = segment::snap_to_graphemes(text, hit);
            self.core.place.selection = Some(Selection {
                anchor: span.start,
                caret: span.end,
            });
        }
    }

    /// Selects words or puts the caret: the search goes on from there.
    pub(crate) fn select_text(&mut self, selection: Option<Selection>) {
        self.core.place.selection = selection;
        if let Some((find, selection)) = self.core.find.as_mut().zip(selection) {
            find.from = selection.caret;
            find.current = None;
        }
    }

    /// Shows a hit of an article and opens the find bar, so that the search goes on from there.
    pub(crate) fn go_to_hit(&mut self, article: &ArticleId, hit: Span, words: String) {
        self.core.dialog = None;
        self.core.show_article(article);
        self.core.found_last.clone_from(&words);
        self.core.find = Some(Find {
            words,
            from: hit.start,
            ..Find::default()
        });
        self.finder.of = None;
        self.finder.goal = Goal::Next;
    }

    /// Scrolls to the current hit.
    fn show_hit(&mut self) {
        if let Some(find) = &mut self.core.find
            && let Some(hit) = find.hit()
        {
            find.from = hit.start;
            self.core.place.reveal = Some(Reveal::Span(hit));
        }
    }

    /// Where the selected words begin and end; without a caret, where the view begins.
    fn around_caret(&self) -> (usize, usize) {
        let top = || Selection::caret(self.surface.top().unwrap_or_default());
        let span = self.core.place.selection.unwrap_or_else(top).span();
        (span.start, span.end)
    }

    /// The selected words as something to look for: those of one line, and not too many.
    pub(crate) fn words_to_find(&self) -> Option<String> {
        let article = self
            .core
            .session
            .as_ref()?
            .project()
            .article(self.core.place.article.as_ref()?)?;
        let words = self
            .core
            .place
            .selection?
            .span()
            .slice(article.text.as_deref()?)?;
        let line = words.trim().lines().next()?;
        let short = line.get(..segment::grapheme_floor(line, SELECTED))?.trim_end();
        let words = match self.core.settings.find.regex {
            true => search::literal(short),
            false => short.to_owned(),
        };
        Some(words).filter(|words| !words.is_empty())
    }
}

/// What is looked for, and how.
pub(crate) fn query(words: &str, how: FindSettings) -> Query {
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
