//! Whatever a project holds, JSON Lines bring it back, and the same project is the same bytes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

use sayso::export::{ClaimSelection, Format, export};
use sayso::model::{
    Anchor, AnchorPlace, Article, ArticleValue, Assignment, Attribution, Basis, Blind, Claim,
    ClaimFingerprint, ClaimValue, Decision, Difference, Differences, Done, Evidence, EvidenceId, FieldValue,
    Head, Metadata, Origin, Polarity, Presence, Project, ProjectValue, Publisher, Quotation, Rating, Review,
    Reviewer, ReviewerId, Speaker, SpeakerKind, SpeakerValue, Stance, Standing, TextDirection, Verdict,
    Voice,
};
use sayso::text::Span;

use super::random::cases;
use super::{example, returning};

fn exported(key: &str, project: &Project) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(
        Format::by_key(key).unwrap(),
        project,
        &ClaimSelection::ALL,
        &mut bytes,
    )
    .unwrap();
    bytes
}

fn read_back(project: &Project) -> Project {
    returning::from_lines(&exported("jsonl", project))
}

#[test]
fn the_example_comes_back_equal() {
    let project = example::project();
    assert_eq!(read_back(&project), project);
}

#[test]
fn every_line_of_a_type_has_the_same_keys_and_stands_on_one_line() {
    let lines = String::from_utf8(exported("jsonl", &example::project())).unwrap();
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines.lines() {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        let kind = object["type"].as_str().unwrap().to_owned();
        let these: Vec<String> = object.keys().cloned().collect();
        assert_eq!(keys.entry(kind).or_insert_with(|| these.clone()), &these);
    }
    assert_eq!(keys.len(), 4);
}

/// Strings as nobody writes them: quotes, controls, both directions, emoji, formulas, line ends.
fn odd() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<char>().prop_map(String::from),
        Just("🙂".to_owned()),
        Just("\u{202e}\u{2067}".to_owned()),
        Just("=1+1".to_owned()),
        Just("\"\r\n,;\\u0041".to_owned()),
        Just("قال الجيش".to_owned()),
        Just("\0\u{1b}[31m\u{9b}\u{2028}".to_owned()),
        "[ a-z]{1,9}",
    ];
    vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (-9_000_000_000_i64..9_000_000_000, 0..1_000_000_000_i32)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap())
}

fn day() -> impl Strategy<Value = Date> {
    (-999_i16..9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn id(prefix: &'static str) -> impl Strategy<Value = String> {
    (0..6_u8).prop_map(move |number| format!("{prefix}-{number}"))
}

/// Marks of a text, some of which have lost their place.
fn anchors(text: String, at_least: usize) -> impl Strategy<Value = Vec<Anchor>> {
    let boundaries: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let proved = (0..boundaries.len(), 0..boundaries.len()).prop_filter_map("empty", move |(a, b)| {
        Anchor::new(&text, Span::new(boundaries[a], boundaries[b]))
    });
    let orphaned =
        (any::<u32>(), any::<u32>(), odd(), odd(), odd()).prop_map(|(start, end, words, before, after)| {
            Anchor {
                place: AnchorPlace::Unproved(start as usize..end as usize),
                words,
                before,
                after,
            }
        });
    vec(prop_oneof![3 => proved, 1 => orphaned], at_least..4)
}

fn link(text: String) -> impl Strategy<Value = Attribution> {
    let polarity = prop_oneof![Just(Polarity::Affirms), Just(Polarity::Denies)];
    let speakers = vec(id("s").prop_map(Into::into), 0..3);
    (
        speakers,
        anchors(text.clone(), 0),
        anchors(text, 0),
        polarity,
        any::<bool>(),
    )
        .prop_map(|(speakers, source, cue, polarity, inferred)| Attribution {
            speakers,
            source,
            cue,
            polarity,
            inferred,
        })
}

fn voice(text: String) -> impl Strategy<Value = Voice> {
    prop_oneof![
        Just(Voice::ToBeAttributed),
        Just(Voice::Article),
        vec(link(text), 1..3).prop_map(Voice::Attributed),
    ]
}

fn standing() -> impl Strategy<Value = Standing> {
    let basis = (
        any::<u64>(),
        odd(),
        vec(id("s").prop_map(Into::into), 0..3),
        odd(),
        any::<bool>(),
    );
    let stale = basis.prop_map(|(fingerprint, words, speakers, source, denied)| {
        Standing::Stale(Box::new(Basis {
            fingerprint: ClaimFingerprint(fingerprint),
            words,
            speakers,
            source,
            denied,
        }))
    });
    prop_oneof![Just(Standing::Current), Just(Standing::Unrecorded), stale]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    (odd(), id("r"), instant(), standing()).prop_map(|(rating, by, at, standing)| Verdict {
        rating,
        by: by.into(),
        at,
        standing,
    })
}

fn review() -> impl Strategy<Value = Review> {
    let decision = prop_oneof![
        Just(Decision::Accepted),
        Just(Decision::Disputed),
        Just(Decision::Rejected)
    ];
    (decision, instant(), odd(), standing()).prop_map(|(decision, at, why, standing)| Review {
        decision,
        at,
        why,
        standing,
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let stance = prop_oneof![
        Just(Stance::Supports),
        Just(Stance::Refutes),
        Just(Stance::Context)
    ];
    (odd(), odd(), odd(), option::of(stance), option::of(day()))
        .prop_map(|(url, title, excerpt, stance, seen)| Evidence {
            url,
            title,
            excerpt,
            stance,
            seen,
        })
        .prop_filter("what says nothing is not kept", |evidence| !evidence.is_blank())
}

/// Other versions of fields, in the order in which they are kept.
fn differences<V: FieldValue + std::fmt::Debug>(
    value: impl Strategy<Value = V> + Clone,
) -> impl Strategy<Value = Differences<V>> {
    vec((value.clone(), option::of(value)), 0..3).prop_map(|others| {
        let others = others
            .into_iter()
            .map(|(theirs, base)| Difference { theirs, base });
        let mut others: Vec<Difference<V>> = others.collect();
        others.sort_by_key(|other| other.theirs.key());
        others.into()
    })
}

fn claim_value(text: String) -> impl Strategy<Value = ClaimValue> + Clone {
    prop_oneof![
        anchors(text.clone(), 0).prop_map(ClaimValue::Spans),
        voice(text).prop_map(ClaimValue::Voice),
        option::of(Just(Quotation::Mixed)).prop_map(ClaimValue::Quotation),
        option::of(verdict()).prop_map(ClaimValue::Verdict),
        odd().prop_map(ClaimValue::Note),
        option::of(id("r").prop_map(Into::into)).prop_map(ClaimValue::MarkedBy),
        option::of(instant()).prop_map(ClaimValue::MarkedAt),
        origin().prop_map(ClaimValue::Origin),
        (id("r"), option::of(review())).prop_map(|(id, review)| ClaimValue::Review(id.into(), review)),
        (id("e"), option::of(evidence())).prop_map(|(id, found)| ClaimValue::Evidence(id.into(), found)),
        Just(ClaimValue::Presence(Presence::Removed)),
    ]
    .boxed()
}

fn assignment() -> impl Strategy<Value = Assignment> {
    option::of(instant()).prop_map(|done| Assignment { done })
}

fn article_value() -> impl Strategy<Value = ArticleValue> + Clone {
    let done = (id("r"), instant()).prop_map(|(by, at)| Done { by: by.into(), at });
    prop_oneof![
        odd().prop_map(ArticleValue::Title),
        option::of(odd()).prop_map(ArticleValue::Publisher),
        option::of(odd()).prop_map(ArticleValue::Byline),
        option::of(odd()).prop_map(ArticleValue::Page),
        option::of(odd()).prop_map(ArticleValue::Url),
        option::of(day()).prop_map(ArticleValue::Published),
        option::of(odd()).prop_map(ArticleValue::Language),
        any::<bool>().prop_map(ArticleValue::Partial),
        option::of(direction()).prop_map(ArticleValue::Direction),
        option::of(instant()).prop_map(ArticleValue::Added),
        option::of(odd()).prop_map(ArticleValue::Original),
        option::of(done).prop_map(ArticleValue::Done),
        (id("r"), option::of(assignment())).prop_map(|(id, value)| ArticleValue::Assigned(id.into(), value)),
        odd().prop_map(|text| ArticleValue::Text(text.into())),
        Just(ArticleValue::Presence(Presence::Kept)),
    ]
    .boxed()
}

fn speaker_value() -> impl Strategy<Value = SpeakerValue> + Clone {
    prop_oneof![
        odd().prop_map(SpeakerValue::Name),
        proptest::sample::select(SpeakerKind::ALL.to_vec()).prop_map(SpeakerValue::Kind),
        option::of(odd()).prop_map(SpeakerValue::Role),
        option::of(id("s").prop_map(Into::into)).prop_map(SpeakerValue::Affiliation),
        option::of(odd()).prop_map(SpeakerValue::Wikidata),
        any::<u8>().prop_map(|color| SpeakerValue::Color(color.into())),
        odd().prop_map(SpeakerValue::Note),
        Just(SpeakerValue::Presence(Presence::Kept)),
    ]
    .boxed()
}

fn project_value() -> impl Strategy<Value = ProjectValue> + Clone {
    let publisher = (odd(), odd(), odd()).prop_map(|(name, url, page)| Publisher { name, url, page });
    prop_oneof![
        odd().prop_map(ProjectValue::Title),
        odd().prop_map(ProjectValue::Guidelines),
        option::of(publisher).prop_map(ProjectValue::Publisher),
        (id("r"), option::of(odd()))
            .prop_map(|(id, name)| { ProjectValue::Reviewer(id.into(), name.map(|name| Reviewer { name })) }),
        (odd(), option::of(odd())).prop_map(|(key, label)| ProjectValue::Rating(key, label)),
        vec(odd(), 0..3).prop_map(ProjectValue::ScaleOrder),
        option::of(blind()).prop_map(ProjectValue::Blind),
    ]
    .boxed()
}

fn origin() -> impl Strategy<Value = Origin> + Clone {
    prop_oneof![Just(Origin::ByHand), Just(Origin::Taken), Just(Origin::Changed)]
}

fn blind() -> impl Strategy<Value = Blind> + Clone {
    (2_usize..50, any::<u32>()).prop_map(|(one_in, seed)| Blind {
        one_in,
        seed: seed as usize,
    })
}

fn claim(text: String) -> impl Strategy<Value = Claim> {
    let quotation = prop_oneof![
        Just(Quotation::Direct),
        Just(Quotation::Indirect),
        Just(Quotation::Mixed)
    ];
    let marks = (
        anchors(text.clone(), 1),
        voice(text.clone()),
        option::of(quotation),
    );
    let judged = (
        btree_map(id("r").prop_map(ReviewerId::from), review(), 0..3),
        option::of(verdict()),
        btree_map(id("e").prop_map(EvidenceId::from), evidence(), 0..3),
    );
    let rest = (
        odd(),
        vec(odd(), 0..3),
        option::of(id("r").prop_map(Into::into)),
        (option::of(instant()), origin()),
        differences(claim_value(text)),
    );
    (marks, judged, rest).prop_map(
        |(
            (spans, voice, quotation),
            (reviews, verdict, evidence),
            (note, tags, marked_by, (marked_at, origin), differences),
        )| {
            Claim {
                spans,
                voice,
                quotation,
                reviews: reviews.into_iter().collect(),
                verdict,
                evidence: evidence.into_iter().collect(),
                note,
                tags,
                marked_by,
                marked_at,
                origin,
                differences,
            }
        },
    )
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let names = (odd(), option::of(odd()), option::of(odd()), vec(odd(), 0..3));
    let facts = (
        option::of(odd()),
        (option::of(day()), option::of(odd())),
        (option::of(odd()), any::<bool>()),
        option::of(direction()),
        option::of(instant()),
        (
            option::of(odd()),
            option::of(odd()),
            btree_set(odd(), 0..3).prop_map(|tags| tags.into_iter().collect()),
            btree_set(any::<u64>(), 0..3),
            btree_map(id("r").prop_map(Into::into), assignment(), 0..3),
        ),
        differences(article_value()),
    );
    (names, facts).prop_map(
        |(
            (title, publisher, byline, credit),
            (
                url,
                (published, page),
                (language, partial),
                direction,
                added,
                (original, file_name, tags, refused, assigned),
                differences,
            ),
        )| {
            Metadata {
                title,
                publisher,
                byline,
                credit,
                url,
                published,
                page,
                language,
                partial,
                direction,
                added,
                original,
                file_name,
                tags,
                refused,
                assigned,
                differences,
            }
        },
    )
}

fn direction() -> impl Strategy<Value = TextDirection> {
    prop_oneof![Just(TextDirection::LeftToRight), Just(TextDirection::RightToLeft)]
}

fn article() -> impl Strategy<Value = Article> {
    let text = vec(odd(), 1..6).prop_map(|pieces| format!("🙂 {}", pieces.concat()));
    let done = (id("r"), instant()).prop_map(|(by, at)| Done { by: by.into(), at });
    (text, metadata(), option::of(done)).prop_flat_map(|(text, metadata, done)| {
        btree_map(id("c").prop_map(Into::into), claim(text.clone()), 0..4).prop_map(move |claims| Article {
            metadata: metadata.clone(),
            text: Some(text.as_str().into()),
            claims: claims.into_iter().collect(),
            done: done.clone(),
        })
    })
}

fn speaker() -> impl Strategy<Value = Speaker> {
    let kind = proptest::sample::select(SpeakerKind::ALL.to_vec());
    let affiliation = option::of(id("s").prop_map(Into::into));
    let names = (odd(), kind, vec(odd(), 0..3), option::of(odd()));
    let rest = (any::<u8>(), odd(), differences(speaker_value()));
    (names, affiliation, option::of(odd()), rest).prop_map(
        |((name, kind, aliases, role), affiliation, wikidata, (color, note, differences))| Speaker {
            name,
            kind,
            aliases,
            role,
            affiliation,
            wikidata,
            color: color.into(),
            note,
            differences,
        },
    )
}

fn project() -> impl Strategy<Value = Project> {
    let rating = (odd(), odd()).prop_map(|(key, label)| Rating { key, label });
    let publisher = (odd(), odd(), odd()).prop_map(|(name, url, page)| Publisher { name, url, page });
    let differences = differences(project_value());
    let head = (
        odd(),
        odd(),
        vec(rating, 0..3),
        (option::of(publisher), option::of(blind())),
        differences,
    );
    let head = head.prop_map(
        |(title, guidelines, scale, (publisher, blind), differences)| Head {
            publisher,
            blind,
            title,
            guidelines,
            scale,
            differences,
        },
    );
    let reviewers = btree_map(
        id("r").prop_map(Into::into),
        odd().prop_map(|name| Reviewer { name }),
        0..3,
    );
    let speakers = btree_map(id("s").prop_map(Into::into), speaker(), 0..4);
    let articles = btree_map(id("a").prop_map(Into::into), article(), 0..3);
    (head, reviewers, speakers, articles).prop_map(|(head, reviewers, speakers, articles)| {
        Project::from_parts(head, reviewers, speakers, articles)
    })
}

/// The marks of a claim in all its versions.
fn all_anchors_mut(claim: &mut Claim) -> Vec<&mut Anchor> {
    fn of_chain(voice: &mut Voice) -> impl Iterator<Item = &mut Anchor> {
        let links = voice.chain_mut().iter_mut();
        links.flat_map(|link| link.source.iter_mut().chain(&mut link.cue))
    }
    let mut all: Vec<&mut Anchor> = claim.spans.iter_mut().chain(of_chain(&mut claim.voice)).collect();
    for other in &mut claim.differences {
        for value in std::iter::once(&mut other.theirs).chain(&mut other.base) {
            match value {
                ClaimValue::Spans(spans) => all.extend(spans),
                ClaimValue::Voice(voice) => all.extend(of_chain(voice)),
                _ => {}
            }
        }
    }
    all
}

/// The project as it is before its texts are read.
fn unread(project: &Project) -> Project {
    let articles = project.articles().iter().map(|(id, article)| {
        let mut article = article.clone();
        article.text = None;
        for anchor in article.claims.values_mut().flat_map(all_anchors_mut) {
            if let Some(span) = anchor.span() {
                anchor.place = AnchorPlace::Unproved(span.range());
            }
        }
        (id.clone(), article)
    });
    let (head, reviewers, speakers) = (project.head(), project.reviewers(), project.speakers());
    Project::from_parts(
        head.clone(),
        reviewers.clone(),
        speakers.clone(),
        articles.collect(),
    )
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn json_lines_bring_back_any_project(project in project()) {
        prop_assert_eq!(&read_back(&project), &project);
        let unread = unread(&project);
        prop_assert_eq!(&read_back(&unread), &unread);
    }

    #[test]
    fn a_table_has_one_row_a_claim_whatever_the_cells_hold(project in project()) {
        let bytes = exported("csv", &project);
        let mut table = csv::Reader::from_reader(bytes.as_slice());
        let rows = table.records().collect::<Result<Vec<_>, _>>().unwrap();
        prop_assert_eq!(rows.len(), project.claims().count());
        let runs = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        prop_assert!(!rows.iter().flatten().any(runs));
        prop_assert_eq!(&bytes, &exported("csv", &project.clone()));
    }
}
