//! Shim.
use model::*;
/// Shim.
pub fn group(documents: &[Document], _packs: &lang::Packs) -> Grouping {
    let documents: Vec<Grouped> = documents.iter().map(|d| { let id = d.article().id.clone(); Grouped { story: StoryId::of(&[id.as_str()]), thread: ThreadId::of(&[id.as_str()]), id, copy_group: None } }).collect();
    Grouping { threads: vec![], documents }
}
