//! Spans counted in code points instead of bytes.

use serde_json::Value;
use std::collections::BTreeMap;

/// A text's code points counted up to any byte.
pub(crate) struct CharIndex<'a> {
    text: &'a [u8],
    /// Code points before byte `at * STEP`.
    before: Vec<u64>,
}

const STEP: usize = 256;

impl<'a> CharIndex<'a> {
    /// Counts a text.
    pub(crate) fn of(text: &'a str) -> Self {
        let text = text.as_bytes();
        let mut before = vec![0];
        let mut total = 0;
        for block in text.chunks(STEP) {
            total += count(block);
            before.push(total);
        }
        Self { text, before }
    }

    /// Returns how many code points stand before a byte.
    pub(crate) fn at(&self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).map_or(self.text.len(), |byte| byte.min(self.text.len()));
        self.before[byte / STEP] + count(&self.text[byte / STEP * STEP..byte])
    }
}

fn count(bytes: &[u8]) -> u64 {
    // Every byte but a continuation byte starts a code point.
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64
}

/// Turns every span of an article or a document into code points; ranges into the page stay bytes.
pub(crate) fn in_document(value: &mut Value, text: &str) {
    let index = CharIndex::of(text);
    walk(value, &|_| Some(&index));
}

/// Turns every span of a record into code points, each by the text of its article.
pub(crate) fn in_record(value: &mut Value, texts: &BTreeMap<String, CharIndex<'_>>) {
    walk(value, &|article| article.and_then(|id| texts.get(id)));
}

fn walk<'i, 't: 'i>(value: &mut Value, find: &dyn Fn(Option<&str>) -> Option<&'i CharIndex<'t>>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, find)),
        Value::Object(fields) => {
            let index = find(fields.get("article").and_then(Value::as_str));
            for name in ["start", "end"] {
                if let (Some(index), Some(byte)) = (index, fields.get(name).and_then(Value::as_u64)) {
                    fields[name] = index.at(byte).into();
                }
            }
            fields.values_mut().for_each(|field| walk(field, find));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn spans_become_characters_and_page_ranges_stay() {
        let mut value = json!({"blocks": [{"start": 0, "end": 9, "source": [3, 12]}], "times": [{"start": 10, "end": 13}]});
        in_document(&mut value, "किम abc");
        assert_eq!(
            value,
            json!({"blocks": [{"start": 0, "end": 3, "source": [3, 12]}], "times": [{"start": 4, "end": 7}]})
        );
    }

    #[test]
    fn a_record_counts_each_span_in_its_own_article() {
        let texts =
            BTreeMap::from([("a".to_owned(), CharIndex::of("किम")), ("b".to_owned(), CharIndex::of("Kim"))]);
        let mut value =
            json!([{"article": "a", "start": 0, "end": 9}, {"article": "b", "start": 0, "end": 3}]);
        in_record(&mut value, &texts);
        assert_eq!(
            value,
            json!([{"article": "a", "start": 0, "end": 3}, {"article": "b", "start": 0, "end": 3}])
        );
    }

    proptest::proptest! {
        #[test]
        fn every_boundary_counts_right(text in ".{0,600}") {
            let index = CharIndex::of(&text);
            for (chars, (byte, _)) in text.char_indices().enumerate() {
                proptest::prop_assert_eq!(index.at(byte as u64), chars as u64);
            }
        }
    }
}
