//! What an amount counts: the head of the noun phrase beside it.

use super::Passage;
use super::amount::Amount;
use model::{Counted, QuantityKind};
use std::ops::Range;
use text::{TokenKind, Tokens};

/// How many words may stand between a number and a head that the pack knows.
const NEAR: usize = 6;

/// How far back a head may stand before its number: “सैनिकों की संख्या 15,000”.
const BACK: usize = 7;

/// A counted noun phrase.
#[derive(Clone, Debug)]
pub(super) struct CountedAt {
    pub(super) range: Range<usize>,
    pub(super) head: String,
    pub(super) class: Option<String>,
    /// Whether the head stands right beside the number.
    pub(super) close: bool,
}

impl CountedAt {
    /// Returns it with its span.
    pub(super) fn model(&self, tokens: &Tokens<'_>) -> Option<Counted> {
        let span = tokens.span(self.range.clone())?;
        Some(Counted { span, head: self.head.clone(), class: self.class.clone() })
    }
}

/// Returns what each amount of a sentence counts.
///
/// The head is the first word after the number that the pack knows, up to a case marker, verb or mark; without
/// one, the last word of the unbroken run of nouns; failing that, a known head before the number.
pub(super) fn counted(text: &Passage<'_>, amounts: &[Amount]) -> Vec<Option<CountedAt>> {
    let mut all: Vec<Option<CountedAt>> = Vec::with_capacity(amounts.len());
    for (at, amount) in amounts.iter().enumerate() {
        let limit = amounts.get(at + 1).map_or(text.range.end, |next| next.range.start);
        let floor = match (at.checked_sub(1).map(|last| &amounts[last]), all.last()) {
            (_, Some(Some(counted))) => counted.range.end,
            (Some(last), _) => last.range.end,
            _ => text.range.start,
        };
        let plain =
            matches!(amount.kind, QuantityKind::Cardinal | QuantityKind::Ordinal | QuantityKind::Percent);
        let found = if plain {
            after(text, amount, limit)
                .or_else(|| those(text, amount, all.last()))
                .or_else(|| before(text, amount, floor, limit))
        } else {
            None
        };
        all.push(found);
    }
    // “68 of the 72 people”: some of what stands next.
    for at in (1..amounts.len()).rev() {
        let (some, whole) = (&amounts[at - 1], &amounts[at]);
        if all[at - 1].is_none() && text.link("of", some.range.end) == Some(whole.range.start) {
            all[at - 1] = all[at].clone().filter(|counted| counted.class.is_some());
        }
    }
    all
}

/// Reads the head after an amount.
fn after(text: &Passage<'_>, amount: &Amount, limit: usize) -> Option<CountedAt> {
    let heads = text.pack.counted.heads();
    let fates = text.pack.counted.fates();
    let grammar = &text.pack.grammar;
    let mut from = text.link("of", amount.range.end).unwrap_or(amount.range.end);
    // “15 प्रतिशत की बढ़ोतरी”: of so much the rise is.
    if amount.kind == QuantityKind::Percent && text.pack.times.verb_last() {
        from = grammar.at("genitive", text.tokens, from).filter(|of| *of < limit).unwrap_or(from);
    }
    let mut at = from;
    while at < limit && at < from + NEAR {
        if let Some((end, head)) = text.longest(heads, at) {
            let (plain, class) = (head.plain.clone(), Some(head.class.clone()));
            return Some(CountedAt { range: from..end, head: plain, class, close: at == from });
        }
        let word = text.tokens.items().get(at).is_some_and(|token| token.kind == TokenKind::Word);
        // “45 stranded miners”, “2,000 unarmed protesters”: said of what is counted, and before it.
        let modifies = at == from && !text.pack.times.verb_last() && word && {
            let next = text.tokens.surface(at + 1);
            at + 1 < limit
                && next.starts_with(char::is_lowercase)
                && !grammar.is_small(text.tokens, at + 1)
                && text.longest(fates, at + 1).is_none()
                && text.tokens.surface(at).starts_with(char::is_lowercase)
                && !grammar.is_small(text.tokens, at)
                && !text.pack.amounts.is_not_counted(text.key(at))
        };
        // “two Su-57 jets”.
        let tail = at > from + 1 && text.key(at - 1) == "-" && text.touches(at);
        let hyphen = text.key(at) == "-" && text.touches(at) && text.touches(at + 1) && at > from || tail;
        let stops = !(word || hyphen)
            || grammar.is_small(text.tokens, at)
            || text.longest(fates, at).is_some()
            || text.pack.amounts.is_not_counted(text.key(at))
            || text.pack.times.tense_of_ending(text.key(at)).is_some();
        if stops && !modifies {
            break;
        }
        at += 1;
    }
    // An unknown noun: the last word of a short run, or the one before it where the last is the clause's verb.
    let mut run = from..at.min(limit);
    let ends = at >= text.range.end || text.is_mark(at);
    if run.len() > 1 && ends && text.pack.times.verb_last() {
        run.end -= 1;
    }
    // “10 और …” goes on with something else unless a known head follows.
    if grammar.at("conjunction", text.tokens, amount.range.end).is_some() {
        return None;
    }
    // Of a percentage only what stands right behind it: “28 percent pay rise”.
    let most = match (amount.kind == QuantityKind::Percent, text.pack.times.verb_last()) {
        (true, true) => 1,
        (true, false) => 2,
        (false, _) => 3,
    };
    let short = !run.is_empty() && run.len() <= most && !amount.weak;
    let ends_well = at >= limit
        || grammar.is_small(text.tokens, at)
        || text.is_mark(at)
        || text.pack.amounts.is_not_counted(text.key(at))
        || text.longest(fates, at).is_some();
    // A word of another script, such as a month or a unit in Latin letters, is more likely a leftover of the page.
    let last = text.key(run.end.saturating_sub(1));
    let native = (text.pack.info.script == "Latn" || !last.is_ascii()) && !last.contains(char::is_numeric);
    if !native || !short || !ends_well || amount.kind == QuantityKind::Ordinal && run.len() > 2 {
        return None;
    }
    let head = text.tokens.surface(run.end - 1).to_owned();
    Some(CountedAt { range: run, head, class: None, close: false })
}

/// Takes over what the amount before counts: “11,000 सैनिक …, उनमें से करीब 500 मारे गए”.
fn those(text: &Passage<'_>, amount: &Amount, last: Option<&Option<CountedAt>>) -> Option<CountedAt> {
    let words = &text.pack.amounts;
    // “Four of them”.
    let behind = text.link("those", amount.range.end).map(|_| amount.range.start);
    let start = words.link_before("those", text.tokens, amount.range.start).or(behind)?;
    last?.clone().filter(|counted| counted.range.end <= start && counted.class.is_some())
}

/// Reads a known head before an amount, in the same clause: “मृतकों की संख्या 13”.
fn before(text: &Passage<'_>, amount: &Amount, floor: usize, limit: usize) -> Option<CountedAt> {
    if amount.kind != QuantityKind::Cardinal || amount.weak {
        return None;
    }
    let heads = text.pack.counted.heads();
    // Something else stands after the number: it is not counted back.
    let next = amount.range.end;
    let fates = text.pack.counted.fates();
    let open = next >= limit
        || text.is_mark(next)
        || text.pack.grammar.is_small(text.tokens, next)
        || text.longest(fates, next).is_some()
        || text.pack.times.tense_of_ending(text.key(next)).is_some();
    if !open {
        return None;
    }
    // “घायलों में चार की हालत” counts the injured, “… टकराई 11 की मौत” nothing that stands far before.
    let owner = text.pack.grammar.at("genitive", text.tokens, next).is_some();
    let floor = floor.max(amount.range.start.saturating_sub(if owner { 3 } else { BACK }));
    (floor..amount.range.start).rev().take_while(|at| !(text.is_mark(*at) && text.key(*at) != "-")).find_map(
        |at| {
            let (end, head) = text.longest(heads, at).filter(|(end, _)| *end <= amount.range.start)?;
            let class = Some(head.class.clone());
            Some(CountedAt { range: at..end, head: head.plain.clone(), class, close: false })
        },
    )
}
