//! A claim's page: what is claimed, how it stands and why, every sentence that it rests on, and what would change it.

use crate::layout::{Frame, render};
use crate::parts::badge::Badge;
use crate::parts::chain::{Hands, Way, ways};
use crate::parts::cite::Cite;
use crate::parts::claim_line::ClaimLine;
use crate::parts::figures::{self, ValueLine};
use crate::parts::fix::{self, FixForm, FixLine, Forms};
use crate::source::{Source, Texts};
use crate::{Look, Marked, Named, Names, Place, Quoted, address};
use askama::Template;
use model::{Claim, ClaimKind, Correction, SilenceKind, Stance, Standing, Support, ThreadRecord};

/// One claim with what the library knows around it.
#[derive(Clone, Copy)]
pub struct ClaimView<'a> {
    /// The record of its thread.
    pub record: &'a ThreadRecord,
    /// The claim.
    pub claim: &'a Claim,
    /// The texts that it cites.
    pub texts: &'a dyn Texts,
    /// The names of who and what it names.
    pub names: &'a Names,
    /// Remarks on it, and what has been corrected in the sentences it rests on.
    pub corrections: &'a [Correction],
    /// What the forms share.
    pub forms: Forms<'a>,
}

/// A sentence that a claim rests on, in its place.
struct Context {
    cite: Cite,
    day: String,
    hands: Hands,
    stance: Option<(&'static str, &'static str)>,
    narrated: bool,
    text: Marked,
    form: Option<FixForm>,
}

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage<'a> {
    frame: Frame<'a>,
    look: &'a Look,
    sentence: Quoted,
    cite: Cite,
    badge: Badge,
    topic: crate::Mixed,
    thread: (String, Quoted),
    why: crate::Mixed,
    about: &'static str,
    would_change: Vec<String>,
    slots: Vec<(String, crate::Mixed)>,
    values: Vec<ValueLine>,
    origins: Vec<(Option<String>, Named, String, Option<Named>)>,
    ways: Vec<Way>,
    contexts: Vec<Context>,
    contexts_more: Option<String>,
    silences: Vec<(Named, &'static str, Cite, Quoted)>,
    related: Vec<(String, ClaimLine)>,
    fixes: Vec<FixLine>,
    remark: FixForm,
    all_href: String,
}

/// So many sentences are shown in their places unless the address asks for `all`.
const CONTEXTS: usize = 16;
/// So many claims near it are shown.
const RELATED: usize = 12;

/// The slots in the order in which they are shown; others follow.
const SLOTS: [&str; 15] = [
    "speaker",
    "what",
    "counted",
    "wording",
    "unit",
    "of",
    "event",
    "mode",
    "actor",
    "recipient",
    "part",
    "more",
    "place",
    "date",
    "certainty",
];

/// Returns the page of a claim.
pub fn claim(view: &ClaimView<'_>, look: &Look) -> String {
    let source = Source::of(view.record, view.texts, view.names, look);
    let claim = view.claim;
    let sentence = source.sentence(claim);
    let most = if look.address.get("all").is_some() { usize::MAX } else { CONTEXTS };
    let mut supports: Vec<&Support> = claim.supports.iter().collect();
    let told = |support: &Support| source.article(support.evidence.article()).and_then(|line| line.date);
    supports.sort_by_cached_key(|support| {
        let date = told(support);
        (support.stance != Stance::Denies, date.is_none(), date, support.evidence.clone())
    });
    render(&ClaimPage {
        frame: Frame::of(look, Place::Elsewhere, &crate::cut(sentence.text(), 70)),
        look,
        cite: Cite::of(&claim.evidence0, &source),
        badge: Badge::of(claim.support, look),
        topic: figures::topic(claim, &source),
        thread: (address::thread(&view.record.id), crate::thread::title(&source)),
        why: crate::Mixed::new(&figures::why(claim, &source), look.lang),
        about: look.find(&format!("standing.{}.about", claim.support.name())).unwrap_or_default(),
        would_change: would_change(claim, &source),
        slots: slots(claim, &source),
        values: figures::values(claim, &source),
        origins: origins(claim, &source),
        ways: ways(&claim.supports, &source),
        contexts_more: look.more(supports.len(), most),
        contexts: supports.into_iter().take(most).map(|support| context(support, view, &source)).collect(),
        silences: silences(claim, &source),
        related: related(claim, &source),
        fixes: fix::lines(view.corrections, view.names, view.forms, look),
        remark: FixForm::remark(&claim.id, view.forms, look),
        sentence,
        all_href: look.address.with("all", "1").to_string(),
    })
}

fn context(support: &Support, view: &ClaimView<'_>, source: &Source<'_>) -> Context {
    let look = source.look;
    let evidence = &support.evidence;
    let (outlet, hands) =
        support.chain.split_last().map_or((None, &[][..]), |(last, hands)| (Some(last), hands));
    let named = hands.iter().chain(outlet).map(|hand| source.name(hand)).collect();
    Context {
        cite: Cite::by_outlet(evidence, source),
        day: look.day_or_none(source.article(evidence.article()).and_then(|line| line.date)),
        hands: Hands::of(named, look),
        stance: match support.stance {
            Stance::Asserts => None,
            Stance::Denies => Some(("denied", look.word("stance.denies"))),
            Stance::Presupposes => Some(("single", look.word("stance.presupposes"))),
        },
        narrated: support.narrated,
        text: source.in_place(evidence),
        // What an outlet tells in its own words has no speaker that could be wrong.
        form: (!support.narrated).then(|| {
            let speaker = hands.first().map(String::as_str);
            FixForm::speaker(evidence.article(), evidence.span(), speaker, view.forms, look)
        }),
    }
}

/// Words the slots of a claim, those known to the table first.
fn slots(claim: &Claim, source: &Source<'_>) -> Vec<(String, crate::Mixed)> {
    let look = source.look;
    let rank = |slot: &str| SLOTS.iter().position(|known| *known == slot).unwrap_or(SLOTS.len());
    let mut slots: Vec<(&String, &String)> =
        claim.slots.iter().filter(|(_, part)| !part.is_empty()).collect();
    slots.sort_by_key(|(slot, _)| (rank(slot), slot.as_str()));
    let word =
        |slot: &str| look.find(&format!("slot.{slot}")).map_or_else(|| crate::clean(slot), str::to_owned);
    let told = |slot: &str, part: &str| match slot {
        "certainty" => {
            look.find(&format!("certainty.{part}")).map_or_else(|| crate::clean(part), str::to_owned)
        }
        "wording" => crate::clean(part),
        "mode" if claim.kind == ClaimKind::Position => look.either(&format!("said.{part}"), part),
        _ => figures::slot_words(slot, part, claim, source),
    };
    slots
        .into_iter()
        .map(|(slot, part)| (word(slot), crate::Mixed::new(&told(slot, part), look.lang)))
        .collect()
}

fn origins(claim: &Claim, source: &Source<'_>) -> Vec<(Option<String>, Named, String, Option<Named>)> {
    let origins = claim.origins.iter().filter_map(|id| source.origin(id.as_str()));
    let line = |origin: &model::Origin| {
        let kind = source.look.either(&format!("kind.{}", origin.kind), &origin.kind);
        let side = origin.side.as_deref().map(|side| source.name(side));
        (origin.entity.as_ref().map(address::entity), source.origin_name(origin), kind, side)
    };
    origins.map(line).collect()
}

fn silences(claim: &Claim, source: &Source<'_>) -> Vec<(Named, &'static str, Cite, Quoted)> {
    let look = source.look;
    let about = source.thread.silences.iter().filter(|silence| silence.claim.as_ref() == Some(&claim.id));
    let line = |silence: &model::Silence| {
        let name = source.names().show_id(silence.entity.as_ref(), &silence.source, look.lang);
        let (kind, quote) = match silence.kind {
            SilenceKind::Stated => ("silence.stated", source.quote(&silence.evidence)),
            SilenceKind::Observed => ("silence.observed", Quoted::default()),
        };
        (name, look.find(kind).unwrap_or_default(), Cite::of(&silence.evidence, source), quote)
    };
    about.map(line).collect()
}

fn related(claim: &Claim, source: &Source<'_>) -> Vec<(String, ClaimLine)> {
    let look = source.look;
    let near = claim.related.iter().filter_map(|relation| {
        let (_, other) = source.claim(&relation.claim)?;
        let key = format!("claim.related.{}", relation.relation);
        Some((look.either(&key, &relation.relation), ClaimLine::of(other, source)))
    });
    near.take(RELATED).collect()
}

/// Says what would change how a claim stands: a rule for each standing, never a guess about the claim.
fn would_change(claim: &Claim, source: &Source<'_>) -> Vec<String> {
    let look = source.look;
    let mut lines = vec![match claim.support {
        Standing::Single => match claim.origins.first().and_then(|id| source.origin(id.as_str())) {
            Some(origin) => look.fill("claim.would-change.single", &[source.origin_name(origin).text()]),
            None => look.word("claim.would-change.single-unnamed").to_owned(),
        },
        standing => look.word(&format!("claim.would-change.{}", standing.name())).to_owned(),
    }];
    if claim.articles().len() > 1 {
        lines.push(look.word("claim.copies-do-not-count").to_owned());
    }
    lines
}
