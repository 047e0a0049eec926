//! Telling which names in the articles of a library name the same, before the articles are grouped.
//!
//! A small library is looked through whole each time, so that it holds what `read` finds in the same pages. In a large
//! one the names of articles that are grouped together are compared; what was joined before stays joined, and an id that
//! gives way does so in every article.

use crate::library::Overlay;
use crate::{Result, Setup, guard};
use entities::Card;
use lang::Packs;
use model::{DocId, EntityId, Identity, Rule};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{Carded, Library, Reader};

/// The names of so many articles are compared at once in a large library: this bounds memory.
const MOST: usize = 20_000;

/// So many articles are written anew at once.
const AT_ONCE: usize = 500;

/// An id gives way in so many articles at most.
const GIVING_WAY: usize = 2_000;

/// The identities of each article.
type ByArticle = BTreeMap<DocId, Vec<Identity>>;

/// Compares the names of all articles; whatever changes waits to be grouped again.
pub(crate) fn identify_all(library: &mut Library, setup: &Setup<'_>) -> Result<()> {
    let mut carded = Vec::new();
    library.for_each_card(|card| carded.push(card))?;
    let cards = drawn(library, carded, setup)?;
    let new = by_article(resolved(&cards, setup)?);
    let old = by_article(library.identities()?);
    let of = |all: &ByArticle, id: &DocId| all.get(id).cloned().unwrap_or_default();
    let changed: BTreeSet<DocId> =
        cards.iter().map(|card| &card.id).filter(|id| of(&new, id) != of(&old, id)).cloned().collect();
    write(library, &changed, &new, &old, setup)
}

/// Compares the names of articles that may belong together; returns those whose names changed.
///
/// The keys are those of the articles, those that matter most first.
pub(crate) fn identify_some(
    library: &mut Library,
    keys: impl Iterator<Item = u32>,
    setup: &Setup<'_>,
) -> Result<BTreeSet<DocId>> {
    let mut carded = Vec::new();
    for key in keys.take(MOST) {
        carded.extend(library.card(key)?);
    }
    let cards = drawn(library, carded, setup)?;
    let found = resolved(&cards, setup)?;
    let old = by_article(library.identities()?);
    let ruling = Ruling::of(library, &found, &old, setup.packs)?;
    let mut new = old.clone();
    for mut one in found {
        let lines = new.entry(one.article.clone()).or_default();
        if !lines.iter().any(|line| line.was == one.was) {
            one.entity = ruling.instead_of(&one.entity).clone();
            lines.push(one);
            lines.sort();
        }
    }
    for line in new.values_mut().flatten() {
        line.entity = ruling.instead_of(&line.entity).clone();
    }
    ruling.give_way(library, &mut new)?;
    let changed: BTreeSet<DocId> =
        new.iter().filter(|(id, lines)| old.get(*id) != Some(*lines)).map(|(id, _)| id.clone()).collect();
    write(library, &changed, &new, &old, setup)?;
    Ok(changed)
}

/// Which of the ids of one entity stands for it in a large library: what tables or earlier articles gave it.
struct Ruling {
    instead: BTreeMap<EntityId, EntityId>,
}

impl Ruling {
    fn of(library: &Reader, found: &[Identity], old: &ByArticle, packs: &Packs) -> Result<Self> {
        let mut ids: BTreeMap<&EntityId, BTreeSet<&EntityId>> = BTreeMap::new();
        for one in found {
            let before = old.get(&one.article).into_iter().flatten().find(|line| line.was == one.was);
            let all = ids.entry(&one.entity).or_default();
            all.insert(&one.entity);
            all.extend(before.map(|line| &line.entity));
            if one.rule.as_str() == entities::SAME_SOUND {
                all.insert(&one.was);
            }
        }
        let mut instead = BTreeMap::new();
        for all in ids.into_values().filter(|all| all.len() > 1) {
            let mut best: Option<(bool, u64, &EntityId)> = None;
            for id in &all {
                let rank = (packs.names().by_id(id).is_some(), library.naming_count(id)?, *id);
                if best.is_none_or(|best| (rank.0, rank.1) > (best.0, best.1)) {
                    best = Some(rank);
                }
            }
            let Some((_, _, best)) = best else { continue };
            // Two that tables know never become one.
            let others = all.iter().filter(|id| **id != best && packs.names().by_id(id).is_none());
            instead.extend(others.map(|id| ((*id).clone(), best.clone())));
        }
        Ok(Self { instead })
    }

    fn instead_of<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.instead.get(id).unwrap_or(id)
    }

    /// Adds a line for each other article that has an id which gives way.
    fn give_way(&self, library: &Reader, new: &mut ByArticle) -> Result<()> {
        for (from, to) in &self.instead {
            let Some(like) = new.values().flatten().find(|line| line.entity == *to).cloned() else {
                continue;
            };
            for article in library.all_articles_naming(from)?.into_iter().take(GIVING_WAY) {
                let lines = new.entry(article.clone()).or_default();
                if lines.iter().any(|line| line.was == *from) {
                    continue;
                }
                let Some(document) = library.document(&article)? else { continue };
                let Some(mention) = document.facts().mentions.iter().find(|mention| mention.entity == *from)
                else {
                    continue;
                };
                lines.push(Identity {
                    article,
                    was: from.clone(),
                    entity: to.clone(),
                    name: like.name.clone(),
                    rule: Rule::new(entities::SAME_SOUND),
                    span: mention.span,
                    like: Some((like.article.clone(), like.span)),
                    because: like.because.clone(),
                });
                lines.sort();
            }
        }
        new.retain(|_, lines| !lines.is_empty());
        Ok(())
    }
}

/// Writes the identities of articles and their tables anew, some at once: what is written is whole.
fn write(
    library: &mut Library,
    changed: &BTreeSet<DocId>,
    new: &ByArticle,
    old: &ByArticle,
    setup: &Setup<'_>,
) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let overlay = Overlay::with(library, new.values().flatten().cloned())?;
    let ids: Vec<&DocId> = changed.iter().collect();
    for some in ids.chunks(AT_ONCE) {
        let mut documents = Vec::with_capacity(some.len());
        for id in some {
            let document = library.document(id)?.ok_or_else(|| crate::Error::Gone((*id).clone()))?;
            documents.push(overlay.applied(&document).unwrap_or(document));
        }
        let packs = setup.packs;
        let outlines: Vec<Vec<u8>> = setup.workers.install(|| {
            documents.par_iter().map(|document| story::Outline::of(document, packs).to_bytes()).collect()
        });
        let mut batch = library.batch()?;
        for (document, outline) in documents.iter().zip(outlines) {
            let id = &document.article().id;
            batch.put_identities(id, new.get(id).map_or(&[], Vec::as_slice))?;
            batch.rewrite_facts(document, &outline)?;
        }
        batch.commit()?;
    }
    // An id that nothing has any more would be found and lead nowhere.
    let lines = changed.iter().flat_map(|id| new.get(id).into_iter().chain(old.get(id))).flatten();
    let ids: BTreeSet<&EntityId> = lines.flat_map(|line| [&line.was, &line.entity]).collect();
    let mut batch = library.batch()?;
    for id in ids {
        batch.forget_entity(id)?;
    }
    Ok(batch.commit()?)
}

fn resolved(cards: &[Card], setup: &Setup<'_>) -> Result<Vec<Identity>> {
    guard::whole("identify names in", || entities::resolve(cards, setup.packs))
}

/// Reads cards; one that was never drawn, or by another program, is drawn now.
fn drawn(library: &mut Library, carded: Vec<Carded>, setup: &Setup<'_>) -> Result<Vec<Card>> {
    let read: Vec<Option<Card>> = setup.workers.install(|| {
        carded
            .par_iter()
            .map(|carded| Card::from_bytes(&carded.card).ok().filter(|card| card.id == carded.id))
            .collect()
    });
    let mut cards = Vec::with_capacity(read.len());
    let mut missing = Vec::new();
    for (card, carded) in read.into_iter().zip(carded) {
        match card {
            Some(card) => cards.push(card),
            None => missing.push(carded.id),
        }
    }
    for some in missing.chunks(AT_ONCE) {
        let mut drawn = Vec::with_capacity(some.len());
        for id in some {
            let document = library.document(id)?.ok_or_else(|| crate::Error::Gone(id.clone()))?;
            drawn.push(Card::of(&document, setup.packs));
        }
        let mut batch = library.batch()?;
        for card in &drawn {
            batch.set_card(&card.id, &card.to_bytes())?;
        }
        batch.commit()?;
        cards.extend(drawn);
    }
    Ok(cards)
}

fn by_article(identities: Vec<Identity>) -> ByArticle {
    let mut all = ByArticle::new();
    for one in identities {
        all.entry(one.article.clone()).or_default().push(one);
    }
    all.values_mut().for_each(|lines| lines.sort());
    all
}
