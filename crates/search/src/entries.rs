//! From what the library holds to entries: articles, sentences, claims, entities.

use crate::draft::Draft;
use crate::error::{Error, Result};
use crate::fields::Fields;
use crate::query::Field;
use crate::shown::{Kind, Shown};
use crate::words::{Words, joined, keys};
use lang::Packs;
use model::{
    DocId, Document, EntityId, EntityType, Names, Number, Quantity, QuantityKind, Span, Statement, StoryId,
    ThreadId,
};
use std::collections::BTreeMap;
use tantivy::TantivyDocument;
use text::Tokens;

/// An article to be found, and where it belongs.
#[derive(Clone, Debug)]
pub struct Entry<'d> {
    /// What it says.
    pub document: &'d Document,
    /// Its story.
    pub story: Option<StoryId>,
    /// Its thread.
    pub thread: Option<ThreadId>,
}

/// Somebody or something to be found by any of its names.
#[derive(Clone, Debug)]
pub struct EntityEntry {
    /// The id.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityType,
    /// What to call it.
    pub name: String,
    /// Every name known or seen, by language.
    pub names: Names,
}

/// How much of an article's text is indexed with its title, in bytes: whole sentences up to it.
const LEAD: usize = 900;

/// The most sentences that one fact is attached to.
const MOST_SENTENCES: usize = 16;

/// The most names of one entity that are indexed.
const MOST_NAMES: usize = 64;

pub(crate) fn owner_of_article(id: &DocId) -> String {
    format!("article/{id}")
}

pub(crate) fn owner_of_thread(id: &ThreadId) -> String {
    format!("thread/{id}")
}

pub(crate) fn owner_of_entity(id: &EntityId) -> String {
    format!("entity/{id}")
}

/// Makes the entries of an article: one for itself and one for each sentence.
pub(crate) fn of_article(
    fields: &Fields,
    words: &mut Words<'_>,
    entry: &Entry<'_>,
    each: &mut dyn FnMut(TantivyDocument) -> Result<()>,
) -> Result<()> {
    let (document, article) = (entry.document, entry.document.article());
    let owner = owner_of_article(&article.id);
    let tokens = Tokens::of(&article.text);
    let facts = facts_by_sentence(document);
    let common = Common::of(entry, words.packs());
    each(article_entry(fields, words, entry, &common, &tokens, &owner)?)?;
    for (at, sentence) in document.facts().sentences.iter().enumerate() {
        let facts = facts.get(at).map_or(&[][..], Vec::as_slice);
        let draft = sentence_entry(words, entry, &common, &tokens, sentence.span, facts);
        let order = order_of(&article.id, at + 1);
        each(draft.0.finish(fields, &owner, order, &draft.1).map_err(Error::index("add to"))?)?;
    }
    Ok(())
}

/// What every entry of an article carries.
struct Common {
    /// On whose word the article tells what it does not attribute.
    origin: Option<String>,
    /// Canonical names of the article's entities.
    names: BTreeMap<EntityId, String>,
}

impl Common {
    fn of(entry: &Entry<'_>, packs: &Packs) -> Self {
        let article = entry.document.article();
        let credited = article.agencies.first().map(String::as_str).or(article.outlet.label());
        let facts = entry.document.facts();
        Self {
            origin: credited.map(|name| canonical(packs, name)),
            names: facts.entities.iter().map(|entity| (entity.id.clone(), entity.name.clone())).collect(),
        }
    }

    fn name(&self, entity: Option<&EntityId>, written: &str, packs: &Packs) -> String {
        entity.and_then(|id| self.names.get(id)).cloned().unwrap_or_else(|| canonical(packs, written))
    }

    fn put(&self, draft: &mut Draft, entry: &Entry<'_>) {
        let article = entry.document.article();
        draft.id(Field::Article, article.id.as_str());
        if let Some(story) = &entry.story {
            draft.id(Field::Story, story.as_str());
        }
        if let Some(thread) = &entry.thread {
            draft.id(Field::Thread, thread.as_str());
        }
        draft.facet("lang", &article.lang);
        if let Some(outlet) = article.outlet.label() {
            draft.facet("outlet", outlet);
        }
        if let Some(country) = &article.outlet.country {
            draft.facet("country", country);
        }
    }
}

fn article_entry(
    fields: &Fields,
    words: &mut Words<'_>,
    entry: &Entry<'_>,
    common: &Common,
    tokens: &Tokens<'_>,
    owner: &str,
) -> Result<TantivyDocument> {
    let (document, article) = (entry.document, entry.document.article());
    let sentences = &document.facts().sentences;
    let first = sentences.first().map_or(0, |sentence| sentence.span.start as usize);
    let end = sentences
        .iter()
        .map(|sentence| sentence.span.end as usize)
        .take_while(|end| end - first <= LEAD)
        .last()
        .unwrap_or_else(|| article.text.floor_char_boundary(LEAD));
    let lead = Span::new(first.min(end), end);
    let mut draft = Draft::new(Kind::Article);
    common.put(&mut draft, entry);
    if let Some(origin) = &common.origin {
        draft.facet("origin", origin);
    }
    if let Some(date) = article.date {
        draft.said(date);
    }
    if let Some(title) = &article.title {
        let tokens = Tokens::of(title);
        draft.words(words, &tokens, Span::new(0, title.len()), &article.lang);
    }
    draft.words(words, tokens, lead, &article.lang);
    let mentions: Vec<_> =
        document.facts().mentions.iter().filter(|mention| lead.covers(mention.span)).collect();
    for mention in &mentions {
        draft.name(words, tokens, mention.span);
        draft.entity(mention.entity.as_str());
    }
    let shown = Shown {
        kind: Kind::Article,
        also: Vec::new(),
        article: Some(article.id.clone()),
        span: Some(lead),
        text: document.surface(lead).to_owned(),
        lang: article.lang.clone(),
        chain: article.outlet.label().map(str::to_owned).into_iter().collect(),
        said: article.date,
        happened: None,
        story: entry.story.clone(),
        thread: entry.thread.clone(),
        claim: None,
        entity: None,
        outlet: article.outlet.label().map(str::to_owned),
        title: article.title.clone(),
        mentions: mentions
            .iter()
            .map(|mention| {
                (mention.span.start - lead.start, mention.span.end - lead.start, mention.entity.clone())
            })
            .collect(),
    };
    draft.finish(fields, owner, order_of(&article.id, 0), &shown).map_err(Error::index("add to"))
}

/// A fact that a sentence holds, by its place among the document's.
#[derive(Clone, Copy, Debug)]
enum Fact {
    Mention(usize),
    Quantity(usize),
    Statement(usize),
    Event(usize),
}

fn facts_by_sentence(document: &Document) -> Vec<Vec<Fact>> {
    let facts = document.facts();
    let sentences = &facts.sentences;
    let mut by_sentence = vec![Vec::new(); sentences.len()];
    let mut put = |span: Span, fact: Fact| {
        let from = sentences.partition_point(|sentence| sentence.span.end <= span.start);
        for (at, sentence) in sentences.iter().enumerate().skip(from).take(MOST_SENTENCES) {
            if !sentence.span.overlaps(span) {
                break;
            }
            by_sentence[at].push(fact);
        }
    };
    for (at, mention) in facts.mentions.iter().enumerate() {
        put(mention.span, Fact::Mention(at));
    }
    for (at, quantity) in facts.quantities.iter().enumerate() {
        put(quantity.span, Fact::Quantity(at));
    }
    for (at, statement) in facts.statements.iter().enumerate() {
        put(statement.span, Fact::Statement(at));
    }
    for (at, event) in facts.events.iter().enumerate() {
        put(event.span, Fact::Event(at));
    }
    by_sentence
}

fn sentence_entry(
    words: &mut Words<'_>,
    entry: &Entry<'_>,
    common: &Common,
    tokens: &Tokens<'_>,
    span: Span,
    held: &[Fact],
) -> (Draft, Shown) {
    let (document, article, packs) = (entry.document, entry.document.article(), words.packs());
    let facts = document.facts();
    let mut draft = Draft::new(Kind::Sentence);
    common.put(&mut draft, entry);
    draft.words(words, tokens, span, &article.lang);
    let mut shown = Shown {
        kind: Kind::Sentence,
        also: Vec::new(),
        article: Some(article.id.clone()),
        span: Some(span),
        text: document.surface(span).to_owned(),
        lang: article.lang.clone(),
        chain: Vec::new(),
        said: article.date,
        happened: None,
        story: entry.story.clone(),
        thread: entry.thread.clone(),
        claim: None,
        entity: None,
        outlet: article.outlet.label().map(str::to_owned),
        title: article.title.clone(),
        mentions: Vec::new(),
    };
    let also = |kind: Kind, shown: &mut Shown, draft: &mut Draft| {
        if !shown.also.contains(&kind) {
            shown.also.push(kind);
            draft.facet("kind", kind.name());
        }
    };
    let mut statement_date = None;
    let mut attributed = false;
    for fact in held {
        match *fact {
            Fact::Mention(at) => {
                let mention = &facts.mentions[at];
                draft.name(words, tokens, mention.span);
                draft.entity(mention.entity.as_str());
                if mention.kind == EntityType::Loc {
                    draft.facet(
                        "place",
                        &common.name(Some(&mention.entity), document.surface(mention.span), packs),
                    );
                }
                if span.covers(mention.span) {
                    let (start, end) = (mention.span.start - span.start, mention.span.end - span.start);
                    shown.mentions.push((start, end, mention.entity.clone()));
                }
            }
            Fact::Quantity(at) => {
                let values = amounts_of(&facts.quantities[at]);
                if !values.is_empty() {
                    also(Kind::Amount, &mut shown, &mut draft);
                }
                values.into_iter().for_each(|value| draft.amount(value));
            }
            Fact::Statement(at) => {
                let statement = &facts.statements[at];
                also(Kind::Statement, &mut shown, &mut draft);
                attributed |= statement_facets(&mut draft, statement, common, packs);
                statement_date = statement_date.or(statement.said_on);
                if shown.chain.is_empty() {
                    shown.chain = statement
                        .chain
                        .links()
                        .iter()
                        .map(|link| common.name(link.entity.as_ref(), &link.name, packs))
                        .collect();
                }
            }
            Fact::Event(at) => {
                let event = &facts.events[at];
                also(Kind::Event, &mut shown, &mut draft);
                draft.facet("type", &event.event);
                draft.facet("certainty", event.certainty.name());
                if let Some(place) = &event.place {
                    draft.facet("place", &canonical(packs, place));
                }
                if let Some(date) = event.date {
                    draft.happened(date);
                    shown.happened = shown.happened.or(Some(date));
                }
            }
        }
    }
    shown.said = statement_date.or(shown.said);
    if let Some(said) = shown.said {
        draft.said(said);
    }
    if let (false, Some(origin)) = (attributed, &common.origin) {
        draft.facet("origin", origin);
    }
    (draft, shown)
}

/// Puts who says it and who put it into the world; tells whether anybody did.
fn statement_facets(draft: &mut Draft, statement: &Statement, common: &Common, packs: &Packs) -> bool {
    if let Some(speaker) = &statement.speaker {
        draft.facet("speaker", &common.name(speaker.entity.as_ref(), &speaker.name, packs));
    }
    let Some(origin) = statement.chain.origin() else { return false };
    draft.facet("origin", &common.name(origin.entity.as_ref(), &origin.name, packs));
    true
}

/// Returns the ends of an amount that people look for: no ordinals, ages or lengths of time.
fn amounts_of(quantity: &Quantity) -> Vec<Number> {
    match quantity.kind {
        QuantityKind::Ordinal | QuantityKind::Duration => Vec::new(),
        _ => quantity.value.into_iter().chain(quantity.value_max).collect(),
    }
}

/// Makes the entry of an entity.
pub(crate) fn of_entity(
    fields: &Fields,
    words: &mut Words<'_>,
    entity: &EntityEntry,
) -> Result<TantivyDocument> {
    let mut draft = Draft::new(Kind::Entity);
    draft.entity(entity.id.as_str());
    let mut shown_names = vec![entity.name.as_str()];
    let mut called: Vec<String> = Vec::new();
    let named = std::iter::once(("und", entity.name.as_str()));
    let names = entity
        .names
        .iter()
        .flat_map(|(lang, names)| names.iter().map(move |name| (lang.as_str(), name.as_str())));
    for (lang, name) in named.chain(names).take(MOST_NAMES) {
        let tokens = Tokens::of(name);
        let whole = Span::new(0, name.len());
        draft.words(words, &tokens, whole, lang);
        draft.name(words, &tokens, whole);
        called.push(joined(name));
        if entity.kind == EntityType::Per {
            called.extend(keys(name).into_iter().filter(|key| !words.is_stop(key)));
        }
        if !shown_names.contains(&name) {
            shown_names.push(name);
        }
    }
    let shown = Shown {
        kind: Kind::Entity,
        also: Vec::new(),
        article: None,
        span: None,
        text: shown_names.join(" · "),
        lang: "und".to_owned(),
        chain: Vec::new(),
        said: None,
        happened: None,
        story: None,
        thread: None,
        claim: None,
        entity: Some(entity.id.clone()),
        outlet: None,
        title: Some(entity.name.clone()),
        mentions: Vec::new(),
    };
    let order = order_of(&DocId::given(entity.id.as_str()), 0);
    let mut entry =
        draft.finish(fields, &owner_of_entity(&entity.id), order, &shown).map_err(Error::index("add to"))?;
    entry.add_text(fields.entity, entity.id.as_str());
    called.sort();
    called.dedup();
    for name in called.iter().filter(|name| !name.is_empty()) {
        entry.add_text(fields.called, name);
    }
    Ok(entry)
}

/// Returns the canonical name where the packs know one.
pub(crate) fn canonical(packs: &Packs, name: &str) -> String {
    packs.names().exactly(name).map_or_else(|| name.to_owned(), |known| known.label.clone())
}

/// Returns what decides between entries that are equal otherwise: articles in no order, sentences as they stand.
pub(crate) fn order_of(id: &DocId, at: usize) -> u64 {
    let hash = id.as_str().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash & !0xFFFF) | (at.min(0xFFFF) as u64)
}
