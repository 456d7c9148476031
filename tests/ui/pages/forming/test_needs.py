"""What a group needs, said where it is formed."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.clock import FixedClock
from desktop_app.questionnaires.built_in import built_in
from desktop_app.reference.service import list_items
from tests.conftest import NOW
from tests.factories import DISTRICT_CODE, person, write
from tests.surveys.forms import answered_round
from ui.pages.forming.needs import GroupNeeds
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def needs(workspace: Workspace, qtbot: QtBot) -> GroupNeeds:
    workspace.centre.clock = FixedClock(NOW)
    made = GroupNeeds(workspace)
    qtbot.addWidget(made)
    return made


def test_the_needs_of_people_like_them_are_named(needs: GroupNeeds, workspace: Workspace, settle: Settle) -> None:
    centre = workspace.centre
    subject = next(str(item.id) for item in centre.read(list_items, "subject") if item.code == "MAT")
    sheet = {"A1": DISTRICT_CODE, "A5": subject, "B6.importance": 5, "B6.level": 1}
    answered_round(centre, *[sheet] * 5, questionnaire=built_in()[0])
    teacher = write(centre, person(staff_group="PEDAGOG", subject_code="MAT")).id
    needs.show_people([teacher])
    settle()
    assert not needs.isHidden()
    assert needs.line.text() == (
        "What this group needs: Digital tools and online platforms (20.0) (answers: 5, same subject and district)."
    )
    needs.show_people(())
    settle()
    assert needs.isHidden()


def test_where_nobody_answered_nothing_is_said(needs: GroupNeeds, workspace: Workspace, settle: Settle) -> None:
    teacher = write(workspace.centre, person(staff_group="PEDAGOG", subject_code="MAT")).id
    needs.show_people([teacher])
    settle()
    assert needs.isHidden()
