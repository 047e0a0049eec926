//! Lists the files of the demo corpus for embedding, so that a change in the corpus rebuilds the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let corpus = root.join("../../corpora/demo").canonicalize()?;
    let mut files = Vec::new();
    for part in ["names.tsv", "pages", "expected"] {
        let path = corpus.join(part);
        println!("cargo::rerun-if-changed={}", path.display());
        if path.exists() {
            gather(&path, &mut files)?;
        }
    }
    files.sort();
    let mut list = String::from("[\n");
    for path in &files {
        let name = path.strip_prefix(&corpus).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let _ =
            writeln!(list, "    ({name:?}, include_bytes!({:?}).as_slice()),", path.display().to_string());
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("demo_files.rs"), list)
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}
