//! Phrases: words in a row that mean something, looked up in folded form.

use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{Tokens, fold};

/// A set of phrases with a value each, matched on whole tokens.
///
/// Matching compares folded words, so that `हिन्दी` in a pack finds `हिंदी` in a text.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    words: FxHashMap<Box<str>, u32>,
    nodes: Vec<FxHashMap<u32, u32>>,
    values: Vec<Option<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { words: FxHashMap::default(), nodes: vec![FxHashMap::default()], values: vec![None] }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; returns the value that it had before, if any.
    ///
    /// A phrase without a word or mark in it is never found.
    pub fn insert(&mut self, phrase: &str, value: T) -> Option<T> {
        let tokens = Tokens::of(phrase);
        if tokens.is_empty() {
            return None;
        }
        let mut node = 0usize;
        for at in 0..tokens.len() {
            let next_word = self.words.len() as u32;
            let word = *self.words.entry(tokens.key(at).into()).or_insert(next_word);
            let next_node = self.nodes.len() as u32;
            let child = *self.nodes[node].entry(word).or_insert(next_node);
            if child == next_node {
                self.nodes.push(FxHashMap::default());
                self.values.push(None);
            }
            node = child as usize;
        }
        self.values[node].replace(value)
    }

    /// Returns the value of just this phrase.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        let tokens = Tokens::of(phrase);
        let (end, value) = self.longest_at(&tokens, 0)?;
        (end == tokens.len()).then_some(value)
    }

    /// Returns the value of just this word.
    pub fn word(&self, word: &str) -> Option<&T> {
        let word = self.words.get(fold(word).as_str())?;
        self.values[*self.nodes[0].get(word)? as usize].as_ref()
    }

    /// Returns where the longest phrase that starts at this token ends, and its value.
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &T)> {
        let mut node = 0usize;
        let mut best = None;
        for end in at..tokens.len() {
            let Some(word) = self.words.get(tokens.key(end)) else { break };
            let Some(child) = self.nodes[node].get(word) else { break };
            node = *child as usize;
            if let Some(value) = &self.values[node] {
                best = Some((end + 1, value));
            }
        }
        best
    }

    /// Returns where the longest phrase that ends just before this token starts, and its value.
    pub fn longest_before(&self, tokens: &Tokens<'_>, end: usize, most: usize) -> Option<(usize, &T)> {
        (end.saturating_sub(most)..end).find_map(|at| self.exact(tokens, at..end).map(|value| (at, value)))
    }

    /// Returns the value of the phrase that these tokens make.
    pub fn exact(&self, tokens: &Tokens<'_>, range: Range<usize>) -> Option<&T> {
        let mut node = 0usize;
        for at in range {
            let word = self.words.get(tokens.key(at))?;
            node = *self.nodes[node].get(word)? as usize;
        }
        self.values[node].as_ref()
    }

    /// Returns every longest phrase in the tokens, left to right, none inside another.
    pub fn find<'t>(&'t self, tokens: &'t Tokens<'_>) -> impl Iterator<Item = (Range<usize>, &'t T)> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < tokens.len() {
                match self.longest_at(tokens, at) {
                    Some((end, value)) => {
                        let range = at..end;
                        at = end;
                        return Some((range, value));
                    }
                    None => at += 1,
                }
            }
            None
        })
    }

    /// Returns how many phrases there are.
    pub fn len(&self) -> usize {
        self.values.iter().flatten().count()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_found() {
        let mut phrases = Phrases::default();
        phrases.insert("के", 0);
        phrases.insert("के हवाले से", 1);
        let tokens = Tokens::of("एजेंसी के हवाले से के");
        let found: Vec<_> = phrases.find(&tokens).map(|(range, value)| (range, *value)).collect();
        assert_eq!(found, [(1..4, 1), (4..5, 0)]);
        assert_eq!(phrases.get("के हवाले से"), Some(&1));
        assert_eq!(phrases.get("के हवाले"), None);
        assert_eq!(phrases.longest_before(&tokens, 4, 3), Some((1, &1)));
    }
}
