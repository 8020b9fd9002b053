//! What goes into an import and what comes out of it: a file and how it is to be read, and its articles.

use jiff::civil::Date;

use super::decode::{self, Decoded};
use super::documents::{facts, language};
use super::error::ParseError;
use super::{Columns, FileKind, TableHead, Warning, WarningKind};
use crate::model::Metadata;

/// An article as it came in: pure values, everything correctable later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewArticle {
    /// The headline, at most about 120 characters.
    pub title: String,
    /// Who wrote it, as it stands: 'By Amal Haddad'.
    pub byline: Option<String>,
    /// Its page in the paper: '4', 'A7'.
    pub page: Option<String>,
    /// Whom it credits: 'Reuters', 'Agencies'.
    pub credit: Vec<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// BCP 47 tag of its language, where it can be told.
    pub language: Option<String>,
    /// The whole text: UTF-8 with line feeds. Of plain text nothing else is changed, headline and credit lines
    /// included; of a document it is the body, with an empty line between paragraphs, a tab between the cells of a
    /// table, and notes behind the body as '`[1]` …'.
    pub text: String,
    /// The captions of its pictures, where the format tells them from the text. They stand in the text as well, behind
    /// it where they stood apart from it.
    pub captions: Vec<String>,
    /// Whether the file says, or shows, that this is only the beginning or a summary of the article.
    pub partial: bool,
    /// The text with the lines of the page, before they were joined into paragraphs and hyphens at their ends
    /// resolved; where that was done.
    pub as_printed: Option<String>,
}

impl NewArticle {
    /// With what the text says where the file says nothing: title and language. What is no web address or language tag
    /// is dropped.
    pub(crate) fn completed(mut self) -> Self {
        if self.title.is_empty() {
            self.title = facts::title(&self.text);
        }
        self.url = self.url.filter(|url| facts::is_web_address(url));
        let tag = self.language.and_then(|tag| language::tag(&tag));
        self.language = tag.or_else(|| language::guess(&self.text).map(str::to_owned));
        self
    }

    /// What is known about the article as a project keeps it, and its text.
    pub fn into_metadata(self) -> (Metadata, String) {
        let metadata = Metadata {
            title: self.title,
            publisher: self.publisher,
            byline: self.byline,
            page: self.page,
            credit: self.credit,
            url: self.url,
            published: self.published,
            language: self.language,
            partial: self.partial,
            ..Metadata::default()
        };
        (metadata, self.text)
    }
}

/// What a person chose before a file is read; by default everything is detected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What kind of file it is, whatever it looks like.
    pub kind: Option<FileKind>,
    /// The name of the encoding that it is to be read in: 'windows-1256'.
    pub encoding: Option<String>,
    /// Which column of a table is which; what is not settled is guessed.
    pub columns: Columns,
    /// Which part of a web page is the article.
    pub part: Option<PagePart>,
}

/// A part of a web page that may be its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    /// All its text.
    Whole,
    /// One of those that were found ([`Imported::parts`]), from 1.
    Number(usize),
}

impl std::str::FromStr for PagePart {
    type Err = String;

    /// 'whole' or a number.
    fn from_str(written: &str) -> Result<Self, String> {
        match written.parse() {
            Ok(number) if number > 0 => Ok(Self::Number(number)),
            _ if written == "whole" => Ok(Self::Whole),
            _ => Err(fl!("import-part-unknown").to_owned()),
        }
    }
}

/// A file as passed to the parser of its format.
#[derive(Clone, Copy)]
pub(crate) struct SourceFile<'file> {
    pub path: &'file str,
    pub bytes: &'file [u8],
    pub choices: &'file Choices,
}

impl SourceFile<'_> {
    /// A warning about this file.
    pub(crate) fn warning(&self, kind: WarningKind) -> Warning {
        let path = self.path.to_owned();
        Warning { kind, path }
    }

    /// What a person should look at in how the bytes became text.
    pub(crate) fn warnings_of(&self, decoded: &Decoded) -> Vec<Warning> {
        let encoding = decoded.encoding;
        let guessed = decoded.guessed.then_some(WarningKind::EncodingGuessed(encoding));
        let count = decoded.replaced;
        let replaced = (count > 0).then_some(WarningKind::NotDecodable { count, encoding });
        let kinds = guessed.into_iter().chain(replaced);
        kinds.map(|kind| self.warning(kind)).collect()
    }

    /// The bytes as text, where the format leaves the encoding open.
    pub(crate) fn decoded(&self) -> Result<Decoded, ParseError> {
        decode::decode_as(self.bytes, self.choices.encoding.as_deref()).ok_or(ParseError::NoText)
    }
}

impl Imported {
    /// These articles, without warnings.
    pub(crate) fn from_articles(articles: Vec<NewArticle>) -> Self {
        Self {
            articles,
            ..Self::default()
        }
    }

    /// The article of a text in an encoding, and what a person should look at.
    pub(crate) fn from_text(article: NewArticle, decoded: &Decoded, source: &SourceFile) -> Self {
        Self {
            articles: vec![article],
            warnings: source.warnings_of(decoded),
            encoding: Some(decoded.encoding),
            ..Self::default()
        }
    }
}

/// The result of importing a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Its articles; at least one.
    pub articles: Vec<NewArticle>,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
    /// The name of the encoding it was read in, where the format leaves that open: 'UTF-8', 'windows-1256'.
    pub encoding: Option<&'static str>,
    /// What it was read as.
    pub kind: FileKind,
    /// The columns of a table, and which was taken for what.
    pub table: Option<TableHead>,
    /// The texts of a web page that may be its article, the likeliest first.
    pub parts: Vec<String>,
    /// Which of them, or whether the whole page, was taken.
    pub part: Option<PagePart>,
}
