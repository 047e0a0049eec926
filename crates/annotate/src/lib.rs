//! Placeholder.

pub mod quantities;
pub mod times;
