//! Words as they are compared: folded, without endings, and by sound.

use crate::sounds::name_term;
use lang::{Packs, Stems};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use text::{Script, Token, TokenKind, Tokens, script_of};

/// How many analysed words of one language are kept at hand.
const KEPT: usize = 50_000;

/// Analyses words, for the index and for queries alike.
#[derive(Debug)]
pub(crate) struct Words<'p> {
    packs: &'p Packs,
    stems: Vec<(Script, &'p str, &'p Stems)>,
    langs: Vec<Kept<'p>>,
    names: FxHashMap<Box<str>, Box<str>>,
}

/// The analysed words of one language.
#[derive(Debug)]
struct Kept<'p> {
    code: &'p str,
    places: FxHashMap<Box<str>, usize>,
    forms: Vec<Forms>,
}

/// A language, by its place among those met so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lang(usize);

/// The forms in which a word is indexed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forms {
    /// Without its ending.
    pub(crate) stem: Box<str>,
    /// How it sounds; empty for Latin letters and scripts without a table.
    pub(crate) sound: Box<str>,
}

impl<'p> Words<'p> {
    pub(crate) fn new(packs: &'p Packs) -> Self {
        let stems = packs
            .iter()
            .filter(|pack| !pack.stems.is_empty())
            .filter_map(|pack| Some((script_named(&pack.info.script)?, pack.code.as_str(), &pack.stems)))
            .collect();
        Self { packs, stems, langs: Vec::new(), names: FxHashMap::default() }
    }

    pub(crate) fn packs(&self) -> &'p Packs {
        self.packs
    }

    /// Returns the language of a tag.
    pub(crate) fn lang(&mut self, tag: &str) -> Lang {
        let code = self.packs.get(tag).code.as_str();
        let at = self.langs.iter().position(|kept| kept.code == code).unwrap_or_else(|| {
            self.langs.push(Kept { code, places: FxHashMap::default(), forms: Vec::new() });
            self.langs.len() - 1
        });
        if self.langs[at].forms.len() >= KEPT {
            self.langs[at].places.clear();
            self.langs[at].forms.clear();
        }
        Lang(at)
    }

    /// Returns the forms of a folded word of a text in this language.
    pub(crate) fn forms(&mut self, key: &str, lang: Lang) -> &Forms {
        let known = self.langs[lang.0].places.get(key).copied();
        let place = known.unwrap_or_else(|| {
            let forms = self.analyse(key, self.langs[lang.0].code);
            let kept = &mut self.langs[lang.0];
            kept.forms.push(forms);
            kept.places.insert(key.into(), kept.forms.len() - 1);
            kept.forms.len() - 1
        });
        &self.langs[lang.0].forms[place]
    }

    /// Returns the term of a name's word.
    pub(crate) fn name(&mut self, key: &str) -> &str {
        if self.names.len() >= KEPT {
            self.names.clear();
        }
        let sounds = self.packs.sounds();
        if !self.names.contains_key(key) {
            self.names.insert(key.into(), name_term(sounds, key).into());
        }
        &self.names[key]
    }

    fn analyse(&self, key: &str, code: &str) -> Forms {
        let script = key.chars().find_map(script_of);
        let own = self.stems.iter().find(|(known, lang, _)| Some(*known) == script && *lang == code);
        let stems = own.or_else(|| self.stems.iter().find(|(known, _, _)| Some(*known) == script));
        let stem = stems.map_or(Cow::Borrowed(key), |(_, _, stems)| stems.stem(key));
        let sound = match script {
            None | Some(Script::Latin) => String::new(),
            Some(_) => self.packs.sounds().of(key),
        };
        Forms { stem: stem.into(), sound: sound.into() }
    }

    /// Returns the stems that a folded word of unknown language can have, each once.
    pub(crate) fn stems_of(&self, key: &str) -> Vec<String> {
        let script = key.chars().find_map(script_of);
        let known = self.stems.iter().filter(|(known, _, _)| Some(*known) == script);
        let mut stems: Vec<String> = known.map(|(_, _, stems)| stems.stem(key).into_owned()).collect();
        if stems.is_empty() {
            stems.push(key.to_owned());
        }
        stems.sort();
        stems.dedup();
        stems
    }

    /// Tells whether a folded word is too common to look for beside others.
    pub(crate) fn is_stop(&self, key: &str) -> bool {
        self.packs.iter().any(|pack| pack.grammar.is_stop(key))
    }
}

/// Returns a token in the form in which it is indexed; `None` for marks and possessive endings.
///
/// Points in an abbreviation and separators in a number are left out: `U.S` is `us`, `15,000` is `15000`.
pub(crate) fn key_of<'t>(tokens: &'t Tokens<'_>, at: usize, token: &Token) -> Option<Cow<'t, str>> {
    let key = tokens.key(at);
    if token.kind == TokenKind::Mark || key.is_empty() || key.starts_with('\'') {
        return None;
    }
    let dropped = |c: char| match token.kind {
        TokenKind::Number => matches!(c, ',' | ' ') || c.is_whitespace(),
        _ => c == '.' || c.is_whitespace(),
    };
    if !key.contains(dropped) {
        return Some(Cow::Borrowed(key));
    }
    let key: String = key.chars().filter(|c| !dropped(*c)).collect();
    (!key.is_empty()).then_some(Cow::Owned(key))
}

/// Returns the words of a text in the form in which they are indexed.
pub(crate) fn keys(text: &str) -> Vec<String> {
    let tokens = Tokens::of(text);
    let items = tokens.items().iter().enumerate();
    items.filter_map(|(at, token)| key_of(&tokens, at, token).map(Cow::into_owned)).collect()
}

/// Returns a name in the form in which whole names are compared.
pub(crate) fn joined(name: &str) -> String {
    keys(name).join(" ")
}

fn script_named(code: &str) -> Option<Script> {
    Some(match code {
        "Latn" => Script::Latin,
        "Deva" => Script::Devanagari,
        "Beng" => Script::Bengali,
        "Gujr" => Script::Gujarati,
        "Guru" => Script::Gurmukhi,
        "Taml" => Script::Tamil,
        "Telu" => Script::Telugu,
        "Cyrl" => Script::Cyrillic,
        "Arab" => Script::Arabic,
        "Hang" | "Kore" => Script::Hangul,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(keys(text), expected, "{text}");
    }

    #[test]
    fn words_numbers_and_no_marks() {
        check("किम जोंग-उन ने कहा।", &["किम", "जोंग", "उन", "ने", "कहा"]);
        check("U.S. १५,००० Ven's", &["us", "15000", "ven"]);
        check("कड़ा जुडे़", &["कडा", "जुडे"]);
    }

    proptest::proptest! {
        #[test]
        fn keys_hold_no_separator(text in "\\PC{0,60}") {
            for key in keys(&text) {
                proptest::prop_assert!(!key.is_empty() && !key.contains(char::is_whitespace), "{:?}", key);
            }
        }
    }
}
