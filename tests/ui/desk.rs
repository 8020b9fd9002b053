//! A project of several articles, speakers and claims for the workspaces that show them all.

use sayso::model::SpeakerKind::{Group, Organisation, Person};
use sayso::model::{
    Article, ArticleId, Attribution, Claim, ClaimId, Decision, Edit, Metadata, Review, Reviewer, Speaker,
    SpeakerId, UndoLabel, Voice,
};
use sayso::session::Session;
use sayso::text::Span;

use crate::window::{Opening, Window};

const TALKS: &str = "The army announced that the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction. Major General Yahya Rasoul said the sides would sit down at regular intervals so that the committee could finish soon. Three soldiers died in a strike in Jordan which Washington blamed on armed groups close to Tehran. Since October the bases have come under fire more than 165 times, and most of the attacks were claimed by a front that calls itself the Islamic Resistance. The coalition, for its part, spoke of weighing “progress in our shared task” before anything is decided.";
const BASES: &str = "The authorities say that they want agreements with each member country instead. The factions say that the attacks answer the war in Gaza. Washington repeated that the bases have come under fire more than 165 times.";
const DRAWDOWN: &str = "وقال المتحدث إن اللقاءات ستتكرر بانتظام. The coalition indicated the numbers would be reviewed once a month.";

/// A claim: article, its words, speaker, source, cue, decision.
type Line = (
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    Option<Decision>,
);

const CLAIMS: &[Line] = &[
    (
        "talks",
        "the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction",
        Some("army"),
        "The army",
        "announced that",
        Some(Decision::Accepted),
    ),
    (
        "talks",
        "the sides would sit down at regular intervals so that the committee could finish soon",
        Some("rasoul"),
        "Major General Yahya Rasoul",
        "said",
        None,
    ),
    (
        "talks",
        "in a strike in Jordan",
        Some("states"),
        "Washington",
        "blamed on",
        Some(Decision::Disputed),
    ),
    (
        "talks",
        "the bases have come under fire more than 165 times",
        None,
        "",
        "",
        None,
    ),
    (
        "talks",
        "most of the attacks",
        Some("factions"),
        "a front that calls itself the Islamic Resistance",
        "were claimed by",
        Some(Decision::Accepted),
    ),
    (
        "talks",
        "weighing “progress in our shared task” before anything is decided",
        Some("coalition"),
        "The coalition",
        "spoke of",
        Some(Decision::Accepted),
    ),
    (
        "bases",
        "they want agreements with each member country instead",
        Some("authorities"),
        "The authorities",
        "say that",
        Some(Decision::Accepted),
    ),
    (
        "bases",
        "the attacks answer the war in Gaza",
        Some("factions"),
        "The factions",
        "say that",
        Some(Decision::Rejected),
    ),
    (
        "bases",
        "the bases have come under fire more than 165 times",
        Some("states"),
        "Washington",
        "repeated that",
        None,
    ),
    (
        "drawdown",
        "اللقاءات ستتكرر بانتظام",
        Some("rasoul"),
        "المتحدث",
        "وقال",
        None,
    ),
    (
        "drawdown",
        "the numbers would be reviewed once a month",
        Some("coalition"),
        "The coalition",
        "indicated",
        None,
    ),
];

/// Fills a new project.
pub(crate) fn fill(session: &mut Session) {
    let mut edits = vec![Edit::Reviewer(
        "r-amal".into(),
        Some(Reviewer { name: "Amal".into() }),
    )];
    let speaker = |id: &str, name: &str, kind, color, role: Option<&str>, body: Option<&str>| {
        let speaker = Speaker {
            kind,
            role: role.map(str::to_owned),
            affiliation: body.map(Into::into),
            ..Speaker::named(name, color)
        };
        Edit::Speaker(id.into(), Some(Box::new(speaker)))
    };
    edits.extend([
        speaker("authorities", "Iraqi authorities", Organisation, 4, None, None),
        speaker("army", "Iraqi army", Organisation, 0, None, Some("authorities")),
        speaker(
            "rasoul",
            "Yahya Rasoul",
            Person,
            3,
            Some("Iraqi army spokesman"),
            Some("army"),
        ),
        speaker("coalition", "Coalition", Group, 1, None, None),
        speaker("states", "United States", Organisation, 2, None, None),
        speaker("factions", "Factions", Group, 5, None, None),
        speaker("nobody", "Kuwait", Organisation, 6, None, None),
    ]);
    let articles = [
        (
            "talks",
            "Coalition talks resume in Baghdad",
            "2024-02-11",
            "Agencies",
            TALKS,
        ),
        (
            "bases",
            "Attacks on bases: who claims what",
            "2024-02-09",
            "The Daily Example",
            BASES,
        ),
        (
            "drawdown",
            "What a drawdown would mean",
            "2024-02-12",
            "The Daily Example",
            DRAWDOWN,
        ),
    ];
    for (at, (id, title, day, publisher, text)) in (0_i64..).zip(articles) {
        let metadata = Metadata {
            title: title.to_owned(),
            publisher: Some(publisher.to_owned()),
            published: day.parse().ok(),
            language: Some("en".to_owned()),
            added: jiff::Timestamp::from_second(1_707_000_000 + at).ok(),
            ..Metadata::default()
        };
        edits.push(Edit::Article(
            id.into(),
            Some(Box::new(Article::new(metadata, text))),
        ));
    }
    for (at, line) in CLAIMS.iter().enumerate() {
        edits.push(claim(at, line));
    }
    session
        .edit((UndoLabel::EditClaims, Edit::All(edits)))
        .expect("a project in order");
}

fn claim(at: usize, (article, words, speaker, source, cue, decision): &Line) -> Edit {
    let text = [("talks", TALKS), ("bases", BASES), ("drawdown", DRAWDOWN)]
        .into_iter()
        .find_map(|(id, text)| (id == *article).then_some(text))
        .expect("an article");
    let anchors = |words: &str| match text.find(words).filter(|_| !words.is_empty()) {
        Some(start) => {
            Claim::new(text, Span::new(start, start + words.len())).map_or(Vec::new(), |it| it.spans)
        }
        None => Vec::new(),
    };
    let voice = match speaker {
        None => Voice::ToBeAttributed,
        Some(speaker) => Voice::Attributed(vec![Attribution {
            speakers: vec![(*speaker).into()],
            source: anchors(source),
            cue: anchors(cue),
            ..Attribution::default()
        }]),
    };
    let mut claim = Claim {
        spans: anchors(words),
        voice,
        ..Claim::default()
    };
    if let Some(decision) = decision {
        let at = jiff::Timestamp::from_second(1_707_700_000).expect("a time");
        let why = String::new();
        claim.reviews.insert(
            "r-amal".into(),
            Review {
                decision: *decision,
                at,
                why,
                standing: sayso::model::Standing::Current,
            },
        );
    }
    Edit::Claim(
        ArticleId::from(*article),
        ClaimId::from(format!("c-{at:02}")),
        Some(Box::new(claim)),
    )
}

/// A window on that project.
pub(crate) fn open(opening: Opening) -> Window {
    Window::on_project(opening, fill)
}

/// The id of a speaker of that project.
pub(crate) fn speaker(id: &str) -> SpeakerId {
    id.into()
}
