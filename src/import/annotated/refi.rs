//! REFI-QDA (standard 1.5): a `project.qde` in a ZIP with the texts it codes. A code whose name has a role is a mark; cases
//! that name a selection are speakers, links tie selections. Positions count Unicode characters.

use std::collections::BTreeMap;

use super::assembly::assemble;
use super::labels::{LabelKind, LabelMap, LabelRole};
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, utf8};
use crate::import::decode;
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::cancel;
use crate::import::guard::xml::{self, Element};

/// Reads one project, or several.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut drafts = Vec::new();
    for file in files {
        let mut archive = Archive::open(file.bytes)?;
        let name = archive.names().find(|name| super::has_ending(name, "qde"));
        let bytes = name.map(|name| archive.part(&name)).transpose()?.flatten();
        let root = xml::parse(&bytes.ok_or(ParseError::PartMissing("project.qde"))?)?;
        let project = RefiProject::new(&root);
        let sources = root.elements().find(|element| element.local() == "Sources");
        for source in sources.into_iter().flat_map(Element::elements) {
            cancel::check_cancelled()?;
            drafts.extend(project.draft(file.path, source, &mut archive, labels)?);
        }
    }
    assemble(AnnotatedFormat::Refi, drafts, labels, Vec::new())
}

fn all<'tree>(element: &'tree Element, name: &str, found: &mut Vec<&'tree Element>) {
    for inner in element.elements() {
        if inner.local() == name {
            found.push(inner);
        }
        all(inner, name, found);
    }
}

fn words_of(element: &Element, name: &str) -> Option<String> {
    let inner = element.elements().find(|inner| inner.local() == name)?;
    let text = inner.text().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// What a project says besides its sources.
struct RefiProject<'tree> {
    /// The names of codes by their ids.
    codes: BTreeMap<&'tree str, &'tree str>,
    /// Whose selections are whose: names and Wikidata items.
    speakers: BTreeMap<&'tree str, Vec<(String, Option<String>)>>,
    /// Names and the two ends, by the first.
    links: BTreeMap<&'tree str, Vec<(&'tree str, &'tree str)>>,
}

impl<'tree> RefiProject<'tree> {
    fn new(root: &'tree Element) -> Self {
        let gathered = |name: &str| {
            let mut found = Vec::new();
            all(root, name, &mut found);
            found
        };
        let codes = gathered("Code").into_iter();
        let codes = codes.filter_map(|code| Some((code.attribute("guid")?, code.attribute("name")?)));
        let variables = gathered("Variable").into_iter();
        let variables: BTreeMap<&str, &str> = variables
            .filter_map(|variable| Some((variable.attribute("guid")?, variable.attribute("name")?)))
            .collect();
        let mut speakers: BTreeMap<&str, Vec<(String, Option<String>)>> = BTreeMap::new();
        for case in gathered("Case") {
            let Some(name) = case.attribute("name") else {
                continue;
            };
            let item = case
                .elements()
                .filter(|value| value.local() == "VariableValue")
                .find_map(|value| {
                    let variable = value.elements().find(|inner| inner.local() == "VariableRef")?;
                    let variable = variables.get(variable.attribute("targetGUID")?)?;
                    variable
                        .eq_ignore_ascii_case("wikidata")
                        .then(|| words_of(value, "TextValue"))
                        .flatten()
                });
            for reference in case.elements().filter(|inner| inner.local() == "SelectionRef") {
                if let Some(id) = reference.attribute("targetGUID") {
                    speakers
                        .entry(id)
                        .or_default()
                        .push((name.to_owned(), item.clone()));
                }
            }
        }
        let mut links: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for link in gathered("Link") {
            let ends = link.attribute("originGUID").zip(link.attribute("targetGUID"));
            if let Some((from, to)) = ends {
                let name = link.attribute("name").unwrap_or_default();
                links.entry(from).or_default().push((name, to));
            }
        }
        Self {
            codes: codes.collect(),
            speakers,
            links,
        }
    }

    /// The article of a text; `None` of a picture or a recording.
    fn draft(
        &self,
        file: &str,
        source: &Element,
        archive: &mut Archive,
        labels: &LabelMap,
    ) -> Result<Option<ParsedArticle>, ParseError> {
        if source.local() != "TextSource" {
            return Ok(None);
        }
        let path = source.attribute("plainTextPath").unwrap_or_default();
        let text = match path.strip_prefix("internal://") {
            Some(name) => {
                let bytes = archive.part(&format!("sources/{name}"))?;
                let bytes = bytes.or(archive.part(name)?);
                let bytes =
                    bytes.ok_or_else(|| ParseError::Damaged(fl!("import-damaged-source", name = name)))?;
                // Places count line ends as they are.
                let exact = utf8(&bytes).ok().map(str::to_owned);
                exact.or_else(|| decode::decode_as(&bytes, None).map(|decoded| decoded.text))
            }
            None => words_of(source, "PlainTextContent"),
        };
        let Some(text) = text else { return Ok(None) };
        let name = source.attribute("name").unwrap_or_default();
        let mut draft = ParsedArticle::new(&simple(name), file, text.clone());
        let mut article = plain::article(text);
        if !name.trim().is_empty() {
            name.trim().clone_into(&mut article.title);
        }
        article.url = words_of(source, "Description");
        draft.metadata_from(article.completed());
        for selection in source
            .elements()
            .filter(|inner| inner.local() == "PlainTextSelection")
        {
            self.take(&mut draft, selection, labels);
        }
        draft.index();
        for id in draft.marks.iter().map(|mark| mark.id.clone()).collect::<Vec<_>>() {
            let links = self.links.get(id.as_str()).into_iter().flatten();
            draft.relations.extend(links.map(|(name, to)| Relation::Pair {
                name: (*name).to_owned(),
                from: id.clone(),
                to: (*to).to_owned(),
            }));
        }
        Ok(Some(draft))
    }

    /// A selection under the first of its codes that has a role; other codes are its attributes.
    fn take(&self, draft: &mut ParsedArticle, selection: &Element, labels: &LabelMap) {
        let mut references = Vec::new();
        all(selection, "CodeRef", &mut references);
        let codes: Vec<&str> = references
            .iter()
            .filter_map(|code| self.codes.get(code.attribute("targetGUID")?).copied())
            .collect();
        // What stands behind a colon says more of a mark: 'Claim: direct'.
        let marks = [LabelRole::Claim, LabelRole::Source, LabelRole::Cue];
        let qualified = || {
            let parts = codes.iter().filter_map(|code| code.split_once(": "));
            let mut parts =
                parts.filter(|(head, _)| labels.role_of(head).is_some_and(|role| marks.contains(&role)));
            parts.next()
        };
        let whole = codes.iter().copied().find(|code| labels.role_of(code).is_some());
        let (label, quotation) = match (whole, whole.is_none().then(qualified).flatten()) {
            (_, Some((head, said))) => (Some(head), Some(said.to_owned())),
            (whole, None) => (whole.or_else(|| codes.first().copied()), None),
        };
        let is_label =
            |code: &str| Some(code) == label || (quotation.is_some() && code.split(": ").next() == label);
        let rest: Vec<&str> = codes.iter().copied().filter(|code| !is_label(code)).collect();
        let at = |key| selection.attribute(key).and_then(|at| at.parse().ok());
        let (Some(label), Some(start), Some(end)) = (label, at("startPosition"), at("endPosition")) else {
            return;
        };
        let id = selection.attribute("guid").unwrap_or_default();
        let mut mark = ParsedMark {
            id: id.to_owned(),
            label: label.to_owned(),
            pieces: vec![(start, end)],
            quotation,
            note: words_of(selection, "Description").unwrap_or_default(),
            ..ParsedMark::default()
        };
        for code in rest {
            // 'Verdict: false' as other programs write attributes.
            match code.split_once(": ") {
                Some((name, value)) => {
                    draft.count_attribute(name);
                    mark.set_attribute(labels, name, value);
                }
                None => draft.count_label(LabelKind::Mark, code),
            }
        }
        for (name, item) in self.speakers.get(id).into_iter().flatten() {
            mark.speakers.push(name.clone());
            if labels.role_of(label) != Some(LabelRole::Claim) {
                mark.wikidata.clone_from(item);
            }
        }
        if mark.speakers.len() != 1 {
            mark.wikidata = None;
        }
        draft.marks.push(mark);
    }
}

/// A name without what ids cannot have.
fn simple(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "source".to_owned()
    } else {
        words.join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotated::read_annotated;
    use crate::import::guard::archive::tests::archive;

    #[test]
    fn codes_cases_and_links_of_a_project_are_claims_with_speakers() {
        let qde = "<Project xmlns='urn:QDA-XML:project:1.0'><CodeBook><Codes><Code guid='c' name='Claim'/><Code guid='s' name='Source'/>\
            <Code guid='v' name='Verdict: false'/></Codes></CodeBook><Cases><Case guid='k' name='Amal Haddad'><SelectionRef targetGUID='2'/></Case></Cases>\
            <Sources><TextSource guid='t' name='Talks resume' plainTextPath='internal://t.txt'>\
            <PlainTextSelection guid='1' startPosition='17' endPosition='35'><Coding><CodeRef targetGUID='c'/></Coding><Coding><CodeRef targetGUID='v'/></Coding></PlainTextSelection>\
            <PlainTextSelection guid='2' startPosition='2' endPosition='11'><Coding><CodeRef targetGUID='s'/></Coding></PlainTextSelection>\
            </TextSource></Sources><Links><Link originGUID='1' targetGUID='2' name='attributed to'/></Links></Project>";
        let text = "🍉 The mayor said the bridge is safe.";
        let bytes = archive(&[
            ("project.qde", qde.as_bytes()),
            ("sources/t.txt", text.as_bytes()),
        ]);
        assert_eq!(AnnotatedFormat::detect(&bytes), Some(AnnotatedFormat::Refi));
        let files = [AnnotatedFile {
            path: "a.qdpx",
            bytes: &bytes,
        }];
        let read = read_annotated(AnnotatedFormat::Refi, "a", &files, &LabelMap::default()).unwrap();
        assert_eq!(read.unplaced, []);
        let (_, _, claim) = read.project.claims().next().unwrap();
        let link = &claim.voice.chain()[0];
        assert_eq!(
            (claim.words().as_str(), link.source[0].words.as_str()),
            ("the bridge is safe", "The mayor")
        );
        assert_eq!(
            read.project.speakers().values().next().unwrap().name,
            "Amal Haddad"
        );
        assert_eq!(link.speakers.len(), 1);
        assert_eq!(read.verdicts[0].2, "false");
        assert_eq!(
            read.project.articles().values().next().unwrap().metadata.title,
            "Talks resume"
        );
    }
}
