//! The examples `monitor`, `replay` and `report`.

use std::error::Error;
use std::fs;
use std::path::Path;

fn run(name: &str, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let output = super::command(name)?.args(arguments).output()?;
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn the_monitor_reports_the_scripted_outage_once_whatever_the_server_answers() -> Result<(), Box<dyn Error>> {
    let said = run("monitor", &["--component", "Uploads"])?;
    let without_times: Vec<_> =
        said.lines().filter_map(|line| line.split_once("Z ")).map(|(_, line)| line).collect();
    assert_eq!(
        without_times,
        [
            "status.acme.example incident opened: \"Uploads fail\" is investigating (minor)",
            "status.acme.example component changed: \"Uploads\" is partial_outage, was operational",
            "status.acme.example incident updated: \"Uploads fail\" is monitoring, was investigating (minor)",
            "status.acme.example component changed: \"Uploads\" is operational, was partial_outage",
            "status.acme.example incident resolved: \"Uploads fail\" is no longer listed, was monitoring (minor)",
        ]
    );
    Ok(())
}

#[test]
fn a_replay_prints_each_event_as_json_and_a_restart_changes_nothing() -> Result<(), Box<dyn Error>> {
    let summary =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/report/acme-summary.json"))?;
    let mut later: serde_json::Value = serde_json::from_str(&summary)?;
    later["incidents"] = serde_json::json!([]);
    later["page"]["updated_at"] = "2026-03-08T11:00:00Z".into();
    let bodies = [summary, String::new(), "<html>".to_owned(), later.to_string()];
    let lines = bodies
        .map(|body| serde_json::json!({"fetched_at": "2026-03-08T12:00:00Z", "body": body}).to_string());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replay.jsonl");
    fs::write(&file, lines.join("\n"))?;
    let file = file.to_str().ok_or("a path that is no UTF-8")?;
    let said = run("replay", &["--jsonl", file])?;
    assert_eq!(said, run("replay", &["--jsonl", file, "--restart-every", "1"])?);
    let events: Vec<serde_json::Value> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let kinds: Vec<_> = events.iter().filter_map(|event| event["kind"].as_str()).collect();
    assert_eq!(kinds, ["maintenance_scheduled", "incident_opened", "incident_resolved"]);
    assert_eq!(events[2]["at"], "2026-03-08T11:00:00Z");
    assert_eq!(events[2]["observed_at"], "2026-03-08T12:00:00Z");
    Ok(())
}

#[test]
fn a_report_has_no_scripts_and_escapes_what_vendors_write() -> Result<(), Box<dyn Error>> {
    let html = run("report", &[])?;
    for (text, count) in [
        ("<li class=\"day ", 91),
        ("<article class=\"incident ", 6),
        ("<ol class=\"timeline\">", 1),
        ("<script", 0),
        ("&lt;in all regions&gt;", 1),
        ("<in all regions>", 0),
    ] {
        assert_eq!(html.matches(text).count(), count, "{text}");
    }
    Ok(())
}
