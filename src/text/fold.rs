//! Folding for search: removes spelling differences that a person typing a name leaves out, and scores
//! how well a query fits a candidate.
//!
//! Case, compatibility forms and marks follow the Unicode Standard (annex 15 for decomposition); the
//! Arabic rules are the light normalisation usual in Arabic retrieval (Larkey, Ballesteros and Connell
//! 2002): no short vowels, no tatweel, one alef, final ى as ي. The ة stays apart from ه.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

/// The text in lower case without accents, vowel points, tatweel, invisible marks and variants of alef
/// and hamza; digits as ASCII. Equal folds mean the same to a person who searches.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .fold(String::with_capacity(text.len()), |mut folded, part| {
            push_folded(part, &mut folded);
            folded
        })
}

/// The same for one character: what it becomes is added to `folded`, nothing where it is left out.
/// Marks that follow a letter keep their order, which matters to no mark that is left out.
pub fn fold_character(character: char, folded: &mut String) {
    decompose_compatible(character, |part| push_folded(part, folded));
}

fn push_folded(part: char, folded: &mut String) {
    for character in part.to_lowercase().filter(|&character| !is_left_out(character)) {
        match spelled_out(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(base(character)),
        }
    }
}

/// How well what was typed so far fits a name: `None` when it does not, else higher is better.
///
/// Each word of the query must be the beginning of its own word of the candidate ('ar ir' fits
/// 'Iraqi army'); the Arabic article may be left out. Failing that, the query may be initials ('ia'), which
/// rank below. An empty query fits all alike.
pub fn matches_words(query: &str, candidate: &str) -> Option<u32> {
    let (query, candidate) = (fold(query), fold(candidate));
    let typed = words(&query);
    let name = words(&candidate);
    if typed.is_empty() {
        return Some(0);
    }
    // Of two names that fit alike, the shorter is nearer to what was typed.
    let brevity = 50_u32.saturating_sub(name.len() as u32);
    let score = by_beginnings(&typed, &name).or_else(|| by_initials(&typed, &name))?;
    Some(score + brevity)
}

/// Scores 200 and more. Longer words of the query choose first: a word that begins like another leaves
/// the longer one its only partner.
fn by_beginnings(typed: &[&str], name: &[&str]) -> Option<u32> {
    let mut order: Vec<usize> = (0..typed.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(typed.get(at).map_or(0, |word| word.len())));
    let mut partners = vec![None; typed.len()];
    let mut whole = 0;
    for at in order {
        let word = typed.get(at)?;
        let free = |number: &usize| !partners.contains(&Some(*number));
        let fits = |beginning: fn(&str, &str) -> bool| {
            (0..name.len())
                .filter(free)
                .find(|&number| name.get(number).is_some_and(|one| beginning(one, word)))
        };
        let partner = fits(|one, word| one == word)
            .inspect(|_| whole += 1)
            .or_else(|| fits(|one, word| one.starts_with(word)))
            .or_else(|| fits(|one, word| without_article(one).starts_with(word)))?;
        *partners.get_mut(at)? = Some(partner);
    }
    let all_whole = whole == typed.len();
    let from_the_start = partners.first() == Some(&Some(0));
    let in_order = partners.is_sorted();
    Some(
        200 + 400 * u32::from(all_whole && whole == name.len())
            + 100 * u32::from(from_the_start)
            + 60 * u32::from(in_order)
            + 80 * u32::from(all_whole),
    )
}

/// Scores 100 when the query's only word begins the initials.
fn by_initials(typed: &[&str], name: &[&str]) -> Option<u32> {
    let &[word] = typed else { return None };
    let initials: String = name
        .iter()
        .filter_map(|one| without_article(one).chars().next())
        .collect();
    (word.chars().count() > 1 && initials.starts_with(word)).then_some(100)
}

fn words(folded: &str) -> Vec<&str> {
    folded
        .split(|character: char| !(character.is_alphanumeric() || character == '\''))
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect()
}

/// An Arabic word without its article, where at least two letters remain.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال")
        .filter(|rest| rest.chars().nth(1).is_some())
        .unwrap_or(word)
}

/// Accents and vowel points, by the combining classes of Latin, Greek, Cyrillic, Hebrew and Arabic
/// marks (those of India, Thailand and Japan make other letters and stay); tatweel; what cannot be seen.
fn is_left_out(character: char) -> bool {
    matches!(canonical_combining_class(character), 1 | 10..=36 | 200..=240)
        || matches!(
            character,
            '\u{640}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        )
}

fn spelled_out(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

/// The letter that stands for its variants.
fn base(character: char) -> char {
    match character {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '‐'..='—' => '-',
        '٠'..='٩' => ascii_digit(character, '٠'),
        '۰'..='۹' => ascii_digit(character, '۰'),
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

fn ascii_digit(digit: char, zero: char) -> char {
    let value = u32::from(digit) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(
            fold("Şırnak ÉLYSÉE Straße Øresund Łódź"),
            "sirnak elysee strasse oresund lodz"
        );
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("ﬁve\u{a0}km"), "five km");
    }

    #[test]
    fn arabic_spellings_of_one_name_fold_alike() {
        assert_eq!(fold("الإمَامُ مـــوسى"), fold("الامام موسي"));
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("آل ٱلسوداني"), "ال السوداني");
        assert_eq!(fold("رئيس مؤتمر"), "رييس موتمر");
        assert_eq!(fold("٢٠٢٤ ۱۴"), "2024 14");
        assert_ne!(fold("مدرسة"), fold("مدرسه"));
    }

    #[test]
    fn letters_that_other_scripts_write_as_marks_stay() {
        assert_ne!(fold("কি"), fold("ক"));
        assert_ne!(fold("ガ"), fold("カ"));
    }

    #[test]
    fn every_typed_word_begins_its_own_word_of_the_name() {
        assert!(matches_words("ira", "Iraqi army").is_some());
        assert!(matches_words("ar ir", "Iraqi army").is_some());
        assert!(matches_words("raq", "Iraqi army").is_none());
        assert!(matches_words("ir ir", "Iraqi army").is_none());
        assert!(matches_words("a army", "army alpha").is_some());
        assert!(matches_words("suda", "Mohammed Shia’ Al-Sudani").is_some());
        assert!(matches_words("o'b", "Pat O’Brien").is_some());
        assert!(matches_words("جيش", "الجيش العراقي").is_some());
        assert_eq!(
            matches_words(" ", "Iraqi army"),
            matches_words("", "Anybody at all")
        );
    }

    #[test]
    fn better_fits_score_higher() {
        let in_falling_order = [
            ("iraqi army", "Iraqi army"),
            ("iraqi army", "Iraqi army spokesman"),
            ("ira", "Iraqi army"),
            ("ira", "Iraqi armed forces"),
            ("ar", "Iraqi army"),
            ("ia", "Iraqi army"),
        ];
        let scores: Vec<u32> = in_falling_order
            .iter()
            .map(|(query, candidate)| matches_words(query, candidate).unwrap())
            .collect();
        assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    }

    #[test]
    fn a_character_folds_as_a_text_of_it_does() {
        for character in ('\0'..=char::MAX).step_by(7) {
            let mut alone = String::new();
            fold_character(character, &mut alone);
            assert_eq!(alone, fold(&character.to_string()), "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_name_fits_itself_and_its_beginning(name in "[A-Za-zéا-ي]{1,8}( [A-Za-zé]{1,8}){0,3}", length in 1_usize..8) {
            prop_assert!(matches_words(&name, &name).is_some());
            let beginning: String = name.chars().take(length).collect();
            prop_assert!(matches_words(&beginning, &name).is_some());
        }
    }
}
