//! Voices: the noun phrase that names who speaks.

use crate::names::{capital, cased};
use crate::scene::Scene;
use model::{ChainLink, EntityId, EntityType, LinkRole, SourceKind, Span, Speaker};
use std::ops::Range;
use text::{TokenKind, fold};

/// Somebody who speaks or passes on, as the text names them.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// The tokens that name them.
    pub(crate) range: Range<usize>,
    pub(crate) span: Span,
    pub(crate) entity: Option<EntityId>,
    pub(crate) name: String,
    pub(crate) described: bool,
    pub(crate) role: LinkRole,
    /// Whether a pronoun or a bare role was resolved from the text before.
    pub(crate) resolved: bool,
    /// The letter or statement of theirs in which they say it: `अभियंता के पत्र में`.
    pub(crate) paper: Option<String>,
}

/// Who was met last: what pronouns and bare nouns stand for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recall {
    /// The last person who acted or spoke.
    pub(crate) person: Option<Voice>,
    /// The people who spoke or acted and have names of several words, the last one last.
    pub(crate) people: Vec<Voice>,
    /// The last body that spoke or acted.
    pub(crate) body: Option<Voice>,
    /// The last person whose letter or statement was named.
    pub(crate) author: Option<Voice>,
    /// The outlet whose report was named last, with the word for it, folded: `हार्बर टाइम्स की रिपोर्ट`.
    pub(crate) dispatch: Option<(String, Voice)>,
    /// The outlets that the text has shown to be outlets, the last one last.
    pub(crate) outlets: Vec<Outlet>,
}

/// An outlet that the text has named, or a body that is none although its last word says so.
#[derive(Clone, Debug)]
pub(crate) struct Outlet {
    /// What the text calls it, folded: `एजेंसी`, `अखबार`; empty where it stands without such a word.
    pub(crate) head: String,
    /// Its name; none for a body such as `जांच एजेंसी`.
    pub(crate) voice: Option<Voice>,
}

impl Voice {
    /// Returns the voice as a speaker.
    pub(crate) fn speaker(&self) -> Speaker {
        Speaker {
            span: self.span,
            entity: self.entity.clone(),
            name: self.name.clone(),
            described: self.described,
        }
    }

    /// Returns the voice as links of a chain: the voice, then the paper that it stands in.
    pub(crate) fn links(&self) -> impl Iterator<Item = ChainLink> {
        let own = ChainLink {
            name: self.name.clone(),
            entity: self.entity.clone(),
            role: self.role,
            explicit: true,
        };
        let paper = self.paper.clone().map(|name| ChainLink {
            name,
            entity: None,
            role: LinkRole::Document,
            explicit: true,
        });
        std::iter::once(own).chain(paper)
    }

    /// Tells whether the words of another, which no name goes with, end this one's: `रक्षा मंत्री` and then `मंत्री`.
    pub(crate) fn names(&self, other: &Voice) -> bool {
        other.described && other.entity.is_none() && ends_with_word(&fold(&self.name), &fold(&other.name))
    }

    /// Tells whether both name the same.
    pub(crate) fn same(&self, other: &Voice) -> bool {
        match (&self.entity, &other.entity) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => fold(&self.name) == fold(&other.name),
        }
    }
}

/// The most words of a described source before its head.
const LONGEST_DESCRIPTION: usize = 7;
/// The most words of a name that no rule knows.
const LONGEST_UNKNOWN: usize = 4;

/// Returns the voice that the noun phrase ending before `end` names, not reaching before `floor`.
///
/// `recall` says whom a pronoun stands for.
pub(crate) fn before(scene: &Scene<'_>, end: usize, floor: usize, recall: &Recall) -> Option<Voice> {
    let end = skip_back(scene, end, floor);
    if end <= floor {
        return None;
    }
    if let Some((mention, range)) = scene.mention_ending_at(end) {
        return Some(of_mention(scene, mention.entity.clone(), mention.kind, range));
    }
    if scene.is("pronoun", end - 1) && scene.pack.speech.head_before(scene.tokens, end).is_none() {
        return pronoun(scene, end - 1..end, recall);
    }
    if let Some((head, role)) = scene.pack.speech.head_before(scene.tokens, end)
        && head >= floor
    {
        return described(scene, head, end, role, floor, recall);
    }
    unknown(scene, end, floor)
}

/// Returns the voice that the noun phrase starting at `start` names, and where it ends.
pub(crate) fn after(scene: &Scene<'_>, start: usize, ceiling: usize, recall: &Recall) -> Option<Voice> {
    let mut at = start;
    while at < ceiling && (scene.is("article", at) || is_quote_mark(scene.tokens.surface(at))) {
        at += 1;
    }
    if at >= ceiling {
        return None;
    }
    if scene.is("pronoun", at) {
        return pronoun(scene, at..at + 1, recall);
    }
    // The phrase runs to a small word or a mark; its last mention or head is who speaks.
    let mut end = at;
    let mut best: Option<Voice> = None;
    while end < ceiling && end - at < 10 {
        if let Some((mention, range)) = scene.mention_starting_at(end) {
            end = range.end;
            let country = matches!(mention.kind, EntityType::Norp | EntityType::Loc);
            let genitive = scene.tokens.surface(end) == "'s";
            best = Some(of_mention(scene, mention.entity.clone(), mention.kind, range));
            if !country && !genitive {
                break;
            }
            continue;
        }
        if let Some((head_end, role)) = scene.pack.speech.head_at(scene.tokens, end) {
            let next_is_name = scene.mention_starting_at(head_end).is_some();
            end = head_end;
            if !next_is_name {
                best = described(scene, head_end - 1, head_end, role, at, recall).or(best);
                // `police superintendent Rao`: a name may still follow.
                let named = (end..(end + 3).min(ceiling))
                    .take_while(|at| !scene.is_mark(*at) && !scene.pack.grammar.is_small(scene.tokens, *at))
                    .any(|at| scene.mention_starting_at(at).is_some());
                if !scene.is("genitive", end) && !named {
                    break;
                }
            }
            continue;
        }
        let stops = scene.is_mark(end) && !matches!(scene.tokens.surface(end), "'" | "’" | "-")
            || (scene.pack.grammar.is_small(scene.tokens, end)
                && !scene.is("article", end)
                && !scene.is("genitive", end));
        if stops {
            break;
        }
        end += 1;
    }
    best.or_else(|| {
        let proper = cased(scene.tokens.surface(at)) && capital(scene.tokens.surface(at));
        let end = (at..end).take_while(|at| capital(scene.tokens.surface(*at))).last()? + 1;
        proper.then(|| plain(scene, at..end, LinkRole::Speaker, false)).flatten()
    })
}

pub(crate) fn is_quote_mark(mark: &str) -> bool {
    matches!(mark, "\"" | "'" | "‘" | "’" | "“" | "”" | "*" | "`")
}

/// Steps back over brackets, quotation marks and numbers of notes behind a name.
fn skip_back(scene: &Scene<'_>, mut end: usize, floor: usize) -> usize {
    loop {
        if end <= floor {
            return end;
        }
        let mark = scene.tokens.surface(end - 1);
        if matches!(mark, ")" | "]") {
            let from = (floor..end).rev().take(12).find(|at| matches!(scene.tokens.surface(*at), "(" | "["));
            match from {
                Some(from) if from > floor => end = from,
                _ => return end,
            }
        } else if is_quote_mark(mark) {
            end -= 1;
        } else {
            return end;
        }
    }
}

fn of_mention(scene: &Scene<'_>, id: EntityId, kind: EntityType, range: Range<usize>) -> Voice {
    let entity = scene.entity(&id);
    let role = match (kind, entity.and_then(|entity| entity.source)) {
        (_, Some(SourceKind::Agency)) => LinkRole::Agency,
        (_, Some(SourceKind::Media)) => LinkRole::Media,
        (EntityType::Per, _) => LinkRole::Speaker,
        _ => LinkRole::Official,
    };
    Voice {
        span: scene.tokens.span(range.clone()).unwrap_or(Span::new(0, 0)),
        name: entity.map_or_else(|| scene.surface(range.clone()).to_owned(), |entity| entity.name.clone()),
        range,
        entity: Some(id),
        described: false,
        role,
        resolved: false,
        paper: None,
    }
}

fn pronoun(scene: &Scene<'_>, range: Range<usize>, recall: &Recall) -> Option<Voice> {
    let person = recall.person.as_ref();
    let mut voice = match scene.is("body", range.start) {
        // `It said`: never a person whom the text names.
        true => recall.body.as_ref().or_else(|| person.filter(|voice| voice.entity.is_none())),
        false => person,
    }
    .cloned()?;
    voice.span = scene.tokens.span(range.clone())?;
    voice.range = range;
    voice.resolved = true;
    Some(voice)
}

fn plain(scene: &Scene<'_>, range: Range<usize>, role: LinkRole, described: bool) -> Option<Voice> {
    Some(Voice {
        span: scene.tokens.span(range.clone())?,
        entity: None,
        name: scene.surface(range.clone()).to_owned(),
        range,
        described,
        role,
        resolved: false,
        paper: None,
    })
}

/// Returns the voice of a source that is described by its head word: `वेलमोरा के सरकारी मीडिया`, `an official`.
fn described(
    scene: &Scene<'_>,
    head: usize,
    end: usize,
    role: LinkRole,
    floor: usize,
    recall: &Recall,
) -> Option<Voice> {
    // A paper of somebody's is that somebody's word: `योनहाप की रिपोर्ट`.
    let papers = matches!(role, LinkRole::Document | LinkRole::Media);
    if papers && head > floor && scene.is("genitive", head - 1) {
        let owner = before(scene, head - 1, floor, recall);
        if let Some(mut owner) = owner
            && owner.entity.is_some()
            && !is_place(scene, &owner)
        {
            if role == LinkRole::Document && owner.role == LinkRole::Speaker {
                owner.paper = Some(scene.surface(head..end).to_owned());
            }
            return Some(owner);
        }
    }
    let start = description_start(scene, head, floor);
    if start == head
        && role == LinkRole::Document
        && let Some(author) = &recall.author
        && author.paper.as_deref().is_some_and(|paper| fold(paper) == fold(scene.surface(head..end)))
    {
        let mut voice = author.clone();
        voice.span = scene.tokens.span(head..end)?;
        voice.range = head..end;
        voice.resolved = true;
        return Some(voice);
    }
    if start == head
        && let Some(known) = bare(scene, head, end, role)
    {
        return Some(known);
    }
    // A role with a genitive over a country is a described person; a name inside is not the speaker.
    plain(scene, start..end, role, true)
}

fn is_place(scene: &Scene<'_>, voice: &Voice) -> bool {
    voice.entity.as_ref().and_then(|id| scene.entity(id)).is_some_and(|entity| entity.kind == EntityType::Loc)
}

fn description_start(scene: &Scene<'_>, head: usize, floor: usize) -> usize {
    let mut start = head;
    while start > floor && head - start < LONGEST_DESCRIPTION {
        let at = start - 1;
        if scene.mention_ending_at(start).is_some_and(|(_, range)| range.start >= floor) {
            let (_, range) = scene.mention_ending_at(start).unwrap_or((&scene.mentions[0], at..start));
            start = range.start;
            continue;
        }
        if scene.is("genitive", at) && at > floor {
            // A genitive holds only over a name or a word, never over another small word or a time.
            let owner = at - 1;
            let holds = scene.tokens.items()[owner].kind == TokenKind::Word
                && !scene.pack.grammar.is_small(scene.tokens, owner)
                && scene.time_around(owner).is_none();
            if holds {
                start = at;
                continue;
            }
            break;
        }
        let token = scene.tokens.items()[at];
        let small = scene.pack.grammar.is_small(scene.tokens, at);
        if token.kind == TokenKind::Mark || small || scene.time_around(at).is_some() {
            break;
        }
        if scene.pack.speech.cue_at(scene.tokens, at).is_some() {
            break;
        }
        start = at;
    }
    while start < head && scene.is("genitive", start) {
        start += 1;
    }
    start
}

/// Resolves a bare role by what the text named before: `एजेंसी ने`, `the minister said`.
pub(crate) fn bare(scene: &Scene<'_>, head: usize, end: usize, role: LinkRole) -> Option<Voice> {
    let words = fold(scene.surface(head..end));
    let found = scene.mentions_before(head).take(60).find(|(mention, _)| {
        let Some(entity) = scene.entity(&mention.entity) else { return false };
        let named_so = || entity.names.values().flatten().any(|name| ends_with_word(&fold(name), &words));
        match role {
            LinkRole::Agency => {
                matches!(entity.source, Some(SourceKind::Agency | SourceKind::Service)) || named_so()
            }
            LinkRole::Official => entity.kind == EntityType::Org && named_so(),
            LinkRole::Speaker => {
                entity.kind == EntityType::Per
                    && entity.roles.iter().any(|role| {
                        ends_with_word(&fold(role), &words)
                            || same_office(scene, role, scene.surface(head..end))
                    })
            }
            _ => false,
        }
    });
    let (mention, _) = found?;
    let mut voice = of_mention(scene, mention.entity.clone(), mention.kind, head..end);
    voice.resolved = true;
    Some(voice)
}

/// Tells whether two words are for one office alone: `आईजी`, `पुलिस महानिरीक्षक`.
fn same_office(scene: &Scene<'_>, role: &str, words: &str) -> bool {
    let office = |words: &str| {
        let tokens = text::Tokens::of(words);
        let mut found = scene.packs.offices().find(&tokens).into_iter();
        (found.next(), found.next().is_none())
    };
    match (office(role), office(words)) {
        ((Some(mine), true), (Some(theirs), true)) => mine == theirs,
        _ => false,
    }
}

fn ends_with_word(name: &str, word: &str) -> bool {
    name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

/// Returns the voice of a name that no rule knows: the plain words before the marker.
fn unknown(scene: &Scene<'_>, end: usize, floor: usize) -> Option<Voice> {
    let mut start = end;
    while start > floor && end - start < LONGEST_UNKNOWN + 1 {
        let at = start - 1;
        let token = scene.tokens.items()[at];
        let word = token.kind == TokenKind::Word
            && !scene.pack.grammar.is_small(scene.tokens, at)
            && scene.time_around(at).is_none()
            && (!cased(scene.tokens.surface(at)) || capital(scene.tokens.surface(at)));
        if !word {
            break;
        }
        start = at;
    }
    if start == end || end - start > LONGEST_UNKNOWN {
        return None;
    }
    plain(scene, start..end, LinkRole::Speaker, false)
}
