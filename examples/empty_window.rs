//! An empty window, built with the same features as Sayso's: what the benchmarks hold the start of
//! the program against. Nothing of the program may be used here.
//!
//! It paints its background, as every window does. With the argument `bare` it does not even that,
//! so that no shader is compiled and no triangle drawn.

use eframe::egui;

struct Empty {
    bare: bool,
}

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        if !self.bare {
            egui::CentralPanel::default().show(ui, |_ui| {});
        }
    }
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    let bare = std::env::args().nth(1).is_some_and(|argument| argument == "bare");
    eframe::run_native(
        "Empty",
        options,
        Box::new(move |_creation| Ok(Box::new(Empty { bare }))),
    )
}
