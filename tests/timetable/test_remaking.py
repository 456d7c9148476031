"""A timetable made anew, and the old one brought back whole."""

import pytest
from sqlalchemy import select

from db.models.timetable import Substitution
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.timetable.assigning import substitute
from desktop_app.timetable.moving import remove_session
from desktop_app.timetable.remaking import remake, undo_remake
from tests import factories
from tests.timetable.ground import course


def test_the_lessons_that_gave_way_come_back_with_their_substitutions(centre: Centre) -> None:
    one, other = (factories.write(centre, factories.trainer(full_name=name)) for name in ("Aliyev", "Valiyev"))
    made = course(centre, trainer_id=one.id)
    lessons = made.lessons
    centre.write(remove_session, session_id=lessons[5].id)
    first = lessons[0]
    centre.write(substitute, session_id=first.id, trainer_id=other.id, reason="Kasallik", version=first.version)
    before = made.lessons
    remade = centre.write(remake, cohort_id=made.cohort_id).value
    assert (remade.timetable.sessions, len(made.lessons)) == (6, 6)
    centre.write(undo_remake, remade)
    assert [(each.id, each.held_on, each.trainer_id) for each in made.lessons] == [
        (each.id, each.held_on, each.trainer_id) for each in before
    ]
    assert centre.read(lambda unit: unit.session.scalars(select(Substitution.reason)).all()) == ["Kasallik"]


def test_once_marked_the_new_timetable_stays(centre: Centre) -> None:
    made = course(centre)
    remade = centre.write(remake, cohort_id=made.cohort_id).value
    made.mark(0)
    with pytest.raises(Refused, match="marked_since"):
        centre.write(undo_remake, remade)
