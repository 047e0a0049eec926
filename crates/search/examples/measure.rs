//! Measures indexing and searching over generated articles: `cargo run --release -p sutradhar-search --example measure
//! -- FOLDER [ARTICLES]`. The folder keeps the index; a second run only searches.

#![allow(clippy::unwrap_used, reason = "a measurement ends where it fails")]

use lang::Packs;
use model::{
    Approx, Article, Certainty, Chain, ChainLink, Confidence, DateBasis, DocId, Document, Entity, EntityId,
    EntityType, Event, EventId, Facts, LinkRole, Mention, Mode, Names, Number, Outlet, Quantity,
    QuantityKind, Rule, Sentence, Span, Speaker, Statement, StatementClass, StatementId, StoryId, ThreadId,
};
use search::{EntityEntry, Entry, Index, Query};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const RULE: Rule = Rule::new("made");
const SENTENCES: usize = 10;
const PERSONS: usize = 20_000;
const OUTLETS: usize = 300;
const EVENTS: [&str; 8] = ["CONSULT", "SUPPORT", "ACCUSE", "ASSAULT", "AID", "PROTEST", "accident", "strike"];

/// Numbers without a pattern, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    /// Returns a rank as words have it: half as often at twice the rank.
    fn rank(&mut self, end: usize) -> usize {
        let unit = self.below(1 << 24) as f64 / f64::from(1 << 24);
        ((end as f64).powf(unit) as usize - 1).min(end - 1)
    }
}

/// The words of a language, by rank.
struct Language {
    code: &'static str,
    words: Vec<String>,
    first: Vec<String>,
    last: Vec<String>,
}

impl Language {
    fn new(code: &'static str, consonants: &str, vowels: &[&str], small: &str, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let consonants: Vec<char> = consonants.chars().collect();
        let mut word = |syllables: usize| {
            let mut word = String::new();
            for _ in 0..syllables {
                word.push(consonants[chance.below(consonants.len())]);
                word.push_str(vowels[chance.below(vowels.len())]);
            }
            word
        };
        let mut words: Vec<String> = small.split(' ').map(str::to_owned).collect();
        words.extend((0..60_000).map(|at| word(2 + at % 3)));
        let first = (0..400).map(|at| word(2 + at % 2)).collect();
        let last = (0..2_000).map(|at| word(2 + at % 3)).collect();
        Self { code, words, first, last }
    }
}

struct World {
    languages: Vec<Language>,
}

impl World {
    fn new() -> Self {
        let hindi = Language::new(
            "hi",
            "कखगघचजटडतथदधनपबभमयरलवशसह",
            &["", "ा", "ि", "ी", "े", "ो", "ु", "ं", "्या"],
            "के में की है से का को और ने पर ने कि यह भी एक हैं लिए नहीं कहा बाद",
            11,
        );
        let english = Language::new(
            "en",
            "bcdfghklmnprstvw",
            &["a", "e", "i", "o", "u", "er", "an", "ion"],
            "the of to in and a for on is that said with as was by at from it he an",
            12,
        );
        let russian = Language::new(
            "ru",
            "бвгдзклмнпрстфш",
            &["а", "е", "и", "о", "у", "ы", "ан", "ение"],
            "и в не на я с что по из к у за от о это для при или",
            13,
        );
        Self { languages: vec![hindi, english, russian] }
    }

    fn person(&self, at: usize, language: &Language) -> String {
        format!("{} {}", language.first[at % 400], language.last[(at * 7) % 2_000])
    }

    fn article(&self, at: usize) -> Document {
        let mut chance = Chance(at as u64 + 1_000);
        let language = &self.languages[[0, 0, 0, 1, 1, 2][chance.below(6)]];
        let id = DocId::of(&["measure", &at.to_string()]);
        let date =
            format!("20{}-{:02}-{:02}", 24 + chance.below(2), 1 + chance.below(12), 1 + chance.below(28));
        let (mut text, mut facts, mut entities) = (String::new(), Facts::default(), BTreeMap::new());
        for sentence in 0..SENTENCES {
            let start = text.len() + usize::from(sentence > 0);
            if sentence > 0 {
                text.push(' ');
            }
            let said = chance.below(3) == 0;
            let mut name = |text: &mut String, chance: &mut Chance, facts: &mut Facts| {
                let person = chance.rank(PERSONS);
                let entity = EntityId::given(format!("e-{person}"));
                let written = self.person(person, language);
                let span = Span::new(text.len(), text.len() + written.len());
                text.push_str(&written);
                facts.mentions.push(Mention {
                    span,
                    kind: EntityType::Per,
                    entity: entity.clone(),
                    rule: RULE,
                });
                entities.entry(entity.clone()).or_insert_with(|| self.person(person, &self.languages[1]));
                (span, entity, written)
            };
            let speaker = said.then(|| name(&mut text, &mut chance, &mut facts));
            for _ in 0..14 + chance.below(10) {
                if !text.ends_with(' ') && text.len() > start {
                    text.push(' ');
                }
                text.push_str(&language.words[chance.rank(language.words.len())]);
            }
            if chance.below(4) == 0 {
                text.push(' ');
                name(&mut text, &mut chance, &mut facts);
            }
            if chance.below(4) == 0 {
                text.push(' ');
                let value = chance.rank(100_000) + 1;
                let written = value.to_string();
                facts.quantities.push(Quantity {
                    span: Span::new(text.len(), text.len() + written.len()),
                    value: Number::new(value as f64),
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
                text.push_str(&written);
            }
            text.push('।');
            let span = Span::new(start, text.len());
            facts.sentences.push(Sentence { span });
            if let Some((place, entity, written)) = speaker {
                let link = |name: &str, entity: Option<EntityId>, role| ChainLink {
                    name: name.to_owned(),
                    entity,
                    role,
                    explicit: true,
                };
                facts.statements.push(Statement {
                    id: StatementId::given(format!("s-{at}-{sentence}")),
                    mode: Mode::Indirect,
                    class: StatementClass::Report,
                    span,
                    speaker: Some(Speaker {
                        span: place,
                        entity: Some(entity.clone()),
                        name: written.clone(),
                        described: false,
                    }),
                    cue: Vec::new(),
                    content: vec![span],
                    chain: Chain::new([
                        link(&written, Some(entity), LinkRole::Speaker),
                        link(&format!("Agency {}", chance.rank(40)), None, LinkRole::Agency),
                    ]),
                    said_on: None,
                    refers_to: None,
                    confidence: Confidence::LIKELY,
                    rule: RULE,
                });
            }
            if chance.below(3) == 0 {
                facts.events.push(Event {
                    id: EventId::given(format!("v-{at}-{sentence}")),
                    span,
                    trigger: span,
                    event: EVENTS[chance.rank(EVENTS.len())].to_owned(),
                    mode: None,
                    context: Vec::new(),
                    actors: Vec::new(),
                    recipients: Vec::new(),
                    place: Some(format!("Town {}", chance.rank(3_000))),
                    date: date.parse().ok(),
                    date_precision: None,
                    certainty: [Certainty::Reported, Certainty::Planned, Certainty::Denied][chance.below(3)],
                    statement: None,
                    rule: RULE,
                });
            }
        }
        facts.entities = entities
            .into_iter()
            .map(|(id, name)| Entity {
                id,
                kind: EntityType::Per,
                name,
                names: Names::new(),
                kb: None,
                source: None,
                country: None,
                roles: Default::default(),
            })
            .collect();
        let outlet = chance.rank(OUTLETS);
        let title: Vec<&str> =
            (0..8).map(|_| language.words[chance.rank(language.words.len())].as_str()).collect();
        let article = Article {
            outlet: Outlet {
                name: Some(format!("Outlet {outlet}")),
                domain: None,
                country: Some(["IN", "GB", "RU", "US"][outlet % 4].to_owned()),
            },
            title: Some(title.join(" ")),
            date: date.parse().ok(),
            date_basis: DateBasis::Given,
            ..Article::of_text(id, &text, language.code)
        };
        Document::new(article, facts)
    }

    fn entity(&self, at: usize) -> EntityEntry {
        let mut names = Names::new();
        for language in &self.languages {
            names.entry(language.code.to_owned()).or_default().insert(self.person(at, language));
        }
        let name = self.person(at, &self.languages[1]);
        EntityEntry { id: EntityId::given(format!("e-{at}")), kind: EntityType::Per, name, names }
    }

    /// Returns kinds of queries, each with many lines.
    fn queries(&self) -> Vec<(&'static str, Vec<String>)> {
        let mut chance = Chance(5);
        let word = |rank: usize| self.languages[0].words[rank].clone();
        let [hindi, english, russian] = &self.languages[..] else { return Vec::new() };
        let mut kinds: Vec<(&'static str, Vec<String>)> = Vec::new();
        let mut add = |kind, mut line: Box<dyn FnMut(&mut Chance) -> String + '_>| {
            kinds.push((kind, (0..40).map(|_| line(&mut chance)).collect()));
        };
        add("everything", Box::new(|_| String::new()));
        add("small word", Box::new(|c| word(c.below(10))));
        add("broad word", Box::new(|c| word(25 + c.below(30))));
        add("word", Box::new(|c| word(100 + c.below(2_000))));
        add("rare word", Box::new(|c| word(10_000 + c.below(40_000))));
        add("two words", Box::new(|c| format!("{} {}", word(30 + c.below(300)), word(30 + c.below(300)))));
        add("four words", Box::new(|c| (0..4).map(|_| word(c.rank(500))).collect::<Vec<_>>().join(" ")));
        add("phrase", Box::new(|c| format!("\"{} {}\"", word(c.below(60)), word(c.below(60)))));
        add(
            "prefix",
            Box::new(|c| {
                let word = word(30 + c.below(9_000));
                format!("{}*", word.chars().take(3).collect::<String>())
            }),
        );
        add(
            "latin-typed",
            Box::new(|c| Packs::embedded().sounds().of(&text::fold(&word(100 + c.below(2_000))))),
        );
        add("family name, latin", Box::new(|c| english.last[c.below(2_000)].clone()));
        add("family name, hindi", Box::new(|c| hindi.last[c.below(2_000)].clone()));
        add("full name, russian", Box::new(|c| self.person(c.rank(2_000), russian)));
        add(
            "name and word",
            Box::new(|c| format!("{} {}", self.person(c.rank(200), english), word(30 + c.below(99)))),
        );
        add("speaker", Box::new(|c| format!("speaker:\"{}\"", self.person(c.rank(2_000), english))));
        add("speaker, other script", Box::new(|c| format!("speaker:{}", hindi.last[c.below(2_000)])));
        add("language", Box::new(|c| format!("lang:{}", ["hi", "en", "ru"][c.below(3)])));
        add(
            "since, kind, word",
            Box::new(|c| format!("{} since:2025-06 kind:statement", word(25 + c.below(99)))),
        );
        add("happened, type", Box::new(|c| format!("happened:2025-{:02} type:SUPPORT", 1 + c.below(12))));
        add("amount, word", Box::new(|c| format!("amount:>100 {}", word(30 + c.below(300)))));
        add(
            "excluded",
            Box::new(|c| {
                format!("{} -lang:hi -{}", english.words[30 + c.below(99)], english.words[30 + c.below(99)])
            }),
        );
        kinds
    }
}

/// Returns the processor time of this process so far.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// Returns the time that this thread ran so far, without waiting for others on the machine.
fn ran() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn memory(field: &str) -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or("?").trim().to_owned()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("the folder of the index");
    let count: usize = arguments.next().map_or(100_000, |count| count.parse().unwrap());
    let world = World::new();
    let index = Index::open(folder.as_ref(), Packs::embedded()).unwrap();
    if index.generation() == 0 {
        let generated = processor();
        for at in 0..count / 10 {
            std::hint::black_box(world.article(at));
        }
        let generating = (processor() - generated) * 10;
        let start = Instant::now();
        let mut writer = index.writer(64_000_000).unwrap();
        for at in 0..PERSONS {
            writer.put_entity(&world.entity(at)).unwrap();
        }
        writer.commit(1).unwrap();
        let before = processor();
        for at in 0..count {
            let document = world.article(at);
            let (story, thread) =
                (StoryId::given(format!("st-{}", at / 8)), ThreadId::given(format!("th-{}", at / 64)));
            writer
                .put_article(&Entry { document: &document, story: Some(story), thread: Some(thread) })
                .unwrap();
            if at % 5_000 == 4_999 {
                writer.commit(at as u64).unwrap();
            }
        }
        writer.commit(count as u64).unwrap();
        writer.finish().unwrap();
        let spent = (processor() - before).saturating_sub(generating);
        println!(
            "indexed {count} articles of {SENTENCES} sentences: {:.3} ms of processor an article, {:.0} s in all, peak {}",
            spent.as_secs_f64() * 1e3 / count as f64,
            start.elapsed().as_secs_f64(),
            memory("VmHWM:")
        );
        drop(index);
    }
    let start = Instant::now();
    let index = Index::open(folder.as_ref(), Packs::embedded()).unwrap();
    println!("opened {} entries in {:.0} ms", index.len(), start.elapsed().as_secs_f64() * 1e3);
    println!("load {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    println!(
        "{:24} {:>8} {:>8} {:>8} {:>12} {:>10}",
        "query", "p50 ms", "p95 ms", "max ms", "p95 alone ms", "hits"
    );
    let (mut all, mut all_alone) = (Vec::new(), Vec::new());
    for (kind, lines) in world.queries() {
        let (mut took, mut alone) = (Vec::new(), Vec::new());
        let mut hits = 0;
        for line in &lines {
            let (start, before) = (Instant::now(), ran());
            let (query, _) = Query::parse(line);
            let results = index.search(&query, 0, 20).unwrap();
            took.push(start.elapsed().as_secs_f64() * 1e3);
            alone.push(ran() - before);
            hits += results.total;
        }
        all.extend(took.iter().copied());
        all_alone.extend(alone.iter().copied());
        alone.sort_by(f64::total_cmp);
        let alone = alone[(alone.len() - 1) * 95 / 100];
        took.sort_by(f64::total_cmp);
        let part = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
        let mean = hits / lines.len() as u64;
        println!("{kind:24} {:8.1} {:8.1} {:8.1} {alone:12.1} {mean:10}", part(0.5), part(0.95), part(1.0));
    }
    all.sort_by(f64::total_cmp);
    let part = |share: f64| all[((all.len() - 1) as f64 * share) as usize];
    all_alone.sort_by(f64::total_cmp);
    let alone = all_alone[(all_alone.len() - 1) * 95 / 100];
    println!("{:24} {:8.1} {:8.1} {:8.1} {alone:12.1}", "all", part(0.5), part(0.95), part(1.0));
    println!("memory now {}, peak {}", memory("VmRSS:"), memory("VmHWM:"));
}
