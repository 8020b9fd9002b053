//! Several readings of a page, each by another way of finding the article, and the choice among them by what an article is:
//! sentences, the words of the headline, little that the page says of itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use dom_query::{Document, Matcher, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::links;
use super::prose::{is_furniture, is_prose, is_surely_furniture, words};
use crate::import::documents::markup::{self, selector};

/// The maximum nesting of a page in which the article is looked for by scores; the time taken grows with the depth.
const MAX_SEARCH_DEPTH: usize = 300;

/// What a page says of its article in its data.
pub(super) struct Expected<'page> {
    pub title: &'page str,
    pub description: &'page str,
    /// The whole text, as it stands in the data for machines.
    pub body: &'page str,
}

/// Readings of one page, all different, the chosen one first.
pub(super) struct Readings {
    pub texts: Vec<String>,
    /// Whether the chosen one may well not be the article, or not all of it.
    pub is_doubtful: bool,
}

/// Reads the page in each way. What surrounds articles on all pages is cleared away already.
pub(super) fn readings(document: Document, expected: &Expected) -> Readings {
    let mut found: Vec<String> = vec![by_paths(&document), by_paragraphs(&document)];
    let is_searchable = !markup::is_deeper(&document, MAX_SEARCH_DEPTH);
    let scored = is_searchable.then(|| by_scores(document)).flatten();
    found.insert(0, scored.unwrap_or_default());
    found.push(expected.body.to_owned());
    let bodies = found.len() - 1;
    let mut judged: Vec<(f64, String)> = found
        .into_iter()
        .enumerate()
        .map(|(place, text)| {
            let text = without_headline(&text, expected.title);
            // The first way is right most often; data for machines seldom has paragraphs.
            let trust = match place {
                0 => 1.0,
                place if place == bodies => 0.45,
                _ => 0.6,
            };
            (trust * worth(&text, expected), text)
        })
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    if let Some(likest) = likest(&judged, expected.body)
        && let Some(chosen) = judged.get_mut(likest)
    {
        chosen.0 = f64::MAX;
    }
    judged.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let is_doubtful = is_doubtful(&judged, expected);
    let mut seen = BTreeSet::new();
    judged.retain(|(_, text)| seen.insert(letters(text)));
    Readings {
        texts: judged.into_iter().map(|(_, text)| text).collect(),
        is_doubtful,
    }
}

/// How much of an article a text is: its words in sentences, less where the headline's words are missing or much of it is
/// what a page says of itself.
fn worth(text: &str, expected: &Expected) -> f64 {
    let (mut prose, mut furniture, mut all) = (0, 0, 0);
    for line in text.lines() {
        let words = words(line);
        all += words;
        if is_furniture(line) {
            furniture += words;
        } else if is_prose(line) {
            prose += words;
        }
    }
    let share = |part: usize| part as f64 / all.max(1) as f64;
    let told =
        0.4 + 0.4 * shared_words(expected.title, text) + 0.2 * shared_words(expected.description, text);
    prose as f64 * told * (1.0 - share(furniture)) * (0.5 + 0.5 * share(prose))
}

/// Which share of the longer words of a headline or description stand in a text; all where there are none.
fn shared_words(told: &str, text: &str) -> f64 {
    const MIN_CHARS: usize = 4;
    let lower = text.to_lowercase();
    let told = told.to_lowercase();
    let long: BTreeSet<&str> = told
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_CHARS)
        .collect();
    if long.is_empty() {
        return 1.0;
    }
    let found = long.iter().filter(|word| lower.contains(**word)).count();
    found as f64 / long.len() as f64
}

/// The reading that says what the data for machines says, if the data has the whole article and one does.
fn likest(judged: &[(f64, String)], body: &str) -> Option<usize> {
    const MIN_WORDS: usize = 80;
    const MIN_LIKENESS: f64 = 0.75;
    if words(body) < MIN_WORDS {
        return None;
    }
    let wanted = counts(body);
    let likeness = |text: &str| {
        let found = counts(text);
        let both: usize = wanted
            .iter()
            .map(|(pair, count)| found.get(pair).copied().unwrap_or(0).min(*count))
            .sum();
        let all: usize = wanted.values().sum::<usize>() + found.values().sum::<usize>();
        2.0 * both as f64 / all.max(1) as f64
    };
    let others = judged.iter().enumerate().filter(|(_, (_, text))| text != body);
    let likest = others
        .map(|(place, (_, text))| (likeness(text), place))
        .max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (likest.0 >= MIN_LIKENESS).then_some(likest.1)
}

/// How often each pair of neighbouring words stands in a text.
fn counts(text: &str) -> HashMap<(&str, &str), usize> {
    let words = || {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let mut counts = HashMap::new();
    for pair in words().zip(words().skip(1)) {
        *counts.entry(pair).or_insert(0) += 1;
    }
    counts
}

/// A text is doubtful where another way found far more, or where it is short and says nothing of the headline, or is mostly
/// no sentences.
fn is_doubtful(judged: &[(f64, String)], expected: &Expected) -> bool {
    const SHORT_WORDS: usize = 120;
    let Some((_, chosen)) = judged.first() else {
        return true;
    };
    let of_prose = |text: &str| -> usize { text.lines().filter(|line| is_prose(line)).map(words).sum() };
    let (prose, all) = (of_prose(chosen), words(chosen));
    let title = shared_words(expected.title, chosen);
    let other = judged.iter().skip(1).map(|(_, text)| of_prose(text)).max();
    let is_strange = title < 0.2 && all < SHORT_WORDS && expected.title.split_whitespace().nth(2).is_some();
    is_strange || prose * 4 < all || other.is_some_and(|other| other > 3 * prose + SHORT_WORDS)
}

/// The letters alone, by which two readings are the same.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The headline is kept apart from the text, so it need not begin it.
fn without_headline(text: &str, title: &str) -> String {
    match text.split_once("\n\n") {
        Some((first, rest)) if !title.is_empty() && first.trim() == title => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// The part with the highest score for its letters, commas, links and names (Mozilla's Readability).
fn by_scores(document: Document) -> Option<String> {
    let mut readability = Readability::with_document(document, None, None).ok()?;
    readability.parse().ok()?;
    let root = readability
        .doc
        .select_single_matcher(selector!("#readability-page-1"));
    let root = root.nodes().first()?;
    links::remove_elsewhere(root);
    Some(markup::text_of_but(root, &is_furniture_node))
}

/// The part whose element says that it is the article, in the words of publishing systems; of several ways to say it, the
/// narrowest with sentences in it.
fn by_paths(document: &Document) -> String {
    const MIN_WORDS: usize = 40;
    const MAX_FOUND: usize = 30;
    let paths: [&Matcher; 4] = [
        selector!("[itemprop=articleBody]"),
        selector!(
            ".article-body, .article__body, .article-content, .article__content, .articleBody, .article-text, \
             .article_body, .articletext, .story-body, .story-content, .story__content, .post-content, .post__content, \
             .entry-content, .post-body, .post-text, .blog-content, .content__article-body, .td-post-content, \
             .single-content, .news-content, .news-text, .detail-text, .rich-text, .ArticleBody, .StandardArticleBody_body, \
             #article-body, #articleBody, #article-content, #story-body, #story, #artikel, #articulo"
        ),
        selector!("article, [role=article], .article, .post, .hentry, .story"),
        selector!("main, [role=main], #main, #content, .main-content, .content"),
    ];
    let mut best = String::new();
    for path in paths {
        let found = document.select_matcher(path);
        let texts = found
            .nodes()
            .iter()
            .take(MAX_FOUND)
            .map(text_without_surroundings);
        let text = texts.max_by_key(|text| prose_words(text)).unwrap_or_default();
        if prose_words(&text) >= MIN_WORDS {
            return text;
        }
        // Nothing long is there: the longest of all short ones.
        if prose_words(&text) > prose_words(&best) {
            best = text;
        }
    }
    best
}

/// The element with the most words in paragraphs of its own.
fn by_paragraphs(document: &Document) -> String {
    const MAX_TRIES: usize = 20;
    let mut parents: BTreeMap<NodeId, (usize, NodeRef)> = BTreeMap::new();
    for paragraph in document.select_matcher(selector!("p")).nodes() {
        let Some(parent) = paragraph.parent() else {
            continue;
        };
        let text = paragraph.text();
        if is_prose(&text) {
            parents.entry(parent.id).or_insert((0, parent)).0 += words(&text);
        }
    }
    let mut parents: Vec<(usize, NodeRef)> = parents.into_values().collect();
    parents.sort_by_key(|(words, _)| Reverse(*words));
    let is_around =
        |node: &NodeRef| is_surrounding(node) || node.ancestors_it(None).any(|above| is_surrounding(&above));
    let best = parents.iter().take(MAX_TRIES).find(|(_, node)| !is_around(node));
    best.map(|(_, node)| text_without_surroundings(node))
        .unwrap_or_default()
}

fn prose_words(text: &str) -> usize {
    text.lines().filter(|line| is_prose(line)).map(words).sum()
}

fn text_without_surroundings(node: &NodeRef) -> String {
    markup::text_of_but(node, &|node| is_surrounding(node) || is_furniture_node(node))
}

/// Whether an element is by its name what stands around articles.
fn is_surrounding(node: &NodeRef) -> bool {
    const NAMES: [&str; 26] = [
        "related",
        "recommend",
        "newsletter",
        "cookie",
        "consent",
        "comment",
        "share",
        "sharing",
        "social",
        "sidebar",
        "promo",
        "advert",
        "breadcrumb",
        "author-box",
        "author-bio",
        "about-author",
        "signup",
        "sign-up",
        "subscribe",
        "paywall-message",
        "most-read",
        "trending",
        "outbrain",
        "taboola",
        "more-stories",
        "signatories",
    ];
    if !node.is_element() {
        return false;
    }
    if ["nav", "aside", "footer", "form", "button", "dialog"]
        .iter()
        .any(|name| node.has_name(name))
    {
        return true;
    }
    let named = [node.class(), node.id_attr()];
    let mut named = named.iter().flatten();
    // Whole pages carry such names where a part of them has it.
    !node.has_name("body")
        && !node.has_name("article")
        && !node.has_name("main")
        && named.any(|name| {
            let name = name.to_ascii_lowercase();
            NAMES.iter().any(|sign| name.contains(sign))
        })
}

/// Whether an element without others in it is furniture of the page.
fn is_furniture_node(node: &NodeRef) -> bool {
    const MAX_BYTES: usize = 1000;
    let is_line = [
        "p",
        "li",
        "div",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
        "figcaption",
    ];
    if !is_line.iter().any(|name| node.has_name(name))
        || node.children_it(false).any(|child| is_block(&child))
    {
        return false;
    }
    let Some(text) = markup::short_text(node, MAX_BYTES) else {
        return false;
    };
    // A span in the middle of a sentence is part of it.
    let is_within = || {
        let above = node.parent().map(|parent| markup::short_text(&parent, MAX_BYTES));
        node.has_name("span") && above.is_some_and(|above| above.is_none_or(|above| above != text))
    };
    is_surely_furniture(&text) && !is_within()
}

fn is_block(node: &NodeRef) -> bool {
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "blockquote",
        "section",
        "figure",
        "br",
        "h2",
        "h3",
        "pre",
    ]
    .iter()
    .any(|name| node.has_name(name))
}
