//! Pages that hold no text to judge: errors, walls, pictures, slivers beside lists of links.

use crate::draft::Draft;
use crate::passage::{ends_sentence, weigh};
use lang::{Packs, Refusal};
use model::{FurnitureKind, SetAsideReason};

/// Below this much running text, in letters, there is no article.
const LEAST_TEXT: u32 = 90;
/// A body shorter than this is weighed against the page's links.
const SHORT_TEXT: u32 = 300;
/// A page with this much text in links for each letter of its body is a list.
const LIST_SHARE: u32 = 12;
/// An article that is headed by words of errors is longer than this.
const LONGEST_ERROR: u32 = 1_500;
/// What a wall says beside its notices is shorter than this.
const LONGEST_WALL: u32 = 1_500;

/// What is known of a page before it is judged.
pub(crate) struct Draughted<'a> {
    /// Its headings and the names it gives itself.
    pub(crate) titles: &'a [String],
    pub(crate) draft: &'a Draft,
    /// How much text it is in links, in letters.
    pub(crate) links: u32,
    /// Whether it says that it is an article, with a date.
    pub(crate) says_article: bool,
    /// Whether it shows pictures.
    pub(crate) pictures: &'a dyn Fn() -> bool,
}

/// Returns how much text a draft keeps, in letters.
pub(crate) fn body(draft: &Draft) -> u32 {
    draft.blocks.iter().map(|block| block.weight).sum()
}

/// Returns why a page is set aside before it is judged, and what to do.
///
/// Refuses `404 | Prabhat Lok` over a few lines, a page of notices about cookies, a page that is a picture, and a
/// sliver of text beside a list. Takes an article that is headed `404` if it says that it is an article or runs long.
pub(crate) fn refusal(page: &Draughted<'_>, packs: &Packs) -> Option<(SetAsideReason, &'static str)> {
    let draft = page.draft;
    let body = body(draft);
    let sentences = draft.blocks.iter().filter(|block| ends_sentence(&block.text)).count();
    let headed = |wanted: Refusal| {
        page.titles
            .iter()
            .flat_map(|title| parts(title))
            .any(|part| packs.refusals().whole(part) == Some(wanted))
    };
    if body < LONGEST_ERROR && !page.says_article && headed(Refusal::Error) {
        return Some((
            SetAsideReason::ErrorPage,
            "the page says that there is none at its address; fetch it again, or give the address it moved to",
        ));
    }
    let of_kind = |kind: FurnitureKind| -> (usize, u32) {
        let lines = draft.furniture.iter().filter(|line| line.kind == kind);
        lines.fold((0, 0), |(count, sum), line| (count + 1, sum + weigh(&line.text)))
    };
    let (notices, noticed) = of_kind(FurnitureKind::Cookie);
    let wall = (noticed > body.max(LEAST_TEXT) && body < SHORT_TEXT)
        || (body < LONGEST_WALL && headed(Refusal::Consent))
        || (notices >= 3 && body < SHORT_TEXT);
    if wall && !page.says_article {
        return Some((
            SetAsideReason::ConsentWall,
            "the page asks for consent and shows nothing else; save it from a browser after agreeing",
        ));
    }
    let links = if page.says_article { 0 } else { page.links / LIST_SHARE };
    if body < LEAST_TEXT && links < LEAST_TEXT {
        let shown: u32 = draft.furniture.iter().map(|line| weigh(&line.text)).sum();
        let advice = if shown + body < LEAST_TEXT * 2 && (page.pictures)() {
            "the page is a picture with hardly any text; give the text that the picture shows"
        } else {
            "no running text was found; if it is an article, give its text with \"verbatim\": true"
        };
        return Some((SetAsideReason::NoArticle, advice));
    }
    if body < LEAST_TEXT || sentences == 0 || (body < SHORT_TEXT && links > body) {
        return Some((
            SetAsideReason::Listing,
            "it looks like a list of links; give the pages that it links to",
        ));
    }
    None
}

/// Returns a title whole, and its parts, as an outlet's name is set apart from a headline.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let cut = title.split(['|', '–', '—', '·', '»']).flat_map(|part| part.split(" - ")).map(str::trim);
    std::iter::once(title).chain(cut)
}
