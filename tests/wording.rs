//! The law that no user's text reaches egui's own text, which puts Arabic words in the wrong
//! order: outside `src/ui/kit` egui is given only the program's own fixed wording. How our own
//! label and field show text is not tested here.
//!
//! What is fixed is told from the source alone. Where a call takes a text (the tables below say
//! which calls and which argument), the argument must be
//!
//! - a string literal, or a constant in `CAPITALS`,
//! - `fl!("key")`, a message without arguments,
//! - `fixed(…)`, whose parameter is a `&'static str`, so that the compiler proves it: this is the way
//!   for whatever is chosen at run time (`fixed(command.label())`, `fixed(if open { "Hide" } else { "Show" })`),
//! - `number(…)`, whose parameter is a number,
//! - a `tooltip()`, `caps()` or `key_caps()`, which only the list of commands has,
//! - another call that takes a text and is checked itself (`Button::new(RichText::new("Add"))`),
//! - or a tuple of these; with a chain of methods behind it that only styles.
//!
//! `format!` is not fixed: a text with a name or a count in it goes through our own label.
//! What must be excepted all the same stands in [`EXCEPTIONS`], with the reason.

#![expect(clippy::expect_used, reason = "a test says what went wrong by panicking")]

#[expect(dead_code, reason = "the other laws use the rest of it")]
#[path = "support/source.rs"]
mod source;

use std::collections::BTreeSet;

use source::{Kind, Source, Token, closing, split_at_commas};

/// Files whose business is text: here egui's text may be named.
const WIDGETS: &str = "src/ui/kit";

/// Methods that take a text, and the place of that argument.
const METHODS: &[(&str, usize)] = &[
    ("button", 0),
    ("checkbox", 1),
    ("collapsing", 0),
    ("colored_label", 1),
    ("heading", 0),
    ("hint_text", 0),
    ("hyperlink_to", 0),
    ("label", 0),
    ("left_text", 0),
    ("menu_button", 0),
    ("on_disabled_hover_text", 0),
    ("on_hover_text", 0),
    ("on_hover_text_at_pointer", 0),
    ("radio", 1),
    ("radio_value", 2),
    ("right_text", 0),
    ("selectable_label", 1),
    ("selectable_value", 2),
    ("selected_text", 0),
    ("shortcut_text", 0),
    ("small_button", 0),
    ("toggle_value", 1),
];

/// Methods that take a text first where they belong to a `Ui`; elsewhere the name is a common one.
const METHODS_OF_UI: &[&str] = &[
    "code",
    "hyperlink",
    "link",
    "monospace",
    "small",
    "strong",
    "weak",
];

/// Associated functions that take a text, and the place of that argument.
const CONSTRUCTORS: &[(&str, &str, usize)] = &[
    ("Button", "image_and_text", 1),
    ("Button", "new", 0),
    ("Button", "selectable", 1),
    ("Checkbox", "new", 1),
    ("CollapsingHeader", "new", 0),
    ("ComboBox", "from_label", 0),
    ("ComboBox", "new", 1),
    ("Hyperlink", "from_label_and_url", 0),
    ("Hyperlink", "new", 0),
    ("Label", "new", 0),
    ("Link", "new", 0),
    ("MenuButton", "new", 0),
    ("RadioButton", "new", 1),
    ("RichText", "new", 0),
    ("SubMenuButton", "new", 0),
    ("Window", "new", 0),
];

/// Names that have no place outside the widgets: they take any text, or are text.
const NEVER: &[&str] = &[
    "Galley",
    "LayoutJob",
    "TextEdit",
    "WidgetText",
    "layout_delayed_color",
    "layout_job",
    "layout_no_wrap",
    "text_edit_multiline",
    "text_edit_singleline",
];

/// Methods of the list of commands that build wording; nothing else in `src/ui` may be called so.
const WORDING: &[&str] = &["caps", "key_caps", "tooltip"];
const COMMANDS: [&str; 2] = ["src/ui/bus/command.rs", "src/ui/bus/key_map.rs"];

/// Methods that make another text of a fixed one.
const MIXING: &[&str] = &["add", "concat", "join", "push", "push_str", "replace", "replacen"];

/// Calls that are allowed all the same: the file, the call as a complaint shows it, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

#[test]
fn egui_is_given_only_our_own_fixed_wording() {
    let mut unused: BTreeSet<_> = EXCEPTIONS.iter().map(|(file, call, _)| (*file, *call)).collect();
    let mut broken = Vec::new();
    for source in Source::all_under("src/ui")
        .iter()
        .filter(|source| !source.path.starts_with(WIDGETS))
    {
        for (line, call) in loose_texts(&source.production()) {
            let exception = EXCEPTIONS
                .iter()
                .find(|(file, known, _)| *file == source.path && *known == call);
            match exception {
                Some((file, known, _)) => drop(unused.remove(&(*file, *known))),
                None => broken.push(format!("{}:{line}: {call}", source.path)),
            }
        }
    }
    let advice = "these may carry a user's text into egui's own text; use the label and the field of \
                  src/ui/kit, or fixed(…) for our own wording";
    assert!(broken.is_empty(), "{advice}:\n{}\n", broken.join("\n"));
    assert!(
        unused.is_empty(),
        "nothing needs these exceptions any more: {unused:?}"
    );
}

#[test]
fn the_helpers_for_fixed_wording_cannot_be_given_anything_else() {
    for source in Source::all_under("src/ui") {
        for (name, parameters) in functions(&source.production()) {
            let whole = format!("{}: fn {name}({parameters})", source.path);
            match name.as_str() {
                "fixed" => assert!(parameters.ends_with(":&'static str"), "{whole}"),
                "number" => assert!(is_a_number(&parameters), "{whole}"),
                wording if WORDING.contains(&wording) => {
                    assert!(COMMANDS.contains(&source.path.as_str()), "{whole}");
                }
                _ => {}
            }
        }
    }
}

/// Every call that may give egui a user's text: its line and the call as written, without spaces.
fn loose_texts(tokens: &[Token]) -> Vec<(usize, String)> {
    let mut loose = Vec::new();
    for at in 0..tokens.len() {
        let token = &tokens[at];
        if token.kind != Kind::Word {
            continue;
        }
        if NEVER.contains(&token.text.as_str()) && !in_import(tokens, at) {
            loose.push((token.line, token.text.clone()));
        }
        let Some((open, place)) = text_call(tokens, at) else {
            continue;
        };
        let close = closing(tokens, open).min(tokens.len());
        let arguments = split_at_commas(&tokens[open + 1..close]);
        if arguments.get(place).is_some_and(|argument| !is_fixed(argument)) {
            let call = tokens[at..=close.min(tokens.len() - 1)]
                .iter()
                .map(|token| token.text.as_str());
            loose.push((token.line, call.collect()));
        }
    }
    loose
}

/// If a call that takes a text begins at this word: its bracket and the place of the text.
fn text_call(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let word = tokens[at].text.as_str();
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.is(text));
    if before.is_some_and(|before| before.is(".")) && is(at + 1, "(") {
        if let Some((_, place)) = METHODS.iter().find(|(name, _)| *name == word) {
            return Some((at + 1, *place));
        }
        if METHODS_OF_UI.contains(&word) && at >= 2 && is_a_ui(&tokens[at - 2]) {
            return Some((at + 1, 0));
        }
        if word == "text" {
            return text_method(tokens, at).map(|place| (at + 1, place));
        }
        // A painter's own layout and galleys.
        let of_painter = at >= 2 && (tokens[at - 2].is("painter") || at >= 4 && tokens[at - 4].is("painter"));
        if (word == "layout" && of_painter || word == "galley") && !is(at + 2, ")") {
            return Some((at + 1, 0));
        }
        return None;
    }
    let (_, _, place) = CONSTRUCTORS.iter().find(|(name, function, _)| {
        *name == word && is(at + 1, "::") && is(at + 2, function) && is(at + 3, "(")
    })?;
    Some((at + 3, *place))
}

/// `painter.text(…)` takes five arguments, the text third; a slider's and a progress bar's one.
fn text_method(tokens: &[Token], at: usize) -> Option<usize> {
    let arguments = split_at_commas(&tokens[at + 2..closing(tokens, at + 1)]).len();
    if arguments == 5 {
        return Some(2);
    }
    let statement = tokens[..at]
        .iter()
        .rev()
        .take_while(|token| !(token.is(";") || token.is("{")));
    let of_widget = statement
        .into_iter()
        .any(|token| token.is("ProgressBar") || token.is("Slider"));
    (arguments == 1 && of_widget).then_some(0)
}

fn is_a_ui(token: &Token) -> bool {
    token.kind == Kind::Word && (token.text == "ui" || token.text.ends_with("_ui")) || token.is("]")
}

fn in_import(tokens: &[Token], at: usize) -> bool {
    let statement = tokens[..at].iter().rev().take_while(|token| !token.is(";"));
    statement
        .into_iter()
        .take_while(|token| !token.is(")"))
        .any(|token| token.is("use"))
}

/// Whether an argument is wording that only the source decides; the rules stand at the file's top.
fn is_fixed(argument: &[Token]) -> bool {
    let start = argument
        .iter()
        .take_while(|token| token.is("&") || token.is("*"))
        .count();
    let argument = &argument[start..];
    if ends_in_wording(argument) {
        return true;
    }
    fixed_head(argument).is_some_and(|length| only_styles(&argument[length..]))
}

/// The length of the fixed expression that the tokens begin with.
fn fixed_head(tokens: &[Token]) -> Option<usize> {
    let first = tokens.first()?;
    if first.kind == Kind::Literal {
        return Some(1);
    }
    if let [fl, bang, open, key, close, ..] = tokens
        && fl.is("fl")
        && bang.is("!")
        && open.is("(")
        && key.kind == Kind::Literal
        && close.is(")")
    {
        return Some(5);
    }
    if first.is("(") {
        let close = closing(tokens, 0);
        let parts = split_at_commas(tokens.get(1..close)?);
        return parts.into_iter().all(is_fixed).then_some(close + 1);
    }
    let path = tokens
        .iter()
        .take_while(|token| token.kind == Kind::Word || token.is("::"))
        .count();
    let last = tokens[..path].last()?;
    if !tokens.get(path).is_some_and(|next| next.is("(")) {
        let is_macro = tokens.get(path).is_some_and(|next| next.is("!"));
        return (is_constant(&last.text) && !is_macro).then_some(path);
    }
    let is_helper = last.is("fixed") || last.is("number");
    let is_checked_itself = path >= 3 && text_call(tokens, path - 3).is_some();
    (is_helper || is_checked_itself).then(|| closing(tokens, path) + 1)
}

fn is_constant(name: &str) -> bool {
    name.chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether nothing but method calls follow, none of which mixes in another text.
fn only_styles(mut rest: &[Token]) -> bool {
    while let [dot, name, open, ..] = rest {
        if !dot.is(".") || !open.is("(") || MIXING.contains(&name.text.as_str()) {
            return false;
        }
        rest = rest.get(closing(rest, 2) + 1..).unwrap_or_default();
    }
    rest.is_empty()
}

/// `command.tooltip()` and its like, with no operator on the way.
fn ends_in_wording(tokens: &[Token]) -> bool {
    let [path @ .., dot, name, open, close] = tokens else {
        return false;
    };
    let is_call = dot.is(".") && open.is("(") && close.is(")");
    let is_path = |token: &Token| token.kind == Kind::Word || token.is("::") || token.is(".");
    is_call && WORDING.contains(&name.text.as_str()) && path.iter().all(is_path)
}

/// Every function with its parameters as written, without spaces but the one in types.
fn functions(tokens: &[Token]) -> Vec<(String, String)> {
    let mut functions = Vec::new();
    for at in 0..tokens.len().saturating_sub(2) {
        if tokens[at].is("fn") && tokens[at + 2].is("(") {
            let parameters = &tokens[at + 3..closing(tokens, at + 2)];
            let mut written = String::new();
            for token in parameters.iter().filter(|token| !token.is(",")) {
                let after_word = written.ends_with(|c: char| c.is_alphanumeric());
                if after_word && token.kind == Kind::Word {
                    written.push(' ');
                }
                written.push_str(&token.text);
            }
            functions.push((tokens[at + 1].text.clone(), written));
        }
    }
    functions
}

fn is_a_number(parameters: &str) -> bool {
    let numbers = ["usize", "u8", "u16", "u32", "u64", "i32", "i64", "f32", "f64"];
    parameters
        .split_once(':')
        .is_some_and(|(_, kind)| numbers.contains(&kind))
}

fn loose_in(text: &str) -> Vec<String> {
    let source = Source::new("src/ui/app/chrome.rs", text);
    loose_texts(&source.production())
        .into_iter()
        .map(|(_, call)| call)
        .collect()
}

#[test]
fn fixed_wording_passes() {
    for text in [
        "ui.label(\"Speakers\");",
        "ui.label(words::SPEAKERS);",
        "ui.label(RichText::new(\"Speakers\").size(12.0).strong());",
        "ui.label(egui::RichText::new(icons::PLUS).color(theme.ink));",
        "ui.button(fixed(command.label())).on_hover_text(command.tooltip());",
        "ui.add(Button::new((icons::PLUS, \"Add\")).min_size(size));",
        "ui.add(egui::Button::new(egui::RichText::new(widgets::fixed(icon))));",
        "ui.checkbox(&mut view.open, \"Open\");",
        "ui.label(widgets::number(count));",
        "painter.text(at, Align2::LEFT_TOP, \"Hello\", font, theme.ink);",
        "widgets::label(ui, &speaker.name);",
        "let label = command.label();",
        "let text = session.text(article);",
        "let link = claim.link(place);",
        "let size = painter.layout;",
        "use egui::{TextEdit, Ui};",
        "// ui.label(speaker.name)",
        "#[cfg(test)] mod tests { fn f() { ui.label(name); } }",
        "ui.menu_button(\"Project\", |ui| { widgets::label(ui, name); });",
        "ui.label(\"a\\
        b\");",
    ] {
        assert_eq!(loose_in(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_users_text_is_caught_on_every_way() {
    for text in [
        "ui.label(&speaker.name);",
        "ui.label(name);",
        "ui.label(format!(\"{count} claims\"));",
        "ui.label(\"Speaker: \".to_owned() + &name);",
        "ui.label(\"Speaker: {}\".replace(\"{}\", &name));",
        "ui.strong(speaker.name.as_str());",
        "ui.button((icons::PLUS, name));",
        "ui.add(egui::Label::new(name));",
        "ui.add(Button::new(title).min_size(size));",
        "let text = RichText::new(&claim.words);",
        "ui.checkbox(&mut on, &name);",
        "ui.selectable_value(&mut a, b, name);",
        "response.on_hover_text(words);",
        "response.on_hover_text(speaker.tooltip);",
        "painter.text(at, Align2::LEFT_TOP, name, font, theme.ink);",
        "ui.painter().text(at, align, &name, font, ink);",
        "ui.add(ProgressBar::new(0.5).text(title));",
        "ui.text_edit_singleline(&mut draft);",
        "TextEdit::singleline(&mut draft).show(ui);",
        "let job = LayoutJob::simple(name, font, ink, width);",
        "let galley = painter.layout(name, font, ink, width);",
        "let galley = ui.painter().layout(name, font, ink, width);",
        "painter.galley(at, shown, ink);",
        "egui::Window::new(title).show(ctx, |ui| {});",
        "ComboBox::from_label(name);",
        "ui.label(if long { \"Long\" } else { name });",
    ] {
        assert_eq!(loose_in(text).len(), 1, "{text}: {:?}", loose_in(text));
    }
}

#[test]
fn a_complaint_shows_the_call() {
    assert_eq!(loose_in("ui.label( &speaker.name );"), ["label(&speaker.name)"]);
}

#[test]
fn parameters_are_read_as_written() {
    let source = Source::new(
        "src/ui/x.rs",
        "pub fn fixed(text: &'static str) -> &str {} fn number(n: usize) {}",
    );
    let expected = [("fixed", "text:&'static str"), ("number", "n:usize")];
    let found = functions(&source.tokens);
    assert_eq!(
        found
            .iter()
            .map(|(n, p)| (n.as_str(), p.as_str()))
            .collect::<Vec<_>>(),
        expected
    );
    assert!(is_a_number("n:usize") && !is_a_number("n:&str"));
}
