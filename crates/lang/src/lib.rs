//! Language packs: everything the program knows of languages, as data.
//!
//! A pack is a folder of plain text: `pack.toml` says what it is and which pack it builds on; each other file
//! holds one kind of knowledge. The loader checks every row and names file and line.
//! This crate reads packs and answers look-ups; it finds nothing in articles itself.

pub mod amounts;
pub mod around;
pub mod bylines;
pub mod calendar;
pub mod clauses;
pub mod counted;
pub mod error;
pub mod furniture;
pub mod grammar;
pub mod happenings;
pub mod language;
pub mod names;
pub mod offices;
pub mod packs;
pub mod parties;
pub mod phrases;
pub mod refusals;
pub mod sayings;
pub mod sounds;
pub mod source;
pub mod speech;
pub mod stems;
pub mod table;
pub mod time_words;
pub mod verbs;
pub mod wikidata;

pub use amounts::{Amounts, NumberWord, Unit};
pub use around::Around;
pub use bylines::{BylineBook, BylineCue};
pub use calendar::{Calendar, DateMark, Half};
pub use clauses::{Clauses, Job, Jobs};
pub use counted::{CountedWords, Head};
pub use error::{Error, Result};
pub use furniture::{CuePlace, FurnitureBook, FurnitureCue};
pub use grammar::Grammar;
pub use happenings::{Build, Happening, Happenings, Hit};
pub use language::{Language, language, tag_of_code};
pub use names::{Known, NameBook, NameHit, TitleSide};
pub use offices::{Office, Offices};
pub use packs::{Pack, PackInfo, Packs, SmallWords};
pub use parties::{Parties, PartyKind};
pub use phrases::Phrases;
pub use refusals::{Refusal, RefusalBook};
pub use sayings::{Inflection, Sayings, Takes, Verb};
pub use sounds::{NameSound, Sounds};
pub use source::PackSource;
pub use speech::{Cue, Form, Frame, Marker, Speech};
pub use stems::Stems;
pub use table::{Row, Table};
pub use time_words::{DayOrder, DayPart, DayWord, Tense, TimeRef, TimeWords};
pub use verbs::{VerbForm, Verbs};
