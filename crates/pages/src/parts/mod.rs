//! Parts that pages are put together from; each is a value that shows itself as HTML.

pub mod articles;
pub mod aside;
pub mod badge;
pub mod bars;
pub mod chain;
pub mod changes;
pub mod cite;
pub mod claim_line;
pub mod copies;
pub mod difference;
pub mod figures;
pub mod fix;
pub mod grid;
pub mod grid_table;
pub mod layers;
pub mod open;
pub mod pager;
pub mod people;
pub mod reading;
pub mod strip;
pub mod timeline;
pub mod weave;
pub mod when;
