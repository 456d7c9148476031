"""What can be chosen in the form of a cohort, read in the worker."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.accounts.service import StaffMember, staff
from desktop_app.cohorts.placing import LevelLeader, PlaceHeld, level_leaders, places_held
from desktop_app.i18n import _, _n
from desktop_app.marks.kinds import mark_sets
from desktop_app.marks.records import MarkSet
from desktop_app.programmes.records import ProgrammeRecord, ProgrammeRow
from desktop_app.programmes.service import programme, programmes
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from ui import formats
from ui.models.choices_model import Choice

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.centre import Centre

LISTS = {"language_code": "language", "shift_code": "shift"}


@dataclass(frozen=True)
class Choices:
    programmes: tuple[ProgrammeRow, ...]
    staff: tuple[StaffMember, ...]
    places: tuple[PlaceHeld, ...]
    lists: dict[str, tuple[ListItem, ...]]
    mark_sets: tuple[MarkSet, ...]

    def offered_on(self, day: "date | None", own: int | None) -> list[Choice]:
        """The editions that hold on the day and are not archived; the cohort's own one stays."""
        return [
            Choice(
                row.id,
                row.title,
                _("{code}, {hours} hours", code=row.code, hours=row.hours),
                is_offered=row.id == own or (row.archived_on is None and _holds(row, day)),
            )
            for row in self.programmes
        ]

    @property
    def has_none(self) -> bool:
        return all(row.archived_on is not None for row in self.programmes)


@dataclass(frozen=True)
class ProgrammeParts:
    """The stages and levels of a programme, and who may lead a cohort of each level."""

    programme: ProgrammeRecord
    leaders: dict[int, tuple[LevelLeader, ...]]


def read_choices(centre: "Centre") -> Choices:
    return Choices(
        tuple(centre.read(programmes, with_archived=True)),
        tuple(centre.read(staff)),
        tuple(centre.read(places_held)),
        {field: tuple(centre.read(list_items, name)) for field, name in LISTS.items()},
        tuple(centre.read(mark_sets)),
    )


def read_parts(centre: "Centre", programme_id: int) -> ProgrammeParts:
    found = centre.read(programme, programme_id=programme_id)
    levels = range(2, len(found.levels) + 1)
    leaders = {
        level: tuple(centre.read(level_leaders, programme_id=programme_id, cascade_level=level)) for level in levels
    }
    return ProgrammeParts(found, leaders)


def stage_choices(record: ProgrammeRecord) -> list[Choice]:
    return [
        Choice(
            stage.id,
            _("Stage {place}: {title}", place=place, title=stage.title) if stage.title else _("Stage {n}", n=place),
            f"{formats.date_text(stage.starts_on)} – {formats.date_text(stage.ends_on)}"
            if stage.starts_on and stage.ends_on
            else _n("{n} hour", "{n} hours", stage.hours),
        )
        for place, stage in enumerate(record.stages, start=1)
    ]


def level_choices(record: ProgrammeRecord) -> list[Choice]:
    return [
        Choice(place, _("Level {place}: {role}", place=place, role=level.role))
        for place, level in enumerate(record.levels, start=1)
    ]


def leader_choices(leaders: Iterable[LevelLeader]) -> list[Choice]:
    return [
        Choice(
            leader.person_id,
            leader.name,
            _n(
                "{workplace}, leads {n} cohort",
                "{workplace}, leads {n} cohorts",
                leader.cohorts,
                workplace=leader.workplace,
            )
            if leader.cohorts
            else leader.workplace,
        )
        for leader in leaders
    ]


def place_choices(places: Iterable[PlaceHeld], *, rooms: bool) -> list[Choice]:
    return [Choice(place.id, place.name, place.whereabouts) for place in places if place.is_room is rooms]


def mark_set_choices(sets: Iterable[MarkSet]) -> list[Choice]:
    """Those that are offered, by their signs; a retired one, with its day, only where a cohort has it."""
    return [
        Choice(
            found.id,
            found.name
            if found.retired_on is None
            else _("{name}, retired on {day}", name=found.name, day=formats.date_text(found.retired_on)),
            "  ".join(kind.letter for kind in found.kinds),
            is_offered=found.retired_on is None,
        )
        for found in sets
    ]


def _holds(row: ProgrammeRow, day: "date | None") -> bool:
    if day is None:
        return True
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
