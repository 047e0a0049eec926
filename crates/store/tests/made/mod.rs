//! Pages and documents made for tests: every kind of fact, in text order, from a text of any shape.

use model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Returns a page with the content id of its text.
pub(crate) fn page(url: Option<&str>, text: &str) -> Page {
    Page {
        id: DocId::of_bytes(text.as_bytes()),
        path: "made.txt".to_owned(),
        bytes: text.as_bytes().to_vec(),
        kind: PageKind::Text,
        charset: None,
        given: Given { url: url.map(str::to_owned), ..Given::default() },
    }
}

/// Returns a page with its document, ready to be kept.
pub(crate) fn parcel(page: &Page) -> store::Parcel {
    store::Parcel::pack(page.clone(), document(page), None, b"outline".to_vec(), b"card".to_vec()).unwrap()
}

/// Returns a document of a page: the first word is a speaker, the rest is what is said and counted.
pub(crate) fn document(page: &Page) -> Document {
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    let whole = Span::new(0, text.len());
    let first = Span::new(0, text.find(char::is_whitespace).unwrap_or(text.len()));
    let rest = Span::new(first.end as usize, text.len()).trimmed(&text);
    let rule = Rule::new("made");
    let (speaker, body) = (EntityId::of(&[first.of(&text).unwrap_or_default()]), EntityId::given("e-agency"));
    let entity = |id: &EntityId, kind, name: &str| Entity {
        id: id.clone(),
        kind,
        name: name.to_owned(),
        names: BTreeMap::from([("hi".to_owned(), BTreeSet::from([name.to_owned()]))]),
        kb: None,
        source: (kind == EntityType::Org).then_some(SourceKind::Agency),
        country: None,
        roles: BTreeSet::new(),
    };
    let link = |name: &str, entity: &EntityId, role| ChainLink {
        name: name.to_owned(),
        entity: Some(entity.clone()),
        role,
        explicit: true,
    };
    let name = first.of(&text).unwrap_or_default().to_owned();
    let (said, went_on) = (StatementId::of(&["1"]), StatementId::of(&["2"]));
    let statement = |id: &StatementId, refers_to: Option<StatementId>| Statement {
        id: id.clone(),
        mode: Mode::Indirect,
        class: StatementClass::Report,
        span: whole,
        speaker: Some(Speaker {
            span: first,
            entity: Some(speaker.clone()),
            name: name.clone(),
            described: false,
        }),
        cue: vec![first],
        content: vec![rest],
        chain: Chain::new([
            link(&name, &speaker, LinkRole::Speaker),
            link("समाचार संघ", &body, LinkRole::Agency),
            link("नवरेखा", &EntityId::given("e-unlisted"), LinkRole::Outlet),
        ]),
        said_on: "2025-08-13".parse().ok(),
        refers_to,
        confidence: Confidence::LIKELY,
        rule: rule.clone(),
    };
    let mut entities =
        vec![entity(&speaker, EntityType::Per, &name), entity(&body, EntityType::Org, "समाचार संघ")];
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    let facts = Facts {
        languages: Vec::new(),
        sentences: vec![Sentence { span: whole }],
        mentions: vec![Mention {
            span: first,
            kind: EntityType::Per,
            entity: speaker.clone(),
            rule: rule.clone(),
        }],
        entities,
        times: vec![TimeExpr {
            span: first,
            value: "2025-08-13/..".parse().ok(),
            kind: TimeKind::Interval,
            anchor: None,
            rule: rule.clone(),
        }],
        quantities: vec![Quantity {
            span: rest,
            value: Number::new(2.5),
            value_max: None,
            approx: Approx::AtLeast,
            kind: QuantityKind::Cardinal,
            unit: None,
            counted: Some(Counted { span: rest, head: "सैनिक".to_owned(), class: None }),
            what: Some("dead".to_owned()),
            negated: false,
            source_statement: Some(said.clone()),
            rule: rule.clone(),
        }],
        statements: vec![statement(&said, None), statement(&went_on, Some(said.clone()))],
        events: vec![Event {
            id: EventId::of(&["1"]),
            span: whole,
            trigger: first,
            event: "CONSULT".to_owned(),
            mode: None,
            context: vec!["military".to_owned()],
            actors: vec![Actor { name, entity: Some(speaker), code: None, sector: None }],
            recipients: Vec::new(),
            place: None,
            date: "2025-08".parse().ok(),
            date_precision: Some("month".to_owned()),
            certainty: Certainty::Planned,
            statement: Some(went_on),
            rule,
        }],
    };
    let article = Article {
        path: page.path.clone(),
        url: page.given.url.clone(),
        outlet: Outlet { name: Some("नवरेखा".to_owned()), ..Outlet::default() },
        title: Some("शीर्षक".to_owned()),
        authors: vec!["अ \"ब\"".to_owned()],
        agencies: vec!["समाचार संघ".to_owned()],
        date: "2025-08-13T11:03+05:30".parse().ok(),
        date_basis: DateBasis::JsonLd,
        ..Article::of_text(page.id.clone(), &text, "hi")
    };
    Document::new(article, facts)
}
