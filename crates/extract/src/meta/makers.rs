//! Who made a page, of all that it says of that: persons apart from desks, agencies and outlets.

use super::byline::{Byline, Credit, byline, credit, is_full_name, names_in};
use super::marked::Marked;
use super::{Head, Linked, strip_outlet};
use crate::draft::Draft;
use crate::squeeze::squeeze;
use lang::Packs;
use model::{Article, Maker, MakerBasis, MakerKind, MakerRole};

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
}

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
    let mut none_yet = !list.persons();
    let credits = &named.draft.credits;
    for (at, line) in credits.iter().enumerate() {
        let found = byline(&line.text, packs);
        let dated = || {
            credits[at.saturating_sub(1)..credits.len().min(at + 2)]
                .iter()
                .any(|line| line.is_byline && line.text.chars().any(char::is_numeric))
        };
        let signs = found.is_signed || (line.is_byline && found.is_names && names_fully(&found) && dated());
        list.line(&found, none_yet && signs);
        none_yet &= !(found.is_signed && list.persons());
    }
    if !list.persons() {
        for name in &named.draft.box_names {
            list.add(name, MakerKind::Person, MakerRole::Author, MakerBasis::Text);
        }
    }
    list.makers
}

/// Lists the makers of a page without markup: those whom the lines around its body name.
pub(crate) fn makers_of_lines(draft: &Draft, packs: &Packs) -> Vec<Maker> {
    let mut list = List { makers: Vec::new(), names: &[], outlet: Vec::new() };
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
    outlet: Vec<String>,
}

impl List<'_> {
    fn persons(&self) -> bool {
        self.makers.iter().any(|maker| maker.kind == MakerKind::Person && maker.role == MakerRole::Author)
    }

    fn add(&mut self, name: &str, kind: MakerKind, role: MakerRole, basis: MakerBasis) {
        let squeezed = squeeze(name);
        let known = |maker: &&mut Maker| squeeze(&maker.name) == squeezed;
        if squeezed.is_empty() || self.makers.iter_mut().any(|maker| known(&maker)) {
            return;
        }
        self.makers.push(Maker { name: name.to_owned(), kind, role, basis });
    }

    /// Adds the names in what the markup declares to be the author.
    fn declared(&mut self, text: &str, basis: MakerBasis, organisation: bool, packs: &Packs) {
        for name in names_in(&strip_outlet(text, &self.names), packs) {
            let outlet = self.outlet.contains(&squeeze(&name));
            let kind = if outlet { MakerKind::Organisation } else { kind_of(&name, organisation, packs) };
            self.add(&name, kind, MakerRole::Author, basis);
        }
    }

    /// Adds the names in elements that are marked as the byline: whole names, else the one name that stands alone.
    fn marked(&mut self, lines: &[String], packs: &Packs) {
        let found: Vec<Byline> = lines.iter().map(|line| byline(line, packs)).collect();
        let names = || {
            found.iter().flat_map(|line| &line.authors).filter(|name| !self.outlet.contains(&squeeze(name)))
        };
        let mut persons: Vec<String> = names().filter(|name| is_full_name(name)).cloned().collect();
        if persons.is_empty() {
            persons = names().take(2).cloned().collect();
            persons.retain(|name| !name.contains(' ') && name.chars().count() >= 2);
            persons.truncate(if persons.len() == 1 { 1 } else { 0 });
        }
        for name in persons {
            self.add(&name, MakerKind::Person, MakerRole::Author, MakerBasis::Markup);
        }
        for name in found.iter().flat_map(|line| &line.agencies) {
            self.add(name, MakerKind::Agency, MakerRole::Author, MakerBasis::Markup);
        }
    }

    /// Adds the names in a visible line; its persons only where it signs the article.
    fn line(&mut self, found: &Byline, persons: bool) {
        if persons {
            for name in found
                .authors
                .iter()
                .filter(|name| !self.outlet.contains(&squeeze(name)))
                .cloned()
                .collect::<Vec<_>>()
            {
                self.add(&name, MakerKind::Person, MakerRole::Author, MakerBasis::Text);
            }
        }
        for name in &found.editors {
            self.add(name, MakerKind::Person, MakerRole::Editor, MakerBasis::Text);
        }
        for name in &found.agencies {
            if !self.outlet.contains(&squeeze(name)) {
                self.add(name, MakerKind::Agency, MakerRole::Credit, MakerBasis::Text);
            }
        }
    }
}
