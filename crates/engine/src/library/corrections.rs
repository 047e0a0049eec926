//! Corrections laid over documents: what people know better takes the place of what was found, and what was
//! found stays where it was.

use crate::library::grouping;
use crate::{Error, Result, Setup};
use entities::{Identities, rename};
use lang::Packs;
use model::{
    Chain, ChainLink, Correction, DocId, Document, EntityId, Fix, Identity, LinkRole, Rule, Span, Speaker,
    Statement,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Library, Reader};

/// The rule that facts set right by a person name.
const RULE: &str = "correction";

/// Whom names name among all articles, and the corrections that stand, ready to be laid over documents.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    joined: Identities,
    merged: BTreeMap<EntityId, EntityId>,
    split: BTreeMap<DocId, BTreeSet<EntityId>>,
    speakers: BTreeMap<DocId, Vec<Heard>>,
    moves: Vec<(DocId, Option<model::ThreadId>)>,
}

/// Who said what stands in a span.
#[derive(Clone, Debug)]
struct Heard {
    span: Span,
    speaker: Option<String>,
    entity: Option<EntityId>,
}

impl Overlay {
    /// Reads the corrections of a library that were not taken back; a later one wins over an earlier one.
    pub fn of(library: &Reader) -> Result<Self> {
        Self::with(library, library.identities()?)
    }

    /// Does so with other identities than the library has now.
    pub(crate) fn with(library: &Reader, identities: impl IntoIterator<Item = Identity>) -> Result<Self> {
        let mut overlay = Self { joined: Identities::of(identities), ..Self::default() };
        for correction in library.corrections()?.into_iter().filter(|correction| correction.undone.is_none())
        {
            // An article may have been revised since.
            let now =
                |article: DocId| -> Result<DocId> { Ok(library.current_id(&article)?.unwrap_or(article)) };
            match correction.fix {
                Fix::MergeEntities { entity, into } => {
                    let now = [&entity, &into].map(|id| overlay.joined.entity(id).clone());
                    let [entity, into] = now;
                    overlay.merged.insert(entity, into);
                }
                Fix::SplitEntity { entity, article } => {
                    overlay
                        .split
                        .entry(now(article)?)
                        .or_default()
                        .insert(overlay.joined.entity(&entity).clone());
                }
                Fix::Speaker { article, span, speaker, entity } => {
                    let heard = Heard { span, speaker, entity };
                    overlay.speakers.entry(now(article)?).or_default().push(heard);
                }
                Fix::MoveArticle { article, thread } => {
                    let article = now(article)?;
                    overlay.moves.retain(|(moved, _)| *moved != article);
                    overlay.moves.push((article, thread));
                }
                _ => {}
            }
        }
        Ok(overlay)
    }

    /// Returns the articles that belong elsewhere, each with its thread.
    pub(crate) fn moves(&self) -> &[(DocId, Option<model::ThreadId>)] {
        &self.moves
    }

    /// Returns whom an id names after all merges; those that go round in a circle name themselves.
    pub fn entity<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        let mut now = self.joined.entity(id);
        for _ in 0..=self.merged.len() {
            match self.merged.get(now) {
                Some(into) if into == id => return id,
                Some(into) => now = into,
                None => return now,
            }
        }
        id
    }

    /// Returns the document with its names as all articles tell them and with its corrections, or `None` where nothing
    /// touches it.
    pub fn applied(&self, document: &Document) -> Option<Document> {
        let joined = self.joined.applied(document);
        let corrected = self.corrected(joined.as_ref().unwrap_or(document));
        corrected.or(joined)
    }

    fn corrected(&self, document: &Document) -> Option<Document> {
        let id = &document.article().id;
        let split = self.split.get(id);
        let heard = self.speakers.get(id);
        let touched = |entity: &EntityId| {
            self.merged.contains_key(entity) || split.is_some_and(|split| split.contains(entity))
        };
        if heard.is_none() && !document.facts().entities.iter().any(|entity| touched(&entity.id)) {
            return None;
        }
        let renamed = |entity: &EntityId| match split {
            Some(split) if split.contains(entity) => Fix::namesake(entity, id),
            _ => self.entity(entity).clone(),
        };
        let mut facts = document.facts().clone();
        rename(&mut facts, &renamed);
        for heard in heard.into_iter().flatten() {
            if let Some(statement) = statement_at(&mut facts.statements, heard.span) {
                put_in_mouth(statement, heard);
            }
        }
        Some(Document::new(document.article().clone(), facts))
    }
}

/// Makes a correction, and brings what rests on it up to date; returns its number.
pub fn correct(
    library: &mut Library,
    fix: &Fix,
    author: &str,
    reason: &str,
    setup: &Setup<'_>,
) -> Result<u64> {
    check(library, fix)?;
    let before = affected(library, fix)?;
    let mut batch = library.batch()?;
    let number = batch.put_correction(fix, author, reason)?;
    batch.commit()?;
    settle(library, fix, before, setup)?;
    Ok(number)
}

/// Takes a correction back, and brings what rested on it up to date.
pub fn undo(library: &mut Library, number: u64, author: &str, reason: &str, setup: &Setup<'_>) -> Result<()> {
    let all = library.corrections()?;
    let found = all.into_iter().find(|correction| correction.id == number && correction.undone.is_none());
    let Some(Correction { fix, .. }) = found else { return Err(Error::NoCorrection(number)) };
    let before = affected(library, &fix)?;
    let mut batch = library.batch()?;
    batch.undo_correction(number, author, reason)?;
    batch.commit()?;
    settle(library, &fix, before, setup)
}

/// Refuses what makes no sense, before it is kept.
fn check(library: &Reader, fix: &Fix) -> Result<()> {
    let refuse = |what: &str| Err(Error::Correction(what.to_owned()));
    let is_article = |article: &DocId| library.current_id(article).map(|id| id.is_some());
    match fix {
        Fix::MergeEntities { entity, into } => {
            if Overlay::of(library)?.entity(into) == entity || entity == into {
                return refuse("the two are one already");
            }
            if library.entity(entity)?.is_none() || library.entity(into)?.is_none() {
                return refuse("the library knows no such entity");
            }
        }
        Fix::SplitEntity { entity, article } => {
            let naming = library.all_articles_naming(entity)?;
            if !naming.contains(article) {
                return refuse("the article does not name this entity");
            }
        }
        Fix::MoveArticle { article, thread } => {
            if !is_article(article)? {
                return refuse("the library has no such article");
            }
            if let Some(thread) = thread
                && library.find_thread(thread)?.is_none()
            {
                return refuse("the library has no such thread");
            }
        }
        Fix::Speaker { article, span, .. } => {
            let Some(document) = library.document(article)? else {
                return refuse("the library has no such article");
            };
            if statement_at(&mut document.facts().statements.clone(), *span).is_none() {
                return refuse("no statement stands there");
            }
        }
        Fix::Remark { claim } => {
            let found = library.find_claim(claim)?;
            if found.is_none() {
                return refuse("the library has no such claim");
            }
        }
        _ => {}
    }
    Ok(())
}

/// Returns the articles that a correction touches as the library stands.
fn affected(library: &Reader, fix: &Fix) -> Result<BTreeSet<DocId>> {
    Ok(match fix {
        Fix::MergeEntities { entity, into } => {
            let mut articles: BTreeSet<DocId> = library.all_articles_naming(entity)?.into_iter().collect();
            articles.extend(library.all_articles_naming(into)?);
            articles
        }
        Fix::SplitEntity { article, .. }
        | Fix::Speaker { article, .. }
        | Fix::MoveArticle { article, .. } => library.current_id(article)?.into_iter().collect(),
        _ => BTreeSet::new(),
    })
}

/// Writes the tables of the articles anew and groups them again.
fn settle(library: &mut Library, fix: &Fix, mut articles: BTreeSet<DocId>, setup: &Setup<'_>) -> Result<()> {
    if matches!(fix, Fix::Remark { .. }) {
        return Ok(());
    }
    articles.extend(affected(library, fix)?);
    rewrite(library, &articles, setup.packs)?;
    grouping::group(library, setup, &|_| {})?;
    Ok(())
}

/// Writes the tables of articles from their documents with the corrections that stand now.
pub(crate) fn rewrite(library: &mut Library, articles: &BTreeSet<DocId>, packs: &Packs) -> Result<()> {
    let overlay = Overlay::of(library)?;
    let mut documents = Vec::with_capacity(articles.len());
    for id in articles {
        if let Some(document) = library.document(id)? {
            documents.push(overlay.applied(&document).unwrap_or(document));
        }
    }
    let mut batch = library.batch()?;
    for document in &documents {
        batch.rewrite_facts(document, &story::Outline::of(document, packs).to_bytes())?;
    }
    batch.commit()?;
    Ok(())
}

/// Returns the statement that stands in a span, or most of which does.
fn statement_at(statements: &mut [Statement], span: Span) -> Option<&mut Statement> {
    let shared = |statement: &Statement| {
        let (start, end) = (statement.span.start.max(span.start), statement.span.end.min(span.end));
        end.saturating_sub(start)
    };
    let best = (0..statements.len()).max_by_key(|at| (shared(&statements[*at]), std::cmp::Reverse(*at)))?;
    let needed = (span.end.saturating_sub(span.start)).div_ceil(2).max(1);
    (shared(&statements[best]) >= needed).then(|| &mut statements[best])
}

fn put_in_mouth(statement: &mut Statement, heard: &Heard) {
    let place = statement.speaker.as_ref().map_or(statement.span, |speaker| speaker.span);
    statement.speaker = heard.speaker.as_ref().map(|name| Speaker {
        span: place,
        entity: heard.entity.clone(),
        name: name.clone(),
        described: false,
    });
    // The innermost voice is the speaker; who passed it on stays.
    let mut links: Vec<ChainLink> = statement.chain.links().to_vec();
    if links
        .first()
        .is_some_and(|link| !matches!(link.role, LinkRole::Outlet | LinkRole::Agency | LinkRole::Media))
    {
        links.remove(0);
    }
    if let Some(name) = &heard.speaker {
        links.insert(
            0,
            ChainLink {
                name: name.clone(),
                entity: heard.entity.clone(),
                role: LinkRole::Speaker,
                explicit: true,
            },
        );
    }
    statement.chain = Chain::new(links);
    statement.rule = Rule::new(RULE);
}
