//! [Atom](https://www.rfc-editor.org/rfc/rfc4287) feeds of claims and stories, the newest change first.
//!
//! `updated` is when the newest passage was published, never the time of the export: the same library gives the same
//! feed, and a reader sees an entry again when a new passage came. What has no date has no place in a feed.
//! Each entry holds its passages with outlet, date and link; nothing is written here but labels.

use crate::labels::one_line;
use crate::markdown::amount;
use crate::passages::Passages;
use crate::{Counts, Options, Result, Source, What, tables};
use model::id::content_hash;
use model::{Claim, DocId, Evidence, Moment, Stance, StoryLine};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

/// A feed holds so many entries, the newest.
const ENTRIES: usize = 500;

/// Writes a feed.
pub(crate) fn write(
    what: What,
    source: &dyn Source,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Counts> {
    let mut counts = Counts::default();
    // By time, then id; the oldest is dropped when there are too many.
    let mut entries: BTreeMap<(Stamp, String), String> = BTreeMap::new();
    tables::threads(source, &mut |passages| {
        let page = Page { passages, options };
        let all: Vec<Option<(Stamp, String, String)>> = match what {
            What::Stories => passages.thread.stories.iter().map(|story| page.story(story)).collect(),
            _ => passages.thread.claims.iter().map(|claim| page.claim(claim)).collect(),
        };
        for entry in all {
            match entry {
                Some((updated, id, entry)) => {
                    counts.wrote();
                    entries.insert((updated, id), entry);
                }
                None => counts.left_out("no date"),
            }
            if entries.len() > ENTRIES {
                entries.pop_first();
                counts.written -= 1;
                counts.left_out("older than the newest 500");
            }
        }
        Ok(())
    })?;
    let key = if what == What::Stories { "feed.stories" } else { "feed.claims" };
    let address = options.address.as_deref().map(|address| address.trim_end_matches('/'));
    let mut head = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let lang = options.wording.tag();
    let _ = writeln!(head, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">");
    let _ = writeln!(head, "<id>{}</id>", urn(&["feed", what.name(), address.unwrap_or_default()]));
    let _ = writeln!(head, "<title>{}</title>", escape(&options.wording.of(key)));
    let updated = entries.last_key_value().map_or(Stamp::default(), |((updated, _), _)| updated.clone());
    let _ = writeln!(head, "<updated>{}</updated>", updated.0);
    let _ = writeln!(head, "<author><name>sutradhar</name></author>");
    let _ = writeln!(head, "<generator>sutradhar</generator>");
    if let Some(address) = address {
        let _ = writeln!(head, "<link rel=\"alternate\" href=\"{}/\"/>", escape(address));
    }
    out.write_all(head.as_bytes())?;
    for entry in entries.values().rev() {
        out.write_all(entry.as_bytes())?;
    }
    out.write_all(b"</feed>\n")?;
    Ok(counts)
}

/// A time as Atom writes it, always in UTC, so that texts sort as times do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stamp(String);

impl Default for Stamp {
    /// The time of a feed without entries.
    fn default() -> Self {
        Self("1970-01-01T00:00:00Z".to_owned())
    }
}

impl Stamp {
    /// Returns the time of a moment: the beginning of a day or month in UTC where no more is known.
    fn of(moment: Moment) -> Self {
        let (day, time, offset) = match moment {
            Moment::Minute(day, time, offset) => (day, time, offset.unwrap_or(0)),
            other => (other.first_day(), jiff::civil::Time::MIN, 0),
        };
        let local = day.to_datetime(time);
        let utc = local.checked_sub(jiff::Span::new().minutes(i64::from(offset))).unwrap_or(local);
        // RFC 3339 has years of four digits only.
        let year = utc.year().clamp(0, 9999);
        Self(format!(
            "{year:04}-{:02}-{:02}T{:02}:{:02}:00Z",
            utc.month(),
            utc.day(),
            utc.hour(),
            utc.minute()
        ))
    }
}

struct Page<'a> {
    passages: &'a Passages<'a>,
    options: &'a Options,
}

impl Page<'_> {
    fn claim(&self, claim: &Claim) -> Option<(Stamp, String, String)> {
        let evidence = claim.supports.iter().map(|support| &support.evidence);
        let (first, last) = self.dates(evidence.clone().map(Evidence::article))?;
        let wording = self.options.wording;
        let standing = wording.of(&format!("standing.{}", claim.support.name()));
        let origins: Vec<&str> = claim.origins.iter().filter_map(|id| self.passages.origin(id)).collect();
        let mut body = String::new();
        let _ = write!(body, "<p><strong>{}</strong>: {}</p>", text(&standing), text(&origins.join(", ")));
        if !claim.values.is_empty() {
            body.push_str("<ul>");
            for value in &claim.values {
                let origins: Vec<&str> =
                    value.origins.iter().filter_map(|id| self.passages.origin(id)).collect();
                let as_of = value.as_of.map(|date| format!(" ({date})")).unwrap_or_default();
                let _ = write!(
                    body,
                    "<li><strong>{}</strong>{as_of}: {}</li>",
                    text(&amount(value)),
                    text(&origins.join(", "))
                );
            }
            body.push_str("</ul>");
        }
        body.push_str("<ul>");
        for support in &claim.supports {
            let stance = match support.stance {
                Stance::Asserts => String::new(),
                Stance::Denies => format!("{}: ", wording.of("stance.denies")),
                Stance::Presupposes => format!("{}: ", wording.of("stance.presupposes")),
            };
            let chain = support.chain.join(" → ");
            self.passage(&mut body, &format!("{stance}{chain}"), &support.evidence);
        }
        body.push_str("</ul>");
        let id = urn(&["claim", claim.id.as_str()]);
        let lang = self.passages.line(claim.evidence0.article()).lang;
        let entry = Entry {
            id: &id,
            title: &claim.text,
            lang,
            first,
            last: &last,
            page: &format!("claim/{}", claim.id),
            terms: &[claim.support.name()],
            via: evidence.map(Evidence::article).collect(),
            body: &body,
        };
        let entry = self.entry(&entry);
        Some((last, id, entry))
    }

    fn story(&self, story: &StoryLine) -> Option<(Stamp, String, String)> {
        let (first, last) = self.dates(story.articles.iter())?;
        let claims = self.passages.claims_of(story.id.as_str());
        let outlets: Vec<&str> = self.passages.outlets(&story.articles).into_iter().collect();
        let mut body = String::new();
        let articles = self.options.wording.count(story.articles.len(), "articles");
        let _ = write!(body, "<p>{}: {}</p><ul>", text(&articles), text(&outlets.join(", ")));
        for claim in claims {
            let standing = self.options.wording.of(&format!("standing.{}", claim.support.name()));
            self.passage(&mut body, &standing, &claim.evidence0);
        }
        body.push_str("</ul>");
        let id = urn(&["story", story.id.as_str()]);
        let lang = story.articles.first().map_or("und", |first| self.passages.line(first).lang);
        let entry = Entry {
            id: &id,
            title: &story.title,
            lang,
            first,
            last: &last,
            page: &format!("story/{}", story.id),
            terms: &["story"],
            via: story.articles.iter().collect(),
            body: &body,
        };
        let entry = self.entry(&entry);
        Some((last, id, entry))
    }

    /// Returns when the first and the last of some articles were published or changed.
    fn dates<'i>(&self, ids: impl Iterator<Item = &'i DocId>) -> Option<(Stamp, Stamp)> {
        let stamps: Vec<Stamp> = ids.filter_map(|id| self.passages.line(id).date).map(Stamp::of).collect();
        Some((stamps.iter().min()?.clone(), stamps.iter().max()?.clone()))
    }

    fn passage(&self, body: &mut String, before: &str, evidence: &Evidence) {
        let line = self.passages.line(evidence.article());
        let date = line.date.map(|date| date.to_day().to_string()).unwrap_or_default();
        let words = text(self.passages.text(evidence));
        let quote = format!("<q lang=\"{}\">{words}</q>", text(line.lang));
        let outlet = text(line.outlet.unwrap_or(line.article));
        let source = match line.url.filter(|url| is_link(url)) {
            Some(url) => format!("<a href=\"{}\">{outlet}</a>", text(url)),
            None => outlet,
        };
        let _ = write!(body, "<li>{}: {quote} — {source} {date}</li>", text(before));
    }

    fn entry(&self, entry: &Entry<'_>) -> String {
        let mut out = String::from("<entry>\n");
        let _ = writeln!(out, "<id>{}</id>", entry.id);
        let _ = writeln!(out, "<title xml:lang=\"{}\">{}</title>", escape(entry.lang), text(entry.title));
        let _ = writeln!(out, "<published>{}</published>", entry.first.0);
        let _ = writeln!(out, "<updated>{}</updated>", entry.last.0);
        for term in entry.terms {
            let _ = writeln!(out, "<category term=\"{}\"/>", escape(term));
        }
        if let Some(address) = self.options.address.as_deref() {
            let address = address.trim_end_matches('/');
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" href=\"{}/{}\"/>",
                escape(address),
                escape(entry.page)
            );
        }
        let mut links: Vec<&str> =
            entry.via.iter().filter_map(|id| self.passages.line(id).url.filter(|url| is_link(url))).collect();
        links.sort_unstable();
        links.dedup();
        for link in links {
            let _ = writeln!(out, "<link rel=\"via\" href=\"{}\"/>", escape(link));
        }
        // The content is HTML as text: it is escaped once more.
        let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", escape(entry.body));
        out
    }
}

/// What an entry says.
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    lang: &'a str,
    first: Stamp,
    last: &'a Stamp,
    /// The path of its page on the server.
    page: &'a str,
    terms: &'a [&'a str],
    via: Vec<&'a DocId>,
    body: &'a str,
}

/// Returns a name that is the same for the same thing in every export, as a UUID of version 8 (RFC 9562).
fn urn(parts: &[&str]) -> String {
    let hash = |salt: &str| {
        let all: Vec<&[u8]> = [salt].iter().chain(parts).map(|part| part.as_bytes()).collect();
        content_hash(&all)
    };
    let digits: String = hash("atom") + &hash("atom again");
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default().to_owned();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0..8), part(8..12), part(12..15), part(15..18), part(18..30))
}

fn is_link(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && url.is_ascii() && url.bytes().all(|b| b.is_ascii_graphic() && !br#"<>"{}|\^`"#.contains(&b))
}

/// Returns words of a page on one line, escaped.
fn text(words: &str) -> String {
    escape(&one_line(words))
}

/// Returns text that XML takes as it stands; characters that XML cannot hold are left away.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Wording, testing};

    fn feed(what: What, options: &Options) -> String {
        let mut out = Vec::new();
        crate::write(Format::Atom, what, &testing::held(), options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_claim_is_dated_by_its_newest_passage() {
        let feed = feed(What::Claims, &Options::default());
        assert_eq!(feed.matches("<updated>2031-05-06T00:00:00Z</updated>").count(), 2, "{feed}");
        assert!(feed.contains("<published>2031-05-05T04:00:00Z</published>"));
        assert!(feed.contains("<link rel=\"via\" href=\"https://harbour.example/a1?x=1&amp;y=2\"/>"));
        assert!(feed.contains("&lt;strong&gt;≥ 14&lt;/strong&gt; (2031-05-06): लहर"));
        assert!(!feed.contains("rel=\"alternate\""));
    }

    #[test]
    fn entries_point_at_the_server() {
        let options = Options { wording: Wording::Hi, address: Some("https://desk.example/".into()) };
        let feed = feed(What::Stories, &options);
        assert!(
            feed.contains("<link rel=\"alternate\" href=\"https://desk.example/story/st-1\"/>"),
            "{feed}"
        );
        assert!(feed.contains("xml:lang=\"hi\""));
    }

    #[test]
    fn times_are_whole_and_in_utc() {
        let check = |moment: &str, expected: &str| assert_eq!(Stamp::of(moment.parse().unwrap()).0, expected);
        check("2031-05-05T01:30+05:30", "2031-05-04T20:00:00Z");
        check("2031-05", "2031-05-01T00:00:00Z");
        check("2031", "2031-01-01T00:00:00Z");
    }

    #[test]
    fn names_are_whole_uuids() {
        let urn = urn(&["claim", "c-1"]);
        assert_eq!(urn.len(), "urn:uuid:".len() + 36);
        assert_eq!(urn.as_bytes()["urn:uuid:".len() + 14], b'8');
    }

    proptest::proptest! {
        #[test]
        fn escaped_text_has_no_markup(words in "(?s).{0,60}") {
            let escaped = escape(&words);
            proptest::prop_assert!(!escaped.contains(['<', '>', '"']));
            proptest::prop_assert!(escaped.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t')));
        }
    }
}
