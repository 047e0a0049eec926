use super::*;
use lang::Packs;
use model::Span;

/// Reads one sentence; each amount as `span|value|approx|head|what`.
fn read_all(lang: &str, text: &str) -> Vec<String> {
    let tokens = Tokens::of(text);
    let sentences = [Sentence { span: Span::new(0, text.len()) }];
    let pack = Packs::embedded().get(lang);
    let times = crate::times::times(&tokens, &sentences, pack, "2025-09-04".parse().ok());
    quantities(&tokens, &sentences, &times, pack)
        .into_iter()
        .map(|q| {
            let value = match (q.value, q.value_max) {
                (Some(value), Some(most)) => format!("{value}..{most}"),
                (Some(value), None) => value.to_string(),
                _ => "?".to_owned(),
            };
            let unit = q.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            format!(
                "{}|{value}{unit}|{}|{}|{}{}",
                q.span.of(text).unwrap_or_default(),
                q.approx.name(),
                q.counted.map(|counted| counted.head).unwrap_or_default(),
                if q.negated { "not " } else { "" },
                q.what.unwrap_or_default()
            )
        })
        .collect()
}

fn check(lang: &str, text: &str, expected: &[&str]) {
    assert_eq!(read_all(lang, text), expected, "{text}");
}

#[test]
fn hindi_tolls() {
    check("hi", "रूस की मदद के लिए लगभग 15,000 सैनिक भेजे हैं।", &["लगभग 15,000|15000|about|सैनिक|sent"]);
    check("hi", "11 की मौत, 8 घायल", &["11|11|exact||dead", "8|8|exact|घायल|injured"]);
    check(
        "hi",
        "अब तक युद्ध के लिए भेजे गए लगभग 2,000 उत्तर कोरियाई सैनिक मारे जा चुके हैं।",
        &["लगभग 2,000|2000|about|सैनिक|dead"],
    );
    check(
        "hi",
        "5,000 सैन्य निर्माणकर्मी और 1,000 सैपर भेजेगा।",
        &["5,000|5000|exact|निर्माणकर्मी|sent", "1,000|1000|exact|सैपर|sent"],
    );
    check(
        "hi",
        "तीसरे बैच में लगभग 6,000 अतिरिक्त सैनिक रूस भेज सकता है।",
        &["तीसरे|3|exact|बैच|", "लगभग 6,000|6000|about|सैनिक|sent"],
    );
    check("hi", "मृतकों की संख्या 13 हो गई", &["13|13|exact|मृतक|dead"]);
    check("hi", "हजारों सैन्य बल भेजे हैं", &["हजारों|?|vague|सैन्य बल|sent"]);
    check("hi", "15,000 से अधिक सैनिक नहीं भेजे गए", &["15,000 से अधिक|15000|more_than|सैनिक|not sent"]);
}

#[test]
fn hindi_units() {
    check("hi", "28 प्रतिशत", &["28 प्रतिशत|28 percent|exact||"]);
    check("hi", "पांच-पांच लाख रुपये दिए", &["पांच-पांच लाख रुपये|500000 INR|exact||"]);
    check("hi", "110 लीटर प्रति सेकंड तक", &["110 लीटर प्रति सेकंड तक|110 litre/second|at_most||"]);
    check("hi", "करीब चार से पांच घंटे", &["करीब चार से पांच घंटे|4..5 hour|range||"]);
    check("hi", "2 से 3 लाख लोग", &["2 से 3 लाख|200000..300000|range|लोग|"]);
    check("hi", "कोविड-19 के 10-12 मरीज", &["10-12|10..12|range|मरीज|"]);
    check("hi", "एक व्यक्ति की मौत, एक साथ, 3-2 से जीत", &["एक|1|exact|व्यक्ति|dead"]);
    check("hi", "80वीं बैठक", &["80वीं|80|exact|बैठक|"]);
}

#[test]
fn ages_are_no_tolls() {
    check("hi", "78 वर्षीय बुजुर्ग की मौत", &["78 वर्षीय|78 year|exact||"]);
    check("hi", "राजभर (35) की मौत हो गई", &["35|35|exact||"]);
    check("en", "He died at the age of 82.", &["82|82 year|exact||"]);
    check(
        "en",
        "The crash killed at least 68 of the 72 people on board.",
        &["at least 68|68|at_least|person|dead", "72|72|exact|person|dead"],
    );
}

#[test]
fn english_tolls() {
    check(
        "en",
        "At least 15 people were killed and 12 injured.",
        &["At least 15|15|at_least|person|dead", "12|12|exact|injured|injured"],
    );
    check(
        "en",
        "Kelden sent about 500 soldiers and dozens of trucks.",
        &["about 500|500|about|soldier|sent", "dozens|?|vague|truck|sent"],
    );
    check(
        "en",
        "The flood killed more than 20 people, not 30.",
        &["more than 20|20|more_than|person|dead", "30|30|exact||not dead"],
    );
    check(
        "en",
        "$2.5 million and Rs 500 crore",
        &["$2.5 million|2500000 USD|exact||", "Rs 500 crore|5000000000 INR|exact||"],
    );
    check("en", "It rose from 28 to 30 percent in 2019.", &["28 to 30 percent|28..30 percent|range||"]);
}

proptest::proptest! {
    #[test]
    fn spans_slice_back(text in "\\PC{0,80}") {
        for lang in ["hi", "en", "ru", "und"] {
            let tokens = Tokens::of(&text);
            let sentences = [Sentence { span: Span::new(0, text.len()) }];
            let pack = Packs::embedded().get(lang);
            let times = crate::times::times(&tokens, &sentences, pack, "2025-09-04T10:00".parse().ok());
            for time in &times {
                proptest::prop_assert!(time.span.of(&text).is_some_and(|surface| !surface.is_empty()));
            }
            for quantity in quantities(&tokens, &sentences, &times, pack) {
                proptest::prop_assert!(quantity.span.of(&text).is_some_and(|surface| !surface.is_empty()));
                proptest::prop_assert!(quantity.counted.iter().all(|c| c.span.of(&text).is_some()));
            }
        }
    }
}
