//! The macro that writes `with_…` methods, so that users can build model values in their own tests.

/// Writes one `with_<field>` method for each listed field. `opt` wraps in `Some`, `set` assigns, `push` appends.
macro_rules! setters {
    ($( $kind:ident $method:ident -> $field:ident : $type:ty ),+ $(,)?) => {
        $( setters!(@ $kind $method $field $type); )+
    };
    (@ opt $method:ident $field:ident $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@ set $method:ident $field:ident $type:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field = value.into();
            self
        }
    };
    (@ push $method:ident $field:ident $type:ty) => {
        #[doc = concat!("Appends to `", stringify!($field), "`.")]
        #[must_use]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field.push(value.into());
            self
        }
    };
}
