//! How random tests of the files in `tests` are run. From which seed is said in `.cargo/config.toml`.

use proptest::test_runner::{Config, FileFailurePersistence};

/// So many cases. One that fails is written down beside the test's file and tried first from then on.
pub(crate) fn cases(count: u32) -> Config {
    Config {
        cases: count,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..Config::default()
    }
}
