//! The window itself: the list of articles, the palette, the sheet of keys, zoom, theme, panels.

use eframe::egui::{Key, Modifiers, Role, vec2};
use sayso::session::settings::ThemeChoice;

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window};

fn articles(window: &Window) -> Vec<String> {
    let names = window.names(Role::Button);
    let is_article = |name: &String| name.ends_with("claims reviewed");
    names.into_iter().filter(is_article).collect()
}

#[test]
fn the_list_shows_every_article_with_its_progress_and_filters() {
    let mut window = Window::on_sample();
    assert_eq!(articles(&window).len(), 4);
    window.fill("Filter articles", "محادثات");
    let found = articles(&window);
    let [only] = found.as_slice() else {
        panic!("{found:?}")
    };
    window.click(only);
    window.wait_until("the Arabic article is read", |window| {
        window.app().place_of(sayso::text::Span::new(0, 2)).is_some()
    });
    assert!(window.is_on(Role::Button, only));
    // Letters with and without marks and case are the same.
    window.fill("Filter articles", "EXAMPLE WIRE");
    assert_eq!(articles(&window).len(), 1);
    window.fill("Filter articles", "nothing of the sort");
    assert!(window.shows("No matching articles"));
}

#[test]
fn the_list_follows_to_the_article_that_comes_into_view() {
    let named = |number: usize| sayso::model::Metadata {
        title: format!("Talks, day {number}"),
        ..sayso::model::Metadata::default()
    };
    let mut window = Window::on_project(Opening::default(), |session| {
        let texts = (1..=60).map(|number| (named(number), "The army said so.".into()));
        session.add_articles(texts.collect()).expect("articles");
    });
    let in_order = window.project().articles_in_order();
    let last = in_order.last().expect("an article").0.clone();
    assert!(!window.shows_some("Talks, day 60"), "{window:?}");
    window.ask(sayso::ui::bus::request::Request::ShowArticle(last));
    window.wait_until("its row is in sight", |window| {
        articles(window).iter().any(|name| name.contains("Talks, day 60"))
    });
    window.press(CTRL, Key::PageUp);
    window.wait_until("the one before is in sight", |window| {
        articles(window).iter().any(|name| name.contains("Talks, day 59"))
    });
}

#[test]
fn reviewing_moves_the_progress_of_the_article() {
    let mut window = Window::on_sample();
    let progress = |window: &Window| {
        let names = articles(window);
        let open = names.iter().find(|name| window.is_on(Role::Button, name));
        open.expect("the open one").clone()
    };
    let before = progress(&window);
    loop {
        window.strike(Key::J, "j");
        if window.claim().reviews.is_empty() {
            break;
        }
    }
    window.strike(Key::A, "a");
    assert_ne!(progress(&window), before);
    window.press(CTRL, Key::D);
    assert!(progress(&window).contains(", done, "), "{}", progress(&window));
    assert!(window.saved_file().contains("done: Some("));
}

#[test]
fn the_palette_finds_commands_articles_and_speakers() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::K);
    window.type_text("dark th");
    window.enter();
    assert_eq!(window.app().settings().theme, ThemeChoice::Dark);

    window.press(CTRL, Key::K);
    window.type_text("attacks on");
    window.enter();
    assert_eq!(window.article().as_str(), "attacks-on-bases");

    window.press(CTRL, Key::K);
    window.type_text("yahya");
    window.enter();
    assert!(window.shows("Save speaker"), "{window:?}");
    window.press(Modifiers::NONE, Key::Escape);

    window.press(CTRL, Key::K);
    window.type_text("qqqq");
    assert!(window.shows("No command, article or speaker matches"));
    window.press(CTRL, Key::K);
    assert!(
        !window.shows_some("No command, article or speaker"),
        "the same key closes it"
    );
}

#[test]
fn the_sheet_lists_every_command_that_has_a_key() {
    let mut window = Window::on_sample();
    window.press(Modifiers::SHIFT, Key::Questionmark);
    assert!(window.shows("Keyboard shortcuts"), "{window:?}");
    for entry in sayso::ui::bus::command::ENTRIES {
        if !entry.keys.is_empty() {
            let line = format!("{}: {}", entry.command.key_caps(), entry.command.label());
            assert!(window.shows(&line), "{line}");
        }
    }
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Close"));
}

#[test]
fn the_text_grows_and_shrinks_between_its_bounds() {
    let mut window = Window::on_sample();
    let height = |window: &Window| {
        window
            .widget(
                Role::Paragraph,
                "(claim in the article's own voice, rejected) Taking stock (end of claim)",
            )
            .rect()
            .height()
    };
    let usual = height(&window);
    window.press(CTRL, Key::Equals);
    // As most keyboards type it.
    window.press(CTRL_SHIFT, Key::Plus);
    assert!(window.shows("Text: 120%"), "{window:?}");
    window.press(CTRL, Key::Num0);
    assert!(window.shows("Text: 100%"));
    assert!((height(&window) - usual).abs() < 0.1);
    for _ in 0..20 {
        window.press(CTRL, Key::Minus);
    }
    assert!(window.shows("Text: 60%"));
    assert!(height(&window) < usual);
    for _ in 0..30 {
        window.press(CTRL, Key::Plus);
    }
    assert!(window.shows("Text: 300%"));
}

#[test]
fn the_theme_changes_the_picture_and_is_remembered() {
    let mut window = Window::on_sample();
    let brightness = |window: &mut Window| {
        let picture = window.picture();
        let sum: u64 = picture.pixels().map(|pixel| u64::from(pixel.0[1])).sum();
        sum / u64::from(picture.width() * picture.height())
    };
    let light = brightness(&mut window);
    window.press(CTRL, Key::K);
    window.type_text("dark theme");
    window.enter();
    let dark = brightness(&mut window);
    assert!(light > 220 && dark < 60, "{light} {dark}");
    let settings = std::fs::read_to_string(window.folder().join("settings.ron")).expect("written");
    assert!(settings.contains("theme: Dark"), "{settings}");
}

#[test]
fn panels_go_and_come() {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::B);
    assert!(!window.shows("Filter articles"));
    window.press(CTRL, Key::B);
    assert!(window.shows("Filter articles"));
    assert!(window.shows("No claim selected"));
    window.press(CTRL_SHIFT, Key::B);
    assert!(!window.shows("No claim selected"));
    // The filter brings its panel with it.
    window.press(CTRL, Key::B);
    window.press(CTRL, Key::L);
    window.rest();
    assert_eq!(window.focused().as_deref(), Some("Filter articles"));
}

#[test]
fn the_inspector_keeps_its_width_whatever_it_shows() {
    let mut window = Window::on_sample();
    let width = |window: &Window| window.widget(Role::Document, "Article text").rect().width();
    let before = width(&window);
    for _ in 0..20 {
        window.strike(Key::J, "j");
        window.frames(5);
        assert!(
            (width(&window) - before).abs() < 0.5,
            "{} {before}",
            width(&window)
        );
    }
}

#[test]
fn in_a_small_window_everything_needed_is_within_it() {
    for size in [vec2(1280.0, 800.0), vec2(1024.0, 640.0)] {
        let mut window = Window::on_copy_of_sample(Opening {
            size,
            ..Opening::default()
        });
        window.strike(Key::J, "j");
        for (role, name) in [
            (Role::Button, "Menu"),
            (Role::Button, "Export…"),
            (Role::Button, "Command palette…"),
            (Role::Button, "Saved"),
            (Role::TextInput, "Filter articles"),
            (Role::Document, "Article text"),
        ] {
            let rect = window.widget(role, name).rect();
            assert!(
                window.screen().expand(0.5).contains_rect(rect),
                "{name} at {rect:?} in {size:?}"
            );
        }
        let column = window.widget(Role::Document, "Article text").rect().width();
        assert!(column > 400.0, "{column} in {size:?}");
    }
}

#[test]
fn every_button_and_field_has_a_name() {
    let mut window = Window::on_sample();
    window.strike(Key::J, "j");
    assert_eq!(window.nameless(), Vec::<String>::new());
    window.drag_over("Taking stock");
    assert_eq!(window.nameless(), Vec::<String>::new());
    for command in [
        sayso::ui::bus::command::Command::Export,
        sayso::ui::bus::command::Command::Palette,
        sayso::ui::bus::command::Command::Shortcuts,
        sayso::ui::bus::command::Command::ArticleDetails,
        sayso::ui::bus::command::Command::NewProject,
        sayso::ui::bus::command::Command::PasteArticle,
        sayso::ui::bus::command::Command::ReviewerName,
        sayso::ui::bus::command::Command::EditKeys,
    ] {
        window.ask(sayso::ui::bus::request::Request::Command(command));
        assert_eq!(window.nameless(), Vec::<String>::new(), "{command:?}");
        window.ask(sayso::ui::bus::request::Request::CloseDialog);
    }
    window.click("New speaker…");
    assert_eq!(window.nameless(), Vec::<String>::new());
}

#[test]
fn every_dialog_fits_into_a_small_window() {
    use sayso::ui::bus::command::Command;
    use sayso::ui::bus::request::Request;
    let mut window = Window::on_copy_of_sample(Opening {
        size: vec2(1024.0, 640.0),
        ..Opening::default()
    });
    let see = |window: &mut Window, buttons: &[&str]| {
        window.frames(4);
        for name in buttons {
            let rect = window.widget(Role::Button, name).rect();
            assert!(window.screen().contains_rect(rect), "{name} at {rect:?}");
        }
        window.ask(Request::CloseDialog);
    };
    for (command, button) in [
        (Command::ArticleDetails, "Save details"),
        (Command::NewProject, "Create project"),
        (Command::PasteArticle, "Add article"),
        (Command::ReviewerName, "Continue"),
        (Command::RemoveArticle, "Remove article"),
    ] {
        window.ask(Request::Command(command));
        see(&mut window, &[button, "Cancel"]);
    }
    window.ask(Request::Command(Command::Export));
    see(&mut window, &["Export 31 claims", "Cancel"]);
    window.ask(Request::Command(Command::Shortcuts));
    see(&mut window, &["Close", "Change keys…"]);
    window.ask(Request::Command(Command::EditKeys));
    see(&mut window, &["Close", "Reset all"]);
    window.click("Yahya Rasoul, 2 claims");
    see(&mut window, &["Save speaker", "Cancel"]);
}

/// Whether everything of this name that is on the screen is wholly within it.
fn is_within(window: &Window, name: &str) -> bool {
    let screen = window.screen().expand(0.5);
    window
        .all(name)
        .iter()
        .all(|node| screen.contains_rect(node.rect()))
}

#[test]
fn every_menu_fits_into_a_small_window() {
    use sayso::ui::bus::command::ENTRIES;
    for size in [vec2(720.0, 500.0), vec2(1024.0, 640.0)] {
        let mut window = Window::on_copy_of_sample(Opening {
            size,
            ..Opening::default()
        });
        window.click("Menu");
        let mut seen = 0;
        for group in ["Project", "Edit", "Claim", "Review", "View", "Help"] {
            assert!(is_within(&window, group), "{group} in {size:?}");
            for entry in ENTRIES {
                let label = entry.command.label();
                seen += window.all(label).len();
                assert!(
                    is_within(&window, label),
                    "{label} of {group} in {size:?}: {window:?}"
                );
            }
            window.press(Modifiers::NONE, Key::ArrowRight);
        }
        assert!(seen > 60, "{seen} commands");
        window.press(Modifiers::NONE, Key::Escape);
        window.click("Sort, group and show articles");
        for name in [
            "Order added",
            "Open claims",
            "No groups",
            "State",
            "Done articles",
        ] {
            assert!(
                window.shows(name) && is_within(&window, name),
                "{name} in {size:?}"
            );
        }
    }
}

#[test]
fn in_a_small_window_the_inspector_is_a_drawer_over_the_page() {
    let mut window = Window::on_copy_of_sample(Opening {
        size: vec2(1024.0, 640.0),
        ..Opening::default()
    });
    let before = window.widget(Role::Document, "Article text").rect();
    assert!(before.width() >= 560.0, "{before:?}");
    assert!(!window.shows("Accept"));
    window.strike(Key::J, "j");
    assert_eq!(
        window.widget(Role::Document, "Article text").rect(),
        before,
        "the text stays as wide"
    );
    assert!(is_within(&window, "Accept") && window.shows("Accept"));
    window.click("Accept");
    assert_eq!(
        window.claim().reviews.len(),
        1,
        "what is in the drawer can be clicked"
    );
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Accept"), "{window:?}");
}
