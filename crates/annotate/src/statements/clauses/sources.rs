//! Sources without a verb of their own: `according to police`, `citing a memo`, `was quoted as saying`.

use super::cues::Cue;
use super::ends::{self, trimmed};
use super::listeners;
use super::phrase::{self, Sure};
use super::reading::{Place, Report};
use super::recall::Recall;
use super::subject;
use super::words::Words;
use crate::voice::Voice;
use lang::{Job, Marker, Takes};
use model::{Mode, Rule, StatementClass};
use std::ops::Range;

pub(super) const ACCORDING: Rule = Rule::new("according-to-source");
const QUOTED: Rule = Rule::new("quoted-as-saying");
pub(super) const CLAIM: Rule = Rule::new("claim-that");

/// The most tokens between “quoted” and “as saying”.
const LONGEST_QUOTED: usize = 24;
/// The fewest tokens of a clause of which no verb is known.
const LEAST_CLAUSE: usize = 4;

/// Gives the sources that markers name to the reports of a sentence, or makes statements of what they attribute.
pub(super) fn attach(
    words: &Words<'_, '_>,
    range: &Range<usize>,
    reports: &mut Vec<Report>,
    recall: &Recall,
) {
    let mut at = range.start;
    while at < range.end {
        if !words.open(at) {
            at = words.past(at);
            continue;
        }
        let marker = words.scene.pack.speech.marker_at(words.scene.tokens, at);
        if let Some((end, Marker::AccordingBefore)) = marker
            && end < range.end
        {
            according(words, range, at..end, reports, recall);
            at = end;
        } else if (at == range.start || words.mark(at - 1, ";"))
            && let Some((end, voice)) = view(words, &(at..range.end))
            && let Some(voice) = recall.resolve(words, voice).0
        {
            leading(words, &(at..range.end), end..end, vec![voice], reports);
            at = end;
        } else if let Some(end) = words.phrase(at, Job::Quoting)
            && at > range.start
            && words.mark(at - 1, ",")
        {
            citing(words, range, at..end, reports);
            at = end;
        } else {
            at += 1;
        }
    }
    claims(words, range, reports);
}

/// Recognises a source that a marker names: “according to ‹source›, …”, “…, according to ‹source›”.
///
/// Matches `The driver fled, according to police`.
/// Refuses `fixed according to the length of their service`, where no source follows.
/// Misses a source that is neither a name nor a known kind of speaker.
fn according(
    words: &Words<'_, '_>,
    range: &Range<usize>,
    marker: Range<usize>,
    reports: &mut Vec<Report>,
    recall: &Recall,
) {
    let floor =
        (range.start..marker.start).rev().find(|at| words.mark(*at, ";")).map_or(range.start, |at| at + 1);
    let leads = (floor..marker.start)
        .all(|at| words.has(at, Job::Adverb) || words.is("conjunction", at) || words.mark(at, ","));
    let stop = (marker.end..range.end)
        .find(|at| {
            words.parts(*at)
                || words.mark(*at, ",")
                || words.quote_at(*at).is_some_and(|(_, _, speech)| speech)
        })
        .unwrap_or(range.end);
    // `According to the coast guard the boat sank`: no comma parts the clause.
    let clause = (marker.end + 2..stop).find(|at| {
        (words.is("article", *at) || words.is("pronoun", *at))
            && !words.has(at - 1, Job::Preposition)
            && !words.has(at - 1, Job::Author)
            && !words.has(at - 1, Job::Join)
            && !words.is("case", at - 1)
            && !words.is("that", at - 1)
            && !words.has(at - 1, Job::Relative)
            && !words.is("genitive", at - 1)
    });
    let stop = clause.filter(|at| leads && words.tensed(*at..stop)).unwrap_or(stop);
    // Why somebody is not named says nothing of who it is.
    let stop = anonymity(words, marker.end..stop).unwrap_or(stop);
    let Some((mut voices, sure)) = phrase::source(words, marker.end..stop) else { return };
    let (first, resolved) = recall.resolve(words, voices[0].clone());
    let Some(first) = first else { return };
    if sure != Sure::Known && !resolved {
        return;
    }
    voices[0] = first;
    // `according to Nan Oller, quoted by Tessera`.
    // `according to the log, which Orbis has seen`.
    if words.mark(stop, ",") && words.has(stop + 1, Job::Relative) {
        let end = (stop + 1..range.end).find(|at| words.mark(*at, ",")).unwrap_or(range.end);
        voices.extend(subject::opening(words, stop + 1..end));
    }
    let quoted = words
        .mark(stop, ",")
        .then(|| passed_by(words, stop + 1..range.end))
        .flatten()
        .filter(|(voice, _)| !voices.iter().any(|known| known.same(voice)));
    let stop = quoted.as_ref().map_or(stop, |(_, end)| *end);
    voices.extend(quoted.map(|(voice, _)| voice));
    // `According to the agency, which cited police, …`, `…, according to the agency, which cited police`.
    let told = words.mark(stop, ",") && words.has(stop + 1, Job::Relative);
    let comma = told.then(|| (stop + 2..range.end).find(|at| words.mark(*at, ","))).flatten();
    let comma = comma.or((told && !leads).then_some(range.end));
    if let Some(comma) = comma
        && let Some(from) = words.phrase(stop + 2, Job::Quoting)
        && let Some((cited, Sure::Known)) = phrase::source(words, from..comma)
    {
        voices.splice(0..0, cited);
    }
    let stop = comma.filter(|_| leads).unwrap_or(stop);
    let content = if leads {
        let from = if words.mark(stop, ",") { stop + 1 } else { stop };
        let end = (from..range.end).find(|at| words.mark(*at, ";")).unwrap_or(range.end);
        match words.quote_at(from).filter(|(_, quote, _)| quote.end + 1 >= end) {
            Some((pair, _, _)) => Some(words.scene.tokens.within(pair.inner)),
            None => trimmed(words, from..end),
        }
    } else {
        trimmed(words, floor..marker.start)
    };
    let Some(content) = content else { return };
    // `Another gain, according to Rao, is that …`.
    let rest = (!leads && words.mark(stop, ",") && !words.tensed(content.clone())).then(|| {
        let end = (stop..range.end).find(|at| words.mark(*at, ";")).unwrap_or(range.end);
        trimmed(words, stop + 1..end)
    });
    let rest =
        rest.flatten().filter(|rest| words.tensed(rest.clone()) || words.has(rest.start, Job::Auxiliary));
    let mut relayed = false;
    // `The minister, according to Northline, said …`.
    for report in reports.iter_mut().filter(|report| {
        !leads
            && report.place == Place::Own
            && report.clause <= content.start + 1
            && report.from > marker.start
            && report.start < marker.start
    }) {
        let new: Vec<Voice> = voices
            .iter()
            .filter(|voice| !report.voices.iter().any(|known| known.same(voice)))
            .cloned()
            .collect();
        report.voices.extend(new);
        relayed = true;
    }
    if relayed {
        return;
    }
    // What another report holds gets its voices from there.
    let held: Vec<bool> = reports
        .iter()
        .map(|one| {
            let inside = |other: &&Report| other.content.iter().any(|held| held.contains(&one.cue.start));
            reports.iter().find(inside).is_some_and(|other| other.mode != Mode::NonReport)
        })
        .collect();
    for (report, _) in reports.iter_mut().zip(held).filter(|(report, held)| {
        !held && content.contains(&report.cue.start) && report.mode != Mode::NonReport
    }) {
        let new: Vec<Voice> = voices
            .iter()
            .filter(|voice| !report.voices.iter().any(|known| known.same(voice)))
            .cloned()
            .collect();
        report.voices.extend(new);
        relayed |= report.clause <= content.start + 1;
    }
    let clause = leads && words.mark(stop, ",") && content.len() >= LEAST_CLAUSE;
    if relayed || rest.is_none() && !clause && !words.tensed(content.clone()) && words.open(content.start) {
        return;
    }
    reports.push(Report {
        cue: marker.clone(),
        start: marker.start,
        clause: marker.start,
        voices,
        place: Place::Behind,
        from: content.start,
        content: std::iter::once(content).chain(rest).collect(),
        mode: Mode::Indirect,
        class: StatementClass::Report,
        rule: ACCORDING,
        around: marker.start..stop,
        inherited: false,
        pronoun: false,
        object: false,
    });
}

/// Returns whose view a sentence begins with, and where it ends: `In the minister's view, …`.
fn view(words: &Words<'_, '_>, range: &Range<usize>) -> Option<(usize, Voice)> {
    let comma = (range.start..range.end.min(range.start + 10)).find(|at| words.mark(*at, ","))?;
    let noun = comma.checked_sub(1).filter(|at| {
        let owned = words.has(range.start + 1, Job::Owner) && *at <= range.start + 3;
        *at > range.start + 1 && words.has(*at, Job::View) && (words.has(at - 1, Job::Genitive) || owned)
    })?;
    words.has(range.start, Job::Preposition).then_some(())?;
    if !words.has(noun - 1, Job::Genitive) {
        // `By her own account`: a pronoun, for `resolve`.
        return phrase::paper_voice(words, range.start + 1..range.start + 2).map(|voice| (comma, voice));
    }
    let (voice, sure) = phrase::voice(words, range.start + 1..noun - 1)?;
    (sure == Sure::Known).then_some((comma, voice))
}

/// Makes a statement of what stands behind an opening that names its source.
fn leading(
    words: &Words<'_, '_>,
    range: &Range<usize>,
    marker: Range<usize>,
    voices: Vec<Voice>,
    reports: &mut Vec<Report>,
) {
    let end = (marker.end..range.end).find(|at| words.mark(*at, ";")).unwrap_or(range.end);
    let Some(content) = trimmed(words, marker.end..end) else { return };
    if reports.iter().any(|report| marker.end <= report.cue.start && report.cue.start < end) {
        return;
    }
    reports.push(Report {
        cue: range.start..marker.end,
        start: range.start,
        clause: range.start,
        voices,
        place: Place::Behind,
        from: content.start,
        content: vec![content],
        mode: Mode::Indirect,
        class: StatementClass::Report,
        rule: ACCORDING,
        around: range.start..marker.end,
        inherited: false,
        pronoun: false,
        object: false,
    });
}

/// Returns who passed a voice on, and where that ends: `quoted by Tessera`, `in remarks carried by Orbis`.
fn passed_by(words: &Words<'_, '_>, range: Range<usize>) -> Option<(Voice, usize)> {
    let by = (range.start..range.end.min(range.start + 6))
        .take_while(|at| words.is_word(*at))
        .find(|at| words.has(*at, Job::Author))?;
    let passed = by > range.start && (words.has(by - 1, Job::Passed) || words.has(by - 1, Job::Seen));
    let end = phrase::phrase_end(words, by + 1, range.end);
    let (voice, sure) = phrase::voice(words, by + 1..end).filter(|_| passed)?;
    (sure == Sure::Known).then_some((voice, end))
}

/// Returns where a clause begins that tells why somebody is not named: `who requested anonymity`.
fn anonymity(words: &Words<'_, '_>, range: Range<usize>) -> Option<usize> {
    let unnamed = range.clone().find(|at| words.has(*at, Job::Unnamed))?;
    (range.start + 1..unnamed).rev().find(|at| words.has(*at, Job::Relative) || words.has(*at, Job::Ing))
}

/// Puts the source that a relay quotes before the relay: “…, Northline reported, citing police”.
fn citing(words: &Words<'_, '_>, range: &Range<usize>, marker: Range<usize>, reports: &mut [Report]) {
    if words.has(marker.end, Job::Author) {
        return;
    }
    let stop =
        (marker.end..range.end).find(|at| words.parts(*at) || words.mark(*at, ",")).unwrap_or(range.end);
    let Some((voices, Sure::Known)) = phrase::source(words, marker.end..stop) else { return };
    let Some(report) = reports
        .iter_mut()
        .rev()
        .find(|report| report.cue.start < marker.start && report.mode != Mode::NonReport)
    else {
        return;
    };
    let there = report.voices.iter().any(|known| voices.iter().any(|voice| voice.same(known)));
    if !there {
        report.voices.splice(0..0, voices);
    }
}

/// Recognises somebody quoted by another: “‹speaker› was quoted by ‹relay› as saying”, “‹relay› quoted ‹speaker› as saying”.
///
/// Matches `The commander was quoted by two dailies as saying his men would stay`.
/// Refuses `was quoted in the report`, where nothing is said.
/// Misses a relay that stands behind the content.
pub(super) fn quoted(
    words: &Words<'_, '_>,
    range: Range<usize>,
    recall: &Recall,
    reports: &[Report],
) -> Vec<Report> {
    let mut found = Vec::new();
    for at in range.clone() {
        let Some(end) = words.phrase(at, Job::Reported).filter(|end| *end > at + 1 && words.open(at)) else {
            continue;
        };
        let floor = at.saturating_sub(LONGEST_QUOTED).max(range.start);
        let Some(verb) = (floor..at).rev().find(|at| words.phrase(*at, Job::Quoting) == Some(at + 1)) else {
            continue;
        };
        let mut start = verb;
        while start > range.start
            && (words.has(start - 1, Job::Auxiliary) || words.has(start - 1, Job::Adverb))
        {
            start -= 1;
        }
        let passive = (start..verb).any(|at| words.has(at, Job::Be));
        let cue = Cue {
            range: verb..verb + 1,
            start,
            verb: match words.scene.pack.sayings.at(words.scene.tokens, end - 1) {
                Some((_, verb)) => verb,
                None => continue,
            },
            negated: false,
            doubtful: false,
            passive,
            ing: false,
        };
        // `said the ship had sunk and quoted the navy as saying …`.
        let joins = start > range.start && words.has(start - 1, Job::Join) && !passive;
        let before = reports
            .iter()
            .rev()
            .find(|report| joins && report.cue.end <= start && report.place == Place::Own);
        let joined = before.and_then(|report| {
            let voice = report.voices.first()?.clone();
            Some(subject::Subject {
                voice,
                sure: Sure::Known,
                within: Vec::new(),
                through: Vec::new(),
                start,
                clause: start,
            })
        });
        let found_subject = match joined {
            Some(subject) => Some(subject),
            None => subject::subject(words, &cue, range.start),
        };
        let Some(subject) = found_subject else { continue };
        let mut voices = Vec::new();
        if passive {
            voices.extend(recall.resolve(words, subject.voice).0);
            if let Some(by) =
                (verb..at).find(|at| words.has(*at, Job::Author) || words.has(*at, Job::Preposition))
            {
                voices.extend(
                    phrase::voice(words, by + 1..phrase::phrase_end(words, by + 1, at))
                        .map(|(voice, _)| voice),
                );
            }
        } else {
            let Some((inner, _)) = phrase::voice(words, verb + 1..at) else { continue };
            voices.extend(recall.resolve(words, inner).0);
            voices.extend(recall.resolve(words, subject.voice).0);
        }
        // `quoted as telling envoys that …`, `quoted as telling Orbis`.
        let mut heard = Vec::new();
        let told = cue.takes(Takes::Listener) && words.is_word(end) && !words.is("that", end);
        let past = if told { listeners::listener(words, end, range.end, &mut heard) } else { end };
        voices.extend(heard);
        let marked = words.is("that", past) || words.mark(past, ",") || words.mark(past, ":");
        let from = if marked { past + 1 } else { past };
        // `was quoted as saying by Radio Ostrin`.
        let by = words.has(end, Job::Author) && passive;
        if by {
            let past = phrase::phrase_end(words, end + 1, range.end);
            voices.extend(phrase::voice(words, end + 1..past).map(|(voice, _)| voice));
        }
        let nothing = from >= range.end || words.mark(from, ",") || by;
        let quote = words.quote_before(subject.start).filter(|_| nothing);
        let comma = nothing && subject.start > range.start && words.mark(subject.start - 1, ",");
        let before = match quote {
            Some(pair) => Some(Some(words.scene.tokens.within(pair.inner))),
            None => comma.then(|| trimmed(words, range.start..subject.start - 1)),
        };
        let content = match before {
            Some(before) => before,
            None if nothing => continue,
            None => words.quote_at(from).map(|(pair, _, _)| words.scene.tokens.within(pair.inner)),
        };
        let place = if nothing { Place::Behind } else { Place::Own };
        found.push(Report {
            cue: verb..end,
            start: subject.start,
            clause: subject.clause,
            voices,
            place,
            from,
            content: content.into_iter().collect(),
            mode: Mode::Indirect,
            class: StatementClass::Report,
            rule: QUOTED,
            around: verb..from,
            inherited: false,
            pronoun: false,
            object: false,
        });
    }
    found
}

/// Recognises somebody's claim in a noun phrase: “the minister's claim that the ward was full”.
///
/// Matches `Doctors dispute the minister's claim that the ward was full`.
/// Refuses `reports that the ward was full`, which names nobody.
fn claims(words: &Words<'_, '_>, range: &Range<usize>, reports: &mut Vec<Report>) {
    for at in range.start + 1..range.end {
        if !words.open(at)
            || !words.has(at, Job::Claimed) && !words.has(at, Job::View)
            || reports.iter().any(|report| report.cue.contains(&at))
        {
            continue;
        }
        // `the claim by Torvia that …`, `the minister's claim that …`.
        let by = words.has(at + 1, Job::Author).then(|| at + 2..phrase::phrase_end(words, at + 2, range.end));
        let of = words.is("genitive", at + 1) && !words.has(at + 1, Job::Genitive)
            || words.has(at + 1, Job::Origin);
        let by = by.or_else(|| of.then(|| at + 2..phrase::phrase_end(words, at + 2, range.end)));
        let to = words.has(at + 1, Job::Infinitive).then(|| phrase::phrase_end(words, at + 2, range.end));
        let that = by.as_ref().map_or(to.unwrap_or(at + 1), |by| by.end);
        // `The guild's position is that …`.
        let is = words.has(that, Job::Be) && words.is("that", that + 1);
        let that = that + usize::from(is);
        // `The minister's message was blunt: leave.`
        let colon = words
            .has(that, Job::Be)
            .then(|| (that + 1..range.end.min(that + 4)).find(|at| words.mark(*at, ":")))
            .flatten()
            .or_else(|| words.mark(that, ":").then_some(that));
        let (that, is) = colon.map_or((that, is), |colon| (colon, true));
        if colon.is_none() && !words.is("that", that) {
            continue;
        }
        let owner = match by {
            Some(by) => by,
            None if words.has(at - 1, Job::Genitive) => {
                let from = (range.start..at - 1).rev().find(|at| {
                    words.has(*at, Job::Determiner)
                        || !words.is_word(*at)
                        || words.has(*at, Job::Preposition)
                        || words.has(*at, Job::Finite)
                        || words.has(*at, Job::Auxiliary)
                        || words.scene.pack.sayings.at(words.scene.tokens, *at).is_some()
                });
                from.map_or(range.start, |at| at + 1)..at - 1
            }
            None => continue,
        };
        let from = owner.start;
        if owner.is_empty() {
            continue;
        }
        let Some((voice, Sure::Known)) = phrase::voice(words, owner) else { continue };
        let at = that - 1;
        let end = (at + 2..range.end)
            .find(|at| words.parts(*at) || words.mark(*at, ",") && !is)
            .unwrap_or(range.end);
        let end = if is { end } else { ends::one_clause(words, at + 2..end) };
        let Some(content) = trimmed(words, at + 2..end) else { continue };
        reports.push(Report {
            cue: at..at + 1,
            start: from,
            clause: at,
            voices: vec![voice],
            place: Place::Behind,
            from: at + 2,
            content: vec![content],
            mode: Mode::Indirect,
            class: StatementClass::Report,
            rule: CLAIM,
            around: at..at + 1,
            inherited: false,
            pronoun: false,
            object: false,
        });
    }
}
