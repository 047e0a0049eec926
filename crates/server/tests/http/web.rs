//! The library as pages.

use crate::desk::{Answer, Client, LIBRARY, copy, serving, serving_with};
use serde_json::Value;
use server::Limits;

const HTML: (&str, &str) = ("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

/// Asks for a page as a browser does, and checks that it is one.
fn check(client: &Client, path: &str) -> String {
    let answer = client.ask("GET", path, &[HTML], b"");
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"), "{policy}");
    let page = answer.text();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{path}");
    assert!(!page.contains(" style=\"") && !page.contains("<style") && !page.contains(" onclick="), "{path}");
    page
}

fn json(client: &Client, path: &str) -> Value {
    client.get(path).json()
}

/// Returns the addresses of one page of each kind.
fn addresses(client: &Client) -> Vec<String> {
    let threads = json(client, "/api/v1/threads");
    let id = threads["items"][0]["id"].as_str().unwrap().to_owned();
    let thread = json(client, &format!("/api/v1/threads/{id}"));
    let entity = thread["origins"].as_array().unwrap().iter().find_map(|origin| origin["entity"].as_str());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    vec![
        "/".to_owned(),
        "/search".to_owned(),
        "/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2".to_owned(),
        format!("/thread/{id}"),
        format!("/thread/{id}?all=1"),
        format!("/thread/{id}/matrix?columns=outlets&sort=date"),
        format!("/thread/{id}/coverage"),
        format!("/story/{}", text(&thread["stories"][0]["id"])),
        format!("/claim/{}", text(&thread["claims"][0]["id"])),
        format!("/entity/{}", entity.unwrap()),
        format!("/article/{}?layers=statements", text(&thread["articles"][0]["id"])),
        "/admin".to_owned(),
    ]
}

/// Returns the addresses that a page links to or loads from here, without what is behind `#`.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["href=\"", "src=\"", "action=\""] {
        for rest in page.split(name).skip(1) {
            let link = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            let link = link.split('#').next().unwrap().to_owned();
            if link.starts_with('/') {
                found.push(link);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[test]
fn every_page_in_both_languages_and_every_link_on_it() {
    let limits = || {
        let mut limits = Limits::default();
        limits.rate = 0;
        limits
    };
    serving_with(LIBRARY.path(), None, limits(), |client| {
        let mut seen = std::collections::BTreeSet::new();
        for address in addresses(client) {
            let page = check(client, &address);
            let hindi = client.ask("GET", &address, &[HTML, ("Cookie", "ui=hi; theme=dark")], b"").text();
            assert!(hindi.contains("<html lang=\"hi\" data-theme=\"dark\">"), "{address}");
            assert_ne!(page, hindi);
            for link in links(&page) {
                // What leads to the same page in another state is tried on one page.
                let state = link.contains('?') && !link.starts_with("/article/");
                if !seen.insert(link.clone()) || (state && seen.len() > 300) {
                    continue;
                }
                let answer = client.ask("GET", &link, &[HTML], b"");
                assert!([200, 303, 405].contains(&answer.status), "{address} -> {link}: {}", answer.status);
            }
        }
        assert!(seen.len() > 60, "{}", seen.len());
    });
}

#[test]
fn each_page_names_its_twin_and_each_twin_its_page() {
    serving(|client| {
        for address in addresses(client) {
            let answer = client.get(&address);
            let link = answer.all("link");
            let twin = link.split('<').nth(1).and_then(|rest| rest.split('>').next()).unwrap().to_owned();
            assert!(link.contains("rel=\"alternate\"; type=\"application/json\""), "{address}: {link}");
            let back = client.get(&twin);
            assert_eq!(back.status, 200, "{twin}");
            let page = format!("<{}>", address.split('?').next().unwrap());
            assert!(back.all("link").contains(&page), "{twin}: {}", back.all("link"));
        }
    });
}

#[test]
fn what_a_reader_chooses_is_kept_in_cookies() {
    serving(|client| {
        let answer = client.get("/search?q=x&ui=hi");
        assert_eq!((answer.status, answer.header("location")), (303, Some("/search?q=x")));
        assert!(
            answer.header("set-cookie").unwrap().starts_with("ui=hi; Path=/; Max-Age=31536000; SameSite=Lax")
        );
        let look = |headers: &[(&str, &str)]| client.ask("GET", "/admin", headers, b"");
        let english = look(&[]);
        let tag = english.header("etag").unwrap();
        assert_eq!(look(&[("If-None-Match", tag)]).status, 304);
        assert_eq!(look(&[("If-None-Match", tag), ("Cookie", "ui=hi")]).status, 200);
        assert!(look(&[("Accept-Language", "hi-IN, en;q=0.5")]).text().contains("<html lang=\"hi\""));
    });
}

#[test]
fn a_desk_knows_when_it_was_looked_at_last() {
    serving(|client| {
        let first = client.get("/");
        let cookie = first.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let generation = json(client, "/api/v1/threads")["generation"].clone();
        assert!(cookie.starts_with(&format!("desk=0.0.{generation}.")), "{cookie}");
        // Who was here long ago, after all that is there now, is told of nothing new.
        let long_ago = format!("desk=0.0.{generation}.1000000");
        let later = client.ask("GET", "/", &[("Cookie", &long_ago)], b"").text();
        assert!(later.len() < first.text().len());
    });
}

#[test]
fn assets_are_kept_for_ever_and_nothing_else_is() {
    serving(|client| {
        let page = check(client, "/");
        let assets: Vec<String> =
            links(&page).into_iter().filter(|link| link.starts_with("/assets/")).collect();
        assert!(assets.len() >= 4, "{assets:?}");
        for asset in assets {
            let answer = client.get(&asset);
            assert_eq!(
                answer.header("cache-control"),
                Some("public, max-age=31536000, immutable"),
                "{asset}"
            );
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
        assert_eq!(client.get("/assets/site.css").status, 404);
        assert_eq!(client.get("/assets/..%2F..%2Fx").status, 404);
        assert_eq!(client.get("/").header("cache-control"), Some("private, no-cache"));
        assert!(client.get("/robots.txt").text().contains("Disallow: /"));
    });
}

#[test]
fn a_matrix_for_spreadsheets() {
    serving(|client| {
        let id = json(client, "/api/v1/threads")["items"][0]["id"].as_str().unwrap().to_owned();
        let matrix = json(client, &format!("/api/v1/threads/{id}/matrix?limit=1000"));
        let file = client.get(&format!("/thread/{id}/matrix.csv"));
        assert!(file.header("content-type").unwrap().starts_with("text/csv"));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment; filename=\"matrix-"));
        let rows = matrix["items"].as_array().unwrap().len();
        assert!(file.text().matches("\r\n").count() > rows, "{}", file.text());
        let book = client.get(&format!("/thread/{id}/matrix.xlsx"));
        assert!(book.body.starts_with(b"PK"));
        let coverage = json(client, &format!("/api/v1/threads/{id}/coverage"));
        let share: f64 =
            coverage["origins"].as_array().unwrap().iter().map(|o| o["share"].as_f64().unwrap()).sum();
        assert!(share > 0.9, "{share}");
    });
}

#[test]
fn problems_are_pages_for_people() {
    let told = |answer: Answer, status: u16| {
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(answer.header("content-security-policy").unwrap().contains("style-src 'self'"));
    };
    serving(|client| {
        for path in
            ["/nowhere", "/thread/th-none", "/article/%00", "/story/x", "/claim/%FF", "/entity/e-none"]
        {
            told(client.ask("GET", path, &[HTML], b""), 404);
            assert_eq!(client.get(path).header("content-type"), Some("application/problem+json"), "{path}");
        }
        told(client.ask("GET", "/", &[HTML, ("Host", "evil.example")], b""), 421);
    });
    serving_with(LIBRARY.path(), Some("a-token-for-the-desk"), Limits::default(), |client| {
        let refused = client.ask("GET", "/", &[HTML], b"");
        assert!(refused.header("www-authenticate").is_some());
        told(refused, 401);
    });
}

#[test]
fn a_form_on_a_page_corrects() {
    let folder = copy();
    serving_with(folder.path(), None, Limits::default(), |client| {
        let claim = addresses(client).into_iter().find(|address| address.starts_with("/claim/")).unwrap();
        let page = check(client, &claim);
        assert!(page.contains("action=\"/corrections\""), "{page}");
        let id = claim.strip_prefix("/claim/").unwrap();
        let author = "%E0%A4%95+%26+x";
        let body = format!("kind=remark&claim={id}&author={author}&reason=%3Cb%3Ewhy&back={claim}");
        let here = format!("http://{}", client.address);
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        let made = client.ask("POST", "/corrections", &[form, ("Origin", &here)], body.as_bytes());
        assert_eq!((made.status, made.header("location")), (303, Some(claim.as_str())), "{}", made.text());
        let cookie = made.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(cookie, format!("author={author}"));
        let page = client.ask("GET", &claim, &[HTML, ("Cookie", &cookie)], b"").text();
        assert!(page.contains("&#60;b&#62;why") && page.contains("value=\"क &#38; x\""), "{page}");
        let undone = client.ask("POST", "/admin/corrections/1/undo", &[form, ("Origin", &here)], b"");
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert!(json(client, "/api/v1/corrections")["items"][0]["undone"].is_object());
        let refused = client.ask("POST", "/corrections", &[form, HTML], body.as_bytes());
        assert_eq!((refused.status, refused.header("content-type")), (403, Some("text/html; charset=utf-8")));
    });
}

#[test]
fn words_are_found_and_narrowed_down() {
    serving(|client| {
        let found = json(client, "/api/v1/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2&limit=3");
        assert_eq!(found["format"], "search/1");
        let total = found["total"].as_u64().unwrap();
        assert!(total > 3, "{found}");
        let hit = &found["items"][0];
        assert!(!hit["highlights"].as_array().unwrap().is_empty());
        let next = json(client, found["next"].as_str().unwrap());
        assert_eq!(next["offset"], 3);
        assert_ne!(next["items"][0], *hit);
        let facets = found["facets"].as_array().unwrap();
        let outlet = facets.iter().find(|facet| facet["name"] == "outlet").unwrap();
        let value = outlet["values"][0]["value"].as_str().unwrap();
        let name: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let narrow = json(client, &format!("/api/v1/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2&outlet={name}"));
        assert_eq!(narrow["total"], outlet["values"][0]["count"]);
        assert!(json(client, "/api/v1/search?q=nofield%3Ax")["notes"].as_array().is_some());
        assert_eq!(json(client, "/api/v1/search")["total"], 0);
        assert_eq!(client.get("/api/v1/search?q=x&offset=20000").status, 400);
        let page = check(client, "/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2&page=2");
        assert!(page.contains("<mark>"));
    });
}
