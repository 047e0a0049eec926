//! The generated files of a corpus: compared with what stands on disk, and written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders whose every file is generated.
const FOLDERS: [&str; 2] = ["expected", "pages"];

/// Files by their path relative to the corpus.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Returns the files that are missing, different, or not generated any more, sorted.
pub(crate) fn stale(corpus: &Path, tree: &Tree) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (name, bytes) in tree {
        let path = corpus.join(name);
        let same =
            path.is_file() && fs::read(&path).with_context(|| format!("read {}", path.display()))? == *bytes;
        if !same {
            stale.push(name.clone());
        }
    }
    for folder in FOLDERS {
        stale.extend(
            standing(corpus, &corpus.join(folder))?.into_iter().filter(|name| !tree.contains_key(name)),
        );
    }
    stale.sort();
    Ok(stale)
}

/// Makes the folders hold the tree and nothing else; returns how many files changed.
pub(crate) fn write(corpus: &Path, tree: &Tree) -> Result<usize> {
    let stale = stale(corpus, tree)?;
    for name in &stale {
        let path = corpus.join(name);
        match tree.get(name) {
            Some(bytes) => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
                }
                fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
            }
            None => fs::remove_file(&path).with_context(|| format!("remove {}", path.display()))?,
        }
    }
    Ok(stale.len())
}

fn standing(corpus: &Path, folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))? {
            let path = entry.with_context(|| format!("read {}", folder.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(corpus) {
                names.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_tree_is_fresh_until_a_file_changes() {
        let corpus = std::env::temp_dir().join(format!("xtask-tree-{}", std::process::id()));
        let mut tree = Tree::from([("pages/a/1.html".to_string(), b"x".to_vec())]);
        assert_eq!(write(&corpus, &tree).unwrap(), 1);
        assert_eq!(stale(&corpus, &tree).unwrap(), Vec::<String>::new());
        tree = Tree::from([("expected/b.jsonl".to_string(), b"y".to_vec())]);
        assert_eq!(stale(&corpus, &tree).unwrap(), ["expected/b.jsonl", "pages/a/1.html"]);
        write(&corpus, &tree).unwrap();
        assert!(!corpus.join("pages/a/1.html").exists());
        fs::remove_dir_all(&corpus).unwrap();
    }
}
