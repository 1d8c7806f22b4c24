//! Mounts the console.

fn main() {
    wheelhouse::app::mount();
}
