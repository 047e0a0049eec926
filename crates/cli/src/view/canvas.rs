//! How wide the terminal is and whether it shows colour.

use crate::args::ColorWhen;
use crate::output::Output;
use crate::settings::Settings;

/// The widest line that is still read with ease.
const WIDEST: usize = 110;
/// The width where there is no terminal to ask.
const USUAL: usize = 100;
/// The narrowest width that holds the columns.
const NARROWEST: usize = 40;

/// Where a record is printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Canvas {
    /// Columns.
    pub(crate) width: usize,
    color: bool,
}

/// A style of text. Each is a help for the eye only: signs and words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Bold,
    Dim,
    Good,
    Bad,
    Changed,
}

impl Canvas {
    /// Works out the canvas from the settings and where the output goes.
    pub(crate) fn new(settings: &Settings, output: &Output) -> Self {
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
        let width = match settings.width.value {
            Some(width) => width,
            None if output.is_terminal() => terminal().unwrap_or(USUAL),
            None => USUAL,
        };
        // https://no-color.org: any value that is not empty counts.
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match settings.color.value {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => output.is_terminal() && !unwanted,
        };
        Self { width: width.max(NARROWEST), color }
    }

    /// Returns a canvas without colour.
    #[cfg(test)]
    pub(crate) fn plain(width: usize) -> Self {
        Self { width, color: false }
    }

    /// Returns the text in a style, where colour is on.
    pub(crate) fn paint(&self, text: &str, style: Style) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Good => "32",
            Style::Bad => "31",
            Style::Changed => "33",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
