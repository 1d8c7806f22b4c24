//! What is counted, as Prometheus reads it.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

/// The type of what [`Metrics::text`] answers.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds until an answer begins, at which the histogram is cut.
const CUTS: [f64; 11] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    operation: &'static str,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Refused {
    why: &'static str,
}

/// Counters of one server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answered: Family<Answered, Counter>,
    refused: Family<Refused, Counter>,
    seconds: Histogram,
    under_way: Gauge<i64, AtomicI64>,
    lost_lines: Counter,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("wheelhouse");
        let (answered, refused) = (Family::default(), Family::default());
        let (seconds, under_way, lost_lines) = (Histogram::new(CUTS), Gauge::default(), Counter::default());
        registry.register("requests", "Requests that were answered", answered.clone());
        registry.register("refusals", "Requests that the gateway answered itself, by why", refused.clone());
        registry.register("answer_seconds", "Seconds until answers of the API began", seconds.clone());
        registry.register("requests_under_way", "Requests whose answer has not begun", under_way.clone());
        registry.register("lost_log_lines", "Lines of the log that nobody took in time", lost_lines.clone());
        registry.register("build", "What runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        Self { registry, answered, refused, seconds, under_way, lost_lines }
    }

    pub(super) fn begun(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    pub(super) fn answered(&self, operation: &'static str, status: u16) {
        self.answered.get_or_create(&Answered { operation, status }).inc();
    }

    pub(super) fn refused(&self, why: &'static str) {
        self.refused.get_or_create(&Refused { why }).inc();
    }

    pub(super) fn took(&self, time: Duration) {
        self.seconds.observe(time.as_secs_f64());
    }

    pub(super) fn lost_line(&self) {
        self.lost_lines.inc();
    }

    /// All of it as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

/// A request whose answer has not begun; also where nobody waits for it any more.
pub(super) struct UnderWay(Gauge<i64, AtomicI64>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}
