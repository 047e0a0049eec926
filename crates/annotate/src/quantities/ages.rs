//! Ages: a length of time that says how old someone or something is.

use super::NumberSpan;
use lang::Pack;
use model::QuantityKind;
use std::ops::Range;
use text::Tokens;

/// The classes of what is counted that are people, of whom a length of time tells the age.
const PEOPLE: &[&str] = &[
    "activist",
    "candidate",
    "driver",
    "firefighter",
    "journalist",
    "judge",
    "lawyer",
    "minister",
    "official",
    "refugee",
    "suspect",
    "teacher",
    "tourist",
    "voter",
    "child",
    "doctor",
    "employee",
    "engineer",
    "farmer",
    "leader",
    "man",
    "member",
    "militant",
    "patient",
    "person",
    "police",
    "prisoner",
    "sapper",
    "soldier",
    "student",
    "woman",
    "worker",
    "builder",
];

/// How many words may stand between an age and the person: “छह साल की छोटी बहन”.
const NEAR: usize = 2;

/// Returns the tokens that an age takes beyond its number, where the number tells one.
///
/// Reads `22 वर्षीय`, `दस साल पुरानी`, `छह साल की बच्ची`, `61-year-old` and the number of `at the age of 61`.
/// Refuses `छह साल की सजा` (six years in prison) and `दो साल का कार्यकाल`, which last so long.
/// Misses ages that stand alone between commas.
pub(crate) fn age(
    tokens: &Tokens<'_>,
    range: &Range<usize>,
    pack: &Pack,
    number: &NumberSpan,
) -> Option<usize> {
    let words = &pack.amounts;
    let within = |end: &usize| *end <= range.end;
    let after = number.tokens.end;
    let at = if tokens.key(after) == "-" { after + 1 } else { after };
    if let Some(end) = words.link("age_unit", tokens, at).filter(within) {
        return Some(end);
    }
    let unit = words.units().longest_at(tokens, after).filter(|(end, _)| within(end));
    let named =
        words.link_before("age", tokens, number.tokens.start).is_some_and(|start| start >= range.start);
    let Some((unit_end, unit)) = unit else { return named.then_some(after) };
    if unit.kind != QuantityKind::Duration || matches!(unit.name.as_str(), "second" | "minute" | "hour") {
        return None;
    }
    // “500 साल से ज्यादा पुरानी”.
    let rest = words.after().longest_at(tokens, unit_end).map_or(unit_end, |(end, _)| end);
    for from in [unit_end, rest] {
        if let Some(end) = words.link("age_after", tokens, from).filter(within) {
            return Some(end);
        }
    }
    if named {
        return Some(unit_end);
    }
    // “छह साल की बहन”, “29 साल का है”: where the verb ends the clause, the age stands before its person.
    let of = pack
        .grammar
        .at("genitive", tokens, unit_end)
        .filter(|of| *of < range.end && pack.times.verb_last())?;
    let person = (of..range.end.min(of + NEAR + 1)).find_map(|at| {
        let (_, head) = pack.counted.heads().longest_at(tokens, at)?;
        Some(PEOPLE.contains(&head.class.as_str()))
    });
    let verb = pack.grammar.is("verb", tokens, of);
    (person == Some(true) || verb).then_some(of)
}
