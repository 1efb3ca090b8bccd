//! The built-in JSON recipes.

/// Algolia's own status, `/1/status`: the status of each cluster by its name.
///
/// ```json
/// {"status": {"c1-eu": "operational", "c2-us": "major_outage"}}
/// ```
///
/// Coverage: components complete, the rest none. The words are Statuspage's; the name of a cluster is its key.
pub mod algolia {
    use crate::adapter::json::JsonHead;
    use crate::adapter::json_recipe::{Components, JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;
    use crate::model::ComponentStatus;

    /// The adapter.
    ///
    /// ```
    /// use statusfeed::{Parser, Registry, adapter::json_recipe::algolia};
    ///
    /// let parser = Parser::new().with_registry(Registry::empty().with(algolia::adapter()));
    /// let status = r#"{"status": {"c1-eu": "operational", "c2-us": "major_outage"}}"#;
    /// let snapshot = parser.parse(status)?;
    /// assert_eq!(snapshot.components[0].name.as_deref(), Some("c1-eu"));
    /// assert!(!snapshot.is_operational());
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn adapter() -> JsonRecipeAdapter {
        let recipe = JsonRecipe {
            name: Some("Algolia status".to_owned()),
            provider: Some(provider::ALGOLIA.to_owned()),
            exact: true,
            components: vec![Components {
                pointer: "/status".to_owned(),
                name: Value::item_key(),
                status: Some(Value::at("")),
                complete: true,
                ..Components::default()
            }],
            ..JsonRecipe::new("algolia-json", &["/status"])
        };
        JsonRecipeAdapter { recipe, builtin: Some(has_words) }
    }

    /// Whether the first value is one of Statuspage's words for a component: many programs answer with a `status`.
    fn has_words(head: &JsonHead<'_>) -> bool {
        let clusters = head.keys_of("status");
        let first = clusters.names().next();
        let word = first.and_then(|name| head.string_at(&["status", name]));
        head.keys.has_object("status") && word.is_some_and(|word| ComponentStatus::known(word).is_some())
    }
}

/// Hyperping's `/status.json`: one word for the whole page.
///
/// ```json
/// {"indicator": "up", "uptime": "100.000%"}
/// ```
///
/// Coverage: none throughout. `up` is `none`, `outage` is `major`, `maintenance` is `maintenance`; `incident` has no degree and is
/// kept.
pub mod hyperping {
    use crate::adapter::json_recipe::{JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;

    /// The adapter.
    ///
    /// ```
    /// use statusfeed::{Impact, Parser, Registry, adapter::json_recipe::hyperping};
    ///
    /// let parser = Parser::new().with_registry(Registry::empty().with(hyperping::adapter()));
    /// let status = r#"{"indicator": "outage", "uptime": "99.120%"}"#;
    /// let snapshot = parser.parse(status)?;
    /// assert_eq!(snapshot.health.impact, Some(Impact::Major));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn adapter() -> JsonRecipeAdapter {
        let recipe = JsonRecipe {
            name: Some("Hyperping status".to_owned()),
            provider: Some(provider::HYPERPING.to_owned()),
            exact: true,
            health: Some(Value::at("/indicator").word("up", "none").word("outage", "major")),
            ..JsonRecipe::new("hyperping-json", &["/indicator", "/uptime"])
        };
        JsonRecipeAdapter { recipe, builtin: Some(|head| head.keys.has_string("indicator")) }
    }
}
