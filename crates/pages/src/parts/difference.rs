//! How the text of one article differs from that of another, word by word.

use crate::Look;
use imara_diff::{Algorithm, Diff, InternedInput};
use text::Tokens;

/// What a run of words is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Both have it.
    Same,
    /// Only this article has it.
    Here,
    /// Only the other article has it.
    There,
    /// Words that both have and that are not shown.
    Skipped,
}

/// Two texts side by side, as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The runs in the order of this article's text.
    pub runs: Vec<(Run, String)>,
    /// How many words both have.
    pub same: usize,
    /// How many words only this article has.
    pub here: usize,
    /// How many words only the other has.
    pub there: usize,
}

/// So many words of a run that both have are shown on either side of a difference.
const AROUND: usize = 12;

impl Difference {
    /// Compares two texts by their words as they are folded for search; marks and spaces count for nothing alone.
    pub fn of(here: &str, there: &str, look: &Look) -> Self {
        let (ours, theirs) = (Tokens::of(here), Tokens::of(there));
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before((0..ours.len()).map(|at| ours.key(at)));
        input.update_after((0..theirs.len()).map(|at| theirs.key(at)));
        let mut found = Self { runs: Vec::new(), same: 0, here: 0, there: 0 };
        let mut last = 0;
        for hunk in Diff::compute(Algorithm::Histogram, &input).hunks() {
            found.same(&ours, last..hunk.before.start as usize, look);
            let (before, after) = (hunk.before.start as usize..hunk.before.end as usize, hunk.after);
            last = before.end;
            found.here += before.len();
            found.there += after.len();
            found.add(Run::Here, surface(&ours, before));
            found.add(Run::There, surface(&theirs, after.start as usize..after.end as usize));
        }
        found.same(&ours, last..ours.len(), look);
        found
    }

    /// Returns how much of the longer text both have, in whole percents.
    pub fn percent(&self) -> usize {
        crate::dates::percent(self.same, self.same + self.here.max(self.there))
    }

    fn same(&mut self, ours: &Tokens<'_>, range: std::ops::Range<usize>, look: &Look) {
        self.same += range.len();
        let (first, last) = (range.start == 0, range.end == ours.len());
        let around = usize::from(!first) + usize::from(!last);
        if range.len() <= AROUND * around + 6 {
            return self.add(Run::Same, surface(ours, range));
        }
        let head = if first { range.start } else { range.start + AROUND };
        let tail = if last { range.end } else { range.end - AROUND };
        self.add(Run::Same, surface(ours, range.start..head));
        self.add(Run::Skipped, look.fill("diff.skipped", &[&look.number(tail - head)]));
        self.add(Run::Same, surface(ours, tail..range.end));
    }

    fn add(&mut self, run: Run, words: String) {
        if !words.is_empty() {
            self.runs.push((run, words));
        }
    }
}

fn surface(tokens: &Tokens<'_>, range: std::ops::Range<usize>) -> String {
    let Some(tokens_of) = tokens.items().get(range) else { return String::new() };
    let (Some(first), Some(last)) = (tokens_of.first(), tokens_of.last()) else { return String::new() };
    crate::clean(first.span.join(last.span).of(tokens.text()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, Lang};
    use proptest::prelude::*;

    fn look() -> Look {
        Look::at(Address::of("/"), Lang::En)
    }

    fn check(here: &str, there: &str, expected: &str) {
        let found = Difference::of(here, there, &look());
        let told = |(run, words): &(Run, String)| match run {
            Run::Same => words.clone(),
            Run::Here => format!("[-{words}-]"),
            Run::There => format!("{{+{words}+}}"),
            Run::Skipped => "…".to_owned(),
        };
        assert_eq!(found.runs.iter().map(told).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn words_that_differ_are_told_apart() {
        check("पुल गिरा, 12 मरे", "पुल गिरा, 14 मरे", "पुल गिरा, [-12-] {+14+} मरे");
        check("a b", "a b", "a b");
        check("", "a", "{+a+}");
        check("a", "", "[-a-]");
    }

    #[test]
    fn long_runs_that_both_have_are_cut() {
        let alike = "w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20";
        check(&format!("{alike} x"), alike, "… w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 [-x-]");
        assert_eq!(Difference::of(alike, alike, &look()).percent(), 100);
    }

    proptest! {
        #[test]
        fn every_word_is_counted_once(here in "[a-c ]{0,40}", there in "[a-c ]{0,40}") {
            let found = Difference::of(&here, &there, &look());
            prop_assert_eq!(found.same + found.here, here.split_whitespace().count());
            prop_assert_eq!(found.same + found.there, there.split_whitespace().count());
        }
    }
}
