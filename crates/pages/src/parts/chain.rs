//! The way a statement came: `speaker ← relay ← outlet`, with one line for one copy in six outlets.

use super::cite::Cite;
use crate::source::Source;
use crate::{Named, clean};
use askama::Template;
use model::{Moment, Stance, Support};
use std::collections::BTreeMap;

/// One way that a claim came: the hands before the outlets, and the outlets that printed it so.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/chain.html")]
pub struct Way {
    /// The day it was first printed so.
    pub day: String,
    /// What the passages do to the claim, in words, where they do not assert it.
    pub stance: Option<String>,
    /// Innermost voice first; empty where the outlets name no source.
    pub hands: Vec<Named>,
    /// What to say in place of hands.
    unnamed: String,
    /// The words between two hands, for those who do not see the arrow.
    through: String,
    /// The outlets, each a link to its passage.
    pub outlets: Vec<Cite>,
    /// How many more outlets printed it so, in words.
    pub more: Option<String>,
}

impl askama::filters::HtmlSafe for Way {}

/// So many outlets of a way are named.
const OUTLETS: usize = 6;

/// Gathers the passages of a claim by the way that they came, the first to say it first.
pub fn ways(supports: &[Support], source: &Source<'_>) -> Vec<Way> {
    let mut found: BTreeMap<(Stance, Vec<String>), Vec<&Support>> = BTreeMap::new();
    for support in supports {
        let hands = support.chain.split_last().map_or(&[][..], |(_, hands)| hands);
        let hands = hands.iter().map(|hand| clean(hand)).collect();
        found.entry((support.stance, hands)).or_default().push(support);
    }
    let told = |support: &&Support| source.article(support.evidence.article()).and_then(|line| line.date);
    let mut found: Vec<_> = (found.into_iter())
        .map(|((stance, hands), mut passages)| {
            passages
                .sort_by_key(|support| (told(support).is_none(), told(support), support.evidence.clone()));
            (passages.iter().filter_map(told).min(), stance, hands, passages)
        })
        .collect();
    // Ways without a date come last.
    found.sort_by(|a, b| (a.0.is_none(), a.0, a.1, &a.2).cmp(&(b.0.is_none(), b.0, b.1, &b.2)));
    found
        .into_iter()
        .map(|(day, stance, hands, passages)| way(day, stance, &hands, &passages, source))
        .collect()
}

fn way(
    day: Option<Moment>,
    stance: Stance,
    hands: &[String],
    passages: &[&Support],
    source: &Source<'_>,
) -> Way {
    let look = source.look;
    let evidence = passages.iter().map(|support| &support.evidence);
    let (outlets, more) = Cite::first(evidence, OUTLETS, source);
    Way {
        day: look.day_or_none(day),
        stance: match stance {
            Stance::Asserts => None,
            Stance::Denies => Some(look.word("stance.denies").to_owned()),
            Stance::Presupposes => Some(look.word("stance.presupposes").to_owned()),
        },
        hands: hands.iter().map(|hand| source.name(hand)).collect(),
        unnamed: look.word("chain.unnamed").to_owned(),
        through: look.word("chain.through").to_owned(),
        outlets,
        more: look.more(more, 0),
    }
}

/// A chain of names alone, as a search result shows it.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"<span class="chain">{% for name in names %}{% if !loop.first %} <i title="{{ through }}">←</i> {% endif %}{{ name }}{% endfor %}</span>"#,
    ext = "html"
)]
pub struct Hands {
    names: Vec<Named>,
    through: String,
}

impl askama::filters::HtmlSafe for Hands {}

impl Hands {
    /// Returns the chain of these names, innermost voice first.
    pub fn of(names: Vec<Named>, look: &crate::Look) -> Self {
        Self { names, through: look.word("chain.through").to_owned() }
    }

    /// Tells whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}
