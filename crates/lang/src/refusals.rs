//! What pages say that show nothing of what was asked for: `refusals.tsv`.

use crate::{PackSource, Phrases, Result};
use text::Tokens;

/// The phrases of all packs at once: a page in any language may say such a thing in English.
#[derive(Clone, Debug, Default)]
pub struct RefusalBook {
    phrases: Phrases<Refusal>,
}

/// Why a page shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no page at the address (`Page not found`).
    Error,
    /// The reader has to agree to something first (`Before you continue`).
    Consent,
}

impl RefusalBook {
    /// Reads the phrases of all packs.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut book = Self::default();
        for source in sources {
            let Some(table) = source.table("refusals.tsv", &["kind", "phrases"])? else { continue };
            for row in table.rows() {
                let refusal = match row.get(0) {
                    "error" => Refusal::Error,
                    "consent" => Refusal::Consent,
                    other => {
                        return Err(table.fault(row, format!("kind {other:?}, expected error or consent")));
                    }
                };
                for phrase in row.parts(1) {
                    if Tokens::of(phrase).is_empty() {
                        return Err(table.fault(row, format!("{phrase:?} holds no word and can never match")));
                    }
                    let known = book.phrases.insert(phrase, refusal);
                    if known.is_some_and(|known| known != refusal) {
                        return Err(table.fault(row, format!("{phrase:?} means two things")));
                    }
                }
            }
        }
        Ok(book)
    }

    /// Returns what a line says, if it says just that; a phrase may stand twice (`404 – Not found`).
    pub fn whole(&self, line: &str) -> Option<Refusal> {
        if line.len() > LONGEST {
            return None;
        }
        let tokens = Tokens::of(line);
        let mut found = None;
        let mut at = 0;
        while at < tokens.len() {
            match self.phrases.longest_at(&tokens, at) {
                Some((end, refusal)) if found.is_none_or(|found| found == *refusal) => {
                    found = Some(*refusal);
                    at = end;
                }
                Some(_) => return None,
                None if tokens.items()[at].kind == text::TokenKind::Mark => at += 1,
                None => return None,
            }
        }
        found
    }
}

/// A line longer than this says more, in bytes.
const LONGEST: usize = 240;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn a_line_says_just_that_or_nothing() {
        let check = |line: &str, expected: Option<Refusal>| {
            assert_eq!(Packs::embedded().refusals().whole(line), expected, "{line}");
        };
        check("Page not found", Some(Refusal::Error));
        check("404 – Page not found!", Some(Refusal::Error));
        check("पेज नहीं मिला", Some(Refusal::Error)); // page not found
        check("Before you continue", Some(Refusal::Consent));
        check("404 houses were lost in the flood", None);
        check("Page not found in the archive, says the library", None);
        check("", None);
    }
}
