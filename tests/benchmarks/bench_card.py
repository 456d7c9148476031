"""Opening a card, and saving it, in a crowd."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.centre import Centre
from desktop_app.people.service import person_card, save_person
from tests.benchmarks.crowd import crowded_centre
from tests.benchmarks.figure import Figure, percentile, seconds

SIZES = (5_000, 50_000, 500_000)
# So many cards, evenly spread over the crowd, stand for all of them.
LOOKED_AT = 60
MILLISECONDS = 1_000
OPENED_WITHIN_MS = 50


def figures() -> Iterator[Figure]:
    for size in SIZES:
        with crowded_centre(size) as centre:
            ids = range(1, size, size // LOOKED_AT)
            opened = [
                seconds(lambda person_id=person_id: centre.read(person_card, person_id=person_id)) for person_id in ids
            ]
            saved = [seconds(lambda person_id=person_id: _save(centre, person_id)) for person_id in ids]
            for name, taken, limit in (
                ("open a card, p95", opened, OPENED_WITHIN_MS),
                ("save a card, p95", saved, None),
            ):
                yield Figure(name, size, percentile(taken, 0.95) * MILLISECONDS, "ms", limit=limit)


def _save(centre: Centre, person_id: int) -> None:
    draft = centre.read(person_card, person_id=person_id).draft
    centre.write(save_person, replace(draft, notes=f"{draft.notes} ·"), confirm="bench")
