//! Shim.
use model::{DocId, Page, PageKind, SetAside, SetAsideReason, Given};
use std::path::PathBuf;
/// Shim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// Shim.
    Path(PathBuf),
    /// Shim.
    Stdin,
    /// Shim.
    Manifest(PathBuf),
}
/// Shim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Shim.
    pub max_page_bytes: usize,
}
impl Default for Limits {
    fn default() -> Self {
        Self { max_page_bytes: 64 << 20 }
    }
}
impl Input {
    /// Shim.
    pub fn of_argument(argument: impl Into<PathBuf>) -> Self {
        let path = argument.into();
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}
/// Shim.
pub type Outcome = Result<Page, SetAside>;
/// Shim.
pub fn estimate(inputs: &[Input], _limits: &Limits) -> usize { inputs.len() }
/// Shim.
pub fn read(inputs: &[Input], _limits: &Limits) -> impl Iterator<Item = Outcome> + Send + use<> {
    let mut files = Vec::new();
    for input in inputs {
        match input {
            Input::Path(p) | Input::Manifest(p) => walk(p, &mut files),
            Input::Stdin => files.push(PathBuf::from("/dev/stdin")),
        }
    }
    files.into_iter().map(|path| {
        let shown = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(|e| SetAside::new(&shown, SetAsideReason::Unreadable, e.to_string()))?;
        if bytes.is_empty() {
            return Err(SetAside::new(&shown, SetAsideReason::Empty, "there is nothing in it"));
        }
        Ok(Page { id: DocId::of_bytes(&bytes), path: shown, bytes, kind: PageKind::Text, charset: None, given: Given::default() })
    })
}
fn walk(path: &std::path::Path, files: &mut Vec<PathBuf>) {
    if let Ok(entries) = std::fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
        paths.sort();
        paths.iter().for_each(|p| walk(p, files));
    } else {
        files.push(path.to_owned());
    }
}
