"""Whether the journal is whole: every seal recomputed, every erasure with its act, every head known from outside met.

The key alone does not protect from somebody who holds it, nor from a file that is older as a whole. Heads do that
were written elsewhere: in the manifests of backups, in returns that were sent, on printed registers.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from db import chain, long_json
from db.chain import NO_MAC, Head, Link
from db.models.journal import JournalEntry
from db.unit_of_work import UnitOfWork, writing
from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n

SEALED_AT_ONCE = 5_000
# Of a head on paper stand so many letters of the seal.
PRINTED_LETTERS = 16
DIGEST_LETTERS = 32
# The entry that closes the sealing of what was written before there was a chain; nothing is sealed after it.
_SEAL, _JOURNAL = "seal", JournalEntry.__tablename__
_ERASE, _RESTORE = "erase", "restore"
# What the entries of an erasure and of a restore tell: digests of what is left, the last entry of the backup.
LEFT, KEPT = "left", "journal_seq"


class Break(StrEnum):
    """What is wrong at the first broken link."""

    ALTERED = "altered"
    MISSING = "missing"
    UNSEALED = "unsealed"
    ERASED = "erased"
    CUT = "cut"
    REWRITTEN = "rewritten"


_SENTENCES = {
    Break.ALTERED: N_("Entry {seq} was altered, or put in by another program."),
    Break.MISSING: N_("Entry {seq} is missing."),
    Break.UNSEALED: N_("Entry {seq} was not written by this program."),
    Break.ERASED: N_("Words of entry {seq} were taken out, and no act of erasure names it."),
    Break.CUT: N_(
        "The journal ends at entry {end}, but entry {seq} is known from elsewhere ({source}): the end was cut off, or "
        "an older file was put in place."
    ),
    Break.REWRITTEN: N_("Up to entry {seq} the journal is not the one that is known from elsewhere ({source})."),
}


@dataclass(frozen=True)
class KnownHead:
    """A head that stands outside the file: the whole seal in hex or its beginning, and where it was read."""

    seq: int
    mac: str
    source: str


@dataclass(frozen=True)
class Verified:
    """``first_broken`` is the number of an entry, None where all of them hold; ``heads`` were compared."""

    entries: int
    heads: int
    first_broken: int | None = None
    why: Break | None = None
    what: str = ""

    @property
    def ok(self) -> bool:
        return self.why is None

    @property
    def text(self) -> str:
        """What was found, as a person reads it."""
        if not self.ok:
            return self.what
        whole = _n("{n} entry: the journal is whole.", "{n} entries: the journal is whole.", self.entries)
        heads = _n("{n} seal known from elsewhere fits.", "{n} seals known from elsewhere fit.", self.heads)
        return f"{whole} {heads}" if self.heads else whole


def read_head(text: str, *, source: str) -> KnownHead | None:
    """A head as ``Head.text`` or ``printed_head`` wrote it; None for any other text."""
    seq, _dash, mac = text.strip().partition("-")
    is_head = seq.isdecimal() and len(mac) >= PRINTED_LETTERS and set(mac) <= set("0123456789abcdef")
    return KnownHead(int(seq), mac, source) if is_head else None


def printed_head(text: str) -> str:
    """The number and the first letters of the seal, as papers have it."""
    seq, dash, mac = text.partition("-")
    return f"{seq}{dash}{mac[:PRINTED_LETTERS]}"


def journal_head(unit: UnitOfWork) -> str:
    """The newest entry and its seal, which stand for all before it; empty while there is none."""
    return chain.head_of(unit.session.connection()).text


def verify(unit: UnitOfWork, *, key: bytes, known_heads: Iterable[KnownHead] = ()) -> Verified:
    """Go through the whole journal. Of several breaks the one of the lowest number is told."""
    heads: dict[int, list[KnownHead]] = defaultdict(list)
    for head in known_heads:
        heads[head.seq].append(head)
    walk = _Walk(key, heads)
    for link in chain.links(unit.session.connection()):
        walk.take(link)
    walk.end()
    count = sum(map(len, heads.values()))
    if not walk.breaks:
        return Verified(walk.entries, count)
    seq, why, source = min(walk.breaks, key=lambda found: found[0])
    return Verified(walk.entries, count, seq, why, _(_SENTENCES[why]).format(seq=seq, end=walk.last.seq, source=source))


def digest_of_rest(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What an act of erasure says of the words that it leaves of an entry."""
    return _digest(long_json.dumps(before), long_json.dumps(after))


def seal_journal(centre: Centre) -> None:
    """Seal what was written before there was a chain, once and for all, in portions that other writers get between."""
    if centre.read(_is_sealed):
        return
    head = Head(0, NO_MAC)
    while (reached := _seal_portion(centre, head)) != head:
        head = reached


class _Walk:
    """What is known of the journal up to the entry just read."""

    def __init__(self, key: bytes, heads: Mapping[int, list[KnownHead]]) -> None:
        self.entries = 0
        self.last = Head(0, NO_MAC)
        self.breaks: list[tuple[int, Break, str]] = []
        self._key = key
        self._heads = heads
        self._rests: dict[int, str] = {}
        self._acts: dict[int, str] = {}
        self._unmet: list[tuple[int, str]] = []
        self._lost: list[range] = []

    def take(self, link: Link) -> None:
        self.entries += 1
        why = self._why_broken(link)
        if why is not None:
            self._broken(self.last.seq + 1 if why is Break.MISSING else link.seq, why)
        mac = link.mac or NO_MAC
        if link.seq in self._heads:
            for head in self._heads[link.seq]:
                if not mac.hex().startswith(head.mac):
                    self._unmet.append((link.seq, head.source))
        # From here on the journal is measured against what it says itself: one break is told once.
        self.last = Head(link.seq, mac)
        if link.salt is None:
            self._rests[link.seq] = _digest(link.before, link.after)
        elif link.action == _ERASE:
            self._acts |= {int(seq): digest for seq, digest in json.loads(link.after).get(LEFT, {}).items()}
        elif link.action == _RESTORE:
            self._lost.append(_lost_by_restore(json.loads(link.after)))

    def end(self) -> None:
        for seq, rest in self._rests.items():
            if self._acts.get(seq) != rest:
                self._broken(seq, Break.ERASED)
        beyond = [(seq, heads[0].source) for seq, heads in self._heads.items() if seq > self.last.seq]
        for seq, source in (*self._unmet, *beyond):
            if not any(seq in lost for lost in self._lost):
                self._broken(seq, Break.CUT if seq > self.last.seq else Break.REWRITTEN, source)

    def _why_broken(self, link: Link) -> Break | None:
        if link.mac is None or link.commitment is None:
            return Break.UNSEALED
        if chain.mac_of(link, link.commitment, previous=self.last.mac, key=self._key) != link.mac:
            return Break.ALTERED if link.seq == self.last.seq + 1 else Break.MISSING
        return None if link.salt is None or chain.is_said(link) else Break.ALTERED

    def _broken(self, seq: int, why: Break, source: str = "") -> None:
        self.breaks.append((seq, why, source))


def _digest(before: str, after: str) -> str:
    return hashlib.sha256(f"{before}\n{after}".encode()).hexdigest()[:DIGEST_LETTERS]


def _lost_by_restore(facts: Mapping[str, int]) -> range:
    """The entries that a restored backup did not have yet: what knows them knows another journal, and rightly so."""
    kept = facts.get(KEPT, 0)
    return range(kept + 1, kept + facts["journal_entries_lost"] + 1) if kept else range(0)


def _is_sealed(unit: UnitOfWork) -> bool:
    closing = select(JournalEntry.seq).filter_by(entity=_JOURNAL, entity_id="", action=_SEAL).limit(1)
    return unit.session.scalar(closing) is not None


def _seal_portion(centre: Centre, head: Head) -> Head:
    """Seal the next entries; at the end say so in the journal. Nothing that a person does: no right is asked."""
    clock = centre.clock
    with writing(
        centre.engine, actor=centre.actor, now=clock.now(), today=clock.today(), journal_key=centre.journal_key
    ) as unit:
        connection = unit.session.connection()
        portion = list(chain.links(connection, behind=head.seq, limit=SEALED_AT_ONCE))
        if not portion:
            unit.note(_SEAL, entity=_JOURNAL, entity_id="", facts={"rows": head.seq})
        # A kill may have stopped the last sealing between two portions.
        for link in portion:
            if link.mac is not None:
                head = Head(link.seq, link.mac)
        bare = [link for link in portion if link.mac is None]
        return chain.seal(connection, bare, after=head, key=unit.journal_key)
