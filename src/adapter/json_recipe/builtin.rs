//! The built-in JSON recipes.

/// Algolia's own status, `/1/status`: the status of each cluster by its name.
///
/// ```json
/// {"status": {"c1-eu": "operational", "c2-us": "major_outage"}}
/// ```
///
/// Coverage: components complete, the rest none. The words are Statuspage's; the name of a cluster is its key.
pub mod algolia {
    use crate::adapter::Endpoint;
    use crate::adapter::json::JsonHead;
    use crate::adapter::json_recipe::{Components, JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;
    use crate::model::{ComponentStatus, Extent};

    const ENDPOINTS: [Endpoint; 1] =
        [Endpoint::new("1/status", Extent::Complete, Extent::None, Extent::None)
            .of_page("status.algolia.com")];

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
        JsonRecipeAdapter { recipe, builtin: Some(has_words), endpoints: &ENDPOINTS }
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
    use crate::adapter::Endpoint;
    use crate::adapter::json::JsonHead;
    use crate::adapter::json_recipe::{JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;
    use crate::model::Extent;

    const ENDPOINTS: [Endpoint; 1] =
        [Endpoint::new("status.json", Extent::None, Extent::None, Extent::None).stating_health()];

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
        let has_word = |head: &JsonHead<'_>| head.keys.has_string("indicator");
        JsonRecipeAdapter { recipe, builtin: Some(has_word), endpoints: &ENDPOINTS }
    }
}

/// `LambStatus`: the list of components, `/api/components` of a page, `/api/v0/components` with a key. Its feeds are read by
/// [`feed`](crate::adapter::feed).
///
/// ```json
/// [{"componentID": "aKR6rTg0aW2d", "name": "Website", "description": "", "status": "Under Maintenance", "order": 1509676878}]
/// ```
///
/// Coverage: components complete, the rest none. The words are Statuspage's, as people write them.
pub mod lambstatus {
    use crate::adapter::Endpoint;
    use crate::adapter::json::JsonHead;
    use crate::adapter::json_recipe::{Components, JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;
    use crate::model::Extent;

    const ENDPOINTS: [Endpoint; 1] =
        [Endpoint::new("api/components", Extent::Complete, Extent::None, Extent::None)];

    /// The adapter.
    ///
    /// ```
    /// use statusfeed::{Parser, json_recipe::lambstatus};
    ///
    /// let rows = r#"[{"componentID": "q1", "name": "Website", "status": "Under Maintenance"}]"#;
    /// let snapshot = Parser::new().parse_as(&lambstatus::adapter(), rows)?;
    /// assert_eq!(snapshot.components[0].id.as_deref(), Some("q1"));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn adapter() -> JsonRecipeAdapter {
        let recipe = JsonRecipe {
            name: Some("LambStatus components".to_owned()),
            provider: Some(provider::LAMBSTATUS.to_owned()),
            components: vec![Components {
                id: Some(Value::at("/componentID")),
                name: Value::at("/name"),
                status: Some(Value::at("/status")),
                description: Some(Value::at("/description")),
                complete: true,
                leaves_out: Some(vec!["order".to_owned()]),
                ..Components::default()
            }],
            ..JsonRecipe::new("lambstatus-json", &["/componentID", "/name", "/status"])
        };
        let is_list = |head: &JsonHead<'_>| head.keys.is_list && head.keys.has_string("status");
        JsonRecipeAdapter { recipe, builtin: Some(is_list), endpoints: &ENDPOINTS }
    }
}

/// Microsoft's services for consumers, `api/posts/m365Consumer` of `status.cloud.microsoft`: one row for each service.
///
/// ```json
/// [{"ServiceDisplayName": "Outlook.com", "Status": "Service degradation", "Title": "Slow search", "Message": "<p>We look.</p>",
///   "LastUpdatedTime": "2026-03-08T10:00:00Z"}]
/// ```
///
/// Coverage: components complete, the rest none: a row has the text of its newest post, and no id of an incident; the post's title
/// and times are left out. `Operational`,
/// `Available` and `Service restored` are `operational`, `Service degradation` is `degraded_performance`, `Service interruption`
/// is `major_outage`; other words stay. The times are those of the request.
pub mod microsoft {
    use crate::adapter::Endpoint;
    use crate::adapter::json::JsonHead;
    use crate::adapter::json_recipe::{Components, JsonRecipe, JsonRecipeAdapter, Value};
    use crate::adapter::translate::provider;
    use crate::model::Extent;

    const ENDPOINTS: [Endpoint; 1] =
        [Endpoint::new("api/posts/m365Consumer", Extent::Complete, Extent::None, Extent::None)
            .of_page("status.cloud.microsoft")];

    /// The adapter.
    ///
    /// ```
    /// use statusfeed::{Impact, Parser, json_recipe::microsoft};
    ///
    /// let rows = r#"[{"ServiceDisplayName": "Letters", "Status": "Service interruption"}]"#;
    /// let snapshot = Parser::new().parse_as(&microsoft::adapter(), rows)?;
    /// assert_eq!(snapshot.health.impact, Some(Impact::Major));
    /// # Ok::<(), statusfeed::Error>(())
    /// ```
    #[must_use]
    pub fn adapter() -> JsonRecipeAdapter {
        let status = Value::at("/Status")
            .word("available", "operational")
            .word("service restored", "operational")
            .word("service degradation", "degraded_performance")
            .word("service interruption", "major_outage");
        let recipe = JsonRecipe {
            name: Some("Microsoft's services for consumers".to_owned()),
            provider: Some(provider::MICROSOFT.to_owned()),
            components: vec![Components {
                name: Value::at("/ServiceDisplayName"),
                status: Some(status),
                description: Some(Value { html: true, ..Value::at("/Message") }),
                complete: true,
                // The post whose text is the description: its id, its title, its times; and the service's name in code.
                leaves_out: Some(
                    ["Id", "Title", "AuthoredDateTime", "LastUpdatedTime", "ServiceWorkloadName"]
                        .map(str::to_owned)
                        .into(),
                ),
                ..Components::default()
            }],
            ..JsonRecipe::new("microsoft-json", &["/ServiceDisplayName", "/Status", "/LastUpdatedTime"])
        };
        let is_list = |head: &JsonHead<'_>| head.keys.is_list && head.keys.has_string("Status");
        JsonRecipeAdapter { recipe, builtin: Some(is_list), endpoints: &ENDPOINTS }
    }
}
