"""Named lists and papers that leave the program: the journal tells which file, with whom in it, and for whom."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from db.unit_of_work import UnitOfWork, written_ids

# What these entries tell beside their own facts.
PEOPLE, IDS, DIGEST, RECIPIENT = "people", "people_ids", "sha256", "recipient"
GIVEN = ("print", "export", "send")


def note_given(
    unit: UnitOfWork,
    action: str,
    /,
    *,
    entity: str,
    entity_id: object = "",
    people: Iterable[int] | int = (),
    content: Path | bytes | None = None,
    recipient: str = "",
    facts: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Note a print or an export of a list of ``people``: their numbers, or how many where the record tells who.

    ``content`` is the file as it was written, or its bytes: the digest tells later whether a file found somewhere
    came from here.
    """
    told: dict[str, Any] = {**facts}
    if isinstance(content, Path) and content.is_file():
        told |= {"file": content.name, DIGEST: _digest_of(content)}
    elif isinstance(content, bytes):
        told |= {DIGEST: hashlib.sha256(content).hexdigest()}
    if isinstance(people, int):
        told[PEOPLE] = people
    elif ids := set(people):
        told |= {PEOPLE: len(ids), IDS: written_ids(ids)}
    if recipient:
        told[RECIPIENT] = recipient
    unit.note(action, entity=entity, entity_id=entity_id, facts=told)


def _digest_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
