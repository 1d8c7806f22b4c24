//! Where logs are sent.

use std::collections::BTreeMap;

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::checks;

/// A kind that takes logs: its own fields, then those that all of them have.
macro_rules! takes_logs {
    ($(#[$doc:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$doc])*
        #[derive(Deserialize, Body)]
        pub struct $name {
            $($own)*
            /// Services and applications whose logs aren’t sent.
            #[field(section = "Advanced", max = 100)]
            pub excluded_services: Option<Vec<String>>,
            /// Key–value pairs added to each entry.
            #[field(section = "Advanced", max = 100)]
            pub extra: Option<BTreeMap<String, String>>,
            /// Only send to a server with a valid certificate.
            #[field(label = "Verify TLS", section = "Advanced", default = true)]
            pub tls_verify: Option<bool>,
        }
    };
}

takes_logs! {
    /// New Relic.
    NewRelic {
        /// The URL that receives logs, for example https://log-api.newrelic.com/log/v1.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The account’s license key.
        #[field(min = 1, max = 1024, secret)]
        pub license_key: String,
    }
}

takes_logs! {
    /// Splunk.
    Splunk {
        /// The URL of the HTTP event collector.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The index to write to.
        #[field(min = 1, max = 255)]
        pub index: String,
        /// The token of the HTTP event collector.
        #[field(min = 1, max = 1024, secret)]
        pub token: String,
        /// The source type of the entries.
        #[field(label = "Source type", min = 1, max = 255)]
        pub sourcetype: Option<String>,
    }
}

takes_logs! {
    /// Sumo Logic.
    Sumologic {
        /// The URL of an HTTP source.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The source category of the entries.
        #[field(min = 1, max = 255)]
        pub category: Option<String>,
    }
}

takes_logs! {
    /// A syslog server.
    Syslog {
        /// The server’s hostname or IP address.
        #[field(min = 1, max = 253, check = checks::hostname)]
        pub host: Option<String>,
        #[field(min = 1, max = 65535)]
        pub port: Option<i64>,
        #[field(choices("tls" = "TLS", "tcp" = "TCP", "udp" = "UDP"), default = "tls")]
        pub protocol: Option<String>,
        /// The syslog facility, as a number.
        #[field(min = 0, max = 23, default = 1)]
        pub facility: Option<i64>,
        #[field(choices("rfc5424" = "RFC 5424", "rfc3164" = "RFC 3164"), default = "rfc5424")]
        pub message_format: Option<String>,
        /// Authenticates entries to the server.
        #[field(label = "Token", min = 1, max = 1024, secret)]
        pub auth_token: Option<String>,
        /// Where the token goes in each entry.
        #[field(label = "Token is sent as", choices("prefix" = "Prefix", "structured_data" = "Structured data"),
            default = "prefix")]
        pub auth_mode: Option<String>,
    }
}

takes_logs! {
    /// Any address.
    HttpLog {
        /// Receives a POST with entries as JSON.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Sent with each request, for example Authorization. Entering headers replaces the current ones.
        #[field(max = 50, secret, check = checks::header)]
        pub headers: Option<BTreeMap<String, String>>,
    }
}

takes_logs! {
    /// An OpenTelemetry collector.
    OtlpLog {
        /// The URL of the collector.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Sent with each request, for example Authorization. Entering headers replaces the current ones.
        #[field(max = 50, secret, check = checks::header)]
        pub headers: Option<BTreeMap<String, String>>,
    }
}
