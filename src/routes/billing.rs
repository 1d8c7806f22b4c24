//! What of billing is about an organization as a whole, as addresses name it.

pub const VOUCHERS: &str = "vouchers";
pub const VOUCHER: &str = "voucher";
pub const PLAN_RECORDS: &str = "plan-records";
pub const USAGE_RECORDS: &str = "usage-records";
pub const OFFERS: &str = "offers";
pub const ADDRESS: &str = "address";
pub const PROFILE: &str = "profile";
