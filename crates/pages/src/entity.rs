//! An entity's page: its names in every script, what it said and did, what was said about it, and in whose company.

use crate::layout::{Frame, render};
use crate::parts::chain::Hands;
use crate::parts::fix::{self, FixForm, FixLine, Forms};
use crate::parts::reading::type_key;
use crate::parts::timeline;
use crate::{Look, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{
    Certainty, ClaimId, Correction, DocId, EntityId, EntityType, Moment, SilenceKind, SourceKind, Span,
};
use std::collections::BTreeSet;
use text::Script;

/// One entity with what the library knows of it.
#[derive(Clone, Copy)]
pub struct EntityView<'a> {
    /// The id.
    pub id: &'a EntityId,
    /// What it is.
    pub kind: EntityType,
    /// The canonical name where known, else the fullest one seen.
    pub name: &'a str,
    /// Its id in a knowledge base, such as `wikidata:Q…`.
    pub kb: Option<&'a str>,
    /// What kind of source it is.
    pub source: Option<SourceKind>,
    /// The country that it belongs to or speaks for.
    pub country: Option<CountryLine<'a>>,
    /// Its names: those that articles use most first.
    pub known_as: &'a [NameLine],
    /// What put it together from several spellings, or parted it from a namesake.
    pub joined: &'a [JoinLine],
    /// How much the library holds of it.
    pub counts: EntityCounts,
    /// What it says, the latest first.
    pub said: &'a [PassageLine],
    /// What came through it.
    pub relayed: &'a [PassageLine],
    /// What it does.
    pub did: &'a [PassageLine],
    /// What others say with its name.
    pub said_about: &'a [PassageLine],
    /// Who takes part in the same events or is named in the same articles.
    pub company: &'a [CompanyLine],
    /// What it is silent about.
    pub silences: &'a [SilenceLine],
    /// The names of who and what is shown.
    pub names: &'a Names,
    /// What has been corrected about it.
    pub corrections: &'a [Correction],
    /// What the forms share.
    pub forms: Forms<'a>,
}

/// The country of an entity.
#[derive(Clone, Copy, Debug)]
pub struct CountryLine<'a> {
    /// Its id.
    pub id: &'a EntityId,
    /// What to call it.
    pub name: &'a Named,
    /// Whether an article of the library names it, so that it has a page.
    pub is_kept: bool,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameLine {
    /// The language.
    pub lang: String,
    /// The name.
    pub name: String,
    /// An article that names it so, the earliest; `None` where it is known from tables only.
    pub seen_in: Option<DocId>,
    /// How often articles name it so.
    pub mentions: usize,
}

/// A spelling that was found to be an entity's, and why.
#[derive(Clone, Debug)]
pub struct JoinLine {
    /// The article that has it.
    pub article: DocId,
    /// Where.
    pub span: Span,
    /// The spelling.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// `same-sound`, `short-name` or `namesake`.
    pub rule: String,
    /// The spelling in another article that it was compared with.
    pub like: Option<(DocId, Span, Quoted)>,
    /// What speaks for it: what it is (`sound`, `office`, `field`, `country`, `company`), and which.
    pub because: Vec<(String, String)>,
}

/// How much the library holds of an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntityCounts {
    /// Articles that name it.
    pub articles: usize,
    /// Mentions.
    pub mentions: usize,
    /// Statements that it makes.
    pub said: usize,
    /// Statements that came through it.
    pub relayed: usize,
    /// Events it takes part in.
    pub did: usize,
    /// The earliest day of an article that names it.
    pub first_seen: Option<Moment>,
    /// The latest.
    pub last_seen: Option<Moment>,
}

/// A statement or an event in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageLine {
    /// The article.
    pub article: DocId,
    /// The outlet.
    pub outlet: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The article's language.
    pub lang: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// The passage.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// The way it came, from the innermost voice to the outlet, for a statement.
    pub chain: Vec<String>,
    /// How it is said, for a statement; the type, for an event.
    pub what: String,
    /// When it was said; the day of the event.
    pub day: Option<Moment>,
    /// Whether it happened, for an event.
    pub certainty: Option<Certainty>,
}

/// Who is named beside an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyLine {
    /// The other.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityType,
    /// Its canonical name.
    pub name: String,
    /// How many events they share.
    pub events: usize,
    /// How many articles name both.
    pub articles: usize,
}

/// Something that an entity is silent about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilenceLine {
    /// The claim that it leaves out, where it is known which.
    pub claim: Option<(ClaimId, Quoted)>,
    /// Whether a text says so.
    pub kind: SilenceKind,
    /// The article that shows it.
    pub article: DocId,
    /// Where.
    pub span: Span,
    /// Its words.
    pub text: Quoted,
    /// The outlet of the article.
    pub outlet: Option<String>,
}

/// A name as it is shown.
struct NameRow {
    name: Quoted,
    script: &'static str,
    lang: String,
    mentions: String,
    seen: Option<String>,
}

/// A passage as it is shown.
struct Line {
    day: String,
    what: String,
    hands: Hands,
    text: Quoted,
    href: String,
    outlet: Named,
    sign: &'static str,
    certainty: &'static str,
    word: Option<&'static str>,
}

/// A list of passages with how many more there are.
struct Lines {
    key: &'static str,
    head: &'static str,
    about: &'static str,
    lines: Vec<Line>,
    more: Option<String>,
}

/// A silence as it is shown.
struct Silent {
    kind: &'static str,
    claim: Option<(String, Quoted)>,
    text: Option<Quoted>,
    href: String,
    outlet: Named,
}

struct Joined {
    href: String,
    text: Quoted,
    rule: &'static str,
    like: Option<(String, Quoted)>,
    because: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "entity.html")]
struct EntityPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    name: Named,
    about: Vec<String>,
    country: Option<(Option<String>, Named)>,
    kb: Option<(String, String)>,
    counts: Vec<(String, String)>,
    seen: Vec<(&'static str, String)>,
    known_as: Vec<NameRow>,
    names_more: Option<String>,
    joined: Vec<Joined>,
    lists: Vec<Lines>,
    timeline: Vec<Line>,
    silences: Vec<Silent>,
    company: Vec<(String, Named, &'static str, String)>,
    fixes: Vec<FixLine>,
    forms: Vec<FixForm>,
    all_href: String,
}

/// So many are shown of each list unless the address asks for `all`.
const FIRST: usize = 8;
const ALL: usize = 200;

/// Returns the page of an entity.
pub fn entity(view: &EntityView<'_>, look: &Look) -> String {
    let most = if look.address.get("all").is_some() { ALL } else { FIRST };
    let name = view.names.show_id(Some(view.id), view.name, look.lang);
    let agency = view.source == Some(SourceKind::Agency);
    let counts = view.counts;
    let list =
        |key: &'static str, head: &'static str, about: &'static str, all: usize, of: &[PassageLine]| Lines {
            key,
            head: look.find(head).unwrap_or_default(),
            about: look.find(about).unwrap_or_default(),
            more: look.more(all.max(of.len()), of.len().min(most)),
            lines: of.iter().take(most).map(|passage| line(passage, view, look)).collect(),
        };
    let mut lists = vec![
        list("says", "entity.said", "", counts.said, view.said),
        list("does", "entity.did", "", counts.did, view.did),
        list("of-it", "entity.about", "", 0, view.said_about),
        list("passes-on", "entity.relayed", "entity.relayed.about", counts.relayed, view.relayed),
    ];
    // What an agency passes on is what it is for.
    if agency {
        lists.rotate_right(1);
    }
    lists.retain(|list| !list.lines.is_empty());
    let mut about = vec![look.word(type_key(view.kind)).to_owned()];
    about.extend(
        view.source.map(|source| look.word(&format!("origin-kind.{}", source_name(source))).to_owned()),
    );
    render(&EntityPage {
        frame: Frame::of(look, Place::Elsewhere, name.text()),
        look,
        about,
        country: view
            .country
            .filter(|country| country.id != view.id)
            .map(|country| (country.is_kept.then(|| address::entity(country.id)), country.name.clone())),
        kb: view.kb.and_then(knowledge_base),
        counts: told(counts, look),
        seen: [("entity.first", counts.first_seen), ("entity.last", counts.last_seen)]
            .into_iter()
            .filter_map(|(key, day)| Some((look.find(key)?, look.day(day?))))
            .collect(),
        known_as: view.known_as.iter().take(most * 3).map(|line| name_row(line, look)).collect(),
        names_more: look.more(view.known_as.len(), most * 3),
        joined: view.joined.iter().map(|line| joined(line, look)).collect(),
        lists,
        timeline: dated(view, most * 2, look),
        silences: silences(view).take(most).map(|silence| silent(silence, view, look)).collect(),
        company: (view.company.iter().take(most * 2))
            .map(|line| {
                let together = match line.events {
                    0 => look.count(line.articles, "count.articles"),
                    events => look.count(events, "entity.together"),
                };
                let name = view.names.show_id(Some(&line.id), &line.name, look.lang);
                (
                    address::entity(&line.id),
                    name,
                    look.find(type_key(line.kind)).unwrap_or_default(),
                    together,
                )
            })
            .collect(),
        fixes: fix::lines(view.corrections, view.names, view.forms, look),
        forms: forms(view, look),
        name,
        all_href: look.address.with("all", "1").to_string(),
    })
}

fn line(passage: &PassageLine, view: &EntityView<'_>, look: &Look) -> Line {
    let event = passage.certainty.is_some();
    let what = match event {
        true => look.either(&format!("happening.{}", passage.what), &passage.what),
        false => look.either(&format!("said.{}", passage.what), &passage.what),
    };
    Line {
        day: look.day_or_none(passage.day.or(passage.date)),
        what,
        hands: Hands::of(passage.chain.iter().map(|hand| view.names.show(hand, look.lang)).collect(), look),
        text: Quoted::new(&passage.text, &passage.lang).cut(LONGEST),
        href: address::passage(&passage.article, passage.span),
        outlet: match &passage.outlet {
            Some(outlet) => view.names.show(outlet, look.lang),
            None => Named::new(look.word("outlet.unknown"), look.lang),
        },
        sign: passage.certainty.map_or("", timeline::sign),
        certainty: passage.certainty.map_or("", Certainty::name),
        word: (passage.certainty)
            .filter(|certainty| *certainty != Certainty::Reported)
            .and_then(|certainty| look.find(&format!("certainty.{}", certainty.name()))),
    }
}

/// So many letters of a sentence are shown.
const LONGEST: usize = 220;

/// Returns what it did on known days, in order of time; one happening on one day once.
fn dated(view: &EntityView<'_>, most: usize, look: &Look) -> Vec<Line> {
    let mut days: Vec<(Moment, &PassageLine)> =
        view.did.iter().filter_map(|passage| Some((passage.day?, passage))).collect();
    days.sort_by(|a, b| {
        let key = |(day, passage): &(Moment, &PassageLine)| {
            (day.first_day(), passage.date, passage.article.clone())
        };
        key(a).cmp(&key(b)).then(a.1.span.cmp(&b.1.span))
    });
    let mut seen = BTreeSet::new();
    days.retain(|(day, passage)| {
        seen.insert((*day, passage.what.clone(), passage.certainty.map(Certainty::name)))
    });
    let skip = days.len().saturating_sub(most);
    days.into_iter().skip(skip).map(|(_, passage)| line(passage, view, look)).collect()
}

/// Returns what it is silent about; a sentence that holds several claims once.
fn silences<'a>(view: &EntityView<'a>) -> impl Iterator<Item = &'a SilenceLine> {
    let mut seen = BTreeSet::new();
    view.silences.iter().filter(move |silence| {
        let left_out = silence.claim.as_ref().map(|(_, text)| text.text());
        seen.insert((
            silence.kind == SilenceKind::Stated,
            left_out,
            left_out.is_none().then_some(&silence.article),
        ))
    })
}

fn silent(silence: &SilenceLine, view: &EntityView<'_>, look: &Look) -> Silent {
    Silent {
        kind: look
            .find(match silence.kind {
                SilenceKind::Stated => "silence.stated",
                SilenceKind::Observed => "silence.observed",
            })
            .unwrap_or_default(),
        claim: silence.claim.as_ref().map(|(id, text)| (address::claim(id), text.cut(LONGEST))),
        text: (silence.kind == SilenceKind::Stated).then(|| silence.text.cut(LONGEST)),
        href: address::passage(&silence.article, silence.span),
        outlet: match &silence.outlet {
            Some(outlet) => view.names.show(outlet, look.lang),
            None => Named::new(look.word("outlet.unknown"), look.lang),
        },
    }
}

fn joined(line: &JoinLine, look: &Look) -> Joined {
    let because = line.because.iter().filter_map(|(what, of)| {
        // How alike two names sound is told by both; the rest is shown as it is called.
        let of = if what == "sound" { of.split(' ').next().unwrap_or_default() } else { of };
        Some((look.find(&format!("joined.{what}"))?, of.to_owned()))
    });
    Joined {
        href: address::passage(&line.article, line.span),
        text: Quoted::new(&line.text, &line.lang),
        rule: look.find(&format!("joined.{}", line.rule)).unwrap_or_default(),
        like: line
            .like
            .as_ref()
            .map(|(article, span, text)| (address::passage(article, *span), text.cut(LONGEST))),
        because: because.collect(),
    }
}

fn name_row(line: &NameLine, look: &Look) -> NameRow {
    let script = match text::dominant_script(&line.name) {
        Some(Script::Latin) => "script.latin",
        Some(Script::Devanagari) => "script.devanagari",
        Some(Script::Cyrillic) => "script.cyrillic",
        Some(Script::Arabic) => "script.arabic",
        Some(Script::Hangul) => "script.hangul",
        Some(Script::Han) => "script.han",
        _ => "script.other",
    };
    NameRow {
        name: Quoted::new(&line.name, &line.lang),
        script: look.find(script).unwrap_or_default(),
        lang: look.language(&line.lang),
        mentions: if line.mentions == 0 { String::new() } else { look.number(line.mentions) },
        seen: line.seen_in.as_ref().map(address::article),
    }
}

fn told(counts: EntityCounts, look: &Look) -> Vec<(String, String)> {
    let all = [
        (counts.articles, "count.articles"),
        (counts.mentions, "count.mentions"),
        (counts.said, "count.said"),
        (counts.did, "count.did"),
        (counts.relayed, "count.relayed"),
    ];
    let told = |(count, key): (usize, &str)| {
        let told = look.count(count, key);
        told.split_once(' ').map(|(number, what)| (number.to_owned(), what.to_owned())).unwrap_or_default()
    };
    all.into_iter().filter(|(count, _)| *count > 0).map(told).collect()
}

/// Returns the address and the name of an entry in a knowledge base that has a page.
fn knowledge_base(kb: &str) -> Option<(String, String)> {
    let id = kb.strip_prefix("wikidata:")?;
    let known = id
        .strip_prefix('Q')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    known.then(|| (format!("https://www.wikidata.org/wiki/{id}"), id.to_owned()))
}

fn source_name(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Agency => "agency",
        SourceKind::Government => "government",
        SourceKind::Service => "service",
        SourceKind::International => "international",
        SourceKind::Party => "party",
        SourceKind::Company => "company",
        _ => "media",
    }
}

/// So many articles are offered to be told apart.
const OFFERED: usize = 40;

fn forms(view: &EntityView<'_>, look: &Look) -> Vec<FixForm> {
    let others: Vec<(String, String)> = (view.company.iter())
        .filter(|line| line.kind == view.kind)
        .take(OFFERED)
        .map(|line| {
            let name = view.names.show_id(Some(&line.id), &line.name, look.lang);
            (line.id.as_str().to_owned(), name.text().to_owned())
        })
        .collect();
    let mut forms = vec![FixForm::merge(view.id, others, view.forms, look)];
    let mut seen = BTreeSet::new();
    let mut articles = Vec::new();
    let passages = [view.said, view.did, view.said_about, view.relayed];
    for passage in passages.into_iter().flatten() {
        if articles.len() < OFFERED && seen.insert(&passage.article) {
            let outlet = passage.outlet.as_deref().map(crate::clean).unwrap_or_default();
            let title = crate::cut(&crate::clean(passage.title.as_deref().unwrap_or_default()), 60);
            let day = passage.date.map(|date| look.day(date)).unwrap_or_default();
            articles.push((passage.article.as_str().to_owned(), format!("{outlet}, {day}: {title}")));
        }
    }
    let named = view.known_as.iter().filter_map(|name| name.seen_in.as_ref());
    for id in named {
        if articles.len() < OFFERED && seen.insert(id) {
            articles.push((id.as_str().to_owned(), crate::clean(id.as_str())));
        }
    }
    if !articles.is_empty() {
        let this = vec![(view.id.as_str().to_owned(), String::new())];
        forms.push(FixForm::split(this, articles, view.forms, look));
    }
    forms
}
