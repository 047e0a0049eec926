//! Sentences and clauses that name the source of what stood before them: `यह जानकारी सरकारी मीडिया ने बुधवार को दी।`

use super::line::{Line, Who, marker};
use super::voices::Named;
use super::{Draft, Memory, line, source, subject};
use crate::scene::Scene;
use crate::statements::{block_of, content};
use lang::Marker;
use model::{Mode, Rule, Span, StatementClass};
use std::ops::Range;

const RULE: Rule = Rule::new("source-that-closes");

/// The most words of a sentence that only names a source.
const LONGEST: usize = 26;
/// The most sentences that such a sentence closes.
const MOST: usize = 2;

/// Recognises a sentence that only names who told what stood before it: “‹source› ने यह जानकारी दी”.
///
/// Matches `पुल सोमवार से बंद है। यह जानकारी पुलिस ने दी।` (the bridge is closed from Monday; the police gave this information).
/// Refuses a sentence with a clause of its own (`यह जानकारी देते हुए उन्होंने कहा कि …`).
/// Misses a source that only a third sentence names.
pub(in crate::statements) fn close(
    scene: &Scene<'_>,
    body: Range<usize>,
    at: usize,
    drafts: &mut Vec<Draft>,
    memory: &Memory,
) -> bool {
    if body.len() > LONGEST {
        return false;
    }
    let mut line = Line::new(scene, body.clone(), at, memory);
    let Some((who, news)) = teller(&mut line, body.clone()).or_else(|| owner(&line, &body)) else {
        return false;
    };
    if news.start > body.start + 14 || (body.start..news.start).any(|at| scene.tokens.surface(at) == ",") {
        return false;
    }
    // `… ने कहा कि …। मंत्रालय ने इसकी पुष्टि की`: whoever confirms another's words did not pass them on.
    let confirms = news.clone().any(|at| scene.pack.grammar.is_confirming(scene.tokens.key(at)));
    let others = |draft: &Draft| {
        draft.sentence + 1 == at
            && !draft.voices.iter().any(|voice| who.voices.iter().any(|own| own.same(voice)))
    };
    if confirms && drafts.iter().any(others) {
        return false;
    }
    let Some(previous) = at.checked_sub(1).and_then(|at| scene.sentences.get(at)) else { return false };
    if lend(drafts.iter_mut().filter(|draft| draft.sentence + 1 == at), &who) {
        return true;
    }
    // Plain sentences from the start of the paragraph are all told so.
    let block = block_of(scene, previous.span);
    let told = |index: usize| drafts.iter().any(|draft| draft.sentence == index);
    let mut first = at - 1;
    while first > 0
        && at - first < MOST
        && block_of(scene, scene.sentences[first - 1].span) == block
        && !told(first - 1)
    {
        first -= 1;
    }
    let opens = first == 0 || block_of(scene, scene.sentences[first - 1].span) != block;
    let first = if opens { first } else { at - 1 };
    let spans = (first..at).filter(|index| !line::is_lead(scene, *index)).filter_map(|index| {
        let body = line::without_lead(scene, scene.body_of(scene.sentences[index].span));
        content::span_of(scene, body)
    });
    let spans: Vec<Span> = spans.collect();
    let Some((content, more)) = spans.split_first() else { return false };
    let day = line::day_in(scene, body.clone());
    let mut draft = line.draft(who, news, (Mode::Indirect, StatementClass::Report), *content, RULE);
    draft.more = more.to_vec();
    draft.said_on = if draft.voices.len() == 1 { day } else { None };
    draft.sentence = at - 1;
    drafts.push(draft);
    true
}

/// Reads such a clause at the end of a sentence: `… पकड़ लिया गया था, सार्वा ने रविवार को यह खबर दी।`
pub(super) fn inside(line: &mut Line<'_, '_>) {
    let scene = line.scene;
    let body = line.body.clone();
    let Some(comma) = (body.start..body.end).rev().take(18).find(|at| scene.tokens.surface(*at) == ",")
    else {
        return;
    };
    let clause = comma + 1..body.end;
    let Some((who, news)) = teller(line, clause.clone()).or_else(|| owner(line, &clause)) else { return };
    let Some(before) = content::span_of(scene, body.start..comma) else { return };
    for draft in &mut line.drafts {
        if draft.content.end > before.end && draft.content.start < before.end {
            draft.content = Span::new(draft.content.start as usize, before.end as usize);
        }
    }
    if !lend(line.drafts.iter_mut(), &who) {
        let draft = line.draft(who, news, (Mode::Indirect, StatementClass::Report), before, RULE);
        line.drafts.push(draft);
    }
}

/// Adds the voices of a closing source to the statements before it; tells whether there were any.
fn lend<'d>(drafts: impl Iterator<Item = &'d mut Draft>, who: &Who) -> bool {
    let mut lent = false;
    for draft in drafts.filter(|draft| draft.mode != Mode::NonReport) {
        for voice in &who.voices {
            if !draft.voices.iter().any(|known| known.same(voice) || known.names(voice)) {
                draft.voices.push(voice.clone());
            }
        }
        lent = true;
    }
    lent
}

/// Returns whose saying the sentence before was: `यह कहना है ‹speaker› का`, `ऐसा ‹speaker› का कहना है`.
fn owner(line: &Line<'_, '_>, body: &Range<usize>) -> Option<(Who, Range<usize>)> {
    if let Some(news) = marker(line.scene, Marker::News, body.start)
        && let Some((cue, _)) = line.cues.iter().find(|(range, cue)| {
            cue.frame == lang::Frame::Noun && range.start > news && range.end + 1 >= body.end
        })
    {
        let genitive = cue.start.checked_sub(1).filter(|at| line.scene.is("genitive", *at))?;
        let voice = super::voices::phrase(line, genitive, news)?;
        return Some((Who::of(Named::Voice(voice), genitive), body.start..news));
    }
    let end = marker(line.scene, Marker::TheirSaying, body.start)?;
    let genitive = body.end.checked_sub(1).filter(|at| *at > end && line.scene.is("genitive", *at))?;
    let voice = super::voices::phrase(line, genitive, end)?;
    Some((Who::of(Named::Voice(voice), genitive), body.start..end))
}

/// Returns who told what stood before, and the words for it.
fn teller(line: &mut Line<'_, '_>, range: Range<usize>) -> Option<(Who, Range<usize>)> {
    let scene = line.scene;
    let news = range.clone().find_map(|at| marker(scene, Marker::News, at).map(|end| at..end))?;
    let gave = (range.end.saturating_sub(3).max(news.end)..range.end)
        .any(|at| marker(scene, Marker::Gave, at).is_some());
    let denied = range.clone().any(|at| scene.is("negation", at) || scene.is("that", at));
    if !gave || denied {
        return None;
    }
    // `… की ओर से यह जानकारी दी गई`.
    let on_behalf = || {
        let at = range.clone().find(|at| marker(scene, Marker::Within, *at).is_some())?;
        let voice = super::voices::phrase(line, at, range.start)?;
        Some((Named::Voice(voice), at + 1))
    };
    let (named, behind) = subject::agent(line, range.end, range.start).or_else(on_behalf)?;
    // The words for what was said are no part of a name.
    let named = match named {
        Named::Voice(voice) if voice.range.start < news.end && voice.range.end > news.end => {
            Named::Voice(super::voices::phrase(line, voice.range.end, news.end)?)
        }
        named => named,
    };
    let mut who = Who { start: named.start(), behind, ..Who::default() };
    match named {
        Named::Voice(voice) => who.voices.push(voice),
        Named::Nobody(speaker, _) => who.nobody = Some(speaker),
    }
    let floor = if line.body.start < range.start { range.start } else { line.body.start };
    source::lean(line, &mut who, floor, range.end);
    Some((who, news))
}
