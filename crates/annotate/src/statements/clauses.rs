//! Statements in languages whose subject stands before its verb without a marker: read clause by clause.
//!
//! A sentence, with all of a quotation that reaches over several, is read in four steps: its verbs of saying are told
//! from nouns of the same letters ([`cues`]), each gets the noun phrase before or behind it ([`subject`], [`phrase`]) and
//! what stands behind it ([`complement`]); contents end where another speaker begins ([`reading`]), and sources without a
//! verb join them ([`sources`]). Pronouns lead to who spoke before ([`recall`]).

mod behind;
mod closing;
mod complement;
mod credits;
mod cues;
mod ends;
mod headline;
mod inner;
mod listeners;
mod others;
mod phrase;
mod reading;
mod recall;
mod remarks;
mod silences;
mod sources;
mod subject;
mod words;

use super::{block_of, chains, content, frames, tells};
use crate::scene::Scene;
use crate::voice::Voice;
use lang::Job;
use model::{
    ChainLink, Confidence, EntityType, LinkRole, Mode, Rule, Span, Statement, StatementClass, StatementId,
};
use reading::{Place, Report};
use recall::Recall;
use std::ops::Range;
use words::Words;

/// Recognises a quotation that goes on without a verb of its own: “…,” she said. “….”
///
/// Matches `“It was dark,” said Ama Rao, a nurse. “We could not see the road.”`
/// Refuses `The smart bins are full. “Smart” is what the town calls them.`
/// Misses one that goes on after a sentence of the writer's.
const GOES_ON: Rule = Rule::new("quotation-goes-on");

/// The most sentences that one quotation joins.
const LONGEST_QUOTATION: usize = 60;
/// The most tokens of a phrase of place or time that opens a sentence.
const LONGEST_OPENING: usize = 8;
/// The most words of a person's name.
const LONGEST_NAME: usize = 3;

/// Returns the statements of an article in text order.
pub(super) fn statements(scene: &Scene<'_>) -> Vec<Statement> {
    let words = Words::new(scene);
    let mut recall = Recall::default();
    let mut reports: Vec<(usize, Report)> = Vec::new();
    let mut previous: Option<Range<usize>> = None;
    let mut at = 0;
    while at < scene.sentences.len() {
        let span = scene.sentences[at].span;
        let end = unit_end(&words, at);
        let unit = span.join(scene.sentences[end - 1].span);
        let block = block_of(scene, span);
        at = end;
        if !tells(scene, span) || headline::furniture(&words, block) {
            continue;
        }
        recall.enter(block);
        let body = headline::body(&words, scene.body_of(unit));
        if body.is_empty() || asks(&words, body.clone()) {
            continue;
        }
        if closing::close(&words, body.clone(), previous.clone(), &mut reports, end - 1) {
            previous = Some(body);
            continue;
        }
        let mut found = headline::read(&words, body.clone(), &recall);
        if found.is_empty() {
            found = reading::read(&words, body.clone(), &recall);
        }
        found.extend(closing::unverified(&words, body.clone(), &found));
        if found.is_empty() {
            found.extend(silences::silence(&words, body.clone()));
        }
        if found.is_empty() {
            found.extend(goes_on(&words, body.clone(), &recall));
        }
        recall.see(&words, body.clone(), &found);
        reports.extend(found.into_iter().map(|report| (end - 1, report)));
        previous = Some(body);
    }
    let credits = credits::credits(&words);
    let mut statements: Vec<Statement> = Vec::new();
    if inner::any(&words) {
        let within = scene.inside();
        let inside = Words::new(&within);
        for (sentence, report) in &reports {
            let found = inner::inner(&inside, &scene.quotes, report);
            statements
                .extend(found.into_iter().filter_map(|inner| finish(&inside, *sentence, inner, &credits)));
        }
    }
    statements.extend(
        reports.into_iter().filter_map(|(sentence, report)| finish(&words, sentence, report, &credits)),
    );
    statements.sort_by_key(|one| (one.content[0].start, one.content[0].end, one.mode));
    statements.dedup_by(|later, earlier| later.content == earlier.content && later.mode == earlier.mode);
    statements
}

/// Returns the sentence behind the last that belongs to the one at `at`: a quotation that began in it reaches there.
fn unit_end(words: &Words<'_, '_>, at: usize) -> usize {
    let scene = words.scene;
    let mut end = at + 1;
    while end < scene.sentences.len() && end - at < LONGEST_QUOTATION {
        let last = scene.sentences[end - 1].span;
        let next = scene.sentences[end].span;
        if block_of(scene, last) != block_of(scene, next) {
            break;
        }
        let tokens = scene.tokens.within(next);
        let across =
            scene.quotes_near(next).any(|pair| pair.outer.start < last.end && pair.outer.end > next.start);
        let small = tokens.clone().next().is_some_and(|first| {
            words.open(first) && scene.tokens.surface(first).chars().next().is_some_and(char::is_lowercase)
        });
        if !across && !small {
            break;
        }
        end += 1;
    }
    end
}

/// Tells whether a sentence asks its readers: `Why do forecasts matter?`, or a headline does: `Why experts warn of floods`.
fn asks(words: &Words<'_, '_>, body: Range<usize>) -> bool {
    let first = body.start;
    let last = body.end.saturating_sub(1);
    let line = words.has(first, Job::Question)
        && !words.has(first, Job::Relative)
        && words.is_word(last)
        && !words.mark(body.end, ".")
        && !body.clone().any(|at| words.mark(at, ","));
    line || words.mark(body.end, "?")
        && !words.mark(first + 1, ",")
        && (words.has(first, Job::Question) || words.has(first, Job::Auxiliary))
}

/// Reads a quotation without a verb behind one that has a speaker.
fn goes_on(words: &Words<'_, '_>, body: Range<usize>, recall: &Recall) -> Option<Report> {
    let (pair, range, _) = words.quote_at(body.start)?;
    if range.end + 1 < body.end {
        return None;
    }
    let voices = recall.continues().or_else(|| recall.left_open())?;
    let content = words.scene.tokens.within(pair.inner);
    Some(Report {
        cue: body.start..body.start,
        start: body.start,
        clause: body.start,
        voices,
        place: Place::Behind,
        from: content.start,
        content: vec![content],
        mode: Mode::Indirect,
        class: StatementClass::Continuation,
        rule: GOES_ON,
        around: body.start..body.start,
        inherited: true,
        pronoun: false,
        object: false,
    })
}

/// Returns the name of several words with which a sentence begins, and behind which it goes on: `On the quay, Emre Doll
/// tunes a fiddle`.
fn opening_name(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    let comma = (range.start..range.end.min(range.start + LONGEST_OPENING)).find(|at| words.mark(*at, ","));
    let start = match comma.filter(|_| words.has(range.start, Job::Preposition)) {
        Some(comma) => comma + 1,
        None => range.start,
    };
    let end = (start..range.end).find(|at| !words.open(*at) || !words.capital(*at)).unwrap_or(range.end);
    let name = (2..=LONGEST_NAME).contains(&(end - start)) && end < range.end;
    let role = words.scene.pack.speech.head_before(words.scene.tokens, end).is_some();
    let small = words.is_word(end) && !words.has(end, Job::Preposition) || words.mark(end, ",");
    let known = words.scene.mentions_in(start..end).any(|(mention, _)| mention.kind != EntityType::Per);
    let first = words.has(start, Job::Determiner)
        || words.has(start, Job::Preposition)
        || words.has(start, Job::Subordinate);
    let fits = name && small && !role && !known && !first && !listeners::press(words, start..end);
    let (voice, _) = phrase::voice(words, start..end).filter(|_| fits)?;
    (voice.role == LinkRole::Speaker && !voice.described).then_some(voice)
}

/// Returns who acts at the beginning of a sentence: whom a pronoun may stand for in the next.
fn opening_subject(words: &Words<'_, '_>, range: Range<usize>) -> Option<Voice> {
    let verb = words.verb_in(range.clone())?;
    let end = phrase::phrase_end(words, range.start, verb);
    let (voice, sure) = phrase::voice(words, range.start..end)?;
    (sure == phrase::Sure::Known).then_some(voice)
}

fn finish(
    words: &Words<'_, '_>,
    sentence: usize,
    report: Report,
    credits: &[ChainLink],
) -> Option<Statement> {
    let scene = words.scene;
    let contents: Vec<Span> = report.content.iter().filter_map(|range| words.span(range.clone())).collect();
    let first = *contents.first()?;
    let content = contents.iter().fold(first, |span, other| span.join(*other));
    let cue: Vec<Span> = scene.tokens.span(report.cue.clone()).into_iter().collect();
    let mut span = cue.iter().fold(content, |span, cue| span.join(*cue));
    if let Some(voice) = report.voices.first()
        && !voice.resolved
        && !report.inherited
    {
        span = span.join(voice.span);
    }
    let reach = scene.sentences.get(sentence).map_or(span, |sentence| sentence.span.join(content));
    let span = if reach.covers(span) { span } else { content.join(reach) };
    let mode = mode(scene, &contents, report.mode);
    let id = StatementId::of(&[
        scene.article.id.as_str(),
        &first.start.to_string(),
        &first.end.to_string(),
        mode.name(),
    ]);
    let resolved = report.inherited || report.voices.first().is_none_or(|voice| voice.resolved);
    Some(Statement {
        id,
        mode,
        class: report.class,
        span,
        speaker: report.voices.first().map(Voice::speaker),
        chain: chains::credited(scene, &report.voices, credits),
        cue,
        content: contents,
        said_on: frames::said_on(scene, report.around),
        refers_to: None,
        confidence: if resolved { Confidence::LIKELY } else { Confidence::SURE },
        rule: report.rule,
    })
}

/// Returns the mode of contents: in own words only where each stands between marks.
fn mode(scene: &Scene<'_>, contents: &[Span], cue: Mode) -> Mode {
    let mut modes = contents.iter().map(|span| content::mode(scene, *span, cue));
    let Some(first) = modes.next() else { return cue };
    modes.fold(first, |all, one| if all == one { all } else { Mode::PartlyQuoted })
}
