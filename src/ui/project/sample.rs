//! The bundled sample project and the window's icon, as bytes in the program.

use eframe::egui::IconData;
use eframe::icon_data::from_png_bytes;

macro_rules! sample {
    ($file:literal) => {
        (
            $file,
            include_bytes!(concat!("../../../projects/baghdad-talks/", $file)),
        )
    };
}

/// The sample's files by their paths within it.
pub const SAMPLE: &[(&str, &[u8])] = &[
    sample!("project.ron"),
    sample!("articles/attacks-on-bases.ron"),
    sample!("articles/attacks-on-bases.txt"),
    sample!("articles/coalition-talks.ron"),
    sample!("articles/coalition-talks.txt"),
    sample!("articles/drawdown-explained.ron"),
    sample!("articles/drawdown-explained.txt"),
    sample!("articles/muhadathat-baghdad.ron"),
    sample!("articles/muhadathat-baghdad.txt"),
];

/// The window's icon; without one the desktop shows its own.
pub fn icon() -> IconData {
    from_png_bytes(include_bytes!("../../../assets/sayso.png")).unwrap_or_default()
}
