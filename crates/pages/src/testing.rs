//! The demo corpus' record, held in memory, and what every page must hold to.

use crate::{Address, EntityLine, Lang, Look, Names};
use engine::{Progress, Reading, Setup, Workers};
use model::{DocId, Document, Entity, EntityId, ThreadRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

/// The demo corpus, read once a test run.
pub(crate) static DEMO: LazyLock<Demo> = LazyLock::new(Demo::read);

pub(crate) struct Demo {
    pub(crate) reading: Reading,
    pub(crate) names: Names,
}

impl Demo {
    fn read() -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpora/demo");
        let names = std::fs::read_to_string(folder.join("names.tsv")).unwrap();
        let names = lang::Table::parse_open("names.tsv", &names).unwrap();
        let packs = lang::Packs::with_names(&lang::PackSource::embedded().unwrap(), &[names]).unwrap();
        let workers = Workers::new(1).unwrap();
        let progress = |_: Progress| {};
        let setup = Setup { progress: &progress, ..Setup::of(&packs, &workers) };
        let inputs = [intake::Input::Manifest(folder.join("pages/manifest.jsonl"))];
        let reading = engine::pipeline::record(intake::read(&inputs, &Default::default()), &setup).unwrap();
        let names = Names::of(reading.documents.iter().flat_map(|document| &document.facts().entities));
        Self { reading, names }
    }

    /// Returns the threads of the record.
    pub(crate) fn threads(&self) -> &[ThreadRecord] {
        &self.reading.record.threads
    }

    /// Returns the entities of a thread with the number of its articles that name them.
    pub(crate) fn entities(&self, thread: &ThreadRecord) -> Vec<EntityLine> {
        let ids: BTreeSet<&DocId> = thread.articles.iter().map(|line| &line.id).collect();
        let mut found: BTreeMap<&EntityId, (&Entity, usize)> = BTreeMap::new();
        let of_thread = |document: &&Document| ids.contains(&document.article().id);
        for document in self.reading.documents.iter().filter(of_thread) {
            for entity in &document.facts().entities {
                found.entry(&entity.id).or_insert((entity, 0)).1 += 1;
            }
        }
        let line = |(entity, articles): (&Entity, usize)| EntityLine {
            id: entity.id.clone(),
            kind: entity.kind,
            name: entity.name.clone(),
            articles,
        };
        found.into_values().map(line).collect()
    }
}

/// Returns how a page at this address is looked at.
pub(crate) fn look(target: &str, lang: Lang) -> Look {
    Look {
        as_of: "2025-10-20T09:15+05:30".parse().ok(),
        twin: Some(format!("/api/v1{}", target.split('?').next().unwrap_or_default())),
        ..Look::at(Address::of(target), lang)
    }
}

thread_local! {
    static MISSED: std::cell::RefCell<BTreeSet<String>> = const { std::cell::RefCell::new(BTreeSet::new()) };
}

/// Notes a label that was asked for and is not there.
pub(crate) fn missed(key: &str) {
    MISSED.with_borrow_mut(|missed| missed.insert(key.to_owned()));
}

/// Returns the labels that this test has missed so far.
pub(crate) fn all_missed() -> BTreeSet<String> {
    MISSED.with_borrow(Clone::clone)
}

/// Elements that have no end.
const EMPTY: [&str; 6] = ["meta", "link", "input", "img", "br", "hr"];
/// Elements of drawings that are written closed.
const CLOSED: [&str; 3] = ["path", "circle", "rect"];

/// An element as written: its name and its attributes.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a page strictly: every element is closed where it was opened, every attribute is quoted.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!doctype html>").expect("a doctype");
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "a stray > after {before:.60}");
        // A > stands in no attribute: values are escaped.
        let (inside, after) = after.split_once('>').expect("a tag that ends");
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name.trim()), "closed before {after:.80}");
            continue;
        }
        let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, mut written) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()), "an element {inside:?}");
        let mut attributes = Vec::new();
        while !written.trim().is_empty() {
            written = written.trim_start();
            let end = written.find(['=', ' ', '\n']).unwrap_or(written.len());
            let (key, left) = written.split_at(end);
            let (value, left) = match left.strip_prefix("=\"") {
                Some(left) => left.split_once('"').expect("a quote that ends"),
                None => ("", left),
            };
            assert!(
                key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-' || b.is_ascii_digit()),
                "{inside}"
            );
            assert!(attributes.iter().all(|(held, _)| held != key), "{key} stands twice in {inside}");
            attributes.push((key.to_owned(), unescaped(value)));
            written = left;
        }
        assert!(!closed || CLOSED.contains(&name), "{name} is written closed");
        if !closed && !EMPTY.contains(&name) {
            open.push(name.to_owned());
        }
        tags.push(Tag { name: name.to_owned(), attributes });
    }
    assert!(open.is_empty(), "left open: {open:?}");
    tags
}

fn unescaped(value: &str) -> String {
    let plain =
        value.replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"");
    plain.replace("&#39;", "'")
}

/// The first segments of the paths that the server answers.
const PATHS: [&str; 10] =
    ["thread", "story", "claim", "entity", "article", "search", "admin", "corrections", "assets", "api"];

/// Holds a page to what every page promises.
pub(crate) fn check_page(page: &str) {
    let tags = tags(page);
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let once: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "an id stands twice: {ids:?}");
    for tag in &tags {
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style", "{name} on {}", tag.name);
            if ["href", "src", "action"].contains(&name.as_str()) {
                check_link(value, &ids, tag.get("rel"));
            }
            if ["for", "aria-labelledby"].contains(&name.as_str()) {
                assert!(ids.contains(&value.as_str()), "{name} names {value}");
            }
        }
        match tag.name.as_str() {
            "img" => assert!(tag.get("alt").is_some()),
            "th" => assert!(tag.get("scope").is_some()),
            "script" => assert!(tag.get("src").is_some()),
            "style" | "iframe" | "object" => panic!("{} in a page", tag.name),
            _ => {}
        }
        if tag.get("dir").is_some() && tag.name == "span" {
            assert!(tag.get("lang").is_some_and(|lang| !lang.is_empty()));
        }
    }
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1 + count("title") - 1));
    assert_eq!(count("table"), count("caption"), "every table has a caption");
    assert_eq!(all_missed(), BTreeSet::new(), "labels that are not there");
}

fn check_link(link: &str, ids: &[&str], rel: Option<&str>) {
    if link.starts_with("https://") || link.starts_with("http://") {
        assert!(rel.is_some_and(|rel| rel.contains("noreferrer")), "{link}");
        return;
    }
    assert!(link.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\`{}|^".contains(&b)), "{link}");
    let (place, fragment) = link.split_once('#').map_or((link, None), |(place, id)| (place, Some(id)));
    if place.is_empty() {
        assert!(ids.contains(&fragment.unwrap_or_default()), "{link}");
        return;
    }
    assert!(place.starts_with('/') && !place.starts_with("//"), "{link}");
    let path = place.split('?').next().unwrap_or_default();
    let first = path.split('/').nth(1).unwrap_or_default();
    assert!(first.is_empty() || PATHS.contains(&first), "{link}");
    if first == "assets" {
        assert!(crate::assets::find(&path["/assets/".len()..]).is_some(), "{link}");
    }
}

/// Returns how many bytes a text is when packed as a server packs it.
pub(crate) fn packed(text: &[u8]) -> usize {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text).unwrap();
    packer.finish().unwrap().len()
}
