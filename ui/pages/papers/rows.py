"""The lines of the papers panel: papers that are due, issued ones, and the two that need no register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from desktop_app.i18n import N_, _, _n
from desktop_app.orders.records import OrderRecord, Purpose, purpose_name
from desktop_app.papers.about import group_passport, name_proof
from desktop_app.papers.commission_minutes import commission_minutes
from desktop_app.papers.records import Paper
from desktop_app.papers.service import CohortPapers, PaperDraft, PaperDue, issued_paper, preview
from ui.models.table_model import Column
from ui.theme import Tone

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class Standing(StrEnum):
    READY = "ready"
    NOT_YET = "not_yet"
    ISSUED = "issued"
    CANCELLED = "cancelled"
    FREE = "free"


STANDING_WORDS = {
    Standing.READY: N_("Can be issued"),
    Standing.NOT_YET: N_("Not yet"),
    Standing.ISSUED: N_("Issued"),
    Standing.CANCELLED: N_("Cancelled"),
    Standing.FREE: N_("To print"),
}
STANDING_TONES = {
    Standing.READY: Tone.ACCENT,
    Standing.NOT_YET: Tone.MUTED,
    Standing.ISSUED: Tone.GOOD,
    Standing.CANCELLED: Tone.BAD,
    Standing.FREE: Tone.PLAIN,
}


@dataclass(frozen=True)
class PaperRow:
    """``make(centre, language)`` lays the papers out; None where there is nothing to lay out yet.

    Letters of one kind to several employers are one line while they can be issued: they are issued together.
    """

    key: str
    title: str
    standing: Standing
    detail: str = ""
    order: OrderRecord | None = None
    due: tuple[PaperDue, ...] = ()
    make: "Callable[[Centre, str], list[Paper]] | None" = None


def rows_of(papers: CohortPapers, today: date) -> list[PaperRow]:
    """What can be issued now first, then what was issued, what anybody may print, and what must wait."""
    due = [(purpose, tuple(of_kind)) for purpose, of_kind in groupby(papers.due, key=lambda paper: paper.purpose)]
    rows = [_due(papers, purpose, of_kind, today) for purpose, of_kind in due]
    ready = [row for row in rows if row.standing is Standing.READY]
    waiting = [row for row in rows if row.standing is not Standing.READY]
    return [*ready, *map(_issued, papers.issued), *_free(papers.record.id), *waiting]


def _due(papers: CohortPapers, purpose: Purpose, due: tuple[PaperDue, ...], today: date) -> PaperRow:
    title = purpose_name(purpose)
    if not due[0].is_ready:
        return PaperRow(purpose, title, Standing.NOT_YET, due[0].reason)
    people = _n("{n} person", "{n} people", sum(len(paper.enrolment_ids) for paper in due))
    whom = due[0].employer if len(due) == 1 else _n("{n} letter", "{n} letters", len(due))

    def make(centre: "Centre", language: str) -> list[Paper]:
        drafts = [draft_of(paper, papers.record.id, paper.dated_on or today, language) for paper in due]
        return [centre.read(preview, draft) for draft in drafts]

    detail = " · ".join(filter(None, (people, whom)))
    return PaperRow(purpose, title, Standing.READY, detail, due=due, make=make)


def draft_of(paper: PaperDue, cohort_id: int, dated_on: date, language: str) -> PaperDraft:
    """The paper as it would be issued that day; without a number where it has none yet."""
    return PaperDraft(paper.purpose, cohort_id, paper.enrolment_ids, paper.number, dated_on, language, paper.employer)


def _issued(order: OrderRecord) -> PaperRow:
    title = purpose_name(order.purpose) if order.purpose is not None else order.title
    people = _n("{n} person", "{n} people", order.people) if order.people else ""
    standing = Standing.ISSUED if order.cancelled_on is None else Standing.CANCELLED
    detail = " · ".join(filter(None, (people, order.title.partition(": ")[2], order.cancelling_reason)))
    return PaperRow(
        f"order/{order.id}",
        title,
        standing,
        detail,
        order=order,
        make=lambda centre, _language: [centre.read(issued_paper, order_id=order.id)],
    )


def _free(cohort_id: int) -> Iterator[PaperRow]:
    for key, title, make in (
        ("names", N_("Sheet for checking names"), name_proof),
        ("passport", N_("Passport of the cohort"), group_passport),
        ("commission", N_("Minutes of the final commission"), commission_minutes),
    ):
        yield PaperRow(
            key,
            _(title),
            Standing.FREE,
            make=lambda centre, language, make=make: [centre.read(make, cohort_id=cohort_id, paper_language=language)],
        )


PAPER_COLUMNS: tuple[Column[PaperRow], ...] = (
    Column("paper", N_("Paper"), lambda row: row.title, width=150, is_stretched=True, hint=lambda row: row.detail),
    Column(
        "standing",
        N_("State"),
        lambda row: _(STANDING_WORDS[row.standing]),
        tone=lambda row: STANDING_TONES[row.standing],
        hint=lambda row: row.detail,
        width=152,
    ),
    Column("number", N_("Number"), lambda row: row.order.number if row.order else "", width=84),
    Column("day", N_("Day"), lambda row: row.order.dated_on if row.order else None, width=92),
)
