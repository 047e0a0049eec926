//! Names that speak: `Devika Rao said`, `said Devika Rao`, `Devika Rao, the engineer, …`.

use super::{Finder, capital, cased};
use model::{EntityType, Rule};

const RULE: Rule = Rule::new("name-that-speaks");

/// The fewest and the most words of such a name.
const WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// Takes two to four capitalised words in a row as a person where a cue of speech or a role stands beside them.
///
/// Only scripts with capitals show where such a name begins. Refuses words of which the last is a head of bodies
/// (`Jal Sathi Front said`) titles alone
/// (`Deputy Prime Minister said`) and single words, which begin sentences.
pub(super) fn find(finder: &mut Finder<'_>) {
    let tokens = finder.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let surface = tokens.surface(at);
        if !(cased(surface) && capital(surface) && finder.namelike(at)) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < tokens.len() && capital(tokens.surface(end)) && finder.namelike(end) {
            end += 1;
        }
        let speech = &finder.pack.speech;
        // `Midwife Sarla Baiga`: what somebody does is no part of the name.
        let calling = end - at > 2 && finder.pack.around.is_calling(tokens, at);
        let range = at + usize::from(calling)..end;
        at = end;
        let body = speech.head_before(tokens, end).is_some_and(|(head, _)| head >= range.start);
        // `Deputy Prime Minister said`: a title alone.
        let titles = finder.packs.names().titles();
        let title = (range.start..end).any(|start| titles.exact(tokens, start..end).is_some());
        if !WORDS.contains(&range.len()) || body || title {
            continue;
        }
        let speaks = speech.cue_at(tokens, end).is_some();
        let spoken = (range.start.saturating_sub(2)..range.start)
            .any(|cue| speech.cue_at(tokens, cue).is_some_and(|(cue_end, _)| cue_end == range.start));
        let role = tokens.surface(end) == "," && {
            let mut next = end + 1;
            while finder.pack.grammar.is("article", tokens, next) {
                next += 1;
            }
            let last = (next + 4).min(tokens.len());
            // What stands behind another name tells of that one.
            (next..last).take_while(|at| finder.free(*at..*at + 1)).any(|at| {
                speech.head_at(tokens, at).is_some_and(|(_, role)| role == model::LinkRole::Speaker)
                    || finder.packs.names().title_at(tokens, at).is_some()
            })
        };
        // `An engineer, Devika Rao, said`: the role stands before.
        let apposed = range.start > 1
            && tokens.surface(range.start - 1) == ","
            && (range.start.saturating_sub(7)..range.start - 1).any(|at| {
                speech.head_at(tokens, at).is_some_and(|(_, role)| role == model::LinkRole::Speaker)
                    || finder.packs.names().title_at(tokens, at).is_some()
            })
            && tokens.surface(end) == ",";
        if speaks || spoken || role || apposed {
            let name = finder.surface(range.clone()).to_owned();
            let id = finder.entity_for(EntityType::Per, &name, "");
            finder.take(range, EntityType::Per, id, RULE);
        }
    }
}
