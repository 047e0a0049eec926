//! [FollowTheMoney](https://followthemoney.tech) entities, one JSON object a line.
//!
//! Each article is an `Article`, each person, body and company it names a `Person`, `PublicBody`, `Organization` or
//! `Company`, and each naming a `Mention`. Statements are `Note`s about their speaker, events are `Event`s. Places have
//! no entities of their own there: they stand as text on articles and events.
//! Ids are content hashes; an entity that many articles name is written once, after the articles.

mod codes;
mod entity;

use crate::tables::{self, Placed};
use crate::{Counts, Result, Source, What, jsonl};
use entity::{Entity, Known, id};
use model::{Certainty, Document, EntityId, EntityType, Event, Moment, Statement};
use std::collections::BTreeMap;
use std::io::Write;

/// Writes articles and whom they name, with what is asked for.
pub(crate) fn write(what: What, source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut known: BTreeMap<EntityId, Known> = BTreeMap::new();
    tables::documents(source, &mut |placed| {
        for entity in &placed.document.facts().entities {
            known.entry(entity.id.clone()).or_insert_with(|| Known::new(entity)).learn(entity);
        }
        let facts = placed.document.facts();
        let mut entities = vec![article(placed, what)];
        match what {
            What::Statements => entities.extend(facts.statements.iter().map(|of| note(placed, of))),
            What::Events => {
                for event in &facts.events {
                    match event.certainty {
                        Certainty::Reported => entities.push(happening(placed, event)),
                        other => counts.left_out(other.name()),
                    }
                }
            }
            _ => entities.extend(mentions(placed)),
        }
        entities.iter().try_for_each(|entity| {
            counts.wrote();
            jsonl::line(out, entity)
        })
    })?;
    for known in known.values() {
        match known.entity() {
            Some(entity) => {
                jsonl::line(out, &entity)?;
                counts.wrote();
            }
            None => counts.left_out("place, people or named event without an entity there"),
        }
    }
    Ok(counts)
}

fn article(placed: &Placed<'_>, what: What) -> Entity {
    let (document, article) = (placed.document, placed.document.article());
    let mut entity = Entity::new("Article", article_id(placed));
    entity.add("title", article.title.as_deref());
    entity.add("name", article.title.as_deref());
    entity.add("description", article.subtitle.as_deref());
    entity.add("sourceUrl", placed.line.url.filter(|url| codes::is_web(url)));
    entity.add("publisher", placed.line.outlet);
    let host = article.outlet.domain.as_deref().map(|host| format!("https://{host}/"));
    entity.add("publisherUrl", host.as_deref().filter(|url| codes::is_web(url)));
    entity.add_all("author", article.authors.iter().map(String::as_str));
    entity.add("publishedAt", article.date.map(stamp).as_deref());
    entity.add("modifiedAt", article.modified.map(stamp).as_deref());
    entity.add("language", codes::language(&article.lang));
    entity.add("country", article.outlet.country.as_deref().and_then(codes::country));
    entity.add_all("keywords", article.tags.iter().map(String::as_str));
    let named = |kinds: &'static [EntityType]| {
        document.facts().entities.iter().filter(|of| kinds.contains(&of.kind)).map(|of| of.name.as_str())
    };
    entity.add_all("peopleMentioned", named(&[EntityType::Per]));
    entity.add_all("companiesMentioned", named(&[EntityType::Org]));
    entity.add_all("locationMentioned", named(&[EntityType::Loc]));
    if what == What::Documents {
        entity.add_text("bodyText", &article.text);
    }
    entity
}

/// Returns one `Mention` for each person or body that an article names, with the words it is named by.
fn mentions(placed: &Placed<'_>) -> Vec<Entity> {
    let document = placed.document;
    let mut found: BTreeMap<&EntityId, Entity> = BTreeMap::new();
    for mention in &document.facts().mentions {
        let Some((known, schema)) =
            document.entity(&mention.entity).and_then(|of| Some((of, entity::schema(of)?)))
        else {
            continue;
        };
        let entity = found.entry(&known.id).or_insert_with(|| {
            let mut entity = Entity::new("Mention", id(&["mention", placed.line.article, known.id.as_str()]));
            entity.add("document", Some(&article_id(placed)));
            entity.add("resolved", Some(&entity::entity_id(&known.id)));
            entity.add("detectedSchema", Some(schema));
            entity.add("contextCountry", known.country.as_deref().and_then(codes::country));
            entity
        });
        entity.add("name", Some(document.surface(mention.span)));
    }
    found.into_values().collect()
}

/// Returns a statement as a note about who says it: what is said, and the way it came.
fn note(placed: &Placed<'_>, statement: &Statement) -> Entity {
    let document = placed.document;
    let mut entity = Entity::new("Note", id(&["statement", placed.line.article, statement.id.as_str()]));
    entity.add("name", statement.speaker.as_ref().map(|speaker| speaker.name.as_str()));
    for span in &statement.content {
        entity.add_text("description", document.surface(*span));
    }
    let chain: Vec<&str> = statement.chain.links().iter().map(|link| link.name.as_str()).collect();
    entity.add("summary", Some(&chain.join(" → ")));
    let speaker = statement.speaker.as_ref().and_then(|speaker| speaker.entity.as_ref());
    entity.add("entity", speaker.and_then(|id| reference(document, id)).as_deref());
    entity.add_all("keywords", [statement.mode.name()]);
    told(&mut entity, placed);
    entity
}

/// Returns an event that is told as having happened.
fn happening(placed: &Placed<'_>, event: &Event) -> Entity {
    let document = placed.document;
    let mut entity = Entity::new("Event", id(&["event", placed.line.article, event.id.as_str()]));
    entity.add("name", Some(document.surface(event.trigger)));
    entity.add_text("description", document.surface(event.span));
    entity.add_all("keywords", [event.event.as_str()].into_iter().chain(event.mode.as_deref()));
    entity.add("date", event.date.map(stamp).as_deref());
    entity.add("location", event.place.as_deref());
    for actor in event.actors.iter().chain(&event.recipients) {
        let known = actor.entity.as_ref().and_then(|id| document.entity(id));
        entity.add("involved", known.and_then(|of| reference(document, &of.id)).as_deref());
        let country = actor.code.as_deref().and_then(codes::country);
        entity.add("country", country.or_else(|| codes::country(known?.country.as_deref()?)));
        entity.add("namesMentioned", Some(&actor.name));
    }
    told(&mut entity, placed);
    entity
}

/// Adds where a passage is told.
fn told(entity: &mut Entity, placed: &Placed<'_>) {
    entity.add("proof", Some(&article_id(placed)));
    entity.add("publisher", placed.line.outlet);
    entity.add("sourceUrl", placed.line.url.filter(|url| codes::is_web(url)));
}

/// Returns the id of a person or body that has an entity.
fn reference(document: &Document, of: &EntityId) -> Option<String> {
    let known = document.entity(of)?;
    entity::schema(known).map(|_| entity::entity_id(&known.id))
}

fn article_id(placed: &Placed<'_>) -> String {
    id(&["article", placed.line.article])
}

/// Returns a moment in UTC, as precise as it is known; without an offset only the day is sure.
fn stamp(moment: Moment) -> String {
    match moment {
        Moment::Minute(day, time, Some(offset)) => {
            let local = day.to_datetime(time);
            let utc = local.checked_sub(jiff::Span::new().minutes(i64::from(offset))).unwrap_or(local);
            format!("{}T{:02}:{:02}:00", utc.date(), utc.hour(), utc.minute())
        }
        other => other.to_day().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, Options, What, testing};
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    fn entities(what: What) -> Vec<Value> {
        let mut out = Vec::new();
        crate::write(Format::Ftm, what, &testing::held(), &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_reference_resolves_and_no_id_stands_twice() {
        for what in [What::Documents, What::Statements, What::Events] {
            let entities = entities(what);
            let ids: BTreeSet<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), entities.len(), "{what}");
            for entity in &entities {
                for name in ["document", "resolved", "entity", "proof", "involved"] {
                    for id in entity["properties"][name].as_array().into_iter().flatten() {
                        assert!(ids.contains(id.as_str().unwrap()), "{name} of {entity}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_statement_is_a_note_about_its_speaker() {
        let entities = entities(What::Statements);
        let of = |schema: &str| entities.iter().find(|entity| entity["schema"] == schema).unwrap();
        let note = &of("Note")["properties"];
        assert_eq!(note["description"], json!(["12 people died in Port Lune"]));
        assert_eq!(note["summary"], json!(["Ama Rao → Tidewire"]));
        assert_eq!(note["entity"][0], of("Person")["id"]);
        assert_eq!(of("Article")["properties"]["publishedAt"], json!(["2031-05-05T04:00:00"]));
        assert_eq!(of("PublicBody")["properties"]["name"], json!(["Police"]));
    }

    #[test]
    fn only_what_happened_is_an_event() {
        let entities = entities(What::Events);
        let events: Vec<&Value> = entities.iter().filter(|entity| entity["schema"] == "Event").collect();
        assert_eq!(events.len(), 2);
        assert_eq!(events[0]["properties"]["country"], json!(["in"]));
    }
}
