//! What a page says of itself: headline, makers, dates, outlet, language.

mod byline;
mod date_places;
mod dateline;
mod head;
mod json_ld;
mod lenient;
mod makers;
mod marked;
mod outlet;
mod pictures;
mod published;
mod shown_date;
mod tags;
mod title;
mod told;

pub(crate) use byline::{Credit, byline_around, credit};
pub(crate) use date_places::day_order;
pub(crate) use dateline::dateline;
pub(crate) use head::{Head, head};
pub(crate) use json_ld::{Linked, linked};
pub(crate) use lang::language;
pub(crate) use makers::{extend, makers_of_lines, share};
pub(crate) use outlet::{host, outlet, strip_outlet};
pub(crate) use published::{Sources, published};
pub(crate) use shown_date::{DayOrder, Role, shown_dates};
pub(crate) use tags::tags_in;
pub(crate) use told::{Told, told};
