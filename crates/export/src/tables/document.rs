//! The table of documents: one row an article.

use super::{Placed, table};
use crate::cell::words;
use model::Moment;

table! { Placed<'_>, "a document";
    "article" Text "the id of the article" |of| of.line.article;
    "path" Text "where the page was read from" |of| &of.document.article().path;
    "url" Text "the page's address" |of| of.document.article().url.as_deref();
    "canonical_url" Text "the address that the page calls its own" |of| of.document.article().canonical_url.as_deref();
    "outlet" Text "who published it: the name, else the host" |of| of.line.outlet;
    "outlet_domain" Text "the host" |of| of.document.article().outlet.domain.as_deref();
    "outlet_country" Text "the outlet's country, as an ISO 3166 code" |of| of.document.article().outlet.country.as_deref();
    "title" Text "the headline" |of| of.line.title;
    "subtitle" Text "the line under it" |of| of.document.article().subtitle.as_deref();
    "authors" Words "persons named in the byline" |of| words(of.document.article().authors.iter().map(String::as_str));
    "agencies" Words "agencies credited" |of| words(of.document.article().agencies.iter().map(String::as_str));
    "date" Text "when it was published, ISO 8601 to the precision known" |of| of.line.date;
    "day" Day "the day of publication, where the whole day is known" |of| of.line.date.and_then(Moment::day);
    "date_basis" Text "what the date rests on" |of| word(&of.document.article().date_basis);
    "modified" Text "when it was changed last" |of| of.document.article().modified;
    "dateline" Text "the place named before the first sentence" |of| of.document.article().dateline.as_deref();
    "section" Text "the section of the outlet" |of| of.document.article().section.as_deref();
    "tags" Words "tags set by the outlet" |of| words(of.document.article().tags.iter().map(String::as_str));
    "lang" Text "the language, as a BCP 47 tag" |of| of.line.lang;
    "lang_confidence" Real "how sure the language is, from 0 to 1" |of| of.document.article().lang_confidence.value();
    "thread" Text "the id of the thread it belongs to" |of| of.line.thread;
    "story" Text "the id of the story it belongs to" |of| of.line.story;
    "copy_group" Text "the least id among the articles that print the same copy" |of| of.copy_group;
    "sentences" Whole "how many sentences" |of| of.document.facts().sentences.len();
    "statements" Whole "how many statements" |of| of.document.facts().statements.len();
    "events" Whole "how many events" |of| of.document.facts().events.len();
    "names" Words "whom and what it names, canonical names" |of| words(of.document.facts().entities.iter().map(|entity| entity.name.as_str()));
    "notes" Words "what a reader may want to know of how it was read, stable codes" |of| words(of.document.article().notes.iter().map(|note| note.code.as_ref()));
    "text" Text "the text; spans are byte ranges into its UTF-8 form" |of| &of.document.article().text;
}

/// Returns the stable name of a value that is written as one word.
fn word(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}
