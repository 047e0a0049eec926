//! The brief and the open questions: sentences chosen, never written.

use crate::Scope;
use crate::words::{self, containment};
use model::record::OpenQuestion;
use model::{Claim, ClaimKind, Evidence, Moment, Standing};
use std::collections::BTreeSet;

/// The most sentences of a brief.
const LONGEST: usize = 3;
/// Two sentences that share so many words say the same.
const SAME: f64 = 0.5;

/// Returns at most three sentences that say most of a thread: those of its weightiest claims, in time order, of
/// different content and where possible of different stories.
pub(crate) fn brief(scope: &Scope<'_>, claims: &[Claim]) -> Vec<Evidence> {
    let mut chosen: Vec<(usize, &Evidence, words::Words)> = Vec::new();
    let mut stories: BTreeSet<usize> = BTreeSet::new();
    let stories_known: BTreeSet<usize> = scope.stories.iter().copied().collect();
    for fresh_story in [true, false] {
        for claim in claims {
            if chosen.len() == LONGEST {
                break;
            }
            let Some(at) = scope.documents.iter().position(|d| d.article().id == *claim.evidence0.article())
            else {
                continue;
            };
            if fresh_story && stories_known.len() > 1 && stories.contains(&scope.stories[at]) {
                continue;
            }
            let pack = scope.packs.get(&scope.documents[at].article().lang);
            let words = words::content(&claim.text, pack);
            if chosen
                .iter()
                .any(|(_, other, known)| *other == &claim.evidence0 || containment(known, &words) >= SAME)
            {
                continue;
            }
            stories.insert(scope.stories[at]);
            chosen.push((at, &claim.evidence0, words));
        }
    }
    chosen.sort_by_key(|(at, evidence, _)| (*at, evidence.span()));
    chosen.into_iter().map(|(_, evidence, _)| evidence.clone()).collect()
}

/// Returns what to look into: amounts of one origin that several articles repeat, disputes, and planned things whose
/// day is past in the newest article.
pub(crate) fn open(scope: &Scope<'_>, claims: &[Claim]) -> Vec<OpenQuestion> {
    let newest =
        scope.documents.iter().filter_map(|document| document.article().date).map(Moment::to_day).max();
    let mut found = Vec::new();
    for claim in claims {
        let planned = claim.slots.get("certainty").is_some_and(|certainty| certainty == "planned");
        let day: Option<Moment> = claim.slots.get("date").and_then(|date| date.parse().ok());
        let code = if claim.support == Standing::Disputed {
            "disputed"
        } else if claim.kind == ClaimKind::Amount
            && claim.support == Standing::Single
            && claim.articles().len() >= 2
        {
            "single-origin-amount"
        } else if planned && day.zip(newest).is_some_and(|(day, newest)| day.last_day() < newest.first_day())
        {
            "planned-past"
        } else {
            continue;
        };
        found.push(OpenQuestion { code: code.to_owned(), claim: claim.id.clone() });
    }
    found
}
