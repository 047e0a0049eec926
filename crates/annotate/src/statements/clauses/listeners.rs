//! Listeners: to whom something is told, and which of them are outlets that pass it on.

use super::phrase;
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::{LinkRole, SourceKind};
use std::ops::Range;

/// Reads over to whom it is told; an outlet among them is a relay.
pub(super) fn listener(words: &Words<'_, '_>, from: usize, end: usize, relays: &mut Vec<Voice>) -> usize {
    let mut at = from;
    if at >= end
        || !words.open(at)
        || !words.is_word(at)
        || words.is("that", at)
        || words.has(at, Job::Question)
        || words.is("condition", at)
        || words.time_around(at).is_some()
    {
        return at;
    }
    let alone = |next: usize| {
        words.is("that", next)
            || words.is("pronoun", next)
            || words.is("article", next)
            || words.has(next, Job::Question)
            || words.has(next, Job::Owner)
            || !words.is_word(next)
    };
    if words.has(at, Job::Object) && (!words.has(at, Job::Owner) || alone(at + 1))
        || words.is("pronoun", at) && words.has(at, Job::Object)
    {
        return at + 1;
    }
    let whole = |past: &usize| !words.has(*past, Job::Genitive) && !words.is("genitive", *past);
    if let Some(past) = words.scene.pack.speech.addressee_at(words.scene.tokens, at).filter(whole) {
        return past;
    }
    if words.is("article", at)
        && let Some(past) = words.scene.pack.speech.addressee_at(words.scene.tokens, at + 1).filter(whole)
    {
        return past;
    }
    let determined = words.has(at, Job::Determiner);
    let name = if words.is("article", at) { at + 1 } else { at };
    // `told the weekly Harbour Gazette that …`.
    let kind = words.scene.pack.speech.head_at(words.scene.tokens, name);
    if let Some((past, LinkRole::Media | LinkRole::Agency)) = kind.filter(|_| !words.capital(name))
        && words.capital(past)
        && past < end
    {
        let stop = name_end(words, past, end);
        relays.extend(phrase::outlet(words, past..stop));
        return stop;
    }
    if words.capital(name) {
        while at < end
            && (words.capital(at)
                || at == name
                || words.is("article", at) && at == from
                || matches!(words.surface(at), "." | "&" | "-" | "'s" | "’s"))
            && words.open(at)
        {
            at += 1;
        }
        // `told Kelden's news agency that …`: the name is the owner of whom it is told.
        if words.has(at.saturating_sub(1), Job::Genitive) || words.is("genitive", at.saturating_sub(1)) {
            let stop = (at..phrase::phrase_end(words, at, end))
                .find(|next| words.has(*next, Job::Determiner) || words.is("pronoun", *next))
                .unwrap_or_else(|| phrase::phrase_end(words, at, end));
            let plain = behind_plain(words, stop, end) && stop > at;
            if plain {
                // `told Radio Ostrin's morning programme that …`: the outlet is the owner.
                let owner =
                    (name..at).rev().find(|at| !words.has(*at, Job::Genitive)).map_or(name, |at| at + 1);
                relays.extend(media(words, name..stop).or_else(|| relay(words, name..owner, false)));
                let that = (stop..end.min(stop + 4)).find(|at| words.is("that", *at));
                return that.unwrap_or(stop);
            }
        }
        while at > name && !words.is_word(at - 1) {
            at -= 1;
        }
        // `told Navrekha 24 that …`.
        let number = |at: usize| {
            words.scene.tokens.items().get(at).is_some_and(|token| token.kind == text::TokenKind::Number)
        };
        if at < end && number(at) && words.is("that", at + 1) {
            at += 1;
        }
        // `told the Torvian daily Red Anchor that …`: whose it is, what it is, and its name.
        let kind = words.scene.pack.speech.head_at(words.scene.tokens, at);
        if let Some((past, LinkRole::Media | LinkRole::Agency)) = kind
            && words.capital(past)
        {
            let stop = name_end(words, past, end);
            relays.extend(phrase::outlet(words, past..stop));
            return stop;
        }
        relays.extend(relay(words, name..at, !determined));
        // `told Tessera news agency that …`.
        let behind = kind.filter(|(past, role)| {
            matches!(role, LinkRole::Media | LinkRole::Agency)
                && (words.is("that", *past) || !words.is_word(*past))
        });
        return behind.map_or(at, |(past, _)| past);
    }
    let limit = phrase::phrase_end(words, at, end);
    let limit = (at + 1..limit)
        .find(|at| words.has(*at, Job::Question) || words.is("condition", *at))
        .unwrap_or(limit);
    if limit == at {
        return at;
    }
    // The first noun phrase alone: a clause without “that” may follow.
    let next = (at + 1..limit).find(|next| {
        (words.has(*next, Job::Determiner) || words.is("pronoun", *next))
            && !words.has(next - 1, Job::Preposition)
            && !words.has(next - 1, Job::Determiner)
            && !words.has(next - 1, Job::Genitive)
            && !words.is("genitive", next - 1)
    });
    let stop = next.unwrap_or(limit);
    let single =
        (at..stop).find(|at| words.is("case", *at) || words.has(*at, Job::Preposition)).unwrap_or(stop);
    let determined = words.has(at, Job::Determiner);
    if next.is_none()
        && !determined
        && words.tensed(single.min(at + 1)..end)
        && !behind_plain(words, at + 1, end)
    {
        // `told reporters buses would run`.
        relays.extend(media(words, at..at + 1));
        return at + 1;
    }
    // `warning the dam might burst`: it is what the clause tells of.
    if words.has(stop, Job::Auxiliary) && next.is_none() {
        return at;
    }
    relays.extend(media(words, at..stop));
    stop
}

/// Returns where a name of words with capitals and numbers ends.
fn name_end(words: &Words<'_, '_>, start: usize, limit: usize) -> usize {
    let number = |at: usize| {
        words.scene.tokens.items().get(at).is_some_and(|token| token.kind == text::TokenKind::Number)
    };
    (start + 1..limit).find(|at| !words.open(*at) || !words.capital(*at) && !number(*at)).unwrap_or(limit)
}

/// Tells whether “that”, a quotation or a mark follows before any verb.
fn behind_plain(words: &Words<'_, '_>, from: usize, end: usize) -> bool {
    let stop = (from..end).find(|at| {
        words.is("that", *at)
            || !words.open(*at)
            || words.has(*at, Job::Auxiliary)
            || words.mark(*at, ",")
            || words.parts(*at)
            || words.has(*at, Job::Question)
    });
    stop.is_none_or(|at| !words.has(at, Job::Auxiliary))
}

/// Returns the outlet that a phrase names with its kind or its name: `the weekly Harbour Gazette`, `Radio Halm`, `VCNA`.
pub(super) fn masthead(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    let start = range.start + usize::from(words.is("article", range.start));
    if start >= range.end {
        return None;
    }
    let kind = (start..range.end).filter(|at| !words.capital(*at)).find_map(|at| {
        let (past, role) = words.scene.pack.speech.head_at(words.scene.tokens, at)?;
        let media = matches!(role, LinkRole::Media | LinkRole::Agency);
        (media && past < range.end && words.capital(past)).then_some(past)
    });
    if let Some(past) = kind {
        return phrase::outlet(words, past..name_end(words, past, range.end));
    }
    if !words.capital(start) {
        return None;
    }
    relay(words, start..name_end(words, start, range.end), true)
}

/// Returns the outlet that a phrase names, or tells of by its kind alone: `state television`.
pub(super) fn outlet(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    // What the words around it say of a name that no table knows counts less.
    let plain = || {
        let start = range.start + usize::from(words.is("article", range.start));
        let alone = start < range.end && words.capital(start) && !words.capital(start + 1);
        let mention = words.scene.mention_starting_at(start);
        let known = mention.is_some_and(|(mention, _)| mention.rule.as_str() == "name-known");
        let hearers = words.scene.pack.speech.addressee_at(words.scene.tokens, start).is_some();
        let fits = alone && !known && !hearers && !own(words, start..start + 1) && !given_name(words, start);
        fits.then(|| phrase::outlet(words, start..start + 1)).flatten()
    };
    masthead(words, range.clone()).or_else(|| media(words, range.clone())).or_else(plain)
}

/// Returns the outlet that a name is, as a relay; a name that no table knows passes only where it stands alone.
pub(super) fn relay(words: &Words<'_, '_>, range: Range<usize>, alone: bool) -> Option<Voice> {
    if range.is_empty() {
        return None;
    }
    if own(words, range.clone()) {
        return None;
    }
    let surface = words.scene.surface(range.clone());
    let article = &words.scene.article;
    let (voice, _) = phrase::voice(words, range.clone())?;
    let kind = words.source_kind(range.clone());
    let credited = article.agencies.iter().any(|agency| text::fold(agency) == text::fold(surface));
    if matches!(kind, Some(SourceKind::Agency | SourceKind::Media)) || credited {
        return Some(voice);
    }
    if matches!(voice.role, LinkRole::Agency | LinkRole::Media) {
        return Some(voice);
    }
    let mention = words.scene.mention_starting_at(range.start);
    let known =
        kind.is_some() || mention.is_some_and(|(mention, _)| !matches!(mention.kind, model::EntityType::Org));
    if press(words, range.clone()) {
        return phrase::outlet(words, range);
    }
    (alone && range.len() == 1 && words.capital(range.start) && !known && !words.person(range.clone()))
        .then(|| phrase::outlet(words, range))
        .flatten()
}

/// Tells whether a range names the outlet that printed the article.
pub(super) fn own(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    let surface = text::fold(words.scene.surface(range));
    words.scene.article.outlet.label().is_some_and(|label| {
        let label = text::fold(label);
        label.strip_suffix(surface.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

/// Tells whether a name holds a word of the names of papers and channels, and is nobody's: `Radio Ostrin`, not `Emily Post`.
pub(super) fn press(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    let start = range.start;
    let known = range.into_iter().any(|at| words.has(at, Job::Press) && words.capital(at));
    known && !given_name(words, start)
}

fn given_name(words: &Words<'_, '_>, at: usize) -> bool {
    (words.has(at, Job::Female) || words.has(at, Job::Male)) && !words.has(at, Job::Press)
}

fn media(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    // `told this newspaper`: the outlet itself.
    if words.has(range.start, Job::Nobody) || words.has(range.start, Job::Owner) {
        return None;
    }
    let (voice, _) = phrase::voice(words, range)?;
    matches!(voice.role, LinkRole::Agency | LinkRole::Media).then_some(voice)
}
