//! JSON:API: `{"data": […], "included": […]}`, items with a type, an id and attributes, which refer to each other.
//!
//! ```json
//! {"id": "10080", "type": "incident", "attributes": {"title": "Slow"},
//!  "relationships": {"updates": {"data": [{"id": "501", "type": "update"}]}}}
//! ```

use std::borrow::Cow;
use std::collections::HashMap;

use crate::syntax::json::{OneOrMany, Raw, Scalar, Text, wire};

wire! {
    pub(crate) struct Resource<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        // What they are depends on the type.
        "attributes" => attributes: Raw<'a>,
        "relationships" => relationships: Raw<'a>,
        leaves out [
            // Addresses of the API.
            "links", "meta",
        ]
    }

    pub(crate) struct Relationship<'a> {
        "data" => data: Option<OneOrMany<Identifier<'a>>>,
        leaves out [
            // Addresses of the API.
            "links", "meta",
        ]
    }

    pub(crate) struct Identifier<'a> {
        "id" => id: Scalar<'a>,
        "type" => kind: Text<'a>,
        leaves out ["meta"]
    }
}

/// The items that a relationship refers to.
pub(crate) fn related(relationship: Option<Relationship<'_>>) -> Vec<Identifier<'_>> {
    relationship.and_then(|relationship| relationship.data).unwrap_or_default().0
}

/// The type and the id of an item.
type Key<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The items of `included`, each with its index there.
#[derive(Debug, Default)]
pub(crate) struct Included<'a> {
    resources: Vec<Option<Resource<'a>>>,
    indices: HashMap<Key<'a>, usize>,
}

impl<'a> Included<'a> {
    /// These items.
    pub(crate) fn new(resources: Option<Vec<Resource<'a>>>) -> Self {
        let resources = resources.unwrap_or_default();
        let key = |resource: &Resource<'a>| Some((resource.kind.0.clone()?, resource.id.0.clone()?));
        let indices =
            resources.iter().enumerate().filter_map(|(index, resource)| Some((key(resource)?, index)));
        Self { indices: indices.collect(), resources: resources.into_iter().map(Some).collect() }
    }

    /// Takes out the item that is referred to. An update belongs to one incident; a document that repeats references to a
    /// long one stays linear.
    pub(crate) fn take(&mut self, identifier: &Identifier<'a>) -> Option<(usize, Resource<'a>)> {
        let key = (identifier.kind.0.clone()?, identifier.id.0.clone()?);
        let index = *self.indices.get(&key)?;
        Some((index, self.resources.get_mut(index)?.take()?))
    }

    /// Takes out all items of this type.
    pub(crate) fn take_all(&mut self, kind: &str) -> Vec<(usize, Resource<'a>)> {
        let is_kind = |resource: &mut Resource<'a>| resource.kind.as_str() == Some(kind);
        let items = self.resources.iter_mut().enumerate();
        items.filter_map(|(index, resource)| Some((index, resource.take_if(is_kind)?))).collect()
    }
}
