//! One document: bytes in, outcome out. It prints nothing and touches no disk.
