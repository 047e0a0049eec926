//! The outcomes of one file: a page, the records of a JSON Lines file, the items of a feed.

use crate::{
    Limits, Outcomes,
    feed::Items,
    kind::{Kind, kind_of},
    one,
    records::{Records, Trust},
    stream::{Fault, Stream},
};
use model::{DocId, Given, Page, PageKind, SetAside, SetAsideReason};
use std::{
    fs::File,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

/// Where a stream comes from, for people and for the records in it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What to call it.
    pub(crate) label: String,
    /// Its name, for what its bytes leave open.
    pub(crate) name: PathBuf,
    /// The folder that paths in its records start from.
    pub(crate) folder: PathBuf,
    /// Where those paths may lead.
    pub(crate) trust: Trust,
}

impl Source {
    fn of_file(path: &Path, trust: Trust) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self { label: label(path), name: path.to_owned(), folder, trust }
    }
}

/// Returns a path as it is shown to people.
pub(crate) fn label(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Reads a file that the user named or that lies in a folder the user named.
pub(crate) fn read_named(path: &Path, trust: Trust, limits: Limits) -> Outcomes {
    let source = Source::of_file(path, trust);
    let opened = path.metadata().and_then(|metadata| {
        let length = metadata.is_file().then_some(metadata.len());
        Ok((File::open(path)?, length))
    });
    match opened {
        Ok((file, length)) => read_stream(Box::new(file), length, source, limits),
        Err(error) => one(Err(Fault::Unreadable(error).set_aside(source.label, limits.page_bytes()))),
    }
}

/// Reads standard input; paths in its records start from the working folder.
pub(crate) fn read_stdin(limits: Limits) -> Outcomes {
    let source =
        Source { label: "-".to_owned(), name: PathBuf::new(), folder: PathBuf::new(), trust: Trust::Folder };
    read_stream(Box::new(io::stdin()), None, source, limits)
}

/// Reads a stream of known or unknown length.
pub(crate) fn read_stream(
    raw: Box<dyn Read + Send>,
    length: Option<u64>,
    source: Source,
    limits: Limits,
) -> Outcomes {
    let limit = limits.page_bytes();
    let stream = match Stream::open(raw) {
        Ok(stream) => stream,
        Err(fault) => return one(Err(fault.set_aside(source.label, limit))),
    };
    match source.kind(stream.head()) {
        Kind::Records => return Box::new(Records::new(stream, source, limits)),
        // White space may go on beyond the head; what follows it decides.
        Kind::Empty => {}
        kind => {
            if let Some((reason, advice)) = unusable(kind) {
                return one(Err(SetAside::new(source.label, reason, advice)));
            }
        }
    }
    if !stream.is_packed() && length.is_some_and(|length| length > limit as u64) {
        return one(Err(Fault::TooLarge.set_aside(source.label, limit)));
    }
    let bytes = match stream.into_bytes(limit) {
        Ok(bytes) => bytes,
        Err(fault) => return one(Err(fault.set_aside(source.label, limit))),
    };
    match source.kind(&bytes) {
        Kind::Records => match Stream::open(Box::new(Cursor::new(bytes))) {
            Ok(stream) => Box::new(Records::new(stream, source, limits)),
            Err(fault) => one(Err(fault.set_aside(source.label, limit))),
        },
        Kind::Feed => Box::new(Items::new(bytes, source.label)),
        kind => one(page(bytes, kind, source.label)),
    }
}

/// Reads the one page that a file holds; where it holds none, says why.
pub(crate) fn read_page(path: &Path, limits: Limits) -> Result<Page, (SetAsideReason, String)> {
    let limit = limits.page_bytes();
    let told = |fault: Fault| (fault.reason(), fault.advice(limit));
    let metadata = path.metadata().map_err(|error| told(Fault::Unreadable(error)))?;
    if !metadata.is_file() {
        return Err((SetAsideReason::Unreadable, "is no file: name a file".to_owned()));
    }
    let file = File::open(path).map_err(|error| told(Fault::Unreadable(error)))?;
    let stream = Stream::open(Box::new(file)).map_err(told)?;
    if let Some((reason, advice)) = unusable(kind_of(stream.head(), path))
        && reason != SetAsideReason::Empty
    {
        return Err((reason, advice.to_owned()));
    }
    if !stream.is_packed() && metadata.len() > limit as u64 {
        return Err(told(Fault::TooLarge));
    }
    let bytes = stream.into_bytes(limit).map_err(told)?;
    let kind = kind_of(&bytes, path);
    page(bytes, kind, label(path)).map_err(|aside| (aside.reason, aside.advice))
}

impl Source {
    fn kind(&self, bytes: &[u8]) -> Kind {
        match (kind_of(bytes, &self.name), self.trust) {
            // A manifest is read as one even where its first lines are damaged.
            (Kind::Text, Trust::Anywhere) => Kind::Records,
            (kind, _) => kind,
        }
    }
}

fn page(bytes: Vec<u8>, kind: Kind, label: String) -> Result<Page, SetAside> {
    let kind = match kind {
        Kind::Html => PageKind::Html,
        Kind::Text => PageKind::Text,
        other => {
            let (reason, advice) = unusable(other).unwrap_or((
                SetAsideReason::BadRecord,
                "holds several pages, and one is wanted: give it as an input of its own",
            ));
            return Err(SetAside::new(label, reason, advice));
        }
    };
    let id = DocId::of_bytes(&bytes);
    Ok(Page { id, path: label, bytes, kind, charset: None, given: Given::default() })
}

/// Returns why no page can come of this kind, and what to do.
fn unusable(kind: Kind) -> Option<(SetAsideReason, &'static str)> {
    Some(match kind {
        Kind::Html | Kind::Text | Kind::Records | Kind::Feed => return None,
        Kind::Empty => (SetAsideReason::Empty, "there is nothing in it: save the page again"),
        Kind::Json => (
            SetAsideReason::BadRecord,
            "is JSON, but not one record a line in UTF-8: write each page as one line with id, and path, html or text",
        ),
        Kind::Xml => (
            SetAsideReason::NoArticle,
            "is XML, but neither a page nor an RSS or Atom feed: give the pages that it names",
        ),
        Kind::Asset => (
            SetAsideReason::NoArticle,
            "is a style sheet, a script or a table by its name: if it is a page, name it .html or .txt",
        ),
        Kind::Archive => (SetAsideReason::Binary, "is an archive: unpack it and give the folder"),
        Kind::Gzip => (SetAsideReason::Binary, "is packed more than once: unpack it first"),
        Kind::Binary => (
            SetAsideReason::Binary,
            "is no text (a picture, a PDF, a program): save the page as HTML or text",
        ),
    })
}
