// The baseline of bench.py: the same calls over the plain C interface, without a language in between.
//
//   bench FRAME      a luma frame of 1280 x 720 pixels

#include "CountersignCoreFFI.h"
#include "measure.h"
#include <malloc.h>

enum { WIDTH = 1280, HEIGHT = 720, CALLS = 1000, ROUNDS = 101, SCANS = 31 };

static RustCallStatus status;

// As every language does it: each call takes a reference of its own.
static void sync_call(void) {
    uint64_t handle = uniffi_countersign_ffi_fn_constructor_cancellation_new(&status);
    double times[ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
        uint64_t begin = now();
        for (int call = 0; call < CALLS; call++) {
            uint64_t reference = uniffi_countersign_ffi_fn_clone_cancellation(handle, &status);
            uniffi_countersign_ffi_fn_method_cancellation_is_cancelled(reference, &status);
        }
        if (round >= 0) times[round] = (double)(now() - begin) / CALLS;
    }
    uniffi_countersign_ffi_fn_free_cancellation(handle, &status);
    print_row("sync call", times, ROUNDS);
}

// A variant crosses as its number, big-endian, from 1.
static RustBuffer variant(uint8_t number) {
    const uint8_t bytes[] = {0, 0, 0, number};
    return ffi_countersign_ffi_rustbuffer_from_bytes((ForeignBytes){sizeof bytes, bytes}, &status);
}

static void scan_frame(const uint8_t *pixels) {
    double times[SCANS];
    for (int round = -SCANS; round < SCANS; round++) {
        uint64_t begin = now();
        RustBuffer codes = uniffi_countersign_ffi_fn_func_scan_frame(
            (ForeignBytes){WIDTH * HEIGHT, pixels}, WIDTH, HEIGHT, WIDTH, variant(1), variant(1), &status);
        if (round >= 0) times[round] = (double)(now() - begin);
        // A list of one handle: its length, and the handle.
        if (status.code != 0 || codes.len != 12) {
            fprintf(stderr, "the frame's code was not found\n");
            exit(1);
        }
        ffi_countersign_ffi_rustbuffer_free(codes, &status);
    }
    print_row("scan 1280x720 frame", times, SCANS);
}

int main(int count, char **arguments) {
    static uint8_t pixels[WIDTH * HEIGHT];
    FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
    if (file == NULL || fread(pixels, 1, sizeof pixels, file) != sizeof pixels) {
        fprintf(stderr, "bench FRAME\n");
        return 2;
    }
    // Keep what was freed, as the other programs do by what else they hold: else each frame is paid for in pages.
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    sync_call();
    scan_frame(pixels);
    return 0;
}
