//! Regions: where an organization's projects can run.

use crate::answer::Page;
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// A region: a data centre with its own API.
    Region {
        /// Its host, as in `eu-5.platform.example`.
        id: text,
        label: text,
        /// As in `Europe`.
        zone: text,
        /// The label for choosing among several.
        selection_label: text,
        /// The label for a project that runs there.
        project_label: text,
        timezone: text,
        /// New projects can be made there.
        available: flag,
        private: flag,
        /// The address of its API.
        endpoint: text,
        provider: text "provider.name",
        datacenter: text "datacenter.name",
        location: text "datacenter.location",
        green: flag "environmental_impact.green",
        /// Grams of CO₂ for each kilowatt-hour.
        carbon_intensity: text "environmental_impact.carbon_intensity",
    }
}

section! {
    "Regions"

    /// The regions that an organization can choose from.
    ListAvailableRegions = "list-available-regions" "List available regions"
        GET "/organizations/{organization_id}/regions" (organization_id)
        query [
            query("filter[zone]", QueryKind::Filter),
            query("filter[available]", QueryKind::FlagFilter),
            query("filter[private]", QueryKind::FlagFilter),
            query("page", QueryKind::Integer { min: 1, max: 1_000_000 }),
        ]
        => Page<Region>;
}
