//! The record of what was done and what was kept, never of what it said.
