//! The facts of a document in the form of expect lines.

use model::{ChainLink, Document, Entity, EntityId, LinkRole, Span};

/// The kinds of fact that an expect block may name.
pub const KINDS: [&str; 8] =
    ["sentence", "name", "entity", "time", "quantity", "statement", "event", "language"];

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The words of the text.
    pub surface: String,
    /// What holds of it, in the order in which it is printed.
    pub values: Vec<(&'static str, Value)>,
}

/// What holds of a fact under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nobody can tell.
    Unknown,
    /// A value with other ways to put it: a name in another script, the words of the text.
    One(Vec<String>),
    /// Several in order, each with other ways to put it; printed with ` > ` between.
    Path(Vec<Vec<String>>),
}

impl Value {
    /// Tells whether the value can be put so.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Unknown => text == "?",
            Self::One(ways) => ways.iter().any(|way| way == text),
            Self::Path(steps) => {
                let parts: Vec<&str> = text.split(" > ").map(str::trim).collect();
                let none = steps.is_empty() && text == "?";
                none || (parts.len() == steps.len()
                    && parts.iter().zip(steps).all(|(part, ways)| ways.iter().any(|way| way == part)))
            }
        }
    }

    /// Returns the value as it is printed.
    pub fn shown(&self) -> String {
        let first = |ways: &Vec<String>| ways.first().cloned().unwrap_or_default();
        match self {
            Self::Unknown => "?".to_owned(),
            Self::One(ways) => first(ways),
            Self::Path(steps) if steps.is_empty() => "?".to_owned(),
            Self::Path(steps) => steps.iter().map(first).collect::<Vec<_>>().join(" > "),
        }
    }
}

/// Returns the keys printed for a kind where no expectation says which matter.
pub(crate) fn usual_keys(kind: &str) -> &'static [&'static str] {
    match kind {
        "name" | "entity" => &["type"],
        "time" => &["value"],
        "quantity" => &["value", "max", "approx", "counted"],
        "statement" => &["mode", "speaker", "chain"],
        "event" => &["type", "date", "certainty"],
        "language" => &["lang"],
        _ => &[],
    }
}

/// Returns the facts of one kind, in text order; none for an unknown kind.
pub fn facts(document: &Document, kind: &str) -> Vec<Fact> {
    let all = document.facts();
    let surface = |span: Span| document.surface(span).to_owned();
    match kind {
        "sentence" => {
            all.sentences.iter().map(|s| Fact { surface: surface(s.span), values: vec![] }).collect()
        }
        "name" => all.mentions.iter().map(|mention| name(document, mention)).collect(),
        "entity" => all.entities.iter().map(entity).collect(),
        "time" => all.times.iter().map(|time| self::time(document, time)).collect(),
        "quantity" => all.quantities.iter().map(|quantity| self::quantity(document, quantity)).collect(),
        "statement" => all.statements.iter().map(|statement| self::statement(document, statement)).collect(),
        "event" => all.events.iter().map(|event| self::event(document, event)).collect(),
        "language" => all.languages.iter().map(|passage| language(document, passage)).collect(),
        _ => Vec::new(),
    }
}

fn language(document: &Document, passage: &model::OtherLanguage) -> Fact {
    Fact { surface: document.surface(passage.span).to_owned(), values: vec![("lang", one(&passage.lang))] }
}

fn name(document: &Document, mention: &model::Mention) -> Fact {
    Fact {
        surface: document.surface(mention.span).to_owned(),
        values: vec![
            ("type", serialized(&mention.kind)),
            ("entity", one(mention.entity.as_str())),
            ("of", Value::One(ways(document, Some(&mention.entity), ""))),
            ("rule", one(mention.rule.as_str())),
        ],
    }
}

fn entity(entity: &Entity) -> Fact {
    let list = |words: Vec<&str>| if words.is_empty() { Value::Unknown } else { one(words.join("|")) };
    Fact {
        surface: entity.name.clone(),
        values: vec![
            ("type", serialized(&entity.kind)),
            ("id", one(entity.id.as_str())),
            ("kb", option(entity.kb.as_deref())),
            ("source", entity.source.as_ref().map_or(Value::Unknown, serialized)),
            ("country", option(entity.country.as_deref())),
            ("names", list(entity.names.values().flatten().map(String::as_str).collect())),
            ("roles", list(entity.roles.iter().map(String::as_str).collect())),
        ],
    }
}

fn time(document: &Document, time: &model::TimeExpr) -> Fact {
    Fact {
        surface: document.surface(time.span).to_owned(),
        values: vec![
            ("value", option(time.value.as_ref())),
            ("kind", serialized(&time.kind)),
            ("anchor", option(time.anchor.as_ref())),
            ("rule", one(time.rule.as_str())),
        ],
    }
}

fn quantity(document: &Document, quantity: &model::Quantity) -> Fact {
    let counted = quantity.counted.as_ref();
    let heads = counted.map(|counted| vec![counted.head.clone(), document.surface(counted.span).to_owned()]);
    Fact {
        surface: document.surface(quantity.span).to_owned(),
        values: vec![
            ("value", option(quantity.value.as_ref())),
            ("max", option(quantity.value_max.as_ref())),
            ("approx", one(quantity.approx.name())),
            ("kind", serialized(&quantity.kind)),
            ("unit", option(quantity.unit.as_deref())),
            ("counted", heads.map_or(Value::Unknown, Value::One)),
            ("class", option(counted.and_then(|counted| counted.class.as_deref()))),
            ("what", option(quantity.what.as_deref())),
            ("negated", one(quantity.negated)),
            ("rule", one(quantity.rule.as_str())),
        ],
    }
}

fn statement(document: &Document, statement: &model::Statement) -> Fact {
    let content: Vec<&str> = statement.content.iter().map(|span| document.surface(*span)).collect();
    let cues: Vec<&str> = statement.cue.iter().map(|span| document.surface(*span)).collect();
    let speaker = statement.speaker.as_ref().map(|speaker| {
        let mut ways = ways(document, speaker.entity.as_ref(), &speaker.name);
        ways.push(document.surface(speaker.span).to_owned());
        ways
    });
    let links = statement.chain.links().iter().filter(|link| link.role != LinkRole::Outlet);
    let link = |link: &ChainLink| ways(document, link.entity.as_ref(), &link.name);
    Fact {
        surface: content.join(" … "),
        values: vec![
            ("mode", one(statement.mode.name())),
            ("class", serialized(&statement.class)),
            ("speaker", speaker.map_or(Value::Unknown, Value::One)),
            (
                "described",
                statement.speaker.as_ref().map_or(Value::Unknown, |speaker| one(speaker.described)),
            ),
            ("cue", one(cues.join(" … "))),
            ("chain", Value::Path(links.map(link).collect())),
            ("said_on", option(statement.said_on.as_ref())),
            ("rule", one(statement.rule.as_str())),
        ],
    }
}

fn event(document: &Document, event: &model::Event) -> Fact {
    let actors = |actors: &[model::Actor]| {
        Value::Path(actors.iter().map(|actor| ways(document, actor.entity.as_ref(), &actor.name)).collect())
    };
    Fact {
        surface: document.surface(event.trigger).to_owned(),
        values: vec![
            ("type", one(&event.event)),
            ("mode", option(event.mode.as_deref())),
            ("actors", actors(&event.actors)),
            ("recipients", actors(&event.recipients)),
            ("place", option(event.place.as_deref())),
            ("date", option(event.date.as_ref())),
            ("certainty", one(event.certainty.name())),
            ("rule", one(event.rule.as_str())),
        ],
    }
}

/// Returns the ways to name somebody: as given, canonically, and every known name.
fn ways(document: &Document, id: Option<&EntityId>, name: &str) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    let entity = id.and_then(|id| document.entity(id));
    let known = entity.into_iter().flat_map(|entity| {
        std::iter::once(entity.name.as_str()).chain(entity.names.values().flatten().map(String::as_str))
    });
    for way in std::iter::once(name).chain(known) {
        if !way.is_empty() && !ways.iter().any(|have| have == way) {
            ways.push(way.to_owned());
        }
    }
    ways
}

fn one(value: impl ToString) -> Value {
    Value::One(vec![value.to_string()])
}

fn option(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Unknown, one)
}

/// Returns the stable name of an enum's variant, as it stands in the printed formats.
fn serialized(value: &impl serde::Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => one(name),
        _ => Value::Unknown,
    }
}
