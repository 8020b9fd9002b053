//! What is told of a change to very many claims that did not come to its end.

use super::*;
use crate::store::layout;

fn record(fixture: &Fixture) -> PathBuf {
    fixture.path.join(".sayso").join(layout::LONG_CHANGE)
}

fn change(articles: &[&str]) -> LongChange {
    LongChange {
        name: "accept claims".to_owned(),
        by: "Amal".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        articles: articles.iter().map(|id| ArticleId::from(*id)).collect(),
    }
}

/// What is told to somebody who reads the project.
fn told(fixture: &Fixture) -> Vec<String> {
    let opened = open(&fixture.path, Access::Read).unwrap();
    opened
        .problems
        .into_iter()
        .map(|problem| problem.message)
        .collect()
}

/// A project with two articles, of which a change was begun.
fn begun() -> Fixture {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    let second = Article::new(Metadata::default(), "The bridge is closed.");
    let edit = Edit::Article("closed".into(), Some(Box::new(second)));
    let touched = edit.touched();
    opened.project.apply(edit).unwrap();
    assert_eq!(opened.store.save(&opened.project, &touched).errors.len(), 0);
    opened
        .store
        .begin_long_change(&change(&["bridge", "closed"]))
        .unwrap();
    fixture
}

/// Another note on the bridge, as a change makes it.
fn change_bridge(fixture: &Fixture) {
    let path = fixture.path.join("articles/bridge.ron");
    let bytes = fs::read_to_string(&path).unwrap();
    fixture.overwrite(
        &path,
        bytes.replace("title: \"The bridge\"", "title: \"A bridge\""),
    );
}

#[test]
fn a_change_that_was_cut_off_is_told_with_the_articles_that_lack_it() {
    let fixture = begun();
    let whole = told(&fixture);
    assert!(
        matches!(&whole[..], [told] if told.contains("none of the 2 articles")),
        "{whole:?}"
    );
    change_bridge(&fixture);
    let part = told(&fixture);
    let is_told = |told: &String| told.contains("1 of 2 articles have it; not closed");
    assert!(matches!(&part[..], [told] if is_told(told)), "{part:?}");
    // One that is there was only not told to be so.
    fixture.overwrite(
        &fixture.path.join("articles/closed.ron"),
        fs::read(fixture.path.join("articles/bridge.ron")).unwrap(),
    );
    assert!(record(&fixture).exists());
    assert!(!told(&fixture).iter().any(|told| told.contains("accept claims")));
    drop(fixture.open());
    assert!(!record(&fixture).exists(), "whoever may write removes the record");
}

#[test]
fn a_record_of_somebody_else_is_not_believed() {
    let written = {
        let fixture = begun();
        fs::read_to_string(record(&fixture)).unwrap()
    };
    let others = [
        String::new(),
        "(".to_owned(),
        "\0".to_owned(),
        written.replace("format:1", "format:2"),
        written.replace("before:{", "before:["),
        written
            .replace("\"bridge\"", "\"../../../etc/passwd\"")
            .replace("\"closed\"", "\"/etc/hosts\""),
        "(format:1,name:\"a\",by:\"b\",at:\"1970-01-01T00:00:00Z\",before:{},saved:18446744073709551615)"
            .to_owned(),
    ];
    for other in others {
        let fixture = Fixture::new();
        fixture.overwrite(&record(&fixture), &other);
        assert_eq!(told(&fixture), [""; 0], "{other}");
        drop(fixture.open());
    }
}

#[cfg(unix)]
#[test]
fn a_record_that_is_a_link_is_neither_read_nor_written_through() {
    let fixture = begun();
    let elsewhere = fixture.path.with_file_name("elsewhere.ron");
    fs::rename(record(&fixture), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, record(&fixture)).unwrap();
    let before = fs::read(&elsewhere).unwrap();
    assert_eq!(told(&fixture), [""; 0]);
    let opened = fixture.open();
    assert!(opened.store.begin_long_change(&change(&["bridge"])).is_err());
    assert!(opened.store.end_long_change().is_err());
    assert_eq!(fs::read(&elsewhere).unwrap(), before);
}
