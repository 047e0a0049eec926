//! One line of an expect block: `kind "surface" key=value key="two words" flag  # comment`.

use std::fmt;

/// One expected fact, or `none KIND`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The kind of fact; `none` where the surface names a kind that must not occur.
    pub kind: String,
    /// The words of the text, or the kind after `none`.
    pub surface: String,
    /// What must hold of the fact.
    pub pairs: Vec<(String, String)>,
    /// The comment, without its mark; empty where there is none.
    pub comment: String,
}

impl Line {
    /// Reads a line; the error says what is wrong.
    ///
    /// ```
    /// let line = testkit::Line::parse(r#"time "on Friday" value=2031-05-09  # the next one"#).unwrap();
    /// assert_eq!((line.kind.as_str(), line.surface.as_str()), ("time", "on Friday"));
    /// assert_eq!(line.to_string(), r#"time "on Friday" value=2031-05-09  # the next one"#);
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.trim();
        let mut line = Self::default();
        let mut seen = 0;
        while !rest.is_empty() {
            if let Some(comment) = rest.strip_prefix('#') {
                line.comment = comment.trim().to_owned();
                break;
            }
            let (key, after) = match rest.starts_with('"') {
                true => (None, rest),
                false => {
                    let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
                    match rest[end..].strip_prefix('=') {
                        Some(after) => (Some(&rest[..end]), after),
                        None => (None, rest),
                    }
                }
            };
            let (value, after) = word(after)?;
            match (key, seen) {
                (None, 0) => line.kind = value,
                (None, 1) => line.surface = value,
                (None, _) if rest.starts_with('"') => return Err(format!("{value:?} is a second text")),
                // A bare word is something that is true of the fact: `negated`.
                (None, _) => line.pairs.push((value, "true".to_owned())),
                (Some(_), 0) => return Err("the kind of fact must come first".to_owned()),
                (Some(key), _) => line.pairs.push((key.to_owned(), value)),
            }
            seen += usize::from(key.is_none());
            rest = after.trim_start();
        }
        match seen {
            0 => Err("the line holds no fact".to_owned()),
            1 => Err(format!("{:?} is followed by no text in quotation marks", line.kind)),
            _ => Ok(line),
        }
    }

    /// Tells whether the line says that there is no fact of a kind.
    pub fn is_none(&self) -> bool {
        self.kind == "none"
    }

    /// Returns the kind that the line is about.
    pub fn about(&self) -> &str {
        if self.is_none() { &self.surface } else { &self.kind }
    }
}

/// Takes a word, or text in quotation marks, off the front.
fn word(text: &str) -> Result<(String, &str), String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return Ok((text[..end].to_owned(), &text[end..]));
    };
    let mut out = String::new();
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return Ok((out, &quoted[at + 1..])),
            'n' if escaped => {
                out.push('\n');
                escaped = false;
            }
            c => {
                out.push(c);
                escaped = false;
            }
        }
    }
    Err("a quotation mark is not closed".to_owned())
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        match self.is_none() {
            true => write!(f, " {}", self.surface)?,
            false => write!(f, " {}", quoted(&self.surface))?,
        }
        for (key, value) in &self.pairs {
            let bare =
                !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || c == '"' || c == '\\');
            match bare {
                true => write!(f, " {key}={value}")?,
                false => write!(f, " {key}={}", quoted(value))?,
            }
        }
        match self.comment.as_str() {
            "" => Ok(()),
            comment => write!(f, "  # {comment}"),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| Line::parse(text).unwrap_err();
        assert_eq!(fault("time"), r#""time" is followed by no text in quotation marks"#);
        assert_eq!(fault(r#"time "on"#), "a quotation mark is not closed");
        assert_eq!(fault("value=3 time"), "the kind of fact must come first");
        assert_eq!(fault("# only a remark"), "the line holds no fact");
    }

    #[test]
    fn a_bare_word_is_true() {
        let line = Line::parse(r#"quantity "7" value=7 negated  # not seven"#).unwrap();
        assert_eq!(line.pairs[1], ("negated".to_owned(), "true".to_owned()));
        assert_eq!(line.to_string(), r#"quantity "7" value=7 negated  # not seven"#);
    }

    #[test]
    fn none_names_a_kind() {
        let line = Line::parse("none statement  # nobody speaks").unwrap();
        assert!(line.is_none() && line.about() == "statement");
        assert_eq!(line.to_string(), "none statement  # nobody speaks");
    }

    proptest::proptest! {
        #[test]
        fn lines_come_back_as_they_were(surface in ".{0,20}", value in "[^\r]{0,12}", comment in "[a-z]{0,6}") {
            let line = Line { kind: "time".into(), surface, pairs: vec![("value".into(), value)], comment };
            proptest::prop_assert_eq!(Line::parse(&line.to_string()), Ok(line));
        }

        #[test]
        fn parsing_never_panics(text in ".{0,60}") {
            let _ = Line::parse(&text);
        }
    }
}
