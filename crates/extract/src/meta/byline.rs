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
    /// Whether the line says that a person wrote it (`By Mira Sahay`).
    pub(crate) is_signed: bool,
    /// Whether the line holds names and what belongs to them, and nothing else.
    pub(crate) is_names: bool,
}

impl Byline {
    /// Tells whether nobody is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.authors.is_empty() && self.editors.is_empty() && self.agencies.is_empty()
    }
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
    let mut found = Byline { is_names: true, ..Byline::default() };
    let mut from = 0;
    let mut role = None;
    for date in dates {
        read(&line[from..date.range.start], &mut role, &mut found, packs);
        from = date.range.end;
    }
    read(&line[from..], &mut role, &mut found, packs);
    found
}

/// Returns the names in a text that is declared to name the author: `Mira Sahay and Tobin Krell`.
///
/// What is declared is believed, so a nickname (`river_girl`) is a name here. What stands behind a comma and says what
/// somebody is comes off.
pub(crate) fn names_in(text: &str, packs: &Packs) -> Vec<String> {
    let text = text.split(" | ").next().unwrap_or(text).trim();
    if text.is_empty()
        || text.len() > 300
        || text.contains("://")
        || text.contains("www.")
        || text.contains('@')
    {
        return Vec::new();
    }
    let tokens = Tokens::of(text);
    let opens = (packs.bylines().openings().longest_at(&tokens, 0).map(|(end, ())| end))
        .or_else(|| match packs.bylines().cues().longest_at(&tokens, 0) {
            Some((end, BylineCue::By)) => Some(end),
            _ => None,
        })
        .filter(|end| *end < tokens.len())
        .unwrap_or(0);
    let mut names = Vec::new();
    let mut from = opens;
    for at in opens..=tokens.len() {
        let join = (at > from && at < tokens.len()).then(|| join_at(&tokens, from, at, packs)).flatten();
        let mark = at < tokens.len()
            && tokens.items()[at].kind == TokenKind::Mark
            && matches!(tokens.surface(at), ";" | "/" | "&" | "、" | "，" | "،");
        if at == tokens.len() || mark || join.is_some() {
            if let Some(span) = (from < at).then(|| tokens.span(from..at)).flatten() {
                names.extend(without_roles(span.of(text).unwrap_or_default(), packs));
            }
            from = join.unwrap_or(at + 1);
        } else if at < from {
            continue;
        }
    }
    names
}

/// Cuts names at commas where each part is a whole name, and takes off parts that say what somebody is.
fn without_roles(text: &str, packs: &Packs) -> Vec<String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let whole =
        |part: &&str| part.split_whitespace().nth(1).is_some() && credit(part, packs) == Credit::Person;
    // An editor's short mark comes off: `Mira Sahay (ms)`.
    let unmarked = |part: &str| match part.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((name, mark)) if mark.chars().count() <= 4 && !mark.chars().any(char::is_uppercase) => {
            name.to_owned()
        }
        _ => part.to_owned(),
    };
    let plain = |part: &str| unmarked(part.trim_matches(|c: char| c == '-' || c == '•' || c.is_whitespace()));
    let closed = |part: &str| part.matches('(').count() == part.matches(')').count();
    let named = |part: &&str| part.chars().any(char::is_alphabetic) && closed(part) && !part.starts_with('(');
    match parts.as_slice() {
        [] => Vec::new(),
        [one] => Some(plain(one)).filter(|one| named(&one.as_str())).into_iter().collect(),
        [first, rest @ ..] if whole(first) => {
            let others = rest.iter().filter(|part| named(part) && !part.contains(':'));
            let others = others.filter(|part| whole(part) || credit(part, packs) == Credit::Agency);
            std::iter::once(first).chain(others).map(|part| plain(part)).collect()
        }
        _ => vec![plain(text)],
    }
}

/// Returns where the words that join two names end, if such words stand at a token.
///
/// `Ortega y Gasset` is one name: both sides must be whole, or single words both.
fn join_at(tokens: &Tokens<'_>, from: usize, at: usize, packs: &Packs) -> Option<usize> {
    let (end, ()) = packs.bylines().joins().longest_at(tokens, at)?;
    // `E.` is an initial.
    let small = !tokens.surface(at).chars().next().is_some_and(char::is_uppercase);
    if !small || tokens.items().get(end).is_some_and(|_| tokens.surface(end) == ".") {
        return None;
    }
    let word = |at: usize| tokens.items()[at].kind == TokenKind::Word;
    let left = (from..at).filter(|at| word(*at)).count();
    let stop = (end..tokens.len())
        .find(|at| {
            (!word(*at) && !matches!(tokens.surface(*at), "." | "-" | "'" | "’"))
                || packs.bylines().joins().longest_at(tokens, *at).is_some()
        })
        .unwrap_or(tokens.len());
    let right = (end..stop).filter(|at| word(*at)).count();
    let body = || {
        let name = tokens.span(end..stop).and_then(|span| span.of(tokens.text())).unwrap_or_default();
        matches!(credit(name, packs), Credit::Agency | Credit::Desk)
    };
    ((left >= 2 && right >= 2) || (left == 1 && right == 1) || (right > 0 && body())).then_some(end)
}

fn read(part: &str, role: &mut Option<BylineCue>, found: &mut Byline, packs: &Packs) {
    let tokens = Tokens::of(part);
    let book = packs.bylines();
    let mut name_from: Option<usize> = None;
    let mut at = 0;
    while at < tokens.len() {
        let opens = at == 0 || tokens.items()[at - 1].kind == TokenKind::Mark;
        if opens && let Some((end, ())) = book.openings().longest_at(&tokens, at) {
            close(&tokens, name_from.take(), at, *role, found, packs);
            *role = Some(BylineCue::By);
            at = end;
            continue;
        }
        let cue = book.cues().longest_at(&tokens, at).map(|(end, cue)| (end, *cue));
        if let Some((
            end,
            cue @ (BylineCue::By
            | BylineCue::Editor
            | BylineCue::Credit
            | BylineCue::Published
            | BylineCue::Updated
            | BylineCue::ReadTime),
        )) = cue
        {
            close(&tokens, name_from.take(), at, *role, found, packs);
            *role = Some(cue);
            found.is_certain = true;
            at = end;
            continue;
        }
        if let Some(from) = name_from
            && let Some(end) = join_at(&tokens, from, at, packs)
        {
            close(&tokens, name_from.take(), at, *role, found, packs);
            at = end;
            continue;
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
    let Some(from) = from else { return };
    let mut to = to;
    // `David at`, `Mira Sahay on Tuesday`
    while to > from + 1 && trails(tokens, to - 1, packs) {
        to -= 1;
    }
    let Some(span) = tokens.span(from..to) else { return };
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
            Some(BylineCue::By) => {
                found.is_signed = true;
                &mut found.authors
            }
            None => &mut found.authors,
            _ => return,
        },
        Credit::Nothing => {
            found.is_names = false;
            return;
        }
    };
    if !list.iter().any(|known| known == name) {
        list.push(name.to_owned());
    }
}

/// Tells whether a name is written in a script with capitals.
fn is_cased(name: &str) -> bool {
    name.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// Tells whether a word may stand between a name and a date: it belongs to the date.
fn trails(tokens: &Tokens<'_>, at: usize, packs: &Packs) -> bool {
    let small = !tokens.surface(at).chars().next().is_some_and(char::is_uppercase);
    (small && packs.bylines().cues().exact(tokens, at..at + 1) == Some(&BylineCue::Filler))
        || packs.calendar().weekdays().exact(tokens, at..at + 1).is_some()
        || packs.calendar().months().exact(tokens, at..at + 1).is_some()
}

/// Tells whether a name is written as a person's whole name is: two to five words, capitals at both ends where the
/// script has them, and nothing but short words between without.
pub(crate) fn is_full_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    let marks = |c: char| {
        !(c.is_alphabetic() || text::script::is_word_char(c) || matches!(c, ' ' | '.' | '-' | '’' | '\''))
    };
    let spaced = is_cased(name) || words.len() > 1;
    if !spaced {
        return (2..=6).contains(&name.chars().count()) && !name.chars().any(marks);
    }
    let [first, between @ .., last] = words.as_slice() else { return false };
    between.len() <= 3
        && !small(first)
        && !small(last)
        && between.iter().all(|word| !small(word) || word.chars().count() <= 4)
        && !name.chars().any(|c| marks(c) || c.is_numeric())
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
        packs.calendar().weekdays().exact(&tokens, at..at + 1).is_some()
            || packs.calendar().months().exact(&tokens, at..at + 1).is_some()
    };
    let weekday = packs.calendar().weekdays().exact(&tokens, 0..tokens.len()).is_some();
    if weekday || (tokens.len() == 1 && calendar(0)) {
        return Credit::Nothing;
    }
    if cues.contains(&BylineCue::Agency) {
        return Credit::Agency;
    }
    if cues.contains(&BylineCue::Desk) {
        return Credit::Desk;
    }
    let furniture = packs.furniture().cues().longest_at(&tokens, 0);
    let rights = |(end, cues): (usize, &Vec<lang::FurnitureCue>)| {
        end == tokens.len() || cues.iter().any(|cue| cue.kind == model::FurnitureKind::Copyright)
    };
    if furniture.is_some_and(rights) {
        return Credit::Nothing;
    }
    if cues.contains(&BylineCue::Role) || tokens.items().iter().any(|token| token.kind == TokenKind::Number) {
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
        && (words.iter().any(|word| word.chars().nth(1).is_some()) || words.len() >= 2 && !is_cased(name));
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
    fn bylines_of_many_languages() {
        check("von Dr. Max Ohlert", &["Dr. Max Ohlert"], &[], &[]);
        check("Por Mira Sahay y Tobin Krell", &["Mira Sahay", "Tobin Krell"], &[], &[]);
        check("Por Laura Ortega y Gasset", &["Laura Ortega y Gasset"], &[], &[]);
        check("Par Mira Sahay, publié le 3 août 2024", &["Mira Sahay"], &[], &[]);
        check("(责编：李明、王芳)", &[], &["李明", "王芳"], &[]);
        check("Gustavo E. Krell", &["Gustavo E. Krell"], &[], &[]);
        check("Editor : Mira Sahay", &[], &["Mira Sahay"], &[]);
        check("Ursula von der Weyden", &["Ursula von der Weyden"], &[], &[]);
    }

    #[test]
    fn declared_authors_are_parted() {
        let check =
            |text, expected: &[&str]| assert_eq!(names_in(text, Packs::embedded()), expected, "{text}");
        check("Mira Sahay and Tobin Krell", &["Mira Sahay", "Tobin Krell"]);
        check("Von Mira Sahay und Tobin Krell", &["Mira Sahay", "Tobin Krell"]);
        check("Mira Sahay, Tobin Krell", &["Mira Sahay", "Tobin Krell"]);
        check("Mira Sahay, Founder and CEO", &["Mira Sahay"]);
        check("Mira Sahay (ms)", &["Mira Sahay"]);
        check("Mira Sahay, (Image: Varuna Images/Stock)", &["Mira Sahay"]);
        check("(Image: Varuna Images)", &[]);
        check("river_girl", &["river_girl"]);
        check("https://lok.example/mira", &[]);
    }

    #[test]
    fn desks_are_no_authors() {
        check("International Desk", &[], &[], &[]);
        check("न्यूज डेस्क, देवनार", &["देवनार"], &[], &[]);
        check("By Staff Reporter | Published: 13 Aug 2025, 11:03 IST", &[], &[], &[]);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(line in "(By |Von |und |, |\\(|\\)|/|\\.|Mira|Sahay|मीरा|责编|：|é|\\PC){0,24}") {
            let _ = (byline(&line, Packs::embedded()), names_in(&line, Packs::embedded()), is_full_name(&line));
        }
    }

    #[test]
    fn agencies_are_credited() {
        check("वरुणा समाचार एजेंसी", &[], &[], &["वरुणा समाचार एजेंसी"]);
        check("Source: Orbis News Agency", &[], &[], &["Orbis News Agency"]);
    }
}
