// What the tests' device takes of OpenSSL: HMAC-SHA-256, and P-256.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

// A macro in OpenSSL, which Swift does not see.
static inline EVP_PKEY *p256_generate(void) { return EVP_EC_gen("P-256"); }
