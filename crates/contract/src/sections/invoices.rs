//! Invoices: what an organization was billed for each month, and what it was given back.

use crate::answer::Page;
use crate::operation::{QueryKind, query, section};
use crate::resource::resource;

resource! {
    /// An invoice or a credit memo. What it is about, its order says.
    Invoice {
        id: text,
        /// As it stands on paper.
        invoice_number: text,
        /// `invoice` or `credit_memo`.
        kind: text "type",
        order_id: text,
        /// The invoice that a credit memo corrects.
        related_invoice_id: text,
        /// `paid`, `charged_off`, `pending`, `refunded`, `canceled` or `refund_pending`.
        status: text,
        /// The organization.
        owner: text,
        invoice_date: time,
        invoice_due: time,
        created: time,
        changed: time,
        company: text,
        /// In the currency of its order, with a fraction; below zero for what is given back.
        total: decimal,
        /// Where it was billed to.
        address: object,
        notes: text,
        pdf_url: text "invoice_pdf.url",
        /// `ready` or `pending`.
        pdf_status: text "invoice_pdf.status",
    }
}

/// The states of an invoice.
pub const STATUSES: &[&str] = &["paid", "charged_off", "pending", "refunded", "canceled", "refund_pending"];

section! {
    "Invoices"

    /// An organization's invoices and credit memos, newest first.
    ListInvoices = "list-invoices" "List invoices"
        GET "/organizations/{organization_id}/invoices" (organization_id)
        query [
            query("filter[status]", QueryKind::Choice(STATUSES)),
            query("filter[type]", QueryKind::Choice(&["credit_memo", "invoice"])),
            query("filter[order_id]", QueryKind::Text),
            query("page", QueryKind::Integer { min: 1, max: 1_000_000 }),
        ]
        => Page<Invoice>;

    /// One invoice.
    GetInvoice = "get-invoice" "Get invoice"
        GET "/organizations/{organization_id}/invoices/{invoice_id}" (organization_id, invoice_id) => Invoice;
}
