//! The design system on a page of its own, so that nobody who uses the console downloads it.

fn main() {
    wheelhouse::app::mount_design();
}
