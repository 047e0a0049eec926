//! What a page says of itself in JSON-LD.

use super::lenient::parse;
use rustc_hash::FxHashMap;
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
    /// Names of authors that are said to be organisations.
    pub(crate) organisations: Vec<String>,
    /// Names of `sourceOrganization`.
    pub(crate) sources: Vec<String>,
    /// The publisher's name.
    pub(crate) publisher: Option<String>,
    /// `articleSection`.
    pub(crate) section: Option<String>,
    /// `keywords`.
    pub(crate) keywords: Vec<String>,
    /// `url` or `mainEntityOfPage`.
    pub(crate) url: Option<String>,
    /// The names of a `BreadcrumbList`, from the outlet's front page down.
    pub(crate) crumbs: Vec<String>,
    /// `articleBody`, as it stands: often cut, or a teaser.
    pub(crate) body: Option<String>,
}

/// A page with more objects than this is made to cost time.
const MOST_OBJECTS: usize = 2000;

/// Reads the JSON-LD scripts of a page; what does not parse is mended where that is plain, else left out.
/// The flag tells whether something was left out.
pub(crate) fn linked(scripts: &[&str]) -> (Linked, bool) {
    let mut found = Linked::default();
    let mut broken = false;
    let mut best = 0u8;
    let mut values = Vec::with_capacity(scripts.len());
    for script in scripts {
        match parse(script) {
            Some(value) => values.push(value),
            None => broken = true,
        }
    }
    let known = named(&values);
    for value in &values {
        let mut queue = vec![value];
        let mut at = 0;
        while at < queue.len() && at < MOST_OBJECTS {
            match queue[at] {
                Value::Array(items) => queue.extend(items),
                Value::Object(object) => {
                    let rank = rank(object.get("@type"));
                    if rank > best {
                        best = rank;
                        let (publisher, crumbs) = (found.publisher.take(), std::mem::take(&mut found.crumbs));
                        found = read(object, &known);
                        found.publisher = found.publisher.take().or(publisher);
                        found.crumbs = crumbs;
                    }
                    if is_type(object.get("@type"), "BreadcrumbList") && found.crumbs.is_empty() {
                        found.crumbs = crumbs(object.get("itemListElement"));
                    }
                    if is_type(object.get("@type"), "Organization") && found.publisher.is_none() {
                        found.publisher = object.get("name").and_then(name);
                    }
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "item", "breadcrumb"] {
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

/// Objects that others refer to, by their `@id`.
type Known<'v> = FxHashMap<&'v str, &'v serde_json::Map<String, Value>>;

/// Lists the objects that have an id and a name: an author is often only named by the id.
fn named(values: &[Value]) -> Known<'_> {
    let mut known = Known::default();
    let mut queue: Vec<&Value> = values.iter().collect();
    let mut at = 0;
    while at < queue.len() && at < MOST_OBJECTS {
        match queue[at] {
            Value::Array(items) => queue.extend(items),
            Value::Object(object) => {
                if let (Some(Value::String(id)), true) = (object.get("@id"), object.contains_key("name")) {
                    known.entry(id.as_str()).or_insert(object);
                }
                let inner = object.values().filter(|value| value.is_object() || value.is_array());
                queue.extend(inner);
            }
            _ => {}
        }
        at += 1;
    }
    known
}

/// Follows a reference to the object that it names.
fn resolved<'v>(item: &'v Value, known: &Known<'v>) -> Option<&'v serde_json::Map<String, Value>> {
    let object = item.as_object()?;
    if object.contains_key("name") {
        return Some(object);
    }
    let named = object.get("@id").and_then(Value::as_str).and_then(|id| known.get(id)).copied();
    Some(named.unwrap_or(object))
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

fn read(object: &serde_json::Map<String, Value>, known: &Known<'_>) -> Linked {
    let text = |key: &str| object.get(key).and_then(name);
    let publisher = object.get("publisher").and_then(|publisher| {
        resolved(publisher, known).and_then(|object| object.get("name")).and_then(name)
    });
    let mut found = Linked {
        headline: text("headline").or_else(|| text("name")),
        description: text("description"),
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        body: text("articleBody"),
        publisher: publisher.or_else(|| text("publisher")),
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
                items.iter().take(20).for_each(|item| add_maker(item, key, known, &mut found))
            }
            Some(item) => add_maker(item, key, known, &mut found),
            None => {}
        }
        if key == "author" && !found.persons.is_empty() {
            break;
        }
    }
    found
}

fn add_maker(item: &Value, key: &str, known: &Known<'_>, found: &mut Linked) {
    let object = resolved(item, known);
    let organisation = object.is_some_and(|object| {
        let kind = object.get("@type");
        is_type(kind, "Organization") || is_type(kind, "Corporation") || is_type(kind, "WebSite")
    });
    // Several names may stand in one.
    let names: Vec<String> = match object {
        Some(object) => match object.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(name).collect(),
            Some(one) => name(one).into_iter().collect(),
            None => Vec::new(),
        },
        None => name(item).into_iter().collect(),
    };
    let list = if key == "sourceOrganization" {
        &mut found.sources
    } else if organisation {
        &mut found.organisations
    } else {
        &mut found.persons
    };
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

/// Returns the names of a list of crumbs, in the order of their positions.
fn crumbs(items: Option<&Value>) -> Vec<String> {
    let items = items.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut placed: Vec<(u64, String)> = (items.iter().take(12).enumerate())
        .filter_map(|(at, item)| {
            let object = item.as_object()?;
            let name = object.get("name").and_then(name).or_else(|| object.get("item").and_then(name))?;
            let position = object.get("position").and_then(|position| match position {
                Value::String(text) => text.parse().ok(),
                other => other.as_u64(),
            });
            Some((position.unwrap_or(at as u64), name))
        })
        .collect();
    placed.sort_by_key(|(position, _)| *position);
    placed.into_iter().map(|(_, name)| name).collect()
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

    #[test]
    fn crumbs_stand_in_the_order_of_their_positions() {
        let script = r#"[{"@type":"NewsArticle"},{"@type":"BreadcrumbList","itemListElement":[
            {"position":2,"item":{"name":"World"}},{"position":1,"name":"Home"}]}]"#;
        assert_eq!(linked(&[script]).0.crumbs, ["Home", "World"]);
    }

    #[test]
    fn an_author_named_by_reference_is_found() {
        let script = r##"{"@graph":[{"@type":"NewsArticle","author":{"@id":"#mira"},"publisher":{"@id":"#lok"}},
            {"@type":"Person","@id":"#mira","name":"Mira Sahay"},{"@type":"Organization","@id":"#lok","name":"Prabhat Lok"}]}"##;
        let (found, _) = linked(&[script]);
        assert_eq!(
            (found.persons, found.publisher.as_deref()),
            (vec!["Mira Sahay".to_owned()], Some("Prabhat Lok"))
        );
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(script in "[{}\\[\\]\",:a@\\\\\n]{0,60}") {
            let _ = linked(&[&script]);
        }
    }
}
