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
            /// Services and applications whose logs are not sent.
            #[field(section = "Advanced", max = 100)]
            pub excluded_services: Option<Vec<String>>,
            /// Sent along with each entry, as keys with texts.
            #[field(section = "Advanced", max = 100)]
            pub extra: Option<BTreeMap<String, String>>,
            /// Send only to a server whose certificate can be checked.
            #[field(label = "Verify TLS", section = "Advanced", default = true)]
            pub tls_verify: Option<bool>,
        }
    };
}

takes_logs! {
    /// New Relic.
    NewRelic {
        /// The address that takes logs, as in https://log-api.newrelic.com/log/v1.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The license key of the account.
        #[field(min = 1, max = 1024, secret)]
        pub license_key: String,
    }
}

takes_logs! {
    /// Splunk.
    Splunk {
        /// The address of the HTTP event collector.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The index that entries go to.
        #[field(min = 1, max = 255)]
        pub index: String,
        /// The token of the HTTP event collector.
        #[field(min = 1, max = 1024, secret)]
        pub token: String,
        /// The source type that entries have.
        #[field(label = "Source type", min = 1, max = 255)]
        pub sourcetype: Option<String>,
    }
}

takes_logs! {
    /// Sumo Logic.
    Sumologic {
        /// The address of an HTTP source.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// The source category that entries have.
        #[field(min = 1, max = 255)]
        pub category: Option<String>,
    }
}

takes_logs! {
    /// A syslog server.
    Syslog {
        /// The server’s name or address.
        #[field(min = 1, max = 253, check = checks::hostname)]
        pub host: Option<String>,
        #[field(min = 1, max = 65535)]
        pub port: Option<i64>,
        #[field(choices("tls" = "TLS", "tcp" = "TCP", "udp" = "UDP"), default = "tls")]
        pub protocol: Option<String>,
        /// The facility that entries have, as a number.
        #[field(min = 0, max = 23, default = 1)]
        pub facility: Option<i64>,
        #[field(choices("rfc5424" = "RFC 5424", "rfc3164" = "RFC 3164"), default = "rfc5424")]
        pub message_format: Option<String>,
        /// Proves to the server that entries are from here.
        #[field(label = "Token", min = 1, max = 1024, secret)]
        pub auth_token: Option<String>,
        /// Where the token stands in each entry.
        #[field(label = "Token is sent as", choices("prefix" = "Prefix", "structured_data" = "Structured data"),
            default = "prefix")]
        pub auth_mode: Option<String>,
    }
}

takes_logs! {
    /// Any address.
    HttpLog {
        /// It gets a POST with entries as JSON.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Sent with each request, as in Authorization. Entering headers replaces all there are.
        #[field(max = 50, secret)]
        pub headers: Option<BTreeMap<String, String>>,
    }
}

takes_logs! {
    /// An OpenTelemetry collector.
    OtlpLog {
        /// The address of the collector that takes logs.
        #[field(label = "Address", kind = "url", min = 1, max = 2048)]
        pub url: String,
        /// Sent with each request, as in Authorization. Entering headers replaces all there are.
        #[field(max = 50, secret)]
        pub headers: Option<BTreeMap<String, String>>,
    }
}
