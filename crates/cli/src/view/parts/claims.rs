//! What is claimed, by standing: the sentence, its values, why it stands so, and the ways it came.

use crate::view::marks::{Mark, Marks};
use crate::view::parts::head::STANDINGS;
use crate::view::sheet::{Section, Source};
use crate::view::words::{Quoted, clean};
use model::{Approx, Claim, ClaimKind, Moment, Stance, Standing, Support, ValuePoint, ValueRelation};
use std::collections::BTreeMap;

/// The claims of one standing.
pub(crate) struct ClaimGroup {
    pub(crate) standing: Standing,
    /// How many there are, shown or not.
    pub(crate) total: usize,
    pub(crate) claims: Section<ClaimEntry>,
}

/// One claim.
pub(crate) struct ClaimEntry {
    pub(crate) text: Quoted,
    pub(crate) mark: Option<Mark>,
    /// What of the sentence is claimed, in a few words: one sentence can carry several claims.
    pub(crate) topic: String,
    pub(crate) values: Vec<ValueLine>,
    /// Why it stands so, in one sentence.
    pub(crate) why: String,
    pub(crate) ways: Section<Way>,
}

/// One value, who gave it and when.
pub(crate) struct ValueLine {
    pub(crate) value: String,
    pub(crate) date: String,
    pub(crate) origins: String,
    /// How it stands to the one before; empty for the first.
    pub(crate) relation: String,
}

/// One way a claim came: the hands before the outlets, and the outlets that printed it so.
pub(crate) struct Way {
    pub(crate) date: String,
    /// What the passages do to the claim, where they do not assert it.
    pub(crate) stance: Option<String>,
    /// Innermost voice first; empty where the outlets name no source.
    pub(crate) hands: Vec<String>,
    pub(crate) outlets: Vec<(String, Option<Mark>)>,
}

impl Way {
    /// Returns the hands with arrows, ready for the outlets to follow.
    pub(crate) fn path(&self) -> String {
        self.hands.iter().map(|hand| format!("{hand} ← ")).collect()
    }
}

/// Makes the claims of a thread.
pub(crate) fn groups(source: &Source<'_>, marks: &mut Marks<'_>) -> Vec<ClaimGroup> {
    let mut groups = Vec::new();
    for standing in STANDINGS {
        let claims: Vec<&Claim> = source.thread.claims.iter().filter(|c| c.support == standing).collect();
        if claims.is_empty() {
            continue;
        }
        let total = claims.len();
        let claims =
            Section::of(claims.into_iter(), source.limits.claims, |claim| entry(source, marks, claim));
        groups.push(ClaimGroup { standing, total, claims });
    }
    groups
}

fn entry(source: &Source<'_>, marks: &mut Marks<'_>, claim: &Claim) -> ClaimEntry {
    ClaimEntry {
        text: Quoted::new(&claim.text, source.texts.lang(claim.evidence0.article())),
        mark: marks.cite(&claim.evidence0),
        topic: topic(source, claim),
        values: claim.values.iter().map(|value| value_line(source, value)).collect(),
        why: why(source, &claim.reason),
        ways: ways(source, marks, &claim.supports),
    }
}

/// The parts of a claim that tell it from others in its sentence, in reading order.
const TOPIC: [&str; 11] =
    ["speaker", "what", "counted", "unit", "of", "event", "mode", "actor", "recipient", "place", "date"];

/// Words what is claimed: its kind, then the parts that are known.
fn topic(source: &Source<'_>, claim: &Claim) -> String {
    let kind = source.labels.get(match claim.kind {
        ClaimKind::Amount => "topic.amount",
        ClaimKind::Event => "topic.event",
        ClaimKind::Position => "topic.position",
        ClaimKind::Attribute => "topic.attribute",
    });
    // How a statement is worded says nothing of what it is about.
    let told = |slot: &&str| claim.kind != ClaimKind::Position || *slot != "mode";
    let parts: Vec<String> = (TOPIC.into_iter().filter(told))
        .filter_map(|slot| Some((slot, claim.slots.get(slot)?)))
        .map(|(slot, part)| match slot {
            // What is a stable code in the record is a word in the view.
            "event" => source.labels.get(&format!("happening.{part}")),
            "what" => source.labels.get(&format!("what.{part}")),
            "counted" => clean(claim.slots.get("wording").unwrap_or(part)),
            _ => clean(part),
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!("{kind}: {}", parts.join(" · ")) }
}

fn value_line(source: &Source<'_>, point: &ValuePoint) -> ValueLine {
    let mut names: Vec<String> = point.origins.iter().filter_map(|id| source.origin(id.as_str())).collect();
    // Unnamed sources of several outlets may be described alike.
    names.dedup();
    ValueLine {
        value: value(source, point),
        date: day(point.as_of),
        origins: names.join(", "),
        relation: match point.relation {
            ValueRelation::First => String::new(),
            ValueRelation::Agrees => source.labels.get("value.agrees"),
            ValueRelation::Raises => source.labels.get("value.raises"),
            ValueRelation::Lowers => source.labels.get("value.lowers"),
            ValueRelation::Conflicts => source.labels.get("value.conflicts"),
        },
    }
}

/// Returns a value with a sign for how exact it is said to be.
fn value(source: &Source<'_>, point: &ValuePoint) -> String {
    let digits = |number: Option<model::Number>| number.map(|number| source.labels.digits(number.value()));
    let (Some(low), high) = (digits(point.value), digits(point.value_max)) else {
        return source.labels.get("line.vague");
    };
    let sign = match point.approx {
        Approx::Exact | Approx::Range | Approx::Vague => "",
        Approx::About => "~",
        Approx::AtLeast => "≥",
        Approx::AtMost => "≤",
        Approx::MoreThan => ">",
        Approx::LessThan => "<",
    };
    match high {
        Some(high) => format!("{sign}{low}–{high}"),
        None => format!("{sign}{low}"),
    }
}

fn day(moment: Option<Moment>) -> String {
    moment.map_or_else(|| "–".to_owned(), |moment| moment.to_day().to_string())
}

/// Words a reason: a stable key, then its arguments; an argument that is an origin's id shows its name.
fn why(source: &Source<'_>, reason: &[String]) -> String {
    let Some((key, arguments)) = reason.split_first() else { return String::new() };
    let arguments: Vec<String> =
        arguments.iter().map(|word| source.origin(word).unwrap_or_else(|| clean(word))).collect();
    let key = match (key.as_str(), arguments.get(1).map(String::as_str)) {
        ("one-origin", None | Some("0" | "1")) => "reason.one-origin.one".to_owned(),
        _ => format!("reason.{key}"),
    };
    match source.labels.find(&key) {
        Some(_) => source.labels.fill(&key, &arguments),
        None => format!("{}: {}", source.labels.get(&key), arguments.join(", ")),
    }
}

/// Gathers passages that came the same way: one line for one agency's copy in six outlets.
fn ways(source: &Source<'_>, marks: &mut Marks<'_>, supports: &[Support]) -> Section<Way> {
    let dates: BTreeMap<_, _> = source.thread.articles.iter().map(|line| (&line.id, line.date)).collect();
    let mut found: BTreeMap<(Stance, Vec<String>), Vec<&Support>> = BTreeMap::new();
    for support in supports {
        let hands = support.chain.split_last().map_or(&[][..], |(_, hands)| hands);
        let hands = hands.iter().map(|hand| clean(hand)).collect();
        found.entry((support.stance, hands)).or_default().push(support);
    }
    let first = |passages: &[&Support]| {
        passages.iter().filter_map(|s| dates.get(s.evidence.article()).copied().flatten()).min()
    };
    let mut found: Vec<_> = found
        .into_iter()
        .map(|((stance, hands), passages)| (first(&passages), stance, hands, passages))
        .collect();
    // The first to say it stands first; ways without a date come last.
    found.sort_by(|a, b| (a.0.is_none(), a.0, a.1, &a.2).cmp(&(b.0.is_none(), b.0, b.1, &b.2)));
    Section::of(found.into_iter(), source.limits.ways, |(date, stance, hands, passages)| Way {
        date: day(date),
        stance: match stance {
            Stance::Asserts => None,
            Stance::Denies => Some(source.labels.get("line.denies")),
            Stance::Presupposes => Some(source.labels.get("line.presupposes")),
        },
        hands,
        outlets: outlets(source, marks, &passages),
    })
}

fn outlets(source: &Source<'_>, marks: &mut Marks<'_>, passages: &[&Support]) -> Vec<(String, Option<Mark>)> {
    let mut outlets: Vec<(String, Option<Mark>)> = passages
        .iter()
        .map(|support| {
            let name = support.chain.last().map(|outlet| clean(outlet));
            (name.unwrap_or_else(|| source.labels.get("line.unknown")), marks.cite(&support.evidence))
        })
        .collect();
    outlets.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    outlets.dedup();
    outlets
}
