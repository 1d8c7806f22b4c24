//! Orders: what an organization owes for each month.

use crate::answer::{Page, views};
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// What is owed for a period. Amounts are in the smallest unit of the currency, as cents.
    Order {
        id: text,
        /// `completed`, `past_due`, `pending`, `canceled`, `payment_failed_soft_decline` or `payment_failed_hard_decline`.
        status: text,
        /// The user who owns the organization.
        owner: text,
        /// Where it is billed to, with the fields of [`Address`](super::user_profiles::Address).
        address: object,
        company: text,
        vat_number: text,
        billing_period_start: time,
        billing_period_end: time,
        /// Seconds.
        billing_period_duration: integer,
        /// Null until it is paid.
        paid_on: time,
        /// With taxes, less what vouchers pay.
        total: integer,
        /// [`Component`]s by name: `baseprice`, `voucher`, `vat`.
        components: object,
        /// ISO 4217.
        currency: text,
        /// Where its invoice is as a PDF; empty while there is none.
        invoice_url: text,
        /// When it was last brought up to date.
        last_refreshed: time,
        /// Whether the organization is sent invoices.
        invoiced: flag,
        /// [`LineItem`]s.
        line_items: list,
    } => { INVOICES: "invoices" }

    /// A line of an order.
    LineItem {
        /// `project_plan`, `project_feature` or `project_subtotal`, or the same of an organization. Subtotals sum up lines
        /// that are there as well.
        kind: text "type",
        /// The subscription's number.
        license_id: integer,
        project_id: text,
        /// What it is, as people read it.
        product: text,
        sku: text,
        total: decimal,
        total_formatted: text,
        /// [`Component`]s by name.
        components: object,
        exclude_from_invoice: flag,
    }

    /// A part of an amount.
    Component {
        amount: decimal,
        amount_formatted: text,
        display_title: text,
        currency: text,
    }
}

impl Order {
    /// Its lines, in order.
    pub fn lines(&self) -> Vec<LineItem> {
        views(self.line_items())
    }
}

/// The states of an order.
pub const STATUSES: &[&str] =
    &["completed", "past_due", "pending", "canceled", "payment_failed_soft_decline", "payment_failed_hard_decline"];

section! {
    "Orders"

    /// An organization's orders, newest first.
    ListOrders = "list-orders" "List orders"
        GET "/organizations/{organization_id}/orders" (organization_id)
        query [
            query("filter[status]", QueryKind::Choice(STATUSES)),
            query("filter[total]", QueryKind::Integer { min: -1_000_000_000_000, max: 1_000_000_000_000 }),
            query("page", QueryKind::Integer { min: 1, max: 1_000_000 }),
        ]
        => Page<Order>;

    /// One order with its lines.
    GetOrder = "get-order" "Get order"
        GET "/organizations/{organization_id}/orders/{order_id}" (organization_id, order_id) => Order;
}
