//! Task `entities`: which names in many documents name the same, on marked texts.
//!
//! The file has a header and then a text a line: id, language, text, with each name marked `[name|who]`. All texts are
//! read together. `pairs` are two marked names in different texts that name one: the share of the program's that are
//! right, of the gold's that are found, and F1. `b3` is B-cubed over the marked names (Bagga and Baldwin, 1998), which
//! flatters sets of many single names: read `pairs` first. `alone` is F1 of pairs by the ids that each text alone gives,
//! `found` the share of marked names that are mentions at all. Of a file named `*test*` no error is shown.

use crate::files::text;
use crate::measure::{Share, harmonic};
use crate::place::overlap;
use crate::{Asked, Bench, Scores, plain};
use anyhow::{Context, Result, bail, ensure};
use entities::{Card, Identities};
use model::{DocId, Document, EntityId, Span};
use std::collections::BTreeMap;

/// A mention is the marked name where it shares so much of both.
const SHARED: f64 = 0.5;

/// A marked name.
struct Marked {
    doc: usize,
    span: Span,
    who: String,
    /// Whom it names by its text alone, and among all.
    alone: Option<EntityId>,
    resolved: Option<EntityId>,
}

/// Measures entities across documents.
pub(crate) fn run(asked: &Asked, bench: &Bench) -> Result<Scores> {
    let Some(path) = &asked.data else { bail!("name the file of marked texts with --data") };
    let (mut documents, mut marked) = (Vec::new(), Vec::new());
    for (at, line) in text(path)?.lines().enumerate().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, lang, source] = columns[..] else { bail!("line {} has not 3 columns", at + 1) };
        let (text, marks) = unmarked(source).with_context(|| format!("read line {}", at + 1))?;
        let article = plain::article(DocId::given(id), &text, lang);
        let doc = documents.len();
        documents.push(annotate::annotate(article, &bench.packs));
        marked.extend(marks.into_iter().map(|(span, who)| Marked {
            doc,
            span,
            who,
            alone: None,
            resolved: None,
        }));
    }
    let cards: Vec<Card> = documents.iter().map(|document| Card::of(document, &bench.packs)).collect();
    let identities = Identities::of(entities::resolve(&cards, &bench.packs));
    let resolved: Vec<Document> = documents
        .iter()
        .map(|document| identities.applied(document).unwrap_or_else(|| document.clone()))
        .collect();
    for one in &mut marked {
        one.alone = named(&documents[one.doc], one.span);
        one.resolved = named(&resolved[one.doc], one.span);
    }
    let mut scores = Scores::default();
    let mut found = Share::default();
    marked.iter().for_each(|one| found.add(one.alone.is_some()));
    scores.share("found", found);
    let alone = pairs(&marked, |one| one.alone.as_ref(), &mut |_, _, _| {});
    scores.put("alone.f1", alone.f1(), alone.gold);
    let is_secret = path.file_name().is_some_and(|name| name.to_string_lossy().contains("test"));
    let mut errors = Vec::new();
    let all = pairs(&marked, |one| one.resolved.as_ref(), &mut |one, other, is_one| {
        let what = if is_one { "missed" } else { "wrong" };
        let shown = |one: &Marked| {
            let document = &documents[one.doc];
            format!(
                "{} {} ({:?})",
                document.article().id,
                document.surface(one.span),
                one.resolved.as_ref().map(EntityId::as_str)
            )
        };
        errors.push(format!("{what} {}: {} = {}", one.who, shown(one), shown(other)));
    });
    scores.put("pairs.precision", all.precision(), all.predicted);
    scores.put("pairs.recall", all.recall(), all.gold);
    scores.put("pairs.f1", all.f1(), all.gold);
    let (precision, recall) = b_cubed(&marked);
    scores.put("b3.precision", precision, marked.len());
    scores.put("b3.recall", recall, marked.len());
    scores.put("b3.f1", harmonic(precision, recall), marked.len());
    if !is_secret {
        scores.errors = errors;
    }
    Ok(scores)
}

/// Returns a text without its marks, and the marks in it.
fn unmarked(source: &str) -> Result<(String, Vec<(Span, String)>)> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, behind) = after.split_once(']').context("a mark has no end")?;
        let (name, who) = mark.split_once('|').context("a mark names nobody")?;
        ensure!(!name.is_empty() && !who.is_empty(), "a mark is empty");
        text.push_str(before);
        let start = text.len();
        text.push_str(name);
        marks.push((Span::new(start, text.len()), who.to_owned()));
        rest = behind;
    }
    text.push_str(rest);
    Ok((text, marks))
}

/// Returns the entity of the mention that stands in a span.
fn named(document: &Document, span: Span) -> Option<EntityId> {
    let shared = |mention: &&model::Mention| overlap(&[mention.span], &[span]);
    let best = document.facts().mentions.iter().max_by(|one, other| shared(one).total_cmp(&shared(other)))?;
    (shared(&best) >= SHARED).then(|| best.entity.clone())
}

#[derive(Default)]
struct Pairs {
    hits: usize,
    predicted: usize,
    gold: usize,
}

impl Pairs {
    fn precision(&self) -> f64 {
        Share { hits: self.hits, of: self.predicted }.value()
    }

    fn recall(&self) -> f64 {
        Share { hits: self.hits, of: self.gold }.value()
    }

    fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

/// Counts pairs of names in different texts, and tells the wrong ones with whether they name one.
fn pairs<'m>(
    marked: &'m [Marked],
    named: impl Fn(&'m Marked) -> Option<&'m EntityId>,
    wrong: &mut dyn FnMut(&'m Marked, &'m Marked, bool),
) -> Pairs {
    let mut pairs = Pairs::default();
    for (at, one) in marked.iter().enumerate() {
        for other in marked[at + 1..].iter().filter(|other| other.doc != one.doc) {
            let gold = one.who == other.who;
            let predicted = named(one).is_some() && named(one) == named(other);
            pairs.hits += usize::from(gold && predicted);
            pairs.predicted += usize::from(predicted);
            pairs.gold += usize::from(gold);
            if gold != predicted {
                wrong(one, other, gold);
            }
        }
    }
    pairs
}

/// Returns B-cubed precision and recall; a name that was not found stands alone.
fn b_cubed(marked: &[Marked]) -> (f64, f64) {
    let mut gold: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut predicted: BTreeMap<&EntityId, Vec<usize>> = BTreeMap::new();
    for (at, one) in marked.iter().enumerate() {
        gold.entry(&one.who).or_default().push(at);
        if let Some(entity) = &one.resolved {
            predicted.entry(entity).or_default().push(at);
        }
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for (at, one) in marked.iter().enumerate() {
        let own = vec![at];
        let same = one.resolved.as_ref().map_or(&own, |entity| &predicted[entity]);
        let hits = same.iter().filter(|other| marked[**other].who == one.who).count() as f64;
        precision += hits / same.len() as f64;
        recall += hits / gold[one.who.as_str()].len() as f64;
    }
    let all = marked.len().max(1) as f64;
    (precision / all, recall / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(named: &[(usize, &str, &str)], expected: [f64; 4]) {
        let marked: Vec<Marked> = named
            .iter()
            .map(|(doc, who, entity)| {
                let entity = (!entity.is_empty()).then(|| EntityId::given(*entity));
                let who = (*who).to_owned();
                Marked { doc: *doc, span: Span::new(0, 1), who, alone: None, resolved: entity }
            })
            .collect();
        let found = pairs(&marked, |one| one.resolved.as_ref(), &mut |_, _, _| {});
        let (precision, recall) = b_cubed(&marked);
        assert_eq!([found.precision(), found.recall(), precision, recall], expected);
    }

    #[test]
    fn pairs_and_b_cubed_of_small_sets() {
        check(&[(0, "a", "x"), (1, "a", "x"), (2, "b", "y")], [1.0, 1.0, 1.0, 1.0]);
        check(&[(0, "a", "x"), (1, "a", "y")], [0.0, 0.0, 1.0, 0.5]);
        check(&[(0, "a", "x"), (1, "b", "x")], [0.0, 0.0, 0.5, 1.0]);
        check(&[(0, "a", ""), (1, "a", "")], [0.0, 0.0, 1.0, 0.5]);
        check(&[(0, "a", "x"), (0, "a", "x"), (1, "a", "x"), (2, "b", "x")], [0.4, 1.0, 0.625, 1.0]);
    }

    #[test]
    fn marks_are_taken_out_of_the_text() {
        let (text, marks) = unmarked("मंत्री [नोरा|n] ने [ओस्लो|o] में").unwrap();
        assert_eq!(text, "मंत्री नोरा ने ओस्लो में");
        assert_eq!(
            marks.iter().map(|(span, who)| (span.of(&text).unwrap(), who.as_str())).collect::<Vec<_>>(),
            [("नोरा", "n"), ("ओस्लो", "o")]
        );
        assert!(unmarked("[नोरा] ने").is_err());
    }
}
