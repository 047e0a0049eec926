//! Seasons: which matter each page is about, and in which order pages come.

use jiff::civil::Date;

use crate::chance::Chance;
use crate::country::Country;
use crate::matter::Matter;

/// How many pages a season has; its matters are complete within it.
pub(crate) const PAGES: usize = 2_000;

/// How many days after a season the next one begins.
const DAYS: usize = 7;

/// The largest matter.
const LARGEST: usize = 400;

/// The exponent of the long tail: a matter reaches `n` articles with a chance of `n` to the minus this.
const TAIL: f64 = 1.1;

/// The matters of a season and its pages in order of publication.
pub(crate) struct Season {
    pub(crate) number: usize,
    pub(crate) matters: Vec<Matter>,
    pub(crate) slots: Vec<Slot>,
}

/// One page: which happening of which matter it tells of, and when it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) day: Date,
    /// In minutes since midnight.
    pub(crate) minute: usize,
    pub(crate) matter: usize,
    pub(crate) happening: usize,
    /// Which article of its matter it is.
    pub(crate) article: usize,
}

impl Season {
    /// Plans season `number` of a seed.
    pub(crate) fn new(country: &Country, seed: u64, number: usize) -> Self {
        let mut chance = Chance::new(seed.rotate_left(32) ^ number as u64);
        let first = jiff::civil::date(2023, 1, 1);
        let (mut matters, mut slots) = (Vec::new(), Vec::with_capacity(PAGES));
        while slots.len() < PAGES {
            let size = size(&mut chance).min(PAGES - slots.len());
            let start = later(first, number * DAYS + chance.below(DAYS));
            let matter = Matter::new(country, chance.next(), start, size);
            for article in 0..size {
                slots.push(slot(&matter, matters.len(), article, &mut chance));
            }
            matters.push(matter);
        }
        slots.sort();
        Self { number, matters, slots }
    }
}

/// Places an article of a matter: early happenings are told of most, and the same day or the next.
fn slot(matter: &Matter, number: usize, article: usize, chance: &mut Chance) -> Slot {
    let count = matter.happenings.len();
    // The first article tells of the first happening; the square leans towards the early ones.
    let part = (chance.below(1_000) * chance.below(1_000)) as f64 / 1e6;
    let even = chance.below(count);
    let leaning = (part * count as f64) as usize;
    let at = if article == 0 {
        0
    } else if chance.below(2) == 0 {
        even
    } else {
        leaning
    };
    let happening = at.min(count - 1);
    let day = later(matter.happenings[happening].day, usize::from(chance.below(3) == 0));
    Slot { day, minute: 300 + chance.below(1_080), matter: number, happening, article }
}

/// Draws how many articles a matter gets.
fn size(chance: &mut Chance) -> usize {
    let part = (chance.below(1 << 30) + 1) as f64 / f64::from(1 << 30);
    let size = part.powf(-1.0 / TAIL) as usize;
    if size > LARGEST { 100 + chance.below(LARGEST - 100) } else { size }
}

fn later(day: Date, days: usize) -> Date {
    day.checked_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(0))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::tests::country;

    #[test]
    fn sizes_have_a_long_tail() {
        let mut chance = Chance::new(4);
        let sizes: Vec<usize> = (0..40_000).map(|_| size(&mut chance)).collect();
        let share = |from: usize, to: usize| {
            sizes.iter().filter(|size| (from..to).contains(size)).count() as f64 / sizes.len() as f64
        };
        assert!(share(1, 21) > 0.95);
        assert!((0.004..0.01).contains(&share(100, 401)), "{}", share(100, 401));
        assert!(share(401, usize::MAX) == 0.0);
    }

    #[test]
    fn a_season_is_full_and_in_order() {
        let season = Season::new(&country(), 1, 3);
        assert_eq!(season.slots.len(), PAGES);
        assert!(season.slots.is_sorted());
        assert!(
            season.slots.iter().all(|slot| slot.happening < season.matters[slot.matter].happenings.len())
        );
    }
}
