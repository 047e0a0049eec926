//! Phrases: words in a row that mean something, looked up in folded form.

use hashbrown::HashTable;
use rustc_hash::FxHashMap;
use std::ops::Range;
use text::{Tokens, fold, hash_of};

/// A set of phrases with a value each, matched on whole tokens.
///
/// Matching compares folded words, so that `हिन्दी` in a pack finds `हिंदी` in a text.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    words: HashTable<Word>,
    /// The nodes behind a node, by the number of the next word.
    steps: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node<T>>,
}

/// A place in a set of phrases: behind the words that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(usize);

impl Place {
    /// Before the first word of any phrase.
    pub const START: Self = Self(0);
}

/// What stands at the end of a row of words.
#[derive(Clone, Debug)]
struct Node<T> {
    value: Option<T>,
    before: u32,
    goes_on: bool,
}

/// A word of the phrases, filed under the hash that tokens carry.
#[derive(Clone, Debug)]
struct Word {
    hash: u64,
    key: Box<str>,
    number: u32,
    /// The node of the phrases that begin with it; 0 if none does.
    first: u32,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        let root = Node { value: None, before: 0, goes_on: false };
        Self { words: HashTable::new(), steps: FxHashMap::default(), nodes: vec![root] }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; returns the value that it had before, if any.
    ///
    /// A phrase without a word or mark in it is never found.
    pub fn insert(&mut self, phrase: &str, value: T) -> Option<T> {
        let node = self.node_of(phrase)?;
        self.nodes[node].value.replace(value)
    }

    /// Returns the place behind these words, for phrases that go on from the place they are added to.
    pub fn behind(&mut self, place: Place, words: &Tokens<'_>) -> Place {
        let mut node = place.0;
        for at in 0..words.len() {
            node = self.step(node, words.hash(at), words.key(at));
        }
        Place(node)
    }

    /// Gives the phrase that ends at a place what `merge` makes of the value that it had before, if any.
    pub fn update(&mut self, place: Place, merge: impl FnOnce(Option<T>) -> T) {
        if place != Place::START {
            let value = &mut self.nodes[place.0].value;
            *value = Some(merge(value.take()));
        }
    }

    /// Adds a phrase that stands for nothing yet; tells whether it did.
    pub fn insert_new(&mut self, phrase: &str, value: impl FnOnce() -> T) -> bool {
        let Some(node) = self.node_of(phrase).filter(|node| self.nodes[*node].value.is_none()) else {
            return false;
        };
        self.nodes[node].value = Some(value());
        true
    }

    /// Returns the node of a phrase, made where there is none.
    fn node_of(&mut self, phrase: &str) -> Option<usize> {
        let tokens = Tokens::of(phrase);
        if tokens.is_empty() {
            return None;
        }
        Some(self.behind(Place::START, &tokens).0)
    }

    /// Returns the node behind one more word, made where there is none.
    fn step(&mut self, node: usize, hash: u64, key: &str) -> usize {
        let word = self.number(hash, key);
        let next = self.nodes.len() as u32;
        let child = *self.steps.entry((node as u32, word)).or_insert(next);
        if child == next {
            self.nodes[node].goes_on = true;
            self.nodes.push(Node { value: None, before: node as u32, goes_on: false });
            if node == 0
                && let Some(word) = self.words.find_mut(hash, |known| known.number == word)
            {
                word.first = child;
            }
        }
        child as usize
    }

    /// Returns the value of just this phrase.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        let tokens = Tokens::of(phrase);
        let (end, value) = self.longest_at(&tokens, 0)?;
        (end == tokens.len()).then_some(value)
    }

    /// Returns the value of just this word.
    pub fn word(&self, word: &str) -> Option<&T> {
        self.folded(&fold(word))
    }

    /// Returns the value of just this word, given in folded form.
    pub fn folded(&self, word: &str) -> Option<&T> {
        self.nodes[self.find_word(hash_of(word), word)?.first as usize].value.as_ref()
    }

    /// Tells whether any phrase begins with this token.
    pub fn opens_at(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.first(tokens, at).is_some()
    }

    /// Returns where the longest phrase that starts at this token ends, and its value.
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &T)> {
        let mut node = self.first(tokens, at)?;
        let mut end = at + 1;
        let mut best = self.nodes[node].value.as_ref().map(|value| (end, value));
        while end < tokens.len()
            && let Some(child) = self.child(node, tokens, end)
        {
            (node, end) = (child, end + 1);
            if let Some(value) = &self.nodes[node].value {
                best = Some((end, value));
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
        let mut range = range;
        let mut node = self.first(tokens, range.next()?)?;
        for at in range {
            node = self.child(node, tokens, at)?;
        }
        self.nodes[node].value.as_ref()
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

    /// Returns the [`hash_of`] each word that a phrase with a wanted value begins with.
    pub fn openings(&self, wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = u64> {
        let mut opens: Vec<bool> =
            self.nodes.iter().map(|node| node.value.as_ref().is_some_and(&wanted)).collect();
        // A node stands behind those it leads on from, so that one way back reaches every first word.
        for (at, node) in self.nodes.iter().enumerate().rev() {
            opens[node.before as usize] |= opens[at];
        }
        self.words
            .iter()
            .filter(move |word| word.first > 0 && opens[word.first as usize])
            .map(|word| word.hash)
    }

    /// Returns the node of the phrases that begin with a token.
    fn first(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        // Past the end there is no token.
        tokens.items().get(at)?;
        let first = self.find_word(tokens.hash(at), tokens.key(at))?.first;
        (first > 0).then_some(first as usize)
    }

    /// Returns the node of the phrases that go on with a token.
    fn child(&self, node: usize, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        if !self.nodes[node].goes_on {
            return None;
        }
        let word = self.find_word(tokens.hash(at), tokens.key(at))?;
        self.steps.get(&(node as u32, word.number)).map(|child| *child as usize)
    }

    fn find_word(&self, hash: u64, key: &str) -> Option<&Word> {
        self.words.find(hash, |word| word.hash == hash && &*word.key == key)
    }

    /// Returns the number of a word, a new one if it is new.
    fn number(&mut self, hash: u64, key: &str) -> u32 {
        if let Some(word) = self.find_word(hash, key) {
            return word.number;
        }
        let number = self.words.len() as u32;
        self.words.insert_unique(hash, Word { hash, key: key.into(), number, first: 0 }, |word| word.hash);
        number
    }

    /// Returns what the phrases stand for.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.nodes.iter().filter_map(|node| node.value.as_ref())
    }

    /// Returns how many phrases there are.
    pub fn len(&self) -> usize {
        self.values().count()
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
        let openings = |value: i32| phrases.openings(move |known| *known == value).collect::<Vec<_>>();
        assert_eq!((openings(1), openings(2)), (vec![hash_of("के")], vec![]));
    }
}
