//! What is counted of requests, in the text format that Prometheus reads
//! ([exposition format](https://prometheus.io/docs/instrumenting/exposition_formats/)).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper ends of the buckets of answer times, in milliseconds.
const BUCKETS: [u64; 11] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000];

/// Counts of requests by route, method and status.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    routes: Mutex<BTreeMap<(String, String, u16), Times>>,
}

#[derive(Clone, Debug, Default)]
struct Times {
    count: u64,
    seconds: f64,
    buckets: [u64; BUCKETS.len()],
}

/// One figure of the library or the server.
pub(crate) struct Figure {
    /// The name, without the program's.
    pub(crate) name: &'static str,
    /// `gauge` or `counter`.
    pub(crate) kind: &'static str,
    /// What it is.
    pub(crate) help: &'static str,
    /// How much.
    pub(crate) value: u64,
}

impl Metrics {
    /// Counts one answer.
    pub(crate) fn count(&self, route: &str, method: &str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        let times = routes.entry((route.to_owned(), method.to_owned(), status)).or_default();
        times.count += 1;
        times.seconds += took.as_secs_f64();
        for (bucket, most) in times.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(took <= Duration::from_millis(most));
        }
    }

    /// Writes all that is counted, and some figures beside it.
    pub(crate) fn write(&self, figures: &[Figure]) -> String {
        let mut out = String::new();
        for Figure { name, kind, help, value } in figures {
            let _ = write!(
                out,
                "# HELP sutradhar_{name} {help}\n# TYPE sutradhar_{name} {kind}\nsutradhar_{name} {value}\n"
            );
        }
        out.push_str(
            "# HELP sutradhar_http_request_duration_seconds Answer times by route, method and status.\n\
             # TYPE sutradhar_http_request_duration_seconds histogram\n",
        );
        let routes = self.routes.lock().unwrap_or_else(PoisonError::into_inner);
        for ((route, method, status), times) in routes.iter() {
            let name = "sutradhar_http_request_duration_seconds";
            let labels =
                format!("route=\"{}\",method=\"{}\",status=\"{status}\"", escaped(route), escaped(method));
            for (bucket, most) in times.buckets.iter().zip(BUCKETS) {
                let most = most as f64 / 1_000.0;
                let _ = writeln!(out, "{name}_bucket{{{labels},le=\"{most}\"}} {bucket}");
            }
            let Times { count, seconds, .. } = times;
            let _ = writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "{name}_sum{{{labels}}} {seconds}\n{name}_count{{{labels}}} {count}");
        }
        out
    }
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_time() {
        let metrics = Metrics::default();
        metrics.count("/thread/{id}", "GET", 200, Duration::from_millis(3));
        metrics.count("/thread/{id}", "GET", 200, Duration::from_millis(30));
        let figure = Figure { name: "articles", kind: "gauge", help: "Articles.", value: 7 };
        let text = metrics.write(&[figure]);
        for line in [
            "sutradhar_articles 7",
            "duration_seconds_bucket{route=\"/thread/{id}\",method=\"GET\",status=\"200\",le=\"0.005\"} 1",
            "duration_seconds_bucket{route=\"/thread/{id}\",method=\"GET\",status=\"200\",le=\"0.05\"} 2",
            "duration_seconds_count{route=\"/thread/{id}\",method=\"GET\",status=\"200\"} 2",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }
}
