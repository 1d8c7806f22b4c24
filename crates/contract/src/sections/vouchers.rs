//! Vouchers: credit that pays for orders.

use serde::Deserialize;
use wheelhouse_contract_derive::Body;

use crate::answer::{Nothing, views};
use crate::operation::section;
use crate::resource::resource;

resource! {
    /// All credit of an organization. Amounts are texts with a fraction, in one currency.
    Vouchers {
        /// The user who owns the organization.
        uuid: text,
        vouchers_total: decimal,
        /// What has paid for orders.
        vouchers_applied: decimal,
        vouchers_remaining_balance: decimal,
        /// ISO 4217.
        currency: text,
        /// [`Voucher`]s.
        vouchers: list,
    }

    /// A voucher that was redeemed.
    Voucher {
        code: text,
        amount: decimal,
        currency: text,
        /// [`VoucherOrder`]s: what it has paid for.
        orders: list,
    }

    /// An order that a voucher pays for, or for a part of it.
    VoucherOrder {
        order_id: text,
        status: text,
        billing_period_start: time,
        billing_period_end: time,
        order_total: decimal,
        /// What the voucher pays of it.
        order_discount: decimal,
        currency: text,
    }
}

impl Vouchers {
    pub fn items(&self) -> Vec<Voucher> {
        views(self.vouchers())
    }
}

impl Voucher {
    pub fn paid_for(&self) -> Vec<VoucherOrder> {
        views(self.orders())
    }
}

/// A voucher to redeem.
#[derive(Deserialize, Body)]
pub struct ApplyVoucherInput {
    /// Each code can be redeemed once. Its credit pays for the current order and those that follow.
    #[field(label = "Voucher code", min = 1, max = 64)]
    pub code: String,
}

section! {
    "Vouchers"

    /// An organization's vouchers and what is left of them.
    ListVouchers = "list-vouchers" "List vouchers"
        GET "/organizations/{organization_id}/vouchers" (organization_id) => Vouchers;

    /// Redeems a voucher. The current order is cheaper at once.
    ApplyVoucher = "apply-voucher" "Apply voucher"
        POST "/organizations/{organization_id}/vouchers/apply" (organization_id) body ApplyVoucherInput => Nothing;
}
