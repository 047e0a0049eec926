//! Who made a page: persons and agencies named in a byline or a credit line.

use super::shown_date::{DayOrder, ShownDate, shown_dates};
use lang::{BylineCue, Packs};
use model::{EntityType, SourceKind};
use text::{TokenKind, Tokens};

/// The names that a byline or a credit line gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Byline {
    /// Persons who wrote.
    pub(crate) authors: Vec<String>,
    /// Persons who edited.
    pub(crate) editors: Vec<String>,
    /// Agencies credited.
    pub(crate) agencies: Vec<String>,
    /// Whether the line holds words that only bylines hold (`By`, `डेस्क`).
    pub(crate) is_certain: bool,
}

/// What one name in a byline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credit {
    /// A person.
    Person,
    /// An agency.
    Agency,
    /// A desk, an outlet, or a word for staff.
    Desk,
    /// Neither.
    Nothing,
}

/// Reads the names out of a byline.
pub(crate) fn byline(line: &str, packs: &Packs) -> Byline {
    byline_around(line, &shown_dates(line, DayOrder::DayFirst, packs), packs)
}

/// Reads the names out of a byline whose dates are known.
pub(crate) fn byline_around(line: &str, dates: &[ShownDate], packs: &Packs) -> Byline {
    let mut found = Byline::default();
    let mut from = 0;
    let mut role = None;
    for date in dates {
        read(&line[from..date.range.start], &mut role, &mut found, packs);
        from = date.range.end;
    }
    read(&line[from..], &mut role, &mut found, packs);
    found
}

fn read(part: &str, role: &mut Option<BylineCue>, found: &mut Byline, packs: &Packs) {
    let tokens = Tokens::of(part);
    let cues = packs.bylines().cues();
    let mut name_from: Option<usize> = None;
    let mut at = 0;
    while at < tokens.len() {
        let cue = cues.longest_at(&tokens, at).map(|(end, cue)| (end, *cue));
        match cue {
            Some((
                end,
                cue @ (BylineCue::By
                | BylineCue::Editor
                | BylineCue::Credit
                | BylineCue::Published
                | BylineCue::Updated
                | BylineCue::ReadTime),
            )) => {
                close(&tokens, name_from.take(), at, *role, found, packs);
                *role = Some(cue);
                found.is_certain = true;
                at = end;
                continue;
            }
            Some((end, BylineCue::Joins)) => {
                close(&tokens, name_from.take(), at, *role, found, packs);
                at = end;
                continue;
            }
            _ => {}
        }
        let splits = tokens.items()[at].kind == TokenKind::Mark
            && !matches!(tokens.surface(at), "." | "-" | "'" | "’" | "@");
        if splits {
            close(&tokens, name_from.take(), at, *role, found, packs);
        } else if name_from.is_none() {
            name_from = Some(at);
        }
        at += 1;
    }
    close(&tokens, name_from, tokens.len(), *role, found, packs);
}

fn close(
    tokens: &Tokens<'_>,
    from: Option<usize>,
    to: usize,
    role: Option<BylineCue>,
    found: &mut Byline,
    packs: &Packs,
) {
    let Some(span) = from.and_then(|from| tokens.span(from..to)) else { return };
    let name = span
        .of(tokens.text())
        .unwrap_or_default()
        .trim_matches(|c: char| c == '.' || c == '-' || c.is_whitespace());
    let list = match credit(name, packs) {
        Credit::Agency => &mut found.agencies,
        Credit::Desk => {
            found.is_certain = true;
            return;
        }
        Credit::Person => match role {
            Some(BylineCue::Editor) => &mut found.editors,
            Some(BylineCue::By) | None => &mut found.authors,
            _ => return,
        },
        Credit::Nothing => return,
    };
    if !list.iter().any(|known| known == name) {
        list.push(name.to_owned());
    }
}

/// Tells what a name in a byline is.
pub(crate) fn credit(name: &str, packs: &Packs) -> Credit {
    let name = name.trim();
    if name.is_empty()
        || name.len() > 120
        || name.contains("://")
        || name.contains("www.")
        || name.contains('@')
    {
        return Credit::Nothing;
    }
    let tokens = Tokens::of(name);
    let known = packs.names().names().exact(&tokens, 0..tokens.len());
    if let Some(known) = known.and_then(|hit| packs.names().entity(&hit.key)) {
        return match (known.source, known.kind) {
            (Some(SourceKind::Agency), _) => Credit::Agency,
            (_, EntityType::Per) => Credit::Person,
            (Some(_), _) => Credit::Desk,
            _ => Credit::Nothing,
        };
    }
    let cues: Vec<BylineCue> = packs.bylines().cues().find(&tokens).map(|(_, cue)| *cue).collect();
    let calendar = |at: usize| {
        packs.iter().any(|pack| {
            pack.calendar.weekdays().exact(&tokens, at..at + 1).is_some()
                || pack.calendar.months().exact(&tokens, at..at + 1).is_some()
        })
    };
    if tokens.len() == 1 && calendar(0) {
        return Credit::Nothing;
    }
    if cues.contains(&BylineCue::Agency) {
        return Credit::Agency;
    }
    if cues.contains(&BylineCue::Desk) {
        return Credit::Desk;
    }
    if tokens.items().iter().any(|token| token.kind == TokenKind::Number) {
        return Credit::Nothing;
    }
    let words: Vec<&str> = (0..tokens.len())
        .filter(|at| tokens.items()[*at].kind == TokenKind::Word)
        .map(|at| tokens.surface(at))
        .collect();
    let capital = |word: &&str| !word.chars().next().is_some_and(char::is_lowercase);
    let persons = (1..=6).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.iter().filter(|word| capital(word)).count() * 2 >= words.len()
        && words.iter().any(|word| word.chars().nth(1).is_some());
    if persons { Credit::Person } else { Credit::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, authors: &[&str], editors: &[&str], agencies: &[&str]) {
        let found = byline(line, Packs::embedded());
        assert_eq!(
            (found.authors, found.editors, found.agencies),
            (owned(authors), owned(editors), owned(agencies)),
            "{line}"
        );
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn persons_are_authors() {
        check("By Mira Sahay and Tobin Krell", &["Mira Sahay", "Tobin Krell"], &[], &[]);
        check("Edited By Tanuja,Updated: 30 Nov, 2024 11:26 AM", &[], &["Tanuja"], &[]);
        check("मीरा सहाय, तोबिन क्रेल", &["मीरा सहाय", "तोबिन क्रेल"], &[], &[]);
    }

    #[test]
    fn desks_are_no_authors() {
        check("International Desk", &[], &[], &[]);
        check("न्यूज डेस्क, देवनार", &["देवनार"], &[], &[]);
        check("By Staff Reporter | Published: 13 Aug 2025, 11:03 IST", &[], &[], &[]);
    }

    #[test]
    fn agencies_are_credited() {
        check("वरुणा समाचार एजेंसी", &[], &[], &["वरुणा समाचार एजेंसी"]);
        check("Source: Orbis News Agency", &[], &[], &["Orbis News Agency"]);
    }
}
