//! What changed, as lines: sign, word, what it is about, who brought it.

use crate::source::{Change, ChangeKind};
use crate::{Look, Named, Names, Quoted, address};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// What changed, as a stable name.
    pub name: &'static str,
    /// Its sign.
    pub sign: &'static str,
    /// Its word.
    pub word: &'static str,
    /// The page that it is about.
    pub href: Option<String>,
    /// What it is about.
    pub text: Quoted,
    /// Who or what brought it.
    pub by: Option<Named>,
    /// When the library learned it.
    pub at: Option<String>,
}

/// So many letters of a sentence are shown.
const LONGEST: usize = 140;

/// Words changes in the order given.
pub fn lines<'a>(changes: impl Iterator<Item = &'a Change>, names: &Names, look: &Look) -> Vec<ChangeLine> {
    changes.map(|change| line(change, names, look)).collect()
}

fn line(change: &Change, names: &Names, look: &Look) -> ChangeLine {
    ChangeLine {
        name: change.kind.name(),
        sign: change.kind.sign(),
        word: look.find(&format!("change.{}", change.kind.name())).unwrap_or_default(),
        href: change.claim.as_ref().map(address::claim),
        text: match change.kind {
            // An origin's name is shown as the reader knows it.
            ChangeKind::NewOrigin => {
                let name = names.show(change.text.text(), look.lang);
                Quoted::new(name.text(), change.text.lang())
            }
            _ => change.text.cut(LONGEST),
        },
        by: change.by.as_deref().map(|by| names.show(by, look.lang)),
        at: change.at.map(|at| look.minute(at)),
    }
}
