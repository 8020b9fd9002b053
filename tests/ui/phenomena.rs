//! The ten things that one real article demands, marked in an article of our own through the
//! window alone, and compared with what then lies on disk.

use eframe::egui::{Key, Modifiers, Role, vec2};
use sayso::model::SpeakerKind;
use sayso::session::Session;
use sayso::text::Span;

use crate::window::{CTRL, CTRL_SHIFT, Opening, Window, in_words};

/// An article that holds all ten, in our own words.
const TEXT: &str = "Ferry strike: talks go on in Norhaven (Press Photo)\n\n\
The harbour office announced that crews and owners had met again on Sunday over a plan for a “slow and orderly return, ending the dispute of the northern lines” this month.\n\n\
Harbour spokeswoman Captain Ines Holm said that the two sides would meet every week, “as long as the sea stays calm between them.”\n\n\
Two days after the first meeting, a fire at a pier that the police said was lit by strangers to the town put out four ships.\n\n\
It is worth noting that the northern lines were founded in 1921 by fishermen. Since May there were more than 40 days of strike.\n\n\
A paper released by the owners said that the board took up “its exchange with the crews on Sunday” in order to study “the timetable, the wages and the state of the ships.”\n\n\
As for the crews, they say that they want a contract for each line.\n\n\
The owners and the ministry sound more careful, indirectly hinting that the talks may need weeks.\n\n\
Most of the blockades were claimed by the “Free Crews of Norhaven”, a group described as close to the union.\n\n\
Source: Agencies\n";

/// What is to be on disk, claim by claim in the order of the text.
const EXPECTED: &[&str] = &[
    // A mixed quotation.
    "[crews and owners had met again on Sunday over a plan for a “slow and orderly return, ending the dispute of the northern lines” this month] <- Harbour office (The harbour office | announced that)",
    // A titled source.
    "[the two sides would meet every week, “as long as the sea stays calm between them.”] <- Ines Holm (Harbour spokeswoman Captain Ines Holm | said that)",
    // A claim inside the article's own sentence, in two pieces.
    "[a fire at a pier + was lit by strangers to the town] <- Police (the police | said)",
    // The article's own voice, twice.
    "[the northern lines were founded in 1921 by fishermen] the article",
    "[there were more than 40 days of strike] the article",
    // A document as source, and several quoted pieces in one claim.
    "[the board took up “its exchange with the crews on Sunday” + to study “the timetable, the wages and the state of the ships.”] <- Paper of the owners (A paper released by the owners | said that)",
    // A source before its pronoun.
    "[they want a contract for each line] <- Crews (the crews + they | say that)",
    // Two speakers, and a hedged cue.
    "[the talks may need weeks] <- Owners & Ministry (The owners and the ministry | indirectly hinting that)",
    // A passive cue with the source behind it.
    "[Most of the blockades] <- Free Crews of Norhaven (the “Free Crews of Norhaven” | were claimed by)",
    // An unnamed source.
    "[a group + close to the union] <- Unnamed observers ( | described as, inferred)",
];

/// Marks words and names who says them.
fn mark(window: &mut Window, words: &str, name: &str) {
    window.drag_over(words);
    window.type_text(name);
    window.enter();
}

fn source(window: &mut Window, words: &str) {
    window.drag_over(words);
    window.press(Modifiers::ALT, Key::S);
}

fn cue(window: &mut Window, words: &str) {
    window.drag_over(words);
    window.press(Modifiers::ALT, Key::C);
}

fn add(window: &mut Window, words: &str) {
    window.drag_over(words);
    window.press(Modifiers::ALT, Key::Plus);
}

/// Opens the text file and makes a project for it, in the window.
fn opened() -> Window {
    let opening = Opening {
        size: vec2(1280.0, 1200.0),
        ..Opening::default()
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("ferry-strike.txt");
    sayso::session::files::write(&file, TEXT.as_bytes()).expect("a text file");
    let projects = folder.path().display().to_string();
    let mut window = opening.on(folder, &[file]);
    window.fill("Title", "Ferries");
    window.fill("Location", &projects);
    window.click("Create project");
    window.wait_until("the article came in", |window| {
        window.shows("Article text") && window.app().place_of(Span::new(0, 1)).is_some()
    });
    window
}

#[test]
fn all_ten_phenomena_are_marked_in_the_window_and_lie_on_disk() {
    let mut window = opened();

    mark(
        &mut window,
        "crews and owners had met again on Sunday over a plan for a “slow and orderly return, ending the dispute of the northern lines” this month",
        "Harbour office",
    );
    source(&mut window, "The harbour office");
    cue(&mut window, "announced that");
    assert_eq!(window.value(Role::ComboBox, "Quotation"), "Mixed");

    mark(
        &mut window,
        "the two sides would meet every week, “as long as the sea stays calm between them.”",
        "Ines Holm",
    );
    source(&mut window, "Harbour spokeswoman Captain Ines Holm");
    cue(&mut window, "Holm [said that] the two");
    window.click_on(Role::Link, "Edit speaker…");
    window.choose("Kind", "Person");
    window.fill("Role", "harbour spokeswoman");
    window.choose("Affiliation", "Harbour office");
    window.click("Save speaker");

    mark(&mut window, "a fire at a pier", "Police");
    source(&mut window, "the police");
    cue(&mut window, "police [said] was");
    add(&mut window, "was lit by strangers to the town");

    window.drag_over("the northern lines were founded in 1921 by fishermen");
    window.digit(0);
    window.drag_over("there were more than 40 days of strike");
    window.digit(0);

    mark(
        &mut window,
        "the board took up “its exchange with the crews on Sunday”",
        "Paper of the owners",
    );
    add(
        &mut window,
        "to study “the timetable, the wages and the state of the ships.”",
    );
    source(&mut window, "A paper released by the owners");
    cue(&mut window, "owners [said that] the board");
    assert_eq!(window.value(Role::ComboBox, "Quotation"), "Mixed");
    window.click_on(Role::Link, "Edit speaker…");
    window.choose("Kind", "Document");
    window.click("Save speaker");

    mark(&mut window, "they want a contract for each line", "Crews");
    source(&mut window, "As for [the crews], they");
    window.drag_over("crews, [they] say");
    window.press(Modifiers::ALT | Modifiers::SHIFT, Key::S);
    cue(&mut window, "they [say that] they");

    window.drag_over("the talks may need weeks");
    window.type_text("Owners");
    // The paper of the owners comes first, because it holds the word.
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.enter();
    window.click_on(Role::Link, "Jointly with…");
    window.type_text("Ministry");
    window.enter();
    source(&mut window, "The owners and the ministry");
    cue(&mut window, "indirectly hinting that");

    mark(&mut window, "Most of the blockades", "Free Crews of Norhaven");
    source(&mut window, "the “Free Crews of Norhaven”");
    cue(&mut window, "were claimed by");

    mark(&mut window, "close to the union", "Unnamed observers");
    cue(&mut window, "described as");
    add(&mut window, "a group");
    window.click_on(Role::CheckBox, "Inferred: not named in the text");
    window.click_on(Role::Link, "Edit speaker…");
    window.choose("Kind", "Unnamed");
    window.click("Save speaker");

    // The foot's credit was recognised; the picture's is nobody's known.
    window.press(CTRL, Key::I);
    assert_eq!(window.value(Role::TextInput, "Credit lines"), "Agencies");
    window.fill("Title", "Ferry strike: talks go on");
    window.fill("Credit lines", "Press Photo, Agencies");
    window.click("Save details");

    let saved = window.saved();
    let article = saved.article(&window.article()).expect("the only one");
    let lines: Vec<String> = article
        .claims_in_order()
        .iter()
        .map(|(_, claim)| in_words(&saved, claim))
        .collect();
    assert_eq!(lines, EXPECTED, "{lines:#?}");
    assert_eq!(article.metadata.credit, ["Press Photo", "Agencies"]);
    let speaker = |name: &str| {
        let mut speakers = saved.speakers().values();
        speakers
            .find(|speaker| speaker.name == name)
            .expect("it is there")
    };
    assert_eq!(speaker("Ines Holm").role.as_deref(), Some("harbour spokeswoman"));
    let affiliation = speaker("Ines Holm").affiliation.clone().expect("affiliated");
    assert_eq!(saved.speaker(&affiliation), Some(speaker("Harbour office")));
    assert_eq!(speaker("Paper of the owners").kind, SpeakerKind::Document);
    assert_eq!(speaker("Unnamed observers").kind, SpeakerKind::Unnamed);
    assert_eq!(saved.speakers().len(), 9);
    assert_eq!(sayso::model::check(&saved), [], "nothing is wrong with it");

    the_files_say_so(&mut window);
}

/// The letter of the files, where it matters that people and git can read them.
fn the_files_say_so(window: &mut Window) {
    let file = window.saved_file();
    for line in [
        "title: \"Ferry strike: talks go on\"",
        "\"Press Photo\",",
        "\"Agencies\",",
        "voice: Article,",
        "inferred: true",
        "words: \"the crews\"",
        "words: \"were claimed by\"",
    ] {
        assert!(file.contains(line), "{line} is not in\n{file}");
    }
    assert_eq!(
        file.matches("marked_by: Some(\"r-amal\")").count(),
        EXPECTED.len()
    );
    // All of it is taken back step by step, and comes again.
    let full = window.saved_files();
    while window.project().claims().next().is_some() {
        window.press(CTRL, Key::Z);
    }
    assert_eq!(window.saved().speakers().len(), 0);
    let before = window.saved_files();
    assert_ne!(before, full);
    loop {
        let before = window.app().session().map(Session::revision);
        window.press(CTRL_SHIFT, Key::Z);
        if window.app().session().map(Session::revision) == before {
            break;
        }
    }
    assert_eq!(window.saved_files(), full);
}
