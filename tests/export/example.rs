//! A small project with everything in it that is hard to write down.

use std::collections::{BTreeMap, BTreeSet};

use sayso::model::{
    Anchor, AnchorPlace, Article, Attribution, Claim, ClaimMap, Decision, Done, Edit, Evidence, Head,
    Metadata, Polarity, Project, Publisher, Quotation, Review, Reviewer, Speaker, SpeakerId, SpeakerKind,
    Stance, TextDirection, Verdict, Voice,
};
use sayso::text::Span;

const BRIDGE: &str = "🌉 Old bridge to stay open\n\n\
    “The bridge,” engineer Nadia Karim told the council, “is safe for buses.” It was built in 1931.\n\
    The mayor and the council did not say that it would close. Local media reported that the council \
    believes the repairs will cost “a fortune”, and somebody close to the talks agreed.\n";

const SOUQ: &str = "افتتاح السوق\n\nقال \u{202b}رئيس البلدية\u{202c} إن السوق سيفتح يوم الأحد.\n=SUM(A1:A9) is what the \
    statement printed, without a comment.\n";

/// A mark on these words, at their first place in the text.
fn mark(text: &str, words: &str) -> Anchor {
    let start = text.find(words).unwrap();
    Anchor::new(text, Span::new(start, start + words.len())).unwrap()
}

fn claim(text: &str, pieces: &[&str], voice: Voice) -> Claim {
    Claim {
        spans: pieces.iter().map(|words| mark(text, words)).collect(),
        voice,
        ..Claim::default()
    }
}

fn link(text: &str, speakers: &[&str], source: &[&str], cue: &[&str]) -> Attribution {
    Attribution {
        speakers: speakers.iter().map(|id| SpeakerId::from(*id)).collect(),
        source: source.iter().map(|words| mark(text, words)).collect(),
        cue: cue.iter().map(|words| mark(text, words)).collect(),
        ..Attribution::default()
    }
}

fn review(decision: Decision, at: &str, why: &str) -> Review {
    Review {
        decision,
        at: at.parse().unwrap(),
        why: why.into(),
        standing: sayso::model::Standing::Current,
    }
}

/// The project.
pub(crate) fn project() -> Project {
    let publisher = Publisher {
        name: "Example Checks".into(),
        url: "https://checks.example.org".into(),
        page: "https://checks.example.org/{article}/{claim}".into(),
    };
    let mut project = Project::new(Head {
        publisher: Some(publisher),
        ..Head::titled("Bridges, \"old\" and new")
    });
    let mut edits = vec![
        Edit::Reviewer("r-amal".into(), Some(Reviewer { name: "Amal".into() })),
        Edit::Reviewer("r-ben".into(), Some(Reviewer { name: "Ben".into() })),
    ];
    edits.extend(speakers());
    edits.push(Edit::Article("old-bridge".into(), Some(Box::new(bridge()))));
    edits.push(Edit::Article("souq".into(), Some(Box::new(souq()))));
    edits.push(Edit::Article(
        "later".into(),
        Some(Box::new(Article::new(
            Metadata::default(),
            "Nothing marked yet.\n",
        ))),
    ));
    project.apply(Edit::All(edits)).unwrap();
    project
}

fn speakers() -> Vec<Edit> {
    let mut council = Speaker::named("City council", 1);
    council.kind = SpeakerKind::Organisation;
    council.aliases = vec!["the council".into(), "councillors".into()];
    let mut nadia = Speaker::named("Nadia Karim", 0);
    nadia.role = Some("engineer".into());
    nadia.affiliation = Some("s-council".into());
    nadia.wikidata = Some("Q4115189".into());
    nadia.note = "Also sits on the board;\nask her.".into();
    let mut media = Speaker::named("Local media", 3);
    media.kind = SpeakerKind::Outlet;
    let mut source = Speaker::named("somebody close to the talks", 4);
    source.kind = SpeakerKind::Unnamed;
    let mut unused = Speaker::named("Nobody refers to me", 5);
    unused.kind = SpeakerKind::Group;
    let mut statement = Speaker::named("the statement", 6);
    statement.kind = SpeakerKind::Document;
    let all = [
        ("s-council", council),
        ("s-nadia", nadia),
        ("s-mayor", Speaker::named("The mayor", 2)),
        ("s-media", media),
        ("s-source", source),
        ("s-unused", unused),
        ("s-statement", statement),
    ];
    all.map(|(id, speaker)| Edit::Speaker(id.into(), Some(Box::new(speaker))))
        .into()
}

fn bridge() -> Article {
    let mut article = Article::new(
        Metadata {
            title: "🌉 Old bridge to stay open".into(),
            publisher: Some("The Daily Example".into()),
            byline: Some("By A. Writer, B. Writer".into()),
            credit: vec!["Reuters".into(), "Agencies".into()],
            url: Some("https://example.org/bridge?a=1&b=2".into()),
            published: Some("2024-02-11".parse().unwrap()),
            page: None,
            language: Some("en".into()),
            partial: false,
            direction: None,
            added: Some("2024-02-12T08:00:00Z".parse().unwrap()),
            original: Some("old-bridge.html".into()),
            file_name: None,
            tags: Vec::new(),
            refused: BTreeSet::new(),
            assigned: BTreeMap::new(),
            differences: Box::default(),
        },
        BRIDGE,
    );
    article.done = Some(Done {
        by: "r-amal".into(),
        at: "2024-02-13T10:00:00Z".parse().unwrap(),
    });

    let nadia = link(
        BRIDGE,
        &["s-nadia"],
        &["engineer Nadia Karim"],
        &["told the council"],
    );
    let mut discontinuous = claim(
        BRIDGE,
        &["The bridge", "is safe for buses"],
        Voice::Attributed(vec![nadia]),
    );
    discontinuous.reviews = sayso::model::SortedMap::from([
        (
            "r-amal".into(),
            review(Decision::Accepted, "2024-02-12T09:30:00.25Z", ""),
        ),
        (
            "r-ben".into(),
            review(
                Decision::Disputed,
                "2024-02-12T23:59:59Z",
                "the second piece, too?",
            ),
        ),
    ]);
    discontinuous.verdict = Some(Verdict {
        rating: "mostly-true".into(),
        by: "r-amal".into(),
        at: "2024-02-14T12:00:00Z".parse().unwrap(),
        standing: sayso::model::Standing::Current,
    });
    discontinuous.evidence.insert(
        "e-1".into(),
        Evidence {
            url: "https://example.org/report.pdf".into(),
            title: "Inspection report".into(),
            excerpt: "Load limit: 18 t".into(),
            stance: Some(Stance::Supports),
            seen: Some("2024-02-12".parse().unwrap()),
        },
    );
    let minutes = Evidence {
        title: "Minutes of the council".into(),
        ..Evidence::default()
    };
    discontinuous.evidence.insert("e-2".into(), minutes);
    discontinuous.tags = vec!["safety".into(), "buses; trams".into()];
    discontinuous.note = "=HYPERLINK(\"https://example.org\")".into();
    discontinuous.marked_by = Some("r-amal".into());
    discontinuous.marked_at = Some("2024-02-12T09:29:00Z".parse().unwrap());

    let mut own_voice = claim(BRIDGE, &["It was built in 1931"], Voice::Article);
    own_voice.reviews.insert(
        "r-ben".into(),
        review(Decision::Accepted, "2024-02-12T10:00:00Z", "It was."),
    );

    let mut joint = link(
        BRIDGE,
        &["s-mayor", "s-council"],
        &["The mayor and the council"],
        &["did not say that"],
    );
    joint.polarity = Polarity::Denies;
    let mut denied = claim(BRIDGE, &["it would close"], Voice::Attributed(vec![joint]));
    denied.reviews.insert(
        "r-ben".into(),
        review(
            Decision::Rejected,
            "2024-02-12T10:01:00Z",
            "no claim,\nsee guidelines",
        ),
    );
    denied.quotation = Some(Quotation::Mixed);

    let chain = vec![
        link(BRIDGE, &["s-council"], &["the council believes"], &["believes"]),
        link(BRIDGE, &["s-media"], &["Local media"], &["reported that"]),
    ];
    let mut relayed = claim(
        BRIDGE,
        &["the repairs will cost “a fortune”"],
        Voice::Attributed(chain),
    );
    relayed.reviews.insert(
        "r-amal".into(),
        review(Decision::Disputed, "2024-02-12T10:02:00Z", ""),
    );

    let mut unnamed = link(BRIDGE, &["s-source"], &[], &["agreed"]);
    unnamed.inferred = true;
    let unreviewed = claim(
        BRIDGE,
        &["the repairs will cost"],
        Voice::Attributed(vec![unnamed]),
    );

    article.claims = ClaimMap::from([
        ("c-1".into(), unreviewed),
        ("c-2".into(), relayed),
        ("c-3".into(), denied),
        ("c-4".into(), own_voice),
        ("c-5".into(), discontinuous),
    ]);
    article
}

fn souq() -> Article {
    let mut article = Article::new(
        Metadata {
            title: "افتتاح السوق".into(),
            language: Some("ar".into()),
            partial: true,
            direction: Some(TextDirection::RightToLeft),
            added: Some("2024-02-11T08:00:00Z".parse().unwrap()),
            ..Metadata::default()
        },
        SOUQ,
    );
    let mayor = link(SOUQ, &["s-mayor"], &["\u{202b}رئيس البلدية"], &["قال"]);
    let mut arabic = claim(SOUQ, &["السوق سيفتح يوم الأحد"], Voice::Attributed(vec![mayor]));
    arabic.reviews.insert(
        "r-amal".into(),
        review(Decision::Accepted, "2024-02-12T11:00:00Z", "+1"),
    );
    let formula = claim(SOUQ, &["=SUM(A1:A9)"], Voice::Article);
    let mut lost = claim(SOUQ, &["comment"], Voice::ToBeAttributed);
    lost.spans = vec![Anchor {
        place: AnchorPlace::Unproved(90..97),
        words: "words that are gone".into(),
        before: "some ".into(),
        after: " here".into(),
    }];
    lost.reviews.insert(
        "r-ben".into(),
        review(Decision::Disputed, "2024-02-12T11:01:00Z", ""),
    );
    article.claims = ClaimMap::from([
        ("c-1".into(), lost),
        ("c-2".into(), formula),
        ("c-3".into(), arabic),
    ]);
    article
}
