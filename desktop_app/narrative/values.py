"""The figures that a report asks for, all of them in as few passes over the records as there are divisions."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from sqlalchemy import select

from db.models.organisations import PermitState, TrainingOrganisation
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.indicators.dimensions import DIMENSIONS
from desktop_app.indicators.model import UNKNOWN, Figure
from desktop_app.indicators.service import figures, figures_by
from desktop_app.language.keys import sort_key
from desktop_app.narrative.model import Asked, BlockLine, Expression, Listing, Share, TemplateLine, Verdict
from desktop_app.plan.records import Period
from desktop_app.reference.service import districts, profile

DISTRICT = "district"

NamesOf = Callable[[str], Mapping[str, str]]
"""The names of a dimension's values by code, what is not stated among them."""


def names_of(unit: UnitOfWork) -> NamesOf:
    """Each dimension is read once, when it is first asked for."""

    @cache
    def named(by: str) -> Mapping[str, str]:
        return {**DIMENSIONS[by].values(unit), UNKNOWN: _("Not stated")}

    return named


class Values:
    """Everything is read when it is made; asking it for a figure costs nothing."""

    def __init__(self, unit: UnitOfWork, period: Period, lines: Iterable[TemplateLine]) -> None:
        self._unit, self._period = unit, period
        self.names_of = names_of(unit)
        self._organisations: list[str] | None = None
        self._tables: dict[tuple[str, Asked], Mapping[str, Figure]] = {}
        wanted = dict.fromkeys(each for line in lines for each in _asked_in(line))
        alone = [asked for by, asked in wanted if not by]
        found = figures(unit, [asked.key for asked in alone], period)
        self._alone = dict(zip(alone, found, strict=True))
        for by in dict.fromkeys(by for by, _asked in wanted if by):
            divided = [asked for name, asked in wanted if name == by]
            tables = figures_by(unit, [asked.key for asked in divided], period, by=by)
            self._tables |= {(by, asked): table for asked, table in zip(divided, tables, strict=True)}

    def figure(self, asked: Asked) -> Figure:
        return self._alone[asked]

    def table(self, by: str, asked: Asked) -> Mapping[str, Figure]:
        return self._tables[by, asked]

    def rows(self, by: str, asked: Iterable[Asked]) -> list[tuple[str, str]]:
        """Code and name of each row that a table of these figures has, in the order of the forms.

        Every district of the centre's region has one; of anything else what has data. Those that are not stated come
        last and are never hidden.
        """
        filled = {code for each in asked for code, figure in self.table(by, each).items() if figure is not None}
        return [(code, name) for code, name in self.names_of(by).items() if code in filled or code in self._always(by)]

    def names(self, listing: Listing) -> list[str]:
        """The names of a list, as many as its count says."""
        if listing.asked is None:
            return self._permitted()
        found = self.table(listing.by, listing.asked)
        return [name for code, name in self.names_of(listing.by).items() if code != UNKNOWN and found.get(code)]

    def _always(self, by: str) -> set[str]:
        if by != DISTRICT:
            return set()
        region = profile(self._unit).region_code
        return {place.code for place in districts(self._unit, region_code=region)}

    def _permitted(self) -> list[str]:
        """The organisations that got their permit in the year, withdrawn since or not."""
        if self._organisations is None:
            rows = self._unit.session.scalars(
                select(TrainingOrganisation.name).where(
                    TrainingOrganisation.state.in_((PermitState.PERMITTED, PermitState.WITHDRAWN)),
                    TrainingOrganisation.permit_from.between(self._period.year_start, self._period.last_day),
                )
            )
            self._organisations = sorted(rows, key=sort_key)
        return self._organisations


def _asked_in(line: TemplateLine) -> Iterable[tuple[str, Asked]]:
    """Every figure of a line with the dimension that it is divided by, if it is."""
    by = line.block.by if isinstance(line, BlockLine) else ""
    for each in line.fields:
        for asked in figures_in(each.expression):
            yield "", asked
            if by:
                yield by, asked
        if isinstance(each.expression, Listing) and each.expression.asked is not None:
            yield each.expression.by, each.expression.asked


def figures_in(expression: Expression) -> Iterable[Asked]:
    match expression:
        case Asked():
            return (expression,)
        case Share(above, below) | Verdict(above, below):
            return (above, below)
        case _:
            return ()
