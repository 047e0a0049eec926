//! The description of the API says what is there, and what is there is as described.

use crate::desk::{Client, LIBRARY, copy, serving_with};
use serde_json::{Value, json};
use server::Limits;
use std::path::Path;

fn description() -> Value {
    serde_json::from_str(&server::openapi()).unwrap()
}

#[test]
fn the_committed_description_is_this_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let now = server::openapi();
    if std::env::var_os("SUTRADHAR_BLESS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == now, "docs/openapi.json is out of date; run this test with SUTRADHAR_BLESS=1");
}

#[test]
fn every_reference_leads_somewhere_and_every_answer_has_a_description() {
    let description = description();
    assert_eq!(description["openapi"], "3.1.0");
    let mut references = Vec::new();
    collect(&description, &mut references);
    for reference in references {
        let place = reference.strip_prefix('#').unwrap();
        assert!(description.pointer(place).is_some(), "{reference}");
    }
    let mut named = std::collections::BTreeSet::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(named.insert(operation["operationId"].clone().to_string()), "{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{method} {path}");
            let tag = operation["tags"][0].as_str().unwrap();
            let tags = description["tags"].as_array().unwrap();
            assert!(tags.iter().any(|known| known["name"] == tag), "{path}: {tag}");
            for name in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                let parameters = operation["parameters"].as_array().unwrap();
                assert!(parameters.iter().any(|one| one["name"] == name && one["in"] == "path"), "{path}");
            }
        }
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

/// Returns the paths of a description with ids that are there put in.
fn examples(client: &Client) -> Vec<(String, String)> {
    let threads = client.get("/api/v1/threads").json();
    let thread =
        client.get(&format!("/api/v1/threads/{}", threads["items"][0]["id"].as_str().unwrap())).json();
    let entity = thread["origins"].as_array().unwrap().iter().find_map(|origin| origin["entity"].as_str());
    let id_of = |path: &str| {
        let id = match path.split('/').nth(3) {
            Some("threads") => &thread["id"],
            Some("stories") => &thread["stories"][0]["id"],
            Some("claims") => &thread["claims"][0]["id"],
            Some("articles") => &thread["articles"][0]["id"],
            Some("corrections") => &json!("1"),
            _ => &json!(entity.unwrap()),
        };
        id.as_str().unwrap().to_owned()
    };
    let paths = description()["paths"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    paths.into_iter().map(|path| (path.replace("{id}", &id_of(&path)), path)).collect()
}

/// Checks an answer against what the description says of it.
fn check(description: &Value, path: &str, method: &str, answer: &crate::desk::Answer) {
    let operation = &description["paths"][path][method];
    let responses = &operation["responses"];
    let known = responses.get(answer.status.to_string());
    let response = known.unwrap_or(&responses["default"]);
    assert!(response.is_object(), "{method} {path}: {} is not described: {}", answer.status, answer.text());
    let kind = answer.header("content-type").unwrap_or_default();
    let described = response["content"].as_object().unwrap();
    let bare = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_owned();
    let Some((_, content)) = described.iter().find(|(name, _)| bare(name) == bare(kind)) else {
        panic!("{method} {path}: {kind} is not described");
    };
    if !bare(kind).ends_with("json") {
        return;
    }
    let mut schema = content["schema"].clone();
    schema["components"] = description["components"].clone();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&answer.json())
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{method} {path}: {faults:#?}");
}

#[test]
fn answers_are_as_described() {
    let description = description();
    serving_with(LIBRARY.path(), None, Limits::default(), |client| {
        for (example, path) in examples(client) {
            // Files are described by their formats.
            if path.ends_with("/export") {
                continue;
            }
            if description["paths"][&path]["get"].is_object() {
                check(&description, &path, "get", &client.get(&example));
            }
            if example != path {
                let none = path.replace("{id}", "none");
                if description["paths"][&path]["get"].is_object() {
                    check(&description, &path, "get", &client.get(&none));
                }
            }
        }
    });
}

#[test]
fn corrections_are_as_described() {
    let description = description();
    let folder = copy();
    serving_with(folder.path(), None, Limits::default(), |client| {
        let claim = examples(client).into_iter().find(|(_, path)| path == "/api/v1/claims/{id}").unwrap().0;
        let claim = claim.rsplit('/').next().unwrap().to_owned();
        let post = |path: &str, value: Value| {
            client.ask("POST", path, &[("Content-Type", "application/json")], value.to_string().as_bytes())
        };
        let made = post(
            "/api/v1/corrections",
            json!({"kind": "remark", "claim": claim, "author": "desk", "reason": "why"}),
        );
        check(&description, "/api/v1/corrections", "post", &made);
        check(&description, "/api/v1/corrections", "get", &client.get("/api/v1/corrections"));
        check(&description, "/api/v1/corrections", "post", &post("/api/v1/corrections", json!({})));
        let undone = post("/api/v1/corrections/1/undo", json!({"author": "desk", "reason": "why not"}));
        check(&description, "/api/v1/corrections/{id}/undo", "post", &undone);
    });
}
