//! Small documents for tests.

use model::{
    Article, Certainty, DateBasis, DocId, Document, Entity, EntityId, EntityType, Event, EventId, Facts,
    Mention, Names, Rule, Span, TimeExpr, TimeKind, TimeValue,
};

/// Builds one document: `Built::new("a", "text").date("2025-08-13").names(&["kim"]).done()`.
pub(crate) struct Built {
    article: Article,
    facts: Facts,
}

impl Built {
    pub(crate) fn new(id: &str, text: &str) -> Self {
        let article =
            Article { path: format!("{id}.html"), ..Article::of_text(DocId::given(id), text, "hi") };
        Self { article, facts: Facts::default() }
    }

    pub(crate) fn lang(mut self, lang: &str) -> Self {
        self.article.lang = lang.to_owned();
        self
    }

    pub(crate) fn date(mut self, date: &str) -> Self {
        self.article.date = Some(date.parse().unwrap());
        self.article.date_basis = DateBasis::Given;
        self
    }

    /// Names entities: `LOC liora`, `PER kim@किम/नेता` with the surface, else the start of the text, and roles.
    pub(crate) fn names(mut self, names: &[&str]) -> Self {
        for name in names {
            let mut parts = name.split('/');
            let (kind, id) = parts.next().and_then(|name| name.split_once(' ')).unwrap();
            let (id, surface) = id.split_once('@').unwrap_or((id, ""));
            let found = self.article.text.find(surface).filter(|_| !surface.is_empty());
            let span = found.map_or(self.first(), |start| Span::new(start, start + surface.len()));
            let kind = match kind {
                "PER" => EntityType::Per,
                "ORG" => EntityType::Org,
                _ => EntityType::Loc,
            };
            let id = EntityId::given(format!("e-{id}"));
            self.facts.mentions.push(Mention { span, kind, entity: id.clone(), rule: Rule::new("test") });
            self.facts.entities.push(Entity {
                id,
                kind,
                name: String::new(),
                names: Names::new(),
                kb: None,
                source: None,
                country: None,
                roles: parts.map(str::to_owned).collect(),
            });
        }
        self.facts.entities.sort_by(|one, other| one.id.cmp(&other.id));
        self
    }

    /// Names a day.
    pub(crate) fn day(mut self, day: &str) -> Self {
        let value = Some(TimeValue::Moment(day.parse().unwrap()));
        let span = self.first();
        let (kind, rule) = (TimeKind::Date, Rule::new("test"));
        self.facts.times.push(TimeExpr { span, value, kind, anchor: None, rule });
        self
    }

    /// Tells of an event on a day.
    pub(crate) fn event(mut self, event: &str, day: &str) -> Self {
        let span = self.first();
        self.facts.events.push(Event {
            id: EventId::of(&[event, day]),
            span,
            trigger: span,
            event: event.to_owned(),
            mode: None,
            context: Vec::new(),
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            date: Some(day.parse().unwrap()),
            date_precision: Some("day".to_owned()),
            certainty: Certainty::Reported,
            statement: None,
            rule: Rule::new("test"),
        });
        self
    }

    pub(crate) fn done(self) -> Document {
        Document::new(self.article, self.facts)
    }

    fn first(&self) -> Span {
        Span::new(0, self.article.text.chars().next().map_or(0, char::len_utf8))
    }
}
