//! Counting, beside a count that goes word by word and knows nothing of ranges, links or tables.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Field, Measure, Reading, Row, Table};
use crate::model::{
    Anchor, Article, Attribution, Claim, ClaimId, Decision, Edit, Head, Metadata, Project, Review, Speaker,
    SpeakerKind, Standing, Voice,
};
use crate::text::Span;

/// A claim as it was drawn: its pieces in words, its chain, its tags and its decision.
struct Drawn {
    pieces: Vec<(usize, usize)>,
    /// The speakers of each link by their numbers, nearest first; none where the article speaks itself.
    chain: Vec<Vec<usize>>,
    tags: Vec<String>,
    decision: Option<Decision>,
}

const ARTICLES: usize = 60;
const WORDS: usize = 80;
const SPEAKERS: usize = 7;

/// Numbers that look drawn and are the same each time.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

fn draw() -> Vec<Vec<Drawn>> {
    let mut lot = Lot(7);
    let mut claim = || {
        let mut pieces = Vec::new();
        for _ in 0..=lot.below(2) {
            let start = lot.below(WORDS - 12);
            pieces.push((start, start + 1 + lot.below(12)));
        }
        pieces.sort_unstable();
        let links = lot.below(3);
        let chain = (0..links)
            .map(|_| {
                let first = lot.below(SPEAKERS - 1);
                (first..=first + lot.below(2)).collect()
            })
            .collect();
        Drawn {
            pieces,
            chain,
            tags: (0..lot.below(3)).map(|tag| format!("tag {tag}")).collect(),
            decision: [
                None,
                Some(Decision::Accepted),
                Some(Decision::Disputed),
                Some(Decision::Rejected),
            ][lot.below(4)],
        }
    };
    (0..ARTICLES)
        .map(|_| (0..12).map(|_| claim()).collect())
        .collect()
}

fn kind(speaker: usize) -> SpeakerKind {
    [
        SpeakerKind::Person,
        SpeakerKind::Organisation,
        SpeakerKind::Unnamed,
    ][speaker % 3]
}

fn text() -> String {
    let words: Vec<String> = (0..WORDS).map(|at| format!("w{at:03}")).collect();
    words.join(" ")
}

fn project() -> Project {
    let mut project = Project::new(Head::titled("Who speaks"));
    for at in 0..SPEAKERS {
        let mut speaker = Speaker::named(format!("Speaker {at}"), 0);
        speaker.kind = kind(at);
        let id = format!("s-{at}").as_str().into();
        project.apply(Edit::Speaker(id, Some(Box::new(speaker)))).unwrap();
    }
    project
}

fn article(drawn: &[Drawn]) -> Article {
    let text = text();
    let mut article = Article::new(Metadata::default(), text.as_str());
    for (at, drawn) in drawn.iter().enumerate() {
        let anchors = drawn.pieces.iter();
        let anchors = anchors.map(|(start, end)| Anchor::new(&text, Span::new(start * 5, end * 5 - 1)));
        let links = drawn.chain.iter().map(|speakers| Attribution {
            speakers: speakers
                .iter()
                .map(|at| format!("s-{at}").as_str().into())
                .collect(),
            ..Attribution::default()
        });
        let mut claim = Claim {
            spans: anchors.collect::<Option<_>>().unwrap(),
            voice: if drawn.chain.is_empty() {
                Voice::Article
            } else {
                Voice::Attributed(links.collect())
            },
            tags: drawn.tags.clone(),
            ..Claim::default()
        };
        if let Some(decision) = drawn.decision {
            let review = Review {
                decision,
                at: Timestamp::UNIX_EPOCH,
                why: String::new(),
                standing: Standing::default(),
            };
            claim.reviews.insert("r-amal".into(), review);
        }
        article
            .claims
            .insert(ClaimId::from(format!("c-{at:02}").as_str()), claim);
    }
    article
}

fn counted(
    drawn: &[Vec<Drawn>],
    field: Field,
    measure: Measure,
) -> (BTreeMap<String, (usize, usize)>, usize) {
    let project = project();
    let mut table = Table::new(measure);
    for drawn in drawn {
        table.add(&Reading::new(&project, &article(drawn), &[field]));
    }
    let rows = table.rows().into_iter().map(|Row { values, counted }| {
        let value = values.into_iter().next().unwrap();
        (
            value.unwrap_or_else(|| "none".to_owned()),
            (counted.count, counted.claims),
        )
    });
    (rows.collect(), table.all().count)
}

/// Whom a claim counts for, as the rule says it.
fn tellers(drawn: &Drawn) -> Vec<String> {
    match drawn.chain.last() {
        None => vec!["article".to_owned()],
        Some(origin) => origin.iter().map(|at| format!("Speaker {at}")).collect(),
    }
}

fn naming(teller: &str) -> String {
    let Some(at) = teller.strip_prefix("Speaker ") else {
        return "article".to_owned();
    };
    let names = ["person", "organisation", "unnamed"];
    names[at.parse::<usize>().unwrap() % 3].to_owned()
}

#[test]
fn three_counting_rules_give_the_figures_of_a_count_word_by_word() {
    let drawn = draw();
    let mut words: BTreeMap<String, BTreeSet<(usize, String, usize)>> = BTreeMap::new();
    let mut claims: BTreeMap<String, BTreeSet<(usize, usize)>> = BTreeMap::new();
    let mut articles: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let (mut all_words, mut of_names) = (
        BTreeSet::new(),
        BTreeMap::<String, BTreeSet<(usize, usize)>>::new(),
    );
    for (article, drawn) in drawn.iter().enumerate() {
        for (at, claim) in drawn.iter().enumerate() {
            if claim.decision == Some(Decision::Rejected) {
                continue;
            }
            for tag in &claim.tags {
                articles.entry(tag.clone()).or_default().insert(article);
            }
            if claim.tags.is_empty() {
                articles.entry("none".to_owned()).or_default().insert(article);
            }
            for teller in tellers(claim) {
                of_names.entry(naming(&teller)).or_default().insert((article, at));
                let speaker = teller.replace("article", "none");
                claims.entry(speaker).or_default().insert((article, at));
                for word in claim.pieces.iter().flat_map(|(start, end)| *start..*end) {
                    let word = (article, teller.clone(), word);
                    words.entry(naming(&teller)).or_default().insert(word.clone());
                    all_words.insert(word);
                }
            }
        }
    }
    let (rows, all) = counted(&drawn, Field::Naming, Measure::Words);
    let expected = words
        .iter()
        .map(|(name, words)| (name.clone(), (words.len(), of_names[name].len())));
    assert_eq!(rows, expected.collect());
    assert_eq!(all, all_words.len());
    assert_eq!(rows.values().map(|row| row.0).sum::<usize>(), all);

    let (rows, _) = counted(&drawn, Field::Speaker, Measure::Claims);
    let expected = claims
        .iter()
        .map(|(name, claims)| (name.clone(), (claims.len(), claims.len())));
    assert_eq!(rows, expected.collect());

    let (rows, all) = counted(&drawn, Field::Tag, Measure::Articles);
    let rows: BTreeMap<String, usize> = rows.into_iter().map(|(name, row)| (name, row.0)).collect();
    let expected = articles
        .iter()
        .map(|(name, articles)| (name.clone(), articles.len()));
    assert_eq!(rows, expected.collect());
    assert_eq!(all, ARTICLES);
}

#[test]
fn persons_are_counted_once_in_the_whole_project() {
    let (rows, all) = counted(&draw(), Field::Naming, Measure::Persons);
    assert_eq!(all, 3);
    assert_eq!(
        (rows["person"].0, rows["organisation"].0, rows["article"].0),
        (3, 0, 0)
    );
}

#[test]
fn speakers_are_as_evenly_spread_as_the_inverse_of_their_squared_shares() {
    let said_by = |chain: Vec<Vec<usize>>| Drawn {
        pieces: vec![(0, 3)],
        chain,
        tags: Vec::new(),
        decision: None,
    };
    // Three claims of one speaker, one of another, and one of the article itself, which is no speaker.
    let mut drawn: Vec<Drawn> = [0, 0, 0, 1].map(|at| said_by(vec![vec![at]])).into();
    drawn.push(said_by(Vec::new()));
    let mut table = Table::new(Measure::Claims);
    assert_eq!(table.concentration(), None);
    table.add(&Reading::new(&project(), &article(&drawn), &[Field::Speaker]));
    let found = table.concentration().unwrap();
    assert_eq!((found.top, found.rows), (2, 2));
    assert!(
        (found.top_share - 1.0).abs() < 1e-9 && (found.effective - 1.6).abs() < 1e-9,
        "{found:?}"
    );
}
