//! Finds the headline, byline, date and credit lines in the text of an article. They are first values
//! for fields that a person can correct; the text itself is never changed.

use jiff::civil::Date;

/// The maximum length of a headline.
const MAX_TITLE_CHARS: usize = 120;
/// How many lines below the headline may hold the byline and the date.
const HEAD_LINES: usize = 6;
/// How many lines at the end may hold credits.
const FOOT_LINES: usize = 5;
/// The maximum length of a byline or credit line; a longer line is prose.
const MAX_FACT_CHARS: usize = 80;

/// Agencies as their names stand in credit lines.
const AGENCIES: &str = "Reuters|AP|Associated Press|The Associated Press|AP Photo|AFP|Agence France-Presse|UPI|DPA|dpa|EFE|\
    EPA|ANSA|PA|PA Media|TASS|Xinhua|Anadolu|AA|Bloomberg|Getty Images|Getty|Agencies|agencies|رويترز|أ ف ب|أ.ف.ب|\
    فرانس برس|أسوشيتد برس|أ ب|الأناضول|وكالات|الوكالات|د ب أ";

/// What credit lines begin with.
const CREDIT_LABELS: &str = "Source|Sources|Credit|Quelle|Quellen|Fuente|Fuentes|المصدر|المصادر";

/// What bylines begin with; a name follows.
const BYLINE_LABELS: &str = "By |BY |Von |Par |Por |بقلم |بقلم: |كتب |كتبت ";

/// Whether it is the URL of something on the web.
pub(crate) fn is_web_address(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Whom an article credits: those that are stated, and those that its text and captions name.
pub(crate) fn all_credit(mut stated: Vec<String>, text: &str, captions: &[String]) -> Vec<String> {
    let of_captions = captions.iter().flat_map(|caption| credit(caption));
    for name in credit(text).into_iter().chain(of_captions) {
        if !stated.contains(&name) {
            stated.push(name);
        }
    }
    stated
}

/// Whether a name is in a list.
fn is_in(list: &str, name: &str) -> bool {
    list.split('|').any(|known| known == name)
}

/// The headline: the first line with words, or the one below where that is the byline, without a credit at its end; a long
/// one is cut at a word.
pub(crate) fn title(text: &str) -> String {
    let line = lines(text).nth(usize::from(byline_above(text).is_some()));
    let line = line.unwrap_or("");
    let line = line.strip_prefix("# ").unwrap_or(line);
    let line = match credit_at_end(line) {
        Some((before, _)) if !before.is_empty() => before,
        _ => line,
    };
    let Some((longest, _)) = line.char_indices().nth(MAX_TITLE_CHARS) else {
        return line.to_owned();
    };
    let cut = line.get(..longest).unwrap_or(line);
    let at_word = cut
        .rfind(char::is_whitespace)
        .and_then(|space| cut.get(..space))
        .unwrap_or(cut);
    format!(
        "{}…",
        at_word.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c))
    )
}

/// The line below the headline that says who wrote it, as it stands; or the line above it.
pub(crate) fn byline(text: &str) -> Option<String> {
    head(text)
        .filter(|line| ends_open(line))
        .find(|line| names_in_byline(line).any(starts_name))
        .or_else(|| byline_above(text))
        .map(str::to_owned)
}

/// The byline that stands above the headline, with more below that: two or three names and nothing else, because a headline
/// may begin with 'By' as well.
fn byline_above(text: &str) -> Option<&str> {
    let mut lines = lines(text);
    let (first, second, _) = (lines.next()?, lines.next()?, lines.next()?);
    let is_name = |name: &str| {
        let mut words = name.split_whitespace();
        words.clone().count() >= 2
            && name.split_whitespace().count() <= 6
            && words.all(|word| {
                starts_name(word)
                    || matches!(
                        word,
                        "and" | "und" | "et" | "y" | "e" | "de" | "van" | "von" | "al"
                    )
            })
    };
    let is_headline =
        second.chars().count() <= MAX_TITLE_CHARS && ends_open(second) && date(second).is_none();
    (is_short(first) && ends_open(first) && is_headline && names_in_byline(first).any(is_name))
        .then_some(first)
}

/// Whether a short line does not end as a sentence or what announces something does.
fn ends_open(line: &str) -> bool {
    is_short(line) && !line.ends_with(['.', ':', '?', '!', '؟'])
}

/// What follows the label of a byline.
fn names_in_byline(line: &str) -> impl Iterator<Item = &str> {
    let labels = BYLINE_LABELS.split('|');
    labels.filter_map(|label| line.strip_prefix(label))
}

fn starts_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// The day on a line of its own in the head: '11 February 2024', 'Feb. 11, 2024', '2024-02-11', '١١ فبراير ٢٠٢٤'.
pub(crate) fn published(text: &str) -> Option<Date> {
    head(text)
        .filter(|line| is_short(line))
        .flat_map(|line| line.split(['|', '·', '•']))
        .find_map(date)
}

/// The day of a stamp as machines write it: '2024-02-11T09:30:00+03:00', 'Sun, 11 Feb 2024 09:30:00 GMT'.
pub(crate) fn day(stamp: &str) -> Option<Date> {
    let stamp = stamp.trim();
    let iso = stamp.get(..10).and_then(|day| day.parse().ok());
    let iso = iso.or_else(|| {
        // '20240211T093000Z'
        let rest = stamp
            .get(8..)
            .filter(|rest| rest.is_empty() || rest.starts_with('T') || rest.len() == 6)?;
        let compact = stamp
            .get(..8)
            .filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
        let is_stamp = rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-:.".contains(&byte));
        is_stamp.then(|| Date::strptime("%Y%m%d", compact).ok()).flatten()
    });
    let day = iso.or_else(|| {
        let words: Vec<&str> = stamp
            .split_whitespace()
            .take_while(|word| !word.contains(':'))
            .collect();
        date(&words.join(" "))
    });
    // Programs write the year 1 or 1970 where they know none.
    day.filter(|day: &Date| day.year() > 1970)
}

/// Whom the article credits, in the order of the text: in parentheses at the end of a headline or caption, behind a
/// dateline, and in lines at the foot.
pub(crate) fn credit(text: &str) -> Vec<String> {
    let mut credit: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !credit.iter().any(|known| known == name) {
            credit.push(name.to_owned());
        }
    };
    let foot_from = lines(text).count().saturating_sub(FOOT_LINES);
    for (number, line) in lines(text).enumerate() {
        if let Some((_, name)) = credit_at_end(line) {
            add(name);
        }
        if let Some(name) = credit_in_dateline(line) {
            add(name);
        }
        if number >= foot_from.max(1) && is_short(line) {
            credit_line(line).into_iter().for_each(&mut add);
        }
    }
    credit
}

/// The lines with words, trimmed.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

fn head(text: &str) -> impl Iterator<Item = &str> {
    lines(text).skip(1).take(HEAD_LINES)
}

fn is_short(line: &str) -> bool {
    line.chars().nth(MAX_FACT_CHARS).is_none()
}

/// A line that ends in an agency in parentheses: what precedes, and the credit.
fn credit_at_end(line: &str) -> Option<(&str, &str)> {
    let (before, name) = line.strip_suffix(')')?.rsplit_once('(')?;
    is_credited(name).then_some((before.trim_end(), name.trim()))
}

/// 'BAGHDAD (Reuters) - …': the agency behind the place.
fn credit_in_dateline(line: &str) -> Option<&str> {
    let opened = memchr::memchr(b'(', line.as_bytes())?;
    let (place, rest) = (line.get(..opened)?, line.get(opened + 1..)?);
    let (name, rest) = rest.split_once(')')?;
    let is_place = !place.trim().is_empty() && place.split_whitespace().count() <= 4;
    let goes_on = rest.trim_start().starts_with(['-', '–', '—', '―', 'ـ']);
    (is_place && goes_on && is_credited(name)).then_some(name.trim())
}

/// The names in a credit line: 'Source: Agencies', 'AP, AFP', '(Reuters)'.
fn credit_line(line: &str) -> Vec<&str> {
    let labelled = line
        .split_once([':', '：'])
        .filter(|(label, _)| is_in(CREDIT_LABELS, label.trim()));
    if let Some((_, names)) = labelled {
        return vec![names.trim().trim_end_matches('.')];
    }
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "()[]-–—.*".contains(c));
    let names: Vec<&str> = bare.split([',', '/', '&', '+', '،']).map(str::trim).collect();
    if names.iter().all(|name| is_in(AGENCIES, name)) {
        names
    } else {
        Vec::new()
    }
}

/// Whether a name is that of an agency, perhaps with the photographer's behind it: 'Reuters/Amal Haddad'.
fn is_credited(name: &str) -> bool {
    let agency = name.split(['/', ',', '،']).next().unwrap_or(name);
    is_in(AGENCIES, agency.trim())
}

/// The day that a line consists of, perhaps with a weekday or a label before it.
fn date(line: &str) -> Option<Date> {
    let ascii: String = line.chars().map(ascii_digit).collect();
    let line = ascii.rsplit_once(": ").map_or(ascii.as_str(), |(_, date)| date);
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || c == ',' || c == '،')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty() && *word != "de")
        .collect();
    let date = |words: &[&str]| match *words {
        [figures] => date_of_figures(figures),
        [a, b, year] => {
            let (day, month) = month(b)
                .map(|month| (a, month))
                .or_else(|| Some((b, month(a)?)))?;
            let day = day
                .trim_end_matches(['t', 'h', 's', 'n', 'd', 'r'])
                .parse()
                .ok()?;
            Date::new(year_of(year)?, month, day).ok()
        }
        _ => None,
    };
    date(&words).or_else(|| {
        date(
            words
                .get(1..)
                .filter(|_| words.first().is_some_and(|word| !is_figure(word)))?,
        )
    })
}

/// '2024-02-11', '2024/02/11', '11.02.2024', '25/02/2024'. Where day and month could be exchanged it is nothing.
fn date_of_figures(figures: &str) -> Option<Date> {
    let figures = figures.split('T').next().unwrap_or(figures);
    let with_full_stops = figures.contains('.');
    let parts: Vec<&str> = figures.split(['-', '/', '.']).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 {
        return Date::new(year_of(a)?, b.parse().ok()?, c.parse().ok()?).ok();
    }
    let (a, b): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
    let year = year_of(c)?;
    match (a, b) {
        (day, month) if with_full_stops || day > 12 || day == month => Date::new(year, month, day).ok(),
        (month, day) if day > 12 => Date::new(year, month, day).ok(),
        _ => None,
    }
}

fn year_of(word: &str) -> Option<i16> {
    if word.len() == 4 { word.parse().ok() } else { None }
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn ascii_digit(character: char) -> char {
    let value = match character {
        '٠'..='٩' => u32::from(character) - u32::from('٠'),
        '۰'..='۹' => u32::from(character) - u32::from('۰'),
        _ => return character,
    };
    char::from_digit(value, 10).unwrap_or(character)
}

/// The number of a month by its name, whole or its usual beginning.
fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january januar jänner janvier enero يناير",
        "february februar février febrero فبراير شباط",
        "march märz mars marzo مارس آذار",
        "april avril abril أبريل ابريل إبريل نيسان",
        "may mai mayo مايو أيار",
        "june juni juin junio يونيو حزيران",
        "july juli juillet julio يوليو تموز",
        "august août agosto أغسطس اغسطس آب",
        "september septembre septiembre سبتمبر أيلول",
        "october oktober octobre octubre أكتوبر اكتوبر",
        "november novembre noviembre نوفمبر",
        "december dezember décembre diciembre ديسمبر",
    ];
    let word = word.to_lowercase();
    let begins = |name: &str| {
        let shortened = word.chars().nth(2).is_some() && word.chars().all(|c| c.is_ascii_lowercase());
        name == word || (shortened && name.starts_with(&word))
    };
    let number = NAMES.iter().position(|names| names.split(' ').any(begins))?;
    i8::try_from(number + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn the_title_is_the_first_line_with_words_without_its_credit() {
        assert_eq!(title("\n \n  Talks resume (Reuters) \nBody"), "Talks resume");
        assert_eq!(title("# Talks resume"), "Talks resume");
        assert_eq!(title("Talks resume (again)"), "Talks resume (again)");
        assert_eq!(title("(Reuters)\nBody"), "(Reuters)");
    }

    #[test]
    fn a_long_title_is_cut_at_a_word() {
        let title = title(&"talks, ".repeat(40));
        assert_eq!(title, format!("{}talks…", "talks, ".repeat(16)));
        assert_eq!(super::title(&"x".repeat(300)), format!("{}…", "x".repeat(120)));
    }

    #[test]
    fn a_byline_is_a_short_line_with_a_name_below_the_title() {
        let english = byline("Title\n\nBy Amal Haddad and Jo Roe\nBody");
        assert_eq!(english.as_deref(), Some("By Amal Haddad and Jo Roe"));
        assert_eq!(
            byline("عنوان\nبقلم أمل حداد\nنص").as_deref(),
            Some("بقلم أمل حداد")
        );
        assert_eq!(byline("By Amal Haddad\nBody"), None);
        assert_eq!(byline("Title\nBy Sunday the talks were over."), None);
        assert_eq!(byline("Title\nBy the river"), None);
        // Above the headline it is names alone.
        let above = "By Ann Lee\n\nLetters from the north\n\n12 March 2024\n\nThe ferry sails.";
        assert_eq!(
            (title(above).as_str(), byline(above).as_deref()),
            ("Letters from the north", Some("By Ann Lee"))
        );
        for headline in ["By Sea to India", "By train", "By Ann Lee"] {
            let text = format!("{headline}\n\nA long journey ends.\n\nMore of it.");
            assert_eq!((title(&text), byline(&text)), (headline.to_owned(), None));
        }
    }

    #[test]
    fn plain_dates_of_many_habits_are_read() {
        for line in [
            "11 February 2024",
            "February 11, 2024",
            "Feb. 11, 2024",
            "Sunday, 11 Feb 2024",
            "Published: 11th February 2024",
            "2024-02-11",
            "2024-02-11T09:30:00Z",
            "11.02.2024",
            "11. Februar 2024",
            "11 février 2024",
            "11 de febrero de 2024",
            "الأحد، ١١ فبراير ٢٠٢٤",
            "11 شباط 2024",
            "Agencies · 11 February 2024",
        ] {
            assert_eq!(
                published(&format!("Title\n{line}\nBody")),
                Some(day(2024, 2, 11)),
                "{line}"
            );
        }
        assert_eq!(published("Title\n25/02/2024"), Some(day(2024, 2, 25)));
        assert_eq!(published("Title\n02/25/2024"), Some(day(2024, 2, 25)));
    }

    #[test]
    fn a_date_that_could_mean_two_days_or_stands_in_prose_is_none() {
        assert_eq!(published("Title\n11/02/2024"), None);
        assert_eq!(published("Title\nThe talks of 11 February 2024 failed"), None);
        assert_eq!(published("Title\n31 February 2024"), None);
        assert_eq!(published("11 February 2024\nBody"), None);
    }

    #[test]
    fn stamps_of_machines_are_read_and_those_of_no_day_are_none() {
        for stamp in [
            "2024-02-11",
            "2024-02-11T09:30:00+03:00",
            "20240211T093000Z",
            "20240211",
            "20240211093000",
            "Sun, 11 Feb 2024 09:30:00 GMT",
        ] {
            assert_eq!(super::day(stamp), Some(day(2024, 2, 11)), "{stamp}");
        }
        assert_eq!(super::day("0001-01-01T00:00:00"), None);
        assert_eq!(super::day("1970-01-01T00:00:00"), None);
        assert_eq!(super::day("soon"), None);
    }

    #[test]
    fn credits_of_captions_datelines_and_the_foot_are_found_once() {
        let text = "Soldiers on parade (Reuters/Amal Haddad)\n\nBAGHDAD (Reuters) - The talks go on.\n\n\
            The army (the largest) said so.\n\nMore (Reuters)\n\nSource: Agencies\nAP, AFP\n";
        assert_eq!(
            credit(text),
            ["Reuters/Amal Haddad", "Reuters", "Agencies", "AP", "AFP"]
        );
        assert_eq!(
            credit("عنوان\n\nقال الجيش ذلك (رويترز)\n\nالمصدر: وكالات"),
            ["رويترز", "وكالات"]
        );
    }

    #[test]
    fn prose_with_the_same_words_credits_nobody() {
        let text =
            "Reuters\n\nSource: one of many who spoke.\n\nReuters reported it.\n\na\n\nb\n\nc\n\nd\n\ne";
        assert_eq!(credit(text), Vec::<String>::new());
    }
}
