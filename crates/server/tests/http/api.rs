//! The library as JSON.

use crate::desk::{Answer, Client, copy, keep, pages, serving, serving_with};
use serde_json::{Value, json};
use server::Limits;
use store::Reader;

/// Asks for JSON and checks its format.
fn check(client: &Client, path: &str, format: &str) -> Value {
    let answer = client.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/json"), "{path}");
    let value = answer.json();
    assert_eq!(value["format"], format, "{path}");
    value
}

/// Asks for something that is not there, and checks the problem.
fn check_problem(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{code}");
    assert_eq!(answer.json()["code"], code);
    assert_eq!(answer.json()["status"], status);
}

fn first(client: &Client) -> String {
    let threads = check(client, "/api/v1/threads", "threads/1");
    threads["items"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn threads_with_their_parts() {
    serving(|client| {
        let id = first(client);
        let thread = check(client, &format!("/api/v1/threads/{id}"), "thread/1");
        assert_eq!(thread["id"], id.as_str());
        let story = thread["stories"][0]["id"].as_str().unwrap();
        let told = check(client, &format!("/api/v1/stories/{story}"), "story/1");
        assert_eq!(told["thread"], id.as_str());
        assert_eq!(told["articles"].as_array().unwrap().len(), told["lines"].as_array().unwrap().len());
        let claim = &thread["claims"][0];
        let path = format!("/api/v1/claims/{}", claim["id"].as_str().unwrap());
        let told = check(client, &path, "claim/1");
        assert_eq!(told["text"], claim["text"]);
        assert_eq!(told["passages"].as_array().unwrap().len(), claim["supports"].as_array().unwrap().len());
        assert!(told["passages"].as_array().unwrap().iter().all(Value::is_string), "{told}");
        let changes = check(client, &format!("/api/v1/threads/{id}/changes?limit=1"), "changes/1");
        assert_eq!(changes["items"].as_array().unwrap().len(), 1);
        let rest = check(client, changes["next"].as_str().unwrap(), "changes/1");
        assert_ne!(rest["items"], changes["items"]);
    });
}

#[test]
fn articles_with_their_pages() {
    serving(|client| {
        let thread = check(client, &format!("/api/v1/threads/{}", first(client)), "thread/1");
        let id = thread["articles"][0]["id"].as_str().unwrap();
        let document = check(client, &format!("/api/v1/articles/{id}"), "document/1");
        assert_eq!(document["id"], id);
        let place = check(client, &format!("/api/v1/articles/{id}/place"), "place/1");
        assert_eq!(place["thread"], thread["id"]);
        assert!(!place["claims"].as_array().unwrap().is_empty());
        let revisions = check(client, &format!("/api/v1/articles/{id}/revisions"), "revisions/1");
        assert_eq!(revisions["items"][0]["current"], true);
        let page = client.get(&format!("/api/v1/articles/{id}/page"));
        assert_eq!(page.header("content-type"), Some("text/plain"));
        assert!(page.header("content-disposition").unwrap().starts_with("attachment; filename=\""));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(page.body.len() as u64, revisions["items"][0]["page_bytes"]);
    });
}

#[test]
fn entities_with_what_they_say() {
    serving(|client| {
        let thread = check(client, &format!("/api/v1/threads/{}", first(client)), "thread/1");
        let entity =
            thread["origins"].as_array().unwrap().iter().find_map(|origin| origin["entity"].as_str());
        let path = format!("/api/v1/entities/{}", entity.unwrap());
        let entity = check(client, &path, "entity/1");
        assert!(!entity["names"].as_array().unwrap().is_empty());
        for part in ["said", "did", "relayed", "said-about"] {
            check(client, &format!("{path}/{part}"), "passages/1");
        }
        assert!(
            check(client, &format!("{path}/company?limit=2"), "company/1")["items"].as_array().unwrap().len()
                <= 2
        );
        let articles = check(client, &format!("{path}/articles"), "ids/1");
        assert_eq!(articles["total"], entity["counts"]["articles"]);
    });
}

#[test]
fn the_whole_library() {
    serving(|client| {
        let stats = check(client, "/api/v1/stats", "stats/1");
        assert_eq!(stats["pending"], 0);
        let record = check(client, "/api/v1/record", "record/1");
        let articles: usize = record["threads"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t["articles"].as_array().unwrap().len())
            .sum();
        assert_eq!(stats["counts"]["articles"], articles);
        assert_eq!(record["stats"]["articles"], articles);
        let outlets = check(client, "/api/v1/outlets?limit=2", "outlets/1");
        assert_eq!(outlets["items"].as_array().unwrap().len(), 2);
        check(client, "/api/v1/set-aside", "set-aside/1");
        assert!(client.get("/api/v1/problems").json().as_array().unwrap().len() > 10);
        assert_eq!(client.get("/healthz").json()["status"], "ok");
        let metrics = client.get("/metrics").text();
        assert!(metrics.contains(&format!("sutradhar_library_articles {articles}\n")), "{metrics}");
        assert!(
            metrics.contains("route=\"/api/v1/record\",method=\"GET\",status=\"200\",le=\"+Inf\"} 1"),
            "{metrics}"
        );
    });
}

#[test]
fn a_list_is_gone_through_by_its_links() {
    serving(|client| {
        let all = check(client, "/api/v1/threads?order=latest", "threads/1");
        let total = all["total"].as_u64().unwrap();
        let (mut path, mut seen) = ("/api/v1/threads?order=latest&limit=2".to_owned(), Vec::new());
        loop {
            let answer = client.get(&path);
            let part = answer.json();
            seen.extend(part["items"].as_array().unwrap().clone());
            assert_eq!(part["total"], total);
            let Some(next) = part["next"].as_str() else { break };
            assert!(answer.all("link").contains(&format!("<{next}>; rel=\"next\"")), "{:?}", answer.headers);
            path = next.to_owned();
        }
        assert_eq!(Value::from(seen), all["items"]);
    });
}

#[test]
fn an_answer_is_sent_again_only_when_the_library_changed() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), pages(0, 12));
    serving_with(folder.path(), None, Limits::default(), |client| {
        let answer = client.get("/api/v1/threads");
        let tag = answer.header("etag").unwrap().to_owned();
        let again = client.ask("GET", "/api/v1/threads", &[("If-None-Match", &tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        keep(folder.path(), pages(12, 30));
        let after = client.ask("GET", "/api/v1/threads", &[("If-None-Match", &tag)], b"");
        assert_eq!(after.status, 200);
        assert!(after.json()["generation"].as_u64() > answer.json()["generation"].as_u64());
    });
}

#[test]
fn answers_follow_while_another_process_adds() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), pages(0, 5));
    // How often is asked is as fast as the machine, so nothing bounds it.
    let mut unbounded = Limits::default();
    unbounded.rate = 0;
    serving_with(folder.path(), None, unbounded, |client| {
        let writer = std::thread::spawn({
            let folder = folder.path().to_owned();
            move || (5..25).step_by(5).for_each(|at| keep(&folder, pages(at, at + 5)))
        });
        let mut last = 0;
        while !writer.is_finished() {
            let stats = check(client, "/api/v1/stats", "stats/1");
            let articles = stats["counts"]["articles"].as_u64().unwrap();
            assert!(articles >= last);
            last = articles;
            for thread in check(client, "/api/v1/threads", "threads/1")["items"].as_array().unwrap() {
                let answer = client.get(&format!("/api/v1/threads/{}", thread["id"].as_str().unwrap()));
                // Between the two questions the thread may have got another id, which the answer then names.
                assert!([200, 308].contains(&answer.status), "{}", answer.text());
            }
        }
        writer.join().unwrap();
        let stats = check(client, "/api/v1/stats", "stats/1");
        assert_eq!(stats["counts"]["articles"], Reader::open(folder.path()).unwrap().articles().unwrap());
    });
}

#[test]
fn ids_that_changed_lead_on() {
    let folder = tempfile::tempdir().unwrap();
    // The later articles come first, so that the earlier ones give their threads new ids.
    keep(folder.path(), pages(6, 40));
    let reader = Reader::open(folder.path()).unwrap();
    let before = reader.thread_ids().unwrap();
    keep(folder.path(), pages(0, 6));
    let gone: Vec<_> = before.iter().filter(|id| reader.thread(id).unwrap().is_none()).collect();
    serving_with(folder.path(), None, Limits::default(), |client| {
        for id in &gone {
            for rest in ["", "/changes"] {
                let answer = client.get(&format!("/api/v1/threads/{id}{rest}"));
                assert_eq!(answer.status, 308, "{}", answer.text());
                let place = answer.header("location").unwrap();
                assert!(place.ends_with(rest));
                assert_eq!(client.get(place).status, 200, "{place}");
            }
        }
    });
    assert!(!gone.is_empty(), "no thread got another id, so nothing was tested");
}

#[test]
fn what_is_not_there_is_told_as_a_problem() {
    serving(|client| {
        let problem = |path: &str, status, code| check_problem(&client.get(path), status, code);
        problem("/nowhere", 404, "no-such-path");
        problem("/api/v1/threads/th-none", 404, "no-such-thread");
        problem("/api/v1/threads/th-none/changes", 404, "no-such-thread");
        problem("/api/v1/stories/st-none", 404, "no-such-story");
        problem("/api/v1/claims/c-none", 404, "no-such-claim");
        problem("/api/v1/entities/e-none", 404, "no-such-entity");
        problem("/api/v1/entities/e-none/said", 404, "no-such-entity");
        for part in ["", "/place", "/page", "/revisions"] {
            problem(&format!("/api/v1/articles/none{part}"), 404, "no-such-article");
        }
        problem("/api/v1/threads?limit=many", 400, "bad-parameter");
        problem("/api/v1/threads?order=size", 400, "bad-parameter");
        problem("/api/v1/threads?since=-1", 400, "bad-parameter");
        check_problem(&client.ask("DELETE", "/api/v1/record", &[], b""), 405, "method");
    });
}

#[test]
fn hostile_addresses_name_nothing() {
    serving(|client| {
        let long = "a".repeat(3_000);
        for id in
            ["%00", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201=1", "%E0%A4", &long, "a%0d%0aX:%20y"]
        {
            for resource in ["threads", "stories", "claims", "entities", "articles"] {
                let answer = client.get(&format!("/api/v1/{resource}/{id}"));
                assert_eq!(answer.status, 404, "{resource} {id}: {}", answer.text());
                assert_eq!(answer.header("x"), None);
            }
        }
        let answer = client.get(&format!("/api/v1/threads?x={}", "a".repeat(5_000)));
        check_problem(&answer, 414, "too-long");
        for path in ["/../../etc/passwd", "/api/v1/../../x", "//evil.example/", "/%2e%2e/x"] {
            check_problem(&client.get(path), 404, "no-such-path");
        }
    });
}

fn post(client: &Client, path: &str, value: &Value) -> Answer {
    client.ask("POST", path, &[("Content-Type", "application/json")], value.to_string().as_bytes())
}

#[test]
fn corrections_are_made_and_taken_back() {
    let folder = copy();
    serving_with(folder.path(), None, Limits::default(), |client| {
        let record = || client.get("/api/v1/record").json()["threads"].clone();
        let (id, before) = (first(client), record());
        let thread = check(client, &format!("/api/v1/threads/{id}"), "thread/1");
        let article = thread["articles"][1]["id"].as_str().unwrap();
        let by = json!({"author": "देस्क", "reason": "not this matter"});
        let mut fix = by.clone();
        fix["kind"] = "move-article".into();
        fix["article"] = article.into();
        let made = post(client, "/api/v1/corrections", &fix);
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(made.json()["id"], 1);
        assert_eq!(made.json()["author"], "देस्क");
        let moved = check(client, &format!("/api/v1/articles/{article}/place"), "place/1");
        assert_ne!(moved["thread"], thread["id"]);
        assert_ne!(record(), before);
        let undone = post(client, "/api/v1/corrections/1/undo", &by);
        assert_eq!(undone.status, 200, "{}", undone.text());
        assert!(undone.json()["undone"].is_object());
        assert_eq!(record(), before);
        check_problem(&post(client, "/api/v1/corrections/1/undo", &by), 404, "no-such-correction");
        check_problem(&post(client, "/api/v1/corrections/x/undo", &by), 404, "no-such-correction");
        assert_eq!(check(client, "/api/v1/corrections", "corrections/1")["total"], 1);
    });
}

#[test]
fn corrections_that_make_no_sense_are_refused() {
    let folder = copy();
    serving_with(folder.path(), None, Limits::default(), |client| {
        let of = |fix: Value| post(client, "/api/v1/corrections", &fix);
        let remark = json!({"kind": "remark", "claim": "c-none", "author": "a", "reason": "b"});
        check_problem(&of(remark.clone()), 422, "refused");
        check_problem(
            &of(json!({"kind": "remark", "claim": "c", "author": " ", "reason": "b"})),
            400,
            "bad-body",
        );
        check_problem(&of(json!({"kind": "rename", "author": "a", "reason": "b"})), 400, "bad-body");
        let json = [("Content-Type", "application/json")];
        let sent =
            |headers: &[(&str, &str)], body: &[u8]| client.ask("POST", "/api/v1/corrections", headers, body);
        check_problem(&sent(&json, b"{\"kind\""), 400, "bad-body");
        check_problem(&sent(&[("Content-Type", "text/plain")], b"x"), 400, "bad-body");
        check_problem(&sent(&json, &vec![b'a'; 100_000]), 413, "too-large");
        let held = store::Library::open(folder.path()).unwrap();
        let busy = of(remark);
        check_problem(&busy, 503, "library-busy");
        assert!(busy.header("retry-after").is_some());
        drop(held);
    });
}

#[test]
fn forms_come_from_pages_of_this_server_only() {
    let folder = copy();
    serving_with(folder.path(), None, Limits::default(), |client| {
        let thread = check(client, &format!("/api/v1/threads/{}", first(client)), "thread/1");
        let claim = thread["claims"][0]["id"].as_str().unwrap();
        let body = format!("kind=remark&claim={claim}&author=desk&reason=why&back=%2Fclaim%2F{claim}");
        let here = format!("http://{}", client.address);
        let send = |headers: &[(&str, &str)]| {
            let form = ("Content-Type", "application/x-www-form-urlencoded");
            client.ask("POST", "/api/v1/corrections", &[&[form], headers].concat(), body.as_bytes())
        };
        for foreign in [
            &[][..],
            &[("Origin", "http://evil.example")],
            &[("Origin", "null")],
            &[("Origin", here.as_str()), ("Sec-Fetch-Site", "cross-site")],
        ] {
            check_problem(&send(foreign), 403, "foreign-origin");
        }
        let made = send(&[("Origin", here.as_str()), ("Sec-Fetch-Site", "same-origin")]);
        assert_eq!((made.status, made.header("location")), (303, Some(format!("/claim/{claim}").as_str())));
        let remarks = check(client, &format!("/api/v1/claims/{claim}"), "claim/1")["remarks"].clone();
        assert_eq!(remarks[0]["reason"], "why");
    });
}

#[test]
fn a_thread_in_formats_that_others_read() {
    serving(|client| {
        let path = format!("/api/v1/threads/{}/export", first(client));
        for (asked, kind, part) in [
            ("format=csv&what=claims", "text/csv", "claim,"),
            ("format=md&lang=hi", "text/markdown", "#"),
            ("format=atom", "application/atom+xml", "<feed"),
            ("format=jsonl&what=documents", "application/jsonl", "\"document/1\""),
        ] {
            let answer = client.get(&format!("{path}?{asked}"));
            assert_eq!(answer.status, 200, "{asked}: {}", answer.text());
            assert!(answer.header("content-type").unwrap().starts_with(kind), "{:?}", answer.headers);
            assert!(answer.text().contains(part), "{asked}: {}", answer.text());
            assert!(answer.header("content-disposition").unwrap().starts_with("attachment; filename=\"th-"));
        }
        for asked in ["", "?format=doc", "?format=plover&what=claims", "?format=csv&lang=xx"] {
            check_problem(&client.get(&format!("{path}{asked}")), 400, "bad-parameter");
        }
    });
}
