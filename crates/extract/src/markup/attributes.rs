//! Attributes of a start tag.

/// Returns the names and raw values of the attributes in this part of a tag; a name without a value has an empty one.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len()
            && (bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'/' | b'=' | b'"' | b'\''))
        {
            at += 1;
        }
        let name_from = at;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'/') {
            at += 1;
        }
        if at == name_from {
            return None;
        }
        let name = &text[name_from..at];
        let mut after = at;
        while after < bytes.len() && bytes[after].is_ascii_whitespace() {
            after += 1;
        }
        if bytes.get(after) != Some(&b'=') {
            return Some((name, ""));
        }
        after += 1;
        while after < bytes.len() && bytes[after].is_ascii_whitespace() {
            after += 1;
        }
        let value = match bytes.get(after) {
            Some(quote @ (b'"' | b'\'')) => {
                let from = after + 1;
                let to = memchr::memchr(*quote, &bytes[from..]).map_or(bytes.len(), |length| from + length);
                at = (to + 1).min(bytes.len());
                &text[from..to]
            }
            _ => {
                let length = bytes[after..].iter().position(u8::is_ascii_whitespace);
                at = length.map_or(bytes.len(), |length| after + length);
                &text[after..at]
            }
        };
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        assert_eq!(attributes(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn all_ways_of_quoting() {
        check(
            " class=\"a b\" id='c' width=3 hidden data-x = y/",
            &[("class", "a b"), ("id", "c"), ("width", "3"), ("hidden", ""), ("data-x", "y/")],
        );
        check("\"\" a=\"never closed", &[("a", "never closed")]);
        check("", &[]);
    }
}
