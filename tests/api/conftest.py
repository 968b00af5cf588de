"""The portal's real binary with a user and an API key, answering on loopback for as long as the tests run."""

import os
import pathlib
import subprocess
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
PROGRAM = TARGET / "debug" / "portal_command"

# Thousands of calls in a minute, wrong codes and passwords among them: no limit may hide what is tried.
POLICY = "application_calls_per_minute = 1000000\nattempts_per_minute = 60\nlockout_failures = 20\n"


class Portal:
    """Where it listens, and a key that permits everything."""

    def __init__(self, folder):
        (folder / "policy.toml").write_text(POLICY)
        self.environment = {"COUNTERSIGN_DATA": str(folder), "COUNTERSIGN_POLICY": str(folder / "policy.toml")}
        self.run("user", "add", "anna", typed="first password\n")
        self.key = self.run(
            "api-key", "add", "tester", "--permit", "second_factor", "--permit", "password"
        ).strip()
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0"],
            env=self.environment, stdout=subprocess.PIPE, text=True,
        )
        self.url = "http://" + self.process.stdout.readline().split()[-1] + "/api/v1"

    def run(self, *arguments, typed=""):
        """Runs one command, and gives what it prints."""
        done = subprocess.run(
            [PROGRAM, *arguments], env=self.environment, input=typed, capture_output=True, text=True, check=True
        )
        return done.stdout

    def stop(self):
        """Ends it as an operator does, and waits for it."""
        self.process.terminate()
        return self.process.wait(timeout=60)


@pytest.fixture(scope="session")
def portal():
    with tempfile.TemporaryDirectory() as folder:
        running = Portal(pathlib.Path(folder))
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="session")
def description(portal):
    """The API as the portal describes it."""
    import schemathesis

    return schemathesis.openapi.from_url(f"{portal.url}/openapi.json")
