//! Quotations taken from the project's own articles and altered in known ways, and hard cases by hand.

use std::collections::BTreeMap;

use super::{DifferenceKind, Proof, References, Verdict};

mod altering;

use altering::{Dice, TEXTS, WAYS, passages, quotation};

/// The verdict on a quotation, and the words that differ, as `kind: quoted -> reference`.
fn told(quotation: &str, texts: &[&str]) -> (Verdict, Vec<String>, Proof) {
    let proof = References::new(texts.iter().copied()).prove_in_all(quotation);
    let differences = proof.differences.iter().map(|one| {
        let quoted = one.quoted.slice(quotation).unwrap();
        let reference = one.place.span.slice(texts[one.place.text]).unwrap();
        let mark = if one.is_marked { " (marked)" } else { "" };
        format!("{}: {quoted} -> {reference}{mark}", one.kind.name())
    });
    (proof.verdict, differences.collect(), proof.clone())
}

const SPEECH: &str = "SPEAKER: Thank you. We have carried out more than 165 attacks on their bases since October, and we will \
    not stop until the coalition’s forces leave Iraq. (Applause.) The Iraqi government asked us, again and again, to wait for \
    the talks in Baghdad to end.\n\nQ: And the governor?\n\nMR. RASOUL: Governor Haddad has never supported the withdrawal \
    of 2,500 American soldiers. He said the co-operation with Washington costs $40 million a year; that is a great deal of \
    money for a small country. We want peace, but they want war. I am grateful to every family that opened its doors to the \
    people who had to leave the villages along the river, and I promise them that nobody will be forgotten when the schools \
    open again in the spring and when the bridges are rebuilt with the money that parliament has set aside for it.";

#[track_caller]
fn check(quotation: &str, verdict: Verdict, differences: &[&str]) {
    let (found, words, _) = told(quotation, &[SPEECH]);
    assert_eq!(
        (found, words),
        (verdict, differences.iter().map(|&one| one.to_owned()).collect()),
        "{quotation}"
    );
}

#[test]
fn the_same_words_are_verbatim_or_differ_in_typography() {
    check(
        "We have carried out more than 165 attacks",
        Verdict::Verbatim,
        &[],
    );
    check("wait", Verdict::Verbatim, &[]);
    for quotation in [
        "the coalition's forces leave Iraq",
        "Again, and again — to wait",
        "We want peace; but they want war!",
        "cooperation with Washington",
        "the co- operation with Wash\u{ad}ington",
        "2500 American soldiers",
        "2 500 American soldiers",
        "[t]he Iraqi government asked us",
        "a great\u{a0}deal\nof  money",
        "leave Iraq. The Iraqi government",
        "We want peace... but they want war",
        "supported [sic] the withdrawal",
        "He said the [military] co-operation with Washington",
    ] {
        let (verdict, words, _) = told(quotation, &[SPEECH]);
        let is_marked = words.iter().all(|words| words.ends_with("(marked)"));
        assert!(
            verdict == Verdict::Typography && is_marked,
            "{quotation}: {verdict:?} {words:?}"
        );
    }
}

#[test]
fn what_is_left_out_is_a_cut_and_said_where_and_whether_the_quotation_says_so() {
    check(
        "We have carried out … attacks on their bases since October",
        Verdict::Cut,
        &["left_out:  -> more than 165 (marked)"],
    );
    check(
        "We have carried out attacks on their bases since October",
        Verdict::Cut,
        &["left_out:  -> more than 165"],
    );
    for dots in ["...", "(…)", "[...]", ". . .", "....", "(...)"] {
        check(
            &format!("He said the co-operation {dots} costs $40 million a year"),
            Verdict::Cut,
            &["left_out:  -> with Washington (marked)"],
        );
    }
    check(
        "Governor Haddad has never supported [a retreat] of 2,500 American soldiers",
        Verdict::Cut,
        &["changed: a retreat -> the withdrawal (marked)"],
    );
    let (_, _, proof) = told("We want peace … they want war", &[SPEECH]);
    let kept: Vec<&str> = proof
        .places
        .iter()
        .map(|place| place.span.slice(SPEECH).unwrap())
        .collect();
    assert_eq!(kept, ["We want peace", "they want war"]);
    let chars: String = SPEECH.chars().skip(proof.places[1].chars.0).take(13).collect();
    assert_eq!(chars, "they want war");
}

#[test]
fn what_is_from_two_places_is_joined() {
    check(
        "We will not stop until the coalition’s forces leave Iraq … nobody will be forgotten when the schools open again",
        Verdict::Joined,
        &[],
    );
    check(
        "We will not stop until the coalition’s forces leave Iraq, when the bridges are rebuilt with the money",
        Verdict::Joined,
        &[],
    );
    let texts = [
        "We will rebuild every bridge in the province.",
        "The schools open in the spring of next year.",
    ];
    let (verdict, _, proof) = told(
        "We will rebuild every bridge in the province. The schools open in the spring of next year.",
        &texts,
    );
    assert_eq!(verdict, Verdict::Joined);
    assert_eq!(
        proof.places.iter().map(|place| place.text).collect::<Vec<_>>(),
        [0, 1]
    );
}

#[test]
fn other_words_are_named_both_ways() {
    check(
        "We have carried out more than 156 attacks on their bases",
        Verdict::Altered,
        &["changed: 156 -> 165"],
    );
    check(
        "we will stop until the coalition’s forces leave Iraq",
        Verdict::Altered,
        &["left_out:  -> not"],
    );
    check(
        "Governor Karim has never supported the withdrawal",
        Verdict::Altered,
        &["changed: Karim -> Haddad"],
    );
    check(
        "the co-operation with Washington costs €40 million a year",
        Verdict::Altered,
        &["changed: € -> $"],
    );
    check(
        "Governor Haddad has never publicly supported the withdrawal",
        Verdict::Altered,
        &["added: publicly -> "],
    );
    let (verdict, words, _) = told("But they want war, we want peace", &[SPEECH]);
    assert_eq!(verdict, Verdict::Altered);
    assert!(
        words.iter().any(|words| words.starts_with("moved: ")),
        "{words:?}"
    );
    check(
        "Governor Haddad has supported the withdrawal of 2,500 American soldiers",
        Verdict::Altered,
        &["left_out:  -> never"],
    );
}

#[test]
fn short_and_other_quotations_raise_no_alarm() {
    for quotation in [
        "stop it",
        "very great money",
        "Yes.",
        "a great pity",
        "We want it now",
        "The committee will publish its report on the harbour next week",
        "Nous voulons la paix, mais ils veulent la guerre",
        "نريد السلام ولكنهم يريدون الحرب",
        "…",
        "",
    ] {
        check(quotation, Verdict::NotFound, &[]);
    }
}

#[test]
fn accents_count_where_the_language_has_them() {
    let spanish =
        "El presidente habló ayer en la televisión y pidió más tiempo; mañana hablará otra vez aquí.";
    assert_eq!(
        told("El presidente hablo ayer en la televisión", &[spanish]).0,
        Verdict::Altered
    );
    let english = "The president of Turkey, Erdoğan, spoke for a long time about the old cafe and the new one, which had been closed by \
        the council for some years after the fire, as he told the crowd in front of it before he left for Ankara.";
    assert_eq!(
        told("The president of Turkey, Erdogan, spoke", &[english]).0,
        Verdict::Typography
    );
    let arabic = "قال المتحدث إنّ القوات سوف تنسحب من البلاد قبل نهاية العام الجاري";
    assert_eq!(
        told("ان القوات سوف تنسحب من البلاد", &[arabic]).0,
        Verdict::Typography
    );
    assert_eq!(
        told("إن القوات لن تنسحب من البلاد قبل نهاية العام", &[arabic]).0,
        Verdict::Altered
    );
    let chinese = "政府发言人表示，联军将在今年年底之前撤出该国，谈判仍在继续。";
    assert_eq!(
        told("联军将在今年年底之前撤出该国", &[chinese]).0,
        Verdict::Verbatim
    );
    assert_eq!(
        told("联军将在明年年底之前撤出该国", &[chinese]).0,
        Verdict::Altered
    );
}

/// So many quotations of each kind.
const OF_EACH: usize = 84;

#[test]
fn quotations_altered_in_known_ways_are_named_rightly_and_others_raise_no_alarm() {
    let texts: Vec<String> = altering::references();
    let references = References::new(texts.iter().map(String::as_str));
    let passages: Vec<Vec<String>> = texts.iter().map(|text| passages(text)).collect();
    let mut dice = Dice(20);
    let (mut asked, mut right, mut alarms, mut unaltered) = (0, 0, 0, 0);
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for way in WAYS {
        let mut made = 0;
        while made < OF_EACH {
            let Some(quotation) = quotation(*way, &passages[dice.below(TEXTS)], &mut dice) else {
                continue;
            };
            made += 1;
            let proof = references.prove_in_all(&quotation);
            asked += 1;
            unaltered += usize::from(way.verdict() <= Verdict::Typography);
            if proof.verdict == way.verdict() {
                right += 1;
            } else {
                alarms +=
                    usize::from(way.verdict() <= Verdict::Typography && proof.verdict == Verdict::Altered);
                wrong
                    .entry(format!("{way:?} as {:?}", proof.verdict))
                    .or_default()
                    .push(quotation);
            }
        }
    }
    for quotation in altering::elsewhere() {
        unaltered += 1;
        let proof = references.prove_in_all(&quotation);
        let is_alarm = !matches!(
            proof.verdict,
            Verdict::NotFound | Verdict::Verbatim | Verdict::Typography
        );
        alarms += usize::from(is_alarm);
        if is_alarm {
            let kinds: Vec<DifferenceKind> = proof.differences.iter().map(|one| one.kind).collect();
            wrong
                .entry(format!("elsewhere as {:?}", proof.verdict))
                .or_default()
                .push(format!("{quotation} {kinds:?}"));
        }
    }
    let told: Vec<String> = wrong
        .iter()
        .map(|(how, which)| format!("{how}: {}\n{}", which.len(), which.join("\n")))
        .collect();
    let told = told.join("\n\n");
    println!("{right} of {asked}, {alarms} false alarms among {unaltered}\n{told}");
    assert!(unaltered > 600 && asked >= 1000);
    assert!(right * 1000 >= asked * 995, "{right} of {asked}\n{told}");
    assert!(alarms * 1000 <= unaltered * 5, "{alarms} false alarms\n{told}");
}
