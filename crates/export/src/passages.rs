//! The passages that a thread's record cites, with what is known of their articles.

use crate::tables::Told;
use crate::{Error, Result, Source};
use model::{ArticleLine, Claim, DocId, Evidence, OriginId, Span, ThreadRecord};
use std::collections::{BTreeMap, BTreeSet};

/// A thread's record with the words it cites.
///
/// Documents are read one at a time and only the cited words are kept, so that a thread of many long articles stays
/// small in memory.
pub(crate) struct Passages<'a> {
    pub(crate) thread: &'a ThreadRecord,
    texts: BTreeMap<DocId, BTreeMap<Span, Passage>>,
    lines: BTreeMap<&'a DocId, &'a ArticleLine>,
    stories: BTreeMap<&'a DocId, &'a str>,
    origins: BTreeMap<&'a OriginId, &'a str>,
    claims: BTreeMap<&'a str, Vec<&'a Claim>>,
}

struct Passage {
    text: String,
    /// The sentence that the passage begins in, where it is another.
    sentence: Option<String>,
}

impl<'a> Passages<'a> {
    /// Reads the passages that a thread's record cites.
    pub(crate) fn of(thread: &'a ThreadRecord, source: &dyn Source) -> Result<Self> {
        let mut cited: BTreeMap<&DocId, BTreeSet<Span>> = BTreeMap::new();
        for evidence in evidence(thread) {
            cited.entry(evidence.article()).or_default().insert(evidence.span());
        }
        let mut texts = BTreeMap::new();
        for (id, spans) in cited {
            let document = source.document(id).map_err(Error::Source)?;
            let document = document.ok_or_else(|| Error::Missing(id.clone()))?;
            let passage = |span: Span| {
                let sentence = document.sentence_of(span).filter(|sentence| sentence.span != span);
                let text = document.surface(span).to_owned();
                Passage { text, sentence: sentence.map(|of| document.surface(of.span).to_owned()) }
            };
            texts.insert(id.clone(), spans.into_iter().map(|span| (span, passage(span))).collect());
        }
        let stories = thread.stories.iter();
        let stories: BTreeMap<&DocId, &str> =
            stories.flat_map(|of| of.articles.iter().map(|id| (id, of.id.as_str()))).collect();
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &thread.claims {
            if let Some(story) = stories.get(claim.evidence0.article()) {
                claims.entry(story).or_default().push(claim);
            }
        }
        Ok(Self {
            thread,
            texts,
            lines: thread.articles.iter().map(|line| (&line.id, line)).collect(),
            stories,
            origins: thread.origins.iter().map(|origin| (&origin.id, origin.name.as_str())).collect(),
            claims,
        })
    }

    /// Returns the words that a piece of evidence cites.
    pub(crate) fn text(&self, evidence: &Evidence) -> &str {
        self.passage(evidence).map_or("", |passage| passage.text.as_str())
    }

    /// Returns the sentence that a cited passage begins in.
    pub(crate) fn sentence(&self, evidence: &Evidence) -> &str {
        self.passage(evidence)
            .map_or("", |passage| passage.sentence.as_deref().unwrap_or(passage.text.as_str()))
    }

    /// Returns what is known of an article.
    pub(crate) fn line<'s>(&'s self, id: &'s DocId) -> Told<'s> {
        match self.lines.get(id) {
            Some(line) => Told::of_line(line, self.thread.id.as_str(), self.story(id)),
            None => Told { article: id.as_str(), lang: "und", ..Told::default() },
        }
    }

    /// Returns the id of the story that an article belongs to.
    pub(crate) fn story(&self, id: &DocId) -> Option<&'a str> {
        self.stories.get(id).copied()
    }

    /// Returns the claims whose best sentence stands in an article of a story, the weightiest first.
    pub(crate) fn claims_of(&self, story: &str) -> Vec<&'a Claim> {
        self.claims.get(story).cloned().unwrap_or_default()
    }

    /// Returns the name of an origin.
    pub(crate) fn origin(&self, id: &OriginId) -> Option<&'a str> {
        self.origins.get(id).copied()
    }

    /// Returns the outlets of articles, sorted, each once.
    pub(crate) fn outlets<'i>(&self, ids: impl IntoIterator<Item = &'i DocId>) -> BTreeSet<&'a str> {
        ids.into_iter().filter_map(|id| self.lines.get(id)?.outlet.as_deref()).collect()
    }

    fn passage(&self, evidence: &Evidence) -> Option<&Passage> {
        self.texts.get(evidence.article())?.get(&evidence.span())
    }
}

/// Goes through everything that a thread's record cites.
fn evidence(thread: &ThreadRecord) -> impl Iterator<Item = &Evidence> {
    let claims = thread.claims.iter();
    let claims = claims
        .flat_map(|claim| claim.supports.iter().map(|support| &support.evidence).chain([&claim.evidence0]));
    let silences = thread.silences.iter().map(|silence| &silence.evidence);
    let timeline = thread.timeline.iter().flat_map(|entry| &entry.evidence);
    claims.chain(silences).chain(timeline).chain(&thread.brief)
}
