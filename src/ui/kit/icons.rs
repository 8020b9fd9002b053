//! The icons, each as the one-character string that draws it in the bundled icon face.
//!
//! Written by `tests/tools/subset-icons`, which also cuts the face down to exactly these icons: add a name there.

/// The icon face itself: Phosphor, regular weight, cut down to the icons below.
pub const FONT: &[u8] = include_bytes!("../../../assets/fonts/Phosphor-subset.ttf");

macro_rules! icons {
    ($($constant:ident $name:literal $character:literal)*) => {
        $(#[doc = concat!("The Phosphor icon '", $name, "'.")]
        pub const $constant: &str = $character;)*
        /// Every icon with its Phosphor name, in alphabetical order.
        pub const ALL: &[(&str, &str)] = &[$(($name, $constant)),*];
    };
}

icons! {
    ARROW_COUNTER_CLOCKWISE "arrow-counter-clockwise" "\u{fe038}"
    ARROW_SQUARE_OUT "arrow-square-out" "\u{fe5de}"
    ARTICLE "article" "\u{fe0a8}"
    CARET_DOWN "caret-down" "\u{fe136}"
    CARET_LEFT "caret-left" "\u{fe138}"
    CARET_RIGHT "caret-right" "\u{fe13a}"
    CARET_UP "caret-up" "\u{fe13c}"
    CHECK "check" "\u{fe182}"
    CHECK_CIRCLE "check-circle" "\u{fe184}"
    CIRCLE "circle" "\u{fe18a}"
    CIRCLE_HALF "circle-half" "\u{fe18c}"
    COMMAND "command" "\u{fe1c4}"
    COPY "copy" "\u{fe1ca}"
    LIST "list" "\u{fe2f0}"
    LOCK "lock" "\u{fe2fa}"
    MAGNIFYING_GLASS "magnifying-glass" "\u{fe30c}"
    MINUS "minus" "\u{fe32a}"
    NOTE "note" "\u{fe348}"
    PENCIL_SIMPLE "pencil-simple" "\u{fe3b4}"
    PLUS "plus" "\u{fe3d4}"
    QUESTION "question" "\u{fe3e8}"
    SLIDERS "sliders" "\u{fe432}"
    TEXT_AA "text-aa" "\u{fe6ee}"
    TRASH "trash" "\u{fe4a6}"
    WARNING "warning" "\u{fe4e0}"
    WARNING_CIRCLE "warning-circle" "\u{fe4e2}"
    X "x" "\u{fe4f6}"
}
