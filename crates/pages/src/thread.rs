//! A thread's page: what it is about, what stands and what does not, when, who, and where it is told.

use crate::layout::{Frame, render};
use crate::parts::articles::{self, ArticleEntry};
use crate::parts::badge::{self, Badge};
use crate::parts::changes::{self, ChangeLine};
use crate::parts::cite::Cite;
use crate::parts::copies::Copies;
use crate::parts::grid::{Columns, Grid, Sort};
use crate::parts::grid_table::GridTable;
use crate::parts::open::{self, OpenGroup};
use crate::parts::people::{self, Crowd};
use crate::parts::strip::Strip;
use crate::parts::timeline::{self, StoryDays};
use crate::source::{Change, EntityLine, Source, Texts};
use crate::{Look, Names, Place, Quoted, address};
use askama::Template;
use model::ThreadRecord;

/// One thread with what the library knows around it.
#[derive(Clone, Copy)]
pub struct ThreadView<'a> {
    /// Its record.
    pub record: &'a ThreadRecord,
    /// The texts that it cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
    /// The entities that its articles name.
    pub entities: &'a [EntityLine],
    /// What changed in it, the newest first.
    pub changes: &'a [Change],
}

/// How much of each part is shown unless the address asks for `all`.
struct Limits {
    claims: usize,
    columns: usize,
    timeline: usize,
    open: usize,
    people: usize,
    articles: usize,
    changes: usize,
}

const FIRST: Limits =
    Limits { claims: 8, columns: 5, timeline: 24, open: 3, people: 8, articles: 24, changes: 8 };
/// What `all` shows; more of it stands in the exports.
const ALL: Limits =
    Limits { claims: 30, columns: 8, timeline: 500, open: 50, people: 60, articles: 1000, changes: 200 };

#[derive(Template)]
#[template(path = "thread.html")]
struct ThreadPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    title: Quoted,
    span: String,
    counts: Vec<(String, String)>,
    tally: Vec<Badge>,
    brief: Vec<(Quoted, Cite)>,
    matrix: Option<GridTable>,
    matrix_href: String,
    coverage_href: String,
    claims_more: Option<String>,
    strip: Option<Strip>,
    stories: Vec<StoryDays>,
    timeline_more: Option<String>,
    open: Vec<OpenGroup>,
    crowds: Vec<Crowd>,
    articles: Vec<ArticleEntry>,
    articles_more: Option<String>,
    copies: Option<String>,
    changes: Vec<ChangeLine>,
    all_href: String,
}

/// Returns the page of a thread.
pub fn thread(view: &ThreadView<'_>, look: &Look) -> String {
    let source = Source::of(view.record, view.texts, view.names, look);
    let record = view.record;
    let limits = if look.address.get("all").is_some() { ALL } else { FIRST };
    let title = title(&source);
    let copies = Copies::of(&record.articles);
    let grid = Grid::of(&source, Columns::Origins, Sort::Weight).top(limits.columns, 0..limits.claims);
    let more =
        |all: usize, shown: usize, key: &str| (all > shown).then(|| look.fill(key, &[&look.number(all)]));
    let matrix_href = format!("{}/matrix", address::thread(&record.id));
    render(&ThreadPage {
        frame: Frame::of(look, Place::Elsewhere, title.text()),
        look,
        title,
        span: look.span(record.span.0, record.span.1),
        counts: counts(&source),
        tally: badge::tally(record.claims.iter().map(|claim| claim.support), look),
        brief: record.brief.iter().map(|line| (source.quote(line), Cite::of(line, &source))).collect(),
        matrix: (!grid.rows.is_empty())
            .then(|| GridTable::of(&grid, Sort::Weight, look.word("matrix.top").to_owned(), &source)),
        claims_more: more(record.claims.len(), limits.claims, "matrix.all"),
        coverage_href: format!("{}/coverage", address::thread(&record.id)),
        matrix_href,
        strip: Strip::of(&source),
        stories: timeline::stories(&source, limits.timeline),
        timeline_more: more(record.timeline.len(), limits.timeline, "timeline.all"),
        open: open::groups(&source, limits.open),
        crowds: people::crowds(view.entities, limits.people, view.names, look),
        articles: articles::entries(record.articles.iter().take(limits.articles), &copies, &source),
        articles_more: more(record.articles.len(), limits.articles, "articles.all"),
        copies: (!copies.is_empty()).then(|| look.count(copies.len(), "copy.groups")),
        changes: changes::lines(view.changes.iter().take(limits.changes), view.names, look),
        all_href: look.address.with("all", "1").to_string(),
    })
}

/// Returns the title of a thread in the language of the article that bears it.
pub(crate) fn title(source: &Source<'_>) -> Quoted {
    let look = source.look;
    let thread = source.thread;
    if thread.title.trim().is_empty() {
        return Quoted::new(look.word("line.untitled"), look.lang.tag());
    }
    let bears = |line: &&model::ArticleLine| line.title.as_deref() == Some(thread.title.as_str());
    let lang = thread.articles.iter().find(bears).map_or("und", |line| line.lang.as_str());
    Quoted::new(&thread.title, lang)
}

/// Returns the counts of a thread: how many, and of what.
pub(crate) fn counts(source: &Source<'_>) -> Vec<(String, String)> {
    let look = source.look;
    let thread = source.thread;
    let all = [
        (thread.articles.len(), "count.articles"),
        (source.outlets(), "count.outlets"),
        (thread.origins.len(), "count.origins"),
        (thread.claims.len(), "count.claims"),
        (thread.silences.len(), "count.silences"),
    ];
    let some = all.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, key)| {
        let told = look.count(count, key);
        told.split_once(' ').map(|(number, what)| (number.to_owned(), what.to_owned())).unwrap_or_default()
    })
    .collect()
}
