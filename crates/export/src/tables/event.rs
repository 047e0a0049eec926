//! The table of events: one row an event of an article.

use super::table;
use crate::cell::{nested, words};
use crate::coding;
use model::{Document, Event, Moment, Statement};

/// An event and the document that tells it.
pub(super) struct Row<'a> {
    document: &'a Document,
    event: &'a Event,
    statement: Option<&'a Statement>,
}

impl<'a> Row<'a> {
    /// Takes an event with the statement that tells it.
    pub(super) fn of(document: &'a Document, event: &'a Event) -> Self {
        let statement = event.statement.as_ref();
        let statement = statement.and_then(|id| document.facts().statements.iter().find(|of| of.id == *id));
        Self { document, event, statement }
    }
}

table! { Row<'_>, "an event";
    "event" Text "the id of the event" |of| of.event.id.as_str();
    "type" Text "the PLOVER event, or a class in lower case for what PLOVER has no type for" |of| &of.event.event;
    "mode" Text "the PLOVER mode" |of| of.event.mode.as_deref();
    "context" Words "PLOVER contexts" |of| words(of.event.context.iter().map(String::as_str));
    "quad" Whole "the PLOVER quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict" |of| coding::kind(&of.event.event, of.event.mode.as_deref()).map(|kind| kind.quad);
    "certainty" Text "reported, planned, speculated or denied" |of| of.event.certainty.name();
    "happened" Text "the event's own date, ISO 8601 to the precision known" |of| of.event.date;
    "happened_day" Day "the event's own day, where the whole day is known" |of| of.event.date.and_then(Moment::day);
    "place" Text "where" |of| of.event.place.as_deref();
    "actors" Words "who acts" |of| words(of.event.actors.iter().map(|actor| actor.name.as_str()));
    "recipients" Words "upon whom" |of| words(of.event.recipients.iter().map(|actor| actor.name.as_str()));
    "actor_codes" Nested "the actors with entity, PLOVER code and sector" |of| nested(&of.event.actors);
    "recipient_codes" Nested "the recipients with entity, PLOVER code and sector" |of| nested(&of.event.recipients);
    "trigger" Text "the words that name the happening" |of| of.document.surface(of.event.trigger);
    "trigger_start" Whole "where they begin, in bytes of the text" |of| of.event.trigger.start;
    "trigger_end" Whole "where they end" |of| of.event.trigger.end;
    "statement" Text "the statement of the same article whose content tells it" |of| of.event.statement.as_ref().map(|id| id.as_str());
    "chain" Words "the way that statement came, innermost voice first" |of| of.statement.map(|statement| words(statement.chain.links().iter().map(|link| link.name.as_str())));
    "start" Whole "where the passage begins, in bytes of the text" |of| of.event.span.start;
    "end" Whole "where it ends" |of| of.event.span.end;
    "text" Text "the passage as published" |of| of.document.surface(of.event.span);
    "sentence" Text "the sentence it begins in" |of| of.document.sentence_of(of.event.span).map(|sentence| of.document.surface(sentence.span));
    "rule" Text "the rule that found it" |of| of.event.rule.as_str();
}
