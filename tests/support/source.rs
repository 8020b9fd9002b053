//! Reads Rust source as far as the laws of the house need it: tokens with their line, whether they
//! stand in test code, and in which module. It is no parser, and knows no law.

use std::path::{Path, PathBuf};

/// One word, mark or literal of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What sort of token.
    pub kind: Kind,
    /// The token as written; of a string or character literal only its quotation marks.
    pub text: String,
    /// What a string or character literal holds, as written; empty for every other token.
    pub literal: String,
    /// Its line, from 1.
    pub line: usize,
    /// Whether it stands under `#[cfg(test)]` or `#[test]`.
    pub in_test: bool,
    /// The modules opened in the file around it, outermost first.
    pub inner_modules: Vec<String>,
}

/// The sorts of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Word,
    /// A string or character literal.
    Literal,
    /// A number or a lifetime.
    Other,
    /// Punctuation; `::` and `=>` are one token.
    Mark,
}

impl Token {
    /// Whether it is this very word or mark (and no literal).
    pub(crate) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// A source file, read.
pub(crate) struct Source {
    /// Its path from the top of the repository, with slashes.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its tokens, in order.
    pub tokens: Vec<Token>,
}

impl Source {
    /// Reads source text that is, or pretends to be, at `path`.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let mut tokens = tokens(text);
        mark_tests(&mut tokens);
        mark_modules(&mut tokens);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            tokens,
        }
    }

    /// Every `.rs` file under `folder` of the repository, in order of path. Files that are modules
    /// for tests only, as their parent declares them, count as test code whole.
    pub(crate) fn all_under(folder: &str) -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources: Vec<Self> = files_under(&root.join(folder))
            .into_iter()
            .map(|file| {
                let path = file.strip_prefix(root).expect("below the root");
                let text = std::fs::read_to_string(&file).expect("source files are readable UTF-8");
                Self::new(&path.to_string_lossy().replace('\\', "/"), &text)
            })
            .collect();
        let for_tests: Vec<String> = sources.iter().flat_map(Self::modules_for_tests).collect();
        for source in &mut sources {
            let module = source.module_path().join("::");
            if for_tests
                .iter()
                .any(|test| module == *test || module.starts_with(&format!("{test}::")))
            {
                source.tokens.iter_mut().for_each(|token| token.in_test = true);
            }
        }
        sources
    }

    /// The module that the file is: `src/ui/article/marks.rs` is `ui`, `article`, `marks`.
    pub(crate) fn module_path(&self) -> Vec<String> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
        if parts.len() > 1 && parts.last().is_some_and(|last| last == "mod") {
            parts.pop();
        }
        if parts == ["lib"] {
            parts.clear();
        }
        parts
    }

    /// Lines that hold code, without tests, comments and blank lines.
    pub(crate) fn lines_of_code(&self) -> usize {
        let mut lines: Vec<usize> = self
            .tokens
            .iter()
            .filter(|t| !t.in_test)
            .map(|t| t.line)
            .collect();
        lines.dedup();
        lines.len()
    }

    /// The tokens that are not test code.
    pub(crate) fn production(&self) -> Vec<Token> {
        self.tokens
            .iter()
            .filter(|token| !token.in_test)
            .cloned()
            .collect()
    }

    fn modules_for_tests(&self) -> Vec<String> {
        let is_declared = |window: &&[Token]| {
            window[0].in_test && window[0].is("mod") && window[1].kind == Kind::Word && window[2].is(";")
        };
        let module = |window: &[Token]| {
            let inner = window[1].inner_modules.iter().cloned();
            self.module_path()
                .into_iter()
                .chain(inner)
                .chain([window[1].text.clone()])
                .collect::<Vec<_>>()
        };
        self.tokens
            .windows(3)
            .filter(is_declared)
            .map(|window| module(window).join("::"))
            .collect()
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Where the bracket at `open` is closed; the end where it never is.
pub(crate) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.kind != Kind::Mark {
            continue;
        }
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// Cuts tokens at the commas that stand in no bracket. (A comma between generic arguments cuts
/// too; nobody here asks about those.)
pub(crate) fn split_at_commas(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            "(" | "[" | "{" if tokens[at].kind == Kind::Mark => at = closing(tokens, at),
            "," if tokens[at].kind == Kind::Mark => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

fn mark_tests(tokens: &mut [Token]) {
    let mut at = 0;
    while at + 1 < tokens.len() {
        if !(tokens[at].is("#") && tokens[at + 1].is("[")) {
            at += 1;
            continue;
        }
        let end = closing(tokens, at + 1);
        let attribute: String = tokens[at + 2..end.min(tokens.len())]
            .iter()
            .map(|t| t.text.as_str())
            .collect();
        if attribute != "cfg(test)" && attribute != "test" {
            at = end + 1;
            continue;
        }
        // The item goes to the end of its first block, or to a semicolon before any.
        let mut last = end + 1;
        while last < tokens.len() && !tokens[last].is(";") {
            match tokens[last].text.as_str() {
                "{" => break,
                "(" | "[" => last = closing(tokens, last),
                _ => {}
            }
            last += 1;
        }
        if last < tokens.len() && tokens[last].is("{") {
            last = closing(tokens, last);
        }
        let last = last.min(tokens.len() - 1);
        for token in &mut tokens[at..=last] {
            token.in_test = true;
        }
        at = last + 1;
    }
}

fn mark_modules(tokens: &mut [Token]) {
    for at in 0..tokens.len().saturating_sub(2) {
        if tokens[at].is("mod") && tokens[at + 1].kind == Kind::Word && tokens[at + 2].is("{") {
            let name = tokens[at + 1].text.clone();
            let end = closing(tokens, at + 2).min(tokens.len());
            for token in &mut tokens[at + 3..end] {
                token.inner_modules.push(name.clone());
            }
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader {
        rest: text,
        line: 1,
        tokens: Vec::new(),
    };
    while reader.step() {}
    reader.tokens
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    /// Takes one token or what lies between tokens; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else {
            return false;
        };
        if first.is_whitespace() {
            self.skip(first.len_utf8());
        } else if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(block_comment(self.rest));
        } else if let Some(length) = string_literal(self.rest) {
            self.literal(length, "\"\"");
        } else if first == '\'' {
            match character_literal(self.rest) {
                Some(length) => self.literal(length, "''"),
                None => self.take(Kind::Other, 1 + word_length(&self.rest[1..])),
            }
        } else if first.is_ascii_digit() {
            self.take(Kind::Other, word_length(self.rest));
        } else if first.is_alphanumeric() || first == '_' {
            self.take(Kind::Word, word_length(self.rest));
        } else if self.rest.starts_with("::") || self.rest.starts_with("=>") {
            self.take(Kind::Mark, 2);
        } else {
            self.take(Kind::Mark, first.len_utf8());
        }
        true
    }

    fn literal(&mut self, length: usize, shown: &str) {
        let written = self.rest[..length].trim_matches('#');
        let written = written
            .trim_start_matches(|c| c != '"' && c != '\'')
            .trim_end_matches('#');
        let body = written
            .get(1..written.len().saturating_sub(1))
            .unwrap_or_default()
            .to_owned();
        self.push(Kind::Literal, shown.to_owned());
        if let Some(token) = self.tokens.last_mut() {
            token.literal = body;
        }
        self.skip(length);
    }

    fn take(&mut self, kind: Kind, length: usize) {
        self.push(kind, self.rest[..length].to_owned());
        self.skip(length);
    }

    fn push(&mut self, kind: Kind, text: String) {
        let (line, inner_modules) = (self.line, Vec::new());
        self.tokens.push(Token {
            kind,
            text,
            literal: String::new(),
            line,
            in_test: false,
            inner_modules,
        });
    }

    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length);
        self.line += skipped.matches('\n').count();
        self.rest = rest;
    }
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len())
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of the string literal of any kind that `text` begins with.
fn string_literal(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r"]
        .into_iter()
        .find(|p| text.starts_with(p))
        .unwrap_or("");
    let after = &text[prefix.len()..];
    if prefix.ends_with('r') {
        let hashes = after.len() - after.trim_start_matches('#').len();
        let body = after[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&end).map_or(body.len(), |at| at + end.len());
        return Some(prefix.len() + hashes + 1 + length);
    }
    let body = after.strip_prefix('"')?;
    let length = unescaped(body, '"').map_or(body.len(), |at| at + 1);
    Some(prefix.len() + 1 + length)
}

/// The length of the character literal that `text` begins with; none for a lifetime.
fn character_literal(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let mut characters = body.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        return unescaped(body, '\'').map(|at| at + 2);
    }
    let (at, second) = characters.next()?;
    (second == '\'').then_some(at + 2)
}

/// Where `mark` first stands without a backslash before it.
fn unescaped(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let found = c == mark && !escaped;
        escaped = c == '\\' && !escaped;
        found.then_some(at)
    })
}
