//! Suggestions for sentences of our own, with the claim in brackets.

mod speakers;
mod voices;

use super::*;
use crate::text::segment::snap_to_graphemes;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_words_in_any_order_are_read_without_a_fault(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "said", "to", "not", "the", "Weiss", "claims", "according", "by", ",", "“", "”", "\"", ".", ":", "—",
                "(", ")", "and", "who", "that", "'s", "\n", "was", "asked", "saying", "of", "officials", "قال", "أن",
                "بحسب", "الجيش", "في", "بيان", "، ", "é", "5%", "said.Then",
            ]),
            0..40,
        ),
        cuts in prop::collection::vec((0usize..40, 0usize..8), 0..3),
    ) {
        let text = words.join(" ");
        let at = |word: usize| words.iter().take(word).map(|word| word.len() + 1).sum::<usize>().min(text.len());
        let claim: Vec<Span> = cuts.iter().map(|&(first, count)| Span::new(at(first), at(first + count))).collect();
        let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
        for speaker in [None, known.values().next()] {
            let offered = offers(&text, &claim, speaker, &known);
            for span in offered.cue.into_iter().chain(offered.source.map(|mention| mention.span)) {
                prop_assert!(span.slice(&text).is_some_and(|words| !words.trim().is_empty()));
            }
        }
        prop_assert!(mentions(&text, &claim, &known, 2).len() <= 2);
    }

    #[test]
    fn what_is_offered_never_splits_what_is_read_as_one_character(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "said", "said\u{301}", "said\u{200d}", "the army", "the army\u{93f}", "\u{600}Weiss", "claims\u{fe0f}",
                "according to", "according to\u{301}", ",", "“", "“\u{301}", "”\u{64b}", "\"\u{301}", ".\u{301}", " that ",
                " ", " ", " ", "\n", "\u{e33}", "قال\u{64b}", " الجيش", " أن",
            ]),
            0..30,
        ),
        a in 0_usize..200, b in 0_usize..200,
    ) {
        let text = words.concat();
        let claim = [snap_to_graphemes(&text, Span::new(a.min(text.len()), b.min(text.len())))];
        let known = speakers(&[("s-weiss", Speaker::named("Ada Weiss", 0))]);
        let offered = offers(&text, &claim, None, &known);
        let mentioned = mentions(&text, &claim, &known, 9).into_iter().chain(offered.source);
        for span in mentioned.map(|mention| mention.span).chain(offered.cue) {
            prop_assert_eq!(snap_to_graphemes(&text, span), span);
        }
    }
}

/// The text without the brackets, and the spans they held.
fn marked(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut start = 0;
    for character in marked.chars() {
        match character {
            '[' => start = text.len(),
            ']' => spans.push(Span::new(start, text.len())),
            _ => text.push(character),
        }
    }
    (text, spans)
}

fn speakers(named: &[(&str, Speaker)]) -> BTreeMap<SpeakerId, Speaker> {
    named
        .iter()
        .map(|(id, speaker)| (SpeakerId::from(*id), speaker.clone()))
        .collect()
}

/// Sentences with the claim in brackets, the source and the cue offered for it while no speaker is known.
const SENTENCES: &str = r#"
# A mixed quotation has its verb before it
The army announced [that both sides agreed to "a slow withdrawal"]. | The army | announced
# The word that belongs to the cue when the claim leaves it out
The mayor has said that [the bridge is safe]. | The mayor | has said that
# A titled source is offered whole
Iraqi army spokesman Major General Yahya Rasoul said [that they will meet again]. | Iraqi army spokesman Major General Yahya Rasoul | said
# The source stands between the pieces of a claim
It was [a raid on the harbour] that the ministry said [was the work of smugglers]. | the ministry | said
“[The road is closed],” he told reporters. “[Nobody may pass].” | he | told
# A document can be the source
A statement issued by the coast guard said that [“the ship had left” before noon]. | A statement issued by the coast guard | said that
# A source before its pronoun is taken not the pronoun
The Iraqi authorities say that [they want a new treaty]. | The Iraqi authorities | say that
# Two speakers of one claim are offered together
The coalition and the United States said that [the talks may take time]. | The coalition and the United States | said that
# A hedged cue keeps the subject of its sentence
The miners appear more careful in quietly hinting that [the shaft may close]. | The miners | appear more careful in quietly hinting that
# A passive cue has its source behind it
[Most of the raids] were claimed by the Northern Front. | the Northern Front | were claimed
# An unnamed party is a source like any other
[The minister will resign], said two officials who asked not to be named. | two officials who asked not to be named | said
# A cue that denies is offered with its negation
The ministry did not say [that a date had been set]. | The ministry | did not say
# According to has its source behind it
[Prices rose by a third], according to the central bank. | the central bank | according to
According to Ms. Okafor, [prices rose by a third]. | Ms. Okafor | According to
# A name and a colon are a source and a cue
Ana Petrova: [“We did not know.”] | Ana Petrova | :
# A dash and a name behind a quotation are a cue and a source
“[We did not know.]” — Ana Petrova | Ana Petrova | —
# An aside behind the name belongs to the source
Petrova, the head of the union, said [the strike would go on]. | Petrova, the head of the union | said
Petrova, who left in May, added [that nobody had asked her]. | Petrova, who left in May | added
# So do an age and a party in brackets
Mr. Okafor, 45, a farmer, agreed: [“We did not know.”] | Mr. Okafor, 45, a farmer | agreed
In Berea, after the vote, Gov. Ana Petrova (R-OH), said, [“We did not know.”] | Gov. Ana Petrova (R-OH) | said
# A colon behind a sentence takes its subject and behind a credit the name
Petrova sent word from Ohio: [“We did not know.”] | Petrova | sent word from Ohio:
The polls were right - Petrova: [“We did not know.”] | Petrova | :
# A clause about the speaker is not what attributes
[“We did not know,”] a senior adviser who asked not to be named told the paper. | a senior adviser | told
[“We did not know.”] So said Petrova on Monday. | Petrova | So said
# A sentence that opens with a participle gives its subject
Asked whether he knew, Petrova shook his head. [“We did not know.”] | Petrova | Asked
# An owner in the plural belongs to the name
[The strike would go on], the builders’ union warned. | the builders’ union | warned
# A verb without a subject takes that of its sentence
The governor said he had slept badly but insisted [that he was well]. | The governor | insisted
Conceding [that the dam had leaked], the company promised repairs. | the company | Conceding
# A noun can be the cue
Few believed the minister's claim [that the vault was full]. | the minister's | claim
# The words of others are no cue
[“I never met him,”] Weiss said. “He told me so,” said Okafor. | Weiss | said
# Sentences without a space between them are still two
“[We lost],” Okafor said.Weiss claimed that they had won. | Okafor | said
# A claim that is a whole sentence is offered the words inside
[Her resignation, she insisted, was her own decision.] | she | insisted
[Prices will fall by 1%, says the central bank] | the central bank | says
[وقالت الشركة إن المصنع سيغلق.] | الشركة | وقالت
# Arabic sources stand behind their verb
وقال وزير الري إن [السد آمن]. | وزير الري | وقال
أعلن الجيش أن [الطريق مغلق]. | الجيش | أعلن
[الطريق مغلق]، يقول سكان القرية. | سكان القرية | يقول
# Arabic phrases have their source behind them
[ارتفعت الأسعار]، بحسب البنك المركزي. | البنك المركزي | بحسب
وفق منظمة الصحة، [انحسر الوباء]. | منظمة الصحة | وفق
# An arabic statement is a medium behind the source and a source by itself
قالت الشركة في بيان إن [المصنع سيغلق]. | الشركة | قالت
وجاء في بيان صادر عن الشركة أن [المصنع سيغلق]. | بيان صادر عن الشركة | وجاء
# An arabic subject can stand before its verb
السلطات تقول إنها [تريد معاهدة جديدة]. | السلطات | تقول إنها
# Source and cue reach over all that belongs to them
[“We did not know,”] said Ada Weiss, a farmer from the next valley. | Ada Weiss, a farmer from the next valley | said
According to three people briefed on the talks, [the port will close]. | three people briefed on the talks | According to
Jane Roe, now the union's lawyer, has denied [that she knew]. | Jane Roe, now the union's lawyer | has denied
He and Okafor said [that it was late]. | He and Okafor | said
Weiss, Okafor and Ada Petrova said [that the bridge was safe]. | Weiss, Okafor and Ada Petrova | said
The judges who ruled against the law said [that it was unfair]. | The judges who ruled against the law | said
The company has been a supporter of [the dam]. | The company | has been a supporter of
The union issued a complaint to [the harbour office]. | The union | issued a complaint to
Weiss's sharp attacks on [the plan] go on. | Weiss's | sharp attacks on
# What stands between subject and verb is neither
The mayor on Friday announced [that he would leave]. | The mayor | announced
Okafor, who left in May, last week said [that he was ill]. | Okafor, who left in May | last week said
# A name in quotation marks is the agent of a passive
[Most raids] were claimed by the “Free Harbour Front”, which is new. | the “Free Harbour Front” | were claimed
# Where the text does not say who speaks, nobody is the source
[The minister] is expected [to resign]. | nothing | is expected
The bridge reportedly [fell]. | nothing | reportedly
It is unclear [whether the vault is full]. | nothing | It is unclear
Okafor seems [to be tired]. | nothing | seems
Questions about [her record] grew. | nothing | Questions about
[The plan], also known as [Dawn], was dropped. | nothing | also known as
# A verb that no list has does not end a name
The novel and the film render an unkind portrait of [the town]. | The novel and the film | render an unkind portrait of
Town hall press secretary Ada Weiss said [it was late]. | Town hall press secretary Ada Weiss | said
# Whoever is made to act is the source
A trick forced Weiss to admit [that she knew]. | Weiss | to admit
# The place of an agency is no speaker
BEREA, Ohio (Wire) — Wet fields worried the farmers, saying [it would rain]. | Wet fields | saying
# What is counted, felt or judged is somebody's
In the latest poll of the county, [half of the voters stayed at home]. | the latest poll of the county | In
For farmers in the valley, [the river is no friend]. | farmers in the valley | For
[The delay] has angered shopkeepers. | shopkeepers | has angered
[The delay] was a relief to Okafor. | Okafor | was a relief to
[The law], passed by the Senate, is new. | the Senate | passed
# A clause about the claim has its subject behind it
The harvest was [better] than most farmers had hoped. | most farmers | had hoped
The minister said on Monday that his deputy had told farmers [that prices would fall]. | his deputy | had told
# An adjunct that opens a sentence gives the subject behind it
A month after backing [the dam], Okafor left the party. | Okafor | backing
Like her rivals, Weiss called on Okafor to condemn [the raid]. | Okafor | to condemn
The council pledged last year [that it would rebuild the school]. | The council | pledged
# Questions that nobody asks have no source
There are growing fears of [a flood]. | nothing | fears of
The speculation centred on [her health]. | nothing | The speculation centred on
# Other languages are not read by English rules
Der Bürgermeister der Stadt sagte, dass [die Brücke sicher ist]. | nothing | nothing
"#;

#[test]
fn sentences_are_offered_their_source_and_cue() {
    let mut cases = 0;
    let mut rule = "";
    let mut wrong = Vec::new();
    for line in SENTENCES.lines().filter(|line| !line.is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            rule = title;
            continue;
        }
        let (sentence, expected) = line.split_once(" | ").unwrap();
        let (text, claim) = marked(sentence);
        let offers = offers(&text, &claim, None, &BTreeMap::new());
        let words = |span: Option<Span>| span.map_or("nothing", |span| span.words(&text));
        let source = words(offers.source.map(|mention| mention.span));
        let found = format!("{source} | {}", words(offers.cue));
        if found != expected {
            wrong.push(format!("{rule}\n  {sentence}\n  {found} instead of {expected}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cases, 77);
}

#[test]
fn a_credit_line_is_offered_for_nothing() {
    let (text, claim) =
        marked("The harbour at dawn (Reuters)\n\n[The harbour was shelled].\n\nSource: Agencies");
    assert_eq!(offers(&text, &claim, None, &BTreeMap::new()), Offers::default());
}

#[test]
fn a_text_of_one_endless_line_is_read_only_around_the_claim() {
    let filler = "The rain fell on and on. ".repeat(200_000);
    let (text, claim) = marked(&format!("{filler}Okafor said [they lost]. {filler}"));
    let offered = offers(&text, &claim, None, &BTreeMap::new());
    assert_eq!(
        offered.source.map(|mention| mention.name).as_deref(),
        Some("Okafor")
    );
    assert!(Window::new(&text, &claim, Lexicon::english()).tokens.len() < 3_000);
}

#[test]
fn a_claim_outside_the_text_is_offered_nothing() {
    for spans in [vec![], vec![Span::new(3, 90)], vec![Span::new(1, 1)]] {
        assert_eq!(
            offers("أعلن X", &spans, None, &BTreeMap::new()),
            Offers::default()
        );
    }
}
