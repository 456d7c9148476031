"""9-PMM: the hours and days of professional development of the month, by district and institution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row as ResultRow
from sqlalchemy import String, cast, func, select

from db.models.events import TrainingEvent
from db.models.people import Institution, Person
from desktop_app.i18n import _, language
from desktop_app.indicators.model import UNKNOWN, Names, Span
from desktop_app.language.dates import short_date
from desktop_app.language.paper_names import in_script_of
from desktop_app.reference.service import districts
from desktop_app.returns.columns import figure_column, share_columns
from desktop_app.returns.records import EVENT_FORM, TOTAL, CellKind, Column, Form, Row
from desktop_app.returns.sources import Sources, Tables, Values, completed, values_of, values_of_all

_LEADERS, _EXPECTED, _DAYS = "leaders", "expected", "days"


def columns() -> tuple[Column, ...]:
    register = _("Register of events")
    people = figure_column("event_people", Span.MONTH)
    expected = Column(
        _EXPECTED,
        _("Expected"),
        _("Those who work at the institution by their cards, once for each of its events."),
        _("Register of persons"),
    )
    return (
        figure_column("event_count", Span.MONTH),
        _of_kinds("krs", _("Hours (KRS)"), ("KRS",)),
        _of_kinds("krk", _("Days (KRK)"), ("KRK",)),
        Column(
            _DAYS, _("Days held"), _("The first and the last day of the month's events."), register, kind=CellKind.TEXT
        ),
        Column(
            _LEADERS,
            _("Leaders"),
            _("How many people led events there, at each institution counted anew; names do not leave the centre."),
            register,
        ),
        people,
        expected,
        *share_columns(
            replace(people, title=_("Numerator: people")), replace(expected, title=_("Denominator: expected"))
        ),
    )


def _of_kinds(code: str, title: str, kinds: tuple[str, ...]) -> Column:
    group = _("Of them")
    return figure_column("event_count", Span.MONTH, code=code, title=title, group=group, filters={"event_kind": kinds})


@dataclass(frozen=True)
class _Place:
    """An institution where there were events, by its id as the indicators know it."""

    code: str
    name: str
    district: str
    days: str


def build(sources: Sources) -> Form:
    of_form = columns()
    found = _institutions(sources)
    places = [
        _Place(row.code or UNKNOWN, row.name or "", row.district_code or UNKNOWN, days_held(row.first, row.last))
        for row in found
    ]
    tables: Tables = {
        **sources.tables(of_form, "institution"),
        _LEADERS: {row.code or UNKNOWN: row.leaders for row in found},
        _EXPECTED: {row.code: row.staff * row.events for row in found if row.code and row.staff},
    }
    names = {district.code: district.names.text for district in districts(sources.unit)}
    total = Row(TOTAL, _("Total"), completed(values_of_all(tables), of_form), parent="")
    rows = tuple(_rows(of_form, tables, places, names))
    return Form(EVENT_FORM, _("Roadmap: hours and days held"), _("District, institution"), of_form, rows, total)


def _rows(of_form: Sequence[Column], tables: Tables, places: Sequence[_Place], names: Names) -> list[Row]:
    by_district: dict[str, list[_Place]] = {}
    for place in places:
        by_district.setdefault(place.district, []).append(place)
    rows: list[Row] = []
    for code in [*(code for code in names if code in by_district), *(by_district.keys() - names.keys())]:
        within = sorted(by_district[code], key=lambda place: (place.code == UNKNOWN, place.name))
        name = names.get(code) or _("District not stated")
        codes = tuple(place.code for place in within)
        rows.append(Row(code, name, _values(tables, codes, of_form), filters={"institution": codes}))
        rows += [
            Row(
                f"{code}.{place.code}",
                in_script_of(language(), place.name) or _("Institution not stated"),
                _values(tables, (place.code,), of_form),
                code,
                {_DAYS: place.days},
                {"institution": (place.code,)},
            )
            for place in within
        ]
    return rows


def _values(tables: Tables, codes: Sequence[str], of_form: Sequence[Column]) -> Values:
    return completed(values_of(tables, codes), of_form)


def _institutions(sources: Sources) -> Sequence[ResultRow[Any]]:
    """Where events were held in the month, what was held there, and how many people work there."""
    staff = (
        select(func.count())
        .where(Person.institution_id == TrainingEvent.institution_id, Person.is_archived.is_(False))
        .correlate(TrainingEvent)
        .scalar_subquery()
    )
    leader = func.coalesce(cast(TrainingEvent.leader_person_id, String), func.nullif(TrainingEvent.leader, ""))
    query = (
        select(
            cast(TrainingEvent.institution_id, String).label("code"),
            Institution.name,
            Institution.district_code,
            func.count().label("events"),
            func.count(leader.distinct()).label("leaders"),
            func.min(TrainingEvent.held_on).label("first"),
            func.max(TrainingEvent.held_on).label("last"),
            staff.label("staff"),
        )
        .outerjoin(Institution, Institution.id == TrainingEvent.institution_id)
        .where(TrainingEvent.held_on.between(sources.period.first_day, sources.period.last_day))
        .group_by(TrainingEvent.institution_id, Institution.name, Institution.district_code)
    )
    return sources.unit.session.execute(query).all()


def days_held(first: date, last: date) -> str:
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"
