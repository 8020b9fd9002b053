//! The style of a text (face, size, leading, weight, direction), and the plain rectangle that results
//! are given in.

use std::hash::{Hash, Hasher};

/// The set of fonts a text is laid out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Inter, Noto Sans Arabic, Noto Sans Hebrew: everything around the article.
    Ui,
    /// Noto Serif, Noto Naskh Arabic, Noto Serif Hebrew: the article itself.
    Reading,
    /// The faces of [`Face::Ui`], set as an article is: for those who like to read without serifs.
    ReadingSans,
}

/// The weights there are real faces for. Where a script lacks one, the nearest stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
}

/// The base direction of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// That of the first strong character; left to right where there is none.
    #[default]
    Auto,
    /// Left to right, whatever the text.
    Ltr,
    /// Right to left, whatever the text.
    Rtl,
}

/// How a paragraph looks. Sizes are in logical points and speak of Latin text: Arabic script is
/// set larger by the face's ratio, and an Arabic paragraph of the reading face has wider leading.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The set of faces.
    pub face: Face,
    /// Font size in logical points.
    pub size: f32,
    /// Distance from line to line in logical points.
    pub line_height: f32,
    /// Weight.
    pub weight: Weight,
}

impl Style {
    /// A style of the interface's face in regular weight.
    pub const fn ui(size: f32, line_height: f32) -> Self {
        Self {
            face: Face::Ui,
            size,
            line_height,
            weight: Weight::Regular,
        }
    }

    /// A style of the article's face in regular weight.
    pub const fn reading(size: f32, line_height: f32) -> Self {
        Self {
            face: Face::Reading,
            size,
            line_height,
            weight: Weight::Regular,
        }
    }

    /// The same in another weight.
    #[must_use]
    pub const fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// How much larger Arabic script is set than Latin, so that the two look the same size.
    pub(super) fn arabic_ratio(self) -> f32 {
        match self.face {
            Face::Ui | Face::ReadingSans => 16.0 / 14.0,
            Face::Reading => 19.0 / 17.0,
        }
    }

    /// How much wider the leading of an Arabic paragraph is. The interface keeps its rows.
    pub(super) fn arabic_leading(self) -> f32 {
        match self.face {
            Face::Ui => 1.0,
            Face::Reading | Face::ReadingSans => 33.0 / 29.0,
        }
    }

    fn bits(self) -> (Face, Weight, u32, u32) {
        (
            self.face,
            self.weight,
            self.size.to_bits(),
            self.line_height.to_bits(),
        )
    }
}

impl PartialEq for Style {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Style {}

impl Hash for Style {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

/// A rectangle: its upper left corner and its size. The unit is the one of whoever gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge; y grows downwards.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Rect {
    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.w
    }

    /// Lower edge.
    pub fn bottom(self) -> f32 {
        self.y + self.h
    }
}
