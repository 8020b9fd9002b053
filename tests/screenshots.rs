//! Leaves a picture of every screen in `target/screenshots`, light and dark, taken of the real window.
//! It asserts nothing, so it is a program of its own that runs only when asked for (`make screenshots`).

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]

mod support;

use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use support::desktop::{Desktop, missing_packages};
use support::program::Program;

/// The folder that the pictures show paths in: the same each time, so that equal screens give equal
/// pictures.
const HOME: &str = "/tmp/amal";

/// What the start screen remembers; long ago, so that no picture changes with the day.
const RECENTS: &[(&str, usize, usize, usize, &str)] = &[
    ("Baghdad talks", 4, 52, 31, "2024-02-14T09:20:00Z"),
    ("Ferry strike", 11, 140, 96, "2024-01-29T16:05:00Z"),
    ("محادثات بغداد", 7, 83, 40, "2024-01-12T10:41:00Z"),
    ("Election promises, checked", 38, 612, 590, "2023-11-03T08:15:00Z"),
];

/// A picture and how to come to it.
struct Screen {
    /// The picture's name, without theme and ending.
    name: &'static str,
    /// What the program is started on.
    on: On,
    /// The window's size in points.
    size: (u32, u32),
    /// From the first screen there.
    go: fn(&Stage<'_>),
}

/// What the program is started on.
#[derive(Clone, Copy, PartialEq)]
enum On {
    /// Nothing.
    Nothing,
    /// The sample project.
    Sample,
    /// The sample project with a broken file.
    Broken,
    /// The sample project while somebody else has it open.
    Held,
    /// The sample project, with files that come in.
    Incoming,
    /// The sample project, with a corpus that comes in beside a text.
    Corpus,
    /// The sample project, with tables whose columns are to be told.
    Tables,
}

/// The window and how many of its pixels are a point.
struct Stage<'a> {
    program: Program<'a>,
    scale: i32,
}

const USUAL: (u32, u32) = (1280, 800);

const SCREENS: &[Screen] = &[
    Screen {
        name: "start",
        on: On::Nothing,
        size: USUAL,
        go: |_| {},
    },
    Screen {
        name: "annotate",
        on: On::Sample,
        size: USUAL,
        go: select_a_claim,
    },
    Screen {
        name: "annotate-small",
        on: On::Sample,
        size: (1024, 640),
        go: select_a_claim,
    },
    Screen {
        name: "pop-up",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.ask_about("Taking stock"),
    },
    Screen {
        name: "pop-up-typing",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.ask_about("Taking stock");
            stage.program.type_text("ir");
        },
    },
    Screen {
        name: "claims",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.program.keys(&["ctrl+2"]),
    },
    Screen {
        name: "speakers",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+3"]);
            stage.program.settle();
            stage.click_on_some("Iraqi army, ");
        },
    },
    Screen {
        name: "review",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.program.keys(&["r", "a", "d"]),
    },
    Screen {
        name: "review-small",
        on: On::Sample,
        size: (1024, 640),
        go: |stage| stage.program.keys(&["r", "a"]),
    },
    Screen {
        name: "rating-scale",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+k"]);
            stage.program.settle();
            stage.program.type_text("rating scale");
            stage.program.keys(&["Return"]);
        },
    },
    Screen {
        name: "guidelines",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+g"]);
            stage.program.settle();
            select_a_claim(stage);
        },
    },
    Screen {
        name: "guidelines-small",
        on: On::Sample,
        size: (1024, 640),
        go: |stage| {
            stage.program.keys(&["ctrl+g"]);
            stage.program.settle();
            select_a_claim(stage);
        },
    },
    Screen {
        name: "check",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["F8"]);
            stage.program.settle();
            stage.click_on_some("“Since the middle");
        },
    },
    Screen {
        name: "find",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+f"]);
            stage.program.settle();
            stage.program.type_text("coalition");
        },
    },
    Screen {
        name: "arabic",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.click_on_some("استئناف");
            stage.program.settle();
            stage.program.keys(&["j", "j", "j"]);
        },
    },
    Screen {
        name: "evidence",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.click_on_some("Attacks on bases");
            stage.program.settle();
            stage.program.keys(&["j"]);
            stage.program.scroll(stage.at(1150, 500), 40);
        },
    },
    Screen {
        name: "palette",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+k"]);
            stage.program.settle();
            stage.program.type_text("ar");
        },
    },
    Screen {
        name: "menu",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.click_on("Menu"),
    },
    Screen {
        name: "shortcuts",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.program.keys(&["question"]),
    },
    Screen {
        name: "import",
        on: On::Incoming,
        size: USUAL,
        go: |stage| stage.click_on_some("Ferry crews"),
    },
    Screen {
        name: "import-small",
        on: On::Incoming,
        size: (1024, 640),
        go: |stage| stage.click_on_some("Bridge promised"),
    },
    Screen {
        name: "update",
        on: On::Incoming,
        size: USUAL,
        go: |stage| stage.click_in_dialog("Attacks on bases, new"),
    },
    Screen {
        name: "update-small",
        on: On::Incoming,
        size: (1024, 640),
        go: |stage| stage.click_in_dialog("Attacks on bases, new"),
    },
    Screen {
        name: "import-corpus",
        on: On::Corpus,
        size: USUAL,
        go: |stage| {
            stage.click_in_dialog("The bridge opens");
            stage.program.settle();
            stage.click_in_dialog("Edit mapping…");
        },
    },
    Screen {
        name: "import-corpus-small",
        on: On::Corpus,
        size: (1024, 640),
        go: |stage| {
            stage.click_in_dialog("The bridge opens");
            stage.program.settle();
            stage.click_in_dialog("Edit mapping…");
        },
    },
    Screen {
        name: "import-corpus-text",
        on: On::Corpus,
        size: USUAL,
        go: |stage| {
            stage.click_in_dialog("The bridge opens");
            stage.program.settle();
            stage.program.scroll(stage.at(850, 500), 40);
        },
    },
    Screen {
        name: "import-columns",
        on: On::Tables,
        size: USUAL,
        go: |stage| stage.click_in_dialog("interviews.csv"),
    },
    Screen {
        name: "import-columns-small",
        on: On::Tables,
        size: (1024, 640),
        go: |stage| {
            stage.click_in_dialog("interviews.csv");
            stage.program.settle();
            stage.click_in_dialog("Column of Text");
        },
    },
    Screen {
        name: "import-let-go",
        on: On::Corpus,
        size: USUAL,
        go: |stage| stage.program.keys(&["Escape"]),
    },
    Screen {
        name: "export",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.program.keys(&["ctrl+e"]),
    },
    Screen {
        name: "export-review",
        on: On::Sample,
        size: (1024, 640),
        go: |stage| {
            stage.program.keys(&["ctrl+e"]);
            stage.program.settle();
            stage.click_on("ClaimReview");
        },
    },
    Screen {
        name: "speaker",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.click_on_some("Yahya Rasoul, "),
    },
    Screen {
        name: "article-details",
        on: On::Sample,
        size: USUAL,
        go: |stage| stage.program.keys(&["ctrl+i"]),
    },
    Screen {
        name: "new-project",
        on: On::Nothing,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+n"]);
            stage.program.settle();
            stage.program.type_text("Ferry strike");
        },
    },
    Screen {
        name: "paste",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.paste(
                "Ferries sail again\n\nThe harbour office said that the strike was over.\n\nقال المتحدث إن الإضراب انتهى.",
            );
        },
    },
    Screen {
        name: "your-name",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+k"]);
            stage.program.settle();
            stage.program.type_text("your name");
            stage.program.keys(&["Return"]);
        },
    },
    Screen {
        name: "remove-article",
        on: On::Sample,
        size: USUAL,
        go: |stage| {
            stage.program.keys(&["ctrl+k"]);
            stage.program.settle();
            stage.program.type_text("remove article");
            stage.program.keys(&["Return"]);
        },
    },
    Screen {
        name: "notice",
        on: On::Broken,
        size: USUAL,
        go: |_| {},
    },
    Screen {
        name: "read-only",
        on: On::Held,
        size: USUAL,
        go: select_a_claim,
    },
];

/// Of these there is a picture of a screen with twice as many pixels, too.
const DOUBLED: &[&str] = &[
    "annotate",
    "arabic",
    "import-corpus",
    "import-corpus-text",
    "import-columns",
    "update",
];

fn select_a_claim(stage: &Stage<'_>) {
    stage.program.keys(&["j", "j", "j", "j"]);
}

fn main() {
    assert_eq!(missing_packages(), [""; 0], "missing system packages");
    let desktop = Desktop::start(1280, 800);
    let _home = Home::make();
    for screen in SCREENS {
        for theme in ["Light", "Dark"] {
            take(&desktop, screen, theme, 1);
        }
    }
    drop(desktop);
    let desktop = Desktop::start(2560, 1600);
    for screen in SCREENS.iter().filter(|screen| DOUBLED.contains(&screen.name)) {
        for theme in ["Light", "Dark"] {
            take(&desktop, screen, theme, 2);
        }
    }
}

fn take(desktop: &Desktop, screen: &Screen, theme: &str, scale: u32) {
    let wanted = std::env::var("SCREEN").unwrap_or_default();
    if !wanted.is_empty() && !wanted.split(',').any(|name| name == screen.name) {
        return;
    }
    let project = Path::new(HOME).join("Sayso/baghdad-talks");
    fresh_sample(&project);
    let holder = (screen.on == On::Held).then(|| {
        settings(theme, "r-jonas", "Jonas");
        start(desktop, &[&project.to_string_lossy()], 1)
    });
    settings(theme, "r-amal", "Amal");
    if screen.on == On::Broken {
        break_file(&project.join("articles/attacks-on-bases.ron"));
    }
    let inbox = Path::new(HOME).join("inbox");
    fill_inbox(&inbox, &project);
    let corpus = Path::new(HOME).join("corpus");
    fill_corpus(&corpus);
    let tables = Path::new(HOME).join("tables");
    fill_tables(&tables);
    let arguments: &[&str] = match screen.on {
        On::Incoming => &[&project.to_string_lossy(), &inbox.to_string_lossy()],
        On::Tables => &[&project.to_string_lossy(), &tables.to_string_lossy()],
        On::Corpus => &[&project.to_string_lossy(), &corpus.to_string_lossy()],
        On::Nothing => &[],
        On::Sample | On::Broken | On::Held => &[&project.to_string_lossy()],
    };
    let program = start(desktop, arguments, scale);
    let (width, height) = screen.size;
    program.resize(width * scale, height * scale);
    let stage = Stage {
        program,
        scale: i32::try_from(scale).expect("a small number"),
    };
    (screen.go)(&stage);
    // Hovering would show a tooltip.
    stage.program.move_to((
        i32::try_from(width * scale).expect("a small number") - 1,
        i32::try_from(height * scale).expect("a small number") - 1,
    ));
    stage.program.settle();
    keep(stage.program.picture(), &picture(screen.name, theme, scale));
    drop(holder);
}

fn start<'a>(desktop: &'a Desktop, arguments: &[&str], scale: u32) -> Program<'a> {
    let environment = [
        ("HOME", HOME),
        ("SAYSO_CONFIG_DIR", HOME),
        ("WINIT_X11_SCALE_FACTOR", &scale.to_string()),
    ];
    Program::start(desktop, env!("CARGO_BIN_EXE_sayso"), arguments, &environment)
}

impl Stage<'_> {
    fn at(&self, x: i32, y: i32) -> (i32, i32) {
        (x * self.scale, y * self.scale)
    }

    fn click_on(&self, name: &str) {
        self.program.click_on(name);
    }

    /// Clicks what is called so in a dialog: it takes no click in the frame in which the pointer comes to it.
    fn click_in_dialog(&self, start: &str) {
        let widget = self
            .program
            .wait_for(start, |widget| widget.name.starts_with(start));
        self.program.move_to(widget.centre());
        self.program.settle();
        self.program.click(widget.centre());
    }

    fn click_on_some(&self, start: &str) {
        let widget = self
            .program
            .wait_for(start, |widget| widget.name.starts_with(start));
        self.program.click(widget.centre());
    }

    /// Drags over a paragraph of one line.
    fn ask_about(&self, paragraph: &str) {
        let line = self.program.paragraph(paragraph);
        let middle = line.y + 14 * self.scale;
        let right = line.x + 400 * self.scale;
        self.program.drag((line.x + 2, middle), (right, middle));
    }
}

/// The home that is shown, gone afterwards.
struct Home;

impl Home {
    fn make() -> Self {
        std::fs::create_dir(HOME).unwrap_or_else(|error| {
            panic!("{HOME}: {error}; remove it if no other pictures are being taken")
        });
        Self
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(HOME));
    }
}

fn fresh_sample(project: &Path) {
    drop(std::fs::remove_dir_all(project));
    let articles = project.join("articles");
    std::fs::create_dir_all(&articles).expect("folders in the home");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    std::fs::copy(sample.join("project.ron"), project.join("project.ron")).expect("a copy");
    for entry in std::fs::read_dir(sample.join("articles")).expect("the sample's articles") {
        let file = entry.expect("a file").path();
        let name = file.file_name().expect("a name");
        std::fs::copy(&file, articles.join(name)).expect("a copy");
    }
}

/// A page, a text in an old encoding, a table, a text that is there already, a newer version and a broken file.
fn fill_inbox(inbox: &Path, project: &Path) {
    std::fs::create_dir_all(inbox).expect("a folder in the home");
    let put = |name: &str, bytes: &[u8]| {
        sayso::session::files::write(&inbox.join(name), bytes).unwrap_or_else(|error| panic!("{error}"));
    };
    put(
        "ferry-strike.html",
        "<html lang=en><head><title>Ferry crews walk out for a third day</title>\
         <meta property=og:site_name content='The Harbour Post'><meta name=author content='Mira Lund'>\
         <meta property=article:published_time content='2024-01-29T06:00:00Z'></head><body><article>\
         <h1>Ferry crews walk out for a third day</h1>\
         <p>No ferry left the harbour on Monday. The union said that “not one of its demands” had been met.</p>\
         <p>The company denied this. Its spokeswoman, Ida Holm, told reporters that an offer was on the table \
         and that it had been there since Friday.</p>\
         <p>Passengers were asked to come back on Tuesday. According to the harbour office, two boats may then \
         sail with crews from abroad, which the union calls a provocation.</p></article></body></html>"
            .as_bytes(),
    );
    let arabic = "محادثات جديدة في بغداد\n\nقال المتحدث إن المحادثات ستستمر هذا الأسبوع.\n";
    put("letters.txt", &encoding_rs::WINDOWS_1256.encode(arabic).0);
    let long = "The mayor said that the bridge will open in May. She has said so twice before, in June and in \
                September, and each time the council added that the money for it was there. The builders deny this, and the council has not answered them.";
    let table = format!(
        "Headline,Wording,Day\nBridge promised,\"{long}\",2023-10-02\nBridge closed,\"{long}\",2023-10-20\n"
    );
    put("promises.csv", table.as_bytes());
    put("scan.pdf", b"%PDF-1.4 nothing behind it");
    let text =
        |id: &str| std::fs::read_to_string(project.join(format!("articles/{id}.txt"))).expect("the sample's");
    put("talks-again.txt", text("coalition-talks").as_bytes());
    let newer = text("attacks-on-bases")
        .replace("More than 165 times", "More than 170 times")
        .replace(", the factions say,", "")
        .replace(
            "Talks about the future of the coalition began again on Sunday. ",
            "",
        );
    let record = format!(
        "{{\"title\": \"Attacks on bases\", \"url\": \"https://example.org/wire/attacks-on-bases\", \"text\": {newer:?}}}\n"
    );
    put("wire.jsonl", record.as_bytes());
}

/// Two articles as brat marks them, with labels that must be told and a mark that does not fit, and a text beside them.
fn fill_corpus(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder in the home");
    let put = |name: &str, text: &str| {
        sayso::session::files::write(&folder.join(name), text.as_bytes())
            .unwrap_or_else(|error| panic!("{error}"));
    };
    let bridge = "The bridge opens in May\n\nThe mayor, Ada Holt, said that the bridge will open in May. The council \
                  added that the money for it is there, but the builders deny that they were ever paid.\n\n\
                  “Nobody has shown us a plan,” said their lawyer, “and nobody will before the summer.”\n";
    put("bridge.txt", bridge);
    put(
        "bridge.ann",
        &marks(
            bridge,
            &[
                ("Aussage", "the bridge will open in May"),
                ("Source", "The mayor, Ada Holt"),
                ("Cue", "said that"),
                ("Aussage", "the money for it is there"),
                ("Source", "The council"),
                ("Cue", "added that"),
                ("Aussage", "they were ever paid"),
                ("Source", "the builders"),
                ("Cue", "deny that"),
                ("Aussage", "“Nobody has shown us a plan,”"),
                ("Source", "their lawyer"),
                ("Cue", "said"),
            ],
            "R1\tSaidBy Arg1:T1 Arg2:T2\nR2\tCuedBy Arg1:T1 Arg2:T3\nR3\tSaidBy Arg1:T4 Arg2:T5\n\
             R4\tCuedBy Arg1:T4 Arg2:T6\nR5\tSaidBy Arg1:T7 Arg2:T8\nR6\tCuedBy Arg1:T7 Arg2:T9\n\
             R7\tSaidBy Arg1:T10 Arg2:T11\nN1\tReference T2 Wikidata:Q1\tAda Holt\nN2\tReference T5 Wikidata:Q2\tThe \
             council\nN3\tReference T8 Wikidata:Q3\tThe builders\nA1\tVeracity T1 false\nT99\tSource 0 3\tHer\n",
        ),
    );
    let ferry = "Ferries sail again\n\nThe union said that the strike is over.\n";
    put("ferry.txt", ferry);
    let of_ferry = [
        ("Aussage", "the strike is over"),
        ("Source", "The union"),
        ("Place", "Ferries"),
    ];
    put(
        "ferry.ann",
        &marks(ferry, &of_ferry, "R1\tSaidBy Arg1:T1 Arg2:T2\n"),
    );
    put("note.md", "# A note\n\nThe harbour office said nothing at all.\n");
    let settings = Path::new(HOME).join("settings.ron");
    let told = "corpora: [(there: [\"Aussage\", \"Cue\", \"Place\", \"Source\"], labels: \"claim=Aussage,cue=Cue,\
                nothing=Place,source=Source,verdict=Veracity,link=SaidBy,link=CuedBy\")])";
    let before = std::fs::read_to_string(&settings).expect("the settings");
    if let Some(open) = before.strip_suffix(')') {
        write(&settings, &format!("{open}, {told}"));
    }
}

/// A table whose columns nobody can guess, another one, a text that comes twice and a broken file.
fn fill_tables(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder in the home");
    let put = |name: &str, text: &str| {
        sayso::session::files::write(&folder.join(name), text.as_bytes())
            .unwrap_or_else(|error| panic!("{error}"));
    };
    let interviews = "Respondent,Answer in the first interview,Answer in the second interview,When\n\
                      Ida Holm,The offer has been there since Friday.,The offer has been withdrawn.,29 January\n\
                      Ada Holt,The bridge will open in May.,The bridge will open in June.,2 October\n";
    put("interviews.csv", interviews);
    put("رسائل.csv", "أ,ب\nرسالة,قال المتحدث إن المحادثات ستستمر.\n");
    let ferry = "Ferries sail again\n\nThe union said that the strike is over.\n";
    put("ferry.txt", ferry);
    put("ferry-again.txt", ferry);
    put("note.md", "# A note\n\nThe harbour office said nothing at all.\n");
    put("scan.pdf", "%PDF-1.4 nothing behind it");
}

/// Lines of marks of these words, and what else there is.
fn marks(text: &str, labels: &[(&str, &str)], rest: &str) -> String {
    let line = |(at, (label, words)): (usize, &(&str, &str))| {
        let byte = text.find(words).unwrap_or_else(|| panic!("{words}"));
        let start = text[..byte].chars().count();
        let end = start + words.chars().count();
        format!("T{}\t{label} {start} {end}\t{words}\n", at + 1)
    };
    let lines: String = labels.iter().enumerate().map(line).collect();
    lines + rest
}

fn break_file(path: &Path) {
    let text = std::fs::read_to_string(path).expect("the sample's");
    write(path, &text.replacen("publisher: Some(", "publisher: Sum(", 1));
}

fn settings(theme: &str, id: &str, name: &str) {
    let recents: Vec<String> = RECENTS
        .iter()
        .map(|(title, articles, claims, reviewed, opened)| {
            let folder = title.to_lowercase().replace([' ', ','], "-");
            format!(
                "(path: \"{HOME}/Sayso/{folder}\", title: \"{title}\", articles: {articles}, claims: {claims}, reviewed: {reviewed}, opened: \"{opened}\")"
            )
        })
        .collect();
    write(
        &Path::new(HOME).join("settings.ron"),
        &format!(
            "(reviewer: Some((id: \"{id}\", name: \"{name}\")), theme: {theme}, recents: [{}])",
            recents.join(", ")
        ),
    );
}

fn write(path: &Path, text: &str) {
    sayso::session::files::write(path, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
}

/// Writes a picture as small as it gets without losing a colour.
fn keep(picture: image::RgbaImage, path: &Path) {
    let picture = image::DynamicImage::from(picture).into_rgb8();
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
    picture
        .write_with_encoder(encoder)
        .expect("a picture can be written");
    sayso::session::files::write(path, &bytes).unwrap_or_else(|error| panic!("{error}"));
}

fn picture(name: &str, theme: &str, scale: u32) -> PathBuf {
    let scale = if scale == 1 { "" } else { "@2x" };
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/screenshots")
        .join(format!("{name}-{}{scale}.png", theme.to_lowercase()))
}
