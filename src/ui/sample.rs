//! The bundled sample project and the window's icon, as bytes in the program.

use eframe::egui::IconData;

macro_rules! sample {
    ($file:literal) => {
        (
            $file,
            include_bytes!(concat!("../../projects/baghdad-talks/", $file)),
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

/// The window's icon: a claim between quotation marks, drawn here so that no file is needed.
pub fn icon() -> IconData {
    const SIDE: u32 = 64;
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for y in 0..SIDE {
        for x in 0..SIDE {
            rgba.extend(pixel(x, y, SIDE));
        }
    }
    IconData {
        rgba,
        width: SIDE,
        height: SIDE,
    }
}

fn pixel(x: u32, y: u32, side: u32) -> [u8; 4] {
    const ACCENT: [u8; 4] = [0x2a, 0x5d, 0xb0, 0xff];
    const PAPER: [u8; 4] = [0xfd, 0xfc, 0xfa, 0xff];
    let (x, y, side) = (f64::from(x) + 0.5, f64::from(y) + 0.5, f64::from(side));
    let inside = |left: f64, top: f64, right: f64, bottom: f64, radius: f64| {
        let dx = (left + radius - x).max(x - right + radius).max(0.0);
        let dy = (top + radius - y).max(y - bottom + radius).max(0.0);
        dx.hypot(dy) <= radius
    };
    let line = |top: f64, right: f64| inside(16.0, top, right, top + 6.0, 3.0);
    match (
        inside(2.0, 2.0, side - 2.0, side - 2.0, 14.0),
        line(19.0, 48.0) || line(30.0, 48.0) || line(41.0, 36.0),
    ) {
        (true, true) => PAPER,
        (true, false) => ACCENT,
        (false, _) => [0; 4],
    }
}
