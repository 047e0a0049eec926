//! The timeline: what happened on which day, planned things apart.
//!
//! An entry is a sentence that names a day, joined with the sentences of other articles that tell the same of that
//! day. The day is the event's own, never the report's. What one article mentions in passing makes no entry.

use crate::Scope;
use crate::matching::Matched;
use crate::words::{self, Words, containment};
use lang::{Marker, Pack};
use model::{
    BlockKind, Certainty, ClaimId, Document, EntityId, Evidence, LinkRole, Mode, Moment, Rule, Sentence,
    Span, TimeKind, TimelineEntry,
};
use std::collections::BTreeSet;
use text::Tokens;

const RULE: Rule = Rule::new("timeline-day");

/// The share of words that two sentences about one happening on one day have in common.
const SAME: f64 = 0.34;
/// The first sentences of an article tell what it is about.
const LEAD: usize = 3;

/// A sentence that names a day.
struct Telling {
    document: usize,
    span: Span,
    day: Moment,
    certainty: Certainty,
    words: Words,
    entities: BTreeSet<EntityId>,
    kinds: BTreeSet<String>,
    lead: bool,
}

/// Returns the entries by day, then by where they are told first.
pub(crate) fn timeline(scope: &Scope<'_>, claims: &[Matched]) -> Vec<TimelineEntry> {
    let mut tellings: Vec<Telling> =
        scope.documents.iter().enumerate().flat_map(|(at, document)| tellings(scope, at, document)).collect();
    tellings.sort_by_key(|telling| {
        (telling.day, telling.certainty, !telling.lead, telling.document, telling.span.start)
    });
    let mut clusters: Vec<Vec<Telling>> = Vec::new();
    for telling in tellings {
        // The tellings are sorted by day, so only the last clusters can be of the same one.
        let of_day = clusters.partition_point(|members| members[0].day < telling.day);
        let home =
            clusters[of_day..].iter_mut().find(|members| members.iter().any(|member| same(member, &telling)));
        match home {
            Some(members) => members.push(telling),
            None => clusters.push(vec![telling]),
        }
    }
    let passages = passages(scope, claims);
    let mut entries: Vec<TimelineEntry> = clusters
        .into_iter()
        .filter(|members| matters(members))
        .filter_map(|members| entry(scope, claims, &passages, members))
        .collect();
    entries.sort_by(|one, other| {
        one.date
            .cmp(&other.date)
            .then_with(|| one.certainty.cmp(&other.certainty))
            .then_with(|| one.evidence.cmp(&other.evidence))
    });
    entries
}

fn tellings(scope: &Scope<'_>, at: usize, document: &Document) -> Vec<Telling> {
    let article = document.article();
    let facts = document.facts();
    let pack = scope.packs.get(&article.lang);
    let mut found = Vec::new();
    for (index, sentence) in facts.sentences.iter().enumerate() {
        if heading(document, *sentence) {
            continue;
        }
        let events: Vec<_> =
            facts.events.iter().filter(|event| sentence.span.covers(event.trigger)).collect();
        let mut days: Vec<(Moment, Certainty)> = Vec::new();
        for event in &events {
            // A day borrowed from a neighbouring sentence is told there.
            let own = |date: Moment| {
                facts.times.iter().any(|time| {
                    sentence.span.covers(time.span)
                        && time.value.as_ref().and_then(model::TimeValue::moment).map(Moment::to_day)
                            == Some(date.to_day())
                })
            };
            if let Some(date) = event.date.filter(|date| date.day().is_some() && own(*date))
                && event.certainty != Certainty::Speculated
            {
                days.push((date.to_day(), event.certainty));
            }
        }
        if events.is_empty() && !closes(document, *sentence, pack) {
            // A day that only dates the telling (`ने बुधवार को कहा`) dates no event.
            let telling: Vec<Moment> = facts
                .statements
                .iter()
                .filter(|statement| {
                    sentence.span.covers(statement.span)
                        || statement.cue.iter().any(|cue| sentence.span.covers(*cue))
                })
                .filter_map(|statement| statement.said_on)
                .collect();
            for time in facts
                .times
                .iter()
                .filter(|time| sentence.span.covers(time.span) && time.kind != TimeKind::Duration)
            {
                let Some(day) =
                    time.value.as_ref().and_then(model::TimeValue::moment).filter(|day| day.day().is_some())
                else {
                    continue;
                };
                let day = day.to_day();
                if !telling.contains(&day)
                    && !telling
                        .contains(&time.value.as_ref().and_then(model::TimeValue::moment).unwrap_or(day))
                {
                    let later = article
                        .date
                        .and_then(Moment::day)
                        .is_some_and(|published| day.first_day() > published);
                    days.push((day, if later { Certainty::Planned } else { Certainty::Reported }));
                }
            }
        }
        // A saying is a happening of its own where somebody in the matter says it, not where media pass it on.
        for statement in
            facts.statements.iter().filter(|s| s.cue.iter().any(|cue| sentence.span.covers(*cue)))
        {
            let Some(day) = statement.said_on.map(Moment::to_day).filter(|day| day.day().is_some()) else {
                continue;
            };
            let voice = statement.chain.origin().map(|link| link.role);
            let own = matches!(voice, Some(LinkRole::Speaker | LinkRole::Official));
            // A sentence that only names the source of another tells nothing itself.
            let here = statement.content.iter().any(|content| sentence.span.covers(*content));
            if own && here && (index < LEAD || statement.mode == Mode::Denial) {
                days.push((day, Certainty::Reported));
            }
        }
        days.sort_by_key(|(day, certainty)| (*day, *certainty));
        days.dedup();
        let silent = facts.statements.iter().any(|s| s.mode == Mode::NonReport && s.span == sentence.span);
        if silent {
            continue;
        }
        for (day, certainty) in days {
            found.push(Telling {
                document: at,
                span: sentence.span,
                day,
                certainty,
                words: words::content(document.surface(sentence.span), pack),
                entities: facts
                    .mentions
                    .iter()
                    .filter(|mention| sentence.span.covers(mention.span))
                    .map(|mention| mention.entity.clone())
                    .collect(),
                kinds: events
                    .iter()
                    .filter(|event| event.date.map(Moment::to_day) == Some(day))
                    .map(|event| event.event.clone())
                    .collect(),
                lead: index < LEAD,
            });
        }
    }
    found
}

/// Tells whether a sentence opens with what stands for what was just said, and so only names its source and day:
/// `यह जानकारी मंत्रालय ने बुधवार को दी`. The day of a paper is one on which something happened: `यह बात … लिखे पत्र में कही`.
fn closes(document: &Document, sentence: Sentence, pack: &Pack) -> bool {
    let tokens = Tokens::of(document.surface(sentence.span));
    let marks = |at, wanted| pack.speech.marker_at(&tokens, at).is_some_and(|(_, marker)| marker == wanted);
    let paper = |at| pack.speech.head_at(&tokens, at).is_some_and(|(_, role)| role == LinkRole::Document);
    marks(0, Marker::News)
        && (1..tokens.len()).any(|at| marks(at, Marker::Gave))
        && !(1..tokens.len()).any(paper)
}

fn heading(document: &Document, sentence: Sentence) -> bool {
    let blocks = &document.article().blocks;
    let at = blocks.partition_point(|block| block.span.end <= sentence.span.start);
    blocks.get(at).is_some_and(|block| matches!(block.kind, BlockKind::Heading | BlockKind::Caption))
}

fn same(one: &Telling, other: &Telling) -> bool {
    if one.day != other.day || one.certainty != other.certainty {
        return false;
    }
    let kinds = !one.kinds.is_disjoint(&other.kinds);
    let meet = one.entities.intersection(&other.entities).count();
    kinds && meet >= 1 || containment(&one.words, &other.words) >= SAME || meet >= 3
}

/// An entry needs two articles, or a place in an article's lead with a happening in it.
fn matters(members: &[Telling]) -> bool {
    let articles: BTreeSet<usize> = members.iter().map(|member| member.document).collect();
    articles.len() >= 2 || members.iter().any(|member| member.lead || !member.kinds.is_empty())
}

/// Returns the passages that make claims, for each document: where they stand and the claim, by its place.
fn passages(scope: &Scope<'_>, claims: &[Matched]) -> Vec<Vec<(Span, usize)>> {
    let mut passages = vec![Vec::new(); scope.documents.len()];
    for (at, claim) in claims.iter().enumerate() {
        for member in &claim.members {
            passages[member.document].push((member.span, at));
        }
    }
    passages
}

fn entry(
    scope: &Scope<'_>,
    claims: &[Matched],
    passages: &[Vec<(Span, usize)>],
    members: Vec<Telling>,
) -> Option<TimelineEntry> {
    // The sentence that shares most with the others tells it best; the shortest of equals.
    let shared = words::shared_with_others(members.iter().map(|member| &member.words));
    let best = (0..members.len()).max_by_key(|at| {
        (members[*at].lead, shared[*at], std::cmp::Reverse(members[*at].span.len()), std::cmp::Reverse(*at))
    })?;
    let first = &members[best];
    let mut evidence: Vec<Evidence> = std::iter::once(first)
        .chain(members.iter())
        .filter_map(|member| Evidence::cite(scope.documents[member.document], member.span, RULE))
        .collect();
    let lead = evidence.first().cloned()?;
    evidence.dedup();
    let mut rest: Vec<Evidence> = evidence.into_iter().skip(1).filter(|other| *other != lead).collect();
    rest.dedup();
    let claims: BTreeSet<ClaimId> = members
        .iter()
        .flat_map(|telling| {
            passages[telling.document].iter().filter(|(span, _)| telling.span.overlaps(*span))
        })
        .map(|(_, at)| claims[*at].id.clone())
        .collect();
    Some(TimelineEntry {
        date: first.day,
        precision: first.day.precision().to_owned(),
        certainty: first.certainty,
        text: scope.documents[first.document].surface(first.span).to_owned(),
        evidence: std::iter::once(lead).chain(rest).collect(),
        claims: claims.into_iter().collect(),
    })
}
