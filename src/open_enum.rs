//! The macros that declare vocabularies: open ones, whose known words are variants and which keep any other word as it was
//! written, and closed ones.

/// Gives a closed enum its words: `as_str()` and `Display`. serde has the same words.
macro_rules! words {
    ($name:ident { $first:ident = $first_word:literal $(, $variant:ident = $word:literal )* $(,)? }) => {
        impl $name {
            /// The value as one lower-case word.
            ///
            /// ```
            #[doc = concat!("use statusfeed::", stringify!($name), ";\n\nassert_eq!(", stringify!($name), "::", stringify!($first), ".as_str(), ", stringify!($first_word), ");")]
            /// ```
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $( Self::$variant => $word, )*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

/// Declares an open enum: `as_str()`, `From<&str>`, `FromStr`, `AsRef<str>`, comparison with `str`, `Display`, and serde as
/// a plain string.
///
/// With ranks it has an order: the number after `=>` is the rank by which values are compared, and `unknown => n` is that
/// of any other word.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident (unknown => $other_rank:literal) {
            $( $(#[$vmeta:meta])* $variant:ident = $word:literal => $rank:literal, )+
        }
    ) => {
        open_enum! {
            $(#[$meta])*
            pub enum $name { $( $(#[$vmeta])* $variant = $word, )+ }
        }

        impl $name {
            fn rank(&self) -> u8 {
                match self {
                    $( Self::$variant => $rank, )+
                    Self::Other(_) => $other_rank,
                }
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.rank().cmp(&other.rank()).then_with(|| self.as_str().cmp(other.as_str()))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* $variant, )+
            /// A word that is not in the vocabulary, exactly as the document wrote it.
            Other(Box<str>),
        }

        impl $name {
            /// The word of the vocabulary, or the document's own.
            ///
            /// ```
            #[doc = concat!("use statusfeed::", stringify!($name), ";\n\nassert_eq!(", stringify!($name), "::from(\"a new word\").as_str(), \"a new word\");")]
            /// ```
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )+
                    Self::Other(word) => word,
                }
            }

            /// Reads a word of the vocabulary, spelled exactly so; `None` for any other.
            ///
            /// ```
            #[doc = concat!("use statusfeed::", stringify!($name), ";\n\nassert_eq!(", stringify!($name), "::known(\"a new word\"), None);")]
            /// ```
            #[must_use]
            pub fn known(word: &str) -> Option<Self> {
                match word {
                    $( $word => Some(Self::$variant), )+
                    _ => None,
                }
            }

            /// Whether the word is one of the vocabulary.
            ///
            /// ```
            #[doc = concat!("use statusfeed::", stringify!($name), ";\n\nassert!(!", stringify!($name), "::from(\"a new word\").is_known());")]
            /// ```
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            /// Never fails: an unknown word is kept.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(word))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, word: &str) -> bool {
                self.as_str() == word
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, word: &&str) -> bool {
                self.as_str() == *word
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Other(word.into()))
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                Self::known(&word).unwrap_or_else(|| Self::Other(word.into_boxed_str()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "description": "A word of the vocabulary (the examples are all of them), or the document's own.",
                    "type": "string",
                    "examples": [$( $word ),+],
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Word;
                impl serde::de::Visitor<'_> for Word {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a word")
                    }
                    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<$name, E> {
                        Ok($name::from(word))
                    }
                }
                deserializer.deserialize_str(Word)
            }
        }
    };
}
