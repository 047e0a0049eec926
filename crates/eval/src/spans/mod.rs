//! Tasks `times` and `amounts` on single sentences with exact spans and values, in the forms of others.
//!
//! A thing is found when a predicted one has **its very span and its value**. Gold that our model cannot say at all
//! counts as missed in every figure but those named `in-model`. The data of others is cut in parts by the text of a
//! case, our own sentences by their files: errors are shown of what may be read alone, so that the rest can only be
//! scored.

mod amounts;
mod braces;
mod cases;
mod times;

use crate::measure::{Share, harmonic};
use crate::{Asked, Bench, Scores, plain};
use amounts::Amount;
use anyhow::{Result, bail};
use cases::{Case, Gold, Part};
pub(crate) use cases::{Half, half};
use lang::Pack;
use model::{Article, DateBasis, DocId, Document, Span};
use std::collections::BTreeMap;
use text::Tokens;

/// The language of a data set whose name does not tell.
const LANG: &str = "hi";

/// What the names of our own sets begin with.
const OWN: &str = "own.";

fn is_own(set: &str) -> bool {
    set.starts_with(OWN)
}

/// Runs the task `times`.
pub(crate) fn times(asked: &Asked, bench: &Bench) -> Result<Scores> {
    const SETS: [&str; 2] = ["DateTimeModel", "MergedParser"];
    let wanted = |set: &str| {
        SETS.contains(&set) || is_own(set) || (set.ends_with("Parser") && !set.starts_with("Holiday"))
    };
    run(asked, "time", wanted, |case| {
        if is_own(&case.set) {
            return braces::times(case, &document(case, bench));
        }
        let document = document(case, bench);
        let pack = bench.packs.get(LANG);
        let text = &document.article().text;
        let tokens = Tokens::of(text);
        let judge = |time: &model::TimeExpr| {
            let (span, have) = (time.span, time.value.as_ref());
            let coarse = time.rule.as_str() == "ago";
            let exact = case.gold.iter().position(|gold| gold.span == span);
            let loose = exact.or_else(|| {
                case.gold.iter().position(|gold| bare(&tokens, pack, gold.span) == bare(&tokens, pack, span))
            });
            let right = loose.map(|at| times::same(have, &case.gold[at].values, coarse));
            Found { exact, loose, right: right == Some(true) }
        };
        let found = document.facts().times.iter().map(judge).collect();
        let shown = document.facts().times.iter().map(|time| {
            let value = time.value.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            format!("{}={value}", document.surface(time.span))
        });
        Judged {
            found,
            shown: shown.collect(),
            in_model: |_, gold| times::in_model(&gold.values),
            more: Vec::new(),
        }
    })
}

/// Runs the task `amounts`.
pub(crate) fn amounts(asked: &Asked, bench: &Bench) -> Result<Scores> {
    const SETS: [&str; 10] = [
        "NumberModel",
        "NumberRangeModel",
        "OrdinalModel",
        "OrdinalModelSuppressExtendedTypes",
        "PercentModel",
        "AgeModel",
        "CurrencyModel",
        "DimensionModel",
        "TemperatureModel",
        "Numeral",
    ];
    let wanted = |set: &str| {
        SETS.contains(&set) || is_own(set) || matches!(set, "Ordinal" | "Duration" | "Temperature")
    };
    run(asked, "amount", wanted, |case| {
        if is_own(&case.set) {
            return braces::amounts(case, &document(case, bench));
        }
        let document = document(case, bench);
        let pack = bench.packs.get(LANG);
        let amounts = amounts::amounts(&case.set, &case.text, pack, &document.facts().quantities);
        let judge = |amount: &Amount| {
            let exact = case.gold.iter().position(|gold| [amount.span, amount.whole].contains(&gold.span));
            let right = exact.is_some_and(|at| amounts::same(&case.set, amount, &case.gold[at].values));
            Found { exact, loose: exact, right }
        };
        let found = amounts.iter().map(judge).collect();
        let shown = amounts
            .iter()
            .map(|amount| format!("{}={amount:?}", amount.span.of(&case.text).unwrap_or_default()));
        Judged {
            found,
            shown: shown.collect(),
            in_model: |set, gold| amounts::in_model(set, &gold.values),
            more: Vec::new(),
        }
    })
}

/// What was found in one case.
struct Judged {
    found: Vec<Found>,
    /// As it is shown among errors.
    shown: Vec<String>,
    /// Further things that are right or wrong, each with its name.
    more: Vec<(&'static str, bool)>,
    in_model: fn(&str, &Gold) -> bool,
}

/// How one found thing meets the gold.
#[derive(Clone, Copy)]
struct Found {
    /// The gold with the same span.
    exact: Option<usize>,
    /// The gold with the same span but for case markers at its ends.
    loose: Option<usize>,
    right: bool,
}

/// What is counted over the cases of one set and half.
#[derive(Default)]
struct Tally {
    cases: Share,
    cases_in_model: Share,
    cases_loose: Share,
    spans: Share,
    right: Share,
    loose: Share,
    in_model: Share,
    found: usize,
    more: BTreeMap<&'static str, Share>,
}

fn run(
    asked: &Asked,
    kind: &str,
    wanted: impl Fn(&str) -> bool,
    judge: impl Fn(&Case) -> Judged,
) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the file of cases with --data") };
    let mut cases = cases::read(path)?;
    for case in cases.iter_mut().filter(|case| is_own(&case.set)) {
        case.gold.retain(|gold| gold.values.iter().any(|value| value.contains_key(kind)));
    }
    let chosen = |case: &&Case| {
        case.supported
            && if asked.sets.is_empty() { wanted(&case.set) } else { asked.sets.contains(&case.set) }
    };
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    let mut scores = Scores::default();
    for case in cases.iter().filter(chosen) {
        let judged = judge(case);
        for name in ["", case.part.name()] {
            tallies.entry((&case.set, name)).or_default().add(case, &judged);
        }
        if case.part != Part::Held && !is_right(case, &judged, false) {
            scores.errors.push(told(case, &judged));
        }
    }
    if tallies.is_empty() {
        bail!("no case of {} is of a set that this task measures", path.display());
    }
    for ((set, half), tally) in tallies {
        tally.put(&mut scores, &format!("{set}{half}"));
    }
    Ok(scores)
}

impl Tally {
    fn add(&mut self, case: &Case, judged: &Judged) {
        self.cases.add(is_right(case, judged, false));
        self.cases_loose.add(is_right(case, judged, true));
        let in_model: Vec<bool> = case.gold.iter().map(|gold| (judged.in_model)(&case.set, gold)).collect();
        if in_model.iter().all(|in_model| *in_model) {
            self.cases_in_model.add(is_right(case, judged, true));
        }
        for (at, in_model) in in_model.into_iter().enumerate() {
            let has = |wanted: &dyn Fn(&Found) -> bool| judged.found.iter().any(wanted);
            self.spans.add(has(&|found| found.exact == Some(at)));
            self.right.add(has(&|found| found.exact == Some(at) && found.right));
            let loose = has(&|found| found.loose == Some(at) && found.right);
            self.loose.add(loose);
            if in_model {
                self.in_model.add(loose);
            }
        }
        self.found += judged.found.len();
        for (name, right) in &judged.more {
            self.more.entry(name).or_default().add(*right);
        }
    }

    fn put(self, scores: &mut Scores, set: &str) {
        let precision = Share { hits: self.right.hits, of: self.found };
        scores.share(format!("{set}.cases"), self.cases);
        scores.share(format!("{set}.cases.bare"), self.cases_loose);
        scores.share(format!("{set}.cases.bare.in-model"), self.cases_in_model);
        scores.share(format!("{set}.span.recall"), self.spans);
        scores.share(format!("{set}.precision"), precision);
        scores.share(format!("{set}.recall"), self.right);
        scores.put(format!("{set}.f1"), harmonic(precision.value(), self.right.value()), self.right.of);
        scores.share(format!("{set}.bare.recall"), self.loose);
        scores.share(format!("{set}.bare.recall.in-model"), self.in_model);
        for (name, share) in self.more {
            scores.share(format!("{set}.{name}"), share);
        }
    }
}

/// Tells whether everything is found and nothing else.
fn is_right(case: &Case, judged: &Judged, loose: bool) -> bool {
    let at = |found: &Found| if loose { found.loose } else { found.exact };
    judged.found.len() == case.gold.len()
        && (0..case.gold.len())
            .all(|gold| judged.found.iter().any(|found| at(found) == Some(gold) && found.right))
}

fn told(case: &Case, judged: &Judged) -> String {
    let gold = case.gold.iter().map(|gold| {
        let values = serde_json::to_string(&gold.values).unwrap_or_default();
        format!("{} {values}", gold.span.of(&case.text).unwrap_or_default())
    });
    let gold: Vec<String> = gold.collect();
    format!("{} “{}”: want [{}], have [{}]", case.set, case.text, gold.join("; "), judged.shown.join("; "))
}

/// Returns a span without the case markers at its end.
///
/// The specifications take in what gives an expression its sense (`कल से`, `5 से 7 मई तक`); our spans end before it.
fn bare(tokens: &Tokens<'_>, pack: &Pack, span: Span) -> Span {
    let mut range = tokens.within(span);
    while let Some(start) =
        pack.grammar.before("case", tokens, range.end).filter(|start| *start > range.start)
    {
        range.end = start;
    }
    tokens.span(range).unwrap_or(span)
}

/// Returns the document of a case: its text as it stands, each line a paragraph.
fn document(case: &Case, bench: &Bench) -> Document {
    let bare = plain::article(DocId::of_bytes(case.text.as_bytes()), &case.text, &case.lang);
    annotate::annotate(Article { date: case.anchor, date_basis: DateBasis::Given, ..bare }, &bench.packs)
}
