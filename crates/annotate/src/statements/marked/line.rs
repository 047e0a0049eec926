//! A sentence with its cues and markers, and what has been read of it so far.

use super::voices::Named;
use super::{Draft, Memory, left_out};
use crate::scene::Scene;
use crate::statements::content;
use crate::statements::hits::in_speech;
use crate::voice::Voice;
use lang::{Cue, Form, Frame, Marker};
use model::{Confidence, Mode, Moment, Rule, Span, Speaker, StatementClass};
use std::ops::Range;

/// The most tokens behind a speaker in which the day of the telling stands.
const LONGEST_TELLING: usize = 8;
/// The most tokens of a dateline.
const LONGEST_LEAD: usize = 14;

/// A sentence while it is read.
pub(super) struct Line<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) body: Range<usize>,
    pub(super) sentence: usize,
    pub(super) memory: &'s Memory,
    /// The cues, left to right.
    pub(super) cues: Vec<(Range<usize>, &'a Cue)>,
    /// The markers, left to right, and whether a statement has taken each.
    pub(super) markers: Vec<Source>,
    pub(super) drafts: Vec<Draft>,
    /// Where the cue that was read last ends.
    pub(super) last: usize,
}

/// A marker of a source.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) range: Range<usize>,
    pub(super) kind: Marker,
    pub(super) taken: bool,
}

/// Who speaks, as a sentence tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    /// The speaker, then those who passed it on.
    pub(super) voices: Vec<Voice>,
    /// The words of a speaker whom nobody can tell; the voices are then those who passed it on.
    pub(super) nobody: Option<Speaker>,
    /// Where the words that name them begin, and where the words behind them do.
    pub(super) start: usize,
    pub(super) behind: usize,
    /// Whether another sentence or verb names them.
    pub(super) lent: bool,
}

impl Who {
    /// Returns who a noun phrase names.
    pub(super) fn of(named: Named, behind: usize) -> Self {
        let mut who = Self { start: named.start(), behind, ..Self::default() };
        match named {
            Named::Voice(voice) => who.voices.push(voice),
            Named::Nobody(speaker, _) => who.nobody = Some(speaker),
        }
        who
    }
}

impl<'s, 'a> Line<'s, 'a> {
    /// Finds the cues and markers of a sentence outside quoted speech.
    pub(super) fn new(scene: &'s Scene<'a>, body: Range<usize>, sentence: usize, memory: &'s Memory) -> Self {
        let speech = &scene.pack.speech;
        let (mut cues, mut markers) = (Vec::new(), Vec::new());
        let mut at = body.start;
        while at < body.end {
            // Neither speech nor a title between marks holds a cue of the writer's.
            if scene
                .quote_around(at)
                .is_some_and(|pair| !pair.unclosed && scene.tokens.within(pair.inner).len() > 1)
                || quoted(scene, &body, at)
            {
                at += 1;
                continue;
            }
            let marker = speech
                .marker_at(scene.tokens, at)
                .filter(|(_, marker)| marker.names_source() || matches!(marker, Marker::Interview));
            let cue = speech.cue_at(scene.tokens, at).filter(|(end, _)| *end <= body.end);
            match (marker, cue) {
                (Some((end, kind)), cue) if cue.is_none_or(|(cue_end, _)| cue_end <= end) => {
                    markers.push(Source { range: at..end, kind, taken: false });
                    at = end;
                }
                (_, Some((end, cue))) if fits(scene, at, end, cue, &body) => {
                    cues.push((at..end, cue));
                    at = end;
                }
                _ => at += 1,
            }
        }
        let last = body.start;
        Self { scene, body, sentence, memory, cues, markers, drafts: Vec::new(), last }
    }

    /// Returns the marker of a kind that starts at a token: where it ends.
    pub(super) fn marker(&self, kind: Marker, at: usize) -> Option<usize> {
        marker(self.scene, kind, at)
    }

    /// Reads by a frame; one that does not hold takes no source with it.
    pub(super) fn attempt(&mut self, read: impl FnOnce(&mut Self) -> Option<Draft>) -> Option<Draft> {
        let taken: Vec<bool> = self.markers.iter().map(|source| source.taken).collect();
        let draft = read(self);
        if draft.is_none() {
            self.markers.iter_mut().zip(taken).for_each(|(source, taken)| source.taken = taken);
        }
        draft
    }

    /// Tells whether a word alone is a marker of a kind, also where a longer one begins with it.
    pub(super) fn is_marker(&self, kind: Marker, at: usize) -> bool {
        self.scene.pack.speech.marks(self.scene.tokens, at..at + 1) == Some(kind)
    }

    /// Tells whether a sentence speaks of a film or a book.
    pub(super) fn tale(&self) -> bool {
        self.body.clone().any(|at| self.marker(Marker::Tale, at).is_some())
    }

    /// Returns the negation just before a verb or noun, or before what points at the clause behind it: `नहीं कहा`,
    /// `न तो पुष्टि की`, `न ही यह बताया`.
    pub(super) fn negation_before(&self, cue: usize) -> Option<usize> {
        let subject = |at: usize| self.marker(Marker::Subject, at).is_some();
        let points = |at: &usize| subject(*at) || self.marker(Marker::Particle, *at).is_some();
        let floor = self.body.start.max(cue.saturating_sub(3));
        let pointed = || {
            let at = (floor..cue).rev().find(|at| !points(at))?;
            (subject(cue - 1) && self.scene.is("negation", at)).then_some(at)
        };
        negation_before(self.scene, cue, &self.body).or_else(pointed)
    }

    /// Returns the open content that holds a token: which draft it is of.
    pub(super) fn around(&self, at: usize) -> Option<usize> {
        let holds = |draft: &Draft| self.scene.tokens.within(draft.content).contains(&at);
        (0..self.drafts.len()).rev().find(|index| holds(&self.drafts[*index]))
    }

    /// Returns where a clause that another verb does not share begins before a cue: behind what was read last.
    pub(super) fn floor(&self, cue: usize) -> usize {
        match self.around(cue) {
            Some(index) => {
                let start = self.scene.tokens.within(self.drafts[index].content).start;
                start.max(if self.last > start && self.last <= cue { self.last } else { start })
            }
            None => {
                let told = self.drafts.iter().map(|draft| self.scene.tokens.within(draft.content).end);
                let behind = told.filter(|end| *end > self.last && *end <= cue).max();
                behind.unwrap_or(self.last).max(self.body.start)
            }
        }
    }

    /// Returns the last word before `end`, not before `start`, that turns to what the writer adds.
    pub(super) fn turn_before(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..end).rev().find(|at| self.turns(*at))
    }

    /// Tells whether a word joins a new clause: behind a comma any such word, else only those that join nothing smaller.
    pub(super) fn turns(&self, at: usize) -> bool {
        self.marker(Marker::Turn, at).is_some()
            && at > self.body.start
            && (matches!(self.scene.tokens.surface(at - 1), "," | ";" | "—" | "–")
                || self.scene.is("contrast", at) && self.scene.is("verb", at - 1))
    }

    /// Returns a statement.
    pub(super) fn draft(
        &self,
        who: Who,
        cue: Range<usize>,
        (mode, class): (Mode, StatementClass),
        content: Span,
        rule: Rule,
    ) -> Draft {
        let scene = self.scene;
        let content = self.without_conjunction(content);
        let voice = who.voices.first();
        let sure = voice.is_some_and(|voice| !voice.resolved && (voice.entity.is_some() || voice.described));
        let confidence = match () {
            () if who.lent || who.nobody.is_some() || voice.is_none() => Confidence::WEAK,
            () if sure => Confidence::SURE,
            () => Confidence::LIKELY,
        };
        let said_on = if who.lent { None } else { self.said_on(&who, cue.start) };
        Draft {
            mode: self.mode(content, mode),
            class: if who.lent { StatementClass::Continuation } else { class },
            cue: scene.tokens.span(cue).into_iter().collect(),
            content,
            more: Vec::new(),
            said_on,
            confidence,
            rule,
            sentence: self.sentence,
            voices: who.voices,
            nobody: who.nobody,
        }
    }

    /// Returns a content without the conjunction that joins it to a verb before.
    fn without_conjunction(&self, content: Span) -> Span {
        let scene = self.scene;
        let tokens = scene.tokens.within(content);
        let joins = scene.is("conjunction", tokens.start) && self.is_marker(Marker::Turn, tokens.start);
        let rest = joins.then(|| content::span_of(scene, tokens.start + 1..tokens.end)).flatten();
        rest.filter(|rest| !rest.is_empty()).unwrap_or(content)
    }

    /// Returns the mode of a content; one word in marks that is no name is a quotation too.
    fn mode(&self, content: Span, cue: Mode) -> Mode {
        let stray = self.body.start.checked_sub(1).and_then(|at| self.scene.quote_opening_at(at));
        match content::mode(self.scene, content, cue) {
            Mode::Direct if stray.is_some_and(|pair| pair.unclosed && pair.inner.covers(content)) => {
                Mode::Indirect
            }
            Mode::Indirect if cue == Mode::Indirect => {
                let scene = self.scene;
                let quotes = |pair: &text::QuotePair| {
                    let inside = scene.tokens.within(pair.inner);
                    let named =
                        scene.mention_starting_at(inside.start).is_some_and(|(_, range)| range == inside);
                    content.covers(pair.outer) && !inside.is_empty() && !named
                };
                if scene.quotes_near(content).any(quotes) { Mode::PartlyQuoted } else { Mode::Indirect }
            }
            mode => mode,
        }
    }

    /// Returns the day between the speaker and the cue.
    fn said_on(&self, who: &Who, cue: usize) -> Option<Moment> {
        day_in(self.scene, who.behind.min(cue)..cue.min(who.behind + LONGEST_TELLING))
    }
}

/// Returns the first day named in a range of tokens.
pub(super) fn day_in(scene: &Scene<'_>, range: Range<usize>) -> Option<Moment> {
    range.filter_map(|at| scene.time_around(at)).find_map(|time| time.value.as_ref()?.moment())
}

/// Returns the marker of a kind that starts at a token: where it ends.
pub(super) fn marker(scene: &Scene<'_>, kind: Marker, at: usize) -> Option<usize> {
    scene.pack.speech.marker_at(scene.tokens, at).filter(|(_, known)| *known == kind).map(|(end, _)| end)
}

/// Tells whether a word of a class of markers ends just before a token.
pub(super) fn marker_before(scene: &Scene<'_>, kind: Marker, end: usize) -> Option<usize> {
    (end.saturating_sub(4)..end).find(|at| scene.pack.speech.marks(scene.tokens, *at..end) == Some(kind))
}

/// Returns the negation just before a token, or with a particle between them.
pub(super) fn negation_before(scene: &Scene<'_>, at: usize, body: &Range<usize>) -> Option<usize> {
    let particle = |at: usize| {
        marker(scene, Marker::Particle, at).is_some() || scene.is("conjunction", at) && !scene.is_mark(at)
    };
    let back = |by: usize| at.checked_sub(by).filter(|at| *at >= body.start && scene.is("negation", *at));
    back(1).or_else(|| back(2).filter(|_| particle(at - 1)))
}

/// Tells whether words are a cue here: a noun that may be left out only with a negation.
fn fits(scene: &Scene<'_>, at: usize, end: usize, cue: &Cue, body: &Range<usize>) -> bool {
    match cue.frame {
        Frame::NonReport => left_out::negation(scene, &(at..end), body).is_some(),
        _ => !owns(scene, end, body),
    }
}

/// Tells whether the last word of a cue, which looks like a verb, is a genitive: `भेजे जाने की बात की पुष्टि नहीं की`.
fn owns(scene: &Scene<'_>, end: usize, body: &Range<usize>) -> bool {
    let goes_on = |at: usize| at < body.end && !scene.is_mark(at) && !scene.is("that", at);
    let verb = |at: usize| scene.is("verb", at) && !scene.is("genitive", at);
    let speech = &scene.pack.speech;
    scene.is("genitive", end - 1)
        && goes_on(end)
        && !scene.is("conjunction", end)
        && !verb(end)
        && speech.cue_at(scene.tokens, end).is_none_or(|(_, cue)| cue.frame == Frame::NonReport)
        && (end + 1..body.end).take_while(|at| goes_on(*at)).any(verb)
}

/// Tells whether a token stands in quoted speech; a mark that opens the sentence and is never closed opens nothing.
pub(super) fn quoted(scene: &Scene<'_>, body: &Range<usize>, at: usize) -> bool {
    let opening = body.start.checked_sub(1).and_then(|at| scene.quote_opening_at(at));
    in_speech(scene, at) && !opening.is_some_and(|pair| pair.unclosed && scene.quote_around(at) == Some(pair))
}

/// Returns a sentence without a mark that opens it and is never closed.
pub(super) fn without_stray(scene: &Scene<'_>, body: Range<usize>) -> Range<usize> {
    let stray = scene.quote_opening_at(body.start).is_some_and(|pair| pair.unclosed);
    if stray { body.start + 1..body.end } else { body }
}

/// Tells whether a line is a pointer to another article, a caption or an author's box.
pub(super) fn is_aside(scene: &Scene<'_>, body: &Range<usize>) -> bool {
    marker(scene, Marker::Aside, body.start)
        .is_some_and(|end| matches!(scene.tokens.surface(end), ":" | "-" | "–" | "ः"))
}

/// Returns a sentence without the place, date and agency that open it.
pub(super) fn without_lead(scene: &Scene<'_>, body: Range<usize>) -> Range<usize> {
    let most = (body.start + LONGEST_LEAD).min(body.end);
    let mut dated = false;
    for at in body.start..most {
        let surface = scene.tokens.surface(at);
        let closes = match surface {
            ":" | "–" | "—" => at > body.start && at - body.start <= 4 || dated,
            ")" => dated,
            _ => false,
        };
        if closes {
            let next = if matches!(scene.tokens.surface(at + 1), ":" | "–" | "—" | "-") {
                at + 2
            } else {
                at + 1
            };
            let speech = scene.quote_opening_at(next).is_some();
            return if speech || next + 4 > body.end { body } else { next..body.end };
        }
        dated |= scene.time_around(at).is_some();
        let small = scene.pack.grammar.is_small(scene.tokens, at) && scene.time_around(at).is_none();
        if small && !scene.is_mark(at) {
            break;
        }
    }
    body
}

/// Tells whether the first sentence of a text is its dateline alone: `खरोली, 14 मई (देश संवाद)।`
pub(super) fn is_lead(scene: &Scene<'_>, sentence: usize) -> bool {
    let Some(body) = scene.sentences.first().map(|first| scene.body_of(first.span)).filter(|_| sentence == 0)
    else {
        return false;
    };
    let credit = body.end > body.start && scene.tokens.surface(body.end - 1) == ")";
    credit && body.len() <= LONGEST_LEAD && !body.into_iter().any(|at| scene.is("verb", at))
}

/// Tells whether a form is read with its speaker, rather than with a source.
pub(super) fn is_active(form: Form) -> bool {
    matches!(form, Form::Said | Form::Says | Form::Saying)
}
