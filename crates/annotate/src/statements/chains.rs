//! Chains: the way a statement came.

use crate::scene::Scene;
use crate::voice::Voice;
use model::{Chain, ChainLink, LinkRole};

/// Returns the chain from the innermost voice over the relays and the credited agency to the outlet.
///
/// An agency in the byline passed everything in the article on, so it stands in every chain that does not name it
/// already; its link is inherited, as the outlet's is.
pub(super) fn chain(scene: &Scene<'_>, voices: &[Voice]) -> Chain {
    credited(scene, voices, &[])
}

/// Returns the same chain with agencies that the text itself credits behind those of the byline.
pub(super) fn credited(scene: &Scene<'_>, voices: &[Voice], credits: &[ChainLink]) -> Chain {
    let mut links: Vec<ChainLink> = voices.iter().flat_map(Voice::links).collect();
    let agencies = scene.article.agencies.iter().map(|agency| {
        let known = scene.packs.names().exactly(agency);
        ChainLink {
            name: known.map_or_else(|| agency.clone(), |known| known.label.clone()),
            entity: known.map(lang::Known::id),
            role: LinkRole::Agency,
            explicit: false,
        }
    });
    for link in agencies.chain(credits.iter().cloned()) {
        let there = links
            .iter()
            .any(|other| other.name == link.name || (other.entity.is_some() && other.entity == link.entity));
        if !there {
            links.push(link);
        }
    }
    if let Some(outlet) = scene.article.outlet.label() {
        links.push(ChainLink {
            name: outlet.to_owned(),
            entity: None,
            role: LinkRole::Outlet,
            explicit: false,
        });
    }
    Chain::new(links)
}
