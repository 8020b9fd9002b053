//! What others change is noticed where the system tells of nothing.

use super::*;
use crate::store::{self, Access};

#[test]
fn where_the_system_tells_of_no_changes_they_are_found_by_looking() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    session.watch_by(|_| None);
    session.ensure_text(&bridge());
    let path = fixture.path.join("articles/the-bridge.ron");
    for title in ["The first bridge", "The second bridge"] {
        let claims = fixture.claims();
        let shown = session
            .project()
            .article(&bridge())
            .unwrap()
            .metadata
            .title
            .clone();
        let changed = claims.replace(&format!("title: \"{shown}\""), &format!("title: \"{title}\""));
        assert_ne!(claims, changed);
        atomic::write(&fixture.path, &path, changed.as_bytes()).unwrap();
        wait_until("it came in", || {
            session.poll();
            session.project().article(&bridge()).unwrap().metadata.title == title
        });
    }
    note(&mut session, "mine");
    session.close().unwrap();
    let read = store::open(&fixture.path, Access::Read).unwrap().project;
    let article = read.article(&bridge()).unwrap();
    assert_eq!(article.metadata.title, "The second bridge");
    assert_eq!(article.claims.get(&claim_id()).unwrap().note, "mine");
}
