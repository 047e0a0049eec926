//! Names known before any text is read: `entities.tsv`, `names.tsv`, `demonyms.tsv`, `titles.tsv`, and the tables that
//! are drawn up from open data, `territories.tsv` and `places.tsv`.

use crate::{PackSource, Phrases, Result, Row, Table};
use model::{EntityId, EntityType, Names, SourceKind};
use std::collections::BTreeMap;
use text::Tokens;

/// Everything known of names, in all languages at once: a Hindi page prints Latin names and the reverse.
#[derive(Clone, Debug, Default)]
pub struct NameBook {
    entities: BTreeMap<String, Known>,
    names: Phrases<NameHit>,
    titles: Phrases<Title>,
}

/// An entity known before any text is read.
#[derive(Clone, Debug)]
pub struct Known {
    /// The key in the tables: `vcna`.
    pub key: String,
    /// What it is.
    pub kind: EntityType,
    /// What kind of source it is.
    pub source: Option<SourceKind>,
    /// The key of the country it belongs to or speaks for; a country's own key for itself.
    pub of: Option<String>,
    /// PLOVER's actor code: ISO 3166 alpha-3, `IGO`, `NGO`.
    pub code: Option<String>,
    /// PLOVER's sector.
    pub sector: Option<String>,
    /// Whether it is a country.
    pub is_country: bool,
    /// Whether it was drawn up from open data, and nobody read that its names mean nothing else.
    pub drawn: bool,
    /// Whether the user's own table names it.
    pub own: bool,
    /// An id in a knowledge base.
    pub kb: Option<String>,
    /// Its names by language, the first given one of a language first in print.
    pub names: Names,
    /// What to call it: its English name, else the first of any language.
    pub label: String,
}

impl Known {
    /// Returns the entity's id, the same in every document.
    pub fn id(&self) -> EntityId {
        EntityId::given(format!("e-{}", self.key))
    }
}

/// What a known name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// The key of the entity.
    pub key: String,
    /// What the mention is: a demonym is `Norp` though its entity is a country.
    pub kind: EntityType,
}

/// A word before or after a name that says what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Where the name stands.
    pub side: TitleSide,
    /// What a name beside it is.
    pub kind: EntityType,
    /// PLOVER's sector, where the title tells it.
    pub sector: Option<String>,
}

/// Where a title's name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSide {
    /// The title stands before the name: `President Sahay`.
    Before,
    /// The title stands after the name: `साहू जी`.
    After,
}

impl NameBook {
    /// Reads the names of all packs.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut book = Self::default();
        for source in sources {
            let columns = ["id", "type", "kind", "of", "code", "sector", "en", "kb"];
            if let Some(table) = source.table("entities.tsv", &columns)? {
                for row in table.rows() {
                    let mut known = known(&table, row)?;
                    known.code = some(row.get(4));
                    known.sector = some(row.get(5));
                    known.kb = some(row.get(7));
                    book.insert(&table, row, known)?;
                    book.add_names(&table, row, "en", 6, None)?;
                }
            }
        }
        for source in sources {
            if let Some(table) = source.table("names.tsv", &["id", "names"])? {
                for row in table.rows() {
                    book.add_names(&table, row, source.code(), 1, None)?;
                }
            }
            if let Some(table) = source.table("demonyms.tsv", &["id", "forms"])? {
                for row in table.rows() {
                    book.add_names(&table, row, source.code(), 1, Some(EntityType::Norp))?;
                }
            }
            if let Some(table) = source.table("titles.tsv", &["title", "side", "type", "sector"])? {
                for row in table.rows() {
                    let side = match row.get(1) {
                        "before" => TitleSide::Before,
                        "after" => TitleSide::After,
                        other => {
                            return Err(table.fault(row, format!("side {other:?}, expected before or after")));
                        }
                    };
                    let kind = entity_type(&table, row, row.get(2))?;
                    book.titles.insert(row.get(0), Title { side, kind, sector: some(row.get(3)) });
                }
            }
        }
        for source in sources {
            for file in ["territories.tsv", "places.tsv"] {
                if let Some(text) = source.file(file) {
                    book.add_drawn(&Table::parse_open(&source.label(file), text)?)?;
                }
            }
        }
        book.label_all();
        Ok(book)
    }

    /// Adds a table that was drawn up from open data: columns `id type kind of label`, then one column a language.
    ///
    /// What is kept by hand goes before: a spelling that names something already is left to it. The label is shown and
    /// found only where it stands among the names.
    fn add_drawn(&mut self, table: &Table) -> Result<()> {
        let columns: Vec<&str> = table.columns().iter().map(String::as_str).collect();
        if columns.len() < 6 || columns[..5] != ["id", "type", "kind", "of", "label"] {
            let what = "the header must be id, type, kind, of, label, then one column a language";
            return Err(crate::Error::row(table.file(), 1, what));
        }
        for row in table.rows() {
            if !self.entities.contains_key(row.get(0)) {
                let mut known = known(table, row)?;
                known.label = row.get(4).to_owned();
                known.drawn = true;
                known.names.entry("en".to_owned()).or_default().insert(row.get(4).to_owned());
                self.insert(table, row, known)?;
            }
            let Some(known) = self.entities.get_mut(row.get(0)) else { continue };
            for (column, lang) in columns.iter().enumerate().skip(5) {
                for name in row.parts(column) {
                    let kind = known.kind;
                    if self.names.insert_new(name, || NameHit { key: row.get(0).to_owned(), kind }) {
                        known.names.entry((*lang).to_owned()).or_default().insert(name.to_owned());
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds names that the user gave: columns `id type kind of`, then one column a language, names split by `|`.
    pub fn add_user(&mut self, table: &Table) -> Result<()> {
        let columns: Vec<&str> = table.columns().iter().map(String::as_str).collect();
        if columns.len() < 5 || columns[..4] != ["id", "type", "kind", "of"] {
            return Err(crate::Error::row(
                table.file(),
                1,
                "the header must be id, type, kind, of, then one column a language (hi, en, …), tab-separated",
            ));
        }
        for row in table.rows() {
            let known = Known { own: true, ..known(table, row)? };
            self.insert(table, row, known)?;
        }
        for row in table.rows() {
            for (column, lang) in columns.iter().enumerate().skip(4) {
                self.add_names(table, row, lang, column, None)?;
            }
        }
        self.label_all();
        Ok(())
    }

    fn insert(&mut self, table: &Table, row: &Row, known: Known) -> Result<()> {
        if self.entities.contains_key(&known.key) {
            return Err(table.fault(row, format!("the id {:?} is taken", known.key)));
        }
        self.entities.insert(known.key.clone(), known);
        Ok(())
    }

    fn add_names(
        &mut self,
        table: &Table,
        row: &Row,
        lang: &str,
        column: usize,
        kind: Option<EntityType>,
    ) -> Result<()> {
        let key = row.get(0);
        let Some(known) = self.entities.get_mut(key) else {
            return Err(table.fault(row, format!("no entity has the id {key:?}")));
        };
        for name in row.parts(column) {
            if Tokens::of(name).is_empty() {
                return Err(table.fault(row, format!("{name:?} holds no word and can never match")));
            }
            if kind.is_none() {
                known.names.entry(lang.to_owned()).or_default().insert(name.to_owned());
                if known.label.is_empty() || (lang == "en" && !known.label.is_ascii()) {
                    known.label = name.to_owned();
                }
            }
            let kind = kind.unwrap_or(known.kind);
            // The first table that names a spelling keeps it: packs before the user's file would be wrong,
            // so a later entity takes the name over.
            self.names.insert(name, NameHit { key: key.to_owned(), kind });
        }
        Ok(())
    }

    fn label_all(&mut self) {
        for known in self.entities.values_mut() {
            if known.label.is_empty() {
                known.label = known.key.clone();
            }
        }
    }

    /// Returns an entity by its key.
    pub fn entity(&self, key: &str) -> Option<&Known> {
        self.entities.get(key)
    }

    /// Returns every entity known, by key.
    pub fn entities(&self) -> impl Iterator<Item = &Known> {
        self.entities.values()
    }

    /// Returns an entity by its id.
    pub fn by_id(&self, id: &EntityId) -> Option<&Known> {
        self.entity(id.as_str().strip_prefix("e-")?)
    }

    /// Returns the known names, for look-up on tokens.
    pub fn names(&self) -> &Phrases<NameHit> {
        &self.names
    }

    /// Returns the titles, for look-up on tokens.
    pub fn titles(&self) -> &Phrases<Title> {
        &self.titles
    }

    /// Returns where the longest title at a token ends that stands before names, and what it says.
    pub fn title_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, &Title)> {
        self.titles.longest_at(tokens, at).filter(|(_, title)| title.side == TitleSide::Before)
    }

    /// Returns the entity that a text names as a whole.
    pub fn exactly(&self, name: &str) -> Option<&Known> {
        self.names.get(name).and_then(|hit| self.entity(&hit.key))
    }
}

fn known(table: &Table, row: &Row) -> Result<Known> {
    let kind = entity_type(table, row, row.get(1))?;
    let source = match row.get(2) {
        "agency" => Some(SourceKind::Agency),
        "government" => Some(SourceKind::Government),
        "service" => Some(SourceKind::Service),
        "media" => Some(SourceKind::Media),
        "international" => Some(SourceKind::International),
        "party" => Some(SourceKind::Party),
        "company" => Some(SourceKind::Company),
        "" | "person" | "country" | "city" | "region" | "river" | "place" | "event" | "group" => None,
        other => return Err(table.fault(row, format!("no kind {other:?}"))),
    };
    let is_country = row.get(2) == "country";
    let of = if is_country { some(row.get(0)) } else { some(row.get(3)) };
    Ok(Known {
        key: row.get(0).to_owned(),
        kind,
        source,
        of,
        code: None,
        sector: None,
        is_country,
        drawn: false,
        own: false,
        kb: None,
        names: Names::new(),
        label: String::new(),
    })
}

fn entity_type(table: &Table, row: &Row, name: &str) -> Result<EntityType> {
    Ok(match name {
        "PER" => EntityType::Per,
        "LOC" => EntityType::Loc,
        "ORG" => EntityType::Org,
        "NORP" => EntityType::Norp,
        "EVENT" => EntityType::Event,
        other => {
            return Err(table.fault(row, format!("type {other:?}, expected PER, LOC, ORG, NORP or EVENT")));
        }
    })
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    fn check(name: &str, expected: Option<&str>) {
        let hit = Packs::embedded().names().names().get(name);
        assert_eq!(hit.map(|hit| hit.key.as_str()), expected, "{name}");
    }

    fn check_title(title: &str, expected: Option<(EntityType, &str)>) {
        let found = Packs::embedded().names().titles().get(title);
        let found = found.map(|title| (title.kind, title.sector.as_deref().unwrap_or_default()));
        assert_eq!(found, expected, "{title}");
    }

    /// Returns language, key and spelling of every row of the tables of names.
    fn spellings() -> Vec<(String, String, String)> {
        let entities = ["id", "type", "kind", "of", "code", "sector", "en", "kb"];
        let tables: [(&str, &[&str], usize); 3] = [
            ("entities.tsv", &entities, 6),
            ("names.tsv", &["id", "names"], 1),
            ("demonyms.tsv", &["id", "forms"], 1),
        ];
        let mut spellings = Vec::new();
        for source in PackSource::embedded().unwrap() {
            for (file, columns, column) in tables {
                let Some(table) = source.table(file, columns).unwrap() else { continue };
                let lang = if file == "entities.tsv" { "en" } else { source.code() };
                for row in table.rows() {
                    for name in row.parts(column) {
                        spellings.push((lang.to_owned(), row.get(0).to_owned(), name.to_owned()));
                    }
                }
            }
        }
        spellings
    }

    #[test]
    fn one_entity_has_names_in_many_scripts() {
        for name in ["पुतिन", "व्लादिमीर पुतिन", "Putin", "Путиным", "Владимира Путина"]
        {
            check(name, Some("putin-vladimir"));
        }
        for name in ["केसीएनए", "कोरियाई केंद्रीय समाचार एजेंसी", "KCNA", "ЦТАК"]
        {
            check(name, Some("kcna"));
        }
        for name in ["किम जोंग उन", "किम जोंग-उन", "Kim Jong-un", "Ким Чен Ына"]
        {
            check(name, Some("kim-jong-un"));
        }
        for name in ["उत्तर कोरिया", "North Korea", "КНДР", "उत्तर कोरियाई", "северокорейские"]
        {
            check(name, Some("prk"));
        }
        check("मॉस्को", Some("moscow"));
        check("पीटीआई-भाषा", Some("pti"));
        check("एनआईएस", Some("nis"));
    }

    #[test]
    fn a_longer_name_is_another_entity() {
        check("किम जोंग इल", Some("kim-jong-il")); // Kim Jong Il, not Kim Jong Un
        check("South Sudan", Some("ssd"));
        check("अमेरिकी कांग्रेस", Some("capitol-congress")); // the US Congress, not India's party
        check("हिंदुस्तान टाइम्स", Some("hindustan-times")); // the paper, not India
    }

    #[test]
    fn ordinary_words_and_shared_family_names_are_left_out() {
        // language, quota, sugar, gardener, face, talks, you; then family names that many bear.
        for name in ["भाषा", "कोटा", "चीनी", "माली", "सूरत", "वार्ता", "आप"]
        {
            check(name, None);
        }
        for name in ["Kim", "किम", "Lee", "सिंह", "Who", "Raw", "Ed"] {
            check(name, None);
        }
    }

    #[test]
    fn a_demonym_is_a_group_and_its_country_a_place() {
        let book = Packs::embedded().names();
        assert_eq!(book.names().get("रूसी").map(|hit| hit.kind), Some(EntityType::Norp)); // Russian
        assert_eq!(book.names().get("रूस").map(|hit| hit.kind), Some(EntityType::Loc)); // Russia
        assert_eq!(book.exactly("российского").map(|known| known.label.as_str()), Some("Russia"));
    }

    #[test]
    fn titles_tell_what_they_name() {
        check_title("विदेश मंत्री", Some((EntityType::Per, "GOV"))); // foreign minister
        check_title("पुलिस अधीक्षक", Some((EntityType::Per, "COP"))); // superintendent of police
        check_title("डॉ.", Some((EntityType::Per, "")));
        check_title("समाचार एजेंसी", Some((EntityType::Org, "JRN"))); // news agency
        check_title("Chief Engineer", Some((EntityType::Per, "GOV")));
        check_title("министра обороны", Some((EntityType::Per, "GOV")));
        check_title("जी", None); // stands after too many words that name nobody
    }

    #[test]
    fn every_spelling_leads_to_its_own_entity() {
        let book = Packs::embedded().names();
        for (_, key, name) in spellings() {
            let hit = book.names().get(&name).map(|hit| hit.key.as_str());
            assert_eq!(hit, Some(key.as_str()), "{name}");
        }
    }

    #[test]
    fn no_name_is_a_small_word_of_its_language() {
        let packs = Packs::embedded();
        for (lang, key, name) in spellings() {
            let tokens = Tokens::of(&name);
            let grammar = &packs.get(&lang).grammar;
            assert!((0..tokens.len()).any(|at| !grammar.is_small(&tokens, at)), "{lang} {key} {name}");
        }
    }

    #[test]
    fn whatever_an_entity_belongs_to_is_a_country() {
        let book = Packs::embedded().names();
        for known in book.entities.values() {
            let of = known.of.as_deref().map(|of| book.entity(of).is_some_and(|country| country.is_country));
            assert_ne!(of, Some(false), "{}", known.key);
            assert!(!known.label.is_empty() && known.names.contains_key("en"), "{}", known.key);
        }
    }
}
