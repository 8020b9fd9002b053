//! Files to import, each with words that stand in no other, by which its article is known again.

use std::fs;
use std::path::{Path, PathBuf};

/// What is to come of a file.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// Words of its article and of no other.
    pub token: String,
    /// How many claims come with it.
    pub claims: usize,
    /// The file that is kept with the project, if it is.
    pub original: Option<PathBuf>,
}

/// What kind of files there are in an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Plain texts.
    Texts,
    /// Web pages, which are kept as originals.
    Pages,
    /// Texts with claims beside them (brat), which are kept too.
    Corpus,
}

/// A folder of files to import.
#[derive(Debug)]
pub(crate) struct Inbox {
    /// Where it lies.
    pub folder: PathBuf,
    /// What is to come of it.
    pub expected: Vec<Expected>,
}

impl Inbox {
    /// Writes so many files into a new folder. `mark` keeps them from being those of another inbox.
    pub(crate) fn write(folder: &Path, kind: Kind, files: usize, mark: &str) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let put = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).expect("a file");
            path
        };
        let expected = (0..files).map(|number| {
            let token = format!("bridge {mark}-{number} of nine");
            let stem = format!("{mark}-{number}");
            match kind {
                Kind::Texts => {
                    let text = format!("Report {mark} {number}\n\nThe mayor said the {token} is safe.\n");
                    put(&format!("{stem}.txt"), &text);
                    Expected { token, claims: 0, original: None }
                }
                Kind::Pages => {
                    let paragraph = format!("<p>The mayor of the town said the {token} is safe for all buses, and that it would stay open.</p>");
                    let page = format!("<html><head><title>Page {mark} {number}</title></head><body><article><h1>Page {mark} {number}</h1>{paragraph}<p>Nobody else said anything about it on that day, neither in the town nor in the villages around.</p></article></body></html>");
                    let path = put(&format!("{stem}.html"), &page);
                    Expected { token, claims: 0, original: Some(path) }
                }
                Kind::Corpus => {
                    let text = format!("The mayor said the {token} is safe. It was built in 1931.");
                    let claim = format!("the {token} is safe");
                    let (start, second) = (15, text.find("It was").expect("it is there"));
                    let marks = format!(
                        "T1\tClaim {start} {}\t{claim}\nT2\tSource 4 9\tmayor\nR1\tAttributedTo Arg1:T1 Arg2:T2\n\
                         N1\tReference T2 Wikidata:Q{number}1\tMayor {mark} {number}\nT3\tClaim {second} {}\tIt was built in 1931\n",
                        start + claim.len(),
                        second + 20,
                    );
                    put(&format!("{stem}.txt"), &text);
                    let path = put(&format!("{stem}.ann"), &marks);
                    Expected { token, claims: 2, original: Some(path) }
                }
            }
        });
        let expected = expected.collect();
        Self {
            folder: folder.to_owned(),
            expected,
        }
    }
}
