//! What holds for the pages that show what a record rests on: article, claim, story, entity.

use crate::article::{ArticleView, RevisionLine, article};
use crate::claim::{ClaimView, claim};
use crate::entity::{CompanyLine, EntityCounts, EntityView, NameLine, PassageLine, SilenceLine, entity};
use crate::parts::fix::Forms;
use crate::story::{StoryView, story};
use crate::testing::{DEMO, check_page, look, packed};
use crate::{Digits, InMemory, Lang, Look, Quoted, Theme, address};
use model::{
    Article, Claim, ClaimId, Correction, DocId, Document, Entity, EntityId, Fix, Span, Statement, StoryLine,
    ThreadId, ThreadRecord, Undone,
};
use std::collections::BTreeMap;

const FORMS: Forms<'_> = Forms { token: Some("t0ken"), author: Some("मीना") };

/// Returns the thread that holds an article.
fn thread_of(id: &DocId) -> Option<&'static ThreadRecord> {
    DEMO.threads().iter().find(|thread| thread.articles.iter().any(|line| line.id == *id))
}

/// Makes up corrections of an article, one of them taken back.
fn corrections(document: &Document) -> Vec<Correction> {
    let article = document.article().id.clone();
    let mut fixes = vec![Fix::MoveArticle { article: article.clone(), thread: None }];
    if let Some(statement) = document.facts().statements.first() {
        let speaker = Some("Somebody Else".to_owned());
        fixes.push(Fix::Speaker { article: article.clone(), span: statement.span, speaker, entity: None });
    }
    if let Some(entity) = document.facts().entities.first() {
        fixes.push(Fix::SplitEntity { entity: entity.id.clone(), article });
    }
    let correction = |(id, fix): (u64, Fix)| Correction {
        id,
        fix,
        author: "मीना".to_owned(),
        reason: "देखिए पहला वाक्य".to_owned(),
        at: "2025-10-19T12:35:07Z".to_owned(),
        undone: (id == 1).then(|| Undone {
            author: "R. Desk".to_owned(),
            reason: "it was right".to_owned(),
            at: "2025-10-19T12:40:00Z".to_owned(),
        }),
    };
    (1..).zip(fixes).map(correction).collect()
}

fn article_page(document: &Document, target: &str, set: impl Fn(Look) -> Look, lang: Lang) -> String {
    let texts = InMemory::of(&DEMO.reading.documents);
    let look = set(look(target, lang));
    let diff = look.address.get("diff");
    let other = DEMO.reading.documents.iter().find(|other| Some(other.article().id.as_str()) == diff);
    let revision = |number, id: &str, current| RevisionLine {
        id: DocId::given(id),
        number,
        added: "2025-10-19T12:35:07Z".to_owned(),
        current,
    };
    let view = ArticleView {
        document,
        thread: thread_of(&document.article().id),
        texts: &texts,
        names: &DEMO.names,
        revisions: &[revision(1, "earlier", false), revision(2, document.article().id.as_str(), true)],
        other,
        threads: &[(ThreadId::given("th-x"), Quoted::new("पुल हादसा", "hi"))],
        corrections: &corrections(document),
        forms: FORMS,
    };
    article(&view, &look)
}

fn claim_page(record: &ThreadRecord, of: &Claim, set: impl Fn(Look) -> Look, lang: Lang) -> String {
    let texts = InMemory::of(&DEMO.reading.documents);
    let remark = Correction {
        id: 7,
        fix: Fix::Remark { claim: of.id.clone() },
        author: "मीना".to_owned(),
        reason: "मंत्रालय से पूछा, जवाब नहीं".to_owned(),
        at: "2025-10-19T12:35:07Z".to_owned(),
        undone: None,
    };
    let names = &DEMO.names;
    let view = ClaimView { record, claim: of, texts: &texts, names, corrections: &[remark], forms: FORMS };
    claim(&view, &set(look(&address::claim(&of.id), lang)))
}

fn story_page(
    record: &ThreadRecord,
    of: &StoryLine,
    target: &str,
    set: impl Fn(Look) -> Look,
    lang: Lang,
) -> String {
    let texts = InMemory::of(&DEMO.reading.documents);
    let entities = DEMO.entities(record);
    let view = StoryView { record, story: of, texts: &texts, names: &DEMO.names, entities: &entities };
    story(&view, &set(look(target, lang)))
}

/// Gathers what a library would say of an entity from the documents of the demo.
fn entity_page(of: &Entity, set: impl Fn(Look) -> Look, lang: Lang) -> String {
    let documents = &DEMO.reading.documents;
    let (mut said, mut relayed, mut did, mut said_about) = (vec![], vec![], vec![], vec![]);
    let mut known_as: BTreeMap<(String, String), NameLine> = BTreeMap::new();
    let mut company: BTreeMap<&EntityId, CompanyLine> = BTreeMap::new();
    let mut counts = EntityCounts::default();
    for document in documents {
        let (article, facts) = (document.article(), document.facts());
        let passage = |span: Span, text: &str, what: &str| PassageLine {
            article: article.id.clone(),
            outlet: article.outlet.label().map(str::to_owned),
            title: article.title.clone(),
            lang: article.lang.clone(),
            date: article.date,
            span,
            text: text.to_owned(),
            chain: Vec::new(),
            what: what.to_owned(),
            day: None,
            certainty: None,
        };
        let of_statement = |statement: &Statement| PassageLine {
            chain: statement.chain.links().iter().map(|link| link.name.clone()).collect(),
            day: statement.said_on,
            ..passage(statement.span, document.surface(statement.span), statement.mode.name())
        };
        let mentions: Vec<_> = facts.mentions.iter().filter(|mention| mention.entity == of.id).collect();
        for mention in &mentions {
            let name = document.surface(mention.span).to_owned();
            let line = NameLine {
                lang: article.lang.clone(),
                name: name.clone(),
                seen_in: Some(article.id.clone()),
                mentions: 0,
            };
            known_as.entry((article.lang.clone(), name)).or_insert(line).mentions += 1;
        }
        for statement in &facts.statements {
            let speaks =
                statement.speaker.as_ref().is_some_and(|speaker| speaker.entity.as_ref() == Some(&of.id));
            let links = statement.chain.links();
            if speaks {
                said.push(of_statement(statement));
            } else if links.iter().any(|link| link.entity.as_ref() == Some(&of.id)) {
                relayed.push(of_statement(statement));
            } else if mentions.iter().any(|mention| statement.span.covers(mention.span)) {
                said_about.push(of_statement(statement));
            }
        }
        for event in &facts.events {
            if event.actors.iter().chain(&event.recipients).any(|actor| actor.entity.as_ref() == Some(&of.id))
            {
                did.push(PassageLine {
                    day: event.date,
                    certainty: Some(event.certainty),
                    ..passage(event.span, document.surface(event.span), &event.event)
                });
            }
        }
        if !mentions.is_empty() {
            counts.articles += 1;
            counts.mentions += mentions.len();
            counts.first_seen = counts.first_seen.into_iter().chain(article.date).min();
            counts.last_seen = counts.last_seen.max(article.date);
            for other in facts.entities.iter().filter(|other| other.id != of.id) {
                let line = CompanyLine {
                    id: other.id.clone(),
                    kind: other.kind,
                    name: other.name.clone(),
                    events: 0,
                    articles: 0,
                };
                company.entry(&other.id).or_insert(line).articles += 1;
            }
        }
    }
    let mut known_as: Vec<NameLine> = known_as.into_values().collect();
    known_as.sort_by_key(|line| std::cmp::Reverse(line.mentions));
    known_as.push(NameLine { lang: "ru".into(), name: "Вен".into(), seen_in: None, mentions: 0 });
    let mut company: Vec<CompanyLine> = company.into_values().collect();
    company.sort_by_key(|line| std::cmp::Reverse(line.articles));
    company.truncate(20);
    let counts = EntityCounts { said: said.len(), relayed: relayed.len(), did: did.len(), ..counts };
    let mut silences = Vec::new();
    for record in DEMO.threads() {
        for silence in record.silences.iter().filter(|silence| silence.entity.as_ref() == Some(&of.id)) {
            let left_out = record.claims.iter().find(|claim| Some(&claim.id) == silence.claim.as_ref());
            let cited = documents
                .iter()
                .find(|document| document.article().id == *silence.evidence.article())
                .unwrap();
            silences.push(SilenceLine {
                claim: left_out.map(|claim| (claim.id.clone(), Quoted::new(&claim.text, "hi"))),
                kind: silence.kind,
                article: silence.evidence.article().clone(),
                span: silence.evidence.span(),
                text: Quoted::new(cited.surface(silence.evidence.span()), &cited.article().lang),
                outlet: cited.article().outlet.label().map(str::to_owned),
            });
        }
    }
    let view = EntityView {
        id: &of.id,
        kind: of.kind,
        name: &of.name,
        kb: Some("wikidata:Q42"),
        source: of.source,
        country: None,
        known_as: &known_as,
        joined: &[],
        counts,
        said: &said,
        relayed: &relayed,
        did: &did,
        said_about: &said_about,
        company: &company,
        silences: &silences,
        names: &DEMO.names,
        corrections: &[],
        forms: FORMS,
    };
    entity(&view, &set(look(&address::entity(&of.id), lang)))
}

/// Returns the entities that most articles name, and every agency.
fn entities() -> Vec<&'static Entity> {
    let mut counts: BTreeMap<&EntityId, (usize, &Entity)> = BTreeMap::new();
    for entity in DEMO.reading.documents.iter().flat_map(|document| &document.facts().entities) {
        counts.entry(&entity.id).or_insert((0, entity)).0 += 1;
    }
    let mut found: Vec<(usize, &Entity)> = counts.into_values().collect();
    found.sort_by_key(|(count, entity)| (std::cmp::Reverse(*count), entity.id.clone()));
    let people = found.iter().filter(|(_, entity)| entity.kind == model::EntityType::Per).take(2);
    let agencies =
        found.iter().filter(|(_, entity)| entity.source == Some(model::SourceKind::Agency)).take(2);
    people.chain(agencies).map(|(_, entity)| *entity).collect()
}

/// Returns the first pair of articles that print the same copy.
fn copies() -> (&'static Document, &'static DocId) {
    let lines = DEMO.threads().iter().flat_map(|thread| &thread.articles);
    let line =
        lines.clone().find(|line| line.copy_group.as_ref().is_some_and(|group| *group != line.id)).unwrap();
    let document = DEMO.reading.documents.iter().find(|document| document.article().id == line.id).unwrap();
    (document, line.copy_group.as_ref().unwrap())
}

/// Returns every page under its file name.
fn pages(set: impl Fn(Look) -> Look + Copy, lang: Lang) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let longest = DEMO.reading.documents.iter().max_by_key(|document| document.article().text.len()).unwrap();
    let (copy, group) = copies();
    let path = |document: &Document| address::article(&document.article().id);
    let mut add = |name: &str, page: String| pages.insert(name.to_owned(), page);
    add("article", article_page(longest, &path(longest), set, lang));
    add("article-layers-all", article_page(longest, &format!("{}?layers=all", path(longest)), set, lang));
    let target = format!("{}?layers=none&diff={}", path(copy), group.as_str());
    add("article-diff", article_page(copy, &target, set, lang));
    let claim = thread_of(&copy.article().id).unwrap().claims.iter().flat_map(|claim| &claim.supports);
    let cited =
        claim.map(|support| &support.evidence).find(|cited| *cited.article() == copy.article().id).unwrap();
    let target = format!("{}?at={}-{}&layers=names,times", path(copy), cited.span().start, cited.span().end);
    add("article-cited", article_page(copy, &target, set, lang));
    for record in DEMO.threads() {
        for support in crate::parts::badge::STANDINGS {
            let most = record.claims.iter().filter(|claim| claim.support == support);
            if let Some(of) = most.max_by_key(|claim| claim.supports.len()) {
                add(&format!("claim-{}", support.name()), claim_page(record, of, set, lang));
            }
        }
        for (at, of) in record.stories.iter().enumerate() {
            let name = format!("story-{at}-{}", &record.id.as_str()[..5]);
            add(&name, story_page(record, of, &address::story(&of.id), set, lang));
        }
    }
    let record = &DEMO.threads()[0];
    let of = record.stories.iter().max_by_key(|story| story.articles.len()).unwrap();
    add("story-all", story_page(record, of, &format!("{}?all=1", address::story(&of.id)), set, lang));
    for (at, of) in entities().into_iter().enumerate() {
        add(&format!("entity-{at}"), entity_page(of, set, lang));
    }
    pages
}

/// Returns every page in every language, theme and digits.
fn every_page() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let set = |look: Look| match lang {
            Lang::En => Look { theme: Theme::Dark, ..look },
            Lang::Hi => Look { digits: Digits::Native, ..look },
        };
        let named = |(name, page): (String, String)| (format!("{name}.{}", lang.tag()), page);
        all.extend(pages(|look| look, lang).into_iter().map(named));
        all.extend(pages(set, lang).into_iter().map(|(name, page)| named((format!("{name}-set"), page))));
    }
    all
}

#[test]
fn every_page_holds_to_what_pages_promise() {
    for (name, page) in every_page() {
        println!("{name}");
        check_page(&page);
    }
}

#[test]
fn every_article_of_the_demo_is_shown_with_every_layer() {
    for document in &DEMO.reading.documents {
        let target = format!("{}?layers=all&all=1", address::article(&document.article().id));
        check_page(&article_page(document, &target, |look| look, Lang::Hi));
    }
}

#[test]
fn pages_keep_to_their_budget() {
    for (name, page) in every_page() {
        let size = packed(page.as_bytes());
        println!("{name}: {size} of {}", page.len());
        assert!(size < 15_000 || name.contains("all"), "{name}: {size}");
    }
}

#[test]
fn every_passage_that_a_claim_cites_is_marked() {
    let mut checked = 0;
    for thread in DEMO.threads() {
        for support in thread.claims.iter().take(6).flat_map(|claim| &claim.supports).take(40) {
            let of = |document: &&Document| document.article().id == *support.evidence.article();
            let document = DEMO.reading.documents.iter().find(of).unwrap();
            let page = article_page(document, &address::evidence(&support.evidence), |look| look, Lang::En);
            assert!(page.contains("<mark id=\"at\">"), "{}", address::evidence(&support.evidence));
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn a_passage_that_is_not_there_is_told() {
    let (document, _) = copies();
    let page = article_page(document, "/article/x?at=1-2", |look| look, Lang::En);
    assert!(page.contains("is not in this text") && !page.contains("<mark"));
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    assert!(pages(|look| look, Lang::Hi) == pages(|look| look, Lang::Hi));
}

/// Words that would be markup if they were not escaped.
const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

fn check_harmless(page: &str) {
    check_page(page);
    assert!(!page.contains("<script>") && !page.contains("<img src=x") && !page.contains("=\"javascript:"));
}

#[test]
fn words_of_an_article_never_become_markup() {
    let (document, _) = copies();
    let mut facts = document.facts().clone();
    let text = format!("{HOSTILE} {}", document.article().text);
    for sentence in &mut facts.sentences {
        sentence.span = Span::new(3, HOSTILE.len() - 4);
    }
    facts.sentences.truncate(1);
    for mention in &mut facts.mentions {
        mention.span = Span::new(1, 9);
        mention.entity = model::EntityId::given(HOSTILE);
    }
    let article = Article {
        text,
        title: Some(HOSTILE.to_owned()),
        subtitle: Some(HOSTILE.to_owned()),
        url: Some(format!("javascript:{HOSTILE}")),
        path: HOSTILE.to_owned(),
        lang: HOSTILE.to_owned(),
        tags: vec![HOSTILE.to_owned()],
        ..document.article().clone()
    };
    let document = Document::new(article, facts);
    check_harmless(&article_page(
        &document,
        "/article/x?layers=all&q=%22%3E%3Cscript%3E",
        |look| look,
        Lang::En,
    ));
}

#[test]
fn words_of_a_record_never_become_markup() {
    let mut record = DEMO.threads()[0].clone();
    record.title = HOSTILE.to_owned();
    for line in &mut record.articles {
        line.outlet = Some(HOSTILE.to_owned());
        line.lang = HOSTILE.to_owned();
    }
    for origin in &mut record.origins {
        (origin.name, origin.side, origin.entity) = (HOSTILE.to_owned(), Some(HOSTILE.to_owned()), None);
    }
    for silence in &mut record.silences {
        (silence.source, silence.entity) = (HOSTILE.to_owned(), None);
    }
    for entry in &mut record.timeline {
        entry.text = HOSTILE.to_owned();
    }
    for one in &mut record.claims {
        one.text = HOSTILE.to_owned();
        one.slots.insert("actor".to_owned(), HOSTILE.to_owned());
        one.slots.insert(HOSTILE.to_owned(), HOSTILE.to_owned());
        for support in &mut one.supports {
            support.chain = vec![HOSTILE.to_owned(); 3];
        }
    }
    record.claims[0].id = ClaimId::given(HOSTILE);
    record.stories[0].title = HOSTILE.to_owned();
    check_harmless(&claim_page(&record, &record.claims[0], |look| look, Lang::En));
    check_harmless(&story_page(&record, &record.stories[0], "/story/x", |look| look, Lang::Hi));
    let of = Entity {
        name: HOSTILE.to_owned(),
        id: EntityId::given(HOSTILE),
        ..DEMO.reading.documents[0].facts().entities[0].clone()
    };
    check_harmless(&entity_page(&of, |look| look, Lang::En));
}

#[test]
fn every_claim_and_story_of_the_demo_is_shown() {
    for record in DEMO.threads() {
        for of in &record.claims {
            check_page(&claim_page(record, of, |look| look, Lang::En));
        }
        for of in &record.stories {
            check_page(&story_page(record, of, "/story/x?all=1", |look| look, Lang::Hi));
        }
    }
}

#[test]
#[ignore = "writes the pages into the folder PAGES_OUT, to be looked at"]
fn evidence_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("PAGES_OUT").expect("PAGES_OUT names a folder"));
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for asset in crate::assets::all() {
        std::fs::write(folder.join("assets").join(&asset.name), &asset.bytes).unwrap();
    }
    for (name, page) in every_page() {
        // Opened as files, the pages find their assets beside them.
        std::fs::write(folder.join(format!("{name}.html")), page.replace("\"/assets/", "\"assets/")).unwrap();
    }
}
