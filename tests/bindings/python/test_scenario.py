"""The whole life of an authenticator, in Python."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def test_the_scenario() -> None:
    command = [str(HERE.parent / "conductor.py"), os.environ["COUNTERSIGN_PORTAL"], sys.executable, str(HERE / "driver.py")]
    played = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    print(played.stdout, played.stderr)
    passed, _, failed = played.stdout.splitlines()[-1].partition(" passed, ")
    assert (failed, played.returncode) == ("0 failed", 0)
    assert int(passed) >= 77, "no step was lost"
