"""Why a file is not read, before there is a file name or a language to say it in."""


class Unreadable(Exception):
    """``reason`` is a code of ``refusals``, ``facts`` what its sentence needs beside the file's name."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
