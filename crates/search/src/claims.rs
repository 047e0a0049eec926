//! From a thread's record to entries: one for each of its claims.

use crate::draft::Draft;
use crate::entries::{canonical, order_of, owner_of_thread};
use crate::error::{Error, Result};
use crate::fields::Fields;
use crate::query::Field;
use crate::shown::{Kind, Shown};
use crate::words::Words;
use lang::Packs;
use model::{Claim, ClaimKind, DocId, EntityId, Span, StoryId, ThreadRecord};
use std::collections::BTreeMap;
use tantivy::TantivyDocument;
use text::Tokens;

/// Makes the entries of a thread: one for each claim.
pub(crate) fn of_thread(
    fields: &Fields,
    words: &mut Words<'_>,
    record: &ThreadRecord,
    each: &mut dyn FnMut(TantivyDocument) -> Result<()>,
) -> Result<()> {
    let owner = owner_of_thread(&record.id);
    let articles: BTreeMap<&DocId, usize> =
        record.articles.iter().enumerate().map(|(at, line)| (&line.id, at)).collect();
    let stories: BTreeMap<&DocId, &StoryId> =
        record.stories.iter().flat_map(|story| story.articles.iter().map(|id| (id, &story.id))).collect();
    let origins: BTreeMap<_, _> = record.origins.iter().map(|origin| (&origin.id, origin)).collect();
    for claim in &record.claims {
        let mut draft = Draft::new(Kind::Claim);
        let cited = claim.evidence0.article();
        let line = articles.get(cited).map(|at| &record.articles[*at]);
        let lang = line.map_or("und", |line| line.lang.as_str());
        let tokens = Tokens::of(&claim.text);
        let whole = Span::new(0, claim.text.len());
        draft.words(words, &tokens, whole, lang);
        draft.id(Field::Thread, record.id.as_str());
        claim_facets(&mut draft, words.packs(), claim);
        for origin in claim.origins.iter().filter_map(|id| origins.get(id)) {
            draft.facet("origin", &canonical(words.packs(), &origin.name));
            if let Some(entity) = &origin.entity {
                draft.entity(entity.as_str());
            }
        }
        for id in claim.articles() {
            if let Some(line) = articles.get(id).map(|at| &record.articles[*at]) {
                draft.facet("lang", &line.lang);
                draft.facet("outlet", line.outlet.as_deref().unwrap_or_default());
            }
            draft.id(Field::Article, id.as_str());
            if let Some(story) = stories.get(id) {
                draft.id(Field::Story, story.as_str());
            }
        }
        let said = line.and_then(|line| line.date);
        if let Some(said) = said {
            draft.said(said);
        }
        let mentions = known_names(&mut draft, words, &tokens);
        let support = claim.supports.iter().find(|support| support.evidence == claim.evidence0);
        let shown = Shown {
            kind: Kind::Claim,
            also: Vec::new(),
            article: Some(cited.clone()),
            span: Some(claim.evidence0.span()),
            text: claim.text.clone(),
            lang: lang.to_owned(),
            chain: support
                .or(claim.supports.first())
                .map(|support| support.chain.clone())
                .unwrap_or_default(),
            said,
            happened: claim.slots.get("date").and_then(|date| date.parse().ok()),
            story: stories.get(cited).map(|id| (*id).clone()),
            thread: Some(record.id.clone()),
            claim: Some(claim.id.clone()),
            entity: None,
            outlet: line.and_then(|line| line.outlet.clone()),
            title: line.and_then(|line| line.title.clone()),
            mentions,
        };
        let order = order_of(&DocId::given(claim.id.as_str()), 0);
        each(draft.finish(fields, &owner, order, &shown).map_err(Error::index("add to"))?)?;
    }
    Ok(())
}

fn claim_facets(draft: &mut Draft, packs: &Packs, claim: &Claim) {
    draft.facet("support", claim.support.name());
    let slot = |name: &str| claim.slots.get(name).map_or("", String::as_str);
    draft.facet("type", slot("event"));
    draft.facet("certainty", slot("certainty"));
    if !slot("place").is_empty() {
        draft.facet("place", &canonical(packs, slot("place")));
    }
    if claim.kind == ClaimKind::Position && !slot("actor").is_empty() {
        draft.facet("speaker", &canonical(packs, slot("actor")));
    }
    if let Ok(date) = slot("date").parse() {
        draft.happened(date);
    }
    for value in claim.values.iter().flat_map(|point| point.value.into_iter().chain(point.value_max)) {
        draft.amount(value);
    }
}

/// Adds the names that the packs know in a text; returns where they stand.
fn known_names(draft: &mut Draft, words: &mut Words<'_>, tokens: &Tokens<'_>) -> Vec<(u32, u32, EntityId)> {
    let book = words.packs().names();
    let mut mentions = Vec::new();
    for (range, hit) in book.names().find(tokens) {
        let (Some(span), Some(known)) = (tokens.span(range), book.entity(&hit.key)) else { continue };
        draft.name(words, tokens, span);
        draft.entity(known.id().as_str());
        mentions.push((span.start, span.end, known.id()));
    }
    mentions
}
