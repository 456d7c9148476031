"""The made-up work of the other channels: a plan amended in the summer, organisations on every way, stated counts."""

from datetime import date

from sqlalchemy import select

from db.models.plan import PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.organisations.records import OrganisationDraft, PermitPaper, YearFigure
from desktop_app.organisations.service import (
    check_requirement,
    grant_permit,
    organisation_card,
    refuse_permit,
    save_organisation,
    save_year_figure,
    withdraw_permit,
)
from desktop_app.plan.service import amend
from desktop_app.plan.stated import StatedEntry, What, save_stated_figure

AMENDED_FROM_MONTH, AMENDED_BY = 9, 0.8
# Names, and how far each is on its way: with the permit, without it any more, refused, under review, only applied.
PERMITTED = ("Ziyo maskani", "Bilim chashmasi", "Tafakkur oʻquv markazi", "Zukko ustoz", "Istiqbol taʼlim")
WITHDRAWN, REFUSED, REVIEWED, APPLIED = "Navqiron avlod", "Kelajak kaliti", "Mahorat maktabi", "Yangi sahifa"


def fill_channels(unit: UnitOfWork) -> None:
    """Amend the plan of the present year, enter organisations, and one count more than the register proves."""
    year = unit.today.year
    _amend_plan(unit, year)
    for place, name in enumerate(PERMITTED, start=1):
        organisation_id = _reviewed(unit, name)
        _permit(unit, organisation_id, f"R-{place:03}", date(year, 1 + place % 6, 12))
        figure = YearFigure(year - 1, 140 + 37 * place, f"{place}-sonli yillik maʼlumot")
        save_year_figure(unit, figure, organisation_id=organisation_id)
    withdrawn = _reviewed(unit, WITHDRAWN)
    _permit(unit, withdrawn, "R-006", date(year - 1, 3, 4))
    facts = {"organisation_id": withdrawn, "version": _version(unit, withdrawn)}
    withdraw_permit(unit, **facts, day=date(year, 2, 2), reason="Oʻquv xonalari talabga javob bermay qoldi")
    refused = _reviewed(unit, REFUSED, unmet=("KADR", "TEXNIKA"))
    reason = "Professor-oʻqituvchilar yetarli emas"
    refuse_permit(unit, organisation_id=refused, version=_version(unit, refused), reason=reason)
    _reviewed(unit, REVIEWED, unmet=("BINO",), left_out=("DASTUR", "TEXNIKA"))
    save_organisation(unit, OrganisationDraft(APPLIED, "NODAVLAT", applied_on=unit.today, application_number="17"))
    stated = StatedEntry(What.ORGANISATIONS_PERMITTED, "", year, len(PERMITTED) + 1, "Yarim yillik hisobot")
    save_stated_figure(unit, stated)


def _amend_plan(unit: UnitOfWork, year: int) -> None:
    """By an order of August the other channels have fewer people to train in autumn."""
    lines = select(PlanLine.id, PlanLine.people).where(
        PlanLine.year == year, PlanLine.month >= AMENDED_FROM_MONTH, PlanLine.channel_code != "PMM"
    )
    for line_id, people in unit.session.execute(lines).all():
        amend(
            unit,
            line_id=line_id,
            people=round(people * AMENDED_BY),
            order_number="246-sonli",
            order_date=date(year, 8, 7),
            note="Yarim yillik natijalarga koʻra",
        )


def _reviewed(unit: UnitOfWork, name: str, *, unmet: tuple[str, ...] = (), left_out: tuple[str, ...] = ()) -> int:
    draft = OrganisationDraft(name, "NODAVLAT", applied_on=date(unit.today.year - 1, 1, 20))
    organisation_id = save_organisation(unit, draft)
    for requirement in organisation_card(unit, organisation_id=organisation_id).requirements:
        if requirement.code not in left_out:
            is_met = requirement.code not in unmet
            note = "" if is_met else "Hujjatlar toʻliq emas"
            check_requirement(
                unit,
                organisation_id=organisation_id,
                requirement_code=requirement.code,
                is_met=is_met,
                note=note,
            )
    return organisation_id


def _permit(unit: UnitOfWork, organisation_id: int, number: str, day: date) -> None:
    permit = PermitPaper(number, day, day.replace(year=day.year + 5), f"{number[2:]}-sonli", day)
    grant_permit(unit, organisation_id=organisation_id, version=_version(unit, organisation_id), permit=permit)


def _version(unit: UnitOfWork, organisation_id: int) -> int:
    unit.session.flush()
    return organisation_card(unit, organisation_id=organisation_id).draft.version
