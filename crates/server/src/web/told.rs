//! The pages of what is told: a story, a claim, an article.

use super::around::{Cited, names_of};
use super::visit::{Visit, cookie};
use crate::api::{claims, stories};
use crate::ask::Id;
use crate::paths::segment;
use crate::problem::{Instead, Kind};
use crate::shelf::View;
use axum::response::Response;
use model::{ClaimId, Correction, DocId, Document, Fix, StoryId, ThreadRecord};
use pages::article::{ArticleView, RevisionLine};
use pages::claim::ClaimView;
use pages::parts::fix::Forms;
use pages::story::StoryView;
use pages::{EntityLine, Names, Quoted};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::ThreadOrder;

/// So many threads are offered to move an article to.
const OFFERED: u64 = 50;

/// Returns the name of who corrected something last from this browser.
pub(super) fn author(visit: &Visit) -> Option<String> {
    let kept = cookie(&visit.ask.headers, crate::api::corrections::AUTHOR)?;
    url::form_urlencoded::parse(format!("a={kept}").as_bytes()).next().map(|(_, author)| author.into_owned())
}

/// Shows a story.
pub(super) async fn story(visit: Visit, Id(id): Id) -> Response {
    visit
        .page(move |view, look| {
            let path = |id: &str| format!("/story/{}", segment(id));
            let (record, story) = stories::find(view, &StoryId::given(id), path)?;
            let names = names_of(view, &record)?;
            let entities = entities(view, &story.articles)?;
            let view = StoryView {
                record: &record,
                story: &story,
                texts: &Cited(view),
                names: &names,
                entities: &entities,
            };
            Ok(pages::story::story(&view, look))
        })
        .await
}

/// Returns the entities that articles name, with how many of the articles name each.
fn entities(view: &View<'_>, articles: &[DocId]) -> Result<Vec<EntityLine>, Instead> {
    let mut found: BTreeMap<_, EntityLine> = BTreeMap::new();
    for article in articles {
        let document = view.document(article)?;
        let named: BTreeSet<_> = document.facts().mentions.iter().map(|mention| &mention.entity).collect();
        for entity in document.facts().entities.iter().filter(|entity| named.contains(&entity.id)) {
            let line = found.entry(entity.id.clone()).or_insert_with(|| EntityLine {
                id: entity.id.clone(),
                kind: entity.kind,
                name: entity.name.clone(),
                articles: 0,
            });
            line.articles += 1;
        }
    }
    Ok(found.into_values().collect())
}

/// Shows a claim.
pub(super) async fn claim(mut visit: Visit, Id(id): Id) -> Response {
    let author = author(&visit);
    visit.ask.depends_on(&signature(author.as_deref()));
    visit
        .page(move |view, look| {
            let id = ClaimId::given(id);
            let (record, at) = claims::find(view, &id, |id| format!("/claim/{}", segment(id)))?;
            let names = names_of(view, &record)?;
            let claim = &record.claims[at];
            let articles = claim.articles();
            let mut corrections = view.reader.corrections()?;
            corrections.retain(|made| match &made.fix {
                Fix::Remark { claim } => *claim == id,
                Fix::Speaker { article, span, .. } => claim.supports.iter().any(|support| {
                    support.evidence.article() == article && support.evidence.span().overlaps(*span)
                }),
                Fix::SplitEntity { article, .. } => articles.contains(&article),
                _ => false,
            });
            let view = ClaimView {
                record: &record,
                claim,
                texts: &Cited(view),
                names: &names,
                corrections: &corrections,
                forms: Forms { token: None, author: author.as_deref() },
            };
            Ok(pages::claim::claim(&view, look))
        })
        .await
}

/// Shows an article.
pub(super) async fn article(mut visit: Visit, Id(id): Id) -> Response {
    let author = author(&visit);
    visit.ask.depends_on(&signature(author.as_deref()));
    visit
        .page(move |view, look| {
            let id = DocId::given(id);
            let document = view.document(&id)?;
            // An earlier revision is of no thread, but the article is.
            let current = view.reader.current_id(&id)?.ok_or(Kind::NoSuchArticle)?;
            let thread = match view.reader.place(&current)? {
                Some(place) => Some(view.record(&place.thread)?),
                None => None,
            };
            let names = match &thread {
                Some(record) => names_of(view, record)?,
                None => Arc::new(Names::of(&document.facts().entities)),
            };
            let other: Option<Arc<Document>> = match look.address.get("diff") {
                Some(other) => view.document(&DocId::given(other)).ok(),
                None => None,
            };
            let revisions: Vec<RevisionLine> = view
                .reader
                .revisions(&id)?
                .into_iter()
                .map(|one| RevisionLine {
                    id: one.id,
                    number: one.number,
                    added: one.added,
                    current: one.current,
                })
                .collect();
            let threads = offered(view, thread.as_deref())?;
            let corrections = corrections_in(view, &revisions)?;
            let view = ArticleView {
                document: &document,
                thread: thread.as_deref(),
                texts: &Cited(view),
                names: &names,
                revisions: &revisions,
                other: other.as_deref(),
                threads: &threads,
                corrections: &corrections,
                forms: Forms { token: None, author: author.as_deref() },
            };
            Ok(pages::article::article(&view, look))
        })
        .await
}

/// Returns the threads that an article could be moved to: the latest, without its own.
fn offered(view: &View<'_>, own: Option<&ThreadRecord>) -> Result<Vec<(model::ThreadId, Quoted)>, Instead> {
    let (_, lines) = view.threads(ThreadOrder::Latest, 0, OFFERED)?;
    let others = lines.into_iter().filter(|line| own.is_none_or(|own| own.id != line.id));
    Ok(others.map(|line| (line.id, Quoted::new(&line.title, "und"))).collect())
}

/// Returns the corrections of an article, whichever of its revisions they were made on.
fn corrections_in(view: &View<'_>, revisions: &[RevisionLine]) -> Result<Vec<Correction>, Instead> {
    let ids: BTreeSet<&DocId> = revisions.iter().map(|revision| &revision.id).collect();
    let mut corrections = view.reader.corrections()?;
    corrections.retain(|made| match &made.fix {
        Fix::SplitEntity { article, .. }
        | Fix::MoveArticle { article, .. }
        | Fix::Speaker { article, .. } => ids.contains(article),
        _ => false,
    });
    Ok(corrections)
}

/// Returns what stands for a name in the tag of an answer.
pub(super) fn signature(author: Option<&str>) -> String {
    author.map_or_else(String::new, |author| model::id::content_hash(&[author.as_bytes()])[..8].to_owned())
}
