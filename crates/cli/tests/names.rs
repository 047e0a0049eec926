//! Names that users bring: imported from a Wikidata dump, or kept in a spreadsheet.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use assert_cmd::Command;
use std::fs;
use std::io::Write;
use std::path::Path;

/// A dump of an invented person, an invented agency, an item of no use, a country that packs know, and a broken line.
const DUMP: &str = r#"[
{"type":"item","id":"Q990000001","labels":{"en":{"language":"en","value":"Liora Brandt"},"hi":{"language":"hi","value":"लियोरा ब्रांट"}},"aliases":[],"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P27":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q183"}}}}]},"sitelinks":{"enwiki":{},"hiwiki":{}}},
{"type":"item","id":"Q990000002","labels":{"en":{"language":"en","value":"Veldt News Agency"}},"aliases":{"en":[{"language":"en","value":"VNA-9"}]},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q192283"}}}}]},"sitelinks":{"enwiki":{},"dewiki":{}}},
{"type":"item","id":"Q990000003","labels":{"en":{"language":"en","value":"On dams"}},"aliases":[],"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q13442814"}}}}]},"sitelinks":{"enwiki":{},"dewiki":{}}},
{"type":"item","id":"Q668","labels":{"en":{"language":"en","value":"India"}},"aliases":[],"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q6256"}}}}]},"sitelinks":{"enwiki":{},"dewiki":{}}},
{"type":"item","id":
]
"#;

const TABLE: &str = "id\ttype\tkind\tof\thi\ten\n\
    q990000001\tPER\tperson\tdeu\tलियोरा ब्रांट\tLiora Brandt\n\
    q990000002\tORG\tagency\t\t\tVeldt News Agency|VNA-9\n";

fn check(arguments: &[&str], stdin: &[u8], code: i32) -> (String, String) {
    let mut command = Command::cargo_bin("sutradhar").unwrap();
    command.args(arguments).env("XDG_CONFIG_HOME", "/nonexistent").write_stdin(stdin);
    let assert = command.assert().code(code);
    let output = assert.get_output();
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn a_dump_becomes_a_table_however_it_is_packed() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(DUMP.as_bytes()).unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(DUMP.as_bytes()).unwrap();
    for dump in [DUMP.as_bytes().to_vec(), gzip.finish().unwrap(), bzip2.finish().unwrap()] {
        let (table, told) = check(&["names", "import", "--lang", "hi,en", "--sitelinks", "2", "-"], &dump, 0);
        assert_eq!(table, TABLE);
        assert!(told.contains("2 names taken; 1 known already, 1 of no use here, 1 unreadable"), "{told}");
        assert!(told.contains("line 6 is no item"), "{told}");
    }
    let (table, _) =
        check(&["names", "import", "--lang", "hi,en", "--sitelinks", "3", "-"], DUMP.as_bytes(), 2);
    assert_eq!(table.lines().count(), 1);
    let (_, told) = check(&["names", "import", "-"], b"<html>\n", 2);
    assert!(told.contains("give a JSON dump, one item a line"), "{told}");
    let (_, told) = check(&["names", "import", "/nonexistent/dump.json"], b"", 2);
    assert!(told.contains("read /nonexistent/dump.json"), "{told}");
}

/// Returns the entities that are found in an English page with these names.
fn entities(names: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("a.html");
    fs::write(
        &page,
        "<html lang=en><body><article><h1>Dam is safe</h1><p>The dam above the town is safe, Veldt News Agency \
         reported on Friday, and no gate was opened during the night.</p><p>About 1,200 people were moved from \
         three villages below the dam, and they would return on Sunday.</p></article></body></html>",
    )
    .unwrap();
    let names = names.display().to_string();
    check(&["annotate", "--names", &names, &page.display().to_string()], b"", 0).0
}

#[test]
fn names_may_stand_in_either_kind_of_table() {
    let folder = tempfile::tempdir().unwrap();
    let tabs = folder.path().join("names.tsv");
    fs::write(&tabs, TABLE).unwrap();
    let commas = folder.path().join("names.csv");
    // Not sorted, quoted, as a spreadsheet writes it.
    fs::write(
        &commas,
        "id,type,kind,of,en\nveldt,ORG,agency,,\"Veldt News Agency|VNA-9\"\nann,PER,person,,Ann Bly\n",
    )
    .unwrap();
    assert!(entities(&tabs).contains("\"e-q990000002\""));
    assert!(entities(&commas).contains("\"e-veldt\""));
    fs::write(&commas, "id,type,kind,of,en\nveldt,SHIP,agency,,Veldt\n").unwrap();
    let (_, told) = check(&["read", "--names", &commas.display().to_string(), "x"], b"", 2);
    assert!(told.contains("names.csv: line 2: type \"SHIP\""), "{told}");
}
