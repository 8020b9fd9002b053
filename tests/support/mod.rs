//! What the integration tests share. Nothing here knows what Sayso does.
//!
//! Each test binary uses its part: `mod support;`, then `support::cpu_renderer::CpuRenderer`.

#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::expect_used,
    clippy::panic,
    reason = "every test binary compiles all of this and uses some of it; a test says what went wrong by panicking"
)]

pub(crate) mod cpu_renderer;
pub(crate) mod desktop;
pub(crate) mod program;
