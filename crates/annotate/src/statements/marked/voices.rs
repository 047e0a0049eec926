//! Noun phrases as voices.

use super::line::{Line, marker_before};
use super::outlets;
use crate::scene::Scene;
use crate::voice::{self, Recall, Voice};
use lang::{Frame, Marker};
use model::{EntityType, LinkRole, Speaker};
use std::ops::Range;
use text::TokenKind;

/// The most words of a described source.
const LONGEST: usize = 9;

/// A noun phrase: somebody, or words for somebody whom nobody can tell.
pub(super) enum Named {
    Voice(Voice),
    Nobody(Speaker, usize),
}

impl Named {
    /// Returns where its words begin.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Voice(voice) => voice.range.start,
            Self::Nobody(_, start) => *start,
        }
    }
}

/// Returns the voice of the noun phrase that ends before `end`, not reaching before `floor`.
pub(super) fn phrase(line: &Line<'_, '_>, end: usize, floor: usize) -> Option<Voice> {
    let voice = named(line.scene, end, floor, &line.memory.recall)?;
    Some(outlets::as_shown(&line.memory.recall, voice))
}

/// Returns the voice of the noun phrase that ends before `end`: a name, an office, or the words that describe people.
pub(super) fn named(scene: &Scene<'_>, end: usize, floor: usize, recall: &Recall) -> Option<Voice> {
    let voice = phrase_before(scene, end, floor, recall)?;
    Some(short_name(scene, &voice, recall).unwrap_or_else(|| outlets::called(scene, voice, floor)))
}

/// Returns the person whose name ends with the one word of a voice that no table knows: `समर बेदेकर`, then `बेदेकर`.
fn short_name(scene: &Scene<'_>, voice: &Voice, recall: &Recall) -> Option<Voice> {
    let entity = voice.entity.as_ref().and_then(|id| scene.entity(id));
    let strange = entity.is_none_or(|entity| {
        entity.kind != EntityType::Per && scene.packs.names().exactly(&entity.name).is_none()
    });
    if voice.range.len() != 1 || voice.resolved || voice.described || !strange {
        return None;
    }
    let word = scene.surface(voice.range.clone());
    let mut named = recall.people.iter().filter(|person| person.name.split(' ').next_back() == Some(word));
    let person = named.next_back()?;
    // Two of one name: nobody can tell.
    named.all(|other| other.same(person)).then(|| Voice {
        range: voice.range.clone(),
        span: voice.span,
        resolved: false,
        ..person.clone()
    })
}

fn phrase_before(scene: &Scene<'_>, end: usize, floor: usize, recall: &Recall) -> Option<Voice> {
    let mut end = end;
    while let Some(start) = marker_before(scene, Marker::Particle, end).filter(|start| *start > floor) {
        end = start;
    }
    // A name between marks: `संस्था ‘जल सेतु’ ने`.
    while end > floor && voice::is_quote_mark(scene.tokens.surface(end - 1)) {
        end -= 1;
    }
    if end <= floor {
        return None;
    }
    if marker_before(scene, Marker::Myself, end).is_some() || scene.is("case", end - 1) {
        return None;
    }
    let known = voice::before(scene, end, floor, recall).filter(|voice| !voice.name.is_empty());
    // `एजेंसी ने कहा`: the outlet that the text has named.
    if let Some(voice) = known.as_ref().filter(|voice| is_press(voice) && voice.described)
        && scene
            .pack
            .speech
            .head_at(scene.tokens, voice.range.start)
            .is_some_and(|(end, _)| end == voice.range.end)
        && let Some(outlet) = outlets::meant(recall, scene.surface(voice.range.clone()))
    {
        return Some(Voice {
            range: voice.range.clone(),
            span: voice.span,
            role: voice.role,
            resolved: true,
            ..outlet
        });
    }
    if let Some(voice) = &known
        && (voice.entity.is_some() || voice.resolved)
    {
        // `रेडियो वेलमोरा`: the name of a place behind a head is another's name.
        let place = voice.entity.as_ref().and_then(|id| scene.entity(id));
        let place = place.filter(|entity| entity.kind == EntityType::Loc);
        let head = place.and_then(|_| scene.pack.speech.head_before(scene.tokens, voice.range.start));
        let Some((head, role)) = head.filter(|(head, _)| *head >= floor) else { return known };
        let range = head..voice.range.end;
        let span = scene.tokens.span(range.clone())?;
        let name = scene.surface(range.clone()).to_owned();
        return Some(Voice {
            range,
            span,
            entity: None,
            name,
            described: false,
            role,
            resolved: false,
            paper: None,
        });
    }
    let head = end - 1;
    let start = phrase_start(scene, head, floor);
    let range = match &known {
        Some(voice) if voice.range.start <= start || voice.described => voice.range.clone(),
        _ => start..end,
    };
    let first =
        range.clone().find(|at| !scene.pack.speech.marks(scene.tokens, *at..at + 1).is_some_and(apart));
    let range = first?..range.end;
    let genitive = range.clone().any(|at| scene.is("genitive", at));
    let role = known.as_ref().map_or(LinkRole::Speaker, |voice| voice.role);
    let described = genitive || known.as_ref().is_some_and(|voice| voice.described);
    let kind = scene.tokens.items().get(head)?.kind;
    let names = kind == TokenKind::Word || kind == TokenKind::Number && range.len() > 1;
    names.then(|| Voice {
        span: scene.tokens.span(range.clone()).unwrap_or(model::Span::new(0, 0)),
        entity: None,
        name: scene.surface(range.clone()).to_owned(),
        range,
        described,
        role,
        resolved: false,
        paper: None,
    })
}

/// Returns where the noun phrase with this head begins: over owners, numbers and plain words.
fn phrase_start(scene: &Scene<'_>, head: usize, floor: usize) -> usize {
    let mut start = head;
    while start > floor && head - start < LONGEST {
        if let Some((_, range)) = scene.mention_ending_at(start).filter(|(_, range)| range.start >= floor) {
            start = range.start;
            continue;
        }
        let at = start - 1;
        if scene.is("genitive", at) && at > floor && owns(scene, at - 1) {
            start = at;
            continue;
        }
        // `राष्ट्रपति के एक सलाहकार`: a small word may stand between an owner and its own.
        if scene.is("nobody", at)
            && at > floor + 1
            && scene.is("genitive", at - 1)
            && (owns(scene, at - 2) || scene.mention_ending_at(at - 1).is_some())
        {
            start = at - 1;
            continue;
        }
        // A hyphen without blanks is part of a name: `पीटीआई-भाषा`.
        let joined =
            at > floor + 1 && scene.surface(at - 1..start + 1).len() == joined_len(scene, at - 1..start + 1);
        if scene.tokens.surface(at) == "-" && joined && plain(scene, at - 1) {
            start = at - 1;
            continue;
        }
        if !plain(scene, at) {
            break;
        }
        start = at;
    }
    while start < head && scene.is("genitive", start) {
        start += 1;
    }
    start
}

/// Returns how many bytes tokens take where nothing stands between them.
fn joined_len(scene: &Scene<'_>, range: Range<usize>) -> usize {
    range.map(|at| scene.tokens.surface(at).len()).sum()
}

fn owns(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.tokens.items()[at];
    token.kind == TokenKind::Word && plain(scene, at)
}

fn plain(scene: &Scene<'_>, at: usize) -> bool {
    let token = scene.tokens.items()[at];
    token.kind != TokenKind::Mark
        && !scene.pack.grammar.is_small(scene.tokens, at)
        && scene.time_around(at).is_none()
        && ![Marker::Further, Marker::About, Marker::Turn]
            .iter()
            .any(|kind| marker_before(scene, *kind, at + 1).is_some())
        && !scene.pack.speech.cue_at(scene.tokens, at).is_some_and(|(_, cue)| verbal(cue.frame))
        && !scene.pack.speech.marker_at(scene.tokens, at).is_some_and(|(_, marker)| apart(marker))
}

/// Tells whether a cue is a verb; a noun of saying may be part of a name.
fn verbal(frame: Frame) -> bool {
    matches!(frame, Frame::Say | Frame::Act | Frame::Call | Frame::Passive)
}

/// Tells whether a marker stands before a noun phrase and never in it.
fn apart(marker: Marker) -> bool {
    matches!(
        marker,
        Marker::News | Marker::Further | Marker::Particle | Marker::Having | Marker::Object | Marker::Setting
    )
}

/// Returns whom a pronoun at a token stands for; its own words where nobody can tell.
pub(super) fn pronoun(scene: &Scene<'_>, range: Range<usize>, recall: &Recall) -> Option<Named> {
    let span = scene.tokens.span(range.clone())?;
    Some(match &recall.person {
        Some(person) => {
            let start = range.start;
            Named::Voice(Voice {
                span,
                range: start..range.end,
                resolved: true,
                paper: None,
                ..person.clone()
            })
        }
        None => {
            let name = scene.surface(range.clone()).to_owned();
            Named::Nobody(Speaker { span, entity: None, name, described: false }, range.start)
        }
    })
}

/// Tells whether a voice passes on by trade: an agency or a paper.
pub(super) fn is_press(voice: &Voice) -> bool {
    matches!(voice.role, LinkRole::Agency | LinkRole::Media)
}
