//! The saved form of a tracker: a version, a checksum and the state.
//!
//! ```json
//! { "version": 1, "checksum": 6849…, "state": { … } }
//! ```
//!
//! The checksum is over the state as JSON, whatever format it is saved in. It is there for disks and editors, not against
//! attackers.

use std::fmt;
use std::io;

use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fingerprint::Fingerprint;
use super::{State, Tracker};

/// The version of the saved form. A change of [`State`] that older code would misread needs a new one.
const VERSION: u32 = 1;

const FIELDS: &[&str] = &["version", "checksum", "state"];

impl Serialize for Tracker {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let checksum = checksum(&self.state).map_err(S::Error::custom)?;
        let mut saved = serializer.serialize_struct("Tracker", FIELDS.len())?;
        saved.serialize_field("version", &VERSION)?;
        saved.serialize_field("checksum", &checksum)?;
        saved.serialize_field("state", &self.state)?;
        saved.end()
    }
}

impl<'de> Deserialize<'de> for Tracker {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Tracker", FIELDS, SavedTracker)
    }
}

struct SavedTracker;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Field {
    Version,
    Checksum,
    State,
    #[serde(other)]
    Unknown,
}

impl<'de> Visitor<'de> for SavedTracker {
    type Value = Tracker;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a saved tracker")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tracker, A::Error> {
        let (mut version, mut sum, mut state) = (None, None, None);
        while let Some(field) = map.next_key()? {
            match field {
                Field::Version => version = Some(check_version(map.next_value()?)?),
                Field::Checksum => sum = Some(map.next_value()?),
                // The state of another version may have any form: its number must come first.
                Field::State if version.is_none() => return Err(A::Error::missing_field("version")),
                Field::State => state = Some(map.next_value()?),
                Field::Unknown => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        version.ok_or_else(|| A::Error::missing_field("version"))?;
        let state = state.ok_or_else(|| A::Error::missing_field("state"))?;
        check_state(state, sum.ok_or_else(|| A::Error::missing_field("checksum"))?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Tracker, A::Error> {
        let version = seq.next_element()?.ok_or_else(|| A::Error::missing_field("version"))?;
        check_version(version)?;
        let sum: u64 = seq.next_element()?.ok_or_else(|| A::Error::missing_field("checksum"))?;
        let state = seq.next_element()?.ok_or_else(|| A::Error::missing_field("state"))?;
        check_state(state, sum)
    }
}

fn check_version<E: serde::de::Error>(version: u32) -> Result<u32, E> {
    if version == VERSION {
        return Ok(version);
    }
    Err(E::custom(format_args!("expected a tracker saved as version {VERSION}, found version {version}")))
}

fn check_state<E: serde::de::Error>(state: State, expected: u64) -> Result<Tracker, E> {
    let found = checksum(&state).map_err(E::custom)?;
    if found == expected {
        return Ok(Tracker { state });
    }
    Err(E::custom(format_args!(
        "expected the checksum {expected:016x} of a saved tracker, found {found:016x}"
    )))
}

/// The checksum of a state.
fn checksum(state: &State) -> serde_json::Result<u64> {
    let mut sum = Sum(Fingerprint::new());
    serde_json::to_writer(&mut sum, state)?;
    Ok(sum.0.finish())
}

/// Sums up what is written, however it is cut into pieces.
struct Sum(Fingerprint);

impl io::Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
