//! The rule reference `docs/rules.md`, drawn up from the doc comments of the rules.
//!
//! A rule is a `const …: Rule = Rule::new("name")`. Its comment stands on the constant or on a function of the same
//! file that uses it, and has a form: `Recognises …`, then `Matches …` with true examples in backticks, `Refuses …`
//! with look-alikes, `Misses …`. [`page`] fails for a rule without such a comment; [`untrue`] annotates every example
//! and names those that do not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use lang::{PackSource, Packs, Table};
use model::{Article, DateBasis, DocId};
use syn::visit::Visit;

/// The parts of the reference: the heading, what it begins with, the files or folders of the rules.
const PARTS: &[(&str, &str, &[&str])] = &[
    (
        "Statements, where who acts carries a marker",
        "Who said what, and through whom: Hindi.",
        &["crates/annotate/src/statements/marked"],
    ),
    (
        "Statements, where the order of words tells",
        "Who said what, and through whom: English.",
        &["crates/annotate/src/statements/clauses", "crates/annotate/src/statements/clauses.rs"],
    ),
    ("Events", "What happened, to whom, and how sure that is.", &["crates/annotate/src/events"]),
];

/// Names that examples speak of.
const NAMES: &str = "corpora/demo/names.tsv";

/// A comment in the form of a rule's, in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Comment {
    recognises: String,
    matches: Vec<String>,
    refuses: Vec<String>,
    misses: Vec<String>,
}

/// A comment and the rules that it is about.
#[derive(Debug)]
struct Entry {
    file: PathBuf,
    rules: Vec<String>,
    comment: Comment,
}

/// Writes the reference; with `check` only tells whether it is what the comments say.
pub(crate) fn run(root: &Path, check: bool) -> Result<ExitCode> {
    let place = root.join("docs/rules.md");
    let parts = parts(root)?;
    let page = page(&parts);
    if check {
        let now = std::fs::read_to_string(&place).unwrap_or_default();
        if now != page {
            eprintln!("{} is stale: run `cargo xtask rules`", place.display());
            return Ok(ExitCode::FAILURE);
        }
    } else {
        std::fs::write(&place, page).with_context(|| format!("write {}", place.display()))?;
    }
    let untrue = untrue(root, &parts)?;
    untrue.iter().for_each(|line| eprintln!("{line}"));
    Ok(if untrue.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parts(root: &Path) -> Result<Vec<Vec<Entry>>> {
    PARTS.iter().map(|(.., places)| part(root, places)).collect()
}

/// Reads the rules of one part, file by file in the order of their names.
fn part(root: &Path, places: &[&str]) -> Result<Vec<Entry>> {
    let mut files = Vec::new();
    for place in places {
        files_under(&root.join(place), &mut files)?;
    }
    files.sort();
    let mut entries = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
        let shown = file.strip_prefix(root).unwrap_or(&file).to_owned();
        entries.extend(entries_of(&shown, &source)?);
    }
    Ok(entries)
}

fn files_under(place: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if place.is_dir() {
        for entry in std::fs::read_dir(place).with_context(|| format!("read {}", place.display()))? {
            files_under(&entry?.path(), files)?;
        }
    } else if place.extension().is_some_and(|kind| kind == "rs") {
        files.push(place.to_owned());
    }
    Ok(())
}

/// Returns the comments of a file's rules; fails where a rule has none.
fn entries_of(file: &Path, source: &str) -> Result<Vec<Entry>> {
    let parsed = syn::parse_file(source).with_context(|| format!("parse {}", file.display()))?;
    let mut found = Found::default();
    found.visit_file(&parsed);
    let mut entries = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (docs, constants) in &found.comments {
        let Some(comment) = Comment::parse(docs) else { continue };
        let mut named: Vec<&str> = constants.iter().map(String::as_str).collect();
        // A function that leaves making the fact to others is about the file's only rule, unless it names another's.
        let names_rule =
            named.iter().any(|name| found.rules.contains_key(*name) || found.imported.contains(*name));
        if let (false, [only]) = (names_rule, &found.rules.keys().collect::<Vec<_>>()[..]) {
            named.push(only);
        }
        let rules: Vec<&str> = found
            .rules
            .iter()
            .filter(|(constant, _)| named.contains(&constant.as_str()))
            .map(|(_, name)| name.as_str())
            .collect();
        told.extend(&rules);
        let rules: Vec<String> = rules.into_iter().map(str::to_owned).collect();
        if !rules.is_empty() {
            entries.push(Entry { file: file.to_owned(), rules, comment });
        }
    }
    let silent: Vec<&str> =
        found.rules.values().map(String::as_str).filter(|name| !told.contains(name)).collect();
    if !silent.is_empty() {
        bail!("{}: no comment that begins with “Recognises” for {}", file.display(), silent.join(", "));
    }
    Ok(entries)
}

/// What a file holds: its rules by the name of their constant, and comments with the constants they are about.
#[derive(Default)]
struct Found {
    rules: BTreeMap<String, String>,
    comments: Vec<(String, Vec<String>)>,
    /// Constants that it imports.
    imported: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if let Some(name) = rule_name(&item.expr) {
            self.rules.insert(item.ident.to_string(), name);
            self.comments.push((docs(&item.attrs), vec![item.ident.to_string()]));
        }
    }

    fn visit_use_name(&mut self, name: &'ast syn::UseName) {
        let name = name.ident.to_string();
        if !name.contains(char::is_lowercase) {
            self.imported.insert(name);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.comments.push((docs(&item.attrs), constants(&item.block)));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.comments.push((docs(&item.attrs), constants(&item.block)));
    }
}

/// Returns the name in `Rule::new("name")`.
fn rule_name(expr: &syn::Expr) -> Option<String> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut segments = path.path.segments.iter().rev();
    let named = segments.next()?.ident == "new" && segments.next()?.ident == "Rule";
    match call.args.first()? {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) if named => Some(name.value()),
        _ => None,
    }
}

/// Returns the last names of the paths in a block.
fn constants(block: &syn::Block) -> Vec<String> {
    struct Paths(Vec<String>);
    impl<'ast> Visit<'ast> for Paths {
        fn visit_path(&mut self, path: &'ast syn::Path) {
            self.0.extend(path.segments.last().map(|last| last.ident.to_string()));
            syn::visit::visit_path(self, path);
        }
    }
    let mut paths = Paths(Vec::new());
    paths.visit_block(block);
    paths.0
}

/// Returns the text of a doc comment, line by line.
fn docs(attributes: &[syn::Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        if let syn::Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) = &pair.value
        {
            text.push_str(line.value().trim());
            text.push('\n');
        }
    }
    text
}

impl Comment {
    /// Reads a comment; none where it is not in the form of a rule's.
    fn parse(docs: &str) -> Option<Self> {
        if !docs.starts_with("Recognises ") {
            return None;
        }
        let mut comment = Self::default();
        let mut parts: Vec<String> = Vec::new();
        for line in docs.lines() {
            let begins =
                ["Recognises ", "Matches ", "Refuses ", "Misses "].iter().any(|word| line.starts_with(word));
            match parts.last_mut() {
                Some(last) if !begins && !line.is_empty() => {
                    last.push(' ');
                    last.push_str(line);
                }
                _ if !line.is_empty() => parts.push(line.to_owned()),
                _ => {}
            }
        }
        for part in parts {
            let (word, rest) = part.split_once(' ')?;
            match word {
                "Recognises" => comment.recognises = rest.to_owned(),
                "Matches" => comment.matches.push(rest.to_owned()),
                "Refuses" => comment.refuses.push(rest.to_owned()),
                _ => comment.misses.push(rest.to_owned()),
            }
        }
        Some(comment)
    }
}

/// Returns the reference as Markdown.
fn page(parts: &[Vec<Entry>]) -> String {
    let mut page = String::from(
        "# Rules\n\nWhat each rule recognises, a true example, a look-alike that it refuses, and what it is known to \
         miss.\nEvery fact that the program prints names its rule.\nThis page is drawn up from the comments of the \
         rules by `cargo xtask rules`; the examples are held by a test.\n",
    );
    for ((heading, begins, _), entries) in PARTS.iter().zip(parts) {
        let _ = write!(page, "\n## {heading}\n\n{begins}\n");
        for entry in entries {
            let names: Vec<String> = entry.rules.iter().map(|name| format!("`{name}`")).collect();
            let _ = write!(page, "\n### {}\n\nRecognises {}\n\n", names.join(", "), entry.comment.recognises);
            let comment = &entry.comment;
            for (word, lines) in
                [("Matches", &comment.matches), ("Refuses", &comment.refuses), ("Misses", &comment.misses)]
            {
                lines.iter().for_each(|line| {
                    let _ = writeln!(page, "- {word} {line}");
                });
            }
            let _ = writeln!(page, "- Written in `{}`.", entry.file.display());
        }
    }
    page
}

/// Returns a line for each example that does not hold: a true one that the rule does not find, a look-alike that it
/// does.
fn untrue(root: &Path, parts: &[Vec<Entry>]) -> Result<Vec<String>> {
    let names = root.join(NAMES);
    let text = std::fs::read_to_string(&names).with_context(|| format!("read {}", names.display()))?;
    let packs = Packs::with_names(&PackSource::embedded()?, &[Table::parse_open(NAMES, &text)?])?;
    let mut lines = Vec::new();
    for entry in parts.iter().flatten() {
        let names = entry.rules.join(", ");
        if examples(&entry.comment.matches).next().is_none() {
            lines.push(format!("{names}: there is no true example in backticks"));
        }
        for (example, expected) in examples(&entry.comment.matches)
            .map(|example| (example, true))
            .chain(examples(&entry.comment.refuses).map(|example| (example, false)))
        {
            let found = rules_in(example, &packs);
            if entry.rules.iter().any(|rule| found.contains(rule)) != expected {
                let verb = if expected { "does not match" } else { "does not refuse" };
                lines.push(format!("{names} {verb} `{example}`; what is found there: {found:?}"));
            }
        }
    }
    Ok(lines)
}

/// Returns what stands between backticks.
fn examples(lines: &[String]) -> impl Iterator<Item = &str> {
    lines.iter().flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// Returns the rules that find statements and events in a text.
fn rules_in(example: &str, packs: &Packs) -> BTreeSet<String> {
    let lang = match text::dominant_script(example) {
        Some(text::Script::Devanagari) => "hi",
        _ => "en",
    };
    let article = Article {
        date: "2031-07-24".parse().ok(),
        date_basis: DateBasis::Given,
        ..Article::of_text(DocId::given("example"), example, lang)
    };
    let document = annotate::annotate(article, packs);
    let facts = document.facts();
    let statements = facts.statements.iter().map(|statement| &statement.rule);
    statements
        .chain(facts.events.iter().map(|event| &event.rule))
        .map(|rule| rule.as_str().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let shown = match entries_of(Path::new("rule.rs"), source) {
            Ok(entries) => entries
                .iter()
                .map(|entry| format!("{}: {:?}", entry.rules.join("+"), entry.comment))
                .collect::<Vec<_>>()
                .join("\n"),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_comment_stands_on_the_constant_or_on_a_function_that_uses_it() {
        check(
            "/// Recognises a.\n///\n/// Matches `b`\n/// and c.\nconst RULE: Rule = Rule::new(\"says\");",
            "says: Comment { recognises: \"a.\", matches: [\"`b` and c.\"], refuses: [], misses: [] }",
        );
        check(
            "const RULE: Rule = Rule::new(\"says\");\n/// Recognises a.\n///\n/// Refuses b.\n/// Misses c.\n\
             fn find() { draft(RULE) }\n/// Helps.\nfn help() { RULE }",
            "says: Comment { recognises: \"a.\", matches: [], refuses: [\"b.\"], misses: [\"c.\"] }",
        );
    }

    #[test]
    fn a_rule_without_a_comment_is_an_error() {
        check(
            "/// A rule.\nconst RULE: Rule = Rule::new(\"says\");",
            "rule.rs: no comment that begins with “Recognises” for says",
        );
    }

    /// The reference in the repository is what the comments say, and every example in it holds.
    #[test]
    fn the_reference_is_fresh_and_true() -> Result<()> {
        let root = crate::beside_xtask("");
        let parts = parts(&root)?;
        let written = std::fs::read_to_string(root.join("docs/rules.md"))?;
        assert!(written == page(&parts), "docs/rules.md is stale: run `cargo xtask rules`");
        assert_eq!(untrue(&root, &parts)?, Vec::<String>::new());
        Ok(())
    }
}
