//! Silences: who left what out.

use crate::Scope;
use crate::gather::Proposition;
use crate::matching::Matched;
use crate::words::{self, containment};
use model::{
    ClaimKind, EntityId, Evidence, LinkRole, Mode, Rule, Silence, SilenceKind, Span, Stance, Statement,
};
use std::collections::{BTreeMap, BTreeSet};

const OBSERVED: Rule = Rule::new("silence-observed");

/// A source is observed to be silent only where it carries so many of the story's other claims.
const LEAST_OTHERS: usize = 3;
/// A claim is missed in a source only if so many other sources carry it.
const LEAST_CARRIERS: usize = 2;

/// Returns the silences of a thread: stated ones in document order, then observed ones.
pub(crate) fn silences(scope: &Scope<'_>, claims: &[Matched]) -> Vec<Silence> {
    let mut found = stated(scope, claims);
    found.extend(observed(scope, claims, &found));
    found
}

fn stated(scope: &Scope<'_>, claims: &[Matched]) -> Vec<Silence> {
    let mut found: Vec<Silence> = Vec::new();
    for (at, document) in scope.documents.iter().enumerate() {
        for statement in
            document.facts().statements.iter().filter(|statement| statement.mode == Mode::NonReport)
        {
            let Some(speaker) = &statement.speaker else { continue };
            let sentence =
                document.sentence_of(statement.span).map_or(statement.span, |sentence| sentence.span);
            let Some(evidence) = Evidence::cite(document, sentence, statement.rule.clone()) else { continue };
            found.push(Silence {
                claim: left_out(scope, claims, at, statement).map(|claim| claim.id.clone()),
                source: speaker.name.clone(),
                entity: speaker.entity.clone(),
                kind: SilenceKind::Stated,
                evidence,
            });
        }
    }
    found
}

/// Returns the claim that a non-report points at: the one of its document, standing before it, whose words it names,
/// else the nearest told just before it.
fn left_out<'c>(
    scope: &Scope<'_>,
    claims: &'c [Matched],
    document: usize,
    statement: &Statement,
) -> Option<&'c Matched> {
    let content = *statement.content.first()?;
    let here = scope.documents[document];
    let pack = scope.packs.get(&here.article().lang);
    let named = words::content(here.surface(content), pack);
    let sentence = here.sentence_of(content)?;
    let previous = here.facts().sentences.iter().rev().find(|other| other.span.end <= sentence.span.start);
    let reach = previous.map_or(sentence.span, |previous| previous.span.join(sentence.span));
    let candidates = claims.iter().flat_map(|claim| {
        claim
            .members
            .iter()
            .filter(|member| member.document == document && member.stance == Stance::Asserts)
            .filter(move |member| member.span.end <= content.start)
            .map(move |member| (claim, member))
    });
    let score = |claim: &Matched, member: &Proposition| {
        let near = reach.covers(member.span) || reach.overlaps(member.span);
        let alike = containment(&named, &member.words);
        let kind = match claim.kind {
            ClaimKind::Event => 2,
            ClaimKind::Position => 1,
            _ => 0,
        };
        (near || alike >= 0.6).then_some((near, (alike * 100.0) as u32, kind, member.span.start))
    };
    candidates
        .filter_map(|(claim, member)| Some((score(claim, member)?, claim)))
        .max_by(|(one, a), (other, b)| one.cmp(other).then_with(|| b.id.cmp(&a.id)))
        .map(|(_, claim)| claim)
}

/// A source of a story: an agency or medium that passes on, by name.
type SourceName = (String, Option<EntityId>);

/// What each source of a story carries: claims by their place, each with the first passage.
type Carried = BTreeMap<(usize, SourceName), BTreeMap<usize, (usize, Span)>>;

/// Returns for each story the claims that enough of its sources and articles carry, in order.
fn carriers(scope: &Scope<'_>, claims: &[Matched], carried: &Carried) -> BTreeMap<usize, Vec<usize>> {
    let mut sources: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for ((story, _), mine) in carried {
        for at in mine.keys() {
            *sources.entry((*story, *at)).or_default() += 1;
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((story, at), _) in sources.into_iter().filter(|(_, count)| *count >= LEAST_CARRIERS) {
        let here = claims[at].members.iter().filter(|member| scope.stories[member.document] == story);
        let articles: BTreeSet<usize> = here.map(|member| member.document).collect();
        if articles.len() >= LEAST_CARRIERS {
            found.entry(story).or_default().push(at);
        }
    }
    found
}

/// Returns sources that carry at least three of a story's other claims and not one that two other sources carry.
///
/// Sources are the agencies and media whose word the story's chains go through; an outlet that only prints an
/// agency's copy is not silent on its own account.
fn observed(scope: &Scope<'_>, claims: &[Matched], stated: &[Silence]) -> Vec<Silence> {
    let mut carried = Carried::new();
    for (at, claim) in claims.iter().enumerate() {
        for member in &claim.members {
            let story = scope.stories[member.document];
            for source in [&member.passer, &member.origin] {
                if matches!(source.kind, LinkRole::Agency | LinkRole::Media) {
                    let name = (source.name.clone(), source.entity.clone());
                    carried
                        .entry((story, name))
                        .or_default()
                        .entry(at)
                        .or_insert((member.document, member.sentence));
                }
            }
        }
    }
    let stated: BTreeSet<(&str, &model::ClaimId)> = stated
        .iter()
        .filter_map(|silence| Some((silence.source.as_str(), silence.claim.as_ref()?)))
        .collect();
    let carriers = carriers(scope, claims, &carried);
    let mut found = Vec::new();
    for ((story, name), mine) in carried.iter().filter(|(_, mine)| mine.len() >= LEAST_OTHERS) {
        for at in carriers.get(story).into_iter().flatten().filter(|at| !mine.contains_key(*at)) {
            let claim = &claims[*at];
            if stated.contains(&(name.0.as_str(), &claim.id)) {
                continue;
            }
            let Some((document, sentence)) = mine.values().next().copied() else { continue };
            let Some(evidence) = Evidence::cite(scope.documents[document], sentence, OBSERVED) else {
                continue;
            };
            found.push(Silence {
                claim: Some(claim.id.clone()),
                source: name.0.clone(),
                entity: name.1.clone(),
                kind: SilenceKind::Observed,
                evidence,
            });
        }
    }
    found
}
