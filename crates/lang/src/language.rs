//! The language of a text: by its script first, then inside the script.

use crate::Packs;
use model::Confidence;
use text::{Script, dominant_script};

/// A language and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// A BCP 47 tag; `und` where nobody can tell.
    pub tag: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// So many bytes of a text tell its language.
const SAMPLE: usize = 1600;

/// Finds the language of a text; `said` is what the page or the caller says, which only helps where the text is short.
pub fn language(text: &str, said: Option<&str>, packs: &Packs) -> Language {
    let said = said.map(|tag| tag.trim().split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase());
    let said =
        said.filter(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()));
    let sample = sample(text);
    let Some(script) = dominant_script(sample) else {
        return Language { tag: "und".to_owned(), confidence: Confidence::hundredths(0) };
    };
    let candidates = languages(script);
    let found = if let [only] = candidates {
        Some(((*only).to_owned(), Confidence::SURE))
    } else {
        by_small_words(sample, candidates, packs).or_else(|| guess(sample, candidates))
    };
    let fits = |tag: &str| candidates.is_empty() || candidates.contains(&tag);
    match (found, said) {
        (Some((tag, confidence)), Some(said))
            if confidence < Confidence::LIKELY && said != tag && fits(&said) && sample.len() < 400 =>
        {
            Language { tag: said, confidence: Confidence::WEAK }
        }
        (Some((tag, confidence)), Some(said)) if said == tag => {
            Language { tag, confidence: confidence.max(Confidence::LIKELY) }
        }
        (Some((tag, confidence)), _) => Language { tag, confidence },
        (None, Some(said)) if fits(&said) => Language { tag: said, confidence: Confidence::WEAK },
        (None, _) => {
            let known = packs
                .iter()
                .find(|pack| pack.code != "und" && candidates.first() == Some(&pack.code.as_str()));
            let tag = known.map_or("und", |pack| pack.code.as_str());
            Language { tag: tag.to_owned(), confidence: Confidence::WEAK }
        }
    }
}

fn sample(text: &str) -> &str {
    let mut to = text.len().min(SAMPLE);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// Returns the languages written in a script that can be told apart; none listed means that any may be.
fn languages(script: Script) -> &'static [&'static str] {
    match script {
        Script::Devanagari => &["hi", "mr", "ne"],
        Script::Bengali => &["bn"],
        Script::Gujarati => &["gu"],
        Script::Gurmukhi => &["pa"],
        Script::Tamil => &["ta"],
        Script::Telugu => &["te"],
        Script::Hangul => &["ko"],
        Script::Kana => &["ja"],
        Script::Han => &["zh", "ja"],
        Script::Arabic => &["ar", "fa", "ur"],
        Script::Cyrillic => &["ru", "uk", "bg", "sr", "mk", "be"],
        Script::Latin | Script::Other => &[],
    }
}

/// A text has at least so many words to be known by its small ones.
const LEAST_WORDS: u32 = 60;

/// Finds the language whose small words make three in ten of a text, where no other pack's make half as many.
///
/// For scripts of many languages, which cost most to tell apart: one look at each word settles most texts. Refuses
/// Dutch, which shares `is`, `of` and `in` with English; those make no more than one in six of it.
fn by_small_words(sample: &str, candidates: &[&str], packs: &Packs) -> Option<(String, Confidence)> {
    if !candidates.is_empty() {
        return None;
    }
    let small_words = packs.small_words();
    let (words, counts) = small_words.count(sample);
    let best = (0..counts.len()).max_by_key(|at| counts[*at])?;
    let next = (0..counts.len()).filter(|at| *at != best).map(|at| counts[at]).max().unwrap_or(0);
    let clear = words >= LEAST_WORDS && counts[best] * 10 >= words * 3 && next * 2 <= counts[best];
    let code = small_words.code(best).filter(|_| clear)?;
    Some((code.to_owned(), Confidence::hundredths(RELIABLE)))
}

/// How sure a language is that stands far above all others, in hundredths.
const RELIABLE: u8 = 95;

fn guess(sample: &str, candidates: &[&str]) -> Option<(String, Confidence)> {
    let info = if candidates.is_empty() {
        whatlang::detect(sample)
    } else {
        let allowed: Vec<whatlang::Lang> = candidates.iter().filter_map(|tag| lang_of(tag)).collect();
        whatlang::Detector::with_allowlist(allowed).detect(sample)
    }?;
    let tag = tag_of(info.lang());
    // The share of the runner-up is what makes a short text unsure.
    let confidence = if info.is_reliable() { RELIABLE } else { (info.confidence() * 90.0) as u8 };
    Some((tag.to_owned(), Confidence::hundredths(confidence)))
}

const TAGS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
    ("aka", "ak"),
    ("amh", "am"),
    ("cym", "cy"),
];

/// Returns the tag for a code of ISO 639-3: `hi` for `hin`; the code itself where no shorter one is known.
pub fn tag_of_code(code: &str) -> &str {
    TAGS.iter().find(|(known, _)| *known == code).map_or(code, |(_, tag)| tag)
}

fn tag_of(lang: whatlang::Lang) -> &'static str {
    TAGS.iter().find(|(code, _)| *code == lang.code()).map_or("und", |(_, tag)| *tag)
}

fn lang_of(tag: &str) -> Option<whatlang::Lang> {
    TAGS.iter().find(|(_, known)| *known == tag).and_then(|(code, _)| whatlang::Lang::from_code(*code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, said: Option<&str>, expected: &str) {
        assert_eq!(language(text, said, Packs::embedded()).tag, expected, "{text}");
    }

    #[test]
    fn small_words_settle_a_long_text_of_their_language_alone() {
        let check = |text: &str, expected: Option<&str>| {
            let found = by_small_words(text, &[], Packs::embedded());
            assert_eq!(found.map(|(tag, _)| tag).as_deref(), expected, "{text}");
        };
        let english =
            "The talks on the dam ended on Monday, and it was said that they had not been of any use. ";
        let dutch = "De gesprekken over de dam zijn in april van dat jaar was het water of niet is gezegd. ";
        check(&english.repeat(4), Some("en"));
        check(english, None);
        check(&dutch.repeat(5), None);
        assert_eq!(by_small_words(&english.repeat(4), &["hi", "mr"], Packs::embedded()), None);
    }

    #[test]
    fn the_body_decides() {
        check(
            "उत्तर कोरिया के नेता ने रूस के राष्ट्रपति से फोन पर बातचीत की और समर्थन देने की बात कही है।",
            Some("en-US"),
            "hi",
        );
        check(
            "Officials of both countries said on Monday that the talks on the dam had ended without any result.",
            Some("hi"),
            "en",
        );
        check("Президент заявил, что переговоры продолжатся в понедельник, сообщило агентство.", None, "ru");
        check("मुंबईत मुसळधार पाऊस झाला आहे आणि अनेक ठिकाणी पाणी साचले आहे असे अधिकाऱ्यांनी सांगितले.", None, "mr");
        check("12 + 30", Some("hi"), "und");
        check("북한 김정은이 러시아를 방문했다.", None, "ko");
    }
}
