//! The list of articles: found, sorted, grouped, selected by hand and by keys, and changed many at once.

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Article, Edit, Metadata, UndoLabel};
use sayso::session::Session;
use sayso::ui::bus::place::Workspace;

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window};

const SHIFT: Modifiers = Modifiers::SHIFT;

fn put(session: &mut Session, id: &str, metadata: Metadata) {
    let article = Article::new(metadata, "The army said that the talks had begun.");
    let edit = Edit::Article(id.into(), Some(Box::new(article)));
    let label = UndoLabel::AddArticles { new: 1, updated: 0 };
    session.edit((label, edit)).expect("an article");
}

/// Six articles, the last two without publisher and date, each from a file that says both.
fn six() -> Window {
    Window::on_project(Opening::default(), |session| {
        for (at, (title, publisher)) in [
            ("Depot fire", Some("Wire")),
            ("Convoys return", Some("Courier")),
            ("A shopkeeper", Some("Wire")),
            ("Rockets at dawn", Some("Courier")),
            ("Minutes", None),
            ("Brief", None),
        ]
        .into_iter()
        .enumerate()
        {
            let day = i8::try_from(at).unwrap_or_default() + 10;
            let metadata = Metadata {
                title: title.to_owned(),
                publisher: publisher.map(str::to_owned),
                published: publisher.map(|_| jiff::civil::date(2024, 2, day)),
                file_name: Some(format!("2024-03-{day}_Gazette_{at}.txt")),
                ..Metadata::default()
            };
            put(session, &format!("a-{at}"), metadata);
        }
    })
}

/// The titles of the rows in the panel, from the top.
fn titles(window: &Window) -> Vec<String> {
    let rows = window.names(Role::Button).into_iter();
    let mut rows: Vec<String> = rows.filter(|name| name.ends_with("claims reviewed")).collect();
    rows.sort_by_key(|name| window.widget(Role::Button, name).rect().top() as i32);
    rows.iter()
        .map(|name| name.split(", ").next().unwrap_or_default().to_owned())
        .collect()
}

fn row(window: &Window, title: &str) -> eframe::egui::Pos2 {
    let name = format!("{title}, not started, 0 of 0 claims reviewed");
    window.widget(Role::Button, &name).rect().center()
}

fn chosen(window: &Window) -> usize {
    window.app().slices().articles.chosen.len()
}

fn publishers(window: &Window) -> Vec<Option<String>> {
    let articles = window.project().articles().values();
    articles
        .map(|article| article.metadata.publisher.clone())
        .collect()
}

#[test]
fn words_and_fields_filter_and_the_rest_is_sorted_and_grouped() {
    let mut window = six();
    window.click("Sort, group and show articles");
    window.click("Title");
    assert_eq!(titles(&window)[..2], ["A shopkeeper", "Brief"]);
    window.click("No groups");
    window.click("Sort, group and show articles");
    window.click("Month");
    assert!(window.shows("February 2024, 0 of 4"), "{window:?}");
    window.fill("Filter articles", "publisher:wire -shop");
    assert_eq!(titles(&window), ["Depot fire"]);
    window.fill("Filter articles", "date:2024-02");
    assert_eq!(titles(&window).len(), 4);
}

#[test]
fn articles_are_selected_by_hand_and_their_details_change_as_one_step() {
    let mut window = six();
    let before = publishers(&window);
    window.click_at(row(&window, "Convoys return"), CTRL);
    window.click_at(row(&window, "Minutes"), SHIFT);
    assert_eq!(chosen(&window), 4);
    window.click_at(row(&window, "A shopkeeper"), CTRL);
    assert!(window.shows("3 selected"), "{window:?}");
    window.press(CTRL, Key::I);
    assert!(window.shows("Details of 3 articles"), "{window:?}");
    assert!(window.shows("2 differ"), "{window:?}");
    window.fill("Publisher", "The Example Courier");
    window.fill("Add tags", "talks, attacks");
    window.click_on(Role::Button, "Change 3 articles");
    let named = Some("The Example Courier".to_owned());
    let is_named = |publisher: &Option<String>| *publisher == named;
    assert_eq!(publishers(&window).iter().filter(|it| is_named(it)).count(), 3);
    let saved = window.saved();
    let tagged = saved
        .articles()
        .values()
        .filter(|article| article.metadata.tags == ["attacks", "talks"]);
    assert_eq!(tagged.count(), 3);
    window.press(CTRL, Key::Z);
    assert_eq!(publishers(&window), before, "one step takes all of it back");
    assert!(window.shows("Undone: edit details of articles"), "{window:?}");
}

#[test]
fn the_selected_articles_are_assigned_and_taken_back_each_as_one_step() {
    let mut window = six();
    let readers = |window: &mut Window| {
        let saved = window.saved();
        let assigned = saved.articles().values();
        assigned
            .filter(|article| !article.metadata.assigned.is_empty())
            .count()
    };
    let name = window.app().session().expect("a project").who().name.clone();
    window.click_at(row(&window, "Convoys return"), CTRL);
    window.click_at(row(&window, "Minutes"), SHIFT);
    window.press(CTRL_SHIFT, Key::L);
    window.click("Assign…");
    window.click(&name);
    assert_eq!(readers(&mut window), 4);
    window.click(&name);
    assert_eq!(readers(&mut window), 0, "a second click takes them back");
    window.press(CTRL, Key::Z);
    assert_eq!(readers(&mut window), 4);
    window.press(CTRL, Key::Z);
    assert_eq!(readers(&mut window), 0);
}

#[test]
fn publisher_and_date_are_read_out_of_file_names_after_a_look_at_three() {
    let mut window = six();
    window.fill("Filter articles", "-wire -courier");
    window.enter();
    window.press(CTRL, Key::A);
    assert_eq!(chosen(&window), 2);
    window.press(CTRL, Key::I);
    window.fill("From file names", "{date}_{publisher}");
    assert!(
        window.shows("Fits 0 of 2 file names") || window.shows_some("Fits 2 of 2"),
        "{window:?}"
    );
    window.fill("From file names", "{date}{publisher}");
    assert!(window.shows_some("Put something between two fields"));
    window.fill("From file names", "{date}_{publisher}_{*}");
    assert!(window.shows("Fits 2 of 2 file names"), "{window:?}");
    assert!(
        window.shows_some("Date 14 Mar 2024 · Publisher Gazette"),
        "{window:?}"
    );
    window.click_on(Role::Button, "Change 2 articles");
    let minutes = window.project().article(&"a-4".into()).expect("it is there");
    assert_eq!(minutes.metadata.publisher.as_deref(), Some("Gazette"));
    assert_eq!(minutes.metadata.published, Some(jiff::civil::date(2024, 3, 14)));
    let other = window.project().article(&"a-0".into()).expect("it is there");
    assert_eq!(other.metadata.publisher.as_deref(), Some("Wire"));
}

#[test]
fn the_page_of_articles_is_walked_by_keys_and_enter_reads() {
    let mut window = six();
    window.press(CTRL_SHIFT, Key::L);
    assert!(window.app().core().place.workspace == Workspace::Articles);
    for key in [Key::Home, Key::ArrowDown] {
        window.press(Modifiers::NONE, key);
    }
    window.press(SHIFT, Key::ArrowDown);
    window.press(SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&window), 3);
    window.press(SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&window), 2, "what is left out again is not selected");
    window.press(CTRL, Key::D);
    let done = window
        .project()
        .articles()
        .values()
        .filter(|article| article.done.is_some());
    assert_eq!(done.count(), 2);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(chosen(&window), 0);
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.app().core().place.workspace == Workspace::Annotate);
    assert_eq!(window.article(), "a-5".into());
}

#[test]
fn removing_many_asks_and_undo_brings_them_back() {
    let mut window = six();
    window.press(CTRL_SHIFT, Key::L);
    window.press(CTRL, Key::A);
    window.click("Remove article…");
    assert!(window.shows("Remove 6 articles?"), "{window:?}");
    window.click_on(Role::Button, "Remove articles");
    assert!(window.project().articles().is_empty());
    window.press(CTRL, Key::Z);
    assert_eq!(window.project().articles().len(), 6);
}

#[test]
fn what_the_filter_hides_is_not_changed_with_the_rest() {
    let mut window = six();
    window.press(CTRL_SHIFT, Key::L);
    window.press(CTRL, Key::A);
    window.fill("Filter articles", "wire");
    assert_eq!(chosen(&window), 2);
}
