//! Where the system keeps what is the user's, and the name it knows them by.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The settings file: in the folder that `SAYSO_CONFIG_DIR` names, else where the system keeps the
/// user's configuration; `None` where there is no such place.
pub fn path() -> Option<PathBuf> {
    let named = std::env::var_os("SAYSO_CONFIG_DIR").filter(|folder| !folder.is_empty());
    let folder = match named {
        Some(folder) => PathBuf::from(folder),
        None => etcetera::choose_base_strategy().ok()?.config_dir().join("sayso"),
    };
    Some(folder.join("settings.ron"))
}

/// The folder where new projects are offered to lie: 'Sayso' in the user's home.
pub fn projects_folder() -> Option<PathBuf> {
    Some(home_folder()?.join("Sayso"))
}

/// The user's home.
pub fn home_folder() -> Option<PathBuf> {
    etcetera::home_dir().ok()
}

/// The folder for copies of work that could not be saved in its project: where the system keeps the state of the user's
/// programs, else their data; `None` where there is no such place.
pub fn kept_folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(state.join("sayso").join("kept"))
}

/// The name under which the user is signed in.
pub(super) fn user_name() -> String {
    let variables = ["USER", "USERNAME", "LOGNAME"];
    let name = variables
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.trim().is_empty()));
    name.unwrap_or_else(|| fl!("session-default-reviewer").to_owned())
}
