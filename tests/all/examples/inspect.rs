//! The `inspect` example.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

type Tested = Result<(), Box<dyn Error>>;

const BUSY: &str = "fixtures/statuspage/summary-busy.json";
const UNKNOWN_WORDS: &str = "fixtures/statuspage/summary-unknown-words.json";
const ERROR_BODY: &str = "fixtures/statuspage/refused-error-body.json";
const CUT_OFF: &str = "fixtures/statuspage/refused-cut-off.json";

fn inspect(arguments: &[&str]) -> io::Result<Command> {
    let mut command = super::command("inspect")?;
    command.args(arguments).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    Ok(command)
}

fn run(arguments: &[&str]) -> Result<Output, Box<dyn Error>> {
    Ok(inspect(arguments)?.output()?)
}

fn stdout(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    Ok(String::from_utf8(run(arguments)?.stdout)?)
}

fn scratch(name: &str, content: &str) -> Result<PathBuf, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content)?;
    Ok(path)
}

fn lines(output: &Output) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::str::from_utf8(&output.stdout)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

#[test]
fn the_exit_status_is_0_if_read_1_if_refused_2_for_wrong_usage_3_if_too_bad() -> Tested {
    let expected: [(&[&str], i32); 22] = [
        (&[BUSY], 0),
        (&["--json", BUSY], 0),
        (&["--help"], 0),
        (&[ERROR_BODY], 1),
        (&[BUSY, ERROR_BODY, BUSY], 1),
        (&["--json", ERROR_BODY], 1),
        (&["no-such-file.json"], 1),
        (&["--strict", UNKNOWN_WORDS], 1),
        (&["--jsonl", ERROR_BODY], 0),
        (&["--no-such-flag"], 2),
        (&["--json", "--jsonl", BUSY], 2),
        (&["--fetched-at", "yesterday", BUSY], 2),
        (&["--files-from", "no-such-list.txt"], 2),
        (&["--postmortem"], 2),
        (&["--fail-on", "major", BUSY], 3),
        (&["--fail-on", "critical", BUSY], 0),
        (&["--fail-on", "minor", "--components", "Console", BUSY], 0),
        (&["--fail-on", "maintenance", "--components", "Mail relay", BUSY], 3),
        (&["--fail-on", "minor", "--components", "Mail relay,North", "--json", BUSY], 3),
        (&["--fail-on", "minor", "--components", "No such part", BUSY], 3),
        (&["--fail-on", "minor", "fixtures/feed/azure-empty.rss"], 3),
        (&["--fail-on", "major", BUSY, ERROR_BODY], 1),
    ];
    for (arguments, status) in expected {
        assert_eq!(run(arguments)?.status.code(), Some(status), "{arguments:?}");
    }
    Ok(())
}

#[test]
fn without_a_file_the_built_in_document_is_shown() -> Tested {
    let report = stdout(&[])?;
    for expected in
        ["Larkspur Cloud", "name files to read yours", "Components", "Open incidents", "Maintenances"]
    {
        assert!(report.contains(expected), "no {expected:?} in:\n{report}");
    }
    let built_in: Value = serde_json::from_str(&stdout(&["--json"])?)?;
    assert_eq!(built_in, serde_json::from_str::<Value>(&stdout(&["--json", BUSY])?)?);
    let empty = scratch("empty-list.txt", "")?;
    assert_eq!(stdout(&["--jsonl", "--files-from", &empty.to_string_lossy()])?, "");
    Ok(())
}

#[test]
fn the_report_lists_components_below_their_group_and_updates_in_order() -> Tested {
    let report = stdout(&[BUSY])?;
    let at = |words: &str| report.find(words).ok_or(format!("no {words:?} in:\n{report}"));
    assert!(at("◑ North ")? < at("├ ◑ Query API")?);
    assert!(at("├ ◑ Query API")? < at("└ ● Console")?);
    assert!(at("Queries take < 0.5 %")? < at("Still looking")?);
    assert!(at("Still looking")? < at("A fix is in.")?);
    assert!(at("Open incidents")? < at("planned 2026-03-08 09:00–12:00 UTC")?);
    Ok(())
}

#[test]
fn jsonl_prints_one_line_for_each_document_in_order() -> Tested {
    let list = scratch("list.txt", &format!("{CUT_OFF}\n\n{UNKNOWN_WORDS}\n"))?;
    let list = list.to_string_lossy();
    let output = run(&["--jsonl", ERROR_BODY, "no-such-file.json", BUSY, "--files-from", &list])?;
    let lines = lines(&output)?;
    let files: Vec<_> = lines.iter().map(|line| line["file"].as_str().unwrap_or_default()).collect();
    assert_eq!(files, [ERROR_BODY, "no-such-file.json", BUSY, CUT_OFF, UNKNOWN_WORDS]);
    let kinds: Vec<_> = lines.iter().map(|line| line["error"]["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("error_body"), Some("io"), None, Some("syntax"), None]);
    for line in &lines {
        let keys: Vec<_> = line.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
        if line.get("ok").is_some() {
            assert_eq!(keys, ["file", "ok"]);
            let snapshot: statusfeed::Snapshot = serde_json::from_value(line["ok"].clone())?;
            assert_eq!(snapshot.source.adapter, "statuspage-json");
        } else {
            assert_eq!(keys, ["error", "file"]);
            assert!(line["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
    }
    Ok(())
}

#[test]
fn hints_and_options_reach_the_parser() -> Tested {
    let hints = ["--url", "https://status.acme.example/x", "--fetched-at", "2026-03-08T12:00:00+02:00"];
    let output = run(&[&hints[..], &["--keep-raw", "--json", BUSY]].concat())?;
    let snapshot: statusfeed::Snapshot = serde_json::from_slice(&output.stdout)?;
    assert_eq!(snapshot.source.url, Some("https://status.acme.example/x".into()));
    assert_eq!(
        snapshot.source.fetched_at.map(|at| at.to_rfc3339()).as_deref(),
        Some("2026-03-08T10:00:00+00:00")
    );
    assert!(snapshot.incidents.iter().all(|incident| incident.raw.is_some()));
    Ok(())
}

#[test]
fn a_content_type_sets_the_encoding() -> Tested {
    let path = scratch("content-type.json", "")?;
    fs::write(
        &path,
        b"{\"page\": {\"id\": \"p1\", \"name\": \"Caf\xe9\"}, \"status\": {\"indicator\": \"none\"}}",
    )?;
    let path = path.to_string_lossy();
    let name = |arguments: &[&str]| -> Result<Value, Box<dyn Error>> {
        let snapshot: Value = serde_json::from_str(&stdout(&[arguments, &["--json", &path]].concat())?)?;
        Ok(snapshot["vendor"]["name"].clone())
    };
    assert_eq!(name(&["--content-type", "application/json; charset=iso-8859-1"])?, "Caf\u{e9}");
    assert_ne!(name(&[])?, "Caf\u{e9}");
    Ok(())
}

#[test]
fn standard_input_is_a_document_or_a_list() -> Tested {
    let document = include_str!("../../../fixtures/statuspage/summary-busy.json");
    let list = format!("{BUSY}\n");
    let given: [(&[&str], &str, &str); 2] =
        [(&["--jsonl", "-"], document, "-"), (&["--jsonl", "--files-from", "-"], &list, BUSY)];
    for (arguments, input, file) in given {
        let mut child = inspect(arguments)?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().ok_or("no standard input")?.write_all(input.as_bytes())?;
        let lines = lines(&child.wait_with_output()?)?;
        let first = lines.first().ok_or("no line")?;
        assert_eq!(first["file"], file);
        assert_eq!(first["ok"]["vendor"]["name"], "Larkspur Cloud");
    }
    Ok(())
}

#[test]
fn colour_is_for_terminals_and_no_color_forbids_it() -> Tested {
    let has_colour = |output: &Output| output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b);
    let arguments = ["--explain", UNKNOWN_WORDS, ERROR_BODY];
    assert!(!has_colour(&run(&arguments)?), "not a terminal");
    assert!(has_colour(&inspect(&arguments)?.env("CLICOLOR_FORCE", "1").output()?), "colour forced");
    let forbidden = inspect(&arguments)?.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output()?;
    assert!(!has_colour(&forbidden), "NO_COLOR");
    Ok(())
}

#[test]
fn explain_underlines_each_place_and_lists_the_verdicts() -> Tested {
    let report = stdout(&["--explain", "fixtures/statuspage/salvage-wrong-types.json"])?;
    assert!(report.contains("line 16:16  /components/0/position"), "{report}");
    assert!(report.contains("16 │    \"position\": \"1\",\n     │                ^^^\n"), "{report}");
    assert!(report.contains("▸ statuspage-json"), "{report}");

    let refused = String::from_utf8(run(&["--explain", CUT_OFF])?.stderr)?;
    assert!(refused.contains("refused (syntax)") && refused.contains('^'), "{refused}");
    Ok(())
}

#[test]
fn explain_shows_the_words_that_made_a_sentence_a_cause_or_an_action() -> Tested {
    let text = "# Root cause\n\nThe outage was caused by a bug in the pool.\n\n# Action items\n\n- Add a test of the pool\n";
    let path = scratch("explained.md", text)?;
    let report = stdout(&["--postmortem", "--explain", &path.to_string_lossy()])?;
    assert!(report.contains("sure: The outage was caused by a bug in the pool.\n  cause: +"), "{report}");
    assert!(report.contains("caused by (was caused)"), "{report}");
    assert!(report.contains("sure: Add a test of the pool\n  action: +"), "{report}");
    Ok(())
}

#[test]
fn a_postmortem_is_read_from_a_text_file() -> Tested {
    let text = "# Uploads failed\n\nOn 4 March 2026 uploads failed from 14:10 to 15:42 UTC.\n\n## Timeline\n\n\
                - 14:10 Alerts fire\n- 15:42 The pool is back\n\n## Actions\n\n- Alert on \u{202e}pool size\n";
    let path = scratch("postmortem.md", text)?;
    let path = path.to_string_lossy();
    let report = stdout(&["--postmortem", &path])?;
    assert!(report.contains("2026-03-04 14:10–15:42 UTC") && !report.contains('\u{202e}'), "{report}");
    let line: Value = serde_json::from_str(&stdout(&["--postmortem", "--jsonl", &path])?)?;
    let postmortem: statusfeed::Postmortem = serde_json::from_value(line["ok"].clone())?;
    assert_eq!(postmortem.timeline.len(), 2);
    Ok(())
}

#[test]
fn a_postmortem_is_shown_below_its_incident() -> Tested {
    let page = r##"{"page": {"id": "p1", "name": "Acme"}, "incidents": [{"id": "i1", "name": "Uploads failed",
        "status": "postmortem", "impact": "major", "created_at": "2026-03-04T14:10:00Z",
        "postmortem_body": "# What happened\n\nUploads failed from 14:10 to 15:42 UTC on 4 March 2026.\n\n## Timeline\n\n- 14:10 Alerts fire\n- 15:42 The pool is back\n\n## Root cause\n\nThe root cause was a pool\u202e without a bound.\n\n## Actions\n\n- Alert on the pool's size.\n",
        "postmortem_published_at": "2026-03-06T09:00:00Z"}]}"##;
    let path = scratch("with-postmortem.json", page)?;
    let path = path.to_string_lossy();
    let short = stdout(&[&path])?;
    let lines: Vec<_> = short.lines().map(str::trim).collect();
    for line in [
        "✖ 2026-03-04 14:10–15:42 UTC, 1 h 32 min",
        "why   - The root cause was a pool without a bound.",
        "then  - Alert on the pool's size.",
        "… 2 entries of a timeline, 4 sections (--all shows them)",
    ] {
        assert!(lines.contains(&line), "{line:?} is not in\n{short}");
    }
    let whole = stdout(&["--all", &path])?;
    assert!(whole.contains("Timeline  UTC") && whole.contains("Alerts fire"), "{whole}");
    Ok(())
}

/// A page whose text changes colours, reverses the direction of text or moves the cursor if it is printed as it is.
const HOSTILE: &str = r#"{
 "page": {"id": "x", "name": "A\u001b[2J\u202ecme\u009b31m", "url": "https://acme.example/\u001b]8;;x\u0007"},
 "status": {"indicator": "none\u001b[1m", "description": "Fine\u2066\r\nAll well"},
 "components": [{"id": "c", "name": "A\u001bPI\u200f", "status": "fl\u001baky", "group": false}],
 "incidents": [{"id": "i", "name": "T\u001b[Aitle", "status": "\u202epondering", "impact": "\u001bdire",
  "shortlink": "https://acme.example/\u009d", "components": [{"id": "c", "name": "A\u001bPI"}],
  "incident_updates": [{"id": "u", "status": "x\u001b", "body": "b\u001b[31mody\u202e \u2028here"}]}]
}"#;

#[test]
fn control_characters_never_reach_the_terminal() -> Tested {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let raw =
        HOSTILE.replace("\\u202e", "\u{202e}").replace("\\u009b", "\u{9b}").replace("\\u2066", "\u{2066}");
    let escaped = scratch("hostile-escaped.json", HOSTILE)?;
    let raw = scratch("hostile-raw.json", &raw)?;
    let broken = scratch("hostile-broken.json", &format!("{}\u{202e}\u{1b}", HOSTILE.trim_end_matches('}')))?;
    for form in ["--explain", "--all", "--json", "--jsonl", "--strict", "--url=https://acme.example"] {
        for path in [&escaped, &raw, &broken] {
            let output = run(&[form, &path.to_string_lossy()])?;
            for stream in [output.stdout, output.stderr] {
                let text = String::from_utf8(stream)?;
                let found = text.lines().find(|line| line.contains(hidden));
                assert_eq!(
                    found.map(str::escape_debug).map(|line| line.to_string()),
                    None,
                    "{form} {path:?}"
                );
            }
        }
    }
    let report = stdout(&[&raw.to_string_lossy()])?;
    assert!(report.contains("A\\u{1b}[2J\\u{202e}cme\\u{9b}31m"), "{report}");
    let line: Value = serde_json::from_str(&stdout(&["--jsonl", &raw.to_string_lossy()])?)?;
    assert_eq!(line["ok"]["vendor"]["name"], "A\u{1b}[2J\u{202e}cme\u{9b}31m", "JSON keeps the text");
    Ok(())
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() -> Tested {
    for form in ["--jsonl", "--json", "--all"] {
        let arguments = [&[form][..], &[BUSY; 40]].concat();
        let mut child = inspect(&arguments)?.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        drop(child.stdout.take());
        let output = child.wait_with_output()?;
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert_eq!(String::from_utf8(output.stderr)?, "", "{form}");
    }
    Ok(())
}

/// Two groups that are each other's parent, one that is its own, a child of an unknown group, and thirty operational rows.
#[test]
fn inconsistent_groups_lose_no_component() -> Tested {
    let row = |id: &str, parent: &str, group: bool, status: &str| serde_json::json!({"id": id, "name": format!("<{id}>"), "status": status, "group_id": parent, "group": group});
    let mut rows = vec![
        row("a", "b", true, "operational"),
        row("b", "a", true, "operational"),
        row("self", "self", true, "operational"),
        row("orphan", "gone", false, "major_outage"),
    ];
    rows.extend((0..30).map(|n| row(&format!("up{n}"), "", false, "operational")));
    let page = serde_json::json!({"page": {"id": "x", "name": "Acme"}, "components": rows});
    let path = scratch("odd-tree.json", &page.to_string())?;
    let report = stdout(&["--all", &path.to_string_lossy()])?;
    for row in &rows {
        let name = row["name"].as_str().unwrap_or_default();
        assert_eq!(report.matches(name).count(), 1, "{name} in:\n{report}");
    }
    let short = stdout(&[&path.to_string_lossy()])?;
    assert!(short.contains("<orphan>") && short.contains("more, all operational"), "{short}");
    assert!(!short.contains("<up7>"), "{short}");
    Ok(())
}

#[test]
fn what_cannot_be_read_or_does_not_pass_is_said_with_its_reason() -> Tested {
    let said = |arguments: &[&str]| -> Result<String, Box<dyn Error>> {
        Ok(String::from_utf8(run(arguments)?.stderr)?)
    };
    assert!(said(&["no-such-file.json"])?.starts_with("no-such-file.json: cannot open: "));
    let refused = said(&["--explain", ERROR_BODY])?;
    assert!(
        refused.contains("refused (error_body)") && refused.contains("Why no adapter reads it"),
        "{refused}"
    );
    let worse = said(&["--fail-on", "minor", "--components", "Query API", BUSY])?;
    assert!(worse.contains("fails at minor") && worse.contains("Query API is partial_outage"), "{worse}");
    let unknown = said(&["--fail-on", "minor", "--components", "No such part", BUSY])?;
    assert!(unknown.contains("expected a component named \"No such part\", found none"), "{unknown}");
    Ok(())
}

#[test]
fn no_line_is_wider_than_the_terminal() -> Tested {
    let wide_title = scratch(
        "wide-title.json",
        &format!(
            r#"{{"page": {{"id": "p", "name": "Acme"}}, "incidents": [{{"id": "i", "name": "{}", "status": "open"}}]}}"#,
            "Uploads fail ".repeat(20)
        ),
    )?;
    let wide_title = wide_title.to_string_lossy();
    let forms: [&[&str]; 7] = [
        &["--all", BUSY],
        &[&wide_title],
        &["--all", UNKNOWN_WORDS],
        &["--explain", "fixtures/statuspage/salvage-wrong-types.json"],
        &[ERROR_BODY],
        &["--explain", CUT_OFF],
        &["--fail-on", "minor", "--components", "Mail relay,North", BUSY],
    ];
    for arguments in forms {
        let shown = |columns: &str| -> Result<String, Box<dyn Error>> {
            let output = inspect(arguments)?.env("COLUMNS", columns).output()?;
            Ok(String::from_utf8([output.stdout, output.stderr].concat())?)
        };
        let narrow = shown("60")?;
        // A single word stays whole.
        let is_wide = |line: &&str| line.chars().count() > 60 && line.trim().contains(' ');
        assert_eq!(narrow.lines().find(is_wide), None, "{arguments:?}");
        if !arguments.contains(&"--explain") {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&narrow), words(&shown("1000")?), "{arguments:?}");
        }
    }
    Ok(())
}
