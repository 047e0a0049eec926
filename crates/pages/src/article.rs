//! An article's page: the text as it was read, what was found in it, and how it came to be read so.
//!
//! The page is where faults of the reading are found, so it shows what each rule saw: layers mark the text, furniture
//! stands greyed where it stood, statements carry their chain beside their sentence, and each can be corrected.

use crate::layout::{Frame, render};
use crate::parts::aside::{Aside, Asides};
use crate::parts::badge::Badge;
use crate::parts::claim_line::ClaimLine;
use crate::parts::difference::{Difference, Run};
use crate::parts::fix::{self, FixForm, FixLine, Forms};
use crate::parts::layers::{Layer, Layers, Switch};
use crate::parts::reading::{Passage, Reading, type_key};
use crate::source::{Source, Texts};
use crate::{Look, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{
    Article, ArticleLine, BlockKind, Claim, Correction, DateBasis, DocId, Document, Stance, ThreadId,
    ThreadRecord,
};

/// One article with what the library knows around it.
#[derive(Clone, Copy)]
pub struct ArticleView<'a> {
    /// The article with what was found in it, corrections laid over.
    pub document: &'a Document,
    /// The record of the thread that it belongs to.
    pub thread: Option<&'a ThreadRecord>,
    /// The texts that the record cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
    /// The states that were kept of it, in the order they came.
    pub revisions: &'a [RevisionLine],
    /// The article that `?diff=ID` of the address names.
    pub other: Option<&'a Document>,
    /// The threads that it could be moved to.
    pub threads: &'a [(ThreadId, Quoted)],
    /// What has been corrected in it.
    pub corrections: &'a [Correction],
    /// What the forms share.
    pub forms: Forms<'a>,
}

/// One kept state of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionLine {
    /// Its id.
    pub id: DocId,
    /// Its number, from 1.
    pub number: u64,
    /// When it was added, in UTC.
    pub added: String,
    /// Whether it is the one that the record rests on.
    pub current: bool,
}

/// A claim of the article.
struct Told {
    claim: ClaimLine,
    here: String,
    stance: Option<&'static str>,
}

/// Another article that prints the same copy.
struct Copy {
    title: Quoted,
    outlet: Named,
    day: String,
    href: String,
    compare: String,
    compared: bool,
}

/// The copy compared with another.
struct Compared {
    told: String,
    legend: [String; 2],
    runs: Vec<(&'static str, Quoted)>,
}

/// A line of how the article was read.
struct Basis {
    what: &'static str,
    words: Vec<Quoted>,
    plain: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    title: Quoted,
    subtitle: Option<Quoted>,
    outlet: Named,
    day: String,
    web: Option<String>,
    thread: Option<(String, Quoted)>,
    story: Option<String>,
    credits: Vec<Named>,
    switches: Vec<Switch>,
    all: (String, &'static str),
    lost: bool,
    passages: Vec<Passage>,
    after: Option<Aside>,
    unplaced: Option<Aside>,
    tally: Vec<Badge>,
    claims: Vec<Told>,
    claims_more: Option<String>,
    copies: Vec<Copy>,
    compared: Option<Compared>,
    named: Vec<(String, Named, &'static str, String)>,
    basis: Vec<Basis>,
    revisions: Vec<(String, String, bool)>,
    notes: Vec<(&'static str, String)>,
    fixes: Vec<FixLine>,
    forms: Vec<FixForm>,
    all_href: String,
}

/// Returns the page of an article.
///
/// The address says which layers are on (`layers`), which passage is shown (`at`), with which copy it is compared
/// (`diff`), and whether long lists are shown whole (`all`).
pub fn article(view: &ArticleView<'_>, look: &Look) -> String {
    let article = view.document.article();
    let nowhere = nowhere();
    let source = Source::of(view.thread.unwrap_or(&nowhere), view.texts, view.names, look);
    let whole = look.address.get("all").is_some();
    let layers = Layers::of(look);
    let facts = view.document.facts();
    let found = |layer| match layer {
        Layer::Statements => facts.statements.len(),
        Layer::Names => facts.mentions.len(),
        Layer::Times => facts.times.len(),
        Layer::Amounts => facts.quantities.len(),
        Layer::Events => facts.events.len(),
    };
    let asked = look
        .address
        .get("at")
        .map(|at| address::passage_of(at).filter(|span| span.of(&article.text).is_some()));
    let mut asides = Asides::of(article, if whole { usize::MAX } else { PIECES }, look);
    let reading = Reading {
        document: view.document,
        names: view.names,
        layers: &layers,
        at: asked.flatten(),
        forms: view.forms,
        look,
    };
    let passages = reading.passages(&mut asides);
    let title = headline(article, look);
    let claims = claims(&source, &article.id);
    let most = if whole { usize::MAX } else { CLAIMS };
    let line = source.article(&article.id);
    let copies = line.map(|line| copies(line, &source)).unwrap_or_default();
    render(&ArticlePage {
        frame: Frame::of(look, Place::Elsewhere, title.text()),
        look,
        subtitle: (article.subtitle.as_deref())
            .filter(|_| article.blocks.iter().all(|block| block.kind != BlockKind::Subtitle))
            .map(|subtitle| Quoted::new(subtitle, &article.lang)),
        title,
        outlet: match article.outlet.label() {
            Some(outlet) => view.names.show(outlet, look.lang),
            None => Named::new(look.word("outlet.unknown"), look.lang),
        },
        day: article.date.map_or_else(|| look.day_or_none(None), |date| look.minute(date)),
        web: article
            .url
            .as_deref()
            .or(article.canonical_url.as_deref())
            .and_then(address::web)
            .map(str::to_owned),
        thread: view.thread.map(|thread| (address::thread(&thread.id), crate::thread::title(&source))),
        story: source.story_of(&article.id).map(address::story),
        credits: article.agencies.iter().map(|agency| view.names.show(agency, look.lang)).collect(),
        switches: layers.switches(found, look),
        all: layers.all(look),
        lost: asked == Some(None),
        passages,
        after: asides.before.last_mut().and_then(Option::take),
        unplaced: asides.unplaced,
        tally: crate::parts::badge::tally(claims.iter().map(|(claim, _)| claim.support), look),
        claims_more: look.more(claims.len(), most),
        claims: claims.into_iter().take(most).map(|(claim, at)| told(claim, at, &source)).collect(),
        compared: view.other.map(|other| compared(view.document, other, &source)),
        copies,
        named: named(view, look),
        basis: basis(view, look),
        revisions: revisions(view.revisions, look),
        notes: (article.notes.iter())
            .map(|note| {
                (look.find(&format!("note.{}", note.code)).unwrap_or_default(), crate::clean(&note.message))
            })
            .collect(),
        fixes: fix::lines(view.corrections, view.names, view.forms, look),
        forms: forms(view, look),
        all_href: look.address.with("all", "1").to_string(),
    })
}

/// So many pieces of furniture are shown in one place, and so many claims, unless the address asks for `all`.
const PIECES: usize = 40;
const CLAIMS: usize = 12;
/// So many names are offered to be split off.
const NAMED: usize = 60;

/// A thread of nothing, for an article that belongs to none.
fn nowhere() -> ThreadRecord {
    ThreadRecord {
        id: ThreadId::given(""),
        title: String::new(),
        span: (None, None),
        articles: Vec::new(),
        stories: Vec::new(),
        origins: Vec::new(),
        claims: Vec::new(),
        silences: Vec::new(),
        timeline: Vec::new(),
        brief: Vec::new(),
        open: Vec::new(),
    }
}

fn headline(article: &Article, look: &Look) -> Quoted {
    match article.title.as_deref() {
        Some(title) if !title.trim().is_empty() => Quoted::new(title, &article.lang),
        _ => Quoted::new(look.word("line.untitled"), look.lang.tag()),
    }
}

/// Returns the claims that an article carries, each with its first passage in it.
fn claims<'a>(source: &Source<'a>, id: &DocId) -> Vec<(&'a Claim, &'a model::Support)> {
    let first = |claim: &'a Claim| {
        let here = claim.supports.iter().filter(|support| support.evidence.article() == id);
        Some((claim, here.min_by_key(|support| support.evidence.span())?))
    };
    source.thread.claims.iter().filter_map(first).collect()
}

fn told(claim: &Claim, support: &model::Support, source: &Source<'_>) -> Told {
    Told {
        claim: ClaimLine::of(claim, source),
        here: source.look.address.with("at", &at(support.evidence.span())).to_string(),
        stance: match support.stance {
            Stance::Asserts => None,
            Stance::Denies => source.look.find("stance.denies"),
            Stance::Presupposes => source.look.find("stance.presupposes"),
        },
    }
}

fn at(span: model::Span) -> String {
    format!("{}-{}", span.start, span.end)
}

/// Returns the other articles of a copy group.
fn copies(line: &ArticleLine, source: &Source<'_>) -> Vec<Copy> {
    let look = source.look;
    let Some(group) = &line.copy_group else { return Vec::new() };
    let same = |other: &&ArticleLine| other.copy_group.as_ref() == Some(group) && other.id != line.id;
    let copy = |other: &ArticleLine| Copy {
        title: Quoted::new(other.title.as_deref().unwrap_or(look.word("line.untitled")), &other.lang),
        outlet: source.outlet(&other.id),
        day: look.day_or_none(other.date),
        href: address::article(&other.id),
        compare: format!("{}#diff", look.address.with("diff", other.id.as_str())),
        compared: look.address.get("diff") == Some(other.id.as_str()),
    };
    source.thread.articles.iter().filter(same).map(copy).collect()
}

fn compared(here: &Document, there: &Document, source: &Source<'_>) -> Compared {
    let look = source.look;
    let (ours, theirs) = (here.article(), there.article());
    let found = Difference::of(&ours.text, &theirs.text, look);
    let name = |article: &Article| match article.outlet.label() {
        Some(outlet) => source.name(outlet).text().to_owned(),
        None => look.word("outlet.unknown").to_owned(),
    };
    let run = |(run, words): (Run, String)| match run {
        Run::Same => ("same", Quoted::new(&words, &ours.lang)),
        Run::Here => ("here", Quoted::new(&words, &ours.lang)),
        Run::There => ("there", Quoted::new(&words, &theirs.lang)),
        Run::Skipped => ("skipped", Quoted::new(&words, look.lang.tag())),
    };
    Compared {
        told: look.fill(
            "diff.told",
            &[&look.share(found.percent(), 100), &look.number(found.here), &look.number(found.there)],
        ),
        legend: [look.fill("diff.here", &[&name(ours)]), look.fill("diff.there", &[&name(theirs)])],
        runs: found.runs.into_iter().map(run).collect(),
    }
}

/// Returns whom and what the article names, those named most first.
fn named(view: &ArticleView<'_>, look: &Look) -> Vec<(String, Named, &'static str, String)> {
    let facts = view.document.facts();
    let mut counts = std::collections::BTreeMap::new();
    for mention in &facts.mentions {
        *counts.entry(&mention.entity).or_insert(0_usize) += 1;
    }
    let mut named: Vec<(usize, &model::Entity)> =
        facts.entities.iter().filter_map(|entity| Some((*counts.get(&entity.id)?, entity))).collect();
    named.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    (named.into_iter().take(NAMED))
        .map(|(count, entity)| {
            let name = view.names.show_id(Some(&entity.id), &entity.name, look.lang);
            let kind = look.find(type_key(entity.kind)).unwrap_or_default();
            (address::entity(&entity.id), name, kind, look.number(count))
        })
        .collect()
}

/// Says how the article was read: its parts, its dates and what they rest on, its language, its addresses.
fn basis(view: &ArticleView<'_>, look: &Look) -> Vec<Basis> {
    let article = view.document.article();
    let plain = |key: &'static str, plain: String| Basis {
        what: look.find(key).unwrap_or_default(),
        words: Vec::new(),
        plain,
        href: None,
    };
    let words = |key: &'static str, words: Vec<Quoted>| Basis { words, ..plain(key, String::new()) };
    let quoted = |text: &str| Quoted::new(text, &article.lang);
    let mut lines = Vec::new();
    if let Some(name) = article.outlet.label() {
        let mut outlet = vec![quoted(name)];
        outlet.extend(
            article
                .outlet
                .domain
                .as_deref()
                .filter(|domain| *domain != name)
                .map(|host| Quoted::new(host, "und")),
        );
        lines.push(words("read.outlet", outlet));
    }
    if !article.authors.is_empty() {
        lines.push(words("read.authors", article.authors.iter().map(|author| quoted(author)).collect()));
    }
    if !article.agencies.is_empty() {
        lines.push(words("articles.credits", article.agencies.iter().map(|agency| quoted(agency)).collect()));
    }
    let basis =
        look.either(&format!("basis.{}", basis_name(article.date_basis)), basis_name(article.date_basis));
    lines.push(plain(
        "read.date",
        match article.date {
            Some(date) => format!("{} — {basis}", look.moment(date)),
            None => basis,
        },
    ));
    lines.extend(article.modified.map(|modified| plain("read.modified", look.moment(modified))));
    lines.extend(article.dateline.as_deref().map(|dateline| words("read.dateline", vec![quoted(dateline)])));
    lines.extend(article.section.as_deref().map(|section| words("read.section", vec![quoted(section)])));
    if !article.tags.is_empty() {
        lines.push(words("read.tags", article.tags.iter().map(|tag| quoted(tag)).collect()));
    }
    let sure = (article.lang_confidence.value() * 100.0).round() as usize;
    lines.push(plain(
        "read.lang",
        look.fill("read.sure", &[&look.language(&article.lang), &look.share(sure, 100)]),
    ));
    let facts = view.document.facts();
    let parts = [
        (article.blocks.len(), "count.blocks"),
        (article.furniture.len(), "count.furniture"),
        (facts.sentences.len(), "count.sentences"),
        (facts.mentions.len(), "count.mentions"),
        (facts.statements.len(), "count.statements"),
        (facts.events.len(), "count.events"),
    ];
    let parts: Vec<String> = parts.iter().map(|(count, key)| look.count(*count, key)).collect();
    lines.push(plain("read.parts", parts.join(", ")));
    for (key, url) in [("read.url", &article.url), ("read.canonical", &article.canonical_url)] {
        let shown = url.as_deref().filter(|_| key == "read.url" || article.canonical_url != article.url);
        lines.extend(shown.map(|url| Basis {
            href: address::web(url).map(str::to_owned),
            ..plain(key, crate::cut(&crate::clean(url), 90))
        }));
    }
    lines.push(words("read.path", vec![Quoted::new(&article.path, "und")]));
    lines.push(plain("read.id", crate::clean(article.id.as_str())));
    lines
}

fn basis_name(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Given => "given",
        DateBasis::JsonLd => "json-ld",
        DateBasis::Meta => "meta",
        DateBasis::TimeElement => "time-element",
        DateBasis::Text => "text",
        DateBasis::Url => "url",
        DateBasis::Dateline => "dateline",
        DateBasis::None => "none",
    }
}

/// Words the kept states of an article where there is more than one.
fn revisions(revisions: &[RevisionLine], look: &Look) -> Vec<(String, String, bool)> {
    let line = |revision: &RevisionLine| {
        let number = look.number(usize::try_from(revision.number).unwrap_or(usize::MAX));
        let told = look.fill("read.revision", &[&number, &fix::stamp(&revision.added, look)]);
        (address::article(&revision.id), told, revision.current)
    };
    if revisions.len() > 1 { revisions.iter().map(line).collect() } else { Vec::new() }
}

fn forms(view: &ArticleView<'_>, look: &Look) -> Vec<FixForm> {
    let article = view.document.article();
    let mut forms = vec![FixForm::move_article(&article.id, view.threads, view.forms, look)];
    let mut entities: Vec<(String, String)> = (view.document.facts().entities.iter())
        .map(|entity| {
            let name = view.names.show_id(Some(&entity.id), &entity.name, look.lang);
            (entity.id.as_str().to_owned(), name.text().to_owned())
        })
        .collect();
    entities.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    if !entities.is_empty() {
        let here = vec![(article.id.as_str().to_owned(), String::new())];
        forms.push(FixForm::split(entities, here, view.forms, look));
    }
    forms
}
