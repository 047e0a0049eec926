//! Outlines: what of one document decides where it belongs, small enough to keep beside every article.

use crate::copies::Shingles;
use crate::error::Result;
use crate::hashes::feature;
use crate::packed::{Packer, Unpacker};
use jiff::civil::Date;
use lang::Packs;
use model::{Certainty, DocId, Document, EntityType, Moment, QuantityKind, TimeKind};
use std::collections::{BTreeMap, BTreeSet};
use text::{TokenKind, Tokens};

/// Words are compared by so many of their first characters, marks counted: inflection stands mostly at the end.
const STEM: usize = 7;

/// So many words at the start are the lead.
const LEAD: usize = 50;

/// How much more a word of the title or the lead counts: they say who, what and where.
const LEAD_COUNT: u32 = 3;

/// The format of the bytes; another one for every change of what they hold or of how it is drawn.
const FORMAT: u8 = 1;

/// What of one document decides where it belongs, whatever else is in the collection.
///
/// Words, names and the rest are kept as hashes: an outline is compared, not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outline {
    pub(crate) id: DocId,
    pub(crate) date: Option<Moment>,
    /// The language, without a region.
    pub(crate) lang: String,
    /// Its words and how often they stand in it, those of title and lead counted more; sorted.
    pub(crate) words: Vec<(u32, u32)>,
    /// Whom and what it names, sorted.
    pub(crate) names: Vec<Name>,
    /// The days it tells of and how often, sorted; the publication day is not one of them unless told of.
    pub(crate) days: Vec<(i32, u32)>,
    /// The places below a country that stand out in it, sorted.
    pub(crate) places: Vec<u32>,
    /// The persons that it names, sorted.
    pub(crate) persons: Vec<Person>,
    /// Its amounts, what is counted and the bits of how many; sorted.
    pub(crate) amounts: Vec<(u32, u64)>,
    /// The types of the events it reports, sorted.
    pub(crate) kinds: Vec<u32>,
    pub(crate) shingles: Shingles,
}

/// Somebody or something that a document names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) feature: u32,
    /// How often, namings in the heading and the first quarter counted more.
    pub(crate) count: u32,
    pub(crate) is_country: bool,
}

/// A person that a document names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Person {
    pub(crate) feature: u32,
    /// The words of the name, as they stand among the words of the outline.
    pub(crate) parts: Vec<u32>,
    /// The roles that the document gives the person.
    pub(crate) roles: Vec<u32>,
}

impl Outline {
    /// Draws the outline of a document.
    pub fn of(document: &Document, packs: &Packs) -> Self {
        let article = document.article();
        let tokens = Tokens::of(&article.text);
        let heading_names = heading_names(document, packs);
        let names = names(document, &heading_names, packs);
        Self {
            id: article.id.clone(),
            date: article.date,
            lang: article.lang.split('-').next().unwrap_or_default().to_owned(),
            words: words(document, &tokens, packs),
            days: days(document),
            places: places(document, &heading_names, packs),
            persons: persons(document),
            amounts: amounts(document),
            kinds: kinds(document),
            shingles: Shingles::of(&tokens),
            names,
        }
    }

    /// Returns the id of the document.
    pub fn id(&self) -> &DocId {
        &self.id
    }

    /// Returns when the document was published.
    pub fn date(&self) -> Option<Moment> {
        self.date
    }

    /// Returns the outline as bytes to store: three to four thousand for an article of 400 words.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Packer::new(FORMAT);
        out.text(self.id.as_str());
        out.text(&self.date.map(|date| date.to_string()).unwrap_or_default());
        out.text(&self.lang);
        out.sorted(self.words.iter(), |word| word.0, |out, word| out.number(word.1.into()));
        out.sorted(
            self.names.iter(),
            |name| name.feature,
            |out, name| out.number(u64::from(name.count) << 1 | u64::from(name.is_country)),
        );
        out.number(self.days.len() as u64);
        for (day, count) in &self.days {
            out.signed((*day).into());
            out.number((*count).into());
        }
        out.features(&self.places);
        out.sorted(
            self.persons.iter(),
            |person| person.feature,
            |out, person| {
                out.features(&person.parts);
                out.features(&person.roles);
            },
        );
        out.number(self.amounts.len() as u64);
        for (what, bits) in &self.amounts {
            out.number((*what).into());
            // Most amounts are small whole numbers, whose last bits are 0.
            out.number(bits.reverse_bits());
        }
        out.features(&self.kinds);
        out.number(self.shingles.script.into());
        out.features(&self.shingles.hashes);
        out.into_bytes()
    }

    /// Reads an outline from bytes that [`Outline::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut from = Unpacker::new("an outline", bytes, FORMAT)?;
        let id = DocId::given(from.text()?);
        let date = match from.text()? {
            "" => None,
            date => Some(date.parse().map_err(|_| from.damaged())?),
        };
        let outline = Self {
            id,
            date,
            lang: from.text()?.to_owned(),
            words: from.sorted(|from, feature| Ok((feature, from.count()?)))?,
            names: from.sorted(|from, feature| {
                let packed = from.number()?;
                let count = u32::try_from(packed >> 1).ok().filter(|count| *count > 0);
                Ok(Name { feature, count: count.ok_or(from.damaged())?, is_country: packed & 1 == 1 })
            })?,
            days: from.list(|from| {
                let day = i32::try_from(from.signed()?).map_err(|_| from.damaged())?;
                Ok((day, from.count()?))
            })?,
            places: from.features()?,
            persons: from.sorted(|from, feature| {
                Ok(Person { feature, parts: from.features()?, roles: from.features()? })
            })?,
            amounts: from.list(|from| Ok((from.small()?, from.number()?.reverse_bits())))?,
            kinds: from.features()?,
            shingles: Shingles {
                script: u8::try_from(from.small()?).map_err(|_| from.damaged())?,
                hashes: from.features()?,
            },
        };
        from.end()?;
        Ok(outline)
    }
}

/// Returns the number of a day, counted from 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (day.duration_since(epoch).as_hours() / 24) as i32
}

fn words(document: &Document, body: &Tokens<'_>, packs: &Packs) -> Vec<(u32, u32)> {
    let article = document.article();
    let grammar = &packs.get(&article.lang).grammar;
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    let mut add = |tokens: &Tokens<'_>, lead: usize| {
        for at in 0..tokens.len() {
            let key = tokens.key(at);
            if tokens.items()[at].kind == TokenKind::Mark || grammar.is_stop(key) || key.len() < 2 {
                continue;
            }
            *counts.entry(word(tokens, at)).or_default() += if at < lead { LEAD_COUNT } else { 1 };
        }
    };
    for heading in article.title.iter().chain(&article.subtitle).chain(&article.tags) {
        add(&Tokens::of(heading), usize::MAX);
    }
    add(body, LEAD);
    counts.into_iter().collect()
}

/// Returns the feature of a word in the form in which it is compared here: a number without separators, a word
/// cut to its beginning.
fn word(tokens: &Tokens<'_>, at: usize) -> u32 {
    let key = tokens.key(at);
    if tokens.items()[at].kind == TokenKind::Number {
        return feature(&key.replace([',', ' '], ""));
    }
    let end = key.char_indices().nth(STEM).map_or(key.len(), |(end, _)| end);
    feature(&key[..end])
}

/// Returns whom and what a document names, and how often.
fn names(document: &Document, heading_names: &[String], packs: &Packs) -> Vec<Name> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for mention in &document.facts().mentions {
        let lead = (mention.span.start as usize) < document.article().text.len() / 4;
        *counts.entry(mention.entity.as_str()).or_default() += if lead { LEAD_COUNT } else { 1 };
    }
    for id in heading_names {
        *counts.entry(id).or_default() += LEAD_COUNT;
    }
    let mut names: Vec<Name> = counts
        .into_iter()
        .map(|(id, count)| Name { feature: feature(id), count, is_country: is_country(document, id, packs) })
        .collect();
    names.sort_unstable();
    names.dedup_by_key(|name| name.feature);
    names
}

/// Returns the ids of the entities known before that title, tags and dateline name, once for each naming.
fn heading_names(document: &Document, packs: &Packs) -> Vec<String> {
    let article = document.article();
    let names = packs.names();
    let mut found = Vec::new();
    for heading in article.title.iter().chain(&article.subtitle).chain(&article.tags).chain(&article.dateline)
    {
        let tokens = Tokens::of(heading);
        let mut at = 0;
        while at < tokens.len() {
            match names.names().longest_at(&tokens, at) {
                Some((end, hit)) if end > at => {
                    found.extend(names.entity(&hit.key).map(|known| known.id().as_str().to_owned()));
                    at = end;
                }
                _ => at += 1,
            }
        }
    }
    found
}

fn is_country(document: &Document, id: &str, packs: &Packs) -> bool {
    let id = model::EntityId::given(id);
    match packs.names().by_id(&id) {
        Some(known) => known.is_country,
        None => document.entity(&id).is_some_and(|entity| entity.country.as_deref() == Some(id.as_str())),
    }
}

/// Returns the places below a country that the first half or the heading names.
fn places(document: &Document, heading_names: &[String], packs: &Packs) -> Vec<u32> {
    let text_length = document.article().text.len();
    let body = document
        .facts()
        .mentions
        .iter()
        .filter(|mention| mention.kind == EntityType::Loc && (mention.span.start as usize) < text_length / 2)
        .map(|mention| mention.entity.as_str());
    let heading = heading_names.iter().map(String::as_str).filter(|id| is_place(id, packs));
    let places: BTreeSet<&str> = body.chain(heading).collect();
    sorted(places.into_iter().filter(|id| !is_country(document, id, packs)).map(feature))
}

fn is_place(id: &str, packs: &Packs) -> bool {
    packs.names().by_id(&model::EntityId::given(id)).is_some_and(|known| known.kind == EntityType::Loc)
}

fn persons(document: &Document) -> Vec<Person> {
    let facts = document.facts();
    let mut parts: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for mention in &facts.mentions {
        if document.entity(&mention.entity).is_none_or(|entity| entity.kind != EntityType::Per) {
            continue;
        }
        let tokens = Tokens::of(document.surface(mention.span));
        let words = (0..tokens.len()).map(|at| word(&tokens, at));
        parts.entry(mention.entity.as_str()).or_default().extend(words);
    }
    let mut persons: Vec<Person> = parts
        .into_iter()
        .map(|(id, parts)| {
            let entity = document.entity(&model::EntityId::given(id));
            let roles = entity.iter().flat_map(|entity| &entity.roles);
            Person {
                feature: feature(id),
                parts: parts.into_iter().collect(),
                roles: sorted(roles.map(|role| feature(&text::fold(role)))),
            }
        })
        .collect();
    persons.sort();
    persons.dedup_by_key(|person| person.feature);
    persons
}

/// Returns the days that a document tells of: each counts once for each time it is named and twice for each
/// event dated on it.
fn days(document: &Document) -> Vec<(i32, u32)> {
    let facts = document.facts();
    let mut days: BTreeMap<i32, u32> = BTreeMap::new();
    for time in facts.times.iter().filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::DateTime)) {
        if let Some(day) = time.value.as_ref().and_then(|value| value.moment()).and_then(Moment::day) {
            *days.entry(day_number(day)).or_default() += 1;
        }
    }
    for event in &facts.events {
        let told = matches!(event.certainty, Certainty::Reported | Certainty::Planned);
        if let Some(day) = event.date.and_then(Moment::day).filter(|_| told) {
            *days.entry(day_number(day)).or_default() += 2;
        }
    }
    days.into_iter().collect()
}

/// Returns the amounts that name what they count, so that 14 dead meets 14 dead in any language.
fn amounts(document: &Document) -> Vec<(u32, u64)> {
    let mut amounts = BTreeSet::new();
    for quantity in &document.facts().quantities {
        let counts =
            matches!(quantity.kind, QuantityKind::Cardinal | QuantityKind::Money | QuantityKind::Percent);
        let class = quantity.counted.as_ref().and_then(|counted| counted.class.as_ref());
        let Some(what) = quantity.what.as_ref().or(class).or(quantity.unit.as_ref()) else { continue };
        // Small counts are shared by chance.
        if let Some(value) = quantity.value.filter(|value| counts && value.value() > 2.0) {
            amounts.insert((feature(what), value.value().to_bits()));
        }
    }
    amounts.into_iter().collect()
}

fn kinds(document: &Document) -> Vec<u32> {
    let told = document.facts().events.iter().filter(|event| event.certainty != Certainty::Denied);
    sorted(told.map(|event| feature(&event.event)))
}

fn sorted(features: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut features: Vec<u32> = features.collect();
    features.sort_unstable();
    features.dedup();
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::Built;
    use crate::error::Error;
    use crate::tests::{any_outline, outline};
    use proptest::prelude::*;

    #[test]
    fn an_article_of_400_words_takes_under_4_kilobytes() {
        let words: Vec<String> = (0..400).map(|at| format!("शब्द{}", at * at % 251)).collect();
        let document = Built::new("0123456789abcdef0123", &words.join(" "));
        let document = document.date("2025-03-03T10:15+05:30").names(&["LOC a", "PER b/c", "ORG d"]);
        let bytes = Outline::of(&document.done(), Packs::embedded()).to_bytes();
        assert!((1000..4000).contains(&bytes.len()), "{}", bytes.len());
    }

    #[test]
    fn another_format_is_refused_by_name() {
        let mut bytes = outline("a", "नदी का पुल").to_bytes();
        bytes[0] = FORMAT + 1;
        let error = Outline::from_bytes(&bytes).unwrap_err();
        assert_eq!(error, Error::Format { what: "an outline", found: FORMAT + 1, expected: FORMAT });
        assert!(Outline::from_bytes(&[]).is_err());
    }

    proptest! {
        #[test]
        fn outlines_come_back(outline in any_outline()) {
            prop_assert_eq!(Outline::from_bytes(&outline.to_bytes()), Ok(outline));
        }

        #[test]
        fn damaged_bytes_are_refused_or_read(
            outline in any_outline(),
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            length in any::<prop::sample::Index>(),
            cut: bool,
        ) {
            let mut bytes = outline.to_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(if cut { length.index(bytes.len()) } else { bytes.len() });
            if let Ok(read) = Outline::from_bytes(&bytes) {
                let grouping = crate::group_outlines(&[&read, &outline], &crate::Frequencies::of([&outline]));
                prop_assert!(!grouping.documents.is_empty());
            }
        }

        #[test]
        fn any_bytes_are_refused_or_read(mut bytes in proptest::collection::vec(any::<u8>(), 1..60)) {
            bytes[0] = FORMAT;
            let _ = Outline::from_bytes(&bytes);
        }
    }
}
