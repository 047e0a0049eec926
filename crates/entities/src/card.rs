//! Cards: what of one document tells whom its names name, small enough to keep beside every article.

use lang::{Known, Packs};
use model::{DocId, Document, EntityId, EntityType, Moment, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use text::Tokens;

/// An office and a country belong to a name that stands at most so many words behind them.
const NEAR: usize = 8;

/// So many spellings of one name in one document are kept.
const SPELLINGS: usize = 6;

/// What of one document tells whom its names name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The document.
    pub id: DocId,
    /// When it was published.
    pub date: Option<Moment>,
    /// Everybody and everything that it names, sorted by id.
    pub named: Vec<Named>,
}

/// Somebody or something that a document names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// The id that the document alone gives it.
    pub entity: EntityId,
    /// What it is.
    pub kind: EntityType,
    /// The spellings, the fullest first; none where it is known from tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The offices that the document gives it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub offices: BTreeSet<String>,
    /// The fields of those offices.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub fields: BTreeSet<String>,
    /// The keys of the countries that it speaks for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub countries: BTreeSet<String>,
    /// Where the document names it most fully.
    pub span: Span,
}

/// A stored card cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("read the card of an article")]
pub struct CardError(#[from] serde_json::Error);

impl Card {
    /// Draws the card of a document.
    pub fn of(document: &Document, packs: &Packs) -> Self {
        let mut named: BTreeMap<&EntityId, Named> = BTreeMap::new();
        let mut words: BTreeMap<&EntityId, usize> = BTreeMap::new();
        let facts = document.facts();
        for (at, mention) in facts.mentions.iter().enumerate() {
            let Some(entity) = document.entity(&mention.entity) else { continue };
            let surface = document.surface(mention.span);
            let count = Tokens::of(surface).len();
            let entry = named.entry(&mention.entity).or_insert_with(|| Named {
                entity: mention.entity.clone(),
                kind: entity.kind,
                names: Vec::new(),
                offices: BTreeSet::new(),
                fields: BTreeSet::new(),
                countries: entity.country.iter().cloned().collect(),
                span: mention.span,
            });
            let fullest = words.entry(&mention.entity).or_default();
            if count > *fullest {
                (*fullest, entry.span) = (count, mention.span);
            }
            if packs.names().by_id(&mention.entity).is_none()
                && !entry.names.iter().any(|name| name == surface)
            {
                entry.names.push(surface.to_owned());
            }
            if entity.kind == EntityType::Per {
                let around = Around::of(document, at, packs);
                entry.take_offices(&around.words, packs);
                entry.countries.extend(around.countries);
            }
        }
        for entity in &facts.entities {
            if let Some(entry) = named.get_mut(&entity.id) {
                entry.take_offices(&entity.roles.iter().map(String::as_str).collect::<Vec<_>>(), packs);
            }
        }
        let mut named: Vec<Named> = named.into_values().collect();
        for one in &mut named {
            one.names.sort_by_cached_key(|name| (std::cmp::Reverse(Tokens::of(name).len()), name.clone()));
            one.names.truncate(SPELLINGS);
        }
        Self { id: document.article().id.clone(), date: document.article().date, named }
    }

    /// Returns the card as bytes to store.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a card from bytes that [`Card::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CardError> {
        Ok(serde_json::from_slice(bytes)?)
    }
}

impl Named {
    fn take_offices(&mut self, words: &[&str], packs: &Packs) {
        for words in words {
            for office in packs.offices().find(&Tokens::of(words)) {
                self.offices.insert(office.key.clone());
                self.fields.insert(office.field.clone());
            }
            let tokens = Tokens::of(words);
            let titles: Vec<_> =
                packs.names().titles().find(&tokens).map(|(_, title)| title.clone()).collect();
            self.fields.extend(titles.into_iter().filter_map(|title| title.sector));
        }
    }
}

/// What stands around a mention of a person and tells who it is.
struct Around<'d> {
    words: Vec<&'d str>,
    countries: BTreeSet<String>,
}

impl<'d> Around<'d> {
    /// Looks at the words before the name, and between commas right behind it, in its sentence.
    fn of(document: &'d Document, at: usize, packs: &Packs) -> Self {
        let text = document.article().text.as_str();
        let mentions = &document.facts().mentions;
        let span = mentions[at].span;
        let sentence = document.sentence_of(span).map_or(span, |sentence| sentence.span);
        let person = |mention: &&model::Mention| mention.kind == EntityType::Per;
        let from = mentions[..at].iter().rev().find(person).map_or(0, |mention| mention.span.end);
        let from = from.max(sentence.start) as usize;
        let before = last_words(&text[from.min(span.start as usize)..span.start as usize]);
        let mut words = vec![before];
        let mut windows = vec![(span.start as usize - before.len(), span.start as usize)];
        let behind = text.get(span.end as usize..sentence.end as usize).unwrap_or_default();
        if let Some(aside) = behind.strip_prefix(',') {
            let aside = aside.split([',', ';', '.']).next().unwrap_or_default();
            if Tokens::of(aside).len() <= NEAR {
                words.push(aside);
                windows.push((span.end as usize, span.end as usize + 1 + aside.len()));
            }
        }
        let mut countries = BTreeSet::new();
        for (words, (start, end)) in words.iter().zip(windows) {
            if packs.offices().find(&Tokens::of(words)).is_empty() && !has_title(words, packs) {
                continue;
            }
            let first = mentions.partition_point(|mention| (mention.span.start as usize) < start);
            let inside = mentions[first..].iter().take_while(|mention| (mention.span.end as usize) <= end);
            countries.extend(inside.filter_map(|mention| country(packs.names().by_id(&mention.entity)?)));
        }
        Self { words, countries }
    }
}

fn has_title(words: &str, packs: &Packs) -> bool {
    packs.names().titles().find(&Tokens::of(words)).next().is_some()
}

/// Returns the country that a country, its people, or a part of its government stands for.
fn country(known: &Known) -> Option<String> {
    (known.is_country || known.source.is_some()).then(|| known.of.clone()).flatten()
}

/// Returns the last few words of a text.
fn last_words(text: &str) -> &str {
    let tokens = Tokens::of(text);
    let first = tokens.len().saturating_sub(NEAR);
    tokens.span(first..tokens.len()).map_or("", |span| &text[span.start as usize..])
}
