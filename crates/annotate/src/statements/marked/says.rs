//! Verbs of speech with a clause or a quotation.

use super::line::{Line, Who};
use super::{SHORTEST, acts, subject};
use crate::statements::Draft;
use crate::statements::content::{self, Complement};
use crate::voice::is_quote_mark;
use lang::{Cue, Form, Frame, Marker};
use model::{Mode, Rule, Span, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("speaker-says-that");
const AFTER: Rule = Rule::new("said-before-speaker");

/// The most words of an inner speaker's clause before a voice of its own that leave the outer one nothing to tell.
const NOTHING_MORE: usize = 7;
/// The most words before a verb in which a pronoun shows that it names something: `जिसे … कहते हैं`.
const NAMING: usize = 6;
/// The fewest words of a clause that nothing opens.
const FEWEST_BARE: usize = 6;
/// The fewest words behind a comma that are told where no verb that the pack lists ends them.
const FEWEST_TOLD: usize = 4;
/// The most words between a quotation and the subject that follows it.
const LONGEST_ASIDE: usize = 14;

/// Recognises a verb of speech with its speaker and a clause or quotation: “‹speaker› ने कहा कि …”, “‹speaker› कहते हैं, ‘…’”.
///
/// Matches `मंत्री ने कहा कि पुल सुरक्षित है` (the minister said that the bridge is safe).
/// Refuses `कहा जाता है कि पुल पुराना है` (it is said that the bridge is old), which is nobody's word.
/// Misses a speaker whom a long clause parts from the verb.
pub(super) fn read(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue) -> Option<Draft> {
    let floor = line.floor(range.start);
    let told = complement(line, range.end);
    if cue.frame == Frame::Act
        && !matches!(&told, Complement::None)
        && !matches!(&told, Complement::Clause(clause) if line.scene.is("that", clause.start - 1))
    {
        return None;
    }
    let clause = match told {
        Complement::None => return before(line, range, cue, floor),
        Complement::Quote(span) => span,
        Complement::Clause(clause) => content::span_of(line.scene, clause)?,
    };
    let outer = line.around(range.start);
    let opened =
        outer.is_none() && line.scene.tokens.within(clause).start > range.end && line.drafts.is_empty();
    // `यदि मंत्री कहते हैं कि …`: a condition tells nothing.
    if (floor..range.start).any(|at| line.scene.is("condition", at)) {
        return None;
    }
    // Tales are told in the present: what a figure of one says is nobody's word.
    if cue.form == Form::Says && line.tale() {
        return None;
    }
    let found = subject::of(line, range.start, cue, floor);
    let (mut who, shared) = match found {
        Some(who) => (who, false),
        None => match inscribed(line, floor, range.start, cue).or_else(|| subject::lent(line, range.start)) {
            Some(who) => (who, true),
            // A clause that a verb opens is somebody's word, even where no words name them.
            None if cue.form == Form::Said
                && cue.frame == Frame::Say
                && opened
                && range.start > floor + 1 =>
            {
                (Who { start: range.start, behind: range.start, ..Who::default() }, true)
            }
            None => return None,
        },
    };
    let (mode, class) = (cue.mode, if cue.frame == Frame::Act { StatementClass::Report } else { cue.class });
    let mut parts = Vec::new();
    if line.scene.quotes.iter().any(|pair| pair.inner.covers(clause))
        && let Some(first) = quote_before(line, floor, who.start)
        && first.start >= line.scene.tokens.span(line.body.clone()).map_or(0, |body| body.start)
    {
        parts.push(first);
    }
    if let Some(outer) = outer {
        enter(line, outer, &mut who, shared, range.start)?;
    }
    let content = parts.first().copied().unwrap_or(clause);
    let mut draft = line.draft(who, range, (mode, class), content, RULE);
    if !parts.is_empty() {
        draft.more.push(clause);
    }
    Some(draft)
}

/// Returns the paper in which words stand that nobody is said to say: `चिट्ठी में लिखा है`.
fn inscribed(line: &Line<'_, '_>, floor: usize, cue: usize, known: &Cue) -> Option<Who> {
    let acts = (floor..cue).any(|at| line.scene.is("agent", at) || line.marker(Marker::Agent, at).is_some());
    if known.form != Form::Said || acts {
        return None;
    }
    let place = cue.checked_sub(1).filter(|at| *at > floor && line.marker(Marker::Place, *at).is_some())?;
    let (voice, behind) = super::written::writer(line, floor, place + 1)?;
    // Whose paper it is may have been dropped: who speaks in it is then whoever spoke before.
    if voice.range.end != place {
        return None;
    }
    Some(Who { start: voice.range.start, behind, voices: vec![voice], ..Who::default() })
}

/// Puts a statement inside another's content: another voice inside is passed on by the outer one, another clause of the
/// writer's ends the outer content, and so does a second verb of the outer speaker.
pub(super) fn enter(
    line: &mut Line<'_, '_>,
    outer: usize,
    who: &mut Who,
    shared: bool,
    cue: usize,
) -> Option<()> {
    let scene = line.scene;
    let content = scene.tokens.within(line.drafts[outer].content);
    let from = if shared { cue } else { who.start };
    let turn = line.turn_before(content.start, from + 1).filter(|turn| {
        // Between the turn and the subject no other clause may stand.
        let most = if scene.is("contrast", *turn) { NOTHING_MORE + NOTHING_MORE } else { NOTHING_MORE };
        from.saturating_sub(*turn) <= most && !(*turn..from).any(|at| scene.is("that", at))
    });
    // `… ने पूछा कि …, तो उन्होंने कहा`: an answer stands in no question.
    let answer = line.drafts[outer].mode == Mode::Question && !shared;
    let turn = turn.or_else(|| {
        let joins = from.checked_sub(1).filter(|at| scene.is("conjunction", *at) && *at > content.start + 1);
        joins.filter(|_| answer)
    });
    let joined = (content.start + 1..from).rev().take(4).find(|at| line.marker(Marker::Turn, *at).is_some());
    if let Some(end) = turn.or(if shared { joined } else { None }) {
        let cut = content::span_of(scene, content.start..end)?;
        line.drafts[outer].content = cut;
        return Some(());
    }
    if shared {
        return Some(());
    }
    // An outer voice that tells nothing beside the inner one only passes it on.
    let acted = (who.behind + 2..cue)
        .any(|at| scene.is("conjunction", at) && scene.is("verb", at - 1) && !scene.is("genitive", at - 1));
    let tells_more = who.start > content.start + NOTHING_MORE || acted;
    let passed: Vec<_> = line.drafts[outer]
        .voices
        .iter()
        .filter(|voice| !who.voices.iter().any(|own| own.same(voice)))
        .cloned()
        .collect();
    listener(line, who);
    who.voices.extend(passed);
    if !tells_more {
        line.drafts.remove(outer);
    }
    Some(())
}

/// Takes whom an inner speaker told as a link where the outer one owns them: `उसके राजदूत को अधिकारियों ने बताया`.
fn listener(line: &Line<'_, '_>, who: &mut Who) {
    let Some(dative) = who.start.checked_sub(1).filter(|at| line.marker(Marker::Dative, *at).is_some())
    else {
        return;
    };
    let owned = dative.checked_sub(2).and_then(|at| line.marker(Marker::Owner, at)) == dative.checked_sub(1);
    if owned && let Some(voice) = super::voices::phrase(line, dative, dative - 1) {
        who.voices.push(voice);
    }
}

/// Recognises what is said before its speaker: “‘…’, ‹speaker› ने कहा”, “…, ‹speaker› ने बताया”.
///
/// Matches `पुल सोमवार से बंद है, पुलिस ने बताया` (the bridge is closed from Monday, the police said).
/// Refuses words before the speaker that are no clause (`बैठक के बाद, मंत्री ने कहा`, after the meeting, the minister said).
/// Misses a clause without a verb at its end.
fn before(line: &mut Line<'_, '_>, range: Range<usize>, cue: &Cue, floor: usize) -> Option<Draft> {
    let scene = line.scene;
    if cue.form == Form::Saying {
        return None;
    }
    let who = subject::of(line, range.start, cue, floor)?;
    let quote = quote_before(line, floor, who.start);
    // An act tells a quotation before it where nothing else is its object: `“…”, मंत्री ने चेतावनी दी`.
    let bare = who.behind == range.start && acts::object_end(line, range.start, floor, cue).is_none();
    if cue.frame == Frame::Act && (quote.is_none() || !bare) {
        return None;
    }
    let content = match quote {
        Some(quote) => quote,
        None => {
            let comma = (floor..who.start).rev().take(8).find(|at| scene.tokens.surface(*at) == ",")?;
            let plain = (comma + 1..who.start).all(|at| {
                !scene.is_mark(at)
                    && !scene.is("that", at)
                    && !scene.is("agent", at)
                    && !scene.is("conjunction", at)
            });
            // A phrase of time or place before the speaker is no clause.
            let verb = comma > floor && scene.is("verb", comma - 1) && !scene.is("genitive", comma - 1);
            let least = match line.around(range.start).is_some() {
                true => 1,
                false if verb => 2,
                false => 4,
            };
            let clause = comma > floor + least
                && !scene.is("case", comma - 1)
                && (scene.is("verb", comma - 1) || !scene.pack.grammar.is_stop(scene.tokens.key(comma - 1)));
            if !plain || !clause {
                return None;
            }
            content::span_of(scene, floor..comma)?
        }
    };
    let mode = match cue.mode {
        Mode::Indirect if scene.tokens.text()[content.end as usize..].starts_with('?') => Mode::Question,
        mode => mode,
    };
    // Whoever told what another said before passed it on: `… ने कहा है कि …, ‹agency› ने बताया`.
    let mut passed = false;
    for draft in line.drafts.iter_mut().filter(|draft| {
        content.covers(draft.content)
            || draft.content.covers(content)
            || draft.content.end > content.end && draft.content.start < content.end
    }) {
        draft.voices.extend(who.voices.iter().cloned());
        let held = scene
            .tokens
            .within(Span::new(draft.content.start as usize, draft.content.end.min(content.end) as usize));
        draft.content = content::span_of(scene, held).unwrap_or(draft.content);
        passed = true;
    }
    (!passed).then(|| line.draft(who, range, (mode, cue.class), content, AFTER))
}

/// Returns the quotation that closes before a subject, in this sentence or just before it.
pub(super) fn quote_before(line: &Line<'_, '_>, floor: usize, subject: usize) -> Option<Span> {
    let scene = line.scene;
    let start = scene.tokens.items().get(subject)?.span.start;
    let upto = scene.quotes.partition_point(|pair| pair.outer.start < start);
    let pair = scene.quotes[..upto].last().filter(|pair| !pair.unclosed && pair.outer.end <= start)?;
    let tokens = scene.tokens.within(pair.outer);
    let near = subject.saturating_sub(tokens.end) <= LONGEST_ASIDE
        && !(tokens.end..subject).any(|at| scene.is("that", at) || scene.is("agent", at));
    let inside = tokens.end >= floor;
    let speech = scene.tokens.within(pair.inner).len() > SHORTEST;
    // A quotation before the sentence belongs to it only where nobody has said it yet.
    let told = line.memory.continues.is_some() && tokens.end <= line.body.start;
    let taken = told || line.drafts.iter().any(|draft| draft.content.covers(pair.inner));
    // A name or title in marks is part of the clause that goes on behind it.
    let next = scene.tokens.surface(tokens.end);
    let parted = tokens.end == subject
        || matches!(next, "," | "-" | "–" | "—" | ":")
        || scene
            .tokens
            .surface(tokens.end.saturating_sub(2))
            .chars()
            .any(|mark| mark == ',' || text::is_end_mark(mark));
    (near && inside && speech && !taken && (parted || long(scene, pair.inner)))
        .then(|| content::quoted(scene, pair.inner))
}

fn long(scene: &crate::scene::Scene<'_>, inner: Span) -> bool {
    scene.tokens.within(inner).len() >= 5
}

/// Returns what stands behind a verb of speech.
///
/// A comma opens a clause only where the verb has no object and stands in nobody's words yet.
pub(super) fn complement(line: &Line<'_, '_>, after: usize) -> Complement {
    let scene = line.scene;
    let end = line.body.end;
    match content::complement(scene, after, end, true) {
        Complement::Quote(span) => {
            let tokens = scene.tokens.within(span);
            // A short quotation only opens a clause: `कहा, ‘विकास’ के नाम पर …`.
            if tokens.len() < 4 && tokens.end + 3 < end {
                Complement::Clause(tokens.start.saturating_sub(1)..end)
            } else {
                Complement::Quote(span)
            }
        }
        Complement::None => {
            let mut at = after;
            while at < end && scene.is("verb", at) {
                at += 1;
            }
            let object = || {
                let cue = line.cues.iter().find(|(range, _)| range.end == after);
                cue.is_some_and(|(range, cue)| {
                    acts::object_end(line, range.start, line.floor(range.start), cue).is_some()
                })
            };
            let open = at < end
                && scene.tokens.surface(at) == ","
                && at + 4 < end
                && line.around(after).is_none()
                && !(after.saturating_sub(NAMING).max(line.body.start)..after)
                    .any(|at| line.marker(Marker::Object, at).is_some())
                && !object();
            let speaks = open
                && !is_quote_mark(scene.tokens.surface(at + 1))
                && line.marker(Marker::Turn, at + 1).is_none();
            let told = line.cues.iter().any(|(range, _)| range.start > at);
            let clause = scene.is("verb", end - 1) || end - at > FEWEST_TOLD;
            if speaks && !told && !(at + 1..end).any(|at| scene.is("agent", at)) && clause {
                Complement::Clause(at + 1..end)
            } else if !told && bare(line, after, at) {
                Complement::Clause(content::unopposed(scene, at..end))
            } else {
                Complement::None
            }
        }
        Complement::Clause(clause) => Complement::Clause(content::unopposed(scene, clause)),
    }
}

/// Tells whether a whole clause follows a plain verb of saying without a word that opens it: `पुलिस ने कहा जांच जारी है`.
fn bare(line: &Line<'_, '_>, after: usize, start: usize) -> bool {
    let scene = line.scene;
    let end = line.body.end;
    let plain = line.cues.iter().any(|(range, cue)| {
        range.end == after && range.len() == 1 && cue.frame == Frame::Say && cue.form == Form::Said
    });
    let subject = after.checked_sub(2).is_some_and(|at| scene.is("agent", at) || scene.is("case", at));
    let opens = start + FEWEST_BARE <= end
        && !scene.is_mark(start)
        && !["negation", "conjunction", "case", "genitive", "verb"]
            .iter()
            .any(|class| scene.is(class, start))
        && line.marker(Marker::Particle, start).is_none();
    plain && subject && opens && line.around(after).is_none() && scene.is("verb", end - 1)
}
