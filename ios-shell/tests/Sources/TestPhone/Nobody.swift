// The authority that phones of tests trust.

import Foundation

/// It signed nothing: here nobody is asked over TLS, and to read all of the platform's takes its time.
let nobody =
  Data(
    base64Encoded: """
      MIIBeDCCAR+gAwIBAgIUC8htPns5Gs+qGelaFN/MKjOZwlQwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEy \
      NzA0MjU0N1oYDzIxMjYxMTAzMDQyNTQ3WjARMQ8wDQYDVQQDDAZOb2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAReCHd+ \
      HnVYXk03RprOjmR+iFPqTObSq3+nDR7GUbO/aZX9lh0Ysu4Wud7h+ajGwlwMP7H6jDaO39849M3nSftho1MwUTAdBgNVHQ4EFgQU \
      uAWrdM6Gbwc2BX3dJAHUDDN7ygowHwYDVR0jBBgwFoAUuAWrdM6Gbwc2BX3dJAHUDDN7ygowDwYDVR0TAQH/BAUwAwEB/zAKBggq \
      hkjOPQQDAgNHADBEAiBF6tE9KjdyBovTxVsISHYkI5GtF1d/COoin10BkMd+FQIgNKUWwtg7ymgJU/rqqaa0hrC3lbEKvggoOAOB \
      7ToUwnk=
      """.replacing(" ", with: "")) ?? Data()
