//! A page and its document made ready to be kept; the packing takes time and can be done on any thread.

use crate::{Error, Result, envelope, packed};
use model::{DocId, Document, Page};

/// A page with its document, packed.
#[derive(Debug)]
pub struct Parcel {
    page: Page,
    document: Document,
    corrected: Option<Document>,
    outline: Vec<u8>,
    card: Vec<u8>,
    pub(crate) content: DocId,
    pub(crate) page_bytes: i64,
    pub(crate) packed: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
    pub(crate) given: String,
}

impl Parcel {
    /// Packs a page and its document.
    ///
    /// `corrected` is the document as people set it right, where they did: tables tell of it.
    /// `outline` is what the article is grouped by later and `card` what its names are compared by, as the caller
    /// writes them.
    pub fn pack(
        mut page: Page,
        document: Document,
        corrected: Option<Document>,
        outline: Vec<u8>,
        card: Vec<u8>,
    ) -> Result<Self> {
        if page.id != document.article().id {
            return Err(Error::Mismatch { page: page.id.clone(), document: document.article().id.clone() });
        }
        let bytes = std::mem::take(&mut page.bytes);
        Ok(Self {
            content: DocId::of_bytes(&bytes),
            page_bytes: bytes.len() as i64,
            packed: packed::pack(&bytes).map_err(Error::damaged("page", &page.id))?,
            sealed: envelope::seal(&document).map_err(Error::damaged("document", &page.id))?,
            given: serde_json::to_string(&page.given).map_err(Error::damaged("page", &page.id))?,
            outline,
            card,
            page,
            document,
            corrected,
        })
    }

    /// Returns the page, without its bytes.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Returns the document, as corrected.
    pub fn document(&self) -> &Document {
        self.corrected.as_ref().unwrap_or(&self.document)
    }

    pub(crate) fn outline(&self) -> &[u8] {
        &self.outline
    }

    pub(crate) fn card(&self) -> &[u8] {
        &self.card
    }
}
