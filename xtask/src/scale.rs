//! The task `pages`: any number of pages of an invented country's news, for scale tests.
//!
//! Matters run over weeks, each with its own people and places, and get from one article to a few hundred.
//! Page `i` of a seed and a size is the same whatever the count and the part.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::bad;
use crate::chance::Chance;
use crate::country::Country;
use crate::padding::padding;
use crate::page::Press;
use crate::season::{PAGES, Season};
use crate::telling::{headline, tell};

/// How many pages, which, and how large.
pub(crate) struct Order {
    pub(crate) count: usize,
    pub(crate) seed: u64,
    pub(crate) size: usize,
    pub(crate) part: Part,
    /// Where to write which matter each page is about.
    pub(crate) key: Option<PathBuf>,
}

/// Which part of the pages is written: number `at` of `of`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    at: usize,
    of: usize,
}

/// What a folder holds at most.
const FOLDER: usize = 1_000;

/// From how many headlines of its season a page's furniture is drawn.
const HEADLINES: usize = 300;

/// Writes the pages to `out`: a folder, which must be empty, or a file of JSON Lines, packed or not.
/// Lists bad files on stdout.
pub(crate) fn write(
    (corpus, country): (&Path, &Path),
    out: &Path,
    order: &Order,
    bad: Option<bad::Kinds>,
) -> Result<()> {
    let mut writer = Writer::new(corpus, country, order)?;
    let (from, to) = order.part.of(order.count);
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    if name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") {
        if bad.is_some() {
            bail!("write bad files into {}: they need a folder", out.display());
        }
        let file = File::create(out).with_context(|| format!("write {}", out.display()))?;
        let file = BufWriter::with_capacity(1 << 20, file);
        if name.ends_with(".gz") {
            let mut packed = GzEncoder::new(file, Compression::fast());
            lines(&mut writer, from..to, &mut packed)?;
            packed.finish()?.flush()?;
        } else {
            let mut file = file;
            lines(&mut writer, from..to, &mut file)?;
            file.flush()?;
        }
    } else {
        files(&mut writer, from..to, out, order, bad)?;
    }
    if let Some(key) = &mut writer.key {
        key.flush().context("write the key")?;
    }
    eprintln!("{} pages", to - from);
    Ok(())
}

fn lines(writer: &mut Writer, range: std::ops::Range<usize>, out: &mut impl io::Write) -> Result<()> {
    for at in range {
        let page = writer.page(at)?;
        serde_json::to_writer(&mut *out, &json!({"id": page.id, "url": page.url, "html": page.html}))?;
        out.write_all(b"\n").context("write a line")?;
    }
    Ok(())
}

fn files(
    writer: &mut Writer,
    range: std::ops::Range<usize>,
    out: &Path,
    order: &Order,
    bad: Option<bad::Kinds>,
) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("make {}", out.display()))?;
    if fs::read_dir(out).with_context(|| format!("read {}", out.display()))?.next().is_some() {
        bail!("write pages to {}: the folder is not empty", out.display());
    }
    let bad = bad.map(|kinds| bad::plan(order.count, &kinds)).unwrap_or_default();
    for at in range {
        let folder: PathBuf = out.join(format!("{:04}", at / FOLDER));
        fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
        let page = writer.page(at)?;
        if let Some(kind) = bad.get(&at) {
            let path = folder.join(format!("{}.{}", page.id, kind.extension()));
            kind.write(&path, &page.html).with_context(|| format!("write {}", path.display()))?;
            println!("{:04}/{}.{}\t{}", at / FOLDER, page.id, kind.extension(), kind.name());
        } else {
            let path = folder.join(format!("{}.html", page.id));
            fs::write(&path, page.html).with_context(|| format!("write {}", path.display()))?;
        }
    }
    Ok(())
}

/// Writes one page after another.
struct Writer {
    press: Press,
    country: Country,
    seed: u64,
    size: usize,
    key: Option<BufWriter<File>>,
    /// The season in hand, with headlines in each language.
    season: Option<(Season, [Vec<String>; 2])>,
}

/// A page as written.
struct Written {
    id: String,
    url: String,
    html: String,
}

impl Writer {
    fn new(corpus: &Path, country: &Path, order: &Order) -> Result<Self> {
        let mut press = Press::new(corpus)?;
        let country = Country::read(country, &press.outlets)?;
        press.outlets.outlet.extend(country.outlets.iter().cloned());
        let key = order.key.as_ref().map(|path| {
            File::create(path).map(BufWriter::new).with_context(|| format!("write {}", path.display()))
        });
        let key = key.transpose()?;
        Ok(Self { press, country, seed: order.seed, size: order.size, key, season: None })
    }

    fn page(&mut self, at: usize) -> Result<Written> {
        let number = at / PAGES;
        if self.season.as_ref().is_none_or(|(season, _)| season.number != number) {
            let season = Season::new(&self.country, self.seed, number);
            let headlines = ["hi", "en"].map(|lang| headlines(&self.country, &season, lang));
            self.season = Some((season, headlines));
        }
        let (season, headlines) = self.season.as_ref().context("plan a season")?;
        let slot = season.slots.get(at % PAGES).context("find a page in its season")?;
        let matter = &season.matters[slot.matter];
        let happening = &matter.happenings[slot.happening];
        let mut chance = Chance::new(self.seed.rotate_left(32) ^ (at as u64).wrapping_mul(0x9e37_79b9));
        let outlet = chance.pick(&self.country.outlets).context("find an outlet")?;
        let when = (slot.day, slot.minute);
        let id = format!("page-{at:07}");
        if let Some(key) = &mut self.key {
            writeln!(key, "{id}\t{number}-{}\t{}", slot.matter, slot.happening).context("write the key")?;
        }
        let article = tell(&self.country, matter, happening, outlet, id, when, &mut chance)?;
        let printed = self.press.print(&article)?;
        let mut html = String::from_utf8(printed.bytes).context("read a page back as UTF-8")?;
        let missing = self.size.saturating_sub(html.len());
        let end = html.rfind("</body>").or_else(|| html.rfind("</BODY>")).unwrap_or(html.len());
        let others = if outlet.lang == "en" { &headlines[1] } else { &headlines[0] };
        html.insert_str(end, &padding(others, missing, &mut chance));
        Ok(Written { id: article.front.id, url: printed.url, html })
    }
}

/// Draws headlines of a season, which its pages set beside their articles.
fn headlines(country: &Country, season: &Season, lang: &str) -> Vec<String> {
    let mut chance = Chance::new(season.number as u64);
    let mut out = Vec::with_capacity(HEADLINES);
    for _ in 0..HEADLINES {
        let Some(matter) = chance.pick(&season.matters) else { break };
        out.push(headline(country, matter, lang, &mut chance));
    }
    out
}

impl Part {
    /// All pages.
    pub(crate) const WHOLE: Self = Self { at: 1, of: 1 };

    /// Reads `I/N`.
    pub(crate) fn parse(raw: &str) -> Result<Self, String> {
        let numbers = raw.split_once('/').and_then(|(at, of)| Some((at.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((at, of)) if 1 <= at && at <= of => Ok(Self { at, of }),
            _ => Err("a part is I/N, with I from 1 to N".to_owned()),
        }
    }

    /// Returns the first page of the part and the one after its last.
    fn of(self, count: usize) -> (usize, usize) {
        (count * (self.at - 1) / self.of, count * self.at / self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_up_the_whole() {
        let parts: Vec<_> = (1..=3).map(|at| Part { at, of: 3 }.of(10)).collect();
        assert_eq!(parts, [(0, 3), (3, 6), (6, 10)]);
        assert_eq!(Part::parse("2/3"), Ok(Part { at: 2, of: 3 }));
        assert!(Part::parse("4/3").is_err());
        assert!(Part::parse("0/3").is_err());
        assert_eq!(Part::WHOLE.of(7), (0, 7));
    }

    #[test]
    fn a_page_is_the_same_whatever_is_written_before_it() {
        let corpora = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../corpora");
        let order = Order { count: 10, seed: 1, size: 30_000, part: Part::WHOLE, key: None };
        let mut one = Writer::new(&corpora.join("demo"), &corpora.join("country"), &order).unwrap();
        let mut other = Writer::new(&corpora.join("demo"), &corpora.join("country"), &order).unwrap();
        other.page(0).unwrap();
        other.page(2_500).unwrap();
        let (one, other) = (one.page(7).unwrap(), other.page(7).unwrap());
        assert_eq!(one.html, other.html);
        assert!((29_000..33_000).contains(&one.html.len()), "{}", one.html.len());
    }
}
