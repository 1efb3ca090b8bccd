//! What matters of a page: found by id, name and group, never silently nothing.

use statusfeed::monitor::{Relation, Tracker, Watch, WatchError, WatchNotice};
use statusfeed::{AffectedComponent, ComponentChange, Extent, Health, Impact, Snapshot};

use super::{component, feed, incident, maintenance, page, update};

fn shop(minute: i64) -> Snapshot {
    let in_group = |id: &str, status: &str| component(id, status).with_parent_id("shop");
    page(minute)
        .with_component(component("shop", "operational").with_is_group(true))
        .with_component(in_group("cart", "operational"))
        .with_component(in_group("search", "degraded_performance"))
        .with_component(component("mail", "major_outage"))
        .with_health(Health::stated("major"))
}

fn impact(watch: &Watch, snapshot: &Snapshot) -> Option<String> {
    watch.health(snapshot).unwrap().impact.map(|impact| impact.to_string())
}

#[test]
fn components_are_chosen_by_id_name_full_name_or_group() {
    let page = shop(0);
    for (choice, expected) in [
        ("cart", "none"),
        ("CART", "none"),
        ("Shop - Cart", "none"),
        ("shop", "minor"),
        ("search", "minor"),
        ("mail", "major"),
    ] {
        let found = impact(&Watch::new().with_component(choice), &page);
        assert_eq!(found.as_deref(), Some(expected), "{choice}");
    }
    // A group includes what is added later.
    let mut grown = page.clone();
    grown.components.push(component("pay", "major_outage").with_parent_id("shop"));
    assert_eq!(impact(&Watch::new().with_component("Shop"), &grown).as_deref(), Some("major"));
    assert_eq!(impact(&Watch::new(), &page).as_deref(), Some("major"));
    let names: Vec<_> = Watch::components(&page).into_iter().map(|choice| choice.full_name).collect();
    assert_eq!(names, ["SHOP", "SHOP - CART", "SHOP - SEARCH", "MAIL"]);
}

#[test]
fn what_matches_nothing_is_an_error_and_what_is_not_known_is_not_well() {
    let watch = Watch::new().with_component("basket");
    assert_eq!(watch.health(&shop(0)), Err(WatchError::NoComponent("basket".to_owned())));
    assert!(matches!(
        Watch::new().with_vendor("Other").health(&shop(0)),
        Err(WatchError::OtherVendor(name)) if name == "Acme"
    ));
    assert!(Watch::new().with_vendor("acme").health(&shop(0)).is_ok());
    // A list that was cut off, a row without a status, an unknown word, a feed.
    let mut cut = shop(0);
    cut.source.coverage.components = Extent::Partial;
    cut.components.truncate(2);
    assert_eq!(impact(&Watch::new().with_component("mail"), &cut), None);
    let mut silent = shop(0);
    silent.components[1].status = None;
    assert_eq!(impact(&Watch::new().with_component("cart"), &silent), None);
    silent.components[1].status = Some("mauve".into());
    assert_eq!(impact(&Watch::new().with_component("cart"), &silent), None);
    assert_eq!(impact(&Watch::new().with_component("cart"), &feed(0)), None);
    assert_eq!(impact(&Watch::new(), &feed(0)), None);
}

#[test]
fn an_incident_counts_by_id_by_name_or_because_it_names_nothing() {
    let page = shop(0);
    let named =
        |component: AffectedComponent| incident("a", [update("investigating", 1)]).with_component(component);
    let cart = Watch::new().with_component("Cart");
    let relation = |watch: &Watch, incident| watch.relation(&page, &incident).unwrap();
    assert_eq!(
        relation(&cart, named(AffectedComponent::new("Cart").with_id("cart"))),
        Some(Relation::NamedById("Cart".to_owned()))
    );
    assert_eq!(
        relation(&cart, named(AffectedComponent::new("Shop - Cart"))),
        Some(Relation::NamedByName("Shop - Cart".to_owned()))
    );
    assert_eq!(relation(&cart, named(AffectedComponent::new("Cart").with_id("other"))), None);
    assert_eq!(relation(&cart, named(AffectedComponent::new("Mail"))), None);
    // The whole group, and another member of it.
    let group = || AffectedComponent::new("Shop").with_id("shop");
    assert_eq!(relation(&cart, named(group())), Some(Relation::NamedByGroup("SHOP".to_owned())));
    let other_member = named(group()).with_component(AffectedComponent::new("Search").with_id("search"));
    assert_eq!(relation(&cart, other_member), None);
    let nothing = || incident("a", [update("investigating", 1)]);
    assert_eq!(relation(&cart, nothing()), Some(Relation::Unattributed));
    assert_eq!(relation(&cart.clone().with_unattributed(false), nothing()), None);
    assert_eq!(relation(&Watch::new(), nothing()), Some(Relation::PageWide));
    let by_update = nothing();
    let mut by_update = by_update;
    by_update.updates[0].components.push(ComponentChange::new("Mail").with_id("mail"));
    assert_eq!(relation(&cart, by_update), None);
    // Impact, kind, region.
    assert_eq!(relation(&cart.clone().with_minimum_impact(Impact::Major), nothing()), None);
    let work = || maintenance("m", (1, 9), [update("in_progress", 1)]);
    assert_eq!(relation(&cart.clone().with_maintenances(false), work()), None);
    let region = cart.with_region("EU-West-1");
    assert_eq!(relation(&region, nothing()), None);
    let mut here = nothing();
    here.title = Some("Errors in eu-west-1.".to_owned());
    assert_eq!(relation(&region, here.clone()), Some(Relation::Unattributed));
    here.title = Some("Errors in eu-west-12".to_owned());
    assert_eq!(relation(&region, here), None);
}

#[test]
fn renamed_and_vanished_components_are_reported() {
    let mut watch = Watch::new().with_component("Cart");
    assert_eq!(watch.follow_components(&shop(0)), Ok(vec![]));
    let mut renamed = shop(1);
    renamed.components[1].name = Some("Basket".to_owned());
    let notice = WatchNotice::Renamed { from: "CART".to_owned(), to: "Basket".to_owned() };
    assert_eq!(watch.follow_components(&renamed), Ok(vec![notice]));
    assert_eq!(impact(&watch, &renamed).as_deref(), Some("none"), "still watched, by its id");
    let mut gone = renamed.clone();
    gone.components.remove(1);
    let notice = WatchNotice::Vanished { id: "cart".to_owned(), name: "Basket".to_owned() };
    assert_eq!(watch.follow_components(&gone), Ok(vec![notice]));
    assert_eq!(watch.follow_components(&gone), Err(WatchError::NoComponent("Cart".to_owned())));
    assert!(watch.health(&gone).is_err());
}

#[test]
fn what_was_reported_is_reported_to_its_end() {
    let (mut tracker, mut watch) = (Tracker::new(), Watch::new().with_component("Cart"));
    let mut select = |snapshot: &Snapshot| -> Vec<String> {
        let events = tracker.observe(snapshot);
        watch.select(snapshot, events).unwrap().iter().map(super::brief).collect()
    };
    assert!(select(&shop(0)).is_empty());
    let ours = incident("ours", [update("investigating", 1)])
        .with_component(AffectedComponent::new("Cart").with_id("cart"));
    let theirs = incident("theirs", [update("investigating", 1)])
        .with_component(AffectedComponent::new("Mail").with_id("mail"));
    let open = shop(2).with_incident(ours).with_incident(theirs);
    assert_eq!(select(&open), ["incident_opened ours null→investigating @1"]);
    // No document names its components any more.
    assert_eq!(select(&shop(3)), ["incident_resolved ours investigating→null @3"]);
    let mut broken = shop(4);
    broken.components[1] = component("cart", "major_outage").with_parent_id("shop");
    broken.components[3] = component("mail", "operational");
    assert_eq!(select(&broken), ["component_changed cart operational→major_outage @4"]);
}

#[test]
fn a_watch_is_saved_with_what_it_follows() {
    let mut watch = Watch::new().with_component("Cart").with_minimum_impact("major");
    watch.follow_components(&shop(0)).unwrap();
    let saved = serde_json::to_string(&watch).unwrap();
    assert_eq!(serde_json::from_str::<Watch>(&saved).unwrap(), watch);
}
