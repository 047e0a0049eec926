//! What a word that may be a verb is where it stands: a verb, a noun, a name, or a word for the kind of another.
//!
//! All of this is about languages whose verbs stand before their objects, where one form is many kinds of word.

use super::Told;
use lang::VerbForm;
use lang::happenings::Hit;
use std::ops::Range;
use text::TokenKind;

/// From this share of capitals on a sentence is a heading, and a capital tells nothing.
const HEADING: (usize, usize) = (3, 5);

/// Tells whether a word that looks like a verb is a noun or an adjective.
///
/// Recognises what stands before nouns: an article, an owner, a number, a preposition, a hyphen; and a bare form that
/// nothing lets be a verb, neither an auxiliary nor a subject in the plural.
/// Matches “the attack”, “a terrorist attack”, “Running back”, “the widely condemned vote”.
/// Refuses “will attack”, “rebels attack”, “they attack”.
/// Misses subjects in the plural that end in no “s”.
pub(super) fn is_noun(told: &Told<'_, '_>, at: usize) -> bool {
    let scene = told.scene;
    if told.verb_last {
        return false;
    }
    let forms: Vec<VerbForm> = scene.pack.happenings.verb_forms(scene.tokens, at).collect();
    let bare = !forms.is_empty() && forms.iter().all(|form| *form == VerbForm::Base);
    if at <= told.body.start {
        return bare && knows(told);
    }
    // An adverb may stand between: `the widely condemned vote`.
    let mut before = at - 1;
    while before > told.body.start && is_adverb(told, before) {
        before -= 1;
    }
    let number = scene.tokens.items().get(before).is_some_and(|token| token.kind == TokenKind::Number);
    let preposition = scene.is("case", before) && !set(told, "infinitive", before);
    let owner = is_owner(told, before) || scene.tokens.key(before).ends_with(['\u{2019}', '\'']);
    if number || preposition || owner || scene.is("article", before) || set(told, "determiner", before) {
        return true;
    }
    let going = forms.contains(&VerbForm::Going);
    if scene.tokens.surface(before) == "-" && !going && !forms.is_empty() && at >= 2 {
        return scene.tokens.key(at - 2) != "re";
    }
    bare && knows(told) && !may_be_bare(told, before)
}

/// Tells whether a token says that what follows is somebody's: the ending of `Somalia's`, `of`.
pub(super) fn is_owner(told: &Told<'_, '_>, at: usize) -> bool {
    told.scene.is("genitive", at) || matches!(told.scene.tokens.surface(at), "'s" | "\u{2019}s")
}

/// Tells whether a bare form may be a verb behind a word.
fn may_be_bare(told: &Told<'_, '_>, before: usize) -> bool {
    let scene = told.scene;
    let key = scene.tokens.key(before);
    let plural = key.ends_with('s') && !key.ends_with("ss") && !key.ends_with("us") && !key.ends_with("is");
    set(told, "licence", before)
        || set(told, "infinitive", before)
        || scene.is("verb", before)
        || scene.is("negation", before)
        || scene.is("conjunction", before)
        || scene.is("pronoun", before)
        || plural && scene.tokens.items().get(before).is_some_and(|token| token.kind == TokenKind::Word)
        || scene.mention_ending_at(before + 1).is_some()
        || is_closed(scene.tokens.surface(before))
}

fn is_closed(mark: &str) -> bool {
    matches!(mark, "," | ")" | "\u{201d}")
}

/// Tells whether a trigger is part of a name that nobody knows: a capital inside a sentence.
pub(super) fn is_name(told: &Told<'_, '_>, range: &Range<usize>) -> bool {
    let scene = told.scene;
    let capital = |at: usize| scene.tokens.surface(at).starts_with(char::is_uppercase);
    if told.verb_last || range.len() > 1 || range.start <= told.body.start || !capital(range.start) {
        return false;
    }
    let before = scene.tokens.surface(range.start - 1);
    let opens = scene.is_mark(range.start - 1) && !matches!(before, "," | "-" | "\u{2019}" | "'");
    let words = || told.body.clone().filter(|at| scene.tokens.surface(*at).starts_with(char::is_alphabetic));
    let capitals = words().filter(|at| capital(*at)).count();
    !opens && capitals * HEADING.1 < words().count() * HEADING.0
}

/// Tells whether a word only says of which kind the next one is: strike ballot, `युद्धविराम के तहत` (under the truce),
/// a demanding job.
pub(super) fn is_modifier(told: &Told<'_, '_>, hit: &Hit<'_>) -> bool {
    let scene = told.scene;
    let last = hit.range.end - 1;
    let nominal = told.verb_last || hit.verb.is_none() && hit.passive.is_none() && !scene.is("article", last);
    let modifies = scene.pack.happenings.in_set("modifier", scene.tokens, hit.range.end).is_some();
    // `strike-hit`, `protest-song`.
    let joined = !told.verb_last && knows(told) && scene.tokens.surface(hit.range.end) == "-";
    nominal && (modifies || joined) || !told.verb_last && knows(told) && is_attribute(told, hit)
}

/// Tells whether a form that goes on describes the noun behind it: an article stands before it, or it opens the
/// sentence and the next word is a plain one (`Visiting hours end`).
fn is_attribute(told: &Told<'_, '_>, hit: &Hit<'_>) -> bool {
    let scene = told.scene;
    let (start, end) = (hit.range.start, hit.range.end);
    if hit.verb != Some(VerbForm::Going) || hit.range.len() > 1 || start <= told.body.start {
        return false;
    }
    let before = start - 1;
    let described = scene.is("article", before)
        || scene.tokens.surface(before) == "'s"
        || set(told, "determiner", before);
    let plain = scene.tokens.items().get(end).is_some_and(|token| token.kind == TokenKind::Word)
        && end < told.body.end
        && !scene.pack.grammar.is_small(scene.tokens, end)
        && !scene.pack.happenings.is_verb(scene.tokens, end)
        && !is_adverb(told, end);
    described && plain
}

/// Tells whether a verb tells nothing without its object: held talks.
pub(super) fn is_light(told: &Told<'_, '_>, at: usize) -> bool {
    !knows(told) || set(told, "light", at)
}

/// Tells whether an infinitive names what was done: `managed to free`.
pub(super) fn is_aim(told: &Told<'_, '_>, start: usize) -> bool {
    let scene = told.scene;
    if told.verb_last || !knows(told) || start < told.body.start + 2 || !set(told, "infinitive", start - 1) {
        return false;
    }
    let from = start.saturating_sub(4).max(told.body.start);
    !(from..start).any(|at| scene.pack.happenings.in_set("carried-out", scene.tokens, at) == Some(start))
}

fn is_adverb(told: &Told<'_, '_>, at: usize) -> bool {
    set(told, "adverb", at)
}

fn knows(told: &Told<'_, '_>) -> bool {
    told.scene.pack.happenings.knows("licence")
}

fn set(told: &Told<'_, '_>, name: &str, at: usize) -> bool {
    told.scene.pack.happenings.in_set(name, told.scene.tokens, at).is_some()
}
