use super::*;

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: Kind) {
    let bytes = bytes.as_ref();
    assert_eq!(sniff(bytes), expected, "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(200)]));
}

#[track_caller]
fn check_named(name: &str, bytes: impl AsRef<[u8]>, expected: Kind) {
    assert_eq!(kind_of(bytes.as_ref(), Path::new(name)), expected, "{name}");
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn pages() {
    check("<!DOCTYPE html><html><body>x", Kind::Html);
    check("\u{feff}\r\n\n<HTML><HEAD>", Kind::Html);
    check("<html ⚡ lang=\"hi\"><head>", Kind::Html);
    check("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"y\"><html>", Kind::Html);
    check("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", Kind::Html);
    check("<!-- saved --><!-- twice --><html>", Kind::Html);
    check(format!("<!-- {} --><html>", "saved ".repeat(20_000)), Kind::Html);
    check("<p>One paragraph and no frame.", Kind::Html);
    check("<CENTER><FONT SIZE=5>Budget passed</FONT></CENTER>\nThe house voted.<BR>\n", Kind::Html);
    check("Budget passed<br>\nThe house voted<br>\nLate at night<br>\n", Kind::Html);
    check("Warning: connection lost on line 3\n\n<!DOCTYPE html><html>", Kind::Html);
    check(format!("{}<html><body>late", "\r\n".repeat(100_000)), Kind::Html);
}

#[test]
fn texts() {
    check("सियोल: किम ने समर्थन जताया।\n", Kind::Text); // Seoul: Kim expressed support.
    check("The value is < 5 and > 3.\n", Kind::Text);
    check(
        "Line one\nLine two <img src=x>\nLine three\nLine four<br>\nLine five\nLine six\nLine seven",
        Kind::Text,
    );
    check(b"\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2", Kind::Text); // "President" in windows-1251.
    check("[Updated] The minister resigned.", Kind::Text);
    check("{The minister} resigned.", Kind::Text);
    check(utf16("सियोल: किम\n", false), Kind::Text);
    check(utf16("Minister resigns\n", true), Kind::Text);
    check(utf16("<html><body>Minister", false), Kind::Html);
    check(" \n\t\r\n", Kind::Empty);
    check("", Kind::Empty);
    check("\u{feff}", Kind::Empty);
}

#[test]
fn a_stray_nul_does_not_make_a_page_binary() {
    check(format!("<html><body>{}\0{}", "Minister resigns. ".repeat(10), "More. ".repeat(10)), Kind::Html);
}

#[test]
fn records_and_other_json() {
    check("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}\n", Kind::Records);
    check("\u{feff}{ \"id\": 1 }\r\n", Kind::Records);
    check(format!("{{\"html\":\"{}", "x".repeat(100_000)), Kind::Records);
    check("{\"id\":\"a\",\"text\":\n{\"id\":\"b\",\"text\":\"y\"}\n", Kind::Records);
    check("{\n  \"name\": \"x\"\n}\n", Kind::Json);
    check("[\n  {\"id\": 1}\n]", Kind::Json);
    check(utf16("{\"id\":\"a\",\"text\":\"x\"}\n", false), Kind::Json);
}

#[test]
fn feeds_and_other_xml() {
    check("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\"><channel>", Kind::Feed);
    check("<rss version=\"2.0\">", Kind::Feed);
    check("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::Feed);
    check("<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"x\">", Kind::Feed);
    check("<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]><rss>", Kind::Feed);
    check("<?xml version=\"1.0\"?><urlset>", Kind::Xml);
    check("<svg width=\"5\"><title>x</title></svg>", Kind::Xml);
    check("<?xml version=\"1.0\"", Kind::Xml);
}

#[test]
fn what_is_no_text() {
    check(b"%PDF-1.7\n1 0 obj", Kind::Binary);
    check(b"\x89PNG\r\n\x1a\n", Kind::Binary);
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Binary);
    check(vec![0; 5000], Kind::Binary);
    check((0..=255).collect::<Vec<u8>>(), Kind::Binary);
    check(b"\xff\xfe\0\0M\0\0\0", Kind::Binary);
    check(b"PK\x03\x04\x14\0", Kind::Archive);
    check("WARC/1.0\r\nWARC-Type: response\r\n", Kind::Archive);
    check(
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n",
        Kind::Archive,
    );
    check(b"\x1f\x8b\x08\0", Kind::Gzip);
}

#[test]
fn the_name_decides_what_bytes_leave_open() {
    check_named("a.jsonl", "not json\n{\"id\":\"a\"}\n", Kind::Records);
    check_named("a.ndjson.gz", "{\n", Kind::Records);
    check_named("a.jsonl", b"%PDF-1.4", Kind::Binary);
    check_named("a.html", "One line\nTwo lines\nThree <b>lines</b>\nFour\nFive", Kind::Html);
    check_named("a.html", "No tags at all.\n", Kind::Text);
    check_named("a.txt", "<html><body>x", Kind::Html);
    check_named("style.css", "body { color: red }", Kind::Asset);
    check_named("site.js", "var a='<div>'+'<p>'+'<br>';", Kind::Asset);
    check_named("page.js", "<!doctype html><html>", Kind::Html);
}

#[test]
fn elements_are_sorted_for_the_search() {
    for name in ["a", "BR", "video", "h1", "frameset", "blockquote"] {
        assert!(is_element(name.as_bytes()), "{name}");
    }
    for name in ["", "x", "clipPath", "averylongelementname"] {
        assert!(!is_element(name.as_bytes()), "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        let _ = sniff(&bytes);
        let _ = kind_of(&bytes, Path::new("a.js"));
    }

    #[test]
    fn never_panics_on_markup(text in "[<>!?/a-z{}\\[\\]\" \n-]{0,80}") {
        let _ = sniff(text.as_bytes());
        let _ = kind_of(text.as_bytes(), Path::new("a.html"));
    }
}
