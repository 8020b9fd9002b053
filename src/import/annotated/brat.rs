//! brat standoff (brat's documentation of the format): `a.txt` is a text and `a.ann` its marks, one a
//! line.
//!
//! ```text
//! T3  Content 24 49;60 71  words of all pieces      a mark: label, places in characters, words
//! E1  Attribution:T4 Content:T3 Cue:T2 Source:T1   an event: what belongs together, by roles
//! R1  AttributedTo Arg1:T1 Arg2:T2                 a relation
//! A1  Verdict T1 false                             an attribute (M in old files)
//! N1  Reference T2 Wikidata:Q42  Douglas Adams      what a mark refers to
//! #1  AnnotatorNotes T1  anything                   a note; Sayso's say all of a claim
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::UnplacedReason::{self, ChangedSince, Dangling, Unreadable, WithoutText};
use super::assembly::assemble;
use super::labels::{LabelMap, LabelRole};
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::sayso_lines::Lines;
use super::{Annotated, AnnotatedFile, AnnotatedFormat, Unplaced, has_ending, utf8};
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::text::units::CharIndex;

/// How the pieces of a claim that an event numbers are related.
const CONTINUES: &str = "continues";

/// The maximum number of marks and relations of a text.
const MAX_LINES: usize = 1_000_000;

/// Reads the files of a folder, or one archive of them.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    if let [AnnotatedFile { bytes, .. }] = files
        && bytes.starts_with(b"PK\x03\x04")
    {
        let unpacked = unpack(bytes)?;
        let files: Vec<AnnotatedFile> = unpacked
            .iter()
            .map(|(path, bytes)| AnnotatedFile { path, bytes })
            .collect();
        return read_folder(&files, labels);
    }
    read_folder(files, labels)
}

fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ParseError> {
    let mut archive = Archive::open(bytes)?;
    let is_wanted = |name: &String| {
        has_ending(name, "ann") || has_ending(name, "txt") || name.ends_with(SAYSO_LINES_FILE)
    };
    let names: Vec<String> = archive.names().filter(is_wanted).collect();
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        if let Some(bytes) = archive.part(&name)? {
            files.push((name, bytes));
        }
    }
    Ok(files)
}

/// What of a project brat has no place for, beside the texts.
const SAYSO_LINES_FILE: &str = "sayso.jsonl";

fn read_folder(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let texts: BTreeMap<&str, &[u8]> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_suffix(".txt")?, file.bytes)))
        .collect();
    let mut unplaced = Vec::new();
    let mut sheets = Vec::new();
    let by_name: BTreeMap<&str, &[u8]> = texts
        .iter()
        .map(|(path, bytes)| (file_name(path), *bytes))
        .collect();
    for file in files {
        let Some(stem) = file.path.strip_suffix(".ann") else {
            continue;
        };
        let mut sheet = BratSheet::read(file.path, utf8(file.bytes)?, &mut unplaced)?;
        // The text lies beside it, or elsewhere under the same name, to which that of the annotator may be added.
        let named = || shortened_names(file_name(stem)).find_map(|name| Some((name, by_name.get(name)?)));
        let text = texts.get(stem).map(|text| (file_name(stem), text)).or_else(named);
        match text {
            Some((name, text)) => {
                utf8(text)?.clone_into(&mut sheet.text);
                name.clone_into(&mut sheet.name);
                sheets.push(sheet);
            }
            None => unplaced.push(unplaced_line(
                file.path,
                0,
                fl!("import-unplaced-text"),
                stem,
                WithoutText,
            )),
        }
    }
    let rest = files
        .iter()
        .find(|file| file.path.rsplit(['/', '\\']).next() == Some(SAYSO_LINES_FILE));
    match rest {
        Some(rest) => read_ours(rest, sheets, unplaced, labels),
        None => {
            sheets.sort_by(|one, other| one.name.cmp(&other.name));
            let mut drafts: Vec<ParsedArticle> = Vec::with_capacity(sheets.len());
            for sheet in sheets {
                let mut draft = sheet.draft(labels, &mut unplaced);
                let before = drafts.last();
                draft.is_by_other_annotator = before.is_some_and(|before| {
                    before.name == draft.name && before.text == draft.text && before.file != draft.file
                });
                drafts.push(draft);
            }
            assemble(AnnotatedFormat::Brat, drafts, labels, unplaced)
        }
    }
}

/// The name of a file without its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// `talks_by_amal`, `talks_by`, `talks`
pub(crate) fn shortened_names(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        let end = name.rfind(['_', '.', '-'])?;
        name.get(..end)
    })
}

/// A note of Sayso's.
#[derive(Deserialize)]
struct BratNote {
    claim: Value,
}

/// Where Sayso wrote the files, its notes say all of each claim; marks that another program added are told.
fn read_ours(
    rest: &AnnotatedFile,
    sheets: Vec<BratSheet>,
    mut unplaced: Vec<Unplaced>,
    labels: &LabelMap,
) -> Result<Annotated, ParseError> {
    let mut lines = Lines::default();
    lines.read(rest.path, utf8(rest.bytes)?)?;
    if !lines.has_head() {
        return Err(ParseError::UnknownForm);
    }
    for sheet in sheets {
        let Some(article) = lines.article_mut(sheet.stem()) else {
            unplaced.push(unplaced_line(
                &sheet.file,
                0,
                fl!("import-unplaced-text"),
                sheet.stem(),
                WithoutText,
            ));
            continue;
        };
        if article.text.is_some() {
            article.text = Some(sheet.text.as_str().into());
        }
        let index = CharIndex::new(&sheet.text);
        for (id, mark) in &sheet.marks {
            if labels.role_of(&mark.label) != Some(LabelRole::Claim) {
                continue;
            }
            let note = sheet.notes.get(id);
            let note =
                note.and_then(|(line, note)| Some((*line, serde_json::from_str::<BratNote>(note).ok()?)));
            let kept = note.filter(|(_, note)| {
                let places = places_of(&note.claim);
                places == mark.pieces || cut(&places, &index, &sheet.text) == mark.pieces
            });
            let read =
                kept.is_some_and(|(line, note)| lines.read_claim(&sheet.file, line, note.claim).is_ok());
            if !read {
                unplaced.push(unplaced_line(
                    &sheet.file,
                    mark.line,
                    &mark.label,
                    &mark.words,
                    ChangedSince,
                ));
            }
        }
    }
    let mut annotated = lines.finish(AnnotatedFormat::Brat)?;
    unplaced.append(&mut annotated.unplaced);
    annotated.unplaced = unplaced;
    Ok(annotated)
}

/// The places that a note gives its claim, those without one left out as they are in the marks.
fn places_of(claim: &Value) -> Vec<(usize, usize)> {
    let spans = claim.get("spans").and_then(Value::as_array).into_iter().flatten();
    let number = |span: &Value, key| usize::try_from(span.get(key)?.as_u64()?).ok();
    spans
        .filter(|span| span.get("orphaned") != Some(&Value::Bool(true)))
        .filter_map(|span| Some((number(span, "start")?, number(span, "end")?)))
        .collect()
}

/// The places cut at line ends and tabs, which lines of brat cannot hold.
fn cut(places: &[(usize, usize)], index: &CharIndex, text: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::with_capacity(places.len());
    for (start, end) in places {
        let bytes = index.byte_from_chars(*start).zip(index.byte_from_chars(*end));
        let words = bytes
            .and_then(|(start, end)| text.get(start..end))
            .unwrap_or_default();
        let mut at = *start;
        for words in words.split(['\n', '\t', '\r']) {
            let end = at + words.chars().count();
            if !words.is_empty() {
                pieces.push((at, end));
            }
            at = end + 1;
        }
    }
    pieces
}

/// The lines of one file of marks.
#[derive(Default)]
struct BratSheet {
    file: String,
    /// That of the text, without its ending.
    name: String,
    text: String,
    /// In the order of the file.
    order: Vec<String>,
    marks: BTreeMap<String, BratMark>,
    /// Line, roles with what plays them.
    events: Vec<(usize, Vec<(String, String)>)>,
    /// Line, name, the two ends.
    relations: Vec<(usize, String, String, String)>,
    attributes: Vec<(String, String, String)>,
    /// Mark, database and item, name.
    references: Vec<(String, String, String)>,
    notes: BTreeMap<String, (usize, String)>,
}

struct BratMark {
    line: usize,
    label: String,
    pieces: Vec<(usize, usize)>,
    words: String,
}

impl BratSheet {
    fn read(file: &str, lines: &str, unplaced: &mut Vec<Unplaced>) -> Result<Self, ParseError> {
        let mut sheet = Self {
            file: file.to_owned(),
            ..Self::default()
        };
        for (at, line) in lines.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if at >= MAX_LINES {
                return Err(ParseError::TooManyParts(MAX_LINES));
            }
            if !line.trim().is_empty() && sheet.take(at + 1, line).is_none() {
                unplaced.push(unplaced_line(
                    file,
                    at + 1,
                    fl!("import-unplaced-line"),
                    line,
                    Unreadable,
                ));
            }
        }
        Ok(sheet)
    }

    fn take(&mut self, number: usize, line: &str) -> Option<()> {
        let mut fields = line.splitn(3, '\t');
        let (id, says, rest) = (fields.next()?, fields.next()?, fields.next());
        let mut said = says.split_whitespace();
        match id.chars().next()? {
            'T' => {
                let (label, places) = says.split_once(' ')?;
                let mark = BratMark {
                    line: number,
                    label: label.to_owned(),
                    pieces: places.split(';').map(piece).collect::<Option<_>>()?,
                    words: rest?.to_owned(),
                };
                self.order.push(id.to_owned());
                self.marks.insert(id.to_owned(), mark);
            }
            'E' => {
                let roles: Option<Vec<_>> = said.map(role).collect();
                self.events.push((number, roles?));
            }
            'R' => {
                let name = said.next()?.to_owned();
                let (_, from) = role(said.next()?)?;
                let (_, to) = role(said.next()?)?;
                self.relations.push((number, name, from, to));
            }
            'A' | 'M' => {
                let (name, of) = (said.next()?.to_owned(), said.next()?.to_owned());
                self.attributes
                    .push((name, of, said.next().unwrap_or_default().to_owned()));
            }
            'N' => {
                let (_, of, item) = (said.next()?, said.next()?.to_owned(), said.next()?.to_owned());
                self.references
                    .push((of, item, rest.unwrap_or_default().trim().to_owned()));
            }
            '#' => {
                let (_, of) = (said.next()?, said.next()?.to_owned());
                self.notes
                    .insert(of, (number, rest.unwrap_or_default().to_owned()));
            }
            // Sets of marks that are equivalent say nothing about claims.
            '*' => {}
            _ => return None,
        }
        Some(())
    }

    fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        name.strip_suffix(".ann").unwrap_or(name)
    }

    fn draft(self, labels: &LabelMap, unplaced: &mut Vec<Unplaced>) -> ParsedArticle {
        let mut draft = ParsedArticle::new(&self.name, &self.file, self.text.clone());
        draft.metadata_from(plain::article(self.text.clone()));
        for id in &self.order {
            if let Some(mark) = self.marks.get(id) {
                draft.marks.push(ParsedMark {
                    id: id.clone(),
                    label: mark.label.clone(),
                    line: mark.line,
                    pieces: mark.pieces.clone(),
                    words: Some(mark.words.clone()),
                    ..ParsedMark::default()
                });
            }
        }
        draft.index();
        for (name, of, value) in &self.attributes {
            draft.count_attribute(name);
            if let Some(mark) = draft.mark_mut(of) {
                if value.is_empty() {
                    mark.tags.push(name.clone());
                }
                mark.set_attribute(labels, name, value);
            }
        }
        for (of, item, name) in &self.references {
            if let Some(mark) = draft.mark_mut(of) {
                let name = if name.is_empty() {
                    mark.words.clone().unwrap_or_default()
                } else {
                    name.clone()
                };
                mark.speakers.push(name);
                mark.wikidata = item.strip_prefix("Wikidata:").map(str::to_owned);
            }
        }
        for (of, (_, note)) in &self.notes {
            if let Some(mark) = draft.mark_mut(of) {
                mark.note.clone_from(note);
            }
        }
        for (line, name, from, to) in self.relations {
            for end in [&from, &to] {
                if !draft.has(end) {
                    unplaced.push(unplaced_line(&self.file, line, &name, end, Dangling));
                }
            }
            draft.relations.push(Relation::Pair { name, from, to });
        }
        for (line, roles) in self.events {
            let trigger = roles.first().map(|(name, _)| name.clone()).unwrap_or_default();
            let mut members = Vec::new();
            let pieces = continued(&roles, &draft, labels);
            draft.relations.extend(pieces);
            // The trigger is the words that the event hangs on, the cue where its label is one; the roles say what
            // belongs to it.
            for (_, of) in roles {
                // Events may be arguments of events; those have no words of their own.
                if draft.has(&of) {
                    members.push(of);
                } else if !of.starts_with('E') {
                    unplaced.push(unplaced_line(&self.file, line, &trigger, &of, Dangling));
                }
            }
            draft.relations.push(Relation::Event {
                name: trigger,
                marks: members,
            });
        }
        draft
    }
}

/// The claims of an event that continue its first one: 'Content2', 'Content3' behind 'Content'.
fn continued(roles: &[(String, String)], draft: &ParsedArticle, labels: &LabelMap) -> Vec<Relation> {
    let is_claim = |id: &str| {
        let mark = draft.place_of(id).and_then(|at| draft.marks.get(at));
        mark.is_some_and(|mark| labels.role_of(&mark.label) == Some(LabelRole::Claim))
    };
    let numbered = roles.iter().filter_map(|(role, id)| {
        let name = role.trim_end_matches(|c: char| c.is_ascii_digit());
        let (_, first) = roles.iter().find(|(first, _)| first == name && first != role)?;
        (is_claim(id) && is_claim(first)).then(|| Relation::Pair {
            name: CONTINUES.to_owned(),
            from: id.clone(),
            to: first.clone(),
        })
    });
    numbered.collect()
}

/// '24 49'
fn piece(written: &str) -> Option<(usize, usize)> {
    let (start, end) = written.trim().split_once(' ')?;
    Some((start.parse().ok()?, end.trim().parse().ok()?))
}

/// 'Content:T3'
fn role(written: &str) -> Option<(String, String)> {
    let (role, of) = written.split_once(':')?;
    Some((role.to_owned(), of.to_owned()))
}

fn unplaced_line(file: &str, line: usize, label: &str, words: &str, why: UnplacedReason) -> Unplaced {
    Unplaced {
        file: file.to_owned(),
        line,
        label: label.to_owned(),
        words: words.to_owned(),
        why,
        article: None,
    }
}

#[cfg(test)]
mod tests {
    use crate::import::annotated::{
        Annotated, AnnotatedFile, AnnotatedFormat, LabelMap, UnplacedReason, read_annotated,
    };
    use crate::model::Claim;

    fn read_files(files: &[(&str, &str)]) -> Annotated {
        let files: Vec<AnnotatedFile> = files
            .iter()
            .map(|(path, text)| AnnotatedFile {
                path,
                bytes: text.as_bytes(),
            })
            .collect();
        read_annotated(AnnotatedFormat::Brat, "a", &files, &LabelMap::default()).unwrap()
    }

    fn claims(read: &Annotated) -> Vec<&Claim> {
        read.project.claims().map(|(_, _, claim)| claim).collect()
    }

    #[test]
    fn numbered_roles_are_pieces_of_one_claim_and_flags_are_tags() {
        let text = "“No”, the mayor said, “never”.";
        let marks = "T1\tContent 1 3\tNo\nT2\tContent 23 28\tnever\nT3\tSource 6 15\tthe mayor\nT4\tCue 16 20\tsaid\n\
                     E1\tCue:T4 Content:T1 Content2:T2 Source:T3\nA1\tNegated T1\n";
        let read = read_files(&[("a.txt", text), ("a.ann", marks)]);
        assert_eq!(read.unplaced, []);
        let [claim] = claims(&read).try_into().unwrap();
        assert_eq!((claim.spans.len(), claim.words().as_str()), (2, "No … never"));
        assert_eq!(claim.tags, ["Negated"]);
        assert_eq!(claim.voice.chain()[0].source[0].words, "the mayor");
    }

    #[test]
    fn marks_lie_beside_the_text_or_in_a_folder_of_their_own_under_its_name() {
        let text = "The mayor said the bridge is safe.";
        let marks = "T1\tClaim 15 33\tthe bridge is safe\n";
        let read = read_files(&[
            ("p/attributions/a_amal.ann", marks),
            ("p/attributions/a_bea.ann", "T1\tClaim 0 9\tThe mayor\n"),
            ("p/text/a.txt", text),
        ]);
        assert_eq!((read.project.articles().len(), claims(&read).len()), (1, 2));
    }

    #[test]
    fn line_ends_count_either_way_and_an_end_behind_the_text_is_mended_and_told() {
        let text = "John met Mary.\r\nHe said it was\r\nlate";
        for marks in [
            "T1\tClaim 23 34\tit was late\n",
            "T1\tClaim 24 36\tit was  late\n",
            "T1\tClaim 23 29;30 34\tit was late\n",
            "T1\tClaim 24 37\tit was late\n",
        ] {
            let read = read_files(&[("a.txt", text), ("a.ann", marks)]);
            let [claim] = claims(&read).try_into().unwrap();
            assert_eq!(claim.words(), "it was\nlate", "{marks}");
            let told: Vec<UnplacedReason> = read.unplaced.iter().map(|mark| mark.why).collect();
            let is_mended = marks.contains("24 37");
            assert_eq!(told.contains(&UnplacedReason::EndMended), is_mended, "{marks}");
        }
    }
}
