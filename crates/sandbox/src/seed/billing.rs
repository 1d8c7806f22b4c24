//! What organizations paid in the year before: plans that grew with their projects, orders, vouchers, refunds.

use serde_json::{Map, json};

use super::people::NIAMH;
use super::seeder::Seeder;
use crate::billing::{self, Month};
use crate::store::organization_profiles::{self as profiles, OrganizationProfile};
use crate::store::projects::{self, Project};
use crate::store::tickets::{self, Ticket};
use crate::store::vouchers::{self, Voucher};
use crate::store::{orders, organizations, rows};

/// Months that are over and have orders.
const MONTHS: usize = 12;

/// Days ago, and what a project had from then on: plan, environments, MiB, users, options.
type Stage = (i64, &'static str, i64, i64, i64, &'static [&'static str]);

/// What projects had before what they have.
const STAGES: &[(&str, &[Stage])] = &[
    (
        super::demo::SHOP,
        &[
            (640, "standard", 3, 10_240, 3, &[]),
            (297, "medium", 6, 20_480, 4, &[]),
            (118, "large", 12, 20_480, 6, &[]),
            (64, "large", 12, 20_480, 6, &["backups:premium"]),
        ],
    ),
    ("magazine3tq5z", &[(590, "medium", 3, 10_240, 3, &[]), (186, "medium", 6, 20_480, 6, &[])]),
    ("telemetry6gwz", &[(330, "large", 3, 20_480, 4, &[]), (47, "xlarge", 6, 20_480, 6, &[])]),
];

/// Organization, company, VAT number, billing contact, country, street, place, postal code.
const PROFILES: &[[&str; 8]] = &[
    [
        super::demo::LAKESIDE,
        "Lakeside Media Ltd",
        "",
        "accounts@lakeside-media.example",
        "GB",
        "14 Quayside",
        "Bristol",
        "BS1 4QA",
    ],
    [
        super::demo::NORTHWIND,
        "Northwind Labs B.V.",
        "NL004495445B01",
        "billing@northwind-labs.example",
        "NL",
        "Oosterkade 30",
        "Groningen",
        "9711 RS",
    ],
    [super::demo::HARBOR, "Harbor Festival Pty Ltd", "", "", "AU", "2 Macquarie Wharf", "Hobart", "7000"],
];

/// Code, amount in hundredths, currency. Whoever pays in it can redeem them.
const VOUCHERS: &[(&str, i64, &str)] = &[
    ("WELCOME-GBP", 10_000, "GBP"),
    ("WELCOME-EUR", 10_000, "EUR"),
    ("WELCOME-USD", 10_000, "USD"),
    ("WELCOME-AUD", 10_000, "AUD"),
    ("WELCOME-CAD", 10_000, "CAD"),
    ("CONFERENCE-GBP", 2_550, "GBP"),
];

/// Of every data set.
pub fn fill(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for (code, amount, currency) in VOUCHERS {
        vouchers::insert(seeder.connection, &voucher(code, *amount, currency))?;
    }
    let all: Vec<Project> = rows::list(seeder.connection, "ORDER BY subscription_id", [])?;
    all.iter().try_for_each(|project| history(seeder, project))?;
    let first = (0..MONTHS).fold(Month::of(seeder.now), |month, _| month.previous());
    let mut billed: Vec<String> = all.into_iter().map(|project| project.organization_id).collect();
    billed.sort();
    billed.dedup();
    billed.iter().try_for_each(|organization| billing::begin_with(seeder.connection, organization, first))
}

/// Of the demo, before its orders are made.
pub fn of_demo(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    for [id, company, vat_number, contact, country, street, place, postal_code] in PROFILES.iter().copied() {
        let address =
            [("name_line", company), ("thoroughfare", street), ("locality", place), ("postal_code", postal_code)];
        let profile = OrganizationProfile {
            organization_id: id.to_owned(),
            company_name: company.to_owned(),
            vat_number: vat_number.to_owned(),
            billing_contact: contact.to_owned(),
            security_contact: String::new(),
            default_catalog: String::new(),
            project_options_url: String::new(),
            country: country.to_owned(),
            address: address.into_iter().map(|(field, text)| (field.to_owned(), json!(text))).collect::<Map<_, _>>(),
            payment: "accepted".to_owned(),
            legal_entity_name: String::new(),
            customer_type: "corporation".to_owned(),
            updated_at: seeder.days_ago(200),
        };
        profiles::keep(seeder.connection, &profile)?;
    }
    for (code, amount, currency, organization, days) in [
        ("LAUNCH-OFFER", 15_000, "GBP", super::demo::LAKESIDE, 330),
        ("PARTNER-CREDIT", 60_000, "GBP", super::demo::LAKESIDE, 75),
        // More than it has used by now.
        ("RESEARCH-GRANT", 250_000, "EUR", super::demo::NORTHWIND, 20),
    ] {
        let voucher = voucher(code, amount, currency);
        vouchers::insert(seeder.connection, &voucher)?;
        vouchers::redeem(seeder.connection, &voucher, organization, seeder.days_ago(days))?;
    }
    gone(seeder)?;
    ticket(seeder)
}

/// Makes the orders of the months that are over.
pub fn close(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    while let Some(end) = billing::next(seeder.connection)?.filter(|end| *end <= seeder.now) {
        // The last payment of the festival does not go through.
        if Month::of(seeder.now).start() == end
            && let Some(harbor) = organizations::get(seeder.connection, super::demo::HARBOR)?
        {
            let profile = profiles::get(seeder.connection, &harbor)?;
            let profile = OrganizationProfile { payment: "soft_decline".to_owned(), ..profile };
            profiles::keep(seeder.connection, &profile)?;
        }
        billing::run(seeder.connection, end)?;
    }
    for (organization, ago, share, notes) in [
        (super::demo::LAKESIDE, 4, 10, "Credit for the outage of the region in that month."),
        (super::demo::NORTHWIND, 7, 100, "Billed by mistake during the evaluation."),
    ] {
        let invoices = orders::invoices(seeder.connection, organization)?;
        if let Some(invoice) = invoices.get(ago) {
            let amount = invoice.total.saturating_mul(share).div_euclid(100);
            let at = invoice.made_at.plus_seconds(11 * 86_400);
            billing::refund(seeder.connection, invoice, amount, notes, at)?;
        }
    }
    Ok(())
}

fn voucher(code: &str, amount: i64, currency: &str) -> Voucher {
    let (code, currency) = (code.to_owned(), currency.to_owned());
    Voucher { code, amount, currency, organization_id: None, redeemed_at: None }
}

/// What a project had: in stages, or from the beginning what it has.
fn history(seeder: &Seeder<'_>, project: &Project) -> rusqlite::Result<()> {
    let stages = STAGES.iter().find(|(id, _)| *id == project.id).map_or(&[][..], |(_, stages)| stages);
    for (days, plan, environments, storage, users, options) in stages {
        let stage = Project {
            plan: (*plan).to_owned(),
            environment_limit: *environments,
            storage: *storage,
            user_licenses: *users,
            ..project.clone()
        };
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        billing::records::follow(seeder.connection, &stage, &options, seeder.days_ago(*days))?;
    }
    if !stages.is_empty() {
        return Ok(());
    }
    let active = Project { status: "active".to_owned(), ..project.clone() };
    billing::records::follow(seeder.connection, &active, &[], project.created_at)?;
    let suspended = seeder.days_ago(95).max(project.created_at);
    if project.status == "suspended" {
        billing::records::follow(seeder.connection, project, &[], suspended)?;
    }
    Ok(())
}

/// A project that was deleted.
fn gone(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    let Some(like) = projects::get(seeder.connection, "designdocs2xk")? else { return Ok(()) };
    let project = Project {
        id: "springsale6hx".to_owned(),
        subscription_id: 41_194,
        title: "Spring Sale".to_owned(),
        plan: "standard".to_owned(),
        ..like
    };
    billing::records::follow(seeder.connection, &project, &[], seeder.days_ago(260))?;
    billing::records::end(seeder.connection, &project, seeder.days_ago(131))
}

fn ticket(seeder: &Seeder<'_>) -> rusqlite::Result<()> {
    let ticket = Ticket {
        id: 0,
        submitter_id: NIAMH.id(),
        requester_id: NIAMH.id(),
        organization_id: Some(super::demo::LAKESIDE.to_owned()),
        subscription_id: Some(41_207),
        project_id: super::demo::SHOP.to_owned(),
        region: super::people::IRELAND.to_owned(),
        subject: "Search is slow since the index was rebuilt".to_owned(),
        description: "Queries that took 80 ms take two seconds. It began on Monday.".to_owned(),
        category: "bug_report".to_owned(),
        priority: "high".to_owned(),
        status: "open".to_owned(),
        affected_url: String::new(),
        followup_id: None,
        collaborators: Vec::new(),
        created_at: seeder.days_ago(3),
        updated_at: seeder.days_ago(2),
    };
    tickets::insert(seeder.connection, ticket).map(drop)
}
