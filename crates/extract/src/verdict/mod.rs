//! What a page is: an article, a live blog, the stub of one, a list, or something else, and how sure that is.
//!
//! [`mod@said`] reads what the page says it is, [`words`] what its class names speak of, [`mod@evidence`] puts numbers to
//! what can be seen, [`table`] weighs them; [`mod@refusal`] sets aside what holds no text to judge. The weights are trained by `cargo xtask train-verdict`.

mod evidence;
mod refusal;
mod said;
mod table;
mod words;

pub use evidence::Evidence;
pub(crate) use evidence::{Seen, evidence};
pub(crate) use refusal::{Draughted, body, refusal};
pub(crate) use said::{Said, said};
pub(crate) use words::Talk;

use model::{Confidence, SetAsideReason, Verdict, VerdictKind};
use table::Weights;

/// Below this probability a page is no article.
const EVEN: f32 = 0.4;
/// Below this probability a page is set aside. An article that is lost costs a reader more than a page too many, whose
/// verdict says how doubtful it is.
const LEAST: f32 = 0.2;
/// A text behind a lock that is shorter than this, in letters, is what stands before the lock.
const STUB: u32 = 1_600;

/// Judges a page by its numbers, by whether it looks like a list, and by what it says it is; `body` is how much text it gives, in letters.
pub(crate) fn judge((evidence, lists): &(Evidence, bool), said: &Said, body: u32) -> Verdict {
    let probability = Weights::embedded().article(evidence);
    let kind = if probability < EVEN {
        if *lists { VerdictKind::Listing } else { VerdictKind::Other }
    } else if said.live {
        VerdictKind::LiveBlog
    } else if said.locked && body < STUB {
        VerdictKind::PaywallStub
    } else {
        VerdictKind::Article
    };
    Verdict { kind, probability: Confidence::hundredths((probability * 100.0).round() as u8) }
}

/// Returns why a page of this verdict is set aside, and what to do; nothing where it is kept.
pub(crate) fn reason(verdict: Verdict) -> Option<(SetAsideReason, String)> {
    if verdict.probability.value() >= f64::from(LEAST) {
        return None;
    }
    let sure = format!("an article with a probability of {:.2}", verdict.probability.value());
    let verbatim = "if it is an article, give its text with \"verbatim\": true";
    match verdict.kind {
        VerdictKind::Listing => Some((
            SetAsideReason::Listing,
            format!("it looks like a list of other pages ({sure}); give the pages that it links to"),
        )),
        VerdictKind::Other => Some((
            SetAsideReason::NoArticle,
            format!("it looks like an offer, a manual, a board or a tool ({sure}); {verbatim}"),
        )),
        _ => None,
    }
}
