"""The soak: every trial of the battery as often as it is worth, with what was tried and how often at the end."""

import argparse
import os
import sys
from pathlib import Path

import pytest

from tests.faults.tries import SOAK_SECONDS

HERE = Path(__file__).parent
# The trials by the names that ``--only`` takes.
TRIALS = {
    "kills": ("test_kills.py", "test_marks.py", "test_numbering.py", "test_printing.py", "test_returns.py"),
    "changes": ("test_changes.py", "test_lending.py", "test_moves.py"),
    "windows": ("test_answers.py", "test_scans.py"),
    "power": ("test_power_cuts.py", "test_cuts_amid_changes.py"),
    "disks": ("test_failing_writes.py", "test_disks.py"),
    "mutants": ("test_mutants.py",),
}


def main(words: list[str]) -> int:
    """Run the chosen trials; ``--minutes`` bounds each of their tests, 0 lets it take what it takes."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=0, help="the longest that one test may go on")
    parser.add_argument("--only", default=",".join(TRIALS), help=f"some of {', '.join(TRIALS)}, with commas")
    chosen = parser.parse_args(words)
    names = chosen.only.split(",")
    if unknown := set(names) - TRIALS.keys():
        parser.error(f"no such trial: {', '.join(sorted(unknown))}")
    os.environ[SOAK_SECONDS] = str(60 * chosen.minutes or "")
    files = [str(HERE / file) for name in names for file in TRIALS[name]]
    # A trial of hours is no hang.
    return int(pytest.main(["-q", "-p", "no:randomly", "-o", "faulthandler_timeout=0", *files]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
