//! Who made a page, of all that it says of that: persons apart from desks, agencies and outlets.

use super::byline::{Byline, Credit, byline, credit, is_full_name, names_in};
use super::marked::Marked;
use super::{Head, Linked, strip_outlet};
use crate::draft::{CreditLine, Draft};
use crate::squeeze::squeeze;
use lang::{BylineCue, Packs};
use model::{Article, Maker, MakerBasis, MakerKind, MakerRole};
use text::Tokens;

/// The places of a page that name its makers.
pub(crate) struct Named<'a> {
    /// The meta elements.
    pub(crate) head: &'a Head<'a>,
    /// JSON-LD.
    pub(crate) linked: &'a Linked,
    /// Elements marked as bylines.
    pub(crate) marked: &'a Marked,
    /// The lines around the body.
    pub(crate) draft: &'a Draft,
    /// The names that the outlet goes by.
    pub(crate) outlet: &'a [String],
    /// The first label of its host.
    pub(crate) label: Option<&'a str>,
}

/// A page with more makers than this is a list of names.
const MOST: usize = 60;

/// Meta elements that name authors.
const METAS: [&str; 12] = [
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og:article:author",
    "citation_author",
    "cxenseparse:author",
    "twitter:data1",
];

/// Lists everyone whom a page names as its maker, in the order of trust.
pub(crate) fn makers(named: &Named<'_>, packs: &Packs) -> Vec<Maker> {
    let mut list = List {
        makers: Vec::new(),
        names: named.outlet,
        label: named.label,
        outlet: named.outlet.iter().map(|name| squeeze(name)).collect(),
    };
    for name in &named.linked.persons {
        list.declared(name, MakerBasis::JsonLd, false, packs);
    }
    for name in &named.linked.organisations {
        list.declared(name, MakerBasis::JsonLd, true, packs);
    }
    for name in &named.linked.sources {
        list.add(name, kind_of(name, true, packs), MakerRole::Credit, MakerBasis::JsonLd);
    }
    // `twitter:data1` holds a name only under the label of one.
    let label = named.head.meta(&["twitter:label1"]).unwrap_or_default();
    let labelled = matches!(packs.bylines().cues().get(label), Some(lang::BylineCue::By));
    for name in METAS {
        if name == "twitter:data1" && !labelled {
            continue;
        }
        if list.persons() {
            break;
        }
        for name in named.head.all(name) {
            list.declared(name, MakerBasis::Meta, false, packs);
        }
    }
    if !list.persons() {
        list.marked(&named.marked.authors, packs);
    }
    list.credits(&named.draft.credits, packs);
    if !list.persons() {
        for name in &named.draft.box_names {
            list.add(name, MakerKind::Person, MakerRole::Author, MakerBasis::Text);
        }
    }
    list.makers
}

/// Lists the makers of a page without markup: those whom the lines around its body name.
pub(crate) fn makers_of_lines(draft: &Draft, packs: &Packs) -> Vec<Maker> {
    let mut list = List { makers: Vec::new(), names: &[], label: None, outlet: Vec::new() };
    for line in &draft.credits {
        let found = byline(&line.text, packs);
        list.line(&found, found.is_certain || (line.is_byline && names_fully(&found)));
    }
    for name in &draft.box_names {
        list.add(name, MakerKind::Person, MakerRole::Author, MakerBasis::Text);
    }
    list.makers
}

/// Fills in the authors and agencies of an article from its makers.
///
/// Authors are persons; where a page names none, its editors stand for them, and where it names no person at all
/// the organisation that its markup declares to be the author. A desk never does.
pub(crate) fn share(article: &mut Article) {
    let makers = &article.parts.makers;
    let names = |kind: MakerKind, role: MakerRole| -> Vec<String> {
        makers
            .iter()
            .filter(|maker| maker.kind == kind && maker.role == role)
            .map(|maker| maker.name.clone())
            .collect()
    };
    let declared = || -> Vec<String> {
        let signs = |maker: &&Maker| {
            maker.role == MakerRole::Author
                && matches!(maker.kind, MakerKind::Agency | MakerKind::Organisation)
                && matches!(maker.basis, MakerBasis::JsonLd | MakerBasis::Meta)
        };
        makers.iter().find(signs).map(|maker| maker.name.clone()).into_iter().collect()
    };
    let found = [
        names(MakerKind::Person, MakerRole::Author),
        names(MakerKind::Person, MakerRole::Editor),
        declared(),
    ];
    let agencies: Vec<String> = makers
        .iter()
        .filter(|maker| maker.kind == MakerKind::Agency)
        .map(|maker| maker.name.clone())
        .collect();
    article.authors = found.into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    extend(&mut article.agencies, agencies);
}

/// Adds names that are not there yet.
pub(crate) fn extend(list: &mut Vec<String>, more: Vec<String>) {
    for name in more {
        if !list.iter().any(|known| squeeze(known) == squeeze(&name)) {
            list.push(name);
        }
    }
}

/// Tells whether every author in a line has more than one name: a single word may be a place or a section.
fn names_fully(line: &Byline) -> bool {
    !line.authors.is_empty() && line.authors.iter().all(|name| is_full_name(name))
}

/// Tells whether a line is a word for the author and nothing more: `By`, `Autor:`.
fn says_by(line: &str, packs: &Packs) -> bool {
    let line = line.trim().trim_end_matches(':').trim();
    let tokens = Tokens::of(line);
    let whole = |end: usize| end == tokens.len();
    let book = packs.bylines();
    !tokens.is_empty()
        && (book.openings().longest_at(&tokens, 0).is_some_and(|(end, ())| whole(end))
            || book
                .cues()
                .longest_at(&tokens, 0)
                .is_some_and(|(end, cue)| whole(end) && *cue == BylineCue::By))
}

/// Returns the one small word that signs a line: `by river_girl`.
fn nickname(line: &str, packs: &Packs) -> Option<String> {
    let (cue, name) = line.trim().rsplit_once(char::is_whitespace)?;
    (is_nickname(name, packs) && says_by(cue, packs)).then(|| name.to_owned())
}

/// Tells whether a word can be the name that somebody goes by on a site: one word that is nothing else.
fn is_nickname(name: &str, packs: &Packs) -> bool {
    (2..=24).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && name.chars().next().is_some_and(char::is_alphabetic)
        && packs.bylines().cues().get(name).is_none()
        && matches!(credit(name, packs), Credit::Nothing | Credit::Person)
        && packs.furniture().cues().get(name).is_none()
}

fn kind_of(name: &str, organisation: bool, packs: &Packs) -> MakerKind {
    match credit(name, packs) {
        Credit::Agency => MakerKind::Agency,
        Credit::Desk => MakerKind::Desk,
        _ if organisation => MakerKind::Organisation,
        _ => MakerKind::Person,
    }
}

struct List<'a> {
    makers: Vec<Maker>,
    names: &'a [String],
    label: Option<&'a str>,
    outlet: Vec<String>,
}

impl List<'_> {
    fn persons(&self) -> bool {
        self.makers.iter().any(|maker| maker.kind == MakerKind::Person && maker.role == MakerRole::Author)
    }

    /// Tells whether a name is the outlet's, or one of its services: `MDR THÜRINGEN` of `MDR`.
    fn is_outlet(&self, name: &str) -> bool {
        let (whole, first) = (squeeze(name), name.split_whitespace().next().map(squeeze));
        self.outlet.contains(&whole)
            || first.is_some_and(|first| {
                let short = first.chars().count() >= 3 && name.chars().take(3).all(char::is_uppercase);
                short && first.len() < whole.len() && self.outlet.contains(&first)
            })
    }

    /// Tells whether a name is one word that stands for a site and no person: `LTO`, `lok.example`, the host's label.
    fn is_site_word(&self, name: &str) -> bool {
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let acronym = letters().all(char::is_uppercase) && (2..=5).contains(&letters().count());
        let host = name.rsplit_once('.').is_some_and(|(_, end)| {
            (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
        });
        !name.contains(char::is_whitespace)
            && (acronym || host || self.label.is_some_and(|label| squeeze(label) == squeeze(name)))
    }

    fn add(&mut self, name: &str, kind: MakerKind, role: MakerRole, basis: MakerBasis) {
        let squeezed = squeeze(name);
        let known = |maker: &&mut Maker| squeeze(&maker.name) == squeezed;
        if squeezed.is_empty()
            || self.makers.len() >= MOST
            || self.makers.iter_mut().any(|maker| known(&maker))
        {
            return;
        }
        self.makers.push(Maker { name: name.to_owned(), kind, role, basis });
    }

    /// Adds the names in what the markup declares to be the author.
    fn declared(&mut self, text: &str, basis: MakerBasis, organisation: bool, packs: &Packs) {
        for name in names_in(&strip_outlet(text, self.names), packs) {
            let outlet = self.is_outlet(&name);
            let organisation = organisation || self.is_site_word(&name);
            let kind = if outlet { MakerKind::Organisation } else { kind_of(&name, organisation, packs) };
            self.add(&name, kind, MakerRole::Author, basis);
        }
    }

    /// Adds the names in elements that are marked as the byline: whole names, else the one name that stands alone.
    fn marked(&mut self, lines: &[String], packs: &Packs) {
        let found: Vec<Byline> = lines.iter().map(|line| byline(line, packs)).collect();
        let names = || found.iter().flat_map(|line| &line.authors).filter(|name| !self.is_outlet(name));
        let mut persons: Vec<String> = names().filter(|name| is_full_name(name)).cloned().collect();
        if persons.is_empty() {
            persons = names().take(2).cloned().collect();
            persons.retain(|name| !name.contains(' ') && name.chars().count() >= 2);
            persons.truncate(if persons.len() == 1 { 1 } else { 0 });
            if persons.is_empty() && self.makers.is_empty() {
                let alone = lines.iter().find(|line| is_nickname(line, packs) && !self.is_outlet(line));
                persons.extend(alone.cloned());
            }
        }
        for name in persons {
            self.add(&name, MakerKind::Person, MakerRole::Author, MakerBasis::Markup);
        }
        for name in found.iter().flat_map(|line| &line.agencies) {
            self.add(name, MakerKind::Agency, MakerRole::Author, MakerBasis::Markup);
        }
    }

    /// Adds the names in the lines around the body, their persons only where nothing better names any.
    fn credits(&mut self, credits: &[CreditLine], packs: &Packs) {
        let mut none_yet = !self.persons();
        for (at, line) in credits.iter().enumerate() {
            let mut found = byline(&line.text, packs);
            // `By` stands in one line, the name in the next.
            if found.is_empty()
                && says_by(&line.text, packs)
                && let Some(next) = credits.get(at + 1)
            {
                found = byline(&format!("{} {}", line.text, next.text), packs);
            }
            let near = &credits[at.saturating_sub(1)..credits.len().min(at + 2)];
            let dated = || near.iter().any(|line| line.is_byline && line.text.chars().any(char::is_numeric));
            let signs =
                found.is_signed || (line.is_byline && found.is_names && names_fully(&found) && dated());
            if found.authors.is_empty() && line.is_byline && none_yet {
                found.authors.extend(nickname(&line.text, packs));
                self.line(&found, true);
            } else {
                self.line(&found, none_yet && signs);
            }
            none_yet &= !(found.is_signed && self.persons());
        }
    }

    /// Adds the names in a visible line; its persons only where it signs the article.
    fn line(&mut self, found: &Byline, persons: bool) {
        if persons {
            // Behind a single word stand places and sections: `By TPN, in News, Portugal`.
            let whole = found.authors.first().is_some_and(|name| is_full_name(name));
            let fits = |(at, name): &(usize, &String)| *at == 0 || (whole && is_full_name(name));
            let names: Vec<&String> = (found.authors.iter().enumerate().filter(fits).map(|(_, name)| name))
                .filter(|name| !self.is_outlet(name))
                .collect();
            for name in names {
                self.add(name, MakerKind::Person, MakerRole::Author, MakerBasis::Text);
            }
        }
        for name in &found.editors {
            self.add(name, MakerKind::Person, MakerRole::Editor, MakerBasis::Text);
        }
        for name in &found.agencies {
            if !self.is_outlet(name) {
                self.add(name, MakerKind::Agency, MakerRole::Credit, MakerBasis::Text);
            }
        }
    }
}
