//! Laying identities over documents.

use crate::short_names::SAME_SOUND;
use model::{Actor, Chain, DocId, Document, Entity, EntityId, Facts, Identity};
use std::collections::{BTreeMap, BTreeSet};

/// Whom the names of many documents name, ready to be laid over each.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    by_article: BTreeMap<DocId, Vec<(EntityId, EntityId, String)>>,
    /// Whom ids stand for that nobody has any more.
    former: BTreeMap<EntityId, EntityId>,
}

impl Identities {
    /// Takes in what [`crate::resolve`] returned.
    pub fn of(identities: impl IntoIterator<Item = Identity>) -> Self {
        let mut all = Self::default();
        let mut given = BTreeSet::new();
        for one in identities {
            given.insert(one.entity.clone());
            // A short name or a namesake's leads elsewhere from each article.
            if one.rule.as_str() == SAME_SOUND {
                all.former.entry(one.was.clone()).or_insert_with(|| one.entity.clone());
            }
            all.by_article.entry(one.article).or_default().push((one.was, one.entity, one.name));
        }
        all.former.retain(|was, _| !given.contains(was));
        all
    }

    /// Returns whom an id stands for that articles give; itself where nobody else.
    pub fn entity<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.former.get(id).unwrap_or(id)
    }

    /// Returns the document with its names as all documents together tell them, or `None` where nothing changes.
    pub fn applied(&self, document: &Document) -> Option<Document> {
        let lines = self.by_article.get(&document.article().id)?;
        let find = |id: &EntityId| lines.iter().find(|(was, _, _)| was == id);
        let mut facts = document.facts().clone();
        rename(&mut facts, &|id| find(id).map_or_else(|| id.clone(), |(_, entity, _)| entity.clone()));
        for entity in &mut facts.entities {
            if let Some((_, _, name)) = lines.iter().find(|(_, now, _)| *now == entity.id) {
                entity.name.clone_from(name);
            }
        }
        Some(Document::new(document.article().clone(), facts))
    }
}

/// Gives entities other ids wherever they stand; those that get one id become one.
pub fn rename(facts: &mut Facts, renamed: &impl Fn(&EntityId) -> EntityId) {
    let set = |entity: &mut Option<EntityId>| {
        if let Some(id) = entity {
            *id = renamed(id);
        }
    };
    for mention in &mut facts.mentions {
        mention.entity = renamed(&mention.entity);
    }
    let mut entities: BTreeMap<EntityId, Entity> = BTreeMap::new();
    for mut entity in std::mem::take(&mut facts.entities) {
        let was = std::mem::replace(&mut entity.id, EntityId::given(""));
        entity.id = renamed(&was);
        if entity.id != was {
            entity.kb = None;
        }
        match entities.get_mut(&entity.id) {
            None => {
                entities.insert(entity.id.clone(), entity);
            }
            Some(known) => {
                for (lang, names) in entity.names {
                    known.names.entry(lang).or_default().extend(names);
                }
                known.roles.extend(entity.roles);
                known.kb = known.kb.take().or(entity.kb);
                known.country = known.country.take().or(entity.country);
                known.source = known.source.or(entity.source);
            }
        }
    }
    facts.entities = entities.into_values().collect();
    for statement in &mut facts.statements {
        if let Some(speaker) = &mut statement.speaker {
            set(&mut speaker.entity);
        }
        let mut links = statement.chain.links().to_vec();
        links.iter_mut().for_each(|link| set(&mut link.entity));
        statement.chain = Chain::new(links);
    }
    let set_actors = |actors: &mut Vec<Actor>| actors.iter_mut().for_each(|actor| set(&mut actor.entity));
    for event in &mut facts.events {
        set_actors(&mut event.actors);
        set_actors(&mut event.recipients);
    }
}
