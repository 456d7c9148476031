"""Cohorts behind a figure: the codes of their dimensions, and how each is told."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from db.among import among
from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Programme, ProgrammeStage
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import _
from desktop_app.indicators.model import BehindRow, RowKind
from desktop_app.language.dates import short_date
from desktop_app.plan.finished import first_editions
from desktop_app.reference.records import OWN_CHANNEL

COHORT_DIMENSIONS = frozenset(
    {"channel", "cohort", "programme", "programme_kind", "staff_group", "language", "mode", "stage"}
)


def cohort_codes(unit: UnitOfWork, cohort_ids: Collection[int]) -> dict[int, dict[str, str | None]]:
    """The dimensions of these cohorts, without those that were cancelled."""
    programmes = dict(unit.session.execute(select(Programme.id, Programme.code)).all())
    bases = first_editions(unit)
    query = (
        select(Cohort, Programme, ProgrammeStage.mode_code)
        .join(Programme, Programme.id == Cohort.programme_id)
        .outerjoin(ProgrammeStage, ProgrammeStage.id == Cohort.stage_id)
        .where(Cohort.state != CohortState.CANCELLED)
    )
    found: dict[int, dict[str, str | None]] = {}
    for wanted in among(unit.session, [Cohort.id], cohort_ids):
        for cohort, programme, stage_mode in unit.session.execute(query.where(wanted)):
            found[cohort.id] = {
                "channel": OWN_CHANNEL,
                "cohort": cohort.code,
                "programme": programmes[bases[programme.id]],
                "programme_kind": programme.kind_code,
                "staff_group": programme.staff_group,
                "language": cohort.language_code,
                "mode": stage_mode or programme.mode_code,
                "stage": str(cohort.stage_id) if cohort.stage_id is not None else None,
            }
    return found


def cohort_rows(unit: UnitOfWork, cohort_ids: Sequence[int], reason: str) -> list[BehindRow]:
    """In the order of the ids; ``reason`` is a marked message with {starts} and {ends}."""
    query = select(Cohort.id, Cohort.code, Programme.title, Cohort.starts_on, Cohort.ends_on)
    found = {
        row.id: row
        for wanted in among(unit.session, [Cohort.id], cohort_ids)
        for row in unit.session.execute(query.join(Programme, Programme.id == Cohort.programme_id).where(wanted))
    }
    return [
        BehindRow(
            RowKind.COHORT,
            row.id,
            f"{row.code}, {row.title}",
            _(reason, starts=short_date(row.starts_on), ends=short_date(row.ends_on)),
            cohort_id=row.id,
            cohort=row.code,
        )
        for row in map(found.__getitem__, cohort_ids)
    ]
