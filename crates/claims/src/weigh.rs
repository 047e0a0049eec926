//! Claims as the record shows them, the weightiest first, and the origins behind them.

use crate::Scope;
use crate::gather::{Proposition, Subject};
use crate::matching::Matched;
use crate::origins::Source;
use crate::support::{origin_id, origins};
use model::{
    Claim, ClaimId, ClaimKind, DocId, Evidence, LinkRole, Origin, OriginId, Relation, Stance, Standing,
    Support,
};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the claims of a thread and the origins that they name.
pub(crate) fn claims(scope: &Scope<'_>, matched: Vec<Matched>) -> (Vec<Claim>, Vec<Origin>) {
    let mut sources: BTreeMap<OriginId, (Source, BTreeSet<DocId>, BTreeSet<ClaimId>)> = BTreeMap::new();
    let mut weighed: Vec<(u64, Claim)> = Vec::new();
    let relations = relations(&matched);
    for (at, claim) in matched.into_iter().enumerate() {
        for member in &claim.members {
            let entry = sources
                .entry(origin_id(&member.origin))
                .or_insert_with(|| (member.origin.clone(), BTreeSet::new(), BTreeSet::new()));
            entry.1.insert(scope.documents[member.document].article().id.clone());
            entry.2.insert(claim.id.clone());
        }
        if let Some(shown) = shown(scope, &claim, relations.get(&at).cloned().unwrap_or_default()) {
            weighed.push((weight(&shown, &claim), shown));
        }
    }
    weighed.sort_by(|(one, a), (other, b)| {
        other.cmp(one).then_with(|| a.evidence0.cmp(&b.evidence0)).then_with(|| a.id.cmp(&b.id))
    });
    let origins = sources
        .into_iter()
        .map(|(id, (source, articles, claims))| Origin {
            id,
            name: source.name,
            kind: role_name(source.kind).to_owned(),
            entity: source.entity,
            side: source.side,
            articles: articles.into_iter().collect(),
            claims: claims.into_iter().collect(),
        })
        .collect::<Vec<_>>();
    let mut origins = origins;
    origins.sort_by(|one, other| {
        other
            .claims
            .len()
            .cmp(&one.claims.len())
            .then_with(|| one.name.cmp(&other.name))
            .then_with(|| one.id.cmp(&other.id))
    });
    (weighed.into_iter().map(|(_, claim)| claim).collect(), origins)
}

fn role_name(role: LinkRole) -> &'static str {
    match role {
        LinkRole::Speaker => "speaker",
        LinkRole::Official => "official",
        LinkRole::Agency => "agency",
        LinkRole::Media => "media",
        LinkRole::Document => "document",
        LinkRole::Anonymous => "anonymous",
        LinkRole::Outlet => "outlet",
    }
}

/// Returns how much a claim weighs: what is in dispute or revised first, then what many articles and origins carry.
fn weight(claim: &Claim, matched: &Matched) -> u64 {
    let articles = claim.articles().len() as u64;
    let standing = match claim.support {
        Standing::Disputed => 60,
        Standing::Denied => 50,
        Standing::Revised => 45,
        Standing::Corroborated => 30,
        Standing::Single => 0,
    };
    let kind = match claim.kind {
        ClaimKind::Amount
            if matched.members.iter().any(
                |member| matches!(&member.subject, Subject::Amount(amount) if amount.what.is_some()),
            ) =>
        {
            12
        }
        ClaimKind::Amount => 2,
        ClaimKind::Event => 10,
        ClaimKind::Position | ClaimKind::Attribute => 5,
    };
    let spread = articles.min(12) * 5 + claim.origins.len() as u64 * 4;
    // What one voice alone says is shown as what it said; the amounts and happenings in it come after.
    let within = claim.support == Standing::Single
        && claim.related.iter().any(|relation| relation.relation == "said-in");
    if within {
        return kind;
    }
    // What one article alone says in passing goes last, however it stands.
    if articles == 1 && claim.supports.len() == 1 { kind + standing / 4 } else { spread + standing + kind }
}

fn shown(scope: &Scope<'_>, claim: &Matched, related: Vec<Relation>) -> Option<Claim> {
    let supports: Vec<Support> = claim.members.iter().filter_map(|member| support(scope, member)).collect();
    let lead = lead(scope, claim);
    let evidence0 = Evidence::cite(scope.documents[lead.document], lead.sentence, lead.rule.clone())?;
    let slots = slots(claim, lead);
    Some(Claim {
        id: claim.id.clone(),
        kind: claim.kind,
        text: scope.documents[lead.document].surface(lead.sentence).to_owned(),
        evidence0,
        slots,
        values: claim.values.clone(),
        support: claim.standing,
        reason: claim.reason.clone(),
        origins: origins(claim).iter().map(origin_id).collect(),
        supports,
        related,
    })
}

fn support(scope: &Scope<'_>, member: &Proposition) -> Option<Support> {
    let evidence = Evidence::cite(scope.documents[member.document], member.span, member.rule.clone())?;
    Some(Support {
        evidence,
        stance: member.stance,
        chain: member.chain.clone(),
        origin: origin_id(&member.origin),
        narrated: member.narrated,
    })
}

/// Returns the member whose sentence says the claim best: one that asserts it, with its newest value, in the earliest
/// article that does.
fn lead<'m>(scope: &Scope<'_>, claim: &'m Matched) -> &'m Proposition {
    let newest = claim.values.last().and_then(|point| point.value);
    let key = |member: &&Proposition| {
        let value = match &member.subject {
            Subject::Amount(amount) => newest.is_some() && amount.value != newest,
            Subject::Event { date, .. } => date.is_none(),
            Subject::Position { .. } => false,
        };
        let language = !scope.packs.knows(&scope.documents[member.document].article().lang);
        (member.stance != Stance::Asserts, language, value, member.document, member.span.start)
    };
    claim.members.iter().min_by_key(key).unwrap_or(&claim.members[0])
}

fn slots(claim: &Matched, lead: &Proposition) -> BTreeMap<String, String> {
    let mut slots = BTreeMap::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            slots.insert(key.to_owned(), value);
        }
    };
    match &lead.subject {
        Subject::Amount(amount) => {
            put("counted", Some(amount.counted.clone()));
            put("wording", amount.wording.clone());
            put("what", amount.what.clone());
            put("of", amount.of.clone());
            put("certainty", amount.planned.then(|| "planned".to_owned()));
        }
        Subject::Event { event, mode, date, names, .. } => {
            let last = claim.members.iter().rev().find_map(|member| match &member.subject {
                Subject::Event { certainty, .. } => Some(*certainty),
                _ => None,
            });
            put("event", Some(event.clone()));
            put("mode", mode.clone());
            put("date", date.map(|date| date.to_string()));
            put("certainty", last.map(|certainty| certainty.name().to_owned()));
            put("actor", Some(names[0].join("; ")));
            put("recipient", Some(names[1].join("; ")));
        }
        Subject::Position { mode } => {
            put("speaker", Some(lead.origin.name.clone()));
            put("mode", Some(mode.name().to_owned()));
            // That it was said rests on whoever passed it on first: several of them confirm the saying, not the said.
            let passers: BTreeSet<&str> = claim
                .members
                .iter()
                .filter(|member| member.passer.key != member.origin.key)
                .map(|member| member.passer.name.as_str())
                .collect();
            put("passed_on_by", Some(passers.into_iter().collect::<Vec<_>>().join("; ")));
        }
    }
    slots
}

/// Returns how claims stand to each other: a position whose content makes another claim is where that was said.
fn relations(matched: &[Matched]) -> BTreeMap<usize, Vec<Relation>> {
    let mut contents: BTreeMap<(usize, u32), Vec<(usize, model::Span)>> = BTreeMap::new();
    for (at, claim) in matched.iter().enumerate().filter(|(_, claim)| claim.kind == ClaimKind::Position) {
        for member in &claim.members {
            contents.entry((member.document, member.span.start)).or_default().push((at, member.span));
        }
    }
    let mut found: BTreeMap<usize, BTreeSet<Relation>> = BTreeMap::new();
    for (at, claim) in matched.iter().enumerate().filter(|(_, claim)| claim.kind != ClaimKind::Position) {
        for member in &claim.members {
            for (position, span) in contents.get(&(member.document, member.span.start)).into_iter().flatten()
            {
                if span.covers(member.span) {
                    let said =
                        Relation { claim: matched[*position].id.clone(), relation: "said-in".to_owned() };
                    let says = Relation { claim: claim.id.clone(), relation: "says".to_owned() };
                    found.entry(at).or_default().insert(said);
                    found.entry(*position).or_default().insert(says);
                }
            }
        }
    }
    found.into_iter().map(|(at, relations)| (at, relations.into_iter().collect())).collect()
}
