//! An entry in the making: text, facets, days and amounts, and how they become fields.

use crate::fields::{Fields, NO_DAY, SEPARATOR};
use crate::query::Field;
use crate::shown::{Kind, Shown};
use crate::words::{Words, key_of};
use jiff::civil::Date;
use model::{Moment, Number, Span};
use tantivy::TantivyDocument;
use text::Tokens;

/// A facet's value is cut here, at a character: some page will have a speaker of a page's length.
const LONGEST_VALUE: usize = 160;

/// The most values one entry adds to its facets.
const MOST_VALUES: usize = 64;

/// An entry in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    words: String,
    stems: String,
    sounds: String,
    names: String,
    entities: String,
    ids: String,
    facets: Vec<String>,
    said: Option<i64>,
    happened: Vec<i64>,
    amounts: Vec<f64>,
}

impl Draft {
    pub(crate) fn new(kind: Kind) -> Self {
        let mut draft = Self {
            words: String::new(),
            stems: String::new(),
            sounds: String::new(),
            names: String::new(),
            entities: String::new(),
            ids: String::new(),
            facets: Vec::with_capacity(12),
            said: None,
            happened: Vec::new(),
            amounts: Vec::new(),
        };
        draft.facet("kind", kind.name());
        draft
    }

    /// Adds the words of a part of a text; a phrase never goes from one part into the next.
    pub(crate) fn words(&mut self, words: &mut Words<'_>, tokens: &Tokens<'_>, part: Span, lang: &str) {
        if !self.words.is_empty() {
            push(&mut self.words, "\u{1}");
        }
        let lang = words.lang(lang);
        for at in tokens.within(part) {
            let Some(key) = key_of(tokens, at, &tokens.items()[at]) else { continue };
            push(&mut self.words, &key);
            let forms = words.forms(&key, lang);
            push(&mut self.stems, &forms.stem);
            if !forms.sound.is_empty() {
                push(&mut self.sounds, &forms.sound);
            }
        }
    }

    /// Adds the words of a name that the text holds.
    pub(crate) fn name(&mut self, words: &mut Words<'_>, tokens: &Tokens<'_>, name: Span) {
        for at in tokens.within(name) {
            if let Some(key) = key_of(tokens, at, &tokens.items()[at])
                && !words.is_stop(&key)
            {
                push(&mut self.names, words.name(&key));
            }
        }
    }

    pub(crate) fn entity(&mut self, id: &str) {
        push(&mut self.entities, &id.replace(char::is_whitespace, "_"));
    }

    pub(crate) fn id(&mut self, field: Field, id: &str) {
        push(&mut self.ids, &id_term(field, id));
    }

    pub(crate) fn facet(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() || self.facets.len() >= MOST_VALUES {
            return;
        }
        let value = &value[..value.floor_char_boundary(LONGEST_VALUE)];
        let term = facet_term(name, value);
        if !self.facets.contains(&term) {
            self.facets.push(term);
        }
    }

    pub(crate) fn said(&mut self, moment: Moment) {
        self.said = Some(day_number(moment.first_day()));
        self.facet("said", &month(moment));
    }

    pub(crate) fn happened(&mut self, moment: Moment) {
        for day in [day_number(moment.first_day()), day_number(moment.last_day())] {
            if self.happened.len() < MOST_VALUES && !self.happened.contains(&day) {
                self.happened.push(day);
            }
        }
        self.facet("happened", &month(moment));
    }

    pub(crate) fn amount(&mut self, value: Number) {
        if self.amounts.len() < MOST_VALUES && !self.amounts.contains(&value.value()) {
            self.amounts.push(value.value());
        }
        self.facet("amount", &decade(value));
    }

    /// Makes the index's document; `order` decides between entries that are equal otherwise.
    pub(crate) fn finish(
        self,
        fields: &Fields,
        owner: &str,
        order: u64,
        shown: &Shown,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let mut entry = TantivyDocument::new();
        entry.add_text(fields.owner, owner);
        let lists = [
            (fields.words, &self.words),
            (fields.stems, &self.stems),
            (fields.sounds, &self.sounds),
            (fields.names, &self.names),
            (fields.entities, &self.entities),
            (fields.ids, &self.ids),
        ];
        for (field, list) in lists {
            if !list.is_empty() {
                entry.add_text(field, list);
            }
        }
        for facet in &self.facets {
            entry.add_text(fields.facets, facet);
        }
        entry.add_i64(fields.said, self.said.unwrap_or(NO_DAY));
        for day in self.happened {
            entry.add_i64(fields.happened, day);
        }
        for amount in self.amounts {
            entry.add_f64(fields.amounts, amount);
        }
        entry.add_u64(fields.order, order);
        entry.add_bytes(fields.shown, &serde_json::to_vec(shown)?);
        Ok(entry)
    }
}

/// Returns the term of a facet's value.
pub(crate) fn facet_term(name: &str, value: &str) -> String {
    format!("{name}={value}")
}

/// Returns the term of an id.
pub(crate) fn id_term(field: Field, id: &str) -> String {
    format!("{}={}", field.name(), id.replace(char::is_whitespace, "_"))
}

/// Returns the days from 1970 on.
pub(crate) fn day_number(day: Date) -> i64 {
    day.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}

/// Returns the range between two powers of ten that holds an amount, as the query language writes it.
pub(crate) fn decade(value: Number) -> String {
    let whole = value.value().trunc();
    if whole < 0.0 {
        return "<0".to_owned();
    }
    let digits = format!("{whole}").len();
    let least = if digits == 1 { "0".to_owned() } else { format!("1{}", "0".repeat(digits - 1)) };
    format!("{least}..{}", "9".repeat(digits))
}

fn month(moment: Moment) -> String {
    let day = moment.first_day();
    match moment {
        Moment::Year(year) => format!("{year:04}"),
        _ => format!("{:04}-{:02}", day.year(), day.month()),
    }
}

fn push(list: &mut String, term: &str) {
    if !list.is_empty() {
        list.push(SEPARATOR);
    }
    list.push_str(term);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_fall_between_powers_of_ten() {
        for (value, expected) in [
            (0.0, "0..9"),
            (9.0, "0..9"),
            (10.0, "10..99"),
            (99.5, "10..99"),
            (100.0, "100..999"),
            (-3.0, "<0"),
            (1e15, "1000000000000000..9999999999999999"),
        ] {
            assert_eq!(decade(Number::new(value).unwrap()), expected);
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (day, expected) in
            [("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2025-08-13", 20313)]
        {
            assert_eq!(day_number(day.parse::<Moment>().unwrap().first_day()), expected, "{day}");
        }
    }
}
