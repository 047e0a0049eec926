//! Where data goes: standard output or a file.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The data side of a command; what is for people's eyes only goes to standard error.
pub(crate) struct Output {
    writer: BufWriter<Box<dyn Write + Send>>,
    path: Option<PathBuf>,
}

impl Output {
    /// Opens the file, or standard output where none is named.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let writer: Box<dyn Write + Send> = match path {
            None => Box::new(io::stdout()),
            Some(path) => Box::new(File::create(path).with_context(|| format!("write {}", path.display()))?),
        };
        Ok(Self { writer: BufWriter::with_capacity(64 << 10, writer), path: path.map(Path::to_owned) })
    }

    /// Tells whether the data goes to a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.path.is_none() && io::stdout().is_terminal()
    }

    /// Returns where bytes go, for those who write by themselves.
    pub(crate) fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut self.writer
    }

    /// Writes text.
    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        self.writer.write_all(text.as_bytes()).with_context(|| self.label())
    }

    /// Writes one JSON value and a line end.
    pub(crate) fn json_line(&mut self, value: &impl serde::Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.writer, value)
            .map_err(io::Error::from)
            .with_context(|| self.label())?;
        self.text("\n")
    }

    /// Writes what is held back so far, so that it is seen before more is done.
    pub(crate) fn show(&mut self) -> Result<()> {
        self.writer.flush().with_context(|| self.label())
    }

    /// Writes what is still held back.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.writer.flush().with_context(|| self.label())
    }

    fn label(&self) -> String {
        match &self.path {
            None => "write to standard output".to_owned(),
            Some(path) => format!("write {}", path.display()),
        }
    }
}

/// Tells whether the error is that nobody reads our output any more.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
