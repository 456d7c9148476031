"""How a ministry words an indicator from a day on, and what every indicator is called on a given day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models.returns import IndicatorEdition
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import LANGUAGES, N_, _, language
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import Indicator
from desktop_app.indicators.service import indicator
from desktop_app.language.apostrophes import tidy
from desktop_app.language.orders import order_text
from desktop_app.language.script import to_cyrillic
from desktop_app.rows import row_at

# The language of the papers: a wording is given in it whatever others there are.
PAPER_LANGUAGE = "uz_Latn"

Texts = Mapping[str, str]
"""By language; a language that was not given is missing."""


@dataclass(frozen=True)
class Wording:
    """A ministry's words for an indicator, in force from ``valid_from`` until the next wording of the same one."""

    id: int
    version: int
    code: str
    valid_from: date
    order_number: str
    order_date: date | None
    titles: Texts
    definitions: Texts
    note: str

    @property
    def order(self) -> str:
        return order_text(self.order_number, self.order_date)


@dataclass(frozen=True)
class Worded:
    """What an indicator is called in the language in force, and by whose words; ``wording`` is None for our own.

    ``edition`` counts our own editions and the ministry's.
    """

    indicator: Indicator
    title: str
    definition: str
    edition: int
    wording: Wording | None = None

    @property
    def cited(self) -> str:
        """The definition with the order that gave it."""
        if self.wording is None or not self.wording.order:
            return self.definition
        return f"{self.definition} ({self.wording.order})"


def wordings(unit: UnitOfWork, *, code: str | None = None) -> list[Wording]:
    """Those of one indicator or of all, the newest first."""
    query = select(IndicatorEdition).order_by(IndicatorEdition.valid_from.desc(), IndicatorEdition.code)
    if code is not None:
        query = query.where(IndicatorEdition.code == code)
    return [
        Wording(
            row.id,
            row.version,
            row.code,
            row.valid_from,
            row.order_number,
            row.order_date,
            dict(row.title),
            dict(row.definition),
            row.note,
        )
        for row in unit.session.scalars(query)
    ]


def worded_on(unit: UnitOfWork, day: date) -> dict[str, Worded]:
    """Every indicator by its code, as it is worded on a day."""
    begun: dict[str, list[Wording]] = {}
    for each in wordings(unit):
        if each.valid_from <= day:
            begun.setdefault(each.code, []).append(each)
    return {code: _worded(each, begun.get(code, [])) for code, each in CATALOGUE.items()}


def add_wording(
    unit: UnitOfWork,
    *,
    code: str,
    valid_from: date,
    titles: Texts,
    definitions: Texts,
    order_number: str = "",
    order_date: date | None = None,
    note: str = "",
) -> int:
    """Begin a new edition; returns its id.

    Raises NotFound for an unknown indicator, Invalid for a day that has a wording already and for words missing in
    Uzbek.
    """
    indicator(code)
    _refuse_same_day(unit, code, valid_from)
    row = IndicatorEdition(code=code)
    _write(row, valid_from, titles, definitions, order_number, order_date, note)
    unit.session.add(row)
    unit.session.flush()
    return row.id


def change_wording(
    unit: UnitOfWork,
    *,
    wording_id: int,
    version: int,
    valid_from: date,
    titles: Texts,
    definitions: Texts,
    order_number: str = "",
    order_date: date | None = None,
    note: str = "",
) -> None:
    """Correct an edition. Raises NotFound, Conflict, and Invalid as ``add_wording``."""
    row = _row(unit, wording_id, version)
    if row.valid_from != valid_from:
        _refuse_same_day(unit, row.code, valid_from)
    _write(row, valid_from, titles, definitions, order_number, order_date, note)


def withdraw_wording(unit: UnitOfWork, *, wording_id: int, version: int) -> None:
    """The wording before it, or our own, holds again. Raises NotFound, Conflict."""
    unit.session.delete(_row(unit, wording_id, version))


def _worded(each: Indicator, begun: list[Wording]) -> Worded:
    edition = each.edition + len(begun)
    if not begun:
        return Worded(each, _(each.title), _(each.definition), edition)
    newest = begun[0]
    return Worded(each, _in_force(newest.titles), _in_force(newest.definitions), edition, newest)


def _in_force(texts: Texts) -> str:
    """In the language in force; where the ministry did not word it in that one, as it stands in Uzbek."""
    own = texts[PAPER_LANGUAGE]
    return texts.get(language()) or (to_cyrillic(own) if language() == "uz_Cyrl" else own)


def _write(
    row: IndicatorEdition,
    valid_from: date,
    titles: Texts,
    definitions: Texts,
    order_number: str,
    order_date: date | None,
    note: str,
) -> None:
    row.title, row.definition = _kept("title", titles), _kept("definition", definitions)
    row.valid_from, row.note = valid_from, tidy(note)
    row.order_number, row.order_date = tidy(order_number), order_date


def _kept(name: str, texts: Texts) -> dict[str, str]:
    kept = {code: text for code in LANGUAGES if (text := tidy(texts.get(code) or ""))}
    if PAPER_LANGUAGE not in kept:
        raise Invalid("field_empty", N_("This field must be filled in."), field=f"{name}_{PAPER_LANGUAGE}")
    return kept


def _refuse_same_day(unit: UnitOfWork, code: str, valid_from: date) -> None:
    there = select(IndicatorEdition.id).filter_by(code=code, valid_from=valid_from)
    if unit.session.scalar(there) is not None:
        message = N_("The indicator has a wording from this day already.")
        raise Invalid("wording_there", message, field="valid_from")


def _row(unit: UnitOfWork, wording_id: int, version: int) -> IndicatorEdition:
    return row_at(
        unit, IndicatorEdition, wording_id, "no_such_wording", N_("This wording is no longer there."), version=version
    )
