//! Certainty: did it happen, will it, may it, or did it not.

use super::Told;
use super::triggers::Trigger;
use super::wished::is_over;
use jiff::civil::Date;
use lang::{Build, VerbForm};
use model::{Certainty, Event, Moment};
use std::ops::Range;

/// How far before a trigger words say what becomes of it, in tokens.
const BEFORE: usize = 6;
/// How far behind a noun its verb stands at most.
const BEHIND: usize = 10;
/// How far behind a bare noun the negation of its own verb stands at most.
const CLOSE: usize = 2;
/// How far behind a verb its auxiliaries stand at most.
const AUXILIARIES: usize = 5;

/// Which class of small words stands in for a set.
const CLASSES: [(&str, &str); 4] =
    [("cancel", "cancel"), ("coming", "future"), ("maybe", "possible"), ("not", "negation")];

/// Returns how certain a happening is.
///
/// Recognises, in the words around the trigger up to the ends of its clause: that it was called off, a negation, a
/// possibility, and what is to come, in this order; a day behind the article's own is a plan.
/// Matches `होने वाली बैठक रद्द` (denied), “may attack” (speculated), “is due to visit” (planned).
/// Refuses the `नहीं` of another verb, and a plan that stands beside what was over (“after the meeting … will”).
/// Misses irony, and plans that only the context tells.
pub(super) fn certainty(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    date: Option<Moment>,
    denied: bool,
) -> Certainty {
    if denied {
        return Certainty::Denied;
    }
    let signs = signs(told, trigger);
    if signs.cancelled || signs.negated {
        return Certainty::Denied;
    }
    let published: Option<Date> = told.scene.article.date.and_then(Moment::day);
    if let (Some(date), Some(published)) = (date, published)
        && date.first_day() > published
    {
        return if signs.possible { Certainty::Speculated } else { Certainty::Planned };
    }
    if is_over(told, trigger) {
        return Certainty::Reported;
    }
    let past = date.is_some_and(|date| published.is_some_and(|published| date.last_day() < published));
    match () {
        () if signs.possible && !past => Certainty::Speculated,
        // `were to meet on Thursday`: the day may lie behind, the plan was not told to be carried out.
        () if signs.coming && (!past || trigger.form == Some(VerbForm::Base)) => Certainty::Planned,
        () => Certainty::Reported,
    }
}

/// Tells whether words around a trigger say that it should or would have been: that tells no happening.
pub(super) fn is_unreal(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let scene = told.scene;
    let clause = told.clauses.around(trigger.range.start);
    let (before, behind) = match told.verb_last {
        true => verb_last(told, trigger, &clause),
        false => verb_first(told, trigger, &clause),
    };
    let range = if told.verb_last { trigger.range.start..behind.end } else { before };
    let mut unreal = range.filter(|at| scene.pack.happenings.in_set("unreal", scene.tokens, *at).is_some());
    !is_over(told, trigger) && unreal.next().is_some()
}

/// Tells whether a condition makes a threat of what somebody says they will do: `will leave unless …`.
pub(super) fn is_threat(told: &Told<'_, '_>, trigger: &Trigger<'_>, event: &Event) -> bool {
    let scene = told.scene;
    let unless = |at: usize| scene.pack.happenings.in_set("unless", scene.tokens, at).is_some();
    trigger.verbal
        && event.statement.is_some()
        && (event.certainty == Certainty::Planned || event.event == "AGREE")
        && !matches!(event.event.as_str(), "AID" | "CONCEDE" | "CONSULT" | "SUPPORT")
        && (trigger.range.end..told.body.end).any(unless)
}

/// Tells whether words around a trigger say that it was to come when they were written: a plan, or one called off.
pub(super) fn was_to_come(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    let signs = signs(told, trigger);
    !is_over(told, trigger) && (signs.coming || signs.cancelled)
}

#[derive(Debug, Default)]
struct Signs {
    cancelled: bool,
    negated: bool,
    possible: bool,
    coming: bool,
}

fn signs(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> Signs {
    let scene = told.scene;
    let clause = told.clauses.around(trigger.range.start);
    let (before, behind) = match told.verb_last {
        true => verb_last(told, trigger, &clause),
        false => verb_first(told, trigger, &clause),
    };
    let has = |set: &str, range: &Range<usize>| range.clone().any(|at| is_sign(told, set, at));
    let inside = trigger.range.clone();
    let own =
        |set: &str| told.verb_last && trigger.range.len() > 1 && has(set, &(inside.start + 1..inside.end));
    let coming = |range: &Range<usize>| {
        range.clone().any(|at| told.scene.pack.happenings.is_coming(told.scene.tokens, at))
    };
    // Behind a noun the verb next to it is negated or another: `बातचीत में सहमति नहीं बनी` (no agreement in the talks).
    let marked = scene.is("case", behind.start) || scene.is("genitive", behind.start);
    let close = behind.start..behind.end.min(behind.start + if marked { 0 } else { CLOSE });
    let negated = match told.verb_last {
        // A verb of one word has its negation right before it: `नहीं छोड़ा` (did not release).
        true => {
            let last = before.end.saturating_sub(1).max(before.start)..before.end;
            own("not")
                || has("not", if trigger.verbal { &behind } else { &close })
                || trigger.verbal && has("not", &last)
        }
        false => {
            let subject = trigger_is_subject(told, trigger) || !scene.pack.happenings.knows("not");
            has("not", &before) || subject && has("not", &behind)
        }
    };
    // A refusal is told as one, whatever words it takes.
    let refusing = trigger.happening.event == "REJECT";
    // Whoever says that they will stand by somebody does so with these words.
    let backing = trigger.happening.event == "SUPPORT" && trigger.happening.build == Build::Directed;
    Signs {
        cancelled: has("cancel", &behind) || (!told.verb_last && has("cancel", &before)),
        negated: !refusing && negated,
        possible: has("maybe", &before) || has("maybe", &behind) || own("maybe"),
        coming: !backing
            && (has("coming", &before)
                || has("coming", &behind)
                || coming(&behind)
                || own("coming")
                || told.verb_last && coming(&inside)),
    }
}

/// Tells whether a sign of a kind starts at a token; a pack without such a set has a class of small words for it.
fn is_sign(told: &Told<'_, '_>, set: &str, at: usize) -> bool {
    let scene = told.scene;
    if scene.pack.happenings.knows(set) {
        return scene.pack.happenings.in_set(set, scene.tokens, at).is_some();
    }
    let class = CLASSES.iter().find(|(known, _)| *known == set);
    class.is_some_and(|(_, class)| scene.pack.grammar.at(class, scene.tokens, at).is_some())
}

/// Tells whether a noun is what the verb behind it is about: nothing but small words stand between.
fn trigger_is_subject(told: &Told<'_, '_>, trigger: &Trigger<'_>) -> bool {
    !trigger.verbal && told.scene.is("verb", trigger.range.end)
}

/// Returns where to look in a language whose auxiliaries stand before the verb.
fn verb_first(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    clause: &Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let scene = told.scene;
    let floor = trigger.range.start.saturating_sub(BEFORE).max(clause.start);
    let mut from = trigger.range.start;
    while from > floor {
        let at = from - 1;
        let mark = scene.is_mark(at) && !matches!(scene.tokens.surface(at), "'" | "’" | "-");
        // Who acts stands before the auxiliaries of a verb; other verbs' auxiliaries stand before them.
        let subject =
            trigger.verbal && trigger.form != Some(VerbForm::Base) && scene.mention_ending_at(from).is_some();
        if mark || subject {
            break;
        }
        from = at;
    }
    // A language that is not known to put its auxiliaries first may have them behind.
    let end = if trigger.verbal && scene.pack.happenings.knows("not") {
        // `called … off` stands behind its verb.
        trigger.range.end
    } else {
        let limit = clause.end.min(trigger.range.end + BEHIND);
        let parts = |at: &usize| scene.tokens.surface(*at) == "," && scene.time_around(*at).is_none();
        (trigger.range.end..limit).find(parts).unwrap_or(limit)
    };
    (from..trigger.range.start, trigger.range.end..end)
}

/// Returns where to look in a language whose auxiliaries stand behind the verb.
fn verb_last(
    told: &Told<'_, '_>,
    trigger: &Trigger<'_>,
    clause: &Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let scene = told.scene;
    let end = trigger.range.end;
    let before = trigger.range.start.saturating_sub(4).max(clause.start)..trigger.range.start;
    let behind = if trigger.verbal {
        let limit = clause.end.min(end + AUXILIARIES);
        let goes_on = |at: &usize| {
            super::clauses::is_verb(scene, *at)
                || ["not", "cancel", "maybe", "between"]
                    .iter()
                    .any(|set| scene.pack.happenings.in_set(set, scene.tokens, *at).is_some())
                || *at < end + 2 && (scene.is("genitive", *at) || scene.is("case", *at))
        };
        let to = (end..limit).find(|at| !goes_on(at)).unwrap_or(limit);
        end..to.max(end)
    } else {
        end..clause.end.min(end + BEHIND)
    };
    (before, behind)
}
