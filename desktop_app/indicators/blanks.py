"""Blanks of strict account: received, used, spoiled, lost, and left in stock."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from db.among import among
from db.models.certificates import Blank, BlankReceipt, BlankState
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import written
from desktop_app.i18n import N_, _
from desktop_app.indicators.model import BehindRow, Indicator, Measure, RowKind, Span
from desktop_app.indicators.sources import Count, Ground, GroundSource, Leaf, spans
from desktop_app.language.dates import short_date
from desktop_app.plan.records import Period

_DIMENSIONS = frozenset({"series"})
_GONE = {
    "blanks_used": BlankState.USED,
    "blanks_spoiled": BlankState.SPOILED,
    "blanks_lost": BlankState.LOST,
}
_REASONS = {
    "blanks_received": N_("Received on {received}: {document}."),
    "blanks_used": N_("Used on {changed}."),
    "blanks_spoiled": N_("Spoiled on {changed}. {reason}"),
    "blanks_lost": N_("Lost on {changed}. {reason}"),
    "blanks_left": N_("Received on {received}, in stock."),
}


def _ground(_unit: UnitOfWork, period: Period, _wanted: Collection[str], _listed: Leaf | None) -> Ground:
    rows = select(Blank.id).join(BlankReceipt, BlankReceipt.id == Blank.receipt_id).get_final_froms()[0]
    has_come = BlankReceipt.received_on <= period.last_day
    counts: dict[Leaf, Count] = {
        ("blanks_left", Span.DAY): Count(
            has_come & or_(Blank.changed_on.is_(None), Blank.changed_on > period.last_day)
        ),
    }
    for span, first in spans(period):
        has_gone = Blank.changed_on.between(first, period.last_day)
        counts["blanks_received", span] = Count(BlankReceipt.received_on.between(first, period.last_day))
        counts |= {(code, span): Count(has_gone & (Blank.state == state)) for code, state in _GONE.items()}
    return Ground(rows, Blank.id, {"series": Blank.letters}, counts, (Blank.letters, Blank.number))


def _rows(unit: UnitOfWork, _period: Period, leaf: Leaf, row_ids: Sequence[int]) -> list[BehindRow]:
    query = select(Blank, BlankReceipt).join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
    found = {
        blank.id: (blank, receipt)
        for wanted in among(unit.session, [Blank.id], row_ids)
        for blank, receipt in unit.session.execute(query.where(wanted))
    }
    told = []
    for blank, receipt in map(found.__getitem__, row_ids):
        reason = _(
            _REASONS[leaf[0]],
            received=short_date(receipt.received_on),
            document=receipt.document,
            changed=short_date(blank.changed_on) if blank.changed_on else "",
            reason=blank.reason,
        ).strip()
        number = written(blank.letters, blank.number, receipt.digits)
        told.append(BehindRow(RowKind.BLANK, blank.id, number, reason))
    return told


def _blanks(code: str, title: str, definition: str, *spans_of: Span) -> Indicator:
    taken = spans_of or (Span.MONTH, Span.YEAR)
    return Indicator(code, title, definition, Measure.BLANKS, taken, _DIMENSIONS, N_("Book of blanks"))


BLANKS = GroundSource(_DIMENSIONS, _ground, _rows)
OF_BLANKS = (
    _blanks("blanks_received", N_("Blanks received"), N_("Blanks that came in by the papers of the period.")),
    _blanks("blanks_used", N_("Blanks used"), N_("Blanks on which a certificate was printed in the period.")),
    _blanks("blanks_spoiled", N_("Blanks spoiled"), N_("Blanks written off as spoiled in the period.")),
    _blanks("blanks_lost", N_("Blanks lost"), N_("Blanks written off as lost in the period.")),
    _blanks(
        "blanks_left",
        N_("Blanks left"),
        N_("Blanks received by the last day of the month and neither used nor written off by then."),
        Span.DAY,
    ),
)
