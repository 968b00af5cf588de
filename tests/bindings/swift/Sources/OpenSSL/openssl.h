// What the tests' device takes of OpenSSL: HMAC-SHA-256.
#include <openssl/hmac.h>
