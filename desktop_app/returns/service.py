"""Making the return of a month: compose it, write it as a workbook, keep what was written."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy import select

from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.i18n import N_, use
from desktop_app.plan.population import count_cells, period_of
from desktop_app.plan.service import counted_plan
from desktop_app.reference.service import districts, list_items, profile, regions
from desktop_app.remembered import remembered
from desktop_app.returns.evidence import gather
from desktop_app.returns.figures import (
    DISTRICT_FORM,
    PLAN_FORM,
    SUBJECT_FORM,
    Sources,
    build_forms,
    digest_of,
    lines_of,
    planned,
    read_reported,
)
from desktop_app.returns.people_list import everybody
from desktop_app.returns.people_list import people_behind as people_behind
from desktop_app.returns.plan_check import check_plan
from desktop_app.returns.record_rules import check_against_register, check_lists
from desktop_app.returns.records import Finding, ListedPerson, MonthlyReturn, ReturnFile, Snapshot
from desktop_app.returns.rules import check_forms
from desktop_app.returns.workbook import write_return_workbook
from desktop_app.whole_file import whole_bytes


@remembered
def compose_return(unit: UnitOfWork, *, year: int, month: int) -> MonthlyReturn:
    """The figures of a month and of the year up to it, checked, in the language in force.

    Raises Invalid for a month that has not begun.
    """
    figures = compose_figures(unit, year=year, month=month)
    on_register = check_against_register(figures.form(PLAN_FORM), gather(unit, figures.period))
    return replace(figures, findings=(*figures.findings, *on_register))


@remembered
def compose_figures(unit: UnitOfWork, *, year: int, month: int) -> MonthlyReturn:
    """The figures of a month as ``compose_return`` gives them, checked only against each other and the plan.

    Raises Invalid for a month that has not begun.
    """
    period = period_of(year, month, today=unit.today)
    own = profile(unit)
    plan, overlaps = counted_plan(unit, year=year, day=period.last_day)
    sources = Sources(
        period=period,
        population=count_cells(unit, period),
        plan=planned(plan),
        reported=read_reported(unit, period),
        channels=list_items(unit, "channel", on=period.last_day),
        staff_groups=list_items(unit, "staff_group", on=period.last_day),
        subjects=list_items(unit, "subject"),
        districts=districts(unit, region_code=own.region_code),
    )
    forms = build_forms(sources)
    on_forms = check_forms(
        forms,
        districts=[district.code for district in sources.districts],
        subjects=[subject.code for subject in sources.subjects],
    )
    plan_form = next(form for form in forms if form.code == PLAN_FORM)
    names = {place.code: place.names.text for place in sources.districts}
    names |= {subject.code: subject.names.text for subject in sources.subjects}
    on_plan = check_plan(overlaps, plan_form, until=month, names=names)
    return MonthlyReturn(
        centre=own.name,
        centre_code=own.code,
        region=next(region.names for region in regions(unit) if region.code == own.region_code),
        director=own.director,
        prepared_by=unit.actor.name,
        period=period,
        basis="; ".join(dict.fromkeys(line.order for line in sources.plan if line.order)),
        forms=forms,
        findings=(*on_forms, *on_plan),
        digest=digest_of(lines_of(forms), centre_code=own.code, period=period),
    )


def write_return(centre: Centre, *, year: int, month: int, out: Path) -> ReturnFile:
    """Write the return in the centre's document language and keep it, figures and bytes, both or neither.

    Raises Invalid for a month that has not begun, StorageError when the file cannot be written.
    """
    with use(centre.read(profile).document_language):
        content, people = centre.read(_with_people, year=year, month=month)
        # Made beside the database: a list of names has no business in the system's folder for everybody.
        with tempfile.TemporaryDirectory(dir=centre.paths.folder, prefix=".~return-") as folder:
            workbook = write_return_workbook(Path(folder) / "return.xlsx", content, people).read_bytes()
    return centre.write(_keep, content=content, people=len(people), workbook=workbook, out=out).value


def snapshots(unit: UnitOfWork, *, year: int | None = None) -> list[Snapshot]:
    """The returns made so far (of a year), newest first."""
    query = select(ReturnSnapshot).order_by(ReturnSnapshot.id.desc())
    if year is not None:
        query = query.where(ReturnSnapshot.year == year)
    return [
        Snapshot(
            id=row.id,
            year=row.year,
            month=row.month,
            made_at=row.made_at,
            made_by=row.made_by,
            file_name=row.file_name,
            sha256=row.sha256,
            digest=row.figures["digest"],
            errors=row.figures["errors"],
            warnings=row.figures["warnings"],
        )
        for row in unit.session.scalars(query)
    ]


def snapshot_bytes(unit: UnitOfWork, *, snapshot_id: int) -> bytes:
    """The workbook byte for byte as it was made. Raises NotFound."""
    workbook = unit.session.scalar(select(ReturnSnapshot.workbook).where(ReturnSnapshot.id == snapshot_id))
    if workbook is None:
        raise NotFound("no_such_return", N_("This return is not kept here."))
    return workbook


def _with_people(unit: UnitOfWork, *, year: int, month: int) -> tuple[MonthlyReturn, list[ListedPerson]]:
    """The return and its annex from one look at the database, the one checked against the other."""
    content = compose_return(unit, year=year, month=month)
    people = everybody(unit, content.period)
    return replace(content, findings=(*content.findings, *_list_findings(content, people))), people


def _list_findings(content: MonthlyReturn, people: Sequence[ListedPerson]) -> list[Finding]:
    standings = [person.standing for person in people]
    return [finding for form in (DISTRICT_FORM, SUBJECT_FORM) for finding in check_lists(content.form(form), standings)]


def _keep(unit: UnitOfWork, *, content: MonthlyReturn, people: int, workbook: bytes, out: Path) -> ReturnFile:
    """Save the snapshot and put the file in its place; if the file cannot be written, nothing is kept."""
    sha256 = hashlib.sha256(workbook).hexdigest()
    row = ReturnSnapshot(
        year=content.period.year,
        month=content.period.month,
        made_at=unit.now,
        made_by=unit.actor.name,
        file_name=out.name,
        sha256=sha256,
        figures={
            "digest": content.digest,
            "errors": len(content.errors),
            "warnings": len(content.warnings),
            "people": people,
            "lines": [asdict(line) for line in lines_of(content.forms)],
        },
        workbook=workbook,
    )
    unit.session.add(row)
    unit.session.flush()
    written = whole_bytes(out, workbook)
    row.file_name = written.name
    facts = {"file": written.name, "sha256": sha256, "digest": content.digest, "people": people}
    unit.note("export", entity="return_snapshot", entity_id=row.id, facts=facts)
    return ReturnFile(written, content.digest, sha256, row.id, content, people)
