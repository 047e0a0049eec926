//! Queries: what is looked for, as clauses that print in one canonical form.

use model::{Moment, Number};
use std::fmt;

/// What is looked for.
///
/// Words, phrases and prefixes must all be found; of several values for one field one must be; what is excluded must
/// not be. [`Query::parse`](crate::Query::parse) reads the text form, and [`fmt::Display`] prints it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub(crate) clauses: Vec<Clause>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Whether it must not hold.
    pub excluded: bool,
    /// What must hold.
    pub condition: Condition,
}

/// What a clause asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A word, in any of its forms and scripts; without white space and quotation marks.
    Word(String),
    /// Words that begin so.
    Prefix(String),
    /// Words in a row, as spelled.
    Phrase(String),
    /// A field with one value.
    Field(Field, String),
    /// Said or published on or after the beginning of a moment.
    Since(Moment),
    /// Said or published on or before the end of a moment.
    Until(Moment),
    /// Said or published within.
    Said(Days),
    /// Happens within.
    Happened(Days),
    /// Holds an amount within.
    Amount(Amounts),
}

/// Fields that hold names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// What kind of thing it is: article, sentence, statement, event, amount, claim, entity.
    Kind,
    /// Who published it.
    Outlet,
    /// Who put it into the world.
    Origin,
    /// The outlet's country.
    Country,
    /// The language.
    Lang,
    /// The event's type.
    Type,
    /// Whether it happened.
    Certainty,
    /// Where.
    Place,
    /// Who says it.
    Speaker,
    /// A claim's standing.
    Support,
    /// An article's id.
    Article,
    /// A story's id.
    Story,
    /// A thread's id.
    Thread,
    /// An entity's id.
    Entity,
}

impl Field {
    /// All fields, in the order in which facets are shown.
    pub const ALL: [Self; 14] = [
        Self::Kind,
        Self::Outlet,
        Self::Origin,
        Self::Country,
        Self::Lang,
        Self::Type,
        Self::Certainty,
        Self::Place,
        Self::Speaker,
        Self::Support,
        Self::Article,
        Self::Story,
        Self::Thread,
        Self::Entity,
    ];

    /// Returns the name in the query language, in facets and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Outlet => "outlet",
            Self::Origin => "origin",
            Self::Country => "country",
            Self::Lang => "lang",
            Self::Type => "type",
            Self::Certainty => "certainty",
            Self::Place => "place",
            Self::Speaker => "speaker",
            Self::Support => "support",
            Self::Article => "article",
            Self::Story => "story",
            Self::Thread => "thread",
            Self::Entity => "entity",
        }
    }

    /// Tells whether the field holds ids, which are matched as they stand and not counted.
    pub fn is_id(self) -> bool {
        matches!(self, Self::Article | Self::Story | Self::Thread | Self::Entity)
    }
}

/// From one day to another, both included; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// The first.
    pub from: Option<Moment>,
    /// The last.
    pub to: Option<Moment>,
}

/// A range of amounts; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts {
    /// The least.
    pub from: Option<Number>,
    /// The most.
    pub to: Option<Number>,
    /// Whether the ends themselves are left out.
    pub open: bool,
}

impl Query {
    /// Returns the query of these clauses.
    ///
    /// A word with white space or quotation marks in it would not print so that it reads back: give it to
    /// [`Query::parse`](crate::Query::parse), or as a phrase.
    pub fn new(clauses: impl IntoIterator<Item = Clause>) -> Self {
        Self { clauses: clauses.into_iter().collect() }
    }

    /// Returns the clauses.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Tells whether anything is asked for.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// Returns the query with one clause more, or without it where it is there already: what a facet's link leads to.
    pub fn toggled(&self, clause: Clause) -> Self {
        let mut clauses = self.clauses.clone();
        let before = clauses.len();
        clauses.retain(|known| *known != clause);
        if clauses.len() == before {
            clauses.push(clause);
        }
        Self { clauses }
    }

    /// Returns the values of a field that the query asks for.
    pub fn values(&self, field: Field) -> impl Iterator<Item = &str> {
        self.clauses.iter().filter_map(move |clause| match &clause.condition {
            Condition::Field(known, value) if *known == field && !clause.excluded => Some(value.as_str()),
            _ => None,
        })
    }
}

impl Clause {
    /// Returns the clause that this must hold.
    pub fn must(condition: Condition) -> Self {
        Self { excluded: false, condition }
    }

    /// Returns the clause that this must not hold.
    pub fn must_not(condition: Condition) -> Self {
        Self { excluded: true, condition }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, clause) in self.clauses.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{clause}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.excluded {
            f.write_str("-")?;
        }
        match &self.condition {
            Condition::Word(word) => f.write_str(word),
            Condition::Prefix(prefix) => write!(f, "{prefix}*"),
            Condition::Phrase(phrase) => write!(f, "\"{phrase}\""),
            Condition::Field(field, value) if value.chars().any(char::is_whitespace) => {
                write!(f, "{}:\"{value}\"", field.name())
            }
            Condition::Field(field, value) => write!(f, "{}:{value}", field.name()),
            Condition::Since(moment) => write!(f, "since:{moment}"),
            Condition::Until(moment) => write!(f, "until:{moment}"),
            Condition::Said(days) => write!(f, "said:{days}"),
            Condition::Happened(days) => write!(f, "happened:{days}"),
            Condition::Amount(amounts) => write!(f, "amount:{amounts}"),
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (from, to) => {
                from.map_or(Ok(()), |from| write!(f, "{from}"))?;
                f.write_str("..")?;
                to.map_or(Ok(()), |to| write!(f, "{to}"))
            }
        }
    }
}

impl fmt::Display for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_equal = if self.open { "" } else { "=" };
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to && !self.open => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from}..{to}"),
            (Some(from), None) => write!(f, ">{or_equal}{from}"),
            (None, Some(to)) => write!(f, "<{or_equal}{to}"),
            (None, None) => f.write_str(".."),
        }
    }
}
