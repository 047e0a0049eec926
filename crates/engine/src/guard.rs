//! A guard around stages: a panic becomes a value.
//!
//! Nothing a page contains should make a stage panic; where it does, one page is lost and not the batch,
//! and the place of the fault is named instead of printed.

use crate::{Error, Outcome, Result};
use model::{SetAside, SetAsideReason};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// `Some` while this thread is inside a guard: the place and message of the panic caught last.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work on one page; a panic sets the page aside.
pub(crate) fn page<T>(path: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    caught(work).unwrap_or_else(|detail| {
        let advice = format!("a fault of the program at {detail}; please report it with this page");
        Err(SetAside::new(path, SetAsideReason::Internal, advice))
    })
}

/// Runs the work on all documents; a panic becomes an error.
pub(crate) fn whole<T>(stage: &'static str, work: impl FnOnce() -> T) -> Result<T> {
    caught(work).map_err(|detail| Error::Internal { stage, detail })
}

fn caught<T>(work: impl FnOnce() -> T) -> std::result::Result<T, String> {
    listen();
    CAUGHT.set(Some(String::new()));
    // The values a failed stage leaves behind are dropped, so that nothing half-made is seen afterwards.
    let result = catch_unwind(AssertUnwindSafe(work));
    let detail = CAUGHT.take().unwrap_or_default();
    result.map_err(|_| detail)
}

/// Makes panics under a guard silent and remembered; all others go where they went before.
fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            let guarded = CAUGHT.with_borrow_mut(|caught| {
                let inside = caught.is_some();
                if inside {
                    let place = info.location().map_or_else(String::new, |at| format!("{at}: "));
                    let what = info.payload_as_str().unwrap_or("panic");
                    *caught = Some(format!("{place}{what}"));
                }
                inside
            });
            if !guarded {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_sets_the_page_aside_and_names_the_place() {
        let aside = page::<()>("a.html", || panic!("no such row")).unwrap_err();
        assert_eq!((aside.path.as_str(), aside.reason), ("a.html", SetAsideReason::Internal));
        assert!(
            aside.advice.contains("guard.rs:") && aside.advice.contains("no such row"),
            "{}",
            aside.advice
        );
        assert_eq!(page("b.html", || Ok(7)), Ok(7));
    }
}
