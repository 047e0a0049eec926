//! The stages by name.

use std::{fmt, str::FromStr};

/// Where a run stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// After the articles.
    Article,
    /// After the documents.
    Document,
    /// After the stories and threads.
    Story,
    /// At the end.
    #[default]
    Record,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 4] = [Self::Article, Self::Document, Self::Story, Self::Record];

    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Document => "document",
            Self::Story => "story",
            Self::Record => "record",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.name() == text)
            .ok_or_else(|| format!("no stage {text:?}: there are article, document, story and record"))
    }
}
