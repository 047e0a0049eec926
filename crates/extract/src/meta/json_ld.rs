//! What a page says of itself in JSON-LD.

use serde_json::Value;

/// What the JSON-LD of a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Linked {
    /// `headline`.
    pub(crate) headline: Option<String>,
    /// `description`.
    pub(crate) description: Option<String>,
    /// `datePublished`, as it stands.
    pub(crate) published: Option<String>,
    /// `dateModified`, as it stands.
    pub(crate) modified: Option<String>,
    /// Names of authors that are said to be persons, or not said to be anything else.
    pub(crate) persons: Vec<String>,
    /// Names of authors and source organisations that are said to be organisations.
    pub(crate) organisations: Vec<String>,
    /// The publisher's name.
    pub(crate) publisher: Option<String>,
    /// `articleSection`.
    pub(crate) section: Option<String>,
    /// `keywords`.
    pub(crate) keywords: Vec<String>,
    /// `url` or `mainEntityOfPage`.
    pub(crate) url: Option<String>,
}

/// A page with more objects than this is made to cost time.
const MOST_OBJECTS: usize = 2000;

/// Reads the JSON-LD scripts of a page; what does not parse is mended where that is plain, else left out.
/// The flag tells whether something was left out.
pub(crate) fn linked(scripts: &[&str]) -> (Linked, bool) {
    let mut found = Linked::default();
    let mut broken = false;
    let mut best = 0u8;
    for script in scripts {
        let Some(value) = parse(script) else {
            broken = true;
            continue;
        };
        let mut queue = vec![&value];
        let mut at = 0;
        while at < queue.len() && at < MOST_OBJECTS {
            match queue[at] {
                Value::Array(items) => queue.extend(items),
                Value::Object(object) => {
                    let rank = rank(object.get("@type"));
                    if rank > best {
                        best = rank;
                        let publisher = found.publisher.take();
                        found = read(object);
                        found.publisher = found.publisher.take().or(publisher);
                    }
                    if is_type(object.get("@type"), "Organization") && found.publisher.is_none() {
                        found.publisher = object.get("name").and_then(name);
                    }
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "item"] {
                        if let Some(inner) = object.get(key) {
                            queue.push(inner);
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
    (found, broken)
}

/// Returns how surely an object is the article: an article of any kind before a page.
fn rank(kind: Option<&Value>) -> u8 {
    let of = |name: &str| match name.rsplit(['/', '#', ':']).next().unwrap_or(name) {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "LiveBlogPosting"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle" => 5,
        name if name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report" => 4,
        "VideoObject" | "SocialMediaPosting" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    match kind {
        Some(Value::String(name)) => of(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(of).max().unwrap_or(0),
        _ => 0,
    }
}

fn is_type(kind: Option<&Value>, wanted: &str) -> bool {
    match kind {
        Some(Value::String(name)) => name.ends_with(wanted),
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).any(|name| name.ends_with(wanted))
        }
        _ => false,
    }
}

fn read(object: &serde_json::Map<String, Value>) -> Linked {
    let text = |key: &str| object.get(key).and_then(name);
    let mut found = Linked {
        headline: text("headline").or_else(|| text("name")),
        description: text("description"),
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        publisher: text("publisher"),
        section: object.get("articleSection").and_then(|section| match section {
            Value::Array(items) => items.first().and_then(name),
            other => name(other),
        }),
        keywords: keywords(object.get("keywords")),
        url: text("url").or_else(|| match object.get("mainEntityOfPage") {
            Some(Value::Object(page)) => page.get("@id").and_then(name),
            Some(other) => name(other),
            None => None,
        }),
        ..Linked::default()
    };
    for key in ["author", "creator", "sourceOrganization"] {
        match object.get(key) {
            Some(Value::Array(items)) => {
                items.iter().take(20).for_each(|item| add_maker(item, key, &mut found))
            }
            Some(item) => add_maker(item, key, &mut found),
            None => {}
        }
        if key == "author" && !found.persons.is_empty() {
            break;
        }
    }
    found
}

fn add_maker(item: &Value, key: &str, found: &mut Linked) {
    let organisation = key == "sourceOrganization"
        || item.as_object().is_some_and(|object| {
            is_type(object.get("@type"), "Organization")
                || is_type(object.get("@type"), "NewsMediaOrganization")
        });
    // Several names may stand in one.
    let names: Vec<String> = match item {
        Value::Object(object) => match object.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(name).collect(),
            Some(one) => name(one).into_iter().collect(),
            None => Vec::new(),
        },
        other => name(other).into_iter().collect(),
    };
    let list = if organisation { &mut found.organisations } else { &mut found.persons };
    for name in names {
        if !list.contains(&name) {
            list.push(name);
        }
    }
}

fn name(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => {
            return object
                .get("name")
                .or_else(|| object.get("@value"))
                .and_then(|inner| inner.as_str())
                .and_then(clean);
        }
        Value::Array(items) => return items.first().and_then(|first| first.as_str()).and_then(clean),
        _ => return None,
    };
    clean(text)
}

fn clean(text: &str) -> Option<String> {
    let mut out = String::new();
    crate::markup::push_collapsed(&mut out, &crate::markup::unescape(text));
    out.truncate(out.trim_end().len());
    (!out.is_empty()).then_some(out)
}

fn keywords(value: Option<&Value>) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Some(Value::String(text)) => found.extend(text.split(',').filter_map(clean)),
        Some(Value::Array(items)) => found.extend(items.iter().filter_map(name)),
        _ => {}
    }
    found.truncate(50);
    found
}

/// Parses a script; a second try mends what pages get wrong most: line breaks inside strings, comments around
/// the whole, a comma too many.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script =
        script.strip_prefix("//<![CDATA[").or_else(|| script.strip_prefix("<![CDATA[")).unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script.strip_suffix("//]]>").or_else(|| script.strip_suffix("]]>")).unwrap_or(script);
    let script = script.trim().trim_end_matches(';');
    if script.is_empty() {
        return Some(Value::Null);
    }
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&mended(script))).ok()
}

fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    let mut escaped = false;
    for c in script.chars() {
        if inside {
            match c {
                _ if escaped => {
                    escaped = false;
                    // An escape that JSON does not know stands for its letter.
                    if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.pop();
                    }
                    out.push(c);
                }
                '\\' => {
                    escaped = true;
                    out.push(c);
                }
                '"' => {
                    inside = false;
                    out.push(c);
                }
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        } else {
            match c {
                '"' => {
                    inside = true;
                    out.push(c);
                }
                '}' | ']' => {
                    let kept = out.trim_end().len();
                    if out[..kept].ends_with(',') {
                        out.truncate(kept - 1);
                    }
                    out.push(c);
                }
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph_is_read() {
        let script = r#"{"@graph":[{"@type":"WebPage","name":"x"},{"@type":["NewsArticle"],"headline":"A &amp; B",
            "datePublished":"2025-07-14T09:20:00+05:30","author":[{"@type":"Person","name":"Mira Sahay"},{"@type":"Organization","name":"VCNA"}],
            "publisher":{"name":"Prabhat Lok"},"keywords":"a, b"}]}"#;
        let (found, broken) = linked(&[script]);
        assert_eq!(found.headline.as_deref(), Some("A & B"));
        assert_eq!(
            (found.persons, found.organisations),
            (vec!["Mira Sahay".to_owned()], vec!["VCNA".to_owned()])
        );
        assert_eq!(found.publisher.as_deref(), Some("Prabhat Lok"));
        assert_eq!(found.keywords, ["a", "b"]);
        assert!(!broken);
    }

    #[test]
    fn common_faults_are_mended() {
        let (found, broken) = linked(&["{\"@type\":\"Article\",\"headline\":\"two\nlines\",}"]);
        assert_eq!((found.headline.as_deref(), broken), (Some("two lines"), false));
        assert!(linked(&["{\"@type\": nothing"]).1);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(script in "[{}\\[\\]\",:a@\\\\\n]{0,60}") {
            let _ = linked(&[&script]);
        }
    }
}
