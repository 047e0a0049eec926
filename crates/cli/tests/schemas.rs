//! Holds what the commands print to the schemas in `docs/schema`.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sutradhar(arguments: &[&str]) -> String {
    let demo = root().join("corpora/demo");
    let inputs = [
        demo.join("pages/manifest.jsonl").display().to_string(),
        demo.join("pages/feeds").display().to_string(),
    ];
    let output = Command::cargo_bin("sutradhar")
        .unwrap()
        .args(arguments)
        .args(["--manifest", &inputs[0], &inputs[1]])
        .args(["--names", &demo.join("names.tsv").display().to_string()])
        .env_remove("SUTRADHAR_CONFIG")
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .assert()
        .success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

/// Returns a schema that also refuses fields it does not describe, so that new fields are written down.
fn strict(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.values_mut().for_each(strict);
            if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".into(), false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strict),
        _ => {}
    }
}

fn check(name: &str, arguments: &[&str]) {
    let path = root().join(format!("docs/schema/{name}.schema.json"));
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    strict(&mut schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed = sutradhar(arguments);
    let mut lines = 0;
    for line in printed.lines() {
        lines += 1;
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value.as_object().unwrap().keys().next().unwrap(), "format");
        let faults: Vec<String> = validator
            .iter_errors(&value)
            .take(5)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name}: line {lines}: {faults:#?}");
    }
    assert!(lines > 0);
}

#[test]
fn articles_are_as_their_schema_says() {
    check("article", &["extract"]);
}

#[test]
fn documents_are_as_their_schema_says() {
    check("document", &["annotate", "--offsets", "chars"]);
}

#[test]
fn groups_are_as_their_schema_says() {
    check("group", &["group"]);
}

#[test]
fn records_are_as_their_schema_says() {
    check("record", &["read", "--format", "json"]);
}
