//! What the integration tests share. Nothing here knows what Sayso does.
//!
//! Each test binary uses its part: `mod support;`, then `support::cpu_renderer::CpuRenderer`.

#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "every test binary compiles all of this and uses some of it"
)]

pub mod cpu_renderer;
pub mod desktop;
