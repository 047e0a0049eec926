use super::*;
use lang::Packs;
use model::Span;

/// Reads a text of one sentence a line in an article of Thursday, 4 September 2025.
fn read_all(lang: &str, date: &str, text: &str) -> Vec<(String, String)> {
    let tokens = Tokens::of(text);
    let mut start = 0;
    let sentences: Vec<Sentence> = text
        .split_inclusive('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len();
            Sentence { span }
        })
        .collect();
    times(&tokens, &sentences, Packs::embedded().get(lang), date.parse().ok())
        .into_iter()
        .map(|time| {
            let value = time.value.map_or_else(|| "?".to_owned(), |value| value.to_string());
            (time.span.of(text).unwrap_or_default().to_owned(), value)
        })
        .collect()
}

fn check(lang: &str, text: &str, expected: &[(&str, &str)]) {
    let found = read_all(lang, "2025-09-04", text);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn hindi_dates() {
    check("hi", "13 अगस्त 2025 को हुई", &[("13 अगस्त 2025", "2025-08-13")]);
    check("hi", "छह अक्टूबर से शुरू होगी", &[("छह अक्टूबर", "2025-10-06/..")]);
    check("hi", "बुधवार को शामिल हुए थे।", &[("बुधवार", "2025-09-03")]);
    check("hi", "शुक्रवार को मुलाकात तय है", &[("शुक्रवार", "2025-09-05")]);
    check("hi", "पिछले साल जून में हुआ था", &[("पिछले साल जून", "2024-06")]);
    check("hi", "पिछले साल अक्टूबर से भेजे", &[("पिछले साल अक्टूबर", "2024-10/..")]);
    check("hi", "1910-45 के शासन से", &[("1910-45", "1910/1945")]);
    check("hi", "15 से 18 अगस्त तक चला था", &[("15 से 18 अगस्त तक", "2025-08-15/2025-08-18")]);
    check("hi", "करीब चार से पांच घंटे तक चली", &[("चार से पांच घंटे", "PT4H/PT5H")]);
    check("hi", "4 साल पहले 2019 में मुलाकात हुई थी", &[("4 साल पहले", "2021"), ("2019", "2019")]);
    check("hi", "सोमवार सुबह साढ़े नौ बजे", &[("सोमवार सुबह साढ़े नौ बजे", "2025-09-01T09:30")]);
    check("hi", "हाल ही में भेजे", &[("हाल ही में", "PAST_REF")]);
    check("hi", "भविष्य में भी", &[("भविष्य में", "FUTURE_REF")]);
    check("hi", "कल बैठक हुई", &[("कल", "2025-09-03")]);
    check("hi", "कल बैठक होगी", &[("कल", "2025-09-05")]);
    check("hi", "इसी महीने की छह तारीख को", &[("इसी महीने की छह तारीख", "2025-09-06")]);
    check("hi", "पिछले सप्ताह आए", &[("पिछले सप्ताह", "2025-08-25/2025-08-31")]);
    check("hi", "1990 के दशक में", &[("1990 के दशक", "1990/1999")]);
    check("hi", "2000 सैनिक और मार्च निकाला", &[]);
}

#[test]
fn english_dates() {
    check("en", "They met on Wednesday.", &[("Wednesday", "2025-09-03")]);
    check(
        "en",
        "He said on Wednesday that talks will be held on Friday.",
        &[("Wednesday", "2025-09-03"), ("Friday", "2025-09-05")],
    );
    check("en", "on August 13, 2025", &[("August 13, 2025", "2025-08-13")]);
    check("en", "from Sept. 18 they may come", &[("Sept. 18", "2025-09-18")]);
    check("en", "since October last year", &[("October last year", "2024-10/..")]);
    check("en", "at 9:30 am on Monday", &[("9:30 am on Monday", "2025-09-01T09:30")]);
    check(
        "en",
        "two days ago and a day earlier",
        &[("two days ago", "2025-09-02"), ("a day earlier", "2025-09-01")],
    );
    check("en", "15-18 August", &[("15-18 August", "2025-08-15/2025-08-18")]);
    check("en", "in 2019", &[("2019", "2019")]);
}

#[test]
fn russian_dates() {
    check("ru", "в среду сообщили", &[("среду", "2025-09-03")]);
    check("ru", "13 августа 2025 года", &[("13 августа 2025", "2025-08-13")]);
}

#[test]
fn without_the_article_s_date_only_absolute_times_have_a_value() {
    let found = read_all("hi", "", "बुधवार को और 13 अगस्त 2025 को और कल");
    let values: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["?", "2025-08-13", "?"]);
}
