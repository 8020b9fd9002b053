//! What of a page's lines is prose, and what is furniture: labels, credits, requests to subscribe, notices about cookies.

use std::sync::LazyLock;

use regex::Regex;

/// What a short line begins with that leads elsewhere or says what the page does, in twelve languages.
const LABELS: &str = "read more|read also|read next|also read|see also|see more|more on this|more from|you may also like|\
    you might also like|don't miss|don’t miss|recommended|related|advert|advertisement|continue reading below|\
    story continues below|article continues below|share this|share on|sharing is caring|follow us|sign up|subscribe|\
    newsletter|image copyright|image caption|photo|image|tell us what you think|comments|leave a comment|post a comment|\
    skip to|click here|print this|email this|loading|tags|filed under|most read|trending|watch now|listen now|close|caption|\
    mehr zum thema|lesen sie auch|lesen sie mehr|auch interessant|das könnte sie auch interessieren|anzeige|werbung|\
    weiterlesen|teilen|kommentare|zum thema|mehr dazu|foto|bild|\
    lire aussi|à lire aussi|lire la suite|voir aussi|publicité|partager|commentaires|s’abonner|abonnez-vous|sur le même sujet|\
    lea también|lee también|leer más|le puede interesar|te puede interesar|publicidad|compartir|comentarios|suscríbete|\
    leia também|leia mais|veja também|saiba mais|publicidade|compartilhe|comentários|assine|\
    leggi anche|leggi tutto|pubblicità|condividi|commenti|iscriviti|guarda anche|\
    lees ook|lees meer|lees verder|advertentie|deel dit|reacties|bekijk ook|\
    czytaj też|czytaj także|czytaj więcej|zobacz też|zobacz także|reklama|udostępnij|komentarze|\
    читайте также|читать далее|смотрите также|реклама|поделиться|комментарии|подписаться|\
    اقرأ أيضا|اقرأ أيضاً|اقرأ المزيد|شاهد أيضا|إعلان|شارك|مواضيع ذات صلة|تعليقات|\
    相关阅读|相关新闻|延伸阅读|延伸閱讀|相關新聞|广告|廣告|分享|责任编辑|評論|\
    関連記事|あわせて読みたい|続きを読む|広告|シェア|この記事をシェア";

/// What a notice of the page itself says, in the same languages; two of them in a line leave no doubt.
const NOTICES: &str = "cookie|privacy policy|terms of use|terms of service|all rights reserved|newsletter|your inbox|sign up|\
    subscribe|subscription|follow us|follow @|by continuing|agree to|log in|login|already a subscriber|enable javascript|\
    requires javascript|may not be published|subject to copyright|affiliate|copyright ©|download the app|our app|email address|\
    datenschutz|alle rechte vorbehalten|nutzungsbedingungen|anmelden|abonnieren|zustimmen|\
    confidentialité|tous droits réservés|abonnez|inscrivez|accepter|\
    privacidad|todos los derechos reservados|suscríb|aceptar|\
    privacidade|todos os direitos reservados|assine|aceitar|\
    tutti i diritti riservati|iscriviti|accetta|\
    privacybeleid|alle rechten voorbehouden|meld je aan|akkoord|\
    polityka prywatności|wszelkie prawa zastrzeżone|zapisz się|zgod|\
    файлы cookie|все права защищены|подпис|соглас|\
    ملفات تعريف الارتباط|جميع الحقوق محفوظة|اشترك|سياسة الخصوصية|\
    版权所有|版權所有|隐私政策|订阅|訂閱|登录|\
    プライバシー|無断転載|利用規約|会員登録|購読";

/// What a request or a right in one sentence says that stands in no article.
const REQUESTS: &str = "all rights reserved|subscribe to our|sign up for our|sign up to our|follow us on|follow him on twitter|\
    follow her on twitter|follow them on twitter|by continuing to use this|subject to copyright|requires javascript|\
    delivered to your inbox|in your inbox|click here to get the|may contain affiliate|may earn a commission|\
    alle rechte vorbehalten|unseren newsletter|folgen sie uns|tous droits réservés|notre newsletter|suivez-nous|\
    todos los derechos reservados|nuestro boletín|síguenos en|todos os direitos reservados|nossa newsletter|siga-nos|\
    tutti i diritti riservati|nostra newsletter|seguici su|alle rechten voorbehouden|onze nieuwsbrief|volg ons|\
    wszelkie prawa zastrzeżone|naszego newslettera|все права защищены|подпишитесь на|جميع الحقوق محفوظة|تابعونا على|\
    版权所有|版權所有|未经授权|無断転載|フォローしてください";

/// What the line begins with that says when a page was made.
const STAMPS: &str = "published|updated|last updated|posted|first published|created|modified|veröffentlicht|aktualisiert|stand:|\
    publié le|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano|\
    aktualizacja|опубликовано|обновлено|تاريخ النشر|آخر تحديث|نشر في|发布时间|更新时间|發布時間|更新日時|公開日|更新：";

/// What a wall before the rest of an article says, in the same languages.
const WALLS: &str = "to continue reading|to keep reading|to read the full|to read the rest|continue reading with|\
    already a subscriber|subscribers only|subscribe to read|subscribe now to|for subscribers|subscriber-only|\
    weiterlesen mit|jetzt weiterlesen|um weiterzulesen|nur für abonnenten|bereits abonnent|\
    réservé aux abonnés|pour lire la suite|déjà abonné|il vous reste|\
    para seguir leyendo|solo para suscriptores|exclusivo para suscriptores|ya eres suscriptor|\
    exclusivo para assinantes|para continuar lendo|já é assinante|\
    riservato agli abbonati|per continuare a leggere|sei già abbonato|\
    alleen voor abonnees|om verder te lezen|al abonnee|\
    tylko dla prenumeratorów|aby czytać dalej|dostęp dla prenumeratorów|\
    только для подписчиков|чтобы читать дальше|оформите подписку|\
    للمشتركين فقط|لمتابعة القراءة|\
    阅读全文请|订阅后|付费阅读|會員限定|\
    会員限定|有料会員|続きを読むには";

/// What sentences end with.
const ENDS: &[char] = &[
    '.', '!', '?', '…', '”', '"', '»', '’', '؟', '。', '！', '？', '」', '』', ')', '।', '။', '។',
];

/// The number of words, where scripts without spaces have one in two letters.
pub(super) fn words(line: &str) -> usize {
    let wide = line.chars().filter(|c| is_unspaced(*c)).count();
    wide / 2
        + line
            .split_whitespace()
            .filter(|word| !word.contains(is_unspaced))
            .count()
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{9fff}')
}

/// Whether a line is a sentence or several, and no furniture.
pub(super) fn is_prose(line: &str) -> bool {
    const MIN_WORDS: usize = 4;
    const MIN_WORDS_UNENDED: usize = 14;
    let words = words(line);
    let is_ended = line.trim_end().ends_with(ENDS);
    (words >= MIN_WORDS_UNENDED || (is_ended && words >= MIN_WORDS)) && !is_furniture(line)
}

/// How many lines of a text are prose.
pub(super) fn prose_lines(text: &str) -> usize {
    text.lines().filter(|line| is_prose(line)).count()
}

/// Whether a line is of the page and not of the article, as far as a line's words tell: a label, or a notice of some
/// sentences. What is quoted is of the article.
pub(super) fn is_furniture(line: &str) -> bool {
    const MAX_NOTICE_WORDS: usize = 90;
    let lower = line.trim().to_lowercase();
    let is_notice = || notices(&lower) > 1 && words(&lower) <= MAX_NOTICE_WORDS;
    !is_quotation(&lower) && (is_certain(&lower) || is_notice())
}

/// Whether a line is furniture beyond doubt, so that it can be left out of an article.
pub(super) fn is_surely_furniture(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    !is_quotation(&lower) && is_certain(&lower)
}

fn is_quotation(line: &str) -> bool {
    line.starts_with(['“', '„', '«', '"', '「'])
}

fn is_certain(lower: &str) -> bool {
    const MAX_REQUEST_WORDS: usize = 45;
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| any_of("", REQUESTS));
    is_label(lower) || is_stamp(lower) || (SIGNS.is_match(lower) && words(lower) <= MAX_REQUEST_WORDS)
}

fn is_label(lower: &str) -> bool {
    const MAX_WORDS: usize = 12;
    const MAX_WORDS_UNMARKED: usize = 3;
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| any_of("^", LABELS));
    let Some(label) = SIGNS.find(lower) else {
        return false;
    };
    let words = words(lower);
    let rest = lower.get(label.end()..).unwrap_or_default();
    let is_numbered = || {
        matches!(label.as_str(), "image" | "photo" | "bild" | "foto")
            && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    words <= MAX_WORDS
        && match rest.chars().next() {
            None | Some(':' | '：' | '…' | '»' | '>' | '→' | '/' | '|' | '[') => true,
            Some(' ' | '.' | '!') => words <= MAX_WORDS_UNMARKED || is_numbered(),
            Some(_) => false,
        }
}

/// 'Updated 5:27 am, Wednesday, 20 November 2019': when the page was made, which is kept apart.
fn is_stamp(lower: &str) -> bool {
    const MAX_WORDS: usize = 14;
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| any_of("^", STAMPS));
    let bare = lower.trim_start_matches(['|', '(', ' ']);
    SIGNS.is_match(bare)
        && words(bare) <= MAX_WORDS
        && !bare.ends_with(ENDS)
        && bare.contains(|c: char| c.is_numeric())
}

/// How many signs of a notice stand in a line, each counted once.
fn notices(lower: &str) -> usize {
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| any_of("", NOTICES));
    let mut found: Vec<&str> = SIGNS.find_iter(lower).map(|sign| sign.as_str()).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// What finds any of these words.
#[expect(
    clippy::expect_used,
    reason = "a pattern of our own words that is none is a fault that every test of pages meets"
)]
fn any_of(before: &str, listed: &str) -> Regex {
    let words: Vec<String> = listed.split('|').map(regex::escape).collect();
    Regex::new(&format!("{before}(?:{})", words.join("|"))).expect("a pattern")
}

/// Whether a text ends, or is broken off, at a wall for those who pay.
pub(super) fn has_wall(text: &str) -> bool {
    const MAX_WORDS: usize = 60;
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| any_of("", WALLS));
    text.lines()
        .any(|line| SIGNS.is_match(&line.to_lowercase()) && words(line) <= MAX_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_prose_in_any_script_and_labels_and_notices_are_furniture() {
        for line in [
            "The ministry denies it was warned.",
            "港务委员会星期一开会，听取了关于北码头状况的三份报告。",
            "قال المتحدث باسم الوزارة إن المحادثات ستستأنف.",
            "Subscribe to that theory and you will believe anything, he said.",
            "“We use cookies and share your email address,” the firm told its users.",
            "Photo editors said on Monday that the picture had been changed.",
            "Published accounts of the 1990s say that he knew.",
        ] {
            assert!(is_prose(line) && !is_furniture(line), "{line}");
        }
        for line in [
            "Read more: another article",
            "Lesen Sie auch: Ein anderer Artikel",
            "Читайте также",
            "Photo: Hau Dinh, AP",
            "Advert",
            "Image 1 of 8",
            "Updated 5:27 am CST, Wednesday, November 20, 2019",
            "| Veröffentlicht: 20.11.2019",
            "関連記事",
            "This site uses cookies. By continuing to use it, you agree to their use.",
            "Get the latest updates right in your inbox. Subscribe to our newsletters.",
        ] {
            assert!(is_furniture(line) && !is_prose(line), "{line}");
        }
    }

    #[test]
    fn only_what_stands_in_no_article_is_left_out_of_one() {
        assert!(is_surely_furniture(
            "Sign up for our newsletter, which comes every week."
        ));
        let trial = "You can sign up for a free trial, and afterwards you subscribe for $6.99 a month.";
        assert!(is_furniture(trial) && !is_surely_furniture(trial));
    }

    #[test]
    fn a_wall_is_known_by_what_it_says() {
        assert!(has_wall("The board met.\n\nSubscribe to read the whole story."));
        assert!(has_wall("Dieser Artikel ist nur für Abonnenten."));
        assert!(!has_wall("The board will read the plan before it votes."));
    }
}
