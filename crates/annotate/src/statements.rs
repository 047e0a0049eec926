//! Statements: who said what, through whom.
//!
//! A sentence is read in three steps: its cues and markers of sources are found ([`hits`]), each cue gets its
//! speaker and content ([`frames`]), and the voices are put in order from the innermost outward ([`chains`]).
//! A sentence that only names the source of what stood before it ([`closing`]) lends its voice backwards.
//! The mode follows from the cue and the quotation marks around the content.

mod chains;
mod clauses;
mod closing;
mod content;
mod frames;
mod hits;
mod marked;
mod near;

pub(crate) use near::Near;

use crate::scene::Scene;
use crate::voice::{Recall, Voice};
use model::{
    Confidence, EntityType, LinkRole, Mode, Moment, Rule, Span, Speaker, Statement, StatementClass,
    StatementId,
};

/// What a frame hands in, before chains are closed.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The voices from the innermost outward; empty where nobody can tell.
    pub(crate) voices: Vec<Voice>,
    pub(crate) mode: Mode,
    pub(crate) class: StatementClass,
    pub(crate) cue: Vec<Span>,
    pub(crate) content: Span,
    /// Further spans of what is said, where the speaker or other words part them.
    pub(crate) more: Vec<Span>,
    /// The words for a speaker whom nobody can tell; the voices are then those who passed it on.
    pub(crate) nobody: Option<Speaker>,
    pub(crate) said_on: Option<Moment>,
    pub(crate) confidence: Confidence,
    pub(crate) rule: Rule,
    /// The sentence that it was read from.
    pub(crate) sentence: usize,
}

/// Returns the statements of an article in text order.
pub(crate) fn statements(scene: &Scene<'_>) -> Vec<Statement> {
    if !scene.pack.clauses.is_empty() {
        return clauses::statements(scene);
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut memory = Memory::default();
    let mut consumed = 0u32;
    for (at, sentence) in scene.sentences.iter().enumerate() {
        if sentence.span.end <= consumed || !tells(scene, sentence.span) {
            continue;
        }
        let block = block_of(scene, sentence.span);
        if memory.block != Some(block) {
            memory.block = Some(block);
            memory.continues = None;
            memory.acted = None;
        }
        let body = scene.body_of(sentence.span);
        if scene.pack.grammar.knows("agent") {
            if marked::close(scene, body.clone(), at, &mut drafts, &memory) {
                continue;
            }
            let found = marked::read(scene, body.clone(), at, &memory);
            for draft in &found {
                consumed = consumed.max(draft.content.end).max(draft.more.last().map_or(0, |more| more.end));
            }
            marked::remember(scene, &mut memory, body, &found);
            drafts.extend(found);
            continue;
        }
        if closing::close(scene, body.clone(), at, &mut drafts, &memory) {
            continue;
        }
        let found = frames::read(scene, body.clone(), at, &memory);
        for draft in &found {
            consumed = consumed.max(draft.content.end);
        }
        memory.see(scene, body, &found);
        drafts.extend(found);
    }
    drafts.sort_by_key(|draft| (draft.content.start, draft.content.end));
    drafts.dedup_by(|later, earlier| later.content == earlier.content && later.mode == earlier.mode);
    let credits = marked::credit::credited(scene);
    for draft in &mut drafts {
        for credit in &credits {
            if !draft.voices.iter().any(|voice| voice.same(credit)) {
                draft.voices.push(credit.clone());
            }
        }
    }
    drafts.into_iter().map(|draft| finish(scene, draft)).collect()
}

/// Returns the innermost statement whose content holds a span; what a source left out is nobody's word.
pub(crate) fn around<'s>(near: &Near<'s>, span: Span) -> Option<&'s Statement> {
    near.at(span)
        .iter()
        .copied()
        .filter(|statement| statement.mode != Mode::NonReport)
        .filter(|statement| statement.content.iter().any(|content| content.covers(span)))
        .min_by_key(|statement| statement.content.first().map_or(usize::MAX, |content| content.len()))
}

/// Who spoke and acted last: what pronouns and dropped subjects stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    pub(crate) recall: Recall,
    /// The voices of the sentence before, in the same block.
    pub(crate) continues: Option<Vec<Voice>>,
    /// Who alone acted in the sentence before, in the same block, where nobody spoke in it.
    acted: Option<Voice>,
    /// The outlet with which the sentence before says that somebody talks.
    talk: Option<Voice>,
    block: Option<usize>,
}

impl Memory {
    fn see(&mut self, scene: &Scene<'_>, body: std::ops::Range<usize>, found: &[Draft]) {
        let actor = frames::actor(scene, body.clone(), &self.recall);
        let named = frames::author(scene, body.clone(), &self.recall);
        let spoke = found.first().and_then(|draft| draft.voices.first()).cloned();
        let acts = spoke.as_ref().or(actor.as_ref()).filter(|voice| voice.role != LinkRole::Speaker).cloned();
        if let Some(voice) = acts.or_else(|| frames::subject_body(scene, body.start)) {
            self.recall.body = Some(Voice { paper: None, ..voice });
        }
        let person = |voice: &Voice| match &voice.entity {
            Some(id) => scene.entity(id).is_some_and(|entity| entity.kind == EntityType::Per),
            None => voice.role == LinkRole::Speaker,
        };
        if let Some(voice) = spoke.filter(person).or_else(|| actor.filter(person)) {
            self.recall.person = Some(Voice { paper: None, ..voice });
        }
        let author = found.iter().flat_map(|draft| &draft.voices).find(|voice| voice.paper.is_some());
        if let Some(author) = author.or(named.as_ref()) {
            self.recall.author = Some(author.clone());
        }
        let reports = found.iter().find(|draft| draft.mode != Mode::NonReport);
        self.continues = reports.map(|draft| draft.voices.clone()).filter(|voices| !voices.is_empty());
    }
}

/// Tells whether statements may be read from a sentence: not from headings, captions and tables.
fn tells(scene: &Scene<'_>, span: Span) -> bool {
    use model::BlockKind;
    scene
        .article
        .blocks
        .get(block_of(scene, span))
        .is_none_or(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Caption | BlockKind::Table))
}

fn block_of(scene: &Scene<'_>, span: Span) -> usize {
    scene.article.blocks.partition_point(|block| block.span.end <= span.start)
}

fn finish(scene: &Scene<'_>, draft: Draft) -> Statement {
    let mut span = draft.cue.iter().fold(draft.content, |span, cue| span.join(*cue));
    if let Some(voice) = draft.voices.first().filter(|_| draft.nobody.is_none())
        && !voice.resolved
    {
        span = span.join(voice.span);
    }
    let span = draft.nobody.as_ref().map_or(span, |words| span.join(words.span));
    // A statement may take parts of two sentences; it never reaches over more than its neighbours.
    let reach =
        scene.sentences.get(draft.sentence).map_or(span, |sentence| sentence.span.join(draft.content));
    let span = if reach.covers(span) { span } else { draft.content.join(reach) };
    let content: Vec<Span> = std::iter::once(draft.content).chain(draft.more.iter().copied()).collect();
    let span = draft.more.iter().fold(span, |span, more| span.join(*more));
    let id = StatementId::of(&[
        scene.article.id.as_str(),
        &draft.content.start.to_string(),
        &draft.content.end.to_string(),
        draft.mode.name(),
    ]);
    Statement {
        id,
        mode: draft.mode,
        class: draft.class,
        span,
        speaker: draft.voices.first().filter(|_| draft.nobody.is_none()).map(Voice::speaker),
        chain: chains::chain(scene, &draft.voices),
        cue: draft.cue,
        content,
        said_on: draft.said_on,
        refers_to: None,
        confidence: draft.confidence,
        rule: draft.rule,
    }
}
