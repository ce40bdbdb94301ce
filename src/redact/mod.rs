//! Plan → rewrite → scrub → verify: the only place where redacted bytes come into being. It finds nothing.
