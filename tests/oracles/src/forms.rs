//! A snapshot in other forms than JSON: MessagePack with names, YAML, and why a form without names does not work.

use statusfeed::{Code, Diagnostic, Snapshot};

use crate::schema::goldens;

fn snapshots() -> impl Iterator<Item = (String, Snapshot)> {
    goldens().into_iter().map(|(path, golden)| {
        let name = path.display().to_string();
        let snapshot = serde_json::from_value(golden).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, snapshot)
    })
}

#[test]
fn a_snapshot_survives_json_named_messagepack_and_yaml() {
    for (name, snapshot) in snapshots() {
        let json = serde_json::to_string(&snapshot).unwrap();
        assert_eq!(serde_json::from_str::<Snapshot>(&json).unwrap(), snapshot, "JSON of {name}");
        let packed = rmp_serde::to_vec_named(&snapshot).unwrap();
        assert_eq!(rmp_serde::from_slice::<Snapshot>(&packed).unwrap(), snapshot, "MessagePack of {name}");
        let yaml = serde_norway::to_string(&snapshot).unwrap();
        assert_eq!(serde_norway::from_str::<Snapshot>(&yaml).unwrap(), snapshot, "YAML of {name}");
    }
}

/// `span` is written only if it is set, so that a form that identifies fields by their place reads the next one instead.
#[test]
fn a_form_without_names_is_not_supported() {
    let unknown = Diagnostic::warning(Code::UnknownValue, "/state", "expected a status, found another word")
        .with_found("puce");
    let snapshot = Snapshot::default().with_diagnostic(unknown);
    let packed = rmp_serde::to_vec(&snapshot).unwrap();
    let back = rmp_serde::from_slice::<Snapshot>(&packed);
    assert!(
        !back.is_ok_and(|back| back == snapshot),
        "the page about the JSON form says that this cannot work"
    );
}
