//! What each command does, by what is seen of it: given by each of its keys or, where it has none, by its name in the
//! palette. That no command is in the way of another is in `commands`.

use std::path::PathBuf;

use eframe::egui::{Key, Modifiers, Role};
use sayso::model::{Claim, Decision, Polarity, TextDirection, Voice};
use sayso::session::settings::{ColumnWidth, LineSpacing, PageSettings, TextFace, ThemeChoice};
use sayso::ui::bus::command::{Command, ENTRIES, Entry, Group, Shortcut};
use sayso::ui::bus::picker::PickerTarget;

use crate::lost::rewritten;
use crate::suggestions::{focused, suggested};
use crate::window::{CTRL, CTRL_SHIFT, Opening, Window, copy_folder, in_words};

/// How many claims the sample has.
const CLAIMS: usize = 52;

const TEXT: &str = "The army said that the talks had begun. Nobody else had been told of them.\n";

/// Where a command is given, and what is seen when it has been carried out and was not seen before.
struct Effect {
    from: fn() -> Window,
    seen: Seen,
}

/// By what a command is seen to be carried out.
enum Seen {
    /// Something holds of the window.
    Window(fn(&Window) -> bool),
    /// Words are on the clipboard.
    Copied(fn(&str) -> bool),
    /// The window asks to be closed.
    Closing,
}

#[test]
fn commands_that_mark_and_attribute_do_what_they_say() {
    carry_out_all(Group::Annotate);
}

#[test]
fn commands_that_review_do_what_they_say() {
    carry_out_all(Group::Review);
}

#[test]
fn commands_that_find_the_way_do_what_they_say() {
    carry_out_all(Group::Navigate);
}

#[test]
fn commands_of_projects_and_articles_do_what_they_say() {
    carry_out_all(Group::Project);
}

#[test]
fn commands_of_the_window_do_what_they_say() {
    for group in [Group::Edit, Group::View, Group::Help] {
        carry_out_all(group);
    }
}

#[test]
fn commands_that_set_the_page_do_what_they_say() {
    carry_out_all(Group::TextAppearance);
}

fn carry_out_all(group: Group) {
    for entry in ENTRIES.iter().filter(|entry| entry.group == group) {
        let by_keys = entry.keys.iter().map(Some);
        let by_name = entry.keys.is_empty().then_some(None);
        for keys in by_keys.chain(by_name) {
            carry_out(entry, keys);
        }
    }
}

fn carry_out(entry: &Entry, keys: Option<&Shortcut>) {
    let Effect { from, seen } = effect(entry.command);
    let mut window = from();
    let how = keys.map_or("by its name".to_owned(), |keys| keys.caps());
    let label = entry.command.label();
    match seen {
        Seen::Window(seen) => {
            assert!(
                !seen(&window),
                "{label} is done before it is asked for\n{window:?}"
            );
            give(&mut window, entry, keys);
            window.wait_until(&format!("{label} ({how}) is done"), seen);
        }
        Seen::Copied(seen) => {
            let keys = keys.expect("it has a key");
            let held = if keys.modifiers.shift { CTRL_SHIFT } else { CTRL };
            let copied = window.copied(held, keys.key);
            assert!(copied.as_deref().is_some_and(seen), "{label} ({how}): {copied:?}");
        }
        Seen::Closing => {
            let keys = keys.expect("it has a key");
            assert!(window.asks_to_close(keys.modifiers, keys.key), "{label} ({how})");
        }
    }
    assert!(!window.shows("Could not save, retrying"), "{label} breaks saving");
}

fn give(window: &mut Window, entry: &Entry, keys: Option<&Shortcut>) {
    match keys {
        // The window hears of this key as of what is on the clipboard.
        Some(_) if entry.command == Command::PasteArticle => {
            window.paste("Rain\n\nIt rains, the mayor said.\n");
        }
        Some(keys) => window.press(keys.modifiers, keys.key),
        None => {
            window.press(CTRL, Key::K);
            window.paste(entry.command.label());
            window.enter();
        }
    }
}

fn after(from: fn() -> Window, seen: fn(&Window) -> bool) -> Effect {
    Effect {
        from,
        seen: Seen::Window(seen),
    }
}

fn copied(from: fn() -> Window, seen: fn(&str) -> bool) -> Effect {
    Effect {
        from,
        seen: Seen::Copied(seen),
    }
}

fn effect(command: Command) -> Effect {
    match command.entry().group {
        Group::Annotate => of_marking(command),
        Group::Review => of_reviewing(command),
        Group::Navigate => of_moving(command),
        Group::Project => of_projects(command),
        Group::Edit | Group::View | Group::Help => of_the_window(command),
        Group::TextAppearance => of_reading(command),
    }
    .unwrap_or_else(|| panic!("nothing is known of what {command:?} does"))
}

fn of_marking(command: Command) -> Option<Effect> {
    let effect = match command {
        Command::Attribute => after(words, |window| window.shows("Who says this?")),
        Command::ChangeSpeaker => after(own_claim, |window| window.shows("Who says this?")),
        Command::MarkForLater => after(words, |window| {
            let mut claims = window.project().claims();
            claims.any(|(_, _, claim)| {
                claim.voice == Voice::ToBeAttributed && claim.words() == "the talks had begun"
            })
        }),
        Command::SetSource => after(
            || claim_and_words("The army"),
            |window| line(window) == "[talks had] <- the army (The army | )",
        ),
        Command::SetCue => after(
            || claim_and_words("said that"),
            |window| line(window) == "[talks had] <- the army ( | said that)",
        ),
        Command::AddToSource => after(
            || words_beside(Key::S, "The army"),
            |window| line(window) == "[talks had] <- the army (The army + Nobody else | )",
        ),
        Command::AddToCue => after(
            || words_beside(Key::C, "said that"),
            |window| line(window) == "[talks had] <- the army ( | said that + Nobody else)",
        ),
        Command::AddJointSpeaker => after(own_claim, |window| {
            matches!(asked_for(window), Some(PickerTarget::Joint(_, 0)))
        }),
        Command::AddRelay => after(own_claim, |window| {
            matches!(asked_for(window), Some(PickerTarget::Relay(_)))
        }),
        Command::AddDocument => after(own_claim, |window| {
            matches!(asked_for(window), Some(PickerTarget::Medium(_, 0)))
        }),
        Command::ToggleDenies => after(own_claim, |window| {
            window.claim().voice.chain()[0].polarity == Polarity::Denies
        }),
        Command::AddSpan => after(
            || claim_and_words("Nobody else"),
            |window| line(window) == "[talks had + Nobody else] <- the army ( | )",
        ),
        Command::MoveClaimHere => after(lost_claim_and_words, |window| {
            window.claim().words() == "traffic over the river starts next spring"
        }),
        Command::OrphanedClaims => after(rewritten, |window| {
            window.shows_some("Claim not found in the text")
        }),
        Command::ShortenEnd => after(own_claim, |window| window.claim().words() == "talks"),
        Command::ExtendEnd => after(own_claim, |window| window.claim().words() == "talks had begun"),
        Command::ExtendStart => after(own_claim, |window| window.claim().words() == "the talks had"),
        Command::ShortenStart => after(own_claim, |window| window.claim().words() == "had"),
        Command::DeleteClaim => after(claim, |window| window.project().claims().count() == CLAIMS - 1),
        _ => return of_suggesting(command),
    };
    Some(effect)
}

fn of_suggesting(command: Command) -> Option<Effect> {
    /// Two suggestions, of which the second has the focus after two steps.
    fn two() -> Window {
        suggested(
            "Mayor Jane Doe said that the bridge would stay closed until spring.\n\n\
            The council announced that the ferry would run every hour.\n",
        )
    }
    let effect = match command {
        Command::ToggleSuggestions => after(two, |window| !window.shows("Suggestions")),
        Command::NextSuggestion => after(two, |window| {
            focused(window).is_some_and(|words| words.contains("the bridge"))
        }),
        Command::PreviousSuggestion => after(two, |window| {
            focused(window).is_some_and(|words| words.contains("the ferry"))
        }),
        Command::TakeAllSuggestions => after(two, |window| window.shows("Take them")),
        Command::SuggestionSettings => after(Window::on_sample, |window| {
            window.shows("So far, in this project")
        }),
        _ => return None,
    };
    Some(effect)
}

fn of_reviewing(command: Command) -> Option<Effect> {
    fn decided(window: &Window, decision: Decision, and_why: bool) -> bool {
        let asked_why = window.focused().as_deref() == Some("Reason");
        mine(window.claim()) == Some(decision) && asked_why == and_why
    }
    let effect = match command {
        Command::Accept => after(own_claim, |window| decided(window, Decision::Accepted, false)),
        Command::Dispute => after(own_claim, |window| decided(window, Decision::Disputed, false)),
        Command::Reject => after(own_claim, |window| decided(window, Decision::Rejected, false)),
        Command::DisputeWithReason => after(own_claim, |window| decided(window, Decision::Disputed, true)),
        Command::RejectWithReason => after(own_claim, |window| decided(window, Decision::Rejected, true)),
        Command::ClearReview => after(
            || {
                let mut window = own_claim();
                window.press(Modifiers::NONE, Key::A);
                window
            },
            |window| mine(window.claim()).is_none(),
        ),
        Command::ReviewQueue => after(Window::on_sample, |window| window.shows("End review")),
        Command::SetVerdict => after(claim, |window| window.app().slices().inspector.waits_for_keys()),
        Command::AddEvidence => after(own_claim, |window| {
            window.claim().evidence.is_empty() && is_at(window, "Evidence URL")
        }),
        Command::EditClaims => after(
            || {
                let mut window = table();
                window.press(Modifiers::NONE, Key::Space);
                window
            },
            |window| window.shows("Change 1 claim"),
        ),
        _ => return None,
    };
    Some(effect)
}

fn of_moving(command: Command) -> Option<Effect> {
    fn stands_at(window: &Window, place: usize) -> bool {
        let articles = window.project().articles_in_order();
        articles
            .get(place)
            .is_some_and(|(id, _)| **id == window.article())
    }
    let effect = match command {
        Command::ShowAnnotate => after(table, |window| window.shows("Article text")),
        Command::ShowClaims => after(Window::on_sample, |window| !window.names(Role::Row).is_empty()),
        Command::ShowSpeakers => after(Window::on_sample, |window| window.shows("Find a speaker")),
        Command::ShowCompare => after(Window::on_sample, |window| window.shows("To resolve")),
        Command::NextClaim => after(claim, |window| window.shows("Claim 2 of 20")),
        Command::PreviousClaim => after(
            || {
                let mut window = claim();
                window.press(Modifiers::NONE, Key::J);
                window
            },
            |window| window.shows("Claim 1 of 20"),
        ),
        Command::NextArticle => after(Window::on_sample, |window| stands_at(window, 1)),
        Command::PreviousArticle => after(
            || {
                let mut window = Window::on_sample();
                window.press(CTRL, Key::PageDown);
                window
            },
            |window| stands_at(window, 0),
        ),
        Command::Find => after(Window::on_sample, |window| is_at(window, "Find in the article")),
        Command::FindNext => after(found, |window| window.shows("2 of 3")),
        Command::FindPrevious => after(found, |window| window.shows("3 of 3")),
        Command::FindEverywhere => after(Window::on_sample, |window| is_at(window, "Find in all articles")),
        Command::Palette => after(Window::on_nothing, |window| {
            is_at(window, "Search or run a command")
        }),
        Command::FilterArticles => after(Window::on_sample, |window| is_at(window, "Filter articles")),
        Command::ShowArticles => after(Window::on_sample, |window| window.shows("Back to the article")),
        Command::Deselect => after(claim, |window| window.shows("No claim selected")),
        Command::NextPart => after(
            || {
                let mut window = Window::on_sample();
                window.press(CTRL, Key::L);
                assert!(is_at(&window, "Filter articles"), "{window:?}");
                window
            },
            |window| is_at(window, "Article text"),
        ),
        _ => return None,
    };
    Some(effect)
}

fn of_projects(command: Command) -> Option<Effect> {
    let effect = match command {
        Command::Open => after(another_is_chosen, |window| window.shows("Other talks")),
        Command::NewProject => after(Window::on_sample, |window| window.shows("Location")),
        Command::AddArticles => after(
            || chosen(Window::on_sample(), "one.txt"),
            |window| window.project().articles().len() == 5,
        ),
        Command::AddFolder => after(
            || {
                let mut window = Window::on_sample();
                let folder = window.folder().join("more");
                std::fs::create_dir(&folder).expect("a folder");
                sayso::session::files::write(&folder.join("one.txt"), b"One\n\nShe said so.\n")
                    .expect("a file");
                window.answer_next(&[folder]);
                window
            },
            |window| window.project().articles().len() == 5,
        ),
        Command::PasteArticle => after(Window::on_sample, |window| window.shows("Add article")),
        Command::ArticleDetails => after(Window::on_sample, |window| window.shows("Save details")),
        Command::UpdateArticle => after(
            || chosen(Window::on_sample(), "newer.txt"),
            |window| window.shows("Update 1 article"),
        ),
        Command::ToggleDone => after(Window::on_sample, |window| {
            window.shows_some("Coalition talks resume in Baghdad, done")
        }),
        Command::RemoveArticle => after(Window::on_sample, |window| window.shows("Remove article")),
        Command::ShowGuidelines => after(Window::on_sample, |window| {
            window.shows("How we mark claims here")
        }),
        Command::EditGuidelines => after(Window::on_sample, |window| window.shows("Guidelines in Markdown")),
        Command::ShowCheck => after(Window::on_sample, |window| {
            window.is_on(Role::Button, "2 to check")
        }),
        Command::EditScale => after(Window::on_sample, |window| window.shows("Rating scale")),
        Command::NameSpeakers => after(Window::on_sample, |window| {
            window.shows("Name speakers from sources")
        }),
        Command::Export => after(Window::on_sample, |window| window.shows("Export claims")),
        Command::ExportAgain => after(exported_and_lost, |window| !exports(window).is_empty()),
        Command::Save => after(unsaved, |window| window.shows("Saved")),
        Command::SaveAsOneFile => after(
            || {
                let mut window = Window::on_sample();
                let file = window.folder().join("sent.sayso");
                window.answer_next(&[file]);
                window
            },
            |window| {
                let file = window.folder().join("sent.sayso");
                window.shows_some("Saved as one file") && sayso::session::one_file::is_one_file(&file)
            },
        ),
        Command::OpenAsFolder => after(
            || {
                let mut window = Window::on_sample();
                let (folder, file) = (window.folder().join("got"), window.folder().join("sent.sayso"));
                sayso::session::one_file::pack(&window.folder().join("talks"), &file).expect("a file");
                window.answer_next(&[file]);
                window.answer_next(&[folder]);
                window
            },
            |window| {
                let unpacked = window.folder().join("got").join("sent");
                window.shows_some("was unpacked into")
                    && window.app().session().is_some_and(|it| it.path() == unpacked)
            },
        ),
        Command::CloseProject => after(Window::on_sample, |window| {
            window.shows("Sayso: on whose say-so?")
        }),
        Command::Quit => Effect {
            from: Window::on_sample,
            seen: Seen::Closing,
        },
        _ => return None,
    };
    Some(effect)
}

fn of_the_window(command: Command) -> Option<Effect> {
    fn themed(theme: ThemeChoice) -> Window {
        Window::on_copy_of_sample(Opening {
            theme,
            ..Opening::default()
        })
    }
    let effect = match command {
        Command::Undo => after(deleted, |window| window.project().claims().count() == CLAIMS),
        Command::Redo => after(
            || {
                let mut window = deleted();
                window.press(CTRL, Key::Z);
                window
            },
            |window| window.project().claims().count() == CLAIMS - 1,
        ),
        Command::Copy => copied(words, |words| words == "the talks had begun"),
        Command::CopyWithAttribution => copied(own_claim, |words| words == "“talks had” (the army, Talks)"),
        Command::CopyMarkdown => after(claim, |window| window.shows("Copied 1 claim as Markdown")),
        // Without a desktop there is no clipboard for more than letters.
        Command::CopyFormatted => after(claim, |window| {
            window.shows("Copied 1 claim with formatting")
                || window.shows_some("Copied 1 claim as plain text")
        }),
        Command::Help => after(Window::on_nothing, |window| window.shows("Working together")),
        Command::ReportProblem => after(
            || {
                let mut window = Window::on_nothing();
                let file = window.folder().join("problem.txt");
                window.answer_next(&[file]);
                window
            },
            |window| {
                let report = std::fs::read_to_string(window.folder().join("problem.txt"));
                report.is_ok_and(|report| report.starts_with("Sayso "))
                    && window.shows_some("The report was written")
            },
        ),
        Command::Tour => after(Window::on_nothing, |window| window.shows("Tour, step 1 of 6")),
        Command::ReviewerName => after(Window::on_sample, |window| window.shows("Your name")),
        Command::EditKeys => after(Window::on_nothing, |window| {
            window.shows("Search commands or keys")
        }),
        Command::Shortcuts => after(Window::on_nothing, |window| window.shows("Keyboard shortcuts")),
        Command::ToggleLeftPanel => after(Window::on_sample, |window| !window.shows("Filter articles")),
        Command::ToggleInspector => after(claim, |window| !window.shows("Claim 1 of 20")),
        Command::ZoomIn => after(Window::on_sample, |window| window.shows("Text: 110%")),
        Command::ZoomOut => after(Window::on_sample, |window| window.shows("Text: 90%")),
        Command::ZoomReset => after(
            || {
                let mut window = Window::on_sample();
                window.press(CTRL, Key::Minus);
                window
            },
            |window| window.shows("Text: 100%"),
        ),
        Command::ThemeSystem => after(
            || themed(ThemeChoice::Dark),
            |window| window.app().settings().theme == ThemeChoice::System,
        ),
        Command::ThemeLight => after(
            || themed(ThemeChoice::Dark),
            |window| window.app().settings().theme == ThemeChoice::Light,
        ),
        Command::ThemeDark => after(
            || themed(ThemeChoice::Light),
            |window| window.app().settings().theme == ThemeChoice::Dark,
        ),
        _ => return None,
    };
    Some(effect)
}

fn of_reading(command: Command) -> Option<Effect> {
    fn page(window: &Window) -> PageSettings {
        window.app().settings().page
    }
    fn direction(window: &Window) -> Option<TextDirection> {
        let article = window.project().article(&window.article());
        article.expect("it is there").metadata.direction
    }
    let effect = match command {
        Command::ColumnNarrow => after(Window::on_sample, |window| {
            page(window).column == ColumnWidth::Narrow
        }),
        Command::ColumnNormal => after(
            || set(&["Column width: narrow"]),
            |window| page(window).column == ColumnWidth::Normal,
        ),
        Command::ColumnWide => after(Window::on_sample, |window| {
            page(window).column == ColumnWidth::Wide
        }),
        Command::SpacingTight => after(Window::on_sample, |window| {
            page(window).spacing == LineSpacing::Close
        }),
        Command::SpacingNormal => after(
            || set(&["Line spacing: loose"]),
            |window| page(window).spacing == LineSpacing::Normal,
        ),
        Command::SpacingLoose => after(Window::on_sample, |window| {
            page(window).spacing == LineSpacing::Wide
        }),
        Command::FontSerif => after(
            || set(&["Font: sans serif"]),
            |window| page(window).face == TextFace::Serif,
        ),
        Command::FontSans => after(Window::on_sample, |window| page(window).face == TextFace::Sans),
        Command::DirectionAutomatic => after(
            || set(&["Text direction: right to left"]),
            |window| direction(window).is_none(),
        ),
        Command::DirectionLeftToRight => after(Window::on_sample, |window| {
            direction(window) == Some(TextDirection::LeftToRight)
        }),
        Command::DirectionRightToLeft => after(Window::on_sample, |window| {
            direction(window) == Some(TextDirection::RightToLeft)
        }),
        _ => return None,
    };
    Some(effect)
}

fn is_at(window: &Window, field: &str) -> bool {
    window.focused().as_deref() == Some(field)
}

fn line(window: &Window) -> String {
    in_words(window.project(), window.claim())
}

fn mine(claim: &Claim) -> Option<Decision> {
    claim.reviews.get(&"r-amal".into()).map(|review| review.decision)
}

/// The first claim of the sample is selected.
fn claim() -> Window {
    let mut window = Window::on_sample();
    window.press(Modifiers::NONE, Key::J);
    assert!(window.shows("Claim 1 of 20"), "{window:?}");
    window
}

fn deleted() -> Window {
    let mut window = claim();
    window.press(Modifiers::NONE, Key::Delete);
    window
}

fn table() -> Window {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::Num2);
    window
}

/// Words are selected in an article without claims.
fn words() -> Window {
    let mut window = Window::on_text("Talks", TEXT);
    select(&mut window, "the talks had begun");
    window
}

fn select(window: &mut Window, words: &str) {
    window.drag_over(words);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.selected(), words);
}

/// The only claim of an article is selected.
fn own_claim() -> Window {
    let mut window = Window::on_text("Talks", TEXT);
    window.drag_over("talks had");
    window.type_text("the army");
    window.enter();
    assert_eq!(line(&window), "[talks had] <- the army ( | )");
    window
}

fn claim_and_words(words: &str) -> Window {
    let mut window = own_claim();
    select(&mut window, words);
    window
}

/// The claim has words for its source or cue already, and others are selected.
fn words_beside(key: Key, words: &str) -> Window {
    let mut window = claim_and_words(words);
    window.press(Modifiers::ALT, key);
    select(&mut window, "Nobody else");
    window
}

/// What the speaker picker asks about.
fn asked_for(window: &Window) -> Option<&PickerTarget> {
    window.app().core().picker.as_ref().map(|picker| &picker.target)
}

fn lost_claim_and_words() -> Window {
    let mut window = rewritten();
    window.click("1 claim not found in the text");
    window.click("Claim not found in the text: “the bridge will open in May”, The mayor");
    select(&mut window, "traffic over the river starts next spring");
    window
}

/// A word was looked for that the article has three times; the first is shown.
fn found() -> Window {
    let mut window = Window::on_text("Talks", "The talks began. The talks ended. No talks again.\n");
    window.press(CTRL, Key::F);
    window.type_text("talks");
    assert!(window.shows("1 of 3"), "{window:?}");
    window
}

/// The page is set so.
fn set(commands: &[&str]) -> Window {
    let mut window = Window::on_sample();
    for command in commands {
        window.press(CTRL, Key::K);
        window.paste(command);
        window.enter();
    }
    window
}

/// The system's next dialog answers with a file of this name.
fn chosen(mut window: Window, name: &str) -> Window {
    let file = window.folder().join(name);
    sayso::session::files::write(&file, b"One\n\nThe first one said so.\n").expect("a file");
    window.answer_next(&[file]);
    window
}

/// The system's next dialog answers with another project.
fn another_is_chosen() -> Window {
    let mut window = Window::on_sample();
    let other = window.folder().join("other");
    copy_folder(&window.folder().join("talks"), &other);
    let file = other.join("project.ron");
    let project = std::fs::read_to_string(&file).expect("a project");
    let renamed = project.replace("\"Baghdad talks\"", "\"Other talks\"");
    assert_ne!(project, renamed);
    sayso::session::files::write(&file, renamed.as_bytes()).expect("a project");
    window.answer_next(&[other]);
    window
}

/// A claim was rejected while the project's folder was somewhere else, and is not saved.
fn unsaved() -> Window {
    let mut window = claim();
    let (here, there) = (window.folder().join("talks"), window.folder().join("there"));
    std::fs::rename(&here, &there).expect("it can be moved");
    window.strike(Key::X, "x");
    window.wait_until("it cannot be saved", |window| {
        window.shows("Could not save, retrying")
    });
    std::fs::rename(&there, &here).expect("it can be moved back");
    window
}

/// The claims were exported, and the file has gone.
fn exported_and_lost() -> Window {
    let mut window = Window::on_sample();
    window.press(CTRL, Key::E);
    let file = PathBuf::from(window.value(Role::TextInput, "File"));
    window.enter();
    window.wait_until("it is told", |window| window.shows_some("Exported "));
    assert_eq!(exports(&window), std::slice::from_ref(&file));
    std::fs::remove_file(file).expect("it can be removed");
    window.press(Modifiers::NONE, Key::Escape);
    window
}

fn exports(window: &Window) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(window.folder()).expect("a readable folder");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect()
}
