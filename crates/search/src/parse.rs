//! The query language: how a typed line becomes a query.

use crate::query::{Amounts, Clause, Condition, Days, Field, Query};
use model::{Moment, Note, Number};
use text::fold;
use text::script::is_word_char;

/// How many bytes of a query are read.
const LONGEST: usize = 4096;

/// How many clauses a query may have.
const MOST_CLAUSES: usize = 64;

impl Query {
    /// Reads a query; whatever cannot be meant as it stands is searched as words, and noted.
    ///
    /// `words` in any spelling and script, `"a phrase"`, `begin*`, `-excluded`, and fields: `speaker:"Kim Jong Un"`,
    /// `type:SUPPORT`, `since:2025-08`, `until:`, `said:2025-08-13`, `happened:2025-08..2025-09`, `amount:>100`,
    /// `amount:10..20`, `outlet:`, `origin:`, `country:`, `lang:`, `certainty:`, `place:`, `support:`, `kind:`, and by
    /// id `article:`, `story:`, `thread:`, `entity:`.
    ///
    /// ```
    /// use search::Query;
    /// let (query, notes) = Query::parse("पुल  -type:SUPPORT since:२०२५-08 amount:≥100");
    /// assert_eq!(query.to_string(), "पुल -type:SUPPORT since:2025-08 amount:>=100");
    /// assert!(notes.is_empty());
    /// ```
    pub fn parse(text: &str) -> (Self, Vec<Note>) {
        let mut parser = Parser::default();
        parser.read(text);
        (Self { clauses: parser.clauses }, parser.notes)
    }

    /// Makes a query of an address's parameters: `q` is read as a line, every other name as a field with one value.
    ///
    /// ```
    /// use search::Query;
    /// let (query, _) = Query::from_params([("q", "पुल"), ("outlet", "The Daily Ferry"), ("lang", "hi")]);
    /// assert_eq!(query.to_string(), r#"पुल outlet:"The Daily Ferry" lang:hi"#);
    /// ```
    pub fn from_params<'p>(params: impl IntoIterator<Item = (&'p str, &'p str)>) -> (Self, Vec<Note>) {
        let mut parser = Parser::default();
        for (name, value) in params {
            if name == "q" {
                parser.read(value);
            } else if !plain(value).is_empty() {
                let value = plain(value);
                if let Err(what) =
                    condition(&name.to_ascii_lowercase(), &value).map(|it| parser.push(false, it))
                {
                    parser.note("field", what);
                    parser.read(&value);
                }
            }
        }
        (Self { clauses: parser.clauses }, parser.notes)
    }
}

/// How the value of a field was written: between quotation marks it may hold what means something outside of them.
enum Written<'t> {
    Quoted(&'t str),
    Plain(&'t str),
}

#[derive(Default)]
struct Parser {
    clauses: Vec<Clause>,
    notes: Vec<Note>,
}

impl Parser {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        if text.len() > LONGEST {
            rest = &text[..text.floor_char_boundary(LONGEST)];
            self.note("query-long", format!("only the first {LONGEST} bytes of the query were read"));
        }
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return;
            }
            if self.clauses.len() >= MOST_CLAUSES {
                self.note("query-long", format!("only the first {MOST_CLAUSES} conditions were read"));
                return;
            }
            rest = self.clause(rest);
        }
    }

    /// Reads one clause from a text that begins with no white space; returns what is left.
    fn clause<'t>(&mut self, text: &'t str) -> &'t str {
        let (excluded, text) = match text.strip_prefix('-') {
            Some(rest) if rest.starts_with(|c: char| !c.is_whitespace()) => (true, rest),
            _ => (false, text),
        };
        if text.starts_with(is_quote) {
            let (inside, rest) = self.quoted(text);
            self.phrase(excluded, &inside);
            return rest;
        }
        let end = text.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        if let Some((name, value)) = word.split_once(':')
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphabetic())
        {
            if value.is_empty() && rest.starts_with(is_quote) && is_field(name) {
                let (inside, rest) = self.quoted(rest);
                if inside.is_empty() {
                    self.note("field-empty", format!("{name}: has no value and was left out"));
                } else {
                    self.field(excluded, name, Written::Quoted(&inside), &inside);
                }
                return rest;
            }
            self.field(excluded, name, Written::Plain(word), value);
            return rest;
        }
        self.word(excluded, word);
        rest
    }

    /// Reads what stands between quotation marks; a mark that is never closed holds to the end.
    fn quoted<'t>(&mut self, text: &'t str) -> (String, &'t str) {
        let inside = text.strip_prefix(is_quote).unwrap_or(text);
        match inside.find(is_quote) {
            Some(end) => {
                let rest = &inside[end..];
                (plain(&inside[..end]), rest.strip_prefix(is_quote).unwrap_or(rest))
            }
            None => {
                self.note("quote-open", "a quotation mark is not closed: the phrase goes to the end");
                (plain(inside), "")
            }
        }
    }

    fn phrase(&mut self, excluded: bool, inside: &str) {
        if inside.chars().any(is_word_char) {
            self.push(excluded, Condition::Phrase(inside.to_owned()));
        } else {
            self.note("no-word", "a phrase without a word was left out");
        }
    }

    fn word(&mut self, excluded: bool, word: &str) {
        let begin = word.trim_end_matches('*');
        if !begin.chars().any(is_word_char) {
            self.note("no-word", format!("{word} holds no word and was left out"));
        } else if begin.len() < word.len() {
            self.push(excluded, Condition::Prefix(begin.to_owned()));
        } else {
            self.push(excluded, Condition::Word(word.to_owned()));
        }
    }

    /// Reads a field; `written` is what is searched as words when it is none.
    fn field(&mut self, excluded: bool, name: &str, written: Written<'_>, value: &str) {
        let name = name.to_ascii_lowercase();
        let value = value.trim();
        match condition(&name, value) {
            Ok(condition) => self.push(excluded, condition),
            Err(what) => {
                self.note("field", what);
                match written {
                    Written::Quoted(words) => self.phrase(excluded, &plain(words)),
                    Written::Plain(word) => self.word(excluded, word),
                }
            }
        }
    }

    fn push(&mut self, excluded: bool, condition: Condition) {
        let clause = Clause { excluded, condition };
        if self.clauses.len() < MOST_CLAUSES && !self.clauses.contains(&clause) {
            self.clauses.push(clause);
        }
    }

    fn note(&mut self, code: &'static str, message: impl Into<String>) {
        let note = Note::new(code, message);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

fn condition(name: &str, value: &str) -> Result<Condition, String> {
    let bad = |expected: &str| format!("{name}:{value} was searched as words: expected {expected}");
    if value.is_empty() {
        return Err(bad("a value"));
    }
    let moment = |text: &str| fold(text).to_uppercase().parse::<Moment>().ok();
    match name {
        "since" => moment(value).map(Condition::Since).ok_or_else(|| bad("a date such as 2025-08")),
        "until" => moment(value).map(Condition::Until).ok_or_else(|| bad("a date such as 2025-08")),
        "said" | "happened" => {
            let days =
                days(value, moment).ok_or_else(|| bad("a date such as 2025-08 or 2025-08..2025-09"))?;
            Ok(if name == "said" { Condition::Said(days) } else { Condition::Happened(days) })
        }
        "amount" => {
            amounts(value).map(Condition::Amount).ok_or_else(|| bad("a number, a range 10..20, or >100"))
        }
        _ => match Field::ALL.into_iter().find(|field| field.name() == name) {
            Some(field) => Ok(Condition::Field(field, value.to_owned())),
            None => Err(format!("there is no field {name}: it was searched as words")),
        },
    }
}

fn is_field(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "since" | "until" | "said" | "happened" | "amount")
        || Field::ALL.into_iter().any(|field| field.name() == name)
}

fn days(value: &str, moment: impl Fn(&str) -> Option<Moment>) -> Option<Days> {
    let Some((from, to)) = value.split_once("..") else {
        let day = moment(value)?;
        return Some(Days { from: Some(day), to: Some(day) });
    };
    let end = |text: &str| if text.is_empty() { Some(None) } else { moment(text).map(Some) };
    let days = Days { from: end(from)?, to: end(to)? };
    (days.from.is_some() || days.to.is_some()).then_some(days)
}

fn amounts(value: &str) -> Option<Amounts> {
    let number = |text: &str| {
        let plain: String = fold(text).chars().filter(|c| *c != ',' && *c != '=').collect();
        let digits = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        digits.then(|| plain.parse().ok().and_then(Number::new)).flatten()
    };
    let first = value.chars().next()?;
    let rest = &value[first.len_utf8()..];
    let (from, to) = match first {
        '>' | '≥' => (Some(number(rest)?), None),
        '<' | '≤' => (None, Some(number(rest)?)),
        _ => match value.split_once("..") {
            Some((from, to)) => {
                let end = |text: &str| if text.is_empty() { Some(None) } else { number(text).map(Some) };
                (end(from)?, end(to)?)
            }
            None => (Some(number(value)?), Some(number(value)?)),
        },
    };
    let open = matches!(first, '>' | '<') && !rest.starts_with('=');
    (from.is_some() || to.is_some()).then_some(Amounts { from, to, open })
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Returns a text without quotation marks, its words one space apart.
fn plain(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || is_quote(c)).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, printed: &str, codes: &[&str]) {
        let (query, notes) = Query::parse(line);
        assert_eq!(query.to_string(), printed, "{line}");
        let found: Vec<&str> = notes.iter().map(|note| &*note.code).collect();
        assert_eq!(found, codes, "{line}");
    }

    #[test]
    fn every_form_of_clause() {
        check("पुल हादसा", "पुल हादसा", &[]);
        check("“पुल  हादसा” -had* -\"x y\"", "\"पुल हादसा\" -had* -\"x y\"", &[]);
        check("SPEAKER:\"Vera Lind\" type:SUPPORT", "speaker:\"Vera Lind\" type:SUPPORT", &[]);
        check("speaker:«Вера Линд»", "speaker:\"Вера Линд\"", &[]);
        check(
            "since:2025-08 until:२०२५ said:2025-08..2025-09",
            "since:2025-08 until:2025 said:2025-08..2025-09",
            &[],
        );
        check("happened:..2025-01-03 happened:2024-02..", "happened:..2025-01-03 happened:2024-02..", &[]);
        check(
            "amount:>1,00,000 amount:<=५ amount:10..20 amount:7",
            "amount:>100000 amount:<=5 amount:10..20 amount:7",
            &[],
        );
        check("amount:5.. amount:..9", "amount:>=5 amount:<=9", &[]);
        check("पुल पुल", "पुल", &[]);
    }

    #[test]
    fn whatever_is_no_field_is_words() {
        check("colour:red", "colour:red", &["field"]);
        check("colour:\"deep red\"", "colour: \"deep red\"", &["field"]);
        check(
            "since:yesterday amount:many said:..",
            "since:yesterday amount:many said:..",
            &["field", "field", "field"],
        );
        check("speaker: Vera", "speaker: Vera", &["field"]);
        check("speaker:\"\" x", "x", &["field-empty"]);
        check("- * -- \"—\" ।", "", &["no-word", "no-word", "no-word", "no-word"]);
        check("\"never closed", "\"never closed\"", &["quote-open"]);
        check("since:\"speaker:x\" since:\"-y*\"", "\"speaker:x\" \"-y*\"", &["field", "field"]);
        check("12:30 http://a.example/b", "12:30 http://a.example/b", &["field"]);
    }

    #[test]
    fn parameters_and_the_line_are_one_thing() {
        let (query, notes) =
            Query::from_params([("q", "पुल"), ("speaker", "Vera \"V\" Lind"), ("x", "a b"), ("lang", "")]);
        assert_eq!(query.to_string(), "पुल speaker:\"Vera V Lind\" a b");
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn a_facet_is_switched_on_and_off() {
        let (query, _) = Query::parse("पुल");
        let clause = Clause::must(Condition::Field(Field::Lang, "hi".into()));
        let on = query.toggled(clause.clone());
        assert_eq!(on.to_string(), "पुल lang:hi");
        assert_eq!(on.toggled(clause), query);
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back(line in "(\\PC{0,12}|[a-z]{1,4}:|amount:[<>=0-9.]{0,6}|said:[0-9.-]{0,12}|[\"*: -]| (speaker|kind|since):){0,6}") {
            let (query, _) = Query::parse(&line);
            let printed = query.to_string();
            proptest::prop_assert_eq!(Query::parse(&printed).0, query, "{}", printed);
        }

        #[test]
        fn parameters_read_back(name in "[a-z]{1,6}|speaker|amount|since", value in "\\PC{0,20}") {
            let (query, _) = Query::from_params([(name.as_str(), value.as_str())]);
            let printed = query.to_string();
            proptest::prop_assert_eq!(Query::parse(&printed).0, query, "{}", printed);
        }
    }
}
