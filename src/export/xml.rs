//! Writes elements of XML formats, escaped so that nothing in their text can end them, act on a screen
//! or be refused by a reader.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::safe;

/// A document under way.
pub(super) type Xml = Writer<Vec<u8>>;
/// What an element says at its head: names and values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A whole document with the given name of its encoding, which is UTF-8 in the letters a reader wants.
pub(super) fn document(
    mut xml: Xml,
    encoding: &str,
    fill: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some(encoding), None)))?;
    fill(&mut xml)?;
    Ok(quiet(xml.into_inner()))
}

/// An element with others inside.
pub(super) fn element(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let mut element = xml.create_element(name);
    for (key, value) in attributes {
        element = element.with_attribute((*key, allowed(value).as_ref()));
    }
    element.write_inner_content(inner)?;
    Ok(())
}

/// An element with nothing inside.
pub(super) fn empty(xml: &mut Xml, name: &str, attributes: Attributes) -> io::Result<()> {
    let mut element = xml.create_element(name);
    for (key, value) in attributes {
        element = element.with_attribute((*key, allowed(value).as_ref()));
    }
    element.write_empty()?;
    Ok(())
}

/// An element with words inside.
pub(super) fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    let words = allowed(words);
    xml.create_element(name)
        .write_text_content(BytesText::new(&words))?;
    Ok(())
}

/// Words as XML 1.0 may hold them: a character that it forbids becomes U+FFFD, which is as long as
/// the one it replaces in characters and in UTF-16 units, so that no offset moves.
pub(super) fn allowed(words: &str) -> Cow<'_, str> {
    let forbidden =
        |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if words.contains(forbidden) {
        Cow::Owned(words.replace(forbidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// A finished XML document in which marks of direction stand as references: the same to every reader, and without
/// effect on whoever looks at the source.
pub(super) fn quiet(xml: Vec<u8>) -> Vec<u8> {
    let source = String::from_utf8(xml);
    match source {
        Ok(source) if source.contains(safe::is_direction) => {
            let mut quiet = String::with_capacity(source.len());
            for c in source.chars() {
                if safe::is_direction(c) {
                    let _infallible = write!(quiet, "&#x{:X};", u32::from(c));
                } else {
                    quiet.push(c);
                }
            }
            quiet.into_bytes()
        }
        Ok(source) => source.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
