//! The task `pages`: any number of different pages for scale tests.
//!
//! A page takes one demo article's frame and paragraphs of others in its language, gets numbers, a date and an
//! outlet of its own, and is padded with furniture. Page `i` of a seed is the same whatever the count.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::bad;
use crate::chance::Chance;
use crate::demo;
use crate::furniture::Furniture;
use crate::moment::Moment;
use crate::outlet::Outlet;
use crate::page::Press;
use crate::problem::refuse;
use crate::source::{Article, Block, Quirk};

/// How many pages, which, and how large.
pub(crate) struct Order {
    pub(crate) count: usize,
    pub(crate) seed: u64,
    pub(crate) size: usize,
}

/// What a folder holds at most.
const FOLDER: usize = 1_000;

/// Quirks that leave a page readable; most pages have none.
const QUIRKS: [Quirk; 5] =
    [Quirk::Amp, Quirk::JsonLdWrong, Quirk::JsonLdAbsent, Quirk::JsonLdBroken, Quirk::DuplicateBody];

/// Writes the pages under `out`, which must be empty; lists bad files on stdout.
pub(crate) fn write(corpus: &Path, out: &Path, order: &Order, bad: Option<bad::Kinds>) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("make {}", out.display()))?;
    if fs::read_dir(out).with_context(|| format!("read {}", out.display()))?.next().is_some() {
        bail!("write pages to {}: the folder is not empty", out.display());
    }
    let press = Press::new(corpus)?;
    let mut problems = Vec::new();
    let articles = demo::articles(corpus, &press, &mut problems)?;
    refuse(problems)?;
    let bad = bad.map(|kinds| bad::plan(order.count, &kinds)).unwrap_or_default();
    for at in 0..order.count {
        let folder = format!("{:04}", at / FOLDER);
        if at % FOLDER == 0 {
            fs::create_dir(out.join(&folder)).with_context(|| format!("make {folder}"))?;
        }
        let (name, page) = page(&press, &articles, at, order)?;
        if let Some(kind) = bad.get(&at) {
            let path = format!("{folder}/{name}.{}", kind.extension());
            kind.write(&out.join(&path), &page).with_context(|| format!("write {path}"))?;
            println!("{path}\t{}", kind.name());
        } else {
            let path = format!("{folder}/{name}.html");
            fs::write(out.join(&path), page).with_context(|| format!("write {path}"))?;
        }
    }
    eprintln!("{} pages, {} of them bad", order.count, bad.len());
    Ok(())
}

/// Returns the name and the text of page `at`.
fn page(press: &Press, articles: &[Article], at: usize, order: &Order) -> Result<(String, String)> {
    let mut chance = Chance::new(order.seed.rotate_left(32) ^ at as u64);
    let article = recombine(press, articles, at, &mut chance)?;
    let printed = press.print(&article)?;
    let mut page = String::from_utf8(printed.bytes).context("read a page back as UTF-8")?;
    let missing = order.size.saturating_sub(page.len());
    let end = page.rfind("</body>").or_else(|| page.rfind("</BODY>")).unwrap_or(page.len());
    page.insert_str(end, &padding(&press.furniture, missing, &mut chance)?);
    Ok((article.front.id, page))
}

/// Makes a new article out of one article's frame and the paragraphs of others in its language.
fn recombine(press: &Press, articles: &[Article], at: usize, chance: &mut Chance) -> Result<Article> {
    let mut made = chance.pick(articles).context("find an article to start from")?.clone();
    let lang = made.front.lang.clone();
    let others: Vec<&Article> = articles.iter().filter(|article| article.front.lang == lang).collect();
    let outlets: Vec<&Outlet> = press.outlets.outlet.iter().filter(|outlet| outlet.lang == lang).collect();
    let outlet = chance.pick(&outlets).with_context(|| format!("find an outlet that prints {lang}"))?;

    for block in made.blocks.iter_mut().skip(1) {
        if chance.below(3) == 0
            && let Some(other) = chance.pick(&others)
            && let Some(taken @ Block::Paragraph(_)) = chance.pick(&other.blocks[1..])
        {
            *block = taken.clone();
        }
        if let Block::Paragraph(text) | Block::Subhead(text) | Block::Caption(text) = block {
            *text = renumber(text, chance);
        }
    }
    let front = &mut made.front;
    front.id = format!("page-{at:07}");
    front.outlet.clone_from(&outlet.id);
    let (minute, hour) = (chance.below(60), 5 + chance.below(18));
    let days = i64::try_from(chance.below(730)).unwrap_or(0);
    let day = Moment::parse("2024-01-01")?.moved(days, 0).date;
    front.published = Some(format!("{day}T{hour:02}:{minute:02}+05:30"));
    front.date_shown = None;
    front.path = format!("news/{}/{:02}/{}", day.year(), day.month(), front.id);
    front.title = renumber(&front.title, chance);
    front.subtitle = front.subtitle.as_ref().map(|text| renumber(text, chance));
    front.quirks = QUIRKS.get(chance.below(60)).copied().into_iter().collect();
    Ok(made)
}

/// Gives every number of up to five digits other digits; four-digit years stay.
fn renumber(text: &str, chance: &mut Chance) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let number = &rest[..end];
        if end > 5 || end == 4 && (number.starts_with("19") || number.starts_with("20")) {
            out.push_str(number);
        } else {
            // Up to two digits stay below 28, so that days of a month stay days of a month.
            let low = if end == 1 { 1 } else { 10usize.pow(u32::try_from(end).unwrap_or(1) - 1) };
            let high = match end {
                1 => 9,
                2 => 28,
                _ => low * 10 - 1,
            };
            out.push_str(&(low + chance.below(high - low + 1)).to_string());
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Returns about `size` bytes of what fills real pages: cards of other news and the data of scripts.
fn padding(furniture: &Furniture, size: usize, chance: &mut Chance) -> Result<String> {
    if size < 400 {
        return Ok(String::new());
    }
    let headlines = furniture.draw("headlines", usize::MAX)?;
    let headline = |chance: &mut Chance| chance.pick(&headlines).cloned().unwrap_or_default();
    let mut out = String::from("\n<section class=\"more-news\">\n");
    while out.len() < size * 2 / 5 {
        let (number, title, lead) = (chance.below(1_000_000), headline(chance), headline(chance));
        out.push_str(&format!(
            "<div class=\"more-card\" data-id=\"{number}\"><a href=\"/more/{number}\"><img loading=\"lazy\" \
             src=\"/img/{number}-320.jpg\" alt=\"\"><h4>{title}</h4></a><p>{lead}</p></div>\n"
        ));
    }
    out.push_str("</section>\n<script>window.__MORE__=[");
    while out.len() + 40 < size {
        let (number, slot) = (chance.below(1_000_000), chance.next());
        let title = headline(chance);
        out.push_str(&format!(
            "{{\"id\":{number},\"slot\":\"{slot:016x}\",\"t\":{title:?},\"w\":[320,640,1280]}},"
        ));
    }
    out.push_str("null];</script>\n");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_change_and_years_stay() {
        let out = renumber("14 जुलाई 2025 को 7 मरे, 12,500 बेघर", &mut Chance::new(3));
        assert!(out.contains(" जुलाई 2025 को "), "{out}");
        assert_ne!(out, "14 जुलाई 2025 को 7 मरे, 12,500 बेघर");
        assert_eq!(out.chars().count(), "14 जुलाई 2025 को 7 मरे, 12,500 बेघर".chars().count());
    }

    #[test]
    fn padding_comes_near_the_size() {
        let furniture = crate::furniture::tests::furniture("headlines", &["एक खबर", "दूसरी खबर"]);
        let out = padding(&furniture, 5_000, &mut Chance::new(1)).unwrap();
        assert!((4_900..5_300).contains(&out.len()), "{}", out.len());
        assert_eq!(padding(&furniture, 0, &mut Chance::new(1)).unwrap(), "");
    }
}
