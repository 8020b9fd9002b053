//! Writes what packages hold besides the program: the manual pages and the completions of its command line, made from the
//! command line itself. `cargo run --example package_files -- FOLDER`

use std::error::Error;
use std::path::PathBuf;

use clap_complete::Shell;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or("usage: package_files FOLDER")?;
    let (manual, completions) = (folder.join("man"), folder.join("completions"));
    std::fs::create_dir_all(&manual)?;
    std::fs::create_dir_all(&completions)?;
    // One page for the program and one for each subcommand: sayso-export(1).
    clap_mangen::generate_to(sayso::cli::command(), &manual)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut sayso::cli::command(), "sayso", &completions)?;
    }
    Ok(())
}
