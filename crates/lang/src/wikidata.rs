//! Names out of a Wikidata dump: one item a line, as <https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON> describes.

use crate::{NameBook, PackSource, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::de::value::MapAccessDeserializer;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// What of a dump becomes names, and how: `wikidata.tsv`.
#[derive(Debug)]
pub struct Wikidata<'a> {
    classes: FxHashMap<String, (String, String)>,
    countries: FxHashMap<&'a str, &'a str>,
    known: FxHashSet<&'a str>,
    langs: Vec<String>,
    sitelinks: usize,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A row of a table of names: id, type, kind, the country's key, the names in each language.
    Names([String; 4], Vec<String>),
    /// It is known from the packs.
    Known,
    /// It names nobody whom news names, is little known, or has no name in the languages.
    Other,
    /// It is no item.
    Fault(String),
}

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default, deserialize_with = "map")]
    labels: BTreeMap<String, Term>,
    #[serde(default, deserialize_with = "map")]
    aliases: BTreeMap<String, Vec<Term>>,
    #[serde(default, deserialize_with = "map")]
    claims: Claims,
    #[serde(default, deserialize_with = "map")]
    sitelinks: BTreeMap<String, IgnoredAny>,
}

#[derive(Deserialize)]
struct Term {
    value: String,
}

#[derive(Default, Deserialize)]
struct Claims {
    /// Instance of.
    #[serde(default, rename = "P31")]
    classes: Vec<Statement>,
    /// Country.
    #[serde(default, rename = "P17")]
    country: Vec<Statement>,
    /// Country of citizenship.
    #[serde(default, rename = "P27")]
    citizen: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    #[serde(default)]
    rank: String,
    #[serde(default)]
    mainsnak: Snak,
}

#[derive(Default, Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: serde_json::Value,
}

/// Reads a map; dumps write an empty one as an empty list.
fn map<'de, T: Default + Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> std::result::Result<T, D::Error> {
    struct MapOrList<T>(PhantomData<T>);

    impl<'de, T: Default + Deserialize<'de>> Visitor<'de> for MapOrList<T> {
        type Value = T;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a map, or an empty list")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<T, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(T::default())
        }
    }

    from.deserialize_any(MapOrList(PhantomData))
}

impl Statement {
    /// Returns the item that it names.
    fn item(&self) -> Option<&str> {
        let value = &self.mainsnak.datavalue.as_ref()?.value;
        value.get("id")?.as_str().filter(|_| self.rank != "deprecated")
    }
}

impl<'a> Wikidata<'a> {
    /// Reads the classes; takes items with names in one of these languages that so many sites write about.
    ///
    /// # Errors
    ///
    /// Fails where the table of classes has a fault.
    pub fn new(
        sources: &[PackSource],
        known: &'a NameBook,
        langs: &[String],
        sitelinks: usize,
    ) -> Result<Self> {
        let mut classes = FxHashMap::default();
        for source in sources {
            let Some(table) = source.table("wikidata.tsv", &["class", "type", "kind"])? else { continue };
            for row in table.rows() {
                classes.insert(row.get(0).to_owned(), (row.get(1).to_owned(), row.get(2).to_owned()));
            }
        }
        let countries = known.entities().filter(|entity| entity.is_country);
        let countries = countries.filter_map(|entity| Some((entity.kb.as_deref()?, entity.key.as_str())));
        let countries = countries.collect();
        let known = known.entities().filter_map(|entity| entity.kb.as_deref()).collect();
        Ok(Self { classes, countries, known, langs: langs.to_vec(), sitelinks })
    }

    /// Reads a line of a dump; `None` where it holds nothing but a bracket.
    pub fn line(&self, line: &str) -> Option<Line> {
        let line = line.trim().trim_end_matches(',');
        if line.is_empty() || line == "[" || line == "]" {
            return None;
        }
        Some(match serde_json::from_str::<Item>(line) {
            Ok(item) => self.item(&item),
            Err(error) => Line::Fault(error.to_string()),
        })
    }

    fn item(&self, item: &Item) -> Line {
        let class =
            item.claims.classes.iter().filter_map(Statement::item).find_map(|id| self.classes.get(id));
        let Some((kind_of_entity, kind)) = class.filter(|_| item.sitelinks.len() >= self.sitelinks) else {
            return Line::Other;
        };
        let kb = format!("wikidata:{}", item.id);
        if self.known.contains(kb.as_str()) {
            return Line::Known;
        }
        let names: Vec<String> = self.langs.iter().map(|lang| names(item, lang)).collect();
        if names.iter().all(String::is_empty) {
            return Line::Other;
        }
        let country = item.claims.country.iter().chain(&item.claims.citizen).filter_map(Statement::item);
        let country = country
            .map(|id| format!("wikidata:{id}"))
            .find_map(|kb| self.countries.get(kb.as_str()).copied())
            .unwrap_or_default();
        let id = item.id.to_lowercase();
        Line::Names([id, kind_of_entity.clone(), kind.clone(), country.to_owned()], names)
    }
}

/// Returns the names of an item in a language, the label first; those that a table cannot hold are left out.
fn names(item: &Item, lang: &str) -> String {
    let label = item.labels.get(lang);
    let aliases = item.aliases.get(lang).into_iter().flatten();
    let mut names: Vec<&str> = Vec::new();
    for name in label.into_iter().chain(aliases).map(|term| term.value.trim()) {
        let fits = name.chars().any(char::is_alphabetic)
            && name.chars().nth(1).is_some()
            && !name.contains(['|', '\t', '\n', '\r']);
        if fits && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    fn check(line: &str, expected: Option<Line>) {
        let sources = PackSource::embedded().unwrap();
        let langs = ["hi".to_owned(), "en".to_owned()];
        let wikidata = Wikidata::new(&sources, Packs::embedded().names(), &langs, 1).unwrap();
        match (wikidata.line(line), expected) {
            (Some(Line::Fault(_)), Some(Line::Fault(_))) => {}
            (found, expected) => assert_eq!(found, expected, "{line}"),
        }
    }

    fn item(id: &str, class: &str, rest: &str) -> String {
        format!(
            r#"{{"type":"item","id":"{id}","labels":{{"en":{{"language":"en","value":"Liora Brandt"}},
            "hi":{{"language":"hi","value":"लियोरा ब्रांट"}}}},"aliases":{{"en":[{{"value":"L. Brandt"}},
            {{"value":"a|b"}},{{"value":"Liora Brandt"}}]}},"sitelinks":{{"enwiki":{{"title":"x"}}}},
            "claims":{{"P31":[{{"rank":"normal","mainsnak":{{"datavalue":{{"value":{{"id":"{class}"}}}}}}}}]{rest}}}}},"#
        )
        .replace('\n', "")
    }

    #[test]
    fn a_person_becomes_a_row() {
        let citizen = r#","P27":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q668"}}}}]"#;
        let row = ["q999999999", "PER", "person", "ind"].map(str::to_owned);
        let names = vec!["लियोरा ब्रांट".to_owned(), "Liora Brandt|L. Brandt".to_owned()];
        check(&item("Q999999999", "Q5", citizen), Some(Line::Names(row, names)));
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        check("[", None);
        check("]", None);
        check("", None);
        check(&item("Q999999999", "Q13442814", ""), Some(Line::Other)); // a scholarly article
        check(&item("Q668", "Q6256", ""), Some(Line::Known)); // a country that packs name
        check(&item("Q999999999", "Q5", "").replace("\"enwiki\":{\"title\":\"x\"}", ""), Some(Line::Other));
        check(&item("Q999999999", "Q5", "").replace("normal", "deprecated"), Some(Line::Other));
        check("{\"id\":", Some(Line::Fault(String::new())));
        check("{}", Some(Line::Fault(String::new())));
    }

    #[test]
    fn what_has_no_value_is_no_fault() {
        let unknown = r#"{"id":"Q999999999","claims":{"P31":[{"mainsnak":{"snaktype":"somevalue"}}]}}"#;
        check(unknown, Some(Line::Other));
        check(r#"{"id":"Q999999999","labels":[],"claims":[],"sitelinks":[]}"#, Some(Line::Other));
    }
}
