//! Guides: how to do one thing, from the beginning to a program that works.
//!
//! * [Testing with saved documents](testing_with_saved_documents): what your program does on the pages that you depend on.
//! * [Custom adapters](custom_adapters): a format that only you have.
//! * [Recipes](recipes): an HTML page that no adapter knows, by selectors in a file.
//! * [Building a monitor](building_a_monitor): from one address to alerts.
//! * [Uptime honestly](uptime_honestly): what history can and cannot say.
//! * [Time](time): zones, years, precision, and what is reported.
//! * [Identity](identity): which ids are the same tomorrow.
//! * [Providers](providers): where their documents are, and what each can and cannot say.
//! * [The JSON form](json_form): what is written, what is optional, and its JSON Schema.

#[doc = include_str!("building_a_monitor.md")]
pub mod building_a_monitor {}

#[doc = include_str!("custom_adapters.md")]
pub mod custom_adapters {}

#[doc = include_str!("identity.md")]
pub mod identity {}

#[doc = include_str!("json_form.md")]
pub mod json_form {}

#[doc = include_str!("providers.md")]
pub mod providers {}

#[doc = include_str!("recipes.md")]
pub mod recipes {}

#[doc = include_str!("testing_with_saved_documents.md")]
pub mod testing_with_saved_documents {}

#[doc = include_str!("time.md")]
pub mod time {}

#[doc = include_str!("uptime_honestly.md")]
pub mod uptime_honestly {}
