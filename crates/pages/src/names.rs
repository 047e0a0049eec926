//! What to call people, places, bodies and outlets in the reader's language.

use crate::{Lang, Named, clean};
use model::{Entity, EntityId};
use std::collections::BTreeMap;

/// The entities around what is shown, for their names in the reader's language.
///
/// Chains and origins hold one canonical name; a reader of Hindi is shown the Hindi one where it is known.
#[derive(Clone, Debug, Default)]
pub struct Names {
    shown: BTreeMap<EntityId, [Option<String>; 2]>,
    ids: BTreeMap<String, EntityId>,
}

impl Names {
    /// Gathers the names of entities; the first to use a canonical name keeps it.
    pub fn of<'a>(entities: impl IntoIterator<Item = &'a Entity>) -> Self {
        let mut names = Self::default();
        for entity in entities {
            if names.shown.contains_key(&entity.id) {
                continue;
            }
            names.shown.insert(entity.id.clone(), Lang::ALL.map(|lang| best(entity, lang)));
            let surfaces = std::iter::once(&entity.name).chain(entity.names.values().flatten());
            for surface in surfaces {
                names.ids.entry(clean(surface)).or_insert_with(|| entity.id.clone());
            }
        }
        names
    }

    /// Returns whom a name names, by any of its names.
    pub fn find(&self, name: &str) -> Option<&EntityId> {
        self.ids.get(&clean(name))
    }

    /// Returns what to call somebody: the name in the reader's language where it is known, else the name given.
    pub fn show(&self, name: &str, lang: Lang) -> Named {
        let known = self.find(name).and_then(|id| self.by_id(id, lang));
        Named::new(known.unwrap_or(name), lang)
    }

    /// Returns what to call an entity of this id, else the name given.
    pub fn show_id(&self, id: Option<&EntityId>, name: &str, lang: Lang) -> Named {
        match id.and_then(|id| self.by_id(id, lang)) {
            Some(known) => Named::new(known, lang),
            None => self.show(name, lang),
        }
    }

    fn by_id(&self, id: &EntityId, lang: Lang) -> Option<&str> {
        let at = Lang::ALL.iter().position(|other| *other == lang)?;
        self.shown.get(id)?[at].as_deref()
    }
}

/// Returns the name in a language that is as full as the canonical one; the shorter of two that are equally near.
fn best(entity: &Entity, lang: Lang) -> Option<String> {
    let words = |name: &str| name.split_whitespace().count();
    let want = words(&entity.name);
    let names = entity.names.get(lang.tag())?.iter();
    names.min_by_key(|name| (words(name).abs_diff(want), name.len())).map(|name| clean(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::EntityType;

    fn entity(id: &str, name: &str, names: &[(&str, &[&str])]) -> Entity {
        let of = |(lang, names): &(&str, &[&str])| {
            ((*lang).to_owned(), names.iter().map(|name| (*name).to_owned()).collect())
        };
        Entity {
            id: EntityId::given(id),
            kind: EntityType::Org,
            name: name.to_owned(),
            names: names.iter().map(of).collect(),
            kb: None,
            source: None,
            country: None,
            roles: Default::default(),
        }
    }

    fn check(name: &str, lang: Lang, expected: &str) {
        let known = [
            entity("e-a", "Velmora Central News Agency", &[("hi", &["वीसीएनए", "वेलमोरा सेंट्रल न्यूज एजेंसी"])]),
            entity("e-b", "Kelden", &[("en", &["Kelden"]), ("hi", &["केल्डेन"])]),
        ];
        assert_eq!(Names::of(&known).show(name, lang).text(), expected);
    }

    #[test]
    fn names_are_shown_in_the_readers_language_where_known() {
        check("Kelden", Lang::Hi, "केल्डेन");
        check("केल्डेन", Lang::En, "Kelden");
        check("Velmora Central News Agency", Lang::Hi, "वेलमोरा सेंट्रल न्यूज एजेंसी");
        check("वीसीएनए", Lang::En, "वीसीएनए");
        check("nobody", Lang::Hi, "nobody");
    }
}
