"""Made-up cards, whole: who the person is, the post, the career, and what stood on the card before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from db.base import Base
from db.models.people import FormerName
from desktop_app.demo.careers import MadeUpCareers
from desktop_app.demo.catalogue import MadeUpProgramme
from desktop_app.demo.institutions import BOARDING, KINDERGARTEN, OFFICE, SCHOOL
from desktop_app.demo.names import MadeUpPeople
from desktop_app.demo.schedule import MadeUpCohort, Stage
from desktop_app.demo.second_cards import SECOND_CARD_EVERY, second_card
from desktop_app.language.keys import search_key

YOUNGEST_YEARS = 22
# Whoever studies, or did lately, is not in the archive.
PRESENT = {"is_archived": False, "archived_on": None, "archive_reason": ""}
_KINDS = {"RAHBAR": (SCHOOL, KINDERGARTEN, BOARDING, OFFICE), "MUTAXASSIS": (SCHOOL, BOARDING)}


@dataclass(frozen=True)
class MadeUpCard:
    """The columns of a card, the words that find it, and the rows of other tables that hang on it."""

    row: dict[str, Any]
    words: set[str]
    past: Sequence[tuple[type[Base], dict[str, Any]]]


class MadeUpCards:
    """Gives one card after another; ``schools`` are the rows of all institutions, numbered."""

    def __init__(self, rng: Random, schools: Sequence[Mapping[str, Any]], *, today: date, now: datetime) -> None:
        self._rng = rng
        # Chances of their own: whatever is added to a career later, a seed gives the same names and numbers.
        self._careers = MadeUpCareers(Random(rng.random()), today=today)
        self._people = MadeUpPeople(rng, born_until=today.year - YOUNGEST_YEARS)
        self._schools: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for school in schools:
            self._schools[school["kind_code"]].append(school)
        self._last_school_id = len(schools)
        self._now = now
        self._count = 0
        self._remembered: dict[str, Any] = {}

    def next(self, made_up: MadeUpCohort) -> MadeUpCard:
        """Somebody new for a cohort; now and then a second card of somebody who was in a cohort long ago."""
        self._count += 1
        is_long_ago = made_up.stage is Stage.LONG_AGO
        if is_long_ago and self._remembered and self._count % SECOND_CARD_EVERY == 0:
            row, words = second_card(self._rng, self._remembered)
        else:
            who, words = self._people.next()
            row = {**who, **self._post(made_up.programme), "created_at": self._now}
            row |= self._careers.columns(row) | (self._careers.archiving() if is_long_ago else PRESENT)
        # Some cohorts later the second card comes: nobody is twice in one cohort.
        if self._count % SECOND_CARD_EVERY == SECOND_CARD_EVERY // 2:
            self._remembered = row
        past = list(self._careers.past(row, school_ids=self._last_school_id))
        return MadeUpCard(row, words | _former_words(past), past)

    def _post(self, programme: MadeUpProgramme) -> dict[str, Any]:
        kinds = (KINDERGARTEN,) if "TARBIYACHI" in programme.positions else _KINDS.get(programme.staff_group, (SCHOOL,))
        school = self._rng.choice(self._schools[self._kind_of(kinds)])
        return {
            "institution_id": school["id"],
            "district_code": school["district_code"],
            "locality_code": school["locality_code"],
            "position_code": self._rng.choice(programme.positions),
            "staff_group": programme.staff_group,
            "subject_code": programme.subject_code,
            "education_code": self._rng.choice(("OLIY_B", "OLIY_B", "OLIY_M", "OM")),
            "language_code": self._rng.choice(("uz", "uz", "uz", "uz", "ru", "kk")),
        }

    def _kind_of(self, kinds: Sequence[str]) -> str:
        """One of the kinds that there are, mostly the first."""
        known = [kind for kind in kinds if self._schools[kind]]
        if not known:
            return SCHOOL
        return known[0] if self._rng.random() < 0.85 else self._rng.choice(known)


def _former_words(past: Sequence[tuple[type[Base], dict[str, Any]]]) -> set[str]:
    """The words of names that were borne before."""
    names = [row[script] for table, row in past if table is FormerName for script in ("surname", "surname_cyrl")]
    return {word for name in names for word in search_key(name).split()}
