//! How a claim stands: always a sign and a word, never colour alone.

use crate::Look;
use askama::Template;
use model::Standing;

/// The standings in reading order.
pub const STANDINGS: [Standing; 5] =
    [Standing::Corroborated, Standing::Disputed, Standing::Revised, Standing::Denied, Standing::Single];

/// Returns the sign of a standing.
pub fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Corroborated => "✔",
        Standing::Disputed => "⚠",
        Standing::Revised => "↻",
        Standing::Denied => "✖",
        Standing::Single => "•",
    }
}

/// A standing with its sign and word.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"<b class="st {{ name }}"><i aria-hidden="true">{{ sign }}</i> {% if let Some(count) = count %}{{ count }} {% endif %}{{ word }}</b>"#,
    ext = "html"
)]
pub struct Badge {
    name: &'static str,
    sign: &'static str,
    word: String,
    count: Option<String>,
}

impl askama::filters::HtmlSafe for Badge {}

impl Badge {
    /// Returns the badge of a standing.
    pub fn of(standing: Standing, look: &Look) -> Self {
        let word = look.word(&format!("standing.{}", standing.name())).to_owned();
        Self { name: standing.name(), sign: sign(standing), word, count: None }
    }

    /// Returns the badge of so many claims of a standing.
    pub fn counted(standing: Standing, count: usize, look: &Look) -> Self {
        Self { count: Some(look.number(count)), ..Self::of(standing, look) }
    }
}

/// Returns the badges of the standings that claims have, with their counts, in reading order.
pub fn tally(standings: impl Iterator<Item = Standing>, look: &Look) -> Vec<Badge> {
    let mut counts = [0; STANDINGS.len()];
    for standing in standings {
        if let Some(at) = STANDINGS.iter().position(|other| *other == standing) {
            counts[at] += 1;
        }
    }
    let some = STANDINGS.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    some.map(|(standing, count)| Badge::counted(standing, count, look)).collect()
}
