//! Claims: what is claimed, on whose word, and how it stands.

use crate::app::App;
use crate::ask::{Ask, Id, Tagged};
use crate::paths::segment;
use crate::problem::{Instead, Kind, Problem, ProblemBody};
use crate::shelf::View;
use axum::response::Response;
use model::{ArticleLine, Claim, ClaimId, Correction, Fix, Origin, Silence, ThreadId, ThreadRecord};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Whereabouts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(claim))
}

/// A claim with what stands around it.
#[derive(Debug, Serialize)]
pub(crate) struct ClaimBody {
    /// The thread that it belongs to.
    thread: ThreadId,
    #[serde(flatten)]
    claim: Claim,
    /// The words of its supports, in their order.
    passages: Vec<Option<String>>,
    /// The articles of its supports.
    articles: Vec<ArticleLine>,
    /// Its origins in full.
    sources: Vec<Origin>,
    /// Who left it out.
    silences: Vec<Silence>,
    /// What people remarked on it.
    remarks: Vec<Correction>,
}

/// Returns the claim of an id, in its thread, or where it is now.
pub(crate) fn find(
    view: &View<'_>,
    id: &ClaimId,
    path: impl FnOnce(&str) -> String,
) -> Result<(Arc<ThreadRecord>, usize), Instead> {
    let none = || Problem::of(Kind::NoSuchClaim);
    match view.reader.find_claim(id)? {
        Some(Whereabouts::Here(thread)) => {
            let record = view.record(&thread)?;
            let at = record.claims.iter().position(|claim| claim.id == *id).ok_or_else(none)?;
            Ok((record, at))
        }
        Some(Whereabouts::Moved(now)) => Err(Instead::Moved(path(now.as_str()))),
        None => Err(none().into()),
    }
}

/// Returns the remarks on a claim that were not taken back.
pub(crate) fn remarks(view: &View<'_>, id: &ClaimId) -> Result<Vec<Correction>, Instead> {
    let mut all = view.reader.corrections()?;
    all.retain(|one| one.undone.is_none() && matches!(&one.fix, Fix::Remark { claim } if claim == id));
    Ok(all)
}

/// Gives a claim: its values, every passage that carries it, who put it into the world, who left it out.
#[utoipa::path(
    get, path = "/claims/{id}", tag = "claims",
    params(("id" = String, Path, description = "the claim's id")),
    responses(
        (status = 200, description = "the claim: `claim/1`", body = ref("#/components/schemas/ClaimAnswer")),
        (status = 308, description = "the claim has another id now"),
        (status = 404, description = "there is no such claim", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn claim(ask: Ask, Id(id): Id) -> Response {
    ask.json(move |view, _| {
        let path = |id: &str| format!("/api/v1/claims/{}", segment(id));
        let id = ClaimId::given(id);
        let (record, at) = find(view, &id, path)?;
        let claim = record.claims[at].clone();
        let mut passages = Vec::with_capacity(claim.supports.len());
        for support in &claim.supports {
            let text = view.text(support.evidence.article())?;
            let words = text.and_then(|text| support.evidence.span().of(&text.text).map(str::to_owned));
            passages.push(words);
        }
        let articles: BTreeSet<_> = claim.articles().into_iter().collect();
        let lines = record.articles.iter().filter(|article| articles.contains(&article.id));
        let sources = record.origins.iter().filter(|origin| claim.origins.contains(&origin.id));
        let silences = record.silences.iter().filter(|silence| silence.claim.as_ref() == Some(&claim.id));
        Ok(Tagged::new(
            "claim/1",
            ClaimBody {
                thread: record.id.clone(),
                passages,
                articles: lines.cloned().collect(),
                sources: sources.cloned().collect(),
                silences: silences.cloned().collect(),
                remarks: remarks(view, &id)?,
                claim,
            },
        ))
    })
    .await
}
