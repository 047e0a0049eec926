//! Open questions: what a desk should look into.

use super::claim_line::ClaimLine;
use crate::source::Source;

/// The questions of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenGroup {
    /// What is asked, in words.
    pub question: String,
    /// How many there are, shown or not.
    pub total: String,
    /// The claims.
    pub claims: Vec<ClaimLine>,
    /// How many are not shown, in words.
    pub more: Option<String>,
}

/// Groups a thread's open questions by what they ask, the rarest first, so many claims of each.
pub fn groups(source: &Source<'_>, most: usize) -> Vec<OpenGroup> {
    let mut codes: Vec<(&str, Vec<&model::Claim>)> = Vec::new();
    for question in &source.thread.open {
        let Some((_, claim)) = source.claim(&question.claim) else { continue };
        match codes.iter_mut().find(|(code, _)| *code == question.code) {
            Some((_, claims)) => claims.push(claim),
            None => codes.push((&question.code, vec![claim])),
        }
    }
    codes.sort_by_key(|(code, claims)| (claims.len(), *code));
    let look = source.look;
    let group = |(code, claims): (&str, Vec<&model::Claim>)| OpenGroup {
        question: look.word(&format!("open.{code}")).to_owned(),
        total: look.number(claims.len()),
        claims: claims.iter().take(most).map(|claim| ClaimLine::of(claim, source)).collect(),
        more: look.more(claims.len(), most),
    };
    codes.into_iter().map(group).collect()
}
