//! The headline: what the page shows, told from section and outlet names by what its metadata say.

use super::outlet::strip_outlet;
use crate::squeeze::squeeze;
use model::TitleBasis;
use rustc_hash::FxHashSet;

/// A heading of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// What it says.
    pub(crate) text: String,
    /// Its level, 1 to 6.
    pub(crate) level: u8,
    /// Whether it stands above the body.
    pub(crate) above: bool,
}

/// What a page gives as its headline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headlines<'a> {
    /// JSON-LD `headline`.
    pub(crate) linked: Option<&'a str>,
    /// `og:title`.
    pub(crate) social: Option<&'a str>,
    /// Other meta elements.
    pub(crate) metas: Vec<&'a str>,
    /// The title element.
    pub(crate) element: Option<&'a str>,
    /// The headings that are shown, in the order of the page.
    pub(crate) shown: Vec<Heading>,
}

/// A heading says the same as the metadata from this share of letters in common on.
const ALIKE: f32 = 0.25;
/// A part of a candidate at a seam has at least so many bytes, letters and digits alone.
const LEAST_PART: usize = 8;
/// A headline inside a longer one has at least so many bytes, letters and digits alone.
const LEAST_TAIL: usize = 12;

/// Chooses the headline and says what it rests on; `outlet` holds the names that the outlet goes by.
///
/// The heading above the body wins, if the metadata know it: a section, a site's name or the headline of a teaser
/// shares nothing with them. Where the page shows no such heading, the metadata speak.
pub(crate) fn title(sources: &Headlines<'_>, outlet: &[String]) -> Option<(String, TitleBasis)> {
    let names: Vec<String> = outlet.iter().map(|name| squeeze(name)).collect();
    let clean = |text: &str| -> Option<Candidate> {
        let text = strip_outlet(text, outlet);
        let squeezed = squeeze(&text);
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        (letters >= 2 && !names.contains(&squeezed)).then_some(Candidate { text, squeezed })
    };
    let linked = sources.linked.and_then(clean);
    let social = sources.social.and_then(clean);
    let element = sources.element.and_then(clean);
    let metas: Vec<Candidate> = sources.metas.iter().filter_map(|text| clean(text)).collect();
    let told: Vec<(&Candidate, TitleBasis)> = (linked.iter().map(|one| (one, TitleBasis::JsonLd)))
        .chain(social.iter().chain(&metas).map(|one| (one, TitleBasis::Meta)))
        .chain(element.iter().map(|one| (one, TitleBasis::TitleElement)))
        .collect();
    // What the title element adds to the headline of the other sources is the site's name.
    let added = |one: &Candidate| {
        let rest = |whole: &str, part: &str| {
            whole.strip_suffix(part).or_else(|| whole.strip_prefix(part)).map(|rest| rest == one.squeezed)
        };
        (element.iter())
            .zip(&social)
            .any(|(element, social)| rest(&element.squeezed, &social.squeezed) == Some(true))
    };
    let shown: Vec<(Candidate, &Heading)> = (sources.shown.iter())
        .filter_map(|heading| Some((clean(&heading.text)?, heading)))
        .filter(|(candidate, _)| !added(candidate))
        .collect();
    let Some(heading) = choose(&shown, &told, linked.as_ref()) else {
        return voted(&told).map(|(text, basis)| (as_element(text, basis, told.len()), basis));
    };
    // A kicker glued to the heading comes off where a shorter form is told; one that all tell stays.
    let inside = |one: &&Candidate| {
        heading.squeezed.ends_with(&one.squeezed)
            && one.squeezed.len() >= LEAST_TAIL
            && one.squeezed.len() < heading.squeezed.len()
    };
    if let Some(short) = social.as_ref().filter(inside) {
        return Some((short.text.clone(), TitleBasis::Heading));
    }
    // So does a line under it that stands in the same heading: `Bridge closed The water rose in the night`.
    let glued = |one: &&Candidate| {
        let rest = heading.text.strip_prefix(one.text.as_str()).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(is_line_of_its_own) && one.squeezed.len() >= LEAST_TAIL
    };
    if let Some(short) = social.as_ref().filter(glued) {
        return Some((short.text.clone(), TitleBasis::Heading));
    }
    let around = |one: &&Candidate| {
        one.squeezed.ends_with(&heading.squeezed) && one.squeezed.len() > heading.squeezed.len()
    };
    if let (Some(long), Some(other)) = (linked.as_ref().filter(around), social.as_ref())
        && long.squeezed == other.squeezed
    {
        return Some((long.text.clone(), TitleBasis::JsonLd));
    }
    Some((heading.text.clone(), TitleBasis::Heading))
}

#[derive(Clone, Debug)]
struct Candidate {
    text: String,
    squeezed: String,
}

/// Finds the heading that is the headline.
fn choose<'c>(
    shown: &'c [(Candidate, &Heading)],
    told: &[(&Candidate, TitleBasis)],
    linked: Option<&Candidate>,
) -> Option<&'c Candidate> {
    let above = || shown.iter().rev().filter(|(_, heading)| heading.above);
    let below = || shown.iter().filter(|(_, heading)| !heading.above);
    let as_linked = linked
        .and_then(|linked| above().find(|(heading, _)| heading.squeezed == linked.squeezed))
        .map(|(heading, _)| heading);
    if as_linked.is_some() {
        return as_linked;
    }
    let parts: FxHashSet<String> = told.iter().flat_map(|(one, _)| parts(&one.text)).collect();
    let known = |(candidate, _): &&(Candidate, &Heading)| parts.contains(&candidate.squeezed);
    let top = |(_, heading): &&(Candidate, &Heading)| heading.level == 1;
    let pairs: Vec<FxHashSet<[char; 3]>> = told.iter().map(|(one, _)| letters(&one.squeezed)).collect();
    let alike = |(candidate, _): &&(Candidate, &Heading)| {
        let own = letters(&candidate.squeezed);
        // A name that a candidate ends with is the site's: `Dam talks end : River notes`.
        let ends = |one: &Candidate| {
            one.squeezed.ends_with(&candidate.squeezed) && candidate.squeezed.len() * 3 < one.squeezed.len()
        };
        let tail = told.iter().any(|(one, _)| ends(one));
        !tail && pairs.iter().any(|other| share(&own, other) >= ALIKE)
    };
    above()
        .filter(top)
        .find(known)
        .or_else(|| below().filter(top).find(known))
        .or_else(|| above().filter(top).find(alike))
        .or_else(|| above().find(known))
        .or_else(|| above().find(top).filter(|_| told.is_empty()))
        .or_else(|| shown.iter().find(top).filter(|_| told.is_empty()))
        .map(|(candidate, _)| candidate)
}

/// Marks that part a headline from what stands before or after it in a candidate.
const SEAMS: [&str; 12] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " › ", ": ", " : "];

/// Returns a candidate and what stands before and after each seam in it, squeezed.
fn parts(text: &str) -> Vec<String> {
    let mut found = vec![squeeze(text)];
    let mut cuts: Vec<(usize, usize)> = SEAMS
        .iter()
        .flat_map(|seam| text.match_indices(seam).map(|(at, seam)| (at, at + seam.len())))
        .collect();
    cuts.sort_unstable();
    for (before, after) in cuts.into_iter().rev().take(6) {
        for part in [&text[..before], &text[after..]] {
            let part = squeeze(part);
            // A short part after the seam is a section or the outlet.
            if part.len() >= LEAST_PART && (part.len() * 2 >= found[0].len() || found[0].starts_with(&part)) {
                found.push(part);
            }
        }
    }
    found
}

/// Returns the runs of three letters in a squeezed text; a short one is padded.
fn letters(squeezed: &str) -> FxHashSet<[char; 3]> {
    let mut window = [' '; 3];
    let mut found = FxHashSet::default();
    for c in squeezed.chars().take(400) {
        window = [window[1], window[2], c];
        if window[0] != ' ' {
            found.insert(window);
        }
    }
    if found.is_empty() && !squeezed.is_empty() {
        found.insert(window);
    }
    found
}

/// Returns which share of the smaller set stands in the other.
fn share(one: &FxHashSet<[char; 3]>, other: &FxHashSet<[char; 3]>) -> f32 {
    let (small, large) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let both = small.iter().filter(|pair| large.contains(*pair)).count();
    both as f32 / small.len().max(1) as f32
}

/// Chooses among the metadata: what another source gives too, whole or with something before or after it.
fn voted<'t>(told: &[(&'t Candidate, TitleBasis)]) -> Option<(&'t str, TitleBasis)> {
    let votes = |at: usize| {
        let own = &told[at].0.squeezed;
        let supports = |text: &str| {
            text == own
                || (own.len() >= 20 && (text.starts_with(own.as_str()) || text.ends_with(own.as_str())))
        };
        told.iter().enumerate().filter(|(other, (one, _))| *other != at && supports(&one.squeezed)).count()
    };
    let best = (0..told.len()).max_by_key(|at| (votes(*at).min(2), usize::MAX - at))?;
    Some((&told[best].0.text, told[best].1))
}

/// Tells whether what follows a headline reads as a line of its own: it opens with a capital and runs on in small
/// letters, as the words of a headline in capitals do not.
fn is_line_of_its_own(rest: &str) -> bool {
    let small = |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() >= 4;
    rest.starts_with(char::is_uppercase) && rest.split_whitespace().filter(|word| small(word)).count() >= 2
}

/// Takes the tail behind the last strong seam off a title element that nothing else supports.
fn as_element(text: &str, basis: TitleBasis, told: usize) -> String {
    if basis != TitleBasis::TitleElement || told > 1 {
        return text.to_owned();
    }
    let cut = SEAMS[..10].iter().filter_map(|seam| text.rfind(seam)).max();
    match cut {
        Some(at) if squeeze(&text[..at]).len() > squeeze(&text[at..]).len() => text[..at].trim().to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, text: &str) -> Heading {
        Heading { text: text.to_owned(), level, above: true }
    }

    fn check(sources: &Headlines<'_>, expected: &str, basis: TitleBasis) {
        let outlet = ["Prabhat Lok".to_owned()];
        assert_eq!(title(sources, &outlet), Some((expected.to_owned(), basis)));
    }

    #[test]
    fn the_heading_that_the_metadata_know_wins() {
        let base = Headlines {
            social: Some("Dam talks end | Prabhat Lok"),
            element: Some("Dam talks end – World | Prabhat Lok"),
            ..Headlines::default()
        };
        let with = |shown: Vec<Heading>| Headlines { shown, ..base.clone() };
        check(&with(vec![heading(1, "Dam talks end")]), "Dam talks end", TitleBasis::Heading);
        check(
            &with(vec![heading(1, "Dam talks end in Bresk")]),
            "Dam talks end in Bresk",
            TitleBasis::Heading,
        );
        check(
            &with(vec![heading(1, "Welcome"), heading(2, "Dam talks end")]),
            "Dam talks end",
            TitleBasis::Heading,
        );
        check(&with(vec![heading(1, "Prabhat Lok")]), "Dam talks end", TitleBasis::Meta);
        check(&with(vec![heading(1, "River news")]), "Dam talks end", TitleBasis::Meta);
        let sources = Headlines {
            social: Some("Dam talks end in Bresk"),
            element: Some("River notes: Dam talks end in Bresk"),
            shown: vec![heading(1, "River notes")],
            ..Headlines::default()
        };
        check(&sources, "Dam talks end in Bresk", TitleBasis::Meta);
    }

    #[test]
    fn a_heading_that_json_ld_names_beats_the_one_for_search_engines() {
        let sources = Headlines {
            linked: Some("Lamps out: how safe is the grid?"),
            social: Some("Blackout in Bresk: how safe is the grid?"),
            shown: vec![
                heading(1, "Blackout in Bresk: how safe is the grid?"),
                heading(2, "Lamps out: how safe is the grid?"),
            ],
            ..Headlines::default()
        };
        check(&sources, "Lamps out: how safe is the grid?", TitleBasis::Heading);
    }

    #[test]
    fn a_glued_kicker_comes_off_unless_all_tell_it() {
        let sources = Headlines {
            social: Some("Engineers look at the bridge"),
            shown: vec![heading(1, "Bresk Engineers look at the bridge")],
            ..Headlines::default()
        };
        check(&sources, "Engineers look at the bridge", TitleBasis::Heading);
        let sources = Headlines {
            social: Some("Engineers look at the bridge"),
            shown: vec![heading(1, "Engineers look at the bridge Traffic must wait until Monday")],
            ..Headlines::default()
        };
        check(&sources, "Engineers look at the bridge", TitleBasis::Heading);
        let longer = "Engineers look at the bridge and find nothing";
        check(&Headlines { shown: vec![heading(1, longer)], ..sources }, longer, TitleBasis::Heading);
        let sources = Headlines {
            linked: Some("Bresk: Engineers look at the bridge"),
            social: Some("Bresk: Engineers look at the bridge"),
            shown: vec![heading(1, "Engineers look at the bridge")],
            ..Headlines::default()
        };
        check(&sources, "Bresk: Engineers look at the bridge", TitleBasis::JsonLd);
    }

    #[test]
    fn without_a_heading_the_metadata_speak() {
        let sources = Headlines {
            social: Some("Dam talks"),
            element: Some("Dam talks - Prabhat Lok"),
            ..Headlines::default()
        };
        check(&sources, "Dam talks", TitleBasis::Meta);
        let sources = Headlines { element: Some("Dam talks end in Bresk | Prabhat"), ..Headlines::default() };
        check(&sources, "Dam talks end in Bresk", TitleBasis::TitleElement);
        assert_eq!(title(&Headlines::default(), &[]), None);
    }

    proptest::proptest! {
        #[test]
        fn choosing_never_panics(told in "(Dam|पुल| \\| |: | - |é|\\PC){0,12}", shown in "(Dam|पुल| \\| |: |é){0,6}") {
            let sources = Headlines {
                linked: Some(&told),
                social: Some(&shown),
                element: Some(&told),
                shown: vec![heading(1, &shown), heading(2, &told)],
                ..Headlines::default()
            };
            let _ = title(&sources, &["Dam".to_owned()]);
        }
    }

    #[test]
    fn any_script_is_compared() {
        let sources = Headlines {
            social: Some("पुल बंद: तीन गाँवों का रास्ता रुका"),
            shown: vec![heading(1, "प्रदेश"), heading(2, "पुल बंद: तीन गांवों का रास्ता रुका")],
            ..Headlines::default()
        };
        // The bridge is closed: the road to three villages is blocked; a section's name stands above.
        check(&sources, "पुल बंद: तीन गांवों का रास्ता रुका", TitleBasis::Heading);
    }
}
