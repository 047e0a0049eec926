//! Chains: the way a statement came.

use crate::scene::Scene;
use crate::voice::Voice;
use model::{Chain, ChainLink, LinkRole};

/// Returns the chain from the innermost voice over the relays and the credited agency to the outlet.
///
/// An agency in the byline passed everything in the article on, so it stands in every chain that does not name it
/// already; its link is inherited, as the outlet's is.
pub(super) fn chain(scene: &Scene<'_>, voices: &[Voice]) -> Chain {
    let mut links: Vec<ChainLink> = voices.iter().flat_map(Voice::links).collect();
    for agency in &scene.article.agencies {
        let known = scene.packs.names().exactly(agency);
        let link = ChainLink {
            name: known.map_or_else(|| agency.clone(), |known| known.label.clone()),
            entity: known.map(lang::Known::id),
            role: LinkRole::Agency,
            explicit: false,
        };
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
