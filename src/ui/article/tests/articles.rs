//! The articles that the tests of the surface show: short ones in two scripts, and a long one. What is tested with them
//! stands in the other files.

use super::*;

pub(super) const ENGLISH: &str = "Coalition talks resume in Baghdad\n\n\
The army announced that the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction that would close the coalition's mission.\n\n\
Major General Yahya Rasoul, who speaks for the army, said the sides would sit down at regular intervals so that the committee could finish soon, “as long as nothing disturbs the calm of the talks”.\n\n\
Days after the first round, three soldiers died in a strike in Jordan which Washington blamed on armed groups close to Tehran. Since October the bases have come under fire more than 165 times, and most of the attacks were claimed by a front that calls itself the Islamic Resistance.\n\n\
The coalition, for its part, spoke of weighing “progress in our shared task” before anything is decided. The mission was formed in 2014. Diplomats add that the army believes the front will agree to stop its fire while the talks last, which the factions denied.\n";

/// Claims of the English article, a line each: spans, speakers, source, cue, decision. Several are joined by ' + '.
const ENGLISH_CLAIMS: &[&str] = &[
    "the two capitals had met again on Sunday over a calendar for a “careful, step by step” reduction that would close the coalition's mission | Iraqi army | The army | announced that | accepted",
    "the sides would sit down at regular intervals so that the committee could finish soon, “as long as nothing disturbs the calm of the talks” | Yahya Rasoul | Major General Yahya Rasoul, who speaks for the army, | said |",
    "in a strike in Jordan + armed groups close to Tehran | United States | Washington | blamed on | disputed",
    "Since October the bases have come under fire more than 165 times | | | |",
    "most of the attacks | Factions | a front that calls itself the Islamic Resistance | were claimed by | accepted",
    "weighing “progress in our shared task” before anything is decided | Coalition + United States | The coalition | spoke of | accepted",
    "The mission was formed in 2014 | article | | |",
    "the army believes the front will agree to stop its fire while the talks last | Iraqi authorities | Diplomats | add that |",
    "the front will agree to stop its fire | Iraqi army | the army believes | |",
    "agree to stop its fire while the talks last | Factions | the factions | denied | rejected",
];

const ARABIC: &str = "استئناف المحادثات في بغداد\n\nأعلن الجيش أن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني «مدروس» ينهي مهمة التحالف (Operation Inherent Resolve) خلال 2024.\n\nوقال المتحدث باسم الجيش يحيى رسول إن اللقاءات ستتكرر بانتظام حتى تنهي اللجنة عملها، أما التحالف فتحدث عن تقييم «التقدم في المهمة المشتركة» قبل أي قرار.\n";

const ARABIC_CLAIMS: &[&str] = &[
    "أن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني «مدروس» ينهي مهمة التحالف (Operation Inherent Resolve) خلال 2024 | Iraqi army | الجيش | أعلن | accepted",
    "إن اللقاءات ستتكرر بانتظام حتى تنهي اللجنة عملها | Yahya Rasoul | المتحدث باسم الجيش يحيى رسول | وقال |",
    "تقييم «التقدم في المهمة المشتركة» قبل أي قرار | Coalition | التحالف | فتحدث عن | accepted",
];

pub(super) fn english() -> Project {
    let metadata = Metadata {
        url: Some("https://example.org/world/1184".into()),
        ..published("Coalition talks resume in Baghdad", "Agencies")
    };
    project(ENGLISH, metadata, ENGLISH_CLAIMS)
}

pub(super) fn arabic() -> Project {
    project(
        ARABIC,
        published("استئناف المحادثات في بغداد", "وكالات"),
        ARABIC_CLAIMS,
    )
}

pub(super) fn published(title: &str, publisher: &str) -> Metadata {
    Metadata {
        title: title.into(),
        publisher: Some(publisher.into()),
        published: "2024-02-11".parse().ok(),
        ..Metadata::default()
    }
}

/// About 10 MB of paragraphs in two scripts with a claim in every fifth.
pub(super) fn long_article() -> Project {
    let latin = "The army said that the two capitals had met again on Sunday over a calendar for a careful reduction that would close the mission by the end of the year.";
    let arabic =
        "قال الجيش إن الطرفين اجتمعا من جديد يوم الأحد لوضع جدول زمني ينهي مهمة التحالف بحلول نهاية العام.";
    let mut text = String::new();
    let mut starts = Vec::new();
    while text.len() < 10_000_000 {
        starts.push(text.len());
        text.push_str(if starts.len() % 2 == 0 { arabic } else { latin });
        text.push_str("\n\n");
    }
    let metadata = Metadata {
        title: "A long one".into(),
        ..Metadata::default()
    };
    let mut project = project(&text, metadata, &[]);
    let mut article = project.article(&"talks".into()).unwrap().clone();
    for (n, start) in starts.iter().step_by(6).enumerate().take(10_000) {
        let mut claim = Claim::new(&text, Span::new(start + 19, start + 40)).unwrap();
        claim.voice = Voice::attributed_to("Coalition".into());
        article.claims.insert(format!("c-{n:05}").into(), claim);
    }
    project
        .apply(Edit::Article("talks".into(), Some(Box::new(article))))
        .unwrap();
    project
}

pub(super) fn project(text: &str, metadata: Metadata, claims: &[&str]) -> Project {
    let mut project = Project::new(Head::titled("Baghdad talks"));
    let reviewer = crate::model::Reviewer { name: "Amal".into() };
    project
        .apply(Edit::Reviewer("me".into(), Some(reviewer)))
        .unwrap();
    let names = "Iraqi army, Coalition, United States, Yahya Rasoul, Iraqi authorities, Factions";
    for (color, name) in names.split(", ").enumerate() {
        let speaker = Speaker::named(name, color);
        project
            .apply(Edit::Speaker(name.into(), Some(Box::new(speaker))))
            .unwrap();
    }
    let mut article = Article::new(metadata, text);
    for (n, line) in claims.iter().enumerate() {
        article.claims.insert(format!("c-{n}").into(), claim(text, line));
    }
    project
        .apply(Edit::Article("talks".into(), Some(Box::new(article))))
        .unwrap();
    project
}

fn claim(text: &str, line: &str) -> Claim {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [spans, speakers, source, cue, decision] = fields[..] else {
        panic!("{line}")
    };
    let list = |field: &str| -> Vec<String> {
        let items = field.split(" + ").filter(|item| !item.is_empty());
        items.map(str::to_owned).collect()
    };
    let anchors = |field: &str| -> Vec<Anchor> {
        let anchor = |words: &String| {
            let start = text.find(words).unwrap_or_else(|| panic!("{words}"));
            Anchor::new(text, Span::new(start, start + words.len())).unwrap()
        };
        list(field).iter().map(anchor).collect()
    };
    let voice = match speakers {
        "" => Voice::ToBeAttributed,
        "article" => Voice::Article,
        speakers => Voice::Attributed(vec![Attribution {
            speakers: list(speakers).into_iter().map(Into::into).collect(),
            source: anchors(source),
            cue: anchors(cue),
            ..Attribution::default()
        }]),
    };
    let decision = match decision {
        "" => None,
        "accepted" => Some(Decision::Accepted),
        "disputed" => Some(Decision::Disputed),
        _ => Some(Decision::Rejected),
    };
    let review = |decision| Review {
        decision,
        at: jiff::Timestamp::UNIX_EPOCH,
        why: String::new(),
        standing: crate::model::Standing::Current,
    };
    let reviews = decision.map(|decision| ("me".into(), review(decision)));
    Claim {
        spans: anchors(spans),
        voice,
        reviews: reviews.into_iter().collect(),
        ..Claim::default()
    }
}
