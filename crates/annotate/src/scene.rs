//! The scene: one article's tokens with what is known of them so far, for the rules that read sentences.

use lang::{Pack, Packs};
use model::{Article, Entity, EntityId, Mention, Sentence, Span, TimeExpr};
use std::ops::Range;
use text::{QuotePair, TokenKind, Tokens, quote_pairs};

/// What the rules for statements and events read.
pub(crate) struct Scene<'a> {
    pub(crate) article: &'a Article,
    pub(crate) tokens: &'a Tokens<'a>,
    pub(crate) packs: &'a Packs,
    pub(crate) pack: &'a Pack,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) mentions: &'a [Mention],
    pub(crate) entities: &'a [Entity],
    pub(crate) times: &'a [TimeExpr],
    pub(crate) quotes: Vec<QuotePair>,
    /// The mentions as ranges of tokens, in text order.
    ranges: Vec<Range<usize>>,
}

impl<'a> Scene<'a> {
    #[allow(clippy::too_many_arguments, reason = "one private call site; each argument is one earlier pass")]
    pub(crate) fn new(
        article: &'a Article,
        tokens: &'a Tokens<'a>,
        packs: &'a Packs,
        pack: &'a Pack,
        sentences: &'a [Sentence],
        mentions: &'a [Mention],
        entities: &'a [Entity],
        times: &'a [TimeExpr],
    ) -> Self {
        let quotes = article
            .blocks
            .iter()
            .flat_map(|block| {
                let offset = block.span.start as usize;
                let text = block.span.of(&article.text).unwrap_or_default();
                let shift =
                    move |span: Span| Span::new(span.start as usize + offset, span.end as usize + offset);
                quote_pairs(text).into_iter().map(move |pair| QuotePair {
                    outer: shift(pair.outer),
                    inner: shift(pair.inner),
                    unclosed: pair.unclosed,
                })
            })
            .collect();
        let ranges = mentions.iter().map(|mention| tokens.within(mention.span)).collect();
        Self { article, tokens, packs, pack, sentences, mentions, entities, times, quotes, ranges }
    }

    /// Returns the scene as it is inside its quotations: with the quotations that stand in others alone.
    pub(crate) fn inside(&self) -> Self {
        let within = |pair: &QuotePair| {
            let offset = pair.inner.start as usize;
            let text = pair.inner.of(&self.article.text).unwrap_or_default();
            let shift = move |span: Span| Span::new(span.start as usize + offset, span.end as usize + offset);
            quote_pairs(text).into_iter().map(move |pair| QuotePair {
                outer: shift(pair.outer),
                inner: shift(pair.inner),
                unclosed: pair.unclosed,
            })
        };
        let quotes = self.quotes.iter().flat_map(within).collect();
        Self { quotes, ranges: self.ranges.clone(), ..*self }
    }

    /// Returns the mention whose last token stands just before a token.
    pub(crate) fn mention_ending_at(&self, end: usize) -> Option<(&'a Mention, Range<usize>)> {
        let at = self.ranges.partition_point(|range| range.end < end);
        self.mention(at).filter(|(_, range)| range.end == end)
    }

    /// Returns the mention that starts at a token.
    pub(crate) fn mention_starting_at(&self, start: usize) -> Option<(&'a Mention, Range<usize>)> {
        let at = self.ranges.partition_point(|range| range.start < start);
        self.mention(at).filter(|(_, range)| range.start == start)
    }

    /// Returns the mentions before a token, the nearest first.
    pub(crate) fn mentions_before(
        &self,
        at: usize,
    ) -> impl Iterator<Item = (&'a Mention, Range<usize>)> + '_ {
        let upto = self.ranges.partition_point(|range| range.start < at);
        (0..upto).rev().filter_map(|index| self.mention(index))
    }

    /// Returns the mentions that start inside a range of tokens, in text order.
    pub(crate) fn mentions_in(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (&'a Mention, Range<usize>)> + '_ {
        let from = self.ranges.partition_point(|known| known.start < range.start);
        (from..self.ranges.len())
            .map_while(move |index| self.mention(index).filter(|(_, known)| known.start < range.end))
    }

    fn mention(&self, at: usize) -> Option<(&'a Mention, Range<usize>)> {
        Some((self.mentions.get(at)?, self.ranges.get(at)?.clone()))
    }

    /// Returns an entity of the document.
    pub(crate) fn entity(&self, id: &EntityId) -> Option<&'a Entity> {
        self.entities.binary_search_by(|entity| entity.id.cmp(id)).ok().map(|at| &self.entities[at])
    }

    /// Returns the quotation that holds a token, if any.
    pub(crate) fn quote_around(&self, at: usize) -> Option<&QuotePair> {
        let span = self.tokens.items().get(at)?.span;
        let upto = self.quotes.partition_point(|pair| pair.outer.start <= span.start);
        self.quotes.get(upto.checked_sub(1)?).filter(|pair| pair.outer.covers(span))
    }

    /// Returns the quotation that opens at a token, if any.
    pub(crate) fn quote_opening_at(&self, at: usize) -> Option<&QuotePair> {
        let span = self.tokens.items().get(at)?.span;
        let from = self.quotes.partition_point(|pair| pair.outer.start < span.start);
        self.quotes.get(from).filter(|pair| pair.outer.start == span.start)
    }

    /// Returns the quotations that share a byte with a span, in text order.
    pub(crate) fn quotes_near(&self, span: Span) -> impl Iterator<Item = &QuotePair> {
        let from = self.quotes.partition_point(|pair| pair.outer.end <= span.start);
        self.quotes[from..].iter().take_while(move |pair| pair.outer.start < span.end)
    }

    /// Returns the time expression that holds a token, if any.
    pub(crate) fn time_around(&self, at: usize) -> Option<&'a TimeExpr> {
        let span = self.tokens.items().get(at)?.span;
        let upto = self.times.partition_point(|time| time.span.start <= span.start);
        self.times.get(upto.checked_sub(1)?).filter(|time| time.span.covers(span))
    }

    /// Tells whether a token is a mark.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        self.tokens.items().get(at).is_some_and(|token| token.kind == TokenKind::Mark)
    }

    /// Tells whether a token is of a class of small words.
    pub(crate) fn is(&self, class: &str, at: usize) -> bool {
        self.pack.grammar.is(class, self.tokens, at)
    }

    /// Returns the text of a range of tokens, as published.
    pub(crate) fn surface(&self, range: Range<usize>) -> &'a str {
        self.tokens.span(range).and_then(|span| span.of(self.tokens.text())).unwrap_or_default()
    }

    /// Returns the tokens of a sentence without the dateline and the marks at its end.
    pub(crate) fn body_of(&self, sentence: Span) -> Range<usize> {
        let mut range = self.tokens.within(sentence);
        if let Some(dateline) = self.article.dateline.as_deref()
            && sentence.of(&self.article.text).is_some_and(|surface| surface.starts_with(dateline))
        {
            let most = (range.start + 12).min(range.end);
            let lead = (range.start..most).find(|at| matches!(self.tokens.surface(*at), ":" | "–" | "—"));
            if let Some(colon) = lead {
                range.start = colon + 1;
            }
        }
        while range.end > range.start && is_end(self.tokens.surface(range.end - 1)) {
            range.end -= 1;
        }
        range
    }
}

/// Tells whether a mark ends a sentence.
pub(crate) fn is_end(mark: &str) -> bool {
    !mark.is_empty() && mark.chars().all(text::is_end_mark)
}
