//! What was set aside from a page as furniture, in the place where it stood.

use crate::{Look, Quoted};
use model::{Article, Furniture, FurnitureKind};

/// Pieces set aside in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// How many of what, in words.
    pub told: String,
    /// What each is and what it says.
    pub pieces: Vec<(&'static str, Quoted)>,
    /// How many are not shown, in words.
    pub more: Option<String>,
    /// Whether it is short enough to stand in the open.
    pub open: bool,
}

/// What was set aside from an article, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asides {
    /// What stood before each block; the last is what stood after all of them.
    pub before: Vec<Option<Aside>>,
    /// What stood in no known place.
    pub unplaced: Option<Aside>,
}

impl Asides {
    /// Puts the furniture of an article back between its blocks, so many pieces in each place.
    pub fn of(article: &Article, most: usize, look: &Look) -> Self {
        // Where blocks stand out of order, a piece goes behind the last block that begins before it.
        let mut starts = Vec::with_capacity(article.blocks.len());
        let mut furthest = 0;
        for block in &article.blocks {
            furthest = block.source.map_or(furthest, |[start, _]| furthest.max(start));
            starts.push(furthest);
        }
        let placed = article.blocks.iter().any(|block| block.source.is_some());
        let mut before: Vec<Vec<&Furniture>> = vec![Vec::new(); starts.len() + 1];
        let mut unplaced = Vec::new();
        for piece in article.furniture.iter().filter(|piece| !piece.text.trim().is_empty()) {
            match piece.source.filter(|_| placed) {
                Some([start, _]) => before[starts.partition_point(|block| *block <= start)].push(piece),
                None => unplaced.push(piece),
            }
        }
        let aside = |pieces: Vec<&Furniture>| aside(&pieces, &article.lang, most, look);
        Self { before: before.into_iter().map(aside).collect(), unplaced: aside(unplaced) }
    }
}

/// So many letters of a piece are shown.
const LONGEST: usize = 160;

fn aside(pieces: &[&Furniture], lang: &str, most: usize, look: &Look) -> Option<Aside> {
    let mut kinds: Vec<(&'static str, usize)> = Vec::new();
    for piece in pieces {
        let name = name(piece.kind);
        match kinds.iter_mut().find(|(held, _)| *held == name) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name, 1)),
        }
    }
    let word = |name: &str| look.find(&format!("furniture.{name}")).unwrap_or_default();
    let told: Vec<String> = (kinds.iter())
        .map(|(name, count)| match count {
            1 => word(name).to_owned(),
            _ => format!("{} ×{}", word(name), look.number(*count)),
        })
        .collect();
    let shown = pieces.iter().take(most);
    let shown: Vec<(&'static str, Quoted)> =
        shown.map(|piece| (word(name(piece.kind)), Quoted::new(&piece.text, lang).cut(LONGEST))).collect();
    (!pieces.is_empty()).then(|| Aside {
        told: told.join(", "),
        open: pieces.len() <= 2 && shown.iter().all(|(_, text)| text.text().len() < 300),
        more: look.more(pieces.len(), shown.len()),
        pieces: shown,
    })
}

/// Returns the stable name of a kind.
fn name(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::Menu => "menu",
        FurnitureKind::Related => "related",
        FurnitureKind::Ad => "ad",
        FurnitureKind::AuthorBox => "author-box",
        FurnitureKind::Byline => "byline",
        FurnitureKind::Tags => "tags",
        FurnitureKind::Share => "share",
        FurnitureKind::Comments => "comments",
        FurnitureKind::Subscription => "subscription",
        FurnitureKind::Ticker => "ticker",
        FurnitureKind::Copyright => "copyright",
        FurnitureKind::Cookie => "cookie",
        FurnitureKind::Title => "title",
        FurnitureKind::Widget => "widget",
        _ => "other",
    }
}
