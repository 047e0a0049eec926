//! Verbs of saying with their forms and what stands behind them: `sayings.tsv`.

use crate::{PackSource, Phrases, Result, Row, Table};
use model::{Mode, StatementClass};
use text::Tokens;

/// What may stand behind a verb of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A clause behind “that”.
    That,
    /// A clause without a word that opens it.
    Bare,
    /// A noun phrase, which is the content: praised the crew.
    Object,
    /// Somebody and what they are to do: urged them to leave.
    To,
    /// What the speaker will do: threatened to leave.
    Infinitive,
    /// An indirect question.
    Wh,
    /// Somebody to whom it is said, before the content: told them that.
    Listener,
    /// Nothing, when the content stands before: “…, she said”.
    Trail,
    /// Nothing, when the content is a quotation that stands before: “…,” she sighed.
    Quote,
    /// Somebody and what they did: accused them of theft.
    Of,
    /// Somebody and what of: warned them against theft.
    About,
    /// Something and what it is like: described it as theft.
    As,
    /// Something and what it is: called it theft.
    Naming,
    /// Something and its amount: put the toll at nine.
    Amount,
    /// Only a subject that is known to speak: tracks indicate nothing.
    Known,
    /// Negated, what the speaker leaves open: did not confirm the toll.
    Unsaid,
}

const TAKES: &[(&str, Takes)] = &[
    ("that", Takes::That),
    ("bare", Takes::Bare),
    ("object", Takes::Object),
    ("to", Takes::To),
    ("infinitive", Takes::Infinitive),
    ("wh", Takes::Wh),
    ("listener", Takes::Listener),
    ("trail", Takes::Trail),
    ("quote", Takes::Quote),
    ("of", Takes::Of),
    ("about", Takes::About),
    ("as", Takes::As),
    ("naming", Takes::Naming),
    ("price", Takes::Amount),
    ("known", Takes::Known),
    ("unsaid", Takes::Unsaid),
];

/// A verb of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    takes: u32,
    /// How it is said, where the verb alone decides.
    pub mode: Mode,
    /// Whether it reports or performs.
    pub class: StatementClass,
    /// The forms that these letters are.
    forms: u8,
}

/// A form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inflection {
    /// say
    Base,
    /// says
    Third,
    /// said, as a tense
    Past,
    /// said, behind have or be
    Participle,
    /// saying
    Ing,
}

const FORMS: [Inflection; 5] =
    [Inflection::Base, Inflection::Third, Inflection::Past, Inflection::Participle, Inflection::Ing];

impl Verb {
    /// Tells whether this may stand behind it.
    pub fn takes(&self, what: Takes) -> bool {
        self.takes & (1 << what as u32) != 0
    }

    /// Tells whether the letters are this form of it.
    pub fn is(&self, form: Inflection) -> bool {
        self.forms & (1 << form as u8) != 0
    }
}

/// The verbs of saying of one language; empty where it tells them by frames alone.
#[derive(Clone, Debug, Default)]
pub struct Sayings {
    forms: Phrases<Verb>,
}

impl Sayings {
    /// Reads `sayings.tsv` of a pack and its parents, nearest first.
    pub fn load(chain: &[&PackSource]) -> Result<Self> {
        const COLUMNS: &[&str] = &["base", "third", "past", "participle", "ing", "takes", "mode", "class"];
        let mut sayings = Self::default();
        for source in chain.iter().rev() {
            let Some(table) = source.table("sayings.tsv", COLUMNS)? else { continue };
            for row in table.rows() {
                sayings.add(&table, row)?;
            }
        }
        Ok(sayings)
    }

    fn add(&mut self, table: &Table, row: &Row) -> Result<()> {
        let mut takes = 0;
        for word in row.get(5).split_whitespace() {
            let known = TAKES.iter().find(|(name, _)| *name == word);
            let (_, what) = known.ok_or_else(|| table.fault(row, format!("nothing takes {word:?}")))?;
            takes |= 1 << *what as u32;
        }
        let mode = match row.get(6) {
            "indirect" => Mode::Indirect,
            "denial" => Mode::Denial,
            "question" => Mode::Question,
            "non_report" => Mode::NonReport,
            other => return Err(table.fault(row, format!("no mode {other:?}"))),
        };
        let class = match row.get(7) {
            "report" => StatementClass::Report,
            "speech_act" => StatementClass::SpeechAct,
            other => return Err(table.fault(row, format!("no class {other:?}"))),
        };
        for form in FORMS {
            for phrase in row.parts(form as usize) {
                let known = self.forms.get(phrase).copied();
                let forms = known.map_or(0, |known| known.forms) | 1 << form as u8;
                self.forms.insert(phrase, Verb { takes, mode, class, forms });
            }
        }
        Ok(())
    }

    /// Returns the longest verb at a token: where it ends and what it is.
    pub fn at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, Verb)> {
        self.forms.longest_at(tokens, at).map(|(end, verb)| (end, *verb))
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn verbs_are_found_in_every_form() {
        let verbs = &Packs::embedded().get("en").sayings;
        let check = |text: &str, form: Inflection, what: Takes| {
            let (_, verb) = verbs.at(&Tokens::of(text), 0).unwrap();
            assert!(verb.is(form) && verb.takes(what), "{text}");
        };
        check("told", Inflection::Past, Takes::Listener);
        check("threatening", Inflection::Ing, Takes::Infinitive);
        check("ruled out", Inflection::Participle, Takes::Object);
        assert!(verbs.at(&Tokens::of("sang"), 0).is_none());
    }
}
