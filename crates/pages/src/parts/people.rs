//! Who and what a thread names most.

use crate::source::EntityLine;
use crate::{Look, Named, Names, address};
use model::EntityType;

/// Entities of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// What they are, in words.
    pub head: &'static str,
    /// Their pages, names, and in how many articles they are named.
    pub named: Vec<(String, Named, String)>,
    /// How many are not shown, in words.
    pub more: Option<String>,
}

/// Groups entities by type, those in most articles first, so many of each.
pub fn crowds(entities: &[EntityLine], most: usize, names: &Names, look: &Look) -> Vec<Crowd> {
    let kinds = [
        ("people.people", &[EntityType::Per][..]),
        ("people.bodies", &[EntityType::Org, EntityType::Norp][..]),
        ("people.places", &[EntityType::Loc][..]),
        ("people.events", &[EntityType::Event][..]),
    ];
    let crowd = |(key, kinds): (&'static str, &[EntityType])| {
        let mut all: Vec<&EntityLine> = entities.iter().filter(|line| kinds.contains(&line.kind)).collect();
        all.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
        let named = all.iter().take(most).map(|line| {
            let name = names.show_id(Some(&line.id), &line.name, look.lang);
            (address::entity(&line.id), name, look.number(line.articles))
        });
        Crowd { head: look.word(key), named: named.collect(), more: look.more(all.len(), most) }
    };
    kinds.into_iter().map(crowd).filter(|crowd| !crowd.named.is_empty()).collect()
}
