//! Names that nothing announces, by what was learned from marked text: `कुलवंत और मीरा लिओरा पहुंचे`.

use super::{Finder, organisations};
use lang::{Known, NameHit};
use model::{EntityType, LinkRole, Rule, Sentence};
use std::ops::Range;
use tagger::{Guess, Hints, Room};
use text::Tokens;

const RULE: Rule = Rule::new("name-guessed");

/// From here on a guess is taken at all.
const LIKELY: f32 = 0.4;
/// From here on a guess of a longer name of another kind outweighs a known name inside it.
const SURE: f32 = 0.6;
/// From here on a guess outweighs the kind of a known name of one word.
const CERTAIN: f32 = 0.97;

/// Returns the guesses of the language's tagger in text order; none where it has no tagger.
pub(super) fn guesses(
    tokens: &Tokens<'_>,
    sentences: &[Sentence],
    pack: &lang::Pack,
    hints: &[Hints],
) -> Vec<Guess> {
    let Some(tagger) = &pack.tagger else { return Vec::new() };
    let mut room = Room::default();
    sentences
        .iter()
        .flat_map(|sentence| tagger.names(tokens, tokens.within(sentence.span), hints, &mut room))
        .filter(|guess| guess.sure >= LIKELY)
        .collect()
}

/// Takes the guesses whose words are free. Titles at the front are not part of a person's name.
pub(super) fn find(finder: &mut Finder<'_>) {
    for at in 0..finder.guesses.len() {
        let guess = finder.guesses[at].clone();
        take(finder, &guess);
    }
}

/// Takes a guess in place of a known name where it outweighs it; tells whether it did.
///
/// `भारत` in `भारत सेवा संघ` names no country. What is known keeps its kind otherwise, for its kind was looked up
/// and the guess was not.
pub(super) fn outweighs(finder: &mut Finder<'_>, known: &Range<usize>, hit: &NameHit) -> bool {
    let Some(guess) = finder.guess_over(known).cloned() else { return false };
    let longer = guess.range.len() > known.len();
    let other = guess.kind != hit.kind;
    let country = finder.packs.names().entity(&hit.key).is_some_and(|known: &Known| known.is_country);
    let outweighs = if longer {
        guess.sure >= SURE && (other || hit.kind == EntityType::Org)
    } else {
        guess.sure >= CERTAIN && other && known.len() == 1 && !country && hit.kind != EntityType::Norp
    };
    outweighs && take(finder, &guess)
}

fn take(finder: &mut Finder<'_>, guess: &Guess) -> bool {
    let tokens = finder.tokens;
    let mut range = guess.range.clone();
    if guess.kind == EntityType::Per {
        range.start = after_titles(finder, range.clone());
    }
    if range.is_empty() || !finder.free(range.clone()) || range.clone().all(|at| !finder.namelike(at)) {
        return false;
    }
    if guess.kind == EntityType::Org
        && let Some((_, role @ (LinkRole::Official | LinkRole::Agency))) =
            finder.pack.speech.head_before(tokens, range.end)
    {
        organisations::take(finder, range, role, RULE);
        return true;
    }
    let surface = finder.surface(range.clone()).to_owned();
    let id = finder.entity_for(guess.kind, &surface, "");
    finder.take(range, guess.kind, id, RULE);
    true
}

/// Returns where a name starts behind the titles that it opens with.
fn after_titles(finder: &Finder<'_>, range: Range<usize>) -> usize {
    let titles = finder.packs.names().titles();
    let mut start = range.start;
    while let Some((end, _)) = titles.longest_at(finder.tokens, start).filter(|(end, _)| *end < range.end) {
        // `डॉ. कुलवंत`: the stop belongs to the title.
        start = if finder.tokens.surface(end) == "." && end + 1 < range.end { end + 1 } else { end };
    }
    start
}
