//! A document for a terminal: its text with what was found in colour, and under each sentence who said what.
//!
//! A statement stands under the sentence in which its content begins, `speaker ← relay ← outlet: content`; an event under
//! that of its trigger. Colour only helps the eye: every name and day in it stands in the lines below, too.

use super::canvas::{Canvas, Style};
use super::words::clean;
use model::{Actor, Document, Event, Mode, Sentence, Span, Statement};
use text::wrap;

/// Lays a document out.
pub(crate) fn render(document: &Document, canvas: &Canvas) -> String {
    let mut page = Page { out: String::new(), document, canvas };
    let article = document.article();
    page.line(0, &"━".repeat(canvas.width), Style::Dim);
    if let Some(title) = &article.title {
        page.wrapped(0, &clean(title), Style::Bold);
    }
    let date = article.date.map(|date| date.to_string());
    let parts = [article.outlet.label().map(str::to_owned), date, Some(article.path.clone())];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| clean(&part)).collect();
    page.wrapped(0, &parts.join(" · "), Style::Dim);
    for sentence in &document.facts().sentences {
        page.sentence(*sentence);
    }
    page.out.push('\n');
    page.out
}

struct Page<'a> {
    out: String,
    document: &'a Document,
    canvas: &'a Canvas,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str, style: Style) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&self.canvas.paint(text, style));
        self.out.push('\n');
    }

    /// Prints a text, later lines two columns further in where it is indented.
    fn wrapped(&mut self, indent: usize, text: &str, style: Style) {
        for (at, line) in wrap(text, self.canvas.width.saturating_sub(2 * indent)).iter().enumerate() {
            self.line(if at == 0 { indent } else { 2 * indent }, line, style);
        }
    }

    fn sentence(&mut self, sentence: Sentence) {
        let facts = self.document.facts();
        self.out.push('\n');
        self.text(sentence.span);
        let begins = |statement: &&Statement| {
            let first = statement.content.first().map_or(statement.span, |content| *content);
            (sentence.span.start..sentence.span.end).contains(&first.start)
        };
        for statement in facts.statements.iter().filter(begins) {
            let line = self.said(statement);
            self.wrapped(2, &line, Style::Good);
        }
        for event in facts.events.iter().filter(|event| sentence.span.covers(event.trigger)) {
            self.wrapped(2, &happened(event), Style::Dim);
        }
    }

    /// Prints a sentence: names bold, times and amounts in colour.
    fn text(&mut self, span: Span) {
        let facts = self.document.facts();
        let names = facts.mentions.iter().map(|mention| (mention.span, Style::Bold));
        let times = facts.times.iter().map(|time| (time.span, Style::Changed));
        let amounts = facts.quantities.iter().map(|quantity| (quantity.span, Style::Changed));
        let found: Vec<(Span, Style)> =
            names.chain(times).chain(amounts).filter(|(found, _)| span.covers(*found)).collect();
        let surface = self.document.surface(span);
        let mut styles = Vec::new();
        let mut end = 0;
        for word in surface.split_whitespace() {
            let start = surface[end..].find(word).map_or(end, |at| end + at);
            end = start + word.len();
            let word = Span::new(span.start as usize + start, span.start as usize + end);
            styles.push(found.iter().find(|(found, _)| found.overlaps(word)).map(|(_, style)| *style));
        }
        let plain = clean(surface);
        let lines = wrap(&plain, self.canvas.width);
        // A word that was broken, or one that only steers, leaves words and styles apart: then nothing is painted.
        let even = lines.iter().map(|line| line.split(' ').count()).sum::<usize>() == styles.len();
        let mut styles = styles.into_iter();
        for line in &lines {
            let painted = line.split(' ').map(|word| match styles.next().flatten().filter(|_| even) {
                Some(style) => self.canvas.paint(word, style),
                None => word.to_owned(),
            });
            let painted = painted.collect::<Vec<_>>().join(" ");
            self.out.push_str(&painted);
            self.out.push('\n');
        }
    }

    fn said(&self, statement: &Statement) -> String {
        let chain: Vec<String> = statement.chain.links().iter().map(|link| clean(&link.name)).collect();
        let unresolved = statement.speaker.is_none().then(|| "?".to_owned());
        let hands: Vec<String> = unresolved.into_iter().chain(chain).collect();
        let content: Vec<String> =
            statement.content.iter().map(|content| clean(self.document.surface(*content))).collect();
        let mode = match statement.mode {
            Mode::Indirect => String::new(),
            other => format!(" [{}]", other.name().replace('_', " ")),
        };
        format!("» {}{mode}: {}", hands.join(" ← "), content.join(" … "))
    }
}

fn happened(event: &Event) -> String {
    let names =
        |actors: &[Actor]| actors.iter().map(|actor| clean(&actor.name)).collect::<Vec<_>>().join(", ");
    let kind = match &event.mode {
        Some(mode) => format!("{} ({mode})", event.event),
        None => event.event.clone(),
    };
    let mut line = format!("◆ {kind}");
    for (sign, names) in [(" ", names(&event.actors)), (" → ", names(&event.recipients))] {
        if !names.is_empty() {
            line.push_str(sign);
            line.push_str(&names);
        }
    }
    let date = event.date.map(|date| date.to_string());
    for part in event.place.as_deref().map(clean).into_iter().chain(date) {
        line.push_str(" · ");
        line.push_str(&part);
    }
    line.push_str(" · ");
    line.push_str(event.certainty.name());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::{Setup, Workers, pipeline};
    use model::{DocId, Given, Page, PageKind};
    use std::ops::ControlFlow;

    fn shown(text: &str, canvas: &Canvas) -> String {
        let bytes = text.as_bytes().to_vec();
        let given = Given { lang: Some("en".into()), date: "2031-05-04".parse().ok(), ..Given::default() };
        let id = DocId::of_bytes(&bytes);
        let page = Page { id, path: "a.txt".into(), bytes, kind: PageKind::Verbatim, charset: None, given };
        let workers = Workers::new(1).unwrap();
        let setup = Setup::of(lang::Packs::embedded(), &workers);
        let mut out = String::new();
        let flow = pipeline::documents(std::iter::once(Ok(page)), &setup, |outcome| {
            out.push_str(&render(outcome.as_ref().expect("the text is an article"), canvas));
            ControlFlow::<()>::Continue(())
        });
        assert!(flow.is_continue());
        out
    }

    #[test]
    fn a_statement_stands_under_its_sentence_with_its_hands() {
        let text = "The White House said the bridge in Seoul was safe, Reuters reported. \
            The Kremlin did not mention the bridge. The sky was grey.";
        let expected = [
            "2031-05-04 · a.txt",
            "",
            "The White House said the bridge in Seoul was safe, Reuters",
            "reported.",
            "  » White House ← Reuters: the bridge in Seoul was safe",
            "",
            "The Kremlin did not mention the bridge.",
            "  » Kremlin [non report]: the bridge",
            "",
            "The sky was grey.",
            "",
        ];
        let shown = shown(text, &Canvas::plain(60));
        assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_event_stands_under_its_sentence_with_its_day() {
        let shown =
            shown("Vladimir Putin met Kim Jong Un in Moscow on Friday. It rained.", &Canvas::plain(80));
        let event = "  ◆ CONSULT Vladimir Putin, Kim Jong Un · Moscow · 2031-05-02 · reported";
        assert_eq!(shown.lines().find(|line| line.contains('◆')), Some(event));
    }
}
