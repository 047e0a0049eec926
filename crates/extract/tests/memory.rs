//! What the pages of an outlet have in common is learned and left out; extraction is right without it.

use extract::OutletMemory;
use lang::Packs;
use model::{DocId, Given, Page, PageKind};

fn page(host: &str, at: usize, body: &str) -> Page {
    Page {
        id: DocId::given(format!("{host}/{at}")),
        path: format!("{at}.html"),
        bytes: body.as_bytes().to_vec(),
        kind: PageKind::Html,
        charset: None,
        given: Given { url: Some(format!("https://{host}/news/{at}")), ..Given::default() },
    }
}

const PROMISE: &str =
    "Our reporters are on the road for you every day of the year, in every village of the valley.";

fn story(at: usize) -> String {
    let rivers = ["Bresk", "Orna", "Tavi", "Lune", "Kessa", "Dova", "Mirna", "Sarn"];
    let river = rivers[at % rivers.len()];
    format!(
        "The {river} rose by {at} metres on Monday, and the town below the dam moved its school to the hill, the council said. \
         The bridge over the {river} will stay closed until engineers have looked at all of its {at} piers."
    )
}

fn html(at: usize, extra: &str) -> String {
    format!(
        "<title>Report {at}</title><div class=story><h1>Report {at} on the river</h1><p>{}</p><p>{PROMISE}</p>{extra}</div>",
        story(at)
    )
}

fn memory(pages: &[Page]) -> OutletMemory {
    let mut memory = OutletMemory::default();
    pages.iter().for_each(|page| memory.see(page, Packs::embedded()));
    memory
}

fn text(page: &Page, memory: Option<&OutletMemory>) -> String {
    extract::extract_with(page, Packs::embedded(), memory).expect("the page holds an article").text
}

fn pages(host: &str, count: usize) -> Vec<Page> {
    (1..=count).map(|at| page(host, at, &html(at, ""))).collect()
}

#[test]
fn a_line_on_three_other_pages_goes_with_its_place_kept() {
    let pages = pages("lok.example", 5);
    let known = memory(&pages[..4]);
    // Three other pages for a page that was seen, three for one that was not.
    for page in &pages {
        assert!(text(page, None).contains(PROMISE));
        assert!(!text(page, Some(&known)).contains(PROMISE));
        assert!(text(page, Some(&known)).contains("engineers"));
    }
    let article = extract::extract_with(&pages[0], Packs::embedded(), Some(&known)).unwrap();
    let line = article.furniture.iter().find(|line| line.text == PROMISE).expect("it stands aside");
    let [from, to] = line.source.expect("it has a place");
    let bytes = std::str::from_utf8(&pages[0].bytes).unwrap();
    assert_eq!(&bytes[from as usize..to as usize], PROMISE);
}

#[test]
fn a_line_on_fewer_pages_or_of_another_outlet_stays() {
    let few = pages("lok.example", 3);
    assert!(text(&few[0], Some(&memory(&few))).contains(PROMISE));
    let other = page("meridian.example", 1, &html(1, ""));
    assert!(text(&other, Some(&memory(&pages("lok.example", 5)))).contains(PROMISE));
}

#[test]
fn an_article_at_several_addresses_is_no_furniture() {
    let same: Vec<Page> = (1..=6).map(|at| page("lok.example", at, &html(1, ""))).collect();
    assert!(text(&same[0], Some(&memory(&same))).contains("engineers"));
}

#[test]
fn a_page_seen_again_counts_once() {
    let one = page("lok.example", 1, &html(1, ""));
    let again = vec![one.clone(), one.clone(), one.clone(), one.clone()];
    assert_eq!(memory(&again).pages(), 1);
    assert!(text(&one, Some(&memory(&again))).contains(PROMISE));
}

#[test]
fn what_stands_outside_of_the_learned_element_goes() {
    let with_aside = |at: usize, aside: &str| {
        format!(
            "<div class=page><div class=story><h1>Report {at}</h1><p>{}</p><p>{}</p></div>{aside}</div>",
            story(at),
            story(at + 3)
        )
    };
    let mut pages: Vec<Page> = (1..=5).map(|at| page("lok.example", at, &with_aside(at, ""))).collect();
    let aside = "<div class=pool><p>The town by the sea painted its boats blue this week, and the harbour master said that he likes it.</p></div>";
    pages.push(page("lok.example", 9, &with_aside(9, aside)));
    assert!(text(&pages[5], None).contains("harbour"));
    assert!(!text(&pages[5], Some(&memory(&pages))).contains("harbour"));
}

#[test]
fn the_order_of_pages_and_a_way_through_a_file_change_nothing() {
    let mut pages = pages("lok.example", 100);
    pages.extend((1..=5).map(|at| page("meridian.example", at, &html(at, ""))));
    let forth = memory(&pages);
    pages.reverse();
    let mut back = memory(&pages[..50]);
    back.join(memory(&pages[50..]));
    assert_eq!(forth, back);
    assert_eq!(forth.pages(), 64 + 5);
    let text = serde_json::to_string(&forth).unwrap();
    assert_eq!(text, serde_json::to_string(&back).unwrap());
    assert_eq!(serde_json::from_str::<OutletMemory>(&text).unwrap(), forth);
}

#[test]
fn a_page_is_never_refused_for_what_is_known_of_its_outlet() {
    let short = |at: usize| {
        format!(
            "<p>Report {at} on the river says that the water rose by {at} metres in the last week.</p>\
             <p>Our reporters bring you the news of the river every morning.</p>"
        )
    };
    let pages: Vec<Page> = (1..=5).map(|at| page("lok.example", at, &short(at))).collect();
    assert_eq!(text(&pages[0], Some(&memory(&pages))), text(&pages[0], None));
}
