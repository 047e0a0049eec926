use super::*;

fn outcomes(bytes: &[u8]) -> Vec<Outcome> {
    Items::new(bytes.to_vec(), "feed.xml".to_owned()).collect()
}

/// Compares the items of a feed: path, kind, title, date, address and text; or path and reason.
#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let found: Vec<String> = outcomes(bytes.as_ref())
        .into_iter()
        .map(|outcome| match outcome {
            Ok(page) => {
                let date = page.given.date.map(|date| date.to_string());
                let parts = [page.given.title, date, page.given.url].map(|part| part.unwrap_or("-".into()));
                let text = String::from_utf8(page.bytes).unwrap();
                format!("{} {:?} | {} | {text}", page.path, page.kind, parts.join(" | "))
            }
            Err(aside) => format!("{} {}", aside.path, aside.reason.name()),
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn rss() {
    check(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>Varta</title><link>https://varta.example/</link><image><title>Logo</title></image>
        <item><title>पुल खुला &amp; सड़क बंद</title><link> https://varta.example/1 </link>
          <pubDate>Wed, 13 Aug 2025 11:03:00 +0530</pubDate><description>Short</description>
          <content:encoded><![CDATA[<p>पुल सोमवार को खुला।</p>]]></content:encoded></item>
        <item><title>Rain</title><guid isPermaLink="true">https://varta.example/2</guid>
          <description>&lt;p&gt;It rained &amp;amp; poured.&lt;/p&gt;</description></item>
        <item><title>Plain</title><description>Tom &amp; Anna met.</description></item>
        <item><title>Bare</title><link>https://varta.example/4</link></item>
        <item><title>Picture</title><description>&lt;img src="x.jpg"&gt;</description></item>
        </channel></rss>"#,
        &[
            // The bridge opened and the road is closed; the bridge opened on Monday.
            "feed.xml#1 Html | पुल खुला & सड़क बंद | 2025-08-13T11:03+05:30 | https://varta.example/1 | <p>पुल सोमवार को खुला।</p>",
            "feed.xml#2 Html | Rain | - | https://varta.example/2 | <p>It rained &amp; poured.</p>",
            "feed.xml#3 Text | Plain | - | - | Tom & Anna met.",
            "feed.xml#4 no-article",
            "feed.xml#5 no-article",
        ],
    );
}

#[test]
fn atom() {
    check(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Varta</title><updated>2025-08-14T00:00:00Z</updated>
        <entry><source><title>Elsewhere</title><id>x</id></source><title type="html">Bridge &amp;amp; &lt;b&gt;road&lt;/b&gt;</title>
          <link rel="self" href="https://varta.example/self"/><link rel="alternate" href="https://varta.example/1?a=1&amp;b=2"/>
          <published>2025-08-13T11:03:00+05:30</published><updated>2025-08-15T00:00:00Z</updated>
          <author><name>Desk</name></author>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>opened</b>.<br/>Late.</p></div></content></entry>
        <entry><title>Second</title><updated>2025-08-15T00:00:00Z</updated><summary>Only a summary.</summary>
          <content src="https://varta.example/2.html" type="text/html"/></entry>
        <entry><title>Third</title><content type="text">a &lt; b &amp;amp; c</content></entry>
        </feed>"#,
        &[
            "feed.xml#1 Html | Bridge & road | 2025-08-13T11:03+05:30 | https://varta.example/1?a=1&b=2 | \
             <div xmlns=\"http://www.w3.org/1999/xhtml\"><p>It <b>opened</b>.<br/>Late.</p></div>",
            "feed.xml#2 Text | Second | - | - | Only a summary.",
            "feed.xml#3 Text | Third | - | - | a < b &amp; c",
        ],
    );
}

#[test]
fn rss_1_and_prefixes() {
    check(
        "<rdf:RDF><channel><items/></channel><item rdf:about='x'><title>One</title><dc:date>2025-08-13</dc:date>\
         <description>Text one.</description></item></rdf:RDF>",
        &["feed.xml#1 Text | One | 2025-08-13 | - | Text one."],
    );
}

#[test]
fn feeds_as_they_are_found() {
    // Bare HTML, an entity of HTML's, a lone ampersand, an item that does not close.
    check(
        "<rss><channel><item><title>Rise & fall&nbsp;again</title><description>Up<br>and <b>down</b></description>\
         <item><title>Next</title><description>Second text</description></channel></rss>",
        &[
            "feed.xml#1 Html | Rise & fall again | - | - | Up<br>and <b>down</b>",
            "feed.xml#2 Text | Next | - | - | Second text",
        ],
    );
    check("<rss><channel><title>Empty</title></channel></rss>", &["feed.xml no-article"]);
    check(
        "<rss><item><title>One</title><description>Text</description></item><item><title>Two</title><description><![CDATA[cut",
        &["feed.xml#1 Text | One | - | - | Text", "feed.xml corrupt"],
    );
    check(
        "<rss><item><title>One</title><description>Text</description></item><item><title>Two</title><description>cut",
        &["feed.xml#1 Text | One | - | - | Text", "feed.xml#2 corrupt"],
    );
    check(
        "<rss><item><title>One</title><description>Left open</item><item><title>Two</title><description>Text</description></item></rss>",
        &["feed.xml#1 Text | One | - | - | Left open", "feed.xml#2 Text | Two | - | - | Text"],
    );
}

#[test]
fn character_sets() {
    let text = "<?xml version='1.0' encoding='windows-1251'?><rss><item><title>Мост</title><description>Мост открыт</description></item></rss>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    check(&bytes, &["feed.xml#1 Text | Мост | - | - | Мост открыт"]); // The bridge is open.
    let units =
        std::iter::once(0xFEFF).chain("<rss><item><description>पुल</description></item></rss>".encode_utf16());
    check(units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), &["feed.xml#1 Text | - | - | - | पुल"]); // bridge
    check(
        b"<rss><item><description>a \xff b</description></item></rss>",
        &["feed.xml#1 Text | - | - | - | a \u{fffd} b"],
    );
}

#[test]
fn text_between_tags() {
    let parts = |text: &str| {
        let mut parts = Vec::new();
        for_each_text(text, |part| parts.push(part.to_owned()));
        parts.join("|")
    };
    assert_eq!(parts("a<b>c</b>d"), "a|c|d");
    assert_eq!(parts("1 < 2 and <i>x"), "1 < 2 and |x");
    assert_eq!(parts("cut <a href="), "cut <a href=");
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "(<item>|</item>|<title>|</title>|<description>|</description>|<link href='|'/>|<!\\[CDATA\\[|\\]\\]>|&[a-z#0-9]{0,3};?|[<>&a-zपु ]){0,40}") {
        let _ = outcomes(text.as_bytes());
    }

    #[test]
    fn every_item_gives_one_outcome(count in 1_usize..20, body in "[a-z]{0,5}") {
        let item = format!("<item><title>x</title><description>{body}</description></item>");
        assert_eq!(outcomes(format!("<rss>{}</rss>", item.repeat(count)).as_bytes()).len(), count);
    }
}
