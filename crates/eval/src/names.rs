//! Whether two texts name the same one, as a person would let pass.

use model::{Document, EntityId};
use text::fold;

/// Returns every way a document knows to name somebody.
pub(crate) fn ways<'a>(document: &'a Document, id: Option<&EntityId>, given: &'a str) -> Vec<&'a str> {
    let entity = id.and_then(|id| document.entity(id));
    let known = entity.into_iter().flat_map(|entity| {
        std::iter::once(entity.name.as_str()).chain(entity.names.values().flatten().map(String::as_str))
    });
    std::iter::once(given).chain(known).collect()
}

/// Tells whether one of the ways names whom the gold names.
///
/// A title in front may be there or not (`district collector Ama Rao`, `Ama Rao`) and so may a first name:
/// one must be the end of the other, at a word.
pub(crate) fn names(ways: &[&str], gold: &str) -> bool {
    let gold = fold(gold);
    ways.iter().map(|way| fold(way)).any(|way| ends_with_word(&way, &gold) || ends_with_word(&gold, &way))
}

fn ends_with_word(text: &str, end: &str) -> bool {
    let Some(rest) = text.strip_suffix(end) else { return false };
    !end.is_empty() && (rest.is_empty() || rest.ends_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_first_names_may_be_missing() {
        let check = |way, gold, expected| assert_eq!(names(&[way], gold), expected, "{way} / {gold}");
        check("Ama Rao", "district collector Ama Rao", true);
        check("Rao", "Ama Rao", true);
        check("district collector", "district collector Ama Rao", false);
        check("Arao", "Rao", false);
        check("", "Rao", false);
    }
}
