//! Events.
use crate::scene::Scene;
use model::{Event, Statement};

pub(crate) fn events(_scene: &Scene<'_>, _statements: &[Statement]) -> Vec<Event> {
    Vec::new()
}
