//! The design system on its own page, so that nobody who uses the console downloads it.

fn main() {
    wheelhouse::app::mount_design();
}
