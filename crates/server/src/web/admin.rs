//! The sources and the workings of the library.

use super::desk::source;
use super::visit::Visit;
use crate::problem::Instead;
use crate::shelf::View;
use axum::response::Response;
use model::{Correction, Fix};
use pages::Look;
use pages::admin::{AdminView, Correction as Shown, Licence};
use pages::desk::SourceHealth;

/// So many corrections are listed.
const CORRECTIONS: usize = 200;

/// So many inputs set aside are listed at most.
const ASIDE: usize = 500;

/// Shows the sources, what was set aside, who corrected what, versions and licences.
pub(super) async fn admin(mut visit: Visit) -> Response {
    // What is set aside does not change the library's generation.
    let aside = visit.ask.app.shelf().read(|view| Ok(view.reader.set_aside()?.len())).await.unwrap_or(0);
    visit.ask.depends_on(&format!("a{aside}"));
    let packs = visit.ask.app.packs();
    let own = env!("CARGO_PKG_VERSION");
    let versions =
        vec![("sutradhar".to_owned(), own.to_owned()), ("packs".to_owned(), packs.fingerprint().to_owned())];
    let licence = |what: String, licence: &str| Licence { what, licence: licence.to_owned(), href: None };
    let mut licences = vec![licence("sutradhar".to_owned(), "MIT OR Apache-2.0")];
    licences.extend(packs.iter().map(|pack| licence(pack.code.to_string(), &pack.info.licence)));
    visit.page(move |view, look| page(view, look, versions, &licences)).await
}

fn page(
    view: &View<'_>,
    look: &Look,
    mut versions: Vec<(String, String)>,
    licences: &[Licence],
) -> Result<String, Instead> {
    let sources: Vec<SourceHealth> = view.outlets()?.iter().map(source).collect();
    let mut set_aside = view.reader.set_aside()?;
    let set_aside_total = set_aside.len();
    set_aside.truncate(ASIDE);
    let mut corrections = view.reader.corrections()?;
    corrections.reverse();
    corrections.truncate(CORRECTIONS);
    let corrections: Vec<Shown> = corrections.into_iter().map(|made| shown(view, made)).collect();
    versions.push(("library".to_owned(), view.generation.to_string()));
    let names = view.book();
    Ok(pages::admin::admin(
        &AdminView {
            sources: &sources,
            versions: &versions,
            set_aside: &set_aside,
            set_aside_total,
            corrections: &corrections,
            licences,
            token: None,
            names: &names,
        },
        look,
    ))
}

/// Words a correction in the terms of the library.
fn shown(view: &View<'_>, made: Correction) -> Shown {
    use pages::address;
    let entity = |id| view.reader.entity(id).ok().flatten().map_or_else(|| id.to_string(), |line| line.name);
    let title = |id| {
        let document = view.document(id).ok();
        document.and_then(|document| document.article().title.clone()).unwrap_or_else(|| id.to_string())
    };
    let (about, href) = match &made.fix {
        Fix::MergeEntities { entity: one, into } => {
            (format!("{} → {}", entity(one), entity(into)), Some(address::entity(into)))
        }
        Fix::SplitEntity { entity: one, article } => {
            (format!("{}: {}", entity(one), title(article)), Some(address::article(article)))
        }
        Fix::MoveArticle { article, .. } => (title(article), Some(address::article(article))),
        Fix::Speaker { article, span, speaker, .. } => {
            (speaker.clone().unwrap_or_else(|| title(article)), Some(address::passage(article, *span)))
        }
        Fix::Remark { claim } => (claim.to_string(), Some(address::claim(claim))),
        _ => (String::new(), None),
    };
    let kind = match made.fix.kind() {
        "speaker" => "wrong-speaker",
        "remark" => "claim-note",
        kind => kind,
    };
    Shown {
        id: made.id.to_string(),
        kind: kind.to_owned(),
        about,
        href,
        author: made.author,
        at: made.at.parse().ok(),
        reason: made.reason,
        undone: made.undone.and_then(|undone| undone.at.parse().ok()),
    }
}
