//! Addresses: ids as segments of a path, and the two addresses of one thing, for people and for programs.

/// Each page with its twin: the same as JSON.
const TWINS: [(&str, &str); 9] = [
    ("/", "/api/v1/threads"),
    ("/search", "/api/v1/search"),
    ("/thread/{}", "/api/v1/threads/{}"),
    ("/thread/{}/matrix", "/api/v1/threads/{}/matrix"),
    ("/thread/{}/coverage", "/api/v1/threads/{}/coverage"),
    ("/story/{}", "/api/v1/stories/{}"),
    ("/claim/{}", "/api/v1/claims/{}"),
    ("/entity/{}", "/api/v1/entities/{}"),
    ("/article/{}", "/api/v1/articles/{}"),
];

/// Returns the address of the same as JSON, for the path of a page.
pub(crate) fn json_of(path: &str) -> Option<String> {
    if path == "/admin" {
        return Some("/api/v1/stats".to_owned());
    }
    TWINS.iter().find_map(|(page, json)| translated(path, page, json))
}

/// Returns the address of the page that shows the same, for a path of the API.
pub(crate) fn page_of(path: &str) -> Option<String> {
    match path {
        "/api/v1/stats" | "/api/v1/outlets" | "/api/v1/set-aside" | "/api/v1/corrections" => {
            Some("/admin".to_owned())
        }
        _ => TWINS.iter().find_map(|(page, json)| translated(path, json, page)),
    }
}

fn translated(path: &str, from: &str, to: &str) -> Option<String> {
    let Some((before, after)) = from.split_once("{}") else {
        return (path == from).then(|| to.to_owned());
    };
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    (!id.is_empty() && !id.contains('/')).then(|| to.replace("{}", id))
}

/// Returns text as one segment of a path.
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            // A dot stands as itself unless the segment could mean this folder or the one above.
            b'.' if text.bytes().any(|other| other != b'.') => out.push('.'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, json: &str) {
        assert_eq!(json_of(page).as_deref(), Some(json));
        assert_eq!(page_of(json).as_deref(), Some(page));
    }

    #[test]
    fn pages_and_their_twins() {
        check("/", "/api/v1/threads");
        check("/thread/th-1", "/api/v1/threads/th-1");
        check("/thread/th-1/matrix", "/api/v1/threads/th-1/matrix");
        check("/article/a%2F1", "/api/v1/articles/a%2F1");
        assert_eq!(page_of("/api/v1/articles/a/page"), None);
        assert_eq!(page_of("/api/v1/threads/"), None);
        assert_eq!(json_of("/thread/a/b/matrix"), None);
    }

    #[test]
    fn ids_stand_as_one_segment() {
        assert_eq!(segment("a/../b?x#y"), "a%2F..%2Fb%3Fx%23y");
        assert_eq!(segment(".."), "%2E%2E");
        assert_eq!(segment("देश"), "%E0%A4%A6%E0%A5%87%E0%A4%B6");
    }
}
