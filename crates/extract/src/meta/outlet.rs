//! Who published a page.

use super::head::Head;
use super::json_ld::Linked;
use crate::squeeze::squeeze;
use lang::Packs;
use model::{Given, Outlet};

/// Marks between a headline and the outlet's name.
const SEAMS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", ": "];

/// Finds the outlet's name and host.
pub(crate) fn outlet(
    given: &Given,
    head: Option<&Head<'_>>,
    linked: &Linked,
    rights: &[String],
    packs: &Packs,
) -> Outlet {
    let canonical = head.and_then(|head| head.canonical.as_deref());
    let og_url = head.and_then(|head| head.meta(&["og:url"]));
    let domain =
        [given.url.as_deref(), canonical, og_url, linked.url.as_deref()].into_iter().flatten().find_map(host);
    let name = given
        .outlet
        .clone()
        .or_else(|| {
            head.and_then(|head| head.meta(&["og:site_name"]))
                .map(str::to_owned)
                .filter(|name| !name.contains("://"))
        })
        .or_else(|| linked.publisher.clone())
        .or_else(|| {
            head.and_then(|head| {
                head.meta(&["application-name", "twitter:app:name:iphone", "publisher", "dc.publisher"])
            })
            .map(str::to_owned)
            .filter(|name| !name.contains("://"))
        })
        .or_else(|| suffix(head?, domain.as_deref()))
        .or_else(|| rights.iter().find_map(|line| holder(line, packs)));
    Outlet { name, domain, country: None }
}

/// Takes the outlet's name, and a section before it, off a headline; at the front only where it stands for sure.
pub(crate) fn strip_outlet(title: &str, names: &[String]) -> String {
    let mut title = title.trim().trim_matches([':', '|', '»', '«', '·', '•']).trim().to_owned();
    // No seam is without one of these bytes; hardly any headline has one.
    let may_part = |title: &str| title.bytes().any(|byte| matches!(byte, b'|' | b'-' | b':' | 0xC2 | 0xE2));
    for _ in 0..3 {
        if !may_part(&title) {
            break;
        }
        let cut = SEAMS
            .iter()
            .filter_map(|seam| title.rfind(seam).map(|at| (at, seam.len())))
            .max_by_key(|(at, _)| *at);
        let tail_is_name = cut.is_some_and(|(at, length)| is_name(&title[at + length..], names));
        if let Some((at, _)) = cut.filter(|(at, _)| tail_is_name && *at > 0) {
            title.truncate(at);
            continue;
        }
        let front = SEAMS
            .iter()
            .filter_map(|seam| title.find(seam).map(|at| (at, seam.len())))
            .min_by_key(|(at, _)| *at);
        match front {
            // `How to build: a guide` opens with no outlet, though the outlet's name may be alike.
            Some((at, length)) if is_just_name(&title[..at], names) => {
                title = title[at + length..].to_owned();
            }
            _ => break,
        }
    }
    title.trim().to_owned()
}

fn is_name(part: &str, names: &[String]) -> bool {
    let part = squeeze(part);
    !part.is_empty()
        && names.iter().map(|name| squeeze(name)).any(|name| {
            !name.is_empty()
                && (name == part
                    || (part.len() >= 4 && name.starts_with(&part))
                    || (name.len() >= 4 && part.starts_with(&name) && part.len() <= name.len() * 3))
        })
}

/// Tells whether a part is a name of the outlet and nothing else; its host may stand with `www.`.
fn is_just_name(part: &str, names: &[String]) -> bool {
    let part = squeeze(part.trim().trim_start_matches("www."));
    names.iter().any(|name| squeeze(name) == part)
}

/// Returns the host of an address, without `www.` and the like.
pub(crate) fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    let plain = ["www.", "m.", "amp.", "mobile.", "wap."]
        .iter()
        .find_map(|prefix| host.strip_prefix(prefix))
        .unwrap_or(&host);
    (plain.contains('.')).then(|| plain.to_owned())
}

/// Returns the name after the last seam of the page's title, if the host or the headline tells that it is one.
fn suffix(head: &Head<'_>, domain: Option<&str>) -> Option<String> {
    let title = head.title.as_deref()?;
    let (at, length) = SEAMS[..8]
        .iter()
        .filter_map(|seam| title.rfind(seam).map(|at| (at, seam.len())))
        .max_by_key(|(at, _)| *at)?;
    let (front, tail) = (title[..at].trim(), title[at + length..].trim());
    let label = domain.map(squeeze).unwrap_or_default();
    let squeezed = squeeze(tail);
    let in_host = squeezed.len() >= 3 && label.contains(&squeezed);
    let headline = squeeze(front);
    let headed = head
        .headings
        .iter()
        .any(|(_, heading)| headline.starts_with(&squeeze(heading)) && squeeze(heading).len() >= 10);
    (tail.chars().count() <= 40 && (in_host || headed)).then(|| tail.to_owned())
}

/// Returns who holds the rights, by a notice: `© 2025 Prabhat Lok. All rights reserved.`
fn holder(line: &str, packs: &Packs) -> Option<String> {
    let (_, after) =
        line.split_once('©').or_else(|| line.split_once("(c)")).or_else(|| line.split_once("Copyright"))?;
    let name = after.trim_start_matches(|c: char| !c.is_alphabetic());
    let name = name.strip_prefix("by ").unwrap_or(name);
    if name.starts_with("www.") {
        return None;
    }
    let end = name.find(['.', ',', '|', '।', ';', '-', '–']).unwrap_or(name.len());
    let name = name[..end].trim();
    let cue = packs.furniture().cues().get(name).is_some();
    (!name.is_empty() && !cue && name.split_whitespace().count() <= 5).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_off_headlines() {
        let check = |title, expected| assert_eq!(strip_outlet(title, &["Prabhat Lok".to_owned()]), expected);
        check("Dam talks end - World | Prabhat Lok", "Dam talks end - World");
        check("Prabhat Lok: Dam talks end", "Dam talks end");
        check("Dam talks end - a report", "Dam talks end - a report");
    }

    #[test]
    fn hosts_are_plain() {
        assert_eq!(host("https://www.Prabhatlok.example.in/a?b").as_deref(), Some("prabhatlok.example.in"));
        assert_eq!(host("/relative"), None);
    }

    #[test]
    fn a_notice_names_its_holder() {
        assert_eq!(
            holder("© 2025 Prabhat Lok. All rights reserved.", Packs::embedded()).as_deref(),
            Some("Prabhat Lok")
        );
        assert_eq!(holder("© All rights reserved", Packs::embedded()), None);
        assert_eq!(holder("© 1999-2025 by www.lok.example", Packs::embedded()), None);
    }
}
