//! How one page came out, part by part.

use super::Found;
use super::mode::swapped;
use crate::PageMode;
use crate::measure::harmonic;
use extract::score::compare;
use serde::Deserialize;
use std::collections::HashMap;

/// One page with what is right about it.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) set: String,
    #[serde(default)]
    pub(crate) url: String,
    /// What kind of page it is, where that is marked; articles alone have a text.
    pub(crate) ptype: Option<String>,
    pub(crate) gold: Right,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Right {
    pub(crate) text: Option<String>,
    pub(crate) summary: Option<Words>,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) authors: Option<Words>,
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) without: Vec<String>,
}

/// Words that gold of several origins holds as one text, as a list, or as lists in a list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Words {
    One(String),
    Many(Vec<Words>),
}

impl Words {
    fn each(&self) -> Vec<&str> {
        match self {
            Self::One(word) => vec![word],
            Self::Many(words) => words.iter().flat_map(Self::each).collect(),
        }
    }
}

/// How the authors of a page came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authors {
    /// Authors of the gold that are found.
    pub(crate) met: usize,
    /// Authors of the gold.
    pub(crate) there: usize,
    /// Authors found that the gold has.
    pub(crate) right: usize,
    /// Authors found.
    pub(crate) found: usize,
}

/// How one page came out.
pub(crate) struct Row<'a> {
    pub(crate) id: &'a str,
    pub(crate) set: &'a str,
    /// Precision and recall of the text, where there is gold.
    pub(crate) text: Option<(f64, f64)>,
    pub(crate) title: Option<bool>,
    pub(crate) date: Option<bool>,
    /// How the authors came out, where the gold names any.
    pub(crate) authors: Option<Authors>,
    /// Snippets that are lost, and that there are.
    pub(crate) lost: (usize, usize),
    /// Snippets of furniture that leaked, and that there are.
    pub(crate) leaked: (usize, usize),
    pub(crate) kind: Option<bool>,
}

pub(crate) fn judged(golds: &[Gold], found: Vec<Found>, mode: PageMode) -> Vec<Row<'_>> {
    let found: HashMap<String, Found> = found.into_iter().map(|found| (found.id.clone(), found)).collect();
    let nothing = Found::default();
    golds.iter().map(|gold| row(gold, found.get(&gold.id).unwrap_or(&nothing), mode)).collect()
}

pub(crate) fn row<'a>(gold: &'a Gold, found: &Found, mode: PageMode) -> Row<'a> {
    let is_article = gold.ptype.as_deref().is_none_or(|kind| kind == "article");
    let mut row = Row {
        id: &gold.id,
        set: &gold.set,
        text: None,
        title: None,
        date: None,
        authors: None,
        lost: (0, 0),
        leaked: (0, 0),
        kind: gold.ptype.is_some().then_some(found.article == is_article),
    };
    if !is_article {
        return row;
    }
    let right = &gold.gold;
    let as_mode = |text: &str| if mode == PageMode::Swapped { swapped(text) } else { text.to_owned() };
    row.text = right.text.as_deref().map(|text| {
        let text = as_mode(text);
        let score = compare(&found.text, &text);
        let summary = right.summary.as_ref().map(|summary| summary.each().join("\n"));
        let with = summary.as_deref().filter(|summary| !summary.is_empty());
        let with = with.map(|summary| compare(&found.text, &format!("{}\n{text}", as_mode(summary))));
        let best = with
            .filter(|with| harmonic(with.precision, with.recall) > harmonic(score.precision, score.recall));
        let best = best.unwrap_or(score);
        (best.precision, best.recall)
    });
    let same = |one: &str, other: &str| bare(one) == bare(&as_mode(other));
    row.title = right.title.as_deref().map(|title| same(found.title.as_deref().unwrap_or_default(), title));
    row.date = right.date.as_deref().map(|date| {
        let day = |text: &str| text.get(..10).map(str::to_owned);
        found.date.as_deref().and_then(day) == day(date)
    });
    let named = right.authors.as_ref().map(Words::each).unwrap_or_default();
    // An empty list is no gold: in two of the sets it stands where nobody looked.
    row.authors = (!named.is_empty()).then(|| authors(&named, found, &as_mode));
    let all = bare(&found.text);
    let held = |snippets: &[String]| snippets.iter().filter(|one| all.contains(&bare(&as_mode(one)))).count();
    row.lost = (right.with.len() - held(&right.with), right.with.len());
    // A caption whose sentence the article says too is no sign of furniture.
    let said = bare(&as_mode(right.text.as_deref().unwrap_or_default()));
    let furniture: Vec<String> =
        right.without.iter().filter(|one| !said.contains(&bare(&as_mode(one)))).cloned().collect();
    row.leaked = (held(&furniture), furniture.len());
    row
}

/// Compares authors by their letters. Gold that holds several names in one string is met by any of them; an agency that
/// the gold counts among the authors is met where it is found among the agencies.
pub(crate) fn authors(named: &[&str], found: &Found, as_mode: &dyn Fn(&str) -> String) -> Authors {
    let gold: Vec<Vec<String>> = named
        .iter()
        .map(|name| {
            let apart = name.replace(" and ", ",").replace(" und ", ",");
            let parts = apart.split([',', ';', '/', '&', '|']);
            std::iter::once(*name)
                .chain(parts)
                .map(|name| bare(&as_mode(name)))
                .filter(|name| !name.is_empty())
                .collect()
        })
        .collect();
    let authors: Vec<String> = found.authors.iter().map(|name| bare(name)).collect();
    let agencies: Vec<String> = found.agencies.iter().map(|name| bare(name)).collect();
    Authors {
        met: gold
            .iter()
            .filter(|forms| authors.iter().chain(&agencies).any(|name| forms.contains(name)))
            .count(),
        there: gold.len(),
        right: authors.iter().filter(|name| gold.iter().any(|forms| forms.contains(name))).count(),
        found: authors.len(),
    }
}

/// Returns the letters and digits of a text alone, in lower case.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_judged_part_by_part() {
        let right = serde_json::json!({
            "id": "a/1", "set": "a", "gold": {
                "text": "one two three four five", "title": "The Bridge", "date": "2025-03-04",
                "authors": ["Ann Bly", "Cy Dow"], "with": ["three four"], "without": ["one two", "menu", "share"],
            },
        });
        let gold: Gold = serde_json::from_value(right).unwrap();
        let found = Found {
            id: "a/1".to_owned(),
            article: true,
            text: "one two three four five".to_owned(),
            title: Some("the bridge".to_owned()),
            date: Some("2025-03-04T10:00Z".to_owned()),
            authors: vec!["Ann Bly".to_owned()],
            agencies: Vec::new(),
        };
        let row = row(&gold, &found, PageMode::Html);
        assert_eq!((row.text, row.title, row.date), (Some((1.0, 1.0)), Some(true), Some(true)));
        let authors = Authors { met: 1, there: 2, right: 1, found: 1 };
        assert_eq!((row.authors, row.lost, row.leaked, row.kind), (Some(authors), (0, 1), (0, 2), None));
        // What the text itself says is no furniture that leaks.
        let found = Found { text: "one two menu".to_owned(), ..found };
        assert_eq!(super::row(&gold, &found, PageMode::Html).leaked, (1, 2));
    }

    #[test]
    fn authors_are_compared_name_by_name() {
        let check = |gold: &[&str], names: &[&str], agencies: &[&str], expected: (usize, usize)| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let found = Found { authors: owned(names), agencies: owned(agencies), ..Found::default() };
            let authors = authors(gold, &found, &str::to_owned);
            assert_eq!((authors.met, authors.right), expected, "{gold:?}");
        };
        check(&["Ann Bly and Cy Dow"], &["Ann Bly", "Cy Dow"], &[], (1, 2));
        check(&["Ann Bly, editor of maps"], &["Ann Bly"], &[], (1, 1));
        check(&["Ann Bly", "VCNA"], &["Ann Bly"], &["VCNA"], (2, 1));
        check(&["Ann Bly"], &["Ann Blythe"], &[], (0, 0));
    }
}
