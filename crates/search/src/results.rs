//! What a search returns: hits with what matched in them, and facets.

use crate::error::{Error, Result};
use crate::facets::Facet;
use crate::fields::Fields;
use crate::plan::Marks;
use crate::shown::{Kind, Shown};
use crate::words::{Words, key_of};
use model::{ClaimId, DocId, EntityId, Moment, Span, StoryId, ThreadId};
use serde::Serialize;
use tantivy::TantivyDocument;
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use text::{TokenKind, Tokens};
use unicode_segmentation::UnicodeSegmentation;

/// How many grapheme clusters of a text a snippet shows.
const SNIPPET: usize = 240;

/// How many clusters of a snippet stand before the first thing that matched.
const BEFORE: usize = 60;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Results {
    /// How many entries match.
    pub total: u64,
    /// Those asked for, the best first.
    pub hits: Vec<Hit>,
    /// How the entries that match divide.
    pub facets: Vec<Facet>,
    /// How many entries the facets counted: all, or for very broad queries an even part of them.
    pub facets_counted: u64,
}

/// One entry that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// What else the sentence is: a statement, an event, an amount.
    pub also: Vec<Kind>,
    /// The article it stands in; for a claim, the one that says it best.
    pub article: Option<DocId>,
    /// Where it stands in the article's text.
    pub span: Option<Span>,
    /// Its text; for an article, how its text begins.
    pub text: String,
    /// The language of the text.
    pub lang: String,
    /// What matched, as spans into the text, in order and apart.
    pub highlights: Vec<Span>,
    /// The part of the text to show first, as a span into it; ends lie between grapheme clusters.
    pub snippet: Span,
    /// The way it came, innermost voice first; for what nobody is quoted with, empty.
    pub chain: Vec<String>,
    /// When it was said or published.
    pub date_said: Option<Moment>,
    /// When it happens.
    pub date_happened: Option<Moment>,
    /// Its story.
    pub story: Option<StoryId>,
    /// Its thread.
    pub thread: Option<ThreadId>,
    /// The claim.
    pub claim: Option<ClaimId>,
    /// The entity.
    pub entity: Option<EntityId>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The article's title; for an entity, its name.
    pub title: Option<String>,
    /// What matched in the title; for articles only.
    pub title_highlights: Vec<Span>,
    /// How well it matches; comparable within one search only.
    pub score: f32,
}

impl Hit {
    /// Returns the snippet in pieces, each with whether it matched.
    pub fn pieces(&self) -> Vec<(bool, &str)> {
        pieces(&self.text, self.snippet, &self.highlights)
    }

    /// Returns the title in pieces, each with whether it matched.
    pub fn title_pieces(&self) -> Vec<(bool, &str)> {
        let title = self.title.as_deref().unwrap_or_default();
        pieces(title, Span::new(0, title.len()), &self.title_highlights)
    }
}

fn pieces<'t>(text: &'t str, part: Span, marked: &[Span]) -> Vec<(bool, &'t str)> {
    let mut pieces = Vec::new();
    let mut at = part.start;
    let mut push = |matched: bool, start: u32, end: u32| {
        if let Some(piece) = text.get(start as usize..end as usize).filter(|piece| !piece.is_empty()) {
            pieces.push((matched, piece));
        }
    };
    for mark in marked {
        let (start, end) = (mark.start.max(part.start), mark.end.min(part.end));
        if start >= end {
            continue;
        }
        push(false, at, start);
        push(true, start, end);
        at = end;
    }
    push(false, at, part.end);
    pieces
}

/// Reads what is kept of an entry.
pub(crate) fn read(fields: &Fields, store: &StoreReader, doc: u32) -> Result<Shown> {
    let entry: TantivyDocument = store.get(doc).map_err(Error::index("read"))?;
    let bytes = entry.get_first(fields.shown).and_then(|value| value.as_bytes()).unwrap_or_default();
    serde_json::from_slice(bytes).map_err(Error::index("read"))
}

/// Makes the hit of an entry.
pub(crate) fn hit(shown: Shown, score: f32, marks: &Marks, words: &mut Words<'_>) -> Hit {
    let highlights = marked(&shown.text, &shown.lang, &shown.mentions, marks, words);
    let title_highlights = match &shown.title {
        Some(title) if shown.kind == Kind::Article => marked(title, &shown.lang, &[], marks, words),
        _ => Vec::new(),
    };
    let snippet = snippet(&shown.text, highlights.first().copied());
    Hit {
        kind: shown.kind,
        also: shown.also,
        article: shown.article,
        span: shown.span,
        text: shown.text,
        lang: shown.lang,
        highlights,
        snippet,
        chain: shown.chain,
        date_said: shown.said,
        date_happened: shown.happened,
        story: shown.story,
        thread: shown.thread,
        claim: shown.claim,
        entity: shown.entity,
        outlet: shown.outlet,
        title: shown.title,
        title_highlights,
        score,
    }
}

/// Returns what matched in a text, in order and apart.
fn marked(
    text: &str,
    lang: &str,
    mentions: &[(u32, u32, EntityId)],
    marks: &Marks,
    words: &mut Words<'_>,
) -> Vec<Span> {
    let tokens = Tokens::of(text);
    let mut spans: Vec<Span> = Vec::new();
    let mut run: Vec<(String, Span)> = Vec::new();
    let lang = words.lang(lang);
    for (at, token) in tokens.items().iter().enumerate() {
        let Some(key) = key_of(&tokens, at, token) else { continue };
        run.push((key.clone().into_owned(), token.span));
        let named =
            || mentions.iter().any(|(start, end, _)| *start <= token.span.start && token.span.end <= *end);
        let forms = words.forms(&key, lang);
        let hit = marks.words.contains(&*key)
            || marks.stems.contains(&*forms.stem)
            || (!forms.sound.is_empty() && marks.sounds.contains(&*forms.sound))
            || marks.prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
            || marks.begun_sounds.iter().any(|begun| forms.sound.starts_with(begun.as_str()));
        if hit || (named() && marks.names.contains(words.name(&key))) {
            spans.push(token.span);
        }
    }
    for phrase in marks.phrases.iter().filter(|phrase| !phrase.is_empty()) {
        for window in run.windows(phrase.len()) {
            if window.iter().zip(phrase).all(|((key, _), wanted)| key == wanted) {
                spans.push(window[0].1.join(window[window.len() - 1].1));
            }
        }
    }
    for (start, end, entity) in mentions {
        if marks.entities.contains(entity.as_str()) {
            spans.push(Span { start: *start, end: *end });
        }
    }
    spans.retain(|span| span.of(text).is_some());
    spans.sort();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end || only_space(text, last.end, span.start) => {
                *last = last.join(span);
            }
            _ => apart.push(span),
        }
    }
    apart
}

fn only_space(text: &str, from: u32, to: u32) -> bool {
    text.get(from as usize..to as usize).is_some_and(|between| between.chars().all(char::is_whitespace))
}

/// Returns the part of a text to show first: from a little before what matched, between grapheme clusters and, where
/// a word's end is near, between words.
fn snippet(text: &str, first: Option<Span>) -> Span {
    let clusters: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
    if clusters.len() <= SNIPPET {
        return Span::new(0, text.len());
    }
    let hit =
        first.map_or(0, |span| clusters.partition_point(|at| *at <= span.start as usize).saturating_sub(1));
    let from = hit.saturating_sub(BEFORE).min(clusters.len() - SNIPPET);
    let to = (from + SNIPPET).min(clusters.len());
    let at = |cluster: usize| clusters.get(cluster).copied().unwrap_or(text.len());
    let (mut start, mut end) = (at(from), at(to));
    let tokens = Tokens::of(text);
    let inside = |place: usize| {
        tokens
            .items()
            .iter()
            .find(|token| {
                token.kind != TokenKind::Mark
                    && (token.span.start as usize) < place
                    && place < token.span.end as usize
            })
            .map(|token| token.span)
    };
    // A word cut in two is left out, unless it is longer than any word should be.
    if let Some(word) = inside(start).filter(|word| word.len() < 100 && (word.end as usize) <= at(hit)) {
        start = word.end as usize;
    }
    if let Some(word) = inside(end).filter(|word| word.len() < 100 && (word.start as usize) > start) {
        end = word.start as usize;
    }
    Span::new(start, end).trimmed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(snippet("पुल हादसा", None), Span::new(0, "पुल हादसा".len()));
    }

    #[test]
    fn a_long_text_is_shown_around_what_matched() {
        let text = format!("{}हड़ताल {}", "क्षेत्र ".repeat(200), "बाद ".repeat(200));
        let at = text.find("हड़ताल").unwrap();
        let span = snippet(&text, Some(Span::new(at, at + "हड़ताल".len())));
        let shown = span.of(&text).unwrap();
        assert!(shown.contains("हड़ताल") && shown.starts_with("क्षेत्र") && shown.ends_with("बाद"), "{shown}");
        assert!(shown.graphemes(true).count() <= SNIPPET);
    }

    #[test]
    fn pieces_are_the_snippet() {
        let text = "ab cd ef";
        let found = pieces(text, Span::new(1, 7), &[Span::new(0, 2), Span::new(6, 8)]);
        assert_eq!(found, [(true, "b"), (false, " cd "), (true, "e")]);
    }

    proptest::proptest! {
        #[test]
        fn a_snippet_slices(text in "\\PC{0,600}", from in 0usize..600) {
            let from = text.floor_char_boundary(from.min(text.len()));
            let span = snippet(&text, Some(Span::new(from, text.len())));
            proptest::prop_assert!(span.of(&text).is_some());
        }
    }
}
