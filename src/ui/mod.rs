//! The design system: pieces that know no API, no route and nothing else of the console.
//!
//! Each `NAME.rs` has its styles beside it in `NAME.module.css`. Variants are `data-` attributes rather than classes.
//! Conventions that all pieces share:
//!
//! - Texts are `Signal<String>` and take a literal, a `String`, a signal or a closure.
//! - Controls are controlled: they show `value` (or `checked`) and report through `on_input` or `on_change`.
//! - What a person may not do is shown, with `disabled_because` saying why: it can still be focused and read,
//!   and does nothing.
//! - Children are type-erased, so that one instance of each piece serves every page.

mod avatar;
mod badge;
mod beside;
mod breadcrumb;
mod breakable;
mod button;
mod button_bar;
mod checkbox;
mod combobox;
mod confirm_dialog;
#[cfg(test)]
mod contrast;
mod copyable;
mod dialog;
mod each;
mod element;
mod empty_state;
mod entries;
mod error_state;
mod facts;
mod field;
mod focus;
mod forgotten;
mod icon;
mod id;
mod kbd;
mod menu;
mod notice;
mod page_header;
mod progress;
mod radio_group;
mod save_file;
mod secret_dots;
mod section;
mod select;
mod skeleton;
mod switch;
mod table;
mod tabs;
mod text_area;
mod text_file;
mod text_input;
mod time;
mod time_format;
mod toast;
mod tone;
mod tooltip;
mod visually_hidden;

pub use avatar::Avatar;
pub use badge::{Badge, Status};
pub use breadcrumb::{Breadcrumb, Crumb};
pub use breakable::breakable;
pub use button::{Button, ButtonKind, ButtonLink, ButtonProps, IconButton};
pub use button_bar::button_bar;
pub use checkbox::{Checkbox, CheckboxGroup, checkbox_input};
pub use combobox::{Closed, Combobox, Offer};
pub use confirm_dialog::ConfirmDialog;
pub use copyable::{CopyButton, Copyable, copy_text};
pub use dialog::Dialog;
pub use each::{Row, each};
pub use element::{El, Handle, el};
pub use empty_state::EmptyState;
pub use entries::{Entries, beside};
pub use error_state::ErrorState;
pub use facts::{Fact, Facts};
pub use field::{Field, FieldContext, FieldProps, noted};
pub use focus::{focus, focus_now, reveal};
pub use forgotten::{live, nothing, shown};
pub(crate) use forgotten::{view, views};
pub use icon::{Icon, IconName};
pub use id::unique_id;
pub use kbd::Kbd;
pub use menu::{Menu, MenuHeading, MenuItem, MenuSeparator};
pub use notice::{Notice, NoticeProps, NoticeTone, warning_note};
pub use page_header::{PageHeader, lead};
pub use progress::{ProgressBar, ProgressRing, RefreshBar};
pub use radio_group::{RadioGroup, RadioGroupProps};
pub use save_file::save_file;
pub use secret_dots::SecretDots;
pub use section::{Card, Section};
pub use select::{Select, SelectOption};
pub use skeleton::{Skeleton, SkeletonText};
pub use switch::Switch;
pub use table::{Choices, ColumnHead, Sort, Table, TableRow};
pub use tabs::{Tab, Tabs};
pub use text_area::TextArea;
pub use text_file::TextFile;
pub use text_input::{TextInput, TextInputProps};
pub use time::Time;
pub use time_format::{clock_time, day_name, end_of_day, exact_time, relative_time, time_ago};
pub use toast::{Toast, ToastRegion, Toaster, use_toaster};
pub use tone::Tone;
pub use tooltip::Tooltip;
pub use visually_hidden::VisuallyHidden;
