//! One thread in the formats that others read.

use crate::app::App;
use crate::ask::{Ask, Id};
use crate::paths::segment;
use crate::problem::{Instead, Kind, Problem, ProblemBody, causes};
use crate::shelf::View;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use export::{Documents, Fault, Format, Options, Source, Threads, What, Wording};
use model::{DocId, Document, Grouped, ThreadId, ThreadRecord};
use std::sync::Arc;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(exported))
}

/// One thread of the library, as exports read it.
struct OneThread<'a> {
    view: &'a View<'a>,
    record: Arc<ThreadRecord>,
}

impl Source for OneThread<'_> {
    fn documents(&self) -> Documents<'_> {
        let mut ids: Vec<&DocId> = self.record.articles.iter().map(|article| &article.id).collect();
        ids.sort();
        Box::new(ids.into_iter().map(|id| match self.document(id)? {
            Some(document) => Ok(document),
            None => Err(format!("the library has no article {id}").into()),
        }))
    }

    fn threads(&self) -> Threads<'_> {
        Box::new(std::iter::once(Ok(ThreadRecord::clone(&self.record))))
    }

    fn document(&self, id: &DocId) -> Result<Option<Document>, Fault> {
        match self.view.document(id) {
            Ok(document) => Ok(Some(Document::clone(&document))),
            Err(Instead::Problem(problem)) if problem.kind() == Kind::NoSuchArticle => Ok(None),
            // What went wrong stands in the log already.
            Err(_) => Err(format!("article {id} cannot be read").into()),
        }
    }

    fn group(&self, id: &DocId) -> Result<Option<Grouped>, Fault> {
        Ok(self.view.reader.place(id)?)
    }
}

/// Gives a thread in a format that others read: CSV, XLSX, Parquet, Atom, Markdown and more.
#[utoipa::path(
    get, path = "/threads/{id}/export", tag = "threads", operation_id = "export_thread",
    params(
        ("id" = String, Path, description = "the thread's id"),
        ("format" = String, Query, description = "`jsonl`, `csv`, `parquet`, `xlsx`, `plover`, `gdelt`, `ftm`, `atom` or `md`"),
        ("what" = Option<String>, Query, description = "`documents`, `statements`, `events`, `event-mentions`, `claims`, `supports` or `stories`; by default what the format usually carries"),
        ("lang" = Option<String>, Query, description = "the language of labels: `en` (the default) or `hi`"),
    ),
    responses(
        (status = 200, description = "the file", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 308, description = "the thread has another id now"),
        (status = 400, description = "a parameter is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "there is no such thread", body = ProblemBody, content_type = "application/problem+json"),
    ),
)]
async fn exported(ask: Ask, Id(id): Id) -> Response {
    let host = ask.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let address = host.map(|host| format!("http://{host}"));
    ask.answer(move |view, asked| {
        let record =
            view.thread(&ThreadId::given(id), |id| format!("/api/v1/threads/{}/export", segment(id)))?;
        let bad = |error: &dyn std::fmt::Display| Problem::of(Kind::BadParameter).told(error.to_string());
        let format: Format = asked.text("format").unwrap_or_default().parse().map_err(|error| bad(&error))?;
        let what: What = match asked.text("what") {
            Some(name) => name.parse().map_err(|error| bad(&error))?,
            None => format.usual(),
        };
        let wording = asked.one_of("lang", &[("en", Wording::En), ("hi", Wording::Hi)])?;
        let name = format!("{}-{what}.{}", segment(record.id.as_str()), format.extension());
        let mut file = Vec::new();
        let options = Options { wording, address };
        export::write(format, what, &OneThread { view, record }, &options, &mut file).map_err(|error| {
            match error {
                export::Error::Pair { .. } => bad(&error),
                error => {
                    tracing::error!(error = causes(&error), "export failed");
                    Problem::of(Kind::Internal)
                }
            }
        })?;
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
            (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        ];
        Ok((headers, file).into_response())
    })
    .await
}
