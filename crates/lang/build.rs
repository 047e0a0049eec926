//! Rebuilds the crate when a pack changes: the packs are compiled in.

fn main() {
    println!("cargo::rerun-if-changed=packs");
}
