//! What a stage says beside its result: notes, rules, confidence, and what was set aside.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The name of the rule that produced a fact, as listed in the rule reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rule(Cow<'static, str>);

impl Rule {
    /// Names a rule that is written in code.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Names a rule that comes from a language pack.
    pub fn of_pack(name: impl Into<String>) -> Self {
        Self(Cow::Owned(name.into()))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How sure a rule is, from 0 to 1, kept in hundredths so that it prints the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// Nothing speaks against it.
    pub const SURE: Self = Self(95);
    /// The usual case of a good rule.
    pub const LIKELY: Self = Self(80);
    /// Held, but a reader should look.
    pub const WEAK: Self = Self(50);

    /// Returns the confidence of so many hundredths, at most 100.
    pub const fn hundredths(value: u8) -> Self {
        Self(if value > 100 { 100 } else { value })
    }

    /// Returns the value from 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Ok(Self::hundredths((value.clamp(0.0, 1.0) * 100.0).round() as u8))
    }
}

/// Something a reader may want to know about how a result came to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// A stable name: `charset-guessed`, `date-missing`.
    pub code: Cow<'static, str>,
    /// A lower-case sentence for people.
    pub message: String,
}

impl Note {
    /// Returns a note.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Cow::Borrowed(code), message: message.into() }
    }
}

/// An input that could not be used: where it was, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SetAside {
    /// The path, address or record (`file.jsonl:12`).
    pub path: String,
    /// Why, as a stable name.
    pub reason: SetAsideReason,
    /// What was seen and what the user can do about it.
    pub advice: String,
}

impl SetAside {
    /// Returns an input set aside.
    pub fn new(path: impl Into<String>, reason: SetAsideReason, advice: impl Into<String>) -> Self {
        Self { path: path.into(), reason, advice: advice.into() }
    }
}

/// Why an input was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SetAsideReason {
    /// The file could not be read.
    Unreadable,
    /// There is nothing in it.
    Empty,
    /// It is not text.
    Binary,
    /// It is larger than the limit, unpacked or as it stands.
    TooLarge,
    /// A compressed file that does not unpack.
    Corrupt,
    /// A JSON line that does not parse or lacks what it must have.
    BadRecord,
    /// A page without an article: a menu, an offer, a tool, a picture.
    NoArticle,
    /// A list of other pages.
    Listing,
    /// A page that says that there is none at its address.
    ErrorPage,
    /// A page that asks for consent and shows nothing before it is given.
    ConsentWall,
    /// The same page as one read before.
    Duplicate,
    /// A stage failed on it; this is a fault of the program.
    Internal,
}

impl SetAsideReason {
    /// Returns the stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::TooLarge => "too-large",
            Self::Corrupt => "corrupt",
            Self::BadRecord => "bad-record",
            Self::NoArticle => "no-article",
            Self::Listing => "listing",
            Self::ErrorPage => "error-page",
            Self::ConsentWall => "consent-wall",
            Self::Duplicate => "duplicate",
            Self::Internal => "internal",
        }
    }
}
