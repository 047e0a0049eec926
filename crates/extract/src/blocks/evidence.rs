//! What the page says elsewhere that its article's text is.

use super::table::{Table, share};
use crate::passage::Passage;
use memchr::memmem;

/// So many bytes of a passage are looked for in three places of it.
const PROBE: usize = 24;
/// So many bytes are looked through for one page: an article's length for each of a thousand passages.
const MOST_SOUGHT: usize = 8_000_000;
/// Shorter passages are in any long text.
const SHORTEST: u32 = 20;

/// Adds whether a passage stands in the text that JSON-LD gives; it may be cut, a teaser, or another's, so it is
/// evidence and not truth.
pub(crate) fn linked(passages: &[Passage], body: Option<&str>, table: &mut Table<'_>) {
    let body = body.map(plain).filter(|body| body.len() >= 200).unwrap_or_default();
    let mut budget = MOST_SOUGHT;
    let hits: Vec<f32> = passages
        .iter()
        .map(|passage| {
            if body.is_empty() || passage.weight < SHORTEST || budget < body.len() {
                return -1.0;
            }
            budget -= body.len();
            let text = plain(&passage.text);
            let probes = [0, (text.len() / 2).saturating_sub(PROBE / 2), text.len().saturating_sub(PROBE)];
            let held = probes.iter().filter(|from| {
                let probe = &text.as_bytes()[**from..(**from + PROBE).min(text.len())];
                memmem::find(body.as_bytes(), probe).is_some()
            });
            held.count() as f32
        })
        .collect();
    let found: f64 = (passages.iter().zip(&hits))
        .filter(|(_, hits)| **hits >= 2.0)
        .map(|(passage, _)| passage.text.len() as f64)
        .sum();
    table.push("in linked text", |at| hits[at]);
    table.push("linked text found", |_| {
        if body.is_empty() { -1.0 } else { share(found, body.len() as f64).min(1.0) }
    });
    let prose: f64 =
        passages.iter().filter(|passage| passage.is_prose()).map(|passage| passage.text.len() as f64).sum();
    table.push("linked text of the prose", |_| {
        if body.is_empty() { -1.0 } else { share(body.len() as f64, prose).min(3.0) }
    });
}

/// Returns the letters and digits of a text, so that marks and spaces do not matter.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
