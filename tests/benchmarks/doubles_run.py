"""Run in a process of its own by ``bench_doubles``: plants doubles, scans, types cards; prints what it took as JSON."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from desktop_app.bootstrap import open_centre
from desktop_app.centre import Centre
from desktop_app.doubles.alike import look_alikes
from desktop_app.doubles.pairs import pairs
from desktop_app.doubles.records import PairFilter
from desktop_app.doubles.scan import scan
from desktop_app.paths import CentrePaths
from desktop_app.people.filters import people_page
from desktop_app.people.records import PeopleFilter, PersonDraft
from desktop_app.people.service import person_card
from desktop_app.progress import Progress
from tests.benchmarks.figure import percentile
from tests.doubles.planted import plant

TYPED_CARDS = 60
KIB_A_MB = 1024


def main(folder: str) -> None:
    """Prints recall and precision in per cent, the scan in seconds, its peak in MB, the warning's p95 in ms."""
    centre = open_centre(CentrePaths(Path(folder)))
    try:
        scan(centre, Progress())
        own = {pair.ids for pair in centre.read(pairs, wanted=PairFilter())}
        planted = plant(centre)
        begun = perf_counter()
        scan(centre, Progress())
        seconds = perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_A_MB
        queue = {pair.ids for pair in centre.read(pairs, wanted=PairFilter())} - own
        meant = set().union(*planted.doubles.values())
        told = {
            "seconds": seconds,
            "megabytes": peak,
            "recall": 100 * len(meant & queue) / len(meant),
            "precision": 100 * len(meant & queue) / len(queue),
            "namesakes": len(planted.namesakes & queue),
            "typing": percentile([_typing(centre, draft) for draft in _drafts(centre)], 0.95) * 1_000,
        }
        print(json.dumps(told))
    finally:
        centre.is_changed_since_backup = False
        centre.close()


def _drafts(centre: Centre) -> list[PersonDraft]:
    """Cards of the list as they are being typed: the name, then the birth date, then all."""
    lines = centre.read(people_page, wanted=PeopleFilter(), offset=500, limit=TYPED_CARDS)
    drafts = []
    for line in lines:
        card = centre.read(person_card, person_id=line.id).draft
        name = PersonDraft(surname=card.surname, given_name=card.given_name, patronymic=card.patronymic)
        born = PersonDraft(**{**vars(name), "birth_date": card.birth_date})
        drafts += [name, born, card]
    return drafts


def _typing(centre: Centre, draft: PersonDraft) -> float:
    begun = perf_counter()
    centre.read(look_alikes, draft)
    return perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1])
