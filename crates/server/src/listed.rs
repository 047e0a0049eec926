//! Lists, some at a time.

use crate::asked::Asked;
use crate::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

/// A list is gone through no further than this.
const FURTHEST: u64 = 1_000_000;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// How many entries are left out before it.
    pub(crate) offset: u64,
    /// How many entries it has at most.
    pub(crate) limit: u64,
}

impl Part {
    /// Reads `offset` and `limit`; so many entries where none is given, and at most.
    pub(crate) fn asked(asked: &Asked, usual: u64, most: u64) -> Result<Self, Problem> {
        let offset = asked.number("offset", FURTHEST)?.unwrap_or(0);
        let limit = asked.number("limit", FURTHEST)?.unwrap_or(usual);
        Ok(Self { offset, limit: limit.clamp(1, most) })
    }

    /// Returns this part of a list that is at hand.
    pub(crate) fn of<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(all.len());
        &all[at(self.offset)..at(self.offset.saturating_add(self.limit))]
    }
}

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Listed<T> {
    /// The name and version of this format.
    pub(crate) format: &'static str,
    /// How often the library was changed so far: the next answer differs only if this does.
    pub(crate) generation: u64,
    /// How many entries there are; `null` where they were not counted.
    pub(crate) total: Option<u64>,
    /// How many entries were left out before these.
    pub(crate) offset: u64,
    /// How many entries were asked for at most.
    pub(crate) limit: u64,
    /// The address of the next part; `null` when this is the last.
    pub(crate) next: Option<String>,
    /// The entries.
    pub(crate) items: Vec<T>,
}

/// An answer whose address of the next part stands in its headers as well.
pub(crate) trait Following {
    /// Returns the address of the next part.
    fn next(&self) -> Option<&str> {
        None
    }
}

impl<T> Following for Listed<T> {
    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}
