//! The table of statements: one row a statement.

use super::table;
use crate::cell::{hull, nested, words};
use model::{Document, Moment, Span, Statement};

/// A statement and the document that holds it.
pub(super) struct Row<'a> {
    pub(super) document: &'a Document,
    pub(super) statement: &'a Statement,
}

impl Row<'_> {
    fn surfaces(&self, spans: &[Span]) -> Option<String> {
        let parts: Vec<&str> = spans.iter().map(|span| self.document.surface(*span)).collect();
        (!parts.is_empty()).then(|| parts.join(" … "))
    }
}

table! { Row<'_>, "a statement";
    "statement" Text "the id of the statement, unique together with the article's" |of| of.statement.id.as_str();
    "mode" Text "how it is said: direct, partly_quoted, indirect, denial, question, non_report" |of| of.statement.mode.name();
    "class" Text "how it stands in the text: report, speech_act, continuation" |of| class(of.statement);
    "speaker" Text "who says it: the name, or the words of the text for a described source" |of| of.statement.speaker.as_ref().map(|speaker| speaker.name.as_str());
    "speaker_entity" Text "the id of the speaker's entity" |of| of.statement.speaker.as_ref().and_then(|speaker| Some(speaker.entity.as_ref()?.as_str()));
    "speaker_described" Flag "whether the source is described and not named" |of| of.statement.speaker.as_ref().map(|speaker| speaker.described);
    "content" Text "what is said; parts that stand apart are joined by ` … `" |of| of.surfaces(&of.statement.content);
    "content_start" Whole "where the content begins, in bytes of the text" |of| hull(&of.statement.content).map(|span| span.start);
    "content_end" Whole "where the content ends" |of| hull(&of.statement.content).map(|span| span.end);
    "cue" Text "the words that tell that something is said" |of| of.surfaces(&of.statement.cue);
    "chain" Words "the way it came, innermost voice first, the outlet last" |of| words(of.statement.chain.links().iter().map(|link| link.name.as_str()));
    "chain_links" Nested "the same with entity, role, and whether the sentence names it" |of| nested(&of.statement.chain);
    "said_on" Text "when it was said, ISO 8601 to the precision known" |of| of.statement.said_on;
    "said_day" Day "the day it was said, where the whole day is known" |of| of.statement.said_on.and_then(Moment::day);
    "refers_to" Text "the statement of the same article that this one goes on with, denies or speaks about" |of| of.statement.refers_to.as_ref().map(|id| id.as_str());
    "start" Whole "where the statement begins, in bytes of the text" |of| of.statement.span.start;
    "end" Whole "where it ends" |of| of.statement.span.end;
    "text" Text "the statement as published: speaker, cue and content" |of| of.document.surface(of.statement.span);
    "sentence" Text "the sentence it begins in" |of| of.document.sentence_of(of.statement.span).map(|sentence| of.document.surface(sentence.span));
    "confidence" Real "how sure the speaker and the content are, from 0 to 1" |of| of.statement.confidence.value();
    "rule" Text "the rule that found it" |of| of.statement.rule.as_str();
}

fn class(statement: &Statement) -> &'static str {
    match statement.class {
        model::StatementClass::Report => "report",
        model::StatementClass::SpeechAct => "speech_act",
        model::StatementClass::Continuation => "continuation",
    }
}
