//! What is looked at to label a word, as hashes.

use crate::words::{COMMON_BITS, WordTable, hash, mix};
use std::ops::Range;
use text::{TokenKind, Tokens};

/// What a language pack says of one word. The numbers mean nothing here: equal ones are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The known name that holds the word, and whether the word opens it; 0 is none.
    pub name: u8,
    /// The title or head word that the word is part of; 0 is none.
    pub cue: u8,
    /// What the word does in a sentence; 0 is nothing known.
    pub grammar: u8,
    /// Whether it joins what stands on both sides of it.
    pub joins: bool,
    /// Whether it is too small a word to be a name.
    pub small: bool,
}

/// How far the nearest small word is looked for.
const REACH: usize = 4;

/// The lengths of the pieces of a word that are looked at wherever they stand: what letters it puts together.
const PIECES: [usize; 2] = [2, 3];
/// So many pieces of each length.
const MOST_PIECES: usize = 8;

/// A word with what its neighbours' features need of it.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    word: u64,
    starts: [u64; 4],
    ends: [u64; 4],
    shape: u64,
    name: u64,
    cue: u64,
    grammar: u64,
    common: u64,
    tables: u64,
    joins: bool,
    small: bool,
}

/// The features of a sentence: those of each word in a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    seen: Vec<Seen>,
    /// Where each word's pieces end in `all_pieces`.
    pieces: Vec<usize>,
    all_pieces: Vec<u64>,
    hashes: Vec<u32>,
    ends: Vec<usize>,
}

impl Features {
    /// Fills in the features of the words of a sentence.
    pub(crate) fn fill(
        &mut self,
        tokens: &Tokens<'_>,
        range: Range<usize>,
        hints: &[Hints],
        words: &WordTable,
    ) {
        self.seen.clear();
        self.hashes.clear();
        self.ends.clear();
        self.pieces.clear();
        self.all_pieces.clear();
        for at in range {
            self.seen.push(seen(tokens, at, hints.get(at).copied().unwrap_or_default(), words));
            let is_word = tokens.items().get(at).is_some_and(|token| token.kind == TokenKind::Word);
            cut(if is_word { tokens.key(at) } else { "" }, &mut self.all_pieces);
            self.pieces.push(self.all_pieces.len());
        }
        for at in 0..self.seen.len() {
            self.of(at);
            self.ends.push(self.hashes.len());
        }
    }

    /// Returns how many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the features of a word.
    pub(crate) fn at(&self, at: usize) -> &[u32] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.hashes[from..self.ends[at]]
    }

    /// Tells whether a word joins what stands on both sides of it.
    pub(crate) fn joins(&self, at: usize) -> bool {
        self.seen.get(at).is_some_and(|seen| seen.joins)
    }

    fn of(&mut self, at: usize) {
        let edge = Seen { word: 1, small: true, ..Seen::default() };
        let seen = &self.seen;
        let get = |offset: isize| -> Seen {
            at.checked_add_signed(offset).and_then(|at| seen.get(at)).copied().unwrap_or(edge)
        };
        let [before2, before, here, after, after2] = [-2, -1, 0, 1, 2].map(get);
        // The run of words around this one that could be a name, and what bounds it.
        let left = (1..=REACH).find(|step| get(-(*step as isize)).small).unwrap_or(REACH + 1);
        let right = (1..=REACH).find(|step| get(*step as isize).small).unwrap_or(REACH + 1);
        let opener = get(-(left as isize)).word;
        let closer = get(right as isize).word;
        let closer2 = get(right as isize + 1).word;
        let first = get(1 - left as isize);
        let last = get(right as isize - 1);
        let out = &mut self.hashes;
        let mut salt = 0u64;
        let mut put = |one: u64, other: u64| {
            salt += 1;
            out.push((mix(mix(salt, one), other) >> 16) as u32);
        };
        put(0, 0);
        put(here.word, 0);
        put(before.word, 0);
        put(after.word, 0);
        put(before2.word, 0);
        put(after2.word, 0);
        put(before.word, here.word);
        put(here.word, after.word);
        put(before.word, after.word);
        put(after.word, after2.word);
        put(before2.word, before.word);
        for length in 0..4 {
            put(here.starts[length], 0);
            put(here.ends[length], 0);
        }
        for length in 1..3 {
            put(before.ends[length], 0);
            put(after.ends[length], 0);
            put(before.starts[length], 0);
            put(after.starts[length], 0);
        }
        put(here.ends[1], after.word);
        put(here.ends[2], before.word);
        put(here.shape, 0);
        put(mix(before.shape, here.shape), after.shape);
        put(here.name, 0);
        put(before.name, here.name);
        put(here.name, after.name);
        put(mix(before.name, here.name), after.name);
        put(here.cue, 0);
        put(before.cue, 0);
        put(after.cue, 0);
        put(mix(before2.cue, before.cue), here.cue);
        put(mix(here.cue, after.cue), after2.cue);
        put(before.grammar, here.grammar);
        put(here.grammar, after.grammar);
        put(mix(before.grammar, here.grammar), after.grammar);
        put(after.grammar, after2.grammar);
        put(here.common, 0);
        put(here.common, before.common);
        put(here.common, after.common);
        put(mix(here.common, before.grammar), after.grammar);
        put(here.tables, 0);
        put(here.tables, before.tables);
        put(here.tables, after.tables);
        put(here.tables, here.common);
        put(mix(here.tables, here.common), mix(before.cue, after.grammar));
        put(mix(opener, left as u64), 0);
        put(mix(closer, right as u64), 0);
        put(opener, closer);
        put(closer, mix(closer2, right as u64));
        put(last.word, right as u64);
        put(last.ends[2], right as u64);
        put(first.word, left as u64);
        put(mix(left as u64, right as u64), here.common);
        // Where a piece stands does not matter, so all have one salt.
        let from = if at == 0 { 0 } else { self.pieces[at - 1] };
        let pieces = &self.all_pieces[from..self.pieces[at]];
        out.extend(pieces.iter().map(|piece| (mix(salt + 1, *piece) >> 16) as u32));
    }
}

/// Adds the pieces of a word, as hashes.
fn cut(word: &str, pieces: &mut Vec<u64>) {
    for length in PIECES {
        let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]).skip(length);
        let ranges = word.char_indices().map(|(at, _)| at).zip(ends).take(MOST_PIECES);
        pieces.extend(ranges.map(|(start, end)| hash(&word.as_bytes()[start..end])));
    }
}

fn seen(tokens: &Tokens<'_>, at: usize, hints: Hints, words: &WordTable) -> Seen {
    let kind = tokens.items().get(at).map_or(TokenKind::Mark, |token| token.kind);
    let key = tokens.key(at);
    let surface = tokens.surface(at);
    let mut seen = Seen {
        word: hash(key.as_bytes()),
        shape: shape(surface, kind),
        name: u64::from(hints.name),
        cue: u64::from(hints.cue),
        grammar: u64::from(hints.grammar),
        joins: hints.joins || kind == TokenKind::Mark,
        small: hints.small || kind == TokenKind::Mark,
        ..Seen::default()
    };
    if kind == TokenKind::Number {
        seen.word = seen.shape;
        return seen;
    }
    let bits = words.get(seen.word);
    (seen.common, seen.tables) = (u64::from(bits & COMMON_BITS), u64::from(bits & !COMMON_BITS));
    let mut letters = key.char_indices().skip(1).map(|(at, _)| at).chain([key.len()]);
    for slot in &mut seen.starts {
        let Some(end) = letters.next() else { break };
        *slot = hash(&key.as_bytes()[..end]);
    }
    let mut letters = key.char_indices().rev().map(|(at, _)| at);
    for slot in &mut seen.ends {
        let Some(start) = letters.next() else { break };
        *slot = hash(&key.as_bytes()[start..]);
    }
    seen
}

/// Returns what a word looks like: what it is, its script roughly, capitals, digits and length.
fn shape(surface: &str, kind: TokenKind) -> u64 {
    let mut count = 0u64;
    let (mut ascii, mut upper, mut digit) = (false, false, false);
    for (at, c) in surface.chars().enumerate() {
        count += 1;
        ascii |= c.is_ascii_alphabetic();
        upper |= at > 0 && c.is_uppercase();
        digit |= c.is_numeric();
    }
    let first = surface.chars().next();
    let capital = first.is_some_and(char::is_uppercase);
    let mark = if kind == TokenKind::Mark { first.map_or(0, |c| c as u64) << 16 } else { 0 };
    let bits = [ascii, upper, digit, capital].iter().fold(0, |bits, bit| bits << 1 | u64::from(*bit));
    mark | (kind as u64) << 12 | count.min(8) << 4 | bits
}
