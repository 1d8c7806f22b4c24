//! Regions: where an organization's projects can run.

use wheelhouse_contract::sections::regions as declared;

use crate::request;
use crate::request::prelude::*;
use crate::store::offers::{self, Region};

pub fn handlers() -> Vec<Handler> {
    vec![on(organization, list)]
}

/// Regions on a page.
const SIZE: usize = 50;

fn list(call: &Call<'_, declared::ListAvailableRegions, InOrganization>) -> Answer {
    let mut regions = offers::regions(call.store)?;
    for (field, operator, value) in call.query.filters() {
        let wanted = wanted(field, operator, value)
            .map_err(|message| ApiError::parameters(&[FieldError::new(format!("filter[{field}]"), message)]))?;
        regions.retain(|region| wanted.holds(region));
    }
    Ok(Reply::json(&request::paged(call, SIZE, &regions, |region| Ok(view(region)))?))
}

/// What a filter asks of a region.
enum Wanted<'a> {
    Zones(Vec<&'a str>),
    Available(bool),
    Private(bool),
    /// Filters that are not declared are let through, as everywhere.
    Any,
}

impl Wanted<'_> {
    fn holds(&self, region: &Region) -> bool {
        match self {
            Wanted::Zones(zones) => zones.iter().any(|zone| zone.eq_ignore_ascii_case(&region.zone)),
            Wanted::Available(wanted) => region.available == *wanted,
            Wanted::Private(wanted) => region.private == *wanted,
            Wanted::Any => true,
        }
    }
}

fn wanted<'a>(field: &str, operator: &str, value: &'a str) -> Result<Wanted<'a>, String> {
    let flag = || match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err("Must be true or false.".to_owned()),
    };
    match (field, operator) {
        ("zone", "eq") => Ok(Wanted::Zones(vec![value])),
        ("zone", "in") => Ok(Wanted::Zones(value.split(',').map(str::trim).collect())),
        ("available", "eq") => Ok(Wanted::Available(flag()?)),
        ("private", "eq") => Ok(Wanted::Private(flag()?)),
        ("zone" | "available" | "private", _) => Err(format!("The operator {operator} cannot be used here.")),
        _ => Ok(Wanted::Any),
    }
}

fn view(region: &Region) -> Value {
    let place = region.label.split(" (").next().unwrap_or(&region.label);
    facts!(declared::Region {
        id: &region.id,
        label: &region.label,
        zone: &region.zone,
        selection_label: format!("{place} – {}", region.provider),
        project_label: place,
        timezone: &region.timezone,
        available: region.available,
        private: region.private,
        // All regions are answered for here.
        endpoint: request::href(""),
        provider: &region.provider,
        datacenter: &region.datacenter,
        location: place,
        green: region.green,
        carbon_intensity: region.carbon_intensity.to_string(),
        ..json!({
            "code": region.id.split('.').next(),
            "provider": {"logo": ""},
            "datacenter": {"label": region.datacenter},
            "compliance": {"hipaa": false},
            "environmental_impact": {"zone": region.zone},
        })
    })
}
