//! Quoted passages in another language than the article's: `उन्होंने कहा, “We will be back.”`.
//!
//! The script decides first. Inside one script a passage has to be long enough, and sure enough, for three words of
//! Hindi look like Marathi to any table of letters.

use crate::scene::Scene;
use lang::{Packs, language};
use model::{Confidence, OtherLanguage};
use text::{Script, dominant_script};

/// The fewest words by which a passage in the article's own script is known to be in another language.
const WORDS: usize = 6;

/// Returns the quotations that are not in the article's language, in text order.
///
/// Names `कहा, “We will be back soon.”`; refuses `“चलो दिल्ली”` and single words, which show no language.
pub(crate) fn languages(scene: &Scene<'_>) -> Vec<OtherLanguage> {
    let text = &scene.article.text;
    let own = scene.article.lang.split('-').next().unwrap_or_default();
    let known = Some(scene.pack.info.script.as_str()).filter(|script| *script != Script::Other.code());
    let script = known.or_else(|| dominant_script(text).map(Script::code));
    let inner = scene.quotes.iter().filter(|pair| !pair.unclosed).map(|pair| pair.inner);
    inner
        .filter_map(|span| {
            let (lang, confidence) = other(span.of(text)?, own, script, scene.packs)?;
            Some(OtherLanguage { span, lang, confidence })
        })
        .collect()
}

/// Returns the language of a passage where it is not the article's own.
fn other(passage: &str, own: &str, script: Option<&str>, packs: &Packs) -> Option<(String, Confidence)> {
    let here = dominant_script(passage).filter(|script| *script != Script::Other)?;
    let words = passage.split_whitespace().count();
    if Some(here.code()) == script {
        if words < WORDS || is_plainly(passage, own, packs) {
            return None;
        }
        let found = language(passage, Some(own), packs);
        let sure = found.confidence >= Confidence::LIKELY && found.tag != own && found.tag != "und";
        return sure.then_some((found.tag, found.confidence));
    }
    // One word in another script is a name or a term.
    if words < 2 {
        return None;
    }
    let found = language(passage, None, packs);
    if found.tag == own {
        return None;
    }
    // Scripts of few languages leave little to err.
    let enough = if here == Script::Latin { Confidence::LIKELY } else { Confidence::WEAK };
    if found.confidence >= enough && found.tag != "und" {
        return Some((found.tag, found.confidence));
    }
    // Small words alone tell a short passage, such as `to be or not to be`.
    let small = own_words(passage, packs);
    Some(small.map_or_else(
        || (format!("und-{}", here.code()), Confidence::LIKELY),
        |lang| (lang.to_owned(), Confidence::WEAK),
    ))
}

/// Tells whether small words of a language make a quarter of a passage, which costs less to see than its letters.
fn is_plainly(passage: &str, own: &str, packs: &Packs) -> bool {
    let (words, counts) = packs.small_words().count(passage);
    let of_own =
        (0..counts.len()).find(|at| packs.small_words().code(*at) == Some(own)).map_or(0, |at| counts[at]);
    of_own * 4 >= words && counts.iter().all(|count| *count <= of_own)
}

/// Returns the one language of which a third of the words are small words, at least two.
fn own_words<'p>(passage: &str, packs: &'p Packs) -> Option<&'p str> {
    let (words, counts) = packs.small_words().count(passage);
    let most = *counts.iter().max()?;
    let mut best = (0..counts.len()).filter(|at| counts[*at] == most);
    let at = best.next().filter(|_| most >= 2 && most * 3 >= words)?;
    if best.next().is_some() { None } else { packs.small_words().code(at) }
}
