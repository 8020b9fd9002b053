//! REFI-QDA, the exchange form of qualitative analysis programs: a `project.qde` of the 1.5 standard and
//! the texts it codes. Selections count Unicode characters (section 10.2), half open as all programs read it.
//! Ids are made from ours by RFC 9562 version 5, so that a second export names the same things.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use uuid::Uuid;

use super::bundle::Bundle;
use super::offsets::Offsets;
use super::told::{decisions, name, quotation, verdict, who};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, chosen, safe, speakers, words};
use crate::model::{Anchor, Article, ArticleId, Claim, ClaimId, Project, SpeakerId};

/// The format.
pub const FORMAT: Format = Format {
    key: "refi",
    name: "REFI-QDA project",
    extension: "qdpx",
    readers: Readers::Programs,
    for_whom: "For researchers who code with MAXQDA, ATLAS.ti, NVivo, QualCoder or Quirkos.",
    keeps: "Texts, claims, sources and cues as coded selections tied by links, speakers as cases with role, affiliation and Wikidata item, quotation, review and verdict as codes, notes and evidence as descriptions.",
    drops: "Exact times, and single decisions of several reviewers. What of cases and links arrives depends on the program.",
    offset_unit: "Unicode characters",
    write: Write::Files(write),
};

/// Where ids of this format are made from ours.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f4b_1d3e_88a1_4c0e_9b57_53a7_7361_7973);
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

type Xml = Writer<Vec<u8>>;

/// A stretch of text with its codes.
struct Coded {
    id: String,
    at: std::ops::Range<usize>,
    words: String,
    codes: Vec<String>,
    about: String,
}

/// A text with what is coded in it, and the links between the pieces.
#[derive(Default)]
struct Source {
    id: String,
    title: String,
    about: String,
    coded: Vec<Coded>,
    links: Vec<(&'static str, String, String)>,
    /// Which selections are whose.
    of_speakers: Vec<(SpeakerId, String)>,
}

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    files: &mut Bundle,
) -> Result<Summary, ExportError> {
    let mut summary = Summary::default();
    let mut sources = Vec::new();
    for (id, article, claims) in chosen(project, selection, limit) {
        let (source, left_out) = source(project, id, article, &claims);
        summary.articles += 1;
        summary.left_out += left_out;
        summary.claims += claims.len() - left_out;
        let text = article.text.as_deref().unwrap_or_default();
        files.add(&format!("sources/{}.txt", source.id), text.as_bytes())?;
        sources.push(source);
    }
    files.add("project.qde", &qde(project, selection, &sources)?)?;
    Ok(summary)
}

fn source(
    project: &Project,
    id: &ArticleId,
    article: &Article,
    claims: &[(&ClaimId, &Claim)],
) -> (Source, usize) {
    let offsets = Offsets::new(article);
    let mut source = Source {
        id: guid(&["article", id.as_str()]),
        title: article.metadata.title.clone(),
        about: article.metadata.url.clone().unwrap_or_default(),
        ..Source::default()
    };
    let mut left_out = 0;
    for (claim_id, claim) in claims {
        let of = format!("{id}/{claim_id}");
        let how = quotation(article, claim).map_or("indirect", words::quotation);
        let mut codes = vec![
            format!("Claim: {how}"),
            review_code(words::review_state(claim.review_state())),
        ];
        codes.extend(verdict(project, claim).map(verdict_code));
        let Some(first) = source.pieces(&offsets, &of, &claim.spans, &codes, &about(project, claim)) else {
            left_out += 1;
            continue;
        };
        for (at, link) in claim.voice.chain().iter().enumerate() {
            let by = if at == 0 { "attributed to" } else { "relayed by" };
            let mention = source.pieces(
                &offsets,
                &format!("{of}/source{at}"),
                &link.source,
                &["Source".into()],
                "",
            );
            let cue = source.pieces(&offsets, &format!("{of}/cue{at}"), &link.cue, &["Cue".into()], "");
            for (relation, to) in [(by, &mention), ("cued by", &cue)] {
                source
                    .links
                    .extend(to.iter().map(|to| (relation, first.clone(), to.clone())));
            }
            for speaker in &link.speakers {
                let selections = std::iter::once(&first).chain(&mention);
                source
                    .of_speakers
                    .extend(selections.map(|one| (speaker.clone(), one.clone())));
            }
        }
    }
    (source, left_out)
}

impl Source {
    /// Codes the pieces that have a place and ties each to the one before it; gives the first.
    fn pieces(
        &mut self,
        offsets: &Offsets,
        of: &str,
        anchors: &[Anchor],
        codes: &[String],
        about: &str,
    ) -> Option<String> {
        let mut ids: Vec<String> = Vec::new();
        for anchor in anchors.iter().filter(|anchor| anchor.span().is_some()) {
            let id = guid(&["selection", of, &ids.len().to_string()]);
            self.links
                .extend(ids.last().map(|before| ("continues", id.clone(), before.clone())));
            self.coded.push(Coded {
                id: id.clone(),
                at: offsets.chars(anchor),
                words: anchor.words.clone(),
                codes: codes.to_vec(),
                about: if ids.is_empty() {
                    about.to_owned()
                } else {
                    String::new()
                },
            });
            ids.push(id);
        }
        ids.into_iter().next()
    }
}

/// What a selection's description says of a claim: who says it, the note, the evidence.
fn about(project: &Project, claim: &Claim) -> String {
    let who = who(project, claim);
    let mut lines: Vec<String> = (!who.is_empty())
        .then(|| format!("Said by {who}"))
        .into_iter()
        .collect();
    lines.extend(decisions(project, claim));
    lines.extend(claim.evidence.values().map(|found| {
        let stance = found.stance.map_or("evidence", words::stance);
        format!("{stance}: {} {}", found.title, found.url)
    }));
    lines.extend((!claim.note.is_empty()).then(|| claim.note.clone()));
    lines.join("\n")
}

/// The description of the project, in the order of elements that the standard's schema demands.
fn qde(project: &Project, selection: &Selection, sources: &[Source]) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let user = guid(&["user"]);
    let title = safe::xml(&project.head().title).into_owned();
    let root = xml.create_element("Project").with_attributes([
        ("xmlns", "urn:QDA-XML:project:1.0"),
        ("name", &title),
        ("origin", "Sayso"),
        ("creatingUserGUID", &user),
        ("creationDateTime", NO_TIME),
    ]);
    root.write_inner_content(|xml| {
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
        let cases = speakers(project, selection);
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
    })?;
    Ok(safe::xml_source(xml.into_inner()))
}

fn codes(xml: &mut Xml, project: &Project) -> io::Result<()> {
    let scale = project
        .head()
        .scale
        .iter()
        .map(|rating| verdict_code(&rating.label));
    let codes = CODES.into_iter().map(str::to_owned);
    let codes = codes.chain(REVIEWS.into_iter().map(review_code)).chain(scale);
    codes
        .collect::<std::collections::BTreeSet<_>>()
        .iter()
        .try_for_each(|code| {
            let id = guid(&["code", code]);
            empty(
                xml,
                "Code",
                &[("guid", &id), ("name", code), ("isCodable", "true")],
            )
        })
}

fn case(xml: &mut Xml, project: &Project, id: &SpeakerId, sources: &[Source]) -> io::Result<()> {
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
            ("name", &speaker.name),
        ],
        |xml| {
            if !speaker.aliases.is_empty() {
                text(
                    xml,
                    "Description",
                    &format!("Also: {}", speaker.aliases.join("; ")),
                )?;
            }
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

fn text_source(xml: &mut Xml, source: &Source, user: &str) -> io::Result<()> {
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

fn review_code(state: &str) -> String {
    format!("Review: {state}")
}

fn verdict_code(label: &str) -> String {
    format!("Verdict: {label}")
}

fn guid(parts: &[&str]) -> String {
    Uuid::new_v5(&NAMESPACE, parts.join("\n").as_bytes()).to_string()
}

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let mut element = xml.create_element(name);
    for (key, value) in attributes {
        element = element.with_attribute((*key, safe::xml(value).as_ref()));
    }
    element.write_inner_content(inner)?;
    Ok(())
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let mut element = xml.create_element(name);
    for (key, value) in attributes {
        element = element.with_attribute((*key, safe::xml(value).as_ref()));
    }
    element.write_empty()?;
    Ok(())
}

fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    let words = safe::xml(words);
    xml.create_element(name)
        .write_text_content(BytesText::new(&words))?;
    Ok(())
}
