//! A small corpus of our own: invented outlets, people and happenings, in three languages.

use lang::Packs;
use model::{
    Actor, Approx, Article, Certainty, Chain, ChainLink, Confidence, DateBasis, DocId, Document, Entity,
    EntityId, EntityType, Event, EventId, Facts, LinkRole, Mention, Mode, Names, Number, Outlet, Quantity,
    QuantityKind, Rule, Sentence, Span, Speaker, Statement, StatementClass, StatementId, StoryId, ThreadId,
};
use search::{EntityEntry, Entry, Index};
use tempfile::TempDir;

const RULE: Rule = Rule::new("by-hand");

/// An article in the making: sentences first, then what is in them.
pub(crate) struct Maker {
    article: Article,
    facts: Facts,
}

impl Maker {
    pub(crate) fn new(id: &str, lang: &str, outlet: &str, country: &str, date: &str) -> Self {
        let article = Article {
            path: format!("{id}.html"),
            outlet: Outlet { name: Some(outlet.into()), domain: None, country: Some(country.into()) },
            date: date.parse().ok(),
            date_basis: DateBasis::Given,
            ..Article::of_text(DocId::given(id), "", lang)
        };
        Self { article, facts: Facts::default() }
    }

    pub(crate) fn title(mut self, title: &str) -> Self {
        self.article.title = Some(title.into());
        self
    }

    pub(crate) fn agency(mut self, agency: &str) -> Self {
        self.article.agencies.push(agency.into());
        self
    }

    pub(crate) fn sentence(mut self, text: &str) -> Self {
        if !self.article.text.is_empty() {
            self.article.text.push(' ');
        }
        let start = self.article.text.len();
        self.article.text.push_str(text);
        self.facts.sentences.push(Sentence { span: Span::new(start, start + text.len()) });
        self
    }

    fn last(&self) -> Span {
        self.facts.sentences.last().unwrap().span
    }

    fn find(&self, surface: &str) -> Span {
        let from = self.last().start as usize;
        let at = from + self.article.text[from..].find(surface).unwrap();
        Span::new(at, at + surface.len())
    }

    pub(crate) fn names(mut self, surface: &str, kind: EntityType, id: &str, name: &str) -> Self {
        let span = self.find(surface);
        let entity = EntityId::given(id);
        if !self.facts.entities.iter().any(|known| known.id == entity) {
            self.facts.entities.push(Entity {
                id: entity.clone(),
                kind,
                name: name.into(),
                names: Names::new(),
                kb: None,
                source: None,
                country: None,
                roles: Default::default(),
            });
            self.facts.entities.sort_by(|a, b| a.id.cmp(&b.id));
        }
        self.facts.mentions.push(Mention { span, kind, entity, rule: RULE });
        self
    }

    pub(crate) fn says(mut self, surface: &str, id: &str, relays: &[&str]) -> Self {
        let (span, speaker) = (self.last(), self.find(surface));
        let entity = Some(EntityId::given(id));
        let link = |name: &str, entity: Option<EntityId>, role| ChainLink {
            name: name.into(),
            entity,
            role,
            explicit: true,
        };
        let links = std::iter::once(link(surface, entity.clone(), LinkRole::Speaker))
            .chain(relays.iter().map(|relay| link(relay, None, LinkRole::Agency)));
        self.facts.statements.push(Statement {
            id: StatementId::of(&[self.article.id.as_str(), surface]),
            mode: Mode::Indirect,
            class: StatementClass::Report,
            span,
            speaker: Some(Speaker { span: speaker, entity, name: surface.into(), described: false }),
            cue: Vec::new(),
            content: vec![span],
            chain: Chain::new(links),
            said_on: None,
            refers_to: None,
            confidence: Confidence::LIKELY,
            rule: RULE,
        });
        self
    }

    pub(crate) fn counts(mut self, surface: &str, value: f64) -> Self {
        self.facts.quantities.push(Quantity {
            span: self.find(surface),
            value: Number::new(value),
            value_max: None,
            approx: Approx::Exact,
            kind: QuantityKind::Cardinal,
            unit: None,
            counted: None,
            what: None,
            negated: false,
            source_statement: None,
            rule: RULE,
        });
        self
    }

    pub(crate) fn event(
        mut self,
        trigger: &str,
        kind: &str,
        place: &str,
        date: &str,
        certainty: Certainty,
    ) -> Self {
        self.facts.events.push(Event {
            id: EventId::of(&[self.article.id.as_str(), trigger]),
            span: self.last(),
            trigger: self.find(trigger),
            event: kind.into(),
            mode: None,
            context: Vec::new(),
            actors: Vec::<Actor>::new(),
            recipients: Vec::new(),
            place: (!place.is_empty()).then(|| place.into()),
            date: date.parse().ok(),
            date_precision: None,
            certainty,
            statement: None,
            rule: RULE,
        });
        self
    }

    pub(crate) fn made(self) -> Document {
        Document::new(self.article, self.facts)
    }
}

/// The articles: a bridge that fell, a strike, and a support declared.
pub(crate) fn articles() -> Vec<Document> {
    use EntityType::{Loc, Per};
    vec![
        Maker::new("a1", "hi", "दैनिक नौका", "IN", "2025-08-13")
            .title("सोनपुरा में पुल हादसा") // bridge accident in Sonpura
            .agency("तटीय समाचार")
            .sentence("सोनपुरा में पुल गिरने से 12 लोगों की मौत हो गई।") // 12 died when the bridge fell
            .names("सोनपुरा", Loc, "e-sonpura", "Sonpura")
            .counts("12", 12.0)
            .event("गिरने", "accident", "Sonpura", "2025-08-12", Certainty::Reported)
            .sentence("मंत्री वेरा लिंद ने कहा कि सरकार कड़ा कदम उठाएगी।") // Minister Vera Lind: strict steps
            .names("वेरा लिंद", Per, "e-lind", "Vera Lind")
            .says("वेरा लिंद", "e-lind", &["तटीय समाचार"])
            .sentence("हादसे से जुड़े ५० सैनिकों को हटाया गया।") // 50 soldiers removed
            .counts("५०", 50.0)
            .made(),
        Maker::new("a2", "en", "The Daily Ferry", "GB", "2025-08-14")
            .title("Bridge fall in Sonpura: minister speaks")
            .sentence("Minister Vera Lind said the government would take strict steps.")
            .names("Vera Lind", Per, "e-lind", "Vera Lind")
            .says("Vera Lind", "e-lind", &[])
            .sentence("At least 15,000 soldiers searched the river after the bridge accident.")
            .counts("15,000", 15000.0)
            .made(),
        Maker::new("a3", "ru", "Речной вестник", "RU", "2025-09-01")
            .title("Забастовка на реке") // strike on the river
            .sentence("Вера Линд заявила о поддержке моста.") // Vera Lind declared support for the bridge
            .names("Вера Линд", Per, "e-lind", "Vera Lind")
            .says("Вера Линд", "e-lind", &[])
            .event("поддержке", "SUPPORT", "", "2025-08-31", Certainty::Planned)
            .sentence("Радим Корсак молчал.") // Radim Korsak was silent
            .names("Радим Корсак", Per, "e-x-ru", "Радим Корсак")
            .made(),
        Maker::new("a4", "hi", "दैनिक नौका", "IN", "2025-09-02")
            .title("रेल हड़ताल") // rail strike
            .sentence("रेल कर्मचारियों की हड़ताल से 3,000 यात्री फंसे।") // 3,000 travellers stranded
            .counts("3,000", 3000.0)
            .sentence("रादिम कोरसाक ने हड़ताली नेताओं से बात की।") // Radim Korsak talked to strike leaders
            .names("रादिम कोरसाक", Per, "e-x-hi", "रादिम कोरसाक")
            .sentence("यह काम कम समय में हुआ।") // this work was done in little time
            .made(),
    ]
}

/// An index of the corpus.
pub(crate) struct Corpus {
    pub(crate) index: Index<'static>,
    pub(crate) folder: TempDir,
}

impl Corpus {
    pub(crate) fn of(articles: &[Document]) -> Self {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path(), Packs::embedded()).unwrap();
        let mut writer = index.writer(0).unwrap();
        for document in articles {
            let (story, thread) = (Some(StoryId::given("st-1")), Some(ThreadId::given("th-1")));
            writer.put_article(&Entry { document, story, thread }).unwrap();
        }
        let names = [("hi", "वेरा लिंद"), ("en", "Vera Lind"), ("ru", "Вера Линд"), ("en", "Iron Heron")];
        let mut by_lang = Names::new();
        for (lang, name) in names {
            by_lang.entry(lang.into()).or_default().insert(name.into());
        }
        let lind = EntityEntry {
            id: EntityId::given("e-lind"),
            kind: EntityType::Per,
            name: "Vera Lind".into(),
            names: by_lang,
        };
        writer.put_entity(&lind).unwrap();
        writer.commit(7).unwrap();
        writer.finish().unwrap();
        Self { index, folder }
    }
}
