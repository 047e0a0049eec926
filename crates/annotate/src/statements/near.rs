//! Which statements stand in which sentence.

use model::{Sentence, Span, Statement};

/// The statements of an article by sentence, so that each place looks only at those beside it.
pub(crate) struct Near<'s> {
    sentences: &'s [Sentence],
    lists: Vec<Vec<&'s Statement>>,
}

impl<'s> Near<'s> {
    /// Sorts the statements under every sentence that they share a byte with.
    pub(crate) fn new(sentences: &'s [Sentence], statements: &'s [Statement]) -> Self {
        let mut lists: Vec<Vec<&Statement>> = vec![Vec::new(); sentences.len()];
        for statement in statements {
            let span = statement.content.iter().fold(statement.span, |span, content| span.join(*content));
            let from = sentences.partition_point(|sentence| sentence.span.end <= span.start);
            let upto = sentences.partition_point(|sentence| sentence.span.start < span.end);
            for list in lists.get_mut(from..upto).into_iter().flatten() {
                list.push(statement);
            }
        }
        Self { sentences, lists }
    }

    /// Returns the statements that share a sentence with the start of a span, in text order.
    pub(crate) fn at(&self, span: Span) -> &[&'s Statement] {
        let at = self.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        self.lists.get(at).map_or(&[], Vec::as_slice)
    }
}
