"""How many have answered: people of the list, never more than there are, and the others apart from them."""

import pytest

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.surveys import SurveyChannel
from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.surveys.document_content import cohort_content
from desktop_app.surveys.rounds import rounds
from desktop_app.surveys.taking import save_sheet
from desktop_app.surveys.turnout import Turnout, turnout_of
from tests import factories
from tests.surveys.forms import begun_round


@pytest.mark.parametrize(
    ("sheets", "noted", "gone", "expected"),
    [
        (3, 3, 0, Turnout(5, 3)),
        # Paper that nobody was noted for.
        (4, 0, 0, Turnout(5, 4)),
        # Noted as handed in, and not typed yet.
        (1, 4, 0, Turnout(5, 4)),
        (5, 3, 2, Turnout(5, 3, 2)),
        (7, 5, 0, Turnout(5, 5, 2)),
    ],
)
def test_no_more_people_have_answered_than_are_asked(sheets: int, noted: int, gone: int, expected: Turnout) -> None:
    assert turnout_of(asked=5, sheets=sheets, noted=noted, gone=gone) == expected


def test_who_answered_and_left_the_cohort_is_told_apart(centre: Centre) -> None:
    programme = factories.write(centre, factories.programme())
    cohort_id = factories.write(centre, factories.cohort(programme.id)).id
    people = [
        factories.write(centre, factories.enrolment(cohort_id, factories.write(centre, factories.person()).id)).id
        for _person in range(3)
    ]
    round_id = centre.write(begun_round, cohort_id=cohort_id).value
    for enrolment_id in people:
        sheet = {"answers": {"B1.level": 3}, "channel": SurveyChannel.PAPER, "enrolment_id": enrolment_id}
        centre.write(save_sheet, round_id=round_id, **sheet)
    centre.write(lambda unit: setattr(unit.session.get_one(Enrolment, people[0]), "state", EnrolmentState.EXPELLED))
    (row,) = centre.read(rounds)
    assert (row.turnout, row.answered, row.sheets) == (Turnout(2, 2, 1), 2, 3)
    assert centre.read(cohort_content, cohort_id=cohort_id).turnout == Turnout(2, 2, 1)
    with use("en"):
        assert Turnout(2, 2, 1).lines == (
            "2 of 2 people have answered.",
            "1 more sheet is of somebody who is no longer in the cohort.",
        )
