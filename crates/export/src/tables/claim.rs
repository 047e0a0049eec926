//! The table of claims: one row a claim of a thread.

use super::table;
use crate::cell::{nested, words};
use crate::passages::Passages;
use model::{Claim, ClaimKind, ValuePoint};
use serde_json::json;

/// A claim and the passages of its thread.
pub(super) struct Row<'a> {
    pub(super) passages: &'a Passages<'a>,
    pub(super) claim: &'a Claim,
}

impl Row<'_> {
    fn latest(&self) -> Option<&ValuePoint> {
        self.claim.values.last()
    }

    /// Returns the support whose passage is the one shown.
    fn shown(&self) -> Option<&model::Support> {
        let place = |evidence: &model::Evidence| (evidence.article().clone(), evidence.span());
        let at = place(&self.claim.evidence0);
        let exact = self.claim.supports.iter().find(|support| place(&support.evidence) == at);
        exact.or_else(|| self.claim.supports.iter().find(|support| *support.evidence.article() == at.0))
    }

    fn supports(&self) -> serde_json::Value {
        let support = |support: &model::Support| {
            let line = self.passages.line(support.evidence.article());
            let span = support.evidence.span();
            json!({
                "article": line.article,
                "outlet": line.outlet,
                "date": line.date,
                "url": line.url,
                "start": span.start,
                "end": span.end,
                "text": self.passages.text(&support.evidence),
                "stance": support.stance,
                "chain": support.chain,
                "origin": support.origin,
                "narrated": support.narrated,
            })
        };
        self.claim.supports.iter().map(support).collect()
    }
}

table! { Row<'_>, "a claim";
    "claim" Text "the id of the claim" |of| of.claim.id.as_str();
    "kind" Text "amount, event, position or attribute" |of| kind(of.claim.kind);
    "support" Text "how it stands: single, corroborated, disputed, revised, denied" |of| of.claim.support.name();
    "reason" Words "why, as a stable key with its arguments" |of| words(of.claim.reason.iter().map(String::as_str));
    "value" Real "the newest value, or the lower end of its range" |of| of.latest().and_then(|value| value.value);
    "value_max" Real "the upper end of its range" |of| of.latest().and_then(|value| value.value_max);
    "approx" Text "how exact it is said to be" |of| of.latest().map(|value| value.approx.name());
    "as_of" Text "the day for which it was given first" |of| of.latest().and_then(|value| value.as_of);
    "values" Nested "all values in time order" |of| nested(&of.claim.values);
    "slots" Nested "what is claimed, part by part" |of| nested(&of.claim.slots);
    "origins" Words "who put it into the world" |of| words(of.claim.origins.iter().filter_map(|id| of.passages.origin(id)));
    "origin_count" Whole "how many origins" |of| of.claim.origins.len();
    "article_count" Whole "how many articles carry it" |of| of.claim.articles().len();
    "outlet_count" Whole "how many outlets carry it" |of| of.passages.outlets(of.claim.articles()).len();
    "chain" Words "the way it came in the passage shown, innermost voice first, the outlet last" |of| of.shown().map(|support| words(support.chain.iter().map(String::as_str)));
    "start" Whole "where the passage shown begins, in bytes of the article's text" |of| of.claim.evidence0.span().start;
    "end" Whole "where it ends" |of| of.claim.evidence0.span().end;
    "text" Text "the sentence that says it best, as published" |of| &of.claim.text;
    "supports" Nested "every passage that carries it, as in the table of supports" |of| of.supports();
    "related" Nested "claims that stand near it" |of| nested(&of.claim.related);
}

fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Amount => "amount",
        ClaimKind::Event => "event",
        ClaimKind::Position => "position",
        ClaimKind::Attribute => "attribute",
    }
}
