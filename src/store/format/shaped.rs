//! Converts values between the model and the shapes of files, field by field.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::values::Words;
use crate::model::{ArticleId, ClaimId, EvidenceId, ReviewerId, SortedMap, SpeakerId};

/// A value of the model with a shape in files, from which it comes back as it was.
pub(super) trait Shaped: Sized {
    type Shape;

    fn shape(&self) -> Self::Shape;

    fn from_shape(shape: Self::Shape) -> Self;
}

impl Shaped for String {
    type Shape = Words;

    fn shape(&self) -> Words {
        self.as_str().into()
    }

    fn from_shape(words: Words) -> Self {
        words.0
    }
}

impl Shaped for Arc<str> {
    type Shape = Words;

    fn shape(&self) -> Words {
        (&**self).into()
    }

    fn from_shape(words: Words) -> Self {
        words.0.into()
    }
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Shaped for $id {
            type Shape = Words;

            fn shape(&self) -> Words {
                self.as_str().into()
            }

            fn from_shape(words: Words) -> Self {
                words.0.into()
            }
        }
    )+};
}

ids!(ArticleId, ClaimId, EvidenceId, ReviewerId, SpeakerId);

macro_rules! unchanged {
    ($($value:ident),+) => {$(
        impl Shaped for $value {
            type Shape = Self;

            fn shape(&self) -> Self {
                *self
            }

            fn from_shape(shape: Self) -> Self {
                shape
            }
        }
    )+};
}

unchanged!(bool, usize, Date, Timestamp);

impl<T: Shaped> Shaped for Option<T> {
    type Shape = Option<T::Shape>;

    fn shape(&self) -> Self::Shape {
        self.as_ref().map(T::shape)
    }

    fn from_shape(shape: Self::Shape) -> Self {
        shape.map(T::from_shape)
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    type Shape = Vec<T::Shape>;

    fn shape(&self) -> Self::Shape {
        self.iter().map(T::shape).collect()
    }

    fn from_shape(shape: Self::Shape) -> Self {
        shape.into_iter().map(T::from_shape).collect()
    }
}

/// A map has the shape of a map, whichever the model keeps it in.
macro_rules! shaped_map {
    ($map:ident) => {
        impl<K: Shaped<Shape: Ord> + Ord, V: Shaped> Shaped for $map<K, V> {
            type Shape = BTreeMap<K::Shape, V::Shape>;

            fn shape(&self) -> Self::Shape {
                self.iter()
                    .map(|(key, value)| (key.shape(), value.shape()))
                    .collect()
            }

            fn from_shape(shape: Self::Shape) -> Self {
                let each = shape.into_iter();
                each.map(|(key, value)| (K::from_shape(key), V::from_shape(value)))
                    .collect()
            }
        }
    };
}

shaped_map!(BTreeMap);
shaped_map!(SortedMap);

/// Gives a type of the model the shape of a struct with the same fields, of one written on one line, or of an enum
/// with the same variants.
macro_rules! shaped {
    ($model:ident, $shape:ident { $($field:ident),+ }) => {
        impl Shaped for $model {
            type Shape = $shape;

            fn shape(&self) -> $shape {
                $shape { $($field: self.$field.shape()),+ }
            }

            fn from_shape(shape: $shape) -> Self {
                Self { $($field: Shaped::from_shape(shape.$field)),+ }
            }
        }
    };
    ($model:ident, OneLine<$shape:ident> { $($field:ident),+ }) => {
        impl Shaped for $model {
            type Shape = OneLine<$shape>;

            fn shape(&self) -> OneLine<$shape> {
                OneLine($shape { $($field: self.$field.shape()),+ })
            }

            fn from_shape(OneLine(shape): OneLine<$shape>) -> Self {
                Self { $($field: Shaped::from_shape(shape.$field)),+ }
            }
        }
    };
    ($model:ident, $shape:ident, $($variant:ident $(($($field:ident),+))?),+) => {
        impl Shaped for $model {
            type Shape = $shape;

            fn shape(&self) -> $shape {
                match self {
                    $(Self::$variant $(($($field),+))? => $shape::$variant $(($($field.shape()),+))?),+
                }
            }

            fn from_shape(shape: $shape) -> Self {
                match shape {
                    $($shape::$variant $(($($field),+))? => {
                        Self::$variant $(($(Shaped::from_shape($field)),+))?
                    })+
                }
            }
        }
    };
}

pub(super) use shaped;
