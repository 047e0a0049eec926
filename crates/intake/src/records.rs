//! JSON Lines: one page a line, as text, as HTML or as the name of a file.

use crate::{
    Limits, Outcome, date,
    file::{self, Source},
    stream::{Fault, Stream, append_within},
};
use model::{DocId, Given, Moment, Page, PageKind, SetAside, SetAsideReason};
use serde::Deserialize;
use std::{
    io::{self, BufRead},
    path::{Component, Path, PathBuf},
};

/// Where the paths in a file of records may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Into the folder of the file and below: the file may come from anyone.
    Folder,
    /// Anywhere: the user named the file as a manifest.
    Anywhere,
}

/// Reads records line by line and holds one at a time.
pub(crate) struct Records {
    reader: Box<dyn BufRead + Send>,
    source: Source,
    limits: Limits,
    packed: bool,
    line: u64,
    buffer: Vec<u8>,
    /// Bytes passed over since the last record.
    skipped: u64,
    is_empty: bool,
    is_done: bool,
}

impl Records {
    pub(crate) fn new(stream: Stream, source: Source, limits: Limits) -> Self {
        let packed = stream.is_packed();
        Self {
            reader: stream.into_reader(),
            source,
            limits,
            packed,
            line: 0,
            buffer: Vec::new(),
            skipped: 0,
            is_empty: true,
            is_done: false,
        }
    }

    fn next_outcome(&mut self) -> Option<Outcome> {
        let limit = self.limits.page_bytes();
        loop {
            self.line += 1;
            let read = match self.read_line(limit) {
                Ok(read) => read,
                Err(error) => {
                    self.is_done = true;
                    let fault = Fault::of(error, self.packed);
                    let advice = format!("{}; the lines before it were read", fault.advice(limit));
                    return Some(Err(self.aside(fault.reason(), advice)));
                }
            };
            match read {
                Line::End => {
                    self.is_done = true;
                    let advice = "there is no record in it: write each page as one line of JSON";
                    return self.is_empty.then(|| {
                        Err(SetAside::new(self.source.label.clone(), SetAsideReason::Empty, advice))
                    });
                }
                Line::Endless => return Some(self.give_up()),
                Line::TooLong => {
                    return Some(Err(self.aside(SetAsideReason::TooLarge, Fault::TooLarge.advice(limit))));
                }
                Line::Held => {}
            }
            let line = std::mem::take(&mut self.buffer);
            let content =
                if self.line == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
            let content = content.trim_ascii();
            let outcome = (!content.is_empty()).then(|| self.page(content));
            self.buffer = line;
            if let Some(outcome) = outcome {
                self.skipped = 0;
                return Some(outcome.map_err(|(reason, advice)| self.aside(reason, advice)));
            }
            if self.skipped > self.limits.max_skip_bytes {
                return Some(self.give_up());
            }
        }
    }

    /// Ends the reading of a file that holds too little for its size.
    fn give_up(&mut self) -> Outcome {
        self.is_done = true;
        let advice =
            "too much of the file passed without a record, and the rest was not read: split it at line ends";
        Err(self.aside(SetAsideReason::TooLarge, advice))
    }

    /// Reads one line into the buffer; a line beyond the limit is passed over without being held.
    fn read_line(&mut self, limit: usize) -> io::Result<Line> {
        self.buffer.clear();
        let mut is_held = true;
        let mut is_first_chunk = true;
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(match (is_first_chunk, is_held) {
                    (true, _) => Line::End,
                    (false, true) => Line::Held,
                    (false, false) => Line::TooLong,
                });
            }
            is_first_chunk = false;
            let newline = chunk.iter().position(|b| *b == b'\n');
            let part = &chunk[..newline.unwrap_or(chunk.len())];
            if is_held && !append_within(&mut self.buffer, part, limit) {
                is_held = false;
                self.buffer = Vec::new();
            }
            let used = part.len() + usize::from(newline.is_some());
            self.reader.consume(used);
            self.skipped += used as u64;
            if !is_held && self.skipped > self.limits.max_skip_bytes {
                return Ok(Line::Endless);
            }
            if newline.is_some() {
                return Ok(if is_held { Line::Held } else { Line::TooLong });
            }
        }
    }

    fn page(&self, line: &[u8]) -> Result<Page, Refusal> {
        let text = std::str::from_utf8(line).map_err(|error| {
            bad(format!("is not UTF-8 from byte {} on: write the file as UTF-8", error.valid_up_to() + 1))
        })?;
        let record: Record = serde_json::from_str(text).map_err(|error| {
            bad(format!("is no record ({error}): write one JSON object with id, and path, html or text"))
        })?;
        let given = record.given()?;
        let charset = record.charset.filter(|text| is_said(text));
        let is_verbatim = record.verbatim == Some(true);
        let (bytes, kind, path, charset) =
            match (record.html, record.text, record.path.filter(|text| is_said(text))) {
                (Some(_), _, _) if is_verbatim => return Err(bad("verbatim goes with text, not with html")),
                // The strings of a JSON file are decoded already, whatever the markup says of its character set.
                (Some(html), _, _) => (html.into_bytes(), PageKind::Html, self.label(), utf8()),
                (None, Some(text), _) if is_verbatim => {
                    (text.into_bytes(), PageKind::Verbatim, self.label(), utf8())
                }
                (None, Some(text), _) => (text.into_bytes(), PageKind::Text, self.label(), utf8()),
                (None, None, Some(path)) => {
                    let page = self.named_page(&path)?;
                    let kind = match page.kind {
                        PageKind::Text if is_verbatim => PageKind::Verbatim,
                        PageKind::Html if is_verbatim => {
                            return Err(bad(format!("verbatim goes with text, and {path} is HTML")));
                        }
                        kind => kind,
                    };
                    (page.bytes, kind, page.path, charset)
                }
                (None, None, None) => return Err(bad("names no page: add path, html or text")),
            };
        if bytes.trim_ascii().is_empty() {
            return Err((SetAsideReason::Empty, "there is nothing in it: leave the line out".to_owned()));
        }
        let id = match record.id.map(Scalar::into_string).filter(|text| is_said(text)) {
            Some(id) => DocId::given(id),
            None => DocId::of_page(&bytes, &given),
        };
        Ok(Page { id, path, bytes, kind, charset, given })
    }

    fn named_page(&self, path: &str) -> Result<Page, Refusal> {
        let file = self.resolve(Path::new(path))?;
        file::read_page(&file, self.limits).map_err(|(reason, advice)| (reason, format!("{path}: {advice}")))
    }

    /// Returns the file that a record names, unless it lies where the records may not lead.
    fn resolve(&self, path: &Path) -> Result<PathBuf, Refusal> {
        let folder = &self.source.folder;
        let file = folder.join(path);
        let leads_out = || {
            let path = path.display();
            bad(format!(
                "{path} lies outside the folder of the records: give the file with --manifest if you trust it"
            ))
        };
        if self.source.trust == Trust::Anywhere {
            return Ok(file);
        }
        if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(leads_out());
        }
        // A link below the folder may still lead out of it.
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match (here.canonicalize(), file.canonicalize()) {
            (Ok(folder), Ok(target)) if !target.starts_with(&folder) => Err(leads_out()),
            _ => Ok(file),
        }
    }

    fn label(&self) -> String {
        format!("{}:{}", self.source.label, self.line)
    }

    fn aside(&self, reason: SetAsideReason, advice: impl Into<String>) -> SetAside {
        SetAside::new(self.label(), reason, advice)
    }
}

impl Iterator for Records {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        if self.is_done {
            return None;
        }
        let outcome = self.next_outcome();
        self.is_empty = false;
        outcome
    }
}

/// Why a record gives no page: the reason and the advice.
type Refusal = (SetAsideReason, String);

/// What reading a line gave.
enum Line {
    /// The line is in the buffer.
    Held,
    /// The line is longer than the limit.
    TooLong,
    /// Too much was passed over.
    Endless,
    /// There is no further line.
    End,
}

/// One line. Of `html`, `text` and `path` the first that is there counts; what else the line holds is passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<Scalar>,
    path: Option<String>,
    html: Option<String>,
    text: Option<String>,
    verbatim: Option<bool>,
    url: Option<String>,
    date: Option<Scalar>,
    captured: Option<Scalar>,
    outlet: Option<String>,
    lang: Option<String>,
    title: Option<String>,
    charset: Option<String>,
}

impl Record {
    fn given(&self) -> Result<Given, Refusal> {
        let said = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        Ok(Given {
            url: said(&self.url),
            date: moment("date", self.date.as_ref())?,
            captured: moment("captured", self.captured.as_ref())?,
            outlet: said(&self.outlet),
            lang: said(&self.lang),
            title: said(&self.title),
        })
    }
}

/// A string, or a number where people write one for it.
#[derive(Clone, Deserialize)]
#[serde(untagged, expecting = "expected a string or a number")]
enum Scalar {
    Text(String),
    Number(serde_json::Number),
}

impl Scalar {
    fn into_string(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

fn moment(field: &str, value: Option<&Scalar>) -> Result<Option<Moment>, Refusal> {
    let Some(text) = value.cloned().map(Scalar::into_string).filter(|text| is_said(text)) else {
        return Ok(None);
    };
    match date::moment(&text) {
        Some(moment) => Ok(Some(moment)),
        None => Err(bad(format!("{field} {text:?} is no date: write 2025-08-13 or 2025-08-13T11:03+05:30"))),
    }
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn utf8() -> Option<String> {
    Some("utf-8".to_owned())
}

fn bad(advice: impl Into<String>) -> Refusal {
    (SetAsideReason::BadRecord, advice.into())
}

#[cfg(test)]
mod tests;
