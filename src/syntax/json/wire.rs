//! The macro that declares a type of the wire.

/// Declares an object of the wire, and writes its two readers: the typed one (`Deserialize`) and the item-by-item one
/// ([`Salvage`](super::Salvage)).
///
/// `source` is the object as the document writes it, set only where a caller wishes to keep it. The typed reader is not
/// derived, because serde's derive would also read an array, position by position, where an object is promised.
macro_rules! wire {
    ($( $(#[$meta:meta])* $vis:vis struct $name:ident<'a> { $( $key:literal => $field:ident: $type:ty, )+ } )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "keys are spelled as the source spells them")]
        $vis struct $name<'a> {
            $( pub(super) $field: $type, )+
            pub(super) source: Option<&'a str>,
        }

        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visit<'a>(std::marker::PhantomData<&'a ()>);
                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Visit<'a> {
                    type Value = $name<'a>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        $( let mut $field: Option<$type> = None; )+
                        while let Some($crate::syntax::json::Key(key)) = map.next_key()? {
                            match &*key {
                                $( $key => {
                                    if $field.is_some() {
                                        return Err(serde::de::Error::duplicate_field($key));
                                    }
                                    $field = Some(map.next_value()?);
                                } )+
                                _ => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok($name { $( $field: $field.unwrap_or_default(), )+ source: None })
                    }
                }
                deserializer.deserialize_map(Visit(std::marker::PhantomData))
            }
        }

        impl<'a> $crate::syntax::json::Salvage<'a> for $name<'a> {
            const EXPECTED: &'static str = "an object";

            fn salvage(
                raw: &'a serde_json::value::RawValue,
                place: &mut $crate::syntax::json::Place<'_>,
            ) -> Option<Self> {
                let pairs = $crate::syntax::json::pairs(raw)?;
                $( let mut $field: Option<$type> = None; )+
                for (key, value) in pairs {
                    match &*key {
                        $( $key => {
                            if $field.is_some() {
                                place.duplicate($key);
                            }
                            $field = Some(place.field($key, value));
                        } )+
                        _ => {}
                    }
                }
                let source = place.keeps_source().then(|| raw.get());
                Some($name { $( $field: $field.unwrap_or_default(), )+ source })
            }
        }
    )+};
}
pub(crate) use wire;
