//! UIMA CAS as XMI (OASIS UIMA 1.0), as `INCEpTION` writes it: the text in a `Sofa`, annotations with
//! `begin` and `end` in UTF-16 units, and links between them: structures with a `target` that a feature
//! of the claim lists. It does not repeat the words, so a place is accepted where it lies within the
//! text.

use std::collections::BTreeMap;

use super::assembly::assemble;
use super::labels::{LabelKind, LabelMap, LabelRole};
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, cas_json, has_ending, utf8, webanno};
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::xml::{self, Element};

/// Reads one file an article, or an archive of them.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut drafts = Vec::new();
    for file in files {
        if file.bytes.starts_with(b"PK\x03\x04") {
            unpack(file.bytes, labels, &mut drafts)?;
        } else {
            drafts.push(draft(file.path, file.bytes, labels)?);
        }
    }
    assemble(AnnotatedFormat::Xmi, drafts, labels, Vec::new())
}

/// What every project that `INCEpTION` exports has.
pub(super) const PROJECT: &str = "exportedproject.json";

/// The articles of an archive. In a whole project each document is a folder, with what each annotator marked in it in an
/// archive of its own, and what was curated apart from that.
fn unpack(bytes: &[u8], labels: &LabelMap, drafts: &mut Vec<ParsedArticle>) -> Result<(), ParseError> {
    let mut archive = Archive::open(bytes)?;
    let names: Vec<String> = archive.names().collect();
    if !names.iter().any(|name| name == PROJECT) {
        for name in names.iter().filter(|name| has_ending(name, "xmi")) {
            if let Some(bytes) = archive.part(name)? {
                drafts.push(draft(name, &bytes, labels)?);
            }
        }
        return Ok(());
    }
    let document = |name: &str| {
        let mut parts = name.split('/');
        let (folder, document, file) = (parts.next()?, parts.next()?, parts.next()?);
        let is_marked = matches!(folder, "annotation" | "curation") && !file.starts_with("INITIAL_CAS");
        is_marked.then(|| (document.to_owned(), folder == "annotation"))
    };
    let mut marked: Vec<((String, bool), &String)> = names
        .iter()
        .filter_map(|name| Some((document(name)?, name)))
        .collect();
    marked.sort();
    let mut last: Option<(String, bool)> = None;
    for ((document, is_raw), name) in marked {
        let before = last.as_ref().filter(|(before, _)| *before == document);
        // What was curated of a document stands for what its annotators marked.
        if is_raw && before.is_some_and(|(_, was_raw)| !was_raw) {
            continue;
        }
        let Some(bytes) = archive.part(name)? else {
            continue;
        };
        let Some(mut draft) = of_document(name, &bytes, labels)? else {
            continue;
        };
        draft.is_by_other_annotator = before.is_some();
        document
            .rsplit_once('.')
            .map_or(document.as_str(), |(stem, _)| stem)
            .clone_into(&mut draft.name);
        drafts.push(draft);
        last = Some((document, is_raw));
    }
    Ok(())
}

/// What somebody marked in a document: a file, or an archive with one.
fn of_document(name: &str, bytes: &[u8], labels: &LabelMap) -> Result<Option<ParsedArticle>, ParseError> {
    let is_marks = |name: &str| {
        ["xmi", "json", "tsv"]
            .iter()
            .any(|ending| has_ending(name, ending))
    };
    if bytes.starts_with(b"PK\x03\x04") {
        let mut inner = Archive::open(bytes)?;
        let within = inner.names().find(|name| is_marks(name));
        return match within.map(|name| Ok((inner.part(&name)?, name))).transpose()? {
            Some((Some(bytes), name)) => draft(&name, &bytes, labels).map(Some),
            _ => Ok(None),
        };
    }
    is_marks(name).then(|| draft(name, bytes, labels)).transpose()
}

/// Features that are no business of a person, or are taken whatever labels are called.
const OF_UIMA: &[&str] = &["id", "sofa", "begin", "end", "name", "identifier"];

fn draft(path: &str, bytes: &[u8], labels: &LabelMap) -> Result<ParsedArticle, ParseError> {
    if bytes.starts_with(webanno::HEAD.as_bytes()) {
        return webanno::draft(path, utf8(bytes)?, labels);
    }
    let root = if bytes.trim_ascii_start().starts_with(b"{") {
        cas_json::as_xmi(utf8(bytes)?)?
    } else {
        xml::parse(bytes)?
    };
    let sofa = root.elements().find(|element| element.local() == "Sofa");
    let text = sofa
        .and_then(|sofa| sofa.attribute("sofaString"))
        .ok_or(ParseError::PartMissing("Sofa"))?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut draft = ParsedArticle::new(
        name.rsplit_once('.').map_or(name, |(stem, _)| stem),
        path,
        text.to_owned(),
    );
    draft.metadata_from(plain::article(text.to_owned()));
    // Links stand on their own and are listed by whoever they belong to.
    let mut links: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for element in root.elements() {
        if let (Some(id), Some(target)) = (element.attribute("id"), element.attribute("target")) {
            links.insert(id, (element.attribute("role").unwrap_or_default(), target));
        }
        match mark(element, labels) {
            Some(mark) => draft.marks.push(mark),
            None if element.attribute("begin").is_some() => {
                draft.count_label(LabelKind::Mark, element.local());
            }
            None => {}
        }
    }
    draft.index();
    for element in root.elements() {
        let Some(id) = element.attribute("id").filter(|id| draft.has(id)) else {
            continue;
        };
        for (feature, value) in element.attributes() {
            let targets = value.split(' ').filter_map(|target| links.get(target));
            let is_said = !OF_UIMA.contains(&feature) && targets.clone().next().is_none();
            if is_said && !value.is_empty() {
                draft.count_attribute(feature);
            }
            draft
                .relations
                .extend(targets.map(|(role, target)| Relation::Pair {
                    name: if role.is_empty() {
                        feature.to_owned()
                    } else {
                        (*role).to_owned()
                    },
                    from: id.to_owned(),
                    to: (*target).to_owned(),
                }));
        }
    }
    Ok(draft)
}

fn mark(element: &Element, labels: &LabelMap) -> Option<ParsedMark> {
    let at = |key| element.attribute(key)?.parse().ok();
    let label = element.local();
    // Sentences and tokens are annotations as well, many thousands of them.
    labels.role_of(label)?;
    let mut mark = ParsedMark {
        id: element.attribute("id")?.to_owned(),
        label: label.to_owned(),
        pieces: vec![(at("begin")?, at("end")?)],
        ..ParsedMark::default()
    };
    for (name, value) in element.attributes() {
        mark.set_attribute(labels, name, value);
    }
    if labels.role_of(label) != Some(LabelRole::Claim) {
        let name = element.attribute("name").filter(|name| !name.is_empty());
        mark.speakers
            .extend(name.iter().flat_map(|name| name.split("; ")).map(str::to_owned));
        let item = element
            .attribute("identifier")
            .and_then(|item| item.rsplit('/').next());
        mark.wikidata = item.filter(|_| mark.speakers.len() == 1).map(str::to_owned);
    }
    Some(mark)
}
