//! What fuzzing found worth keeping (`fuzz/corpus`, one folder a target) is read again: each input comes out as an
//! article whose spans and places resolve, or as set aside, and never as a panic.

use lang::Packs;
use model::{DocId, Given, Page, PageKind};
use std::path::Path;

fn check(path: &Path, bytes: &[u8], kind: PageKind) {
    let page = Page {
        id: DocId::of_bytes(bytes),
        path: path.display().to_string(),
        bytes: bytes.to_vec(),
        kind,
        charset: None,
        given: Given::default(),
    };
    let Ok(article) = extract::extract(&page, Packs::embedded()) else { return };
    for block in &article.blocks {
        assert!(block.span.of(&article.text).is_some(), "{}: {block:?}", path.display());
    }
    // Places are those of the page's text, which is its bytes where these are UTF-8.
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if article.notes.iter().any(|note| note.code.starts_with("charset")) || text.contains(['\u{1B}', '\0']) {
        return;
    }
    for block in &article.blocks {
        let [from, to] = block.source.expect("a block has its place in the page");
        assert!(text.get(from as usize..to as usize).is_some(), "{}: {block:?}", path.display());
    }
    for line in &article.furniture {
        let Some([from, to]) = line.source else { continue };
        assert!(text.get(from as usize..to as usize).is_some(), "{}: {line:?}", path.display());
    }
}

#[test]
fn what_fuzzing_kept_is_read_again() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for target in ["html", "crawl", "dates"] {
        let mut paths: Vec<_> = std::fs::read_dir(corpus.join(target))
            .expect("the corpus of a target stands in the repository")
            .map(|entry| entry.expect("the folder can be read").path())
            .collect();
        paths.sort();
        assert!(paths.len() >= 20, "{target}: {} inputs", paths.len());
        for path in paths {
            let bytes = std::fs::read(&path).expect("an input can be read");
            for kind in [PageKind::Html, PageKind::Text, PageKind::Verbatim] {
                check(&path, &bytes, kind);
            }
        }
    }
}
