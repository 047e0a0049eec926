//! What is served.

use crate::{Error, Result, headers};
use axum::body::Bytes;
use axum::http::HeaderValue;
use model::{Document, Record};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A record, the documents that it rests on, and the page that shows it; cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    record: Bytes,
    documents: BTreeMap<String, Document>,
    page: Bytes,
    policy: HeaderValue,
}

/// A value with the name and version of its format in front.
#[derive(Serialize)]
struct Tagged<'a, T> {
    format: &'static str,
    #[serde(flatten)]
    value: &'a T,
}

impl App {
    /// Serves a record, its documents, and the HTML page that shows it.
    ///
    /// Of the page's styles those in its `style` elements apply; nothing else that it might load or run does.
    pub fn new(record: &Record, documents: Vec<Document>, page: String) -> Result<Self> {
        let record =
            serde_json::to_vec(&Tagged { format: "record/1", value: record }).map_err(Error::Record)?;
        let documents = documents.into_iter();
        Ok(Self(Arc::new(Parts {
            record: record.into(),
            documents: documents.map(|document| (document.article().id.to_string(), document)).collect(),
            policy: headers::policy_of(&page),
            page: page.into(),
        })))
    }

    /// Returns the record as JSON.
    pub(crate) fn record(&self) -> Bytes {
        self.0.record.clone()
    }

    /// Returns a document as JSON.
    pub(crate) fn document(&self, id: &str) -> Option<std::result::Result<Vec<u8>, serde_json::Error>> {
        let document = self.0.documents.get(id)?;
        Some(serde_json::to_vec(&Tagged { format: "document/1", value: document }))
    }

    /// Returns the page for people.
    pub(crate) fn page(&self) -> Bytes {
        self.0.page.clone()
    }

    /// Returns what a browser may load and run on the page.
    pub(crate) fn policy(&self) -> HeaderValue {
        self.0.policy.clone()
    }
}
