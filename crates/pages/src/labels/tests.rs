use super::*;
use std::collections::BTreeSet;

/// Keys that are put together from a stable name.
const FAMILIES: &[&str] = &[
    "aside.",
    "basis.",
    "certainty.",
    "change.",
    "claim.related.",
    "claim.would-change.",
    "correction.",
    "count.",
    "country.",
    "date.",
    "digits.",
    "facet.",
    "furniture.",
    "happening.",
    "hit.",
    "joined.",
    "kind.",
    "language.",
    "layer.",
    "matrix.columns.",
    "matrix.sort.",
    "mode.",
    "month.",
    "note.",
    "open.",
    "origin-kind.",
    "part.",
    "people.",
    "problem.",
    "reason.",
    "said.",
    "slot.",
    "source.",
    "stance.",
    "standing.",
    "theme.",
    "toggle.",
    "topic.",
    "unit.",
    "value.",
    "what.",
];

/// What is written between quotation marks in templates and modules.
fn written() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("templates"), root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html" || ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.extend(text.split('"').map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn every_label_has_both_languages() {
    for (key, words) in keys() {
        assert!(words.iter().all(|word| !word.is_empty()), "{key}");
        let holes = |text: &str| {
            let mut holes: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .map(str::to_owned)
                .collect();
            holes.sort();
            holes
        };
        assert_eq!(holes(&words[0]), holes(&words[1]), "{key}");
    }
}

#[test]
fn every_label_is_used() {
    let written = written();
    for (key, _) in keys() {
        let family = FAMILIES.iter().any(|family| key.starts_with(family));
        let plural = key.strip_suffix(".one").is_some_and(|plural| written.contains(plural));
        assert!(family || plural || written.contains(key), "nothing uses the label {key}");
    }
}

#[test]
fn every_label_that_is_asked_for_is_there() {
    let known: BTreeSet<&str> = keys().map(|(key, _)| key).collect();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("templates"), root.join("src")];
    let mut asked = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in ["word(\"", "fill(\"", "find(\""] {
                for rest in text.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap_or_default();
                    if key.contains('.') && !key.contains(['/', ' ', '{']) && !key.ends_with(".css") {
                        assert!(known.contains(key), "{} asks for {key}", path.display());
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 50, "{asked}");
}

#[test]
fn arguments_are_put_in() {
    assert_eq!(fill("{0} to {1}", &["a", "b"]), "a to b");
    assert_eq!(fill("all: {*}", &["a", "b"]), "all: a, b");
    assert_eq!(fill("{0} of {1}", &["a"]), "a of ?");
    assert_eq!(fill("open { brace", &[]), "open  brace");
}
