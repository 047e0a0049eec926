//! The sheet for a terminal.
//!
//! Columns are counted by grapheme clusters, and text in a script that terminals place differently stands last
//! on its line, so that columns hold everywhere. Colour only repeats what signs and words say.

use super::Labels;
use super::canvas::{Canvas, Style};
use super::parts::head::sign;
use super::parts::{BriefLine, ClaimEntry, ClaimGroup, Head, Way};
use super::sheet::{Section, Sheet, ThreadSheet};
use model::Standing;
use text::{fit, pad, wrap};

/// Lays a sheet out.
pub(crate) fn render(sheet: &Sheet, canvas: &Canvas) -> String {
    let mut page = Page { out: String::new(), canvas, labels: sheet.labels };
    for thread in &sheet.threads {
        page.thread(thread);
    }
    if sheet.threads.is_empty() {
        page.line(0, &sheet.labels.get("line.nothing"));
    }
    page.aside(sheet);
    page.out
}

struct Page<'a> {
    out: String,
    canvas: &'a Canvas,
    labels: Labels,
}

impl Page<'_> {
    fn thread(&mut self, thread: &ThreadSheet) {
        self.head(&thread.head);
        self.brief(&thread.brief);
        self.claims(&thread.claims);
        self.silences(thread);
        self.timeline(thread);
        self.origins(thread);
        self.articles(thread);
        self.blank();
    }

    fn head(&mut self, head: &Head) {
        let rule = "━".repeat(self.canvas.width);
        self.styled(0, &rule, Style::Dim);
        let (number, count) = head.number;
        if count > 1 {
            let number = self.labels.fill("line.thread", &[number.to_string(), count.to_string()]);
            self.styled(0, &number, Style::Dim);
        }
        for line in wrap(&head.title.text, self.canvas.width) {
            self.styled(0, &line, Style::Bold);
        }
        let counts = std::iter::once(&head.span).chain(&head.counts).map(|cell| (cell.clone(), None));
        self.cells(counts, " · ");
        let labels = self.labels;
        let standings = head.standings.iter().map(|(standing, count)| {
            let word = labels.get(&format!("standing.{}", standing.name()));
            (format!("{} {count} {word}", sign(*standing)), Some(style(*standing)))
        });
        self.cells(standings, "   ");
        self.styled(0, &rule, Style::Dim);
    }

    fn brief(&mut self, brief: &[BriefLine]) {
        if brief.is_empty() {
            return;
        }
        self.title("section.brief");
        for line in brief {
            let mark = line.mark.as_ref().map(|mark| format!(" {mark}")).unwrap_or_default();
            self.wrapped("  ", 2, &format!("{}{mark}", line.text.text));
        }
    }

    fn claims(&mut self, groups: &[ClaimGroup]) {
        if groups.is_empty() {
            return;
        }
        self.title("section.claims");
        for (at, group) in groups.iter().enumerate() {
            if at > 0 {
                self.blank();
            }
            let name = group.standing.name();
            let word = self.labels.get(&format!("standing.{name}"));
            let about = self.labels.get(&format!("standing.{name}.about"));
            let heading = format!("{} {word} ({})", sign(group.standing), group.total);
            self.cells([(heading, Some(style(group.standing))), (about, None)].into_iter(), " — ");
            for claim in &group.claims.entries {
                self.claim(claim, group.standing);
            }
            self.more(&group.claims, 2);
        }
    }

    fn claim(&mut self, claim: &ClaimEntry, standing: Standing) {
        self.blank();
        let mark = claim.mark.as_ref().map(|mark| format!(" {mark}")).unwrap_or_default();
        let sign = self.canvas.paint(sign(standing), style(standing));
        self.wrapped(&format!("  {sign} "), 4, &format!("{}{mark}", claim.text.text));
        if !claim.topic.is_empty() {
            self.styled_wrapped(6, &claim.topic, Style::Dim);
        }
        let columns = claim.values.iter().map(|value| text::width(&value.value)).max().unwrap_or(0).min(16);
        for value in &claim.values {
            let relation =
                if value.relation.is_empty() { String::new() } else { format!(" ({})", value.relation) };
            let head = format!("      {}  {}  ", pad(&value.value, columns), pad(&value.date, 10));
            self.wrapped(&head, text::width(&head), &format!("{}{relation}", value.origins));
        }
        if !claim.why.is_empty() {
            self.labelled("line.why", &claim.why);
        }
        for way in &claim.ways.entries {
            self.way(way);
        }
        self.more(&claim.ways, 6);
    }

    fn way(&mut self, way: &Way) {
        let outlets: Vec<String> = way
            .outlets
            .iter()
            .map(|(name, mark)| match mark {
                Some(mark) => format!("{name} {mark}"),
                None => name.clone(),
            })
            .collect();
        let narrated = if way.hands.is_empty() {
            format!(" ({})", self.labels.get("line.narrated"))
        } else {
            String::new()
        };
        let stance = way.stance.as_ref().map(|stance| format!("✖ {stance}: ")).unwrap_or_default();
        let head = format!("      {}  ", pad(&way.date, 10));
        let body = format!("{stance}{}{}{narrated}", way.path(), outlets.join(", "));
        self.wrapped(&head, text::width(&head), &body);
    }

    fn silences(&mut self, thread: &ThreadSheet) {
        if thread.silences.entries.is_empty() {
            return;
        }
        self.title("section.silences");
        for silence in &thread.silences.entries {
            let marks: String = silence.marks.iter().map(|mark| format!(" {mark}")).collect();
            self.wrapped("  ○ ", 4, &format!("{} — {}{marks}", silence.source, silence.kind));
            if let Some(claim) = &silence.claim {
                self.labelled("line.left-out", &claim.text);
            }
            if !silence.text.text.is_empty() {
                self.wrapped("      ", 6, &silence.text.text);
            }
        }
        self.more(&thread.silences, 2);
    }

    fn timeline(&mut self, thread: &ThreadSheet) {
        if thread.timeline.entries.is_empty() {
            return;
        }
        self.title("section.timeline");
        for entry in &thread.timeline.entries {
            let marks: String = entry.marks.iter().map(|mark| format!(" {mark}")).collect();
            let word = entry.word.as_ref().map(|word| format!("{word}: ")).unwrap_or_default();
            let head = format!("  {}  {} ", pad(&entry.date, 10), entry.sign);
            self.wrapped(&head, 16, &format!("{word}{}{marks}", entry.text.text));
        }
        self.more(&thread.timeline, 2);
    }

    fn origins(&mut self, thread: &ThreadSheet) {
        if thread.origins.entries.is_empty() {
            return;
        }
        self.title("section.origins");
        for origin in &thread.origins.entries {
            let side = origin.side.as_ref().map(|side| format!(", {side}")).unwrap_or_default();
            let claims = self.labels.count(origin.claims, "count.claims");
            let articles = self.labels.count(origin.articles, "count.articles");
            let head = format!("  {}  {}  ", pad(&claims, 10), pad(&articles, 12));
            self.wrapped(&head, text::width(&head), &format!("{} ({}{side})", origin.name, origin.kind));
        }
        self.more(&thread.origins, 2);
    }

    fn articles(&mut self, thread: &ThreadSheet) {
        self.title("section.articles");
        for article in &thread.articles.entries {
            let head = format!("  {:>4} {}  ", format!("[{}]", article.number), pad(&article.date, 10));
            let copy = match article.copy.as_str() {
                "" => String::new(),
                copy => format!(" ({})", self.labels.fill("line.copy", &[copy.to_owned()])),
            };
            let indent = text::width(&head);
            let body = format!("{}{copy}: {}", article.outlet, article.title.text);
            self.line(0, &format!("{head}{}", fit(&body, self.canvas.width.saturating_sub(indent))));
            let passages: Vec<String> = article
                .passages
                .iter()
                .map(|(letter, span)| format!("{letter}\u{a0}{}–{}", span.start, span.end))
                .collect();
            self.styled_wrapped(indent, &article.path, Style::Dim);
            if !passages.is_empty() {
                let list = format!("{}: {}", self.labels.get("line.bytes"), passages.join(", "));
                self.styled_wrapped(indent, &list, Style::Dim);
            }
        }
        self.more(&thread.articles, 2);
    }

    fn aside(&mut self, sheet: &Sheet) {
        if sheet.aside.entries.is_empty() {
            return;
        }
        self.title("section.aside");
        for aside in &sheet.aside.entries {
            self.wrapped("  ", 2, &aside.path);
            self.wrapped("      ", 6, &format!("{}: {}", aside.reason, aside.advice));
        }
        self.more(&sheet.aside, 2);
        self.blank();
    }

    /// Writes cells behind one another, on as many lines as they need; a cell is never broken.
    fn cells(&mut self, cells: impl Iterator<Item = (String, Option<Style>)>, between: &str) {
        let mut line = String::new();
        let mut used = 0;
        for (cell, style) in cells {
            let wide = text::widest(&cell);
            if used > 0 && used + text::widest(between) + wide > self.canvas.width {
                self.line(0, &std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push_str(between);
                used += text::widest(between);
            }
            used += wide;
            line.push_str(&style.map_or_else(|| cell.clone(), |style| self.canvas.paint(&cell, style)));
        }
        if used > 0 {
            self.line(0, &line);
        }
    }

    fn title(&mut self, key: &str) {
        self.blank();
        let title = self.labels.get(key);
        self.styled(0, &title, Style::Bold);
    }

    /// Writes text behind a label, both indented.
    fn labelled(&mut self, key: &str, body: &str) {
        let head = format!("      {}: ", self.labels.get(key));
        self.wrapped(&head, text::width(&head), body);
    }

    /// Writes wrapped text: the head before the first line, as many spaces before the others.
    fn wrapped(&mut self, head: &str, indent: usize, body: &str) {
        for (at, line) in wrap(body, self.canvas.width.saturating_sub(indent)).iter().enumerate() {
            if at == 0 {
                self.line(0, &format!("{head}{line}"));
            } else {
                self.line(indent, line);
            }
        }
    }

    fn styled_wrapped(&mut self, indent: usize, body: &str, style: Style) {
        for line in wrap(body, self.canvas.width.saturating_sub(indent)) {
            self.styled(indent, &line, style);
        }
    }

    fn more<T>(&mut self, section: &Section<T>, indent: usize) {
        if section.more > 0 {
            let more = self.labels.fill("line.more", &[section.more.to_string()]);
            self.styled(indent, &more, Style::Dim);
        }
    }

    fn styled(&mut self, indent: usize, body: &str, style: Style) {
        let painted = self.canvas.paint(body, style);
        self.line(indent, &painted);
    }

    fn line(&mut self, indent: usize, body: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(body.trim_end());
        self.out.push('\n');
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }
}

fn style(standing: Standing) -> Style {
    match standing {
        Standing::Corroborated => Style::Good,
        Standing::Disputed | Standing::Denied => Style::Bad,
        Standing::Revised => Style::Changed,
        Standing::Single => Style::Dim,
    }
}
