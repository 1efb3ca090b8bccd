//! The `custom_adapter` example: a user's own format beside the built-in ones.

use std::error::Error;

#[test]
fn a_users_own_format_is_read_beside_the_built_in_ones() -> Result<(), Box<dyn Error>> {
    let output = super::command("custom_adapter")?.output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout)?;
    assert_eq!(said, "Acme (lights): Some(Minor)\nLarkspur (statuspage-json): Some(None)\n");
    Ok(())
}
