//! Where packs come from: the folder compiled into the program, or a folder on disk.

use crate::{Error, Result};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/packs");

/// The files of one pack: text, and what was learned from text.
#[derive(Clone, Debug)]
pub struct PackSource {
    code: String,
    files: BTreeMap<String, String>,
    learned: BTreeMap<String, Cow<'static, [u8]>>,
}

/// The ending of files that hold what was learned.
const LEARNED: &str = "tagger";

impl PackSource {
    /// Returns the packs that are compiled into the program.
    pub fn embedded() -> Result<Vec<Self>> {
        EMBEDDED
            .dirs()
            .map(|dir| {
                let code = dir.path().to_string_lossy().into_owned();
                let mut files = BTreeMap::new();
                let mut learned = BTreeMap::new();
                for file in dir.files() {
                    let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
                    if file.path().extension().is_some_and(|extension| extension == LEARNED) {
                        learned.insert(name, Cow::Borrowed(file.contents()));
                        continue;
                    }
                    let text = file
                        .contents_utf8()
                        .ok_or_else(|| Error::row(&format!("{code}/{name}"), 1, "the file is not UTF-8"))?;
                    files.insert(name, text.to_owned());
                }
                Ok(Self { code, files, learned })
            })
            .collect()
    }

    /// Reads one pack from a folder; the folder's name is the pack's code.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        let io = |path: &Path| {
            let path = path.display().to_string();
            move |source| Error::Io { path, source }
        };
        let code = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut files = BTreeMap::new();
        let mut learned = BTreeMap::new();
        for entry in std::fs::read_dir(dir).map_err(io(dir))? {
            let path = entry.map_err(io(dir))?.path();
            let known = path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml");
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && path.extension().is_some_and(|extension| extension == LEARNED) {
                learned.insert(name, Cow::Owned(std::fs::read(&path).map_err(io(&path))?));
            } else if path.is_file() && known {
                files.insert(name, std::fs::read_to_string(&path).map_err(io(&path))?);
            }
        }
        Ok(Self { code, files, learned })
    }

    /// Returns the pack's code: the name of its folder.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns a file's text, if the pack has the file.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(String::as_str)
    }

    /// Returns the bytes of a file of what was learned, if the pack has the file.
    pub fn learned(&self, name: &str) -> Option<&[u8]> {
        self.learned.get(name).map(AsRef::as_ref)
    }

    /// Returns the files of what was learned, by name.
    pub fn all_learned(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.learned.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    /// Returns the file's name with the pack's, for messages.
    pub fn label(&self, name: &str) -> String {
        format!("{}/{name}", self.code)
    }

    /// Returns the names of its files of text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Leaves files of text out: whoever draws them up anew must not read those of before.
    pub fn leave_out(&mut self, names: &[&str]) {
        self.files.retain(|name, _| !names.contains(&name.as_str()));
    }

    /// Reads a table of the pack; `None` when the pack has no such file.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Option<crate::Table>> {
        self.file(name).map(|text| crate::Table::parse(&self.label(name), text, columns)).transpose()
    }
}
