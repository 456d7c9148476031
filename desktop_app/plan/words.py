"""The names behind the codes of a plan, in the language in force."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from desktop_app.plan.rules import programme_key
from desktop_app.reference.service import districts, list_items, profile


@dataclass(frozen=True)
class PlanNames:
    """Names by code in the order of their lists; the codes in ``over`` are closed and no longer offered.

    ``programmes`` are code and title by id, those of today first.
    """

    channels: Mapping[str, str]
    staff_groups: Mapping[str, str]
    districts: Mapping[str, str]
    subjects: Mapping[str, str]
    programmes: Mapping[int, str]
    over: frozenset[str | int] = frozenset()

    @property
    def cuts(self) -> dict[str, str]:
        """Districts, subjects and programmes together: what lines are cut by."""
        by_key = {programme_key(programme_id): name for programme_id, name in self.programmes.items()}
        return {**self.districts, **self.subjects, **by_key}

    def group(self, code: str | None) -> str:
        return self.staff_groups.get(code, code) if code else _("Staff group not stated")

    def key(self, key: str) -> str:
        """What a stated count is of: a channel, a staff group of it, else the key itself."""
        channel, _dot, group = key.partition(".")
        parts = (self.channels.get(channel, channel), self.staff_groups.get(group, group))
        return ", ".join(part for part in parts if part)


def month_text(year: int, month: int | None) -> str:
    """The month of a line of the plan; None where only the year is stated."""
    return _("{year}, month not stated", year=year) if month is None else month_title(year, month, language())


NO_NAMES = PlanNames({}, {}, {}, {}, {})


def plan_names(unit: UnitOfWork) -> PlanNames:
    """The districts are those of the centre's region."""
    channels, staff_groups, subjects = (list_items(unit, name) for name in ("channel", "staff_group", "subject"))
    places, today = districts(unit, region_code=profile(unit).region_code), unit.today
    programmes = unit.session.execute(
        select(Programme.id, Programme.code, Programme.title, Programme.archived_on).order_by(Programme.code)
    ).all()
    over: set[str | int] = {row.id for row in programmes if row.archived_on is not None and row.archived_on <= today}
    over |= {item.code for items in (channels, staff_groups, subjects) for item in items if not item.holds_on(today)}
    over |= {place.code for place in places if not place.holds_on(today)}
    return PlanNames(
        channels={item.code: item.names.text for item in channels},
        staff_groups={item.code: item.names.text for item in staff_groups},
        districts={place.code: place.names.text for place in places},
        subjects={item.code: item.names.text for item in subjects},
        programmes={row.id: f"{row.code} · {row.title}" for row in programmes},
        over=frozenset(over),
    )
