"""Two cards that a second person is asked to let become one: field by field what stays, and what goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.unit_of_work import UnitOfWork
from desktop_app.doubles.choices import Side
from desktop_app.doubles.comparing import ComparedField, compare_cards
from desktop_app.i18n import _


@dataclass(frozen=True)
class AskedField:
    """``title`` is a marked text; where ``goes`` is empty nothing is lost."""

    title: str
    stays: str
    goes: str


def fields_asked(unit: UnitOfWork, *, pair: str, wish: Mapping[str, Mapping[str, int]]) -> list[AskedField]:
    """The two cards of a request as they are now; ``pair`` is what it calls them: 12-15.

    Raises NotFound where they are one already.
    """
    first_id, second_id = (int(each) for each in pair.split("-"))
    comparison = compare_cards(unit, first_id=first_id, second_id=second_id)
    sides = {name: Side.SECOND if kept == second_id else Side.FIRST for name, kept in wish["stays"].items()}
    return [_asked(field, sides.get(field.name, field.offered)) for field in comparison.fields]


def _asked(field: ComparedField, side: Side | None) -> AskedField:
    first, second = (" / ".join(value.split("\n")) for value in (field.first, field.second))
    if field.is_same:
        return AskedField(field.title, first, "")
    if field.offered is None or side is None:
        # Courses, phones and notes of both stay.
        return AskedField(field.title, " + ".join(filter(None, (first, second))), "")
    stays, goes = (first, second) if side is Side.FIRST else (second, first)
    return AskedField(field.title, stays or _("nothing"), goes)
