//! Transcripts and subtitles: `WebVTT`, SRT, SBV, TTML and the JSON of speech recognition. What one person says without
//! a break is a paragraph, with the name before it where the file tells who speaks. The times stay in the file, which
//! the project keeps.

use serde_json::Value;

use super::{facts, json, language, markup};
use crate::import::article::SourceFile;
use crate::import::decode::Decoded;
use crate::import::detect::{time, times};
use crate::import::error::ParseError;
use crate::import::guard::cancel;
use crate::import::guard::xml::{self, Element, Node};
use crate::import::{Imported, NewArticle, WarningKind};

/// A silence this long ends a paragraph, where nobody is named.
const PAUSE_MILLISECONDS: u64 = 3000;
/// A paragraph this long ends at the next sentence, where nobody is named.
const MAX_PARAGRAPH_CHARS: usize = 700;
/// How many lines of a cue may be shown again in the next one.
const MAX_SHOWN_AGAIN: usize = 8;
/// The maximum length of a name before a colon.
const MAX_NAME_CHARS: usize = 40;
/// The maximum number of words of one.
const MAX_NAME_WORDS: usize = 5;

/// What is shown at once.
#[derive(Debug, Default)]
struct Cue {
    start: u64,
    end: u64,
    speaker: Option<String>,
    lines: Vec<String>,
}

/// Reads a transcript.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let decoded = source.decoded()?;
    let (cues, title) = cues(decoded.text.trim_start(), source)?;
    let (paragraphs, repeated) = turns(cues)?;
    imported(paragraphs.join("\n\n"), title, repeated, &decoded, source)
}

fn cues(text: &str, source: &SourceFile) -> Result<(Vec<Cue>, Option<String>), ParseError> {
    Ok(match text.chars().next() {
        Some('<') => of_ttml(&xml::parse(source.bytes)?),
        Some('{' | '[') => (of_json(&json::value(text)?)?, None),
        _ => (of_lines(text)?, title_in_head(text)),
    })
}

/// The times at which cues begin, in milliseconds, each with the words of its first line as they stand in the paragraphs.
pub(super) fn starts(source: &SourceFile) -> Result<Vec<(u64, String)>, ParseError> {
    let decoded = source.decoded()?;
    let (cues, _) = cues(decoded.text.trim_start(), source)?;
    let starts = cues.into_iter().filter_map(|cue| {
        let line = cue.lines.first()?;
        let words = name_before(line).map_or(line.as_str(), |(_, words)| words);
        Some((cue.start, without_mark(words).1.to_owned()))
    });
    Ok(starts.collect())
}

fn imported(
    text: String,
    title: Option<String>,
    repeated: usize,
    decoded: &Decoded,
    source: &SourceFile,
) -> Result<Imported, ParseError> {
    if text.trim().is_empty() {
        return Err(ParseError::NoText);
    }
    let article = NewArticle {
        title: title.unwrap_or_else(|| stem(source.path)),
        credit: facts::credit(&text),
        language: language::guess(&text).map(str::to_owned),
        text,
        ..NewArticle::default()
    };
    let mut imported = Imported::from_text(article.completed(), decoded, source);
    if repeated > 0 {
        imported
            .warnings
            .push(source.warning(WarningKind::RepeatedLines(repeated)));
    }
    Ok(imported)
}

/// The name of a file without folders and ending.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// What stands behind the word that `WebVTT` begins with.
fn title_in_head(text: &str) -> Option<String> {
    let line = text.lines().next()?.strip_prefix("WEBVTT")?;
    let title = line.trim_matches([' ', '\t', '-', '–', ':']);
    (!title.is_empty()).then(|| title.to_owned())
}

/// The cues of formats of lines: times, and below them what is said, until an empty line. What has no times are numbers,
/// notes and styles.
fn of_lines(text: &str) -> Result<Vec<Cue>, ParseError> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut is_open = false;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        cancel::check_cancelled()?;
        if let Some((start, end)) = times(line) {
            cues.push(Cue {
                start,
                end,
                ..Cue::default()
            });
            is_open = true;
        } else if line.trim().is_empty() {
            // Some programs leave a line empty within what is said; then no number and no times follow.
            let goes_on = lines.peek().is_some_and(|next| {
                let is_number = next.trim().bytes().all(|byte| byte.is_ascii_digit());
                let is_block = ["NOTE", "STYLE", "REGION"]
                    .iter()
                    .any(|word| next.starts_with(word));
                !is_number && !is_block && times(next).is_none()
            });
            is_open &= goes_on;
        } else if let Some(cue) = cues.last_mut().filter(|_| is_open) {
            // The name of the next cue may stand above its times.
            let is_name = lines.peek().is_some_and(|next| times(next).is_some())
                && line.trim().parse::<usize>().is_ok();
            if !is_name {
                cue.take_line(line)?;
            }
        }
    }
    Ok(cues)
}

impl Cue {
    /// A line without its tags; that of a voice names who speaks.
    fn take_line(&mut self, line: &str) -> Result<(), ParseError> {
        if let Some(name) = line.split_once("<v").and_then(|(_, rest)| voice(rest)) {
            if self.speaker.as_ref().is_some_and(|before| *before != name) {
                // Two people in one cue: each on a line of their own, with their names.
                self.lines.push(format!("{name}: {}", spoken(line)?));
                return Ok(());
            }
            self.speaker = Some(name);
        }
        let words = spoken(line)?;
        if !words.is_empty() {
            self.lines.push(words);
        }
        Ok(())
    }
}

/// '.loud Ada Roe>…' behind '<v'
fn voice(rest: &str) -> Option<String> {
    let (name, _) = rest.split_once('>')?;
    let name = name.split_once(char::is_whitespace)?.1.trim();
    let name = markup::text_of_html(name).ok()?;
    (!name.is_empty()).then_some(name)
}

/// The words of a line without tags and marks for their place: '<i>', '<00:00:01.000>', '{\an8}'.
fn spoken(line: &str) -> Result<String, ParseError> {
    let mut words = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        words.push_str(before);
        let is_tag = match tag.as_bytes() {
            [b'<', b'/' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', ..] => tag.find('>'),
            [b'{', b'\\', ..] => tag.find('}'),
            _ => None,
        };
        rest = tag.get(is_tag.map_or(1, |end| end + 1)..).unwrap_or_default();
        if is_tag.is_none() {
            words.extend(tag.chars().next());
        }
    }
    words.push_str(rest);
    if words.contains('&') {
        words = markup::text_of_html(&words.replace('<', "&lt;"))?;
    }
    Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The cues of TTML: paragraphs with times, and agents that speak.
fn of_ttml(root: &Element) -> (Vec<Cue>, Option<String>) {
    let mut people = Vec::new();
    let mut cues = Vec::new();
    let mut title = None;
    gather_ttml(root, &mut people, &mut cues, &mut title, None);
    for cue in &mut cues {
        let known = people.iter().find(|(id, _)| Some(id) == cue.speaker.as_ref());
        cue.speaker = known.map(|(_, name)| name.clone());
    }
    (cues, title)
}

fn gather_ttml(
    element: &Element,
    people: &mut Vec<(String, String)>,
    cues: &mut Vec<Cue>,
    title: &mut Option<String>,
    agent: Option<&str>,
) {
    let agent = element.attribute("agent").or(agent);
    match element.local() {
        "title" => *title = Some(element.text().trim().to_owned()).filter(|title| !title.is_empty()),
        "agent" => {
            let name = element.text().split_whitespace().collect::<Vec<_>>().join(" ");
            people.extend(element.attribute("id").map(|id| (id.to_owned(), name)));
        }
        "p" => {
            let at = |key| element.attribute(key).and_then(time);
            let start = at("begin").unwrap_or_default();
            let mut lines = vec![String::new()];
            let mut agent = agent.map(str::to_owned);
            ttml_words(element, &mut lines, &mut agent);
            let words = lines
                .iter()
                .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            cues.push(Cue {
                start,
                end: at("end").or_else(|| Some(start + at("dur")?)).unwrap_or(start),
                speaker: agent,
                lines: words.filter(|line| !line.is_empty()).collect(),
            });
        }
        _ => {
            for inner in element.elements() {
                gather_ttml(inner, people, cues, title, agent);
            }
        }
    }
}

fn ttml_words(element: &Element, lines: &mut Vec<String>, agent: &mut Option<String>) {
    for child in &element.children {
        match child {
            Node::Text(words) => lines
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|line| line.push_str(words)),
            Node::Element(inner) if inner.local() == "br" => lines.push(String::new()),
            Node::Element(inner) if inner.local() == "metadata" => {}
            Node::Element(inner) => {
                if agent.is_none() {
                    *agent = inner.attribute("agent").map(str::to_owned);
                }
                ttml_words(inner, lines, agent);
            }
        }
    }
}

/// The segments of speech recognition: a list, or one under 'segments'.
fn of_json(whole: &Value) -> Result<Vec<Cue>, ParseError> {
    let segments = whole.as_array().or_else(|| whole["segments"].as_array());
    let segments = segments.ok_or(ParseError::UnknownForm)?;
    let at = |value: &Value| value.as_f64().map(|seconds| (seconds * 1000.0) as u64);
    let cues = segments.iter().map(|segment| {
        let start = at(&segment["start"]).unwrap_or_default();
        Cue {
            start,
            end: at(&segment["end"]).unwrap_or(start),
            speaker: json::string(&segment["speaker"]),
            lines: json::string(&segment["text"]).into_iter().collect(),
        }
    });
    Ok(cues.collect())
}

/// The paragraphs, and how many lines were left out because they are shown again.
fn turns(cues: Vec<Cue>) -> Result<(Vec<String>, usize), ParseError> {
    let mut turns: Vec<(Option<String>, String)> = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    let (mut repeated, mut ended) = (0, 0);
    for cue in cues {
        cancel::check_cancelled()?;
        // Captions that roll up show what was shown before once more.
        let is_shown = |line: &String| cue.start <= ended && shown.contains(line);
        let old = cue.lines.iter().take_while(|line| is_shown(line)).count();
        repeated += old;
        let pause = cue.start.saturating_sub(ended) >= PAUSE_MILLISECONDS;
        for (number, line) in cue.lines.iter().enumerate().skip(old) {
            // Where the file tells who speaks, 'Tonight: rain' names nobody.
            let told = cue.speaker.clone();
            let (named, words) = match name_before(line).filter(|_| told.is_none()) {
                Some((name, words)) => (Some(name), words),
                None => (told, line.as_str()),
            };
            let (is_other, words) = without_mark(words);
            let is_first = number == old;
            match turns.last_mut() {
                Some((speaker, text))
                    if !is_other
                        && (named.is_none() || named == *speaker)
                        && !(is_first && named.is_none() && ends(text, pause, speaker.is_some())) =>
                {
                    text.push(' ');
                    text.push_str(words);
                }
                _ => turns.push((named, words.to_owned())),
            }
        }
        ended = cue.end.max(cue.start);
        shown = cue.lines;
        shown.drain(..shown.len().saturating_sub(MAX_SHOWN_AGAIN));
    }
    let written = turns.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let written = written.map(|(speaker, text)| match speaker {
        Some(name) => format!("{name}: {text}"),
        None => text,
    });
    Ok((written.collect(), repeated))
}

/// Whether a paragraph ends here: at a pause, and where it is long at the end of a sentence.
fn ends(text: &str, pause: bool, is_named: bool) -> bool {
    let is_sentence = text
        .trim_end_matches(['"', '”', '»', ')'])
        .ends_with(['.', '?', '!', '…', '。', '؟', '।']);
    let is_long = text.chars().nth(MAX_PARAGRAPH_CHARS).is_some();
    is_sentence && ((pause && !is_named) || is_long)
}

/// '>> ' and '- ' stand before the words of somebody else.
fn without_mark(words: &str) -> (bool, &str) {
    for mark in [">>>", ">>", "- ", "– ", "— "] {
        if let Some(rest) = words.strip_prefix(mark) {
            return (true, rest.trim_start());
        }
    }
    (false, words)
}

/// 'ADA ROE: Yes.' as the name and the words; '\[Ada Roe\] Yes.' as well.
fn name_before(line: &str) -> Option<(String, &str)> {
    let (_, line) = without_mark(line);
    let (name, words) = match line.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => line.split_once(": ").or_else(|| line.split_once('：'))?,
    };
    let words = words.trim_start_matches([':', ' ']);
    let name = name.trim();
    let is_name = name
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
        && name.chars().nth(MAX_NAME_CHARS).is_none()
        && name.split_whitespace().count() <= MAX_NAME_WORDS
        && !name.contains(['?', '!', '"', '“', ';', ',']);
    // What is told of sounds stands in brackets as well.
    let is_sound = line.starts_with('[') && words.is_empty();
    (is_name && !is_sound).then(|| (name.to_owned(), words))
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    fn text(name: &str, transcript: &str) -> String {
        let imported = import(name, transcript.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::Transcript);
        imported.articles[0].text.clone()
    }

    #[test]
    fn what_one_person_says_is_a_paragraph_in_every_format() {
        let expected = "Ada Roe: The board met on Monday and heard three reports.\n\nMinister Poe: No warning reached us.";
        let vtt = "WEBVTT\n\nNOTE by a machine\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:04.000 align:start\n\
            <v.loud Ada Roe>The <c.x>board</c> met on Monday\n\n2\n00:04.000 --> 00:07.000\n<v Ada Roe>and heard three reports.</v>\n\n\
            00:07.500 --> 00:09.000\n<v Minister Poe>No warning\nreached <00:08.000>us.\n";
        assert_eq!(text("a", vtt), expected);
        let srt = "1\r\n00:00:01,000 --> 00:00:04,000\r\nAda Roe: The board met on Monday\r\n\r\n2\r\n00:00:04,000 --> 00:00:07,000\r\n\
            and heard <i>three</i> reports.\r\n\r\n3\r\n00:00:07,500 --> 00:00:09,000\r\n{\\an8}Minister Poe: No warning reached us.\r\n";
        assert_eq!(text("a.txt", srt), expected);
        let sbv = "0:00:01.000,0:00:04.000\nAda Roe: The board met on Monday\n\n0:00:04.000,0:00:07.000\nand heard three reports.\n\n\
            0:00:07.500,0:00:09.000\nMinister Poe: No warning reached us.\n";
        assert_eq!(text("a.sbv", sbv), expected);
        let ttml = "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:ttm='http://www.w3.org/ns/ttml#metadata'><head><metadata>\
            <ttm:agent xml:id='a'><ttm:name>Ada Roe</ttm:name></ttm:agent><ttm:agent xml:id='p'><ttm:name>Minister Poe</ttm:name></ttm:agent>\
            </metadata></head><body><div><p begin='1s' end='4s' ttm:agent='a'>The board met<br/>on Monday</p>\
            <p begin='4s' end='7s' ttm:agent='a'>and heard three reports.</p><p begin='7.5s' dur='2s' ttm:agent='p'>No warning reached us.</p>\
            </div></body></tt>";
        assert_eq!(text("a.xml", ttml), expected);
        let json = r#"{"text": "…", "segments": [{"start": 1.0, "end": 4.0, "text": " The board met on Monday", "speaker": "Ada Roe"},
            {"start": 4.0, "end": 7.0, "text": "and heard three reports.", "speaker": "Ada Roe"},
            {"start": 7.5, "end": 9.0, "text": "No warning reached us.", "speaker": "Minister Poe"}]}"#;
        assert_eq!(text("a.json", json), expected);
    }

    #[test]
    fn where_a_voice_is_named_a_word_before_a_colon_is_no_name() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada Roe>Good evening.\n\n00:02.000 --> 00:03.000\n<v Ada Roe>Tonight: rain.\n";
        assert_eq!(text("a", vtt), "Ada Roe: Good evening. Tonight: rain.");
    }

    #[test]
    fn captions_that_roll_up_are_read_once_and_pauses_part_paragraphs() {
        let vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\nthe board met\n\n00:03.000 --> 00:05.000\nthe board met\non monday.\n\n\
            00:12.000 --> 00:13.000\n5 &lt; 6 &amp; so on\n\n00:13.000 --> 00:14.000\n>> Who: nobody knows\n";
        let imported = import("talk.vtt", vtt.as_bytes()).unwrap();
        let article = &imported.articles[0];
        assert_eq!(
            article.text,
            "the board met on monday.\n\n5 < 6 & so on\n\nWho: nobody knows"
        );
        assert_eq!(article.title, "talk");
        assert_eq!(
            imported.warnings[0].to_string(),
            "1 repeated line was left out: talk.vtt"
        );
    }
}
