//! One look at a page: what the reader chose, kept in cookies; and problems as pages.

use crate::app::App;
use crate::ask::Ask;
use crate::headers;
use crate::paths;
use crate::problem::{Instead, Kind, Problem};
use crate::shelf::View;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Moment;
use pages::{Address, Digits, Lang, Look, Theme};

/// Tells whether a value can be chosen.
type Offered = fn(&str) -> bool;

/// What readers choose in addresses and keep in cookies of the same names.
const CHOICES: [(&str, Offered); 3] = [
    ("ui", |name| Lang::of(name).is_some()),
    ("theme", |name| Theme::of(name).is_some()),
    ("digits", |name| Digits::of(name).is_some()),
];

/// Cookies are kept for a year; they say how pages look and nothing of who looks at them.
const KEPT: &str = "Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";

/// One look at a page.
pub(super) struct Visit {
    pub(super) ask: Ask,
    pub(super) look: Look,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let look = look_of(&parts.headers, &parts.uri);
        if let Some(chosen) = choose(&look.address) {
            return Err(chosen);
        }
        let mut ask = Ask::from_request_parts(parts, app).await.unwrap_or_else(|never| match never {});
        let (lang, theme, digits) = (look.lang.tag(), look.theme.name(), look.digits.name());
        ask.depends_on(&format!("{lang}-{theme}-{digits}"));
        Ok(Self { ask, look })
    }
}

impl Visit {
    /// Answers with a page that stays the same while the library does.
    pub(super) async fn page(
        self,
        work: impl FnOnce(&View<'_>, &Look) -> Result<String, Instead> + Send + 'static,
    ) -> Response {
        let Self { ask, look } = self;
        let mut response = ask.answer(move |view, _| Ok(html(work(view, &look)?))).await;
        let headers = response.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language, Accept-Encoding"));
        response
    }
}

/// Returns a page as an answer.
pub(super) fn html(page: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, headers::PAGE),
    ];
    (headers, page).into_response()
}

/// Keeps what the address chooses, and sends the reader to the address without it.
fn choose(address: &Address) -> Option<Response> {
    let mut clean = address.clone();
    let mut cookies = Vec::new();
    for (name, is_known) in CHOICES {
        let Some(value) = address.get(name) else { continue };
        clean = clean.without(name);
        if is_known(value) {
            cookies.push(format!("{name}={value}; {KEPT}"));
        }
    }
    if clean == *address {
        return None;
    }
    let place = HeaderValue::from_str(&clean.to_string()).unwrap_or(HeaderValue::from_static("/"));
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response();
    let cookies = cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok());
    response.headers_mut().extend(cookies.map(|cookie| (header::SET_COOKIE, cookie)));
    Some(response)
}

/// Returns how a page is looked at: by cookies, else by the language that the browser asks for.
fn look_of(headers: &HeaderMap, uri: &Uri) -> Look {
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let lang = cookie(headers, "ui").and_then(Lang::of).or_else(|| wanted(headers)).unwrap_or_default();
    let mut look = Look::at(Address::of(target), lang);
    look.theme = cookie(headers, "theme").and_then(Theme::of).unwrap_or_default();
    look.digits = cookie(headers, "digits").and_then(Digits::of).unwrap_or_default();
    look.as_of = Some(minute(Timestamp::now()));
    look.twin = paths::json_of(uri.path()).map(|path| match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path,
    });
    look
}

/// Returns the minute of an instant, in UTC.
pub(super) fn minute(at: Timestamp) -> Moment {
    let civil = at.to_zoned(TimeZone::UTC).datetime();
    let time = jiff::civil::time(civil.hour(), civil.minute(), 0, 0);
    Moment::Minute(civil.date(), time, Some(0))
}

/// Returns the first of the languages that the browser asks for that pages are written in.
fn wanted(headers: &HeaderMap) -> Option<Lang> {
    let wanted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    wanted.split(',').find_map(|entry| {
        let tag = entry.split(';').next().unwrap_or_default().trim();
        Lang::of(&tag.split('-').next().unwrap_or_default().to_ascii_lowercase())
    })
}

/// Returns the value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name).then_some(value.trim())
    })
}

/// Keeps a cookie with an answer.
pub(crate) fn keep_cookie(response: &mut Response, name: &str, value: &str) {
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; {KEPT}")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Shows problems as pages to those who look at pages.
pub(crate) async fn for_people(request: Request, next: Next) -> Response {
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let by_people = accepts.is_some_and(|accept| accept.contains("text/html"))
        && (!request.uri().path().starts_with("/api/") || request.method() == Method::POST);
    if !by_people {
        return next.run(request).await;
    }
    let mut look = look_of(request.headers(), request.uri());
    look.twin = None;
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let page = pages::problem::problem(kind_of(problem.kind()), problem.detail(), &look);
    let mut shown = html(page);
    *shown.status_mut() = response.status();
    for name in [header::WWW_AUTHENTICATE, header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}

/// Returns how a problem is told to people.
fn kind_of(kind: Kind) -> pages::problem::Problem {
    use pages::problem::Problem as Page;
    match kind {
        Kind::NoSuchPath
        | Kind::NoSuchThread
        | Kind::NoSuchStory
        | Kind::NoSuchClaim
        | Kind::NoSuchEntity
        | Kind::NoSuchArticle
        | Kind::NoSuchCorrection => Page::NotFound,
        Kind::TokenNeeded => Page::Unauthorized,
        Kind::ForeignOrigin | Kind::ForeignHost => Page::Forbidden,
        Kind::Refused => Page::Conflict,
        Kind::TooMany => Page::TooMany,
        Kind::LibraryBusy | Kind::NoLibrary | Kind::Timeout => Page::Unavailable,
        Kind::Internal => Page::Internal,
        Kind::Method | Kind::BadParameter | Kind::BadBody | Kind::TooLarge | Kind::TooLong => {
            Page::BadRequest
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&str, &str)], expected: (Lang, Theme)) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: header::HeaderName = name.parse().unwrap();
            map.append(name, value.parse().unwrap());
        }
        let look = look_of(&map, &Uri::from_static("/thread/th-1?all"));
        assert_eq!((look.lang, look.theme), expected, "{headers:?}");
        assert_eq!(look.twin.as_deref(), Some("/api/v1/threads/th-1?all"));
    }

    #[test]
    fn cookies_come_before_what_the_browser_asks_for() {
        check(&[], (Lang::En, Theme::Auto));
        check(&[("accept-language", "mr, hi-IN;q=0.9, en;q=0.8")], (Lang::Hi, Theme::Auto));
        check(&[("accept-language", "hi"), ("cookie", "a=b; ui=en; theme=dark")], (Lang::En, Theme::Dark));
        check(&[("cookie", "ui=xx; theme=<script>; ui")], (Lang::En, Theme::Auto));
    }

    #[test]
    fn what_an_address_chooses_is_kept_and_leaves_it() {
        let response = choose(&Address::of("/search?q=x&ui=hi&theme=purple")).unwrap();
        assert_eq!(response.headers()[header::LOCATION], "/search?q=x");
        let cookies: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1);
        assert!(cookies[0].to_str().unwrap().starts_with("ui=hi; Path=/; Max-Age=31536000; SameSite=Lax"));
        assert!(choose(&Address::of("/search?q=ui")).is_none());
    }
}
