//! The sheet as one HTML file that needs no other: no script, no remote font, printable.

use super::Labels;
use super::marks::Mark;
use super::parts::head::sign;
use super::parts::{ClaimEntry, Way};
use super::sheet::{Section, Sheet, ThreadSheet};
use super::words::Quoted;
use std::fmt::Write as _;

const STYLE: &str = include_str!("record.css");

/// Lays a sheet out.
pub(crate) fn render(sheet: &Sheet) -> String {
    let labels = sheet.labels;
    let title = sheet.threads.first().map_or_else(|| labels.get("line.title"), |t| t.head.title.text.clone());
    let mut out = String::new();
    // Writing into a String cannot fail, so the results of `write!` are dropped.
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        labels.lang(),
        escape(&title),
    );
    for (at, thread) in sheet.threads.iter().enumerate() {
        Writer { out: &mut out, labels, thread: at + 1 }.thread(thread);
    }
    if sheet.threads.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escape(&labels.get("line.nothing")));
    }
    Writer { out: &mut out, labels, thread: 0 }.aside(sheet);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

struct Writer<'a> {
    out: &'a mut String,
    labels: Labels,
    /// The number of the thread, which keeps the targets of marks apart.
    thread: usize,
}

impl Writer<'_> {
    fn thread(&mut self, thread: &ThreadSheet) {
        let head = &thread.head;
        let counts = escape(&head.counts.join(" · "));
        let title = quote("h1", &head.title);
        self.put(&format!("<article class=\"thread\">\n<header>\n{title}\n"));
        self.put(&format!("<p>{} · {}</p>\n<ul class=\"standings\">", escape(&head.span), counts));
        for (standing, count) in &head.standings {
            let name = standing.name();
            let word = escape(&self.labels.get(&format!("standing.{name}")));
            self.put(&format!("<li class=\"{name}\">{} {count} {word}</li>", sign(*standing)));
        }
        self.put("</ul>\n</header>\n");
        if !thread.brief.is_empty() {
            self.open("section.brief");
            for line in &thread.brief {
                let mark = self.mark(line.mark.as_ref());
                self.put(&format!("<p>{}{mark}</p>\n", quote("q", &line.text)));
            }
            self.close();
        }
        self.claims(thread);
        self.silences(thread);
        self.timeline(thread);
        self.origins(thread);
        self.articles(thread);
        self.put("</article>\n");
    }

    fn claims(&mut self, thread: &ThreadSheet) {
        if thread.claims.is_empty() {
            return;
        }
        self.open("section.claims");
        for group in &thread.claims {
            let name = group.standing.name();
            let word = escape(&self.labels.get(&format!("standing.{name}")));
            let about = escape(&self.labels.get(&format!("standing.{name}.about")));
            let sign = sign(group.standing);
            self.put(&format!("<h3 class=\"{name}\">{sign} {word} ({})</h3>\n<p>{about}</p>\n", group.total));
            self.put("<ul class=\"claims\">\n");
            for entry in &group.claims.entries {
                self.claim(entry);
            }
            self.put("</ul>\n");
            self.more(&group.claims);
        }
        self.close();
    }

    fn claim(&mut self, claim: &ClaimEntry) {
        let mark = self.mark(claim.mark.as_ref());
        self.put(&format!("<li>{}{mark}\n", quote("q", &claim.text)));
        if !claim.topic.is_empty() {
            self.put(&format!("<p class=\"why\">{}</p>\n", escape(&claim.topic)));
        }
        if !claim.values.is_empty() {
            self.put("<table>\n");
            for value in &claim.values {
                self.put(&format!(
                    "<tr><td class=\"number\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                    escape(&value.value),
                    escape(&value.date),
                    escape(&value.origins),
                    escape(&value.relation),
                ));
            }
            self.put("</table>\n");
        }
        if !claim.why.is_empty() {
            let why = escape(&self.labels.get("line.why"));
            self.put(&format!("<p class=\"why\">{why}: {}</p>\n", escape(&claim.why)));
        }
        self.put("<ul class=\"ways\">\n");
        for way in &claim.ways.entries {
            self.way(way);
        }
        self.put("</ul>\n");
        self.more(&claim.ways);
        self.put("</li>\n");
    }

    fn way(&mut self, way: &Way) {
        let outlets: Vec<String> = way
            .outlets
            .iter()
            .map(|(name, mark)| format!("{}{}", escape(name), self.mark(mark.as_ref())))
            .collect();
        let narrated = if way.hands.is_empty() {
            format!(" ({})", escape(&self.labels.get("line.narrated")))
        } else {
            String::new()
        };
        let stance = way.stance.as_ref().map(|stance| format!("✖ {}: ", escape(stance))).unwrap_or_default();
        let (date, path) = (escape(&way.date), escape(&way.path()));
        self.put(&format!("<li><time>{date}</time> {stance}{path}{}{narrated}</li>\n", outlets.join(", ")));
    }

    fn silences(&mut self, thread: &ThreadSheet) {
        if thread.silences.entries.is_empty() {
            return;
        }
        self.open("section.silences");
        self.put("<ul>\n");
        for silence in &thread.silences.entries {
            let mark: String = silence.marks.iter().map(|mark| self.mark(Some(mark))).collect();
            let (source, kind) = (escape(&silence.source), escape(&silence.kind));
            let text = quote("q", &silence.text);
            self.put(&format!("<li><strong>{source}</strong>, {kind}: {text}{mark}"));
            if let Some(claim) = &silence.claim {
                let label = escape(&self.labels.get("line.left-out"));
                self.put(&format!("<br>{label}: {}", quote("q", claim)));
            }
            self.put("</li>\n");
        }
        self.put("</ul>\n");
        self.more(&thread.silences);
        self.close();
    }

    fn timeline(&mut self, thread: &ThreadSheet) {
        if thread.timeline.entries.is_empty() {
            return;
        }
        self.open("section.timeline");
        self.put("<ol class=\"timeline\">\n");
        for entry in &thread.timeline.entries {
            let word = entry
                .word
                .as_ref()
                .map(|word| format!("<strong>{}</strong> ", escape(word)))
                .unwrap_or_default();
            let marks: String = entry.marks.iter().map(|mark| self.mark(Some(mark))).collect();
            self.put(&format!(
                "<li><time>{}</time> {} {word}{}{marks}</li>\n",
                escape(&entry.date),
                entry.sign,
                quote("q", &entry.text)
            ));
        }
        self.put("</ol>\n");
        self.more(&thread.timeline);
        self.close();
    }

    fn origins(&mut self, thread: &ThreadSheet) {
        if thread.origins.entries.is_empty() {
            return;
        }
        self.open("section.origins");
        self.put("<table>\n<tr>");
        for column in ["origin", "kind", "side", "articles", "claims"] {
            let label = escape(&self.labels.get(&format!("column.{column}")));
            self.put(&format!("<th scope=\"col\">{label}</th>"));
        }
        self.put("</tr>\n");
        for origin in &thread.origins.entries {
            self.put(&format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>\n",
                escape(&origin.name),
                escape(&origin.kind),
                escape(origin.side.as_deref().unwrap_or_default()),
                origin.articles,
                origin.claims
            ));
        }
        self.put("</table>\n");
        self.more(&thread.origins);
        self.close();
    }

    fn articles(&mut self, thread: &ThreadSheet) {
        self.open("section.articles");
        self.put("<ul class=\"articles\">\n");
        for article in &thread.articles.entries {
            let copy = match article.copy.as_str() {
                "" => String::new(),
                copy => format!(" ({})", escape(&self.labels.fill("line.copy", &[copy.to_owned()]))),
            };
            let title = quote("cite", &article.title);
            // Only web addresses become links; anything else could run as a script.
            let title = match &article.url {
                Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
                    format!("<a href=\"{}\" rel=\"noreferrer\">{title}</a>", escape(url))
                }
                _ => title,
            };
            self.put(&format!(
                "<li id=\"t{}-{}\">[{}] <time>{}</time> {}{copy}: {title}<br><code>{}</code>",
                self.thread,
                article.number,
                article.number,
                escape(&article.date),
                escape(&article.outlet),
                escape(&article.path)
            ));
            if !article.passages.is_empty() {
                let passages: Vec<String> = article
                    .passages
                    .iter()
                    .map(|(letter, span)| format!("{letter}&nbsp;{}–{}", span.start, span.end))
                    .collect();
                let label = escape(&self.labels.get("line.bytes"));
                self.put(&format!("<br><small>{label}: {}</small>", passages.join(", ")));
            }
            self.put("</li>\n");
        }
        self.put("</ul>\n");
        self.more(&thread.articles);
        self.close();
    }

    fn aside(&mut self, sheet: &Sheet) {
        if sheet.aside.entries.is_empty() {
            return;
        }
        self.open("section.aside");
        self.put("<ul>\n");
        for aside in &sheet.aside.entries {
            let (path, reason, advice) = (escape(&aside.path), escape(&aside.reason), escape(&aside.advice));
            self.put(&format!("<li><code>{path}</code> {reason}: {advice}</li>\n"));
        }
        self.put("</ul>\n");
        self.more(&sheet.aside);
        self.close();
    }

    fn mark(&self, mark: Option<&Mark>) -> String {
        mark.map(|mark| format!(" <a class=\"mark\" href=\"#t{}-{}\">{mark}</a>", self.thread, mark.article))
            .unwrap_or_default()
    }

    fn open(&mut self, key: &str) {
        let title = escape(&self.labels.get(key));
        self.put(&format!("<section>\n<h2>{title}</h2>\n"));
    }

    fn close(&mut self) {
        self.put("</section>\n");
    }

    fn more<T>(&mut self, section: &Section<T>) {
        if section.more > 0 {
            let more = escape(&self.labels.fill("line.more", &[section.more.to_string()]));
            self.put(&format!("<p class=\"more\">{more}</p>\n"));
        }
    }

    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
    }
}

/// Returns words of a page in an element that names their language.
fn quote(element: &str, quoted: &Quoted) -> String {
    format!("<{element} lang=\"{}\" dir=\"auto\">{}</{element}>", escape(&quoted.lang), escape(&quoted.text))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
