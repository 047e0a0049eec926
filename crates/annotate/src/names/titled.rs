//! Names that a title announces: `रक्षा मंत्री नीलेश वागले ने`, `Prime Minister Nora Brandt`.

use super::{Finder, capital, cased};
use lang::TitleSide;
use model::{EntityType, Rule};
use std::ops::Range;

const RULE: Rule = Rule::new("name-after-title");

/// The most words that a name after a title may have.
const LONGEST: usize = 4;

/// From here on what was learned lets a word be part of a name after a title.
const LIKELY: f32 = 0.1;

/// Takes the words after a title as a name and gives the named its role.
///
/// In a script without capitals the name must end where a small word or a mark stands (`मंत्री अ ब ने`), and one
/// word alone must act (`मंत्री अ ने`): `राष्ट्रपति चुनाव में` names nobody.
/// A known name after a title gets the title as its role.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    let packs = finder.packs;
    let titles: Vec<_> =
        packs.names().titles().find(tokens).map(|(range, title)| (range, title.clone())).collect();
    for (range, title) in titles {
        if title.side != TitleSide::Before || !finder.free(range.clone()) {
            continue;
        }
        let mut start = range.end;
        // `Gen. Lee`: the stop belongs to the title, where it ends no sentence.
        let short = &finder.pack.grammar.sentence_marks().abbreviations;
        let shortened = short.contains(tokens.key(start - 1)) || !cased(tokens.surface(start - 1));
        if tokens.surface(start) == "." && shortened {
            start += 1;
        }
        let role = finder.surface(range.clone()).to_owned();
        let known = finder.starting_at(start).map(|found| found.entity.clone());
        if let Some(id) = known {
            if finder.entity(&id).is_some_and(|entity| entity.kind == EntityType::Per) {
                add_role(finder, &id, role);
            }
            continue;
        }
        let Some(name) = name_at(finder, start) else { continue };
        let surface = finder.surface(name.clone()).to_owned();
        let id = finder.entity_for(title.kind, &surface, "");
        add_role(finder, &id, role);
        finder.take(name, title.kind, id, RULE);
    }
}

fn add_role(finder: &mut Finder<'_>, id: &model::EntityId, role: String) {
    if let Some(entity) = finder.entity_mut(id) {
        entity.roles.insert(role);
    }
}

fn name_at(finder: &Finder<'_>, start: usize) -> Option<Range<usize>> {
    let tokens = finder.tokens;
    // Where the name ends is better known to what was learned, where it found one here.
    let guess = finder.guess_over(&(start..start + 1));
    if let Some(guess) = guess.filter(|guess| guess.kind == EntityType::Per) {
        let range = start..guess.range.end;
        if finder.free(range.clone()) && range.len() <= LONGEST + 2 {
            return Some(range);
        }
    }
    let mut end = start;
    while end < start + LONGEST && finder.namelike(end) && !is_title(finder, end) && !ordinary(finder, end) {
        end += 1;
        // Initials: `J. D. Vance`.
        if tokens.surface(end) == "."
            && tokens.surface(end - 1).chars().count() == 1
            && finder.namelike(end + 1)
        {
            end += 1;
        }
    }
    if end == start {
        return None;
    }
    if cased(tokens.surface(start)) {
        return capital(tokens.surface(start)).then_some(start..end);
    }
    // `मंत्री कौशल विकास योजना पर`: what was learned sees no person there.
    if !finder.likely(start..end, EntityType::Per, LIKELY) {
        return None;
    }
    // `मंत्री अ ब पुल पर`: the ordinary word behind the name is not part of it.
    if end == start + LONGEST && finder.namelike(end) && !ordinary(finder, end) {
        return None;
    }
    let acts = finder.pack.grammar.is("agent", tokens, end);
    (acts || end - start >= 2).then_some(start..end)
}

fn is_title(finder: &Finder<'_>, at: usize) -> bool {
    finder.packs.names().titles().exact(finder.tokens, at..at + 1).is_some()
}

/// Tells whether a word without capitals plainly means something else: a thing that is counted, a time, a happening.
fn ordinary(finder: &Finder<'_>, at: usize) -> bool {
    let (tokens, pack) = (finder.tokens, finder.pack);
    let word = at..at + 1;
    !cased(tokens.surface(at))
        && (pack.counted.heads().exact(tokens, word.clone()).is_some()
            || pack.times.days().exact(tokens, word.clone()).is_some()
            || pack.times.parts().exact(tokens, word).is_some()
            || names_happening(pack, tokens, at))
}

fn names_happening(pack: &lang::Pack, tokens: &text::Tokens<'_>, at: usize) -> bool {
    let place =
        lang::happenings::Place { limit: at + 3, beyond: at + 3, company: &(at..at + 3), noun: false };
    pack.happenings.at(tokens, at, place).is_some()
}
