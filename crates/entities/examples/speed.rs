//! How long it takes to tell which names of many made-up cards name the same:
//! `cargo run --release -p sutradhar-entities --example speed -- CARDS`.

use entities::{Card, Named, resolve};
use model::{DocId, EntityId, EntityType, Span};
use std::time::Instant;

/// So many names stand on a card.
const NAMES: u64 = 12;

/// Parts of names, each in two spellings.
const PARTS: [[&str; 2]; 12] = [
    ["अनुराधा", "Anuradha"],
    ["रोहन", "Rohan"],
    ["मीनाक्षी", "Meenakshi"],
    ["विनोद", "Vinod"],
    ["कविता", "Kavita"],
    ["फरहान", "Farhan"],
    ["केसवानी", "Keswani"],
    ["बरुआ", "Barua"],
    ["दलाल", "Dalal"],
    ["रावत", "Rawat"],
    ["कुरैशी", "Qureshi"],
    ["मेहरा", "Mehra"],
];

fn main() {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(3_000);
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = |most: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance % most
    };
    let cards: Vec<Card> = (0..count)
        .map(|at| {
            let mut named: Vec<Named> = (0..NAMES)
                .map(|_| {
                    let script = draw(2) as usize;
                    let part = |at: u64| PARTS[at as usize % PARTS.len()][script];
                    let (given, middle, family) = (draw(6), draw(count / 4 + 1), 6 + draw(6));
                    let name = format!("{} {} {}", part(given), middle, part(family));
                    Named {
                        entity: EntityId::of(&[&name]),
                        kind: if draw(3) == 0 { EntityType::Org } else { EntityType::Per },
                        names: vec![name],
                        offices: if draw(2) == 0 { Default::default() } else { ["mayor".to_owned()].into() },
                        fields: if draw(2) == 0 { Default::default() } else { ["GOV".to_owned()].into() },
                        countries: Default::default(),
                        span: Span::new(0, 9),
                    }
                })
                .collect();
            named.sort_by(|one, other| one.entity.cmp(&other.entity));
            named.dedup_by(|one, other| one.entity == other.entity);
            Card { id: DocId::given(at.to_string()), date: None, named }
        })
        .collect();
    let began = Instant::now();
    let identities = resolve(&cards, lang::Packs::embedded());
    println!("{count} cards, {} identities, {:.2} s", identities.len(), began.elapsed().as_secs_f64());
}
