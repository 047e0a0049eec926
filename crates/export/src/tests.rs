//! Whole exports of the small library, and what holds for every export.

use crate::{Format, Held, Options, What, testing};
use model::Document;
use proptest::prelude::*;
use serde_json::{Value, json};

fn export(format: Format, what: What) -> String {
    String::from_utf8(bytes(format, what, &testing::held())).unwrap()
}

fn bytes(format: Format, what: What, source: &Held) -> Vec<u8> {
    let mut out = Vec::new();
    crate::write(format, what, source, &Options::default(), &mut out).unwrap();
    out
}

fn check(format: Format, what: What, expected: &str) {
    assert_eq!(export(format, what), expected.trim_start());
}

#[test]
fn jsonl_has_one_object_a_line() {
    let lines = export(Format::Jsonl, What::Supports);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines[1],
        json!({
            "format": "support/1", "claim": "c-1", "article": "b2", "outlet": "लहर", "title": "@लून में गोली", "date": "2031-05-06",
            "day": "2031-05-06", "url": null, "lang": "hi", "thread": "th-1", "story": "st-1", "number": 2, "stance": "asserts",
            "origin": "लहर", "origin_id": "o-lahar", "narrated": true, "chain": ["लहर"], "start": 64, "end": 132,
            "text": "पोर्ट लून में 14 लोग मारे गए",
            "sentence": "=मंत्री अमा राव ने कहा कि पोर्ट लून में 14 लोग मारे गए।", "rule": "t"
        })
    );
}

#[test]
fn documents_in_jsonl_read_back_as_they_were() {
    let documents: Vec<Document> = export(Format::Jsonl, What::Documents)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(documents[0], testing::document());
    assert_eq!(documents.len(), 2);
}

#[test]
fn csv_has_a_header_and_quotes() {
    check(
        Format::Csv,
        What::Supports,
        "claim,article,outlet,title,date,day,url,lang,thread,story,number,stance,origin,origin_id,narrated,chain,start,end,text,sentence,rule\r\n\
         c-1,a1,Harbour Post,\"Shots in \"\"Port\"\", Lune\",2031-05-05T09:30+05:30,2031-05-05,https://harbour.example/a1?x=1&y=2,en,th-1,st-1,\
         1,asserts,Ama Rao,o-rao,false,\"[\"\"Ama Rao\"\",\"\"Tidewire\"\",\"\"Harbour Post\"\"]\",37,64,12 people died in Port Lune,\
         Minister Ama Rao said on Monday that 12 people died in Port Lune.,t\r\n\
         c-1,b2,लहर,'@लून में गोली,2031-05-06,2031-05-06,,hi,th-1,st-1,2,asserts,लहर,o-lahar,true,\"[\"\"लहर\"\"]\",64,132,\
         पोर्ट लून में 14 लोग मारे गए,'=मंत्री अमा राव ने कहा कि पोर्ट लून में 14 लोग मारे गए।,t\r\n",
    );
}

#[test]
fn plover_holds_what_happened_and_promises() {
    let lines = export(Format::Plover, What::Events);
    let records: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = records.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["v-1", "v-2", "v-9"]);
    assert_eq!(records[0]["actor"][0]["code"], "IND");
    assert_eq!(records[0]["actor"][0]["identifier_id"], "e-police");
    assert_eq!(records[0]["recipient"], json!([{"entity_text": "the crowd"}]));
    assert_eq!(records[0]["mode"], json!(["firearms"]));
    assert_eq!(records[0]["text_info"]["sequence"], 2);
    // A visit to come is an agreement, and its day is that of publication.
    assert_eq!((&records[1]["event"], &records[1]["date"]), (&json!("AGREE"), &json!("2031-05-05")));
    let comment = "date is that of publication: the text gives no day of the event; planned: CONSULT";
    assert_eq!(records[1]["comment"], comment);
}

#[test]
fn gdelt_counts_two_articles_on_one_event_once() {
    let lines = export(Format::Gdelt, What::Events);
    let rows: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [61, 61]);
    let shots = &rows[1];
    assert_eq!(shots[1..5], ["20310504", "203105", "2031", "2031.3397"]);
    assert_eq!(shots[5..8], ["INDCOP", "Police", "IND"]);
    assert_eq!(shots[25..34], ["1", "193", "193", "19", "4", "-10", "2", "2", "2"]);
    assert_eq!((shots[52], shots[59]), ("Port Lune", "20310505040000"));
    assert_eq!(shots[60], "https://harbour.example/a1?x=1&y=2");
    // Nobody knows the day of the visit, so none is given.
    assert_eq!((rows[0][1], rows[0][26]), ("", "036"));

    let lines = export(Format::Gdelt, What::EventMentions);
    let mentions: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').collect()).collect();
    let shots: Vec<&Vec<&str>> = mentions.iter().filter(|row| row[0] == shots[0]).collect();
    assert_eq!(
        shots[0][1..10],
        [
            "20310505040000",
            "20310505040000",
            "1",
            "harbour.example",
            "https://harbour.example/a1?x=1&y=2",
            "2",
            "66",
            "-1",
            "73"
        ]
    );
    assert_eq!(shots[1][1..6], ["20310505040000", "20310506000000", "1", "लहर", "b2"]);
}

#[test]
fn markdown_is_the_brief_with_footnotes() {
    check(
        Format::Md,
        What::Stories,
        "
# Shots in \\*Port\\* Lune

2031-05-05 – 2031-05-06 · 2 articles · 2 outlets · 2 origins · 1 claim

> 12 people died in Port Lune[^1]

## 2031-05-05 · Shots in \\*Port\\* Lune

2 articles: Harbour Post, लहर

- 12 people died in Port Lune[^1]
  - **revised**: लहर, Ama Rao
    - **12** (2031-05-05): Ama Rao
    - **≥ 14** (2031-05-06): लहर

## Timeline

- 2031-05-04 Police fired on the crowd[^2]

## Left out

- **Tidewire** is said not to have mentioned it: 12 people died in Port Lune[^1]

## Open questions

- an amount from one origin: 12 people died in Port Lune[^1]

[^1]: Harbour Post, 2031-05-05T09:30+05:30, Shots in \"Port\", Lune, <https://harbour.example/a1?x=1&y=2>: “Minister Ama Rao said on Monday that 12 people died in Port Lune.” (`a1` 37–64)
[^2]: Harbour Post, 2031-05-05T09:30+05:30, Shots in \"Port\", Lune, <https://harbour.example/a1?x=1&y=2>: “Police fired on the crowd, and President Ilo Venn will visit the port.” (`a1` 66–91)

",
    );
}

#[test]
fn an_empty_library_is_a_whole_export() {
    for (format, what) in pairs() {
        let out = bytes(format, what, &Held::default());
        assert_eq!(out, bytes(format, what, &Held::default()), "{what} as {format}");
        assert_eq!(
            out.is_empty(),
            matches!(format, Format::Jsonl | Format::Plover | Format::Gdelt | Format::Ftm)
        );
    }
}

#[test]
fn every_column_is_documented() {
    let docs = include_str!("../../../docs/exports.md");
    for what in What::all() {
        for column in crate::columns(what) {
            let line = format!("| `{}` | {} | {} |", column.name, column.kind.name(), column.about);
            assert!(docs.contains(&line), "docs/exports.md lacks this line, under {what}:\n{line}");
        }
    }
    for format in Format::all() {
        let whats: Vec<&str> = format.carries().iter().map(|what| what.name()).collect();
        let line = format!("| `{format}` | {} | {} |", format.extension(), whats.join(", "));
        assert!(docs.contains(&line), "docs/exports.md lacks this line:\n{line}");
    }
}

fn pairs() -> impl Iterator<Item = (Format, What)> {
    Format::all().flat_map(|format| format.carries().iter().map(move |what| (format, *what)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever a page says, every export is written, twice the same, and keeps to its lines.
    #[test]
    fn no_page_breaks_an_export(text in "\\PC{1,40}|(?s).{1,40}", title in "(?s).{0,30}", outlet in "(?s).{0,12}", date in "20[0-9]{2}|203[0-9]-0[1-9]|2031-05-0[1-9]T09:30") {
        let source = testing::hostile(&text, &title, &outlet, &date);
        for (format, what) in pairs() {
            let out = bytes(format, what, &source);
            prop_assert_eq!(&out, &bytes(format, what, &source));
            match format {
                Format::Jsonl | Format::Plover | Format::Ftm => {
                    for line in String::from_utf8(out).unwrap().lines() {
                        prop_assert!(serde_json::from_str::<Value>(line).is_ok());
                    }
                }
                Format::Gdelt => {
                    let width = if what == What::Events { 61 } else { 16 };
                    for line in String::from_utf8(out).unwrap().split_terminator('\n') {
                        prop_assert_eq!(line.split('\t').count(), width);
                    }
                }
                _ => prop_assert!(!out.is_empty()),
            }
        }
    }
}
