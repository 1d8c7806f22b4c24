//! What people rely on when they fill a form, checked in a real browser.

mod cases;
mod drafts;
mod every;
mod faults;
mod fields;
mod groups;
mod picking;
mod review;
mod sample;
mod sending;
