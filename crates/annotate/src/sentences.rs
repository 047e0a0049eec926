//! Sentences of an article, block by block.

use lang::Pack;
use model::{Article, Sentence, Span};

/// Returns the sentences of all blocks in text order; none crosses a block.
pub(crate) fn sentences(article: &Article, pack: &Pack) -> Vec<Sentence> {
    let mut found = Vec::new();
    for block in &article.blocks {
        let Some(text) = block.span.of(&article.text) else { continue };
        let offset = block.span.start as usize;
        for span in text::sentences(text, pack.grammar.sentence_marks()) {
            let span = Span::new(span.start as usize + offset, span.end as usize + offset);
            found.push(Sentence { span });
        }
    }
    found
}
