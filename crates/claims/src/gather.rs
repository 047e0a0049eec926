//! Propositions: what each passage of each document claims, before they are matched.

use crate::Scope;
use crate::amounts::Amount;
use crate::origins::{Source, of_statement, outlet_name};
use crate::words::{self, Words};
use lang::Pack;
use model::{
    BlockKind, Certainty, ClaimKind, Document, EntityId, Event, Mode, Moment, Quantity, QuantityKind, Rule,
    Sentence, Span, Stance, Statement, StatementId,
};
use std::collections::BTreeSet;

/// One passage that claims something.
#[derive(Clone, Debug)]
pub(crate) struct Proposition {
    pub(crate) kind: ClaimKind,
    /// The document, as an index into the scope's.
    pub(crate) document: usize,
    /// The passage that carries it.
    pub(crate) span: Span,
    /// The sentence around it.
    pub(crate) sentence: Span,
    pub(crate) rule: Rule,
    pub(crate) stance: Stance,
    /// Whether it tells that something planned will not be.
    pub(crate) cancels: bool,
    /// The far end of its chain.
    pub(crate) origin: Source,
    /// Who passed it on first.
    pub(crate) passer: Source,
    pub(crate) chain: Vec<String>,
    pub(crate) narrated: bool,
    /// The day it is told for: when it was said, else when it was published.
    pub(crate) as_of: Option<Moment>,
    pub(crate) words: Words,
    /// What its words say happened to whom, in the classes of amounts.
    pub(crate) fates: BTreeSet<String>,
    pub(crate) entities: BTreeSet<EntityId>,
    pub(crate) subject: Subject,
}

/// What a proposition is about.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    /// So many of something.
    Amount(Amount),
    /// A happening: its PLOVER event, its day, its certainty, its participants by name.
    Event {
        event: String,
        mode: Option<String>,
        date: Option<Moment>,
        certainty: Certainty,
        names: [Vec<String>; 2],
    },
    /// What a speaker said.
    Position { mode: Mode },
}

/// How an amount stands to others.
enum Beside {
    /// By itself.
    Total,
    /// On top of another, or out of one.
    Aside,
    /// It only points at what was counted before.
    Reference,
}

/// The least content words of a position that can be told from others.
const SHORTEST_POSITION: usize = 2;

/// Returns the propositions of all documents of a thread.
pub(crate) fn propositions(scope: &Scope<'_>) -> Vec<Proposition> {
    let mut found = Vec::new();
    for (index, document) in scope.documents.iter().enumerate() {
        let reader = Reader { scope, index, document };
        let facts = document.facts();
        found.extend(facts.statements.iter().filter_map(|statement| reader.position(statement)));
        let mut before: Option<(Span, Amount)> = None;
        for quantity in &facts.quantities {
            let near = before
                .as_ref()
                .filter(|(at, _)| reader.neighbours(*at, quantity.span) && reader.alone_in_sentence(quantity))
                .map(|(_, amount)| amount);
            let Some(proposition) = reader.amount(quantity, near) else { continue };
            if let Subject::Amount(amount) = &proposition.subject
                && amount.kind == QuantityKind::Cardinal
            {
                before = Some((quantity.span, amount.clone()));
            }
            found.push(proposition);
        }
        found.extend(facts.events.iter().filter_map(|event| reader.event(event)));
    }
    found
}

struct Reader<'a> {
    scope: &'a Scope<'a>,
    index: usize,
    document: &'a Document,
}

impl Reader<'_> {
    fn position(&self, statement: &Statement) -> Option<Proposition> {
        if matches!(statement.mode, Mode::NonReport | Mode::Question) {
            return None;
        }
        statement.speaker.as_ref()?;
        let span = *statement.content.first()?;
        let subject = Subject::Position { mode: statement.mode };
        let found =
            self.proposition(ClaimKind::Position, span, statement.rule.clone(), Some(statement), subject);
        Some(found).filter(|found| found.words.len() >= SHORTEST_POSITION)
    }

    /// Tells whether two passages stand in one sentence or in two that follow each other.
    fn neighbours(&self, one: Span, other: Span) -> bool {
        let sentences = &self.document.facts().sentences;
        let index = |span: Span| sentences.partition_point(|sentence| sentence.span.end <= span.start);
        index(other).saturating_sub(index(one)) <= 1
    }

    /// Tells whether no other number stands in a quantity's sentence.
    fn alone_in_sentence(&self, quantity: &Quantity) -> bool {
        let Some(sentence) = self.document.sentence_of(quantity.span) else { return false };
        let quantities = &self.document.facts().quantities;
        quantities.iter().filter(|other| sentence.span.covers(other.span)).count() == 1
    }

    fn amount(&self, quantity: &Quantity, before: Option<&Amount>) -> Option<Proposition> {
        let counts = quantity.counted.is_some() || quantity.what.is_some() || before.is_some();
        let useful = matches!(quantity.kind, QuantityKind::Cardinal)
            || quantity.what.is_some()
            || matches!(
                quantity.kind,
                QuantityKind::Percent | QuantityKind::Money | QuantityKind::Measure | QuantityKind::Duration
            );
        // “14, not 13”: the value that is not so is nobody's claim.
        if quantity.negated || !counts && quantity.unit.is_none() || !useful || !self.in_body(quantity.span) {
            return None;
        }
        let sentence = self.document.sentence_of(quantity.span)?;
        let statement = self.statement(quantity.source_statement.as_ref());
        let planned = self.planned(sentence, quantity.span);
        let mut amount = Amount::of(self.document, quantity, planned, before)?;
        match self.standing_of(sentence.span, quantity) {
            // “These two villages” counts nothing anew.
            Beside::Reference => return None,
            Beside::Aside => amount.aside = true,
            Beside::Total => {}
        }
        let measured = amount.kind == QuantityKind::Measure;
        let subject = Subject::Amount(amount);
        let mut found =
            self.proposition(ClaimKind::Amount, quantity.span, quantity.rule.clone(), statement, subject);
        // A measure holds for the day that its sentence names; a toll for the day it is told.
        if measured && let Some(day) = self.day_before(sentence.span, quantity.span) {
            found.as_of = Some(day);
        }
        Some(found)
    }

    /// Returns how an amount stands to others by the words beside it.
    fn standing_of(&self, sentence: Span, quantity: &Quantity) -> Beside {
        let grammar = &self.scope.packs.get(&self.document.article().lang).grammar;
        let tokens = text::Tokens::of(self.document.surface(sentence));
        let offset = |span: Span| {
            let start = span.start.saturating_sub(sentence.start) as usize;
            tokens.within(Span::new(start, start + span.len()))
        };
        let number = offset(quantity.span);
        let counted = quantity.counted.as_ref().map_or(number.clone(), |counted| offset(counted.span));
        let end = counted.end.max(number.end);
        // A word before the number joins clauses as often as it adds, where the language marks who acts.
        let adds = (number.start..end).any(|at| grammar.is("more", &tokens, at))
            || !grammar.knows("agent") && number.start > 0 && grammar.is("more", &tokens, number.start - 1);
        let behind = [number.end, end.saturating_sub(1), end];
        let taken = behind.into_iter().any(|at| grammar.at("part", &tokens, at).is_some())
            || (number.start.saturating_sub(1)..=number.start)
                .any(|at| grammar.before("part", &tokens, at).is_some());
        if number.start > 0 && grammar.is("nobody", &tokens, number.start - 1) {
            Beside::Reference
        } else if adds || taken {
            Beside::Aside
        } else {
            Beside::Total
        }
    }

    /// Returns the last day named in a sentence before a place in it, if it is past.
    fn day_before(&self, sentence: Span, at: Span) -> Option<Moment> {
        let published = self.document.article().date.map(Moment::last_day);
        self.document
            .facts()
            .times
            .iter()
            .filter(|time| sentence.covers(time.span) && time.span.end <= at.start)
            .filter_map(|time| time.value.as_ref()?.moment().map(Moment::to_day))
            .rfind(|day| {
                day.day().is_some() && published.is_none_or(|published| day.first_day() <= published)
            })
    }

    fn event(&self, event: &Event) -> Option<Proposition> {
        if event.certainty == Certainty::Speculated || !self.in_body(event.trigger) {
            return None;
        }
        let statement = self.statement(event.statement.as_ref());
        let names = [&event.actors, &event.recipients]
            .map(|list| list.iter().map(|actor| actor.name.clone()).collect());
        let subject = Subject::Event {
            event: event.event.clone(),
            mode: event.mode.clone(),
            date: event.date,
            certainty: event.certainty,
            names,
        };
        let mut found =
            self.proposition(ClaimKind::Event, event.trigger, event.rule.clone(), statement, subject);
        found.entities =
            event.actors.iter().chain(&event.recipients).filter_map(|actor| actor.entity.clone()).collect();
        if event.certainty == Certainty::Denied {
            found.stance = Stance::Denies;
            // Who denies it says that it is not so; who cancels it had planned it.
            found.cancels = statement.is_none_or(|statement| statement.mode != Mode::Denial);
        }
        Some(found)
    }

    fn proposition(
        &self,
        kind: ClaimKind,
        at: Span,
        rule: Rule,
        statement: Option<&Statement>,
        subject: Subject,
    ) -> Proposition {
        let sentence = self.document.sentence_of(at).map_or(at, |sentence| sentence.span);
        let content = statement.and_then(|statement| statement.content.first()).copied();
        // The passage is the content it stands in, else its sentence.
        let span = content.filter(|content| content.covers(at)).unwrap_or(sentence);
        let narration = &self.scope.narrations[self.index];
        let (origin, passer) = match statement {
            Some(statement) => of_statement(self.scope, self.document, narration, statement),
            None => (narration.clone(), narration.clone()),
        };
        let article = self.document.article();
        let mut chain: Vec<String> = match statement {
            Some(statement) => statement.chain.links().iter().map(|link| link.name.clone()).collect(),
            None => self.narration_chain(),
        };
        // The outlet stands last, under the name that its host has in all of the record.
        let outlet = outlet_name(self.scope, article);
        if let Some(last) = chain.last_mut().filter(|last| article.outlet.label() == Some(last.as_str())) {
            *last = outlet;
        } else {
            chain.push(outlet);
        }
        let pack = self.scope.packs.get(&article.lang);
        let said_on = statement.and_then(|statement| statement.said_on);
        let denies = matches!(subject, Subject::Position { mode: Mode::Denial });
        Proposition {
            kind,
            document: self.index,
            span,
            sentence,
            rule,
            stance: Stance::Asserts,
            cancels: false,
            narrated: statement.is_none_or(|statement| statement.speaker.is_none()),
            origin,
            passer,
            chain,
            as_of: said_on.or(article.date).map(Moment::to_day),
            fates: if denies { fates(self.document.surface(span), pack) } else { BTreeSet::new() },
            words: words::content(self.document.surface(span), pack),
            entities: self
                .document
                .facts()
                .mentions
                .iter()
                .filter(|mention| span.covers(mention.span))
                .map(|mention| mention.entity.clone())
                .collect(),
            subject,
        }
    }

    fn narration_chain(&self) -> Vec<String> {
        let article = self.document.article();
        let agency = article.agencies.iter().map(|agency| {
            self.scope
                .packs
                .names()
                .exactly(agency)
                .map_or_else(|| agency.clone(), |known| known.label.clone())
        });
        agency.collect()
    }

    /// Returns the statement of this id.
    fn statement(&self, id: Option<&StatementId>) -> Option<&Statement> {
        let id = id?;
        self.document.facts().statements.iter().find(|statement| statement.id == *id)
    }

    fn in_body(&self, span: Span) -> bool {
        let blocks = &self.document.article().blocks;
        let at = blocks.partition_point(|block| block.span.end <= span.start);
        blocks.get(at).is_none_or(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Caption))
    }

    /// Tells whether the clause around a quantity speaks of something to come.
    fn planned(&self, sentence: Sentence, span: Span) -> bool {
        let events = &self.document.facts().events;
        let near = events
            .iter()
            .filter(|event| sentence.span.covers(event.trigger))
            .min_by_key(|event| event.trigger.start.abs_diff(span.end));
        if let Some(event) = near {
            return matches!(event.certainty, Certainty::Planned | Certainty::Speculated);
        }
        let pack = self.scope.packs.get(&self.document.article().lang);
        let rest = Span::new(span.end as usize, sentence.span.end as usize);
        let tokens = text::Tokens::of(self.document.surface(rest));
        (0..tokens.len().min(14)).any(|at| {
            pack.grammar.at("future", &tokens, at).is_some()
                || pack.grammar.at("possible", &tokens, at).is_some()
        })
    }
}

/// Returns what a text says happened, and to whom (`of soldier`), in the classes that amounts have.
fn fates(text: &str, pack: &Pack) -> BTreeSet<String> {
    let tokens = text::Tokens::of(text);
    let fates = pack.counted.fates().find(&tokens).map(|(_, fate)| fate.clone());
    let heads = pack.counted.heads().find(&tokens).map(|(_, head)| format!("of {}", head.class));
    fates.chain(heads).collect()
}
