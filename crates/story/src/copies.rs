//! Copy groups: articles that print the same copy, whole or in part.

use crate::hashes::hash;
use model::{DocId, Document};
use rustc_hash::FxHashMap;
use text::{Script, TokenKind, Tokens, dominant_script};

/// How much of the smaller text must stand in the larger one.
///
/// Reprints cut copy down and wrap it in their own lines, so containment is asked for, not likeness: a
/// lead-only reprint has a Jaccard index of .29 and a containment of 1. Texts written independently about
/// one happening stay below .3.
pub const CONTAINMENT: f64 = 0.4;

/// How many words make a shingle.
const SHINGLE: usize = 3;

/// One shingle in so many is looked up: enough to find a pair, an eighth of the work.
const SAMPLE: u32 = 8;

/// Texts with fewer shingles than this are looked up by all of them: a sample would hold too few.
const SHORT: usize = 96;

/// A shared passage of fewer shingles is a quotation or a stock phrase, not a copy, unless the smaller
/// text is hardly more than that.
const LEAST_SHARED: usize = 10;

/// The containment at which a shorter passage is a copy all the same.
const WHOLE: f64 = 0.8;

/// A shingle in more texts than this tells little, and pairing all of them would be quadratic.
const COMMON: usize = 64;

/// How many of the texts that hold a common shingle stand for all of them.
const HUBS: usize = 4;

/// Returns the copy groups, each with two or more articles, sorted; its first id names the group.
///
/// Two articles share copy when at least [`CONTAINMENT`] of the smaller one's word triples stand in the
/// larger one, in the same script. Sharing is passed on: what shares copy with a member is a member.
///
/// Misses copy that was translated or rewritten sentence by sentence; whose word it rests on is then told
/// by the statements' chains, not by the text.
pub fn copies(documents: &[Document]) -> Vec<Vec<DocId>> {
    let sorted = sorted(documents);
    let texts: Vec<Shingles> =
        sorted.iter().map(|document| Shingles::of(&Tokens::of(&document.article().text))).collect();
    let mut groups = Vec::new();
    for members in groups_of(&texts.iter().collect::<Vec<_>>()) {
        groups.push(members.into_iter().map(|at| sorted[at].article().id.clone()).collect());
    }
    groups
}

/// The distinct word triples of a text, as sorted hashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shingles {
    pub(crate) hashes: Vec<u32>,
    /// The number of its script.
    pub(crate) script: u8,
}

impl Shingles {
    /// Cuts a text into shingles of folded words; marks are passed over.
    pub(crate) fn of(tokens: &Tokens<'_>) -> Self {
        let words: Vec<u64> = (0..tokens.len())
            .filter(|at| tokens.items()[*at].kind != TokenKind::Mark)
            .map(|at| hash(tokens.key(at).bytes()))
            .collect();
        let mut hashes: Vec<u32> = words
            .windows(SHINGLE)
            .map(|triple| (hash(triple.iter().flat_map(|word| word.to_le_bytes())) >> 32) as u32)
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes, script: script_number(dominant_script(tokens.text())) }
    }

    fn is_short(&self) -> bool {
        self.hashes.len() < SHORT
    }
}

/// Returns the groups of two or more texts, as sorted positions, by their first member.
pub(crate) fn groups_of(texts: &[&Shingles]) -> Vec<Vec<usize>> {
    let mut leaders: Vec<usize> = (0..texts.len()).collect();
    for (one, other) in candidates(texts) {
        let (one_leader, other_leader) = (leader(&mut leaders, one), leader(&mut leaders, other));
        if one_leader != other_leader && is_copy(texts[one], texts[other]) {
            let (low, high) = (one_leader.min(other_leader), one_leader.max(other_leader));
            leaders[high] = low;
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); texts.len()];
    for at in 0..texts.len() {
        let first = leader(&mut leaders, at);
        groups[first].push(at);
    }
    groups.retain(|members| members.len() > 1);
    groups
}

/// Returns the pairs of texts that share a shingle worth looking up.
fn candidates(texts: &[&Shingles]) -> Vec<(usize, usize)> {
    // What a short text holds is looked up in long texts too, sampled or not.
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for text in texts {
        let looked_up = text.hashes.iter().filter(|hash| text.is_short() || **hash % SAMPLE == 0);
        for hash in looked_up {
            postings.entry(*hash).or_default();
        }
    }
    for (at, text) in texts.iter().enumerate() {
        for hash in &text.hashes {
            if let Some(posting) = postings.get_mut(hash) {
                posting.push(at as u32);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, text) in texts.iter().enumerate() {
        shared.clear();
        for posting in text.hashes.iter().filter_map(|hash| postings.get(hash)) {
            let before = posting.partition_point(|other| (*other as usize) < at);
            let most = if posting.len() > COMMON { HUBS } else { before };
            for other in &posting[..before.min(most)] {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let mut found: Vec<usize> = shared
            .iter()
            .filter(|(other, count)| {
                let other = texts[**other as usize];
                let smaller = text.hashes.len().min(other.hashes.len());
                let looked_up = if text.is_short() || other.is_short() { smaller } else { smaller / 8 };
                // Half of what is needed: the sample and the hubs see only part of what is shared.
                **count as f64 >= looked_up as f64 * CONTAINMENT / 2.0 || **count >= LEAST_SHARED * 4
            })
            .map(|(other, _)| *other as usize)
            .collect();
        found.sort_unstable();
        pairs.extend(found.into_iter().map(|other| (other, at)));
    }
    pairs
}

fn is_copy(one: &Shingles, other: &Shingles) -> bool {
    let smaller = one.hashes.len().min(other.hashes.len());
    if smaller == 0 || one.script != other.script {
        return false;
    }
    let shared = shared(&one.hashes, &other.hashes);
    let containment = shared as f64 / smaller as f64;
    containment >= CONTAINMENT && (shared >= LEAST_SHARED || containment >= WHOLE)
}

/// Returns how many values two sorted lists share.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut left, mut right, mut count) = (0, 0, 0);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                left += 1;
                right += 1;
            }
        }
    }
    count
}

fn leader(leaders: &mut [usize], mut at: usize) -> usize {
    while leaders[at] != at {
        leaders[at] = leaders[leaders[at]];
        at = leaders[at];
    }
    at
}

/// Returns the documents by id, each id once.
///
/// Where two documents have one id, the one whose content sorts first stands for both, whatever their order.
pub(crate) fn sorted(documents: &[Document]) -> Vec<&Document> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by(|one, other| {
        let ids = one.article().id.cmp(&other.article().id);
        ids.then_with(|| format!("{one:?}").cmp(&format!("{other:?}")))
    });
    sorted.dedup_by(|one, other| one.article().id == other.article().id);
    sorted
}

/// Returns the number that stands for the script of a text; outlines are stored with it.
fn script_number(script: Option<Script>) -> u8 {
    match script {
        None => 0,
        Some(Script::Latin) => 1,
        Some(Script::Devanagari) => 2,
        Some(Script::Bengali) => 3,
        Some(Script::Gujarati) => 4,
        Some(Script::Gurmukhi) => 5,
        Some(Script::Tamil) => 6,
        Some(Script::Telugu) => 7,
        Some(Script::Cyrillic) => 8,
        Some(Script::Arabic) => 9,
        Some(Script::Hangul) => 10,
        Some(Script::Han) => 11,
        Some(Script::Kana) => 12,
        Some(Script::Other) => 13,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::Built;

    const COPY: &str = "नदी पर बना पुराना पुल सोमवार सुबह ढह गया और एक बस पानी में गिर गई। जिला अधिकारी ने बताया कि \
        सात लोगों की मौत हुई है और कई लोग अब भी लापता हैं। बचाव दल नावों से तलाश कर रहा है। सरकार ने जांच के आदेश दिए हैं।";

    fn check(texts: &[(&str, String)], expected: &[&[&str]]) {
        let documents: Vec<Document> = texts.iter().map(|(id, text)| Built::new(id, text).done()).collect();
        let found = copies(&documents);
        let found: Vec<Vec<&str>> =
            found.iter().map(|group| group.iter().map(DocId::as_str).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reprint_in_other_lines_is_a_copy() {
        let own = "संवाददाता के अनुसार इलाके में शोक की लहर है और बाजार बंद रहे। ".repeat(2);
        check(&[("b", COPY.to_owned()), ("a", format!("{own}{COPY}"))], &[&["a", "b"]]);
    }

    #[test]
    fn the_lead_alone_is_a_copy() {
        let lead = COPY.split('।').next().unwrap().to_owned();
        check(&[("a", COPY.to_owned()), ("b", lead)], &[&["a", "b"]]);
    }

    #[test]
    fn a_shared_phrase_is_no_copy() {
        check(
            &[
                ("a", COPY.to_owned()),
                ("b", "सरकार ने जांच के आदेश दिए हैं। विपक्ष ने घोटाले पर सवाल उठाए और इस्तीफा मांगा।".to_owned()),
            ],
            &[],
        );
    }

    #[test]
    fn spelling_and_marks_do_not_hide_a_copy() {
        check(
            &[("a", COPY.to_owned()), ("b", COPY.replace('।', " . ").replace("हुई", "हुई\u{200D}"))],
            &[&["a", "b"]],
        );
    }

    #[test]
    fn texts_without_words_are_no_copies() {
        check(&[("a", String::new()), ("b", String::new()), ("c", "। ।".to_owned())], &[]);
    }

    #[test]
    fn copy_under_very_many_outlets_is_one_group() {
        let texts: Vec<(String, String)> =
            (0..300).map(|at| (format!("{at:03}"), format!("{COPY} संस्करण क्रमांक {at} नगर"))).collect();
        let documents: Vec<Document> = texts.iter().map(|(id, text)| Built::new(id, text).done()).collect();
        let found = copies(&documents);
        assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [300]);
    }

    proptest::proptest! {
        #[test]
        fn a_text_contains_itself(text in "\\PC{0,200}") {
            let documents = [Built::new("a", &text).done(), Built::new("b", &text).done()];
            let enough = !Shingles::of(&Tokens::of(&text)).hashes.is_empty();
            proptest::prop_assert_eq!(copies(&documents).len(), usize::from(enough));
        }
    }
}
