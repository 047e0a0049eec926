//! Phrases that give furniture away: `furniture.tsv`.

use crate::{PackSource, Phrases, Result};
use model::FurnitureKind;
use text::Tokens;

/// The furniture phrases of all packs at once: a Hindi page prints English furniture and the reverse.
#[derive(Clone, Debug, Default)]
pub struct FurnitureBook {
    cues: Phrases<Vec<FurnitureCue>>,
}

/// What a phrase says of the line it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FurnitureCue {
    /// What the line is.
    pub kind: FurnitureKind,
    /// Where the phrase must stand.
    pub place: CuePlace,
}

/// Where a furniture phrase must stand in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CuePlace {
    /// It opens the line; a mark or a headline follows (`ये भी पढ़ें: …`).
    Start,
    /// It opens the line, whatever follows (`Subscribe to our newsletter …`).
    Always,
    /// It is the whole line (`विज्ञापन`).
    Whole,
    /// It is the whole line, and the lines after it belong to the same box (`Related posts`).
    Box,
}

impl FurnitureBook {
    /// Reads the furniture phrases of all packs.
    pub fn load(sources: &[PackSource]) -> Result<Self> {
        let mut book = Self::default();
        for source in sources {
            let Some(table) = source.table("furniture.tsv", &["kind", "place", "phrases"])? else { continue };
            for row in table.rows() {
                let kind = kind_of(row.get(0))
                    .ok_or_else(|| table.fault(row, format!("no furniture is called {:?}", row.get(0))))?;
                let place = match row.get(1) {
                    "start" => CuePlace::Start,
                    "always" => CuePlace::Always,
                    "whole" => CuePlace::Whole,
                    "box" => CuePlace::Box,
                    other => {
                        return Err(table
                            .fault(row, format!("place {other:?}, expected start, always, whole or box")));
                    }
                };
                for phrase in row.parts(2) {
                    if Tokens::of(phrase).is_empty() {
                        return Err(table.fault(row, format!("{phrase:?} holds no word and can never match")));
                    }
                    let mut cues = book.cues.get(phrase).cloned().unwrap_or_default();
                    cues.push(FurnitureCue { kind, place });
                    book.cues.insert(phrase, cues);
                }
            }
        }
        Ok(book)
    }

    /// Returns the phrases, for look-up on tokens; one phrase may mean several things by where it stands.
    pub fn cues(&self) -> &Phrases<Vec<FurnitureCue>> {
        &self.cues
    }
}

fn kind_of(name: &str) -> Option<FurnitureKind> {
    Some(match name {
        "menu" => FurnitureKind::Menu,
        "related" => FurnitureKind::Related,
        "ad" => FurnitureKind::Ad,
        "author-box" => FurnitureKind::AuthorBox,
        "byline" => FurnitureKind::Byline,
        "tags" => FurnitureKind::Tags,
        "share" => FurnitureKind::Share,
        "comments" => FurnitureKind::Comments,
        "subscription" => FurnitureKind::Subscription,
        "ticker" => FurnitureKind::Ticker,
        "copyright" => FurnitureKind::Copyright,
        "cookie" => FurnitureKind::Cookie,
        "widget" => FurnitureKind::Widget,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn phrases_of_all_packs_are_found() {
        let cues = Packs::embedded().furniture().cues();
        let related = FurnitureCue { kind: FurnitureKind::Related, place: CuePlace::Start };
        assert_eq!(cues.get("ये भी पढ़ें"), Some(&vec![related])); // also read
        let label = FurnitureCue { kind: FurnitureKind::Ad, place: CuePlace::Whole };
        assert!(cues.get("ADVERTISEMENT").is_some_and(|cues| cues.contains(&label)));
    }
}
