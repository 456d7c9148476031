"""Everything that is kept of one person, table by table, for the person who asks to see it (law OʻRQ-547)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from db.models.people import Institution, Person
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.record_words import action_name, table_name
from desktop_app.clock import TASHKENT
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.marks.kinds import kinds_by_set
from desktop_app.people.kept_tables import SECTIONS, Row
from desktop_app.reference.service import list_items
from desktop_app.reference.territories import territories
from desktop_app.rows import row_at

# Made by the program from other columns, or keys of other tables.
_SILENT = frozenset({"version", "name_key", "sort_key", "person_id", "enrolment_id", "series_id", "batch_id", "kid"})
_LISTS = {
    "position_code": "position",
    "subject_code": "subject",
    "category_code": "category",
    "education_code": "education",
    "language_code": "language",
    "locality_code": "locality",
    "staff_group": "staff_group",
    "form": "consent_form",
    "stage_2024": "stage_2024",
    "event": "event_kind",
    "reason_code": "absence_reason",
    "absence_reason_code": "absence_reason",
}
STATE_NAMES = {
    "applied": N_("Applied"), "called": N_("Called"), "absent": N_("Did not come"), "admitted": N_("Admitted"),
    "studying": N_("Studying"), "completed": N_("Finished"), "statement": N_("Statement only"),
    "expelled": N_("Expelled"), "transferred": N_("Transferred"), "walk_in": N_("Not on the list"),
    "valid": N_("Valid"), "annulled": N_("Annulled"),
    "replaced": N_("Replaced"), "open": N_("To decide"), "different": N_("Different people"), "male": N_("Male"),
    "female": N_("Female"),
}  # fmt: skip


@dataclass(frozen=True)
class KeptFact:
    """One column of one row: its name, what a program reads, and what a person reads."""

    name: str
    value: Any
    shown: str


@dataclass(frozen=True)
class KeptSection:
    """What one table keeps of the person."""

    table: str
    rows: tuple[tuple[KeptFact, ...], ...]


@dataclass(frozen=True)
class Kept:
    """Sections without a row are left out."""

    person_id: int
    full_name: str
    full_name_cyrl: str
    sections: tuple[KeptSection, ...]

    def section(self, table: str) -> KeptSection | None:
        return next((each for each in self.sections if each.table == table), None)


def kept_of(unit: UnitOfWork, *, person_id: int) -> Kept:
    """All that the centre's file holds of the person, in words of the language in force. Raises NotFound."""
    card = row_at(unit, Person, person_id, "no_person", N_("This person is no longer in the list."))
    words = _Words.read(unit)
    sections = (
        KeptSection(table.__tablename__, tuple(words.facts(row) for row in read(unit, person_id)))
        for table, read in SECTIONS.items()
    )
    return Kept(
        person_id,
        " ".join(filter(None, (card.surname, card.given_name, card.patronymic))),
        " ".join(filter(None, (card.surname_cyrl, card.given_name_cyrl, card.patronymic_cyrl))),
        tuple(section for section in sections if section.rows),
    )


def kept_json(kept: Kept, *, centre: str, made_at: datetime) -> bytes:
    """The same for a program: by table, each row by column; a code stands beside its name."""
    content = {
        "format": "mahorat-person-1",
        "centre": centre,
        "made_at": made_at.isoformat(),
        "person_id": kept.person_id,
        "tables": {
            section.table: [{fact.name: fact.value for fact in row} for row in section.rows]
            for section in kept.sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class _Words:
    """What codes and numbers of other tables are called."""

    lists: Mapping[str, Mapping[str, str]]
    places: Mapping[str, str]
    institutions: Callable[[int], str]

    @classmethod
    def read(cls, unit: UnitOfWork) -> "_Words":
        def institution(institution_id: int) -> str:
            row = unit.session.get(Institution, institution_id)
            return row.name if row is not None else ""

        lists = {
            column: {item.code: item.names.text for item in list_items(unit, name)} for column, name in _LISTS.items()
        }
        marks = {code: kind.names.text for kinds in kinds_by_set(unit).values() for code, kind in kinds.items()}
        return cls(
            {**lists, "mark": marks},
            {place.code: place.names.text for place in territories(unit)},
            institution,
        )

    def facts(self, row: Row) -> tuple[KeptFact, ...]:
        """What a row says, without what it leaves empty."""
        return tuple(
            self._fact(name, value)
            for name, value in row.items()
            if name not in _SILENT and value not in (None, "", {}, [])
        )

    def _fact(self, name: str, value: Any) -> KeptFact:
        called = self._called(name, value)
        plain = _plain(value)
        return KeptFact(name, {"code": plain, "name": called} if called else plain, called or _shown(value))

    def _called(self, name: str, value: Any) -> str:
        match name:
            case "district_code":
                return self.places.get(value, "")
            case "institution_id":
                return self.institutions(value)
            case "action":
                return action_name(value)
            case "entity":
                return table_name(value)
            case _:
                return self.lists[name].get(value, "") if name in self.lists else ""


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Enum():
            return value.value
        case date() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return value


def _shown(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Enum():
            return _(STATE_NAMES[value.value]) if value.value in STATE_NAMES else str(value.value)
        case datetime():
            local = value.astimezone(TASHKENT)
            return f"{short_date(local.date())} {local:%H:%M}"
        case date():
            return short_date(value)
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
