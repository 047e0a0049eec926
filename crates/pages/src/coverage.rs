//! A thread's coverage: who published how much of it, where it goes back to, who was first, who left what out.

use crate::layout::{Frame, render};
use crate::parts::bars::{Bar, Bars};
use crate::parts::cite::Cite;
use crate::parts::claim_line::ClaimLine;
use crate::parts::grid::Standpoint;
use crate::source::{Source, Texts};
use crate::{Look, Mixed, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{Claim, DocId, Moment, Silence, SilenceKind, Span, StoryId, Support, ThreadRecord};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The coverage of one thread.
#[derive(Clone, Copy)]
pub struct CoverageView<'a> {
    /// The thread's record.
    pub record: &'a ThreadRecord,
    /// The texts that it cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
    /// The countries of outlets by what the record calls them, as ISO 3166 codes.
    pub countries: &'a BTreeMap<String, String>,
}

/// What one outlet did.
struct OutletRow {
    name: Named,
    articles: String,
    claims: String,
    own: String,
    first: String,
    left_out: String,
    missing: Vec<ClaimLine>,
    missing_more: Option<String>,
}

/// Who was first with one story.
struct FirstRow {
    href: String,
    title: Quoted,
    day: String,
    cite: Option<(String, Named)>,
    lead: Option<Mixed>,
}

/// A source that a text or the record finds silent, and of what.
struct SilentRow {
    source: Named,
    word: &'static str,
    sign: &'static str,
    about: Vec<SilentAbout>,
}

/// What a source is silent of, and the passage that shows it.
struct SilentAbout {
    claim: Option<(String, Quoted)>,
    quote: Option<Quoted>,
    cite: Cite,
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    title: Quoted,
    thread_href: String,
    lead: Vec<Mixed>,
    bars: Vec<Bars>,
    firsts: Vec<FirstRow>,
    outlets: Vec<OutletRow>,
    silences: Vec<SilentRow>,
    silences_more: Option<String>,
    all_href: String,
}

/// So many bars of a kind are drawn.
const BARS: usize = 8;
/// So many claims are listed that an outlet left out.
const LEFT_OUT: usize = 3;
/// So many silences are listed at first.
const SILENCES: usize = 8;
/// A claim is missed in an outlet only if so many others carry it.
const CARRIERS: usize = 2;

/// Returns the page of a thread's coverage.
pub fn coverage(view: &CoverageView<'_>, look: &Look) -> String {
    let source = Source::of(view.record, view.texts, view.names, look);
    let record = view.record;
    let all = look.address.get("all").is_some();
    let most = if all { usize::MAX } else { SILENCES };
    let title = crate::thread::title(&source);
    let silences = silences(&source);
    render(&CoveragePage {
        frame: Frame::of(
            look,
            Place::Elsewhere,
            &format!("{}: {}", look.word("coverage.head"), title.text()),
        ),
        look,
        title,
        thread_href: address::thread(&record.id),
        lead: lead(&source).iter().map(|line| Mixed::new(line, look.lang)).collect(),
        bars: bars(view, &source),
        firsts: firsts(&source),
        outlets: outlets(&source, if all { 20 } else { LEFT_OUT }),
        silences_more: look.more(silences.len(), most),
        silences: by_source(&silences[..silences.len().min(most)], &source),
        all_href: look.address.with("all", "1").to_string(),
    })
}

type Sentences<'a> = BTreeMap<(&'a DocId, Span), Vec<&'a Support>>;

/// Returns the sentences of a thread that carry claims, each with the hands that they came through.
fn sentences(record: &ThreadRecord) -> Sentences<'_> {
    let mut found = Sentences::new();
    for support in record.claims.iter().flat_map(|claim| &claim.supports) {
        found.entry((support.evidence.article(), support.evidence.span())).or_default().push(support);
    }
    found
}

/// Says in a sentence each how much goes back to one origin, and how much came by way of one agency.
fn lead(source: &Source<'_>) -> Vec<String> {
    let look = source.look;
    let sentences = sentences(source.thread);
    let whole = sentences.len();
    let mut by_origin: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_agency: BTreeMap<String, usize> = BTreeMap::new();
    let agencies = agencies(source);
    for supports in sentences.values() {
        let origins: BTreeSet<&str> = supports.iter().map(|support| support.origin.as_str()).collect();
        for origin in origins {
            *by_origin.entry(origin).or_default() += 1;
        }
        let hands: BTreeSet<String> = supports
            .iter()
            .flat_map(|support| support.chain.split_last().map_or(&[][..], |(_, hands)| hands))
            .map(|hand| source.name(hand).text().to_owned())
            .filter(|hand| agencies.contains(hand))
            .collect();
        for hand in hands {
            *by_agency.entry(hand).or_default() += 1;
        }
    }
    let most = |(_, a): &(&str, usize), (_, b): &(&str, usize)| a.cmp(b);
    let agency = by_agency.iter().map(|(name, count)| (name.as_str(), *count)).rev().max_by(most);
    let origin = by_origin.iter().map(|(id, count)| (*id, *count)).rev().max_by(most);
    let mut told = Vec::new();
    if let Some((name, count)) = agency {
        told.push(look.fill(
            "coverage.by-agency",
            &[&look.share(count, whole), name, &look.number(count), &look.number(whole)],
        ));
    }
    if let Some((origin, count)) = origin.and_then(|(id, count)| Some((source.origin(id)?, count))) {
        let name = source.origin_name(origin);
        told.push(look.fill("coverage.by-origin", &[&look.share(count, whole), name.text()]));
    }
    let copied = source.thread.articles.iter().filter(|line| line.copy_group.is_some()).count();
    if copied > 0 {
        let articles = source.thread.articles.len();
        told.push(look.fill("coverage.copied", &[&look.number(copied), &look.number(articles)]));
    }
    told
}

/// Returns the agencies of a thread: those that articles credit, and origins that are agencies.
fn agencies(source: &Source<'_>) -> BTreeSet<String> {
    let credited = source.thread.articles.iter().flat_map(|line| &line.agencies);
    let origins = source.thread.origins.iter().filter(|origin| origin.kind == "agency");
    let names =
        credited.map(|name| source.name(name)).chain(origins.map(|origin| source.origin_name(origin)));
    names.map(|name| name.text().to_owned()).collect()
}

fn bars(view: &CoverageView<'_>, source: &Source<'_>) -> Vec<Bars> {
    let look = source.look;
    let record = view.record;
    let articles = record.articles.len();
    let mut outlets: BTreeMap<Named, usize> = BTreeMap::new();
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    let mut langs: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &record.articles {
        *outlets.entry(source.outlet(&line.id)).or_default() += 1;
        let country = line.outlet.as_ref().and_then(|outlet| view.countries.get(outlet));
        *countries.entry(country.map_or("", String::as_str)).or_default() += 1;
        *langs.entry(&line.lang).or_default() += 1;
    }
    let sentences = sentences(record);
    let mut origins: BTreeMap<&str, usize> = BTreeMap::new();
    for supports in sentences.values() {
        let of: BTreeSet<&str> = supports.iter().map(|support| support.origin.as_str()).collect();
        for origin in of {
            *origins.entry(origin).or_default() += 1;
        }
    }
    let bar = |name, count| Bar { name, href: None, count };
    let word = |key| look.find(key).unwrap_or_default();
    let origin_bar = |(id, count): (&str, usize)| {
        let origin = source.origin(id)?;
        Some(Bar {
            name: source.origin_name(origin),
            href: origin.entity.as_ref().map(address::entity),
            count,
        })
    };
    let origins: Vec<Bar> = origins.into_iter().filter_map(origin_bar).collect();
    let country = |code: &str| match code {
        "" => look.word("country.unknown").to_owned(),
        code => look
            .find(&format!("country.{}", code.to_ascii_uppercase()))
            .map_or_else(|| crate::clean(code), str::to_owned),
    };
    // Where no outlet's country is known there is nothing to compare.
    let known = countries.keys().any(|code| !code.is_empty());
    let countries = countries.iter().filter(|_| known);
    let unit = word("coverage.unit-articles");
    [
        Bars::of(
            word("coverage.origins"),
            [word("coverage.origin"), word("coverage.unit-sentences")],
            origins,
            sentences.len(),
            BARS,
            look,
        ),
        Bars::of(
            word("coverage.outlets"),
            [word("coverage.outlet"), unit],
            outlets.into_iter().map(|(name, count)| bar(name, count)).collect(),
            articles,
            BARS,
            look,
        ),
        Bars::of(
            word("coverage.languages"),
            [word("coverage.language"), unit],
            langs
                .into_iter()
                .map(|(lang, count)| bar(Named::new(&look.language(lang), look.lang), count))
                .collect(),
            articles,
            BARS,
            look,
        ),
        Bars::of(
            word("coverage.countries"),
            [word("coverage.country"), unit],
            countries.map(|(code, count)| bar(Named::new(&country(code), look.lang), *count)).collect(),
            articles,
            BARS,
            look,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns who was first with each story that more than one outlet tells.
fn firsts(source: &Source<'_>) -> Vec<FirstRow> {
    let look = source.look;
    let first = |story: &model::StoryLine| {
        let mut told: Vec<(Moment, &DocId)> =
            (story.articles.iter()).filter_map(|id| Some((source.article(id)?.date?, id))).collect();
        told.sort();
        let (date, id) = *told.first()?;
        let other = told.iter().find(|(_, other)| source.outlet(other) != source.outlet(id))?;
        let bears = |id: &&DocId| {
            source.article(id).is_some_and(|line| line.title.as_deref() == Some(story.title.as_str()))
        };
        let lang = story.articles.iter().find(bears).map_or("und", |id| source.lang_of(id));
        Some(FirstRow {
            href: address::story(&story.id),
            title: Quoted::new(&story.title, lang).cut(100),
            day: look.minute(date),
            cite: Some((address::article(id), source.outlet(id))),
            lead: Some(Mixed::new(
                &look.fill("coverage.then", &[source.outlet(other.1).text(), &look.minute(other.0)]),
                look.lang,
            )),
        })
    };
    source.thread.stories.iter().filter_map(first).collect()
}

/// Returns what each outlet carried, alone, first, and left out of what others carry in the stories that it covered.
fn outlets(source: &Source<'_>, most: usize) -> Vec<OutletRow> {
    let look = source.look;
    let mut covers: BTreeMap<Named, (usize, BTreeSet<&StoryId>)> = BTreeMap::new();
    for line in &source.thread.articles {
        let entry = covers.entry(source.outlet(&line.id)).or_default();
        entry.0 += 1;
        entry.1.extend(source.story_of(&line.id));
    }
    let mut carried: BTreeMap<&Named, Counts<'_>> =
        covers.keys().map(|name| (name, Counts::default())).collect();
    for claim in &source.thread.claims {
        let told: Vec<(Named, Option<Moment>, Option<&StoryId>)> = (claim.supports.iter())
            .map(|support| support.evidence.article())
            .map(|id| (source.outlet(id), source.article(id).and_then(|line| line.date), source.story_of(id)))
            .collect();
        let by: BTreeSet<&Named> = told.iter().map(|(outlet, _, _)| outlet).collect();
        let stories: BTreeSet<&StoryId> = told.iter().filter_map(|(_, _, story)| *story).collect();
        let earliest = told.iter().filter_map(|(_, date, _)| *date).min();
        for (name, counts) in &mut carried {
            if by.contains(name) {
                counts.claims += 1;
                counts.own += usize::from(by.len() == 1);
                let first = told
                    .iter()
                    .any(|(outlet, date, _)| outlet == *name && date.is_some() && *date == earliest);
                counts.first += usize::from(first && by.len() > 1);
            } else if by.len() >= CARRIERS && covers[*name].1.iter().any(|story| stories.contains(story)) {
                counts.missing.push(claim);
            }
        }
    }
    let row = |(name, counts): (&Named, Counts<'_>)| OutletRow {
        articles: look.number(covers[name].0),
        claims: look.number(counts.claims),
        own: look.number(counts.own),
        first: look.number(counts.first),
        left_out: look.number(counts.missing.len()),
        missing: counts.missing.iter().take(most).map(|claim| ClaimLine::of(claim, source)).collect(),
        missing_more: look.more(counts.missing.len(), most),
        name: name.clone(),
    };
    let mut all: Vec<(&Named, Counts<'_>)> = carried.into_iter().collect();
    all.sort_by_key(|(name, counts)| (Reverse(covers[*name].0), Reverse(counts.claims), *name));
    all.into_iter().map(row).collect()
}

#[derive(Default)]
struct Counts<'a> {
    claims: usize,
    own: usize,
    first: usize,
    missing: Vec<&'a Claim>,
}

/// Returns one silence of each source about each passage that makes claims, the stated ones first.
fn silences<'a>(source: &Source<'a>) -> Vec<&'a Silence> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<&Silence> = (source.thread.silences.iter())
        .filter(|silence| {
            let claim = silence.claim.as_ref().and_then(|id| source.claim(id)).map(|(_, claim)| claim);
            let about = claim.map(|claim| (&claim.evidence0, claim.text.as_str()));
            let passage = about.is_none().then_some(&silence.evidence);
            seen.insert((silence.kind, silence.source.as_str(), about, passage))
        })
        .collect();
    found.sort_by_key(|silence| silence.kind != SilenceKind::Stated);
    found
}

/// Gathers silences by source.
fn by_source(silences: &[&Silence], source: &Source<'_>) -> Vec<SilentRow> {
    let look = source.look;
    let mut rows: Vec<SilentRow> = Vec::new();
    for silence in silences {
        let (word, sign) = match silence.kind {
            SilenceKind::Stated => ("silence.stated", Standpoint::SaidSilent.sign()),
            SilenceKind::Observed => ("silence.observed", Standpoint::Silent.sign()),
        };
        let word = look.find(word).unwrap_or_default();
        let name = source.name(&silence.source);
        let claim = silence.claim.as_ref().and_then(|id| source.claim(id));
        let about = SilentAbout {
            claim: claim.map(|(_, claim)| (address::claim(&claim.id), source.sentence(claim).cut(140))),
            // Where an observed silence shows, the source speaks of something else.
            quote: (silence.kind == SilenceKind::Stated).then(|| source.quote(&silence.evidence).cut(140)),
            cite: Cite::of(&silence.evidence, source),
        };
        match rows.iter_mut().find(|row| row.source == name && row.word == word) {
            Some(row) => row.about.push(about),
            None => rows.push(SilentRow { source: name, word, sign, about: vec![about] }),
        }
    }
    rows
}
