//! What several acceptance suites share.
