"""Passwords and codes for a headless command: from a file or typed unseen, never among the arguments."""

import sys
from getpass import getpass
from pathlib import Path

from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.whole_file import read_up_to

MOST_BYTES = 4_096


def read_secret(file: Path | None, question: str) -> str:
    """The first line of the file, or what is typed at the terminal. Raises StorageError, and Invalid without either."""
    if file is None:
        if not sys.stdin.isatty():
            raise Invalid(
                "no_terminal",
                N_("{question} there is no terminal to type it at. Name a file that holds it."),
                question=question.strip(),
            )
        return getpass(question)
    return read_up_to(file, MOST_BYTES).decode("utf-8-sig", "replace").partition("\n")[0].rstrip("\r")
