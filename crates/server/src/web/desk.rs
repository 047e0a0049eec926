//! The desk: threads by what changed since the last visit.

use super::around::changes;
use super::visit::{Visit, cookie, keep_cookie, minute};
use crate::problem::Instead;
use crate::shelf::View;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use model::Moment;
use pages::desk::{DeskThread, DeskView, Health, SourceHealth, SourceState, THREADS};
use pages::parts::badge::STANDINGS;
use pages::{Look, Quoted};
use store::{OutletLine, ThreadLine, ThreadOrder};

/// The cookie with the visits of a desk.
const COOKIE: &str = "desk";

/// A visit ends when nothing was looked at for so many minutes.
const ENDS: i64 = 30;

/// So many changes of a thread are looked at; the desk shows the weightiest few.
const LOOKED_AT: u64 = 60;

/// When the desk was looked at: how often the library was changed by then, and the minute since 1970.
type Glance = (u64, i64);

/// The visit before this one and the last look of this one, as a cookie keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Visits {
    before: Option<Glance>,
    last: Option<Glance>,
}

impl Visits {
    fn of(headers: &HeaderMap) -> Self {
        let mut numbers = cookie(headers, COOKIE).unwrap_or_default().split('.').map(str::parse::<i64>);
        let mut look = || match (numbers.next(), numbers.next()) {
            (Some(Ok(generation)), Some(Ok(at))) if generation >= 0 && at > 0 => {
                Some((generation as u64, at))
            }
            _ => None,
        };
        Self { before: look(), last: look() }
    }

    /// Returns the visits once the desk is looked at again.
    fn at(self, generation: u64, now: i64) -> Self {
        let before = match self.last {
            Some((_, last)) if now - last > ENDS => self.last,
            _ => self.before,
        };
        Self { before, last: Some((generation, now)) }
    }

    fn cookie(self) -> String {
        let part = |look: Option<Glance>| {
            look.map_or("0.0".to_owned(), |(generation, at)| format!("{generation}.{at}"))
        };
        format!("{}.{}", part(self.before), part(self.last))
    }
}

/// Shows threads, those that changed most weightily since the last visit first.
pub(super) async fn desk(mut visit: Visit) -> Response {
    let now = Timestamp::now().as_second() / 60;
    let visits = Visits::of(&visit.ask.headers);
    // What is new depends on the visit before; what is kept of this one on what the library has now.
    let before = visits.at(0, now).before;
    visit.ask.depends_on(&before.map_or_else(String::new, |(generation, _)| format!("{generation}")));
    let generation = visit.ask.app.shelf().read(|view| Ok(view.generation)).await.unwrap_or(0);
    let mut response = visit.page(move |view, look| page(view, look, before)).await;
    keep_cookie(&mut response, COOKIE, &visits.at(generation, now).cookie());
    response
}

fn page(view: &View<'_>, look: &Look, before: Option<Glance>) -> Result<String, Instead> {
    let since = before.map_or(0, |(generation, _)| generation);
    let number: u64 =
        look.address.get("page").and_then(|page| page.parse().ok()).unwrap_or(1).clamp(1, 100_000);
    let order = ThreadOrder::Changed { since };
    let size = THREADS as u64;
    let (total, mut lines) = view.threads(order, (number - 1) * size, size)?;
    if lines.is_empty() && total > 0 {
        // The page after the last shows the last, as its links say.
        lines = view.threads(order, (total - 1) / size * size, size)?.1;
    }
    let mut threads = Vec::with_capacity(lines.len());
    for line in lines {
        threads.push(thread(view, line, since)?);
    }
    let stats = (view.reader.articles()?, view.reader.set_aside()?.len());
    let sources: Vec<SourceHealth> = view.outlets()?.iter().map(source).collect();
    let health = Health {
        articles: usize::try_from(stats.0).unwrap_or(usize::MAX),
        last_added: view.reader.last_added()?.and_then(|added| added.parse().ok()),
        set_aside: stats.1,
        sources,
    };
    let names = view.book();
    Ok(pages::desk::desk(
        &DeskView {
            threads: &threads,
            total: usize::try_from(total).unwrap_or(usize::MAX),
            names: &names,
            health: &health,
            since: before.and_then(|(_, at)| Timestamp::from_second(at * 60).ok()).map(minute),
        },
        look,
    ))
}

fn thread(view: &View<'_>, line: ThreadLine, since: u64) -> Result<DeskThread, Instead> {
    let record = view.record(&line.id)?;
    let changed = view.changes(&line, LOOKED_AT)?;
    let changed = changed.iter().filter(|change| change.generation > since).cloned().collect();
    let title_lang =
        record.articles.iter().find(|article| article.title.as_deref() == Some(line.title.as_str()));
    let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    Ok(DeskThread {
        title: Quoted::new(&line.title, title_lang.map_or("und", |article| article.lang.as_str())),
        span: line.span,
        articles: count(line.articles),
        outlets: count(line.outlets),
        origins: count(line.origins),
        standings: STANDINGS.map(|standing| count(line.standing.get(standing.name()).copied().unwrap_or(0))),
        changes: changes(changed, &record),
        id: line.id,
    })
}

/// Returns how an outlet is: its pages were added by hand, since nothing here reads on a schedule.
pub(super) fn source(line: &OutletLine) -> SourceHealth {
    SourceHealth {
        name: line.name.clone(),
        state: SourceState::ByHand,
        articles: usize::try_from(line.articles).unwrap_or(usize::MAX),
        last: line.latest.as_deref().and_then(|latest| latest.parse::<Moment>().ok()),
        error: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn a_visit_ends_when_nothing_was_looked_at_for_a_while() {
        let first = Visits::of(&HeaderMap::new()).at(5, 1_000);
        assert_eq!(first, Visits { before: None, last: Some((5, 1_000)) });
        let again = first.at(6, 1_010);
        assert_eq!(again, Visits { before: None, last: Some((6, 1_010)) });
        let later = again.at(9, 1_500);
        assert_eq!(later, Visits { before: Some((6, 1_010)), last: Some((9, 1_500)) });
        let cookie = format!("{COOKIE}={}", later.cookie()).parse().unwrap();
        assert_eq!(Visits::of(&HeaderMap::from_iter([(header::COOKIE, cookie)])), later);
    }

    #[test]
    fn a_cookie_that_is_none_of_ours_is_no_visit() {
        for text in ["", "x", "1", "-1.5.-2.7", "99999999999999999999.1.1.1"] {
            let headers =
                HeaderMap::from_iter([(header::COOKIE, format!("{COOKIE}={text}").parse().unwrap())]);
            assert_eq!(Visits::of(&headers).before, None, "{text}");
        }
    }
}
