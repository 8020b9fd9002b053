//! Numbers as lists write them: in letters and in Roman numerals.

/// a, b, … z, aa, bb, …
pub(super) fn letters(count: usize, first: char) -> String {
    const ALPHABET: usize = 26;
    const MAX_REPEATS: usize = 30;
    let Some(at) = count.checked_sub(1) else {
        return String::new();
    };
    let letter = u32::try_from(at % ALPHABET).unwrap_or(0) + u32::from(first);
    let letter = char::from_u32(letter).unwrap_or(first);
    letter.to_string().repeat((at / ALPHABET + 1).min(MAX_REPEATS))
}

/// I, II, III, IV, …; a number that has none in figures.
pub(super) fn roman(mut count: usize) -> String {
    const MAX_ROMAN: usize = 3999;
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > MAX_ROMAN {
        return count.to_string();
    }
    let mut written = String::new();
    for (value, numeral) in NUMERALS {
        while count >= value {
            written.push_str(numeral);
            count -= value;
        }
    }
    written
}
