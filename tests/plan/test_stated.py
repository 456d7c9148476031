"""What papers state beside what the records prove."""

from datetime import date

import pytest

from db.models.cohorts import EnrolmentState, Participation
from db.models.events import TrainingEvent
from desktop_app.centre import Centre
from desktop_app.errors import Duplicate, Invalid
from desktop_app.plan.stated import StatedEntry, What, remove_stated_figure, save_stated_figure, stated_figures
from tests import factories

SOURCE = "Yillik hisobot"


def differences(centre: Centre, *entries: StatedEntry) -> list[tuple[int | None, int | None]]:
    for entry in entries:
        centre.write(save_stated_figure, entry)
    return [(each.proven, each.difference) for each in centre.read(stated_figures, year=2026)]


def test_people_of_a_course_are_its_enrolments(centre: Centre) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    for state in (EnrolmentState.COMPLETED, EnrolmentState.STUDYING, EnrolmentState.ABSENT):
        factories.write(
            centre, factories.enrolment(cohort.id, factories.write(centre, factories.person()).id, state=state)
        )
    by_cohort = StatedEntry(What.COURSE_PEOPLE, cohort.code, 2026, 3, SOURCE)
    by_programme = StatedEntry(What.COURSE_PEOPLE, programme.code, 2026, 2, SOURCE)
    assert sorted(differences(centre, by_cohort, by_programme)) == [(2, 0), (2, 1)]


def test_a_national_course_is_proven_by_its_regions(centre: Centre) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    for region, people in (("1727", 35), ("1726", 38)):
        factories.write(centre, Participation(cohort_id=cohort.id, region_code=region, people=people, source=SOURCE))
    assert differences(centre, StatedEntry(What.COURSE_PEOPLE, cohort.code, 2026, 74, SOURCE)) == [(73, 1)]


def test_a_level_of_a_cascade_counts_persons_and_events(centre: Centre) -> None:
    programme = factories.write(centre, factories.programme(code="KASKAD"))
    event = TrainingEvent(
        kind_code="KRS", held_on=date(2026, 10, 3), programme_id=programme.id, cascade_level=4, people=25
    )
    factories.write(centre, event)
    first = StatedEntry(What.CASCADE_LEVEL, "KASKAD:4", 2026, 92_000, SOURCE)
    unknown = StatedEntry(What.CASCADE_LEVEL, "KASKAD:5", 2026, 1, SOURCE)
    assert differences(centre, first, unknown) == [(25, 91_975), (None, None)]


def test_a_count_needs_its_paper_and_is_entered_once(centre: Centre) -> None:
    entry = StatedEntry(What.ORGANISATIONS_PERMITTED, "", 2026, 9, SOURCE)
    with pytest.raises(Invalid):
        centre.write(save_stated_figure, StatedEntry(What.ORGANISATIONS_PERMITTED, "", 2026, 9, " "))
    with pytest.raises(Invalid):
        centre.write(save_stated_figure, StatedEntry(What.COURSE_PEOPLE, "", 2026, 9, SOURCE))
    saved = centre.write(save_stated_figure, entry).value
    with pytest.raises(Duplicate):
        centre.write(save_stated_figure, entry)
    centre.write(remove_stated_figure, figure_id=saved, version=1)
    assert centre.read(stated_figures, year=2026) == []


def test_of_a_channel_that_reports_nothing_nothing_is_proven(centre: Centre) -> None:
    assert differences(centre, StatedEntry(What.CHANNEL_TOTAL, "UKT", 2026, 9, SOURCE)) == [(None, None)]
