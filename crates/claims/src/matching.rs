//! Matching: which propositions make the same claim.

use crate::Scope;
use crate::gather::{Proposition, Subject};
use crate::words::containment;
use model::{Certainty, ClaimId, ClaimKind, Mode, Moment, Number, Stance, Standing, ValuePoint};
use std::collections::{BTreeMap, BTreeSet};

/// Propositions that make one claim.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    pub(crate) id: ClaimId,
    pub(crate) kind: ClaimKind,
    /// The members in document order.
    pub(crate) members: Vec<Proposition>,
    pub(crate) standing: Standing,
    pub(crate) values: Vec<ValuePoint>,
    pub(crate) reason: Vec<String>,
}

/// The share of words that two wordings of one position have in common.
const SAME_POSITION: f64 = 0.6;
/// The share for amounts of the same thing whose fate no word tells.
const SAME_AMOUNT: f64 = 0.3;
/// The share for happenings of a kind without participants in common.
const SAME_EVENT: f64 = 0.45;
/// The share for happenings of a kind on one day.
const SAME_DAY_EVENT: f64 = 0.2;
/// The share of a denial's words that what it denies has.
const DENIED: f64 = 0.6;

/// Positions of one speaker so many days apart can be one.
const SAME_SPELL: i32 = 14;

fn days_apart(one: Moment, other: Moment) -> i32 {
    (one.first_day() - other.first_day()).get_days().abs()
}

/// Returns the claims that the propositions make.
pub(crate) fn matched(scope: &Scope<'_>, propositions: Vec<Proposition>) -> Vec<Matched> {
    let (dated, undated): (Vec<_>, Vec<_>) = propositions.into_iter().partition(|proposition| {
        !matches!(&proposition.subject, Subject::Event { date, certainty, .. } if date.is_none() || *certainty == Certainty::Denied)
    });
    let mut clusters: Vec<Vec<Proposition>> = Vec::new();
    // Only propositions with one key can make one claim, so only their clusters are looked at.
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    // Happenings without a day, and cancelled ones, join what is there when all others have been placed.
    for proposition in dated.into_iter().chain(undated) {
        let known = by_key.entry(key(&proposition)).or_default();
        let home = known
            .iter()
            .filter_map(|at| Some((*at, fit(scope, &proposition, &clusters[*at])?)))
            .max_by(|(at, fit), (other, best)| fit.total_cmp(best).then(other.cmp(at)));
        match home {
            Some((at, _)) => clusters[at].push(proposition),
            None => {
                known.push(clusters.len());
                clusters.push(vec![proposition]);
            }
        }
    }
    let mut claims: Vec<Matched> = clusters
        .into_iter()
        .filter(|members| tells(members))
        .map(|mut members| {
            members.sort_by_key(|member| (member.document, member.span.start, member.span.end));
            let first = &members[0];
            let article = scope.documents[first.document].article();
            let id = ClaimId::of(&[
                kind_name(first.kind),
                article.id.as_str(),
                &first.span.start.to_string(),
                &first.span.end.to_string(),
                &describe(&first.subject),
            ]);
            Matched {
                id,
                kind: first.kind,
                members,
                standing: Standing::Single,
                values: Vec::new(),
                reason: Vec::new(),
            }
        })
        .collect();
    deny(&mut claims);
    claims
}

/// Returns what two propositions must have in common to make one claim.
fn key(proposition: &Proposition) -> String {
    match &proposition.subject {
        Subject::Amount(amount) => format!("amount {}", amount.counted),
        Subject::Event { event, .. } => format!("event {event}"),
        Subject::Position { .. } => format!("position {}", proposition.origin.key),
    }
}

/// Tells whether a passage holds a number with this value, as digits.
fn names_value(passage: &Proposition, value: Number) -> bool {
    let digits: String = value.to_string().chars().filter(char::is_ascii_digit).collect();
    passage.words.has_number(&digits)
}

fn kind_name(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Amount => "amount",
        ClaimKind::Event => "event",
        ClaimKind::Position => "position",
        ClaimKind::Attribute => "attribute",
    }
}

fn describe(subject: &Subject) -> String {
    match subject {
        Subject::Amount(amount) => format!("{:?}/{}/{}", amount.what, amount.counted, amount.planned),
        Subject::Event { event, date, .. } => format!("{event}/{date:?}"),
        Subject::Position { mode } => mode.name().to_owned(),
    }
}

/// A happening told once, in passing and without a day makes no claim.
fn tells(members: &[Proposition]) -> bool {
    members.iter().any(|member| match &member.subject {
        Subject::Event { date, .. } => date.is_some() || members.len() >= 2,
        _ => true,
    })
}

/// Returns how well a proposition fits a cluster; `None` when it makes another claim.
fn fit(scope: &Scope<'_>, new: &Proposition, members: &[Proposition]) -> Option<f64> {
    if second_value(new, members) {
        return None;
    }
    members.iter().map(|member| score(scope, new, member)).collect::<Option<Vec<f64>>>().map_or_else(
        // One member that cannot be the same claim keeps it out of an amount; other kinds need one good partner.
        || {
            let strict = matches!(new.subject, Subject::Amount(_));
            (!strict)
                .then(|| members.iter().filter_map(|member| score(scope, new, member)).reduce(f64::max))
                .flatten()
        },
        |scores| scores.into_iter().reduce(f64::max),
    )
}

/// Tells whether an origin has given another value of the same thing in the same article, and nobody else this one:
/// then it is a part (`घायलों में चार`), not the amount itself.
fn second_value(new: &Proposition, members: &[Proposition]) -> bool {
    let Subject::Amount(amount) = &new.subject else { return false };
    let agrees =
        |member: &Proposition| matches!(&member.subject, Subject::Amount(other) if other.agrees(amount));
    let here = |member: &&Proposition| member.document == new.document && member.origin.key == new.origin.key;
    members.iter().filter(here).any(|member| !agrees(member)) && !members.iter().any(agrees)
}

fn score(scope: &Scope<'_>, new: &Proposition, member: &Proposition) -> Option<f64> {
    match (&new.subject, &member.subject) {
        (Subject::Amount(one), Subject::Amount(other)) => {
            // A vague amount (`thousands`) confirms no number.
            if one.value.is_some() != other.value.is_some()
                || !one.same_thing(other)
                || !one.comparable(other)
            {
                return None;
            }
            let alike = containment(&new.words, &member.words);
            let equal = one.value.is_some() && one.value == other.value && one.value_max == other.value_max;
            // What comes on top or out of another amount is another thing each time.
            if one.aside && !one.agrees(other) {
                return None;
            }
            let same_fate = one.what.is_some() && one.what == other.what;
            // Values that cannot both be true are of one thing only where words say so, or all the rest of the sentence.
            let same_voice = new.origin.key == member.origin.key && new.document != member.document;
            let near = one.what == other.what && (one.agrees(other) || same_voice);
            let least = if near { SAME_AMOUNT } else { SAME_POSITION };
            let enough =
                same_fate || alike >= least || equal && near && !new.entities.is_disjoint(&member.entities);
            enough.then_some(1.0 + alike)
        }
        (
            Subject::Event { event: one, date: one_date, names, .. },
            Subject::Event { event: other, date: other_date, names: other_names, .. },
        ) => {
            if one != other {
                return None;
            }
            let both = one_date.zip(*other_date);
            if both.is_some_and(|(one, other)| !one.compatible(other) || one.precision() != other.precision())
            {
                return None;
            }
            let near = both.is_some() || scope.stories[new.document] == scope.stories[member.document];
            let meet = !new.entities.is_disjoint(&member.entities);
            let nobody = names.iter().all(Vec::is_empty) || other_names.iter().all(Vec::is_empty);
            let alike = containment(&new.words, &member.words);
            let fits = near
                && match both {
                    Some(_) => meet || nobody || alike >= SAME_DAY_EVENT,
                    None => (meet || nobody) && alike >= SAME_EVENT,
                };
            fits.then_some(alike + if meet { 1.0 } else { 0.0 } + if both.is_some() { 1.0 } else { 0.0 })
        }
        (Subject::Position { mode: one }, Subject::Position { mode: other }) => {
            if new.origin.key != member.origin.key || (*one == Mode::Denial) != (*other == Mode::Denial) {
                return None;
            }
            // A position taken again months later is another statement.
            let near = scope.stories[new.document] == scope.stories[member.document]
                || new
                    .as_of
                    .zip(member.as_of)
                    .is_some_and(|(one, other)| days_apart(one, other) <= SAME_SPELL);
            if !near {
                return None;
            }
            let alike = containment(&new.words, &member.words);
            (alike >= SAME_POSITION && new.words.len().min(member.words.len()) >= 2).then_some(alike)
        }
        _ => None,
    }
}

/// Tells whether a denial says that what a member claims is not so.
fn denies(denial: &Proposition, member: &Proposition) -> bool {
    if member.origin.key == denial.origin.key {
        return false;
    }
    let alike = || {
        containment(&denial.words, &member.words) >= DENIED
            && crate::words::shared(&denial.words, &member.words) >= 3
    };
    // Happenings meet their denials by kind and day; an amount is denied by who denies that any of the counted met that
    // fate, or who names its value.
    match &member.subject {
        Subject::Amount(amount) => {
            let fate = amount.what.as_ref().is_some_and(|what| denial.fates.contains(what));
            let counted = || denial.fates.contains(&format!("of {}", amount.counted));
            fate && counted() || amount.value.is_some_and(|value| names_value(denial, value)) && alike()
        }
        Subject::Event { .. } | Subject::Position { mode: Mode::Denial } => false,
        Subject::Position { .. } => alike(),
    }
}

/// Lets denials deny: what a source says is not so is a stance on the claims that say so.
fn deny(claims: &mut [Matched]) {
    let denials: Vec<Proposition> = claims
        .iter()
        .flat_map(|claim| &claim.members)
        .filter(|member| matches!(member.subject, Subject::Position { mode: Mode::Denial }))
        .cloned()
        .collect();
    // What a denial denies hangs on its words and its origin alone, and copies bring each many times. Denials that
    // join a claim on the way are never denied themselves, so the answer stays the same throughout.
    let mut denied: BTreeMap<(String, Vec<u64>, BTreeSet<String>), Vec<usize>> = BTreeMap::new();
    for denial in denials {
        let wording = (denial.origin.key.clone(), denial.words.hashes().to_vec(), denial.fates.clone());
        let targets = denied.entry(wording).or_insert_with(|| {
            (0..claims.len())
                .filter(|at| claims[*at].members.iter().any(|member| denies(&denial, member)))
                .collect()
        });
        for at in targets.iter() {
            let claim = &mut claims[*at];
            let there = claim.members.iter().any(|member| {
                member.document == denial.document
                    && member.span == denial.span
                    && member.stance == Stance::Denies
            });
            if !there {
                let mut member = denial.clone();
                member.stance = Stance::Denies;
                claim.members.push(member);
            }
        }
    }
}
