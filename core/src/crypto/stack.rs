//! Overwrites the part of the stack that a secret operation used, and the registers that blocks are copied through.
//!
//! `ring` keeps expanded keys on the stack and does not wipe them. After a secret operation its frames lie below
//! the caller's, and a function with a large frame of its own overwrites them, in safe code. What moves as a block goes
//! through vector registers, which nobody clears either: code that is optimised for size moves more so.

use core::hint::black_box;

/// Bytes overwritten below the caller's frame: more than any operation of this module was seen to use.
const DEPTH: usize = 64 * 1024;

/// How many bytes are copied once more: each length goes through other registers of the C library's `memcpy`, of which the
/// widest are 64 bytes.
const COPIED: [usize; 6] = [64, 128, 256, 512, 1024, 4096];

/// Overwrites 64 KiB of stack below the caller, and the registers that blocks are copied through. Call it after the last
/// use of a secret.
#[inline(never)]
pub fn wipe_stack() {
    // The black box may read every byte, so that the zeros have to be there: one memset, where volatile writes would
    // take forty times as long, several times for each code.
    let mut zeros = [0_u8; DEPTH];
    let zeros = black_box(&mut zeros);
    // The registers through which a system's `memcpy` moves small blocks still hold the last one, and a dump of the process
    // shows them. A copy of zeros, of a length that only the run decides, goes through the same.
    for length in black_box(COPIED) {
        zeros.copy_within(..length, DEPTH / 2);
    }
    black_box(zeros);
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
