//! Offices and callings across languages: `offices.tsv`, so that `विदेश मंत्री` and `foreign minister` are one; and
//! `seats.tsv`, the houses that speak for whoever holds one.

use crate::{PackSource, Phrases, Result};
use std::collections::BTreeMap;
use text::Tokens;

/// An office or a calling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name in every language: `foreign-minister`.
    pub key: String,
    /// The field it belongs to: a sector of PLOVER, `ART` or `SPO`.
    pub field: String,
}

/// The offices that packs name, in all languages at once: a Hindi page prints Latin titles and the reverse.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    phrases: Phrases<Office>,
    seats: BTreeMap<String, String>,
}

impl Offices {
    /// Reads the tables of all packs: an office, its field, and what it is called, split by `|`.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut offices = Self::default();
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        for source in sources {
            if let Some(table) = source.table("seats.tsv", &["seat", "office"])? {
                let rows = table.rows().iter();
                offices.seats.extend(rows.map(|row| (row.get(0).to_owned(), row.get(1).to_owned())));
            }
            let Some(table) = source.table("offices.tsv", &["office", "field", "forms"])? else { continue };
            for row in table.rows() {
                let (key, field) = (row.get(0), row.get(1));
                let known = fields.entry(key.to_owned()).or_insert_with(|| field.to_owned());
                if known != field {
                    return Err(table.fault(row, format!("the field of {key:?} is {known:?} elsewhere")));
                }
                for form in row.parts(2) {
                    let office = Office { key: key.to_owned(), field: field.to_owned() };
                    if let Some(other) = offices.phrases.insert(form, office)
                        && other.key != key
                    {
                        return Err(
                            table.fault(row, format!("{form:?} is the office {:?} already", other.key))
                        );
                    }
                }
            }
        }
        Ok(offices)
    }

    /// Returns the office that a known house speaks for, by the key of its entity: `president` of the Kremlin.
    pub fn of_seat(&self, entity: &str) -> Option<&str> {
        self.seats.get(entity).map(String::as_str)
    }

    /// Returns the offices that words name, each the longest at its place.
    ///
    /// ```
    /// let offices = lang::Packs::embedded().offices();
    /// let found = offices.find(&text::Tokens::of("दक्षिण कोरिया के विदेश मंत्री")); // South Korea's foreign minister
    /// assert_eq!(found[0].key, "foreign-minister");
    /// ```
    pub fn find(&self, words: &Tokens<'_>) -> Vec<&Office> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < words.len() {
            match self.phrases.longest_at(words, at) {
                Some((end, office)) => {
                    found.push(office);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::Packs;
    use text::Tokens;

    fn check(words: &str, expected: &[&str]) {
        let found = Packs::embedded().offices().find(&Tokens::of(words));
        assert_eq!(found.iter().map(|office| office.key.as_str()).collect::<Vec<_>>(), expected, "{words}");
    }

    #[test]
    fn an_office_is_one_in_all_languages() {
        for words in ["विदेश मंत्री", "विदेशमंत्री", "Foreign Minister", "министра иностранных дел", "외교부 장관"]
        {
            check(words, &["foreign-minister"]);
        }
        check("पुलिस अधीक्षक", &["police-superintendent"]);
        check("जहाजरानी मंत्री", &["minister"]); // shipping minister
        check("Prime Minister", &["prime-minister"]);
    }

    #[test]
    fn a_seat_and_its_office_are_known() {
        let packs = Packs::embedded();
        let offices: Vec<_> = packs.offices().phrases.values().map(|office| office.key.as_str()).collect();
        assert!(!packs.offices().seats.is_empty());
        for (seat, office) in &packs.offices().seats {
            assert!(packs.names().entity(seat).is_some_and(|known| known.of.is_some()), "{seat}");
            assert!(offices.contains(&office.as_str()), "{office}");
        }
    }

    #[test]
    fn a_ministry_is_no_minister() {
        check("विदेश मंत्रालय", &[]);
        check("Ministry of Defence", &[]);
    }
}
