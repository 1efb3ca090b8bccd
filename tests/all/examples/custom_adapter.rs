//! The `custom_adapter` example.

use std::error::Error;

#[test]
fn a_custom_adapter_works_with_the_built_in_ones() -> Result<(), Box<dyn Error>> {
    let output = super::command("custom_adapter")?.output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout)?;
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(
        lines[..5],
        [
            "page \"Acme\": minor (derived)",
            "source lights text: components complete, incidents open, maintenances none",
            "component \"Sign-in\": operational",
            "component \"Uploads\": degraded_performance",
            "component \"Mail relay\": puce",
        ],
        "{said}"
    );
    assert!(lines[5].starts_with("incident [anon-"), "{said}");
    assert!(lines[5].ends_with("] \"A disk is full\": open, impact -, from 2026-03-08T09:30:00Z"), "{said}");
    assert!(said.contains("page \"Larkspur\": none (stated) \"All Systems Operational\""), "{said}");
    Ok(())
}
