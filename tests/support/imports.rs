//! Which source files use which: paths are read off the tokens, climbed from where they stand, and
//! stepped through what a file only passes on. It knows no law.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Kind, Source, Token, closing, split_at_commas};

/// A path as it is written in code, without what is imported under another name.
struct Written {
    /// Its parts, such as `crate`, `ui`, `find`.
    parts: Vec<String>,
    /// The name under which it is passed on, where it is.
    passed_on: Option<String>,
    line: usize,
    /// The module it stands in.
    module: Vec<String>,
}

/// That a file uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    /// The path of the file that uses.
    pub from: String,
    /// The line of the first use.
    pub line: usize,
    /// The path of the file that is used.
    pub to: String,
}

/// Every use of a file by another, the first of each pair.
pub(crate) fn arrows(sources: &[Source]) -> Vec<Arrow> {
    let files: BTreeMap<Vec<String>, &Source> = sources
        .iter()
        .map(|source| (source.module_path(), source))
        .collect();
    let written: Vec<(&Source, Vec<Written>)> =
        sources.iter().map(|source| (source, paths(source))).collect();
    let mut passed_on: BTreeMap<(&str, &str), &Source> = BTreeMap::new();
    for (source, paths) in &written {
        for path in paths {
            if let (Some(name), Some((used, _))) = (&path.passed_on, found(path, &files)) {
                passed_on.insert((&source.path, name), used);
            }
        }
    }
    let mut arrows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (source, paths) in &written {
        for path in paths {
            let Some((used, rest)) = found(path, &files) else {
                continue;
            };
            let name = rest.first().map_or("", String::as_str);
            let used = passed_on.get(&(used.path.as_str(), name)).unwrap_or(&used);
            let line = arrows.entry((&source.path, &used.path)).or_insert(path.line);
            *line = path.line.min(*line);
        }
    }
    arrows
        .into_iter()
        .filter(|((from, to), _)| from != to)
        .map(|((from, to), line)| Arrow {
            from: from.to_owned(),
            line,
            to: to.to_owned(),
        })
        .collect()
}

/// The sets of files that use one another in a circle, each in order of path. A folder's front may use the files of its
/// folder: that is no step of a circle.
pub(crate) fn circles(arrows: &[Arrow]) -> Vec<Vec<String>> {
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for arrow in arrows.iter().filter(|arrow| !is_front_of(&arrow.from, &arrow.to)) {
        uses.entry(&arrow.from).or_default().push(&arrow.to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = uses
        .keys()
        .map(|file| (*file, reached_from(file, &uses)))
        .collect();
    let both = |one: &str, other: &str| {
        let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
        reaches(one, other) && reaches(other, one)
    };
    let circle =
        |file: &&str| -> BTreeSet<&str> { uses.keys().copied().filter(|other| both(file, other)).collect() };
    let circles: BTreeSet<BTreeSet<&str>> = uses
        .keys()
        .map(circle)
        .filter(|circle| circle.len() > 1)
        .collect();
    let named = |circle: BTreeSet<&str>| circle.into_iter().map(str::to_owned).collect();
    circles.into_iter().map(named).collect()
}

fn reached_from<'a>(file: &'a str, uses: &BTreeMap<&'a str, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![file]);
    while let Some(file) = open.pop() {
        for used in uses.get(file).into_iter().flatten() {
            if reached.insert(*used) {
                open.push(used);
            }
        }
    }
    reached
}

/// Whether a file is the front of the folder that the other stands in.
fn is_front_of(front: &str, file: &str) -> bool {
    let folder = front.strip_suffix("/mod.rs").or(front.strip_suffix(".rs"));
    let inner = folder.and_then(|folder| file.strip_prefix(folder)?.strip_prefix('/'));
    inner.is_some_and(|inner| !inner.trim_end_matches("/mod.rs").contains('/'))
}

/// The file that a path leads to, and what of the path lies within it.
fn found<'a, 'b>(
    path: &'a Written,
    files: &BTreeMap<Vec<String>, &'b Source>,
) -> Option<(&'b Source, &'a [String])> {
    let (mut module, mut rest) = (path.module.clone(), path.parts.as_slice());
    match rest.first()?.as_str() {
        "crate" | "sayso" => (module, rest) = (Vec::new(), &rest[1..]),
        "self" => rest = &rest[1..],
        "super" => {}
        first => {
            let child: Vec<String> = module.iter().cloned().chain([first.to_owned()]).collect();
            files.get(&child)?;
        }
    }
    while rest.first().is_some_and(|part| part == "super") {
        module.pop();
        rest = &rest[1..];
    }
    let whole: Vec<String> = module.iter().chain(rest).cloned().collect();
    let (longest, source) = (0..=whole.len())
        .rev()
        .find_map(|length| Some((length, *files.get(&whole[..length])?)))?;
    (longest > 0).then(|| {
        (
            source,
            &rest[longest.saturating_sub(module.len()).min(rest.len())..],
        )
    })
}

/// The paths that stand in a file's code, outside tests.
fn paths(source: &Source) -> Vec<Written> {
    let tokens = source.production();
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_use = tokens[at].kind == Kind::Word && tokens[at].is("use");
        let end = (at..tokens.len()).find(|end| is_use && tokens[*end].is(";"));
        let module = || {
            let inner = tokens[at].inner_modules.iter().cloned();
            source.module_path().into_iter().chain(inner).collect::<Vec<_>>()
        };
        if let Some(end) = end {
            let is_public = at > 0 && (tokens[at - 1].is("pub") || tokens[at - 1].is(")"));
            for (parts, name) in leaves(&tokens[at + 1..end]) {
                paths.push(Written {
                    parts,
                    passed_on: name.filter(|_| is_public),
                    line: tokens[at].line,
                    module: module(),
                });
            }
            at = end;
        } else if begins_path(&tokens, at) {
            let parts: Vec<String> = tokens[at..]
                .chunks(2)
                .take_while(|pair| pair[0].kind == Kind::Word)
                .scan(true, |goes_on, pair| {
                    let word = std::mem::replace(goes_on, pair.len() > 1 && pair[1].is("::"));
                    word.then(|| pair[0].text.clone())
                })
                .collect();
            paths.push(Written {
                parts,
                passed_on: None,
                line: tokens[at].line,
                module: module(),
            });
        }
        at += 1;
    }
    paths
}

fn begins_path(tokens: &[Token], at: usize) -> bool {
    let goes_on = tokens.get(at + 1).is_some_and(|next| next.is("::"));
    let begins = at == 0 || !(tokens[at - 1].is("::") || tokens[at - 1].is("."));
    tokens[at].kind == Kind::Word && goes_on && begins
}

/// The paths of an import with the names they get: `a::{b, c as d}` is `a::b` as `b` and `a::c` as `d`.
fn leaves(tree: &[Token]) -> Vec<(Vec<String>, Option<String>)> {
    let mut parts: Vec<String> = Vec::new();
    for (at, token) in tree.iter().enumerate() {
        if token.is("{") {
            let inner = split_at_commas(&tree[at + 1..closing(tree, at)]);
            let inner = inner.into_iter().flat_map(leaves);
            return inner
                .map(|(rest, name)| (parts.iter().cloned().chain(rest).collect(), name))
                .collect();
        }
        if token.is("as") {
            let name = tree.get(at + 1).map(|name| name.text.clone());
            return vec![(parts, name)];
        }
        if token.kind == Kind::Word {
            parts.push(token.text.clone());
        }
    }
    let name = parts.last().cloned();
    if parts.is_empty() {
        return Vec::new();
    }
    vec![(parts, name)]
}
