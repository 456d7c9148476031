"""A kind of mark with roles is seen, set and changed by these alone; what it counts as stays for everybody."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.attendance import MarkKind
from desktop_app.attendance.absences import absence_choices
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange, MarkValue
from desktop_app.attendance.service import grid
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from tests import factories
from tests.accounts.people import acting, employ

DAY = date(2026, 11, 20)


def test_a_kind_with_roles_is_hidden_from_others_and_counts_all_the_same(centre: Centre) -> None:
    programme = factories.write(centre, factories.programme(module_hours=(2,)))
    cohort = factories.write(centre, factories.cohort(programme.id, starts_on=DAY, ends_on=DAY))
    lesson = factories.write(centre, factories.session(cohort.id, held_on=DAY))
    person = factories.write(centre, factories.person())
    enrolment = factories.write(centre, factories.enrolment(cohort.id, person.id))
    centre.write(
        lambda unit: (
            unit.session.query(MarkKind).filter_by(code="SABABLI").one().__setattr__("visible_to", ["methodist"])
        )
    )
    ill = MarkChange(enrolment.id, lesson.id, MarkValue("SABABLI", note="shifoxonada"))
    with acting(centre, employ(centre, "Malika", "methodist")):
        centre.write(set_marks, marks=[ill])
        seen = centre.read(grid, cohort_id=cohort.id)
        assert seen.marks[enrolment.id, lesson.id].note == "shifoxonada"
        assert "SABABLI" in {kind.code for kind in centre.read(absence_choices, cohort_id=cohort.id).kinds}
    with acting(centre, employ(centre, "Rahim", "registrar")):
        shown = centre.read(grid, cohort_id=cohort.id)
        (kind,) = [kind for kind in shown.kinds if kind.code == "SABABLI"]
        assert (kind.letter, kind.names.text) == ("•", "Koʻrsatilmaydi")
        assert shown.marks[enrolment.id, lesson.id].note == ""
        assert shown.people[0].attendance == seen.people[0].attendance
        assert "SABABLI" not in {kind.code for kind in centre.read(absence_choices, cohort_id=cohort.id).kinds}
        for value in (MarkValue("KELDI"), None):
            with pytest.raises(Refused, match="mark_hidden"):
                centre.write(set_marks, marks=[replace(ill, value=value)])
