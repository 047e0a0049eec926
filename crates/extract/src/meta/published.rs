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
    /// Meta elements for some date of the page: `date`, `dcterms.date`.
    pub(crate) meta_some: Option<&'a str>,
    /// Meta elements for the time of the last change.
    pub(crate) meta_modified: Option<&'a str>,
    /// Time elements near the headline.
    pub(crate) times: Vec<&'a str>,
    /// Elements near the headline, or below the body, whose markup says that they hold a date.
    pub(crate) marked: Vec<&'a str>,
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
/// The order of belief is: the caller, JSON-LD, meta elements, a time element, a visible line, an element marked as
/// a date, JSON-LD that is written for people (site builders put the day of the last build there), a meta element
/// for some date, the address, a line further off.
/// JSON-LD that contradicts both the visible line and the meta elements or the address is not believed.
pub(crate) fn published(sources: &Sources<'_>, given: &Given, order: DayOrder, packs: &Packs) -> Dates {
    let read = |lines: &[&str]| -> Vec<ShownDate> {
        lines.iter().flat_map(|line| shown_dates(line, order, packs)).collect()
    };
    let machine = |text: &str| machine(text, order, packs);
    let said = sources.json_ld.and_then(machine);
    let strict = sources.json_ld.is_some_and(|text| !text.trim().starts_with(|c: char| c.is_alphabetic()));
    let (json_ld, written) = if strict { (said, None) } else { (None, said) };
    let meta = sources.meta.and_then(machine);
    let some = sources.meta_some.and_then(machine);
    let time = sources.times.iter().find_map(|text| machine(text));
    let mut shown = read(&sources.lines);
    let marked = read(&sources.marked);
    let far = if shown.is_empty() && marked.is_empty() { read(&sources.far_lines) } else { Vec::new() };
    let plain = |dates: &[ShownDate]| dates.iter().any(|date| date.role != Role::Updated);
    // A line that tells only of a change gives way to an element that tells of the day.
    if !plain(&shown) && plain(&marked) {
        let changes = std::mem::take(&mut shown);
        shown.extend(marked.iter().cloned());
        shown.extend(changes);
    }
    let shown_published = pick(&shown).or_else(|| pick(&marked));
    let address = sources.urls.iter().find_map(|url| in_address(url).or_else(|| in_words(url, packs)));
    let mut dates = Dates::default();
    let modified = sources.json_ld_modified.or(sources.meta_modified).and_then(machine);
    let changes = || shown.iter().chain(&marked).chain(&far);
    let shown_modified = changes().find(|date| date.role == Role::Updated).map(|date| date.moment);
    let mut believed = json_ld;
    if let Some(date) = json_ld {
        let against = |other: Option<Moment>| other.is_some_and(|other| !near(date, other));
        let with = |other: Option<Moment>| other.is_some_and(|other| near(date, other));
        let visible = shown_published.map(|date| date.moment).or(time);
        let machine_side = meta.or(some).or(address);
        let shown_with = shown.iter().chain(&marked).any(|other| near(date, other.moment));
        let outvoted = against(visible)
            && (against(machine_side) || (machine_side.is_none() && visible_is_sure(shown_published)));
        if outvoted && !with(machine_side) && !shown_with {
            believed = None;
            dates.notes.push(Note::new(
                "date-conflict",
                format!("JSON-LD says {date}, but the page shows another date; it is not believed"),
            ));
        }
    }
    // A day that the meta elements, with a zone of their own, and the page agree on is no matter of zones.
    let visible_day = shown_published.and_then(|shown| shown.moment.day());
    let zoned = |date: Moment| matches!(date, Moment::Minute(_, _, Some(minutes)) if minutes != 0);
    if let (Some(date), Some(other)) = (believed, meta)
        && zoned(date)
        && zoned(other)
        && date.day() != other.day()
        && other.day() == visible_day
    {
        believed = None;
    }
    let moment = |shown: Option<&ShownDate>| shown.map(|date| date.moment);
    let candidates = [
        (given.date, DateBasis::Given),
        (believed, DateBasis::JsonLd),
        (meta, DateBasis::Meta),
        (time, DateBasis::TimeElement),
        (moment(shown_published.filter(|date| date.role != Role::Updated)), DateBasis::Text),
        (written, DateBasis::JsonLd),
        (moment(shown_published), DateBasis::Text),
        (some, DateBasis::Meta),
        (address, DateBasis::Url),
        (moment(pick(&far)), DateBasis::Text),
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
        let as_shown = shown_published.is_some_and(|shown| shown.moment.day() == date.day());
        let plain = shown_published.filter(|shown| shown.role != Role::Updated);
        let address = address.filter(|_| !as_shown);
        let local = [moment(plain), address].into_iter().flatten().find_map(|shown| in_place(date, shown));
        dates.date = Some(match local {
            Some(local) if basis != DateBasis::Given => local,
            _ => sharpened(date, basis, shown_published),
        });
        dates.basis = basis;
    } else {
        dates.notes.push(Note::new("date-missing", "the page shows no date of publication"));
    }
    dates.modified = modified
        .or(shown_modified)
        .filter(|modified| dates.date.is_none_or(|date| *modified >= date.to_day() && *modified != date));
    dates
}

/// Returns a moment given in UTC as the outlet's clock shows it, where a date shown tells that it differs.
///
/// `2022-11-06T23:00Z` on a page that shows 7 November was published on the 7th. With a time of day the offset follows.
fn in_place(date: Moment, shown: Moment) -> Option<Moment> {
    let (Moment::Minute(day, time, Some(0)), Some(local)) = (date, shown.day()) else { return None };
    let apart = local.since(day).ok()?.get_days();
    let hour = time.hour();
    // The day after is possible east of Greenwich late in the day, the day before west of it early.
    if !((apart == 1 && hour >= 10) || (apart == -1 && hour <= 8)) {
        return None;
    }
    if let Moment::Minute(_, clock, None) = shown {
        let minutes = |time: jiff::civil::Time| i16::from(time.hour()) * 60 + i16::from(time.minute());
        let offset = minutes(clock) - minutes(time) + i16::try_from(apart).ok()? * 24 * 60;
        let is_zone = offset % 15 == 0 && (-12 * 60..=14 * 60).contains(&offset);
        return is_zone.then_some(Moment::Minute(local, clock, Some(offset)));
    }
    Some(Moment::Day(local))
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
fn machine(text: &str, order: DayOrder, packs: &Packs) -> Option<Moment> {
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
        .or_else(|| shown_dates(text, order, packs).first().map(|date| date.moment))
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
    let day = format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    // `T00:38:07Z` and `T003807Z`
    let clock = rest.strip_prefix('T').and_then(|rest| {
        let bare = rest.get(..4)?.bytes().all(|byte| byte.is_ascii_digit());
        let clock =
            if bare { format!("{}:{}{}", &rest[..2], &rest[2..4], rest.get(6..)?) } else { rest.to_owned() };
        format!("{day}T{clock}").parse().ok()
    });
    clock.or_else(|| day.parse().ok())
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

/// Reads the day out of an address that names the month: `/2025/jul/14/`, `/2025/july/14/`.
fn in_words(address: &str, packs: &Packs) -> Option<Moment> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let parts: Vec<&str> = path.split('/').skip(3).take(16).collect();
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let fits = year.len() == 4
            && is_number(year, 4)
            && is_number(day, 2)
            && month.len() >= 3
            && month.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !fits {
            return None;
        }
        let written = format!("{day} {month} {year}");
        let found = shown_dates(&written, DayOrder::DayFirst, packs).into_iter().next()?;
        found.moment.day().filter(|found| i32::from(found.year()).to_string() == *year).map(Moment::Day)
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
    fn addresses_may_name_the_month() {
        let check = |url: &str, date: Option<&str>| {
            let basis = if date.is_some() { DateBasis::Url } else { DateBasis::None };
            check(&Sources { urls: vec![url], ..Sources::default() }, date, basis);
        };
        check("https://lok.example/world/2025/jul/14/dam-talks-end", Some("2025-07-14"));
        check("https://lok.example/2025/october/03/how-many-rivers", Some("2025-10-03"));
        check("https://lok.example/2025/may/dam-talks-end", None);
        check("https://lok.example/2025/dam/14/talks-end", None);
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
    fn a_date_in_utc_is_the_day_that_the_page_shows() {
        let late = Sources { json_ld: Some("2022-11-06T23:00:00Z"), ..Sources::default() };
        check(&late, Some("2022-11-06T23:00+00:00"), DateBasis::JsonLd);
        check(
            &Sources { urls: vec!["https://lok.example/2022/11/07/pul"], ..late.clone() },
            Some("2022-11-07"),
            DateBasis::JsonLd,
        );
        check(
            &Sources { lines: vec!["7 Nov 2022, 00:00"], ..late.clone() },
            Some("2022-11-07T00:00+01:00"),
            DateBasis::JsonLd,
        );
        let noon = Sources { json_ld: Some("2022-11-06T08:00:00Z"), ..late };
        check(
            &Sources { lines: vec!["7 Nov 2022"], ..noon },
            Some("2022-11-06T08:00+00:00"),
            DateBasis::JsonLd,
        );
    }

    #[test]
    fn a_day_that_meta_elements_and_the_page_agree_on_wins() {
        let sources = Sources {
            json_ld: Some("2020-09-29T22:40:00-07:00"),
            meta: Some("2020-09-30T02:00:07-07:00"),
            lines: vec!["Sep 30, 2020"],
            ..Sources::default()
        };
        check(&sources, Some("2020-09-30T02:00-07:00"), DateBasis::Meta);
        check(&Sources { lines: vec![], ..sources }, Some("2020-09-29T22:40-07:00"), DateBasis::JsonLd);
    }

    #[test]
    fn a_day_of_the_last_build_gives_way() {
        let built = Sources { json_ld: Some("Nov 05, 2025"), ..Sources::default() };
        check(&built, Some("2025-11-05"), DateBasis::JsonLd);
        check(
            &Sources { lines: vec!["January 31, 2024"], ..built.clone() },
            Some("2024-01-31"),
            DateBasis::Text,
        );
        check(&Sources { marked: vec!["January 31, 2024"], ..built }, Some("2024-01-31"), DateBasis::Text);
        let some = Sources { meta_some: Some("2020-02-12"), ..Sources::default() };
        check(&some, Some("2020-02-12"), DateBasis::Meta);
        check(&Sources { lines: vec!["05.02.2020 - desk"], ..some }, Some("2020-02-05"), DateBasis::Text);
    }

    #[test]
    fn a_marked_day_beats_a_line_about_a_change() {
        let sources = Sources {
            lines: vec!["Updated: 2 January 2026"],
            marked: vec!["22 December 2022", "Updated: 2 January 2026"],
            ..Sources::default()
        };
        check(&sources, Some("2022-12-22"), DateBasis::Text);
    }

    #[test]
    fn loose_machine_dates() {
        let check = |text, expected| {
            assert_eq!(
                machine(text, DayOrder::Unknown, Packs::embedded()).map(|m| m.to_string()).as_deref(),
                expected,
                "{text}"
            )
        };
        check("2025-07-14T09:20:00 +0530", Some("2025-07-14T09:20+05:30"));
        check("2025-07-14 09:20:00 UTC", Some("2025-07-14T09:20+00:00"));
        check("20250714", Some("2025-07-14"));
        check("20250714T09:20:00Z", Some("2025-07-14T09:20+00:00"));
        check("20250714T092000Z", Some("2025-07-14T09:20+00:00"));
        check("20250714T0", Some("2025-07-14"));
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
            let _ = (machine(&text, DayOrder::Unknown, Packs::embedded()), in_address(&url));
        }
    }
}
