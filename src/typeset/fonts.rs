//! The embedded fonts, and the families to try for each script.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFamily, FontFamilyName, GenericFamily};

use super::script::Script;
use super::style::Face;

/// Families carry names of our own, so that a system's font of the same name never mixes with ours.
const SANS: &str = "Sayso Sans";
const SANS_ARABIC: &str = "Sayso Sans Arabic";
const SANS_HEBREW: &str = "Sayso Sans Hebrew";
const SERIF: &str = "Sayso Serif";
const SERIF_ARABIC: &str = "Sayso Serif Arabic";
const SERIF_HEBREW: &str = "Sayso Serif Hebrew";

/// One embedded file and the family it joins; its weight is read from the file.
type Embedded = (&'static str, &'static [u8]);

macro_rules! font {
    ($family:expr, $file:literal) => {
        ($family, include_bytes!(concat!("../../assets/fonts/", $file)))
    };
}

/// Inter in regular weight, for what little others write by themselves.
pub const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");

static EMBEDDED: [Embedded; 12] = [
    font!(SANS, "Inter-Regular.otf"),
    font!(SANS, "Inter-Medium.otf"),
    font!(SANS, "Inter-SemiBold.otf"),
    font!(SANS_ARABIC, "NotoSansArabic-Regular.ttf"),
    font!(SANS_ARABIC, "NotoSansArabic-SemiBold.ttf"),
    font!(SANS_HEBREW, "NotoSansHebrew-Regular.ttf"),
    font!(SERIF, "NotoSerif-Regular.ttf"),
    font!(SERIF, "NotoSerif-SemiBold.ttf"),
    font!(SERIF_ARABIC, "NotoNaskhArabic-Regular.ttf"),
    font!(SERIF_ARABIC, "NotoNaskhArabic-SemiBold.ttf"),
    font!(SERIF_HEBREW, "NotoSerifHebrew-Regular.ttf"),
    font!(SERIF_HEBREW, "NotoSerifHebrew-SemiBold.ttf"),
];

/// One blob for each file, however many contexts there are: what is known of its glyphs holds in
/// all of them.
static BLOBS: OnceLock<Vec<Blob<u8>>> = OnceLock::new();

/// A font context that knows the embedded faces and nothing of the system's.
pub(super) fn embedded_fonts() -> FontContext {
    let mut collection = Collection::new(CollectionOptions {
        shared: false,
        system_fonts: false,
    });
    let blobs = BLOBS.get_or_init(|| {
        let blob = |(_, bytes): &Embedded| Blob::new(Arc::new(*bytes));
        EMBEDDED.iter().map(blob).collect()
    });
    for ((family, _), blob) in EMBEDDED.iter().zip(blobs) {
        let name = FontInfoOverride {
            family_name: Some(family),
            ..FontInfoOverride::default()
        };
        collection.register_fonts(blob.clone(), Some(name));
    }
    FontContext {
        collection,
        source_cache: SourceCache::default(),
    }
}

/// The families to try, in order, for text of one script in one face. The script's own family
/// comes first, so that the spaces between its words do not break the run.
pub(super) fn families(face: Face, script: Script) -> FontFamily<'static> {
    static UI: [FontFamilyName<'static>; 6] = named([SANS, SANS_ARABIC, SANS_HEBREW, SERIF, SERIF_ARABIC]);
    static UI_ARABIC: [FontFamilyName<'static>; 6] =
        named([SANS_ARABIC, SANS, SERIF_ARABIC, SANS_HEBREW, SERIF]);
    static UI_HEBREW: [FontFamilyName<'static>; 6] =
        named([SANS_HEBREW, SANS, SERIF_HEBREW, SANS_ARABIC, SERIF]);
    static READING: [FontFamilyName<'static>; 6] =
        named([SERIF, SERIF_ARABIC, SERIF_HEBREW, SANS, SANS_ARABIC]);
    static READING_ARABIC: [FontFamilyName<'static>; 6] =
        named([SERIF_ARABIC, SERIF, SANS_ARABIC, SERIF_HEBREW, SANS]);
    static READING_HEBREW: [FontFamilyName<'static>; 6] =
        named([SERIF_HEBREW, SERIF, SANS_HEBREW, SERIF_ARABIC, SANS]);
    let list: &'static [FontFamilyName<'static>] = match (face, script) {
        (Face::Ui | Face::ReadingSans, Script::Other) => &UI,
        (Face::Ui | Face::ReadingSans, Script::Arabic) => &UI_ARABIC,
        (Face::Ui | Face::ReadingSans, Script::Hebrew) => &UI_HEBREW,
        (Face::Reading, Script::Other) => &READING,
        (Face::Reading, Script::Arabic) => &READING_ARABIC,
        (Face::Reading, Script::Hebrew) => &READING_HEBREW,
    };
    FontFamily::List(Cow::Borrowed(list))
}

const fn named(names: [&'static str; 5]) -> [FontFamilyName<'static>; 6] {
    let [a, b, c, d, e] = names;
    [
        FontFamilyName::named(a),
        FontFamilyName::named(b),
        FontFamilyName::named(c),
        FontFamilyName::named(d),
        FontFamilyName::named(e),
        // Names nothing until the system's fonts are known; then it has many signs and symbols.
        FontFamilyName::Generic(GenericFamily::SansSerif),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_a_font_of_its_family() {
        let mut fonts = embedded_fonts();
        for (family, weights) in [
            (SANS, 3),
            (SANS_ARABIC, 2),
            (SANS_HEBREW, 1),
            (SERIF, 2),
            (SERIF_ARABIC, 2),
            (SERIF_HEBREW, 2),
        ] {
            let found = fonts.collection.family_by_name(family).unwrap();
            assert_eq!(found.fonts().len(), weights, "{family}");
        }
    }
}
