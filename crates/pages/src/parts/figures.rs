//! A claim in words: what of its sentence is claimed, its values, and why it stands as it does.

use crate::source::Source;
use crate::{Mixed, Named, clean};
use model::{Claim, ClaimKind, ValuePoint, ValueRelation};

/// The parts of a claim that tell it from others in its sentence, in reading order.
const TOPIC: [&str; 11] =
    ["speaker", "what", "counted", "unit", "of", "event", "mode", "actor", "recipient", "place", "date"];

/// Words what is claimed: its kind, then the parts that are known.
pub fn topic(claim: &Claim, source: &Source<'_>) -> Mixed {
    Mixed::new(&plain_topic(claim, source), source.look.lang)
}

/// Words what is claimed, as plain text.
pub fn plain_topic(claim: &Claim, source: &Source<'_>) -> String {
    let look = source.look;
    let kind = look.word(match claim.kind {
        ClaimKind::Amount => "topic.amount",
        ClaimKind::Event => "topic.event",
        ClaimKind::Position => "topic.position",
        ClaimKind::Attribute => "topic.attribute",
    });
    // How a statement is worded says nothing of what it is about.
    let told = |slot: &&str| claim.kind != ClaimKind::Position || *slot != "mode";
    let parts: Vec<String> = (TOPIC.into_iter().filter(told))
        .filter_map(|slot| Some((slot, claim.slots.get(slot)?)))
        .map(|(slot, part)| slot_words(slot, part, claim, source))
        .collect();
    if parts.is_empty() { kind.to_owned() } else { format!("{kind}: {}", parts.join(" · ")) }
}

/// Words what stands in a slot of a claim.
pub(crate) fn slot_words(slot: &str, part: &str, claim: &Claim, source: &Source<'_>) -> String {
    let look = source.look;
    match slot {
        // What is a stable code in the record is a word on the page.
        "event" => look.either(&format!("happening.{part}"), part),
        "what" => look.either(&format!("what.{part}"), part),
        "counted" => match (claim.slots.get("wording"), look.find(&format!("unit.{part}"))) {
            (Some(wording), _) => clean(wording),
            (None, Some(unit)) => unit.to_owned(),
            (None, None) if part.contains('/') => look.unit(part),
            (None, None) => clean(part),
        },
        "mode" => look.either(&format!("mode.{part}"), part),
        "unit" => look.unit(part),
        "date" => part.parse().map_or_else(|_| clean(part), |moment| look.day(moment)),
        _ => part.split("; ").map(|name| source.slot_name(name)).collect::<Vec<_>>().join(", "),
    }
}

/// One value of a claim, who gave it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueLine {
    /// The amount in words.
    pub value: String,
    /// The day for which it was given first.
    pub day: String,
    /// Who gave it.
    pub origins: Vec<Named>,
    /// How it stands to the one before; empty for the first.
    pub relation: &'static str,
}

/// Words the values of a claim in time order.
pub fn values(claim: &Claim, source: &Source<'_>) -> Vec<ValueLine> {
    claim.values.iter().map(|point| value(point, source)).collect()
}

fn value(point: &ValuePoint, source: &Source<'_>) -> ValueLine {
    let look = source.look;
    let names = point.origins.iter().filter_map(|id| source.origin(id.as_str()));
    let mut origins: Vec<Named> = names.map(|origin| source.origin_name(origin)).collect();
    // Unnamed sources of several outlets may be described alike.
    origins.dedup();
    ValueLine {
        value: look.amount(point.value, point.value_max, point.approx),
        day: look.day_or_none(point.as_of),
        origins,
        relation: match point.relation {
            ValueRelation::First => "",
            ValueRelation::Agrees => look.find("value.agrees").unwrap_or_default(),
            ValueRelation::Raises => look.find("value.raises").unwrap_or_default(),
            ValueRelation::Lowers => look.find("value.lowers").unwrap_or_default(),
            ValueRelation::Conflicts => look.find("value.conflicts").unwrap_or_default(),
        },
    }
}

/// Returns the values of a claim in one line, the oldest first: `about 8,000 → about 11,000`.
pub fn course(claim: &Claim, source: &Source<'_>) -> String {
    let look = source.look;
    let mut amounts: Vec<String> =
        (claim.values.iter()).map(|point| look.amount(point.value, point.value_max, point.approx)).collect();
    amounts.dedup();
    amounts.join(" → ")
}

/// Words a reason: a stable key, then its arguments; an argument that is an origin's id or a name shows its name.
pub fn why(claim: &Claim, source: &Source<'_>) -> String {
    let Some((key, arguments)) = claim.reason.split_first() else { return String::new() };
    let look = source.look;
    let word = |argument: &String| match source.origin(argument) {
        Some(origin) => source.origin_name(origin).text().to_owned(),
        None => match argument.parse::<f64>().ok().and_then(model::Number::new) {
            Some(number) => look.figure(number),
            None => source.name(argument).text().to_owned(),
        },
    };
    let arguments: Vec<String> = arguments.iter().map(word).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let key = match (key.as_str(), claim.reason.get(2).map(String::as_str)) {
        ("one-origin", None | Some("0" | "1")) => "reason.one-origin.one".to_owned(),
        _ => format!("reason.{key}"),
    };
    match look.find(&key) {
        Some(_) => look.fill(&key, &arguments),
        None => format!("{}: {}", look.word(&key), arguments.join(", ")),
    }
}
