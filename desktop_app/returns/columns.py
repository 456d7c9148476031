"""What columns of forms are made of: an indicator with its words, or what follows from the columns beside it."""

from collections.abc import Mapping
from dataclasses import replace

from desktop_app.i18n import _
from desktop_app.indicators.catalogue import CATALOGUE
from desktop_app.indicators.model import FigureKey, Measure, Span
from desktop_app.indicators.wordings import Worded
from desktop_app.returns.records import CellKind, Column, Form

_KINDS = {
    Measure.HOURS: CellKind.AMOUNT,
    Measure.POINTS: CellKind.MEAN,
}


def figure_column(
    indicator: str,
    span: Span,
    *,
    code: str = "",
    title: str = "",
    group: str = "",
    filters: Mapping[str, tuple[str, ...]] | None = None,
) -> Column:
    """A column of an indicator's figures; its code and its title are the indicator's own where none are given."""
    counted = CATALOGUE[indicator]
    return Column(
        code or indicator,
        title or _(counted.title),
        _(counted.definition),
        _(counted.source),
        group,
        _KINDS.get(counted.unit, CellKind.COUNT),
        key=FigureKey(indicator, span, filters or {}),
    )


def share_columns(above: Column, below: Column) -> tuple[Column, Column, Column]:
    """A percentage with what it is of beside it: two columns repeated, under the titles they have here."""
    share, computed = _("Percentage"), _("Computed")
    return (
        Column("numerator", above.title, above.definition, above.source, share, above.kind, copy_of=above.code),
        Column("denominator", below.title, below.definition, below.source, share, below.kind, copy_of=below.code),
        Column(
            "percent",
            "%",
            _("Numerator divided by denominator; never shown as 100% while the plan is not met."),
            computed,
            share,
            CellKind.SHARE,
            numerator="numerator",
            denominator="denominator",
        ),
    )


def in_words_of(form: Form, worded: Mapping[str, Worded]) -> Form:
    """The form with a ministry's definitions, and its titles in place of our own for the same indicators."""
    return replace(form, columns=tuple(_in_words_of(column, worded) for column in form.columns))


def _in_words_of(column: Column, worded: Mapping[str, Worded]) -> Column:
    words = worded[column.key.indicator] if column.key else None
    if words is None or words.wording is None:
        return column
    own = _(words.indicator.title)
    return replace(column, title=words.title if column.title == own else column.title, definition=words.cited)
