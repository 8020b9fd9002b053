//! Laws that hold for everything, tried on random cases: what is done can be undone, what is written
//! can be read. What single functions promise is tested beside them.

#![expect(clippy::unwrap_used, reason = "a test says what went wrong by panicking")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use sayso::model::ops::{self, Part, Stamp};
use sayso::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Decision, Done, Edit, Evidence, Head, Metadata,
    Place, Polarity, Project, Quotation, Rating, Refusal, Review, Reviewer, ReviewerId, Speaker, SpeakerId,
    SpeakerKind, Stance, TextDirection, Touched, UndoStack, Verdict, Voice,
};
use sayso::store::{self, Access, Holder, format};
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
            place: Place::Unproved(start..end),
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

fn review() -> impl Strategy<Value = Review> {
    let decisions = vec![Decision::Accepted, Decision::Disputed, Decision::Rejected];
    (select(decisions), time(), words()).prop_map(|(decision, at, why)| Review { decision, at, why })
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
}

fn claim() -> impl Strategy<Value = Claim> {
    let quotations = vec![Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let verdict = (words(), id("r"), time()).prop_map(|(rating, by, at)| Verdict {
        rating,
        by: by.into(),
        at,
    });
    (
        (vec(anchor(), 0..4), voice(), option::of(select(quotations))),
        btree_map(id("r").prop_map(ReviewerId::from), review(), 0..3),
        option::of(verdict),
        btree_map(id("e").prop_map(Into::into), evidence(), 0..3),
        (
            words(),
            vec(words(), 0..3),
            option::of(id("r")),
            option::of(time()),
        ),
    )
        .prop_map(
            |((spans, voice, quotation), reviews, verdict, evidence, (note, tags, by, at))| Claim {
                spans,
                voice,
                quotation,
                reviews,
                verdict,
                evidence,
                note,
                tags,
                marked_by: by.map(Into::into),
                marked_at: at,
            },
        )
}

fn metadata() -> impl Strategy<Value = Metadata> {
    (
        (
            words(),
            option::of(words()),
            option::of(words()),
            vec(words(), 0..3),
        ),
        (
            option::of(words()),
            option::of(date()),
            (option::of(words()), any::<bool>()),
            option::of(direction()),
        ),
        (option::of(time()), option::of(words())),
    )
        .prop_map(
            |(
                (title, publisher, byline, credit),
                (url, published, (language, partial), direction),
                (added, original),
            )| Metadata {
                title,
                publisher,
                byline,
                credit,
                url,
                published,
                language,
                partial,
                direction,
                added,
                original,
            },
        )
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
        (option::of(id("s")), option::of(words()), any::<usize>(), words()),
    )
        .prop_map(
            |((name, kind, aliases, role), (affiliation, wikidata, color, note))| Speaker {
                name,
                kind,
                aliases,
                role,
                affiliation: affiliation.map(Into::into),
                wikidata,
                color,
                note,
            },
        )
}

fn head() -> impl Strategy<Value = Head> {
    let rating = (words(), words()).prop_map(|(key, label)| Rating { key, label });
    (words(), words(), vec(rating, 0..4)).prop_map(|(title, guidelines, scale)| Head {
        publisher: None,
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
    Access::Write(Holder {
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
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

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
            format::write_project(path, head, reviewers.iter(), speakers.iter()).unwrap()
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
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

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
    let kinds = prop_oneof![1 => 0..6_u8, 3 => 6..8_u8, 5 => 8..20_u8];
    (kinds, any::<[Index; 3]>()).prop_map(|(kind, numbers)| Act { kind, numbers })
}

fn chosen<T: Clone>(from: &[T], index: Index) -> Option<T> {
    (!from.is_empty()).then(|| index.get(from).clone())
}

fn span_at(a: Index, b: Index) -> Span {
    let boundary = |index: Index| TEXT.floor_char_boundary(index.index(TEXT.len() + 1));
    Span::new(boundary(a), boundary(b))
}

/// The edit of an act, where there is something to do it to.
fn edit_of(act: &Act, project: &Project, number: u32) -> Option<Result<Edit, Refusal>> {
    let [a, b, c] = act.numbers;
    let stamp = Stamp {
        by: format!("r-{}", a.index(2)).into(),
        at: Timestamp::from_second(number.into()).unwrap(),
    };
    let articles: Vec<ArticleId> = project.articles().keys().cloned().collect();
    let claims: Vec<(ArticleId, ClaimId)> =
        project.claims().map(|(a, c, _)| (a.clone(), c.clone())).collect();
    let speakers: Vec<SpeakerId> = project.speakers().keys().cloned().collect();
    let speaker = || chosen(&speakers, b);
    let article = || chosen(&articles, a);
    if let 0..=5 = act.kind {
        return Some(Ok(match act.kind {
            0 => Edit::Head(Box::new(Head::titled(format!("title {number}")))),
            1 => Edit::Reviewer(
                stamp.by,
                b.index(3).gt(&0).then(|| Reviewer {
                    name: format!("n{number}"),
                }),
            ),
            2 => ops::claim::new_speaker(project, format!("s-{number}").into(), "somebody"),
            3 => Edit::Speaker(speaker()?, None),
            4 => {
                let new = Article::new(Metadata::default(), TEXT);
                Edit::Article(format!("a-{}", a.index(4)).into(), Some(Box::new(new)))
            }
            _ => Edit::Article(article()?, None),
        }));
    }
    if let 6..=9 = act.kind {
        return Some(match act.kind {
            6 | 7 => {
                let voice = speaker().map_or(Voice::ToBeAttributed, Voice::attributed_to);
                let id = format!("c-{number}").into();
                ops::claim::mark_claim(project, &article()?, id, &[span_at(b, c)], voice, &stamp)
            }
            8 => Ok(ops::claim::set_done(&article()?, b.index(2) == 0, &stamp)),
            _ => {
                let affiliation = chosen(&speakers, c);
                ops::claim::change_speaker(project, &speaker()?, |speaker| speaker.affiliation = affiliation)
            }
        });
    }
    let (article, id) = chosen(&claims, a)?;
    let (p, article, id) = (project, &article, &id);
    let span = span_at(b, c);
    let part = if c.index(2) == 0 { Part::Source } else { Part::Cue };
    Some(match act.kind {
        10 => Ok(ops::claim::remove_claim(article, id)),
        11 => ops::claim::attribute_to(p, article, id, speaker()?),
        12 => ops::claim::add_piece(p, article, id, span),
        13 => ops::claim::remove_piece(p, article, id, b.index(2)),
        14 => ops::claim::add_to_part(p, article, id, 0, part, span),
        15 => ops::claim::review(
            p,
            article,
            id,
            (b.index(4) > 0).then_some(Decision::Accepted),
            None,
            &stamp,
        ),
        16 => ops::claim::set_verdict(p, article, id, Some("true".into()), &stamp),
        17 => ops::claim::set_voice(p, article, id, Voice::Article),
        18 => ops::claim::move_piece(p, article, id, 0, span),
        // A step whose last part is likely to be refused.
        _ => ops::claim::set_note(p, article, id, format!("{number}")).map(|note| {
            let gone = speaker().unwrap_or_else(|| "s-nobody".into());
            Edit::All(vec![
                note,
                Edit::Speaker(gone, None),
                Edit::Article("a-0".into(), None),
            ])
        }),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_edits_undone_and_redone_returns_to_the_start_and_to_the_end(
        acts in vec((act(), 0..8_u8), 1..32)
    ) {
        let mut project = Project::new(Head::titled("start"));
        for edit in [
            Edit::Reviewer("r-0".into(), Some(Reviewer { name: "Amal".into() })),
            ops::claim::new_speaker(&project, "s-a".into(), "The army"),
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
                    let Some(Ok(edit)) = edit_of(act, &project, number) else { continue };
                    let before = project.clone();
                    if let Ok(inverse) = project.apply(edit) {
                        stack.push("step", inverse);
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
