//! The tables that people read: one document spread over rows.
//!
//! They tell of the current revision of each article. What a document names but does not list (a faulty rule's
//! work) becomes `NULL` here; the document itself keeps it.

use model::{Actor, Document, EntityId, Span, StatementId};
use rusqlite::{Connection, Result, params};
use serde::Serialize;
use std::collections::HashMap;

/// The tables whose rows belong to one article, in an order in which they can be emptied.
const OF_AN_ARTICLE: [&str; 6] = ["agencies", "mentions", "times", "quantities", "events", "statements"];

/// Returns the stable name of an enum's value.
pub(crate) fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// An article's key, its current revision's, and the generation of the library that changes it.
pub(crate) type Keys = (i64, i64, i64);

/// Writes the row of a new article.
pub(crate) fn insert_article(
    connection: &Connection,
    keys: Keys,
    address: Option<&str>,
    document: &Document,
) -> Result<()> {
    write_article(
        connection,
        "INSERT INTO articles
         (article, revision, changed, address, id, path, url, canonical_url, outlet, outlet_domain, outlet_country, title,
          subtitle, authors, date, date_basis, modified, dateline, section, tags, lang, lang_confidence, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
          ?23)",
        keys,
        address,
        document,
    )
}

/// Writes the row of an article anew; an address that is known stays known.
pub(crate) fn update_article(
    connection: &Connection,
    keys: Keys,
    address: Option<&str>,
    document: &Document,
) -> Result<()> {
    write_article(
        connection,
        "UPDATE articles SET
         revision = ?2, changed = ?3, address = coalesce(?4, address), id = ?5, path = ?6, url = ?7,
         canonical_url = ?8, outlet = ?9, outlet_domain = ?10, outlet_country = ?11, title = ?12, subtitle = ?13,
         authors = ?14, date = ?15, date_basis = ?16, modified = ?17, dateline = ?18, section = ?19, tags = ?20,
         lang = ?21, lang_confidence = ?22, text = ?23
         WHERE article = ?1",
        keys,
        address,
        document,
    )
}

/// Deletes the rows of an article's facts.
pub(crate) fn delete_facts(connection: &Connection, article: i64) -> Result<()> {
    for table in OF_AN_ARTICLE {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE article = ?1"))?.execute([article])?;
    }
    Ok(())
}

/// Writes the rows of an article's facts.
pub(crate) fn insert_facts(connection: &Connection, article: i64, document: &Document) -> Result<()> {
    let writer = Writer { connection, article, document };
    writer.agencies()?;
    writer.entities()?;
    writer.mentions()?;
    writer.times()?;
    let statements = writer.statements()?;
    writer.quantities(&statements)?;
    writer.events(&statements)
}

/// Keeps the outline of an article; that it must be grouped again shows in that it has no place.
pub(crate) fn write_outline(connection: &Connection, article: i64, outline: &[u8]) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO outlines (article, outline) VALUES (?1, ?2)
             ON CONFLICT (article) DO UPDATE SET outline = excluded.outline, features = NULL",
        )?
        .execute(params![article, outline])?;
    Ok(())
}

/// Keeps what the names of an article are compared by; whom they name is told anew.
pub(crate) fn write_card(connection: &Connection, article: i64, card: &[u8]) -> Result<()> {
    connection.prepare_cached("DELETE FROM identities WHERE article = ?1")?.execute([article])?;
    connection
        .prepare_cached(
            "INSERT INTO cards (article, card) VALUES (?1, ?2)
             ON CONFLICT (article) DO UPDATE SET card = excluded.card",
        )?
        .execute(params![article, card])?;
    Ok(())
}

fn write_article(
    connection: &Connection,
    sql: &str,
    (key, revision, generation): Keys,
    address: Option<&str>,
    document: &Document,
) -> Result<()> {
    let article = document.article();
    connection.prepare_cached(sql)?.execute(params![
        key,
        revision,
        generation,
        address,
        article.id.as_str(),
        article.path,
        article.url,
        article.canonical_url,
        article.outlet.label(),
        article.outlet.domain,
        article.outlet.country,
        article.title,
        article.subtitle,
        list(&article.authors),
        text_of(&article.date),
        word(&article.date_basis),
        text_of(&article.modified),
        article.dateline,
        article.section,
        list(&article.tags),
        article.lang,
        article.lang_confidence.value(),
        article.text,
    ])?;
    Ok(())
}

/// The keys of a document's statements by their ids.
type StatementKeys<'a> = HashMap<&'a StatementId, i64>;

struct Writer<'a> {
    connection: &'a Connection,
    article: i64,
    document: &'a Document,
}

impl<'a> Writer<'a> {
    fn agencies(&self) -> Result<()> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO agencies (article, position, name) VALUES (?1, ?2, ?3)")?;
        for (position, name) in self.document.article().agencies.iter().enumerate() {
            insert.execute(params![self.article, position as i64, name])?;
        }
        Ok(())
    }

    /// Writes entities into the register that all articles share.
    ///
    /// What is kept does not depend on the order of arrival: the longest name (then the first in order), the
    /// least of other values, all names by language.
    fn entities(&self) -> Result<()> {
        let mut upsert = self.connection.prepare_cached(
            "INSERT INTO entities (entity, type, name, kb, source, country) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (entity) DO UPDATE SET
               type = min(type, excluded.type),
               name = CASE WHEN (length(excluded.name), name) > (length(name), excluded.name)
                           THEN excluded.name ELSE name END,
               kb = coalesce(min(kb, excluded.kb), kb, excluded.kb),
               source = coalesce(min(source, excluded.source), source, excluded.source),
               country = coalesce(min(country, excluded.country), country, excluded.country)
             WHERE (type, name, kb, source, country)
               IS NOT (excluded.type, excluded.name, excluded.kb, excluded.source, excluded.country)",
        )?;
        let mut name = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO entity_names (entity, lang, name) VALUES (?1, ?2, ?3)")?;
        for entity in &self.document.facts().entities {
            let id = entity.id.as_str();
            upsert.execute(params![
                id,
                word(&entity.kind),
                entity.name,
                entity.kb,
                entity.source.as_ref().and_then(word),
                entity.country
            ])?;
            for (lang, names) in &entity.names {
                for one in names {
                    name.execute(params![id, lang, one])?;
                }
            }
        }
        Ok(())
    }

    fn mentions(&self) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO mentions (article, start_byte, end_byte, surface, type, entity, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for mention in &self.document.facts().mentions {
            insert.execute(params![
                self.article,
                mention.span.start,
                mention.span.end,
                self.surface(mention.span),
                word(&mention.kind),
                self.known(Some(&mention.entity)),
                mention.rule.as_str(),
            ])?;
        }
        Ok(())
    }

    fn times(&self) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO times (article, start_byte, end_byte, surface, value, kind, anchor, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for time in &self.document.facts().times {
            insert.execute(params![
                self.article,
                time.span.start,
                time.span.end,
                self.surface(time.span),
                text_of(&time.value),
                word(&time.kind),
                text_of(&time.anchor),
                time.rule.as_str(),
            ])?;
        }
        Ok(())
    }

    fn statements(&self) -> Result<StatementKeys<'a>> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO statements
             (article, id, mode, class, start_byte, end_byte, speaker, speaker_entity, speaker_described, content,
              said_on, confidence, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        let mut link = self.connection.prepare_cached(
            "INSERT INTO statement_links (statement, position, name, entity, role, explicit)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut refer =
            self.connection.prepare_cached("UPDATE statements SET refers_to = ?2 WHERE statement = ?1")?;
        let statements = &self.document.facts().statements;
        let mut keys = StatementKeys::new();
        for statement in statements {
            let speaker = statement.speaker.as_ref();
            let content: Vec<&str> = statement.content.iter().map(|span| self.surface(*span)).collect();
            let key = insert.insert(params![
                self.article,
                statement.id.as_str(),
                statement.mode.name(),
                word(&statement.class),
                statement.span.start,
                statement.span.end,
                speaker.map(|speaker| &speaker.name),
                self.known(speaker.and_then(|speaker| speaker.entity.as_ref())),
                speaker.is_some_and(|speaker| speaker.described),
                content.join(" … "),
                text_of(&statement.said_on),
                statement.confidence.value(),
                statement.rule.as_str(),
            ])?;
            keys.entry(&statement.id).or_insert(key);
            for (position, hand) in statement.chain.links().iter().enumerate() {
                link.execute(params![
                    key,
                    position as i64,
                    hand.name,
                    self.known(hand.entity.as_ref()),
                    word(&hand.role),
                    hand.explicit
                ])?;
            }
        }
        for statement in statements {
            let other = statement.refers_to.as_ref().and_then(|id| keys.get(id));
            if let (Some(other), Some(key)) = (other, keys.get(&statement.id)) {
                refer.execute([key, other])?;
            }
        }
        Ok(keys)
    }

    fn quantities(&self, statements: &StatementKeys<'_>) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO quantities
             (article, start_byte, end_byte, surface, value, value_max, approx, kind, unit, counted, counted_head,
              counted_class, what, negated, statement, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?;
        for quantity in &self.document.facts().quantities {
            let counted = quantity.counted.as_ref();
            insert.execute(params![
                self.article,
                quantity.span.start,
                quantity.span.end,
                self.surface(quantity.span),
                quantity.value.map(|value| value.value()),
                quantity.value_max.map(|value| value.value()),
                quantity.approx.name(),
                word(&quantity.kind),
                quantity.unit,
                counted.map(|counted| self.surface(counted.span)),
                counted.map(|counted| &counted.head),
                counted.and_then(|counted| counted.class.as_ref()),
                quantity.what,
                quantity.negated,
                quantity.source_statement.as_ref().and_then(|id| statements.get(id)),
                quantity.rule.as_str(),
            ])?;
        }
        Ok(())
    }

    fn events(&self, statements: &StatementKeys<'_>) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO events
             (article, id, start_byte, end_byte, trigger, type, mode, context, place, date, date_precision, certainty,
              statement, rule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        let mut actor = self.connection.prepare_cached(
            "INSERT INTO event_actors (event, part, position, name, entity, code, sector)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for event in &self.document.facts().events {
            let key = insert.insert(params![
                self.article,
                event.id.as_str(),
                event.span.start,
                event.span.end,
                self.surface(event.trigger),
                event.event,
                event.mode,
                list(&event.context),
                event.place,
                text_of(&event.date),
                event.date_precision,
                event.certainty.name(),
                event.statement.as_ref().and_then(|id| statements.get(id)),
                event.rule.as_str(),
            ])?;
            let parts: [(&str, &[Actor]); 2] = [("actor", &event.actors), ("recipient", &event.recipients)];
            for (part, actors) in parts {
                for (position, one) in actors.iter().enumerate() {
                    actor.execute(params![
                        key,
                        part,
                        position as i64,
                        one.name,
                        self.known(one.entity.as_ref()),
                        one.code,
                        one.sector
                    ])?;
                }
            }
        }
        Ok(())
    }

    fn surface(&self, span: Span) -> &'a str {
        self.document.surface(span)
    }

    /// Returns the id of an entity that the document lists.
    fn known<'b>(&self, id: Option<&'b EntityId>) -> Option<&'b str> {
        id.filter(|id| self.document.entity(id).is_some()).map(EntityId::as_str)
    }
}

pub(crate) fn text_of(value: &Option<impl ToString>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

/// Returns a list as a JSON array, which SQLite's `json_each` takes apart.
pub(crate) fn list(values: &[String]) -> String {
    serde_json::Value::from(values).to_string()
}
