//! Who gets to speak, counted on the command line.

use crate::program::{Folder, SAMPLE, sayso};

#[test]
fn every_table_has_its_denominator_and_adds_up() {
    for count in ["words", "claims", "articles", "persons"] {
        let answer = sayso(&["audit", SAMPLE, "--by", "speaker", "--count", count, "--csv"]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        let mut table = csv::Reader::from_reader(answer.out.as_bytes());
        let head: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head, ["speaker", "count", "of", "share", "claims", "missing"]);
        let rows: Vec<(String, usize, usize, f64, usize, usize)> =
            table.deserialize().collect::<Result<_, _>>().unwrap();
        assert!(
            rows.len() > 3 && rows.iter().all(|row| row.1 <= row.2),
            "{rows:?}"
        );
        if count == "words" {
            let sum: usize = rows.iter().map(|row| row.1).sum();
            assert_eq!(sum, rows[0].2, "{rows:?}");
        }
    }
}

#[test]
fn a_table_is_told_in_words_and_writes_nothing() {
    let folder = Folder::with_sample();
    let before = folder.listing("talks");
    let answer = folder.run(&["audit", "talks", "--by", "naming,quotation", "--count", "claims"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.contains("organisation · indirect"), "{}", answer.out);
    assert!(answer.out.contains("100 % is "), "{}", answer.out);
    let spread = folder.run(&["audit", "talks", "--by", "speaker", "--count", "claims"]);
    assert!(spread.out.contains("The 10 who say most have "), "{}", spread.out);
    let places = folder.run(&["audit", "talks", "--by", "place", "--count", "claims"]);
    assert!(
        places.out.contains("lead") && places.out.contains("body"),
        "{}",
        places.out
    );
    assert_eq!(folder.listing("talks"), before);
    let wrong = folder.run(&["audit", "talks", "--by", "shoe-size"]);
    assert!(wrong.code == 2 && wrong.err.contains("shoe-size"), "{wrong:?}");
}
