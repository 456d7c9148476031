"""The program's log: ids and counts only, five files of two megabytes; never a person's data."""

import faulthandler
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

MAX_BYTES = 2_000_000
CRASHES = "crashes.txt"
KEPT_FILES = 5
# Facts that may stand in the log. Anything else handed over as a fact is dropped.
ALLOWED_FACTS = frozenset({"code", "count", "table", "seconds", "version", "reason", "kind"})


class AllowListFormatter(logging.Formatter):
    """One JSON object a line: the fixed message and the allowed facts; of an exception, its type and places."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "where": record.name,
            "message": str(record.msg),
        }
        facts = getattr(record, "facts", {})
        entry.update({name: value for name, value in facts.items() if name in ALLOWED_FACTS})
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            entry["stack"] = places_of(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False, default=str)


def start_logging(path: Path) -> logging.Handler:
    """Write warnings and news of the program to the file; returns the handler, to be closed with the centre."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES - 1, encoding="utf-8")
    handler.setFormatter(AllowListFormatter())
    logger = logging.getLogger("mahorat")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    logging.getLogger("mahorat").removeHandler(handler)
    handler.close()


@contextmanager
def crashes_told(folder: Path) -> Iterator[None]:
    """Let a crash of the interpreter itself leave the places of its threads in a file of the folder.

    A file of its own: the log is closed and opened again when it is full, and a crash would then be written into
    whatever file has its number by then. Where somebody else listens already (a test, a debugger), he keeps on.
    """
    if faulthandler.is_enabled():
        yield
        return
    with (folder / CRASHES).open("a", encoding="utf-8") as file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()


def places_of(error: BaseException | None) -> list[str]:
    """File and line of each frame: no values, no locals, no exception text."""
    places = []
    traceback = error.__traceback__ if error is not None else None
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places
