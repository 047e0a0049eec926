//! Extraction takes no more than eight times a page's size beside the page, whatever the page is made of.
//!
//! One test alone stands here: the peak is the whole process's.

use lang::Packs;
use model::{DocId, Given, Page, PageKind};

#[global_allocator]
static PEAK: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// So many times the page's size may be taken beside it.
const MOST: usize = 8;

fn page(bytes: Vec<u8>, kind: PageKind) -> Page {
    Page {
        id: DocId::of_bytes(&bytes),
        path: "page".into(),
        bytes,
        kind,
        charset: None,
        given: Given { url: Some("https://lok.example/news/1".into()), ..Given::default() },
    }
}

/// Checks the peak of a page of a million bytes that is made of one piece.
fn check(kind: PageKind, piece: &str) {
    let page = page(piece.repeat(1_000_000 / piece.len()).into_bytes(), kind);
    PEAK.reset_peak_usage();
    let before = PEAK.current_usage();
    let _ = std::hint::black_box(extract::extract(&page, Packs::embedded()));
    let taken = PEAK.peak_usage().saturating_sub(before);
    let times = taken as f64 / page.bytes.len() as f64;
    assert!(taken <= page.bytes.len() * MOST, "{times:.1} times the page: {piece:?}");
}

#[test]
fn a_page_takes_no_more_than_eight_times_its_size() {
    let article = "<article class='story'><h2 class='story__title'><a href='/news/bridge-work-stops'>Bridge work stops \
                   after the builder is charged</a></h2><p class='story__text'>The builder of the bridge was charged on \
                   Monday, the police said, and the work will stop until the court has heard both sides.</p></article>";
    // What all pages share is built first.
    let _ = extract::extract(&page(article.as_bytes().to_vec(), PageKind::Html), Packs::embedded());
    let _ = extract::extract(&page(b"One line.\n\nTwo lines.".to_vec(), PageKind::Text), Packs::embedded());
    check(PageKind::Html, article);
    check(
        PageKind::Html,
        "<li class='menu-item'><a href='https://lok.example/desh'>देश की खबरें और राज्य</a></li>\n", // News of the country
    );
    check(PageKind::Html, "<script>window.dataLayer.push({\"event\": \"page\", \"id\": 5});</script>\n");
    check(
        PageKind::Html,
        "<p>The talks on the dam ended on Monday without any result, officials of both countries said late at night.</p>\n",
    );
    check(
        PageKind::Text,
        "The talks on the dam ended on Monday without any result, officials of both countries said late at night.\n\n",
    );
}
