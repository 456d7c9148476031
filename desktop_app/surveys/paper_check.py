"""Typing a sample of the paper sheets a second time, and the rate of errors that it shows."""

from dataclasses import dataclass
from math import ceil
from random import Random

from sqlalchemy import func, select

from db.models.surveys import SurveyChannel, SurveyResponse, SurveyRetyping
from db.unit_of_work import UnitOfWork
from desktop_app.surveys.records import SheetRecord
from desktop_app.surveys.taking import sheets

SAMPLE_SHARE = 0.1


@dataclass(frozen=True)
class PaperCheck:
    """Of ``paper`` sheets ``wanted`` are to be typed again; ``retyped`` were, with so many fields, some differing."""

    paper: int
    wanted: int
    retyped: int
    fields: int
    differing: int

    @property
    def per_thousand(self) -> float | None:
        """Fields typed differently of every thousand; None before the first second typing."""
        return None if not self.fields else self.differing * 1000 / self.fields


def paper_check(unit: UnitOfWork, *, round_id: int) -> PaperCheck:
    """How the second typing of a round stands."""
    paper = select(func.count()).where(
        SurveyResponse.round_id == round_id,
        SurveyResponse.channel == SurveyChannel.PAPER,
    )
    again = unit.session.execute(
        select(SurveyRetyping.fields, SurveyRetyping.differing)
        .join(SurveyResponse, SurveyResponse.id == SurveyRetyping.response_id)
        .where(SurveyResponse.round_id == round_id)
    ).all()
    count = unit.session.scalar(paper) or 0
    return PaperCheck(
        count,
        ceil(count * SAMPLE_SHARE),
        len(again),
        sum(fields for fields, _differing in again),
        sum(len(differing) for _fields, differing in again),
    )


def draw_sheet(unit: UnitOfWork, *, round_id: int, lot: Random) -> SheetRecord | None:
    """A paper sheet drawn by lot from those not typed a second time yet; None when there is none left."""
    again = set(
        unit.session.scalars(
            select(SurveyRetyping.response_id)
            .join(SurveyResponse, SurveyResponse.id == SurveyRetyping.response_id)
            .where(SurveyResponse.round_id == round_id)
        )
    )
    left = [
        sheet
        for sheet in sheets(unit, round_id=round_id)
        if sheet.channel is SurveyChannel.PAPER and sheet.id not in again
    ]
    return lot.choice(left) if left else None
