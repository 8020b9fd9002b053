//! What a person should look at in a file that was imported.

use super::error::size;

/// Something that a person should look at; the import went on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The file does not say how it is encoded.
    #[error("read as {encoding}, which is a guess; look whether the letters are right: {path}")]
    EncodingGuessed {
        /// Its name.
        encoding: &'static str,
        /// The file.
        path: String,
    },
    /// Some bytes mean nothing in the encoding.
    #[error("not readable as {encoding} in {}, shown as \u{fffd}: {path}", places(*count))]
    NotDecodable {
        /// How many characters stand for them.
        count: usize,
        /// The name of the encoding.
        encoding: &'static str,
        /// The file.
        path: String,
    },
    /// A line is so long that it can hardly be prose, and slow to show.
    #[error("line {line} is {} long and will be slow to work in: {path}", size(*bytes))]
    LongLine {
        /// Its number, from 1.
        line: usize,
        /// Its length in bytes.
        bytes: usize,
        /// The file.
        path: String,
    },
    /// Only a beginning or summary of articles is in the file.
    #[error("only the beginning or a summary is in the file, of {}: {path}", articles(*count))]
    Partial {
        /// Of how many articles.
        count: usize,
        /// The file.
        path: String,
    },
    /// Changes were tracked; the text is as if all were accepted.
    #[error("it has tracked changes; the text is taken as if all were accepted: {path}")]
    ChangesAccepted {
        /// The file.
        path: String,
    },
    /// The texts of a table were written with the tags of web pages.
    #[error("its texts have the tags of web pages; they are read as such, without the tags: {path}")]
    TagsRead {
        /// The file.
        path: String,
    },
    /// Lines of a page were joined into paragraphs.
    #[error("lines of the page were joined into paragraphs{}: {path}", hyphens_resolved(*hyphens))]
    LinesJoined {
        /// How many hyphens were taken out.
        hyphens: usize,
        /// The file.
        path: String,
    },
    /// The heads, feet and numbers of pages were left out.
    #[error("heads and feet of pages were left out of the text, {}: {path}", lines(*count))]
    RunningLines {
        /// How many lines.
        count: usize,
        /// The file.
        path: String,
    },
    /// Some pages have no text.
    #[error("{} of {pages} pages have no text and may be pictures: {path}", empty)]
    PagesWithoutText {
        /// How many.
        empty: usize,
        /// Of how many.
        pages: usize,
        /// The file.
        path: String,
    },
    /// The article could not be told from what surrounds it.
    #[error(
        "the article could not be told from the page around it, so all of the page's text is taken: {path}"
    )]
    WholePage {
        /// The file.
        path: String,
    },
    /// Rows, mails or entries held no text.
    #[error("{} had no text and {} left out: {path}", entries(*count), if *count == 1 { "was" } else { "were" })]
    WithoutText {
        /// How many.
        count: usize,
        /// The file.
        path: String,
    },
    /// The columns of a table were guessed.
    #[error("columns are a guess, {columns}: {path}")]
    ColumnsGuessed {
        /// As they are written on the command line: 'text=Body,title=Headline'.
        columns: String,
        /// The file.
        path: String,
    },
    /// Attachments and other parts were left aside.
    #[error("attachments were left aside, {names}: {path}")]
    Attachments {
        /// Their names.
        names: String,
        /// The file.
        path: String,
    },
}

fn places(count: usize) -> String {
    counted(count, "one place", "places")
}

fn hyphens_resolved(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!(", and hyphens at their ends resolved in {}", places(count)),
    }
}

fn lines(count: usize) -> String {
    counted(count, "one line", "lines")
}

fn articles(count: usize) -> String {
    counted(count, "one article", "articles")
}

fn entries(count: usize) -> String {
    counted(count, "one entry", "entries")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => one.to_owned(),
        _ => format!("{count} {many}"),
    }
}
