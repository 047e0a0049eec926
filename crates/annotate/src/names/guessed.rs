//! Names that nothing announces, by what was learned from marked text: `कुलवंत और मीरा लिओरा पहुंचे`.

use super::hints::hints_of;
use super::{Finder, organisations};
use lang::{Known, NameHit, Pack, Packs, TitleSide};
use model::{EntityType, LinkRole, Rule, Sentence};
use rustc_hash::FxHashMap;
use std::ops::Range;
use tagger::{Guess, KINDS, Reading, Room};
use text::Tokens;

pub(super) const RULE: Rule = Rule::new("name-guessed");

/// From here on a guess is taken at all.
const LIKELY: f32 = 0.4;
/// From here on a guess of a longer name outweighs a known body or people named inside it.
const SURE: f32 = 0.6;
/// From here on a guess of a longer name outweighs a known place or person inside it.
const SURER: f32 = 0.8;
/// From here on words that all say what something is are taken for its name.
const WHOLE: f32 = 0.9;
/// From here on a guess outweighs what is known of a single word.
const CERTAIN: f32 = 0.97;

/// Reads a text with the language's tagger; `None` where it has none.
///
/// One name has one kind in a document: the one that its places together are surest of.
pub(super) fn read(
    tokens: &Tokens<'_>,
    sentences: &[Sentence],
    packs: &Packs,
    pack: &Pack,
    known: &[(Range<usize>, NameHit)],
) -> Option<Reading> {
    let tagger = pack.tagger.as_ref()?;
    let hints = hints_of(tokens, packs, pack, known);
    let mut room = Room::default();
    let mut reading = Reading::new(tokens.len());
    for sentence in sentences {
        tagger.read(tokens, tokens.within(sentence.span), &hints, &mut room, &mut reading);
    }
    reading.guesses.retain(|guess| guess.sure >= LIKELY);
    for guess in &mut reading.guesses {
        // A name in brackets is another name of the same, not a part of it.
        let bracket = guess.range.clone().find(|at| tokens.surface(*at) == "(");
        guess.range.end = bracket.unwrap_or(guess.range.end);
    }
    reading.guesses.retain(|guess| !guess.range.is_empty());
    let key = |guess: &Guess| guess.range.clone().map(|at| tokens.hash(at)).collect::<Vec<u64>>();
    let mut kinds: FxHashMap<Vec<u64>, [f32; KINDS.len()]> = FxHashMap::default();
    for guess in &reading.guesses {
        let sums = kinds.entry(key(guess)).or_default();
        let kind = KINDS.iter().position(|kind| *kind == guess.kind);
        sums[kind.unwrap_or_default()] += guess.sure;
    }
    for guess in &mut reading.guesses {
        let Some(sums) = kinds.get(&key(guess)) else { continue };
        let best = KINDS.iter().zip(sums).rev().max_by(|one, other| one.1.total_cmp(other.1));
        guess.kind = best.map_or(guess.kind, |(kind, _)| *kind);
        if guess.sure < CERTAIN
            && let Some(kind) = kind_by_word(tokens, packs, guess.range.clone())
        {
            guess.kind = kind;
        }
    }
    Some(reading)
}

/// Returns what a name is whose last word, or the word behind it, says so: `तमसी नदी`.
fn kind_by_word(tokens: &Tokens<'_>, packs: &Packs, range: Range<usize>) -> Option<EntityType> {
    let titles = packs.names().titles();
    let last = titles.longest_before(tokens, range.end, 2).filter(|(start, _)| *start > range.start);
    let title = last.map(|(_, title)| title).filter(|title| title.side == TitleSide::After);
    let behind = || titles.longest_at(tokens, range.end).map(|(_, title)| title);
    title.or_else(behind).filter(|title| title.side == TitleSide::After).map(|title| title.kind)
}

/// Takes the guesses whose words are free. Titles at the front are not part of a person's name.
pub(super) fn find(finder: &mut Finder<'_>) {
    let script = text::dominant_script(finder.tokens.text());
    for at in 0..finder.reading.guesses.len() {
        let guess = finder.reading.guesses[at].clone();
        // What was learned says little of words in another script: `International Desk:` in a Hindi text.
        if text::dominant_script(finder.surface(guess.range.clone())) == script {
            take(finder, &guess);
        }
    }
}

/// Takes a guess in place of a known name where it outweighs it; tells whether it did.
///
/// `भारत` in `भारत सेवा संघ` names no country, nor does it in `उत्तर भारत`. What is known keeps its kind otherwise, for its kind was looked up
/// and the guess was not.
pub(super) fn outweighs(finder: &mut Finder<'_>, known: &Range<usize>, hit: &NameHit) -> bool {
    let Some(guess) = finder.guess_over(known).cloned() else { return false };
    let longer = guess.range.len() > known.len();
    let other = guess.kind != hit.kind;
    let country = finder.packs.names().entity(&hit.key).is_some_and(|known: &Known| known.is_country);
    let outweighs = if longer {
        // A place in front of a body often only says where it is.
        let enough = if matches!(hit.kind, EntityType::Org | EntityType::Norp) { SURE } else { SURER };
        guess.sure >= enough && (other || matches!(hit.kind, EntityType::Org | EntityType::Loc))
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
    let head = finder.pack.speech.head_before(tokens, range.end);
    // `पश्चिमी देशों`: several of a kind, of which none is named.
    let last = range.end - 1;
    let several = finder.pack.counted.heads().exact(tokens, last..range.end);
    if several.is_some_and(|head| text::fold(&head.plain) != tokens.key(last)) {
        return false;
    }
    // `सरकारी मीडिया`, `रूसी मीडिया` say what, not who; there is one `सुप्रीम कोर्ट`.
    let named = range.len() > 1 && guess.sure >= WHOLE;
    if let Some((start, role)) = head
        && (start <= range.start && !named || describes(role) && is_of_country(finder, range.start..start))
    {
        return false;
    }
    if guess.kind == EntityType::Org
        && let Some((_, role @ (LinkRole::Official | LinkRole::Agency))) = head
    {
        organisations::take(finder, range, role, RULE);
        return true;
    }
    let surface = finder.surface(range.clone()).to_owned();
    let id = finder.entity_for(guess.kind, &surface, "");
    finder.take(range, guess.kind, id, RULE);
    true
}

/// Tells whether words for such a source behind the name of a people or a country describe it.
fn describes(role: LinkRole) -> bool {
    matches!(role, LinkRole::Media | LinkRole::Document | LinkRole::Anonymous)
}

/// Tells whether words are just the known name of a people or a country.
fn is_of_country(finder: &Finder<'_>, words: Range<usize>) -> bool {
    finder
        .known
        .iter()
        .any(|(range, hit)| *range == words && matches!(hit.kind, EntityType::Norp | EntityType::Loc))
}

/// Returns where a name starts behind the titles that it opens with.
fn after_titles(finder: &Finder<'_>, range: Range<usize>) -> usize {
    let names = finder.packs.names();
    let mut start = range.start;
    while let Some((end, _)) = names.title_at(finder.tokens, start).filter(|(end, _)| *end < range.end) {
        // `डॉ. कुलवंत`: the stop belongs to the title.
        start = if finder.tokens.surface(end) == "." && end + 1 < range.end { end + 1 } else { end };
    }
    start
}
