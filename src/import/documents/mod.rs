//! Articles without claims, one file a format.
//!
//! To add a format, add a file here, a [`FileKind`], and its line in [`read`]. Each file follows the
//! specification of its format; shared code lies beside them: `markup` (the text of HTML), `prose` (joins
//! paragraphs), `facts` (headline, byline, date), `language`.

mod docx;
mod docx_numbers;
mod epub;
mod factiva;
pub(super) mod facts;
mod feed;
mod front_matter;
mod html;
pub(super) mod json;
pub(super) mod language;
mod mail;
mod mail_head;
mod markdown;
pub(super) mod markup;
mod newsml;
mod ninjs;
mod numerals;
mod odt;
mod odt_numbers;
mod page_facts;
mod pdf;
pub(super) mod plain;
mod posts;
pub(super) mod press;
pub(super) mod press_pages;
mod prose;
mod references;
mod rtf;
mod rtf_charsets;
mod scholarly;
pub(super) mod tables;
mod transcript;
pub(super) mod transcript_times;
mod web_archive;

use super::FileKind;
use super::article::{Imported, SourceFile};
use super::error::ParseError;

pub(crate) use html::text_in_browser;

/// Hands a file to the parser of its format.
pub(crate) fn read(kind: FileKind, source: &SourceFile) -> Result<Imported, ParseError> {
    match kind {
        FileKind::Plain | FileKind::Markdown => markdown::read(source),
        FileKind::Html => html::read(source),
        FileKind::Docx => docx::read(source),
        FileKind::Odt => odt::read(source),
        FileKind::Pdf => pdf::read(source),
        FileKind::Epub => epub::read(source),
        FileKind::Mail => mail::read(source),
        FileKind::Mailbox => mail::read_mailbox(source),
        FileKind::Feed => feed::read(source),
        FileKind::JsonFeed => json::read_feed(source),
        FileKind::Ninjs => ninjs::read(source),
        FileKind::Csv => tables::csv::read(source),
        FileKind::Xlsx => tables::xlsx::read(source),
        FileKind::JsonLines => tables::json_lines::read(source),
        FileKind::Transcript => transcript::read(source),
        FileKind::Newsml => newsml::read(source),
        FileKind::Scholarly => scholarly::read(source),
        FileKind::WebArchive => web_archive::read(source),
        FileKind::References => references::read(source),
        FileKind::Posts => posts::read(source),
        FileKind::Rtf => rtf::read(source),
        // An archive is read by what reads the files in it.
        FileKind::Bundle => Err(ParseError::UnknownForm),
    }
}
