//! The visible text of a page, against that of the tree that the HTML standard's own algorithm builds.
//!
//! `PAGES=DIR cargo nextest run -p sutradhar-extract --test browser` compares every page in a folder as well; pages that
//! are not UTF-8 are left out.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use model::{DocId, Given, Page, PageKind};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The share by which two texts may differ.
const MOST: f64 = 0.005;
/// Letters are compared in runs of so many.
const RUN: usize = 8;

/// What a reader never sees as text of the page.
const UNSEEN: &[&str] = &[
    "head", "title", "script", "style", "noscript", "noembed", "noframes", "template", "textarea", "iframe",
    "object", "audio", "video", "canvas", "map", "math", "xmp", "svg", "select", "datalist", "option",
    "button",
];

fn by_standard(html: &str) -> String {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut text = String::new();
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = open.pop() {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } if UNSEEN.contains(&&*name.local) => continue,
            _ => {}
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    text
}

fn by_us(html: &str) -> String {
    extract::visible_text(&Page {
        id: DocId::given("page"),
        path: "page".to_owned(),
        bytes: html.as_bytes().to_vec(),
        kind: PageKind::Html,
        charset: Some("utf-8".to_owned()),
        given: Given::default(),
    })
}

/// Returns the share of runs of letters that only one of two texts has.
fn difference(one: &str, other: &str) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
    let (one, other) = (letters(one), letters(other));
    if one.len() < RUN || other.len() < RUN {
        return if one == other { 0.0 } else { 1.0 };
    }
    let mut counts: HashMap<&[char], i64> = HashMap::new();
    one.windows(RUN).for_each(|run| *counts.entry(run).or_default() += 1);
    other.windows(RUN).for_each(|run| *counts.entry(run).or_default() -= 1);
    let apart: i64 = counts.values().map(|count| count.abs()).sum();
    apart as f64 / (one.len() + other.len()) as f64
}

fn check(html: &str) {
    let (ours, standard) = (by_us(html), by_standard(html));
    let apart = difference(&ours, &standard);
    assert!(apart <= MOST, "{apart:.4} apart:\n{ours}\n---\n{standard}");
}

#[test]
fn odd_markup_is_read_as_browsers_read_it() {
    check("<p>The bridge was closed<p>It stays closed<div>until May</div> said the town");
    check("<table><tr><td>One cell<td>Another cell<tr><td>A third of them</table>");
    check("<ul><li>first point of the plan<li>second point<ul><li>a point within</ul></ul>");
    check("<a href=x>One link <a href=y>inside another</a> and the rest of it");
    check("<script>if (a<b) document.write('<p>no</p>')</script><p>Only this is seen &amp; read</p>");
    check("<p title='a > b'>An attribute with a sign</p><!-- no <p>x</p> --><p>After the comment");
    check("<noscript><p>Turn scripts on</p></noscript><p>सोमवार को पुल बंद रहा।</p>"); // The bridge stayed closed on Monday.
    check("<h2>One heading<h3>Another heading</h3> and text below them");
}

#[test]
fn the_demo_pages_are_read_as_browsers_read_them() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo/pages");
    let (pages, far) = compare_folder(&demo);
    assert!(pages >= 40, "only {pages} pages were found");
    assert!(far.is_empty(), "{far:#?}");
}

#[test]
fn the_pages_of_a_folder_are_read_as_browsers_read_them() {
    let Some(folder) = std::env::var_os("PAGES") else { return };
    let (pages, far) = compare_folder(Path::new(&folder));
    assert!(far.len() * 100 <= pages, "{} of {pages} pages are apart: {far:#?}", far.len());
}

/// Returns how many pages a folder holds, and those whose texts are apart.
fn compare_folder(folder: &Path) -> (usize, Vec<String>) {
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let mut pages = 0;
    let mut far = Vec::new();
    for path in paths {
        let Ok(html) = std::fs::read_to_string(&path) else { continue };
        pages += 1;
        let apart = difference(&by_us(&html), &by_standard(&html));
        if apart > MOST {
            far.push(format!("{apart:.4} {}", path.display()));
        }
    }
    (pages, far)
}
