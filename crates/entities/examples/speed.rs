//! How long it takes to tell which names of many made-up cards name the same:
//! `cargo run --release -p sutradhar-entities --example speed -- CARDS`.

use entities::{Card, Named, resolve};
use model::{DocId, EntityId, EntityType, Span};
use std::time::Instant;

/// So many names stand on a card.
const NAMES: u64 = 12;

/// Syllables of names, each in two spellings.
const SYLLABLES: [[&str; 2]; 16] = [
    ["का", "ka"],
    ["नि", "ni"],
    ["रो", "ro"],
    ["सा", "sa"],
    ["मी", "mi"],
    ["ले", "le"],
    ["वा", "va"],
    ["दू", "du"],
    ["टी", "ti"],
    ["पा", "pa"],
    ["बे", "be"],
    ["गो", "go"],
    ["जा", "ja"],
    ["ही", "hi"],
    ["शे", "she"],
    ["यू", "yu"],
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
                    // One of as many people as there are cards, the first of them named most.
                    let mut person = draw(count).min(draw(count)) * 0x9E37_79B9;
                    let mut word = |syllables: u32| {
                        let mut word = String::new();
                        for _ in 0..syllables {
                            word.push_str(SYLLABLES[(person >> 7) as usize % SYLLABLES.len()][script]);
                            person = person.rotate_right(4).wrapping_mul(0x2545_F491_4F6C_DD1D);
                        }
                        word
                    };
                    let name = format!("{} {}", word(2), word(3));
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
