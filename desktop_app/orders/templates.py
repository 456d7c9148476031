"""The wording of orders and letters: the program's own, the centre's instead of it, and the places in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sqlalchemy import select

from db.models.orders import OrderTemplate
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.script import catalogue_to_cyrillic
from desktop_app.orders.records import TO_EMPLOYERS, Purpose

# What papers are written in; a centre whose documents are in English writes its orders in Uzbek all the same.
PAPER_LANGUAGES = ("uz_Latn", "uz_Cyrl", "ru")
# A line that holds nothing but this is where the list of people stands; without it the list is annexed.
LIST_PLACE = "list"
# What is left for a pen where a fact is not known.
BLANK = "_" * 12

PLACES: Mapping[str, str] = {
    "centre": N_("The centre's name"),
    "director": N_("The director, as signatures have it"),
    "cohort": N_("The cohort's code"),
    "programme": N_("The programme's title"),
    "hours": N_("The programme's academic hours"),
    "people": N_("How many people the list has, counted in words: 25 people"),
    "starts": N_("The first day of the cohort"),
    "ends": N_("The last day of the cohort"),
    "place": N_("Where the cohort studies"),
    "mode": N_("How it studies, such as released from work"),
    "leader": N_("The group leader"),
    "basis": N_("Day and number of the order that the programme rests on"),
    "admission_order": N_("Day and number of the cohort's admission order"),
}
_MORE_PLACES: Mapping[Purpose, Mapping[str, str]] = {
    Purpose.TRANSFER: {"other_cohort": N_("The code of the cohort that they go to")},
    Purpose.COMPLETION: {
        "finished": N_("How many have finished; the line falls away where it is nobody"),
        "statements": N_("How many get a statement only; the line falls away where it is nobody"),
        "finished_annex": N_("The annex that lists those who have finished"),
        "statements_annex": N_("The annex that lists those who get a statement"),
    },
    **{
        purpose: {
            "employer": N_("Whom the letter is to"),
            "first_days": N_("In how many days everybody must have come"),
            LIST_PLACE: N_("The list of people, on a line of its own; without it the list is annexed"),
        }
        for purpose in TO_EMPLOYERS
    },
    Purpose.COVERING_LETTER: {
        "employer": N_("Whom the letter is to"),
        "finished": N_("How many have finished; the line falls away where it is nobody"),
        "statements": N_("How many get a statement only; the line falls away where it is nobody"),
        LIST_PLACE: N_("The list of people, on a line of its own; without it the list is annexed"),
    },
}
_PLACE = re.compile(r"\{(\w*)\}")
_NUMBERED = re.compile(r"^\d+\.(?=\s)")


@dataclass(frozen=True)
class Wording:
    """A title and the lines of a text, each a paragraph. ``version`` 0 is the program's own."""

    purpose: Purpose
    language: str
    title: str
    body: str
    version: int = 0

    @property
    def is_own(self) -> bool:
        return self.version > 0


def paper_language(document_language: str) -> str:
    """The language of papers in a centre with this language of documents."""
    return document_language if document_language in PAPER_LANGUAGES else PAPER_LANGUAGES[0]


def places_of(purpose: Purpose) -> dict[str, str]:
    """What may stand in braces in this paper, each with what it is (N_)."""
    return {**PLACES, **_MORE_PLACES.get(purpose, {})}


def unknown_places(purpose: Purpose, text: str) -> list[str]:
    """What stands in braces and means nothing in this paper."""
    known = places_of(purpose)
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if name not in known]


def program_wording(purpose: Purpose, language: str) -> Wording:
    """The program's wording; Uzbek Cyrillic is made from Uzbek Latin."""
    if language == "uz_Cyrl":
        latin = program_wording(purpose, "uz_Latn")
        return Wording(purpose, language, catalogue_to_cyrillic(latin.title), catalogue_to_cyrillic(latin.body))
    said = _wordings()[purpose][language]
    return Wording(purpose, language, said["title"], "\n".join(said["body"]))


def wording(unit: UnitOfWork, *, purpose: Purpose, language: str) -> Wording:
    """The centre's wording where it has one, else the program's."""
    row = _kept(unit, purpose, language)
    if row is None:
        return program_wording(purpose, language)
    return Wording(purpose, language, row.title, row.body, row.version)


def save_wording(unit: UnitOfWork, changed: Wording) -> None:
    """Keep the centre's own wording. Raises Invalid for an empty text or an unknown place, Conflict."""
    title, body = tidy(changed.title), "\n".join(tidy(line) for line in changed.body.strip().split("\n"))
    for field, text in (("title", title), ("body", body)):
        if not text:
            raise Invalid("field_empty", N_("This field must be filled in."), field=field)
        unknown = unknown_places(changed.purpose, text)
        if unknown:
            places = ", ".join(f"{{{name}}}" for name in unknown)
            raise Invalid("place_unknown", N_("This means nothing here: {places}."), field=field, places=places)
    row = _kept(unit, changed.purpose, changed.language)
    if (row.version if row else 0) != changed.version:
        raise Conflict
    if row is None:
        row = OrderTemplate(purpose=changed.purpose, script=changed.language)
    row.title, row.body = title, body
    unit.session.add(row)


def forget_wording(unit: UnitOfWork, *, purpose: Purpose, language: str) -> Wording | None:
    """Go back to the program's wording; returns what the centre had, for the undo."""
    row = _kept(unit, purpose, language)
    if row is None:
        return None
    unit.session.delete(row)
    return Wording(purpose, language, row.title, row.body)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its places filled, each once: what a fact says is never read as a place again."""
    return _PLACE.sub(lambda found: facts.get(found[1]) or BLANK, text)


def blanks(text: str, facts: Mapping[str, str]) -> list[str]:
    """The places of a text that no fact fills."""
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if not facts.get(name) and name != LIST_PLACE]


def lines_to_fill(body: str, *, without: set[str]) -> list[str]:
    """The lines of a text but for those that speak of nobody (``without``); numbered ones are numbered anew."""
    kept = [line for line in body.split("\n") if line.strip() and not without & set(_PLACE.findall(line))]
    numbers = iter(range(1, len(kept) + 1))
    return [_NUMBERED.sub(lambda _found: f"{next(numbers)}.", line) for line in kept]


def is_list_place(line: str) -> bool:
    return line.strip() == f"{{{LIST_PLACE}}}"


def _kept(unit: UnitOfWork, purpose: Purpose, language: str) -> OrderTemplate | None:
    of_paper = OrderTemplate.purpose == purpose.value, OrderTemplate.script == language
    return unit.session.scalar(select(OrderTemplate).where(*of_paper))


@lru_cache(maxsize=1)
def _wordings() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    found: Mapping[str, Mapping[str, Mapping[str, Any]]] = json.loads(
        (files("resources") / "papers" / "wordings.json").read_text(encoding="utf-8")
    )
    return found
