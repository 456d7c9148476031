"""The list of cohorts without a window."""

from argparse import Namespace
from datetime import date

from desktop_app.centre import Centre
from desktop_app.commands.cohorts_command import run
from desktop_app.i18n import set_language
from desktop_app.progress import Progress
from tests import factories


def test_every_cohort_is_told_with_its_state_dates_and_people(centre: Centre) -> None:
    set_language("en")
    taught = factories.write(centre, factories.programme())
    row = factories.write(centre, factories.cohort(taught.id, code="TV-26-001"))
    factories.write(centre, factories.cohort(taught.id, code="TV-25-001", starts_on=date(2025, 11, 3)))
    factories.write(centre, factories.enrolment(row.id, factories.write(centre, factories.person()).id))
    report = run(centre, Namespace(year=None), Progress())
    assert report.facts["cohorts"][0] == {
        "code": "TV-26-001",
        "programme": "Matematika oʻqituvchilari malakasini oshirish",
        "state": "studying",
        "from": "2026-11-02",
        "to": "2026-11-28",
        "people": 1,
    }
    assert len(report.lines) == 2
    assert "1 person" in report.lines[0]
    of_year = run(centre, Namespace(year=2025), Progress()).facts["cohorts"]
    assert [cohort["code"] for cohort in of_year] == ["TV-25-001"]
