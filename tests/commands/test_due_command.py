"""Who is due, without a window."""

from argparse import Namespace
from datetime import date

from desktop_app.centre import Centre
from desktop_app.commands.due_command import run
from desktop_app.i18n import set_language
from desktop_app.progress import Progress
from tests import factories


def test_everybody_due_is_told_with_why_and_the_counts_agree(centre: Centre) -> None:
    set_language("en")
    school = factories.write(centre, factories.institution(name="12-maktab"))
    turn = {"staff_group": "RAHBAR", "post_since": date(2018, 9, 1), "institution_id": school.id}
    factories.write(centre, factories.person(**turn, surname_cyrl="Абдуллаева", given_name_cyrl="Зилола"))
    factories.write(centre, factories.person(surname="Boboyeva", subject_code="FIZ", district_code=None))
    factories.write(centre, factories.person(surname="Gʻaniyeva", service_since=date(2026, 9, 1)))
    facts = run(centre, Namespace(year=2027), Progress()).facts
    assert facts["people"][0] == {
        "name_latin": "Abdullayeva Zilola Rustam qizi",
        "name_cyrillic": "Абдуллаева Зилола",
        "birth_date": "1985-03-14",
        "workplace": "12-maktab",
        "district": "Akkurgan District",
        "subject": "",
        "last_course": None,
        "due_year": 2027,
        "reason": "Turn of 2027: Leaders, Psychologist, Librarian; in the post up to 8 years.",
        "cohort": None,
    }
    assert (facts["year"], facts["total"], len(facts["people"])) == (2027, 2, 2)
    assert facts["by_district"] == [{"name": "Akkurgan District", "people": 1}, {"name": "Not stated", "people": 1}]
    assert facts["by_subject"] == [
        {"name": "Physics (and astronomy)", "people": 1},
        {"name": "Not stated", "people": 1},
    ]


def test_a_person_reads_one_line_each_under_the_count(centre: Centre) -> None:
    set_language("en")
    factories.write(centre, factories.person())
    head, line = run(centre, Namespace(year=2026), Progress()).lines
    assert head == "2026: 1 person is due"
    assert line.startswith("2026  Abdullayeva Zilola Rustam qizi  14.03.1985")
    assert line.endswith("No course is known.")
