//! The built-in recipes.

pub mod better_stack;
pub mod cachet;
pub mod cstate;
pub mod hund;

#[cfg(test)]
mod tests {
    use super::super::compile::Compiled;

    #[test]
    fn every_recipe_can_be_read() {
        for adapter in [
            super::better_stack::adapter(),
            super::cachet::adapter(),
            super::cstate::adapter(),
            super::hund::adapter(),
        ] {
            Compiled::new(adapter.recipe()).unwrap();
        }
    }
}
