//! Money: what is charged for, what it costs, and the orders and invoices that are made of it. Amounts are hundredths, whole
//! numbers from end to end.

mod charges;
mod close;
mod month;
mod order;
mod price;
pub mod records;
mod status;
mod tax;

pub use close::{begin, begin_with, next, refund, run};
pub use month::Month;
pub use order::open;
pub use price::{OPTIONS, Prices, Wanted, decimal, formatted, monthly};
pub use status::{invoice as invoice_status, order as order_status};
