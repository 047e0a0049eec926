//! Names that capitals show and the words around them explain: `in Girwah`, `Orlen Shipping Ltd`, `geologist Ama Rao`.

use super::{Finder, capital, cased};
use model::{EntityType, LinkRole, Rule};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use text::is_end_mark;

const RULE: Rule = Rule::new("name-by-capitals");

/// The most words of a place, of a person and of a body.
const PLACE: usize = 3;
const PERSON: usize = 4;
const BODY: usize = 7;

/// The kinds that are told, in the order in which they win a tie.
const KINDS: [EntityType; 3] = [EntityType::Org, EntityType::Per, EntityType::Loc];

/// Takes words with capitals in a row as a name where a word in it or beside it tells what it names.
///
/// Only scripts with capitals show where such names begin and end, and only languages whose pack says what words
/// around names mean. Takes `near Arsk`, `the Mira river`, `Torvia's navy`, `Lake Mira`, `Redij and Sons`,
/// `University of Halm`, `the contractor, Mahesh Bendre, …`. Refuses words that only open a sentence
/// (`Traders in …`), lines in capitals and headings, and whatever nothing explains (`the Guardian Angel`).
pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.pack.around.is_empty() {
        return;
    }
    let runs = runs(finder);
    let mut kinds: Vec<Option<EntityType>> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| (&runs[before].words, kinds[before]));
        kinds.push(kind(finder, run, before));
    }
    // `from Rao`, where `Ama Rao` is named: a part of a name, which is met as such.
    let parts = parts(finder, &runs, &kinds);
    for (run, kind) in runs.iter().zip(&mut kinds) {
        if run.words.len() == 1 && parts.contains(&finder.tokens.hash(run.words.start)) {
            *kind = None;
        }
    }
    // One name has one kind in a document: the one that most of its places tell.
    let mut tallies: FxHashMap<String, [usize; KINDS.len()]> = FxHashMap::default();
    for (run, kind) in runs.iter().zip(&kinds) {
        let Some(kind) = kind.and_then(|kind| KINDS.iter().position(|known| *known == kind)) else {
            continue;
        };
        tallies.entry(text::fold(finder.surface(run.words.clone()))).or_default()[kind] += 1;
    }
    for run in runs {
        let surface = finder.surface(run.words.clone()).to_owned();
        let Some(tally) = tallies.get(&text::fold(&surface)) else { continue };
        let most = tally.iter().max().copied().unwrap_or_default();
        let Some(kind) = (0..KINDS.len()).find(|at| tally[*at] == most).map(|at| KINDS[at]) else { continue };
        if run.opens && run.words.len() == 1 && most < 2 && !explained(finder, &run.words) {
            continue;
        }
        let id = finder.entity_for(kind, &surface, "");
        finder.take(run.words, kind, id, RULE);
    }
}

/// Returns the words with which people and bodies of several words begin or end, as hashes.
fn parts(finder: &Finder<'_>, runs: &[Run], kinds: &[Option<EntityType>]) -> FxHashSet<u64> {
    let several = |kind: EntityType| matches!(kind, EntityType::Per | EntityType::Org);
    let found = finder.found().iter().filter(|found| several(found.kind)).map(|found| found.range.clone());
    let told = runs.iter().zip(kinds).filter(|(_, kind)| kind.is_some_and(several));
    let names = found.chain(told.map(|(run, _)| run.words.clone())).filter(|words| words.len() > 1);
    names.flat_map(|words| [words.start, words.end - 1]).map(|at| finder.tokens.hash(at)).collect()
}

/// Words with capitals in a row.
struct Run {
    words: Range<usize>,
    /// Whether it opens a sentence, where any word has a capital.
    opens: bool,
    /// Whether a word before it says what a person does.
    called: bool,
}

/// Returns the runs of free words with capitals, in text order, without those of headings.
fn runs(finder: &Finder<'_>) -> Vec<Run> {
    let tokens = finder.tokens;
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut line = 0..0;
    let mut heading = false;
    while at < tokens.len() {
        if at >= line.end {
            line = line_at(finder, at);
            heading = is_heading(finder, line.clone());
        }
        if heading {
            at = line.end;
            continue;
        }
        if !shows(finder, at) {
            at += 1;
            continue;
        }
        let end = run_end(finder, at, line.end);
        let mut words = at..end;
        let opens = opens(finder, at, line.start);
        // `Hydrologist Noor Sabnis`: what somebody does is no part of the name.
        let own = words.len() > 2 && opens && finder.pack.around.is_calling(tokens, at);
        words.start += usize::from(own);
        let called = own
            || words.len() > 1
                && at > line.start
                && is_plain(finder, at - 1)
                && finder.pack.around.is_calling(tokens, at - 1);
        runs.push(Run { opens: opens && !own, words, called });
        at = end;
    }
    runs
}

/// Returns where a run ends that starts at a token, with what a body's name joins by small words.
fn run_end(finder: &Finder<'_>, start: usize, line: usize) -> usize {
    let (tokens, around, grammar) = (finder.tokens, &finder.pack.around, &finder.pack.grammar);
    let plain_end = |from: usize| {
        let mut end = from;
        while end < line && shows(finder, end) {
            end += 1;
            // Initials: `J. D. Rao`.
            if end + 1 < line
                && tokens.surface(end) == "."
                && tokens.surface(end - 1).chars().count() == 1
                && shows(finder, end + 1)
            {
                end += 1;
            }
        }
        end
    };
    let mut end = plain_end(start);
    let heads = |at: usize| around.first(tokens, at) == Some(EntityType::Org);
    let linked = grammar.is("genitive", tokens, end) && tokens.surface(end).chars().all(char::is_alphabetic)
        || grammar.is("case", tokens, end);
    if heads(end - 1) && linked && end + 1 < line && shows(finder, end + 1) {
        end = plain_end(end + 1);
        // `Council for Health and Welfare`
        if end + 1 < line
            && grammar.is("conjunction", tokens, end)
            && shows(finder, end + 1)
            && !heads(end + 1)
            && end - start < BODY - 2
            && plain_end(end + 1) == end + 2
            && around.last(tokens, end + 1).is_none()
            && finder.pack.around.before(tokens, start) != Some(EntityType::Loc)
        {
            end += 2;
        }
    } else if end + 1 < line && grammar.is("conjunction", tokens, end) && around.is_partner(tokens, end + 1) {
        end += 2;
    }
    end
}

/// Returns what a run names where something tells; `last` is the run before and what it names.
fn kind(
    finder: &Finder<'_>,
    run: &Run,
    last: Option<(&Range<usize>, Option<EntityType>)>,
) -> Option<EntityType> {
    let (tokens, pack) = (finder.tokens, finder.pack);
    let around = &pack.around;
    let words = &run.words;
    let count = words.len();
    if count > BODY {
        return None;
    }
    if around.is_never(tokens, words.end - 1) || is_title(finder, words) {
        return None;
    }
    if count == 1
        && [around.first(tokens, words.start), around.last(tokens, words.start)]
            .contains(&Some(EntityType::Org))
    {
        return None;
    }
    // `Old Delhi`, where Delhi is known: a word of a longer name.
    if is_beside_a_name(finder, words) {
        return None;
    }
    let joins = words.clone().any(|at| pack.grammar.is_small(tokens, at));
    if joins {
        return Some(EntityType::Org);
    }
    if count > 1 {
        if let Some(kind) = around.last(tokens, words.end - 1) {
            return Some(kind);
        }
        let head = pack.speech.head_before(tokens, words.end);
        if head.is_some_and(|(_, role)| matches!(role, LinkRole::Official | LinkRole::Agency)) {
            return Some(EntityType::Org);
        }
        if let Some(kind @ EntityType::Loc) = around.first(tokens, words.start) {
            return (count <= PLACE).then_some(kind);
        }
        if run.called && count <= PERSON {
            return Some(EntityType::Per);
        }
    }
    let person = (2..=PERSON).contains(&count);
    if person && is_aged(finder, words.end) {
        return Some(EntityType::Per);
    }
    if let Some(kind) = told(finder, words).filter(|_| count > 1) {
        return Some(kind);
    }
    if explained(finder, words) {
        return Some(EntityType::Loc);
    }
    let comma = usize::from(tokens.surface(words.end) == ",");
    if person && around.after(tokens, words.end + comma) == Some(EntityType::Per) {
        return Some(EntityType::Per);
    }
    if around.before(tokens, words.start) == Some(EntityType::Loc) {
        let owns = is_possessive(finder, words.end) || is_adjective(finder, words);
        return (count <= PLACE && !owns).then_some(EntityType::Loc);
    }
    if let Some((before, Some(EntityType::Loc))) = last {
        let between = before.end..words.start;
        let joined = between.len() == 1
            && (pack.grammar.is("conjunction", tokens, between.start)
                || tokens.surface(between.start) == ",");
        if joined && count == 1 && !is_adjective(finder, words) {
            return Some(EntityType::Loc);
        }
    }
    // `met Aurel Stam`, `its manager, Prashant Virkar,`: two words in the middle of a sentence are mostly a person.
    let apart = usize::from(words.start > 0 && tokens.surface(words.start - 1) == ",");
    let closed = apart == 0 || tokens.surface(words.end) == ",";
    let quiet = count == 2
        && !run.opens
        && closed
        && is_plain(finder, words.start.wrapping_sub(1 + apart))
        && !pack.grammar.is("article", tokens, words.start - 1)
        && around.before(tokens, words.start).is_none()
        && around.first(tokens, words.start).is_none()
        && words.clone().all(|at| !is_shouted(tokens.surface(at)));
    quiet.then_some(EntityType::Per)
}

/// Tells whether a name found before stands right beside a run of one word.
fn is_beside_a_name(finder: &Finder<'_>, words: &Range<usize>) -> bool {
    let named = |at: usize| !finder.free(at..at + 1) && capital(finder.tokens.surface(at));
    words.len() == 1
        && (words.end < finder.tokens.len() && named(words.end) || words.start > 0 && named(words.start - 1))
}

/// Tells whether a run is a title without a name, or ends in one: `Deputy Prime Minister`.
fn is_title(finder: &Finder<'_>, words: &Range<usize>) -> bool {
    let titles = finder.packs.names().titles();
    (words.start..words.end).any(|start| titles.exact(finder.tokens, start..words.end).is_some())
}

/// Tells whether a word says whose something is: `in Torvian waters`.
fn is_adjective(finder: &Finder<'_>, words: &Range<usize>) -> bool {
    let (tokens, pack) = (finder.tokens, finder.pack);
    pack.around.is_adjective(tokens, words.end - 1)
        && is_plain(finder, words.end)
        && !pack.grammar.is_small(tokens, words.end)
        && pack.speech.cue_at(tokens, words.end).is_none()
}

/// Tells whether all letters of a word of several are large: `USB`.
fn is_shouted(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Tells whether a place is named: `the Mira river`, `Torvia's navy`.
fn explained(finder: &Finder<'_>, words: &Range<usize>) -> bool {
    let (tokens, pack) = (finder.tokens, finder.pack);
    if words.len() > PLACE {
        return false;
    }
    if pack.around.after(tokens, words.end) == Some(EntityType::Loc) && is_plain(finder, words.end) {
        return true;
    }
    let rules = |at: usize| {
        pack.speech.head_at(tokens, at).is_some_and(|(_, role)| {
            matches!(role, LinkRole::Official | LinkRole::Speaker | LinkRole::Media) && is_plain(finder, at)
        })
    };
    words.len() == 1
        && is_possessive(finder, words.end)
        && (words.end + 1..(words.end + 4).min(tokens.len()))
            .take_while(|at| is_plain(finder, *at))
            .any(rules)
}

/// Tells whether an owner's ending follows: the `'s` of `Torvia's`.
fn is_possessive(finder: &Finder<'_>, at: usize) -> bool {
    let surface = finder.tokens.surface(at);
    surface.starts_with(['\'', '’']) && surface.ends_with(char::is_alphabetic)
}

/// Tells whether an age between commas follows: `Tarini Mhaske, 34, teaches`.
fn is_aged(finder: &Finder<'_>, at: usize) -> bool {
    let tokens = finder.tokens;
    let age = tokens.key(at + 1).parse::<u32>().is_ok_and(|age| (5..=110).contains(&age));
    tokens.surface(at) == "," && age && matches!(tokens.surface(at + 2), "," | "." | "")
}

/// Returns what a name is by what stands beside it between commas: `the contractor, Mahesh Bendre,`,
/// `Yatri Seva, a passengers' group,`, `according to Farid Osmani`.
fn told(finder: &Finder<'_>, words: &Range<usize>) -> Option<EntityType> {
    let (tokens, pack) = (finder.tokens, finder.pack);
    // Whose somebody is says nothing: `the department's top official`.
    let owner = |at: usize| is_possessive(finder, at + 1);
    let kind = |at: usize| {
        let head = pack.speech.head_at(tokens, at).map(|(_, role)| role);
        let title = finder.packs.names().titles().exact(tokens, at..at + 1).map(|title| title.kind);
        if pack.around.is_calling(tokens, at)
            || title == Some(EntityType::Per)
            || matches!(head, Some(LinkRole::Speaker | LinkRole::Anonymous))
        {
            return Some(EntityType::Per);
        }
        let body = pack.around.last(tokens, at) == Some(EntityType::Org)
            || matches!(head, Some(LinkRole::Official | LinkRole::Agency));
        body.then_some(EntityType::Org)
    };
    let person = words.len() <= PERSON;
    if words.start >= 2 && tokens.surface(words.start - 1) == "," && tokens.surface(words.end) == "," {
        let at = words.start - 2;
        return kind(at).filter(|found| *found == EntityType::Per && person && is_plain(finder, at));
    }
    if tokens.surface(words.end) == "," && pack.grammar.is("article", tokens, words.end + 1) {
        let noun = (words.end + 2..(words.end + 7).min(tokens.len()))
            .take_while(|at| {
                let owners = matches!(tokens.surface(*at), "'" | "’");
                owners || is_plain(finder, *at) && !pack.grammar.is_small(tokens, *at)
            })
            .filter(|at| !owner(*at));
        // The last word is the head: `an engineers' union`.
        return noun.filter_map(kind).last().filter(|found| *found != EntityType::Per || person);
    }
    let marker = pack.speech.marker_at(tokens, words.start.saturating_sub(2));
    let according =
        marker.is_some_and(|(end, marker)| end == words.start && marker == lang::Marker::AccordingBefore);
    (according && person).then_some(EntityType::Per)
}

/// Tells whether a token is a word without a capital.
fn is_plain(finder: &Finder<'_>, at: usize) -> bool {
    let surface = finder.tokens.surface(at);
    cased(surface) && !capital(surface)
}

/// Tells whether a token can be a word of a name that capitals show.
fn shows(finder: &Finder<'_>, at: usize) -> bool {
    let (tokens, around) = (finder.tokens, &finder.pack.around);
    let surface = tokens.surface(at);
    // A head such as `Ministry` names nobody by itself, but may be a word of a name.
    let body = || {
        finder.free(at..at + 1)
            && [around.first(tokens, at), around.last(tokens, at)].contains(&Some(EntityType::Org))
    };
    cased(surface) && capital(surface) && (finder.namelike(at) || body())
}

/// Tells whether a sentence, a quotation or a line begins at a token.
fn opens(finder: &Finder<'_>, at: usize, line: usize) -> bool {
    let before = finder.tokens.surface(at.wrapping_sub(1));
    let mark = |c: char| is_end_mark(c) || matches!(c, ':' | '“' | '"' | '‘' | '—' | '–' | '•' | '(' | '[');
    at == line || before.ends_with(mark)
}

/// Returns the tokens of the line that begins at a token.
fn line_at(finder: &Finder<'_>, start: usize) -> Range<usize> {
    let (text, items) = (finder.tokens.text(), finder.tokens.items());
    let mut end = start + 1;
    while end < items.len() {
        let gap = items[end - 1].span.end as usize..items[end].span.start as usize;
        if text.get(gap).is_some_and(|gap| gap.contains('\n')) {
            break;
        }
        end += 1;
    }
    start..end
}

/// Tells whether a line shows no names by its capitals: all of its letters are large, or most of its words begin so.
fn is_heading(finder: &Finder<'_>, line: Range<usize>) -> bool {
    let words = line.filter_map(|at| Some(finder.tokens.surface(at)).filter(|word| cased(word)));
    let (mut all, mut large, mut shouted) = (0, 0, 0);
    for word in words {
        all += 1;
        large += usize::from(capital(word));
        shouted += usize::from(is_shouted(word));
    }
    all >= 4 && (shouted * 3 >= all * 2 || large * 4 >= all * 3)
}
