//! What a report of a problem holds: the version, the system, sizes of the open project, and the log. No article's text, no
//! name and no title is in it; the user's home folder is written as '~'.

use std::env;
use std::fmt::Write as _;
use std::path::Path;

use super::{clock, trace};
use crate::model::Project;
use crate::store::StoreError;
use crate::store::files;

/// So many lines of the log, from its end.
const MAX_LOG_LINES: usize = 600;
/// What tells how a Linux desktop draws windows and asks for files.
const ABOUT_DESKTOP: [&str; 6] = [
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "WAYLAND_DISPLAY",
    "DISPLAY",
    "LANG",
    "LIBGL_ALWAYS_SOFTWARE",
];

/// Writes a report of a problem to a file.
pub fn write(path: &Path, project: Option<&Project>) -> Result<(), StoreError> {
    files::write(path, text(project).as_bytes())
}

/// The report.
fn text(project: Option<&Project>) -> String {
    let mut text = String::new();
    // Writing into a string does not fail.
    let mut line = |words: &str| {
        let _written = writeln!(text, "{words}");
    };
    line(&format!("Sayso {}, {}", env!("CARGO_PKG_VERSION"), clock::now()));
    line(&format!("System: {} on {}", system(), env::consts::ARCH));
    for name in ABOUT_DESKTOP {
        if let Ok(value) = env::var(name) {
            line(&format!("{name}: {value}"));
        }
    }
    if let Some(project) = project {
        let claims: usize = project
            .articles()
            .values()
            .map(|article| article.claims.len())
            .sum();
        let (articles, speakers) = (project.articles().len(), project.speakers().len());
        line(&format!(
            "Project: {articles} articles, {claims} claims, {speakers} speakers"
        ));
    }
    line("");
    line("What happened, and what did you expect? Please write it here:");
    line("");
    line("");
    line("The log:");
    for logged in log_lines() {
        line(&logged);
    }
    without_home(&text)
}

/// The name of the system, as it calls itself.
fn system() -> String {
    let release = files::read(Path::new("/etc/os-release")).ok();
    let release = release.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let name = release.as_deref().and_then(|release| {
        let line = release
            .lines()
            .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
        Some(line.trim_matches('"').to_owned())
    });
    name.unwrap_or_else(|| env::consts::OS.to_owned())
}

/// The last lines of the newest log files.
fn log_lines() -> Vec<String> {
    let Some(folder) = trace::state_folder().map(|folder| folder.join("log")) else {
        return Vec::new();
    };
    let mut names = files::list(&folder)
        .map(|listing| listing.files)
        .unwrap_or_default();
    names.sort();
    let mut lines: Vec<String> = Vec::new();
    for name in names.iter().rev() {
        let Ok(bytes) = files::read(&folder.join(name)) else {
            continue;
        };
        let mut earlier: Vec<String> = String::from_utf8_lossy(&bytes)
            .lines()
            .map(str::to_owned)
            .collect();
        earlier.append(&mut lines);
        lines = earlier;
        if lines.len() >= MAX_LOG_LINES {
            break;
        }
    }
    lines.split_off(lines.len().saturating_sub(MAX_LOG_LINES))
}

fn without_home(text: &str) -> String {
    let home = super::settings::home_folder().map(|home| home.display().to_string());
    match home.filter(|home| home.len() > 1) {
        Some(home) => text.replace(&home, "~"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Edit, Head, Metadata};

    #[test]
    fn a_report_names_version_and_system_and_nothing_of_an_article() {
        let mut project = Project::new(Head::titled("Secret talks"));
        let metadata = Metadata {
            title: "A hidden headline".to_owned(),
            ..Metadata::default()
        };
        let article = Article::new(metadata, "The mayor said the unsayable.");
        project
            .apply(Edit::Article("a".into(), Some(Box::new(article))))
            .expect("an article");
        let text = text(Some(&project));
        assert!(text.starts_with(concat!("Sayso ", env!("CARGO_PKG_VERSION"))));
        assert!(text.contains("1 articles, 0 claims, 0 speakers"));
        assert!(text.contains("System: "));
        for secret in ["Secret", "hidden", "unsayable"] {
            assert!(!text.contains(secret), "{secret}");
        }
        if let Some(home) = super::super::settings::home_folder().filter(|home| home.as_os_str().len() > 1) {
            assert!(!text.contains(&home.display().to_string()));
        }
    }
}
