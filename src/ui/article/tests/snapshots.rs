//! One picture a script in each theme, drawn by the processor and held against the one that was
//! looked at and accepted (`tests/snapshots`). `SAYSO_SNAPSHOTS=update cargo test snapshots`
//! accepts what is drawn now: look at it before it is committed.

use std::path::{Path, PathBuf};

use image::RgbaImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use super::*;

/// A channel may be off by so much before a pixel counts as another.
const CHANNEL: u8 = 12;
/// One pixel in so many may be another.
const PIXELS: usize = 2000;

/// Words cut from Noto's fonts, for the scripts that the program leaves to the system's.
static FONTS: [&[u8]; 2] = [
    include_bytes!("../../../../tests/data/fonts/NotoSerifDevanagari-words.ttf"),
    include_bytes!("../../../../tests/data/fonts/NotoSerifSC-words.otf"),
];

/// Articles with one claim: a name, the text, and in it the claim, the source, the cue.
const PAGES: [&str; 8] = [
    "latin | The Iraqi army announced that Baghdad and Washington held new talks on a “studied and gradual reduction”; the first office — Tiếng Việt, čeština, fi ffi — opens at 9.30 on 11 February 2024. | Baghdad and Washington held new talks on a “studied and gradual reduction” | The Iraqi army | announced that",
    "arabic | أعلن الجيش العراقي أن الطرفين عقدا في 11 فبراير 2024 جولة جديدة (الثانية) من الحوار بنسبة 3.5%، لتقييم خطر «داعش». قَالَ الرَّئِيسُ إِنَّ الِاجْتِمَاعَ سَيُعْقَدُ لاحقًا، ١٢ شباط. | الطرفين عقدا في 11 فبراير 2024 جولة جديدة (الثانية) من الحوار | الجيش العراقي | أعلن",
    "hebrew | דובר הצבא אמר כי „השיחות יתקיימו באופן סדיר”, וכי מאז אוקטובר בוצעו 165 תקיפות (לפי Reuters). נִקּוּד: שָׁלוֹם לָעוֹלָם. | השיחות יתקיימו באופן סדיר”, וכי מאז אוקטובר בוצעו 165 תקיפות | דובר הצבא | אמר כי",
    "urdu | عراقی فوج نے کہا ہے کہ بغداد اور واشنگٹن کے درمیان مذاکرات کا نیا دور 11 فروری ۲۰۲۴ کو ہوا، جس میں ”بتدریج کمی“ پر بات ہوئی۔ ترجمان کے مطابق یہ ملاقاتیں باقاعدگی سے ہوں گی۔ | بغداد اور واشنگٹن کے درمیان مذاکرات کا نیا دور 11 فروری ۲۰۲۴ کو ہوا | عراقی فوج | نے کہا ہے کہ",
    "hindi | इराकी सेना ने बताया कि वाशिंगटन और बगदाद के बीच वार्ता का नया दौर रविवार को शुरू हुआ, जिसमें “क्रमिक और सुविचारित कटौती” पर चर्चा हुई। प्रवक्ता ने कहा, “बैठकें नियमित रूप से होंगी।” | वाशिंगटन और बगदाद के बीच वार्ता का नया दौर रविवार को शुरू हुआ | इराकी सेना | ने बताया कि",
    "chinese | 伊拉克军方表示，巴格达与华盛顿于2月11日举行新一轮会谈，讨论“有步骤、逐步的”撤军时间表。发言人叶海亚·拉苏尔说：“会议将定期举行。”《公报》指出，自10月以来共有165次袭击。 | 巴格达与华盛顿于2月11日举行新一轮会谈，讨论“有步骤、逐步的”撤军时间表 | 伊拉克军方 | 表示",
    "mixed | Army spokesman يحيى رسول said in Arabic «سنجتمع 3 مرات في 2024» while הדובר, 165 strong, and 北京 (中国) replied नमस्ते — 100% agreed. | سنجتمع 3 مرات في 2024» while הדובר, 165 strong, and 北京 | يحيى رسول | said in Arabic",
    // Wraps within words of the other direction, where the space of the wrap belongs to the line's end.
    "wrapping | The army said in Arabic that «المحادثات تستأنف يوم الأحد المقبل في العاصمة بغداد بعد شهر من التوقف ثم تنتهي» and no more. | المحادثات تستأنف يوم الأحد المقبل في العاصمة بغداد بعد شهر من التوقف ثم تنتهي | The army | said in Arabic that",
];

#[test]
fn every_script_looks_as_it_was_accepted_in_both_themes() {
    let mut complaints = Vec::new();
    for page in PAGES {
        for dark in [false, true] {
            let (name, _) = page.split_once(" | ").unwrap();
            let name = format!("{name}-{}", if dark { "dark" } else { "light" });
            if let Err(complaint) = check(&name, &drawn(page, dark)) {
                complaints.push(format!("{name}: {complaint}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn drawn(page: &str, dark: bool) -> RgbaImage {
    let [_, text, said, source, cue] = page.split(" | ").collect::<Vec<_>>()[..] else {
        panic!("{page}")
    };
    let claim = format!("{said} | Iraqi army | {source} | {cue} | accepted");
    let mut desk = Desk::new(project(text, Metadata::default(), &[&claim]), "talks");
    desk.place.claim = Some("c-0".into());
    let options = Options {
        size: vec2(600.0, 168.0),
        dark,
        ..Options::default()
    };
    let mut harness = harness(desk, &options);
    TextPainter::give(&harness.ctx, Typesetter::embedded_and(&FONTS));
    harness.state_mut().surface = Surface::default();
    harness.run_steps(3);
    harness.render().unwrap()
}

fn check(name: &str, drawn: &RgbaImage) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let accepted = root.join(format!("tests/snapshots/{name}.png"));
    if std::env::var("SAYSO_SNAPSHOTS").is_ok_and(|wish| wish == "update") {
        return save(drawn, accepted);
    }
    let complaint = match image::open(&accepted) {
        Ok(picture) => difference(drawn, &picture.into_rgba8()),
        Err(why) => Some(why.to_string()),
    };
    let Some(complaint) = complaint else { return Ok(()) };
    let rejected = root.join(format!("target/snapshots/{name}.png"));
    save(drawn, rejected.clone())?;
    Err(format!("{complaint}; drawn now: {}", rejected.display()))
}

#[expect(clippy::disallowed_methods, reason = "a picture of a test is no project")]
fn save(picture: &RgbaImage, path: PathBuf) -> Result<(), String> {
    let folder = path.parent().unwrap();
    std::fs::create_dir_all(folder).map_err(|why| why.to_string())?;
    // Nothing shows through, and without the fourth channel the file is smaller.
    let opaque = image::DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    let file = std::fs::File::create(path).map_err(|why| why.to_string())?;
    let small = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
    opaque.write_with_encoder(small).map_err(|why| why.to_string())
}

/// What sets two pictures apart, if it is more than rounding.
fn difference(drawn: &RgbaImage, accepted: &RgbaImage) -> Option<String> {
    if drawn.dimensions() != accepted.dimensions() {
        let (new, old) = (drawn.dimensions(), accepted.dimensions());
        return Some(format!("{new:?} is not {old:?}"));
    }
    let other = |(a, b): &(&image::Rgba<u8>, &image::Rgba<u8>)| {
        let channels = a.0.iter().zip(&b.0);
        channels.take(3).any(|(a, b)| a.abs_diff(*b) > CHANNEL)
    };
    let count = drawn.pixels().zip(accepted.pixels()).filter(other).count();
    let most = drawn.pixels().len() / PIXELS;
    (count > most).then(|| format!("{count} pixels are other, {most} may be"))
}

#[test]
fn a_letter_more_is_a_difference_and_rounding_is_none() {
    let picture = drawn(PAGES[0], false);
    let mut rounded = picture.clone();
    for channel in rounded.iter_mut() {
        *channel = channel.saturating_sub(CHANNEL / 2);
    }
    assert_eq!(difference(&rounded, &picture), None);
    let another = drawn(&PAGES[0].replace("first office", "first offices"), false);
    assert!(difference(&another, &picture).is_some());
}
