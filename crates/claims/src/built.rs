//! Small records for tests.

use model::{
    Approx, ArticleLine, Claim, ClaimId, ClaimKind, DocId, Evidence, Number, Origin, OriginId, Silence,
    SilenceKind, Stance, Standing, StoryId, StoryLine, Support, ThreadId, ThreadRecord, ValuePoint,
    ValueRelation,
};
use serde_json::json;

/// Builds a record of a thread.
///
/// `articles` are ids, each perhaps with an address (`a@u`) and perhaps with its story (`a#s`); a claim is
/// `id kind slots support values origins passages text`, where `-` stands for none.
pub(crate) fn record(articles: &str, claims: &[&str]) -> ThreadRecord {
    let mut record = ThreadRecord {
        id: ThreadId::given("th-1"),
        title: "The bridge".to_owned(),
        span: (None, None),
        articles: Vec::new(),
        stories: Vec::new(),
        origins: Vec::new(),
        claims: claims.iter().map(|line| claim(line)).collect(),
        silences: Vec::new(),
        timeline: Vec::new(),
        brief: Vec::new(),
        open: Vec::new(),
    };
    for article in articles.split_whitespace() {
        let (article, story) = article.split_once('#').unwrap_or((article, "s"));
        let (id, url) = article.split_once('@').map_or((article, None), |(id, url)| (id, Some(url)));
        add_article(&mut record, id, url, story);
    }
    for id in record.claims.iter().flat_map(|claim| &claim.origins) {
        if !record.origins.iter().any(|origin| origin.id == *id) {
            record.origins.push(Origin {
                id: id.clone(),
                name: id.as_str().to_uppercase(),
                kind: "agency".to_owned(),
                entity: None,
                side: None,
                articles: Vec::new(),
                claims: Vec::new(),
            });
        }
    }
    record
}

/// Adds a silence of a source about a claim.
pub(crate) fn silent(
    mut record: ThreadRecord,
    source: &str,
    claim: Option<&str>,
    passage: &str,
) -> ThreadRecord {
    let kind = if passage.is_empty() { SilenceKind::Observed } else { SilenceKind::Stated };
    record.silences.push(Silence {
        claim: claim.map(ClaimId::given),
        source: source.to_owned(),
        entity: None,
        kind,
        evidence: evidence(if passage.is_empty() { "a:0-1" } else { passage }),
    });
    record
}

fn add_article(record: &mut ThreadRecord, id: &str, url: Option<&str>, story: &str) {
    record.articles.push(ArticleLine {
        id: DocId::given(id),
        outlet: None,
        title: Some(format!("Title {id}")),
        date: None,
        lang: "en".to_owned(),
        path: String::new(),
        url: url.map(str::to_owned),
        agencies: Vec::new(),
        copy_group: None,
        notes: Vec::new(),
    });
    let story_id = StoryId::given(story);
    match record.stories.iter_mut().find(|story| story.id == story_id) {
        Some(story) => story.articles.push(DocId::given(id)),
        None => record.stories.push(StoryLine {
            id: story_id,
            title: format!("Story {story}"),
            date: None,
            articles: vec![DocId::given(id)],
        }),
    }
}

fn claim(line: &str) -> Claim {
    let fields: Vec<&str> = line.splitn(8, ' ').collect();
    let [id, kind, slots, support, values, origins, passages, text] = fields[..] else { panic!("{line}") };
    let list = |text: &str| -> Vec<String> {
        text.split(',').filter(|item| *item != "-").map(str::to_owned).collect()
    };
    let origins: Vec<OriginId> = list(origins).into_iter().map(OriginId::given).collect();
    let passages: Vec<Evidence> = list(passages).iter().map(|passage| evidence(passage)).collect();
    Claim {
        id: ClaimId::given(id),
        kind: serde_json::from_value::<ClaimKind>(json!(kind)).unwrap(),
        text: text.to_owned(),
        evidence0: passages[0].clone(),
        slots: list(slots)
            .iter()
            .filter_map(|slot| slot.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        values: list(values)
            .iter()
            .map(|value| ValuePoint {
                value: Number::new(value.parse().unwrap()),
                value_max: None,
                approx: Approx::Exact,
                as_of: None,
                origins: Vec::new(),
                relation: ValueRelation::First,
            })
            .collect(),
        support: serde_json::from_value::<Standing>(json!(support)).unwrap(),
        reason: Vec::new(),
        supports: passages
            .into_iter()
            .map(|evidence| Support {
                evidence,
                stance: Stance::Asserts,
                chain: Vec::new(),
                origin: origins[0].clone(),
                narrated: false,
            })
            .collect(),
        origins,
        related: Vec::new(),
    }
}

/// Cites `article:start-end`.
fn evidence(passage: &str) -> Evidence {
    let (article, span) = passage.split_once(':').unwrap();
    let (start, end) = span.split_once('-').unwrap();
    let [start, end] = [start, end].map(|at| at.parse::<u32>().unwrap());
    serde_json::from_value(json!({"article": article, "start": start, "end": end, "rule": "test"})).unwrap()
}
