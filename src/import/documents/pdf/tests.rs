//! PDFs written by hand, each with one thing that programs write in a way of their own.

use std::fmt::Write as _;

use crate::import::import;

/// A file of these objects, numbered from 1, the first of which is the catalogue; `extra` is what its streams say of themselves.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let table = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        file,
        "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}

fn stream(about: &str, content: &str) -> String {
    format!("<<{about}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// The objects of one page in Helvetica, with more resources and objects from the number 6 on.
fn page(content: &str, resources: &str, more: &[String]) -> Vec<String> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>>>"
        ),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    objects
}

/// The words that are read; how lines become paragraphs is tested elsewhere.
fn text_of(objects: &[String]) -> String {
    let imported = import("a.pdf", &file(objects)).unwrap();
    let words: Vec<&str> = imported.articles[0].text.split_whitespace().collect();
    words.join(" ")
}

fn text(content: &str) -> String {
    text_of(&page(content, "", &[]))
}

const SENTENCE: &str = "BT /F1 11 Tf 60 712 Td (The board met on Monday.) Tj ET";

#[test]
fn words_that_the_document_states_count_instead_of_its_letters() {
    let stated = "BT /F1 11 Tf 60 712 Td /Span <</ActualText <FEFF0053006F002E>>> BDC (xx) Tj /P BMC (y) Tj EMC EMC \
        0 -14 Td (It came late.) Tj ET";
    assert_eq!(text(stated), "So. It came late.");
}

#[test]
fn lines_that_run_upwards_are_lines() {
    let turned = "BT /F1 11 Tf 0 1 -1 0 60 60 Tm (The committee reviewed the annual) Tj \
        0 1 -1 0 74 60 Tm (report and heard engineers.) Tj ET";
    assert_eq!(
        text(turned),
        "The committee reviewed the annual report and heard engineers."
    );
}

#[test]
fn letters_drawn_twice_for_weight_are_read_once_and_double_letters_twice() {
    let bold = "BT /F1 11 Tf 1 0 0 1 60 712 Tm (All ill.) Tj 1 0 0 1 60.3 712 Tm (All ill.) Tj ET";
    assert_eq!(text(bold), "All ill.");
}

#[test]
fn quotation_marks_as_operators_begin_lines_and_forms_stand_where_they_are_put() {
    let quoted = "BT /F1 11 Tf 14 TL 60 712 Td (The board met) Tj (and heard) ' 1 0 (the engineers.) \" ET";
    assert_eq!(text(quoted), "The board met and heard the engineers.");
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 500 20]/Matrix[1 0 0 1 60 0]",
        "BT /F1 11 Tf (below.) Tj ET",
    );
    let placed = "BT /F1 11 Tf 60 712 Td (The first line,) Tj ET q 1 0 0 1 0 698 cm /X0 Do Q BT /F1 11 Tf 60 684 Td (The third.) Tj ET";
    let objects = page(placed, "/XObject<</X0 6 0 R>>", &[form]);
    assert_eq!(text_of(&objects), "The first line, below. The third.");
}

#[test]
fn colours_and_encodings_that_are_not_known_stop_nothing() {
    for encoding in ["StandardEncoding", "PDFDocEncoding", "NoSuchEncoding"] {
        let mut objects = page(&format!("/None cs 1 0 0 sc {SENTENCE}"), "", &[]);
        objects[4] = format!("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/{encoding}>>");
        assert_eq!(text_of(&objects), "The board met on Monday.", "{encoding}");
    }
    let mut objects = page("BT /F1 11 Tf 60 712 Td (A\\001\\002\\003.) Tj ET", "", &[]);
    objects[4] =
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1/uni00E9/f_i/nosuchname]>>>>"
            .to_owned();
    assert_eq!(text_of(&objects), "A\u{e9}fi.");
}

#[test]
fn filters_are_known_by_all_their_names_and_one_that_is_not_is_told() {
    let hex: Vec<String> = SENTENCE.bytes().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let runs: Vec<String> = SENTENCE
        .as_bytes()
        .chunks(100)
        .map(|run| {
            format!(
                "{}{}",
                char::from(u8::try_from(run.len() - 1).unwrap()),
                String::from_utf8_lossy(run)
            )
        })
        .collect();
    let runs = runs.concat();
    for (filter, packed) in [
        ("/ASCIIHexDecode", format!("{hex}>")),
        ("/AHx", format!("{hex}>")),
        ("[/AHx]", format!("{hex}>")),
        ("6 0 R", format!("{hex}>")),
        ("/RunLengthDecode", format!("{runs}\u{80}")),
    ] {
        let mut objects = page("", "", &["/ASCIIHexDecode".to_owned()]);
        objects[3] = stream(&format!("/Filter {filter}"), &packed);
        assert_eq!(text_of(&objects), "The board met on Monday.", "{filter}");
    }
    let mut objects = page("", "", &[]);
    objects[3] = stream("/Filter/NoSuch", "x");
    let told = import("a.pdf", &file(&objects)).unwrap_err().to_string();
    assert!(told.contains("not known (NoSuch)"), "{told}");
}

#[test]
fn a_file_whose_table_is_broken_is_read_by_its_objects() {
    let whole = String::from_utf8(file(&page(SENTENCE, "", &[]))).unwrap();
    let cut = whole.split("xref").next().unwrap();
    for broken in [
        cut.to_owned(),
        whole.replace("startxref\n", "startxref\n9"),
        format!("{cut}xref\n0 1\nx"),
    ] {
        let imported = import("a.pdf", broken.as_bytes()).unwrap();
        assert_eq!(imported.articles[0].text, "The board met on Monday.");
    }
}

#[test]
fn codes_of_composite_fonts_have_their_widths_and_what_is_no_character_leaves_nothing() {
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange 3 beginbfchar <0001> <0041> <0002> <0042> \
        <0003> <0000> endbfchar";
    let more = [
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 0/W[1 3 500]>>".to_owned(),
        stream("", map),
    ];
    let mut objects = page(
        "BT /F1 10 Tf 60 712 Td <000100030002> Tj 15 0 Td <0001> Tj ET",
        "",
        &more,
    );
    objects[4] =
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
            .to_owned();
    // The second A begins where the first string ends, by the widths of all its codes.
    assert_eq!(text_of(&objects), "ABA");
    objects[4] =
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>".to_owned();
    let told = import("a.pdf", &file(&objects)).unwrap_err().to_string();
    assert!(told.contains("does not say which characters"), "{told}");
}
