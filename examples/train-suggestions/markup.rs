//! Reads the articles of `corpus/`: text with marks for source, cue and content. `corpus/README.md` says what the marks
//! mean.

use sayso::suggest::claims::{MarkedArticle, MarkedClaim};
use sayso::text::Span;

/// A part of a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Source,
    Cue,
    Content,
}

/// A claim under way, with where its source comes from.
#[derive(Default)]
struct Open {
    claim: MarkedClaim,
    flag: Option<char>,
}

/// The articles of a file, or every mistake in it, one a line: 'own-001: unclosed {'.
pub(crate) fn articles(file: &str) -> Result<Vec<MarkedArticle>, String> {
    let mut articles = Vec::new();
    let mut mistakes = Vec::new();
    let blocks = file.strip_prefix("## ").map(|rest| rest.split("\n## "));
    let Some(blocks) = blocks else {
        return Err("the file does not begin with '## '".to_owned());
    };
    for block in blocks {
        let (head, body) = block.split_once('\n').unwrap_or((block, ""));
        let mut fields = head.split('|').map(str::trim);
        let (name, marks) = (
            fields.next().unwrap_or_default(),
            fields.nth(1).unwrap_or_default(),
        );
        let Some(style) = Style::named(marks) else {
            mistakes.push(format!("{name}: no such quotation marks: {marks}"));
            continue;
        };
        let mut article = MarkedArticle::default();
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if !article.text.is_empty() {
                article.text.push_str("\n\n");
            }
            let mut reader = Reader::new(article.text.len());
            reader.read(line);
            article.text.push_str(&reader.text);
            mistakes.extend(reader.mistakes.iter().map(|mistake| format!("{name}: {mistake}")));
            let (claims, wrong) = reader.claims();
            mistakes.extend(
                wrong
                    .iter()
                    .map(|mistake| format!("{name}: {mistake} in: {}", start(line))),
            );
            article.claims.extend(claims);
        }
        articles.push(style.applied(&article));
    }
    if mistakes.is_empty() {
        Ok(articles)
    } else {
        Err(mistakes.join("\n"))
    }
}

fn start(line: &str) -> String {
    line.chars().take(60).collect()
}

/// Reads one paragraph.
struct Reader {
    text: String,
    offset: usize,
    open: Vec<Open>,
    /// What was read since the last mark.
    gap: String,
    mistakes: Vec<String>,
}

impl Reader {
    fn new(offset: usize) -> Self {
        Self {
            text: String::new(),
            offset,
            open: Vec::new(),
            gap: String::new(),
            mistakes: Vec::new(),
        }
    }

    fn read(&mut self, line: &str) {
        let mut rest = line;
        while let Some(sign) = rest.chars().next() {
            let (part, close) = match sign {
                '{' => (Part::Source, '}'),
                '<' => (Part::Cue, '>'),
                '[' => (Part::Content, ']'),
                _ => {
                    if matches!(sign, '}' | '>' | ']') {
                        self.mistakes
                            .push(format!("stray {sign} before: {}", start(rest)));
                    }
                    self.text.push(sign);
                    self.gap.push(sign);
                    rest = &rest[sign.len_utf8()..];
                    continue;
                }
            };
            let Some(end) = rest.find(close) else {
                self.mistakes.push(format!("unclosed {sign} at: {}", start(rest)));
                return;
            };
            self.mark(part, &rest[1..end]);
            rest = &rest[end + 1..];
        }
    }

    fn mark(&mut self, part: Part, inside: &str) {
        let flag = inside.chars().next().filter(|sign| "+^&-".contains(*sign));
        let words = &inside[usize::from(flag.is_some())..];
        if words.contains(['{', '}', '<', '>', '[', ']']) {
            self.mistakes
                .push(format!("a mark within a mark: {}", start(words)));
        }
        if words.trim() != words || words.is_empty() {
            self.mistakes.push(format!("a blank at the edge of: {words:?}"));
        }
        let is_next = flag != Some('+')
            && self.open.last().is_none_or(|last| {
                ends_sentence(&self.gap)
                    || !last.part(part).is_empty()
                    || part == Part::Source && last.flag.is_some()
            });
        if is_next || self.open.is_empty() {
            self.open.push(Open::default());
        }
        if let Some(last) = self.open.last_mut() {
            if let Some(flag) = flag.filter(|flag| *flag != '+') {
                last.flag = Some(flag);
            }
            let start = self.offset + self.text.len();
            last.part_mut(part).push(Span::new(start, start + words.len()));
        }
        self.text.push_str(words);
        self.gap.clear();
    }

    /// The claims, with the sources they share, and what is missing.
    fn claims(self) -> (Vec<MarkedClaim>, Vec<&'static str>) {
        let mut wrong = Vec::new();
        let mut claims: Vec<MarkedClaim> = self.open.iter().map(|open| open.claim.clone()).collect();
        for (at, open) in self.open.iter().enumerate() {
            let neighbour = match open.flag {
                Some('^') => at.checked_sub(1),
                Some('&') => Some(at + 1),
                _ => None,
            };
            if matches!(open.flag, Some('^' | '&')) {
                let shared = neighbour.and_then(|neighbour| claims.get(neighbour));
                claims[at].source = shared.map(|claim| claim.source.clone()).unwrap_or_default();
            }
            let claim = &claims[at];
            let mistakes = [
                (claim.cue.is_empty(), "no cue"),
                (claim.cue.len() > 1, "a cue in pieces"),
                (claim.content.is_empty(), "no content"),
                (claim.source.is_empty() && open.flag != Some('-'), "no source"),
                (
                    !claim.source.is_empty() && open.flag == Some('-'),
                    "a source where none is to be",
                ),
            ];
            wrong.extend(
                mistakes
                    .iter()
                    .filter(|(is_wrong, _)| *is_wrong)
                    .map(|(_, what)| *what),
            );
        }
        (claims, wrong)
    }
}

impl Open {
    fn part(&self, part: Part) -> &[Span] {
        match part {
            Part::Source => &self.claim.source,
            Part::Cue => &self.claim.cue,
            Part::Content => &self.claim.content,
        }
    }

    fn part_mut(&mut self, part: Part) -> &mut Vec<Span> {
        match part {
            Part::Source => &mut self.claim.source,
            Part::Cue => &mut self.claim.cue,
            Part::Content => &mut self.claim.content,
        }
    }
}

/// Abbreviations whose point ends no sentence.
const ABBREVIATIONS: [&str; 14] = [
    "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "St", "Lt", "Col", "No", "Prof", "Sgt",
];

/// Whether a sentence ends between two marks.
fn ends_sentence(gap: &str) -> bool {
    let Some(stop) = gap.char_indices().find(|&(at, sign)| {
        let behind = gap[at + sign.len_utf8()..].trim_start_matches(['"', '”', '\'']);
        matches!(sign, '.' | '?' | '!') && behind.starts_with(char::is_whitespace)
    }) else {
        return false;
    };
    let before = &gap[..stop.0];
    let word = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_short = word.chars().count() == 1 || ABBREVIATIONS.contains(&word) || word == "Capt";
    !(stop.1 == '.' && is_short)
}

/// How an article's quotation marks are written.
#[derive(Clone, Copy)]
enum Style {
    Curly,
    Straight,
    Two,
}

impl Style {
    fn named(name: &str) -> Option<Self> {
        match name {
            "curly" => Some(Self::Curly),
            "straight" => Some(Self::Straight),
            "two" => Some(Self::Two),
            _ => None,
        }
    }

    /// The article with its quotation marks in this style.
    fn applied(self, article: &MarkedArticle) -> MarkedArticle {
        let mut text = String::new();
        let mut moved = vec![0; article.text.len() + 1];
        let signs: Vec<(usize, char)> = article.text.char_indices().collect();
        for (number, &(at, sign)) in signs.iter().enumerate() {
            moved[at] = text.len();
            let opens = || is_opening(&signs, number);
            match (self, sign) {
                (Self::Two, '"') => text.push_str("''"),
                (Self::Curly, '"') => text.push(if opens() { '“' } else { '”' }),
                (Self::Curly, '\'') => text.push(if opens() { '‘' } else { '’' }),
                _ => text.push(sign),
            }
        }
        moved[article.text.len()] = text.len();
        let spans = |spans: &[Span]| {
            spans
                .iter()
                .map(|span| Span::new(moved[span.start], moved[span.end]))
                .collect()
        };
        let claims = article.claims.iter().map(|claim| MarkedClaim {
            source: spans(&claim.source),
            cue: spans(&claim.cue),
            content: spans(&claim.content),
        });
        MarkedArticle {
            claims: claims.collect(),
            text,
        }
    }
}

/// Whether the mark at a place opens a quotation: behind a space, a bracket or a dash, before a letter.
fn is_opening(signs: &[(usize, char)], at: usize) -> bool {
    let sign = |at: Option<usize>| at.and_then(|at| signs.get(at)).map_or(' ', |(_, sign)| *sign);
    let before = sign(at.checked_sub(1));
    let followed = signs.get(at + 1).is_some_and(|(_, next)| !next.is_whitespace());
    let nested = "'\"".contains(before) && at > 1 && !" \n(".contains(sign(at.checked_sub(2)));
    " \n(—-–'\"".contains(before) && followed && !nested
}
