//! The sheet as Markdown.

use super::Labels;
use super::marks::Mark;
use super::parts::head::sign;
use super::parts::{ClaimEntry, Way};
use super::sheet::{Section, Sheet, ThreadSheet};
use std::fmt::Write as _;

/// Lays a sheet out.
pub(crate) fn render(sheet: &Sheet) -> String {
    let mut out = String::new();
    for thread in &sheet.threads {
        render_thread(&mut out, thread, sheet.labels);
    }
    if sheet.threads.is_empty() {
        let _ = writeln!(out, "{}\n", sheet.labels.get("line.nothing"));
    }
    if !sheet.aside.entries.is_empty() {
        heading(&mut out, sheet.labels, "section.aside");
        for aside in &sheet.aside.entries {
            let _ = writeln!(
                out,
                "- `{}`: {}: {}",
                aside.path.replace('`', "'"),
                escape(&aside.reason),
                escape(&aside.advice)
            );
        }
        more(&mut out, sheet.labels, &sheet.aside, "");
        out.push('\n');
    }
    out
}

// Writing into a String cannot fail, so the results of `writeln!` are dropped.
fn render_thread(out: &mut String, thread: &ThreadSheet, labels: Labels) {
    let head = &thread.head;
    let _ = writeln!(out, "# {}\n", escape(&head.title.text));
    let _ = writeln!(out, "{} · {}\n", head.span, head.counts.join(" · "));
    for line in &thread.brief {
        let _ = writeln!(out, "> {}{}\n", escape(&line.text.text), mark(line.mark.as_ref()));
    }
    if !thread.claims.is_empty() {
        heading(out, labels, "section.claims");
    }
    for group in &thread.claims {
        let name = group.standing.name();
        let _ = writeln!(
            out,
            "### {} {} ({})\n\n{}\n",
            sign(group.standing),
            labels.get(&format!("standing.{name}")),
            group.total,
            labels.get(&format!("standing.{name}.about")),
        );
        for entry in &group.claims.entries {
            claim(out, entry, labels);
        }
        more(out, labels, &group.claims, "");
        out.push('\n');
    }
    if !thread.silences.entries.is_empty() {
        heading(out, labels, "section.silences");
        for silence in &thread.silences.entries {
            let _ = writeln!(
                out,
                "- **{}**, {}: {}{}",
                escape(&silence.source),
                silence.kind,
                escape(&silence.text.text),
                silence.marks.iter().map(|of| mark(Some(of))).collect::<String>()
            );
            if let Some(claim) = &silence.claim {
                let _ = writeln!(out, "  - {}: {}", labels.get("line.left-out"), escape(&claim.text));
            }
        }
        more(out, labels, &thread.silences, "");
        out.push('\n');
    }
    if !thread.timeline.entries.is_empty() {
        heading(out, labels, "section.timeline");
        for entry in &thread.timeline.entries {
            let word = entry.word.as_ref().map(|word| format!("**{word}:** ")).unwrap_or_default();
            let marks: String = entry.marks.iter().map(|of| mark(Some(of))).collect();
            let _ =
                writeln!(out, "- {} {} {word}{}{marks}", entry.date, entry.sign, escape(&entry.text.text));
        }
        more(out, labels, &thread.timeline, "");
        out.push('\n');
    }
    if !thread.origins.entries.is_empty() {
        heading(out, labels, "section.origins");
        let column = |key: &str| labels.get(&format!("column.{key}"));
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |\n| --- | --- | --- | ---: | ---: |",
            column("origin"),
            column("kind"),
            column("side"),
            column("articles"),
            column("claims")
        );
        for origin in &thread.origins.entries {
            let side = origin.side.as_deref().unwrap_or_default();
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                escape(&origin.name),
                origin.kind,
                escape(side),
                origin.articles,
                origin.claims
            );
        }
        out.push('\n');
        more(out, labels, &thread.origins, "");
    }
    articles(out, thread, labels);
}

fn articles(out: &mut String, thread: &ThreadSheet, labels: Labels) {
    heading(out, labels, "section.articles");
    for article in &thread.articles.entries {
        let copy = match article.copy.as_str() {
            "" => String::new(),
            copy => format!(" ({})", labels.fill("line.copy", &[copy.to_owned()])),
        };
        let _ = writeln!(
            out,
            "- \\[{}\\] {} {}{copy}: {} `{}`",
            article.number,
            article.date,
            escape(&article.outlet),
            escape(&article.title.text),
            article.path.replace('`', "'")
        );
        if !article.passages.is_empty() {
            let passages: Vec<String> = article
                .passages
                .iter()
                .map(|(letter, span)| format!("{letter} {}–{}", span.start, span.end))
                .collect();
            let _ = writeln!(out, "  - {}: {}", labels.get("line.bytes"), passages.join(", "));
        }
    }
    more(out, labels, &thread.articles, "");
    out.push('\n');
}

fn claim(out: &mut String, claim: &ClaimEntry, labels: Labels) {
    let _ = writeln!(out, "- {}{}", escape(&claim.text.text), mark(claim.mark.as_ref()));
    if !claim.topic.is_empty() {
        let _ = writeln!(out, "  - {}", escape(&claim.topic));
    }
    for value in &claim.values {
        let relation =
            if value.relation.is_empty() { String::new() } else { format!(" ({})", value.relation) };
        let _ = writeln!(
            out,
            "  - **{}** {} {}{relation}",
            escape(&value.value),
            value.date,
            escape(&value.origins)
        );
    }
    if !claim.why.is_empty() {
        let _ = writeln!(out, "  - *{}: {}*", labels.get("line.why"), escape(&claim.why));
    }
    for entry in &claim.ways.entries {
        let _ = writeln!(out, "  - {}", way(entry, labels));
    }
    more(out, labels, &claim.ways, "  ");
}

fn way(way: &Way, labels: Labels) -> String {
    let outlets: Vec<String> =
        way.outlets.iter().map(|(name, of)| format!("{}{}", escape(name), mark(of.as_ref()))).collect();
    let narrated =
        if way.hands.is_empty() { format!(" ({})", labels.get("line.narrated")) } else { String::new() };
    let stance = way.stance.as_ref().map(|stance| format!("✖ {stance}: ")).unwrap_or_default();
    format!("{} {stance}{}{}{narrated}", way.date, escape(&way.path()), outlets.join(", "))
}

fn heading(out: &mut String, labels: Labels, key: &str) {
    let _ = writeln!(out, "## {}\n", labels.get(key));
}

fn more<T>(out: &mut String, labels: Labels, section: &Section<T>, indent: &str) {
    if section.more > 0 {
        let _ = writeln!(out, "{indent}- {}", labels.fill("line.more", &[section.more.to_string()]));
    }
}

fn mark(mark: Option<&Mark>) -> String {
    mark.map(|mark| format!(" \\[{}{}\\]", mark.article, mark.passage)).unwrap_or_default()
}

/// Returns text that Markdown shows as it stands.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opens_block = at == 0 && matches!(c, '#' | '+' | '-' | '=');
        if opens_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn words_of_pages_do_not_become_markup() {
        assert_eq!(escape("# a *b* <i> [c](d) | e"), r"\# a \*b\* \<i\> \[c\](d) \| e");
    }
}
