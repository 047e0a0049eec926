//! When a page was published, and what that rests on.

use super::shown_date::{DayOrder, Role, ShownDate, shown_dates};
use jiff::civil::Date;
use lang::Packs;
use model::{DateBasis, Given, Moment, Note};

/// What a page says of its dates, place by place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources<'a> {
    /// JSON-LD `datePublished`.
    pub(crate) json_ld: Option<&'a str>,
    /// JSON-LD `dateModified`.
    pub(crate) json_ld_modified: Option<&'a str>,
    /// Meta elements for the time of publication.
    pub(crate) meta: Option<&'a str>,
    /// Meta elements for the time of the last change.
    pub(crate) meta_modified: Option<&'a str>,
    /// Time elements near the headline.
    pub(crate) times: Vec<&'a str>,
    /// Lines near the headline and below the body.
    pub(crate) lines: Vec<&'a str>,
    /// Lines further off.
    pub(crate) far_lines: Vec<&'a str>,
    /// The addresses of the page.
    pub(crate) urls: Vec<&'a str>,
}

/// The dates of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dates {
    /// When it was published.
    pub(crate) date: Option<Moment>,
    /// What that rests on.
    pub(crate) basis: DateBasis,
    /// When it was changed last.
    pub(crate) modified: Option<Moment>,
    /// `date-conflict`, `date-missing`.
    pub(crate) notes: Vec<Note>,
}

/// Finds when a page was published.
///
/// The order of belief is: the caller, JSON-LD, meta elements, a time element, a visible line, the address.
/// JSON-LD that contradicts both the visible line and the meta elements or the address is not believed.
pub(crate) fn published(sources: &Sources<'_>, given: &Given, order: DayOrder, packs: &Packs) -> Dates {
    let json_ld = sources.json_ld.and_then(|text| machine(text, packs));
    let meta = sources.meta.and_then(|text| machine(text, packs));
    let time = sources.times.iter().find_map(|text| machine(text, packs));
    let read = |lines: &[&str]| -> Vec<ShownDate> {
        lines.iter().flat_map(|line| shown_dates(line, order, packs)).collect()
    };
    let mut shown = read(&sources.lines);
    if shown.is_empty() {
        shown = read(&sources.far_lines);
    }
    let shown_published = pick(&shown);
    let address = sources.urls.iter().find_map(|url| in_address(url));
    let mut dates = Dates::default();
    let modified = sources.json_ld_modified.or(sources.meta_modified).and_then(|text| machine(text, packs));
    let shown_modified = shown.iter().find(|date| date.role == Role::Updated).map(|date| date.moment);
    let mut believed = json_ld;
    if let Some(date) = json_ld {
        let against = |other: Option<Moment>| other.is_some_and(|other| !near(date, other));
        let with = |other: Option<Moment>| other.is_some_and(|other| near(date, other));
        let visible = shown_published.map(|date| date.moment).or(time);
        let machine_side = if meta.is_some() { meta } else { address };
        let outvoted = against(visible)
            && (against(machine_side) || (machine_side.is_none() && visible_is_sure(shown_published)));
        if outvoted && !with(machine_side) {
            believed = None;
            dates.notes.push(Note::new(
                "date-conflict",
                format!("JSON-LD says {date}, but the page shows another date; it is not believed"),
            ));
        }
    }
    let candidates = [
        (given.date, DateBasis::Given),
        (believed, DateBasis::JsonLd),
        (meta, DateBasis::Meta),
        (time, DateBasis::TimeElement),
        (shown_published.map(|date| date.moment), DateBasis::Text),
        (address, DateBasis::Url),
    ];
    let captured = given.captured;
    let chosen = candidates.into_iter().find_map(|(date, basis)| {
        let date = date?;
        // Nothing is published after it was captured.
        let late = basis != DateBasis::Given
            && captured.is_some_and(|captured| {
                date.first_day() > captured.last_day().tomorrow().unwrap_or(Date::MAX)
            });
        (!late).then_some((date, basis))
    });
    if let Some((date, basis)) = chosen {
        dates.date = Some(sharpened(date, basis, shown_published));
        dates.basis = basis;
    } else {
        dates.notes.push(Note::new("date-missing", "the page shows no date of publication"));
    }
    dates.modified = modified
        .or(shown_modified)
        .filter(|modified| dates.date.is_none_or(|date| *modified >= date.to_day() && *modified != date));
    dates
}

/// A visible line gives the minute where the better source gives only the day.
fn sharpened(date: Moment, basis: DateBasis, shown: Option<&ShownDate>) -> Moment {
    match (date, shown) {
        (Moment::Day(day), Some(shown)) if basis != DateBasis::Given && shown.moment.day() == Some(day) => {
            shown.moment
        }
        _ => date,
    }
}

fn visible_is_sure(shown: Option<&ShownDate>) -> bool {
    shown.is_some_and(|date| date.role == Role::Published)
}

/// Chooses among the visible dates: one said to be of publication, else a plain one, else the last change.
fn pick(shown: &[ShownDate]) -> Option<&ShownDate> {
    let of = |role: Role| shown.iter().find(|date| date.role == role);
    of(Role::Published)
        .or_else(|| {
            shown.iter().find(|date| date.role == Role::Plain && matches!(date.moment, Moment::Minute(..)))
        })
        .or_else(|| of(Role::Plain))
        .or_else(|| of(Role::Updated))
}

/// Tells whether two dates can be the same but for time zones.
fn near(one: Moment, other: Moment) -> bool {
    let apart = one.first_day().since(other.first_day()).map_or(i32::MAX, |span| span.get_days().abs());
    apart <= 1 || one.compatible(other)
}

/// Reads a date meant for machines: ISO 8601, with some latitude, or as people write it.
fn machine(text: &str, packs: &Packs) -> Option<Moment> {
    let text = text.trim();
    let plausible =
        |moment: &Moment| (1990..=2100).contains(&moment.first_day().year()) && moment.day().is_some();
    let spaced = |text: &str| -> Option<Moment> {
        // `2025-07-14T09:20:00 +0530` and `2025-07-14 09:20:00 UTC` are common.
        let (day, rest) = text.split_once(['T', ' '])?;
        let rest = rest.trim().replace("UTC", "Z").replace("GMT", "Z").replace(' ', "");
        format!("{day}T{rest}").parse().ok()
    };
    text.parse::<Moment>()
        .ok()
        .or_else(|| spaced(text))
        .or_else(|| compact(text))
        .or_else(|| text.get(..10).and_then(|day| day.parse().ok()))
        .or_else(|| shown_dates(text, DayOrder::Unknown, packs).first().map(|date| date.moment))
        .or_else(|| epoch(text))
        .filter(plausible)
}

/// Reads `20250714` and `20250714T092000Z`.
fn compact(text: &str) -> Option<Moment> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = &text[8..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() != 6 {
        return None;
    }
    format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]).parse().ok()
}

/// Reads seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Moment> {
    if !matches!(text.len(), 10 | 13) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let zoned = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(Moment::Minute(
        zoned.date(),
        zoned.time().with().second(0).subsec_nanosecond(0).build().ok()?,
        Some(0),
    ))
}

/// Reads the day out of an address: `/2025/07/14/`, `2025-07-14`, `/20250714/`.
fn in_address(address: &str) -> Option<Moment> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let bytes = path.as_bytes();
    let number = |from: usize, length: usize| -> Option<u32> {
        let digits = path.get(from..from + length)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let day = |year: u32, month: u32, day: u32| -> Option<Moment> {
        let year = i16::try_from(year).ok().filter(|year| (1990..=2100).contains(year))?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Moment::Day)
    };
    (0..bytes.len()).find_map(|at| {
        if at > 0 && bytes[at - 1].is_ascii_digit() || !bytes[at].is_ascii_digit() {
            return None;
        }
        let year = number(at, 4)?;
        let seam = *bytes.get(at + 4)?;
        if matches!(seam, b'/' | b'-' | b'_') {
            let month_length = if number(at + 5, 2).is_some() { 2 } else { 1 };
            let month = number(at + 5, month_length)?;
            let second = at + 5 + month_length;
            if bytes.get(second) != Some(&seam) {
                return None;
            }
            let day_length = if number(second + 1, 2).is_some() { 2 } else { 1 };
            let found = number(second + 1, day_length)?;
            let ends = !bytes.get(second + 1 + day_length).is_some_and(u8::is_ascii_digit);
            return ends.then(|| day(year, month, found))?;
        }
        let ends = !bytes.get(at + 8).is_some_and(u8::is_ascii_digit);
        if ends && at > 0 { day(year, number(at + 4, 2)?, number(at + 6, 2)?) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sources: &Sources<'_>, date: Option<&str>, basis: DateBasis) {
        let found = published(sources, &Given::default(), DayOrder::DayFirst, Packs::embedded());
        assert_eq!((found.date.map(|date| date.to_string()).as_deref(), found.basis), (date, basis));
    }

    #[test]
    fn the_order_of_belief() {
        let all = Sources {
            json_ld: Some("2025-07-14T09:20:00+05:30"),
            meta: Some("2025-07-14"),
            lines: vec!["14 जुलाई 2025, 09:20 AM"],
            urls: vec!["https://lok.example/2025/07/14/pul"],
            ..Sources::default()
        };
        check(&all, Some("2025-07-14T09:20+05:30"), DateBasis::JsonLd);
        check(&Sources { json_ld: None, ..all.clone() }, Some("2025-07-14T09:20"), DateBasis::Meta);
        check(
            &Sources { json_ld: None, meta: None, ..all.clone() },
            Some("2025-07-14T09:20"),
            DateBasis::Text,
        );
        check(
            &Sources { json_ld: None, meta: None, lines: vec![], ..all },
            Some("2025-07-14"),
            DateBasis::Url,
        );
        check(&Sources::default(), None, DateBasis::None);
    }

    #[test]
    fn json_ld_alone_against_all_is_not_believed() {
        let sources = Sources {
            json_ld: Some("2019-01-01"),
            meta: Some("2025-07-14"),
            lines: vec!["14 July 2025"],
            ..Sources::default()
        };
        check(&sources, Some("2025-07-14"), DateBasis::Meta);
        let found = published(&sources, &Given::default(), DayOrder::DayFirst, Packs::embedded());
        assert_eq!(found.notes[0].code, "date-conflict");
    }

    #[test]
    fn loose_machine_dates() {
        let check = |text, expected| {
            assert_eq!(machine(text, Packs::embedded()).map(|m| m.to_string()).as_deref(), expected, "{text}")
        };
        check("2025-07-14T09:20:00 +0530", Some("2025-07-14T09:20+05:30"));
        check("2025-07-14 09:20:00 UTC", Some("2025-07-14T09:20+00:00"));
        check("20250714", Some("2025-07-14"));
        check("Mon, 14 Jul 2025 09:20:00 +0530", Some("2025-07-14T09:20+05:30"));
        check("1752467400", Some("2025-07-14T04:30+00:00"));
        check("0000-00-00", None);
    }

    #[test]
    fn days_in_addresses() {
        let check =
            |url, expected| assert_eq!(in_address(url).map(|m| m.to_string()).as_deref(), expected, "{url}");
        check("https://lok.example/2025/07/14/pul-01", Some("2025-07-14"));
        check("https://lok.example/pul-2025-7-4.html", Some("2025-07-04"));
        check("https://lok.example/20250714/x", Some("2025-07-14"));
        check("https://lok.example/story-12345678", None);
        check("https://lok.example/2025/pul", None);
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,40}", url in "[0-9/:.é-]{0,40}") {
            let _ = (machine(&text, Packs::embedded()), in_address(&url));
        }
    }
}
