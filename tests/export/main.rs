//! Exports, from outside: golden files, and the law that JSON Lines lose nothing.

#[cfg(test)]
mod cells;
#[cfg(test)]
mod example;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod lossless;
#[cfg(test)]
mod office;
#[cfg(test)]
#[path = "../support/random.rs"]
mod random;
#[cfg(test)]
mod returning;
