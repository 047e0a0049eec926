//! The sources and the workings: what is read, in which versions, what was set aside and why, who corrected what.

use crate::desk::SourceHealth;
use crate::layout::{Frame, render};
use crate::{Look, Mixed, Named, Names, Place, address, assets, clean};
use askama::Template;
use model::{Moment, SetAside};

/// What the page of the administration shows.
#[derive(Clone, Copy)]
pub struct AdminView<'a> {
    /// Each source.
    pub sources: &'a [SourceHealth],
    /// What is at work in which version: `sutradhar`, `packs`, `library`.
    pub versions: &'a [(String, String)],
    /// Pages that were set aside, the newest first.
    pub set_aside: &'a [SetAside],
    /// How many were set aside in all.
    pub set_aside_total: usize,
    /// Corrections, the newest first.
    pub corrections: &'a [Correction],
    /// Under which licences parts and data stand.
    pub licences: &'a [Licence],
    /// What forms must send back to be taken.
    pub token: Option<&'a str>,
    /// The names of who and what is shown.
    pub names: &'a Names,
}

/// A correction that a person made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The id.
    pub id: String,
    /// What was done: `merge-entities`, `split-entity`, `move-article`, `wrong-speaker`, `claim-note`.
    pub kind: String,
    /// To what, in the words of the record.
    pub about: String,
    /// The page that shows it.
    pub href: Option<String>,
    /// Who did it.
    pub author: String,
    /// When.
    pub at: Option<Moment>,
    /// Why.
    pub reason: String,
    /// When it was undone.
    pub undone: Option<Moment>,
}

/// A part or a set of data and the licence that it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// What: `sutradhar`, or the code of a language whose pack it is.
    pub what: String,
    /// The licence.
    pub licence: String,
    /// Where it can be read.
    pub href: Option<String>,
}

struct SourceRow {
    name: Named,
    state: &'static str,
    sign: &'static str,
    word: String,
    articles: String,
    last: String,
    error: Option<String>,
}

struct AsideRow {
    path: String,
    reason: &'static str,
    advice: String,
}

struct CorrectionRow {
    word: String,
    about: Named,
    href: Option<String>,
    author: Named,
    at: String,
    reason: Named,
    undo: Option<String>,
    undone: Option<String>,
}

#[derive(Template)]
#[template(path = "admin.html")]
struct AdminPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    sources: Vec<SourceRow>,
    versions: Vec<(Mixed, String)>,
    aside: Vec<AsideRow>,
    aside_total: String,
    aside_more: Option<String>,
    corrections: Vec<CorrectionRow>,
    licences: Vec<(Mixed, Mixed, Option<String>)>,
    font_licences: Vec<String>,
    token: Option<&'a str>,
    all_href: String,
}

/// So many pages set aside are listed at first.
const ASIDE: usize = 15;
/// So many are listed when all are wanted.
const MOST_ASIDE: usize = 500;

/// Returns the page of the administration.
pub fn admin(view: &AdminView<'_>, look: &Look) -> String {
    let most = if look.address.get("all").is_some() { MOST_ASIDE } else { ASIDE };
    let mut sources: Vec<&SourceHealth> = view.sources.iter().collect();
    sources.sort_by(|a, b| (a.state, &a.name).cmp(&(b.state, &b.name)));
    let shown = view.set_aside.len().min(most);
    render(&AdminPage {
        frame: Frame::of(look, Place::Admin, look.word("admin.head")),
        look,
        sources: sources.into_iter().map(|source| source_row(source, view.names, look)).collect(),
        versions: view.versions.iter().map(|(what, version)| (part(what, look), clean(version))).collect(),
        aside: view.set_aside.iter().take(most).map(|aside| aside_row(aside, look)).collect(),
        aside_total: look.number(view.set_aside_total),
        aside_more: look.more(view.set_aside_total, shown),
        corrections: view.corrections.iter().map(|one| correction_row(one, view.names, look)).collect(),
        licences: view.licences.iter().map(|licence| licence_row(licence, look)).collect(),
        font_licences: assets::licences(),
        token: view.token,
        all_href: look.address.with("all", "1").to_string(),
    })
}

fn source_row(source: &SourceHealth, names: &Names, look: &Look) -> SourceRow {
    SourceRow {
        name: names.show(&source.name, look.lang),
        state: source.state.name(),
        sign: source.state.sign(),
        word: look.word(&format!("source.{}.one", source.state.name())).to_owned(),
        articles: look.number(source.articles),
        last: source.last.map_or_else(|| look.word("date.none").to_owned(), |last| look.minute(last)),
        error: source.error.as_deref().map(clean),
    }
}

fn aside_row(aside: &SetAside, look: &Look) -> AsideRow {
    AsideRow {
        path: clean(&aside.path),
        reason: look.find(&format!("aside.{}", aside.reason.name())).unwrap_or_else(|| aside.reason.name()),
        advice: clean(&aside.advice),
    }
}

fn correction_row(one: &Correction, names: &Names, look: &Look) -> CorrectionRow {
    let undo = format!("/admin/corrections/{}/undo", address::segment(&one.id));
    CorrectionRow {
        word: look.either(&format!("correction.{}", one.kind), &one.kind),
        about: names.show(&one.about, look.lang),
        // Only paths of this server are linked.
        href: one.href.as_deref().map(|href| crate::Address::of(href).to_string()),
        author: Named::new(&one.author, look.lang),
        at: one.at.map(|at| look.minute(at)).unwrap_or_default(),
        reason: Named::new(&one.reason, look.lang),
        undo: one.undone.is_none().then_some(undo),
        undone: one.undone.map(|at| look.fill("admin.undone", &[&look.minute(at)])),
    }
}

fn licence_row(licence: &Licence, look: &Look) -> (Mixed, Mixed, Option<String>) {
    let href = licence.href.as_deref().and_then(address::web).map(str::to_owned);
    (part(&licence.what, look), Mixed::new(&licence.licence, look.lang), href)
}

/// Words a part of the program.
fn part(what: &str, look: &Look) -> Mixed {
    let word = look.find(&format!("part.{what}")).map(str::to_owned).or_else(|| {
        let language = look.find(&format!("language.{what}"))?;
        Some(look.fill("part.language", &[language]))
    });
    Mixed::new(word.as_deref().unwrap_or(what), look.lang)
}
