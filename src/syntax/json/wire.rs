//! The macro that declares a type of the wire.

/// Declares an object of the wire, and writes its two readers: the fast one ([`Read`](super::FastDecode)) and the item-by-item
/// one ([`Salvage`](super::Salvage)).
///
/// `source` is the object as the document writes it, set only where a caller wishes to keep it.
macro_rules! wire {
    ($( $(#[$meta:meta])* $vis:vis struct $name:ident<'a> { $( $key:literal => $field:ident: $type:ty, )+ } )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "keys are spelled as the source spells them")]
        $vis struct $name<'a> {
            $( pub(super) $field: $type, )+
            pub(super) source: Option<&'a str>,
        }

        impl<'a> $crate::syntax::json::FastDecode<'a> for $name<'a> {
            fn read(reader: &mut $crate::syntax::json::PullParser<'a>) -> Option<Self> {
                $( let mut $field: Option<$type> = None; )+
                reader.take(b'{')?;
                let mut is_first = true;
                while let $crate::syntax::json::Member::Key(key) = reader.key(is_first)? {
                    is_first = false;
                    match key {
                        $( $key if $field.is_none() => $field = Some($crate::syntax::json::FastDecode::read(reader)?), )+
                        // The same key twice is for the slow path to report.
                        $( $key => return None, )+
                        _ => reader.skip()?,
                    }
                }
                Some($name { $( $field: $field.unwrap_or_default(), )+ source: None })
            }
        }

        impl<'a> $crate::syntax::json::Salvage<'a> for $name<'a> {
            const EXPECTED: &'static str = "an object";

            fn salvage(
                raw: &'a serde_json::value::RawValue,
                place: &mut $crate::syntax::json::SalvageContext<'_>,
            ) -> Option<Self> {
                let object_entries = $crate::syntax::json::object_entries(raw)?;
                $( let mut $field: Option<$type> = None; )+
                for (key, value) in object_entries {
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
