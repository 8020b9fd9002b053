//! What any slice may ask of the window.

/// What the system's dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browse {
    /// A project folder or article files to open.
    Open,
    /// Article files to add.
    Add,
    /// The file with a newer version of the open article.
    Update,
    /// The folder in which a new project is made.
    NewProjectFolder,
    /// The file an export goes to.
    ExportFile,
}
