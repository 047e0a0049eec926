//! Matters: what the country's news is about, each with people, places and amounts of its own.

use jiff::civil::Date;

use crate::chance::Chance;
use crate::country::{Country, Name, Person, State, Wording};

/// The people that a matter names, by slot; offices of the state come on top.
const PEOPLE: [&str; 26] = [
    "accused",
    "activist",
    "cand",
    "cand2",
    "chair",
    "commissioner",
    "dm",
    "doc",
    "eng",
    "judge",
    "lawyer",
    "leader",
    "manager",
    "minister",
    "officer",
    "relative",
    "sarpanch",
    "sp",
    "spokes",
    "trader",
    "union_head",
    "victim",
    "witness",
    "clerk",
    "owner",
    "guard",
];

/// Whom a later happening may name anew.
const RENEWED: [&str; 5] = ["victim", "witness", "officer", "relative", "sarpanch"];

/// The things and places that a matter names, by slot.
const BARE: [&str; 4] = ["river", "market", "road", "scheme"];

/// How many phases a matter runs through.
const PHASES: usize = 4;

/// A matter with its happenings, by day.
pub(crate) struct Matter {
    /// Which kind it is, as a position among the kinds.
    pub(crate) kind: usize,
    pub(crate) happenings: Vec<Happening>,
    pub(crate) agency: Name,
    state: State,
    people: Vec<(&'static str, Person)>,
    things: Vec<(String, Name)>,
}

/// What happens on one day of a matter.
pub(crate) struct Happening {
    pub(crate) day: Date,
    pub(crate) phase: usize,
    /// What its agency's copy is drawn from.
    pub(crate) seed: u64,
    numbers: Vec<(&'static str, usize)>,
    clock: usize,
    renewed: Vec<(&'static str, Person)>,
    renamed: Vec<(&'static str, Name)>,
}

impl Matter {
    /// Makes the matter of a seed, with as many happenings as `size` articles have to tell of.
    pub(crate) fn new(country: &Country, seed: u64, start: Date, size: usize) -> Self {
        let mut chance = Chance::new(seed);
        let kind = chance.below(country.hi.kinds.len());
        let state = country.states[chance.below(country.states.len())].clone();
        let people = PEOPLE.iter().map(|slot| (*slot, country.person(&mut chance))).collect();
        let mut things = country.own(kind, &mut chance);
        things.extend(BARE.iter().map(|slot| ((*slot).to_owned(), country.bare(&mut chance))));
        things.push(("place".to_owned(), country.town(&mut chance)));
        things.push(("village".to_owned(), country.town(&mut chance)));
        things.push(("company".to_owned(), country.company(&mut chance)));
        let agency = country.agency(&mut chance);
        let happenings = happenings(country, start, size, &mut chance);
        Self { kind, happenings, agency, state, people, things }
    }

    /// Fills a slot as an article about a happening prints it.
    pub(crate) fn fill(
        &self,
        slot: &str,
        happening: &Happening,
        lang: &str,
        wording: &Wording,
        chance: &mut Chance,
    ) -> String {
        let (slot, last_only) = slot.strip_suffix('-').map_or((slot, false), |slot| (slot, true));
        if let Some(person) = self.person(slot, happening) {
            let last = person.last.print(lang);
            return if last_only { last.to_owned() } else { format!("{} {last}", person.given.print(lang)) };
        }
        if let Some((_, number)) = happening.numbers.iter().find(|(name, _)| *name == slot) {
            // Outlets differ on a count now and then.
            let off = usize::from(slot == "toll" && chance.below(14) == 0);
            return print_number(number + off, wording, chance);
        }
        match slot {
            "day" => wording.weekdays
                [usize::from(happening.day.weekday().to_monday_zero_offset().unsigned_abs())]
            .clone(),
            "clock" => wording.clocks[happening.clock % wording.clocks.len()].clone(),
            "party" => self.state.ruling.print(lang).to_owned(),
            "oparty" => self.state.other.print(lang).to_owned(),
            _ => {
                let renamed = happening.renamed.iter().find(|(name, _)| *name == slot).map(|(_, name)| name);
                let own = || self.things.iter().find(|(name, _)| *name == slot).map(|(_, name)| name);
                renamed.or_else(own).map_or("", |name| name.print(lang)).to_owned()
            }
        }
    }

    fn person<'a>(&'a self, slot: &str, happening: &'a Happening) -> Option<&'a Person> {
        match slot {
            "cm" => Some(&self.state.chief),
            "hm" => Some(&self.state.home),
            "opp" => Some(&self.state.opposition),
            _ => {
                let both = happening.renewed.iter().chain(&self.people);
                both.into_iter().find(|(name, _)| *name == slot).map(|(_, person)| person)
            }
        }
    }
}

/// Makes the happenings: one for a few articles, up to 24 over sixteen weeks.
fn happenings(country: &Country, start: Date, size: usize, chance: &mut Chance) -> Vec<Happening> {
    let count = (1 + size / 8).clamp(1, 24);
    let span = match size {
        0..4 => 2,
        4..20 => 4 + chance.below(18),
        20..100 => 14 + chance.below(50),
        _ => 40 + chance.below(72),
    };
    let (mut toll, mut hurt) = (2 + chance.below(24), 3 + chance.below(70));
    let mut made = Vec::with_capacity(count);
    for at in 0..count {
        let days = if at == 0 { 0 } else { (at * span / count + chance.below(2)).min(span) };
        let day =
            start.checked_add(jiff::Span::new().days(i64::try_from(days).unwrap_or(0))).unwrap_or(start);
        // A matter of few articles is told while it happens.
        let phase = if count == 1 { usize::from(chance.below(4) == 0) } else { at * PHASES / count };
        let later = at > 0;
        let renewed = RENEWED.iter().filter(|_| later && chance.below(2) == 0).copied().collect::<Vec<_>>();
        let renewed = renewed.into_iter().map(|slot| (slot, country.person(chance))).collect();
        let mut renamed = vec![("job", country.job(chance)), ("spot", country.spot(chance))];
        if later && chance.below(3) == 0 {
            renamed.push(("village", country.town(chance)));
        }
        let missing = 1 + chance.below(30);
        made.push(Happening {
            day,
            phase,
            seed: chance.next(),
            numbers: vec![
                ("toll", toll),
                ("hurt", hurt),
                ("missing", missing),
                ("n", 2 + chance.below(8)),
                ("n2", 11 + chance.below(60)),
                ("n3", 120 + chance.below(9_000)),
                ("crore", 2 + chance.below(400)),
                ("days", 3 + chance.below(25)),
                ("pct", 4 + chance.below(70)),
                ("km", 2 + chance.below(60)),
            ],
            clock: chance.below(64),
            renewed,
            renamed,
        });
        toll += chance.below(4);
        hurt += chance.below(6);
    }
    made
}

/// Prints a number: up to ten often as a word, from a thousand on with a comma.
fn print_number(number: usize, wording: &Wording, chance: &mut Chance) -> String {
    match wording.numbers.get(number) {
        Some(word) if chance.below(3) > 0 => word.clone(),
        _ if number >= 1_000 => format!("{},{:03}", number / 1_000, number % 1_000),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::tests::country;
    use crate::wording;

    #[test]
    fn every_slot_of_every_line_is_filled() {
        let country = country();
        let matter = Matter::new(&country, 5, jiff::civil::date(2024, 3, 1), 40);
        for (lang, words) in [("hi", &country.hi), ("en", &country.en)] {
            let kinds = words.kinds.values();
            let lines = kinds.flat_map(|kind| [&kind.tags, &kind.titles, &kind.leads, &kind.details]);
            for line in lines.flatten().chain(&words.common).chain(&words.asides) {
                for happening in &matter.happenings {
                    let mut empty = Vec::new();
                    let mut fill = |slot: &str, chance: &mut Chance| {
                        let out = matter.fill(slot, happening, lang, words, chance);
                        if out.is_empty() {
                            empty.push(slot.to_owned());
                        }
                        out
                    };
                    wording::write(line, &mut Chance::new(1), &mut fill);
                    assert!(empty.is_empty(), "{line}: {empty:?}");
                }
            }
        }
    }

    #[test]
    fn happenings_go_forward_and_counts_only_up() {
        let country = country();
        let matter = Matter::new(&country, 9, jiff::civil::date(2024, 3, 1), 300);
        assert_eq!(matter.happenings.len(), 24);
        for pair in matter.happenings.windows(2) {
            assert!(pair[0].phase <= pair[1].phase);
            assert!(pair[0].numbers[0].1 <= pair[1].numbers[0].1);
        }
        let weeks = (matter.happenings[23].day - matter.happenings[0].day).get_days();
        assert!((35..=112).contains(&weeks), "{weeks}");
    }
}
