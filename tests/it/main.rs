//! The black-box tests, one binary. `v1` mirrors the URL tree.
#![cfg(test)]

mod access;
mod architecture;
mod command_line;
mod contract;
mod demo;
mod durability;
mod privacy;
mod scenario;
mod schema;
mod transport;
mod v1;
mod walkthrough;
