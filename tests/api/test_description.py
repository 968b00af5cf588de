"""Whether the API keeps to its own description: valid and invalid calls by the hundred, every answer checked.

What is checked of each answer: no server error, a documented status, content type and body; what is invalid is refused,
what is valid is not; a call without its key is refused (schemathesis' checks).
"""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

OPERATIONS = [
    ("POST", "/attempts"),
    ("GET", "/attempts/{id}"),
    ("POST", "/attempts/{id}/cancel"),
    ("POST", "/attempts/{id}/code"),
    ("POST", "/password"),
    ("GET", "/users/{user}/factors"),
]
CALLS = 60


def test_every_operation_is_tried(description):
    found = {(method.upper(), path) for path, item in description.raw_schema["paths"].items() for method in item}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "invalid"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=[f"{method} {path}" for method, path in OPERATIONS])
def test_an_operation_keeps_to_its_description(portal, description, method, path, mode):
    strategy = description[path][method].as_strategy(generation_mode=mode)

    @given(case=strategy)
    @settings(
        max_examples=CALLS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def calls(case):
        case.call_and_validate(headers={"Authorization": f"Bearer {portal.key}"})

    calls()


def test_nothing_ended_the_portal(portal):
    assert portal.process.poll() is None
