//! JSON as pages write it: read as it stands, else mended where the fault is plain.

use serde_json::Value;

/// Parses a script; several values in a row become an array.
///
/// Mended are line breaks and bare quotation marks inside strings, strings in single quotation marks, comments, a
/// comma too many, wrappings of the whole.
pub(crate) fn parse(script: &str) -> Option<Value> {
    let script = unwrapped(script);
    if script.is_empty() {
        return Some(Value::Null);
    }
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let mended = mended(script);
    let values: Vec<Value> =
        serde_json::Deserializer::from_str(&mended).into_iter().map_while(Result::ok).collect();
    (!values.is_empty())
        .then_some(Value::Array(values))
        .filter(|values| values[0].is_object() || values[0].is_array())
}

/// Takes off what pages wrap around the whole.
fn unwrapped(script: &str) -> &str {
    let script = script.trim();
    let script = script.strip_prefix("<!--").unwrap_or(script);
    let script =
        script.strip_prefix("//<![CDATA[").or_else(|| script.strip_prefix("<![CDATA[")).unwrap_or(script);
    let script = script.strip_suffix("-->").unwrap_or(script);
    let script = script.strip_suffix("//]]>").or_else(|| script.strip_suffix("]]>")).unwrap_or(script);
    script.trim().trim_end_matches(';')
}

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// In a string that began with this mark.
    String(char),
    Line,
    Comment,
}

fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut place = Place::Outside;
    let mut chars = script.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match place {
            Place::Line if matches!(c, '\n' | '\r') => place = Place::Outside,
            Place::Comment if c == '*' && script[at..].starts_with("*/") => {
                chars.next();
                place = Place::Outside;
            }
            Place::Line | Place::Comment => {}
            Place::String(mark) => match c {
                '\\' => {
                    let Some((_, next)) = chars.next() else { break };
                    // An escape that JSON does not know stands for its letter.
                    if matches!(next, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                        out.push('\\');
                    }
                    out.push(if next.is_control() { ' ' } else { next });
                }
                c if c == mark && ends_string(&script[at + 1..]) => {
                    out.push('"');
                    place = Place::Outside;
                }
                '"' => out.push_str("\\\""),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            },
            Place::Outside => match c {
                '"' | '\'' => {
                    out.push('"');
                    place = Place::String(c);
                }
                '/' if script[at..].starts_with("//") => place = Place::Line,
                '/' if script[at..].starts_with("/*") => {
                    chars.next();
                    place = Place::Comment;
                }
                '}' | ']' => {
                    let kept = out.trim_end().len();
                    if out[..kept].ends_with(',') {
                        out.truncate(kept - 1);
                    }
                    out.push(c);
                }
                c => out.push(c),
            },
        }
    }
    out
}

/// Tells whether a mark before this text ends a string: what may follow one follows.
fn ends_string(rest: &str) -> bool {
    // So far is looked; a mark with more white space behind it ends the string.
    let near = rest.chars().take(200).find(|c| !c.is_whitespace());
    near.is_none_or(|c| matches!(c, ',' | ':' | '}' | ']' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, expected: &str) {
        let read = parse(script).map_or_else(|| "nothing".to_owned(), |value| value.to_string());
        assert_eq!(read, expected, "{script}");
    }

    #[test]
    fn what_parses_stays_as_it_is() {
        check(r#"{"a":"b // c"}"#, r#"{"a":"b // c"}"#);
        check("", "null");
    }

    #[test]
    fn common_faults_are_mended() {
        check("{\"a\":\"two\nlines\",}", r#"[{"a":"two lines"}]"#);
        check("<!--{\"a\":1}-->", r#"{"a":1}"#);
        check("{\"a\":1, // the first\n\"b\":/* two */2}", r#"[{"a":1,"b":2}]"#);
        check(r#"{"a":"the "old" bridge"}"#, r#"[{"a":"the \"old\" bridge"}]"#);
        check(r#"{'a':'it is'}"#, r#"[{"a":"it is"}]"#);
        check(r#"{"a":1}{"b":2}"#, r#"[{"a":1},{"b":2}]"#);
    }

    #[test]
    fn what_is_no_json_is_left_out() {
        check("{\"a\": nothing", "nothing");
        check("Bridge closed", "nothing");
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(script in "([{}\\[\\]\",:'a@/*\\\\\n]|é){0,60}") {
            let _ = parse(&script);
        }
    }
}
