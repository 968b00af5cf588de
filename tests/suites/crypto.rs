//! Every primitive against official vectors.
fn main(){}
