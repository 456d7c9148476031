"""The list of those who have not answered yet, to remind them by."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.errors import Refused
from desktop_app.given_out import note_given
from desktop_app.i18n import N_, _, _n, use
from desktop_app.language.dates import short_date
from desktop_app.reference.service import profile
from desktop_app.surveys.board import Awaited, awaited
from desktop_app.surveys.rounds import survey_form
from desktop_app.whole_file import replace_whole

ROW_MM = 7.0


def write_reminders(centre: Centre, *, round_id: int, out: Path) -> Path:
    """Write it in the language of the centre's documents; returns where it stands.

    Raises NotFound, StorageError, Refused when everybody has answered.
    """
    form = centre.read(survey_form, round_id=round_id)
    waiting = [each for each in centre.read(awaited, round_id=round_id) if not each.has_answered]
    if not waiting:
        raise Refused("nobody_to_remind", N_("Everybody has answered: there is nobody to remind."))
    own = centre.read(profile)
    draw = partial(
        reminders_pdf,
        people=waiting,
        group=form.title,
        centre_name=own.name,
        made_on=centre.clock.today(),
        closes_on=form.closes_on,
    )
    with use(own.document_language):
        written = replace_whole(out, draw)
    people = centre.read(_people_of, [each.enrolment_id for each in waiting])
    centre.write(note_given, "print", entity="survey_round", entity_id=round_id, people=people, content=written)
    return written


def _people_of(unit: UnitOfWork, enrolment_ids: Sequence[int]) -> list[int]:
    return list(unit.session.scalars(select(Enrolment.person_id).where(Enrolment.id.in_(enrolment_ids))))


def reminders_pdf(
    target: Path,
    *,
    people: Sequence[Awaited],
    group: str,
    centre_name: str,
    made_on: date,
    closes_on: date | None,
) -> None:
    """Names, workplaces and telephones, with room for a tick."""
    title = _("Have not answered the survey")
    report = Report(target, title=title, footer=f"{centre_name} · {group}")
    report.title(title, below=f"{centre_name} · {group} · {short_date(made_on)}")
    count = _n("{n} person has not answered yet.", "{n} people have not answered yet.", len(people))
    until = "" if closes_on is None else _("Answers are taken until {day}.", day=short_date(closes_on))
    report.paragraph(" ".join(filter(None, (count, until))))
    columns = (
        Column("№", is_number=True),
        Column(_("Full name")),
        Column(_("Workplace")),
        Column(_("Telephone"), width_mm=34),
        Column(_("Reminded"), width_mm=24),
    )
    rows = [[str(place), each.name, each.workplace, each.phone, ""] for place, each in enumerate(people, start=1)]
    draw_table(report, columns, rows, row_mm=ROW_MM)
    report.save()
