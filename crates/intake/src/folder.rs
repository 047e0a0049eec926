//! The files of a folder, in the order of their paths.

use crate::{Limits, Outcome, Outcomes, file, records::Trust, stream::Fault};
use model::{SetAside, SetAsideReason};
use std::{
    io,
    path::{Path, PathBuf},
};
use walkdir::{DirEntry, WalkDir};

/// Reads a folder and the folders in it, file after file.
pub(crate) struct Folder {
    path: PathBuf,
    entries: Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>,
    current: Option<Outcomes>,
    is_empty: bool,
    limits: Limits,
}

impl Folder {
    pub(crate) fn new(path: &Path, limits: Limits) -> Self {
        let entries = Box::new(entries(path, &limits));
        Self { path: path.to_owned(), entries, current: None, is_empty: true, limits }
    }

    /// Returns the outcomes of one entry; `None` for a folder that is walked anyway.
    fn outcomes(&self, entry: walkdir::Result<DirEntry>) -> Option<Outcomes> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Some(crate::one(Err(self.refused(error)))),
        };
        let kind = entry.file_type();
        if kind.is_dir() {
            let is_deepest = entry.depth() > 0 && entry.depth() == self.limits.max_depth;
            return is_deepest.then(|| {
                let advice = format!(
                    "lies {} folders deep, which is as deep as folders are read: give it as an input of its own",
                    self.limits.max_depth
                );
                aside(entry.path(), advice)
            });
        }
        if kind.is_file() {
            return Some(file::read_named(entry.path(), Trust::Folder, self.limits));
        }
        // A link to a file is read as the file; a link to a folder could lead in a circle.
        Some(match entry.path().metadata() {
            Ok(target) if target.is_file() => file::read_named(entry.path(), Trust::Folder, self.limits),
            Ok(target) if target.is_dir() => aside(
                entry.path(),
                "links to a folder, and links are not followed: give that folder as an input",
            ),
            Ok(_) => aside(entry.path(), "is a device or a pipe: give a file"),
            Err(error) => {
                let fault = Fault::Unreadable(error);
                crate::one(Err(fault.set_aside(file::label(entry.path()), self.limits.page_bytes())))
            }
        })
    }

    fn refused(&self, error: walkdir::Error) -> SetAside {
        let path = file::label(error.path().unwrap_or(&self.path));
        let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("the folder cannot be walked"));
        Fault::Unreadable(cause).set_aside(path, self.limits.page_bytes())
    }
}

impl Iterator for Folder {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        loop {
            if let Some(outcome) = self.current.as_mut().and_then(Iterator::next) {
                self.is_empty = false;
                return Some(outcome);
            }
            self.current = None;
            match self.entries.next() {
                Some(entry) => self.current = self.outcomes(entry),
                None if self.is_empty => {
                    self.is_empty = false;
                    let advice = "holds no file to read; hidden files are passed over";
                    return Some(Err(SetAside::new(file::label(&self.path), SetAsideReason::Empty, advice)));
                }
                None => return None,
            }
        }
    }
}

/// Returns what lies in a folder, sorted, without what is hidden; the folder itself comes first.
pub(crate) fn entries(
    path: &Path,
    limits: &Limits,
) -> impl Iterator<Item = walkdir::Result<DirEntry>> + Send + use<> {
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    WalkDir::new(path)
        .max_depth(limits.max_depth.max(1))
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| !is_hidden(entry))
}

fn aside(path: &Path, advice: impl Into<String>) -> Outcomes {
    crate::one(Err(SetAside::new(file::label(path), SetAsideReason::Unreadable, advice)))
}
