//! Markdown: the brief of each thread, every line with a footnote to the sentence it rests on.
//!
//! Nothing is written here but labels: the lines are sentences of the pages, as published.
//! Footnotes are those of [GitHub](https://github.blog/changelog/2021-09-30-footnotes-now-supported-in-markdown-fields/)
//! and Pandoc: outlet, date, headline, address, and the bytes of the passage in the article's text.

use crate::labels::Wording;
use crate::passages::Passages;
use crate::{Counts, Result, Source, What, tables};
use model::{Certainty, Claim, DocId, Evidence, SilenceKind, Span, Standing, ThreadRecord, ValuePoint};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

/// The standings in reading order: what asks for a look comes first.
const STANDINGS: [Standing; 5] =
    [Standing::Disputed, Standing::Denied, Standing::Revised, Standing::Corroborated, Standing::Single];

/// So many sentences of a story are shown; the list of claims shows them all.
const STORY_SENTENCES: usize = 10;

/// Writes each thread by its stories, or by how its claims stand.
pub(crate) fn write(
    what: What,
    source: &dyn Source,
    wording: Wording,
    out: &mut dyn Write,
) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut marks = Marks::default();
    tables::threads(source, &mut |passages| {
        let mut page = Page { passages, wording, marks: std::mem::take(&mut marks), text: String::new() };
        page.head();
        match what {
            What::Claims => page.by_standing(&mut counts),
            _ => page.by_story(&mut counts),
        }
        page.footnotes();
        out.write_all(page.text.as_bytes())?;
        marks = page.marks;
        Ok(())
    })?;
    if marks.last == 0 {
        writeln!(out, "{}", wording.of("nothing"))?;
    }
    Ok(counts)
}

/// Numbers of footnotes: one a passage, given out in reading order and never twice in one export.
#[derive(Default)]
struct Marks {
    last: usize,
    given: BTreeMap<(DocId, Span), usize>,
    waiting: Vec<(usize, Evidence)>,
}

struct Page<'a> {
    passages: &'a Passages<'a>,
    wording: Wording,
    marks: Marks,
    text: String,
}

// Writing into a String cannot fail, so the results of `writeln!` are dropped.
impl Page<'_> {
    fn head(&mut self) {
        let thread = self.passages.thread;
        let outlets = self.passages.outlets(thread.articles.iter().map(|line| &line.id)).len();
        let count = |count: usize, what: &str| self.wording.count(count, what);
        let counts = [
            span(thread),
            count(thread.articles.len(), "articles"),
            count(outlets, "outlets"),
            count(thread.origins.len(), "origins"),
            count(thread.claims.len(), "claims"),
        ];
        let counts: Vec<String> = counts.into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(self.text, "# {}\n\n{}\n", plain(&thread.title), counts.join(" · "));
        for evidence in &thread.brief {
            let line = plain(self.passages.text(evidence));
            let mark = self.mark(evidence);
            let _ = writeln!(self.text, "> {line}{mark}\n");
        }
    }

    fn by_story(&mut self, counts: &mut Counts) {
        let passages = self.passages;
        for story in &passages.thread.stories {
            let date = story.date.map(|date| format!("{date} · ")).unwrap_or_default();
            let _ = writeln!(self.text, "## {date}{}\n", plain(&story.title));
            let outlets: Vec<&str> = passages.outlets(&story.articles).into_iter().collect();
            let _ = writeln!(
                self.text,
                "{}: {}\n",
                self.wording.count(story.articles.len(), "articles"),
                plain(&outlets.join(", "))
            );
            self.story_claims(&passages.claims_of(story.id.as_str()));
            counts.wrote();
        }
        self.timeline();
        self.silences();
        self.open();
    }

    /// Shows the weightiest claims of a story, those of one sentence together.
    fn story_claims(&mut self, claims: &[&Claim]) {
        let mut sentences: Vec<(&Evidence, Vec<&Claim>)> = Vec::new();
        let mut places: BTreeMap<(&DocId, Span), usize> = BTreeMap::new();
        for claim in claims {
            let evidence = &claim.evidence0;
            let at = *places.entry((evidence.article(), evidence.span())).or_insert(sentences.len());
            match sentences.get_mut(at) {
                Some((_, together)) => together.push(claim),
                None => sentences.push((evidence, vec![claim])),
            }
        }
        for (evidence, together) in sentences.iter().take(STORY_SENTENCES) {
            let mark = self.mark(evidence);
            let _ = writeln!(self.text, "- {}{mark}", plain(&together[0].text));
            together.iter().for_each(|claim| self.standing(claim));
        }
        let more = sentences.len().saturating_sub(STORY_SENTENCES);
        if more > 0 {
            let _ = writeln!(self.text, "- … {more} {}", self.wording.of("more"));
        }
        if !claims.is_empty() {
            self.text.push('\n');
        }
    }

    fn by_standing(&mut self, counts: &mut Counts) {
        let passages = self.passages;
        for standing in STANDINGS {
            let claims: Vec<&Claim> =
                passages.thread.claims.iter().filter(|claim| claim.support == standing).collect();
            if claims.is_empty() {
                continue;
            }
            let name = format!("standing.{}", standing.name());
            let _ = writeln!(self.text, "## {} ({})\n", self.wording.of(&name), claims.len());
            for claim in claims {
                let mark = self.mark(&claim.evidence0);
                let _ = writeln!(self.text, "- {}{mark}", plain(&claim.text));
                self.standing(claim);
                self.supports(claim);
                counts.wrote();
            }
            self.text.push('\n');
        }
        self.silences();
        self.open();
    }

    fn standing(&mut self, claim: &Claim) {
        let standing = self.wording.of(&format!("standing.{}", claim.support.name()));
        let origins: Vec<&str> = claim.origins.iter().filter_map(|id| self.passages.origin(id)).collect();
        let _ = writeln!(self.text, "  - **{standing}**: {}", plain(&origins.join(", ")));
        for value in &claim.values {
            let origins: Vec<&str> = value.origins.iter().filter_map(|id| self.passages.origin(id)).collect();
            let as_of = value.as_of.map(|date| format!(" ({date})")).unwrap_or_default();
            let _ = writeln!(self.text, "    - **{}**{as_of}: {}", amount(value), plain(&origins.join(", ")));
        }
    }

    fn supports(&mut self, claim: &Claim) {
        for support in &claim.supports {
            let stance = match support.stance {
                model::Stance::Asserts => String::new(),
                model::Stance::Denies => format!("{}: ", self.wording.of("stance.denies")),
                model::Stance::Presupposes => format!("{}: ", self.wording.of("stance.presupposes")),
            };
            let narrated =
                if support.narrated { format!(" ({})", self.wording.of("narrated")) } else { String::new() };
            let mark = self.mark(&support.evidence);
            let _ = writeln!(self.text, "  - {stance}{}{narrated}{mark}", plain(&support.chain.join(" → ")));
        }
    }

    fn timeline(&mut self) {
        let entries = &self.passages.thread.timeline;
        self.section("timeline", entries.is_empty());
        for entry in entries {
            let certainty = match entry.certainty {
                Certainty::Reported => String::new(),
                other => format!("**{}:** ", self.wording.of(&format!("certainty.{}", other.name()))),
            };
            let marks: String = entry.evidence.iter().map(|evidence| self.mark(evidence)).collect();
            let _ = writeln!(self.text, "- {} {certainty}{}{marks}", entry.date, plain(&entry.text));
        }
        self.end(entries.is_empty());
    }

    fn silences(&mut self) {
        let silences = &self.passages.thread.silences;
        self.section("silences", silences.is_empty());
        for silence in silences {
            let kind = match silence.kind {
                SilenceKind::Stated => "silence.stated",
                SilenceKind::Observed => "silence.observed",
            };
            let thread = self.passages.thread;
            let claim =
                silence.claim.as_ref().and_then(|id| thread.claims.iter().find(|claim| claim.id == *id));
            let what = claim.map_or(self.passages.text(&silence.evidence), |claim| claim.text.as_str());
            let mark = self.mark(&silence.evidence);
            let _ = writeln!(
                self.text,
                "- **{}** {}: {}{mark}",
                plain(&silence.source),
                self.wording.of(kind),
                plain(what)
            );
        }
        self.end(silences.is_empty());
    }

    fn open(&mut self) {
        let thread = self.passages.thread;
        let claims: BTreeMap<_, &Claim> = thread.claims.iter().map(|claim| (&claim.id, claim)).collect();
        let open: Vec<(&str, &Claim)> =
            thread.open.iter().filter_map(|of| Some((of.code.as_str(), *claims.get(&of.claim)?))).collect();
        self.section("open", open.is_empty());
        for (code, claim) in &open {
            let mark = self.mark(&claim.evidence0);
            let code = self.wording.of(&format!("open.{code}"));
            let _ = writeln!(self.text, "- {code}: {}{mark}", plain(&claim.text));
        }
        self.end(open.is_empty());
    }

    fn section(&mut self, key: &str, empty: bool) {
        if !empty {
            let _ = writeln!(self.text, "## {}\n", self.wording.of(key));
        }
    }

    fn end(&mut self, empty: bool) {
        if !empty {
            self.text.push('\n');
        }
    }

    fn mark(&mut self, evidence: &Evidence) -> String {
        let key = (evidence.article().clone(), evidence.span());
        let number = *self.marks.given.entry(key).or_insert_with(|| {
            self.marks.last += 1;
            self.marks.waiting.push((self.marks.last, evidence.clone()));
            self.marks.last
        });
        format!("[^{number}]")
    }

    fn footnotes(&mut self) {
        for (number, evidence) in std::mem::take(&mut self.marks.waiting) {
            let line = self.passages.line(evidence.article());
            let date = line.date.map(|date| date.to_string());
            let known = [line.outlet.map(plain), date, line.title.map(plain), line.url.map(link)];
            let known: Vec<String> = known.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let span = evidence.span();
            let _ = writeln!(
                self.text,
                "[^{number}]: {}: “{}” (`{}` {}–{})",
                known.join(", "),
                plain(self.passages.sentence(&evidence)),
                evidence.article().as_str().replace('`', "'"),
                span.start,
                span.end
            );
        }
        self.text.push('\n');
    }
}

fn span(thread: &ThreadRecord) -> String {
    let ends: Vec<String> =
        [thread.span.0, thread.span.1].into_iter().flatten().map(|day| day.to_string()).collect();
    match &ends[..] {
        [from, to] if from == to => from.clone(),
        _ => ends.join(" – "),
    }
}

/// Returns a value in figures, with the sign of how exact it is.
pub(crate) fn amount(value: &ValuePoint) -> String {
    use model::Approx::{About, AtLeast, AtMost, Exact, LessThan, MoreThan, Range, Vague};
    let sign = match value.approx {
        Exact | Range | Vague => "",
        About => "≈ ",
        AtLeast => "≥ ",
        AtMost => "≤ ",
        MoreThan => "> ",
        LessThan => "< ",
    };
    match (value.value, value.value_max) {
        (Some(low), Some(high)) => format!("{sign}{low}–{high}"),
        (Some(one), None) | (None, Some(one)) => format!("{sign}{one}"),
        (None, None) => "?".to_owned(),
    }
}

/// Returns words on one line that Markdown shows as they stand.
fn plain(text: &str) -> String {
    let text = crate::labels::one_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opens_block = at == 0 && matches!(c, '#' | '+' | '-' | '=');
        if opens_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$')
        {
            out.push('\\');
        }
        out.push(c);
    }
    // A number and a dot at the start would open a list.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

/// Returns an address as a link, where it is one of the web.
fn link(url: &str) -> String {
    let safe = url.starts_with("https://") || url.starts_with("http://");
    if safe && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>')) {
        format!("<{url}>")
    } else {
        plain(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Options, testing};

    #[test]
    fn words_of_pages_do_not_become_markup() {
        assert_eq!(plain("# a *b* <i> [c](d) | e\nf"), r"\# a \*b\* \<i\> \[c\](d) \| e f");
        assert_eq!(plain("12. May"), r"12\. May");
        assert_eq!(link("https://a.example/b"), "<https://a.example/b>");
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
    }

    #[test]
    fn every_mark_has_one_footnote() {
        for what in [What::Stories, What::Claims] {
            let mut out = Vec::new();
            crate::write(Format::Md, what, &testing::held(), &Options::default(), &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            let notes: Vec<&str> = text.lines().filter(|line| line.starts_with("[^")).collect();
            assert!(!notes.is_empty());
            for (at, note) in notes.iter().enumerate() {
                let name = format!("[^{}]", at + 1);
                assert!(note.starts_with(&format!("{name}: ")), "{note}");
                assert!(text.matches(&name).count() > 1, "{name} is never cited");
            }
        }
    }
}
