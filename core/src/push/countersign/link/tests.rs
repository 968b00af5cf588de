//! Links, right and wrong.
