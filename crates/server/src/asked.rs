//! The query of an address, parameter by parameter.

use crate::problem::{Kind, Problem};

/// The parameters of a query or a form, in the order given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads a query or the body of a form; bytes that are no text become replacement characters.
    pub(crate) fn of(query: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(query).into_owned().collect())
    }

    /// Returns a parameter that is not blank; the first where it is given more than once.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(key, _)| key == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }


    /// Returns all parameters.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Returns a parameter that is a whole number up to `most`.
    pub(crate) fn number(&self, name: &str, most: u64) -> Result<Option<u64>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        match text.parse::<u64>() {
            Ok(number) if number <= most => Ok(Some(number)),
            _ => {
                let detail = format!("`{name}` must be a whole number from 0 to {most}");
                Err(Problem::of(Kind::BadParameter).told(detail))
            }
        }
    }

    /// Returns which of some names a parameter has; the first of them where it is not given.
    pub(crate) fn one_of<T: Copy>(&self, name: &str, names: &[(&str, T)]) -> Result<T, Problem> {
        let bad = || {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            Problem::of(Kind::BadParameter).told(format!("`{name}` must be one of: {}", names.join(", ")))
        };
        let found = match self.text(name) {
            Some(text) => names.iter().find(|(name, _)| *name == text),
            None => names.first(),
        };
        found.map(|(_, value)| *value).ok_or_else(bad)
    }

    /// Returns the query with other values for some parameters, each once, at the end.
    pub(crate) fn with(&self, values: &[(&str, &str)]) -> String {
        let kept = self.0.iter().filter(|(key, _)| values.iter().all(|(name, _)| name != key));
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept.map(|(key, value)| (key.as_str(), value.as_str())))
            .extend_pairs(values)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_and_written() {
        let asked = Asked::of(b"q=%E0%A4%95+x&offset=5&lang=hi&lang=en&bad=%FF&empty=+");
        assert_eq!(asked.text("q"), Some("क x"));
        assert_eq!(asked.text("empty"), None);
        assert_eq!(asked.number("offset", 10).unwrap(), Some(5));
        assert!(asked.number("offset", 4).is_err());
        assert!(asked.number("q", 4).is_err());
        assert_eq!(
            asked.with(&[("offset", "9"), ("bad", "")]),
            "q=%E0%A4%95+x&lang=hi&lang=en&empty=+&offset=9&bad="
        );
        assert_eq!(asked.one_of("none", &[("a", 1), ("b", 2)]).unwrap(), 1);
        assert!(asked.one_of("lang", &[("a", 1), ("b", 2)]).is_err());
    }
}
