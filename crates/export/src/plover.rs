//! Event records as [PLOVER](https://github.com/openeventdata/PLOVER) 2.0 has them, one JSON object a line.
//!
//! `date` is required there. Where the text gives no day of the event, it is the day of publication and `comment` says
//! so; an event without either is left out. `actor` is required too: where nobody is named it has the sector `UNK`.

use crate::coding::{self, Coded};
use crate::tables::{self, Placed, Told};
use crate::{Counts, Result, Source, jsonl};
use model::{Actor, Approx, Document, Event, Moment};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes the events that PLOVER has a place for.
pub(crate) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<Counts> {
    let mut counts = Counts::default();
    tables::documents(source, &mut |placed| {
        for event in &placed.document.facts().events {
            match coding::code(event).and_then(|coded| record(placed, event, coded)) {
                Ok(record) => {
                    jsonl::line(out, &record)?;
                    counts.wrote();
                }
                Err(reason) => counts.left_out(reason),
            }
        }
        Ok(())
    })?;
    Ok(counts)
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Value>,
    event: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mode: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<&'a str>,
    quad_code: u8,
    event_scale: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    size: Map<String, Value>,
    event_text: &'a str,
    text: &'a str,
    text_info: Value,
    cite_info: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    coder: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

fn record<'a>(
    placed: &Placed<'a>,
    event: &'a Event,
    coded: Coded,
) -> std::result::Result<Record<'a>, &'static str> {
    let document = placed.document;
    let line = &placed.line;
    let mut comments = Vec::new();
    let date = match (event.date, line.date) {
        (Some(date), _) => date,
        (None, Some(date)) => {
            comments.push("date is that of publication: the text gives no day of the event".to_owned());
            date.to_day()
        }
        (None, None) => return Err("no date"),
    };
    if date.day().is_none() {
        comments.push("the day is not known: it lies between date and enddate".to_owned());
    }
    if let Some(was) = coded.was {
        comments.push(format!("planned: {was}"));
    }
    let time = match date {
        Moment::Minute(_, time, _) => Some(format!("{:02}:{:02}", time.hour(), time.minute())),
        _ => None,
    };
    let sequence = document.facts().sentences.partition_point(|of| of.span.start <= event.span.start);
    Ok(Record {
        id: event.id.as_str(),
        date: date.first_day().to_string(),
        time,
        enddate: date.day().is_none().then(|| date.last_day().to_string()),
        actor: if event.actors.is_empty() {
            vec![json!({"sector": ["UNK"]})]
        } else {
            entities(document, &event.actors)
        },
        recipient: entities(document, &event.recipients),
        event: &coded.kind.event,
        mode: coded.kind.mode.as_deref().into_iter().collect(),
        context: event.context.iter().map(String::as_str).collect(),
        quad_code: coded.kind.quad,
        event_scale: coded.kind.score,
        event_loc: event.place.as_ref().map(|place| json!({"extracted_place": place})),
        size: size(document, event),
        event_text: document.surface(event.trigger),
        text: document.surface(event.span),
        text_info: json!({"sequence": sequence, "start": event.span.start, "end": event.span.end}),
        cite_info: cite(line),
        link: line.url,
        coder: "sutradhar",
        comment: (!comments.is_empty()).then(|| comments.join("; ")),
    })
}

fn entities(document: &Document, actors: &[Actor]) -> Vec<Value> {
    let entity = |actor: &Actor| {
        let known = actor.entity.as_ref().and_then(|id| document.entity(id));
        let mut fields = Map::new();
        if let Some(code) = &actor.code {
            fields.insert("code".into(), code.as_str().into());
        }
        if let Some(sector) = &actor.sector {
            fields.insert("sector".into(), json!([sector]));
        }
        fields.insert("entity_text".into(), actor.name.as_str().into());
        let kb = known.and_then(|known| known.kb.as_deref()).and_then(|kb| kb.split_once(':'));
        let identifier = match (kb, &actor.entity) {
            (Some((base, id)), _) => Some((id, base)),
            (None, Some(id)) => Some((id.as_str(), "sutradhar")),
            (None, None) => None,
        };
        if let Some((id, base)) = identifier {
            fields.insert("identifier_id".into(), id.into());
            fields.insert("identifier_text".into(), base.into());
        }
        Value::Object(fields)
    };
    actors.iter().map(entity).collect()
}

/// Returns how many were killed, hurt or arrested, where the passage gives one exact number and tells one event only.
fn size(document: &Document, event: &Event) -> Map<String, Value> {
    let facts = document.facts();
    let mut size = Map::new();
    let events = &facts.events;
    let first = events.partition_point(|other| other.span.end <= event.span.start);
    let alone = events[first..].iter().take_while(|other| other.span.start < event.span.end).count() == 1;
    let from = facts.quantities.partition_point(|quantity| quantity.span.start < event.span.start);
    for quantity in facts.quantities[from..].iter().take_while(|of| of.span.end <= event.span.end) {
        let Some(what @ ("dead" | "injured" | "arrested")) = quantity.what.as_deref() else { continue };
        if let (true, Approx::Exact, false, Some(value)) =
            (alone, quantity.approx, quantity.negated, quantity.value)
        {
            // A second number of one kind leaves neither: which is the event's own is not known here.
            let number = json!(value);
            if size.insert(what.to_owned(), number.clone()).is_some_and(|before| before != number) {
                size.insert(what.to_owned(), Value::Null);
            }
        }
    }
    size.retain(|_, number| !number.is_null());
    size
}

fn cite(line: &Told<'_>) -> Value {
    json!({
        "citation": line.article,
        "publication": line.outlet,
        "title": line.title,
        "url": line.url,
        "language": line.lang,
        "coder": "sutradhar",
        "codebook": "PLOVER",
        "version": "2.0",
    })
}
