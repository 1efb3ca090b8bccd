//! The `custom_adapter` example.

use std::error::Error;

#[test]
fn a_custom_adapter_works_with_the_built_in_ones() -> Result<(), Box<dyn Error>> {
    let output = super::command("custom_adapter")?.output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout)?;
    assert_eq!(said, "Acme (lights): Some(Minor)\nLarkspur (statuspage-json): Some(None)\n");
    Ok(())
}
