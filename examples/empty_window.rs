//! A window with nothing in it, built with the same features as Sayso's: what the benchmarks hold the
//! start of the program against. Nothing of the program may be used here.

use eframe::egui;

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, _ui: &mut egui::Ui, _frame: &mut eframe::Frame) {}
}

fn main() -> eframe::Result {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1280.0, 800.0]),
        renderer: eframe::Renderer::Glow,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("Empty", options, Box::new(|_creation| Ok(Box::new(Empty))))
}
