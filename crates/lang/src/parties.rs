//! Words for those who take part in happenings without being named: `parties.tsv`.

use crate::{PackSource, Phrases, Result};

/// Words for people and bodies, with what PLOVER calls them.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    heads: Phrases<PartyKind>,
}

/// What a word for people or a body says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyKind {
    /// PLOVER's sector: `COP`, `MIL`; empty for what has none.
    pub sector: Option<String>,
    /// PLOVER's code where the word itself gives one: `NGO`.
    pub code: Option<String>,
}

impl Parties {
    /// Reads `parties.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        let mut parties = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("parties.tsv", &["sector", "code", "phrases"])? else { continue };
            for row in table.rows() {
                let given = |column: usize| {
                    Some(row.get(column)).filter(|code| !matches!(*code, "" | "-")).map(str::to_owned)
                };
                let kind = PartyKind { sector: given(0), code: given(1) };
                for phrase in row.parts(2) {
                    if parties.heads.insert(phrase, kind.clone()).is_some() {
                        return Err(table.fault(row, format!("{phrase:?} stands twice")));
                    }
                }
            }
        }
        Ok(parties)
    }

    /// Returns the words.
    pub fn heads(&self) -> &Phrases<PartyKind> {
        &self.heads
    }
}
