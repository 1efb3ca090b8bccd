//! Generated documents of any size in the form that Statuspage writes: the keys, their order and the lengths of real ones.

use std::fmt::Write;

const PAGE: &str = r#""page":{"id":"q7w2kd81mzpl","name":"Acme Cloud","url":"https://status.acme.example","time_zone":"Etc/UTC","updated_at":"2026-03-08T10:30:00.104Z"}"#;

const PROSE: [&str; 6] = [
    "We see more errors than usual on requests that write, and are looking for the cause.",
    "A deploy of this morning has been rolled back; new requests succeed, older ones are retried.",
    "Reads are not affected. Jobs that were queued meanwhile run late, and none of them is lost.",
    "The queue in the second region is longer than it should be, and we have added workers to it.",
    "Latency at the 99th percentile is back to its usual value; we keep watching for half an hour.",
    "Customers with a fixed address list need to change nothing, and the API's limits stay as they are.",
];

const STORY: [&str; 5] = ["investigating", "identified", "identified", "monitoring", "resolved"];

/// A summary of 100 KB, a list of 400 KB, and one of 20 MB.
pub(crate) fn documents() -> [(&'static str, String); 3] {
    [("summary", summary()), ("incidents", incidents(64)), ("long list", incidents(3200))]
}

/// A summary of about 100 KB: 180 components in groups of ten, five incidents, six maintenances.
fn summary() -> String {
    let mut out = format!("{{{PAGE},\"components\":[");
    for n in 0..180 {
        comma(&mut out, n);
        component(&mut out, n);
    }
    out.push_str("],\"incidents\":[");
    let mut dice = Dice(7);
    for n in 0..5 {
        comma(&mut out, n);
        incident(&mut out, &mut dice, n, 4);
    }
    out.push_str("],\"scheduled_maintenances\":[");
    for n in 0..6 {
        comma(&mut out, n);
        maintenance(&mut out, n);
    }
    out.push_str("],\"status\":{\"indicator\":\"minor\",\"description\":\"Partially Degraded Service\"}}");
    out
}

/// A list of so many incidents with five updates each.
pub(crate) fn incidents(count: usize) -> String {
    let mut out = format!("{{{PAGE},\"incidents\":[");
    let mut dice = Dice(11);
    for n in 0..count {
        comma(&mut out, n);
        incident(&mut out, &mut dice, n, 5);
    }
    out.push_str("]}");
    out
}

fn component(out: &mut String, n: usize) {
    let group = n - n % 10;
    let is_group = n == group;
    let (id, parent) =
        (code('c', n), if is_group { "null".to_owned() } else { format!("\"{}\"", code('c', group)) });
    let status = if n % 37 == 5 { "degraded_performance" } else { "operational" };
    let description =
        if n % 5 == 1 { "\"Answers queries from the second region\"".to_owned() } else { "null".to_owned() };
    let _ = write!(
        out,
        "{{\"id\":\"{id}\",\"name\":\"Region {n} / Query API\",\"status\":\"{status}\",\
         \"created_at\":\"2021-05-01T08:00:00.120Z\",\"updated_at\":\"2026-03-02T09:58:11.{:03}Z\",\
         \"position\":{},\"description\":{description},\"showcase\":{},\"start_date\":\"2021-05-01\",\
         \"group_id\":{parent},\"page_id\":\"q7w2kd81mzpl\",\"group\":{is_group},\"only_show_if_degraded\":false",
        n % 1000,
        n % 10 + 1,
        n.is_multiple_of(3),
    );
    if is_group {
        let children: Vec<_> = (group + 1..group + 10).map(|n| format!("\"{}\"", code('c', n))).collect();
        let _ = write!(out, ",\"components\":[{}]", children.join(","));
    }
    out.push('}');
}

fn incident(out: &mut String, dice: &mut Dice, n: usize, updates: usize) {
    let id = code('k', n);
    let (month, day, hour) = (n % 12 + 1, n % 28 + 1, n % 18);
    let at =
        |minute: usize| format!("\"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:12.{:03}Z\"", n % 1000);
    let over = updates == STORY.len();
    let status = STORY[updates - 1];
    let impact = ["none", "minor", "major", "critical"][n % 4];
    let end = if over { at(50) } else { "null".to_owned() };
    let _ = write!(
        out,
        "{{\"id\":\"{id}\",\"name\":\"Elevated errors of the Query API in region {n}\",\"status\":\"{status}\",\
         \"created_at\":{},\"updated_at\":{},\"monitoring_at\":{},\"resolved_at\":{end},\"impact\":\"{impact}\",\
         \"shortlink\":\"https://stspg.io/{id}\",\"started_at\":{},\"page_id\":\"q7w2kd81mzpl\",\"incident_updates\":[",
        at(1),
        at(50),
        at(40),
        at(0),
    );
    let rows = 1 + n % 3;
    for k in 0..updates {
        comma(out, k);
        // Newest first.
        update(out, dice, &id, STORY[updates - 1 - k], &at((updates - 1 - k) * 10), rows);
    }
    out.push_str("],\"components\":[");
    for k in 0..rows {
        comma(out, k);
        component(out, n % 100 + k + usize::from((n % 100 + k).is_multiple_of(10)));
    }
    out.push_str("],\"reminder_intervals\":null}");
}

fn update(out: &mut String, dice: &mut Dice, incident: &str, status: &str, at: &str, rows: usize) {
    let body: Vec<_> = (0..3 + dice.below(6)).map(|_| PROSE[dice.below(PROSE.len())]).collect();
    // Most bodies are written without an escape.
    let between = if dice.below(8) == 0 { "\\r\\n\\r\\n" } else { " " };
    let _ = write!(
        out,
        "{{\"id\":\"{}\",\"status\":\"{status}\",\"body\":\"{}\",\"incident_id\":\"{incident}\",\"created_at\":{at},\
         \"updated_at\":{at},\"display_at\":{at},\"affected_components\":[",
        code('u', dice.below(1 << 40)),
        body.join(between),
    );
    for k in 0..rows {
        comma(out, k);
        let _ = write!(
            out,
            "{{\"code\":\"{}\",\"name\":\"Region {k} - Query API\",\"old_status\":\"operational\",\
             \"new_status\":\"degraded_performance\"}}",
            code('c', k),
        );
    }
    out.push_str("],\"deliver_notifications\":true,\"custom_tweet\":null,\"tweet_id\":null}");
}

fn maintenance(out: &mut String, n: usize) {
    let id = code('m', n);
    let at = "\"2026-03-01T09:00:00.000-08:00\"";
    let _ = write!(
        out,
        "{{\"id\":\"{id}\",\"name\":\"Disks are swapped in region {n}\",\"status\":\"scheduled\",\"created_at\":{at},\
         \"updated_at\":{at},\"monitoring_at\":null,\"resolved_at\":null,\"impact\":\"maintenance\",\
         \"shortlink\":\"https://stspg.io/{id}\",\"started_at\":{at},\"page_id\":\"q7w2kd81mzpl\",\"incident_updates\":[",
    );
    update(out, &mut Dice(n as u64 + 1), &id, "scheduled", at, 2);
    out.push_str(
        "],\"components\":[],\"scheduled_for\":\"2026-03-20T20:00:00.000-07:00\",\
         \"scheduled_until\":\"2026-03-20T22:00:00.000-07:00\"}",
    );
}

/// An id of twelve characters, as Statuspage has them.
fn code(kind: char, n: usize) -> String {
    format!("{kind}{n:011x}")
}

fn comma(out: &mut String, n: usize) {
    if n > 0 {
        out.push(',');
    }
}

/// A small generator of pseudo-random numbers, so that lengths vary and every run sees the same ones.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}
