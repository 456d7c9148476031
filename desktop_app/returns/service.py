"""Making the return of a month: compose it, write it as a workbook, keep what was written."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models.centre import CentreProfile
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.chain import journal_head
from desktop_app.calm import collector_at_rest
from desktop_app.centre import Centre
from desktop_app.errors import NotFound
from desktop_app.i18n import N_, use
from desktop_app.indicators.as_of import known_on
from desktop_app.indicators.model import Behind
from desktop_app.plan.population import period_of
from desktop_app.plan.records import Period
from desktop_app.reference.service import profile, regions
from desktop_app.remembered import remembered, resting_on
from desktop_app.returns.annex import annexed
from desktop_app.returns.bounds import bounds_on
from desktop_app.returns.cells_behind import behind_cell_of, figure_of
from desktop_app.returns.differences import Difference, differences
from desktop_app.returns.editions import FORMS_EDITION, in_edition
from desktop_app.returns.evidence import Evidence, gather
from desktop_app.returns.explaining import key_of, notes, with_notes
from desktop_app.returns.figures import digest_of, lines_of
from desktop_app.returns.forms import OF_EVERY_DAY, build_form, sources_of, usual_codes
from desktop_app.returns.people_list import people_of
from desktop_app.returns.plan_check import check_plan
from desktop_app.returns.record_rules import check_against_register, check_late, check_lists
from desktop_app.returns.records import (
    DISTRICT_FORM,
    PLAN_FORM,
    SUBJECT_FORM,
    AnnexPerson,
    Finding,
    Form,
    ListedPerson,
    MonthlyReturn,
    ReturnFile,
    Snapshot,
)
from desktop_app.returns.rules import check_forms
from desktop_app.returns.states import WRITTEN, upcoming
from desktop_app.returns.workbook import definitions, write_return_workbook
from desktop_app.whole_file import whole_bytes


def compose_return(unit: UnitOfWork, *, year: int, month: int, forms: tuple[str, ...] = ()) -> MonthlyReturn:
    """The figures of a month and of the year up to it, checked, in the language in force.

    ``forms`` are the codes of those wanted, without any the centre's usual ones. Raises Invalid for a month that has
    not begun, NotFound for a form that there is not.
    """
    figures = compose_figures(unit, year=year, month=month, forms=forms)
    bounds = bounds_on(unit, figures.period.last_day)
    on_register = check_against_register(figures.forms, _evidence(unit, year=year, month=month), bounds)
    findings = (*figures.findings, *on_register)
    return replace(
        figures, findings=findings, forms=with_notes(figures.forms, findings, notes(unit, year=year, month=month))
    )


def compose_figures(unit: UnitOfWork, *, year: int, month: int, forms: tuple[str, ...] = ()) -> MonthlyReturn:
    """The figures of a month as ``compose_return`` gives them, checked only against each other and the plan."""
    period = period_of(year, month, today=unit.today)
    own = profile(unit)
    centre = unit.session.get_one(CentreProfile, 1)
    ground = _ground(unit, year=year, month=month, codes=forms or usual_codes(centre.return_forms))
    left = sources_of(unit, period, [code for code, each in ground.forms.items() if each is None])
    built = tuple(each or build_form(left, code) for code, each in ground.forms.items())
    return MonthlyReturn(
        centre=own.name,
        centre_code=own.code,
        region=next(region.names for region in regions(unit) if region.code == own.region_code),
        director=own.director,
        prepared_by=unit.actor.name,
        period=period,
        basis=ground.basis,
        forms=built,
        findings=(*check_forms(built, lists=ground.lists, bounds=bounds_on(unit, period.last_day)), *ground.findings),
        digest=digest_of(lines_of(built), centre_code=own.code, year=year, month=month),
        phone=own.phone,
        made_on=unit.today,
        region_code=own.region_code,
        has_own_phrase=bool(centre.return_phrase),
    )


def compose_form(unit: UnitOfWork, *, year: int, month: int, code: str) -> Form:
    """One form alone, unchecked. Raises Invalid, NotFound as above."""
    compose = _compose_form if code in OF_EVERY_DAY else _remembered_form
    return compose(unit, year=year, month=month, code=code)


@remembered
def _remembered_form(unit: UnitOfWork, *, year: int, month: int, code: str) -> Form:
    return _compose_form(unit, year=year, month=month, code=code)


def _compose_form(unit: UnitOfWork, *, year: int, month: int, code: str) -> Form:
    return build_form(sources_of(unit, period_of(year, month, today=unit.today), [code]), code)


def behind_cell(
    unit: UnitOfWork,
    *,
    year: int,
    month: int,
    form: str,
    row: str,
    column: str,
    offset: int = 0,
    limit: int | None = None,
) -> Behind:
    """What a cell's figure is made of: people, cohorts, lines of the plan, papers, each with its reason.

    Raises NotFound for a form that there is not, Invalid for a cell behind which nothing can be listed.
    """
    period = period_of(year, month, today=unit.today)
    built = _form_of(unit, period, form)
    return behind_cell_of(unit, built, row, column, period, offset=offset, limit=limit)


def people_behind(
    unit: UnitOfWork, *, year: int, month: int, form: str, row: str, column: str, limit: int | None = None
) -> list[ListedPerson]:
    """The people that a cell counts, in Uzbek order; as many as its figure, or the first ``limit`` of them.

    Raises NotFound, Invalid as people_of.
    """
    period = period_of(year, month, today=unit.today)
    return people_of(unit, figure_of(_form_of(unit, period, form), row, column), period, limit=limit)


def write_return(
    centre: Centre,
    *,
    year: int,
    month: int,
    out: Path,
    forms: tuple[str, ...] = (),
    reason: str = "",
    as_of: date | None = None,
) -> ReturnFile:
    """Write the return in the centre's document language and keep it, figures, people and bytes.

    It is kept once the file lies whole beside its place: stopped between the two, a draft stays that says so, and
    ``write_kept`` writes its file. ``reason`` is why it corrects one that was sent; ``as_of`` the day whose knowledge
    it is made from. Raises Invalid for a month that has not begun, NotFound for a form that there is not, StorageError
    when the file cannot be written.
    """
    # The annex makes very many small objects.
    with use(centre.read(profile).document_language), collector_at_rest():
        made = centre.read(_composed_as_known, year=year, month=month, forms=forms, reason=reason, as_of=as_of)
        # Made beside the database: a list of people has no business in the system's folder for everybody.
        with tempfile.TemporaryDirectory(dir=centre.paths.folder, prefix=".~return-") as folder:
            file = Path(folder) / "return.xlsx"
            workbook = write_return_workbook(
                file, made.content, made.people, made.corrected, reason=reason
            ).read_bytes()
    snapshot_id = 0

    def keep() -> None:
        nonlocal snapshot_id
        snapshot_id = centre.write(_keep, made=made, workbook=workbook, file_name=out.name).value

    written = whole_bytes(out, workbook, once_whole=keep)
    sha256 = centre.write(_note_written, snapshot_id=snapshot_id, file=written).value
    return ReturnFile(written, made.content.digest, sha256, snapshot_id, made.content, len(made.people))


def write_kept(centre: Centre, *, snapshot_id: int, out: Path) -> Path:
    """Write a kept return byte for byte as it was made; returns the path really written. Raises NotFound, StorageError.

    Who never got the file of a draft gets it so.
    """
    written = whole_bytes(out, centre.read(snapshot_bytes, snapshot_id=snapshot_id))
    centre.write(_note_written, snapshot_id=snapshot_id, file=written)
    return written


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


@dataclass(frozen=True)
class _Ground:
    """What of a return can be remembered; the forms that rest on what is written all day are left to be built."""

    forms: Mapping[str, Form | None]
    basis: str
    lists: Mapping[str, Sequence[str]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Composed:
    """Everything that a return is made of, from one look at the database."""

    content: MonthlyReturn
    people: list[AnnexPerson]
    packed_people: bytes
    corrected: list[Difference]
    reason: str


@remembered
def _ground(unit: UnitOfWork, *, year: int, month: int, codes: tuple[str, ...]) -> _Ground:
    # The forms that are left to be built count the same people: what they ask for is fetched with the others.
    sources = sources_of(unit, period_of(year, month, today=unit.today), codes)
    forms = {code: None if code in OF_EVERY_DAY else build_form(sources, code) for code in codes}
    orders = sorted(order for orders in sources.orders.values() for order in orders if order)
    lists = {
        DISTRICT_FORM: [district.code for district in sources.districts],
        SUBJECT_FORM: [subject.code for subject in sources.subjects],
    }
    names = {place.code: place.names.text for place in sources.districts}
    names |= {subject.code: subject.names.text for subject in sources.subjects}
    plan = forms.get(PLAN_FORM)
    found = check_plan(sources.overlaps, plan, until=month, names=names) if plan else ()
    return _Ground(forms, "; ".join(dict.fromkeys(orders)), lists, tuple(found))


def _form_of(unit: UnitOfWork, period: Period, code: str) -> Form:
    return compose_figures(unit, year=period.year, month=period.month, forms=(code,)).forms[0]


@resting_on("return_snapshot")
def _evidence(unit: UnitOfWork, *, year: int, month: int) -> Evidence:
    return gather(unit, period_of(year, month, today=unit.today))


def _composed_as_known(
    unit: UnitOfWork, *, year: int, month: int, forms: tuple[str, ...], reason: str, as_of: date | None
) -> _Composed:
    if as_of is None:
        return _composed(unit, year=year, month=month, forms=forms, reason=reason)
    with known_on(unit, as_of) as known:
        made = _composed(known.unit, year=year, month=month, forms=forms, reason=reason)
    return replace(made, content=replace(made.content, made_on=unit.today, as_of=as_of, unknowable=known.unknown))


def _composed(unit: UnitOfWork, *, year: int, month: int, forms: tuple[str, ...], reason: str) -> _Composed:
    """The return and its annex, the one checked against the other; with its number where it corrects another."""
    content = compose_return(unit, year=year, month=month, forms=forms)
    people, packed = annexed(unit, content.period)
    coming = upcoming(unit, year=year, month=month)
    replaces = coming.replaces.number if coming.replaces else None
    standings = [person.standing for person in people]
    on_lists = [finding for form in content.forms for finding in check_lists(form, standings)]
    content = replace(
        content,
        findings=(*content.findings, *on_lists, *check_late(replaces, reason)),
        explanations=notes(unit, year=year, month=month),
        journal_head=journal_head(unit),
        number=coming.number,
        replaces=replaces,
    )
    comparable = in_edition(content.forms, coming.replaces.edition) if coming.replaces else ()
    corrected = differences(coming.lines, lines_of(comparable), comparable)
    return _Composed(content, people, packed, corrected, reason)


def _keep(unit: UnitOfWork, *, made: _Composed, workbook: bytes, file_name: str) -> int:
    content = made.content
    row = ReturnSnapshot(
        year=content.period.year,
        month=content.period.month,
        made_at=unit.now,
        made_by=unit.actor.name,
        file_name=file_name,
        sha256=hashlib.sha256(workbook).hexdigest(),
        figures=_kept_figures(made),
        workbook=workbook,
        reason=made.reason,
        as_known_on=content.as_of,
        people=made.packed_people,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def _note_written(unit: UnitOfWork, *, snapshot_id: int, file: Path) -> str:
    """Let the journal tell that the people of a return left the database, and that its file is there."""
    row = unit.session.get_one(ReturnSnapshot, snapshot_id)
    told = {"digest": row.figures["digest"], "people": row.figures["people"]}
    facts = {"file": file.name, "sha256": row.sha256, **told}
    unit.note(WRITTEN, entity=ReturnSnapshot.__tablename__, entity_id=row.id, facts=facts)
    return row.sha256


def _kept_figures(made: _Composed) -> dict[str, Any]:
    content = made.content
    return {
        "digest": content.digest,
        "edition": FORMS_EDITION,
        "journal_head": content.journal_head,
        "number": content.number,
        "errors": len(content.errors),
        "warnings": len(content.warnings),
        "warning_keys": [key_of(finding) for finding in content.warnings],
        "people": len(made.people),
        "lines": [vars(line) for line in lines_of(content.forms)],
        "definitions": definitions(content.forms),
    }
