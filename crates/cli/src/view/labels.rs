//! The words of the views, by language.

use crate::args::Ui;
use lang::Table;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LABELS: LazyLock<BTreeMap<String, [String; 2]>> = LazyLock::new(|| {
    let table = Table::parse("labels.tsv", include_str!("labels.tsv"), &["key", "en", "hi"]);
    // A test reads the table, so a build with a bad one never passed.
    let table = table.unwrap_or_else(|error| panic!("the built-in labels must parse: {error}"));
    let row = |row: &lang::Row| (row.get(0).to_owned(), [row.get(1).to_owned(), row.get(2).to_owned()]);
    table.rows().iter().map(row).collect()
});

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labels {
    ui: Ui,
}

impl Labels {
    /// Returns the words of a language.
    pub(crate) fn of(ui: Ui) -> Self {
        Self { ui }
    }

    /// Returns the BCP 47 tag of the words.
    pub(crate) fn lang(self) -> &'static str {
        match self.ui {
            Ui::En => "en",
            Ui::Hi => "hi",
        }
    }

    /// Returns the words for a key, if the table has it.
    pub(crate) fn find(self, key: &str) -> Option<&'static str> {
        LABELS.get(key).map(|words| match self.ui {
            Ui::En => words[0].as_str(),
            Ui::Hi => words[1].as_str(),
        })
    }

    /// Returns the words for a key; a key that the table lacks stands for itself.
    pub(crate) fn get(self, key: &str) -> String {
        self.find(key).map_or_else(|| key.rsplit('.').next().unwrap_or(key).to_owned(), str::to_owned)
    }

    /// Returns the words for a key with arguments put in: `{0}`, `{1}` …, and `{*}` for all of them.
    pub(crate) fn fill(self, key: &str, arguments: &[String]) -> String {
        let template = self.get(key);
        let mut out = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                continue;
            };
            match name.parse::<usize>() {
                Ok(at) => out.push_str(arguments.get(at).map_or("?", String::as_str)),
                Err(_) => out.push_str(&arguments.join(", ")),
            }
            rest = after;
        }
        out + rest
    }

    /// Returns a count with what is counted, in the singular where it is one.
    pub(crate) fn count(self, count: usize, key: &str) -> String {
        let one = format!("{key}.one");
        let what = if count == 1 && self.find(&one).is_some() { self.get(&one) } else { self.get(key) };
        format!("{count} {what}")
    }

    /// Returns a whole number with its digits in groups, as the language groups them.
    pub(crate) fn digits(self, number: f64) -> String {
        let plain = number.to_string();
        let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(w, p)| (w, Some(p)));
        let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
        // India groups by two digits above the first three.
        let above = if self.ui == Ui::Hi { 2 } else { 3 };
        let mut out = String::new();
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len() - at;
            if at > 0 && (left == 3 || (left > 3 && (left - 3).is_multiple_of(above))) {
                out.push(',');
            }
            out.push(digit);
        }
        let part = part.map_or_else(String::new, |part| format!(".{part}"));
        format!("{sign}{out}{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_both_languages() {
        for (key, words) in LABELS.iter() {
            assert!(words.iter().all(|word| !word.is_empty()), "{key}");
            let holes = |text: &str| text.matches('{').count();
            assert_eq!(holes(&words[0]), holes(&words[1]), "{key}");
        }
    }

    #[test]
    fn arguments_are_put_in() {
        let labels = Labels::of(Ui::En);
        assert_eq!(
            labels.fill("reason.one-origin", &["Orbis".into(), "6".into()]),
            "one origin: Orbis, through 6 outlets"
        );
        assert_eq!(labels.fill("reason.independent", &["A".into(), "B".into()]), "independent origins: A, B");
        assert_eq!(
            labels.fill("reason.one-origin", &["Orbis".into()]),
            "one origin: Orbis, through ? outlets"
        );
    }

    #[test]
    fn digits_are_grouped_as_the_language_does() {
        let check = |number: f64, en: &str, hi: &str| {
            assert_eq!(Labels::of(Ui::En).digits(number), en);
            assert_eq!(Labels::of(Ui::Hi).digits(number), hi);
        };
        check(7.0, "7", "7");
        check(11_000.0, "11,000", "11,000");
        check(1_200_000.0, "1,200,000", "12,00,000");
        check(2.5, "2.5", "2.5");
        check(-1234.5, "-1,234.5", "-1,234.5");
    }
}
