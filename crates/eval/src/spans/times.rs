//! Whether a time means what the gold says: TIMEX values against ours.

use jiff::civil::{Date, DateTime, Time};
use model::{Moment, TimeValue};
use serde_json::{Map, Value};

/// Tells whether our kinds of value can say what the gold says.
///
/// They cannot where an hour may be of either half of the day (we leave it a day), where working days, weeks of a
/// month's own or holidays are counted, or where the gold resolves to nothing.
pub(super) fn in_model(values: &[Map<String, Value>]) -> bool {
    let text = |value: &Map<String, Value>, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let halves = values.len() > 1 && values.iter().all(|value| text(value, "type").contains("time"));
    let open_hour = halves && {
        let one = |value: &Map<String, Value>| text(value, "timex");
        one(&values[0]) != one(&values[1])
    };
    let other = values.iter().any(|value| {
        let timex = text(value, "timex");
        timex.contains("BD") || text(value, "value") == "not resolved" && text(value, "type") != "set"
    });
    !(open_hour || other || values.is_empty())
}

/// Tells whether our value is one of those that the gold allows.
///
/// A distance in months or years gives the month or year, not the day: `coarse` allows that.
pub(super) fn same(have: Option<&TimeValue>, allowed: &[Map<String, Value>], coarse: bool) -> bool {
    allowed.iter().any(|gold| one(have, gold, coarse) == Some(true))
}

fn one(have: Option<&TimeValue>, gold: &Map<String, Value>, coarse: bool) -> Option<bool> {
    let text = |key: &str| gold.get(key).and_then(Value::as_str);
    let timex = text("timex").unwrap_or_default();
    let have = have?;
    match (timex, have) {
        ("PAST_REF", have) => return Some(*have == TimeValue::Past),
        ("PRESENT_REF", have) => return Some(*have == TimeValue::Present),
        ("FUTURE_REF", have) => return Some(*have == TimeValue::Future),
        _ => {}
    }
    // Of a beginning or an end we give the whole, as TIMEX itself does.
    if matches!(text("Mod"), Some("start" | "mid" | "end" | "approx")) && !part_of_day(timex) {
        let shown = have.to_string();
        let open = timex.strip_prefix("XXXX").is_some_and(|rest| shown.get(4..) == Some(rest));
        return Some(shown == timex || open);
    }
    Some(match text("type")? {
        "date" | "daterange" if text("value").is_some() => {
            let day: Date = text("value")?.parse().ok()?;
            let moment = have.moment();
            moment.map(Moment::to_day) == Some(Moment::Day(day))
                || coarse
                    && moment
                        .is_some_and(|moment| moment.day().is_none() && moment.compatible(Moment::Day(day)))
        }
        "daterange" => days(have, day(text("start")), day(text("end"))),
        "datetime" => have.moment() == minute(text("value")?),
        "time" => {
            let time: Time = text("value")?.parse().ok()?;
            matches!(have.moment(), Some(Moment::Minute(_, have, _)) if have == to_minute(time))
        }
        "datetimerange" | "timerange" => hours(have, text("start"), text("end"), part_of_day(timex)),
        "duration" => match (have, text("value")?.parse::<f64>().ok()) {
            (TimeValue::Duration(have), Some(seconds)) => length(have) == Some(seconds),
            _ => false,
        },
        "set" => matches!(have, TimeValue::Set(have) if have.strip_prefix("R/") == Some(&*step(timex))),
        _ => return None,
    })
}

fn day(text: Option<&str>) -> Option<Date> {
    text?.parse().ok()
}

fn to_minute(time: Time) -> Time {
    Time::new(time.hour(), time.minute(), 0, 0).unwrap_or(time)
}

fn minute(text: &str) -> Option<Moment> {
    let moment: DateTime = text.replacen(' ', "T", 1).parse().ok()?;
    Some(Moment::Minute(moment.date(), to_minute(moment.time()), None))
}

/// Compares days; the gold's end is the first day after, but of a range in words it is the last day's or month's first.
fn days(have: &TimeValue, start: Option<Date>, end: Option<Date>) -> bool {
    let ends = |moment: Moment| [Some(moment.first_day()), moment.last_day().tomorrow().ok()];
    match have {
        TimeValue::Moment(moment) => {
            start == Some(moment.first_day()) && end.is_some() && ends(*moment)[1] == end
        }
        TimeValue::Interval(from, to) => {
            let starts = from.map(Moment::first_day) == start;
            starts && to.map_or(end.is_none(), |to| end.is_some() && ends(to).contains(&end))
        }
        _ => false,
    }
}

/// Compares hours; of a part of the day, which is a day in our model, the day.
fn hours(have: &TimeValue, start: Option<&str>, end: Option<&str>, part: bool) -> bool {
    let of_day = |text: &str| text.parse::<Time>().ok().map(to_minute);
    let equal = |have: Option<Moment>, gold: Option<&str>| match (have, gold) {
        (None, None) => true,
        (Some(have @ Moment::Minute(_, time, _)), Some(gold)) => {
            minute(gold) == Some(have) || of_day(gold) == Some(time)
        }
        _ => false,
    };
    match have {
        TimeValue::Interval(from, to) => equal(*from, start) && equal(*to, end),
        TimeValue::Moment(Moment::Day(day)) if part => start.is_some_and(|start| {
            of_day(start).is_some() || minute(start).and_then(Moment::day) == Some(*day)
        }),
        _ => false,
    }
}

fn part_of_day(timex: &str) -> bool {
    ["TMO", "TMI", "TAF", "TEV", "TNI", "TDT"].iter().any(|part| timex.ends_with(part))
}

/// Returns the seconds of an ISO 8601 duration, a month having 30 days and a year 365.
fn length(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut number = String::new();
    let mut clock = false;
    for c in text.strip_prefix('P')?.chars() {
        let unit = match (c, clock) {
            ('T', _) => {
                clock = true;
                continue;
            }
            ('S', true) => 1.0,
            ('M', true) => 60.0,
            ('H', true) => 3600.0,
            ('D', false) => 86_400.0,
            ('W', false) => 604_800.0,
            ('M', false) => 2_592_000.0,
            ('Y', false) => 31_536_000.0,
            _ if c.is_ascii_digit() || c == '.' => {
                number.push(c);
                continue;
            }
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then_some(seconds)
}

/// Returns the step of a set: a weekday comes every week, an hour or a part of the day every day.
fn step(timex: &str) -> String {
    if timex.starts_with("XXXX-WXX") {
        "P1W".to_owned()
    } else if timex.starts_with('T') {
        "P1D".to_owned()
    } else {
        timex.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(have: &str, gold: &str, expected: bool) {
        let gold: Map<String, Value> = serde_json::from_str(gold).unwrap();
        let have: TimeValue = have.parse().unwrap();
        assert_eq!(same(Some(&have), &[gold], false), expected, "{have}");
    }

    #[test]
    fn values_are_compared_by_what_they_mean() {
        let year = r#"{"type":"daterange","start":"2031-01-01","end":"2032-01-01"}"#;
        check("2031", year, true);
        check("2031-01", year, false);
        let months = r#"{"type":"daterange","start":"2031-03-01","end":"2031-05-01"}"#;
        check("2031-03/2031-05", months, true);
        check("2031-03/2031-06", months, false);
        check("2031-03-01/..", r#"{"type":"daterange","start":"2031-03-01","Mod":"since"}"#, true);
        check("2031-03-01T09:30", r#"{"type":"datetime","value":"2031-03-01 09:30:20"}"#, true);
        check("2031-03-01T09:30", r#"{"type":"time","value":"09:30:00"}"#, true);
        check(
            "2031-03-01",
            r#"{"type":"datetimerange","timex":"2031-03-01TMO","start":"2031-03-01 08:00:00"}"#,
            true,
        );
        check("2031", r#"{"type":"daterange","timex":"2031","Mod":"end","start":"2031-07-01"}"#, true);
        check("2031-09", r#"{"type":"date","value":"2031-09-04"}"#, false);
        check("PT1.5H", r#"{"type":"duration","value":"5400"}"#, true);
        check("P1M", r#"{"type":"duration","value":"60"}"#, false);
        check("R/P1W", r#"{"type":"set","timex":"XXXX-WXX-1T16"}"#, true);
        check("R/P1D", r#"{"type":"set","timex":"XXXX-WXX-1"}"#, false);
    }
}
