//! The search page.

use super::visit::Visit;
use crate::api::search::{Found, search as find};
use crate::shelf::View;
use axum::response::Response;
use model::Standing;
use pages::search::{Facet, FacetValue, Hit, HitKind, SearchView, Target};
use pages::{Look, Marked, Names, Quoted};
use search::Kind;

/// So many hits stand on a page.
const HITS: usize = 20;

/// What was found can be paged through so far.
const PAGES: usize = 500;

/// Parameters of the address that are no part of the query.
const OTHERS: [&str; 2] = ["page", "all"];

/// Shows what was found.
pub(super) async fn search(mut visit: Visit) -> Response {
    let app = visit.ask.app.clone();
    visit.ask.depends_on(&format!("i{}", app.index().generation()));
    visit
        .page(move |view, look| {
            let pairs = look.address.pairs().iter().filter(|(name, _)| !OTHERS.contains(&name.as_str()));
            // Pages say `event` where the query language says `type`.
            let pairs =
                pairs.map(|(name, value)| (if name == "event" { "type" } else { name }, value.as_str()));
            let pairs: Vec<(&str, &str)> = pairs.collect();
            let asked = look.address.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
            let page = usize::clamp(asked, 1, PAGES);
            let found = find(&app, view, &pairs, (page - 1) * HITS, HITS)?;
            let pages =
                usize::try_from(found.results.total).unwrap_or(usize::MAX).div_ceil(HITS).clamp(1, PAGES);
            Ok(shown(view, &found, (page, pages), look))
        })
        .await
}

fn shown(view: &View<'_>, found: &Found, (page, pages): (usize, usize), look: &Look) -> String {
    let names = view.book();
    let hits: Vec<Hit> =
        found.results.hits.iter().filter_map(|hit| worded(view, hit, &names, look)).collect();
    let facets: Vec<Facet> = found
        .results
        .facets
        .iter()
        .map(|facet| Facet {
            field: if facet.name == "type" { "event" } else { facet.name }.to_owned(),
            values: facet
                .values
                .iter()
                .map(|value| FacetValue {
                    value: value.value.clone(),
                    label: None,
                    count: usize::try_from(value.count).unwrap_or(usize::MAX),
                })
                .collect(),
        })
        .collect();
    let problem = found.notes.first().map(|note| note.message.clone());
    let view = SearchView {
        total: usize::try_from(found.results.total).unwrap_or(usize::MAX),
        page,
        pages,
        hits: &hits,
        facets: &facets,
        problem: problem.as_deref(),
        names: &names,
    };
    pages::search::search(&view, look)
}

fn worded(view: &View<'_>, hit: &search::Hit, names: &Names, look: &Look) -> Option<Hit> {
    let kind = match hit.kind {
        Kind::Claim => HitKind::Claim,
        Kind::Entity => HitKind::Entity,
        Kind::Article => HitKind::Article,
        _ if hit.also.contains(&Kind::Statement) => HitKind::Statement,
        _ if hit.also.contains(&Kind::Event) => HitKind::Event,
        _ => HitKind::Sentence,
    };
    let target = match (&hit.claim, &hit.entity, &hit.article, hit.span) {
        (Some(claim), ..) => Target::Claim(claim.clone()),
        (None, Some(entity), ..) if hit.kind == Kind::Entity => Target::Entity(entity.clone()),
        (None, _, Some(article), Some(span)) if hit.kind != Kind::Article => {
            Target::Passage(article.clone(), span)
        }
        (None, _, Some(article), _) => Target::Article(article.clone()),
        _ => return None,
    };
    // An entity is shown by its name in the reader's language and an article by its headline, where there are any; all
    // else by its words around what matched.
    let text = match &hit.title {
        Some(name) if hit.kind == Kind::Entity => {
            let shown = names.show_id(hit.entity.as_ref(), name, look.lang);
            if shown.text() == name {
                Marked::new(name, &hit.lang, &hit.title_highlights)
            } else {
                Marked::new(shown.text(), "und", &[])
            }
        }
        Some(title) if hit.kind == Kind::Article => Marked::new(title, &hit.lang, &hit.title_highlights),
        _ => snippet(hit),
    };
    // Tables tell this without the record of the thread, which may be large.
    let support = hit.claim.as_ref().zip(hit.thread.as_ref()).and_then(|(claim, thread)| {
        let support = view.reader.claim_support(thread, claim).ok()??;
        serde_json::from_value::<Standing>(serde_json::Value::from(support)).ok()
    });
    let story = hit.story.as_ref().and_then(|id| {
        let (title, lang) = view.reader.story_title(id).ok()??;
        Some((id.clone(), Quoted::new(&title, lang.as_deref().unwrap_or("und"))))
    });
    let said = (kind == HitKind::Statement).then_some(hit.date_said).flatten();
    Some(Hit {
        kind,
        target,
        text,
        chain: hit.chain.clone(),
        support,
        certainty: None,
        happened: hit.date_happened,
        said,
        published: if said.is_none() { hit.date_said } else { None },
        story,
    })
}

/// Returns the part of a hit's text to show first, with what matched.
fn snippet(hit: &search::Hit) -> Marked {
    let part = hit.snippet;
    let text = part.of(&hit.text).unwrap_or(&hit.text);
    let inside = hit.highlights.iter().filter(|mark| part.covers(**mark));
    let marks: Vec<_> = inside
        .map(|mark| model::Span { start: mark.start - part.start, end: mark.end - part.start })
        .collect();
    Marked::new(text, &hit.lang, &marks)
}
