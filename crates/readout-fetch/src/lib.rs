//! Polite fetching over HTTP, and signed posts.
//!
//! Enters: addresses that a user asked for, limits, and what is known from earlier answers. Leaves: bodies within the limits, "unchanged", or a fault in
//! words. It leaves alone: what bodies mean, and where anything is kept between runs. Nothing here fetches unless a caller asks.

pub mod address;
pub mod agent;
pub mod answer;
pub mod fault;
pub mod fetcher;
pub mod limits;
pub mod manners;
pub mod post;
pub mod resolver;
pub mod robots;
