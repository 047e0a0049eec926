//! The outlets of the corpus and the languages they print in, read from `templates/outlets.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// All outlets and languages.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Outlets {
    pub(crate) languages: BTreeMap<String, Language>,
    pub(crate) outlet: Vec<Outlet>,
}

/// How a language names months and which old charset its pages used.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Language {
    pub(crate) months: Vec<String>,
    pub(crate) legacy: String,
}

/// Who prints pages, and in what manner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Outlet {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The name in Latin letters.
    pub(crate) latin: String,
    pub(crate) lang: String,
    pub(crate) domain: String,
    /// How it prints a date with a time of day.
    pub(crate) date: String,
    /// How it prints a bare day.
    pub(crate) day: String,
    /// How it puts a dateline before the first paragraph; `{}` is the dateline.
    pub(crate) dateline: String,
    pub(crate) json_ld: Shape,
    /// What on its pages gives the right date, when no quirk says otherwise.
    pub(crate) bases: Vec<String>,
    /// Whose page it looks like; its own if there is none.
    #[serde(default)]
    pub(crate) template: Option<String>,
    /// Links tags inside paragraphs and sets the dateline in bold.
    #[serde(default)]
    pub(crate) links: bool,
    /// Prints curly quotes and dashes as numeric character references.
    #[serde(default)]
    pub(crate) references: bool,
}

/// How an outlet lays out its JSON-LD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    None,
    Flat,
    List,
    Graph,
}

impl Outlets {
    /// Reads the table of a corpus.
    pub(crate) fn read(corpus: &Path) -> Result<Self> {
        let path = corpus.join("templates/outlets.toml");
        let raw = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        toml::from_str(&raw).with_context(|| format!("read {}", path.display()))
    }

    pub(crate) fn get(&self, id: &str) -> Result<&Outlet> {
        self.outlet.iter().find(|outlet| outlet.id == id).with_context(|| format!("find outlet {id}"))
    }

    pub(crate) fn language(&self, id: &str) -> Result<&Language> {
        self.languages.get(id).with_context(|| format!("find language {id} in outlets.toml"))
    }

    /// Returns each outlet's dateline pattern by its id.
    pub(crate) fn datelines(&self) -> BTreeMap<String, String> {
        self.outlet.iter().map(|outlet| (outlet.id.clone(), outlet.dateline.clone())).collect()
    }
}
