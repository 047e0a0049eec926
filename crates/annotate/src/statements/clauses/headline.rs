//! Headlines and other lines that a colon parts, and lines that are no text.

use super::ends::trimmed;
use super::phrase::{self, Sure};
use super::reading::{Place, Report};
use super::recall::Recall;
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::{Mode, Rule, StatementClass};
use std::ops::Range;
use text::QuotePair;

const RULE: Rule = Rule::new("speaker-at-colon");

/// The most words of a speaker at a colon.
const LONGEST_SPEAKER: usize = 8;
/// The most tokens of a line without a full stop that is read as a headline.
const LONGEST_LINE: usize = 30;
/// The most tokens of a dateline.
const LONGEST_DATELINE: usize = 14;

/// Tells whether a block is no text: a line that begins with a label (`Photo: …`), or a caption that ends with a credit.
pub(super) fn furniture(words: &Words<'_, '_>, block: usize) -> bool {
    let Some(block) = words.scene.article.blocks.get(block) else { return false };
    let range = words.scene.tokens.within(block.span);
    let label = words
        .phrase(range.start, Job::Label)
        .is_some_and(|end| matches!(words.surface(end), ":" | "|" | "—" | "–"));
    let credit = range.len() > 4 && words.surface(range.end - 1) == ")" && {
        let open = words.back(range.end, range.start);
        (open..range.end).any(|at| words.surface(at) == "/")
            && (open + 1..range.end - 1).all(|at| !words.is_word(at) || words.capital(at))
    };
    label || credit
}

/// Returns a sentence without the dateline before it: `SONPURA, July 22 (Desh Samvad) — …`.
pub(super) fn body(words: &Words<'_, '_>, range: Range<usize>) -> Range<usize> {
    let dateline = dateline(words, range.clone());
    dateline.end..range.end
}

/// Returns the dateline that a sentence begins with, with its dash; empty where there is none.
pub(super) fn dateline(words: &Words<'_, '_>, range: Range<usize>) -> Range<usize> {
    let none = range.start..range.start;
    let most = (range.start + LONGEST_DATELINE).min(range.end);
    let dash = (range.start..most).find(|at| {
        let bracket = *at > range.start && matches!(words.surface(at - 1), ")" | "]");
        words.open(*at)
            && (matches!(words.surface(*at), "—" | "–" | "-") || bracket && words.surface(*at) == ":")
    });
    // `(Tessera) Kelden's parliament …`.
    let bracket = matches!(words.surface(range.start), "(" | "[").then(|| words.past(range.start));
    if let Some(end) = bracket
        && end > range.start + 2
        && end <= range.start + LONGEST_DATELINE / 2
        && end < range.end
        && (range.start + 1..end - 1).all(|at| words.capital(at))
    {
        return range.start..end;
    }
    let Some(dash) = dash else { return none };
    let place = words.surface(range.start);
    let capitals = place.chars().count() > 2 && place.chars().all(|c| !c.is_lowercase());
    let plain = (range.start..dash).all(|at| {
        words.time_around(at).is_some() || !words.has(at, Job::Auxiliary) && !words.has(at, Job::Determiner)
    });
    let bracket = (range.start..dash).any(|at| matches!(words.surface(at), "(" | "["));
    if (capitals || bracket && words.capital(range.start)) && plain { range.start..dash + 1 } else { none }
}

/// Recognises a headline with its speaker at a colon: “Wall was never finished: auditor”, “‘I signed nothing’: Mayor Desai”.
///
/// Matches `Collector Malini Ghate on Sunday: relief will reach every roof`.
/// Refuses `Related: ministry says bridge is safe`, whose label is no speaker.
/// Misses a speaker of more than eight words.
pub(super) fn read(words: &Words<'_, '_>, body: Range<usize>, recall: &Recall) -> Vec<Report> {
    let Some(colon) = body.clone().find(|at| words.mark(*at, ":")) else { return Vec::new() };
    if body.len() > LONGEST_LINE || colon + 1 >= body.end || colon == body.start {
        return Vec::new();
    }
    let verb = |range: Range<usize>| super::cues::cues(words, range).iter().any(|cue| !cue.ing);
    let (before, after) = (body.start..colon, colon + 1..body.end);
    let quoted = |range: &Range<usize>| -> Option<(QuotePair, Range<usize>)> {
        let (pair, outer, _) = words.quote_at(range.start)?;
        (outer.end >= range.end).then_some((pair, outer))
    };
    // The speaker in front, as nothing but a name or a role.
    let speaker = speaker(words, before.clone(), recall).filter(|_| {
        let headline = !words.mark(body.end, ".") && after.len() > 2;
        // `Harbour master: berth six closed`: no article leads it, and something happens behind it.
        let clipped = after.len() > 3
            && after.clone().any(|at| words.has(at, Job::Participle) || words.has(at, Job::Infinitive));
        !verb(before.clone()) && (headline || clipped || words.tensed(after.clone()))
    });
    if let Some(voice) = speaker {
        return report(words, voice, colon, after, quoted(&(colon + 1..body.end))).into_iter().collect();
    }
    if !words.mark(body.end, ".") && before.len() > 1 && !verb(after.clone()) {
        let stop = phrase::phrase_end(words, after.start, after.end);
        let quote = quoted(&before);
        let loose = quote.is_some() || before.len() > 2;
        let voice = self::speaker(words, after.start..stop, recall)
            .filter(|_| loose && (quote.is_some() || stop == after.end));
        if let Some(voice) = voice {
            return report(words, voice, colon, before, quote).into_iter().collect();
        }
    }
    Vec::new()
}

fn speaker(words: &Words<'_, '_>, range: Range<usize>, recall: &Recall) -> Option<Voice> {
    let end = range.clone().find(|at| words.time_around(*at).is_some()).unwrap_or(range.end);
    let end = if end < range.end && end > range.start && words.has(end - 1, Job::TimeBefore) {
        end - 1
    } else {
        end
    };
    let range = range.start..end;
    if range.is_empty()
        || range.len() > LONGEST_SPEAKER
        || words.phrase(range.start, Job::Label).is_some()
        || words.tensed(range.clone())
        || range.clone().any(|at| words.has(at, Job::Quoting))
    {
        return None;
    }
    let (voice, sure) = phrase::voice(words, range.clone())?;
    let role = words.scene.pack.speech.head_before(words.scene.tokens, range.end).is_some();
    let fits = sure == Sure::Known && (voice.entity.is_some() || role);
    let place = voice
        .entity
        .as_ref()
        .and_then(|id| words.scene.entity(id))
        .is_some_and(|entity| entity.kind == model::EntityType::Loc);
    let voice = Some(voice).filter(|_| fits && !place)?;
    recall.resolve(words, voice).0
}

fn report(
    words: &Words<'_, '_>,
    voice: Voice,
    colon: usize,
    content: Range<usize>,
    quote: Option<(QuotePair, Range<usize>)>,
) -> Option<Report> {
    let content = match quote {
        Some((pair, _)) => words.scene.tokens.within(pair.inner),
        None => trimmed(words, content)?,
    };
    let around = voice.range.start.min(colon)..colon + 1;
    Some(Report {
        cue: colon..colon + 1,
        start: voice.range.start,
        clause: voice.range.start,
        voices: vec![voice],
        place: Place::Behind,
        from: content.start,
        content: vec![content],
        mode: Mode::Indirect,
        class: StatementClass::Report,
        rule: RULE,
        around,
        inherited: false,
        pronoun: false,
        object: false,
    })
}
