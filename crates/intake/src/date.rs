//! Dates that come with a page: ISO 8601 as the contract asks for, and the form that RSS and HTTP use.

use model::Moment;

/// Returns the moment that the text names, in ISO 8601 or in the form of [RFC 822] and its successors.
///
/// [RFC 822]: https://www.rfc-editor.org/rfc/rfc5322#section-3.3
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    text.parse().ok().or_else(|| mail_date(text))
}

/// Reads `Wed, 13 Aug 2025 11:03:00 +0530`: weekday, time, seconds and zone may be missing.
fn mail_date(text: &str) -> Option<Moment> {
    let mut fields = text.split([' ', '\t', ',', '\n', '\r']).filter(|field| !field.is_empty()).peekable();
    fields.next_if(|field| field.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.'));
    let day: u8 = fields.next().filter(|field| field.len() <= 2)?.parse().ok()?;
    let month = month(fields.next()?)?;
    let year = year(fields.next()?)?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(clock) = fields.next() else { return date.parse().ok() };
    let (hour, rest) = clock.split_once(':')?;
    let minute = rest.split(':').next()?;
    let zone = fields.next().and_then(zone).unwrap_or_default();
    format!("{date}T{hour:0>2}:{minute}{zone}").parse().ok()
}

fn month(name: &str) -> Option<usize> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?;
    MONTHS.iter().position(|month| start.eq_ignore_ascii_case(month)).map(|at| at + 1)
}

fn year(digits: &str) -> Option<u16> {
    let value: u16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(value),
        // Two digits are read as RFC 5322 asks.
        2 if value < 50 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}

/// Returns the offset of a zone; a name that stands for several zones (IST, CST outside America) has none.
fn zone(name: &str) -> Option<String> {
    if name.starts_with(['+', '-']) {
        return Some(name.to_owned());
    }
    let offset = match name.to_ascii_uppercase().as_str() {
        "GMT" | "UT" | "UTC" | "Z" => "Z",
        "EST" => "-05:00",
        "EDT" => "-04:00",
        "PST" => "-08:00",
        "PDT" => "-07:00",
        _ => return None,
    };
    Some(offset.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(moment(text).map(|m| m.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn dates_of_feeds() {
        check("Wed, 13 Aug 2025 11:03:00 +0530", Some("2025-08-13T11:03+05:30"));
        check("Wed,13 Aug 2025 9:03 GMT", Some("2025-08-13T09:03+00:00"));
        check("3 March 99", Some("1999-03-03"));
        check("Wed, 13 Aug 2025 11:03:00 IST", Some("2025-08-13T11:03"));
        check("2025-08-13T11:03:00Z", Some("2025-08-13T11:03+00:00"));
        check("2025-08-13", Some("2025-08-13"));
    }

    #[test]
    fn no_dates() {
        for text in
            ["", "yesterday", "Wed, 31 Feb 2025", "13 Aug", "13 Aug 2025 11", "13 अगस्त 2025", "99 Aug 2025"]
        {
            check(text, None);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = moment(&text);
        }
    }
}
