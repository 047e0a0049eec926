//! The dateline: the place, and often an agency, before the first sentence.
//!
//! It stays in the text; it is only read here.

use super::byline::{Credit, credit};
use super::shown_date::{DayOrder, shown_dates};
use lang::{BylineCue, Packs};
use model::EntityType;
use text::{TokenKind, Tokens, dominant_script};

/// What stands before the first sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The place.
    pub(crate) place: Option<String>,
    /// Agencies credited in it.
    pub(crate) agencies: Vec<String>,
}

/// A dateline is looked for in so many bytes.
const REACH: usize = 240;
/// A place in a dateline has at most so many words.
const MOST_WORDS: usize = 4;

/// Reads the dateline of a paragraph.
///
/// Takes `सियोल: …`, `मॉस्को, 18 अप्रैल (एजेंसी): …`, `SEOUL (Reuters) - …`, `नई दिल्ली। …`.
/// Refuses `International Desk: …` and a lead-in in another script than the text (`Talks in Bresk : …`).
/// Misses a place of more than four words.
pub(crate) fn dateline(paragraph: &str, packs: &Packs) -> Option<Dateline> {
    let mut reach = paragraph.len().min(REACH);
    while !paragraph.is_char_boundary(reach) {
        reach -= 1;
    }
    let head = &paragraph[..reach];
    let (lead, mark, rest) = split(head)?;
    let rest_script = dominant_script(&paragraph[reach - rest.len()..]);
    let alone = rest.trim().is_empty();
    let (outside, inside) = parentheses(lead);
    let agencies: Vec<String> = inside
        .iter()
        .flat_map(|text| text.split(['/', ',', '|']))
        .map(str::trim)
        .filter(|name| credit(name, packs) == Credit::Agency || is_acronym(name))
        .map(str::to_owned)
        .collect();
    let mut parts = outside.split([',', '/', '|', '–', '—']).map(str::trim).filter(|part| !part.is_empty());
    let place = parts.next()?;
    let mut has_date = false;
    let mut more_agencies = Vec::new();
    for part in parts {
        let tokens = Tokens::of(part);
        let dated = tokens.items().iter().any(|token| token.kind == TokenKind::Number)
            || (0..tokens.len()).any(|at| {
                packs.calendar().months().exact(&tokens, at..at + 1).is_some()
                    || packs.calendar().weekdays().exact(&tokens, at..at + 1).is_some()
            });
        has_date |= dated;
        if credit(part, packs) == Credit::Agency {
            more_agencies.push(part.to_owned());
        } else if !dated && tokens.len() > 4 {
            return None;
        }
    }
    let mut agencies = agencies;
    agencies.extend(more_agencies);
    has_date |= !shown_dates(lead, DayOrder::DayFirst, packs).is_empty();
    if credit(place, packs) == Credit::Agency {
        agencies.push(place.to_owned());
        return Some(Dateline { place: None, agencies });
    }
    let sure = has_date || !agencies.is_empty() || !inside.is_empty();
    let fits = is_place(place, mark, sure, packs)
        && (alone
            || rest_script.is_none()
            || dominant_script(place) == rest_script
            || is_known_place(place, packs));
    fits.then(|| Dateline { place: Some(place.to_owned()), agencies })
}

/// Cuts the head of a paragraph at the mark that ends a dateline.
fn split(head: &str) -> Option<(&str, char, &str)> {
    let mut depth = 0u32;
    let mut before = ' ';
    let mut letters = 0;
    for (at, c) in head.char_indices() {
        let after = &head[at + c.len_utf8()..];
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ':' | '।' if before.is_whitespace() || letters > 0 => {
                // A clock is no end: `11:30`.
                let clock = before.is_numeric() && after.chars().next().is_some_and(char::is_numeric);
                return (!clock).then_some((head[..at].trim(), c, after));
            }
            '–' | '—' => return Some((head[..at].trim(), '–', after)),
            '-' if before.is_whitespace() || before == ')' || after.starts_with(char::is_whitespace) => {
                return Some((head[..at].trim(), '–', after));
            }
            '.' if letters > 2 && after.starts_with(' ') && before == ')' => {
                return Some((head[..at].trim(), c, after));
            }
            '.' | '?' | '!' | '"' | '“' if letters > 20 => return None,
            _ => letters += 1,
        }
        if letters > 90 {
            return None;
        }
        before = c;
    }
    None
}

fn parentheses(lead: &str) -> (String, Vec<&str>) {
    let mut outside = String::new();
    let mut inside = Vec::new();
    let mut rest = lead;
    while let Some(open) = rest.find(['(', '[']) {
        outside.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let close = tail.find([')', ']']).unwrap_or(tail.len());
        inside.push(&tail[..close]);
        rest = tail.get(close + 1..).unwrap_or_default();
    }
    outside.push_str(rest);
    (outside, inside)
}

fn is_place(place: &str, mark: char, sure: bool, packs: &Packs) -> bool {
    let tokens = Tokens::of(place);
    let words = tokens.items().iter().filter(|token| token.kind == TokenKind::Word).count();
    if words == 0 || words > MOST_WORDS || tokens.items().iter().any(|token| token.kind == TokenKind::Number)
    {
        return false;
    }
    if let Some(known) = packs.names().exactly(place) {
        return known.kind == EntityType::Loc;
    }
    let cues = packs.bylines().cues();
    let staff = cues.find(&tokens).any(|(_, cue)| {
        matches!(
            cue,
            BylineCue::Desk
                | BylineCue::By
                | BylineCue::Editor
                | BylineCue::Credit
                | BylineCue::Published
                | BylineCue::Updated
        )
    });
    let small = (0..tokens.len()).any(|at| {
        packs.iter().any(|pack| {
            ["verb", "agent", "that", "pronoun", "genitive", "conjunction", "case"]
                .iter()
                .any(|class| pack.grammar.is(class, &tokens, at))
        })
    });
    let furniture = packs.furniture().cues().longest_at(&tokens, 0).is_some();
    if staff || small || furniture {
        return false;
    }
    let cased = place.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let capitals = !place.chars().any(char::is_lowercase);
    if cased {
        let starts = place.chars().next().is_some_and(char::is_uppercase);
        return starts && (capitals || sure) && words <= 3;
    }
    sure || words <= 2 && matches!(mark, ':' | '।' | '–')
}

fn is_known_place(place: &str, packs: &Packs) -> bool {
    packs.names().exactly(place).is_some_and(|known| known.kind == EntityType::Loc)
}

/// Tells whether a name in brackets is made of capitals alone, as agencies' short names are.
fn is_acronym(name: &str) -> bool {
    name.len() <= 6 && name.len() >= 2 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, place: Option<&str>, agencies: &[&str]) {
        let found = dateline(paragraph, Packs::embedded());
        let found = found.map_or((None, Vec::new()), |line| (line.place, line.agencies));
        assert_eq!(
            (found.0.as_deref(), found.1.iter().map(String::as_str).collect::<Vec<_>>()),
            (place, agencies.to_vec()),
            "{paragraph}"
        );
    }

    #[test]
    fn places_before_the_first_sentence() {
        check("सियोल: उत्तर कोरियाई नेता ने बात की।", Some("सियोल"), &[]);
        check("मॉस्को, 18 अप्रैल (एजेंसी): नेता ने बात की।", Some("मॉस्को"), &["एजेंसी"]);
        check("नई दिल्ली। नेता ने बात की।", Some("नई दिल्ली"), &[]);
        check("SEOUL (VCNA) - The leader spoke on Monday.", Some("SEOUL"), &["VCNA"]);
        check("BRESK, Aug 13 — The leader spoke on Monday.", Some("BRESK"), &[]);
        check("मॉस्को:", Some("मॉस्को"), &[]);
    }

    #[test]
    fn lead_ins_are_no_places() {
        check("International Desk: उत्तर कोरिया के नेता ने बात की।", None, &[]);
        check("Putin Kim Jong Un Talks : उत्तर कोरिया के नेता ने बात की।", None, &[]);
        check("किम ने कहा: हम साथ हैं।", None, &[]);
        check("The minister said: nothing has changed.", None, &[]);
        check("Well-known people came.", None, &[]);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(paragraph in "(\\PC|[(),:।–-]|किम|Bresk| ){0,40}") {
            let _ = dateline(&paragraph, Packs::embedded());
        }
    }
}
