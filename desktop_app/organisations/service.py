"""The register of organisations outside the centre: application, review, permit or refusal, withdrawal, figures."""

from dataclasses import fields
from datetime import date

from sqlalchemy import case, func, select

from db.models.organisations import OrganisationFigure, PermitCheck, PermitState, TrainingOrganisation
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key, sort_key
from desktop_app.organisations.records import (
    OrganisationCard,
    OrganisationDraft,
    OrganisationLine,
    PermitPaper,
    PermitStanding,
    Requirement,
    YearFigure,
)
from desktop_app.organisations.rules import (
    read_tax_number,
    require_all_met,
    require_open,
    require_permit,
    require_reason,
    require_reviewed,
    require_standing,
)
from desktop_app.reference.service import list_items
from desktop_app.rows import row_at

REQUIREMENTS, KINDS = "permit_requirement", "organisation_kind"
DECIDED = (PermitStanding.PERMITTED, PermitStanding.REFUSED, PermitStanding.WITHDRAWN)


def organisations(unit: UnitOfWork, *, year: int | None = None) -> list[OrganisationLine]:
    """All of them in Uzbek order, with the people that each reports for ``year``."""
    kinds = {item.code: item.names.text for item in list_items(unit, KINDS)}
    of_organisation = PermitCheck.organisation_id
    met = func.sum(case((PermitCheck.is_met, 1), else_=0))
    checks = select(of_organisation, met, func.count()).group_by(of_organisation)
    found = {row[0]: (int(row[1]), row[2]) for row in unit.session.execute(checks)}
    reported = select(OrganisationFigure.organisation_id, OrganisationFigure.people)
    people = {row[0]: row[1] for row in unit.session.execute(reported.where(OrganisationFigure.year == year))}
    rows = unit.session.scalars(select(TrainingOrganisation))
    lines = [
        OrganisationLine(
            row.id,
            row.name,
            row.kind_code,
            kinds.get(row.kind_code, row.kind_code),
            PermitStanding(row.state.value),
            row.applied_on,
            row.permit_number,
            row.permit_from,
            row.permit_until,
            row.ended_on,
            *found.get(row.id, (0, 0)),
            people.get(row.id),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (sort_key(line.name), line.id))


def organisation_card(unit: UnitOfWork, *, organisation_id: int) -> OrganisationCard:
    """Raises NotFound."""
    row = _row(unit, organisation_id)
    kinds = {item.code: item.names.text for item in list_items(unit, KINDS)}
    figures = select(OrganisationFigure).where(OrganisationFigure.organisation_id == row.id)
    return OrganisationCard(
        draft=OrganisationDraft(**{field.name: getattr(row, field.name) for field in fields(OrganisationDraft)}),
        kind=kinds.get(row.kind_code, row.kind_code),
        standing=PermitStanding(row.state.value),
        permit=_permit(row),
        requirements=tuple(_requirements(unit, row)),
        figures=tuple(
            YearFigure(each.year, each.people, each.source, each.id, each.version)
            for each in unit.session.scalars(figures.order_by(OrganisationFigure.year.desc()))
        ),
        ended_on=row.ended_on,
        reason=row.reason,
    )


def save_organisation(unit: UnitOfWork, draft: OrganisationDraft) -> int:
    """Enter an application or correct it; returns its id. Raises Invalid, Duplicate, NotFound, Conflict."""
    name = tidy(draft.name)
    if not name:
        raise Invalid("field_empty", N_("This field must be filled in."), field="name")
    if draft.kind_code not in {item.code for item in list_items(unit, KINDS)}:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="kind_code")
    if draft.applied_on is not None and draft.applied_on > unit.today:
        raise Invalid("applied_on_to_come", N_("The day of the application is still to come."), field="applied_on")
    key, tax_number = search_key(name), read_tax_number(draft.tax_number)
    alike = TrainingOrganisation.search_key == key
    if tax_number:
        alike |= TrainingOrganisation.tax_number == tax_number
    known = unit.session.scalar(
        select(TrainingOrganisation.name).where(alike, TrainingOrganisation.id != draft.id).limit(1)
    )
    if known is not None:
        raise Duplicate("organisation_known", N_("It is in the register already: {name}."), name=known)
    if draft.id:
        row = _row(unit, draft.id, draft.version)
    else:
        row = TrainingOrganisation()
        unit.session.add(row)
    row.name, row.search_key, row.kind_code = name, key, draft.kind_code
    row.tax_number, row.address, row.phone = tax_number, tidy(draft.address), tidy(draft.phone)
    row.applied_on, row.application_number = draft.applied_on, tidy(draft.application_number)
    row.note = tidy(draft.note)
    unit.session.flush()
    return row.id


def remove_organisation(unit: UnitOfWork, *, organisation_id: int, version: int) -> None:
    """Take out what was entered by mistake. Raises Refused once it is decided about, NotFound, Conflict."""
    row = _row(unit, organisation_id, version)
    require_open(PermitStanding(row.state.value))
    unit.session.delete(row)


def check_requirement(
    unit: UnitOfWork, *, organisation_id: int, requirement_code: str, is_met: bool | None, note: str = ""
) -> None:
    """Say how a requirement was found; None: not looked at after all.

    The first look begins the review. Raises Refused once it is decided about, Invalid, NotFound.
    """
    row = _row(unit, organisation_id)
    require_open(PermitStanding(row.state.value))
    if requirement_code not in {item.code for item in list_items(unit, REQUIREMENTS)}:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="requirement_code")
    check = unit.session.scalar(
        select(PermitCheck).filter_by(organisation_id=organisation_id, requirement_code=requirement_code)
    )
    if is_met is None:
        if check is not None:
            unit.session.delete(check)
    else:
        if check is None:
            check = PermitCheck(organisation_id=organisation_id, requirement_code=requirement_code)
            unit.session.add(check)
        check.is_met, check.note, check.checked_on = is_met, tidy(note), unit.today
    unit.session.flush()
    has_checks = unit.session.scalar(select(func.count(PermitCheck.id)).filter_by(organisation_id=organisation_id))
    row.state = PermitState.UNDER_REVIEW if has_checks else PermitState.APPLIED


def grant_permit(unit: UnitOfWork, *, organisation_id: int, version: int, permit: PermitPaper) -> None:
    """Raises Refused unless every requirement was looked at and is met, Invalid, NotFound, Conflict."""
    row = _row(unit, organisation_id, version)
    require_open(PermitStanding(row.state.value))
    requirements = _requirements(unit, row)
    require_reviewed(requirements)
    require_all_met(requirements)
    require_permit(permit, applied_on=row.applied_on)
    row.state = PermitState.PERMITTED
    row.permit_number, row.permit_from, row.permit_until = tidy(permit.number), permit.valid_from, permit.valid_until
    row.order_number, row.order_date = tidy(permit.order_number), permit.order_date


def refuse_permit(
    unit: UnitOfWork,
    *,
    organisation_id: int,
    version: int,
    reason: str,
    order_number: str = "",
    order_date: date | None = None,
) -> None:
    """Raises Refused unless every requirement was looked at, Invalid without a reason, NotFound, Conflict."""
    row = _row(unit, organisation_id, version)
    require_open(PermitStanding(row.state.value))
    require_reviewed(_requirements(unit, row))
    require_reason(reason)
    row.state, row.reason, row.ended_on = PermitState.REFUSED, tidy(reason), unit.today
    row.order_number, row.order_date = tidy(order_number), order_date


def withdraw_permit(unit: UnitOfWork, *, organisation_id: int, version: int, day: date, reason: str) -> None:
    """Raises Refused without a permit, Invalid without a reason or before the permit, NotFound, Conflict."""
    row = _row(unit, organisation_id, version)
    require_standing(PermitStanding(row.state.value), {PermitStanding.PERMITTED})
    require_reason(reason)
    if row.permit_from is not None and day < row.permit_from:
        raise Invalid("withdrawn_before_permit", N_("The permit was given later."), field="day")
    row.state, row.reason, row.ended_on = PermitState.WITHDRAWN, tidy(reason), day


def reopen_review(unit: UnitOfWork, *, organisation_id: int, version: int) -> None:
    """Take a decision back: a withdrawn permit holds again, any other is under review again.

    Raises Refused when nothing is decided, NotFound, Conflict.
    """
    row = _row(unit, organisation_id, version)
    standing = PermitStanding(row.state.value)
    require_standing(standing, DECIDED)
    row.reason, row.ended_on = "", None
    if standing is PermitStanding.WITHDRAWN:
        row.state = PermitState.PERMITTED
        return
    row.state = PermitState.UNDER_REVIEW
    row.permit_number, row.permit_from, row.permit_until = "", None, None
    row.order_number, row.order_date = "", None


def save_year_figure(unit: UnitOfWork, figure: YearFigure, *, organisation_id: int) -> int:
    """Enter what an organisation reports for a year; returns its id.

    Raises Invalid without a source, Duplicate for a year that has its figure already, NotFound, Conflict.
    """
    _row(unit, organisation_id)
    if not figure.source.strip():
        raise Invalid("source_missing", N_("Name the letter or the report that the figure comes from."), field="source")
    if figure.people < 0:
        raise Invalid("people_negative", N_("The number of people cannot be below nought."), field="people")
    same = select(OrganisationFigure.id).filter_by(organisation_id=organisation_id, year=figure.year)
    if unit.session.scalar(same.where(OrganisationFigure.id != figure.id)) is not None:
        raise Duplicate("year_figure_exists", N_("This year has its figure already."))
    if figure.id:
        row = _figure_row(unit, figure.id, figure.version)
    else:
        row = OrganisationFigure(organisation_id=organisation_id)
        unit.session.add(row)
    row.year, row.people, row.source = figure.year, figure.people, tidy(figure.source)
    unit.session.flush()
    return row.id


def remove_year_figure(unit: UnitOfWork, *, figure_id: int, version: int) -> None:
    """Raises NotFound, Conflict."""
    unit.session.delete(_figure_row(unit, figure_id, version))


def permits_given(unit: UnitOfWork, *, year: int) -> int:
    """How many organisations the register shows to have been given their permit in a year, withdrawn since or not."""
    given = select(func.count(TrainingOrganisation.id)).where(
        TrainingOrganisation.state.in_((PermitState.PERMITTED, PermitState.WITHDRAWN)),
        TrainingOrganisation.permit_from.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return unit.session.scalar(given) or 0


def _requirements(unit: UnitOfWork, row: TrainingOrganisation) -> list[Requirement]:
    """Those that hold today, and any other that was looked at."""
    found = {
        check.requirement_code: check
        for check in unit.session.scalars(select(PermitCheck).where(PermitCheck.organisation_id == row.id))
    }
    return [
        Requirement(item.code, item.names.text, check.is_met, check.note, check.checked_on)
        if (check := found.get(item.code)) is not None
        else Requirement(item.code, item.names.text, None)
        for item in list_items(unit, REQUIREMENTS)
        if item.holds_on(unit.today) or item.code in found
    ]


def _permit(row: TrainingOrganisation) -> PermitPaper | None:
    if row.permit_from is None:
        return None
    return PermitPaper(row.permit_number, row.permit_from, row.permit_until, row.order_number, row.order_date)


def _row(unit: UnitOfWork, organisation_id: int, version: int | None = None) -> TrainingOrganisation:
    row = row_at(
        unit,
        TrainingOrganisation,
        organisation_id,
        "no_such_organisation",
        N_("This organisation is no longer in the register."),
    )
    if version is not None and row.version != version:
        raise Conflict
    return row


def _figure_row(unit: UnitOfWork, figure_id: int, version: int) -> OrganisationFigure:
    return row_at(
        unit, OrganisationFigure, figure_id, "no_such_figure", N_("This figure is no longer there."), version=version
    )
