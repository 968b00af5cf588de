"""The portal of these tests, started once, and people with and without an enrolled phone."""

import pathlib
import sys
from collections.abc import Iterator

import pytest

HERE = pathlib.Path(__file__).resolve()
# The phone; and the bad calls of the vectors, which are made anew for these people.
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2] / "vectors" / "push-protocol")]

from countersign_push.calls import Surroundings  # noqa: E402
from countersign_push.phone import Phone  # noqa: E402
from countersign_push.storage import State, Store  # noqa: E402
from people import NOTHING, Line, Person, Portal  # noqa: E402


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    portal = Portal(tmp_path_factory.mktemp("portal"))
    yield portal
    portal.close()


@pytest.fixture
def person(portal: Portal, tmp_path: pathlib.Path) -> Person:
    """Somebody whose phone has no account yet."""
    user = portal.ask("user")
    line = Line(portal.base)
    state = State(development=True, base=portal.base)
    phone = Phone(state, Store(tmp_path / "phone.json"), line, Surroundings())
    return Person(portal, tmp_path, int(user["user"]), str(user["name"]), line, phone)


@pytest.fixture
def enrolled(person: Person) -> Person:
    """Somebody with an enrolled phone."""
    person.phone.enroll(person.link(), "Test phone", NOTHING)
    return person
