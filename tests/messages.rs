//! The law that wording and program fit together: every key that the source asks for is a message in
//! the Fluent file, with the arguments it takes, and every message there is asked for somewhere.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]

#[expect(dead_code, reason = "the other laws use the rest of it")]
#[path = "support/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};
use source::{Kind, Source, Token, closing, split_at_commas};

/// The messages of a file: of each key the arguments it takes and the other messages it contains.
#[derive(Default)]
struct Messages {
    arguments: BTreeMap<String, BTreeSet<String>>,
    references: BTreeMap<String, BTreeSet<String>>,
}

/// A place in the source that asks for a message.
struct Use {
    place: String,
    key: String,
    arguments: BTreeSet<String>,
}

/// What the keys of some messages begin with, and the attributes that are asked for with each of them.
const MESSAGES_WITH_ATTRIBUTES: [(&str, &[&str]); 3] = [
    ("command-", &["", ".tooltip"]),
    ("undo-", &[""]),
    ("format-", &["", ".audience", ".includes", ".leaves-out"]),
];

#[test]
fn every_message_asked_for_is_there_and_every_message_there_is_asked_for() {
    let messages = Messages::read();
    let uses = uses();
    let mut wrong = Vec::new();
    for used in &uses {
        match messages.arguments_of(&used.key) {
            None => wrong.push(format!("{}: no message has the key {}", used.place, used.key)),
            Some(takes) if takes != used.arguments => wrong.push(format!(
                "{}: {} takes {takes:?} and is given {:?}",
                used.place, used.key, used.arguments
            )),
            Some(_) => {}
        }
    }
    let asked: BTreeSet<&str> = uses.iter().map(|used| used.key.as_str()).collect();
    let contained: BTreeSet<&str> = messages
        .references
        .values()
        .flatten()
        .map(String::as_str)
        .collect();
    wrong.extend(
        messages
            .arguments
            .keys()
            .filter(|key| !asked.contains(key.as_str()) && !contained.contains(key.as_str()))
            .map(|key| format!("nothing asks for {key}")),
    );
    assert!(wrong.is_empty(), "{}\n", wrong.join("\n"));
}

#[test]
fn a_key_and_its_arguments_are_read_off_the_source() {
    let source = Source::new(
        "src/ui/a.rs",
        r#"fl!("a-b"); fl!("c.tooltip", count = n + f(1, 2), name = name,)"#,
    );
    let mut found = Vec::new();
    collect(&source, &mut found);
    let found: Vec<_> = found
        .iter()
        .map(|used| {
            (
                used.key.as_str(),
                used.arguments.iter().map(String::as_str).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(found, [("a-b", vec![]), ("c.tooltip", vec!["count", "name"])]);
}

impl Messages {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/wording/en-GB.ftl");
        let text = std::fs::read_to_string(path).expect("the wording can be read");
        let resource = fluent_syntax::parser::parse(text).expect("the wording is valid Fluent");
        let mut messages = Self::default();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    if let Some(value) = &message.value {
                        messages.add(&id, value);
                    }
                    for attribute in &message.attributes {
                        messages.add(&format!("{id}.{}", attribute.id.name), &attribute.value);
                    }
                }
                Entry::Term(term) => messages.add(&format!("-{}", term.id.name), &term.value),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Junk { content } => panic!("not Fluent: {content}"),
            }
        }
        messages
    }

    fn add(&mut self, key: &str, pattern: &Pattern<String>) {
        let mut arguments = BTreeSet::new();
        let mut references = BTreeSet::new();
        for expression in placeables(pattern) {
            inspect(expression, &mut arguments, &mut references);
        }
        let twice = self.arguments.insert(key.to_owned(), arguments);
        assert!(twice.is_none(), "two messages have the key {key}");
        self.references.insert(key.to_owned(), references);
    }

    /// What a message takes, with what those it contains take.
    fn arguments_of(&self, key: &str) -> Option<BTreeSet<String>> {
        let mut arguments = self.arguments.get(key)?.clone();
        for other in &self.references[key] {
            arguments.extend(self.arguments_of(other)?);
        }
        Some(arguments)
    }
}

fn placeables(pattern: &Pattern<String>) -> impl Iterator<Item = &Expression<String>> {
    pattern.elements.iter().filter_map(|element| match element {
        PatternElement::Placeable { expression } => Some(expression),
        PatternElement::TextElement { .. } => None,
    })
}

fn inspect(
    expression: &Expression<String>,
    arguments: &mut BTreeSet<String>,
    references: &mut BTreeSet<String>,
) {
    match expression {
        Expression::Select { selector, variants } => {
            inspect_inline(selector, arguments, references);
            for variant in variants {
                for inner in placeables(&variant.value) {
                    inspect(inner, arguments, references);
                }
            }
        }
        Expression::Inline(inline) => inspect_inline(inline, arguments, references),
    }
}

fn inspect_inline(
    inline: &InlineExpression<String>,
    arguments: &mut BTreeSet<String>,
    references: &mut BTreeSet<String>,
) {
    match inline {
        InlineExpression::VariableReference { id } => drop(arguments.insert(id.name.clone())),
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|attribute| format!(".{}", attribute.name));
            references.insert(format!("{}{}", id.name, attribute.unwrap_or_default()));
        }
        InlineExpression::TermReference { id, .. } => drop(references.insert(format!("-{}", id.name))),
        InlineExpression::Placeable { expression } => inspect(expression, arguments, references),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. },
            ..
        } => {
            for argument in positional {
                inspect_inline(argument, arguments, references);
            }
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
    }
}

/// Every place of the program that asks for a message, tests too.
fn uses() -> Vec<Use> {
    let mut uses = Vec::new();
    for source in Source::all_under("src") {
        collect(&source, &mut uses);
    }
    uses
}

fn collect(source: &Source, uses: &mut Vec<Use>) {
    let tokens = &source.tokens;
    for at in 0..tokens.len().saturating_sub(3) {
        if tokens[at].is("fl") && tokens[at + 1].is("!") && tokens[at + 2].is("(") {
            let arguments = split_at_commas(&tokens[at + 3..closing(tokens, at + 2)]);
            if let Some(key) = arguments.first().and_then(|first| first.first())
                && key.kind == Kind::Literal
            {
                uses.push(Use {
                    place: format!("{}:{}", source.path, key.line),
                    key: key.literal.clone(),
                    arguments: arguments[1..]
                        .iter()
                        .filter_map(|argument| name_of(argument))
                        .collect(),
                });
            }
        }
        // Commands, formats and undo labels name one message each, whose attributes they ask for, too.
        for (beginning, attributes) in MESSAGES_WITH_ATTRIBUTES {
            let literal = &tokens[at].literal;
            if tokens[at].kind == Kind::Literal
                && literal.starts_with(beginning)
                && !literal.starts_with("command-group-")
                && !(beginning == "undo-" && tokens[at - 1].is("("))
            {
                uses.extend(attributes.iter().map(|attribute| Use {
                    place: format!("{}:{}", source.path, tokens[at].line),
                    key: format!("{literal}{attribute}"),
                    arguments: BTreeSet::new(),
                }));
            }
        }
    }
}

fn name_of(argument: &[Token]) -> Option<String> {
    argument.first().map(|name| name.text.clone())
}
