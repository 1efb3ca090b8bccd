//! The README.

use statusfeed::Registry;

#[test]
fn the_table_of_sources_names_every_adapter() {
    let readme = include_str!("../../README.md");
    let missing: Vec<_> = Registry::standard()
        .adapters()
        .map(|adapter| format!("`{}`", adapter.id()))
        .filter(|id| !readme.contains(id))
        .collect();
    assert!(missing.is_empty(), "no row in the table of README.md for {missing:?}");
}
