//! UIMA CAS as JSON (version 0.4), as `INCEpTION` writes it: a list of structures that name one another by numbers. It says
//! the same as XMI, and is read as that.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::import::documents::json::value;
use crate::import::error::ParseError;
use crate::import::guard::xml::{Element, Node};

/// The structures as the elements of an XMI file.
pub(super) fn as_xmi(text: &str) -> Result<Element, ParseError> {
    let whole = value(text)?;
    let structures = match &whole["%FEATURE_STRUCTURES"] {
        Value::Array(list) => list
            .iter()
            .filter_map(|one| Some((one["%ID"].to_string(), one.as_object()?)))
            .collect(),
        Value::Object(map) => map
            .iter()
            .filter_map(|(id, one)| Some((id.clone(), one.as_object()?)))
            .collect(),
        _ => Vec::new(),
    };
    if structures.is_empty() {
        return Err(ParseError::UnknownForm);
    }
    let lists: BTreeMap<&str, &Vec<Value>> = structures
        .iter()
        .filter_map(|(id, one)| Some((id.as_str(), one.get("%ELEMENTS")?.as_array()?)))
        .collect();
    let elements = structures
        .iter()
        .map(|(id, one)| Node::Element(element(id, one, &lists)));
    Ok(Element::new("XMI", Vec::new(), elements.collect()))
}

fn element(id: &str, structure: &Map<String, Value>, lists: &BTreeMap<&str, &Vec<Value>>) -> Element {
    let kind = structure.get("%TYPE").and_then(Value::as_str).unwrap_or_default();
    let name = kind.rsplit('.').next().unwrap_or(kind);
    let mut attributes = vec![("id".to_owned(), id.to_owned())];
    for (feature, value) in structure {
        if feature.starts_with('%') {
            continue;
        }
        match feature.strip_prefix('@') {
            Some(feature) => {
                let number = value.to_string();
                let targets = match lists.get(number.as_str()) {
                    Some(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
                    None => number,
                };
                attributes.push((feature.to_owned(), targets));
            }
            None => {
                let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                attributes.push((feature.clone(), said));
            }
        }
    }
    Element::new(name, attributes, Vec::new())
}

#[cfg(test)]
mod tests {
    use crate::import::annotated::{AnnotatedFile, AnnotatedFormat, LabelMap, read_annotated};
    use crate::import::guard::archive::tests::archive;

    const CAS: &str = r#"{"%TYPES": {}, "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": "🍉 The mayor said no."},
        {"%ID": 2, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 18, "end": 20, "@sources": 4},
        {"%ID": 3, "%TYPE": "webanno.custom.Source", "@sofa": 1, "begin": 3, "end": 12},
        {"%ID": 4, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [5]},
        {"%ID": 5, "%TYPE": "webanno.custom.ClaimSourcesLink", "role": "source", "@target": 3}], "%VIEWS": {}}"#;

    fn read(path: &str, bytes: &[u8]) {
        assert_eq!(AnnotatedFormat::detect(bytes), Some(AnnotatedFormat::Xmi));
        let files = [AnnotatedFile { path, bytes }];
        let read = read_annotated(AnnotatedFormat::Xmi, path, &files, &LabelMap::default()).unwrap();
        assert_eq!(
            (
                read.unplaced.len(),
                read.project.articles().len(),
                read.counts().claims
            ),
            (0, 1, 1)
        );
        let (_, _, claim) = read.project.claims().next().unwrap();
        assert_eq!(
            (
                claim.words().as_str(),
                claim.voice.chain()[0].source[0].words.as_str()
            ),
            ("no", "The mayor")
        );
    }

    #[test]
    fn structures_in_json_are_read_like_those_in_xmi_alone_and_in_a_project() {
        read("talks.json", CAS.as_bytes());
        let inner = archive(&[("TypeSystem.xml", b"<x/>"), ("amal.json", CAS.as_bytes())]);
        let project = archive(&[
            ("exportedproject.json", b"{}"),
            ("source/talks.txt", b"x"),
            ("annotation/talks.txt/INITIAL_CAS.zip", &inner),
            ("annotation/talks.txt/amal.zip", &inner),
            ("annotation/talks.txt/bea.json", CAS.as_bytes()),
        ]);
        read("project.zip", &project);
    }
}
