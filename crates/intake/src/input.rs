//! Inputs as the user names them, and the pages that come of them.

use crate::{Outcome, Outcomes, file, kind, records::Trust};
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Where pages are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// Standard input: one page, or JSON Lines.
    Stdin,
    /// A JSON Lines file that the user vouches for: its records may name files anywhere.
    Manifest(PathBuf),
}

impl Input {
    /// Returns the input that a command-line argument names; `-` is standard input.
    pub fn of_argument(argument: impl Into<PathBuf>) -> Self {
        let path = argument.into();
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

/// How much is read before an input is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of one page, unpacked; also of one JSON line and of one feed file. At most 1 GiB counts.
    pub max_page_bytes: usize,
    /// How many folders deep a folder is read.
    pub max_depth: usize,
    /// How much of a JSON Lines file is passed over between two records (blank lines, lines that are too
    /// long) before the rest is given up; it stops a packed file that never ends.
    pub max_skip_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_page_bytes: 64 << 20, max_depth: 64, max_skip_bytes: 1 << 30 }
    }
}

impl Limits {
    /// Returns the size of one page, held so far below 4 GiB that no character set can carry it over.
    pub(crate) fn page_bytes(&self) -> usize {
        self.max_page_bytes.min(1 << 30)
    }
}

/// Reads the inputs one after the other and returns each page, or why there is none.
///
/// Nothing is opened before it is asked for, and one page at a time is held.
/// Every file gives one outcome at least; a JSON Lines file one a record, a feed one an item.
///
/// ```
/// use intake::{Input, Limits, read};
/// let missing = Input::Path("no/such/page.html".into());
/// let outcome = read(&[missing], &Limits::default()).next().unwrap();
/// assert_eq!(outcome.unwrap_err().reason, model::SetAsideReason::Unreadable);
/// ```
pub fn read(inputs: &[Input], limits: &Limits) -> impl Iterator<Item = Outcome> + Send + use<> {
    let limits = *limits;
    let inputs: Vec<Input> = inputs.to_vec();
    inputs.into_iter().flat_map(move |input| outcomes(&input, limits))
}

/// Estimates how many outcomes [`read`] will give, for a progress bar.
///
/// Files in folders are counted, records of JSON Lines estimated from the first mebibyte.
/// Standard input counts as one, and so does a feed.
pub fn estimate(inputs: &[Input], limits: &Limits) -> usize {
    inputs
        .iter()
        .map(|input| match input {
            Input::Stdin => 1,
            Input::Manifest(path) => estimate_records(path),
            Input::Path(path) if path.is_dir() => {
                crate::folder::entries(path, limits).flatten().map(|entry| estimate_file(entry.path())).sum()
            }
            Input::Path(path) => estimate_file(path),
        })
        .fold(0, usize::saturating_add)
}

fn outcomes(input: &Input, limits: Limits) -> Outcomes {
    match input {
        Input::Path(path) if path.is_dir() => Box::new(crate::folder::Folder::new(path, limits)),
        Input::Path(path) => file::read_named(path, Trust::Folder, limits),
        Input::Stdin => file::read_stdin(limits),
        Input::Manifest(path) => file::read_named(path, Trust::Anywhere, limits),
    }
}

fn estimate_file(path: &Path) -> usize {
    if path.is_dir() {
        0
    } else if kind::named_as_records(path) {
        estimate_records(path)
    } else {
        1
    }
}

/// Estimates the number of lines from the first of them; a packed file counts as one.
fn estimate_records(path: &Path) -> usize {
    let (length, sample) = sample(path).unwrap_or_default();
    if sample.is_empty() || kind::sniff(&sample) == kind::Kind::Gzip {
        return 1;
    }
    let lines = sample.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
    let estimated = lines as u64 * length.max(1) / sample.len() as u64;
    usize::try_from(estimated).unwrap_or(usize::MAX).max(1)
}

/// Returns the length of a file and its first mebibyte; nothing of a pipe, which can be read only once.
fn sample(path: &Path) -> io::Result<(u64, Vec<u8>)> {
    const SAMPLE: u64 = 1 << 20;
    let metadata = path.metadata()?;
    let mut bytes = Vec::new();
    if metadata.is_file() {
        File::open(path)?.take(SAMPLE).read_to_end(&mut bytes)?;
    }
    Ok((metadata.len(), bytes))
}
