//! A thread's pages: itself, its matrix, its coverage.

use super::around::{Cited, changes, kind_of, names_of};
use super::visit::Visit;
use crate::ask::Id;
use crate::paths::segment;
use crate::problem::{Instead, Kind, Problem};
use crate::shelf::View;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use export::Format;
use model::{ThreadId, ThreadRecord};
use pages::coverage::CoverageView;
use pages::matrix::MatrixView;
use pages::thread::ThreadView;
use pages::{EntityLine, Look};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So many changes of a thread are told.
const CHANGES: u64 = 300;

/// So many entities of a thread are told.
const ENTITIES: u64 = 300;

/// Returns the record of a thread, or where its page is now.
fn find(view: &View<'_>, id: &str, rest: &str) -> Result<Arc<ThreadRecord>, Instead> {
    view.thread(&ThreadId::given(id), |id| format!("/thread/{}{rest}", segment(id)))
}

/// Shows a thread.
pub(super) async fn thread(visit: Visit, Id(id): Id) -> Response {
    visit
        .page(move |view, look| {
            let record = find(view, &id, "")?;
            let names = names_of(view, &record)?;
            let entities = view.reader.entities_of_thread(&record.id, ENTITIES)?;
            let entities: Vec<EntityLine> = entities
                .into_iter()
                .filter_map(|(line, articles)| {
                    let articles = usize::try_from(articles).unwrap_or(usize::MAX);
                    Some(EntityLine { kind: kind_of(&line.kind)?, id: line.id, name: line.name, articles })
                })
                .collect();
            let changes = changes(view.reader.changes(&record.id, CHANGES)?, &record);
            let view = ThreadView {
                record: &record,
                texts: &Cited(view),
                names: &names,
                entities: &entities,
                changes: &changes,
            };
            Ok(pages::thread::thread(&view, look))
        })
        .await
}

/// Shows a thread's matrix.
pub(super) async fn matrix(visit: Visit, Id(id): Id) -> Response {
    visit
        .page(move |view, look| {
            let record = find(view, &id, "/matrix")?;
            let names = names_of(view, &record)?;
            let view = MatrixView { record: &record, texts: &Cited(view), names: &names };
            Ok(pages::matrix::matrix(&view, look))
        })
        .await
}

/// Gives a thread's matrix as comma-separated values.
pub(super) async fn matrix_csv(visit: Visit, id: Id) -> Response {
    sheet(visit, id, Format::Csv).await
}

/// Gives a thread's matrix as a workbook.
pub(super) async fn matrix_xlsx(visit: Visit, id: Id) -> Response {
    sheet(visit, id, Format::Xlsx).await
}

async fn sheet(Visit { ask, look }: Visit, Id(id): Id, format: Format) -> Response {
    ask.answer(move |view, _| {
        let record = find(view, &id, &format!("/matrix.{}", format.extension()))?;
        let rows = rows(view, &record, &look)?;
        let mut file = Vec::new();
        export::write_sheet(format, "matrix", &rows, &mut file).map_err(|error| {
            tracing::error!(error = crate::problem::causes(&error), "matrix not written");
            Problem::of(Kind::Internal)
        })?;
        let name =
            format!("attachment; filename=\"matrix-{}.{}\"", segment(record.id.as_str()), format.extension());
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")),
            ),
        ];
        Ok((headers, file).into_response())
    })
    .await
}

fn rows(view: &View<'_>, record: &ThreadRecord, look: &Look) -> Result<Vec<Vec<String>>, Instead> {
    let names = names_of(view, record)?;
    let view = MatrixView { record, texts: &Cited(view), names: &names };
    Ok(pages::matrix::matrix_rows(&view, look))
}

/// Shows who published how much of a thread, and where it goes back to.
pub(super) async fn coverage(visit: Visit, Id(id): Id) -> Response {
    visit
        .page(move |view, look| {
            let record = find(view, &id, "/coverage")?;
            let names = names_of(view, &record)?;
            let countries = countries(view)?;
            let view =
                CoverageView { record: &record, texts: &Cited(view), names: &names, countries: &countries };
            Ok(pages::coverage::coverage(&view, look))
        })
        .await
}

/// Returns the countries of outlets, by what they are called and by their hosts.
pub(crate) fn countries(view: &View<'_>) -> Result<BTreeMap<String, String>, Instead> {
    let mut countries = BTreeMap::new();
    for outlet in view.outlets()?.iter() {
        if let Some(country) = &outlet.country {
            countries.entry(outlet.name.clone()).or_insert_with(|| country.clone());
            if let Some(domain) = &outlet.domain {
                countries.entry(domain.clone()).or_insert_with(|| country.clone());
            }
        }
    }
    Ok(countries)
}
