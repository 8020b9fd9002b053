//! Laws that hold for everything, tried on random cases: what is done can be undone, what is written
//! can be read. What single functions promise is tested beside them.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

#[path = "properties/merging.rs"]
mod merging;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use random::cases;
use sayso::model::ops::attribution::{SaidBy, SpeakerChoice};
use sayso::model::ops::bulk::{BulkEdit, BulkSpeaker, ClaimsChange};
use sayso::model::ops::review::EvidenceChange;
use sayso::model::ops::scale::StepFate;
use sayso::model::ops::speaker::SpeakerChange;
use sayso::model::ops::{self, OpResult, Part, Stamp};
use sayso::model::{
    Anchor, AnchorPlace, Article, ArticleId, ArticleValue, Assignment, Attribution, Basis, Blind, Claim,
    ClaimFingerprint, ClaimId, ClaimRef, ClaimValue, Decision, Difference, Differences, Done, Edit, Evidence,
    FieldValue, Head, Metadata, Origin, Polarity, Presence, Project, ProjectValue, Publisher, Quotation,
    Rating, Review, Reviewer, ReviewerId, Speaker, SpeakerId, SpeakerKind, SpeakerValue, Stance, Standing,
    TextDirection, Touched, UndoLabel, UndoStack, Verdict, Voice, check,
};
use sayso::store::{self, Access, LockOwner, format};
use sayso::text::Span;

const TEXT: &str = "“We agree,” the mayor said.\n\nقال رئيس البلدية إن الجسر آمن. 🙂 The army denied it.";

/// Strings as people write them, and as nobody would.
fn words() -> impl Strategy<Value = String> {
    let pieces = vec(
        prop_oneof![
            any::<char>().prop_map(String::from),
            "[a-z' ]{0,6}",
            select(vec![
                "\u{0}",
                "\u{202e}",
                "\u{2066}",
                "\u{feff}",
                "\r\n",
                "\\",
                "\"",
                "\\u{41}",
                "r#\"",
                "\"#",
                "//",
                "/*",
                "*/",
                "عَدَد",
                "می\u{200c}خواهم",
                "👩\u{200d}🚒",
                "\u{301}",
                "Some(",
                "<<<<<<< ",
            ])
            .prop_map(str::to_owned),
        ],
        0..5,
    );
    pieces.prop_map(|pieces| pieces.concat())
}

fn id(prefix: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![9 => (0..4).prop_map(move |number| format!("{prefix}-{number}")), 1 => words()]
}

fn time() -> impl Strategy<Value = Timestamp> {
    (-60_000_000_000_i64..200_000_000_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn date() -> impl Strategy<Value = Date> {
    (1..3000_i16, 1..13_i8, 1..29_i8).prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
}

/// A mark that stands in the text, or one that lost its place.
fn anchor() -> impl Strategy<Value = Anchor> {
    let proved = (any::<Index>(), any::<Index>()).prop_filter_map("nothing", |(a, b)| {
        let boundary = |index: Index| TEXT.floor_char_boundary(index.index(TEXT.len() + 1));
        Anchor::new(TEXT, Span::new(boundary(a), boundary(b)))
    });
    // Words that are not in the text, so that reading does not find them a place.
    let lost = (0..500_usize, 0..500_usize, words(), words(), words()).prop_map(
        |(start, end, words, before, after)| Anchor {
            place: AnchorPlace::Unproved(start..end),
            words: format!("\u{1}{words}\u{1}nowhere to be found in this text at all\u{1}"),
            before,
            after,
        },
    );
    prop_oneof![3 => proved, 1 => lost]
}

fn link() -> impl Strategy<Value = Attribution> {
    (
        vec(id("s").prop_map(SpeakerId::from), 0..3),
        vec(anchor(), 0..3),
        vec(anchor(), 0..3),
        any::<(bool, bool)>(),
    )
        .prop_map(|(speakers, source, cue, (denies, inferred))| Attribution {
            speakers,
            source,
            cue,
            polarity: if denies {
                Polarity::Denies
            } else {
                Polarity::Affirms
            },
            inferred,
        })
}

fn voice() -> impl Strategy<Value = Voice> {
    prop_oneof![
        Just(Voice::ToBeAttributed),
        Just(Voice::Article),
        vec(link(), 1..3).prop_map(Voice::Attributed),
    ]
}

fn standing() -> impl Strategy<Value = Standing> {
    let speakers = vec(id("s").prop_map(SpeakerId::from), 0..2);
    let stale = (any::<u64>(), words(), speakers, words(), any::<bool>()).prop_map(
        |(fingerprint, words, speakers, source, denied)| {
            Standing::Stale(Box::new(Basis {
                fingerprint: ClaimFingerprint(fingerprint),
                words,
                speakers,
                source,
                denied,
            }))
        },
    );
    prop_oneof![Just(Standing::Current), Just(Standing::Unrecorded), stale]
}

fn review() -> impl Strategy<Value = Review> {
    let decisions = vec![Decision::Accepted, Decision::Disputed, Decision::Rejected];
    (select(decisions), time(), words(), standing()).prop_map(|(decision, at, why, standing)| Review {
        decision,
        at,
        why,
        standing,
    })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    (words(), id("r"), time(), standing()).prop_map(|(rating, by, at, standing)| Verdict {
        rating,
        by: by.into(),
        at,
        standing,
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let stances = vec![Stance::Supports, Stance::Refutes, Stance::Context];
    (
        words(),
        words(),
        words(),
        option::of(select(stances)),
        option::of(date()),
    )
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

fn presence() -> impl Strategy<Value = Presence> {
    select(vec![Presence::Removed, Presence::Kept])
}

fn claim_value() -> impl Strategy<Value = ClaimValue> + Clone {
    let quotations = vec![Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    prop_oneof![
        vec(anchor(), 0..3).prop_map(ClaimValue::Spans),
        voice().prop_map(ClaimValue::Voice),
        option::of(select(quotations)).prop_map(ClaimValue::Quotation),
        option::of(verdict()).prop_map(ClaimValue::Verdict),
        words().prop_map(ClaimValue::Note),
        option::of(id("r").prop_map(Into::into)).prop_map(ClaimValue::MarkedBy),
        option::of(time()).prop_map(ClaimValue::MarkedAt),
        origin().prop_map(ClaimValue::Origin),
        (id("r"), option::of(review())).prop_map(|(id, review)| ClaimValue::Review(id.into(), review)),
        (id("e"), option::of(evidence()))
            .prop_map(|(id, evidence)| ClaimValue::Evidence(id.into(), evidence)),
        presence().prop_map(ClaimValue::Presence),
    ]
    .boxed()
}

fn speaker_value() -> impl Strategy<Value = SpeakerValue> + Clone {
    prop_oneof![
        words().prop_map(SpeakerValue::Name),
        select(SpeakerKind::ALL.to_vec()).prop_map(SpeakerValue::Kind),
        option::of(words()).prop_map(SpeakerValue::Role),
        option::of(id("s").prop_map(Into::into)).prop_map(SpeakerValue::Affiliation),
        option::of(words()).prop_map(SpeakerValue::Wikidata),
        any::<usize>().prop_map(SpeakerValue::Color),
        words().prop_map(SpeakerValue::Note),
        presence().prop_map(SpeakerValue::Presence),
    ]
    .boxed()
}

fn assignment() -> impl Strategy<Value = Assignment> {
    option::of(time()).prop_map(|done| Assignment { done })
}

fn article_value() -> impl Strategy<Value = ArticleValue> + Clone {
    let done = (id("r"), time()).prop_map(|(by, at)| Done { by: by.into(), at });
    prop_oneof![
        words().prop_map(ArticleValue::Title),
        option::of(words()).prop_map(ArticleValue::Publisher),
        option::of(words()).prop_map(ArticleValue::Byline),
        option::of(words()).prop_map(ArticleValue::Page),
        option::of(words()).prop_map(ArticleValue::Url),
        option::of(date()).prop_map(ArticleValue::Published),
        option::of(words()).prop_map(ArticleValue::Language),
        any::<bool>().prop_map(ArticleValue::Partial),
        option::of(direction()).prop_map(ArticleValue::Direction),
        option::of(time()).prop_map(ArticleValue::Added),
        option::of(words()).prop_map(ArticleValue::Original),
        option::of(done).prop_map(ArticleValue::Done),
        (id("r"), option::of(assignment())).prop_map(|(id, value)| ArticleValue::Assigned(id.into(), value)),
        words().prop_map(|text| ArticleValue::Text(text.into())),
        presence().prop_map(ArticleValue::Presence),
    ]
    .boxed()
}

fn project_value() -> impl Strategy<Value = ProjectValue> + Clone {
    let publisher = (words(), words(), words()).prop_map(|(name, url, page)| Publisher { name, url, page });
    prop_oneof![
        words().prop_map(ProjectValue::Title),
        words().prop_map(ProjectValue::Guidelines),
        option::of(publisher).prop_map(ProjectValue::Publisher),
        (id("r"), option::of(words()))
            .prop_map(|(id, name)| { ProjectValue::Reviewer(id.into(), name.map(|name| Reviewer { name })) }),
        (words(), option::of(words())).prop_map(|(key, label)| ProjectValue::Rating(key, label)),
        vec(words(), 0..3).prop_map(ProjectValue::ScaleOrder),
        option::of(blind()).prop_map(ProjectValue::Blind),
        presence().prop_map(ProjectValue::Presence),
    ]
    .boxed()
}

fn claim() -> impl Strategy<Value = Claim> {
    let quotations = vec![Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    (
        (vec(anchor(), 0..4), voice(), option::of(select(quotations))),
        btree_map(id("r").prop_map(ReviewerId::from), review(), 0..3),
        option::of(verdict()),
        btree_map(id("e").prop_map(Into::into), evidence(), 0..3),
        (
            words(),
            vec(words(), 0..3),
            option::of(id("r")),
            (option::of(time()), origin()),
            differences(claim_value()),
        ),
    )
        .prop_map(
            |(
                (spans, voice, quotation),
                reviews,
                verdict,
                evidence,
                (note, tags, by, (at, origin), differences),
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
                    marked_by: by.map(Into::into),
                    marked_at: at,
                    origin,
                    differences,
                }
            },
        )
}

fn metadata() -> impl Strategy<Value = Metadata> {
    (
        (
            words(),
            option::of(words()),
            (option::of(words()), option::of(words())),
            vec(words(), 0..3),
        ),
        (
            option::of(words()),
            option::of(date()),
            (option::of(words()), any::<bool>()),
            option::of(direction()),
        ),
        (
            option::of(time()),
            (
                option::of(words()),
                option::of(words()),
                btree_set(words(), 0..3).prop_map(|tags| tags.into_iter().collect()),
                btree_set(any::<u64>(), 0..3),
                btree_map(id("r").prop_map(Into::into), assignment(), 0..3),
            ),
            differences(article_value()),
        ),
    )
        .prop_map(
            |(
                (title, publisher, (byline, page), credit),
                (url, published, (language, partial), direction),
                (added, (original, file_name, tags, refused, assigned), differences),
            )| Metadata {
                title,
                publisher,
                byline,
                page,
                credit,
                url,
                published,
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
            },
        )
}

fn origin() -> impl Strategy<Value = Origin> + Clone {
    select(vec![Origin::ByHand, Origin::Taken, Origin::Changed])
}

fn blind() -> impl Strategy<Value = Blind> + Clone {
    (2_usize..50, any::<usize>()).prop_map(|(one_in, seed)| Blind { one_in, seed })
}

fn direction() -> impl Strategy<Value = TextDirection> {
    prop_oneof![Just(TextDirection::LeftToRight), Just(TextDirection::RightToLeft)]
}

fn article() -> impl Strategy<Value = Article> {
    let done = (id("r"), time()).prop_map(|(by, at)| Done { by: by.into(), at });
    (
        metadata(),
        btree_map(id("c").prop_map(ClaimId::from), claim(), 0..4),
        option::of(done),
    )
        .prop_map(|(metadata, claims, done)| Article {
            metadata,
            text: Some(TEXT.into()),
            claims: claims.into_iter().collect(),
            done,
        })
}

fn speaker() -> impl Strategy<Value = Speaker> {
    (
        (
            words(),
            select(SpeakerKind::ALL.to_vec()),
            vec(words(), 0..3),
            option::of(words()),
        ),
        (
            option::of(id("s")),
            option::of(words()),
            any::<usize>(),
            words(),
            differences(speaker_value()),
        ),
    )
        .prop_map(
            |((name, kind, aliases, role), (affiliation, wikidata, color, note, differences))| Speaker {
                name,
                kind,
                aliases,
                role,
                affiliation: affiliation.map(Into::into),
                wikidata,
                color,
                note,
                differences,
            },
        )
}

fn head() -> impl Strategy<Value = Head> {
    let rating = (words(), words()).prop_map(|(key, label)| Rating { key, label });
    let head = (
        words(),
        words(),
        vec(rating, 0..4),
        option::of(blind()),
        differences(project_value()),
    );
    head.prop_map(|(title, guidelines, scale, blind, differences)| Head {
        publisher: None,
        blind,
        differences,
        title,
        guidelines,
        scale,
    })
}

fn project() -> impl Strategy<Value = Project> {
    let reviewer = words().prop_map(|name| Reviewer { name });
    (
        head(),
        btree_map(id("r").prop_map(ReviewerId::from), reviewer, 0..3),
        btree_map(id("s").prop_map(SpeakerId::from), speaker(), 0..4),
        btree_map(
            (0..4).prop_map(|number| ArticleId::from(format!("a-{number}"))),
            article(),
            0..4,
        ),
    )
        .prop_map(|(head, reviewers, speakers, articles)| {
            Project::from_parts(head, reviewers, speakers, articles)
        })
}

fn access() -> Access {
    Access::Write(LockOwner {
        name: "Amal".into(),
        host: "desk".into(),
        process: 7,
        since: Timestamp::UNIX_EPOCH,
    })
}

fn everything(project: &Project) -> Touched {
    Touched {
        project: true,
        articles: project.articles().keys().cloned().collect(),
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn an_article_that_is_written_can_be_read_and_written_again_to_the_same_bytes(article in article()) {
        let path = Path::new("a.ron");
        let bytes = format::write_article(path, &article, Some("abc")).unwrap().unwrap();
        let read = format::read_article(path, &bytes).unwrap();
        prop_assert_eq!(read.newer, None);
        prop_assert_eq!(read.parts.text_sha256.as_deref(), Some("abc"));
        let unread = format::write_article(path, &read.parts.article, Some("abc")).unwrap().unwrap();
        prop_assert!(unread == bytes, "written without its text, the article is not the same");
        let mut again = read.parts.article;
        again.read(Arc::from(TEXT));
        prop_assert_eq!(&again, &article);
        let written = format::write_article(path, &again, Some("abc")).unwrap().unwrap();
        prop_assert!(written == bytes, "written a second time, the article is not the same");
        let hidden = ['\0', '\u{202e}', '\u{2066}', '\r'];
        prop_assert!(!String::from_utf8(bytes).unwrap().contains(hidden), "a character that nobody sees is in the file");
    }

    #[test]
    fn a_project_file_that_is_written_can_be_read(project in project()) {
        let path = Path::new("project.ron");
        let write = |head: &Head, reviewers: &BTreeMap<_, _>, speakers: &BTreeMap<_, _>| {
            format::write_project(path, head, reviewers, speakers).unwrap()
        };
        let bytes = write(project.head(), project.reviewers(), project.speakers());
        let read = format::read_project(path, &bytes).unwrap();
        prop_assert_eq!(read.newer, None);
        prop_assert_eq!(&read.parts.head, project.head());
        prop_assert_eq!(&read.parts.reviewers, project.reviewers());
        prop_assert_eq!(&read.parts.speakers, project.speakers());
        prop_assert!(write(&read.parts.head, &read.parts.reviewers, &read.parts.speakers) == bytes);
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in vec(any::<u8>(), 0..200), noise in words()) {
        let _ = format::read_article(Path::new("a.ron"), &bytes);
        let _ = format::read_project(Path::new("a.ron"), format!("(format: 1, title: {noise})").as_bytes());
    }

    #[test]
    fn a_title_makes_a_safe_name(title in words()) {
        let id = store::article_id_from_title(&title, &|id| id.as_str().len() % 2 == 0);
        prop_assert!(store::layout::check_article_id(&id).is_ok(), "{:?}", id);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_project_saved_opened_and_saved_again_is_the_same_to_the_byte(project in project()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project");
        let created = store::create(&path, project.head(), access()).unwrap();
        let report = created.store.save(&project, &everything(&project));
        prop_assert!(report.errors.is_empty(), "{:?}", report);
        let before = contents(&path);
        drop(created);

        let mut opened = store::open(&path, access()).unwrap();
        opened.store.save(&opened.project, &everything(&opened.project));
        prop_assert_eq!(contents(&path), before.clone());
        opened.read_all_texts();
        prop_assert_eq!(&opened.project, &project);
        opened.store.save(&opened.project, &everything(&opened.project));
        prop_assert_eq!(contents(&path), before);
    }
}

fn contents(folder: &Path) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let files = store::files::walk(&[folder.to_owned()], 100, &|_| true).files;
    files
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// Something a person does, as yet without its objects: the numbers choose among those there are.
#[derive(Clone, Debug)]
struct Act {
    kind: u8,
    numbers: [Index; 3],
}

fn act() -> impl Strategy<Value = Act> {
    // Claims are marked and worked on more often than articles come and go.
    let kinds = prop_oneof![1 => 0..6_u8, 3 => 6..8_u8, 1 => 8..20_u8, 5 => 20..45_u8];
    (kinds, any::<[Index; 3]>()).prop_map(|(kind, numbers)| Act { kind, numbers })
}

fn chosen<T: Clone>(from: &[T], index: Index) -> Option<T> {
    (!from.is_empty()).then(|| index.get(from).clone())
}

fn span_at(a: Index, b: Index) -> Span {
    let boundary = |index: Index| TEXT.floor_char_boundary(index.index(TEXT.len() + 1));
    Span::new(boundary(a), boundary(b))
}

/// The edit of an act, where there is something to do it to: every operation of the program.
fn edit_of(act: &Act, project: &Project, number: u32) -> Option<OpResult> {
    let made = match act.kind {
        0..=7 => edit_of_project(act, project, number),
        8..=19 => edit_of_people(act, project, number),
        20..=35 => edit_of_claim(act, project, number),
        _ => edit_of_attribution(act, project, number),
    };
    // A step whose last part is likely to be refused.
    let is_spoilt = act.numbers[2].index(12) == 0;
    made.map(|made| {
        made.map(|(label, edit)| {
            if is_spoilt {
                (
                    label,
                    Edit::All(vec![
                        edit,
                        Edit::Speaker("s-a".into(), None),
                        Edit::Article("a-0".into(), None),
                    ]),
                )
            } else {
                (label, edit)
            }
        })
    })
}

fn stamp_of(act: &Act, number: u32) -> Stamp {
    Stamp {
        by: format!("r-{}", act.numbers[0].index(2)).into(),
        at: Timestamp::from_second(number.into()).unwrap(),
    }
}

fn articles_of(project: &Project) -> Vec<ArticleId> {
    project.articles().keys().cloned().collect()
}

fn speakers_of(project: &Project) -> Vec<SpeakerId> {
    project.speakers().keys().cloned().collect()
}

fn claims_of(project: &Project) -> Vec<ClaimRef> {
    project.claims().map(|(a, c, _)| (a.clone(), c.clone())).collect()
}

/// Who says so: somebody known, somebody new, the article, nobody.
fn said_by(act: &Act, project: &Project, number: u32) -> SaidBy {
    let [a, b, c] = act.numbers;
    let id = || SpeakerId::from(format!("s-{number}"));
    let speaker = match a.index(5) {
        0 => SpeakerChoice::Nobody,
        1 => SpeakerChoice::Article,
        2 => SpeakerChoice::Unnamed(id(), "a source".into()),
        3 => SpeakerChoice::Named {
            id: id(),
            name: format!("somebody {}", b.index(3)),
            kind: SpeakerKind::Group,
        },
        _ => chosen(&speakers_of(project), b).map_or(SpeakerChoice::Nobody, SpeakerChoice::Known),
    };
    let mention = (c.index(2) == 0).then(|| span_at(a, c));
    SaidBy { speaker, mention }
}

/// What is done to the project, its articles, its reviewers; and claims are marked.
fn edit_of_project(act: &Act, project: &Project, number: u32) -> Option<OpResult> {
    let [a, b, c] = act.numbers;
    let stamp = stamp_of(act, number);
    let article = || chosen(&articles_of(project), a);
    Some(match act.kind {
        0 => Ok(match b.index(4) {
            0 => ops::project::set_guidelines(project, format!("guidelines {number}")),
            1 => ops::project::take_default_guidelines(project, "as usual"),
            2 => ops::project::rename_reviewer(project, &stamp.by, &format!("n{number}")),
            _ => {
                let publisher = Publisher::on_page("Checks", "https://example.org/{claim}");
                ops::project::name_publisher(project, publisher)
            }
        }),
        1 => {
            let name = format!("n{number}");
            let reviewer = (b.index(3) > 0).then_some(Reviewer { name });
            Ok((UndoLabel::RenameReviewer, Edit::Reviewer(stamp.by, reviewer)))
        }
        2 => {
            let mut scale = project.head().scale.clone();
            let gone = scale.remove(b.index(scale.len()));
            let fate = match c.index(2) {
                0 => StepFate::Clear,
                _ => StepFate::Move(scale.first()?.key.clone()),
            };
            let label = format!("rating {number}");
            let key = ops::scale::key_from_label(&label, &[gone.key.clone()].into());
            scale.push(Rating { key, label });
            Ok(ops::scale::set(project, scale, &[(gone.key, fate)].into()))
        }
        3 => {
            let id = ArticleId::from(format!("a-{}", a.index(4)));
            Ok(ops::article::add([(id, Article::new(Metadata::default(), TEXT))]))
        }
        4 => Ok(ops::article::remove(article()?)),
        5 => match b.index(4) {
            0 => ops::article::set_done(project, &article()?, c.index(2) == 0, &stamp),
            1 => ops::article::set_direction(project, &article()?, Some(TextDirection::RightToLeft)),
            2 => {
                let title = format!("title {number}");
                let metadata = Metadata {
                    title,
                    ..Metadata::default()
                };
                ops::article::set_metadata(project, &article()?, metadata)
            }
            _ => {
                let id = article()?;
                let newer: Arc<str> = TEXT.replace("said", "announced on Monday").into();
                let update = ops::update::updated(project.article(&id)?, Metadata::default(), &newer);
                Ok((
                    ops::import::label(0, 1),
                    ops::import::together(vec![ops::import::article(id, update.article)]),
                ))
            }
        },
        _ => {
            let at = (article()?, format!("c-{number}").into());
            let said_by = said_by(act, project, number);
            ops::claim::mark(project, &at, &[span_at(b, c)], &said_by, &stamp)
        }
    })
}

/// What is done to speakers, to many claims, and about problems.
fn edit_of_people(act: &Act, project: &Project, number: u32) -> Option<OpResult> {
    let [a, b, c] = act.numbers;
    let stamp = stamp_of(act, number);
    let speakers = speakers_of(project);
    let speaker = || chosen(&speakers, b);
    let some_claims = || {
        let claims = claims_of(project).into_iter().enumerate();
        claims
            .filter(|(at, _)| (at + c.index(3)) % 3 > 0)
            .map(|(_, claim)| claim)
    };
    let at_once = |bulk: BulkEdit| Ok((bulk.label(), bulk.at_once(project)?));
    let changed = |change| Some(ops::speaker::change(project, &speaker()?, change));
    Some(match act.kind {
        8 => Ok(ops::speaker::add(
            format!("s-{number}").into(),
            Speaker::named("somebody", number as usize),
        )),
        9 => Ok(ops::speaker::remove(speaker()?)),
        10 => Ok(ops::speaker::replace(
            speaker()?,
            Speaker::named(format!("n{number}"), 3),
        )),
        11 => return changed(SpeakerChange::Affiliation(chosen(&speakers, c))),
        12 => {
            return changed(match c.index(4) {
                0 => SpeakerChange::Aliases(vec!["he".into(), "she".into()]),
                1 => SpeakerChange::AddAlias("she".into()),
                2 => SpeakerChange::Role(Some(format!("role {number}"))),
                _ => SpeakerChange::Wikidata(Some("Q42".into())),
            });
        }
        13 | 14 => {
            let other = chosen(&speakers, c)?;
            ops::speaker::merge(project, &speaker()?, &other).and_then(at_once)
        }
        15 => {
            let claims: Vec<ClaimRef> = some_claims().collect();
            let new = format!("s-{number}").into();
            ops::speaker::split(project, &speaker()?, &claims, &new, "somebody else")
        }
        16 => at_once(ops::bulk::decide(
            some_claims().collect(),
            Some(Decision::Disputed),
            stamp,
        )),
        17 => at_once(ops::bulk::remove(some_claims().take(2).collect())),
        18 => {
            let who = match a.index(3) {
                0 => Some(BulkSpeaker::Nobody),
                1 => Some(BulkSpeaker::Article),
                _ => speaker().map(BulkSpeaker::Speaker),
            };
            let change = ClaimsChange {
                who,
                review: (b.index(2) == 0).then_some(Some(Decision::Rejected)),
                quotation: (b.index(3) == 0).then_some(Some(Quotation::Mixed)),
                verdict: (c.index(2) == 0).then(|| Some("false".into())),
                tags: vec![format!("tag {}", c.index(3))],
            };
            at_once(ops::bulk::change(some_claims().collect(), change, stamp))
        }
        _ => {
            let problems = check(project);
            Ok(match b.index(2) {
                0 => ops::quick_fix::fix(project, &chosen(&problems, a)?),
                _ => ops::quick_fix::fix_all(project, &problems),
            })
        }
    })
}

/// What is done to a claim and its reviews.
fn edit_of_claim(act: &Act, project: &Project, number: u32) -> Option<OpResult> {
    let [a, b, c] = act.numbers;
    let stamp = stamp_of(act, number);
    let at = &chosen(&claims_of(project), a)?;
    let span = span_at(b, c);
    let evidence = || {
        let claim = project.claim(&at.0, &at.1)?;
        chosen(&claim.evidence.keys().cloned().collect::<Vec<_>>(), c)
    };
    let decision = (b.index(4) > 0).then_some(Decision::Accepted);
    Some(match act.kind {
        20 => Ok(ops::claim::remove(at)),
        21 | 22 => ops::claim::add_span(project, at, span),
        23 => ops::claim::remove_span(project, at, b.index(2)),
        24 => ops::claim::move_span(project, at, 0, span),
        25 => ops::claim::set_quotation(project, at, (b.index(2) == 0).then_some(Quotation::Direct)),
        26 => ops::claim::set_note(project, at, format!("{}", b.index(3))),
        27 => ops::tags::set(project, at, &[format!(" tag {} ", b.index(3)), "tag 1".into()]),
        28 | 29 => ops::review::decide(project, at, decision, &stamp),
        30 => ops::review::set_reason(project, at, &stamp.by, format!("{}", b.index(3))),
        31 => ops::review::rate(project, at, (b.index(3) > 0).then(|| "true".into()), &stamp),
        32 => {
            let id = format!("e-{}", c.index(3)).into();
            let evidence = Evidence {
                seen: Some(jiff::civil::date(2024, 2, 11)),
                ..Evidence::default()
            };
            ops::review::add_evidence(project, at, id, evidence)
        }
        33 => {
            let change = match b.index(5) {
                0 => EvidenceChange::Url("https://example.org".into()),
                1 => EvidenceChange::Title(format!("title {number}")),
                2 => EvidenceChange::Excerpt("words".into()),
                3 => EvidenceChange::Seen(None),
                _ => EvidenceChange::Stance(Some(Stance::Refutes)),
            };
            ops::review::change_evidence(project, at, &evidence()?, change)
        }
        34 => ops::review::remove_evidence(project, at, &evidence()?),
        _ => {
            let claim = project.claim(&at.0, &at.1)?;
            let place = ops::reanchor::first_orphan(claim).unwrap_or_else(|| b.index(2));
            ops::reanchor::reanchor(project, at, place, span)
        }
    })
}

/// What is done to a claim's chain.
fn edit_of_attribution(act: &Act, project: &Project, number: u32) -> Option<OpResult> {
    let [a, b, c] = act.numbers;
    let at = &chosen(&claims_of(project), a)?;
    let (span, link) = (span_at(b, c), b.index(3));
    let part = if c.index(2) == 0 { Part::Source } else { Part::Cue };
    let said_by = said_by(act, project, number);
    Some(match act.kind {
        36 => ops::attribution::attribute(project, at, link, &said_by),
        37 => ops::attribution::add_joint_speaker(project, at, link, &said_by),
        38 => match c.index(2) {
            0 => ops::attribution::add_link(project, at, &said_by),
            _ => ops::attribution::add_document(project, at, link, &said_by),
        },
        39 => match c.index(2) {
            0 => ops::attribution::remove_link(project, at, link),
            _ => ops::attribution::move_link_nearer(project, at, link),
        },
        40 => ops::attribution::remove_speaker(project, at, link, c.index(2)),
        41 => ops::attribution::add_to_part(project, at, link, part, span),
        42 => ops::attribution::remove_from_part(project, at, link, part, c.index(2)),
        43 => ops::attribution::confirm_suggestion(
            project,
            at,
            (link > 0).then_some(span),
            (link < 2).then_some(span),
        ),
        _ => match c.index(2) {
            0 => ops::attribution::set_inferred(project, at, link, a.index(2) == 0),
            _ => ops::attribution::set_polarity(project, at, link, Polarity::Denies),
        },
    })
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn any_sequence_of_edits_undone_and_redone_returns_to_the_start_and_to_the_end(
        acts in vec((act(), 0..8_u8), 1..32)
    ) {
        let mut project = Project::new(Head::titled("start"));
        for edit in [
            Edit::Reviewer("r-0".into(), Some(Reviewer { name: "Amal".into() })),
            ops::speaker::add("s-a".into(), Speaker::named("The army", 0)).1,
            Edit::Article("a-0".into(), Some(Box::new(Article::new(Metadata::default(), TEXT)))),
        ] {
            project.apply(edit).unwrap();
        }
        let start = project.clone();
        let mut stack = UndoStack::default();
        for (number, (act, turn)) in (0..).zip(&acts) {
            match turn {
                0 => drop(stack.undo(&mut project).unwrap()),
                1 => drop(stack.redo(&mut project).unwrap()),
                _ => {
                    let Some(Ok((label, edit))) = edit_of(act, &project, number) else { continue };
                    let before = project.clone();
                    if let Ok(inverse) = project.apply(edit) {
                        stack.push(label, inverse);
                    } else {
                        prop_assert_eq!(&project, &before, "a refused edit changed something");
                    }
                }
            }
        }
        while stack.redo(&mut project).unwrap().is_some() {}
        let end = project.clone();
        while stack.undo(&mut project).unwrap().is_some() {}
        prop_assert_eq!(&project, &start);
        while stack.redo(&mut project).unwrap().is_some() {}
        prop_assert_eq!(&project, &end);
    }
}
