//! What becomes of a save that did not come to its end.

use super::*;
use crate::store::redo::{self, Changes, Draft};
use crate::store::{file_state::fingerprint, layout};

/// The record of an unfinished save.
fn record(fixture: &Fixture) -> PathBuf {
    fixture.path.join(".sayso/unfinished.ron")
}

fn drafts(fixture: &Fixture) -> usize {
    let entries = fs::read_dir(fixture.path.join(".sayso")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with("draft-")).count()
}

/// A save of a new article that ends when its record is written, as a kill ends it: the texts of the two files.
fn begin_save(fixture: &Fixture, claims_first: bool) -> (Vec<u8>, String) {
    let opened = fixture.open();
    let article = Article::new(Metadata::default(), "The bridge is closed.");
    let path = fixture.path.join("articles/closed.ron");
    let digest = text_digest("The bridge is closed.");
    let claims = format::write_article(&path, &article, Some(&digest))
        .unwrap()
        .unwrap();
    let draft = |name: &str, bytes: &[u8]| {
        let path = fixture.path.join(".sayso").join(name);
        fixture.overwrite(&path, bytes);
        let sha256 = hex(&fingerprint(bytes));
        format!(
            "draft:\"{name}\",size:{},sha256:\"{sha256}\",was:None",
            bytes.len()
        )
    };
    let text = draft("draft-aaaaaa", b"The bridge is closed.");
    let of_claims = draft("draft-bbbbbb", &claims);
    let record_text = format!(
        "(format:1,new:[(file:\"articles/closed.txt\",{text}),(file:\"articles/closed.ron\",{of_claims})],gone:[])"
    );
    drop(opened);
    fixture.overwrite(&record(fixture), &record_text);
    if claims_first {
        fs::rename(fixture.path.join(".sayso/draft-bbbbbb"), &path).unwrap();
    }
    (claims, record_text)
}

#[test]
fn a_save_that_was_killed_after_its_record_is_finished_by_whoever_writes_next() {
    for claims_first in [false, true] {
        let fixture = Fixture::new();
        let (claims, _) = begin_save(&fixture, claims_first);
        // Whoever only reads sees it whole, and changes nothing.
        let mut looking = open(&fixture.path, Access::Read).unwrap();
        looking.read_all_texts();
        assert_eq!(looking.problems, []);
        let article = looking.project.article(&"closed".into()).unwrap();
        assert_eq!(article.text.as_deref(), Some("The bridge is closed."));
        assert!(record(&fixture).exists() && !fixture.path.join("articles/closed.txt").exists());

        let mut opened = fixture.open();
        opened.read_all_texts();
        assert_eq!((opened.problems.len(), drafts(&fixture)), (0, 0));
        assert!(opened.project.article(&"closed".into()).is_some() && !record(&fixture).exists());
        assert_eq!(
            fs::read(fixture.path.join("articles/closed.ron")).unwrap(),
            claims
        );
    }
}

#[test]
fn a_file_that_others_changed_meanwhile_is_not_overwritten_and_ours_is_kept() {
    let fixture = Fixture::new();
    begin_save(&fixture, false);
    let text = fixture.path.join("articles/closed.txt");
    fixture.overwrite(&text, "Theirs.");
    let opened = fixture.open();
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert_eq!(opened.problems[0].path, text);
    assert_eq!(fs::read(&text).unwrap(), b"Theirs.");
    let kept = fs::read_dir(fixture.path.join(".sayso/replaced")).unwrap();
    let kept: Vec<_> = kept
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(kept, [b"The bridge is closed."]);
}

#[test]
fn a_record_that_no_save_writes_changes_nothing() {
    let fixture = Fixture::new();
    let outside = fixture.path.parent().unwrap().join("thesis.txt");
    fixture.overwrite(&outside, "ten years of work");
    let was = hex(&fingerprint(b"ten years of work"));
    let (_, good) = begin_save(&fixture, false);
    fs::remove_file(record(&fixture)).unwrap();
    let replaced = |from: &str, to: &str| good.replace(from, to);
    for bad in [
        replaced("articles/closed.txt", "../thesis.txt"),
        replaced("articles/closed.txt", "articles/../../thesis.txt"),
        replaced("articles/closed.txt", "/etc/passwd"),
        replaced("articles/closed.txt", ".sayso/lock"),
        replaced("articles/closed.txt", "notes/closed.txt"),
        replaced("draft-aaaaaa", "../project.ron"),
        replaced("draft-aaaaaa", "lock"),
        replaced(
            "gone:[]",
            &format!("gone:[(file:\"../thesis.txt\",was:\"{was}\")]"),
        ),
        good.get(..good.len() / 2).unwrap().to_owned(),
    ] {
        begin_save(&fixture, false);
        fixture.overwrite(&record(&fixture), &bad);
        assert_eq!(open(&fixture.path, Access::Read).unwrap().problems, [], "{bad}");
        let opened = fixture.open();
        assert_eq!((opened.problems.len(), opened.read_only), (1, None), "{bad}");
        assert!(!fixture.path.join("articles/closed.ron").exists(), "{bad}");
        assert!(!record(&fixture).exists() && drafts(&fixture) == 0, "{bad}");
        assert_eq!(fs::read(&outside).unwrap(), b"ten years of work", "{bad}");
    }
}

#[test]
fn a_draft_that_is_not_what_the_record_says_takes_no_place() {
    let fixture = Fixture::new();
    begin_save(&fixture, false);
    fixture.overwrite(&fixture.path.join(".sayso/draft-aaaaaa"), "The bridge is opened.");
    let opened = fixture.open();
    let text = fixture.path.join("articles/closed.txt");
    assert!(
        opened.problems.iter().any(|problem| problem.path == text),
        "{:?}",
        opened.problems
    );
    assert!(!text.exists());
}

#[test]
fn files_that_belong_together_change_together_or_not_at_all() {
    let fixture = Fixture::new();
    drop(fixture.open());
    let private = fixture.path.join(layout::PRIVATE);
    let mut changes = Changes::default();
    for (part, file) in [
        (0, "articles/a.txt"),
        (0, "articles/b.txt"),
        (1, "originals/c.html"),
    ] {
        let path = fixture.path.join(file);
        let draft = Draft::new(&private, &path, file.as_bytes(), fingerprint(file.as_bytes())).unwrap();
        changes.put(vec![part], file.into(), None, draft);
    }
    // The folder of originals is not there, so the last of them fails half-way.
    let failed = changes.commit(&fixture.path);
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].keys, [0, 1], "nobody is told that half of it is saved");
    assert!(redo::is_unfinished(&fixture.path));
    let opened = fixture.open();
    assert!(!redo::is_unfinished(&fixture.path) && drafts(&fixture) == 0);
    assert_eq!(
        fs::read(fixture.path.join("originals/c.html")).unwrap(),
        b"originals/c.html"
    );
    drop(opened);
}

#[test]
fn a_save_that_failed_half_way_is_finished_before_the_next_one() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    begin_record_beside(&fixture);
    let article = Article::new(Metadata::default(), "Later.");
    let report = apply_and_save(
        &mut opened,
        Edit::Article("later".into(), Some(Box::new(article))),
    );
    assert_saved(&report);
    assert!(!record(&fixture).exists());
    assert_eq!(
        fs::read(fixture.path.join("originals/page.html")).unwrap(),
        b"page"
    );
}

/// A record of an original, while the project is open.
fn begin_record_beside(fixture: &Fixture) {
    fixture.overwrite(&fixture.path.join(".sayso/draft-cccccc"), "page");
    let sha256 = hex(&fingerprint(b"page"));
    let put =
        format!("file:\"originals/page.html\",draft:\"draft-cccccc\",size:4,sha256:\"{sha256}\",was:None");
    fixture.overwrite(&record(fixture), format!("(format:1,new:[({put})],gone:[])"));
}
