//! The frames of the window's panels.

use eframe::egui::{Color32, Frame, Margin, Ui, UiBuilder};

/// A frame of one colour with no margin.
pub fn plain_frame(fill: Color32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::ZERO)
}

/// Draws into a panel without making it wider: what it holds must not push the text aside.
pub fn as_wide_as_it_is(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
    content(&mut inner);
    ui.advance_cursor_after_rect(room);
}
