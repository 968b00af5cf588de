// The baseline of a listing: `accounts` over the plain C interface, of an authenticator that another language opened in this
// process (opening one takes device keys and awaits, which is a language's business).

#include "CountersignCoreFFI.h"
#include "measure.h"

enum { ROUNDS = 31 };

// Prints the row. False where a call fails, or fewer accounts are listed than there should be.
bool list_accounts(uint64_t authenticator, uint32_t accounts) {
    // No search, no tag, not only favourites.
    static const uint8_t everything[] = {0, 0, 0, 0, 0, 0};
    RustCallStatus status = {0};
    double times[ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
        uint64_t begin = now();
        uint64_t reference = uniffi_countersign_ffi_fn_clone_authenticator(authenticator, &status);
        RustBuffer filter = ffi_countersign_ffi_rustbuffer_from_bytes((ForeignBytes){sizeof everything, everything}, &status);
        RustBuffer rows = uniffi_countersign_ffi_fn_method_authenticator_accounts(reference, filter, &status);
        if (round >= 0) times[round] = (double)(now() - begin);
        if (status.code != 0 || rows.len < 4) return false;
        uint32_t count = (uint32_t)rows.data[0] << 24 | rows.data[1] << 16 | rows.data[2] << 8 | rows.data[3];
        ffi_countersign_ffi_rustbuffer_free(rows, &status);
        if (count != accounts) return false;
    }
    print_row("list 1000 accounts", times, ROUNDS);
    return true;
}
