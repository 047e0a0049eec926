//! A story's page: one happening, side by side as each origin tells it, and what one tells and another leaves out.

use crate::layout::{Frame, render};
use crate::parts::articles::{self, ArticleEntry};
use crate::parts::badge::{self, Badge};
use crate::parts::cite::Cite;
use crate::parts::claim_line::ClaimLine;
use crate::parts::copies::Copies;
use crate::parts::figures;
use crate::parts::timeline;
use crate::source::{EntityLine, Source, Texts};
use crate::{Look, Mixed, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{
    ArticleLine, Certainty, Claim, ClaimKind, DocId, EntityType, Origin, Silence, SilenceKind, Stance,
    Standing, StoryLine, Support, ThreadRecord, TimelineEntry,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One story with what the library knows around it.
#[derive(Clone, Copy)]
pub struct StoryView<'a> {
    /// The record of its thread.
    pub record: &'a ThreadRecord,
    /// The story.
    pub story: &'a StoryLine,
    /// The texts that it cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
    /// The entities that its articles name.
    pub entities: &'a [EntityLine],
}

/// What one origin says of the happening.
struct Side {
    name: Named,
    href: Option<String>,
    kind: String,
    speaks_for: Option<Named>,
    outlets: Vec<Cite>,
    outlets_more: Option<String>,
    says: Vec<Saying>,
    more: Option<String>,
}

/// One thing that an origin says.
struct Saying {
    /// How the claim stands, where this origin is not all that it rests on.
    badge: Option<Badge>,
    stance: Option<&'static str>,
    topic: Option<Mixed>,
    value: String,
    text: Quoted,
    href: String,
    cite: Cite,
}

/// What one tells, or leaves out.
struct Apart {
    head: Mixed,
    claims: Vec<ClaimLine>,
    more: Option<String>,
}

/// One entry of what is planned or happened.
struct Entry {
    day: String,
    sign: &'static str,
    certainty: &'static str,
    word: Option<&'static str>,
    text: Quoted,
    cites: Vec<Cite>,
}

/// Who, what, when, where or how many.
struct Fact {
    what: &'static str,
    /// The words, with the page that each leads to.
    words: Vec<(Option<String>, Mixed)>,
    /// Whether each stands on a line of its own.
    each: bool,
}

#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    title: Quoted,
    thread: (String, Quoted),
    days: String,
    counts: Vec<(String, String)>,
    tally: Vec<Badge>,
    facts: Vec<Fact>,
    sides: Vec<Side>,
    sides_more: Option<String>,
    own: Vec<Side>,
    apart: Vec<Apart>,
    planned: Vec<Entry>,
    happened: Vec<Entry>,
    articles: Vec<ArticleEntry>,
    matrix_href: String,
    all_href: String,
}

/// How much is shown unless the address asks for `all`.
struct Limits {
    sides: usize,
    says: usize,
    apart: usize,
    facts: usize,
    days: usize,
}

const FIRST: Limits = Limits { sides: 6, says: 4, apart: 3, facts: 6, days: 12 };
const ALL: Limits = Limits { sides: 60, says: 40, apart: 40, facts: 40, days: 200 };

/// A claim with its passages in this story.
struct Here<'a> {
    claim: &'a Claim,
    supports: Vec<&'a Support>,
}

/// Returns the page of a story.
pub fn story(view: &StoryView<'_>, look: &Look) -> String {
    let source = Source::of(view.record, view.texts, view.names, look);
    let limits = if look.address.get("all").is_some() { ALL } else { FIRST };
    let ids: BTreeSet<&DocId> = view.story.articles.iter().collect();
    let here = claims(view.record, &ids);
    let articles: Vec<&ArticleLine> =
        view.record.articles.iter().filter(|line| ids.contains(&line.id)).collect();
    let title = title(view, &articles, look);
    let copies = Copies::of(&view.record.articles);
    let (sides, own, left) = sides(&here, &source, &limits);
    let (planned, happened) = entries(view.record, &ids, &source, &limits);
    render(&StoryPage {
        frame: Frame::of(look, Place::Elsewhere, title.text()),
        look,
        thread: (address::thread(&view.record.id), crate::thread::title(&source)),
        days: {
            let dates = || articles.iter().filter_map(|line| line.date);
            look.span(dates().min(), dates().max())
        },
        counts: counts(&articles, &here, look),
        tally: badge::tally(here.iter().map(|here| here.claim.support), look),
        facts: facts(view, &here, &source, limits.facts),
        sides,
        sides_more: look.more(left, 0),
        own,
        apart: apart(&here, &ids, &source, limits.apart),
        planned,
        happened,
        articles: articles::entries(articles.iter().copied(), &copies, &source),
        matrix_href: format!("{}/matrix", address::thread(&view.record.id)),
        all_href: look.address.with("all", "1").to_string(),
        title,
    })
}

fn title(view: &StoryView<'_>, articles: &[&ArticleLine], look: &Look) -> Quoted {
    if view.story.title.trim().is_empty() {
        return Quoted::new(look.word("line.untitled"), look.lang.tag());
    }
    let bears = |line: &&&ArticleLine| line.title.as_deref() == Some(view.story.title.as_str());
    Quoted::new(&view.story.title, articles.iter().find(bears).map_or("und", |line| line.lang.as_str()))
}

/// Returns the claims that articles of the story carry, the weightiest first.
fn claims<'a>(record: &'a ThreadRecord, ids: &BTreeSet<&DocId>) -> Vec<Here<'a>> {
    let here = |claim: &'a Claim| {
        let inside = |support: &&Support| ids.contains(support.evidence.article());
        let supports: Vec<&Support> = claim.supports.iter().filter(inside).collect();
        (!supports.is_empty()).then_some(Here { claim, supports })
    };
    record.claims.iter().filter_map(here).collect()
}

fn counts(articles: &[&ArticleLine], here: &[Here<'_>], look: &Look) -> Vec<(String, String)> {
    let outlets: BTreeSet<&str> = articles.iter().filter_map(|line| line.outlet.as_deref()).collect();
    let origins: BTreeSet<&str> =
        here.iter().flat_map(|here| &here.supports).map(|support| support.origin.as_str()).collect();
    let all = [
        (articles.len(), "count.articles"),
        (outlets.len(), "count.outlets"),
        (origins.len(), "count.origins"),
        (here.len(), "count.claims"),
    ];
    let told = |(count, key): (usize, &str)| {
        let told = look.count(count, key);
        told.split_once(' ').map(|(number, what)| (number.to_owned(), what.to_owned())).unwrap_or_default()
    };
    all.into_iter().filter(|(count, _)| *count > 0).map(told).collect()
}

/// Says who, what, when, where and how many: what claims of the story hold most often, and whom its articles name.
fn facts(view: &StoryView<'_>, here: &[Here<'_>], source: &Source<'_>, most: usize) -> Vec<Fact> {
    let look = source.look;
    // How many passages hold a value of a slot.
    let gathered = |slots: &[&str], kind: Option<ClaimKind>| {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for one in here.iter().filter(|one| kind.is_none_or(|kind| one.claim.kind == kind)) {
            for slot in slots {
                let Some(part) = one.claim.slots.get(*slot) else { continue };
                for part in part.split("; ") {
                    let words = figures::slot_words(slot, part, one.claim, source);
                    *found.entry(words).or_default() += one.supports.len();
                }
            }
        }
        let mut found: Vec<(String, usize)> =
            found.into_iter().filter(|(words, _)| !words.is_empty()).collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.into_iter().take(most).map(|(words, _)| words)
    };
    let linked = |words: String| (source.entity(&words).map(address::entity), words);
    let plain = |words: String| (None, words);
    let named = |kinds: &[EntityType]| {
        let mut lines: Vec<&EntityLine> =
            view.entities.iter().filter(|line| kinds.contains(&line.kind)).collect();
        lines.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.id.cmp(&b.id)));
        let line = |line: &EntityLine| {
            let name = view.names.show_id(Some(&line.id), &line.name, look.lang);
            (Some(address::entity(&line.id)), name.text().to_owned())
        };
        lines.into_iter().take(most).map(line).collect::<Vec<_>>()
    };
    let or = |found: Vec<(Option<String>, String)>, kinds: &[EntityType]| match found.is_empty() {
        true => named(kinds),
        false => found,
    };
    let who = gathered(&["actor", "recipient"], Some(ClaimKind::Event)).map(linked).collect();
    let place = gathered(&["place"], None).map(linked).collect();
    let days: Vec<(Option<String>, String)> = days(here, source).into_iter().take(most).map(plain).collect();
    let amounts = here.iter().filter(|one| one.claim.kind == ClaimKind::Amount).take(most).map(|one| {
        let topic = figures::plain_topic(one.claim, source);
        // That it is a number, the head of the list says.
        let topic = topic.split_once(": ").map_or(topic.as_str(), |(_, topic)| topic);
        let words = format!("{topic}: {}", figures::course(one.claim, source));
        (Some(address::claim(&one.claim.id)), words)
    });
    let all = [
        ("story.who", or(who, &[EntityType::Per, EntityType::Org])),
        ("story.what", gathered(&["event"], Some(ClaimKind::Event)).map(plain).collect()),
        ("story.when", days),
        ("story.where", or(place, &[EntityType::Loc])),
        ("story.how-many", amounts.collect()),
    ];
    let some = all.into_iter().filter(|(_, words)| !words.is_empty());
    let fact = |(key, words): (&str, Vec<(Option<String>, String)>)| Fact {
        what: look.find(key).unwrap_or_default(),
        words: words.into_iter().map(|(href, words)| (href, Mixed::new(&words, look.lang))).collect(),
        each: key == "story.how-many",
    };
    some.map(fact).collect()
}

/// Returns the days of what happens in the story, those of most passages first.
fn days(here: &[Here<'_>], source: &Source<'_>) -> Vec<String> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for one in here.iter().filter(|one| one.claim.kind == ClaimKind::Event) {
        if let Some(date) = one.claim.slots.get("date") {
            *found.entry(date).or_default() += one.supports.len();
        }
    }
    let mut found: Vec<(&str, usize)> = found.into_iter().collect();
    found.sort_by_key(|(date, count)| (Reverse(*count), *date));
    let day = |date: &str| date.parse().map_or_else(|_| crate::clean(date), |moment| source.look.day(moment));
    found.into_iter().map(|(date, _)| day(date)).collect()
}

/// Lays out what each origin says: those who are named first, then the outlets in their own words. Tells how many
/// named origins are left.
fn sides(here: &[Here<'_>], source: &Source<'_>, limits: &Limits) -> (Vec<Side>, Vec<Side>, usize) {
    let mut found: BTreeMap<&str, Vec<(&Claim, &Support)>> = BTreeMap::new();
    for one in here {
        for support in &one.supports {
            let said = found.entry(support.origin.as_str()).or_default();
            // One origin says a thing once, however many outlets print it.
            if said.iter().all(|(claim, _)| claim.id != one.claim.id) {
                said.push((one.claim, support));
            }
        }
    }
    for said in found.values_mut() {
        tell_once(said);
    }
    let mut found: Vec<(&Origin, Vec<(&Claim, &Support)>)> =
        found.into_iter().filter_map(|(id, said)| Some((source.origin(id)?, said))).collect();
    found.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.id.cmp(&b.0.id)));
    let (own, named): (Vec<_>, Vec<_>) = found.into_iter().partition(|(origin, _)| origin.kind == "outlet");
    let left = named.len().saturating_sub(limits.sides);
    let lay = |found: Vec<(&Origin, Vec<(&Claim, &Support)>)>| {
        let lay = found.into_iter().take(limits.sides);
        lay.map(|(origin, said)| side(origin, &said, here, source, limits.says)).collect::<Vec<_>>()
    };
    (lay(named), lay(own), left)
}

/// Leaves out that somebody says something where the same passage shows what is said as a claim of its own.
fn tell_once(said: &mut Vec<(&Claim, &Support)>) {
    let matters: Vec<_> = (said.iter())
        .filter(|(claim, _)| claim.kind != ClaimKind::Position)
        .map(|(_, support)| (support.evidence.article(), support.evidence.span()))
        .collect();
    let told = |support: &Support| {
        let evidence = &support.evidence;
        matters.iter().any(|(article, span)| *article == evidence.article() && span.overlaps(evidence.span()))
    };
    said.retain(|(claim, support)| claim.kind != ClaimKind::Position || !told(support));
}

/// So many outlets that carried an origin's word are named.
const OUTLETS: usize = 4;

fn side(
    origin: &Origin,
    said: &[(&Claim, &Support)],
    here: &[Here<'_>],
    source: &Source<'_>,
    most: usize,
) -> Side {
    let look = source.look;
    let carried = here.iter().flat_map(|one| &one.supports).filter(|support| support.origin == origin.id);
    let (outlets, more) = Cite::first(carried.map(|support| &support.evidence), OUTLETS, source);
    Side {
        name: source.origin_name(origin),
        href: origin.entity.as_ref().map(address::entity),
        kind: look.either(&format!("kind.{}", origin.kind), &origin.kind),
        speaks_for: origin.side.as_deref().map(|side| source.name(side)),
        outlets,
        outlets_more: look.more(more, 0),
        says: said.iter().take(most).map(|(claim, support)| saying(origin, claim, support, source)).collect(),
        more: look.more(said.len(), most),
    }
}

/// So many letters of a sentence are shown.
const LONGEST: usize = 180;

fn saying(origin: &Origin, claim: &Claim, support: &Support, source: &Source<'_>) -> Saying {
    let look = source.look;
    let given = claim.values.iter().filter(|point| point.origins.contains(&origin.id));
    let mut values: Vec<String> =
        given.map(|point| look.amount(point.value, point.value_max, point.approx)).collect();
    values.dedup();
    Saying {
        badge: (claim.support != Standing::Single).then(|| Badge::of(claim.support, look)),
        stance: match support.stance {
            Stance::Asserts => None,
            Stance::Denies => look.find("stance.denies"),
            Stance::Presupposes => look.find("stance.presupposes"),
        },
        // That it is said, and by whom, the card says already.
        topic: (claim.kind != ClaimKind::Position).then(|| figures::topic(claim, source)),
        value: values.join(" → "),
        text: source.quote(&support.evidence).cut(LONGEST),
        href: address::claim(&claim.id),
        cite: Cite::of(&support.evidence, source),
    }
}

/// Returns what only one side tells, and what a source is silent about, where there is more than one side.
fn apart(here: &[Here<'_>], ids: &BTreeSet<&DocId>, source: &Source<'_>, most: usize) -> Vec<Apart> {
    let look = source.look;
    let side = |support: &Support| {
        let origin = source.origin(support.origin.as_str())?;
        origin.side.clone()
    };
    let mut only: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    let mut sides = BTreeSet::new();
    for one in here {
        let mine: BTreeSet<Option<String>> = one.supports.iter().map(|support| side(support)).collect();
        sides.extend(mine.iter().flatten().cloned());
        // What somebody without a side tells too is not told by one side alone.
        if let [Some(alone)] = &mine.into_iter().collect::<Vec<_>>()[..] {
            only.entry(alone.clone()).or_default().push(one.claim);
        }
    }
    let list = |head: String, claims: &[&Claim]| Apart {
        head: Mixed::new(&head, look.lang),
        claims: claims.iter().take(most).map(|claim| ClaimLine::of(claim, source)).collect(),
        more: look.more(claims.len(), most),
    };
    let mut apart = Vec::new();
    if sides.len() > 1 {
        apart.extend(
            only.iter()
                .map(|(side, claims)| list(look.fill("story.only", &[source.name(side).text()]), claims)),
        );
    }
    let mut silent: BTreeMap<(bool, String), Vec<&Claim>> = BTreeMap::new();
    let of_story = |silence: &&Silence| {
        ids.contains(silence.evidence.article())
            || silence.claim.as_ref().is_some_and(|id| here.iter().any(|one| one.claim.id == *id))
    };
    for silence in source.thread.silences.iter().filter(of_story) {
        let Some((_, claim)) = silence.claim.as_ref().and_then(|id| source.claim(id)) else { continue };
        let name = source.names().show_id(silence.entity.as_ref(), &silence.source, look.lang);
        let held = silent.entry((silence.kind == SilenceKind::Observed, name.text().to_owned())).or_default();
        if held.iter().all(|other| other.id != claim.id) {
            held.push(claim);
        }
    }
    apart.extend(silent.iter().map(|((observed, name), claims)| {
        let kind = if *observed { "silence.observed" } else { "silence.stated" };
        let head = format!("{} ({})", look.fill("story.silent", &[name]), look.word(kind));
        list(head, claims)
    }));
    apart
}

/// Returns what is planned, and what is told to have happened or not, as articles of the story tell it.
fn entries(
    record: &ThreadRecord,
    ids: &BTreeSet<&DocId>,
    source: &Source<'_>,
    limits: &Limits,
) -> (Vec<Entry>, Vec<Entry>) {
    let mut chosen: Vec<(usize, usize, &TimelineEntry)> = Vec::new();
    for (at, entry) in record.timeline.iter().enumerate() {
        let told = entry.evidence.iter().filter(|evidence| ids.contains(evidence.article())).count();
        if told > 0 {
            chosen.push((told, at, entry));
        }
    }
    let open = |entry: &TimelineEntry| matches!(entry.certainty, Certainty::Planned | Certainty::Speculated);
    let take = |open_ones: bool| {
        let mut these: Vec<_> = chosen.iter().filter(|(_, _, entry)| open(entry) == open_ones).collect();
        these.sort_by_key(|(told, at, _)| (Reverse(*told), *at));
        these.truncate(limits.days);
        these.sort_by_key(|(_, at, _)| *at);
        these.into_iter().map(|(_, _, entry)| line(entry, ids, source)).collect()
    };
    (take(true), take(false))
}

fn line(entry: &TimelineEntry, ids: &BTreeSet<&DocId>, source: &Source<'_>) -> Entry {
    let look = source.look;
    let told = entry.evidence.iter().filter(|evidence| ids.contains(evidence.article()));
    let (cites, _) = Cite::first(told, 2, source);
    let lang = entry.evidence.first().map_or("und", |evidence| source.lang_of(evidence.article()));
    Entry {
        day: look.day(entry.date),
        sign: timeline::sign(entry.certainty),
        certainty: entry.certainty.name(),
        word: (entry.certainty != Certainty::Reported)
            .then(|| look.find(&format!("certainty.{}", entry.certainty.name())))
            .flatten(),
        text: Quoted::new(&entry.text, lang).cut(LONGEST),
        cites,
    }
}
