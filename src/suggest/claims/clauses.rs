//! Claims outside quotation marks in German, French and Spanish, by the order of their words: 'laut X', 'X sagte, dass …',
//! '…, sagte X', '…, wie X sagte', 'selon X, …', 'X a déclaré que …', '…, a-t-il dit', 'según X, …', 'X dijo que …'.

use super::languages::{Found, GERMAN_VERBS, is_name, verb, words_of};
use super::units::words_in;
use crate::text::Span;
use crate::text::sentence::sentences;

/// Words that open the name of a source: one, or several in a row.
const ACCORDING: [&[&str]; 14] = [
    &["laut"],
    &["nach", "angaben", "von"],
    &["nach", "angaben", "der"],
    &["nach", "angaben", "des"],
    &["nach", "auskunft", "von"],
    &["nach", "auskunft", "der"],
    &["selon"],
    &["d", "'", "après"],
    &["d", "’", "après"],
    &["d", "après"],
    &["según"],
    &["segun"],
    &["de", "acuerdo", "con"],
    &["a", "juicio", "de"],
];

/// Words that stand behind the name of a source.
const BEHIND: [&str; 2] = ["zufolge", "gemäß"];

/// Words that open what is said.
const THAT: [&str; 5] = ["que", "dass", "daß", "qu", "ob"];

/// A shorter content is no statement.
const LEAST_WORDS: usize = 4;

/// The claims of a paragraph, at most one a sentence.
pub(super) fn clauses(text: &str, unit: Span) -> Vec<Found> {
    let sentences = sentences(text, unit).into_iter();
    sentences
        .filter_map(|sentence| clause(text, sentence))
        .filter(|found| words_in(text, &[found.content]) >= LEAST_WORDS)
        .collect()
}

/// The words of a sentence, in lower case beside their places.
struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    lower: Vec<String>,
}

impl Words<'_> {
    fn reads(&self, at: usize, word: &str) -> bool {
        self.lower.get(at).is_some_and(|own| own == word)
    }

    fn is_mark(&self, at: usize) -> bool {
        self.spans
            .get(at)
            .is_none_or(|span| !span.words(self.text).starts_with(char::is_alphanumeric))
    }

    fn span(&self, first: usize, last: usize) -> Option<Span> {
        let (first, last) = (self.spans.get(first)?, self.spans.get(last)?);
        (first.start <= last.start).then(|| Span::new(first.start, last.end))
    }

    /// How many words from a place are a name with what stands before it.
    fn name(&self, at: usize) -> usize {
        let part = |at: &usize| {
            let word = self.spans[*at].words(self.text);
            is_name(word) || is_determiner(&self.lower[*at])
        };
        let mut length = (at..self.spans.len()).take_while(part).count();
        // What stands before a name does not end one: 'der Sprecher der'.
        while length > 0
            && !self.spans[at + length - 1]
                .words(self.text)
                .starts_with(char::is_uppercase)
        {
            length -= 1;
        }
        length
    }

    /// The content from a place to the end of the sentence, without its stop.
    fn rest(&self, first: usize) -> Option<Span> {
        let last = (first..self.spans.len()).rev().find(|&at| !self.is_mark(at))?;
        self.span(first, last)
    }
}

fn is_determiner(word: &str) -> bool {
    [
        "ein", "eine", "einem", "einer", "eines", "un", "une", "una", "dem", "den", "der", "die", "le", "la",
        "les", "el", "los", "las", "su", "sus", "son", "sa", "ses", "seine", "ihr",
    ]
    .contains(&word)
}

fn clause(text: &str, sentence: Span) -> Option<Found> {
    let marks = ['„', '“', '”', '«', '»', '"'];
    if sentence.words(text).contains(marks) {
        return None;
    }
    let spans = words_of(text, sentence);
    let lower = spans.iter().map(|span| span.words(text).to_lowercase()).collect();
    let words = Words { text, spans, lower };
    according(&words)
        .or_else(|| behind_name(&words))
        .or_else(|| inverted(&words))
        .or_else(|| said_that(&words))
}

/// 'Laut Petra Kern fehlt Geld', 'Selon le ministre, …', '…, según la policía'.
fn according(words: &Words<'_>) -> Option<Found> {
    for at in 0..words.spans.len() {
        let opens = |phrase: &&&[&str]| phrase.iter().zip(at..).all(|(word, at)| words.reads(at, word));
        let Some(phrase) = ACCORDING.iter().find(opens) else {
            continue;
        };
        let first = at + phrase.len();
        let length = words.spans.get(first).map_or(0, |_| lowered_name(words, first));
        let (Some(source), Some(cue)) = (
            words.span(first, (first + length).checked_sub(1)?),
            words.span(at, first - 1),
        ) else {
            continue;
        };
        if length == 0 {
            continue;
        }
        let behind = first + length;
        let content = if at == 0 {
            words.rest(behind + usize::from(words.reads(behind, ",")))?
        } else if words.reads(at - 1, ",") && (words.is_mark(behind) || behind >= words.spans.len()) {
            words.span(0, at.checked_sub(2)?)?
        } else {
            continue;
        };
        return Some(Found { content, source, cue });
    }
    None
}

/// The length of a name or of a description in small letters that a mark ends: 'la policía', 'les autorités'.
fn lowered_name(words: &Words<'_>, first: usize) -> usize {
    let named = words.name(first);
    let described = (first..words.spans.len())
        .take_while(|&at| !words.is_mark(at))
        .count();
    let short = (1..=6).contains(&described) && is_determiner(&words.lower[first]);
    if short && (named == 0 || first > 1) {
        described
    } else {
        named
    }
}

/// 'Der Polizei zufolge sind zwei Menschen verletzt'.
fn behind_name(words: &Words<'_>) -> Option<Found> {
    let cue = (1..words.spans.len()).find(|&at| BEHIND.iter().any(|word| words.reads(at, word)))?;
    let length = words.name(0);
    (length == cue).then_some(())?;
    Some(Found {
        content: words.rest(cue + 1)?,
        source: words.span(0, cue - 1)?,
        cue: words.span(cue, cue)?,
    })
}

/// '…, sagte Kern', '…, a déclaré la ministre', '…, a-t-il dit', '…, wie der Sprecher sagte'.
fn inverted(words: &Words<'_>) -> Option<Found> {
    let comma = (1..words.spans.len()).rev().find(|&at| words.reads(at, ","))?;
    let content = words.span(0, comma - 1)?;
    let here = comma + 1;
    let end = (here..words.spans.len()).rev().find(|&at| !words.is_mark(at))?;
    if words.reads(here, "wie") {
        let (cue, _) = verb(words.text, words.spans.get(end..=end)?)?;
        let source = words.span(here + 1, end.checked_sub(1)?)?;
        return (end - here <= 8).then_some(Found { content, source, cue });
    }
    // 'a-t-il dit', 'a-t-elle ajouté'.
    let asks = words.reads(here + 1, "-") && words.reads(here + 2, "t") && words.reads(here + 3, "-");
    if asks
        && ["il", "elle", "on"]
            .iter()
            .any(|word| words.reads(here + 4, word))
    {
        let cue = words.span(here, end)?;
        return Some(Found {
            content,
            source: words.span(here + 4, here + 4)?,
            cue,
        });
    }
    let (cue, behind) = verb(words.text, words.spans.get(here..=end)?)?;
    let first = end + 1 - behind.len();
    let source = words.span(first, end)?;
    let named = words.name(first) > 0 || words.lower.get(first).is_some_and(|word| is_determiner(word));
    let marks = (first..=end).any(|at| words.is_mark(at));
    (named && !marks && end - first < 8).then_some(Found { content, source, cue })
}

/// 'Kern sagte, dass …', 'La ministre a déclaré que …', 'Rojas dijo que …', 'Kern sagte, das Geld fehle'.
fn said_that(words: &Words<'_>) -> Option<Found> {
    let length = words.spans.len();
    for at in 1..length {
        let Some((cue, behind)) = words.spans.get(at..).and_then(|rest| verb(words.text, rest)) else {
            continue;
        };
        let next = length - behind.len();
        let comma = usize::from(words.reads(next, ","));
        let that = THAT.iter().any(|word| words.reads(next + comma, word));
        let subject = (0..at).rev().take_while(|&at| !words.is_mark(at)).last()?;
        let named = (subject..at).any(|at| {
            let word = words.spans[at].words(words.text);
            at > 0 && word.starts_with(char::is_uppercase) || is_determiner(&words.lower[subject])
        }) || words.spans[subject]
            .words(words.text)
            .starts_with(char::is_uppercase);
        let source = words.span(subject, at - 1)?;
        if named
            && at - subject <= 8
            && (that || comma == 1 && GERMAN_VERBS.iter().any(|verb| words.reads(at, verb)))
        {
            let content = words.rest(next + comma)?;
            return Some(Found { content, source, cue });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(&str, &str, &str)> {
        let found = clauses(text, Span::new(0, text.len())).pop()?;
        Some((
            found.source.words(text),
            found.cue.words(text),
            found.content.words(text),
        ))
    }

    #[test]
    fn german_clauses_have_their_speaker() {
        assert_eq!(
            told("Laut Petra Kern fehlt der Stadt das Geld."),
            Some(("Petra Kern", "Laut", "fehlt der Stadt das Geld"))
        );
        assert_eq!(
            told("Der Stadt fehlt das Geld, wie der Sprecher sagte."),
            Some(("der Sprecher", "sagte", "Der Stadt fehlt das Geld"))
        );
        assert_eq!(
            told("Petra Kern sagte, dass der Stadt das Geld fehle."),
            Some(("Petra Kern", "sagte", "dass der Stadt das Geld fehle"))
        );
        assert_eq!(
            told("Der Polizei zufolge sind zwei Menschen verletzt."),
            Some(("Der Polizei", "zufolge", "sind zwei Menschen verletzt"))
        );
    }

    #[test]
    fn french_and_spanish_clauses_have_their_speaker() {
        assert_eq!(
            told("La ministre Anne Roux a déclaré que le pont serait fermé."),
            Some(("La ministre Anne Roux", "a déclaré", "que le pont serait fermé"))
        );
        assert_eq!(
            told("Le pont sera fermé demain, a-t-il dit."),
            Some(("il", "a-t-il dit", "Le pont sera fermé demain"))
        );
        assert_eq!(
            told("Selon Anne Roux, le pont sera fermé demain."),
            Some(("Anne Roux", "Selon", "le pont sera fermé demain"))
        );
        assert_eq!(
            told("El puente se cerrará mañana, según la policía."),
            Some(("la policía", "según", "El puente se cerrará mañana"))
        );
        assert_eq!(
            told("Marta Rojas dijo que el puente se cerrará."),
            Some(("Marta Rojas", "dijo", "que el puente se cerrará"))
        );
    }

    #[test]
    fn nobody_is_named_where_nothing_attributes() {
        assert_eq!(told("Das Haus der Familie steht seit Jahren leer."), None);
        assert_eq!(told("El puente se cerrará mañana por la noche."), None);
    }
}
