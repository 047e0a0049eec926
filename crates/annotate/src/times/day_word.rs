//! Words for days near the article's: आज, कल, today, yesterday.

use super::Found;
use super::scan::{Scan, shift};
use super::tense::tense;
use lang::Tense;

/// Reads a word that counts days from the article's.
///
/// Reads `कल` as yesterday in “कल बैठक हुई” and as tomorrow in “कल बैठक होगी”.
/// Refuses nothing: the pack lists only words that mean a day.
/// Misses `आज` in quoted speech of an earlier day, which is taken for the article's day.
pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let (end, word) = scan.longest(scan.pack.times.days(), at)?;
    let range = at..end;
    let away = i32::from(word.away);
    let back = word.either && tense(scan, &range) != Some(Tense::Future);
    let day = scan.today().and_then(|today| shift(today, if back { -away } else { away }));
    Some(Found::day(range, day, true, "day-word"))
}
