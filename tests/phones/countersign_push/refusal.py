"""What a verifier says when it refuses, by the layer that refused.

The layers are those of tests/vectors/push-protocol/README.md, outermost first. A case of the vectors names the
layer that must refuse, so that it cannot be refused for another reason unnoticed.
"""

LAYERS = (
    "link",  # not a link that may enroll
    "form",  # too long, or not base64url in as many parts as there must be
    "json",  # not the JSON that section 1 allows
    "header",  # another `alg`, `typ` or member than the statement has
    "key",  # not a P-256 public key, or not the one that may sign this
    "signature",  # not made by that key over these bytes
    "payload",  # a member is missing, of the wrong type or out of its range
    "binding",  # made for another server, account, device, call or request
    "freshness",  # its time is over
    "policy",  # asks more of the phone than the user agreed to
    "seal",  # the sealed seed does not open
)


class Refused(Exception):
    """Something from outside that is not what the protocol demands. Nothing was changed because of it."""

    def __init__(self, layer: str, reason: str) -> None:
        assert layer in LAYERS, layer
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
        self.reason = reason
