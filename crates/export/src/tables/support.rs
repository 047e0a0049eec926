//! The table of supports: one row a passage that carries a claim.

use super::table;
use crate::cell::words;
use crate::passages::Passages;
use model::{Claim, Stance, Support};

/// A passage that carries a claim.
pub(super) struct Row<'a> {
    pub(super) passages: &'a Passages<'a>,
    pub(super) claim: &'a Claim,
    pub(super) support: &'a Support,
    pub(super) number: usize,
}

table! { Row<'_>, "a passage that carries a claim";
    "claim" Text "the id of the claim" |of| of.claim.id.as_str();
    "number" Whole "the passage's number within the claim, from 1" |of| of.number;
    "stance" Text "what the passage does to the claim: asserts, denies, presupposes" |of| stance(of.support.stance);
    "origin" Text "the far end of the chain" |of| of.passages.origin(&of.support.origin);
    "origin_id" Text "its id" |of| of.support.origin.as_str();
    "narrated" Flag "whether the outlet tells it without a source" |of| of.support.narrated;
    "chain" Words "the way it came, innermost voice first, the outlet last" |of| words(of.support.chain.iter().map(String::as_str));
    "start" Whole "where the passage begins, in bytes of the article's text" |of| of.support.evidence.span().start;
    "end" Whole "where it ends" |of| of.support.evidence.span().end;
    "text" Text "the passage as published" |of| of.passages.text(&of.support.evidence);
    "sentence" Text "the sentence it begins in" |of| of.passages.sentence(&of.support.evidence);
    "rule" Text "the rule that read it there" |of| of.support.evidence.rule().as_str();
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserts",
        Stance::Denies => "denies",
        Stance::Presupposes => "presupposes",
    }
}
