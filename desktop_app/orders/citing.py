"""How a record that quotes a paper is called where the paper says what rests on it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from db.models.plan import PlanLine
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title, short_date
from desktop_app.orders.records import CitedKind
from desktop_app.reference.records import Names
from desktop_app.reference.service import list_items

_NAMED_LISTS = ("channel", "staff_group")


class Words:
    """The names that records are told by, read once for all of them."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._lists: Mapping[str, Mapping[str, Names]] = {
            name: {item.code: item.names for item in list_items(unit, name)} for name in _NAMED_LISTS
        }

    def of(self, kind: CitedKind, row: Any) -> str:
        """One line that tells the record from others of its kind."""
        match kind:
            case CitedKind.PLAN_LINE | CitedKind.CHANNEL_FIGURE:
                return self._month_line(row)
            case CitedKind.STATED_FIGURE:
                return _("{what}, {year}: {count}", what=row.source, year=row.year, count=row.count)
            case CitedKind.PROGRAMME:
                return f"{row.code} · {row.title}"
            case CitedKind.STAGE:
                title = self._unit.session.scalar(select(Programme.title).where(Programme.id == row.programme_id))
                return _("Stage {place} of {programme}", place=row.place, programme=title)
            case CitedKind.ADMISSION | CitedKind.COMPLETION:
                return _("Cohort {cohort}", cohort=row.code)
            case CitedKind.RULE:
                return _("{value} from {day} on", value=row.value or "–", day=short_date(row.valid_from))
            case CitedKind.TURN:
                return _("Turn of {year}", year=row.due_year)
            case CitedKind.ORGANISATION:
                return str(row.name)

    def _month_line(self, row: Any) -> str:
        parts = (
            self._month(row),
            self._named("channel", row.channel_code),
            self._named("staff_group", row.staff_group),
            _n("{n} person", "{n} people", row.people),
        )
        return " · ".join(parts)

    def _month(self, row: Any) -> str:
        if isinstance(row, PlanLine) and row.is_yearly:
            return _("{year}, month not stated", year=row.year)
        return month_title(row.year, row.month, language())

    def _named(self, list_name: str, code: str) -> str:
        names = self._lists[list_name].get(code)
        return names.text if names else code
