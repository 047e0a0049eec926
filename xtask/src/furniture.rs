//! The furniture of a page: what templates draw from a language's stock, and what they set aside.
//!
//! Templates call `stock(kind, n)`, `one(kind)` and `num(salt, low, high)`, all by a hash of the page's id, and
//! send every string that is no part of the article through the filter `aside`. That filter is how a page's
//! `without` list comes to be complete.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use minijinja::Environment;

use crate::chance::{Chance, hash};

type Stock = BTreeMap<String, Vec<String>>;

/// Hands furniture to templates and notes what they set aside.
#[derive(Clone)]
pub(crate) struct Furniture(Arc<Mutex<Desk>>);

struct Desk {
    stocks: BTreeMap<String, Stock>,
    lang: String,
    page: String,
    calls: u64,
    aside: Vec<String>,
}

impl Furniture {
    /// Reads the stocks of the given languages.
    pub(crate) fn read<'a>(corpus: &Path, languages: impl Iterator<Item = &'a String>) -> Result<Self> {
        let mut stocks = BTreeMap::new();
        for lang in languages {
            let path = corpus.join("templates/furniture").join(format!("{lang}.toml"));
            let raw = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
            let stock: Stock = toml::from_str(&raw).with_context(|| format!("read {}", path.display()))?;
            stocks.insert(lang.clone(), stock);
        }
        let (lang, page) = (String::new(), String::new());
        Ok(Self(Arc::new(Mutex::new(Desk { stocks, lang, page, calls: 0, aside: Vec::new() }))))
    }

    /// Gives templates their functions.
    pub(crate) fn install(&self, environment: &mut Environment<'_>) {
        let desk = self.clone();
        environment.add_function("stock", move |kind: &str, count: usize| desk.lock().draw(kind, count));
        let desk = self.clone();
        environment.add_function("one", move |kind: &str| {
            Ok::<_, minijinja::Error>(desk.lock().draw(kind, 1)?.pop().unwrap_or_default())
        });
        let desk = self.clone();
        environment.add_function("num", move |salt: &str, low: u64, high: u64| {
            low + hash(&format!("{}/{salt}", desk.lock().page)) % (high - low + 1)
        });
        let desk = self.clone();
        environment.add_filter("aside", move |text: String| {
            let mut desk = desk.lock();
            if !desk.aside.contains(&text) {
                desk.aside.push(text.clone());
            }
            text
        });
    }

    /// Begins a page: from here on its id decides what is drawn.
    pub(crate) fn begin(&self, page: &str, lang: &str) {
        let mut desk = self.lock();
        desk.page = page.to_string();
        desk.lang = lang.to_string();
        desk.calls = 0;
        desk.aside.clear();
    }

    /// Returns what was set aside since the page began, in order of appearance.
    pub(crate) fn aside(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().aside)
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn draw(&mut self, kind: &str, count: usize) -> Result<Vec<String>, minijinja::Error> {
        let stock = self.stocks.get(&self.lang).and_then(|stock| stock.get(kind)).ok_or_else(|| {
            let message = format!("furniture/{}.toml has no {kind}", self.lang);
            minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, message)
        })?;
        self.calls += 1;
        let mut chance = Chance::new(hash(&self.page) ^ self.calls);
        let mut left: Vec<&String> = stock.iter().collect();
        let mut drawn = Vec::new();
        while drawn.len() < count && !left.is_empty() {
            let at = chance.below(left.len());
            drawn.push(left.swap_remove(at).clone());
        }
        Ok(drawn)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Returns furniture with one stock of the language `hi`.
    pub(crate) fn furniture(kind: &str, items: &[&str]) -> Furniture {
        let stock = Stock::from([(kind.to_string(), items.iter().map(ToString::to_string).collect())]);
        let stocks = BTreeMap::from([("hi".to_string(), stock)]);
        let (lang, page) = ("hi".to_string(), "p".to_string());
        Furniture(Arc::new(Mutex::new(Desk { stocks, lang, page, calls: 0, aside: Vec::new() })))
    }

    #[test]
    fn what_a_template_sets_aside_is_noted_once() {
        let furniture = furniture("menu", &["देश", "खेल"]);
        let mut environment = Environment::new();
        furniture.install(&mut environment);
        furniture.begin("a", "hi");
        let page = "{% for m in stock('menu', 5) %}{{ m|aside }},{% endfor %}{{ 'देश'|aside }}";
        let out = environment.render_str(page, ()).unwrap();
        let mut aside = furniture.aside();
        aside.sort();
        assert_eq!(aside, ["खेल", "देश"]);
        assert_eq!(out.matches(',').count(), 2, "each item is drawn once: {out}");
        assert!(furniture.aside().is_empty());
    }
}
