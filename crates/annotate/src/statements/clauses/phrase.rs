//! Noun phrases that speak: whom the words before a verb name.

use super::listeners;
use super::words::Words;
use crate::voice::Voice;
use lang::Job;
use model::{EntityType, LinkRole, SourceKind, Span};
use std::ops::Range;

/// How sure it is that a phrase is somebody who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Nothing but its place says so.
    Place,
    /// It belongs to somebody: her family.
    Owned,
    /// A name, a role or a body.
    Known,
}

/// Returns whom a noun phrase names, and how sure that is; `None` for phrases that are nobody.
pub(super) fn voice(words: &Words<'_, '_>, range: Range<usize>) -> Option<(Voice, Sure)> {
    let range = bare(words, range);
    if range.is_empty() || !words.is_word(range.start) {
        return None;
    }
    // `suppose they`: a pronoun as subject is all of it.
    let last = range.end - 1;
    let range =
        if words.is("pronoun", last) && !words.has(last, Job::Owner) { last..range.end } else { range };
    let group = words.has(range.start + 1, Job::Join);
    if range.len() > 1 && words.is("pronoun", range.start) && !words.has(range.start, Job::Owner) && !group {
        return None;
    }
    let head = head_end(words, range.clone());
    let nobody = range.len() == 1 && words.has(range.start, Job::Nobody) && !words.is("pronoun", range.start);
    let opener = words.has(range.start, Job::Relative) || words.has(range.start, Job::Question);
    if nobody || opener || words.has(head - 1, Job::Idle) {
        return None;
    }
    if let Some((mention, found)) = words.scene.mention_ending_at(head)
        && found.start >= range.start
    {
        let person = mention.kind == EntityType::Per;
        let whole = found.start == range.start
            || mention.kind == EntityType::Org && plain_before(words, range.start..found.start);
        if person || whole {
            return Some((named(words, found, mention), Sure::Known));
        }
    }
    let speech = &words.scene.pack.speech;
    let role = (range.start..head)
        .filter(|at| words.open(*at))
        .filter_map(|at| speech.head_at(words.scene.tokens, at))
        .rfind(|(end, _)| *end <= head)
        .map(|(_, role)| role);
    let alone = head - range.start == 1 && opens_sentence(words, range.start);
    let proper = words.capital(head - 1)
        && !(alone
            && (head < range.end
                || words.has(range.start, Job::Determiner)
                || words.is("conjunction", range.start)));
    // A name ends the head: what follows it describes it.
    let whole = if proper && role.is_none() { range.start..head } else { range.clone() };
    let name = alone && proper && head == range.end && !words.has(range.start, Job::Plural);
    let surely = role.is_some() || name || (words.capital(head - 1) && !opens_sentence(words, head - 1));
    let kind = role.unwrap_or(if proper { LinkRole::Speaker } else { LinkRole::Anonymous });
    let found = Voice {
        span: words.scene.tokens.span(whole.clone())?,
        name: words.scene.surface(whole.clone()).to_owned(),
        range: whole,
        entity: None,
        described: !proper || role.is_some(),
        role: kind,
        resolved: false,
        paper: None,
    };
    let sure = if surely {
        Sure::Known
    } else if owned(words, &range) {
        Sure::Owned
    } else {
        Sure::Place
    };
    Some((found, sure))
}

/// Returns the voices of a source: a paper comes after its author (`a treasury memo`: the treasury, the memo).
pub(super) fn source(words: &Words<'_, '_>, range: Range<usize>) -> Option<(Vec<Voice>, Sure)> {
    let range = bare(words, range);
    let head = head_end(words, range.clone());
    // `a copy of the letter`.
    if words.has(head - 1, Job::Copy) && words.is("genitive", head) && head + 1 < range.end {
        return source(words, head + 1..range.end);
    }
    let mut papers = (range.start..head).rev().take(2).filter(|at| {
        let name = words.capital(*at) && !opens_sentence(words, *at);
        !name && words.phrase(*at, Job::Paper) == Some(head)
    });
    let paper = papers.next_back();
    let Some(paper) = paper else {
        // `a statement by the port authority`: what it is said in is no link.
        let said_in = words.has(head - 1, Job::Medium) && !words.capital(head - 1);
        let by = (head..range.end)
            .find(|at| words.has(*at, Job::Author) || *at == head && words.has(*at, Job::Origin))
            .filter(|_| said_in);
        let owner = match by {
            Some(by) => Some(by + 1..phrase_end(words, by + 1, range.end)),
            None if said_in && head > range.start + 1 => {
                let genitive = words.has(head - 2, Job::Genitive);
                Some(range.start..head - 1 - usize::from(genitive))
            }
            None => None,
        };
        if let Some((author, Sure::Known)) = owner.and_then(|owner| voice(words, owner)) {
            return Some((vec![author], Sure::Known));
        }
        return voice(words, range).map(|(voice, sure)| (vec![voice], sure));
    };
    if let Some(voices) = published(words, &range, paper, head) {
        return Some((voices, Sure::Known));
    }
    let heads = &words.scene.pack.speech;
    let media = heads
        .head_before(words.scene.tokens, head)
        .is_some_and(|(from, role)| matches!(role, LinkRole::Media) && (from < paper || from == range.start));
    if media {
        return voice(words, range).map(|(voice, sure)| (vec![voice], sure));
    }
    let link = paper_voice(words, paper..head)?;
    // `a report by the survey`, `an order signed by the minister`; `a memo seen by Orbis` came through Orbis.
    let by = |seen: bool| {
        (head..range.end).find(|at| words.has(*at, Job::Author) && words.has(at - 1, Job::Seen) == seen)
    };
    let of = (head < range.end && words.has(head, Job::Origin)).then_some(head);
    let through = by(true)
        .and_then(|by| voice(words, by + 1..phrase_end(words, by + 1, range.end)))
        .map(|(voice, _)| voice);
    // `a memo of the authority that Northline has seen`.
    let has_seen = || {
        let that = (head..range.end).find(|at| words.is("that", *at) || words.has(*at, Job::Relative))?;
        let seen = (that + 2..range.end).find(|at| words.has(*at, Job::Seen))?;
        let helper = (that + 2..seen).find(|at| words.has(*at, Job::Auxiliary)).unwrap_or(seen);
        listeners::masthead(words, that + 1..helper)
    };
    // `a transcript published by Tessera`.
    let printed = || {
        let by = (head..range.end).find(|at| words.has(*at, Job::Author) && words.has(at - 1, Job::Aired))?;
        listeners::masthead(words, by + 1..phrase_end(words, by + 1, range.end))
    };
    let printed = printed();
    let aired = printed.is_some();
    let through = through.or(printed).or_else(has_seen);
    // `a note that the ministry sent`.
    let sent = (words.is("that", head) && head + 2 < range.end).then(|| {
        let verb = words.verb_in(head + 2..range.end).filter(|verb| !words.has(*verb, Job::Auxiliary))?;
        let author = voice(words, head + 1..verb).filter(|(_, sure)| *sure == Sure::Known)?;
        (!words.has(verb, Job::Seen)).then_some(author.0)
    });
    if let Some(author) = sent.flatten() {
        return Some((vec![author, link], Sure::Known));
    }
    let behind = by(false).filter(|_| !aired).or(of);
    // `a memo of the authority obtained by Orbis`: what tells how it was got is no part of the author.
    let upto = (head + 1..range.end)
        .find(|at| words.has(*at, Job::Seen) && words.has(at + 1, Job::Author))
        .unwrap_or(range.end);
    if let Some(by) = behind
        && let Some((author, sure)) = voice(words, by + 1..author_end(words, by + 1, upto.max(by + 1)))
        && (sure == Sure::Known || words.has(by, Job::Author) || !words.is("genitive", by))
    {
        return Some(([author, link].into_iter().chain(through).collect(), Sure::Known));
    }
    // `the minister's letter`, `a treasury memo`.
    let mut end = paper;
    // `the contractor's own site diary`.
    let genitive = (range.start + 1..paper).rev().take(3).find(|at| words.has(*at, Job::Genitive));
    let owner = genitive.is_some();
    end = genitive.unwrap_or(end);
    if end > range.start
        && let Some((author, Sure::Known)) = voice(words, range.start..end)
        && (owner
            || matches!(author.role, LinkRole::Official | LinkRole::Agency | LinkRole::Media)
            || author.entity.is_some())
    {
        return Some(([author, link].into_iter().chain(through).collect(), Sure::Known));
    }
    Some((std::iter::once(link).chain(through).collect(), Sure::Known))
}

/// Returns the outlet whose own report this is, behind whom it cites: `a report in the Dawn Register citing police`,
/// `a Radio Halm report that quoted the mayor`.
fn published(words: &Words<'_, '_>, range: &Range<usize>, paper: usize, head: usize) -> Option<Vec<Voice>> {
    // A letter or a memo that an outlet prints is another's.
    if !words.has(paper, Job::Word) {
        return None;
    }
    let quoting = (head..range.end).find_map(|at| words.phrase(at, Job::Quoting).map(|from| (at, from)));
    let stop = quoting.map_or(range.end, |(at, _)| at);
    let stop = (head..stop).find(|at| words.has(*at, Job::Relative) || words.is("that", *at)).unwrap_or(stop);
    let place = (head..stop).find(|at| {
        words.has(*at, Job::Preposition) && !words.is("genitive", *at) || words.has(*at, Job::Author)
    });
    let behind = place.and_then(|at| {
        let from = at + 1 + usize::from(words.is("article", at + 1));
        listeners::masthead(words, from..phrase_end(words, from, stop))
    });
    let before = || {
        let owner = (range.start..paper).rev().find(|at| !words.has(*at, Job::Genitive))? + 1;
        // `Media reports`: a kind of outlet is no name.
        let kind = words.scene.pack.speech.head_at(words.scene.tokens, range.start);
        let plain = kind.is_some_and(|(end, _)| end == owner) && opens_sentence(words, range.start);
        if plain { None } else { listeners::masthead(words, range.start..owner) }
    };
    let outlet = behind.or_else(before)?;
    let mut voices = Vec::new();
    if let Some((_, from)) = quoting
        && let Some((cited, Sure::Known)) = source(words, from..range.end)
    {
        voices.extend(cited);
    }
    voices.push(outlet);
    Some(voices)
}

/// Returns where the author of a paper ends: `researchers at Halm College`, not `the board in March`.
fn author_end(words: &Words<'_, '_>, start: usize, limit: usize) -> usize {
    let end = phrase_end(words, start, limit);
    let plain = end > start && !words.capital(end - 1);
    let at = end + usize::from(words.is("article", end + 1));
    let place = words.is("case", end) && words.capital(at + 1) && words.time_around(at + 1).is_none();
    if !(plain && end + 1 < limit && place) {
        return end;
    }
    let mut past = at + 1;
    while past < limit && words.capital(past) && words.open(past) {
        past += 1;
    }
    past
}

/// Returns a paper as a voice.
pub(super) fn paper_voice(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    Some(Voice {
        span: words.scene.tokens.span(range.clone())?,
        name: words.scene.surface(range.clone()).to_owned(),
        range,
        entity: None,
        described: true,
        role: LinkRole::Document,
        resolved: false,
        paper: None,
    })
}

/// Returns a range of words as the voice of an outlet that no table knows.
pub(super) fn outlet(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    Some(Voice { role: LinkRole::Media, described: false, ..paper_voice(words, range)? })
}

/// Returns the phrase without articles, marks and adverbs before it, and without marks behind it.
pub(super) fn bare(words: &Words<'_, '_>, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    while range.start < range.end
        && (words.is("article", range.start) || !words.is_word(range.start) && words.open(range.start))
    {
        range.start += 1;
    }
    while range.end > range.start && !words.is_word(range.end - 1) && words.open(range.end - 1) {
        range.end -= 1;
    }
    // `The ministry on Monday said`: the day is no part of the name.
    while range.len() > 1 && words.time_around(range.end - 1).is_some() {
        let mut at = range.end - 1;
        while at > range.start && words.time_around(at - 1).is_some() {
            at -= 1;
        }
        while at > range.start && words.has(at - 1, Job::TimeBefore) {
            at -= 1;
        }
        if at == range.start || head_end(words, range.clone()) < at {
            break;
        }
        range.end = at;
    }
    // Brackets behind a name say more of it.
    while range.end > range.start && matches!(words.surface(range.end - 1), ")" | "]") {
        range.end = words.back(range.end, range.start);
    }
    // An aside between dashes as well.
    while range.end > range.start + 1
        && !words.open(range.end - 1)
        && matches!(words.surface(range.end - 1), "—" | "–")
    {
        range.end = words.back(range.end, range.start);
    }
    // `workers there`.
    let told = range.clone().any(|at| words.has(at, Job::Relative));
    let place = |at: usize| {
        let noun = [Job::Plural, Job::Claimed, Job::Paper, Job::Word, Job::View];
        words.has(at, Job::Nobody) && !noun.iter().any(|job| words.has(at, *job))
    };
    if range.len() > 1 && place(range.end - 1) && !told {
        range.end -= 1;
    }
    // `Only Tessera`.
    if range.len() > 1
        && words.has(range.start, Job::Adverb)
        && !words.has(range.start, Job::Determiner)
        && words.capital(range.start + 1)
    {
        range.start += 1;
    }
    // `The minister also`, `Robert Gibbs declined`: an adverb or a verb behind a noun is no part of it.
    while range.len() > 1 {
        let last = range.end - 1;
        let adverb =
            words.has(last, Job::Adverb) && !words.has(last, Job::Determiner) && !words.capital(last);
        let verb = words.capital(last - 1)
            && words
                .scene
                .pack
                .sayings
                .at(words.scene.tokens, last)
                .is_some_and(|(_, verb)| verb.is(lang::Inflection::Past) && !words.capital(last));
        if !adverb && !verb {
            break;
        }
        range.end -= 1;
    }
    // `her family`, `its spokesman`: the words of the text without the owner.
    let owned = range.len() > 1 && words.has(range.start, Job::Owner);
    range.start + usize::from(owned)..range.end
}

/// Tells whether a phrase can be somebody: no stretch of a clause that was taken for one (`that upset other members`,
/// `jobs he and the mayor`).
pub(super) fn whole(words: &Words<'_, '_>, voice: &Voice) -> bool {
    let range = voice.range.clone();
    let first = range.start;
    if range.len() < 2 || voice.entity.is_some() {
        return true;
    }
    let opens = !words.capital(first)
        && (words.is("that", first) && !words.has(first, Job::Plural) && words.has(first + 1, Job::Finite)
            || words.has(first, Job::Auxiliary)
            || words.has(first, Job::Join)
            || words.has(first, Job::Negation) && !words.has(first, Job::Determiner)
            || words.has(first, Job::Preposition) && !words.has(first, Job::Determiner));
    let upto = (first + 1..range.end)
        .find(|at| words.open(*at) && (words.has(*at, Job::Relative) || words.is("that", *at)))
        .unwrap_or(range.end);
    let pronoun = (first + 1..upto)
        .any(|at| words.is("pronoun", at) && !words.has(at, Job::Owner) && !words.has(at, Job::Object));
    let helper = (first + 1..upto).any(|at| words.open(at) && words.has(at, Job::Auxiliary));
    !opens && !pronoun && !helper
}

/// Returns where the head of a phrase ends: before the first preposition, relative or participle behind a word.
pub(super) fn head_end(words: &Words<'_, '_>, range: Range<usize>) -> usize {
    let mut at = range.start + 1;
    while at < range.end {
        if !words.open(at) {
            at = words.past(at);
            continue;
        }
        let behind = words.has(at, Job::Preposition)
            || words.has(at, Job::Relative)
            || words.is("that", at)
            || words.mark(at, ",")
            || words.has(at, Job::Auxiliary)
            || (words.has(at, Job::Participle)
                && !words.capital(at)
                && !words.has(at - 1, Job::Determiner)
                && !words.has(at - 1, Job::Genitive)
                && at + 1 < range.end
                && (words.has(at + 1, Job::Preposition)
                    || words.is("case", at + 1)
                    || words.has(at + 1, Job::Contrast)));
        if behind && !words.scene.mentions_before(at).next().is_some_and(|(_, found)| found.contains(&at)) {
            return at;
        }
        at += 1;
    }
    range.end
}

/// Returns where the noun phrase that starts at a token ends, not past a limit.
pub(super) fn phrase_end(words: &Words<'_, '_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit {
        if !words.open(at) {
            let past = words.past(at);
            // A bracket or a short quotation may belong to a name.
            if matches!(words.surface(at), "(" | "[")
                || words.quote_at(at).is_some_and(|(_, _, speech)| !speech)
            {
                at = past;
                continue;
            }
            break;
        }
        let mark = !words.is_word(at) && !matches!(words.surface(at), "-" | "'" | "’" | "/" | "." | "&");
        // `the night manager`.
        let timed = words.time_around(at).is_some()
            && !words.issue(at)
            && words.scene.pack.speech.head_at(words.scene.tokens, at + 1).is_none();
        if mark || words.has(at, Job::Auxiliary) || timed {
            break;
        }
        let small = words.has(at, Job::Relative)
            || words.is("that", at)
            || words.has(at, Job::Contrast)
            || (words.has(at, Job::Preposition)
                && !words.is("genitive", at)
                && !words.has(at, Job::Author)
                && !joins_name(words, at));
        if at > start && small {
            break;
        }
        at += 1;
    }
    at
}

/// Returns where a source that is named at the end of a clause ends, with all that describes it: before a comma, a mark
/// that parts, or a day.
pub(super) fn source_end(words: &Words<'_, '_>, start: usize, limit: usize) -> usize {
    let end = (start..limit).find(|at| words.parts(*at) || words.mark(*at, ",")).unwrap_or(limit);
    end.max(phrase_end(words, start, limit))
}

/// Tells whether a preposition stands inside a name that is known.
fn joins_name(words: &Words<'_, '_>, at: usize) -> bool {
    words.scene.mentions_before(at).next().is_some_and(|(_, found)| found.contains(&at))
}

fn named(words: &Words<'_, '_>, found: Range<usize>, mention: &model::Mention) -> Voice {
    let entity = words.scene.entity(&mention.entity);
    let source = entity.and_then(|entity| entity.source);
    let role = match (mention.kind, source) {
        (_, Some(SourceKind::Agency)) => LinkRole::Agency,
        (_, Some(SourceKind::Media)) => LinkRole::Media,
        (EntityType::Per, _) => LinkRole::Speaker,
        _ => LinkRole::Official,
    };
    let surface = words.scene.surface(found.clone());
    Voice {
        span: words.scene.tokens.span(found.clone()).unwrap_or(Span::new(0, 0)),
        name: entity.map_or_else(|| surface.to_owned(), |entity| entity.name.clone()),
        range: found,
        entity: Some(mention.entity.clone()),
        described: false,
        role,
        resolved: false,
        paper: None,
    }
}

/// Tells whether words before a name only describe it, or say whose it is: `Kelden's National Watch Service`.
fn plain_before(words: &Words<'_, '_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        let country = words
            .scene
            .mention_starting_at(at)
            .filter(|(mention, _)| matches!(mention.kind, EntityType::Loc | EntityType::Norp))
            .map(|(_, country)| country.end)
            .filter(|end| *end <= range.end);
        if let Some(end) = country {
            at = end + usize::from(end < range.end && words.has(end, Job::Genitive));
            continue;
        }
        let name = words.capital(at) && !opens_sentence(words, at);
        if !words.is_word(at) || name || words.has(at, Job::Genitive) {
            return false;
        }
        at += 1;
    }
    true
}

fn owned(words: &Words<'_, '_>, range: &Range<usize>) -> bool {
    range.start > 0 && words.has(range.start - 1, Job::Owner)
}

/// Tells whether a token begins its sentence, where a capital says nothing.
fn opens_sentence(words: &Words<'_, '_>, at: usize) -> bool {
    let Some(token) = words.scene.tokens.items().get(at) else { return true };
    words.scene.sentences.binary_search_by(|sentence| sentence.span.start.cmp(&token.span.start)).is_ok()
}
