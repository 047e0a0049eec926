//! The parts of a sheet, one module each, in reading order.

pub(crate) mod articles;
pub(crate) mod aside;
pub(crate) mod brief;
pub(crate) mod claims;
pub(crate) mod head;
pub(crate) mod origins;
pub(crate) mod silences;
pub(crate) mod timeline;

pub(crate) use articles::ArticleEntry;
pub(crate) use aside::AsideEntry;
pub(crate) use brief::BriefLine;
pub(crate) use claims::{ClaimEntry, ClaimGroup, Way};
pub(crate) use head::Head;
pub(crate) use origins::OriginEntry;
pub(crate) use silences::SilenceEntry;
pub(crate) use timeline::TimelineLine;
