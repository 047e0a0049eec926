//! The search: what was asked, what narrows it down, and what was found, each as a sentence with its way and dates.

use crate::layout::{Frame, render};
use crate::parts::badge::Badge;
use crate::parts::chain::Hands;
use crate::parts::pager::Pager;
use crate::{Address, Look, Marked, Mixed, Names, Place, Quoted, address};
use askama::Template;
use model::{Certainty, ClaimId, DocId, EntityId, Moment, Span, Standing, StoryId};

/// What a search found. Its address holds the words (`q`), the page (`page`) and what narrows it down: a key a field,
/// as often as there are values (`outlet=…&outlet=…&support=disputed`).
#[derive(Clone, Copy)]
pub struct SearchView<'a> {
    /// How many were found.
    pub total: usize,
    /// Which page of them is shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// Those of this page.
    pub hits: &'a [Hit],
    /// What narrows it down.
    pub facets: &'a [Facet],
    /// Why the query could not be read as it stands, in words for the reader.
    pub problem: Option<&'a str>,
    /// The names of who and what is shown.
    pub names: &'a Names,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Where it leads.
    pub target: Target,
    /// The sentence, or the name or headline, with what was found marked.
    pub text: Marked,
    /// The way it came, innermost voice first, the outlet last.
    pub chain: Vec<String>,
    /// How the claim stands.
    pub support: Option<Standing>,
    /// Whether it happened.
    pub certainty: Option<Certainty>,
    /// When it happened.
    pub happened: Option<Moment>,
    /// When it was said.
    pub said: Option<Moment>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The story that it belongs to, with its headline.
    pub story: Option<(StoryId, Quoted)>,
}

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HitKind {
    /// An article, by its headline.
    Article,
    /// A sentence that is none of the others.
    Sentence,
    /// A statement.
    Statement,
    /// A claim.
    Claim,
    /// An event.
    Event,
    /// An entity.
    Entity,
}

impl HitKind {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Sentence => "sentence",
            Self::Statement => "statement",
            Self::Claim => "claim",
            Self::Event => "event",
            Self::Entity => "entity",
        }
    }
}

/// Where a hit leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A passage of an article.
    Passage(DocId, Span),
    /// An article.
    Article(DocId),
    /// A claim.
    Claim(ClaimId),
    /// An entity.
    Entity(EntityId),
}

impl Target {
    fn href(&self) -> String {
        match self {
            Self::Passage(id, span) => address::passage(id, *span),
            Self::Article(id) => address::article(id),
            Self::Claim(id) => address::claim(id),
            Self::Entity(id) => address::entity(id),
        }
    }
}

/// One field that narrows a search down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The key in the address: `kind`, `outlet`, `origin`, `country`, `lang`, `support`, `event`, `certainty`, `speaker`,
    /// `place`, `said`, `happened`, `amount`.
    pub field: String,
    /// Its values, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as the address holds it.
    pub value: String,
    /// What to call it, where the value is no stable name and no name.
    pub label: Option<String>,
    /// How many would be left.
    pub count: usize,
}

struct Shown {
    kind: &'static str,
    href: String,
    text: Marked,
    hands: Hands,
    badge: Option<Badge>,
    certainty: Option<&'static str>,
    dates: Vec<(String, String)>,
    story: Option<(String, Quoted)>,
}

struct Narrow {
    head: String,
    open: bool,
    values: Vec<(String, crate::Named, String, bool)>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    query: Mixed,
    typed: bool,
    asked: bool,
    told: String,
    problem: Option<String>,
    chosen: Vec<(String, String, crate::Named)>,
    clear_href: Option<String>,
    hits: Vec<Shown>,
    facets: Vec<Narrow>,
    pager: Option<Pager>,
}

/// Keys of the address that narrow nothing down.
const OTHERS: [&str; 6] = ["q", "page", "ui", "theme", "digits", "all"];
/// So many facets stand open.
const OPEN: usize = 3;

/// Returns the page of a search.
pub fn search(view: &SearchView<'_>, look: &Look) -> String {
    let query = look.address.get("q").unwrap_or_default();
    let first_page = look.address.without("page");
    let chosen: Vec<(String, String, crate::Named)> = (first_page.pairs().iter())
        .filter(|(key, value)| !OTHERS.contains(&key.as_str()) && !value.is_empty())
        .map(|(key, value)| {
            let name = value_name(key, value, None, view.names, look);
            (first_page.minus(key, value).to_string(), head(key, look), name)
        })
        .collect();
    let asked = !query.trim().is_empty() || !chosen.is_empty();
    let title = if query.is_empty() {
        look.word("nav.search").to_owned()
    } else {
        crate::cut(&crate::clean(query), 60)
    };
    render(&SearchPage {
        frame: Frame::of(look, Place::Search, &title),
        look,
        asked,
        told: look.count(view.total, "count.hits"),
        problem: view.problem.map(crate::clean),
        clear_href: (!chosen.is_empty()).then(|| Address::of("/search").with("q", query).to_string()),
        chosen,
        hits: view.hits.iter().map(|hit| shown(hit, view.names, look)).collect(),
        facets: (view.facets.iter().filter(|facet| !facet.values.is_empty()).enumerate())
            .map(|(at, facet)| narrow(facet, at < OPEN, &first_page, view.names, look))
            .collect(),
        pager: Pager::of(view.page.clamp(1, view.pages.max(1)), view.pages, look),
        typed: !query.is_empty(),
        query: Mixed::new(query, look.lang),
    })
}

fn shown(hit: &Hit, names: &Names, look: &Look) -> Shown {
    let date = |key: &str, moment: Option<Moment>| {
        moment.map(|moment| (look.word(key).to_owned(), look.day(moment)))
    };
    let dates = [
        date("hit.happened", hit.happened),
        date("hit.said", hit.said),
        date("hit.published", hit.published),
    ];
    Shown {
        kind: look.find(&format!("hit.{}", hit.kind.name())).unwrap_or_default(),
        href: hit.target.href(),
        text: hit.text.clone(),
        hands: Hands::of(hit.chain.iter().map(|name| names.show(name, look.lang)).collect(), look),
        badge: hit.support.map(|support| Badge::of(support, look)),
        certainty: (hit.certainty)
            .filter(|certainty| *certainty != Certainty::Reported)
            .and_then(|certainty| look.find(&format!("certainty.{}", certainty.name()))),
        dates: dates.into_iter().flatten().collect(),
        story: hit.story.as_ref().map(|(id, title)| (address::story(id), title.cut(90))),
    }
}

fn narrow(facet: &Facet, open: bool, here: &Address, names: &Names, look: &Look) -> Narrow {
    let field = facet.field.as_str();
    let value = |value: &FacetValue| {
        let held = here.has(field, &value.value);
        let href = if held { here.minus(field, &value.value) } else { here.plus(field, &value.value) };
        let name = value_name(field, &value.value, value.label.as_deref(), names, look);
        (href.to_string(), name, look.number(value.count), held)
    };
    Narrow {
        head: head(field, look),
        open: open || here.get(field).is_some(),
        values: facet.values.iter().map(value).collect(),
    }
}

fn head(field: &str, look: &Look) -> String {
    look.find(&format!("facet.{field}")).map_or_else(|| crate::clean(field), str::to_owned)
}

/// Returns what to call a value of a field.
fn value_name(field: &str, value: &str, label: Option<&str>, names: &Names, look: &Look) -> crate::Named {
    if let Some(label) = label {
        return crate::Named::new(label, look.lang);
    }
    let word = |family: &str| look.find(&format!("{family}.{value}"));
    let known = match field {
        "kind" => word("hit"),
        "support" => word("standing"),
        "certainty" => word("certainty"),
        "event" => word("happening"),
        "country" => word("country"),
        "lang" => return crate::Named::new(&look.language(value), look.lang),
        "amount" => return crate::Named::new(&range(value, look), look.lang),
        "said" | "happened" | "since" | "until" => {
            return match value.parse::<Moment>() {
                Ok(moment) => crate::Named::new(&look.day(moment), look.lang),
                Err(_) => crate::Named::new(value, look.lang),
            };
        }
        _ => return names.show(value, look.lang),
    };
    crate::Named::new(known.unwrap_or(value), look.lang)
}

/// Returns a range of amounts such as `100..999` with the digits of the interface.
fn range(value: &str, look: &Look) -> String {
    let end = |end: &str| end.parse().map_or_else(|_| end.to_owned(), |end| look.number(end));
    match value.split_once("..") {
        Some((from, to)) => format!("{}–{}", end(from), end(to)),
        None => end(value),
    }
}
