//! Shim.
use model::*;
/// Shim.
pub fn extract(page: &Page, _packs: &lang::Packs) -> Result<Article, SetAside> {
    Ok(Article {
        id: page.id.clone(),
        path: page.path.clone(),
        url: page.given.url.clone(),
        canonical_url: None,
        outlet: Outlet { name: page.given.outlet.clone(), domain: None, country: None },
        title: page.given.title.clone(),
        subtitle: None,
        authors: vec![],
        agencies: vec![],
        date: page.given.date,
        date_basis: DateBasis::None,
        modified: None,
        dateline: None,
        section: None,
        tags: vec![],
        lang: page.given.lang.clone().unwrap_or("und".into()),
        lang_confidence: Confidence::WEAK,
        text: String::from_utf8_lossy(&page.bytes).into_owned(),
        blocks: vec![],
        furniture: vec![],
        notes: vec![],
    })
}
