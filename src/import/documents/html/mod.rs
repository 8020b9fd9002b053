//! Web pages: finds the part of the page that is the article, and its paragraphs. `page_facts` reads
//! the page's metadata, `markup` the text of its elements.

mod links;
mod prepare;
mod prose;
mod readings;

use dom_query::{Document, NodeRef};
use encoding_rs::Encoding;

use super::mail::SavedPage;
use super::markup::selector;
use super::{facts, language, mail, markup, page_facts};
use crate::import::article::{PagePart, SourceFile};
use crate::import::decode::{self, Decoded};
use crate::import::error::ParseError;
use crate::import::guard::xml;
use crate::import::{Imported, NewArticle, WarningKind};
use crate::text::bare::PageText;
use readings::Expected;

/// The minimum length of an article; a shorter one on a much longer page was probably not found.
const MIN_ARTICLE_BYTES: usize = 150;

/// How far into a page its encoding may be named; the standard says 1024, but pages are less strict.
const PRESCAN_BYTES: usize = 64 * 1024;

/// Reads a page as it was saved, alone or with all its parts in one file.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let Some(SavedPage {
        html,
        charset,
        address,
    }) = mail::saved_page(source.bytes)?
    else {
        return read_page(source, None);
    };
    let page = SourceFile {
        bytes: &html,
        ..*source
    };
    let mut imported = read_page(&page, charset)?;
    for article in &mut imported.articles {
        article.url = article.url.take().or_else(|| address.clone());
    }
    Ok(imported)
}

/// The text of a page as a browser has it before its scripts run: all that stands in its body, with its white space.
pub(crate) fn text_in_browser(source: &SourceFile) -> Result<PageText, ParseError> {
    let saved = mail::saved_page(source.bytes)?;
    let (html, sent_in) = match &saved {
        Some(saved) => (saved.html.as_slice(), saved.charset),
        None => (source.bytes, None),
    };
    let page = SourceFile {
        bytes: html,
        ..*source
    };
    let document = markup::parse_as(&decoded(&page, sent_in)?.text, true)?;
    let body = document.body().ok_or(ParseError::NoText)?;
    let mut page = PageText::default();
    for node in body.descendants_it().filter(NodeRef::is_text) {
        let start = page.text.len();
        page.text.push_str(&node.text());
        let is_unseen =
            |name: &str| matches!(name, "script" | "style" | "noscript" | "template" | "textarea");
        let mut above = node.ancestors_it(None);
        if above.any(|above| above.node_name().is_some_and(|name| is_unseen(&name))) {
            page.unseen.push(start..page.text.len());
        }
    }
    Ok(page)
}

/// Reads a page, which came in that encoding if whoever sent it said so.
fn read_page(source: &SourceFile, sent_in: Option<&'static Encoding>) -> Result<Imported, ParseError> {
    let decoded = decoded(source, sent_in)?;
    let document = markup::parse(&prepare::open_shadow_roots(&decoded.text))?;
    prepare::prepare(&document)?;
    let page_facts::About {
        article: about,
        description,
        body,
    } = page_facts::parse(&document, &decoded.text);
    let captions = captions(&document);
    let whole = document
        .body()
        .map(|body| markup::text_of(&body))
        .unwrap_or_default();
    let is_made_by_script = is_made_by_script(&document, &whole);
    clear_away(&document);
    let expected = Expected {
        title: &about.title,
        description: &description,
        body: &body,
    };
    let mut found = readings::readings(document, &expected);
    let is_found = found
        .texts
        .first()
        .is_some_and(|text| text.len() >= MIN_ARTICLE_BYTES.min(whole.len()) && prose::prose_lines(text) > 0);
    if !is_found && is_made_by_script {
        return Err(ParseError::MadeByScript);
    }
    let first = found
        .texts
        .first()
        .filter(|text| is_found || text.len() >= whole.len());
    let (part, text) = match source.choices.part {
        Some(PagePart::Whole) => (PagePart::Whole, &whole),
        Some(PagePart::Number(number)) => match found.texts.get(number.wrapping_sub(1)) {
            Some(text) => (PagePart::Number(number), text),
            None => return Err(ParseError::NoSuchPart(found.texts.len())),
        },
        None => first.map_or((PagePart::Whole, &whole), |text| (PagePart::Number(1), text)),
    };
    let text = text.clone();
    let article = NewArticle {
        byline: about.byline.or_else(|| facts::byline(&text)),
        credit: facts::all_credit(about.credit, &text, &captions),
        published: about.published.or_else(|| facts::published(&text)),
        language: language(about.language, &text),
        captions,
        partial: about.partial && is_cut(&text, &whole),
        text,
        ..about
    };
    let mut imported = Imported::from_text(article.completed(), &decoded, source);
    if source.choices.part.is_none() {
        if part == PagePart::Whole {
            imported.warnings.push(source.warning(WarningKind::WholePage));
        } else if found.is_doubtful {
            imported
                .warnings
                .push(source.warning(WarningKind::ArticleInDoubt));
        }
    }
    imported.parts = std::mem::take(&mut found.texts);
    imported.part = Some(part);
    Ok(imported)
}

/// Whether a page that says that not all may read it shows only the beginning: it is short, or a wall stands in it.
fn is_cut(text: &str, whole: &str) -> bool {
    const SHORT_WORDS: usize = 200;
    prose::words(text) < SHORT_WORDS || prose::has_wall(text) || prose::has_wall(whole)
}

/// Whether a page has no text of its own, but scripts that make it.
fn is_made_by_script(document: &Document, whole: &str) -> bool {
    let says_so = || {
        let without = document.select_matcher(selector!("noscript"));
        let said = without.text().to_lowercase();
        said.contains("javascript") || said.contains("script")
    };
    let empty =
        selector!("#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root, [data-reactroot], #q-app");
    let is_empty_place = || {
        let places = document.select_matcher(empty);
        !places.is_empty() && prose::prose_lines(&places.text()) == 0
    };
    prose::prose_lines(whole) < 2
        && !document.select_matcher(selector!("script")).is_empty()
        && (says_so() || is_empty_place())
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

/// The page as text: by the mark, as UTF-8 where it is that, in the encoding that it was sent in or names, by a guess.
fn decoded(source: &SourceFile, sent_in: Option<&'static Encoding>) -> Result<Decoded, ParseError> {
    let named = || sent_in.into_iter().chain(named_encodings(source.bytes)).collect();
    decode::decode_named(source.bytes, source.choices.encoding.as_deref(), named).ok_or(ParseError::NoText)
}

/// The encodings that a page names for itself, in the order in which they count; those of its scripts are theirs.
fn named_encodings(bytes: &[u8]) -> Vec<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN_BYTES)).unwrap_or_default();
    // What names an encoding is ASCII in all that can be named.
    let head = markup::parse(&encoding_rs::mem::decode_latin1(head));
    let mut named = Vec::new();
    for meta in head
        .iter()
        .flat_map(|head| head.select_matcher(selector!("meta")).nodes().to_vec())
    {
        let of_type = || {
            let is_type = meta.attr("http-equiv")?.eq_ignore_ascii_case("content-type");
            let content = meta.attr("content").filter(|_| is_type)?.to_ascii_lowercase();
            let (_, label) = content.split_once("charset")?;
            let label = label.trim_start().strip_prefix('=')?;
            let label = label.trim_start().trim_start_matches(['"', '\'']);
            label.split([';', '"', '\'', ' ', ',']).next().map(str::to_owned)
        };
        let label = meta
            .attr("charset")
            .map(|label| label.to_string())
            .or_else(of_type);
        named.extend(label.and_then(|label| decode::labelled(label.as_bytes())));
    }
    named.extend(xml::declared_encoding(bytes));
    named
}

fn has_heading(node: &NodeRef) -> bool {
    let is_heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let mut below = node.descendants_it();
    below.any(|node| node.node_name().is_some_and(|name| is_heading(&name)))
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

    use super::{links, markup};
    use crate::import::{Choices, NewArticle, PagePart, import, import_as};

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
        links::remove_elsewhere(&document.root());
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
    fn letters_that_are_hidden_or_stand_beside_others_are_part_of_their_words() {
        let shown = "<p><span class=dropcap aria-hidden=true>T</span>he mayor said that the talks would go on.</p>\
            <p><span class=sr-only>An</span><span aria-hidden=true>A</span><span>n icon</span> he left out of his speech.</p>\
            <p aria-label='All of it is told'><span aria-hidden=true>All of </span><span aria-hidden=true>it is told</span></p>\
            <p>The <ruby>港湾<rp>(</rp><rt>こうわん</rt><rp>)</rp></ruby> board said so in a statement.</p>";
        let text = read(&page("", shown)).text;
        for line in [
            "The mayor said that",
            "All of it is told",
            "The 港湾 board said so",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn what_is_said_twice_stays_and_the_captions_of_a_slide_show_come_once() {
        let said = "<p>“The question is that the words proposed stand part of the motion,” he said.</p>";
        let caption = "<p>The mayor of the town at the north quay on Monday, with two engineers.</p>";
        let show = format!("<div class=slideshow><div>{caption}</div><div>{caption}</div></div>");
        let text = read(&page("", &format!("{said}<p>Ayes 10.</p>{said}{show}"))).text;
        assert_eq!(text.matches("The question is").count(), 2, "{text}");
        assert!(text.matches("The mayor of the town").count() < 2, "{text}");
    }

    #[test]
    fn articles_in_noscript_in_shadow_roots_in_frames_and_in_data_are_found() {
        let prose: Vec<String> = (1..6)
            .map(|week| format!("<p>In week {week} the army said that the talks would go on, as they had before, until all is done.</p>"))
            .collect();
        let prose = prose.concat();
        let body = "In the first week the army said that the talks would go on.\\n\\nThe mayor answered that they had failed, \
            and that nobody had told him of the plan which the ministry had made in the spring of the year.";
        let framed = prose.replace('<', "&lt;");
        for page in [
            format!("<noscript>{prose}</noscript>"),
            format!("<x-article><template shadowrootmode=open><div>{prose}</div></template></x-article>"),
            format!("<iframe srcdoc='{framed}'></iframe>"),
            format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{body}\"}}</script>"
            ),
        ] {
            let html = format!(
                "<html><head><title>Talks go on</title></head><body><script>x()</script>{page}<footer>© The Daily</footer>"
            );
            let text = read(&html).text;
            assert!(
                text.contains("the army said that the talks would go on"),
                "{page}: {text}"
            );
            assert!(text.contains("\n\n") && !text.contains("The Daily"), "{text}");
        }
        let empty = "<html><body><div id=root></div><noscript>You need to enable JavaScript.</noscript><script>x()</script>";
        let told = import("page.html", empty.as_bytes()).unwrap_err();
        assert!(told.to_string().contains("made by a script"), "{told}");
    }

    #[test]
    fn another_part_or_the_whole_page_can_be_chosen() {
        let page = page("", "");
        let read = |part: &str| {
            let choices = Choices {
                part: Some(part.parse().unwrap()),
                ..Choices::default()
            };
            import_as("page.html", page.as_bytes(), &choices)
        };
        assert!(
            read("whole").unwrap().articles[0]
                .text
                .contains("all rights reserved")
        );
        let first = read("1").unwrap();
        assert!(!first.articles[0].text.contains("all rights reserved"));
        assert_eq!((first.part, first.warnings.len()), (Some(PagePart::Number(1)), 0));
        assert!(read("9").unwrap_err().to_string().contains("the page has only"));
        assert!("none".parse::<PagePart>().is_err() && "0".parse::<PagePart>().is_err());
    }

    #[test]
    fn a_page_names_its_encoding_in_its_own_elements_only() {
        let body = "港务委员会星期一开会，听取了关于北码头状况的三份报告。工程师说，码头下面的桩已经失去三分之一的强度。".repeat(4);
        let html = format!(
            "<html><head><script charset=utf-8 src=x.js></script><script>'<meta charset=big5>'</script>\
             <meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body><p>{body}</p>"
        );
        let (bytes, ..) = encoding_rs::GBK.encode(&html);
        let imported = import("page.html", &bytes).unwrap();
        assert_eq!((imported.encoding, imported.warnings.len()), (Some("GBK"), 0));
        assert!(imported.articles[0].text.contains("港务委员会"));
    }

    #[test]
    fn an_archive_gives_the_address_of_the_article_and_a_short_part_of_one_is_partial() {
        let archived = page(
            "<link rel=canonical href='https://web.archive.org/web/20240302101500if_/https://example.org/quay'>",
            "",
        );
        assert_eq!(read(&archived).url.as_deref(), Some("https://example.org/quay"));
        let data = "<script type=application/ld+json>{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": false}</script>";
        let long = "<p>The mayor said that he had known of it, and that it was late.</p>".repeat(20);
        let wall = format!("{long}<p>Subscribe to read the whole story.</p>");
        assert!(!read(&page(data, &long)).partial);
        assert!(read(&page(data, &wall)).partial);
    }

    #[test]
    fn a_page_of_a_few_words_is_taken_whole_and_said_to_be() {
        let page = read("<html><body><div>The mayor said so.</div></body></html>");
        assert_eq!(page.text, "The mayor said so.");
    }
}
