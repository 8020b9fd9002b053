//! The description of a REFI-QDA project, `project.qde`: users, codes, variables, cases, sources with
//! their codings, and links, in the order that the standard's schema requires.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;

use super::super::describe::name;
use super::super::xml::{Xml, document, element, empty, text};
use super::{RefiSource, guid, review_code, verdict_code};
use crate::model::{Project, SpeakerId};

/// The format wants a time where we have none to give; the same one, so that equal projects are equal bytes.
const NO_TIME: &str = "1970-01-01T00:00:00Z";
const CODES: [&str; 5] = [
    "Claim: direct",
    "Claim: indirect",
    "Claim: mixed",
    "Source",
    "Cue",
];
const REVIEWS: [&str; 5] = ["unreviewed", "accepted", "disputed", "rejected", "split"];
const VARIABLES: [&str; 3] = ["Role", "Affiliation", "Wikidata"];

/// The description of the project, in the order of elements that the standard's schema demands.
pub(super) fn written(
    project: &Project,
    cases: &BTreeSet<SpeakerId>,
    sources: &[RefiSource],
) -> io::Result<Vec<u8>> {
    let user = guid(&["user"]);
    let root = [
        ("xmlns", "urn:QDA-XML:project:1.0"),
        ("name", &project.head().title),
        ("origin", "Sayso"),
        ("creatingUserGUID", &user),
        ("creationDateTime", NO_TIME),
    ];
    let all = |xml: &mut Xml| {
        element(xml, "Users", &[], |xml| {
            empty(
                xml,
                "User",
                &[("guid", &user), ("name", "Sayso"), ("id", "sayso")],
            )
        })?;
        element(xml, "CodeBook", &[], |xml| {
            element(xml, "Codes", &[], |xml| codes(xml, project))
        })?;
        element(xml, "Variables", &[], |xml| {
            VARIABLES.iter().try_for_each(|name| {
                let id = guid(&["variable", name]);
                empty(
                    xml,
                    "Variable",
                    &[("guid", &id), ("name", name), ("typeOfVariable", "Text")],
                )
            })
        })?;
        if !cases.is_empty() {
            element(xml, "Cases", &[], |xml| {
                cases
                    .iter()
                    .try_for_each(|speaker| case(xml, project, speaker, sources))
            })?;
        }
        if !sources.is_empty() {
            element(xml, "Sources", &[], |xml| {
                sources
                    .iter()
                    .try_for_each(|source| text_source(xml, source, &user))
            })?;
        }
        let links: Vec<_> = sources.iter().flat_map(|source| &source.links).collect();
        if links.is_empty() {
            return Ok(());
        }
        element(xml, "Links", &[], |xml| {
            links.iter().try_for_each(|(relation, from, to)| {
                let id = guid(&["link", relation, from, to]);
                let ends = [("originGUID", from.as_str()), ("targetGUID", to.as_str())];
                let head = [("guid", id.as_str()), ("name", relation), ("direction", "OneWay")];
                empty(xml, "Link", &[&head[..], &ends[..]].concat())
            })
        })
    };
    let xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    document(xml, "utf-8", |xml| element(xml, "Project", &root, all))
}

fn codes(xml: &mut Xml, project: &Project) -> io::Result<()> {
    let scale = project
        .head()
        .scale
        .iter()
        .map(|rating| verdict_code(&rating.label));
    let codes = CODES.into_iter().map(str::to_owned);
    let codes = codes.chain(REVIEWS.into_iter().map(review_code)).chain(scale);
    codes.collect::<BTreeSet<_>>().iter().try_for_each(|code| {
        let id = guid(&["code", code]);
        empty(
            xml,
            "Code",
            &[("guid", &id), ("name", code), ("isCodable", "true")],
        )
    })
}

fn case(xml: &mut Xml, project: &Project, id: &SpeakerId, sources: &[RefiSource]) -> io::Result<()> {
    let Some(speaker) = project.speaker(id) else {
        return Ok(());
    };
    let affiliation = speaker.affiliation.as_ref().map(|id| name(project, id));
    let values = [speaker.role.as_deref(), affiliation, speaker.wikidata.as_deref()];
    element(
        xml,
        "Case",
        &[
            ("guid", &guid(&["speaker", id.as_str()])),
            ("name", project.speaker_label(id)),
        ],
        |xml| {
            let also = match speaker.aliases.as_slice() {
                [] => String::new(),
                aliases => format!("Also: {}\n", aliases.join("; ")),
            };
            text(xml, "Description", &format!("{also}Speaker ID: {id}"))?;
            for (variable, value) in VARIABLES.iter().zip(&values) {
                let Some(value) = value else { continue };
                element(xml, "VariableValue", &[], |xml| {
                    empty(
                        xml,
                        "VariableRef",
                        &[("targetGUID", &guid(&["variable", variable]))],
                    )?;
                    text(xml, "TextValue", value)
                })?;
            }
            let selections = sources.iter().flat_map(|source| &source.of_speakers);
            let mut selections: Vec<&str> = selections
                .filter(|of| of.0 == *id)
                .map(|of| of.1.as_str())
                .collect();
            selections.dedup();
            selections
                .iter()
                .try_for_each(|of| empty(xml, "SelectionRef", &[("targetGUID", of)]))
        },
    )
}

fn text_source(xml: &mut Xml, source: &RefiSource, user: &str) -> io::Result<()> {
    let path = format!("internal://{}.txt", source.id);
    let made = [("creatingUser", user), ("creationDateTime", NO_TIME)];
    let head = [
        ("guid", source.id.as_str()),
        ("name", &source.title),
        ("plainTextPath", &path),
    ];
    element(xml, "TextSource", &[&head[..], &made[..]].concat(), |xml| {
        if !source.about.is_empty() {
            text(xml, "Description", &source.about)?;
        }
        source.coded.iter().try_for_each(|coded| {
            let (start, end) = (coded.at.start.to_string(), coded.at.end.to_string());
            let place = [
                ("guid", coded.id.as_str()),
                ("name", &coded.words),
                ("startPosition", &start),
                ("endPosition", &end),
            ];
            element(
                xml,
                "PlainTextSelection",
                &[&place[..], &made[..]].concat(),
                |xml| {
                    if !coded.about.is_empty() {
                        text(xml, "Description", &coded.about)?;
                    }
                    coded.codes.iter().try_for_each(|code| {
                        let id = guid(&["coding", &coded.id, code]);
                        element(
                            xml,
                            "Coding",
                            &[&[("guid", id.as_str())][..], &made[..]].concat(),
                            |xml| empty(xml, "CodeRef", &[("targetGUID", &guid(&["code", code]))]),
                        )
                    })
                },
            )
        })
    })
}
