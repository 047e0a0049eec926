//! The words of the project as types.
//!
//! Data flows one way: a [`Page`] becomes an [`Article`], an article a [`Document`], documents a
//! [`Grouping`] into stories and threads, and those a [`Record`].
//! This crate holds the types that flow and what must be true of them; it computes nothing from text,
//! knows no language and touches neither disk, network nor clock.

#![doc(test(attr(deny(warnings))))]

pub mod article;
pub mod change;
pub mod claim;
pub mod correction;
pub mod document;
pub mod entity;
pub mod event;
pub mod evidence;
pub mod group;
pub mod id;
pub mod identity;
pub mod moment;
pub mod note;
pub mod page;
pub mod parts;
pub mod quantity;
pub mod record;
pub mod sentence;
pub mod span;
pub mod statement;
pub mod time;

pub use article::{
    Article, Block, BlockKind, DateBasis, Furniture, FurnitureKind, Outlet, SourceRange, Verdict, VerdictKind,
};
pub use change::{Change, ChangeKind};
pub use claim::{Claim, ClaimKind, Relation, Stance, Standing, Support, ValuePoint, ValueRelation};
pub use correction::{Correction, Fix, Undone};
pub use document::{Document, Facts, UnresolvedSpans};
pub use entity::{Entity, EntityType, Mention, Names, SourceKind};
pub use event::{Actor, Certainty, Event};
pub use evidence::Evidence;
pub use group::{Grouped, Grouping, Story, Thread};
pub use id::{ClaimId, DocId, EntityId, EventId, OriginId, StatementId, StoryId, ThreadId};
pub use identity::Identity;
pub use moment::Moment;
pub use note::{Confidence, Note, Rule, SetAside, SetAsideReason};
pub use page::{Given, Page, PageKind};
pub use parts::{Image, Link, Maker, MakerBasis, MakerKind, MakerRole, Parts, TitleBasis};
pub use quantity::{Approx, Counted, Number, Quantity, QuantityKind};
pub use record::{
    ArticleLine, OpenQuestion, Origin, Record, Silence, SilenceKind, StoryLine, ThreadRecord, TimelineEntry,
};
pub use sentence::{OtherLanguage, Sentence};
pub use span::Span;
pub use statement::{Chain, ChainLink, LinkRole, Mode, Speaker, Statement, StatementClass};
pub use time::{TimeExpr, TimeKind, TimeValue};
