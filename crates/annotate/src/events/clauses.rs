//! Clauses: where one telling ends and the next begins.

use crate::scene::Scene;
use std::ops::Range;

/// The clauses of a sentence, in text order, without gaps.
pub(super) struct Clauses(Vec<Range<usize>>);

impl Clauses {
    /// Cuts a sentence.
    ///
    /// Recognises a new clause at a word of the set `clause`, at a strong mark, and at a comma or a conjunction behind
    /// a verb.
    /// Matches `हमला किया, जिसमें पांच जवान मारे गए` (attacked, in which five died) and “met, and both left”.
    /// Refuses `जापान और फिलीपींस` (Japan and the Philippines), where nothing was told yet.
    /// Misses clauses that nothing but word order tells apart.
    pub(super) fn of(scene: &Scene<'_>, body: &Range<usize>) -> Self {
        let verb_last = scene.pack.grammar.knows("agent");
        let mut cuts = vec![body.start];
        for at in body.start + 1..body.end {
            let mark = scene.tokens.surface(at - 1);
            let strong = matches!(mark, ";" | ":" | "—" | "–");
            let opens = scene.pack.happenings.in_set("clause", scene.tokens, at).is_some();
            let joins = scene.is("conjunction", at);
            let after_verb = |end: usize| end > body.start && is_verb(scene, end - 1);
            let cut = strong
                || opens
                || match verb_last {
                    true => (joins && after_verb(at)) || (mark == "," && after_verb(at - 1)),
                    false => joins && mark == ",",
                };
            if cut && cuts.last().is_none_or(|last| *last < at) {
                cuts.push(at);
            }
        }
        let ends = cuts.iter().skip(1).copied().chain([body.end]);
        Self(cuts.iter().copied().zip(ends).map(|(start, end)| start..end.max(start)).collect())
    }

    /// Returns the clause of a token.
    pub(super) fn around(&self, at: usize) -> Range<usize> {
        let upto = self.0.partition_point(|clause| clause.start <= at);
        self.0.get(upto.saturating_sub(1)).cloned().unwrap_or(at..at + 1)
    }

    /// Returns the clauses before that of a token, the nearest first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let upto = self.0.partition_point(|clause| clause.start <= at).saturating_sub(1);
        self.0[..upto].iter().rev().cloned()
    }
}

/// Tells whether a word may end a clause as its verb.
pub(super) fn is_verb(scene: &Scene<'_>, at: usize) -> bool {
    // A genitive that looks like a form of “do” ends none.
    scene.is("verb", at) || (scene.pack.happenings.is_verb(scene.tokens, at) && !scene.is("genitive", at))
}
