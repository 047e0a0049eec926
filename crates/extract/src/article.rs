//! The article: everything that was read of a page, joined.

use crate::blocks::{Model, View};
use crate::content::mark_cards;
use crate::draft::Draft;
use crate::markup::Tree;
use crate::memory::{self, OutletMemory};
use crate::meta::{
    Credit, DayOrder, Head, Linked, Role, Sources, Told, credit, dateline, day_order, extend, head, language,
    linked, makers_of_lines, outlet, published, share, shown_dates, told,
};
use crate::passage::{cut, weigh};
use crate::verdict::{Draughted, Evidence, Said, Seen, body, judge, reason, refusal, said};
use crate::{charset, crawl, html, verdict};
use lang::Packs;
use model::{Article, BlockKind, FurnitureKind, Note, Page, PageKind, SetAside, SetAsideReason, TitleBasis};

/// Turns a page into its article, or says why it holds none.
///
/// ```
/// use model::{DocId, Given, Page, PageKind};
/// let html = "<h1>Bridge closed</h1><p>The bridge over the river was closed on Monday after the water rose, \
///             the town said. It will stay closed until engineers have looked at it.</p>";
/// let page = Page {
///     id: DocId::of_bytes(html.as_bytes()),
///     path: "bridge.html".into(),
///     bytes: html.as_bytes().to_vec(),
///     kind: PageKind::Html,
///     charset: None,
///     given: Given::default(),
/// };
/// let article = extract::extract(&page, lang::Packs::embedded()).unwrap();
/// assert_eq!(article.title.as_deref(), Some("Bridge closed"));
/// assert!(article.text.starts_with("The bridge"));
/// ```
pub fn extract(page: &Page, packs: &Packs) -> Result<Article, SetAside> {
    extract_with(page, packs, None)
}

/// Does so with what was learned of the page's outlet from other pages.
pub fn extract_with(page: &Page, packs: &Packs, memory: Option<&OutletMemory>) -> Result<Article, SetAside> {
    match extract_by(page, packs, memory, &mut shipped) {
        // What is known of an outlet takes lines away, never a whole page.
        Err(_) if memory.is_some() => extract_by(page, packs, None, &mut shipped),
        read => read,
    }
}

/// Gives the chance of each passage that it belongs to the article; `None` leaves it to the rules.
pub(crate) type Judge<'a> = &'a mut dyn FnMut(&View<'_>) -> Option<Vec<f32>>;

/// Judges by what is shipped.
fn shipped(view: &View<'_>) -> Option<Vec<f32>> {
    if view.markup.is_some() { Model::html().chances(view) } else { Model::plain().chances(view) }
}

/// Extracts the article of a page, its passages judged by `judge`.
pub(crate) fn extract_by(
    page: &Page,
    packs: &Packs,
    memory: Option<&OutletMemory>,
    judge: Judge<'_>,
) -> Result<Article, SetAside> {
    let aside = |reason, advice: &str| Err(SetAside::new(page.path.clone(), reason, advice));
    if page.bytes.iter().all(u8::is_ascii_whitespace) {
        return aside(SetAsideReason::Empty, "there is nothing in it");
    }
    let decoded = charset::decode(&page.bytes, page.charset.as_deref(), page.kind == PageKind::Html);
    if is_binary(&decoded.text) {
        return aside(SetAsideReason::Binary, "it is not text; give HTML, text or JSON Lines");
    }
    // Ranges are 32 bits wide.
    if u32::try_from(decoded.text.len()).is_err() {
        return aside(SetAsideReason::TooLarge, "it is larger than 4 GiB; split it");
    }
    let notes = decoded.notes;
    match page.kind {
        PageKind::Html => read_html(page, &decoded.text, notes, packs, memory, judge),
        PageKind::Text => read_text(page, &decoded.text, notes, packs, memory, judge),
        PageKind::Verbatim => Ok(read_verbatim(page, &decoded.text, notes, packs)),
    }
}

/// Tells whether a text is none: zero bytes, or mostly control characters and characters that did not decode.
fn is_binary(text: &str) -> bool {
    // Nearly every text shows at a glance that nothing of the kind stands at its beginning.
    let odd = |byte: u8| matches!(byte, 0..=8 | 14..=31 | 0x7F | 0xC2 | 0xEF);
    if !text.as_bytes().iter().take(4096 * 4).fold(false, |found, byte| found | odd(*byte)) {
        return false;
    }
    let mut seen = 0u32;
    let mut bad = 0u32;
    for c in text.chars().take(4096) {
        seen += 1;
        bad += u32::from(c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace()));
    }
    bad * 10 > seen
}

/// Returns the numbers that the verdict on a page with markup rests on; nothing where it holds no running text.
///
/// For the command that trains the verdict.
pub fn evidence(page: &Page, packs: &Packs) -> Option<Evidence> {
    let decoded = charset::decode(&page.bytes, page.charset.as_deref(), true);
    joined_html(page, &decoded.text, Vec::new(), packs, None, &mut shipped)
        .ok()
        .map(|joined| joined.evidence.0)
}

/// Adds what a page shows to what is known of its outlet.
pub(crate) fn remember(page: &Page, packs: &Packs, memory: &mut OutletMemory) {
    let decoded = charset::decode(&page.bytes, page.charset.as_deref(), page.kind == PageKind::Html);
    let (draft, url, place) = match page.kind {
        PageKind::Html => {
            let tree = Tree::of(&decoded.text);
            let head = head(&tree);
            let mut cut = cut(&tree);
            mark_cards(&tree, &mut cut);
            let (linked, _) = linked(&head.scripts);
            let titles = headlines(&head, &linked, page);
            let draft = html::read(&tree, &cut, &titles, linked.body.as_deref(), packs, &mut shipped);
            let place = memory::place(&tree, &draft);
            (draft, address(page, Some(&head)), place)
        }
        PageKind::Text => (
            crawl::read(&decoded.text, page.given.title.as_deref(), packs, &mut shipped),
            address(page, None),
            None,
        ),
        PageKind::Verbatim => return,
    };
    let Some(url) = url else { return };
    let texts = draft.blocks.iter().map(|block| &block.text);
    let texts = texts.chain(draft.furniture.iter().map(|line| &line.text));
    memory.add(&url, texts.map(|text| (weigh(text), memory::line(text))), place);
}

/// Returns the address of a page: as given, else as it says itself.
fn address(page: &Page, head: Option<&Head<'_>>) -> Option<String> {
    let said = || head.and_then(|head| head.canonical.as_deref().or_else(|| head.meta(&["og:url"])));
    page.given.url.as_deref().or_else(said).map(str::to_owned)
}

fn read_html(
    page: &Page,
    text: &str,
    notes: Vec<Note>,
    packs: &Packs,
    memory: Option<&OutletMemory>,
    chances: Judge<'_>,
) -> Result<Article, SetAside> {
    let Joined { mut article, evidence, said, body } =
        joined_html(page, text, notes, packs, memory, chances)?;
    let verdict = judge(&evidence, &said, body);
    if let Some((reason, advice)) = reason(verdict) {
        return Err(SetAside::new(page.path.clone(), reason, advice));
    }
    article.verdict = Some(verdict);
    Ok(article)
}

/// An article with what speaks for and against its being one.
struct Joined {
    article: Article,
    evidence: (Evidence, bool),
    said: Said,
    /// How much text it is, in letters.
    body: u32,
}

fn joined_html(
    page: &Page,
    text: &str,
    notes: Vec<Note>,
    packs: &Packs,
    memory: Option<&OutletMemory>,
    chances: Judge<'_>,
) -> Result<Joined, SetAside> {
    let tree = Tree::of(text);
    let head = head(&tree);
    let (linked, broken) = linked(&head.scripts);
    let mut cut = cut(&tree);
    mark_cards(&tree, &mut cut);
    let titles = headlines(&head, &linked, page);
    let mut draft = html::read(&tree, &cut, &titles, linked.body.as_deref(), packs, chances);
    let url = address(page, Some(&head));
    if let Some(known) = memory.zip(url.as_deref()).and_then(|(memory, url)| memory.of(url)) {
        known.clear(Some(&tree), &mut draft);
    }
    let refused = refusal(
        &Draughted {
            titles: &titles,
            draft: &draft,
            links: cut.passages.iter().map(|passage| passage.link_weight.min(passage.weight)).sum(),
            says_article: head.meta(&["og:type"]) == Some("article") || linked.published.is_some(),
            pictures: &|| memchr::memmem::find(text.as_bytes(), b"<img").is_some(),
        },
        packs,
    );
    if let Some((reason, advice)) = refused {
        return Err(SetAside::new(page.path.clone(), reason, advice));
    }
    let mut notes = notes;
    if broken {
        notes.push(Note::new("json-ld-broken", "a JSON-LD script does not parse and was left out"));
    }
    let mut article = joined(page, &draft, notes);
    told(
        &mut article,
        &Told { page, tree: &tree, cut: &cut, head: &head, linked: &linked, draft: &draft, packs },
    );
    finish(&mut article, &draft, packs);
    let said = said(&tree, &head);
    let evidence = verdict::evidence(&Seen {
        tree: &tree,
        cut: &cut,
        said: &said,
        og_type: head.meta(&["og:type"]),
        draft: &draft,
        article: &article,
    });
    let body = body(&draft);
    article.furniture = draft.furniture;
    Ok(Joined { article, evidence, said, body })
}

/// Returns the headlines that a page gives itself, in the order of trust.
fn headlines(head: &Head<'_>, linked: &Linked, page: &Page) -> Vec<String> {
    let mut titles: Vec<String> = page.given.title.iter().cloned().collect();
    titles.extend(head.meta(&["og:title"]).map(str::to_owned));
    titles.extend(linked.headline.clone());
    titles.extend(head.headings.iter().map(|(_, text)| text.clone()));
    titles.extend(
        head.meta(&["twitter:title", "title", "dc.title", "parsely-title", "sailthru.title"])
            .map(str::to_owned),
    );
    titles.extend(head.title.clone());
    titles
}

/// The most lines of an item that is read whole for want of anything to take away.
const BRIEF_LINES: usize = 6;

fn read_text(
    page: &Page,
    text: &str,
    notes: Vec<Note>,
    packs: &Packs,
    memory: Option<&OutletMemory>,
    chances: Judge<'_>,
) -> Result<Article, SetAside> {
    let mut draft = crawl::read(text, page.given.title.as_deref(), packs, chances);
    if let Some(known) = memory.zip(page.given.url.as_deref()).and_then(|(memory, url)| memory.of(url)) {
        known.clear(None, &mut draft);
    }
    let titles: Vec<String> = page.given.title.iter().chain(draft.title.as_ref()).cloned().collect();
    let page_seen =
        Draughted { titles: &titles, draft: &draft, links: 0, says_article: false, pictures: &|| false };
    if let Some((reason, advice)) = refusal(&page_seen, packs) {
        // A few sentences without any furniture are a brief item: nothing needs to be taken away.
        return if is_brief_item(text) {
            Ok(read_verbatim(page, text, notes, packs))
        } else {
            Err(SetAside::new(page.path.clone(), reason, advice))
        };
    }
    let mut article = joined(page, &draft, notes);
    (article.title, article.parts.title_basis) = match (&page.given.title, &draft.title) {
        (Some(given), _) => (Some(given.clone()), TitleBasis::Given),
        (None, Some(line)) => (Some(line.clone()), TitleBasis::Text),
        (None, None) => (None, TitleBasis::None),
    };
    article.subtitle = draft.subtitle.clone();
    article.section = draft.section.clone();
    article.outlet = outlet(&page.given, None, &Linked::default(), &draft.rights, packs);
    let language = language(&article.text, page.given.lang.as_deref(), packs);
    (article.lang, article.lang_confidence) = (language.tag, language.confidence);
    let sources = Sources {
        lines: draft.credits.iter().map(|line| line.text.as_str()).collect(),
        far_lines: draft.far_lines.iter().map(String::as_str).collect(),
        urls: page.given.url.as_deref().into_iter().collect(),
        ..Sources::default()
    };
    let dates = published(&sources, &page.given, day_order(&article.lang), packs);
    (article.date, article.date_basis, article.modified) = (dates.date, dates.basis, dates.modified);
    article.notes.extend(dates.notes);
    article.parts.makers = makers_of_lines(&draft, packs);
    share(&mut article);
    article.tags = draft.tags.clone();
    finish(&mut article, &draft, packs);
    article.furniture = draft.furniture;
    Ok(article)
}

/// Tells whether a text is a short run of sentences and nothing else.
fn is_brief_item(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let sentences = text::sentences(text, &text::SentenceMarks::default());
    lines.len() <= BRIEF_LINES
        && sentences.len() >= 2
        && lines.iter().all(|line| crate::passage::ends_sentence(line))
}

/// Takes a text as it stands: its lines are its blocks, and its offsets are the caller's own.
fn read_verbatim(page: &Page, text: &str, notes: Vec<Note>, packs: &Packs) -> Article {
    let mut article = empty(page, notes);
    article.text = text.to_owned();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let span = model::Span::new(from, from + line.len()).trimmed(text);
        from += line.len();
        if !span.is_empty() {
            article.blocks.push(model::Block {
                kind: BlockKind::Paragraph,
                span,
                source: Some([span.start, span.end]),
            });
        }
    }
    article.title = page.given.title.clone();
    article.parts.title_basis = if article.title.is_some() { TitleBasis::Given } else { TitleBasis::None };
    article.outlet = outlet(&page.given, None, &Linked::default(), &[], packs);
    let language = language(text, page.given.lang.as_deref(), packs);
    (article.lang, article.lang_confidence) = (language.tag, language.confidence);
    let sources = Sources { urls: page.given.url.as_deref().into_iter().collect(), ..Sources::default() };
    let dates = published(&sources, &page.given, day_order(&article.lang), packs);
    (article.date, article.date_basis) = (dates.date, dates.basis);
    article.notes.extend(dates.notes);
    finish(&mut article, &Draft::default(), packs);
    article
}

fn empty(page: &Page, notes: Vec<Note>) -> Article {
    Article {
        id: page.id.clone(),
        path: page.path.clone(),
        url: page.given.url.clone(),
        canonical_url: None,
        outlet: model::Outlet::default(),
        title: None,
        subtitle: None,
        authors: Vec::new(),
        agencies: Vec::new(),
        date: None,
        date_basis: model::DateBasis::None,
        modified: None,
        dateline: None,
        section: None,
        tags: Vec::new(),
        lang: "und".to_owned(),
        lang_confidence: model::Confidence::WEAK,
        verdict: None,
        text: String::new(),
        blocks: Vec::new(),
        furniture: Vec::new(),
        parts: model::Parts::default(),
        notes,
    }
}

/// Makes an article of a draft's text; its furniture follows when nobody looks at the draft any more.
fn joined(page: &Page, draft: &Draft, notes: Vec<Note>) -> Article {
    let (text, blocks) = draft.joined();
    Article { text, blocks, ..empty(page, notes) }
}

/// Reads what only the finished text tells: the dateline, and the credit that closes it.
fn finish(article: &mut Article, draft: &Draft, packs: &Packs) {
    let first = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(2);
    let found = first.filter_map(|block| block.span.of(&article.text)).find_map(|text| dateline(text, packs));
    if let Some(found) = found {
        article.dateline = found.place;
        extend(&mut article.agencies, found.agencies);
    }
    if let Some(name) =
        article.blocks.last().and_then(|block| block.span.of(&article.text)).and_then(closing_credit)
        && credit(name, packs) == Credit::Agency
    {
        extend(&mut article.agencies, vec![name.to_owned()]);
    }
    for line in &draft.furniture {
        if line.kind == FurnitureKind::Byline
            && let Some(name) = closing_credit(&line.text)
        {
            for name in name.split(['/', ',']).map(str::trim) {
                if credit(name, packs) == Credit::Agency {
                    extend(&mut article.agencies, vec![name.to_owned()]);
                }
            }
        }
    }
    if article.date.is_none() {
        let line = article.blocks.first().and_then(|block| block.span.of(&article.text)).unwrap_or_default();
        let head: String = line.chars().take(80).collect();
        let dated =
            shown_dates(&head, DayOrder::Unknown, packs).into_iter().find(|date| date.role == Role::Plain);
        if let Some(dated) = dated.filter(|date| {
            article.dateline.is_some() && date.range.end < head.len() && in_dateline(&head, date.range.end)
        }) {
            article.date = Some(dated.moment);
            article.date_basis = model::DateBasis::Dateline;
            article.notes.retain(|note| note.code != "date-missing");
        }
    }
}

/// Tells whether a date stands before the mark that ends a dateline.
fn in_dateline(head: &str, end: usize) -> bool {
    head.get(end..).is_some_and(|rest| rest.trim_start().starts_with(['(', ':', '-', '–', '—', ')']))
}

/// Returns the name in the brackets that close a text: `… (देश संवाद)`.
fn closing_credit(text: &str) -> Option<&str> {
    let text = text.trim_end().trim_end_matches(['.', '।']).trim_end();
    let text = text.strip_suffix([')', ']'])?;
    let at = text.rfind(['(', '['])?;
    let name = text[at + 1..].trim();
    (name.split_whitespace().count() <= 5).then_some(name)
}
