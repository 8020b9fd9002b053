//! Two people share a project by git or by a synced folder: what both did is there afterwards, and nothing else. Where git
//! is not installed its tests are counted as ignored, and in CI they fail. `SAYSO_TRIALS=200` tries more,
//! and `SAYSO_EDITS=500` lets them do more.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]
#![expect(
    clippy::print_stderr,
    reason = "the figures are for whoever runs them by hand"
)]

mod git;
mod project;
mod synced;
mod window;
mod writers;

use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// How often each thing is tried.
pub fn trials(few: u64) -> u64 {
    let wanted = std::env::var("SAYSO_TRIALS").ok();
    wanted.and_then(|trials| trials.parse().ok()).unwrap_or(few)
}

fn main() -> ExitCode {
    let mut tests = vec![
        with_git(
            "what_plain_git_leaves_is_read_and_holds_the_claims_of_both",
            git::what_plain_git_leaves_is_read_and_holds_the_claims_of_both,
        ),
        with_git(
            "with_sayso_as_its_driver_git_meets_no_conflict",
            git::with_sayso_as_its_driver_git_meets_no_conflict,
        ),
        with_git(
            "git_is_set_up_once_and_only_in_its_repository",
            git::git_is_set_up_once_and_only_in_its_repository,
        ),
        with_git(
            "what_both_changed_is_a_difference_in_each_style",
            git::what_both_changed_is_a_difference_in_each_style,
        ),
        with_git(
            "a_text_that_git_left_in_conflict_is_merged_when_it_is_read",
            git::a_text_that_git_left_in_conflict_is_merged_when_it_is_read,
        ),
        with_git(
            "a_text_that_only_one_side_changed_stands",
            git::a_text_that_only_one_side_changed_stands,
        ),
        with_git(
            "conflicts_in_all_files_of_a_project_are_read_in_each_style",
            git::conflicts_in_all_files_of_a_project_are_read_in_each_style,
        ),
    ];
    for style in git::STYLES {
        let name = format!("two_writers_lose_nothing_with_git_{style}");
        tests.push(with_git(&name, move || git::two_writers_lose_nothing(style)));
    }
    tests.extend(synced::tests());
    tests.extend(window::tests());
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

fn with_git(name: &str, test: impl FnOnce() + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || {
        let git = Command::new("git")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        match git {
            Ok(status) if status.success() => {
                test();
                Ok(Completion::Completed)
            }
            _ if std::env::var_os("CI").is_some() => Err(Failed::from("git is not installed")),
            _ => Ok(Completion::ignored_with("git is not installed")),
        }
    })
}
