//! The guide to providers.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use statusfeed::adapter::Endpoint;
use statusfeed::{Extent, Registry};

const START: &str = "<!-- endpoints: written by `UPDATE_GOLDENS=1 cargo test --test all guide` -->\n";
const END: &str = "<!-- end of endpoints -->";

fn describe_extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Complete => "complete",
        Extent::Recent => "recent",
        Extent::Open => "open",
        Extent::Partial => "partial",
        _ => "–",
    }
}

fn describe_health(endpoint: &Endpoint) -> &'static str {
    match (endpoint.states_health, endpoint.coverage.components) {
        (true, _) => "stated",
        (false, Extent::Complete) => "derived",
        _ => "–",
    }
}

#[test]
fn the_table_of_endpoints_is_that_of_the_adapters() {
    let mut table =
        "\n| adapter | address | of pages | | components | incidents | maintenances | health |\n".to_owned();
    table.push_str("|---|---|---|---|---|---|---|---|\n");
    for adapter in Registry::standard().adapters() {
        for endpoint in adapter.endpoints() {
            let coverage = endpoint.coverage;
            writeln!(
                table,
                "| {} | `{}` | {} | {} | {} | {} | {} | {} |",
                adapter.id(),
                endpoint.address,
                endpoint.page.map_or("any".to_owned(), |page| format!("`{page}`")),
                if endpoint.is_main { "first" } else { "" },
                describe_extent(coverage.components),
                describe_extent(coverage.incidents),
                describe_extent(coverage.maintenances),
                describe_health(endpoint),
            )
            .unwrap();
        }
    }
    table.push('\n');
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/providers.md");
    let guide = fs::read_to_string(&path).unwrap();
    let (before, rest) = guide.split_once(START).expect("the start of the table");
    let (recorded, after) = rest.split_once(END).expect("the end of the table");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(recorded, table, "record the table with UPDATE_GOLDENS=1 and look at the difference");
    }
}

#[test]
fn no_adapter_lists_an_address_twice() {
    for adapter in Registry::standard().adapters() {
        let addresses: Vec<_> = adapter.endpoints().iter().map(|endpoint| endpoint.address).collect();
        for (index, address) in addresses.iter().enumerate() {
            assert!(!addresses[..index].contains(address), "{}: {address}", adapter.id());
        }
    }
}
