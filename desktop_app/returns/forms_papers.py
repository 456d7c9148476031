"""6-PMM: certificates and the blanks of strict account that they stand on, by series."""

from desktop_app.blanks.balance import balance
from desktop_app.i18n import _
from desktop_app.indicators.model import Span
from desktop_app.returns.columns import figure_column
from desktop_app.returns.records import PAPER_FORM, TOTAL, Column, Form, Row
from desktop_app.returns.sources import Sources, completed, values_of, values_of_all

_BEFORE = "blanks_before"


def columns() -> tuple[Column, ...]:
    """Blanks are balanced since January: what was there and came is what went and is left."""
    blanks, papers = _("Blanks since January"), _("Certificates since January")
    left = figure_column("blanks_left", Span.DAY, title=_("In stock"), group=blanks)
    return (
        Column(
            _BEFORE,
            _("Left before"),
            _("Blanks in stock when the year began, by the receipts and what had gone by then."),
            _("Book of blanks"),
            blanks,
        ),
        figure_column("blanks_received", Span.YEAR, title=_("Received"), group=blanks),
        figure_column("blanks_used", Span.YEAR, title=_("Used"), group=blanks),
        figure_column("blanks_spoiled", Span.YEAR, title=_("Spoiled"), group=blanks),
        figure_column("blanks_lost", Span.YEAR, title=_("Lost"), group=blanks),
        left,
        figure_column("certificates_issued", Span.YEAR, title=_("Issued"), group=papers),
        figure_column("duplicates", Span.YEAR, title=_("Duplicates"), group=papers),
        figure_column("annulled", Span.YEAR, title=_("Annulled"), group=papers),
    )


def build(sources: Sources) -> Form:
    """A row for each series of blanks and of certificates with any figure."""
    of_form = columns()
    book = balance(sources.unit, since=sources.period.year_start, until=sources.period.last_day)
    tables = {**sources.tables(of_form, "series"), _BEFORE: {line.letters: line.before for line in book}}
    series = sorted({code for table in tables.values() for code, figure in table.items() if figure})
    rows = tuple(
        Row(code, code, completed(values_of(tables, [code]), of_form), filters={"series": (code,)}) for code in series
    )
    total = Row(TOTAL, _("Total"), completed(values_of_all(tables), of_form), parent="")
    return Form(PAPER_FORM, _("Certificates and blanks"), _("Series"), of_form, rows, total)
