"""Codes: how many spoilt ones are accepted, how many worn prints are read, how fast one is checked."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app.certificates.signature import sign, verify
from desktop_app.documents.qr import read_codes
from tests.benchmarks.figure import Figure, median_seconds
from tests.certificates.claims import CYRILLIC, LATIN, LONG
from tests.certificates.mutants import mutants
from tests.verification.centres import KEY
from tests.verification.prints import printed, worn

MUTANTS = 20_000
PRINTS = 100
UNREAD_AT_MOST = 4


def figures() -> Iterator[Figure]:
    keys = {KEY.kid: KEY.public}
    code, other = sign(LATIN, KEY), sign(CYRILLIC, KEY)
    accepted = sum(verify(spoilt, keys).is_valid for spoilt in mutants(code, other, count=MUTANTS, seed=1))
    yield Figure("codes, mutants accepted", MUTANTS, accepted, "codes", limit=0)
    yield Figure("codes, one checked", 1, 1000 * median_seconds(lambda: verify(code, keys)), "ms", limit=5)
    for name, claims in (("Latin", LATIN), ("Cyrillic", CYRILLIC), ("long", LONG)):
        unread = _unread(sign(claims, KEY))
        yield Figure(f"codes, worn prints not read, {name}", PRINTS, unread, "prints", limit=UNREAD_AT_MOST)


def _unread(code: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        clean = printed(Path(folder), code)
        file = Path(folder) / "scan.png"
        unread = 0
        for seed in range(PRINTS):
            worn(clean, seed=seed).save(file)
            unread += [found.text for found in read_codes(file)] != [code]
    return unread
