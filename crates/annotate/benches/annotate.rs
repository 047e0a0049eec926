//! Sentences a second through annotation: `cargo bench -p sutradhar-annotate`.

#![allow(missing_docs, reason = "criterion's macros write public items without documentation")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lang::Packs;
use model::*;
use std::hint::black_box;

/// What a page of news is made of: sayings, relays, amounts, times, and sentences without any of them.
const HINDI: &str = "परिवहन मंत्री रमेश चौबे ने बुधवार को कहा कि पुल की मरम्मत 12 दिन में पूरी होगी।
देश संवाद के हवाले से अधिकारियों ने बताया कि हादसे में कम से कम 14 लोग मारे गए और 30 घायल हुए।
गांव में दो स्कूल और एक अस्पताल है। नदी पर बना पुल सोमवार सुबह ढह गया था।
“हमने तीन बार शिकायत की थी, किसी ने नहीं सुना,” सरपंच लीला पवार ने कहा।
यह जानकारी रेल मंत्रालय ने दी। अगले महीने लिओरा में दोनों देशों की बैठक होगी।
";
const ENGLISH: &str =
    "Transport Minister Ramesh Choubey said on Wednesday that the repair of the bridge would take 12 days.
At least 14 people were killed and 30 injured, officials told reporters, according to Desh Samvad.
The village has two schools and a hospital. The bridge over the river collapsed on Monday morning.
\"We complained three times and nobody listened,\" said Leela Pawar, who heads the village council.
The ministry would not say whether the two countries would meet in Liora next month.
";

fn article(paragraphs: &str, times: usize, lang: &str) -> Article {
    let text = paragraphs.repeat(times).trim_end().to_owned();
    Article {
        path: "bench".into(),
        date: "2031-07-24".parse().ok(),
        date_basis: DateBasis::Given,
        ..Article::of_text(DocId::given("bench"), &text, lang)
    }
}

fn sentences(criterion: &mut Criterion) {
    let packs = Packs::embedded();
    let mut group = criterion.benchmark_group("annotate");
    // The long text shows whether a rule looks at all facts for each fact: its rate must stay that of the short one.
    let texts = [("hi", HINDI, 4), ("hi long", HINDI, 400), ("en", ENGLISH, 4), ("en long", ENGLISH, 400)];
    for (name, paragraphs, times) in texts {
        let article = article(paragraphs, times, &name[..2]);
        let count = annotate::annotate(article.clone(), packs).facts().sentences.len();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(name, |bench| {
            bench.iter(|| annotate::annotate(black_box(article.clone()), packs))
        });
    }
    group.finish();
}

/// The passes of this crate that need no names, one by one: sentences a second of each.
fn passes(criterion: &mut Criterion) {
    let packs = Packs::embedded();
    let mut group = criterion.benchmark_group("passes");
    for (name, paragraphs) in [("hi", HINDI), ("en", ENGLISH)] {
        let text = paragraphs.repeat(40);
        let pack = packs.get(name);
        let tokens = text::Tokens::of(&text);
        let marks = pack.grammar.sentence_marks();
        let cut = || text::sentences(&text, marks).into_iter().map(|span| Sentence { span });
        let sentences: Vec<Sentence> = cut().collect();
        let anchor = "2031-07-24".parse().ok();
        let times = annotate::times::times(&tokens, &sentences, pack, anchor);
        group.throughput(Throughput::Elements(sentences.len() as u64));
        group.bench_function(format!("{name} sentences"), |bench| bench.iter(|| cut().count()));
        group.bench_function(format!("{name} times"), |bench| {
            bench.iter(|| annotate::times::times(black_box(&tokens), &sentences, pack, anchor))
        });
        group.bench_function(format!("{name} quantities"), |bench| {
            bench.iter(|| annotate::quantities::quantities(black_box(&tokens), &sentences, &times, pack))
        });
    }
    group.finish();
}

/// The tagger of names by itself, without what it is told of each word and with it.
fn tagger(criterion: &mut Criterion) {
    let packs = Packs::embedded();
    let pack = packs.get("hi");
    let text = HINDI.repeat(40);
    let tokens = text::Tokens::of(&text);
    let sentences = text::sentences(&text, pack.grammar.sentence_marks());
    let hints = annotate::hints(&tokens, packs, pack);
    let learned = pack.tagger.as_ref().expect("the Hindi pack has a tagger");
    let read = |hints: &[tagger::Hints]| {
        let mut room = tagger::Room::default();
        let mut reading = tagger::Reading::new(tokens.len());
        for sentence in &sentences {
            learned.read(&tokens, tokens.within(*sentence), hints, &mut room, &mut reading);
        }
        reading.guesses.len()
    };
    let mut group = criterion.benchmark_group("tagger");
    group.throughput(Throughput::Elements(sentences.len() as u64));
    group.bench_function("alone", |bench| bench.iter(|| read(black_box(&hints))));
    group.bench_function("with its hints", |bench| {
        bench.iter(|| read(&annotate::hints(black_box(&tokens), packs, pack)))
    });
    group.finish();
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = sentences, passes, tagger }
criterion_main!(benches);
