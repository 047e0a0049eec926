//! Days told by their place in a month that is not named: “on the 20th”.

use super::Found;
use super::scan::{Scan, shift_months};
use crate::quantities::NumberForm;
use jiff::civil::Date;
use model::Moment;

/// Reads the place of a day in its month: the nearest such day, as the tense of the clause has it.
///
/// Reads `on the 20th` where the phrase ends there.
/// Refuses `on the 20th floor` and `on the third`, whose noun may be left out.
/// Misses the month where only the sentence before tells it.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    scan.role_before("day_before", at)?;
    let number = scan.number(at).filter(|number| number.form == NumberForm::Ordinal)?;
    let end = number.tokens.end;
    let digits = end == at + 1 && scan.key(at).starts_with(|c: char| c.is_ascii_digit());
    let day = (1.0..=31.0).contains(&number.value).then_some(number.value as i8).filter(|_| digits)?;
    let mark = scan.tokens.items().get(end).is_some_and(|token| {
        token.kind == text::TokenKind::Mark && !matches!(scan.key(end), "-" | "\"" | "/")
    });
    let grammar = &scan.pack.grammar;
    let stops = end >= scan.range.end || mark || grammar.is_small(scan.tokens, end);
    // “the 20th of the prisoners” counts something else.
    if !stops || grammar.at("genitive", scan.tokens, end).is_some() {
        return None;
    }
    let near = (-1..=1).filter_map(|step| {
        let month = shift_months(scan.today()?.first_of_month(), step)?;
        Date::new(month.year(), month.month(), day).ok().map(Moment::Day)
    });
    let near: Vec<Moment> = near.collect();
    let date = scan.nearest(&(at..end), &near).and_then(Moment::day);
    Some(Found::day(at..end, date, true, "nth-day"))
}
