//! The description of the API: OpenAPI 3.1, put together from the paths beside the functions that answer them and
//! from the schemas of the printed formats in `docs/schema`.

use crate::api;
use serde_json::{Map, Value, json};
use utoipa::openapi::{InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Tag};

const RECORD: &str = include_str!("../../../docs/schema/record.schema.json");
const DOCUMENT: &str = include_str!("../../../docs/schema/document.schema.json");

/// The parts of a record that are answers of their own: their names, and where they stand in its schema, inner ones first.
const PARTS: [(&str, &str); 9] = [
    ("ArticleLine", "/properties/threads/items/properties/articles/items"),
    ("StoryLine", "/properties/threads/items/properties/stories/items"),
    ("Origin", "/properties/threads/items/properties/origins/items"),
    ("Claim", "/properties/threads/items/properties/claims/items"),
    ("Silence", "/properties/threads/items/properties/silences/items"),
    ("TimelineEntry", "/properties/threads/items/properties/timeline/items"),
    ("OpenQuestion", "/properties/threads/items/properties/open/items"),
    ("Thread", "/properties/threads/items"),
    ("SetAside", "/properties/set_aside/items"),
];

/// Returns the description of the API, as `GET /api/v1/openapi.json` gives it.
pub fn openapi() -> String {
    let (_, described) = api::routes().split_for_parts();
    let mut described = serde_json::to_value(described).unwrap_or_default();
    let schemas = described
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
        .map(std::mem::take)
        .unwrap_or_default();
    let mut all: Vec<(String, Value)> = schemas.into_iter().chain(formats()).chain(answers()).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    for operation in described["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(|paths| paths.values_mut())
        .filter_map(Value::as_object_mut)
        .flat_map(|methods| methods.values_mut())
    {
        operation["responses"]["default"] = problem();
    }
    described["components"]["schemas"] = Value::Object(all.into_iter().collect());
    // A map of strings and numbers always becomes JSON.
    serde_json::to_string_pretty(&described).unwrap_or_default() + "\n"
}

/// Returns what stands above the paths.
pub(crate) fn head() -> OpenApi {
    let tag = |name: &str, description: &str| {
        let mut tag = Tag::new(name);
        tag.description = Some(description.to_owned());
        tag
    };
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Sutradhar")
                .version("1")
                .description(Some(
                    "Who said what, according to whom; what independent origins confirm, where they conflict, \
                     what changed, and who is silent.",
                ))
                .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
                .build(),
        )
        .tags(Some([
            tag("threads", "Long matters: stories over months, with their record."),
            tag("stories", "What one happening is told as."),
            tag("claims", "What is claimed, on whose word, and how it stands."),
            tag("entities", "Who is named, what they say and do, and in whose company."),
            tag("articles", "What was read, what was found in it, and where it belongs."),
            tag("search", "Words and names in any spelling and script."),
            tag("corrections", "What people know better, laid over what was read."),
            tag("library", "All of it."),
            tag("server", "The server itself."),
        ]))
        .build()
}

/// Returns the schemas of the printed formats, taken apart so that answers can name the parts.
fn formats() -> Vec<(String, Value)> {
    let mut schemas = Vec::new();
    let mut record = read(RECORD);
    for (name, place) in PARTS {
        if let Some(part) = record.pointer_mut(place) {
            let part = std::mem::replace(part, json!({"$ref": format!("#/components/schemas/{name}")}));
            schemas.push((name.to_owned(), part));
        }
    }
    for (name, mut whole) in [("Record", record), ("Document", read(DOCUMENT))] {
        let defs = whole.as_object_mut().and_then(|whole| {
            whole.shift_remove("$schema");
            whole.shift_remove("$defs")
        });
        for (name, schema) in defs.as_ref().and_then(Value::as_object).into_iter().flatten() {
            schemas.push((capital(name), schema.clone()));
        }
        schemas.push((name.to_owned(), whole));
    }
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    schemas.dedup_by(|a, b| a.0 == b.0);
    for (_, schema) in &mut schemas {
        rename(schema);
    }
    schemas
}

/// Returns the schemas of answers that are made of parts of a record.
fn answers() -> Vec<(String, Value)> {
    let list = |of: &str| json!({"type": "array", "items": reference(of)});
    let text = || json!({"type": "string"});
    let answer = |name: &str, of: &str, format: &str, more: Value| {
        let mut properties = Map::from_iter([("format".to_owned(), json!({"const": format}))]);
        properties.extend(more.as_object().cloned().unwrap_or_default());
        let required: Vec<&String> = properties.keys().collect();
        let own = json!({"type": "object", "required": required, "properties": properties});
        (name.to_owned(), json!({"allOf": [reference(of), own]}))
    };
    vec![
        answer("ThreadAnswer", "Thread", "thread/1", json!({})),
        answer(
            "StoryAnswer",
            "StoryLine",
            "story/1",
            json!({
                "thread": text(), "lines": list("ArticleLine"), "claims": list("Claim"), "origins": list("Origin"),
                "silences": list("Silence"), "timeline": list("TimelineEntry"),
            }),
        ),
        answer(
            "ClaimAnswer",
            "Claim",
            "claim/1",
            json!({
                "thread": text(),
                "passages": {
                    "type": "array", "items": {"type": ["string", "null"]},
                    "description": "The words of the supports, in their order.",
                },
                "articles": list("ArticleLine"), "sources": list("Origin"), "silences": list("Silence"),
                "remarks": list("CorrectionItem"),
            }),
        ),
    ]
}

/// Returns what every path may answer besides: it is asked too much, without the token, or in a way it does not know.
fn problem() -> Value {
    json!({
        "description": "a problem; its `code` stands in `/api/v1/problems`",
        "content": {"application/problem+json": {"schema": reference("ProblemBody")}},
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn read(schema: &str) -> Value {
    // A test reads them; they are part of the program.
    serde_json::from_str(schema).unwrap_or_default()
}

/// Points references to definitions of a schema at the components of the description.
fn rename(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get_mut("$ref")
                && let Some(name) = to.strip_prefix("#/$defs/")
            {
                *to = format!("#/components/schemas/{}", capital(name));
            }
            fields.values_mut().for_each(rename);
        }
        Value::Array(items) => items.iter_mut().for_each(rename),
        _ => {}
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
