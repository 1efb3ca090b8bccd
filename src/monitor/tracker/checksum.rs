//! A checksum over the values that serde sees, the same whatever format they are saved in.

use std::fmt;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use super::fingerprint::Fingerprint;

/// The checksum of a value made of texts, integers, options, lists, maps, structs and unit variants.
pub(super) fn checksum(value: &impl Serialize) -> Result<u64, Unsupported> {
    let mut hash = Fingerprint::new();
    value.serialize(Summing(&mut hash))?;
    Ok(hash.finish())
}

/// A type that no state has.
#[derive(Debug, thiserror::Error)]
#[error("expected a text, an integer, a list, a map or a struct in a tracker's state, found {0}")]
pub(super) struct Unsupported(String);

impl serde::ser::Error for Unsupported {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes each value into the hash, with a byte for its type in front.
struct Summing<'a>(&'a mut Fingerprint);

impl Summing<'_> {
    fn write(self, kind: u8, bytes: &[u8]) {
        self.0.write(&[kind]);
        self.0.write(bytes);
    }
}

/// The methods for integers, each as sixteen bytes.
macro_rules! integers {
    ($( $method:ident($type:ty) ),+) => {
        $( fn $method(self, value: $type) -> Result<(), Unsupported> {
            self.write(b'i', &i128::from(value).to_le_bytes());
            Ok(())
        } )+
    };
}

impl Serializer for Summing<'_> {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Unsupported>;
    type SerializeTupleVariant = Impossible<(), Unsupported>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Unsupported>;

    integers!(
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64)
    );

    fn serialize_bool(self, value: bool) -> Result<(), Unsupported> {
        self.write(b'b', &[u8::from(value)]);
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unsupported> {
        self.write(b's', value.as_bytes());
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unsupported> {
        self.write(b'n', &[]);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unsupported> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unsupported> {
        self.0.write(b"[");
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unsupported> {
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unsupported> {
        self.0.write(b"{");
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unsupported> {
        self.serialize_map(None)
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unsupported> {
        Err(Unsupported("a float".into()))
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unsupported> {
        Err(Unsupported("a float".into()))
    }

    fn serialize_char(self, _: char) -> Result<(), Unsupported> {
        Err(Unsupported("a character".into()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unsupported> {
        Err(Unsupported("bytes".into()))
    }

    fn serialize_unit(self) -> Result<(), Unsupported> {
        Err(Unsupported("a unit".into()))
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Unsupported> {
        Err(Unsupported(name.into()))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unsupported> {
        Err(Unsupported(name.into()))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported(name.into()))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported(name.into()))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unsupported>, Unsupported> {
        Err(Unsupported(name.into()))
    }
}

impl SerializeSeq for Summing<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        value.serialize(Summing(self.0))
    }

    fn end(self) -> Result<(), Unsupported> {
        self.write(b']', &[]);
        Ok(())
    }
}

impl SerializeTuple for Summing<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        value.serialize(Summing(self.0))
    }

    fn end(self) -> Result<(), Unsupported> {
        self.write(b']', &[]);
        Ok(())
    }
}

impl SerializeMap for Summing<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsupported> {
        key.serialize(Summing(self.0))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsupported> {
        value.serialize(Summing(self.0))
    }

    fn end(self) -> Result<(), Unsupported> {
        self.write(b'}', &[]);
        Ok(())
    }
}

impl SerializeStruct for Summing<'_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unsupported> {
        Summing(self.0).serialize_str(name)?;
        value.serialize(Summing(self.0))
    }

    fn end(self) -> Result<(), Unsupported> {
        self.write(b'}', &[]);
        Ok(())
    }
}
