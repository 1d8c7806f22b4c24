//! What an environment offers to run, of both kinds.

use leptos::prelude::*;
use wheelhouse_contract::Items;
use wheelhouse_contract::resource::Named;
use wheelhouse_contract::sections::deployments::{Deployment, GetASingleEnvironmentDeployment, RuntimeOperation};
use wheelhouse_contract::sections::source_operations::{EnvironmentSourceOperation, ListSourceOperations};

use super::may::{CONTRIBUTOR, Kind};
use crate::api::ApiError;
use crate::components::or_unknown;
use crate::data::{Read, read};
use crate::layouts::Place;
use crate::reactive::{Memo, memo};
use crate::routes::Route;

/// One operation, of either kind.
#[derive(Clone, PartialEq)]
pub struct Offer {
    pub kind: Kind,
    pub name: String,
    /// The application or worker that offers it.
    pub of: String,
    pub command: Option<String>,
    pub role: Option<String>,
    /// Where it is run.
    pub href: String,
}

/// The operations of an environment as far as they are known.
#[derive(Clone, Copy)]
pub struct Offers {
    ids: StoredValue<(String, String)>,
    source: Read<Items<EnvironmentSourceOperation>>,
    deployment: Read<Deployment>,
    inactive: Memo<bool>,
}

impl Offers {
    pub fn read(place: Place, project: &str, environment: &str) -> Self {
        let of_code = ListSourceOperations::path(project, environment);
        let current = GetASingleEnvironmentDeployment::path(project, environment, "current");
        let inactive = memo(move || place.environment.data().is_some_and(|e| e.status() == Some("inactive")));
        Self {
            ids: StoredValue::new((project.to_owned(), environment.to_owned())),
            source: read::<ListSourceOperations>(move || Some(of_code.clone())),
            deployment: read::<GetASingleEnvironmentDeployment>(move || (!inactive.get()).then(|| current.clone())),
            inactive,
        }
    }

    /// All of them, once each kind is known or has failed; what is known is there though the other failed.
    pub fn all(self) -> Option<Vec<Offer>> {
        let known = [self.of_code(), self.of_running()];
        let settled = known.iter().zip(self.failed()).all(|(known, failed)| known.is_some() || failed.is_some());
        let is_any = known.iter().any(Option::is_some);
        (settled && is_any).then(|| known.into_iter().flatten().flatten().collect())
    }

    /// Why either kind is not known.
    pub fn failed(self) -> [Option<(Kind, ApiError)>; 2] {
        let of_code = self.source.error().filter(|_| !self.source.is_known());
        let of_running = self.deployment.error().filter(|_| !self.is_idle() && !self.deployment.is_known());
        [of_code.map(|error| (Kind::Source, error)), of_running.map(|error| (Kind::Runtime, error))]
    }

    pub fn is_loading(self) -> bool {
        self.source.is_loading() || self.deployment.is_loading()
    }

    /// Asks again.
    pub fn refresh(self) {
        self.source.refresh();
        self.deployment.refresh();
    }

    /// Nothing runs where nothing is deployed.
    fn is_idle(self) -> bool {
        self.inactive.get() || self.deployment.error().is_some_and(|error| error.is(404))
    }

    fn of_code(self) -> Option<Vec<Offer>> {
        let list = self.source.data()?;
        let items = list.items();
        let offer = |item: &EnvironmentSourceOperation| {
            let name = or_unknown(item.operation().or(item.id()));
            let same = items.iter().filter(|other| other.operation() == item.operation()).count();
            // By its name, unless several applications have one of it.
            let operation = if same > 1 { item.id().unwrap_or(&name) } else { &name }.to_owned();
            let (project, environment) = self.ids.get_value();
            Offer {
                kind: Kind::Source,
                of: or_unknown(item.app()),
                command: item.command().map(str::to_owned),
                role: Some(CONTRIBUTOR.to_owned()),
                href: Route::SourceOperation { project, environment, operation }.path(),
                name,
            }
        };
        Some(items.iter().map(offer).collect())
    }

    fn of_running(self) -> Option<Vec<Offer>> {
        if self.is_idle() {
            return Some(Vec::new());
        }
        let deployment = self.deployment.data()?;
        let offer = |service: &str, item: &Named<RuntimeOperation>| {
            let (project, environment) = self.ids.get_value();
            let (service, operation) = (service.to_owned(), item.name.clone());
            Offer {
                kind: Kind::Runtime,
                name: operation.clone(),
                of: service.clone(),
                command: item.start().map(str::to_owned),
                role: item.role().map(str::to_owned),
                href: Route::RuntimeOperation { project, environment, service, operation }.path(),
            }
        };
        let mut offers = Vec::new();
        for container in deployment.applications().into_iter().chain(deployment.workers()) {
            offers.extend(container.operations().iter().map(|item| offer(&container.name, item)));
        }
        Some(offers)
    }
}
