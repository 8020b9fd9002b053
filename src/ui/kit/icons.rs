//! The icons, each as the one-character string that draws it in the bundled icon face.
//!
//! Nothing is drawn here. The file is written by `tests/tools/subset-icons`, which also cuts
//! the face down to exactly these icons: add a name there, never here.

/// The icon face itself: Phosphor, regular weight, cut down to the icons below.
pub const FONT: &[u8] = include_bytes!("../../../assets/fonts/Phosphor-subset.ttf");

/// The Phosphor icon 'arrow-clockwise'.
pub const ARROW_CLOCKWISE: &str = "\u{fe036}";
/// The Phosphor icon 'arrow-counter-clockwise'.
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{fe038}";
/// The Phosphor icon 'arrow-square-out'.
pub const ARROW_SQUARE_OUT: &str = "\u{fe5de}";
/// The Phosphor icon 'article'.
pub const ARTICLE: &str = "\u{fe0a8}";
/// The Phosphor icon 'buildings'.
pub const BUILDINGS: &str = "\u{fe102}";
/// The Phosphor icon 'caret-down'.
pub const CARET_DOWN: &str = "\u{fe136}";
/// The Phosphor icon 'caret-left'.
pub const CARET_LEFT: &str = "\u{fe138}";
/// The Phosphor icon 'caret-right'.
pub const CARET_RIGHT: &str = "\u{fe13a}";
/// The Phosphor icon 'caret-up'.
pub const CARET_UP: &str = "\u{fe13c}";
/// The Phosphor icon 'chat-circle'.
pub const CHAT_CIRCLE: &str = "\u{fe168}";
/// The Phosphor icon 'check'.
pub const CHECK: &str = "\u{fe182}";
/// The Phosphor icon 'check-circle'.
pub const CHECK_CIRCLE: &str = "\u{fe184}";
/// The Phosphor icon 'circle'.
pub const CIRCLE: &str = "\u{fe18a}";
/// The Phosphor icon 'circle-half'.
pub const CIRCLE_HALF: &str = "\u{fe18c}";
/// The Phosphor icon 'clipboard-text'.
pub const CLIPBOARD_TEXT: &str = "\u{fe198}";
/// The Phosphor icon 'command'.
pub const COMMAND: &str = "\u{fe1c4}";
/// The Phosphor icon 'copy'.
pub const COPY: &str = "\u{fe1ca}";
/// The Phosphor icon 'dots-three'.
pub const DOTS_THREE: &str = "\u{fe1fe}";
/// The Phosphor icon 'download-simple'.
pub const DOWNLOAD_SIMPLE: &str = "\u{fe20c}";
/// The Phosphor icon 'export'.
pub const EXPORT: &str = "\u{feaf0}";
/// The Phosphor icon 'eye'.
pub const EYE: &str = "\u{fe220}";
/// The Phosphor icon 'file-plus'.
pub const FILE_PLUS: &str = "\u{fe236}";
/// The Phosphor icon 'file-text'.
pub const FILE_TEXT: &str = "\u{fe23a}";
/// The Phosphor icon 'floppy-disk'.
pub const FLOPPY_DISK: &str = "\u{fe248}";
/// The Phosphor icon 'folder-open'.
pub const FOLDER_OPEN: &str = "\u{fe256}";
/// The Phosphor icon 'gear'.
pub const GEAR: &str = "\u{fe270}";
/// The Phosphor icon 'info'.
pub const INFO: &str = "\u{fe2ce}";
/// The Phosphor icon 'keyboard'.
pub const KEYBOARD: &str = "\u{fe2d8}";
/// The Phosphor icon 'link'.
pub const LINK: &str = "\u{fe2e2}";
/// The Phosphor icon 'list'.
pub const LIST: &str = "\u{fe2f0}";
/// The Phosphor icon 'lock'.
pub const LOCK: &str = "\u{fe2fa}";
/// The Phosphor icon 'magnifying-glass'.
pub const MAGNIFYING_GLASS: &str = "\u{fe30c}";
/// The Phosphor icon 'minus'.
pub const MINUS: &str = "\u{fe32a}";
/// The Phosphor icon 'moon'.
pub const MOON: &str = "\u{fe330}";
/// The Phosphor icon 'newspaper'.
pub const NEWSPAPER: &str = "\u{fe344}";
/// The Phosphor icon 'note'.
pub const NOTE: &str = "\u{fe348}";
/// The Phosphor icon 'pencil-simple'.
pub const PENCIL_SIMPLE: &str = "\u{fe3b4}";
/// The Phosphor icon 'plus'.
pub const PLUS: &str = "\u{fe3d4}";
/// The Phosphor icon 'prohibit'.
pub const PROHIBIT: &str = "\u{fe3de}";
/// The Phosphor icon 'question'.
pub const QUESTION: &str = "\u{fe3e8}";
/// The Phosphor icon 'quotes'.
pub const QUOTES: &str = "\u{fe660}";
/// The Phosphor icon 'sidebar-simple'.
pub const SIDEBAR_SIMPLE: &str = "\u{fec24}";
/// The Phosphor icon 'sliders'.
pub const SLIDERS: &str = "\u{fe432}";
/// The Phosphor icon 'star'.
pub const STAR: &str = "\u{fe46a}";
/// The Phosphor icon 'sun'.
pub const SUN: &str = "\u{fe472}";
/// The Phosphor icon 'tag'.
pub const TAG: &str = "\u{fe478}";
/// The Phosphor icon 'text-aa'.
pub const TEXT_AA: &str = "\u{fe6ee}";
/// The Phosphor icon 'trash'.
pub const TRASH: &str = "\u{fe4a6}";
/// The Phosphor icon 'user'.
pub const USER: &str = "\u{fe4c2}";
/// The Phosphor icon 'users-three'.
pub const USERS_THREE: &str = "\u{fe68e}";
/// The Phosphor icon 'warning'.
pub const WARNING: &str = "\u{fe4e0}";
/// The Phosphor icon 'warning-circle'.
pub const WARNING_CIRCLE: &str = "\u{fe4e2}";
/// The Phosphor icon 'x'.
pub const X: &str = "\u{fe4f6}";

/// Every icon with its Phosphor name, in alphabetical order.
pub const ALL: &[(&str, &str)] = &[
    ("arrow-clockwise", ARROW_CLOCKWISE),
    ("arrow-counter-clockwise", ARROW_COUNTER_CLOCKWISE),
    ("arrow-square-out", ARROW_SQUARE_OUT),
    ("article", ARTICLE),
    ("buildings", BUILDINGS),
    ("caret-down", CARET_DOWN),
    ("caret-left", CARET_LEFT),
    ("caret-right", CARET_RIGHT),
    ("caret-up", CARET_UP),
    ("chat-circle", CHAT_CIRCLE),
    ("check", CHECK),
    ("check-circle", CHECK_CIRCLE),
    ("circle", CIRCLE),
    ("circle-half", CIRCLE_HALF),
    ("clipboard-text", CLIPBOARD_TEXT),
    ("command", COMMAND),
    ("copy", COPY),
    ("dots-three", DOTS_THREE),
    ("download-simple", DOWNLOAD_SIMPLE),
    ("export", EXPORT),
    ("eye", EYE),
    ("file-plus", FILE_PLUS),
    ("file-text", FILE_TEXT),
    ("floppy-disk", FLOPPY_DISK),
    ("folder-open", FOLDER_OPEN),
    ("gear", GEAR),
    ("info", INFO),
    ("keyboard", KEYBOARD),
    ("link", LINK),
    ("list", LIST),
    ("lock", LOCK),
    ("magnifying-glass", MAGNIFYING_GLASS),
    ("minus", MINUS),
    ("moon", MOON),
    ("newspaper", NEWSPAPER),
    ("note", NOTE),
    ("pencil-simple", PENCIL_SIMPLE),
    ("plus", PLUS),
    ("prohibit", PROHIBIT),
    ("question", QUESTION),
    ("quotes", QUOTES),
    ("sidebar-simple", SIDEBAR_SIMPLE),
    ("sliders", SLIDERS),
    ("star", STAR),
    ("sun", SUN),
    ("tag", TAG),
    ("text-aa", TEXT_AA),
    ("trash", TRASH),
    ("user", USER),
    ("users-three", USERS_THREE),
    ("warning", WARNING),
    ("warning-circle", WARNING_CIRCLE),
    ("x", X),
];
