//! Searches all articles of a project in the background and hands over the hits as they are found.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::jobs::Job;
use super::progress::Progress;
use super::{Session, Wake};
use crate::model::{ArticleId, Project};
use crate::search::{Finder, Query};
use crate::store::{Store, TextPeek};
use crate::text::Span;
use crate::text::segment::{paragraph_at, word_at};

/// The most hits that are handed over; nobody reads more.
const MAX_HITS: usize = 1000;
/// The articles that a thread searches before what was found is handed over.
const ARTICLES_AT_ONCE: usize = 64;
/// So long nothing else may be asked for before a search begins that follows another: a word that is being typed is
/// looked for once it is there.
const PAUSE: Duration = Duration::from_millis(120);
/// The most of one article.
const MAX_HITS_PER_ARTICLE: usize = 50;
/// About this many bytes of the paragraph are given before a hit.
const CONTEXT_BYTES_BEFORE: usize = 48;
/// And this many from its start on.
const CONTEXT_BYTES_AFTER: usize = 240;

/// A hit with the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitInContext {
    /// The article.
    pub article: ArticleId,
    /// The hit's span in the text.
    pub span: Span,
    /// The words around it, on one line.
    pub line: String,
    /// The hit's span in that line.
    pub within: Span,
}

/// What has been found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Hits by article, in the order in which articles were added.
    pub hits: Vec<HitInContext>,
    /// How many there are, also of articles that have more than are given.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// Whether the search ended because that is enough.
    pub enough: bool,
}

/// A search that is under way or over. One that is dropped is given up.
#[derive(Debug)]
pub struct Everywhere {
    job: Job<()>,
    arriving: Receiver<Findings>,
    over: bool,
}

/// A text that is in memory already, or lies on disk.
type Source = (ArticleId, Option<Arc<str>>);

impl Session {
    /// Looks for words in all articles, in the background; after a pause if they follow others, and for nothing if the
    /// search is dropped before that.
    pub fn search_everywhere(&self, query: Query, follows_another: bool, wake: Wake) -> Everywhere {
        let pause = if follows_another { PAUSE } else { Duration::ZERO };
        Everywhere::start(Arc::clone(&self.store), &self.project, query, pause, wake)
    }
}

impl Everywhere {
    /// Begins to look; `wake` is called whenever something was found.
    fn start(store: Arc<Store>, project: &Project, query: Query, pause: Duration, wake: Wake) -> Self {
        let mut sources: Vec<_> = project.articles().iter().collect();
        sources.sort_by_key(|(id, article)| (article.metadata.added, (*id).clone()));
        let sources: Vec<Source> = sources
            .into_iter()
            .map(|(id, article)| (id.clone(), article.text.clone()))
            .collect();
        let (sender, arriving) = mpsc::channel();
        let waking = Arc::clone(&wake);
        let job = Job::start(wake, move |progress| {
            thread::sleep(pause);
            look(&store, &sources, &query, progress, &sender, &waking);
        });
        Self {
            job,
            arriving,
            over: false,
        }
    }

    /// Adds what was found since this was last asked. Returns whether the search is over.
    pub fn gather(&mut self, findings: &mut Findings) -> bool {
        self.over |= self.job.poll().is_some();
        while let Ok(more) = self.arriving.try_recv() {
            findings.hits.extend(more.hits);
            findings.count += more.count;
            findings.articles += more.articles;
            findings.enough |= more.enough;
        }
        self.over
    }
}

fn look(
    store: &Store,
    sources: &[Source],
    query: &Query,
    progress: &Progress,
    sender: &Sender<Findings>,
    wake: &Wake,
) {
    let wanted = || !progress.is_cancelled();
    let mut finders: Vec<_> = (0..rayon::current_num_threads())
        .filter_map(|_| Some((Finder::new(query).ok()?, store.peek())))
        .collect();
    let mut given = 0;
    for together in sources.chunks(finders.len().max(1) * ARTICLES_AT_ONCE) {
        // Each thread has its own share, one article after the other, so that hits stay in their order.
        let shares = together.par_chunks(ARTICLES_AT_ONCE);
        let found: Vec<Vec<_>> = (finders.par_iter_mut().zip(shares))
            .map(|((finder, peek), share)| {
                let found = share.iter().map(|source| look_in(source, finder, peek, &wanted));
                found.flatten().collect()
            })
            .collect();
        let mut findings = Findings::default();
        for (count, hits) in found.into_iter().flatten() {
            let hits = hits.into_iter().take(MAX_HITS - given);
            let before = findings.hits.len();
            findings.hits.extend(hits);
            given += findings.hits.len() - before;
            findings.count += count;
            findings.articles += 1;
            findings.enough = given == MAX_HITS;
            if findings.enough {
                break;
            }
        }
        let enough = findings.enough;
        if findings.articles > 0 && sender.send(findings).is_err() || enough || !wanted() {
            return;
        }
        wake();
    }
}

/// How often an article has what is looked for, and the first places.
fn look_in(
    (id, text): &Source,
    finder: &mut Finder,
    peek: &mut TextPeek<'_>,
    wanted: &dyn Fn() -> bool,
) -> Option<(usize, Vec<HitInContext>)> {
    if !wanted() {
        return None;
    }
    // A text that cannot be read says so where it is opened.
    let text = text.as_deref().or_else(|| peek.text(id).ok())?;
    let spans = finder.find_while(text, wanted);
    let hits = spans.iter().take(MAX_HITS_PER_ARTICLE);
    let hits = hits.map(|span| in_context(id, text, *span)).collect();
    (!spans.is_empty()).then_some((spans.len(), hits))
}

/// A hit with the words around it in its paragraph, from the start of a word on.
fn in_context(article: &ArticleId, text: &str, hit: Span) -> HitInContext {
    let paragraph = paragraph_at(text, hit.start);
    let near = text.floor_char_boundary(hit.start.saturating_sub(CONTEXT_BYTES_BEFORE));
    let start = if near <= paragraph.start {
        paragraph.start
    } else {
        word_at(text, near).start.clamp(paragraph.start, hit.start)
    };
    let end = text
        .floor_char_boundary(hit.start + CONTEXT_BYTES_AFTER)
        .min(paragraph.end);
    let mark = if start > paragraph.start { "… " } else { "" };
    let words = text.get(start..end.max(start)).unwrap_or_default();
    let offset = |byte: usize| mark.len() + byte.clamp(start, end.max(start)) - start;
    HitInContext {
        article: article.clone(),
        span: hit,
        within: Span::new(offset(hit.start), offset(hit.end)),
        // A line may hold marks that would break it.
        line: format!("{mark}{}", words.replace(['\t', '\r'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_given_with_the_words_around_it() {
        let text = "Top.\n\nNobody who was there that day would say in so many words that the talks had begun.\n\nEnd.";
        let start = text.find("talks").unwrap();
        let hit = in_context(&"a".into(), text, Span::new(start, start + 5));
        assert_eq!(
            hit.line,
            "… there that day would say in so many words that the talks had begun."
        );
        assert_eq!(hit.within.slice(&hit.line), Some("talks"));
        let hit = in_context(&"a".into(), text, Span::new(0, 3));
        assert_eq!((hit.line.as_str(), hit.within), ("Top.", Span::new(0, 3)));
    }

    #[test]
    fn a_hit_over_several_paragraphs_is_given_with_the_first() {
        let text = "one two\nthree";
        let hit = in_context(&"a".into(), text, Span::new(4, 13));
        assert_eq!((hit.line.as_str(), hit.within), ("one two", Span::new(4, 7)));
    }
}
