//! Who takes part, as CAMEO codes it.

use crate::coding::built_in;
use model::{Actor, Document, EntityId};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One who takes part; all empty where nobody is named.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Party<'a> {
    pub(super) name: &'a str,
    pub(super) entity: Option<&'a EntityId>,
    country: &'a str,
    group: &'a str,
    kind: &'a str,
}

/// What a PLOVER code or sector is in CAMEO: a country, a known group, a type.
struct Meaning {
    country: String,
    group: String,
    kind: String,
}

static MEANINGS: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let columns = ["code", "country", "group", "type"];
    let table = built_in("cameo_actors.tsv", include_str!("../../data/cameo_actors.tsv"), &columns);
    let field = |row: &lang::Row, at: usize| row.get(at).to_owned();
    let meaning =
        |row: &lang::Row| Meaning { country: field(row, 1), group: field(row, 2), kind: field(row, 3) };
    table.rows().iter().map(|row| (field(row, 0), meaning(row))).collect()
});

impl<'a> Party<'a> {
    /// Codes an actor of an event.
    pub(super) fn of(document: &'a Document, actor: &'a Actor) -> Self {
        let entity = actor.entity.as_ref();
        let name =
            entity.and_then(|id| document.entity(id)).map_or(actor.name.as_str(), |of| of.name.as_str());
        let mut party = Self { name, entity, ..Self::default() };
        if let Some(code) = actor.code.as_deref() {
            match MEANINGS.get(code) {
                Some(of) => (party.country, party.group, party.kind) = (&of.country, &of.group, &of.kind),
                None => party.country = code,
            }
        }
        if let Some(sector) = actor.sector.as_deref() {
            party.kind = MEANINGS.get(sector).map_or(sector, |of| of.kind.as_str());
        }
        party
    }

    /// Returns the code as CAMEO puts it together: the country or group, then the type.
    pub(super) fn code(&self) -> String {
        let place = if self.group.is_empty() { self.country } else { self.group };
        format!("{place}{}", self.kind)
    }

    /// Returns the ten columns of an actor.
    pub(super) fn fields(&self) -> [String; 10] {
        let [country, group, kind] = [self.country, self.group, self.kind].map(str::to_owned);
        let none = String::new;
        // Ethnic group, two religions, and two more types are not coded.
        [self.code(), self.name.to_owned(), country, group, none(), none(), none(), kind, none(), none()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn check(code: Option<&str>, sector: Option<&str>, expected: [&str; 4]) {
        let actor = Actor {
            name: "A".into(),
            entity: None,
            code: code.map(Into::into),
            sector: sector.map(Into::into),
        };
        let document = testing::document();
        let fields = Party::of(&document, &actor).fields();
        assert_eq!([&fields[0], &fields[2], &fields[3], &fields[7]].map(String::as_str), expected);
    }

    #[test]
    fn actors_have_cameo_codes() {
        check(Some("IND"), Some("GOV"), ["INDGOV", "IND", "", "GOV"]);
        check(Some("ROU"), Some("JRN"), ["ROMMED", "ROM", "", "MED"]);
        check(Some("UNO"), None, ["UNOIGO", "", "UNO", "IGO"]);
        check(Some("NGO"), None, ["NGO", "", "", "NGO"]);
        check(None, Some("UNK"), ["", "", "", ""]);
        check(None, None, ["", "", "", ""]);
    }
}
