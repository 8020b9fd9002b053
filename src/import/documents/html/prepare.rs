//! Makes of a page's tree what a reader sees of it: opens what browsers open (shadow roots, frames that carry their page,
//! what is there for readers without scripts), and takes out what stands between the letters of words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use dom_query::{Document, NodeRef};

use super::prose::{is_prose, prose_lines};
use crate::import::documents::markup::{self, selector};
use crate::import::error::ParseError;

/// The source of a page with its shadow roots as elements like others.
pub(super) fn open_shadow_roots(html: &str) -> Cow<'_, str> {
    let is_root = |tag: &str| {
        let head = tag.split('>').next().unwrap_or("").to_ascii_lowercase();
        // The last is how a browser writes it into a page that it saves in one file.
        ["shadowrootmode", "shadowroot", "shadowmode"]
            .iter()
            .any(|name| head.contains(name))
    };
    if !html.contains("shadow") {
        return Cow::Borrowed(html);
    }
    let mut opened = String::with_capacity(html.len());
    let mut open: Vec<bool> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest
        .find("<template")
        .into_iter()
        .chain(rest.find("</template"))
        .min()
    {
        let (before, tag) = rest.split_at(at);
        opened.push_str(before);
        let (name, is_opened) = if tag.starts_with("</") {
            ("</template", open.pop().unwrap_or(false))
        } else {
            open.push(is_root(tag));
            ("<template", is_root(tag))
        };
        opened.push_str(if is_opened {
            name.strip_suffix("template").unwrap_or(name)
        } else {
            name
        });
        opened.push_str(if is_opened { "div" } else { "" });
        rest = tag.get(name.len()..).unwrap_or("");
    }
    opened.push_str(rest);
    Cow::Owned(opened)
}

/// Changes the tree so that it says what a reader sees.
pub(super) fn prepare(document: &Document) -> Result<(), ParseError> {
    document.select_matcher(selector!("rt, rp, rtc")).remove();
    // What web archives lay over a page.
    let toolbars =
        selector!("#wm-ipp-base, #wm-ipp, #wm-ipp-print, #donato, #wm-capinfo, #_wb_frame_top_banner");
    document.select_matcher(toolbars).remove();
    open_frames(document)?;
    open_noscript(document);
    join_drop_caps(document);
    remove_second_captions(document);
    remove_notices(document);
    keep_linked_paragraphs(document);
    Ok(())
}

/// A frame whose page stands in its own element is part of the page where that is prose; an advertisement is not.
fn open_frames(document: &Document) -> Result<(), ParseError> {
    const MIN_LINES: usize = 3;
    for frame in document.select_matcher(selector!("iframe[srcdoc]")).nodes() {
        let Some(html) = frame.attr("srcdoc") else {
            continue;
        };
        let page = markup::parse(&html)?;
        let Some(body) = page.body() else { continue };
        if prose_lines(&markup::text_of(&body)) >= MIN_LINES {
            for child in frame.children() {
                child.remove_from_parent();
            }
            frame.rename("div");
            frame.append_html(body.inner_html());
        }
    }
    markup::refuse_growth(document)
}

/// What is there for readers without scripts is the article's where it is prose that stands nowhere else.
fn open_noscript(document: &Document) {
    let hidden = document.select_matcher(selector!("body noscript"));
    if hidden.is_empty() {
        return;
    }
    let shown = document
        .body()
        .map(|body| markup::text_of(&body))
        .unwrap_or_default();
    for node in hidden.nodes() {
        let text: Vec<String> = node.children().iter().map(markup::text_of).collect();
        let text = text.join("\n\n");
        let mut lines = text.lines().filter(|line| is_prose(line));
        if lines.next().is_some_and(|line| !shown.contains(line.trim())) && prose_lines(&text) > 1 {
            node.rename("div");
        }
    }
}

/// Letters that are hidden from readers aloud, since they hear the whole word elsewhere, are part of what others see: a
/// drop cap, or words in pieces that move. A large first letter in a block of its own belongs to the word behind it.
fn join_drop_caps(document: &Document) {
    const MAX_LETTERS: usize = 3;
    let hidden = document.select_matcher(selector!("[aria-hidden=true]"));
    for node in hidden.nodes() {
        let text = node.text();
        let letters = text.trim();
        let is_mark = (1..=MAX_LETTERS).contains(&letters.chars().count())
            && letters.chars().all(|c| c.is_alphabetic() || is_quotation_mark(c))
            && letters.chars().any(char::is_alphabetic)
            && !text.ends_with(char::is_whitespace);
        if is_mark && is_before_letters(node, letters) || is_all_of_label(node) {
            node.remove_attr("aria-hidden");
        }
    }
    let capitals = selector!(
        "p [class*=dropcap], p [class*=drop-cap], p [class*=drop_cap], p [class*=lettrine], div[class*=dropcap], \
         div[class*=drop-cap], div[class*=lettrine]"
    );
    for node in document.select_matcher(capitals).nodes() {
        if (1..=MAX_LETTERS).contains(&node.text().trim().chars().count()) && !node.has_name("span") {
            node.rename("span");
        }
    }
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '“' | '„' | '"' | '«' | '‘' | '\'' | '»')
}

/// Whether letters follow at once, and none of them are these again for those who hear them.
fn is_before_letters(node: &NodeRef, letters: &str) -> bool {
    let next =
        std::iter::successors(node.next_sibling(), NodeRef::next_sibling).find(|next| !next.is_comment());
    next.is_some_and(|next| {
        let text = next.text();
        let is_again = next.is_element() && text.trim().starts_with(letters);
        text.starts_with(char::is_alphabetic) && !is_again
    })
}

/// Whether an element is read aloud by a label that stands for all its pieces.
fn is_all_of_label(node: &NodeRef) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut above = node.ancestors_it(Some(3));
    above
        .find_map(|above| Some((above.attr("aria-label")?, above)))
        .is_some_and(|(label, above)| label.contains(' ') && bare(&label) == bare(&above.text()))
}

/// A slide show has its captions twice or more, whole and cut, for those who look and those who click. What is said twice in
/// the article itself stays.
fn remove_second_captions(document: &Document) {
    const MIN_WORDS: usize = 8;
    const MAX_BYTES: usize = 2000;
    const MAX_CAPTIONS: usize = 300;
    const MAX_SHOW_BYTES: usize = 12_000;
    let shows = selector!(
        "[class~=slide], [class*=slideshow], [class*=slide-show], [class*=slider], [class*=gallery], [class*=carousel], \
         [class*=lightbox], [aria-roledescription=carousel], [class*=caption], figcaption"
    );
    let mut seen: Vec<String> = Vec::new();
    let mut looked = BTreeSet::new();
    // What is long holds more than a slide show: the names of its classes are those of the page.
    let is_show = |node: &&NodeRef| {
        !node.has_name("body")
            && !node.has_name("article")
            && markup::short_text(node, MAX_SHOW_BYTES).is_some()
    };
    for show in document.select_matcher(shows).nodes().iter().filter(is_show) {
        let elements = std::iter::once(*show).chain(show.descendants_it());
        for node in elements.filter(NodeRef::is_element).collect::<Vec<_>>() {
            if !looked.insert(node.id) || seen.len() > MAX_CAPTIONS {
                continue;
            }
            let Some(text) = markup::short_text(&node, MAX_BYTES) else {
                continue;
            };
            let is_whole_of = |parent: NodeRef| {
                looked.contains(&parent.id)
                    && markup::short_text(&parent, MAX_BYTES).is_some_and(|whole| whole == text)
            };
            if text.split(' ').nth(MIN_WORDS).is_none() || node.parent().is_some_and(is_whole_of) {
                continue;
            }
            let begun = text.trim_end_matches(['.', '…', ' ']);
            if seen.iter().any(|before| before.starts_with(begun)) {
                node.remove_from_parent();
            } else {
                seen.push(text);
            }
        }
    }
}

/// What asks for consent is no article, however long it is, and what tells of the author is none where it is short; both only
/// where prose stands elsewhere on the page.
fn remove_notices(document: &Document) {
    const MIN_LINES: usize = 1;
    const MAX_AUTHOR_BYTES: usize = 900;
    const MAX_NODES: usize = 30;
    let consent = selector!(
        "[id*=onetrust], [class*=onetrust], [class*=cookie-consent], [class*=cookie-banner], [class*=cookie-notice], \
         [class*=cookieconsent], [id*=cookie-consent], [id*=cookie-banner], [id*=cookie-notice], [id*=cookieconsent], \
         [id*=CybotCookiebot], [id*=didomi], [id*=usercentrics], [id*=sp_message_container], [id*=qc-cmp], [class*=qc-cmp], \
         [class*=fc-consent], [id*=gdpr], [class*=gdpr-], [id*=consent-banner], [class*=consent-banner], [id*=cmpbox]"
    );
    let author = selector!(
        "[class*=author-bio], [class*=author-box], [class*=author_bio], [class*=authorbox], [class*=about-author], \
         [class*=about-the-author], [class*=author-card], [class*=bio-box], [class*=autorenbox], [id*=author-bio]"
    );
    let prose = || {
        document
            .body()
            .map_or(0, |body| prose_lines(&markup::text_of(&body)))
    };
    let is_part = |node: &NodeRef| {
        !["html", "body", "main", "article"]
            .iter()
            .any(|name| node.has_name(name))
    };
    let notices = document.select_matcher(consent);
    let authors = document.select_matcher(author);
    let short = |node: &&NodeRef| markup::short_text(node, MAX_AUTHOR_BYTES).is_some();
    let found = notices.nodes().iter().chain(authors.nodes().iter().filter(short));
    for node in found.take(MAX_NODES) {
        let own = prose_lines(&markup::text_of(node));
        if is_part(node) && prose() >= own + MIN_LINES {
            node.remove_from_parent();
        }
    }
}

/// A paragraph that is a link and stands in a wrapper of its own looks like a list of links to whoever counts them.
fn keep_linked_paragraphs(document: &Document) {
    const MIN_WORDS: usize = 5;
    for paragraph in document
        .select_matcher(selector!("article div > p, main div > p"))
        .nodes()
    {
        let Some(wrapper) = paragraph.parent() else {
            continue;
        };
        let is_alone = wrapper.children_it(false).all(|child| {
            child.id == paragraph.id
                || (child.is_text() && child.text().trim().is_empty())
                || child.is_comment()
        });
        if is_alone && paragraph.text().split_whitespace().nth(MIN_WORDS - 1).is_some() {
            wrapper.rename("section");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    const STORY: &str = "<p>The council said on Monday that the pier would close until the autumn.</p><p>Fishermen said that they had \
        nowhere else to go before the season begins.</p>";

    #[test]
    fn a_notice_longer_than_the_article_is_none_and_the_author_is_no_part_of_it() {
        let notice = "<p>We and our partners store information on a device and process personal data for advertising, which \
            you may refuse.</p>"
            .repeat(6);
        let page = format!(
            "<html><head><title>Pier closes</title></head><body><div id='onetrust-banner-sdk'>{notice}</div><div class='story'>\
            <h1>Pier closes</h1>{STORY}<div class='author-bio'><p>Ada Roe covers the coast and lives with two cats.</p></div></div></body></html>"
        );
        let text = &import("a.html", page.as_bytes()).unwrap().articles[0].text;
        assert!(text.contains("nowhere else to go"), "{text}");
        assert!(!text.contains("partners") && !text.contains("two cats"), "{text}");
    }

    #[test]
    fn a_page_that_is_all_in_such_an_element_stays() {
        let page = format!(
            "<html><head><title>Pier closes</title></head><body><div class='gdpr-page'>{STORY}</div></body></html>"
        );
        assert!(
            import("a.html", page.as_bytes()).unwrap().articles[0]
                .text
                .contains("nowhere else")
        );
    }
}
