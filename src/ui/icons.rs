//! The icons, each as the one-character string that draws it in the bundled icon face.
//!
//! Nothing is drawn here. The file is written by `tests/tools/subset-icons`, which also cuts
//! the face down to exactly these icons: add a name there, never here.

/// The icon face itself: Phosphor, regular weight, cut down to the icons below.
pub const FONT: &[u8] = include_bytes!("../../assets/fonts/Phosphor-subset.ttf");

/// The Phosphor icon 'arrow-clockwise'.
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
/// The Phosphor icon 'arrow-counter-clockwise'.
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
/// The Phosphor icon 'arrow-square-out'.
pub const ARROW_SQUARE_OUT: &str = "\u{e5de}";
/// The Phosphor icon 'article'.
pub const ARTICLE: &str = "\u{e0a8}";
/// The Phosphor icon 'buildings'.
pub const BUILDINGS: &str = "\u{e102}";
/// The Phosphor icon 'caret-down'.
pub const CARET_DOWN: &str = "\u{e136}";
/// The Phosphor icon 'caret-left'.
pub const CARET_LEFT: &str = "\u{e138}";
/// The Phosphor icon 'caret-right'.
pub const CARET_RIGHT: &str = "\u{e13a}";
/// The Phosphor icon 'caret-up'.
pub const CARET_UP: &str = "\u{e13c}";
/// The Phosphor icon 'chat-circle'.
pub const CHAT_CIRCLE: &str = "\u{e168}";
/// The Phosphor icon 'check'.
pub const CHECK: &str = "\u{e182}";
/// The Phosphor icon 'check-circle'.
pub const CHECK_CIRCLE: &str = "\u{e184}";
/// The Phosphor icon 'circle'.
pub const CIRCLE: &str = "\u{e18a}";
/// The Phosphor icon 'circle-half'.
pub const CIRCLE_HALF: &str = "\u{e18c}";
/// The Phosphor icon 'clipboard-text'.
pub const CLIPBOARD_TEXT: &str = "\u{e198}";
/// The Phosphor icon 'command'.
pub const COMMAND: &str = "\u{e1c4}";
/// The Phosphor icon 'copy'.
pub const COPY: &str = "\u{e1ca}";
/// The Phosphor icon 'dots-three'.
pub const DOTS_THREE: &str = "\u{e1fe}";
/// The Phosphor icon 'download-simple'.
pub const DOWNLOAD_SIMPLE: &str = "\u{e20c}";
/// The Phosphor icon 'export'.
pub const EXPORT: &str = "\u{eaf0}";
/// The Phosphor icon 'eye'.
pub const EYE: &str = "\u{e220}";
/// The Phosphor icon 'file-plus'.
pub const FILE_PLUS: &str = "\u{e236}";
/// The Phosphor icon 'file-text'.
pub const FILE_TEXT: &str = "\u{e23a}";
/// The Phosphor icon 'floppy-disk'.
pub const FLOPPY_DISK: &str = "\u{e248}";
/// The Phosphor icon 'folder-open'.
pub const FOLDER_OPEN: &str = "\u{e256}";
/// The Phosphor icon 'gear'.
pub const GEAR: &str = "\u{e270}";
/// The Phosphor icon 'info'.
pub const INFO: &str = "\u{e2ce}";
/// The Phosphor icon 'keyboard'.
pub const KEYBOARD: &str = "\u{e2d8}";
/// The Phosphor icon 'link'.
pub const LINK: &str = "\u{e2e2}";
/// The Phosphor icon 'list'.
pub const LIST: &str = "\u{e2f0}";
/// The Phosphor icon 'lock'.
pub const LOCK: &str = "\u{e2fa}";
/// The Phosphor icon 'magnifying-glass'.
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
/// The Phosphor icon 'minus'.
pub const MINUS: &str = "\u{e32a}";
/// The Phosphor icon 'moon'.
pub const MOON: &str = "\u{e330}";
/// The Phosphor icon 'newspaper'.
pub const NEWSPAPER: &str = "\u{e344}";
/// The Phosphor icon 'note'.
pub const NOTE: &str = "\u{e348}";
/// The Phosphor icon 'pencil-simple'.
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
/// The Phosphor icon 'plus'.
pub const PLUS: &str = "\u{e3d4}";
/// The Phosphor icon 'prohibit'.
pub const PROHIBIT: &str = "\u{e3de}";
/// The Phosphor icon 'question'.
pub const QUESTION: &str = "\u{e3e8}";
/// The Phosphor icon 'quotes'.
pub const QUOTES: &str = "\u{e660}";
/// The Phosphor icon 'sidebar-simple'.
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
/// The Phosphor icon 'sliders'.
pub const SLIDERS: &str = "\u{e432}";
/// The Phosphor icon 'star'.
pub const STAR: &str = "\u{e46a}";
/// The Phosphor icon 'sun'.
pub const SUN: &str = "\u{e472}";
/// The Phosphor icon 'tag'.
pub const TAG: &str = "\u{e478}";
/// The Phosphor icon 'text-aa'.
pub const TEXT_AA: &str = "\u{e6ee}";
/// The Phosphor icon 'trash'.
pub const TRASH: &str = "\u{e4a6}";
/// The Phosphor icon 'user'.
pub const USER: &str = "\u{e4c2}";
/// The Phosphor icon 'users-three'.
pub const USERS_THREE: &str = "\u{e68e}";
/// The Phosphor icon 'warning'.
pub const WARNING: &str = "\u{e4e0}";
/// The Phosphor icon 'warning-circle'.
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
/// The Phosphor icon 'x'.
pub const X: &str = "\u{e4f6}";

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
