//! Parses the arguments: a subcommand runs the command line, anything else opens the window.

fn main() {}
