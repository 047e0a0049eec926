//! The invented country of the scale tests: its tables, the names built of them, and its outlets.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::chance::Chance;
use crate::outlet::{Outlet, Outlets};

/// A name as Hindi and as English print it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String)")]
pub(crate) struct Name {
    hi: String,
    en: String,
}

/// Who holds an office or is named in the news.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) given: Name,
    pub(crate) last: Name,
}

/// Who rules a state, and who would like to.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) chief: Person,
    pub(crate) home: Person,
    pub(crate) opposition: Person,
    pub(crate) ruling: Name,
    pub(crate) other: Name,
}

/// What outlets of one language write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    pub(crate) numbers: Vec<String>,
    pub(crate) weekdays: Vec<String>,
    pub(crate) clocks: Vec<String>,
    pub(crate) sections: Vec<String>,
    /// Words that stand for each other.
    pub(crate) synonyms: Vec<Vec<String>>,
    /// Lines that an outlet sets before or after an agency's copy.
    pub(crate) asides: Vec<String>,
    /// Lines that fit any matter.
    pub(crate) common: Vec<String>,
    pub(crate) kinds: BTreeMap<String, Kind>,
}

/// What is written about one kind of matter; titles and leads by phase.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) tags: Vec<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) leads: Vec<String>,
    pub(crate) details: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    heads: Vec<Name>,
    middles: Vec<Name>,
    towns: Vec<Name>,
    surnames: Vec<Name>,
    given: Vec<Name>,
    companies: Vec<Name>,
    parties: Vec<Name>,
    states: usize,
    agencies: Vec<Name>,
    papers: Vec<Name>,
    looks: Vec<Look>,
    pools: Pools,
}

/// What a matter draws its own things from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pools {
    spots: Vec<Name>,
    jobs: Vec<Name>,
    /// By kind and slot.
    kinds: BTreeMap<String, BTreeMap<String, Vec<Name>>>,
}

#[derive(Debug, Deserialize)]
struct Look {
    outlet: String,
    outlets: usize,
}

/// The country: what it writes, who rules, who prints.
pub(crate) struct Country {
    pub(crate) hi: Wording,
    pub(crate) en: Wording,
    pub(crate) states: Vec<State>,
    pub(crate) outlets: Vec<Outlet>,
    tables: Tables,
}

impl Country {
    /// Reads the tables in `folder`; its outlets borrow the looks of `outlets`.
    pub(crate) fn read(folder: &Path, outlets: &Outlets) -> Result<Self> {
        let tables: Tables = table(&folder.join("country.toml"))?;
        let (hi, en): (Wording, Wording) = (table(&folder.join("hi.toml"))?, table(&folder.join("en.toml"))?);
        let mut country = Self { hi, en, states: Vec::new(), outlets: Vec::new(), tables };
        let mut chance = Chance::new(0x5eed);
        for _ in 0..country.tables.states {
            let state = country.state(&mut chance);
            country.states.push(state);
        }
        for look in &country.tables.looks {
            let model = outlets.get(&look.outlet)?;
            for number in 0..look.outlets {
                let name = country.town(&mut chance).join(country.pick(&country.tables.papers, &mut chance));
                let domain = format!("{}.example", name.en.to_lowercase().replace(' ', "-"));
                country.outlets.push(Outlet {
                    id: format!("{}-{number}", look.outlet),
                    name: name.print(&model.lang).to_owned(),
                    latin: name.en,
                    domain,
                    template: Some(look.outlet.clone()),
                    ..model.clone()
                });
            }
        }
        Ok(country)
    }

    /// Returns what outlets of a language write: English or else Hindi.
    pub(crate) fn wording(&self, lang: &str) -> &Wording {
        if lang == "en" { &self.en } else { &self.hi }
    }

    pub(crate) fn person(&self, chance: &mut Chance) -> Person {
        let given = self.pick(&self.tables.given, chance).clone();
        Person { given, last: self.built(&self.tables.surnames, chance) }
    }

    pub(crate) fn town(&self, chance: &mut Chance) -> Name {
        self.built(&self.tables.towns, chance)
    }

    /// Returns a bare name, as rivers, markets and schemes have.
    pub(crate) fn bare(&self, chance: &mut Chance) -> Name {
        let head = self.pick(&self.tables.heads, chance);
        head.glue(self.pick(&self.tables.middles, chance)).glue(self.pick(&self.tables.middles, chance))
    }

    /// Returns something of a town that is named after somebody, as temples and schools are.
    pub(crate) fn spot(&self, chance: &mut Chance) -> Name {
        self.bare(chance).join(self.pick(&self.tables.pools.spots, chance))
    }

    pub(crate) fn job(&self, chance: &mut Chance) -> Name {
        self.pick(&self.tables.pools.jobs, chance).clone()
    }

    /// Draws one of each of the pools of a kind, with its slot.
    pub(crate) fn own(&self, kind: usize, chance: &mut Chance) -> Vec<(String, Name)> {
        let pools = self.tables.pools.kinds.values().nth(kind).into_iter().flatten();
        pools.map(|(slot, names)| (slot.clone(), self.pick(names, chance).clone())).collect()
    }

    pub(crate) fn company(&self, chance: &mut Chance) -> Name {
        self.bare(chance).join(self.pick(&self.tables.companies, chance))
    }

    pub(crate) fn agency(&self, chance: &mut Chance) -> Name {
        self.pick(&self.tables.agencies, chance).clone()
    }

    fn state(&self, chance: &mut Chance) -> State {
        let at = chance.below(self.tables.parties.len());
        let step = 1 + chance.below(self.tables.parties.len().saturating_sub(1));
        let party = |at: usize| self.tables.parties[at % self.tables.parties.len()].clone();
        State {
            chief: self.person(chance),
            home: self.person(chance),
            opposition: self.person(chance),
            ruling: party(at),
            other: party(at + step),
        }
    }

    fn built(&self, tails: &[Name], chance: &mut Chance) -> Name {
        let head = self.pick(&self.tables.heads, chance);
        let middle = if chance.below(8) == 0 {
            head.clone()
        } else {
            head.glue(self.pick(&self.tables.middles, chance))
        };
        middle.glue(self.pick(tails, chance))
    }

    fn pick<'a>(&self, names: &'a [Name], chance: &mut Chance) -> &'a Name {
        &names[chance.below(names.len())]
    }
}

impl Name {
    /// Returns the name as a language prints it: English or else Hindi.
    pub(crate) fn print(&self, lang: &str) -> &str {
        if lang == "en" { &self.en } else { &self.hi }
    }

    fn glue(&self, tail: &Self) -> Self {
        Self { hi: format!("{}{}", self.hi, tail.hi), en: format!("{}{}", self.en, tail.en) }
    }

    fn join(&self, tail: &Self) -> Self {
        Self { hi: format!("{} {}", self.hi, tail.hi), en: format!("{} {}", self.en, tail.en) }
    }
}

impl From<(String, String)> for Name {
    fn from((hi, en): (String, String)) -> Self {
        Self { hi, en }
    }
}

fn table<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let raw = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    toml::from_str(&raw).with_context(|| format!("read {}", path.display()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    /// Reads the country of this workspace.
    pub(crate) fn country() -> Country {
        let corpora = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../corpora");
        let outlets = Outlets::read(&corpora.join("demo")).unwrap();
        Country::read(&corpora.join("country"), &outlets).unwrap()
    }

    #[test]
    fn every_kind_is_written_about_in_every_phase_and_language() {
        let country = country();
        assert_eq!(country.hi.kinds.keys().collect::<Vec<_>>(), country.en.kinds.keys().collect::<Vec<_>>());
        assert_eq!(
            country.hi.kinds.keys().collect::<Vec<_>>(),
            country.tables.pools.kinds.keys().collect::<Vec<_>>()
        );
        for kind in country.hi.kinds.values().chain(country.en.kinds.values()) {
            assert_eq!((kind.titles.len(), kind.leads.len()), (4, 4), "{kind:?}");
            assert!(kind.details.len() >= 6, "{kind:?}");
        }
    }

    #[test]
    fn outlets_have_names_of_their_own() {
        let country = country();
        let ids: BTreeSet<&String> = country.outlets.iter().map(|outlet| &outlet.id).collect();
        assert_eq!(ids.len(), country.outlets.len());
        assert!(ids.len() > 40);
    }

    #[test]
    fn names_seldom_come_twice() {
        let (country, mut chance) = (country(), Chance::new(1));
        let towns: BTreeSet<String> = (0..1000).map(|_| country.town(&mut chance).hi).collect();
        assert!(towns.len() > 960, "{}", towns.len());
    }
}
