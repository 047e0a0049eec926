//! What speaks for two groups being one, and what against it.

use crate::groups::{Gathered, Group};

/// What a shared office, kind of office, and country weigh; company weighs what its members do, to a limit.
const OFFICE: f32 = 1.5;
const PLAIN_OFFICE: f32 = 0.75;
const FIELD: f32 = 0.5;
const COUNTRY: f32 = 0.75;
const COMPANY: f32 = 1.5;

/// So much shared company outweighs offices that do not go together.
const CLOSE: f32 = 1.2;

/// Fields between which people move, by the sectors of PLOVER.
const MOVES: [&[&str]; 5] = [
    &["GOV", "LEG", "PTY", "OPP", "IGO"],
    &["GOV", "SPY"],
    &["SOC", "NGO", "LAB", "AGR", "PTY", "LEG"],
    &["EDU", "MED"],
    &["JRN", "EDU", "PTY"],
];

/// What two groups share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    pub(crate) weight: f32,
    /// What it is, in words: `office general`, `country kor`, `company e-…`.
    pub(crate) because: Vec<String>,
}

/// Returns what speaks for two groups being one.
pub(crate) fn shared<'c>(gathered: &Gathered<'c>, one: &Group<'c>, other: &Group<'c>) -> Shared {
    let mut shared = Shared::default();
    let offices: Vec<&&str> = one.offices.intersection(&other.offices).collect();
    if let Some(office) = offices.iter().max_by_key(|office| (is_telling(office), office.len())) {
        shared.weight += if is_telling(office) { OFFICE } else { PLAIN_OFFICE };
        shared.because.push(format!("office {office}"));
    } else if let Some(field) = one.fields.intersection(&other.fields).next() {
        shared.weight += FIELD;
        shared.because.push(format!("field {field}"));
    }
    if let Some(country) = one.countries.intersection(&other.countries).next() {
        shared.weight += COUNTRY;
        shared.because.push(format!("country {country}"));
    }
    let mut company: Vec<(f32, u32)> = Vec::new();
    let (few, many) = if one.company.len() <= other.company.len() { (one, other) } else { (other, one) };
    for entity in few.company.iter().filter(|entity| many.company.contains(*entity)) {
        company.push((gathered.weight(*entity), *entity));
    }
    company.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| gathered.id(a.1).cmp(gathered.id(b.1))));
    shared.weight += company.iter().map(|(weight, _)| weight).sum::<f32>().min(COMPANY);
    let told = company.iter().take(3).filter(|(weight, _)| *weight > 0.1);
    shared.because.extend(told.map(|(_, entity)| format!("company {}", gathered.id(*entity))));
    shared.because.sort();
    shared
}

/// Tells whether what two groups share may weigh so much; a no is sure.
pub(crate) fn shares<'c>(gathered: &Gathered<'c>, one: &Group<'c>, other: &Group<'c>, least: f32) -> bool {
    let office = if one.fields.is_disjoint(&other.fields) && one.offices.is_disjoint(&other.offices) {
        0.0
    } else {
        OFFICE
    };
    let country = if one.countries.is_disjoint(&other.countries) { 0.0 } else { COUNTRY };
    office + country >= least || office + country + company(gathered, one, other) >= least
}

/// Tells whether two groups cannot be one: two entities of the tables, or offices or countries that do not go
/// together, unless they keep the same company.
pub(crate) fn conflict<'c>(gathered: &Gathered<'c>, one: &Group<'c>, other: &Group<'c>) -> bool {
    if one.kind != other.kind || one.known.is_some() && other.known.is_some() && one.known != other.known {
        return true;
    }
    let apart = |one: &std::collections::BTreeSet<&str>, other: &std::collections::BTreeSet<&str>| {
        !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
    };
    let offices = !one.fields.is_empty()
        && !other.fields.is_empty()
        && !one.fields.iter().any(|field| other.fields.iter().any(|beside| moves(field, beside)));
    let countries = apart(&one.countries, &other.countries);
    (offices || countries) && (offices && countries || company(gathered, one, other) < CLOSE)
}

/// Returns what the shared company of two groups weighs.
pub(crate) fn company<'c>(gathered: &Gathered<'c>, one: &Group<'c>, other: &Group<'c>) -> f32 {
    let (few, many) = if one.company.len() <= other.company.len() { (one, other) } else { (other, one) };
    few.company
        .iter()
        .filter(|entity| many.company.contains(*entity))
        .map(|entity| gathered.weight(*entity))
        .sum()
}

/// Tells whether somebody of one field may be found in another.
fn moves(one: &str, other: &str) -> bool {
    one == other || MOVES.iter().any(|fields| fields.contains(&one) && fields.contains(&other))
}

/// Tells whether few hold an office at a time: there are many lawmakers, and one president.
fn is_telling(office: &str) -> bool {
    const MANY: [&str; 22] = [
        "activist",
        "actor",
        "author",
        "businessman",
        "coach",
        "cricketer",
        "doctor",
        "footballer",
        "general",
        "high-officer",
        "inspector",
        "journalist",
        "judge",
        "lawmaker",
        "lawyer",
        "minister",
        "musician",
        "officer",
        "player",
        "priest",
        "professor",
        "singer",
    ];
    !MANY.contains(&office)
}
