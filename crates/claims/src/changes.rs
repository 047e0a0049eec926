//! Changes: what is new in a thread since its record was drawn up last.

use crate::successors::Successors;
use model::{
    ArticleLine, Change, ChangeKind, Claim, DocId, OriginId, Silence, SilenceKind, Standing, ThreadRecord,
    ValuePoint,
};
use std::collections::{BTreeMap, BTreeSet};

/// Returns what is new in a thread, what matters most to a reader first.
///
/// `before` are the records that held articles of the thread; without any the thread is new, and that is all there is
/// to say. A claim that goes on under another id is the same claim. A change that names something by its id also has
/// its words, in `to` or, for what is gone, in `from`: a later record may not know the id.
pub fn changes(before: &[&ThreadRecord], after: &ThreadRecord) -> Vec<Change> {
    if before.is_empty() {
        return vec![Change { to: Some(after.title.clone()), ..change(ChangeKind::NewThread) }];
    }
    let known = Known::of(before);
    let successors = Successors::of(before, after);
    let origins: BTreeMap<&OriginId, &str> =
        after.origins.iter().map(|origin| (&origin.id, origin.name.as_str())).collect();
    let mut ranked: Vec<(u8, Change)> = Vec::new();
    for claim in &after.claims {
        let found = match successors.was.get(&claim.id) {
            Some(were) => claim_changes(were, claim, &known, &origins),
            None => vec![Change {
                claim: Some(claim.id.clone()),
                to: Some(claim.text.clone()),
                ..change(ChangeKind::NewClaim)
            }],
        };
        ranked.extend(found.into_iter().map(|change| (rank(change.kind, claim.support), change)));
    }
    let rest = new_silences(&known, &successors, after)
        .into_iter()
        .chain(new_stories(&known, after))
        .chain(gone_claims(before, &successors, after))
        .chain(new_articles(&known, after));
    ranked.extend(rest.map(|change| (rank(change.kind, Standing::Single), change)));
    // What is equal in rank stays in the order of the record.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, change)| change).collect()
}

/// Returns how early a change is told, given how its claim stands now: disputes first.
fn rank(kind: ChangeKind, standing: Standing) -> u8 {
    let contested = matches!(standing, Standing::Disputed | Standing::Denied);
    match kind {
        ChangeKind::SupportChanged if contested => 0,
        ChangeKind::SupportChanged => 1,
        ChangeKind::NewClaim if contested => 2,
        kind => 3 + kind as u8,
    }
}

fn change(kind: ChangeKind) -> Change {
    Change { kind, story: None, article: None, claim: None, from: None, to: None }
}

/// What the records before knew.
struct Known<'r> {
    articles: BTreeSet<&'r DocId>,
    /// The headlines of the articles that stood at an address.
    addresses: BTreeMap<&'r str, Option<&'r str>>,
    /// The names of origins.
    origins: BTreeMap<&'r OriginId, &'r str>,
    /// The silences by source.
    silences: BTreeMap<&'r str, Vec<&'r Silence>>,
}

impl<'r> Known<'r> {
    fn of(before: &[&'r ThreadRecord]) -> Self {
        let articles = || before.iter().flat_map(|record| &record.articles);
        let origins = before.iter().flat_map(|record| &record.origins);
        let mut silences: BTreeMap<&str, Vec<&Silence>> = BTreeMap::new();
        for silence in before.iter().flat_map(|record| &record.silences) {
            silences.entry(&silence.source).or_default().push(silence);
        }
        Self {
            articles: articles().map(|article| &article.id).collect(),
            addresses: articles()
                .filter_map(|article| Some((article.url.as_deref()?, article.title.as_deref())))
                .collect(),
            origins: origins.map(|origin| (&origin.id, origin.name.as_str())).collect(),
            silences,
        }
    }
}

impl Known<'_> {
    /// Tells whether an article was there, or another one at its address.
    fn knows(&self, article: &ArticleLine) -> bool {
        let at = article.url.as_deref();
        self.articles.contains(&article.id) || at.is_some_and(|url| self.addresses.contains_key(url))
    }
}

/// Returns what changed in a claim, given the claims that it was: its standing, its values, its origins.
fn claim_changes(
    were: &[&Claim],
    claim: &Claim,
    known: &Known<'_>,
    origins: &BTreeMap<&OriginId, &str>,
) -> Vec<Change> {
    let of_claim = |kind: ChangeKind| Change { claim: Some(claim.id.clone()), ..change(kind) };
    let mut found = Vec::new();
    if let Some(was) = were.first().filter(|was| was.support != claim.support) {
        let (from, to) = (was.support.name().to_owned(), claim.support.name().to_owned());
        found.push(Change { from: Some(from), to: Some(to), ..of_claim(ChangeKind::SupportChanged) });
    }
    let given = |point: &ValuePoint| (point.value, point.value_max, point.approx);
    for (at, point) in claim.values.iter().enumerate() {
        let Some(to) = value(point) else { continue };
        let old = were.iter().flat_map(|was| &was.values).any(|old| given(old) == given(point));
        if !old {
            let from = claim.values[..at].iter().rev().find_map(value);
            found.push(Change { from, to: Some(to), ..of_claim(ChangeKind::NewValue) });
        }
    }
    // An outlet may be called otherwise than before, which gives it another id; its old name then is the name of none.
    let ids: BTreeSet<&OriginId> = were.iter().flat_map(|was| &was.origins).collect();
    let names: BTreeSet<&str> = ids.iter().filter_map(|id| known.origins.get(id).copied()).collect();
    for id in claim.origins.iter().filter(|id| !ids.contains(id)) {
        if let Some(name) = origins.get(id).filter(|name| !names.contains(*name)) {
            found.push(Change { to: Some((*name).to_owned()), ..of_claim(ChangeKind::NewOrigin) });
        }
    }
    found
}

/// Returns a value as text: `14`, `14-20`.
fn value(point: &ValuePoint) -> Option<String> {
    let low = point.value?.to_string();
    Some(point.value_max.map_or(low.clone(), |high| format!("{low}-{high}")))
}

/// Returns the silences that no record before had: of the same source in the same passage, or about the same claim.
fn new_silences(known: &Known<'_>, successors: &Successors<'_>, after: &ThreadRecord) -> Vec<Change> {
    let same = |old: &Silence, new: &Silence| {
        let now = old.claim.as_ref().and_then(|old| successors.now.get(old)).map(|claim| &claim.id);
        let same_claim = now.is_some() && now == new.claim.as_ref();
        let same_passage = new.kind == SilenceKind::Stated && new.evidence == old.evidence;
        old.kind == new.kind && (same_claim || same_passage)
    };
    let is_new = |new: &&Silence| {
        let of_source = known.silences.get(new.source.as_str());
        of_source.is_none_or(|silences| !silences.iter().any(|old| same(old, new)))
    };
    let silence = |silence: &Silence| Change {
        claim: silence.claim.clone(),
        to: Some(silence.source.clone()),
        ..change(ChangeKind::NewSilence)
    };
    after.silences.iter().filter(is_new).map(silence).collect()
}

/// Returns the stories none of whose articles was known.
fn new_stories(known: &Known<'_>, after: &ThreadRecord) -> Vec<Change> {
    let old: BTreeSet<&DocId> =
        after.articles.iter().filter(|article| known.knows(article)).map(|article| &article.id).collect();
    let new = after.stories.iter().filter(|story| !story.articles.iter().any(|id| old.contains(id)));
    new.map(|story| Change {
        story: Some(story.id.clone()),
        to: Some(story.title.clone()),
        ..change(ChangeKind::NewStory)
    })
    .collect()
}

/// Returns the articles that were not known; one that took the place of another at its address has the headline from
/// before.
fn new_articles(known: &Known<'_>, after: &ThreadRecord) -> Vec<Change> {
    let new = after.articles.iter().filter(|article| !known.articles.contains(&article.id));
    new.map(|article| Change {
        article: Some(article.id.clone()),
        from: article
            .url
            .as_deref()
            .and_then(|url| known.addresses.get(url).copied().flatten())
            .map(str::to_owned),
        to: article.title.clone(),
        ..change(ChangeKind::NewArticle)
    })
    .collect()
}

/// Returns the claims that are made no more, though the article that made them best, or the one now at its address, is
/// still in the thread. What went to another thread with its article is not gone.
fn gone_claims(before: &[&ThreadRecord], successors: &Successors<'_>, after: &ThreadRecord) -> Vec<Change> {
    let articles: BTreeSet<&DocId> = after.articles.iter().map(|article| &article.id).collect();
    let addresses: BTreeSet<&str> =
        after.articles.iter().filter_map(|article| article.url.as_deref()).collect();
    let mut found = Vec::new();
    for record in before {
        let stay: BTreeSet<&DocId> = record
            .articles
            .iter()
            .filter(|article| {
                articles.contains(&article.id)
                    || article.url.as_deref().is_some_and(|url| addresses.contains(url))
            })
            .map(|article| &article.id)
            .collect();
        let gone = record.claims.iter().filter(|claim| {
            stay.contains(claim.evidence0.article()) && !successors.now.contains_key(&claim.id)
        });
        found.extend(gone.map(|claim| Change {
            claim: Some(claim.id.clone()),
            from: Some(claim.text.clone()),
            ..change(ChangeKind::GoneClaim)
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::{record, silent};

    const SEVEN: &str = "c1 amount counted=person,what=dead single 7 o1 a:0-10 Seven dead.";

    /// Compares the changes as `kind subject from > to`.
    fn check(before: &[&ThreadRecord], after: &ThreadRecord, expected: &[&str]) {
        let shown: Vec<String> = changes(before, after)
            .into_iter()
            .map(|change| {
                let story = change.story.map(|id| id.to_string());
                let article = change.article.map(|id| id.to_string());
                let subject = change.claim.map(|id| id.to_string()).or(story).or(article);
                let [subject, from, to] = [subject, change.from, change.to].map(Option::unwrap_or_default);
                format!("{} {subject} {from} > {to}", change.kind.name())
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_new_thread_is_one_change() {
        check(&[], &record("a", &[SEVEN]), &["new-thread   > The bridge"]);
    }

    #[test]
    fn nothing_new_is_no_change() {
        let record = silent(record("a b", &[SEVEN]), "KX", Some("c1"), "");
        check(&[&record], &record, &[]);
    }

    #[test]
    fn disputes_come_before_values_origins_claims_and_articles() {
        check(
            &[&record("a", &[SEVEN])],
            &record(
                "a b#t",
                &[
                    "c3 amount counted=house single 4 o3 b:20-30 Four houses.",
                    "c1 amount counted=person,what=dead disputed 7,11 o1,o2 a:0-10,b:0-10 Seven dead.",
                ],
            ),
            &[
                "support-changed c1 single > disputed",
                "new-value c1 7 > 11",
                "new-origin c1  > O2",
                "new-story t  > Story t",
                "new-claim c3  > Four houses.",
                "new-article b  > Title b",
            ],
        );
    }

    #[test]
    fn a_claim_under_another_id_is_compared_and_not_gone() {
        check(
            &[&record("a", &[SEVEN])],
            &record(
                "0 a",
                &["c0 amount counted=person,what=dead corroborated 7 o2,o1 0:5-9,a:0-10 Seven dead."],
            ),
            &["support-changed c0 single > corroborated", "new-origin c0  > O2", "new-article 0  > Title 0"],
        );
    }

    #[test]
    fn two_claims_that_became_one_bring_nothing_of_their_own() {
        check(
            &[&record("a b", &[SEVEN, "c2 amount counted=person,what=dead single 9 o2 b:0-10 Nine dead."])],
            &record(
                "a b",
                &["c1 amount counted=person,what=dead revised 7,9 o1,o2 a:0-10,b:0-10 Seven dead."],
            ),
            &["support-changed c1 single > revised"],
        );
    }

    #[test]
    fn what_is_made_no_more_is_gone_unless_its_article_went_elsewhere() {
        let other = "c2 amount counted=house single 4 o3 b:20-30 Four houses.";
        check(&[&record("a b", &[SEVEN, other])], &record("a", &[]), &["gone-claim c1 Seven dead. > "]);
    }

    #[test]
    fn a_changed_page_is_no_second_page() {
        check(
            &[&record("a@u", &[SEVEN])],
            &record("b@u", &["c2 amount counted=person,what=dead single 7 o1 b:4-14 Seven dead."]),
            &["new-article b Title a > Title b"],
        );
    }

    #[test]
    fn silences_are_told_once() {
        let before = silent(record("a", &[SEVEN]), "KX", Some("c1"), "");
        let before = silent(before, "KX", None, "a:3-6");
        let after = record("a", &["c0 amount counted=person,what=dead single 7 o1 a:0-10 Seven dead."]);
        let after = silent(silent(after, "KX", Some("c0"), ""), "KX", Some("c0"), "a:3-6");
        let after = silent(after, "MY", Some("c0"), "a:7-9");
        check(&[&before], &after, &["new-silence c0  > MY"]);
    }
}
