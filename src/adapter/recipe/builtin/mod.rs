//! The built-in recipes.

pub mod better_stack;
pub mod cachet;
pub mod cachet_3;
pub mod cstate;
pub mod hund;
pub mod status_io;

#[cfg(test)]
mod tests {
    use super::super::compile::CompiledRecipe;

    #[test]
    fn every_recipe_compiles() {
        for adapter in [
            super::better_stack::adapter(),
            super::cachet::adapter(),
            super::cachet_3::adapter(),
            super::cstate::adapter(),
            super::hund::adapter(),
            super::status_io::adapter(),
        ] {
            CompiledRecipe::new(adapter.recipe()).unwrap();
        }
    }
}
