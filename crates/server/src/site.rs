//! A whole installation behind one address: the console, the gateway, and what watches them.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Response;
use axum::{Router, middleware};

use crate::console::Console;
use crate::gateway::Gateway;
use crate::guard::Guard;
use crate::security;
use crate::watch::{Seen, Watch};

/// What an installation is made of.
#[derive(Debug)]
pub struct Site {
    pub console: Console,
    pub gateway: Gateway,
    pub guard: Guard,
    pub watch: Arc<Watch>,
    /// Whether browsers are told to come by HTTPS alone.
    pub encrypted_only: bool,
}

impl Site {
    /// All of its addresses. Whether it is well is said under any name, as those who ask know only its address.
    pub fn router(self) -> Router {
        let files = self.console.router().layer(middleware::map_response(|mut response: Response<Body>| async move {
            response.extensions_mut().insert(Seen { operation: "file", refused: None });
            response
        }));
        let guarded = self.guard.protect(self.gateway.router().fallback_service(files));
        let router = self.watch.health().fallback_service(guarded);
        security::everywhere(self.watch.over(router), self.encrypted_only)
    }
}
