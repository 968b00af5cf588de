//! Overwrites the part of the stack that a secret operation used.
//!
//! `ring` keeps expanded keys on the stack and does not wipe them. After a secret operation its frames lie below
//! the caller's, and a function with a large frame of its own overwrites them, in safe code.

use core::hint::black_box;

/// Bytes overwritten below the caller's frame: more than any operation of this module was seen to use.
const DEPTH: usize = 64 * 1024;

/// Overwrites 64 KiB of stack below the caller. Call it after the last use of a secret.
#[inline(never)]
pub fn wipe_stack() {
    // The black box may read every byte, so that the zeros have to be there: one memset, where volatile writes would
    // take forty times as long, several times for each code.
    black_box(&mut [0_u8; DEPTH]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cannot show what it wipes: safe code does not see dead frames. It shows that the frame fits a thread whose
    /// stack is as small as a phone's.
    #[test]
    fn runs_on_a_small_stack() {
        let thread = std::thread::Builder::new().stack_size(256 * 1024);
        thread.spawn(wipe_stack).unwrap().join().unwrap();
    }
}
