//! Web pages: finds the part of the page that is the article, and its paragraphs. `page_facts` reads
//! the page's metadata, `markup` the text of its elements.

use dom_query::{Document, NodeRef};
use dom_smoothie::Readability;
use encoding_rs::Encoding;

use super::markup::selector;
use super::{facts, language, mail, markup, page_facts};
use crate::import::article::SourceFile;
use crate::import::decode::{self, Decoded};
use crate::import::error::ParseError;
use crate::import::{Imported, NewArticle, WarningKind};

/// The minimum length of an article; a shorter one on a much longer page was probably not found.
const MIN_ARTICLE_BYTES: usize = 150;

/// The maximum nesting of a page in which the article is looked for; a deeper page is taken whole, since the time taken
/// grows with the depth.
const MAX_SEARCH_DEPTH: usize = 300;

/// How far into a page its encoding may be named; the standard says 1024, but pages are less strict.
const PRESCAN_BYTES: usize = 4096;

/// Reads a page as it was saved, alone or with all its parts in one file.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let Some((page, address)) = mail::saved_page(source.bytes)? else {
        return read_page(source);
    };
    let page = SourceFile {
        bytes: page.as_bytes(),
        ..*source
    };
    let mut imported = read_page(&page)?;
    for article in &mut imported.articles {
        article.url = article.url.take().or_else(|| address.clone());
    }
    Ok(imported)
}

fn read_page(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = decoded(source)?;
    let document = markup::parse(&decoded.text)?;
    let about = page_facts::parse(&document, &decoded.text);
    let captions = captions(&document);
    let is_searchable = !markup::is_deeper(&document, MAX_SEARCH_DEPTH);
    let found = is_searchable.then(|| article(document, &about.title)).flatten();
    let mut is_whole = false;
    let text = match found {
        Some(text) if text.len() >= MIN_ARTICLE_BYTES => text,
        short => {
            let whole = whole_page(&decoded.text)?;
            let longer = short.filter(|text| text.len() >= whole.len());
            is_whole = longer.is_none();
            longer.unwrap_or(whole)
        }
    };
    let article = NewArticle {
        byline: about.byline.or_else(|| facts::byline(&text)),
        credit: facts::all_credit(about.credit, &text, &captions),
        published: about.published.or_else(|| facts::published(&text)),
        language: language(about.language, &text),
        captions,
        text,
        ..about
    };
    let mut imported = Imported::from_text(article.completed(), &decoded, source);
    if is_whole {
        imported.warnings.push(source.warning(WarningKind::WholePage));
    }
    Ok(imported)
}

/// All the text of a page, which is asked for where its article was not found, and the tree is no longer what it was.
fn whole_page(html: &str) -> Result<String, ParseError> {
    let document = markup::parse(html)?;
    let text = document.body().map(|body| markup::text_of(&body));
    Ok(text.unwrap_or_default())
}

/// The language that the page says it is in, unless its words say plainly that it is another one: pages are often
/// made from the templates of others.
fn language(said: Option<String>, text: &str) -> Option<String> {
    let plain = language::guess(text);
    match said {
        Some(said) if plain.is_none_or(|plain| said.to_lowercase().starts_with(plain)) => Some(said),
        _ => plain.map(str::to_owned),
    }
}

/// The page as text: by the mark, as UTF-8 where it is that, in the encoding that it names, by a guess.
fn decoded(source: &SourceFile) -> Result<Decoded, ParseError> {
    let named = || {
        let end = source.bytes.len().min(PRESCAN_BYTES);
        let head = source.bytes.get(..end).unwrap_or_default();
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let (_, rest) = head.split_once("charset")?;
        let value = rest
            .trim_start()
            .strip_prefix('=')?
            .trim_start_matches([' ', '\"', '\'']);
        let mut ends = value.split(|c: char| c.is_whitespace() || "\"';/>".contains(c));
        Encoding::for_label(ends.next()?.as_bytes())
    };
    decode::decode_named(source.bytes, source.choices.encoding.as_deref(), named).ok_or(ParseError::NoText)
}

/// The text of the page's article, if it can be told from the rest.
fn article(document: Document, title: &str) -> Option<String> {
    clear_away(&document);
    let mut readability = Readability::with_document(document, None, None).ok()?;
    readability.parse().ok()?;
    let root = readability
        .doc
        .select_single_matcher(selector!("#readability-page-1"));
    let root = root.nodes().first()?;
    remove_links_elsewhere(root);
    let text = markup::text_of(root);
    Some(without_headline(&without_repetition(&text), title))
}

/// Takes out what is nothing but links and no sentence: 'Read more', the headlines of other articles.
fn remove_links_elsewhere(root: &NodeRef) {
    let length = |node: &NodeRef| node.text().chars().filter(|c| !c.is_whitespace()).count();
    let is_line = |node: &NodeRef| node.has_name("p") || node.has_name("li");
    for line in root.descendants_it().filter(is_line).collect::<Vec<_>>() {
        let linked: usize = line
            .descendants_it()
            .filter(|node| node.has_name("a"))
            .map(|link| length(&link))
            .sum();
        // Most lines have no link.
        if linked == 0 {
            continue;
        }
        let is_sentence = || match line.text().trim_end() {
            // Headlines in lists are cut so; paragraphs that end so are teasers.
            item if item.ends_with('…') => !line.has_name("li"),
            line => line.ends_with(['.', '!', '”', '"', '。']),
        };
        if linked * 10 >= length(&line) * 9 && !is_sentence() {
            line.remove_from_parent();
        }
    }
}

fn has_heading(node: &NodeRef) -> bool {
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let mut below = node.descendants_it();
    below.any(|node| node.node_name().is_some_and(|name| is_heading(&name)))
}

/// A slide show has its captions twice, once for those who look and once for those who click; what is repeated far
/// from each other stays.
fn without_repetition(text: &str) -> String {
    const MIN_WORDS: usize = 8;
    const NEAR_LINES: usize = 8;
    let mut lines: Vec<&str> = Vec::new();
    for line in text.split('\n') {
        let is_long = line.split_whitespace().nth(MIN_WORDS).is_some();
        let mut last = lines
            .iter()
            .rev()
            .filter(|line| !line.is_empty())
            .take(NEAR_LINES);
        let is_repeated = is_long && last.any(|before| *before == line);
        let is_second_gap = line.is_empty() && lines.last().is_some_and(|before| before.is_empty());
        if !is_repeated && !is_second_gap {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// Takes out what is on many pages and on none part of the article.
fn clear_away(document: &Document) {
    let aside = selector!("nav, [role=navigation], [role=complementary], [aria-hidden=true], [hidden]");
    document.select_matcher(aside).remove();
    keep_quotations(document);
}

/// Posts that an article quotes are often wrapped as what is beside it; who said what is here what counts.
fn keep_quotations(document: &Document) {
    let length = |node: &NodeRef| node.normalized_char_count();
    for quotation in document.select_matcher(selector!("blockquote")).nodes() {
        quotation.remove_attr("class");
        let wrapper = quotation.parent().filter(|parent| parent.has_name("div"));
        if let Some(wrapper) = wrapper.filter(|wrapper| length(wrapper) == length(quotation)) {
            wrapper.remove_attr("class");
            wrapper.rename("blockquote");
        }
    }
}

/// The headline is kept apart from the text, so it need not begin it.
fn without_headline(text: &str, title: &str) -> String {
    match text.split_once("\n\n") {
        Some((first, rest)) if !title.is_empty() && first.trim() == title => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// What stands under the article's pictures, in the order of the page.
fn captions(document: &Document) -> Vec<String> {
    // What leads to another article has a headline within it.
    let mut found = document.select_matcher(selector!("figcaption")).nodes().to_vec();
    found.retain(|caption| {
        let is_linked = caption.ancestors_it(None).any(|above| above.has_name("a"));
        !(is_linked && has_heading(caption))
    });
    let is_within = |node: &&NodeRef| node.ancestors_it(None).any(|above| above.has_name("article"));
    let is_article_told = found.iter().any(|node| is_within(&node));
    let found = found.iter().filter(|node| !is_article_told || is_within(node));
    let mut captions: Vec<String> = Vec::new();
    let of_node = |node: &NodeRef| markup::text_of(node).replace("\n\n", " ").replace('\n', " ");
    for caption in found.map(of_node) {
        if !caption.is_empty() && !captions.contains(&caption) {
            captions.push(caption);
        }
    }
    captions
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{markup, remove_links_elsewhere};
    use crate::import::{NewArticle, import};

    fn read(html: &str) -> NewArticle {
        import("page.html", html.as_bytes()).unwrap().articles.remove(0)
    }

    /// A page with all that stands around an article, and these elements in its head and body.
    fn page(head: &str, body: &str) -> String {
        let paragraph = |week: u8| {
            format!(
                "<p>In week {week} the army said that the talks would go on, as they had before, until all is done.</p>"
            )
        };
        let prose: String = (1..7).map(paragraph).collect();
        format!(
            "<!doctype html><html lang=en><head><title>Talks resume | The Daily</title>{head}</head><body>\
             <nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>\
             <article><h1>Talks resume</h1>{prose}{body}<p><a href=/x>Read more: another article</a></p></article>\
             <footer>© The Daily, all rights reserved</footer></body></html>"
        )
    }

    #[test]
    fn the_article_is_told_from_what_surrounds_it() {
        let article = read(&page(
            "<meta property=og:site_name content='The Daily'>",
            "<p>“It is <b>late</b>”,\nhe said.</p>",
        ));
        let text = &article.text;
        assert!(text.starts_with("In week 1 the army said"), "{text}");
        assert!(text.ends_with("\n\n“It is late”, he said."), "{text}");
        assert_eq!(article.title.as_str(), "Talks resume");
        assert_eq!(article.publisher.as_deref(), Some("The Daily"));
        assert_eq!(article.language.as_deref(), Some("en"));
    }

    #[test]
    fn links_to_other_articles_are_no_part_of_it_and_linked_words_are() {
        let others = "<p><a href=/said>The minister said so in a statement.</a></p>\
            <a name=next><h2>What comes next</h2></a><p>The mayor said that the talks would go on, as they had before.</p>\
            <a href=/e><figure><img src=e.jpg><figcaption><h5>Secrets of a crater</h5>3 hours ago</figcaption></figure></a>";
        let article = read(&page("", others));
        let end =
            "statement.\n\nWhat comes next\n\nThe mayor said that the talks would go on, as they had before.";
        assert!(article.text.contains(end), "{}", article.text);
        assert_eq!(article.captions, [""; 0]);

        let list = "<ul><li><a href=/c>Police: a case is said to be closed …</a><li><a href=/d>He said so.</a>\
            <li>The <a href=/f>second</a> point</ul><p><a href=/g>Read more</a></p><p><a href=/h>It goes on …</a></p>";
        let document = markup::parse(list).unwrap();
        remove_links_elsewhere(&document.root());
        let left = markup::text_of(&document.root());
        assert_eq!(left, "He said so.\nThe second point\n\nIt goes on …");
    }

    #[test]
    fn what_the_page_says_of_itself_in_data_counts_most() {
        let data = r#"<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"],
            "headline": "Talks &amp; trade", "author": [{"name": "Amal Haddad"}, "Jo Roe"], "datePublished": "2024-02-11T09:30:00Z",
            "publisher": {"name": "The Example"}, "isAccessibleForFree": "False"}]}</script>
            <link rel=canonical href="https://example.org/talks">"#;
        let article = read(&page(data, ""));
        assert_eq!(article.title.as_str(), "Talks & trade");
        assert_eq!(article.byline.as_deref(), Some("Amal Haddad, Jo Roe"));
        assert_eq!(article.published, Some(date(2024, 2, 11)));
        assert_eq!(article.publisher.as_deref(), Some("The Example"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/talks"));
        assert!(article.partial);
    }

    #[test]
    fn a_page_without_data_is_asked_in_its_elements_and_by_who_saved_it() {
        let shown = "<p>By <a rel=author href=/a>Amal Haddad</a>, <time datetime='2024-02-11T09:30'>today</time>.</p>\
            <figure><img src=a.jpg alt=x><figcaption>Troops on parade (Reuters)</figcaption></figure>";
        let article = read(&format!(
            "<!-- saved from url=(0026)https://example.org/talks -->\n{}",
            page("", shown)
        ));
        assert_eq!(article.byline.as_deref(), Some("Amal Haddad"));
        assert_eq!(article.published, Some(date(2024, 2, 11)));
        assert_eq!(article.url.as_deref(), Some("https://example.org/talks"));
        assert_eq!(
            article.captions.as_slice(),
            &["Troops on parade (Reuters)".to_owned()][..]
        );
        assert_eq!(article.credit.as_slice(), &["Reuters".to_owned()][..]);
    }

    #[test]
    fn quoted_posts_are_part_of_the_article_whatever_wraps_them() {
        let post = "<div class='social-media-embed'><blockquote class='twitter-tweet'><p>Yes, this is real: \
            <a href='https://t.co/x'>https://t.co/x</a></p>— Jo Roe <a href='https://example.org/1'>11 February 2024</a></blockquote></div>";
        let article = read(&page("", post));
        let quoted = "Yes, this is real: https://t.co/x\n\n— Jo Roe 11 February 2024";
        assert!(article.text.contains(quoted), "{}", article.text);
    }

    #[test]
    fn the_encoding_is_that_of_the_bytes_before_that_of_the_page() {
        let arabic = "قال الجيش إن المحادثات ستستمر حتى انتهاء العمل في البلاد. ".repeat(8);
        let html = |charset: &str| {
            format!("<html><head><meta charset={charset}></head><body><p>{arabic}</p></body></html>")
        };
        let old = html("windows-1256");
        let (legacy, ..) = encoding_rs::WINDOWS_1256.encode(&old);
        for bytes in [
            legacy.into_owned(),
            html("windows-1256").into_bytes(),
            html("utf-8").into_bytes(),
        ] {
            let imported = import("page.html", &bytes).unwrap();
            let article = &imported.articles[0];
            assert!(article.text.contains("قال الجيش"), "{}", article.text);
            assert_eq!(article.language.as_deref(), Some("ar"));
            let mut warnings = imported.warnings.iter().map(ToString::to_string);
            assert!(!warnings.any(|warning| warning.contains("guess")));
        }
    }

    #[test]
    fn a_page_of_a_few_words_is_taken_whole_and_said_to_be() {
        let page = read("<html><body><div>The mayor said so.</div></body></html>");
        assert_eq!(page.text, "The mayor said so.");
    }
}
