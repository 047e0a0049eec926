//! Happenings that were told before: bare later mentions are not listed again.

use model::{Certainty, Event};
use std::collections::BTreeSet;

/// What was told so far, by kind and certainty.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeSet<(String, Certainty)>);

impl Known {
    /// Notes an event.
    pub(super) fn add(&mut self, event: &Event) {
        self.0.insert((event.event.clone(), event.certainty));
    }

    /// Tells whether an event is a bare later mention of one that was told: nothing but its kind is told.
    ///
    /// `The ministers met on Monday. The meeting lasted an hour.` tells one meeting; a second meeting “on Friday” is
    /// another. A mention with a participant stays: it may be another voice that tells of the same.
    pub(super) fn has(&self, event: &Event) -> bool {
        let bare = event.date.is_none()
            && event.place.is_none()
            && event.actors.is_empty()
            && event.recipients.is_empty()
            && event.statement.is_none();
        bare && self.0.contains(&(event.event.clone(), event.certainty))
    }
}
