//! The demo corpus that is built into the program: pages of invented outlets, their names, gold answers.

use anyhow::{Context, Result, bail};
use engine::Outcome;
use intake::{Input, Limits};
use lang::Table;
use model::Page;
use std::path::Path;
use tempfile::TempDir;

/// Every file of the corpus: its path and its bytes, sorted by path.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/demo_files.rs"));

/// The demo corpus on disk, for as long as this value lives.
///
/// It is written to a temporary folder so that it goes the same way as any other input.
pub(crate) struct Corpus {
    folder: TempDir,
}

impl Corpus {
    /// Writes the corpus to a temporary folder.
    pub(crate) fn unpack() -> Result<Self> {
        let folder = tempfile::tempdir().context("make a temporary folder for the demo pages")?;
        save(folder.path())?;
        Ok(Self { folder })
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Reads the pages; their paths are shown as under `demo/`, wherever the corpus lies.
    pub(crate) fn pages(&self, limits: &Limits) -> impl Iterator<Item = Outcome<Page>> + Send + use<> {
        let hidden = self.path().join("pages").display().to_string();
        let shown = move |text: &str| text.replace(&hidden, "demo");
        intake::read(&[Input::Manifest(self.path().join("pages/manifest.jsonl"))], limits).map(
            move |outcome| match outcome {
                Ok(mut page) => {
                    page.path = shown(&page.path);
                    Ok(page)
                }
                Err(mut aside) => {
                    aside.path = shown(&aside.path);
                    aside.advice = shown(&aside.advice);
                    Err(aside)
                }
            },
        )
    }
}

/// Returns the inputs of a corpus: the pages that its manifest lists, and its feeds.
pub(crate) fn inputs(folder: &Path) -> Vec<Input> {
    let feeds = folder.join("pages/feeds");
    let manifest = Input::Manifest(folder.join("pages/manifest.jsonl"));
    std::iter::once(manifest).chain(feeds.is_dir().then_some(Input::Path(feeds))).collect()
}

/// Writes the corpus into a folder.
pub(crate) fn save(folder: &Path) -> Result<()> {
    if FILES.iter().all(|(name, _)| *name != "pages/manifest.jsonl") {
        bail!("this program was built without the demo pages; run `cargo xtask demo` and build again");
    }
    for (name, bytes) in FILES {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("make folder {}", parent.display()))?;
        }
        std::fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    }
    Ok(())
}

/// Returns the names of the demo's invented world.
pub(crate) fn names() -> Result<Table> {
    let bytes = FILES.iter().find(|(name, _)| *name == "names.tsv").map_or(&[][..], |(_, bytes)| bytes);
    let text = std::str::from_utf8(bytes).context("read demo names.tsv: not UTF-8")?;
    Ok(Table::parse_open("names.tsv", text)?)
}
