//! An article's text to be read: blocks in order, marked by the layers that are on, with notes beside them.

use super::aside::{Aside, Asides};
use super::chain::Hands;
use super::fix::{FixForm, Forms};
use super::layers::{Layer, Layers};
use super::weave::{Mark, Strand, Tag, weave};
use crate::{Look, Named, Names, address};
use askama::Template;
use model::{Actor, Block, BlockKind, Certainty, Document, EntityType, Event, Quantity, Span, Statement};

/// One block with what stood before it and what is noted beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What was set aside before it.
    pub before: Option<Aside>,
    /// The block.
    pub block: Woven,
    /// What is said and what happens in it.
    pub notes: Vec<Note>,
}

/// A block as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "part/woven.html")]
pub struct Woven {
    element: &'static str,
    class: &'static str,
    lang: String,
    strands: Vec<Strand>,
}

impl askama::filters::HtmlSafe for Woven {}

/// What is noted beside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number in the article, where the text refers to it.
    pub number: usize,
    /// The layer that it belongs to.
    pub layer: &'static str,
    /// The way a statement came, the innermost voice first; empty where nobody can tell.
    pub hands: Option<Hands>,
    /// What it is, in words: how it is said, what happened.
    pub what: Vec<String>,
    /// Who does it to whom, for an event.
    pub parties: Vec<(String, Vec<Named>)>,
    /// What found it and how sure that is.
    pub basis: crate::Mixed,
    /// The form that puts a statement into another mouth.
    pub form: Option<FixForm>,
}

/// What the text of an article is shown with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The article with what was found in it.
    pub document: &'a Document,
    /// The names around it.
    pub names: &'a Names,
    /// The layers that are on.
    pub layers: &'a Layers,
    /// The passage that the address names.
    pub at: Option<Span>,
    /// What the forms share.
    pub forms: Forms<'a>,
    /// How it is looked at.
    pub look: &'a Look,
}

impl Reading<'_> {
    /// Lays the article out, with the furniture where it stood.
    pub fn passages(&self, asides: &mut Asides) -> Vec<Passage> {
        let blocks = self.blocks();
        let marks = by_block(&blocks, self.marks(), |mark| mark.span);
        let (statements, events) = (self.statements(), self.events());
        let numbers = by_block(&blocks, statements.iter().chain(&events).collect(), |(span, _)| *span);
        let mut passages = Vec::new();
        for (at, (block, (marks, notes))) in blocks.iter().zip(marks.into_iter().zip(numbers)).enumerate() {
            // A note stands beside the block where its passage begins.
            let begins = |span: &Span| block.span.start <= span.start;
            let notes: Vec<&(Span, Note)> = notes.into_iter().filter(|(span, _)| begins(span)).collect();
            let mut refers: Vec<(u32, usize)> =
                notes.iter().map(|(span, note)| (span.start, note.number)).collect();
            refers.sort_unstable();
            passages.push(Passage {
                before: asides.before.get_mut(at).and_then(Option::take),
                block: self.woven(block, &marks, &refers),
                notes: notes.into_iter().map(|(_, note)| note.clone()).collect(),
            });
        }
        passages
    }

    /// Returns the blocks of the text; what no block holds is a paragraph of its own.
    fn blocks(&self) -> Vec<Block> {
        let text = &self.document.article().text;
        let mut blocks = Vec::new();
        let mut last = 0;
        let gap = |from: usize, to: usize| {
            let span = Span::new(from, to).trimmed(text);
            let holds = !span.is_empty() && span.of(text).is_some();
            holds.then_some(Block { kind: BlockKind::Paragraph, span, source: None })
        };
        for block in &self.document.article().blocks {
            let range = block.span.range();
            if range.start < last || block.span.of(text).is_none() {
                continue;
            }
            blocks.extend(gap(last, range.start));
            last = range.end;
            blocks.push(block.clone());
        }
        blocks.extend(gap(last, text.len()));
        blocks
    }

    fn woven(&self, block: &Block, marks: &[Mark], notes: &[(u32, usize)]) -> Woven {
        let (element, class) = match block.kind {
            BlockKind::Heading => ("h3", ""),
            BlockKind::Quote => ("blockquote", ""),
            BlockKind::Subtitle => ("p", "subtitle"),
            BlockKind::List => ("p", "item"),
            BlockKind::Caption => ("p", "caption"),
            BlockKind::Table => ("p", "cells"),
            BlockKind::LiveEntry => ("p", "live"),
            _ => ("p", ""),
        };
        let article = self.document.article();
        Woven {
            element,
            class,
            lang: crate::Quoted::new("", &article.lang).lang().to_owned(),
            strands: weave(&article.text, block.span, marks, notes),
        }
    }

    /// Returns what is marked in the text.
    fn marks(&self) -> Vec<Mark> {
        let facts = self.document.facts();
        let mut marks: Vec<Mark> = Vec::new();
        marks.extend(self.at.map(|span| {
            let tag = Tag { element: "mark", id: Some("at".to_owned()), ..Tag::default() };
            Mark { span, rank: 0, tag }
        }));
        marks.extend(facts.sentences.iter().map(|sentence| {
            let id = Some(format!("s{}", sentence.span.start));
            Mark { span: sentence.span, rank: 1, tag: Tag { element: "span", id, ..Tag::default() } }
        }));
        if self.layers.show(Layer::Statements) {
            marks.extend(facts.statements.iter().flat_map(|statement| self.of_statement(statement)));
        }
        if self.layers.show(Layer::Events) {
            marks.extend(facts.events.iter().map(|event| self.of_event(event)));
        }
        if self.layers.show(Layer::Times) {
            marks.extend(facts.times.iter().map(|time| {
                let look = self.look;
                let value = time
                    .value
                    .as_ref()
                    .map_or_else(|| look.word("time.unresolved").to_owned(), |value| look.time(value));
                let anchor =
                    time.anchor.map(|anchor| look.fill("article.reckoned-from", &[&look.day(anchor)]));
                let title = self.title("layer.times", [Some(value.clone()), anchor], time.rule.as_str());
                let value =
                    Some(value).filter(|value| crate::clean(self.document.surface(time.span)) != *value);
                self.mark(time.span, 5, "time", title, value)
            }));
        }
        if self.layers.show(Layer::Amounts) {
            marks.extend(facts.quantities.iter().flat_map(|quantity| self.of_quantity(quantity)));
        }
        if self.layers.show(Layer::Names) {
            marks.extend(facts.mentions.iter().map(|mention| {
                let kind = self.look.word(type_key(mention.kind));
                let entity = self.document.entity(&mention.entity);
                let name = entity.map(|entity| crate::clean(&entity.name));
                let title = self.title(type_key(mention.kind), [name, None], mention.rule.as_str());
                let mut mark =
                    self.mark(mention.span, 7, class_of(mention.kind), title, Some(kind.to_owned()));
                mark.tag.element = "a";
                mark.tag.href = Some(address::entity(&mention.entity));
                mark
            }));
        }
        marks
    }

    fn of_statement(&self, statement: &Statement) -> Vec<Mark> {
        let rule = statement.rule.as_str();
        let mode = said(statement, self.look);
        let title = |key: &str, value: Option<String>| self.title(key, [value, None], rule);
        let mut marks = Vec::new();
        marks.extend(statement.speaker.as_ref().map(|speaker| {
            let name = crate::clean(&speaker.name);
            self.mark(speaker.span, 4, "speaker", title("article.speaker", Some(name)), None)
        }));
        let cues = statement.cue.iter();
        marks.extend(cues.map(|span| self.mark(*span, 3, "cue", title("article.cue", None), None)));
        let contents = statement.content.iter();
        marks.extend(
            contents.map(|span| {
                self.mark(*span, 2, "content", title("article.content", Some(mode.clone())), None)
            }),
        );
        marks
    }

    fn of_event(&self, event: &Event) -> Mark {
        let look = self.look;
        let what = happening(event, look);
        let title = self.title("layer.events", [Some(what.clone()), None], event.rule.as_str());
        self.mark(event.trigger, 6, &format!("event {}", event.certainty.name()), title, Some(what))
    }

    fn of_quantity(&self, quantity: &Quantity) -> Vec<Mark> {
        let look = self.look;
        let mut value = look.amount(quantity.value, quantity.value_max, quantity.approx);
        let unit = quantity.unit.as_deref().map(|unit| look.unit(unit));
        let what = quantity.what.as_deref().map(|what| look.either(&format!("what.{what}"), what));
        for part in [unit, what].into_iter().flatten() {
            value = format!("{value} {part}");
        }
        if quantity.negated {
            value = look.fill("article.negated", &[&value]);
        }
        let head = quantity.counted.as_ref().map(|counted| crate::clean(&counted.head));
        let title = self.title("layer.amounts", [Some(value.clone()), head], quantity.rule.as_str());
        // A value that stands there in the same words is not said twice.
        let value = Some(value).filter(|value| crate::clean(self.document.surface(quantity.span)) != *value);
        let mut marks = vec![self.mark(quantity.span, 5, "amount", title, value)];
        marks.extend(quantity.counted.as_ref().map(|counted| {
            let title = self.title(
                "article.counted",
                [Some(crate::clean(&counted.head)), counted.class.as_deref().map(crate::clean)],
                quantity.rule.as_str(),
            );
            self.mark(counted.span, 6, "counted", title, None)
        }));
        marks
    }

    fn mark(&self, span: Span, rank: u8, class: &str, title: String, value: Option<String>) -> Mark {
        let tag =
            Tag { element: "span", class: format!("m {class}"), title: Some(title), value, ..Tag::default() };
        Mark { span, rank, tag }
    }

    /// Says what a mark is: its type, its value, its rule.
    fn title(&self, key: &str, value: [Option<String>; 2], rule: &str) -> String {
        let mut title = self.look.word(key).to_owned();
        let value: Vec<String> = value.into_iter().flatten().filter(|value| !value.is_empty()).collect();
        if !value.is_empty() {
            title = format!("{title}: {}", value.join(" · "));
        }
        format!("{title} ({} {})", self.look.word("article.rule"), crate::clean(rule))
    }

    /// Returns the notes of the statements, each with its passage.
    fn statements(&self) -> Vec<(Span, Note)> {
        if !self.layers.show(Layer::Statements) {
            return Vec::new();
        }
        let note =
            |(number, statement): (usize, &Statement)| (statement.span, self.saying(number, statement));
        (1..).zip(&self.document.facts().statements).map(note).collect()
    }

    fn saying(&self, number: usize, statement: &Statement) -> Note {
        let look = self.look;
        let links = statement.chain.links().iter();
        let hands: Vec<Named> =
            links.map(|link| self.names.show_id(link.entity.as_ref(), &link.name, look.lang)).collect();
        let mut what = vec![said(statement, look)];
        if statement.class == model::StatementClass::Continuation {
            what.push(look.word("said.continuation").to_owned());
        }
        what.extend(statement.said_on.map(|on| look.fill("article.said-on", &[&look.day(on)])));
        let speaker = statement.speaker.as_ref();
        if speaker.is_some_and(|speaker| speaker.described) {
            what.push(look.word("article.described").to_owned());
        }
        let sure = (statement.confidence.value() * 100.0).round() as usize;
        Note {
            number,
            layer: Layer::Statements.name(),
            hands: Some(Hands::of(hands, look)).filter(|_| statement.speaker.is_some()),
            what,
            parties: Vec::new(),
            basis: crate::Mixed::new(
                &look.fill("article.basis", &[statement.rule.as_str(), &look.share(sure, 100)]),
                look.lang,
            ),
            form: Some(FixForm::speaker(
                &self.document.article().id,
                statement.span,
                speaker.map(|speaker| speaker.name.as_str()),
                self.forms,
                look,
            )),
        }
    }

    /// Returns the notes of the events, each with its trigger.
    fn events(&self) -> Vec<(Span, Note)> {
        if !self.layers.show(Layer::Events) {
            return Vec::new();
        }
        let facts = self.document.facts();
        let first = if self.layers.show(Layer::Statements) { facts.statements.len() } else { 0 } + 1;
        let note = |(number, event): (usize, &Event)| (event.trigger, self.happens(number, event));
        (first..).zip(&facts.events).map(note).collect()
    }

    fn happens(&self, number: usize, event: &Event) -> Note {
        let look = self.look;
        let mut what = vec![happening(event, look)];
        if let Some(date) = event.date {
            what.push(look.minute(date));
        }
        what.extend(event.place.as_deref().map(|place| self.names.show(place, look.lang).text().to_owned()));
        let named = |actors: &[Actor]| -> Vec<Named> {
            actors
                .iter()
                .map(|actor| self.names.show_id(actor.entity.as_ref(), &actor.name, look.lang))
                .collect()
        };
        let parties = [("article.actors", &event.actors), ("article.recipients", &event.recipients)];
        Note {
            number,
            layer: Layer::Events.name(),
            hands: None,
            what,
            parties: (parties.into_iter().filter(|(_, actors)| !actors.is_empty()))
                .map(|(key, actors)| (look.word(key).to_owned(), named(actors)))
                .collect(),
            basis: crate::Mixed::new(&look.fill("article.basis-rule", &[event.rule.as_str()]), look.lang),
            form: None,
        }
    }
}

/// Shares items out to the blocks that they touch, in order.
fn by_block<T: Clone>(blocks: &[Block], items: Vec<T>, span: impl Fn(&T) -> Span) -> Vec<Vec<T>> {
    let mut shared: Vec<Vec<T>> = vec![Vec::new(); blocks.len()];
    for item in items {
        let span = span(&item);
        let first = blocks.partition_point(|block| block.span.end <= span.start);
        for (at, block) in blocks.iter().enumerate().skip(first) {
            if block.span.start >= span.end {
                break;
            }
            shared[at].push(item.clone());
        }
    }
    shared
}

/// Returns how a statement is said, in words.
pub(crate) fn said(statement: &Statement, look: &Look) -> String {
    let act = statement.class == model::StatementClass::SpeechAct;
    match statement.mode {
        model::Mode::Indirect if act => look.word("said.act").to_owned(),
        mode => look.either(&format!("said.{}", mode.name()), mode.name()),
    }
}

/// Returns what happens, in words: its kind and how, and whether it did.
fn happening(event: &Event, look: &Look) -> String {
    let mut what = look.either(&format!("happening.{}", event.event), &event.event);
    if let Some(mode) = &event.mode {
        what = format!("{what}, {}", look.either(&format!("mode.{mode}"), mode));
    }
    match event.certainty {
        Certainty::Reported => what,
        certainty => {
            let word = look.find(&format!("certainty.{}", certainty.name())).unwrap_or_default();
            format!("{word}: {what}")
        }
    }
}

/// Returns the key of the word for a type of entity.
pub(crate) fn type_key(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Per => "type.person",
        EntityType::Loc => "type.place",
        EntityType::Org => "type.body",
        EntityType::Norp => "type.group",
        EntityType::Event => "type.event",
    }
}

fn class_of(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Per => "person",
        EntityType::Loc => "place",
        EntityType::Org => "body",
        EntityType::Norp => "group",
        EntityType::Event => "named",
    }
}
