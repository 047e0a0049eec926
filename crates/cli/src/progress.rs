//! The progress bar: on standard error, on a terminal, and only for work that takes a while.

use engine::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How long a run is silent.
const PATIENCE: Duration = Duration::from_secs(2);

/// A progress bar that shows itself when the run takes longer than [`PATIENCE`].
pub(crate) struct Bar {
    bar: ProgressBar,
    started: Instant,
    shown: std::cell::Cell<bool>,
}

impl Bar {
    /// Starts a bar over so many pages; an estimate is enough.
    pub(crate) fn new(pages: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(pages as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages  {per_sec}  {msg}") {
            bar.set_style(style);
        }
        let hidden = !std::io::stderr().is_terminal();
        Self { bar, started: Instant::now(), shown: std::cell::Cell::new(hidden) }
    }

    /// Tells what is done beside moving the bar.
    pub(crate) fn say(&self, message: &str) {
        self.show_when_long();
        self.bar.set_message(message.to_owned());
    }

    /// Moves the bar.
    pub(crate) fn set(&self, progress: Progress) {
        let done = (progress.used + progress.set_aside) as u64;
        self.show_when_long();
        if progress.set_aside > 0 {
            self.bar.set_message(format!("{} set aside", progress.set_aside));
        }
        if self.bar.length().is_some_and(|length| length < done) {
            self.bar.set_length(done);
        }
        self.bar.set_position(done);
    }

    fn show_when_long(&self) {
        if !self.shown.get() && self.started.elapsed() > PATIENCE {
            self.shown.set(true);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

/// A progress bar over the bytes of a file, shown as [`Bar`] is.
pub(crate) struct Bytes {
    bar: ProgressBar,
    started: Instant,
    shown: std::cell::Cell<bool>,
}

impl Bytes {
    /// Starts a bar over so many bytes, if that is known.
    pub(crate) fn new(size: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden());
        let template = if size.is_some() {
            "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {msg}"
        } else {
            "{spinner} {bytes}  {bytes_per_sec}  {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let hidden = !std::io::stderr().is_terminal();
        Self { bar, started: Instant::now(), shown: std::cell::Cell::new(hidden) }
    }

    /// Counts what is read through it.
    pub(crate) fn over<R: std::io::Read>(&self, reader: R) -> impl std::io::Read + use<R> {
        self.bar.wrap_read(reader)
    }

    /// Tells what was found so far.
    pub(crate) fn say(&self, message: &str) {
        if !self.shown.get() && self.started.elapsed() > PATIENCE {
            self.shown.set(true);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        if self.shown.get() {
            self.bar.set_message(message.to_owned());
        }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
