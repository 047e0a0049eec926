//! Kin: the articles of a large library that a new one may belong with, found without their outlines.

use crate::frequencies::Frequencies;
use crate::outline::Outline;
use crate::profile::{Days, Weights, names, words};
use crate::stories::WINDOW_DAYS;
use crate::threads::REACH_DAYS;
use model::Moment;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many of an article's weightiest features are kept.
const KEPT: usize = 24;

/// So many of them are names where it has as many: they alone meet other languages.
const KEPT_NAMES: usize = 8;

/// How many times as many features of the new article are looked up: what weighs most in it need not be what
/// weighed most in its kin.
const LOOKED_UP: usize = 2;

/// Of the articles with one feature only so many are looked at, those that came last.
const LATEST: usize = 256;

/// So many articles are found.
const NEAREST: usize = 12;

/// So many of them at least are articles of the same days, if there are any: a long matter must not hide
/// what belongs to the same story.
const SAME_DAYS: usize = 8;

/// Postings are kept in sorted runs; the newest grows to this size before it is merged.
const RUN: usize = 1024;

/// Marks the features that are names, so that no word meets a name.
const NAME: u32 = 1 << 31;

/// For each article of a library its weightiest words and names, to be found by.
///
/// Takes about 200 bytes an article. What it finds are candidates: [`crate::group_outlines`] decides.
///
/// ```
/// use story::{Frequencies, Kin};
/// let mut kin = Kin::new();
/// kin.insert(7, &[3, 5], None);
/// assert_eq!(kin.len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Kin {
    articles: Vec<Article>,
    /// Sorted features, each with the article that has it; earlier runs are larger and hold earlier articles.
    runs: Vec<Vec<Posting>>,
}

/// A feature in the upper half, the number of an article in the lower.
type Posting = u64;

#[derive(Clone, Copy, Debug)]
struct Article {
    key: u32,
    date: Option<Days>,
}

impl Kin {
    /// Makes one of an empty library.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns how many articles were taken in.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Tells whether no article was taken in.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Returns the features to keep beside an article, the weightiest first: at most 24, words and names apart.
    ///
    /// It matters little whether the frequencies count the article itself; those of the articles that came with
    /// it should be counted.
    pub fn features_of(outline: &Outline, frequencies: &Frequencies) -> Vec<u32> {
        weightiest(outline, frequencies, 1).into_iter().map(|(feature, _)| feature).collect()
    }

    /// Takes in an article by its key, its features and when it was published.
    ///
    /// A key that comes again, such as that of a changed page, is found by its old and its new features.
    pub fn insert(&mut self, key: u32, features: &[u32], date: Option<Moment>) {
        let number = self.articles.len() as u64;
        self.articles.push(Article { key, date: date.map(Days::of) });
        if self.runs.last().is_none_or(|run| run.len() >= RUN) {
            self.settle();
            self.runs.push(Vec::with_capacity(RUN + KEPT));
        }
        if let Some(run) = self.runs.last_mut() {
            for feature in features {
                let posting = u64::from(*feature) << 32 | number;
                run.insert(run.partition_point(|other| *other <= posting), posting);
            }
        }
    }

    /// Returns the keys of the articles that a new one may belong with, the nearest first: at most 12, those that
    /// share most of its weightiest features, none further away than a thread reaches.
    ///
    /// An article that was taken in before is found too.
    pub fn near(&self, outline: &Outline, frequencies: &Frequencies) -> Vec<u32> {
        let date = outline.date.map(Days::of);
        let mut sums: FxHashMap<u32, f64> = FxHashMap::with_capacity_and_hasher(4096, Default::default());
        for (feature, weight) in weightiest(outline, frequencies, LOOKED_UP) {
            for number in self.latest(feature) {
                *sums.entry(number).or_default() += f64::from(weight);
            }
        }
        let found: Vec<Found> = sums
            .into_iter()
            .filter_map(|(number, sum)| {
                let article = self.articles.get(number as usize)?;
                let days = article.date.zip(date).map_or(0, |(one, other)| one.gap(other));
                (days <= REACH_DAYS).then_some(Found { number, key: article.key, sum, days })
            })
            .collect();
        chosen(found).into_iter().map(|article| article.key).collect()
    }

    /// Returns the articles that came last with a feature.
    fn latest(&self, feature: u32) -> impl Iterator<Item = u32> {
        let with = move |posting: &&Posting| (**posting >> 32) as u32 == feature;
        let newest_first = self.runs.iter().rev().flat_map(move |run| {
            let end = run.partition_point(|posting| (*posting >> 32) as u32 <= feature);
            run[..end].iter().rev().take_while(with)
        });
        newest_first.take(LATEST).map(|posting| *posting as u32)
    }

    /// Merges runs of like size, so that there are few and each posting is moved seldom.
    fn settle(&mut self) {
        while let [.., older, newer] = self.runs.as_slice()
            && newer.len() * 2 >= older.len()
            && let (Some(newer), Some(mut older)) = (self.runs.pop(), self.runs.pop())
        {
            merge(&mut older, &newer);
            self.runs.push(older);
        }
    }
}

/// An article that shares features with the new one.
#[derive(Clone, Copy)]
struct Found {
    number: u32,
    key: u32,
    /// How much of the new article it shares.
    sum: f64,
    /// How many days lie between the two.
    days: i32,
}

/// Returns which of the articles found to keep, nearest first.
fn chosen(found: Vec<Found>) -> Vec<Found> {
    let same_days = found.iter().copied().filter(|article| article.days <= WINDOW_DAYS).collect();
    let (same_days, all) = (nearest(same_days), nearest(found));
    let mut keys: FxHashSet<u32> = FxHashSet::default();
    let mut chosen = Vec::with_capacity(NEAREST);
    for (articles, most) in [(same_days, SAME_DAYS), (all, NEAREST)] {
        for article in articles {
            if chosen.len() < most && keys.insert(article.key) {
                chosen.push(article);
            }
        }
    }
    nearest(chosen)
}

/// Returns the nearest, sorted: twice as many as are kept, since a key may be among them twice.
fn nearest(mut found: Vec<Found>) -> Vec<Found> {
    let nearer =
        |one: &Found, other: &Found| other.sum.total_cmp(&one.sum).then(other.number.cmp(&one.number));
    if found.len() > 2 * NEAREST {
        found.select_nth_unstable_by(2 * NEAREST, nearer);
        found.truncate(2 * NEAREST);
    }
    found.sort_by(nearer);
    found
}

/// Returns the features of an outline that tell most, the weightiest first, so many times [`KEPT`].
fn weightiest(outline: &Outline, frequencies: &Frequencies, times: usize) -> Weights {
    let top = |mut weights: Weights, most: usize, mark: u32| {
        weights.iter_mut().for_each(|(feature, _)| *feature = *feature >> 1 | mark);
        weights.sort_by(heavier);
        weights.truncate(most);
        weights
    };
    let mut all = top(names(outline, frequencies), times * KEPT_NAMES, NAME);
    let left = times * KEPT - all.len();
    all.extend(top(words(outline, frequencies), left, 0));
    all.sort_by(heavier);
    all
}

fn heavier(one: &(u32, f32), other: &(u32, f32)) -> std::cmp::Ordering {
    other.1.total_cmp(&one.1).then(one.0.cmp(&other.0))
}

/// Merges a sorted list into another in place, from the end on.
fn merge(into: &mut Vec<Posting>, from: &[Posting]) {
    let (mut left, mut right) = (into.len(), from.len());
    into.reserve_exact(right);
    into.resize(left + right, 0);
    while right > 0 {
        let at = left + right - 1;
        if left > 0 && into[left - 1] > from[right - 1] {
            into[at] = into[left - 1];
            left -= 1;
        } else {
            into[at] = from[right - 1];
            right -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::Built;
    use crate::tests::any_outline;
    use lang::Packs;
    use proptest::prelude::*;
    use std::time::Instant;

    const QUAKE: &str = "भूकंप के झटके से पहाड़ी गांवों में मकान टूटे और राहत दल पहुंचे";
    const MATCH: &str = "महिला टीम ने फाइनल में तीन विकेट से जीत दर्ज की";

    fn outline(text: &str, date: &str) -> Outline {
        let built = Built::new("new", text);
        let built = if date.is_empty() { built } else { built.date(date) };
        Outline::of(&built.done(), Packs::embedded())
    }

    /// Takes articles in, by their positions, and compares what is near to the last of them.
    fn check(articles: &[(&str, &str)], expected: &[u32]) {
        let (mut kin, mut frequencies) = (Kin::new(), Frequencies::default());
        let outlines: Vec<Outline> = articles.iter().map(|(text, date)| outline(text, date)).collect();
        let Some((last, before)) = outlines.split_last() else { return };
        for (key, outline) in before.iter().enumerate() {
            frequencies.add(outline);
            kin.insert(key as u32, &Kin::features_of(outline, &frequencies), outline.date());
        }
        assert_eq!(kin.near(last, &frequencies), expected);
    }

    #[test]
    fn what_shares_most_is_nearest() {
        let again = "पहाड़ी गांवों में भूकंप के बाद राहत दल";
        let other = "राहत की खबर: टीम जीत गई";
        check(&[(MATCH, ""), (other, ""), (QUAKE, ""), (again, "")], &[2, 1]);
    }

    #[test]
    fn what_is_years_away_is_not_found() {
        check(&[(QUAKE, "2020-01-01"), (QUAKE, "2024-01-01"), (QUAKE, ""), (QUAKE, "2025-01-01")], &[2, 1]);
    }

    #[test]
    fn a_long_matter_does_not_hide_the_same_days() {
        let near_words = format!("{QUAKE} अब बारिश की चेतावनी भी है");
        let mut articles = vec![("भूकंप के झटके", "2025-03-03")];
        articles.extend(std::iter::repeat_n((near_words.as_str(), "2025-01-10"), 60));
        articles.push((QUAKE, "2025-03-04"));
        let nearest: Vec<u32> = (62 - NEAREST as u32..61).rev().chain([0]).collect();
        check(&articles, &nearest);
    }

    #[test]
    fn words_do_not_meet_names() {
        let mut kin = Kin::new();
        let word = outline("भूकंप", "");
        let named = Outline::of(&Built::new("a", "।").names(&["LOC x"]).done(), Packs::embedded());
        let frequencies = Frequencies::of([&word, &named]);
        kin.insert(1, &Kin::features_of(&word, &frequencies), None);
        kin.insert(2, &Kin::features_of(&named, &frequencies), None);
        assert_eq!(kin.near(&word, &frequencies), [1]);
        assert_eq!(kin.near(&named, &frequencies), [2]);
    }

    proptest! {
        #[test]
        fn no_article_is_lost(
            articles in proptest::collection::vec(proptest::collection::vec(any::<u32>(), 1..30), 0..400)
        ) {
            let mut kin = Kin::new();
            for (key, features) in articles.iter().enumerate() {
                kin.insert(key as u32, features, None);
            }
            prop_assert!(kin.runs.iter().all(|run| run.is_sorted()));
            for (key, features) in articles.iter().enumerate() {
                prop_assert!(features.iter().all(|feature| kin.latest(*feature).any(|found| found == key as u32)));
            }
        }

        #[test]
        fn few_are_found_and_each_once(outlines in proptest::collection::vec(any_outline(), 1..60)) {
            let frequencies = Frequencies::of(&outlines);
            let mut kin = Kin::new();
            for (key, outline) in outlines.iter().enumerate() {
                let features = Kin::features_of(outline, &frequencies);
                prop_assert!(features.len() <= KEPT);
                kin.insert((key / 2) as u32, &features, outline.date());
            }
            let near = kin.near(&outlines[0], &frequencies);
            let distinct: FxHashSet<u32> = near.iter().copied().collect();
            prop_assert!(near.len() <= NEAREST && distinct.len() == near.len());
        }
    }

    /// Draws numbers that look random and are the same on every machine.
    struct Chance(u64);

    impl Chance {
        fn below(&mut self, end: f64) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 11) as f64 / (1u64 << 53) as f64 * end
        }

        /// Draws one of so many, the first ones much more often, as words are.
        fn rank(&mut self, most: f64) -> u32 {
            most.powf(self.below(1.0)) as u32
        }
    }

    /// Makes the outline of an article of one of many matters that follow each other.
    fn generated(at: u32, chance: &mut Chance) -> Outline {
        let matter = at / 40 + chance.rank(400.0) * 7;
        let mut outline = outline("", "");
        let day = at / 300;
        outline.date = Some(Moment::Day(jiff::civil::date(2022, 1, 1) + jiff::ToSpan::days(i64::from(day))));
        let feature = |space: u32, word: u32| crate::hashes::feature(&format!("{space} {word}"));
        let mut words: Vec<(u32, u32)> = (0..220)
            .map(|at| match at {
                0..40 => (feature(matter + 1, chance.rank(200.0)), 1 + chance.rank(8.0)),
                _ => (feature(0, chance.rank(400_000.0)), 1 + chance.rank(3.0)),
            })
            .collect();
        words.sort_unstable();
        words.dedup_by_key(|word| word.0);
        outline.words = words;
        let mut names: Vec<u32> = (0..10).map(|_| feature(0, chance.rank(50_000.0))).collect();
        names.extend((0..4).map(|_| feature(matter + 1, chance.rank(20.0))));
        names.sort_unstable();
        names.dedup();
        let name = |feature| crate::outline::Name { feature, count: 3, is_country: false };
        outline.names = names.into_iter().map(name).collect();
        outline
    }

    /// Prints what a library of 200,000 articles costs:
    /// `cargo test --profile demo -p sutradhar-story a_large_library -- --ignored --nocapture`.
    #[test]
    #[ignore = "measures"]
    fn a_large_library() {
        let count: u32 =
            std::env::var("ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(200_000);
        let (mut kin, mut frequencies, mut chance) = (Kin::new(), Frequencies::default(), Chance(1));
        let (mut inserting, mut finding, mut found) = (0.0, 0.0, 0);
        for at in 0..count {
            let outline = generated(at, &mut chance);
            frequencies.add(&outline);
            let features = Kin::features_of(&outline, &frequencies);
            if at >= count.saturating_sub(2_000) {
                let start = Instant::now();
                found += kin.near(&outline, &frequencies).len();
                finding += start.elapsed().as_secs_f64();
            }
            let start = Instant::now();
            kin.insert(at, &features, outline.date());
            inserting += start.elapsed().as_secs_f64();
        }
        let bytes = kin.runs.iter().map(|run| run.capacity() * size_of::<Posting>()).sum::<usize>()
            + kin.articles.capacity() * size_of::<Article>();
        println!("{count} articles, {:.1} MB in {} runs", bytes as f64 / 1e6, kin.runs.len());
        println!(
            "insert {:.1} µs, near {:.3} ms, found {:.1}",
            inserting / f64::from(count) * 1e6,
            finding / 2.0,
            f64::from(found as u32) / 2000.0
        );
        let start = Instant::now();
        let stored = frequencies.to_bytes();
        let written = start.elapsed().as_secs_f64();
        let start = Instant::now();
        assert_eq!(Frequencies::from_bytes(&stored).unwrap().documents(), u64::from(count));
        println!(
            "{} features, {:.1} MB, written in {:.0} ms, read in {:.0} ms",
            frequencies.words.len() + frequencies.names.len(),
            stored.len() as f64 / 1e6,
            written * 1e3,
            start.elapsed().as_secs_f64() * 1e3
        );
    }
}
