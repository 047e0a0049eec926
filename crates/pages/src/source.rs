//! What pages are filled from: a thread's record, the texts it cites, and what the library knows around it.

use crate::{Look, Marked, Named, Names, Quoted};
use model::{
    Claim, ClaimId, DocId, Document, EntityId, EntityType, Evidence, Moment, Origin, Span, Standing,
};
use model::{StoryId, ThreadRecord};
use std::collections::BTreeMap;

/// The words that evidence cites.
///
/// A library answers from its store, a record held in memory from its documents.
pub trait Texts {
    /// Returns the words of a passage and the tag of their language; `None` when the article is not there.
    fn passage(&self, article: &DocId, span: Span) -> Option<(String, String)>;

    /// Returns what stands around a passage: the rest of its sentence, and the sentences before and after; empty where
    /// there is none or it is not known. See [`sentences_around`].
    fn around(&self, _article: &DocId, _span: Span) -> (String, String) {
        Default::default()
    }
}

/// Returns what stands around a passage of a document: from the beginning of the sentence before the one that holds it,
/// and to the end of the sentence after.
pub fn sentences_around(document: &Document, span: Span) -> (String, String) {
    let sentences = &document.facts().sentences;
    let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let after = sentences.partition_point(|sentence| sentence.span.start < span.end);
    let begin = sentences.get(first.saturating_sub(1)).map_or(span.start, |sentence| sentence.span.start);
    let end = match sentences.get(after).or(sentences.last()) {
        Some(sentence) => sentence.span.end.max(span.end),
        None => span.end,
    };
    let text = |start: u32, end: u32| {
        let around = Span { start, end: end.max(start) };
        document.surface(around).to_owned()
    };
    (text(begin.min(span.start), span.start), text(span.end, end))
}

/// The texts of documents held in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory<'a> {
    documents: BTreeMap<&'a DocId, &'a Document>,
}

impl<'a> InMemory<'a> {
    /// Returns the texts of documents.
    pub fn of(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self { documents: documents.into_iter().map(|document| (&document.article().id, document)).collect() }
    }
}

impl Texts for InMemory<'_> {
    fn passage(&self, article: &DocId, span: Span) -> Option<(String, String)> {
        let document = self.documents.get(article)?;
        Some((span.of(&document.article().text)?.to_owned(), document.article().lang.clone()))
    }

    fn around(&self, article: &DocId, span: Span) -> (String, String) {
        self.documents.get(article).map(|document| sentences_around(document, span)).unwrap_or_default()
    }
}

/// An entity of a thread and in how many of its articles it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityLine {
    /// The id.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityType,
    /// Its canonical name.
    pub name: String,
    /// The articles that name it.
    pub articles: usize,
}

/// Something that changed in a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When the library learned it.
    pub at: Option<Moment>,
    /// What changed.
    pub kind: ChangeKind,
    /// The claim that it is about.
    pub claim: Option<ClaimId>,
    /// What it is about, in words of a page: the claim's sentence, the article's title, the origin's name.
    pub text: Quoted,
    /// Who or what brought it: an origin's or an outlet's name, an old and a new value.
    pub by: Option<String>,
}

/// What changed, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// Independent origins no longer agree.
    Disputed,
    /// Somebody denies it.
    Denied,
    /// A newer value replaced an older one.
    Revised,
    /// A second independent origin says so.
    Corroborated,
    /// What was planned for today has come due.
    PlannedToday,
    /// An origin spoke for the first time.
    NewOrigin,
    /// Somebody leaves a claim out.
    NewSilence,
    /// The thread itself is new.
    NewThread,
    /// A story is new.
    NewStory,
    /// A claim was made for the first time.
    NewClaim,
    /// A claim is no longer made.
    GoneClaim,
    /// An article was added.
    NewArticle,
    /// A person corrected the record.
    Corrected,
}

impl ChangeKind {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Disputed => "disputed",
            Self::Denied => "denied",
            Self::Revised => "revised",
            Self::Corroborated => "corroborated",
            Self::PlannedToday => "planned-today",
            Self::NewOrigin => "new-origin",
            Self::NewSilence => "new-silence",
            Self::NewThread => "new-thread",
            Self::NewStory => "new-story",
            Self::NewClaim => "new-claim",
            Self::GoneClaim => "gone-claim",
            Self::NewArticle => "new-article",
            Self::Corrected => "corrected",
        }
    }

    /// Returns the sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Disputed => crate::parts::badge::sign(Standing::Disputed),
            Self::Denied => crate::parts::badge::sign(Standing::Denied),
            Self::Revised => crate::parts::badge::sign(Standing::Revised),
            Self::Corroborated => crate::parts::badge::sign(Standing::Corroborated),
            Self::PlannedToday => "◇",
            Self::NewOrigin | Self::NewThread | Self::NewStory | Self::NewClaim | Self::NewArticle => "+",
            Self::NewSilence => "○",
            Self::GoneClaim => "−",
            Self::Corrected => "✎",
        }
    }
}

/// One thread with what parts of pages look up in it, worded for one reader.
pub struct Source<'a> {
    /// The record.
    pub thread: &'a ThreadRecord,
    /// How it is looked at.
    pub look: &'a Look,
    texts: &'a dyn Texts,
    names: &'a Names,
    articles: BTreeMap<&'a DocId, usize>,
    origins: BTreeMap<&'a str, &'a Origin>,
    claims: BTreeMap<&'a ClaimId, usize>,
    stories: BTreeMap<&'a DocId, &'a StoryId>,
}

impl<'a> Source<'a> {
    /// Opens a thread for one reader.
    pub fn of(thread: &'a ThreadRecord, texts: &'a dyn Texts, names: &'a Names, look: &'a Look) -> Self {
        let of_story = |story: &'a model::StoryLine| story.articles.iter().map(move |id| (id, &story.id));
        Self {
            thread,
            look,
            texts,
            names,
            articles: thread.articles.iter().enumerate().map(|(at, line)| (&line.id, at)).collect(),
            origins: thread.origins.iter().map(|origin| (origin.id.as_str(), origin)).collect(),
            claims: thread.claims.iter().enumerate().map(|(at, claim)| (&claim.id, at)).collect(),
            stories: thread.stories.iter().flat_map(of_story).collect(),
        }
    }

    /// Returns an article of the thread.
    pub fn article(&self, id: &DocId) -> Option<&'a model::ArticleLine> {
        self.articles.get(id).map(|at| &self.thread.articles[*at])
    }

    /// Returns the number of an article in the thread's list, from 1.
    pub fn number(&self, id: &DocId) -> Option<usize> {
        self.articles.get(id).map(|at| at + 1)
    }

    /// Returns a claim of the thread and its rank by weight.
    pub fn claim(&self, id: &ClaimId) -> Option<(usize, &'a Claim)> {
        self.claims.get(id).map(|at| (*at, &self.thread.claims[*at]))
    }

    /// Returns an origin of the thread.
    pub fn origin(&self, id: &str) -> Option<&'a Origin> {
        self.origins.get(id).copied()
    }

    /// Returns the story that an article belongs to.
    pub fn story_of(&self, id: &DocId) -> Option<&'a StoryId> {
        self.stories.get(id).copied()
    }

    /// Returns the tag of an article's language.
    pub fn lang_of(&self, id: &DocId) -> &'a str {
        self.article(id).map_or("und", |line| line.lang.as_str())
    }

    /// Returns the words that evidence cites.
    pub fn quote(&self, evidence: &Evidence) -> Quoted {
        let (text, lang) = self.texts.passage(evidence.article(), evidence.span()).unwrap_or_default();
        Quoted::new(&text, &lang)
    }

    /// Returns what evidence cites, marked where it stands between the sentences around it.
    pub fn in_place(&self, evidence: &Evidence) -> Marked {
        let (text, lang) = self.texts.passage(evidence.article(), evidence.span()).unwrap_or_default();
        let (before, after) = self.texts.around(evidence.article(), evidence.span());
        let cited = Span::new(before.len(), before.len() + text.len());
        Marked::new(&format!("{before}{text}{after}"), &lang, &[cited])
    }

    /// Returns the sentence of a claim.
    pub fn sentence(&self, claim: &Claim) -> Quoted {
        Quoted::new(&claim.text, self.lang_of(claim.evidence0.article()))
    }

    /// Returns the names around what is shown.
    pub fn names(&self) -> &'a Names {
        self.names
    }

    /// Returns what to call somebody in the reader's language.
    pub fn name(&self, name: &str) -> Named {
        self.names.show(name, self.look.lang)
    }

    /// Returns what to call an origin in the reader's language.
    pub fn origin_name(&self, origin: &Origin) -> Named {
        self.names.show_id(origin.entity.as_ref(), &origin.name, self.look.lang)
    }

    /// Returns what to call what stands in a slot of a claim: a name, or the key of a known entity.
    pub fn slot_name(&self, part: &str) -> String {
        let id = EntityId::given(format!("e-{part}"));
        self.names.show_id(Some(&id), part, self.look.lang).text().to_owned()
    }

    /// Returns whom a name names.
    pub fn entity(&self, name: &str) -> Option<&'a EntityId> {
        self.names.find(name)
    }

    /// Returns what to call the outlet of an article.
    pub fn outlet(&self, id: &DocId) -> Named {
        match self.article(id).and_then(|line| line.outlet.as_deref()) {
            Some(outlet) => self.name(outlet),
            None => Named::new(self.look.word("outlet.unknown"), self.look.lang),
        }
    }

    /// Returns the first day on which an article carried a claim.
    pub fn first_told(&self, claim: &Claim) -> Option<Moment> {
        claim.supports.iter().filter_map(|support| self.article(support.evidence.article())?.date).min()
    }

    /// Returns how many distinct outlets carry a thread's articles.
    pub fn outlets(&self) -> usize {
        let outlets: std::collections::BTreeSet<_> =
            self.thread.articles.iter().filter_map(|line| line.outlet.as_deref()).collect();
        outlets.len()
    }
}
