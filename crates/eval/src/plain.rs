//! A text by itself as an article: gold of others has no page.

use model::{Article, Block, BlockKind, Confidence, DateBasis, DocId, Outlet, Parts, Span};

/// Returns a text in a language as an article of which nothing else is known; each line is a paragraph.
pub(crate) fn article(id: DocId, text: &str, lang: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        if !line.trim().is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span, source: None });
        }
        start += line.len() + 1;
    }
    Article {
        id,
        path: String::new(),
        url: None,
        canonical_url: None,
        outlet: Outlet::default(),
        title: None,
        subtitle: None,
        authors: Vec::new(),
        agencies: Vec::new(),
        date: None,
        date_basis: DateBasis::None,
        modified: None,
        dateline: None,
        section: None,
        tags: Vec::new(),
        lang: lang.to_owned(),
        lang_confidence: Confidence::SURE,
        verdict: None,
        text: text.to_owned(),
        blocks,
        furniture: Vec::new(),
        parts: Parts::default(),
        notes: Vec::new(),
    }
}
