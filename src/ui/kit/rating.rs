//! How a rating of the project's scale is shown where there is little room: as short letters in the colour of what it
//! says, in a small box.

use eframe::egui::{Align2, Color32, Painter, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::text::{measure, text_at};
use super::text_painter::Fit;
use super::theme::{Theme, font};
use crate::model::{Claim, Project, Rating};

/// The height of the box.
pub const BOX_HEIGHT: f32 = 16.0;
/// Between the letters and the edges of their box, both together.
const PADDING: f32 = 9.0;

/// A rating as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingSign {
    /// One to three letters that no other rating of the scale has.
    pub letters: String,
    /// What the scale calls it.
    pub label: String,
    /// What it says of the claim.
    pub tone: Tone,
}

/// What a rating says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is rather true.
    Holds,
    /// It is half true.
    Halfway,
    /// It is rather false.
    Fails,
    /// It cannot be said.
    Open,
}

impl Tone {
    /// Its colour, as of text.
    pub fn color(self, theme: &Theme) -> Color32 {
        match self {
            Self::Holds => theme.accepted,
            Self::Halfway => theme.disputed_text,
            Self::Fails => theme.rejected,
            Self::Open => theme.soft,
        }
    }
}

impl RatingSign {
    /// The sign of a claim's verdict; `None` for a claim without one. A rating that the scale lacks is shown by its key.
    pub fn from_claim(project: &Project, claim: &Claim) -> Option<Self> {
        let key = &claim.verdict.as_ref()?.rating;
        let scale = &project.head().scale;
        let place = scale.iter().position(|rating| rating.key == *key);
        Some(match place.and_then(|at| signs(scale).into_iter().nth(at)) {
            Some(sign) => sign,
            None => Self {
                letters: initials(key, 1),
                label: key.clone(),
                tone: Tone::Open,
            },
        })
    }

    /// The width of its box.
    pub fn width(&self, ui: &Ui) -> f32 {
        (measure(ui, &self.letters, font::RATING, Fit::Free).x + PADDING).max(BOX_HEIGHT)
    }
}

/// The signs of a scale, in its order.
pub fn signs(scale: &[Rating]) -> Vec<RatingSign> {
    let letters = letters(scale);
    let says = |rating: &&Rating| !is_open(rating);
    let said = scale.iter().filter(says).count();
    let mut place = 0;
    let signs = scale.iter().zip(letters).map(|(rating, letters)| {
        let tone = if is_open(rating) {
            Tone::Open
        } else {
            let tone = tone_at(place, said);
            place += 1;
            tone
        };
        RatingSign {
            letters,
            label: rating.label.clone(),
            tone,
        }
    });
    signs.collect()
}

/// Whether a rating says that nothing can be said: 'Unproven', 'Not rated', 'No evidence'.
fn is_open(rating: &Rating) -> bool {
    let beginnings = ["un", "not-", "no-"];
    let key = rating.key.to_lowercase();
    beginnings.iter().any(|beginning| key.starts_with(beginning)) && key != "untrue"
}

/// The tone of the rating at a place of so many that say something, from true to false.
fn tone_at(place: usize, count: usize) -> Tone {
    // In tenths of the way from the first to the last.
    match (place * 10).checked_div(count.saturating_sub(1)) {
        None | Some(0..=3) => Tone::Holds,
        Some(4..=6) => Tone::Halfway,
        Some(_) => Tone::Fails,
    }
}

/// The initials of each rating, longer where two would be the same.
fn letters(scale: &[Rating]) -> Vec<String> {
    const MAX_LETTERS: usize = 3;
    let short = |rating: &Rating, length| match rating.key.as_str() {
        "half-true" => "½".to_owned(),
        _ => initials(&rating.label, length),
    };
    let mut letters: Vec<String> = scale.iter().map(|rating| short(rating, 1)).collect();
    for length in 2..=MAX_LETTERS {
        let before = letters.clone();
        for (at, rating) in scale.iter().enumerate() {
            let same = |own: &String| before.iter().filter(|other| *other == own).count() > 1;
            if before.get(at).is_some_and(same)
                && let Some(own) = letters.get_mut(at)
            {
                *own = short(rating, length);
            }
        }
    }
    letters
}

/// The first letter of each word, at most three, the first word's with so many letters.
fn initials(words: &str, length: usize) -> String {
    let mut words = words.split(|letter: char| letter.is_whitespace() || letter == '-');
    let first: String = words.next().unwrap_or_default().chars().take(length).collect();
    let others = words.filter_map(|word| word.chars().next()).take(2);
    let capital = |letter: char| letter.to_uppercase().collect::<String>();
    let mut letters: String = first.chars().take(1).map(capital).collect();
    letters.extend(first.chars().skip(1));
    letters.extend(others.map(capital));
    letters
}

/// Paints the sign in its box, anchored to a point; returns what it covers.
pub fn rating_at(painter: &Painter, rect: Rect, sign: &RatingSign, ground: Color32) {
    let theme = Theme::from_ctx(painter.ctx());
    let color = sign.tone.color(theme);
    let edge = Stroke::new(1.0, color);
    painter.rect(rect, 4.0, ground, edge, StrokeKind::Inside);
    let (at, room) = (rect.center(), rect.width());
    text_at(
        painter,
        at,
        Align2::CENTER_CENTER,
        &sign.letters,
        font::RATING,
        color,
        room,
    );
}

/// The size of a sign's box.
pub fn rating_size(ui: &Ui, sign: &RatingSign) -> Vec2 {
    Vec2::new(sign.width(ui), BOX_HEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Head;

    fn scale(labels: &[&str]) -> Vec<Rating> {
        let rating = |label: &&str| Rating {
            key: label.to_lowercase().replace(' ', "-"),
            label: (*label).to_owned(),
        };
        labels.iter().map(rating).collect()
    }

    fn short(labels: &[&str]) -> Vec<String> {
        let letters = |sign: RatingSign| sign.letters;
        signs(&scale(labels)).into_iter().map(letters).collect()
    }

    #[test]
    fn the_usual_scale_has_the_usual_letters_and_runs_from_true_to_false() {
        let signs = signs(&Head::titled("Talks").scale);
        let letters: Vec<&str> = signs.iter().map(|sign| sign.letters.as_str()).collect();
        assert_eq!(letters, ["T", "MT", "½", "MF", "F", "U"]);
        let tones: Vec<Tone> = signs.iter().map(|sign| sign.tone).collect();
        let (holds, fails) = (Tone::Holds, Tone::Fails);
        assert_eq!(tones, [holds, holds, Tone::Halfway, fails, fails, Tone::Open]);
    }

    #[test]
    fn ratings_that_begin_alike_get_more_letters() {
        assert_eq!(short(&["Correct", "Contested", "Wrong"]), ["Cor", "Con", "W"]);
        assert_eq!(short(&["صحيح", "خطأ"]), ["ص", "خ"]);
        assert_eq!(short(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_scale_of_one_and_a_scale_of_two_have_tones() {
        assert_eq!(signs(&scale(&["True"]))[0].tone, Tone::Holds);
        let two = signs(&scale(&["Right", "Wrong"]));
        assert_eq!((two[0].tone, two[1].tone), (Tone::Holds, Tone::Fails));
    }
}
