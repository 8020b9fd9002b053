//! What was posted in a channel or by an account, as Telegram (`result.json`) and X (`tweets.js`) export it: one article a
//! post, with its day and whoever posted it.

use serde_json::Value;

use super::{facts, json, language};
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::{Imported, NewArticle};

/// Reads all posts of an export.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    let text = decoded.text.trim_start();
    let articles = if text.starts_with('{') {
        of_telegram(&json::value(text)?)?
    } else {
        let (_, list) = text.split_once('=').ok_or(ParseError::UnknownForm)?;
        of_x(&json::value(list.trim().trim_end_matches(';'))?)?
    };
    let mut imported = Imported::from_articles(articles);
    imported.warnings = source.warnings_of(&decoded);
    imported.encoding = Some(decoded.encoding);
    Ok(imported)
}

/// A channel or chat, or all of an account.
fn of_telegram(whole: &Value) -> Result<Vec<NewArticle>, ParseError> {
    let chats = whole["chats"]["list"].as_array();
    let chats = chats.map_or(std::slice::from_ref(whole), Vec::as_slice);
    let mut articles = Vec::new();
    for chat in chats {
        let name = json::string(&chat["name"]);
        for message in chat["messages"].as_array().into_iter().flatten() {
            cancel::check_cancelled()?;
            if message["type"] != "message" {
                continue;
            }
            let text = telegram_text(&message["text"]);
            articles.push(NewArticle {
                title: facts::title(&text),
                byline: json::string(&message["author"])
                    .or_else(|| json::string(&message["from"]))
                    .filter(|from| Some(from) != name.as_ref()),
                credit: json::string(&message["forwarded_from"]).into_iter().collect(),
                published: message["date"].as_str().and_then(facts::day),
                publisher: name.clone(),
                language: language::guess(&text).map(str::to_owned),
                text,
                ..NewArticle::default()
            });
        }
    }
    Ok(articles)
}

/// A text, or a list of texts and of words with a link or a look.
fn telegram_text(text: &Value) -> String {
    let part = |part: &Value| {
        part.as_str()
            .or_else(|| part["text"].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let whole: String = match text {
        Value::Array(parts) => parts.iter().map(part).collect(),
        other => part(other),
    };
    whole.trim().to_owned()
}

fn of_x(list: &Value) -> Result<Vec<NewArticle>, ParseError> {
    let posts = list.as_array().ok_or(ParseError::UnknownForm)?;
    let articles = posts.iter().map(|post| {
        cancel::check_cancelled()?;
        let post = post.get("tweet").unwrap_or(post);
        let said = json::string(&post["full_text"]).or_else(|| json::string(&post["text"]));
        let text = with_whole_links(said.unwrap_or_default(), &post["entities"]["urls"]);
        let id = json::string(&post["id_str"]).or_else(|| json::string(&post["id"]));
        let language = json::string(&post["lang"]).filter(|tag| tag != "und" && tag != "zxx");
        Ok(NewArticle {
            title: facts::title(&text),
            published: post["created_at"].as_str().and_then(day_of_x),
            url: id.map(|id| format!("https://x.com/i/status/{id}")),
            language: language.or_else(|| language::guess(&text).map(str::to_owned)),
            text,
            ..NewArticle::default()
        })
    });
    articles.collect()
}

/// The text as it is shown: links whole, and the characters that HTML escapes.
fn with_whole_links(text: String, links: &Value) -> String {
    let mut text = text;
    for link in links.as_array().into_iter().flatten() {
        if let (Some(short), Some(whole)) = (link["url"].as_str(), link["expanded_url"].as_str()) {
            text = text.replacen(short, whole, 1);
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// 'Sun Feb 11 09:30:00 +0000 2024'
fn day_of_x(stamp: &str) -> Option<jiff::civil::Date> {
    let words: Vec<&str> = stamp.split_whitespace().collect();
    match *words.as_slice() {
        [_, month, day, _, _, year] => facts::day(&format!("{day} {month} {year}")),
        _ => facts::day(stamp),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn posts_of_a_channel_and_of_an_account_are_articles() {
        let telegram = r#"{"name": "The Daily", "type": "public_channel", "id": 1, "messages": [
            {"id": 1, "type": "service", "date": "2024-02-11T09:30:00", "date_unixtime": "1", "text": ""},
            {"id": 2, "type": "message", "date": "2024-02-11T09:30:00", "date_unixtime": "1", "from": "The Daily",
             "text": ["The ", {"type": "bold", "text": "army"}, " said so."]}]}"#;
        let imported = import("result.json", telegram.as_bytes()).unwrap();
        assert_eq!((imported.kind, imported.articles.len()), (FileKind::Posts, 1));
        let article = &imported.articles[0];
        assert_eq!(
            (article.text.as_str(), article.publisher.as_deref()),
            ("The army said so.", Some("The Daily"))
        );
        assert_eq!(
            (article.published, &article.byline),
            (Some(jiff::civil::date(2024, 2, 11)), &None)
        );
        let x = r#"window.YTD.tweets.part0 = [ {"tweet": {"id_str": "7", "full_text": "So &amp; so: https://t.co/a", "lang": "en",
            "created_at": "Sun Feb 11 09:30:00 +0000 2024", "entities": {"urls": [{"url": "https://t.co/a", "expanded_url": "https://example.org"}]}}} ]"#;
        let article = import("tweets.js", x.as_bytes()).unwrap().articles.remove(0);
        assert_eq!(article.text, "So & so: https://example.org");
        assert_eq!(
            (article.published, article.url.as_deref()),
            (
                Some(jiff::civil::date(2024, 2, 11)),
                Some("https://x.com/i/status/7")
            )
        );
    }
}
