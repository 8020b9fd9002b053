//! `WebAnno` TSV 3 (its own documentation), as `INCEpTION` writes it too: a head that names layers with their features, then a
//! token a line with a column for each feature. What several tokens share has a number in brackets. Places count UTF-16
//! units. The text stands above the tokens of each sentence.

use std::collections::BTreeMap;

use str_indices::utf16;

use super::assembly::assemble;
use super::labels::{LabelKind, LabelMap};
use super::parsed::{ParsedArticle, ParsedMark, Relation};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, utf8};
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum distance between two sentences that is filled.
const MAX_GAP: usize = 10_000;
/// The maximum number of annotations of one token in a layer.
const MAX_STACKED: usize = 100;

/// How a file begins.
pub(super) const HEAD: &str = "#FORMAT=WebAnno TSV 3";

/// Reads one file an article.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let drafts: Result<Vec<_>, _> = files
        .iter()
        .map(|file| draft(file.path, utf8(file.bytes)?, labels))
        .collect();
    assemble(AnnotatedFormat::WebAnno, drafts?, labels, Vec::new())
}

/// A layer and its features: of spans, or of relations with the layer they join.
struct Layer {
    name: String,
    features: Vec<String>,
    /// The layer of the spans that a relation joins.
    joins: Option<String>,
}

impl Layer {
    /// 'webanno.custom.Claim|quotation|voice'
    fn new(written: &str, is_relation: bool) -> Self {
        let mut parts = written.trim_end().split('|');
        let name = local(parts.next().unwrap_or_default());
        let mut features: Vec<String> = parts.map(str::to_owned).collect();
        let joins = is_relation.then(|| features.pop()).flatten();
        let joins = joins.map(|joined| local(joined.trim_start_matches("BT_")));
        if features.is_empty() && !is_relation {
            features.push(String::new());
        }
        Self {
            name,
            features,
            joins,
        }
    }

    fn columns(&self) -> usize {
        self.features.len() + usize::from(self.joins.is_some())
    }
}

/// 'webanno.custom.Claim' as 'Claim'.
fn local(name: &str) -> String {
    name.rsplit(['.', ':']).next().unwrap_or(name).to_owned()
}

/// An article and its marks.
pub(super) fn draft(path: &str, lines: &str, labels: &LabelMap) -> Result<ParsedArticle, ParseError> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut text = String::new();
    let mut length = 0;
    let mut sentence = String::new();
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut tokens: Vec<(usize, &str)> = Vec::new();
    for (at, line) in lines.lines().enumerate() {
        cancel::check_cancelled()?;
        if let Some(layer) = line.strip_prefix("#T_SP=") {
            layers.push(Layer::new(layer, false));
        } else if let Some(layer) = line.strip_prefix("#T_RL=") {
            layers.push(Layer::new(layer, true));
        } else if let Some(words) = line.strip_prefix("#Text=") {
            if !sentence.is_empty() {
                sentence.push('\n');
            }
            sentence.push_str(&unescaped(words));
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            let Some((start, _)) = place(line) else { continue };
            if !sentence.is_empty() {
                let gap = start.saturating_sub(length).min(MAX_GAP);
                text.push_str(&"\n".repeat(gap));
                text.push_str(&sentence);
                length += gap + utf16::count(&sentence);
                sentence.clear();
            }
            tokens.push((at + 1, line));
        }
    }
    let mut draft = ParsedArticle::new(name, path, text.clone());
    draft.metadata_from(plain::article(text).completed());
    let mut reader = TokenReader {
        layers: &layers,
        labels,
        marks: BTreeMap::new(),
        any: BTreeMap::new(),
        draft,
    };
    for (number, line) in &tokens {
        cancel::check_cancelled()?;
        reader.spans(*number, line);
    }
    reader.draft.index();
    for (_, line) in &tokens {
        reader.relations(line);
    }
    Ok(reader.draft)
}

/// The place of a token: '1-2 ⇥ 4-9 ⇥ mayor'.
fn place(line: &str) -> Option<(usize, usize)> {
    let (start, end) = line.split('\t').nth(1)?.split_once('-')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn unescaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut rest = words.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match rest.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

/// The values of a cell, which stand between bars that are not escaped.
fn values(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut is_escaped = false;
    for character in cell.chars() {
        match (character, values.last_mut()) {
            ('|', _) if !is_escaped => values.push(String::new()),
            (_, Some(value)) => value.push(character),
            _ => {}
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    values.truncate(MAX_STACKED);
    values
}

/// 'direct\[3\]' as 'direct' and '3'; '*' and '_' stand for no value.
fn value_and_number(value: &str) -> (String, Option<&str>) {
    let numbered = value.strip_suffix(']').and_then(|value| value.rsplit_once('['));
    let (said, number) = match numbered {
        Some((said, number)) if number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') => {
            (said, Some(number))
        }
        _ => (value, None),
    };
    let said = if matches!(said, "*" | "_") {
        String::new()
    } else {
        unescaped(said)
    };
    (said, number)
}

struct TokenReader<'a> {
    layers: &'a [Layer],
    labels: &'a LabelMap,
    /// The ids of marks by layer and number, or by layer and token where they have none.
    marks: BTreeMap<(String, String), usize>,
    /// The same by number or token alone, of whichever layer.
    any: BTreeMap<String, usize>,
    draft: ParsedArticle,
}

impl<'a> TokenReader<'a> {
    /// The layers with their cells of a token.
    fn cells<'line>(&self, line: &'line str) -> Vec<(&'a Layer, Vec<&'line str>)> {
        let mut cells = line.split('\t').skip(3);
        let layers = self.layers.iter();
        layers
            .map(|layer| (layer, cells.by_ref().take(layer.columns()).collect()))
            .collect()
    }

    fn spans(&mut self, number: usize, line: &str) {
        let token = line.split('\t').next().unwrap_or_default();
        let Some((start, end)) = place(line) else { return };
        for (layer, cells) in self.cells(line) {
            if layer.joins.is_some() || cells.iter().all(|cell| *cell == "_") {
                continue;
            }
            let columns: Vec<Vec<String>> = cells.iter().map(|cell| values(cell)).collect();
            let stacked = columns.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..stacked {
                let said: Vec<(String, Option<&str>)> = columns
                    .iter()
                    .filter_map(|column| column.get(at))
                    .map(|value| value_and_number(value))
                    .collect();
                let shared = said.iter().find_map(|(_, number)| *number);
                let key = (
                    layer.name.clone(),
                    shared.map_or_else(|| format!("{token}/{at}"), str::to_owned),
                );
                if let Some(place) = self.marks.get(&key) {
                    let mark = self.draft.marks.get_mut(*place);
                    if let Some((_, last)) = mark.and_then(|mark| mark.pieces.last_mut()) {
                        *last = end;
                    }
                    continue;
                }
                let mut mark = self.mark(layer, &said, number);
                mark.pieces.push((start, end));
                let place = self.draft.marks.len();
                mark.id = format!("{}-{place}", layer.name);
                self.any.entry(token.to_owned()).or_insert(place);
                self.any.entry(key.1.clone()).or_insert(place);
                self.marks.insert((layer.name.clone(), token.to_owned()), place);
                self.marks.insert(key, place);
                self.draft.marks.push(mark);
            }
        }
    }

    /// A mark under the name of its layer, or under a value that has a role where the layer has none.
    fn mark(&mut self, layer: &Layer, said: &[(String, Option<&str>)], number: usize) -> ParsedMark {
        let mut mark = ParsedMark {
            label: layer.name.clone(),
            line: number,
            ..ParsedMark::default()
        };
        if self.labels.role_of(&layer.name).is_none()
            && let Some((value, _)) = said
                .iter()
                .find(|(value, _)| self.labels.role_of(value).is_some())
        {
            mark.label.clone_from(value);
        }
        for (feature, (value, _)) in layer.features.iter().zip(said) {
            if !feature.is_empty() && !value.is_empty() && *value != mark.label {
                mark.set_attribute(self.labels, feature, value);
                self.draft.count_label(LabelKind::Attribute, feature);
            }
        }
        mark
    }

    /// Relations stand at the token of one end and name that of the other: `1-3[2_1]`.
    fn relations(&mut self, line: &str) {
        let token = line.split('\t').next().unwrap_or_default();
        for (layer, cells) in self.cells(line) {
            let Some(joined) = &layer.joins else { continue };
            let Some(ends) = cells.last().filter(|ends| **ends != "_") else {
                continue;
            };
            let names = cells
                .first()
                .filter(|_| cells.len() > 1)
                .map(|cell| values(cell))
                .unwrap_or_default();
            for (at, end) in values(ends).iter().enumerate() {
                let (other, numbers) = end
                    .strip_suffix(']')
                    .and_then(|end| end.split_once('['))
                    .unwrap_or((end, "0_0"));
                let (from, to) = numbers.split_once('_').unwrap_or(("0", "0"));
                let id = |token: &str, number: &str| {
                    let key = if number == "0" { token } else { number };
                    // A relation may join spans of any layer.
                    let place = self.marks.get(&(joined.clone(), key.to_owned()));
                    let place = place.or_else(|| self.any.get(key))?;
                    Some(self.draft.marks.get(*place)?.id.clone())
                };
                if let (Some(from), Some(to)) = (id(other, from), id(token, to)) {
                    let name = names
                        .get(at)
                        .map(|name| value_and_number(name).0)
                        .filter(|name| !name.is_empty());
                    self.draft.relations.push(Relation::Pair {
                        name: name.unwrap_or_else(|| layer.name.clone()),
                        from,
                        to,
                    });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotated::read_annotated;

    #[test]
    fn spans_with_features_and_relations_between_them_are_read() {
        let tsv = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|label|quotation\n#T_RL=webanno.custom.Link|role|BT_webanno.custom.Span\n\n\n\
            #Text=🍉 It began.\n1-1\t0-2\t🍉\t_\t_\t_\t_\t\n1-2\t3-5\tIt\t_\t_\t_\t_\t\n1-3\t6-11\tbegan\t_\t_\t_\t_\t\n\n\
            #Text=The mayor said no.\n2-1\t13-16\tThe\tSource[1]\t*[1]\t_\t_\t\n2-2\t17-22\tmayor\tSource[1]\t*[1]\t_\t_\t\n\
            2-3\t23-27\tsaid\tCue\t*\tcued by\t2-4[0_0]\t\n2-4\t28-30\tno\tClaim\tdirect\tattributed to\t2-1[1_0]\t\n2-5\t30-31\t.\t_\t_\t_\t_\t\n";
        assert_eq!(
            AnnotatedFormat::detect(tsv.as_bytes()),
            Some(AnnotatedFormat::WebAnno)
        );
        let files = [AnnotatedFile {
            path: "talks.tsv",
            bytes: tsv.as_bytes(),
        }];
        let read = read_annotated(AnnotatedFormat::WebAnno, "a", &files, &LabelMap::default()).unwrap();
        assert_eq!(read.unplaced, []);
        let article = read.project.articles().values().next().unwrap();
        assert_eq!(article.text.as_deref(), Some("🍉 It began.\nThe mayor said no."));
        let (_, _, claim) = read.project.claims().next().unwrap();
        let link = &claim.voice.chain()[0];
        assert_eq!(
            (
                claim.words().as_str(),
                link.source[0].words.as_str(),
                link.cue[0].words.as_str()
            ),
            ("no", "The mayor", "said")
        );
    }
}
