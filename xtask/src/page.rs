//! Pages as outlets serve them: templates filled with an article and furniture, then bent by its quirks.

use std::path::Path;

use anyhow::{Context, Result, bail};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context, escape_formatter, path_loader};
use serde::Serialize;

use crate::chance::hash;
use crate::furniture::Furniture;
use crate::json_ld::json_ld;
use crate::moment::Moment;
use crate::outlet::{Outlet, Outlets};
use crate::source::{Article, Block, Quirk};

/// Fills templates.
pub(crate) struct Press {
    pub(crate) outlets: Outlets,
    pub(crate) furniture: Furniture,
    environment: Environment<'static>,
}

/// A page ready to be written.
pub(crate) struct Page {
    /// Where it stands under `pages/`.
    pub(crate) path: String,
    pub(crate) url: String,
    pub(crate) bytes: Vec<u8>,
    /// What it prints that is no part of the article.
    pub(crate) without: Vec<String>,
    /// What on it gives the right date.
    pub(crate) bases: Vec<String>,
}

/// What templates see of an article.
#[derive(Serialize)]
pub(crate) struct View {
    id: String,
    /// The number that an outlet's content system gave the article.
    pub(crate) number: u64,
    pub(crate) url: String,
    lang: String,
    charset: String,
    pub(crate) title: String,
    /// The beginning of the title, cut as a breadcrumb cuts it.
    short: String,
    subtitle: String,
    pub(crate) description: String,
    pub(crate) authors: Vec<String>,
    pub(crate) byline: String,
    pub(crate) agency: String,
    section: String,
    pub(crate) tags: Vec<String>,
    also_read: Vec<String>,
    /// The headline of other news that the outlet puts into a body that brings none itself.
    inserted: String,
    iso: String,
    modified: String,
    shown: String,
    year: String,
    jsonld: String,
    blocks: Vec<BlockView>,
    has_caption: bool,
    /// One entry for each time the body stands on the page.
    copies: Vec<u8>,
    /// Which of three shapes crawl text takes.
    shape: u64,
}

#[derive(Serialize)]
struct BlockView {
    kind: &'static str,
    text: String,
    html: String,
    items: Vec<String>,
    /// The number of a paragraph, from 1; 0 for other blocks.
    number: usize,
}

impl Press {
    /// Reads outlets, furniture and templates of a corpus.
    pub(crate) fn new(corpus: &Path) -> Result<Self> {
        let outlets = Outlets::read(corpus)?;
        let furniture = Furniture::read(corpus, outlets.languages.keys())?;
        let mut environment = Environment::new();
        environment.set_loader(path_loader(corpus.join("templates")));
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.context("set up templates")?);
        // The default formatter also escapes slashes, which no content system does.
        environment.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
                Ok(out.write_str(&escape(text).replace('"', "&quot;"))?)
            }
            _ => escape_formatter(out, state, value),
        });
        furniture.install(&mut environment);
        Ok(Self { outlets, furniture, environment })
    }

    /// Prints an article's page.
    pub(crate) fn print(&self, article: &Article) -> Result<Page> {
        let outlet = self.outlets.get(&article.front.outlet)?;
        let id = &article.front.id;
        let view = self.view(article, outlet)?;
        let crawled = article.has(Quirk::CrawlText);
        let template = if crawled {
            "crawl.txt".to_string()
        } else if article.has(Quirk::Amp) {
            "amp.html".to_string()
        } else {
            format!("{}.html", outlet.template.as_ref().unwrap_or(&outlet.id))
        };
        let url = view.url.clone();
        let (mut text, mut without) = self.fill(&template, article, outlet, view)?;
        if article.has(Quirk::Broken) {
            text = self.break_off(&text, article).with_context(|| format!("break the page of {id}"))?;
            without.retain(|furniture| text.contains(&escape(furniture)));
        }
        let bytes = if article.has(Quirk::LegacyCharset) {
            encode(&text, &self.outlets.language(&article.front.lang)?.legacy)?
        } else {
            text.into_bytes()
        };
        let extension = if crawled { "txt" } else { "html" };
        let path = format!("{}/{id}.{extension}", outlet.id);
        Ok(Page { path, url, bytes, without, bases: self.bases(article, outlet)? })
    }

    /// Fills a template and returns it with the furniture that must not be taken for the article.
    pub(crate) fn fill(
        &self,
        template: &str,
        article: &Article,
        outlet: &Outlet,
        view: View,
    ) -> Result<(String, Vec<String>)> {
        self.furniture.begin(&article.front.id, &article.front.lang);
        let page = Value::from(Serde(view));
        let text = self.render(template, context! { page, outlet => Value::from(Serde(outlet)) })?;
        let front = &article.front;
        let ours = [&article.whole_text(), &front.title, front.subtitle.as_deref().unwrap_or_default()]
            .map(str::to_string);
        let mut without = self.furniture.aside();
        without.retain(|text| text.chars().count() > 2 && !ours.iter().any(|our| our.contains(text)));
        Ok((text, without))
    }

    pub(crate) fn render(&self, template: &str, context: Value) -> Result<String> {
        let found = self.environment.get_template(template);
        let found = found.with_context(|| format!("read template {template}"))?;
        found.render(context).with_context(|| format!("fill template {template}"))
    }

    /// Returns what templates see of an article.
    pub(crate) fn view(&self, article: &Article, outlet: &Outlet) -> Result<View> {
        let front = &article.front;
        let language = self.outlets.language(&front.lang)?;
        let date = article.date().map(Moment::parse).transpose()?;
        let url = format!("https://{}/{}", outlet.domain, front.path.trim_start_matches('/'));
        let shown = match (&front.date_shown, &date) {
            (Some(shown), _) if !article.has(Quirk::NoDate) => shown.clone(),
            (_, Some(date)) => date.print(&outlet.date, &outlet.day, language),
            _ => String::new(),
        };
        let legacy = article.has(Quirk::LegacyCharset);
        let charset = if legacy { language.legacy.trim_end_matches("le") } else { "utf-8" };
        let subtitle = front.subtitle.clone().unwrap_or_default();
        let own = article.blocks.iter().any(|block| matches!(block, Block::AlsoRead(_)));
        let copies = if article.has(Quirk::DuplicateBody) { vec![0, 1] } else { vec![0] };
        Ok(View {
            id: front.id.clone(),
            number: 100_000 + hash(&front.id) % 900_000,
            lang: front.lang.clone(),
            charset: charset.to_string(),
            title: front.title.clone(),
            short: front.title.chars().take(40).chain("...".chars()).collect(),
            description: if subtitle.is_empty() { front.title.clone() } else { subtitle.clone() },
            subtitle,
            authors: front.authors.clone(),
            byline: front.authors.join(", "),
            agency: front.agency.clone().unwrap_or_default(),
            section: front.section.clone(),
            tags: front.tags.clone(),
            also_read: front.also_read.clone(),
            inserted: front.also_read.first().filter(|_| !own).cloned().unwrap_or_default(),
            iso: date.as_ref().map(Moment::iso).unwrap_or_default(),
            modified: date.as_ref().map(|date| date.moved(0, 2).iso()).unwrap_or_default(),
            shown,
            year: date.as_ref().map_or("2025".to_string(), |date| date.date.year().to_string()),
            jsonld: json_ld(article, outlet, &url, date.as_ref()).unwrap_or_default(),
            blocks: block_views(article, outlet),
            has_caption: article.blocks.iter().any(|block| matches!(block, Block::Caption(_))),
            copies,
            shape: hash(&front.id) % 3,
            url,
        })
    }

    /// Returns what on an article's page gives its right date.
    fn bases(&self, article: &Article, outlet: &Outlet) -> Result<Vec<String>> {
        let Some(date) = article.date().map(Moment::parse).transpose()? else {
            return Ok(vec!["none".to_string()]);
        };
        let mut bases: Vec<&str> = if article.has(Quirk::CrawlText) {
            vec!["text"]
        } else if article.has(Quirk::Feed) {
            vec!["given", "meta"]
        } else if article.has(Quirk::Amp) {
            vec!["json-ld", "time-element", "text"]
        } else {
            outlet.bases.iter().map(String::as_str).collect()
        };
        if [Quirk::JsonLdWrong, Quirk::JsonLdBroken, Quirk::JsonLdAbsent]
            .iter()
            .any(|&quirk| article.has(quirk))
        {
            bases.retain(|&basis| basis != "json-ld");
        }
        if date.in_address(&article.front.path) {
            bases.push("url");
        }
        Ok(bases.into_iter().map(str::to_string).collect())
    }

    /// Cuts a page inside the tag that opens the first block it no longer serves.
    fn break_off(&self, text: &str, article: &Article) -> Result<String> {
        let outlet = self.outlets.get(&article.front.outlet)?;
        let paragraphs = article.blocks[..article.served()]
            .iter()
            .filter(|block| matches!(block, Block::Paragraph(_)))
            .count();
        let next = block_views(article, outlet).into_iter().find(|view| view.number > paragraphs);
        let Some(next) = next else { bail!("it has too few paragraphs") };
        let start = text.find(&next.html).context("its paragraphs are not on the page")?;
        let tag = text[..start].rfind('<').context("no tag stands before the cut")?;
        Ok(text[..tag + 2].to_string())
    }
}

/// Returns the bytes of a text in an old charset; letters it lacks become character references.
pub(crate) fn encode(text: &str, charset: &str) -> Result<Vec<u8>> {
    if charset == "utf-16le" {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        return Ok(units.flat_map(u16::to_le_bytes).collect());
    }
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())
        .with_context(|| format!("find charset {charset}"))?;
    Ok(encoding.encode(text).0.into_owned())
}

fn block_views(article: &Article, outlet: &Outlet) -> Vec<BlockView> {
    let dateline = article.front.dateline.as_ref().map(|place| outlet.dateline.replace("{}", place));
    let mut number = 0;
    let mut views = Vec::new();
    for block in &article.blocks {
        let mut view =
            BlockView { kind: "", text: String::new(), html: String::new(), items: vec![], number: 0 };
        (view.kind, view.text) = match block {
            Block::Paragraph(text) => ("paragraph", text.clone()),
            Block::Subhead(text) => ("subhead", text.clone()),
            Block::Caption(text) => ("caption", text.clone()),
            Block::AlsoRead(text) => ("also-read", text.clone()),
            Block::Ad(text) => ("ad", text.clone()),
            Block::List(items) => {
                view.items.clone_from(items);
                ("list", String::new())
            }
        };
        if let Block::Paragraph(text) = block {
            number += 1;
            view.number = number;
            let dateline = dateline.as_deref().filter(|_| number == 1);
            view.html = paragraph_html(text, dateline, &article.front.tags, outlet);
        }
        views.push(view);
    }
    views
}

/// Returns a paragraph's markup: escaped, and with the links, bold datelines or references its outlet prints.
fn paragraph_html(text: &str, dateline: Option<&str>, tags: &[String], outlet: &Outlet) -> String {
    let (head, rest) = match dateline.filter(|dateline| text.starts_with(dateline)) {
        Some(dateline) => text.split_at(dateline.trim_end().len()),
        None => ("", text),
    };
    let mut html = escape(rest);
    let linked = tags.iter().filter(|_| outlet.links).find_map(|tag| {
        let tag = escape(tag);
        Some((html.match_indices(&tag).find(|&(at, _)| stands_alone(&html, at, at + tag.len()))?.0, tag))
    });
    if let Some((at, tag)) = linked {
        let link = format!("<a href=\"/topic/{}\">{tag}</a>", hash(&tag) % 10_000);
        html.replace_range(at..at + tag.len(), &link);
    }
    if outlet.references {
        for (letter, reference) in [("“", "&#8220;"), ("”", "&#8221;"), ("’", "&#8217;"), ("–", "&#8211;")]
        {
            html = html.replace(letter, reference);
        }
    }
    match head {
        "" => html,
        head if outlet.links => format!("<strong>{}</strong>{html}", escape(head)),
        head => escape(head) + &html,
    }
}

/// Tells whether a span is not part of a longer word.
pub(crate) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    // A virama or a nukta is no letter, yet part of its word.
    let inside = |letter: char| letter.is_alphanumeric() || ('\u{900}'..='\u{963}').contains(&letter);
    !text[..start].chars().next_back().is_some_and(inside) && !text[end..].chars().next().is_some_and(inside)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlet(links: bool, references: bool) -> Outlet {
        toml::from_str(&format!(
            "id = 'p'\nname = 'प'\nlatin = 'P'\nlang = 'hi'\ndomain = 'p.example'\ndate = ''\nday = ''\n\
             dateline = '{{}}: '\njson_ld = 'flat'\nbases = []\nlinks = {links}\nreferences = {references}",
        ))
        .unwrap()
    }

    #[test]
    fn a_paragraph_links_the_first_whole_word_that_is_a_tag() {
        let tags = ["पुल".to_string()];
        let html = paragraph_html("देवनार: पुलिस ने पुल रोका <", Some("देवनार: "), &tags, &outlet(true, false));
        assert!(html.starts_with("<strong>देवनार:</strong> पुलिस ने <a href=\"/topic/"), "{html}");
        assert!(html.ends_with(">पुल</a> रोका &lt;"), "{html}");
    }

    #[test]
    fn curly_quotes_become_references_where_the_outlet_prints_them_so() {
        assert_eq!(paragraph_html("“It’s”", None, &[], &outlet(false, true)), "&#8220;It&#8217;s&#8221;");
    }

    #[test]
    fn old_charsets_keep_what_they_have_and_refer_to_the_rest() {
        assert_eq!(encode("да", "windows-1251").unwrap(), [0xe4, 0xe0]);
        assert_eq!(encode("é क", "windows-1252").unwrap(), b"\xe9 &#2325;");
        assert_eq!(encode("क", "utf-16le").unwrap(), [0xff, 0xfe, 0x15, 0x09]);
    }
}
