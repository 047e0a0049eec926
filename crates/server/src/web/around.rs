//! What stands around a thread on its pages: the words it cites, names in the reader's language, what changed.

use crate::problem::Instead;
use crate::shelf::View;
use model::{DocId, Entity, EntityId, EntityType, Moment, Span, Standing, ThreadRecord};
use pages::{Change, ChangeKind, Names, Quoted, Texts};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{ChangeLine, EntityLine};

/// So many of a thread's entities are looked up by name.
const NAMED: u64 = 300;

/// The words that records cite, as the library has them.
pub(crate) struct Cited<'a>(pub(crate) &'a View<'a>);

impl Texts for Cited<'_> {
    fn passage(&self, article: &DocId, span: Span) -> Option<(String, String)> {
        // What fails here fails again, and is told, when the page asks for more than words.
        let text = self.0.text(article).ok()??;
        Some((span.of(&text.text)?.to_owned(), text.lang.clone()))
    }
}

/// Returns the names of those whom a thread names most, and of its origins.
pub(crate) fn names_of(view: &View<'_>, record: &ThreadRecord) -> Result<Arc<Names>, Instead> {
    view.names(record, |view| {
        let mut ids: BTreeSet<EntityId> =
            record.origins.iter().filter_map(|one| one.entity.clone()).collect();
        ids.extend(view.reader.entities_of_thread(&record.id, NAMED)?.into_iter().map(|(line, _)| line.id));
        let mut entities = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(line) = view.reader.entity(&id)? {
                entities.extend(entity(view, line)?);
            }
        }
        Ok(Names::of(&entities))
    })
}

/// Returns an entity with the names that are known of it.
pub(crate) fn entity(view: &View<'_>, line: EntityLine) -> Result<Option<Entity>, Instead> {
    let Some(kind) = kind_of(&line.kind) else { return Ok(None) };
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (lang, name) in view.reader.known_names(&line.id)? {
        names.entry(lang).or_default().insert(name);
    }
    Ok(Some(Entity {
        id: line.id,
        kind,
        name: line.name,
        names,
        kb: line.kb,
        source: None,
        country: line.country,
        roles: BTreeSet::new(),
    }))
}

/// Returns the type of a stable name.
pub(crate) fn kind_of(name: &str) -> Option<EntityType> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

/// Words what changed in a thread; what pages have no word for is left out.
pub(crate) fn changes(lines: Vec<ChangeLine>, record: &ThreadRecord) -> Vec<Change> {
    let claims: BTreeMap<_, _> = record.claims.iter().map(|claim| (&claim.id, claim)).collect();
    let articles: BTreeMap<_, _> = record.articles.iter().map(|article| (&article.id, article)).collect();
    let lang = |article: &DocId| articles.get(article).map_or("und", |line| line.lang.as_str());
    let mut worded = Vec::with_capacity(lines.len());
    for line in lines {
        let change = line.change;
        let Some(kind) = kind_of_change(change.kind, change.to.as_deref()) else { continue };
        let claim = change.claim.as_ref().and_then(|id| claims.get(id));
        let said = |words: &Option<String>| Quoted::new(words.as_deref().unwrap_or_default(), "und");
        let (text, by) = match (kind, claim) {
            (ChangeKind::NewArticle, _) => {
                let article = change.article.as_ref().and_then(|id| articles.get(id));
                let lang = article.map_or("und", |line| line.lang.as_str());
                let title = article.and_then(|line| line.title.as_deref()).or(change.to.as_deref());
                let by = article.and_then(|line| line.outlet.clone());
                (Quoted::new(title.unwrap_or_default(), lang), by)
            }
            (ChangeKind::NewOrigin | ChangeKind::NewThread | ChangeKind::NewStory, _) => {
                (said(&change.to), None)
            }
            (ChangeKind::GoneClaim, _) => (said(&change.from), None),
            (ChangeKind::NewSilence, None) => (said(&change.to), None),
            (_, None) => continue,
            (_, Some(claim)) => {
                let by = match (change.kind, &change.from, &change.to) {
                    (model::ChangeKind::NewSilence, _, to) => to.clone(),
                    (model::ChangeKind::NewValue, Some(from), Some(to)) => Some(format!("{from} → {to}")),
                    (model::ChangeKind::NewValue, None, Some(to)) => Some(to.clone()),
                    _ => None,
                };
                (Quoted::new(&claim.text, lang(claim.evidence0.article())), by)
            }
        };
        worded.push(Change {
            at: line.at.parse::<Moment>().ok(),
            kind,
            claim: claim.map(|c| c.id.clone()),
            text,
            by,
        });
    }
    worded
}

/// Returns what a change is called on pages.
fn kind_of_change(kind: model::ChangeKind, to: Option<&str>) -> Option<ChangeKind> {
    use model::ChangeKind as Of;
    Some(match kind {
        Of::SupportChanged => match to {
            Some(to) if to == Standing::Disputed.name() => ChangeKind::Disputed,
            Some(to) if to == Standing::Denied.name() => ChangeKind::Denied,
            Some(to) if to == Standing::Revised.name() => ChangeKind::Revised,
            Some(to) if to == Standing::Corroborated.name() => ChangeKind::Corroborated,
            _ => return None,
        },
        Of::NewValue => ChangeKind::Revised,
        Of::NewOrigin => ChangeKind::NewOrigin,
        Of::NewSilence => ChangeKind::NewSilence,
        Of::NewThread => ChangeKind::NewThread,
        Of::NewStory => ChangeKind::NewStory,
        Of::NewClaim => ChangeKind::NewClaim,
        Of::GoneClaim => ChangeKind::GoneClaim,
        Of::NewArticle => ChangeKind::NewArticle,
        _ => return None,
    })
}
