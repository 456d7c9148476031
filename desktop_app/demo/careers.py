"""Made-up careers: service, category, diploma, and what stood on the card before, believable for an age and a post."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from db.base import Base
from db.models.people import Consent, FormerName, FormerPost, OutsideCourse
from desktop_app.demo.names import SURNAMES, name_part

_CAREERS = json.loads((files("resources") / "demo" / "careers.json").read_text(encoding="utf-8"))
STAGE_OF_2024_ENDED = date(2024, 9, 1)
FIRST_CERTIFICATE = date(2019, 1, 1)
CATEGORY_YEARS = 5
# Of a hundred people.
FORMER_NAMES, FORMER_POSTS, OUTSIDE_COURSES, CONSENTS, WITHDRAWN, ARCHIVED = 4, 12, 14, 85, 1, 0.4

# From so many years of service on: categories and how often each is met among teachers.
_CATEGORIES = (
    (20, ("OLIY", "I", "II", "MUT"), (30, 40, 22, 8)),
    (10, ("OLIY", "I", "II", "MUT", "YOQ"), (12, 38, 34, 12, 4)),
    (5, ("I", "II", "MUT", "YOQ"), (18, 42, 32, 8)),
    (1, ("II", "MUT", "YOQ"), (15, 65, 20)),
    (0, ("STAJ", "MUT"), (80, 20)),
)
_DATED = ("OLIY", "I", "II")


class MadeUpCareers:
    """The same for the same chance and day; draws from its own, so that names and numbers do not depend on it."""

    def __init__(self, rng: Random, *, today: date) -> None:
        self._rng = rng
        self._today = today

    def columns(self, person: Mapping[str, Any]) -> dict[str, Any]:
        """What the card says of service, category and diploma; ``person`` tells birth, post, subject, education."""
        since = self._service_since(person["birth_date"], person["education_code"])
        years = (self._today - since).days // 365
        return {
            "service_since": since,
            "post_since": self._post_since(since, years, is_leader=person["staff_group"] == "RAHBAR"),
            "stage_2024": self._stage(since, person["staff_group"]),
            **self._category(years, person["education_code"]),
            **self._diploma(since, person),
        }

    def archiving(self) -> dict[str, Any]:
        """The columns of somebody who left, now and then; else of somebody who is there."""
        if not self._is_one_in(ARCHIVED):
            return {"is_archived": False, "archived_on": None, "archive_reason": ""}
        reason = self._rng.choice(_CAREERS["leaving"])
        return {"is_archived": True, "archived_on": self._days_ago(400), "archive_reason": reason}

    def past(self, person: Mapping[str, Any], *, school_ids: int) -> Iterator[tuple[type[Base], dict[str, Any]]]:
        """Rows of other tables that hang on the card; ``school_ids`` is the highest id of an institution."""
        if person["sex"] == "female" and self._is_one_in(FORMER_NAMES):
            yield FormerName, self._former_name(person)
        if self._is_one_in(FORMER_POSTS) and person["post_since"] > person["service_since"]:
            yield FormerPost, self._former_post(person, school_ids)
        if self._is_one_in(OUTSIDE_COURSES):
            yield OutsideCourse, self._outside_course(person)
        if self._is_one_in(CONSENTS):
            yield Consent, self._consent(person)

    def _service_since(self, born: date, education: str) -> date:
        began = date(born.year + (19 if education == "OM" else 22) + self._rng.randrange(3), 9, 1)
        return min(began, self._today - timedelta(days=self._rng.randrange(30, 400)))

    def _post_since(self, since: date, years: int, *, is_leader: bool) -> date:
        """Most teachers stay in their first post; leaders have come to theirs in the last years."""
        if not is_leader and self._rng.random() < 0.6:
            return since
        most = min(years, 14) if is_leader else years
        return max(since, self._today - timedelta(days=self._rng.randrange(most * 365 + 1)))

    def _stage(self, since: date, staff_group: str) -> str | None:
        if staff_group != "PEDAGOG" or since > STAGE_OF_2024_ENDED:
            return None
        return self._rng.choices(("online", "offline", None), (55, 40, 5))[0]

    def _category(self, years: int, education: str) -> dict[str, Any]:
        _least, codes, weights = next(row for row in _CATEGORIES if years >= row[0])
        code = "OM" if education == "OM" and years < 10 else self._rng.choices(codes, weights)[0]
        is_lifetime = code == "OLIY" and years >= 25 and self._is_one_in(20)
        given_on = self._days_ago(CATEGORY_YEARS * 365 - 30) if code in _DATED else None
        ends_on = None if given_on is None or is_lifetime else _years_later(given_on, CATEGORY_YEARS)
        return {
            "category_code": code,
            "category_given_on": given_on,
            "category_valid_to": ends_on,
            "category_is_lifetime": is_lifetime,
        }

    def _diploma(self, since: date, person: Mapping[str, Any]) -> dict[str, Any]:
        specialties: Mapping[str, str] = _CAREERS["specialties"]
        subject, position = person["subject_code"], person["position_code"]
        schools = _CAREERS["colleges" if person["education_code"] == "OM" else "universities"]
        return {
            "graduated_from": self._rng.choice(schools),
            "graduation_year": since.year - self._rng.choice((0, 0, 0, 1)),
            "diploma_specialty": specialties.get(subject) or specialties.get(position) or _CAREERS["any_specialty"],
        }

    def _former_name(self, person: Mapping[str, Any]) -> dict[str, Any]:
        before = name_part(self._rng.choice(SURNAMES) + "a")
        kept = ("given_name", "patronymic", "given_name_cyrl", "patronymic_cyrl")
        return {
            "surname": before.latin,
            "surname_cyrl": before.cyrillic,
            **{name: person[name] for name in kept},
            "changed_on": _years_later(person["birth_date"], 21 + self._rng.randrange(8)),
            "reason": "Nikoh tuzilgan",
        }

    def _former_post(self, person: Mapping[str, Any], school_ids: int) -> dict[str, Any]:
        kept = ("district_code", "subject_code")
        return {
            "institution_id": self._rng.randint(1, school_ids),
            **{name: person[name] for name in kept},
            "position_code": "OQIT" if person["staff_group"] == "RAHBAR" else person["position_code"],
            "starts_on": person["service_since"],
            "ends_on": person["post_since"],
        }

    def _outside_course(self, person: Mapping[str, Any]) -> dict[str, Any]:
        course = self._rng.choice(_CAREERS["courses"])
        ended = max(person["service_since"], FIRST_CERTIFICATE)
        ended += timedelta(days=self._rng.randrange(max((self._today - ended).days, 1)))
        return {
            **course,
            "starts_on": ended - timedelta(days=course["hours"] // 6),
            "ends_on": ended,
            "result": "Tamomlagan",
            "certificate_number": f"UKT {ended:%y}-{self._rng.randrange(10**6):06d}",
        }

    def _consent(self, person: Mapping[str, Any]) -> dict[str, Any]:
        given_on = self._days_ago(500)
        is_withdrawn = self._is_one_in(WITHDRAWN) and not person["is_archived"]
        return {
            "given_on": given_on,
            "form": self._rng.choices(("paper", "electronic", "oral"), (80, 18, 2))[0],
            "withdrawn_on": min(given_on + timedelta(days=90), self._today) if is_withdrawn else None,
            "withdrawal_reason": "Oʻz arizasiga koʻra" if is_withdrawn else "",
        }

    def _is_one_in(self, share: float) -> bool:
        """Whether it happens, at so many in a hundred."""
        return self._rng.random() * 100 < share

    def _days_ago(self, most: int) -> date:
        return self._today - timedelta(days=self._rng.randrange(most))


def _years_later(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
