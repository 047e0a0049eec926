//! A small invented library for tests: two articles, one thread.

use crate::Held;
use model::{Document, Event, Span, ThreadRecord};
use serde_json::{Value, json};

pub(crate) const FIRST: &str = "Minister Ama Rao said on Monday that 12 people died in Port Lune. \
    Police fired on the crowd, and President Ilo Venn will visit the port.";
pub(crate) const SECOND: &str = "=मंत्री अमा राव ने कहा कि पोर्ट लून में 14 लोग मारे गए। पुलिस ने भीड़ पर गोली चलाई।";

/// Returns the library.
pub(crate) fn held() -> Held {
    Held::new(vec![second(), document()], vec![thread()])
}

/// Returns the first article's document.
pub(crate) fn document() -> Document {
    let at = |part: &str| place(FIRST, part);
    let with = |mut fields: Value, span: Value| {
        merge(&mut fields, span);
        fields
    };
    let said = at("Minister Ama Rao said on Monday that 12 people died in Port Lune");
    let mut article = article("a1", FIRST, "en");
    merge(
        &mut article,
        json!({
            "url": "https://harbour.example/a1?x=1&y=2", "title": "Shots in \"Port\", Lune",
            "outlet": {"name": "Harbour Post", "domain": "harbour.example", "country": "TV"},
            "authors": ["Bo Lind"], "agencies": ["Tidewire"], "date": "2031-05-05T09:30+05:30", "date_basis": "json-ld",
            "mentions": [
                with(json!({"type": "PER", "entity": "e-rao", "rule": "t"}), at("Ama Rao")),
                with(json!({"type": "LOC", "entity": "e-lune", "rule": "t"}), at("Port Lune")),
                with(json!({"type": "ORG", "entity": "e-police", "rule": "t"}), at("Police")),
            ],
            "entities": [
                entity("e-lune", "LOC", "Port Lune", None), entity("e-police", "ORG", "Police", Some("service")),
                entity("e-rao", "PER", "Ama Rao", None),
            ],
            "quantities": [with(
                json!({"value": 12, "approx": "exact", "kind": "cardinal", "what": "dead", "negated": false, "rule": "t"}),
                at("12"),
            )],
            "statements": [with(
                json!({
                    "id": "s-1", "mode": "indirect", "class": "report", "cue": [at("said")], "content": [at("12 people died in Port Lune")],
                    "speaker": with(json!({"entity": "e-rao", "name": "Ama Rao", "described": false}), at("Minister Ama Rao")),
                    "chain": [
                        {"name": "Ama Rao", "entity": "e-rao", "role": "speaker", "explicit": true},
                        {"name": "Tidewire", "role": "agency", "explicit": false},
                    ],
                    "said_on": "2031-05-05", "confidence": 0.95, "rule": "t",
                }),
                said.clone(),
            )],
            "events": [
                with(
                    json!({
                        "id": "v-1", "trigger": at("fired"), "event": "ASSAULT", "mode": "firearms", "context": [],
                        "actors": [{"name": "Police", "entity": "e-police", "code": "IND", "sector": "COP"}],
                        "recipients": [{"name": "the crowd"}], "place": "Port Lune", "date": "2031-05-04", "date_precision": "day",
                        "certainty": "reported", "rule": "t",
                    }),
                    at("Police fired on the crowd, and President Ilo Venn will visit the port."),
                ),
                with(
                    json!({
                        "id": "v-2", "trigger": at("visit"), "event": "CONSULT", "mode": "visit", "context": [],
                        "actors": [{"name": "Ilo Venn"}], "recipients": [], "certainty": "planned", "rule": "t",
                    }),
                    at("Police fired on the crowd, and President Ilo Venn will visit the port."),
                ),
                with(
                    json!({
                        "id": "v-3", "trigger": at("crowd"), "event": "accident", "context": [], "actors": [], "recipients": [],
                        "certainty": "denied", "rule": "t",
                    }),
                    at("Police fired on the crowd, and President Ilo Venn will visit the port."),
                ),
            ],
        }),
    );
    serde_json::from_value(article).unwrap()
}

/// Returns an event to change.
pub(crate) fn event() -> Event {
    document().facts().events[0].clone()
}

fn second() -> Document {
    let at = |part: &str| place(SECOND, part);
    let mut event = at("पुलिस ने भीड़ पर गोली चलाई।");
    merge(
        &mut event,
        json!({
            "id": "v-9", "trigger": at("गोली चलाई"), "event": "ASSAULT", "mode": "firearms", "context": [],
            "actors": [{"name": "पुलिस", "entity": "e-police", "code": "IND", "sector": "COP"}], "recipients": [{"name": "the crowd"}],
            "place": "Port Lune", "date": "2031-05-04", "date_precision": "day", "certainty": "reported", "rule": "t",
        }),
    );
    let mut article = article("b2", SECOND, "hi");
    merge(
        &mut article,
        json!({
            "outlet": {"name": "लहर"}, "title": "@लून में गोली", "date": "2031-05-06", "date_basis": "text",
            "entities": [entity("e-police", "ORG", "Police", Some("service"))], "events": [event],
        }),
    );
    serde_json::from_value(article).unwrap()
}

fn thread() -> ThreadRecord {
    let cite = |id: &str, text: &str, part: &str| {
        let mut evidence = place(text, part);
        merge(&mut evidence, json!({"article": id, "rule": "t"}));
        evidence
    };
    let first = cite("a1", FIRST, "12 people died in Port Lune");
    let second = cite("b2", SECOND, "पोर्ट लून में 14 लोग मारे गए");
    let support = |evidence: &Value, chain: Value, origin: &str, narrated: bool| {
        let mut support = evidence.clone();
        merge(
            &mut support,
            json!({"stance": "asserts", "chain": chain, "origin": origin, "narrated": narrated}),
        );
        support
    };
    serde_json::from_value(json!({
        "id": "th-1", "title": "Shots in *Port* Lune", "span": ["2031-05-05", "2031-05-06"],
        "articles": [
            {"id": "a1", "outlet": "Harbour Post", "title": "Shots in \"Port\", Lune", "date": "2031-05-05T09:30+05:30", "lang": "en", "path": "a1.html",
             "url": "https://harbour.example/a1?x=1&y=2", "agencies": ["Tidewire"], "notes": []},
            {"id": "b2", "outlet": "लहर", "title": "@लून में गोली", "date": "2031-05-06", "lang": "hi", "path": "b2.html", "agencies": [], "notes": []},
        ],
        "stories": [{"id": "st-1", "title": "Shots in *Port* Lune", "date": "2031-05-05", "articles": ["a1", "b2"]}],
        "origins": [
            {"id": "o-rao", "name": "Ama Rao", "kind": "speaker", "articles": ["a1"], "claims": ["c-1"]},
            {"id": "o-lahar", "name": "लहर", "kind": "outlet", "articles": ["b2"], "claims": ["c-1"]},
        ],
        "claims": [{
            "id": "c-1", "kind": "amount", "text": "12 people died in Port Lune", "evidence0": first, "slots": {"what": "dead", "place": "Port Lune"},
            "values": [
                {"value": 12, "value_max": null, "approx": "exact", "as_of": "2031-05-05", "origins": ["o-rao"], "relation": "first"},
                {"value": 14, "value_max": null, "approx": "at_least", "as_of": "2031-05-06", "origins": ["o-lahar"], "relation": "raises"},
            ],
            "support": "revised", "reason": ["raised", "12", "14"], "origins": ["o-lahar", "o-rao"],
            "supports": [support(&first, json!(["Ama Rao", "Tidewire", "Harbour Post"]), "o-rao", false), support(&second, json!(["लहर"]), "o-lahar", true)],
            "related": [],
        }],
        "silences": [{"claim": "c-1", "source": "Tidewire", "kind": "stated", "evidence": first}],
        "timeline": [{"date": "2031-05-04", "precision": "day", "certainty": "reported", "text": "Police fired on the crowd", "evidence": [cite("a1", FIRST, "Police fired on the crowd")], "claims": []}],
        "brief": [first],
        "open": [{"code": "single-origin-amount", "claim": "c-1"}],
    }))
    .unwrap()
}

fn article(id: &str, text: &str, lang: &str) -> Value {
    let mut start = 0;
    let ends: Vec<usize> = text.match_indices(['.', '।']).map(|(at, mark)| at + mark.len()).collect();
    let sentences: Vec<Value> = ends
        .into_iter()
        .map(|end| {
            let span = json!({"start": start, "end": end});
            start = (end + 1).min(text.len());
            span
        })
        .collect();
    json!({
        "id": id, "path": format!("{id}.html"), "outlet": {}, "authors": [], "agencies": [], "date_basis": "none",
        "tags": [], "lang": lang, "lang_confidence": 0.95, "text": text, "furniture": [],
        "blocks": [{"kind": "paragraph", "start": 0, "end": text.len()}], "notes": [],
        "sentences": sentences, "mentions": [], "entities": [],
        "times": [], "quantities": [], "statements": [], "events": []
    })
}

fn entity(id: &str, kind: &str, name: &str, source: Option<&str>) -> Value {
    json!({"id": id, "type": kind, "name": name, "names": {"en": [name]}, "kb": null, "source": source, "country": null, "roles": []})
}

fn place(text: &str, part: &str) -> Value {
    let start = text.find(part).unwrap();
    serde_json::to_value(Span::new(start, start + part.len())).unwrap()
}

fn merge(into: &mut Value, from: Value) {
    let from = from.as_object().unwrap().clone();
    into.as_object_mut().unwrap().extend(from);
}

/// Returns the library with an article that says anything, told of in every table.
pub(crate) fn hostile(text: &str, title: &str, outlet: &str, date: &str) -> Held {
    let whole = json!({"start": 0, "end": text.len()});
    let first = json!({"start": 0, "end": text.chars().next().map_or(0, char::len_utf8)});
    let with = |fields: Value| {
        let mut all = whole.clone();
        merge(&mut all, fields);
        all
    };
    let actor = json!({"name": text, "entity": "e-x", "code": title, "sector": outlet});
    let mut article = article("x", text, "hi");
    merge(
        &mut article,
        json!({
            "title": title, "outlet": {"name": outlet, "domain": outlet}, "date": date, "url": text, "tags": [title, text],
            "sentences": [whole], "mentions": [with(json!({"type": "PER", "entity": "e-x", "rule": "t"}))],
            "entities": [entity("e-x", "PER", text, None)],
            "quantities": [with(json!({"value": 1, "approx": "exact", "kind": "cardinal", "what": "dead", "negated": false, "rule": "t"}))],
            "statements": [with(json!({
                "id": "s-1", "mode": "denial", "class": "report", "cue": [first], "content": [whole, first], "confidence": 0.5, "rule": "t",
                "chain": [{"name": text, "role": "speaker", "explicit": true}],
            }))],
            "events": [with(json!({
                "id": "v-1", "trigger": first, "event": "CONSULT", "mode": title, "context": [text], "actors": [actor, actor],
                "recipients": [actor], "place": outlet, "certainty": "reported", "rule": "t",
            }))],
        }),
    );
    let evidence = with(json!({"article": "x", "rule": "t"}));
    let support = with(
        json!({"article": "x", "rule": "t", "stance": "denies", "chain": [outlet, text], "origin": "o-x", "narrated": true}),
    );
    let thread = json!({
        "id": "th-x", "title": title, "span": [null, date],
        "articles": [{"id": "x", "outlet": outlet, "title": title, "date": date, "lang": "hi", "path": text, "url": text, "agencies": [], "notes": []}],
        "stories": [{"id": "st-x", "title": title, "date": null, "articles": ["x"]}],
        "origins": [{"id": "o-x", "name": text, "kind": "speaker", "articles": ["x"], "claims": ["c-x"]}],
        "claims": [{
            "id": "c-x", "kind": "position", "text": text, "evidence0": evidence, "slots": {"what": title}, "values": [], "support": "single",
            "reason": [], "origins": ["o-x"], "supports": [support], "related": [],
        }],
        "silences": [{"source": text, "kind": "observed", "evidence": evidence}],
        "timeline": [{"date": date, "precision": "day", "certainty": "planned", "text": text, "evidence": [evidence], "claims": []}],
        "brief": [evidence], "open": [{"code": title, "claim": "c-x"}],
    });
    let (document, thread) =
        (serde_json::from_value(article).unwrap(), serde_json::from_value(thread).unwrap());
    Held::new(vec![document], vec![thread])
}
