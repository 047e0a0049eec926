//! How a page is looked at: language, theme, digits, where it stands, and as of when.

use crate::{Address, labels};
use model::Moment;

/// The language of the interface; what pages say is shown in their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// हिन्दी.
    Hi,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Hi];

    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Hi => "hi",
        }
    }

    /// Returns the language of a tag, if it is one of ours.
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }
}

/// Light on dark or dark on light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Returns the stable name, as the address and the cookie have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// Which digits the interface writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// 0–9.
    #[default]
    Latin,
    /// Those of the language's own script.
    Native,
}

impl Digits {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Latin, Self::Native];

    /// Returns the stable name, as the address and the cookie have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Native => "native",
        }
    }

    /// Returns the digits of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digits| digits.name() == name)
    }
}

/// The part of the site that a page belongs to; the navigation marks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The desk.
    Desk,
    /// The search.
    Search,
    /// The administration.
    Admin,
    /// None of them.
    #[default]
    Elsewhere,
}

/// How a page is looked at.
///
/// The toggles are links to the same address with `ui`, `theme` or `digits`: the server keeps what they say in cookies
/// of these names and sends the reader back to the address without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of the interface.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
    /// The digits.
    pub digits: Digits,
    /// The address of the page.
    pub address: Address,
    /// When the page was drawn up; a printed page says so.
    pub as_of: Option<Moment>,
    /// The address of the same as JSON, where there is one.
    pub twin: Option<String>,
}

impl Look {
    /// Returns how a page at this address is looked at by somebody who has set nothing.
    pub fn at(address: Address, lang: Lang) -> Self {
        Self { lang, theme: Theme::Auto, digits: Digits::Latin, address, as_of: None, twin: None }
    }

    /// Returns the words for a key; a key that the table lacks shows its last part.
    pub fn word<'k>(&self, key: &'k str) -> &'k str {
        labels::find(self.lang, key).unwrap_or_else(|| {
            #[cfg(test)]
            crate::testing::missed(key);
            key.rsplit('.').next().unwrap_or(key)
        })
    }

    /// Returns the words for a key, if the table has it.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        labels::find(self.lang, key)
    }

    /// Returns the words for a stable name of the record; a name that the table lacks stands for itself.
    pub fn either(&self, key: &str, name: &str) -> String {
        #[cfg(test)]
        if self.find(key).is_none() {
            crate::testing::missed(key);
        }
        self.find(key).map_or_else(|| crate::clean(name), str::to_owned)
    }

    /// Returns the words for a key with arguments put in: `{0}`, `{1}` …, and `{*}` for all of them.
    pub fn fill(&self, key: &str, arguments: &[&str]) -> String {
        labels::fill(self.word(key), arguments)
    }

    /// Returns a count with what is counted, in the singular where it is one.
    pub fn count(&self, count: usize, key: &str) -> String {
        let one = format!("{key}.one");
        let what = self.find(&one).filter(|_| count == 1).unwrap_or_else(|| self.word(key));
        format!("{} {what}", self.number(count))
    }

    /// Says how many of all are not among those shown; `None` where all are.
    pub fn more(&self, all: usize, shown: usize) -> Option<String> {
        (all > shown).then(|| self.fill("line.more", &[&self.number(all - shown)]))
    }

    /// Returns the name of a language by its tag; a tag that the table lacks stands for itself.
    pub fn language(&self, tag: &str) -> String {
        let main = tag.split('-').next().unwrap_or(tag);
        self.find(&format!("language.{main}")).map_or_else(|| crate::clean(tag), str::to_owned)
    }

    /// Returns a page's title with the name of the program.
    pub(crate) fn titled(&self, title: &str) -> String {
        if title.is_empty() {
            self.word("site.name").to_owned()
        } else {
            format!("{title} · {}", self.word("site.name"))
        }
    }

    /// Returns the address of the same page in the other language.
    pub(crate) fn other_lang(&self) -> (Lang, String) {
        let other = if self.lang == Lang::En { Lang::Hi } else { Lang::En };
        (other, self.address.with("ui", other.tag()).to_string())
    }

    /// Returns the other themes with the addresses that choose them.
    pub(crate) fn other_themes(&self) -> Vec<(&'static str, String)> {
        let others = Theme::ALL.into_iter().filter(|theme| *theme != self.theme);
        others.map(|theme| (theme.name(), self.address.with("theme", theme.name()).to_string())).collect()
    }

    /// Returns the other digits with the address that chooses them, where the language has its own.
    pub(crate) fn other_digits(&self) -> Option<(&'static str, String)> {
        let other = if self.digits == Digits::Latin { Digits::Native } else { Digits::Latin };
        let native = self.find("digits.native")? != "0123456789";
        native.then(|| (other.name(), self.address.with("digits", other.name()).to_string()))
    }
}
