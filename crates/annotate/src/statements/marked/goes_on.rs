//! Quotations that go on in a sentence of their own.

use super::line::{Line, Who};
use crate::statements::Draft;
use crate::statements::content;
use model::{Mode, Rule, StatementClass};

const RULE: Rule = Rule::new("quotation-goes-on");

/// The fewest words of such a quotation.
const FEWEST: usize = 5;

/// Recognises a sentence that is a quotation and nothing else, behind a statement: the speaker goes on.
///
/// Matches `मंत्री ने कहा कि काम रुका है। “हमने तीन बार पत्र लिखे, पर जवाब नहीं आया।”` (the minister said that work has stopped. “We wrote three times …”).
/// Refuses a quotation behind plain narration.
/// Misses one that narration parts from its speaker.
pub(super) fn read(line: &Line<'_, '_>) -> Option<Draft> {
    let scene = line.scene;
    let voices = line.memory.continues.clone()?;
    let pair = scene.quote_opening_at(line.body.start)?;
    let inside = scene.tokens.within(pair.inner);
    let whole = scene.tokens.within(pair.outer).end >= line.body.end;
    if !whole || inside.len() < FEWEST {
        return None;
    }
    let span = content::quoted(scene, pair.inner);
    let who = Who { voices, lent: true, start: inside.start, behind: inside.start, nobody: None };
    let mut draft =
        line.draft(who, inside.start..inside.start, (Mode::Direct, StatementClass::Continuation), span, RULE);
    draft.cue.clear();
    draft.mode = Mode::Direct;
    Some(draft)
}
