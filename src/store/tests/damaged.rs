//! Files that are damaged, from a newer version, or not as they were written.

use super::*;

#[test]
fn a_broken_article_names_its_place_and_the_rest_opens() {
    let fixture = Fixture::new();
    let other = fixture.path.join("articles/other.ron");
    fixture.overwrite(
        &other,
        "(\n    format: 1,\n    title: \"Other\",\n    claims: { \"c-1\": 12 },\n)\n",
    );
    let mut opened = fixture.open();
    let [problem, text] = opened.problems.as_slice() else {
        panic!("{:?}", opened.problems)
    };
    assert_eq!((problem.path.as_path(), problem.line), (other.as_path(), Some(4)));
    assert!(problem.column.unwrap() > 10, "{problem:?}");
    assert!(problem.message.contains("expected"), "{problem}");
    assert_eq!(problem.excerpt.as_deref(), Some("claims: { \"c-1\": 12 },"));
    assert!(text.message.contains("missing"), "{text}");
    assert_eq!(opened.project.articles().len(), 1);
    // Whatever happens afterwards, the file stays as it is.
    let before = fs::read(&other).unwrap();
    assert!(opened.store.is_taken(&"other".into()));
    let report = apply_and_save(&mut opened, put_article("other", "x"));
    assert!(matches!(only_error(&report), StoreError::Protected(_)));
    assert_eq!(fs::read(&other).unwrap(), before);
}

#[test]
fn every_truncation_of_a_file_is_a_problem_with_a_line_and_never_a_crash() {
    let fixture = Fixture::new();
    let whole = fs::read(fixture.claims()).unwrap();
    for length in (0..whole.len() - 2).step_by(7) {
        let cut = whole.get(..length).unwrap();
        let problem = format::read_article(&fixture.claims(), cut).unwrap_err();
        assert!(problem.line.is_some(), "{problem:?}");
        assert!(!problem.message.is_empty() && !problem.hint.is_empty());
    }
}

#[test]
fn a_broken_project_file_opens_nothing_and_loses_nothing() {
    let fixture = Fixture::new();
    let path = fixture.path.join("project.ron");
    fixture.replace_in(&path, "scale: [", "scale: ");
    let before = fixture.all_files();
    let error = open(&fixture.path, for_writing()).unwrap_err();
    let StoreError::Broken(problem) = &error else {
        panic!("{error}")
    };
    assert_eq!((problem.path.as_path(), problem.line), (path.as_path(), Some(5)));
    assert!(error.hint().is_some());
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn an_unsettled_merge_conflict_is_called_by_its_name() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "    title:", "<<<<<<< HEAD\n    title:");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert_eq!(problem.line, Some(4));
    assert!(problem.message.contains("merge conflict"), "{problem}");
}

#[test]
fn a_key_that_stands_twice_is_a_problem_and_not_a_loss() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "\"c-2\"", "\"c-1\"");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert!(problem.message.contains("duplicate key “c-1”"), "{problem}");
    assert!(
        problem.excerpt.as_ref().unwrap().contains("\"c-1\""),
        "{problem:?}"
    );
}

#[test]
fn an_unknown_field_opens_the_project_for_reading_only_and_survives() {
    for (from, to, name) in [
        ("    format: 1,", "    format: 1,\n    mood: \"calm\",", "mood"),
        (
            "            voice: ToBe",
            "            mood: Some([(a: 1)]),\n            voice: ToBe",
            "claims.c-2.mood",
        ),
        ("(start: ", "(mood: 1, start: ", "claims.c-1.spans.0.mood"),
        ("speakers: [", "mood: {1: 2}, speakers: [", "mood"),
    ] {
        let fixture = Fixture::new();
        fixture.replace_in(&fixture.claims(), from, to);
        let before = fixture.all_files();
        let mut opened = fixture.open();
        let Some(ReadOnly::Newer { what, .. }) = &opened.read_only else {
            panic!("{name}: {:?} {:?}", opened.read_only, opened.problems)
        };
        assert!(what.ends_with(name), "{what}");
        assert_eq!(opened.project.articles().len(), 1);
        let report = apply_and_save(&mut opened, retitle("Another"));
        assert!(matches!(only_error(&report), StoreError::ReadOnly(_)));
        assert_eq!(report.unsaved.articles, [bridge()].into());
        assert_eq!(fixture.all_files(), before);
    }
}

#[test]
fn a_newer_format_opens_for_reading_only_where_it_can_be_read_at_all() {
    let fixture = Fixture::new();
    let project_file = fixture.path.join("project.ron");
    fixture.replace_in(&project_file, "format: 1", "format: 2");
    let opened = fixture.open();
    assert!(matches!(&opened.read_only, Some(ReadOnly::Newer { what, .. }) if what == "format 2"));
    drop(opened);
    fixture.replace_in(&project_file, "title: \"Bridges\"", "title: [Bridges]");
    let error = open(&fixture.path, for_writing()).unwrap_err();
    assert!(error.to_string().contains("newer version of Sayso"), "{error}");
}

#[test]
fn the_format_is_found_wherever_the_field_stands() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "    format: 1,\n", "");
    fixture.replace_in(&fixture.claims(), "    title:", "    /* first */ title:");
    fixture.replace_in(&fixture.claims(), "    claims:", "    format: 1,\n    claims:");
    let opened = fixture.open();
    assert_eq!(
        (opened.problems.as_slice(), opened.read_only.as_ref()),
        (&[][..], None)
    );
    drop(opened);
    fixture.replace_in(&fixture.claims(), "    format: 1,\n", "");
    let problem = &fixture.open().problems[0];
    assert!(problem.message.contains("format"), "{problem}");
}

#[test]
fn a_byte_order_mark_and_left_out_somes_are_read() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "// A", "\u{feff}// A");
    fixture.replace_in(&fixture.claims(), "Some(\"2024-02-11\")", "\"2024-02-11\"");
    let opened = fixture.open();
    assert_eq!(opened.problems, []);
    let article = opened.project.article(&bridge()).unwrap();
    assert_eq!(article.metadata.published, Some(jiff::civil::date(2024, 2, 11)));
}

#[test]
fn a_missing_text_leaves_the_claims_and_writes_them_back_as_they_were() {
    let fixture = Fixture::new();
    let claims = fs::read(fixture.claims()).unwrap();
    fs::remove_file(fixture.text()).unwrap();
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert!(matches!(
        opened.store.read_text(&bridge()),
        Err(StoreError::Missing(_))
    ));
    save_all(&opened, &opened.project);
    assert_eq!(fs::read(fixture.claims()).unwrap(), claims);
}

#[test]
fn a_text_that_is_not_utf8_is_a_problem_of_its_file() {
    let fixture = Fixture::new();
    fixture.overwrite(&fixture.text(), b"caf\xe9");
    let mut opened = fixture.open();
    opened.read_all_texts();
    let problem = opened.problems.first().unwrap();
    assert!(problem.message.contains("invalid UTF-8 at byte 3"), "{problem}");
    save_all(&opened, &opened.project);
}

#[test]
fn in_a_changed_text_the_words_win_and_the_report_counts() {
    let fixture = Fixture::new();
    let claims = fs::read_to_string(fixture.claims()).unwrap();
    fixture.overwrite(
        &fixture.text(),
        format!("New first line.\n{TEXT}").replace("said that", "says"),
    );
    let mut opened = fixture.open();
    opened.read_all_texts();
    let problem = opened.problems.first().unwrap();
    assert!(problem.message.contains("4 moved, 1 not found"), "{problem}");
    let claim = opened.project.claim(&bridge(), &"c-1".into()).unwrap();
    assert_eq!(claim.spans[0].words, "the bridge is safe");
    assert_eq!(claim.voice.chain()[0].cue[0].span(), None);
    // The cue that is lost is written back with the characters it came with.
    opened.store.save(&opened.project, &everything());
    let lost = claims
        .lines()
        .find(|line| line.contains("\"said that\""))
        .unwrap();
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains(lost));
    drop(opened);
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(opened.problems, [], "the text is known now");
    let lost = crate::model::check(&opened.project);
    let lost = lost.iter().map(|problem| problem.kind.to_string());
    assert_eq!(lost.filter(|told| told.contains("said that")).count(), 1);
}

#[test]
fn line_ends_and_marks_that_git_or_an_editor_changed_are_changed_back() {
    let windows = TEXT.replace('\n', "\r\n");
    for changed in [
        windows.clone(),
        format!("\u{feff}{windows}"),
        format!("\u{feff}{TEXT}"),
    ] {
        let fixture = Fixture::new();
        fixture.overwrite(&fixture.text(), &changed);
        let mut opened = fixture.open();
        opened.read_all_texts();
        assert_eq!(opened.problems, []);
        assert_eq!(opened.project, fixture.project);
        opened.store.save(&opened.project, &everything());
        let kept = fs::read_to_string(fixture.text()).unwrap();
        assert_eq!(kept, changed, "the text was rewritten");
    }
}

#[test]
fn a_text_without_claims_is_reported_and_not_overwritten() {
    let fixture = Fixture::new();
    let stray = fixture.path.join("articles/stray.txt");
    fixture.overwrite(&stray, "words");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert!(
        problem.path == stray && problem.message.contains("stray.ron is missing"),
        "{problem}"
    );
    assert!(opened.store.is_taken(&"stray".into()));
}
