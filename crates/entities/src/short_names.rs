//! Short names whose full form stands in other documents, and what comes out of it all.

use crate::groups::{Gathered, Group, Naming};
use crate::joining::{Cluster, Part, is_full};
use crate::weighing::{Shared, conflict, shared};
use model::{DocId, EntityId, EntityType, Fix, Identity, Rule, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The rule of spellings that are joined.
pub const SAME_SOUND: &str = "same-sound";
const SHORT_NAME: Rule = Rule::new("short-name");
const NAMESAKE: Rule = Rule::new("namesake");

/// How alike the short name and a word of the full one must sound, how much must speak for it, and how much more than
/// for any other.
const ALIKE: f32 = 0.88;
const NEEDED: f32 = 1.6;
const MARGIN: f32 = 0.5;

/// So many bearers of a name are looked at; where there are more the name tells too little.
const BEARERS: usize = 64;

/// A short name that was found to stand for a full one, and why.
type Found = (Naming, Vec<String>);

/// Returns the identities that follow, sorted by document and id.
///
/// A name of one word is looked up, document by document, among the full names that begin or end with it.
pub(crate) fn resolved<'c>(gathered: &Gathered<'c>, clusters: Vec<Cluster<'c>>) -> Vec<Identity> {
    let (full, short): (Vec<_>, Vec<_>) =
        clusters.into_iter().partition(|cluster| is_long(gathered, &cluster.all));
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in full.iter().enumerate().filter(|(_, cluster)| cluster.all.kind == EntityType::Per) {
        let spellings = cluster.all.names.iter().filter_map(|name| gathered.spelling(name));
        let mut keys: Vec<String> =
            spellings.filter(|name| name.len() >= 2).flat_map(|name| name.end_keys()).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|key| bearers.entry(key).or_default().push(at));
    }
    let mut found: Vec<Vec<Found>> = vec![Vec::new(); full.len()];
    let mut left: Vec<Cluster<'c>> = Vec::new();
    for cluster in short {
        if cluster.all.kind != EntityType::Per || cluster.all.known.is_some() {
            left.push(cluster);
            continue;
        }
        let mut rest: Vec<Naming> = Vec::new();
        for naming in &cluster.all.namings {
            match bearer(gathered, &full, &bearers, *naming) {
                Some((at, why)) => found[at].push((*naming, why)),
                None => rest.push(*naming),
            }
        }
        let rest = rest.into_iter().map(|naming| gathered.alone(naming));
        if let Some(all) = rest.reduce(|mut one, other| {
            one.take(other);
            one
        }) {
            left.push(Cluster { parts: vec![Part { group: all.clone(), why: Vec::new() }], all });
        }
    }
    let mut out = Out { gathered, owners: BTreeSet::new(), identities: Vec::new() };
    let mut all: Vec<(Cluster<'c>, Vec<Found>)> = full.into_iter().zip(found).collect();
    all.extend(left.into_iter().map(|cluster| (cluster, Vec::new())));
    all.sort_by(|one, other| one.0.all.namings.cmp(&other.0.all.namings));
    for (cluster, short) in all {
        out.tell(&cluster, short);
    }
    out.identities.sort();
    out.identities
}

fn is_long<'c>(gathered: &Gathered<'c>, group: &Group<'c>) -> bool {
    group.known.is_some()
        || group.kind != EntityType::Per
        || group
            .names
            .iter()
            .any(|name| is_full(gathered.spelling(name).map_or(0, |spelling| spelling.len()), name))
}

/// Returns the only one whose name a short name can be short for.
fn bearer<'c>(
    gathered: &Gathered<'c>,
    full: &[Cluster<'c>],
    bearers: &BTreeMap<String, Vec<usize>>,
    naming: Naming,
) -> Option<(usize, Vec<String>)> {
    let group = gathered.alone(naming);
    let short = group.names.iter().find_map(|name| gathered.spelling(name))?;
    let mut candidates: Vec<usize> =
        short.end_keys().iter().filter_map(|key| bearers.get(key)).flatten().copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    if candidates.len() > BEARERS {
        return None;
    }
    let mut fit: Vec<(f32, usize, Vec<String>)> = Vec::new();
    for at in candidates {
        let cluster = &full[at].all;
        let names =
            cluster.names.iter().filter_map(|name| gathered.spelling(name)).filter(|name| name.len() >= 2);
        let alike = names.map(|name| name.ends_like(short)).fold(0.0, f32::max);
        if alike < ALIKE || cluster.known.is_some() || conflict(gathered, cluster, &group) {
            continue;
        }
        let Shared { weight, because } = shared(gathered, cluster, &group);
        fit.push((weight, at, because));
    }
    fit.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let second = fit.get(1).map_or(0.0, |(weight, _, _)| *weight);
    let (weight, at, because) = fit.into_iter().next()?;
    (weight >= NEEDED && weight >= second + MARGIN).then_some((at, because))
}

struct Out<'g, 'c> {
    gathered: &'g Gathered<'c>,
    /// The ids that earlier clusters bear.
    owners: BTreeSet<EntityId>,
    identities: Vec<Identity>,
}

impl<'c> Out<'_, 'c> {
    /// Writes what comes of a cluster whose earlier ones are written.
    fn tell(&mut self, cluster: &Cluster<'c>, short: Vec<Found>) {
        let Some(first) = cluster.all.namings.first() else { return };
        let own = &self.gathered.named(*first).entity;
        let entity = match cluster.all.known {
            Some(known) => known.clone(),
            None if self.owners.contains(own) => Fix::namesake(own, &self.gathered.cards[first.card].id),
            None => own.clone(),
        };
        for part in &cluster.parts {
            for naming in &part.group.namings {
                self.owners.insert(self.gathered.named(*naming).entity.clone());
            }
        }
        let parted = entity != *own && cluster.all.known.is_none();
        if cluster.parts.len() == 1 && short.is_empty() && !parted {
            return;
        }
        let name = self.name(cluster);
        let place = |naming: Naming| -> (DocId, Span) {
            (self.gathered.cards[naming.card].id.clone(), self.gathered.named(naming).span)
        };
        let (mut identities, anchor) = (Vec::new(), place(*first));
        let second = cluster.parts.get(1).and_then(|part| part.group.namings.first());
        let mut put = |naming: Naming, rule: Rule, like: Option<(DocId, Span)>, because: &[String]| {
            let (article, span) = place(naming);
            let was = self.gathered.named(naming).entity.clone();
            let (entity, name) = (entity.clone(), name.clone());
            identities.push(Identity {
                article,
                was,
                entity,
                name,
                rule,
                span,
                like,
                because: because.to_vec(),
            });
        };
        for (at, part) in cluster.parts.iter().enumerate() {
            let rule = if cluster.parts.len() == 1 && parted { NAMESAKE } else { Rule::new(SAME_SOUND) };
            let like = if at == 0 { second.map(|naming| place(*naming)) } else { Some(anchor.clone()) };
            for naming in &part.group.namings {
                put(*naming, rule.clone(), like.clone(), &part.why);
            }
        }
        for (naming, why) in short {
            put(naming, SHORT_NAME, Some(anchor.clone()), &why);
        }
        self.identities.extend(identities);
    }

    /// Returns what to call a cluster: as tables do, else its fullest name in Latin letters, else its fullest.
    fn name(&self, cluster: &Cluster<'c>) -> String {
        if let Some(known) = cluster.all.known.and_then(|id| self.gathered.packs.names().by_id(id)) {
            return known.label.clone();
        }
        let rank = |name: &&'c str| {
            let words = self.gathered.spelling(name).map_or(0, |spelling| spelling.len());
            let latin = text::dominant_script(name) == Some(text::Script::Latin);
            (latin, words, std::cmp::Reverse(*name))
        };
        cluster.all.names.iter().copied().max_by_key(rank).map(str::to_owned).unwrap_or_default()
    }
}
