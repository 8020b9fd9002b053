//! What stands above the text: the title and the line below it.

use super::*;

const ADDRESS: &str = "example.org/courier/2024/02/11/middle-east/iraq/politics/coalition-talks-resume-in-baghdad-as-army-spokesman-says";

fn with_address(text: &str, publisher: &str) -> Harness<'static, Desk> {
    let metadata = Metadata {
        url: Some(format!("https://www.{ADDRESS}/")),
        ..published("Talks resume", publisher)
    };
    let desk = Desk::new(project(text, metadata, &[]), "talks");
    harness(desk, &Options::default())
}

fn by_line(harness: &Harness<'_, Desk>) -> (String, usize, Pos2) {
    let surface = &harness.state().surface;
    let page = surface.page.as_ref().unwrap();
    let pen = TextPainter::from_ctx(&harness.ctx);
    let pen = &mut pen.lock();
    let line = page.by_line(pen).unwrap();
    let at = pos2(page.key.width / 2.0, page.by_line_top(pen) + 10.0);
    (line.paragraph.text().to_owned(), line.paragraph.line_count(), at)
}

#[test]
fn a_long_address_is_cut_in_the_middle_and_shown_whole_under_the_pointer() {
    let mut harness = with_address("The army said so.", "Agencies");
    let (line, lines, at) = by_line(&harness);
    assert_eq!(lines, 1, "{line}");
    assert!(
        line.starts_with("Agencies · 11 February 2024 · example.org/"),
        "{line}"
    );
    assert!(line.contains('…') && line.ends_with("says"), "{line}");
    assert!(harness.query_by_label(ADDRESS).is_none());
    hover(&mut harness, at);
    wait(&mut harness);
    wait(&mut harness);
    harness.get_by_label(ADDRESS);
}

#[test]
fn beside_a_long_by_line_the_address_has_a_line_of_its_own() {
    let publisher = "The Example Courier and Evening Post of the Northern Provinces";
    let (line, lines, _) = by_line(&with_address("The army said so.", publisher));
    assert_eq!(lines, 2, "{line}");
    let (_, address) = line.split_once('\n').unwrap();
    assert!(
        address.starts_with("example.org/") && address.ends_with("says"),
        "{line}"
    );
    let (line, lines, _) = by_line(&with_address("قال الجيش ذلك.", "وكالات"));
    assert_eq!(lines, 1, "{line}");
}
