"""Marks from a file come to whom they mean, are entered whole or not at all, and are taken back."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.people import Person
from desktop_app.attendance.badge_codes import badge_code, shown_code
from desktop_app.attendance.import_records import CellState
from desktop_app.attendance.importing import apply_marks, judged, marks_imports, take_back_marks
from desktop_app.attendance.marking import set_marks
from desktop_app.attendance.records import MarkChange
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Refused
from desktop_app.marks.records import MarkValue
from desktop_app.reference.service import profile
from tests.attendance.marks_made import (
    ANVAR_S,
    GAYRAT,
    KELDI,
    KELMADI,
    ZILOLA,
    Cohort,
    at,
    made_cohort,
    marks,
    saved,
    seen,
    states,
)

ZILOLAS = "41403850010018"


@pytest.fixture
def own(centre: Centre) -> Cohort:
    return made_cohort(centre)


def test_unknown_doubled_and_unclear_people_are_named_and_not_entered(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        (
            "Davomat",
            [
                ("F.I.Sh.", "19.11 / 1", "20.11 / 1"),
                ("Abdullayeva Zilola", "+", "+"),
                ("Karimov Anvar", "+", "+"),
                ("Nobodyev Nobody", "+", "-"),
                ("Abdullayeva Z.", "+", "-"),
                ("Karimov A.S.", "+", None),
            ],
        ),
    )
    found = seen(centre, path, own)
    told = {cell.place: (cell.state.value, cell.problem.code if cell.problem else "") for cell in found.cells}
    assert told == {
        "Davomat!B2": ("new", ""),
        "Davomat!C2": ("ambiguous", "contradicts"),
        "Davomat!3": ("ambiguous", "person_ambiguous"),
        "Davomat!4": ("unknown_person", "person_unknown"),
        "Davomat!B5": ("ignored", "repeated"),
        "Davomat!C5": ("ambiguous", "contradicts"),
        "Davomat!B6": ("new", ""),
    }
    assert "Davomat!C5" in at(found, "C2").problem.text  # type: ignore[union-attr]
    assert at(found, "3").people == own.enrolments[1:3]
    assert apply_marks(centre, found).value.marks == 2


def test_who_is_meant_by_an_unclear_row_can_be_said(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.xlsx", ("D", [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Karimov Anvar", "+", "-")]))
    first = seen(centre, path, own)
    chosen = {("D", 2): own.enrolments[ANVAR_S]}
    found = centre.read(judged, first.workbook, cohort_id=own.id, chosen=chosen)
    apply_marks(centre, found)
    assert marks(centre, own) == {(ANVAR_S, 2): KELDI, (ANVAR_S, 4): KELMADI}


def test_who_left_takes_no_later_mark(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    left = {"state": EnrolmentState.EXPELLED, "left_on": date(2026, 11, 20)}
    gone = update(Enrolment).where(Enrolment.id == own.enrolments[ZILOLA]).values(**left)
    centre.write(lambda unit: unit.execute_bulk(gone, reason="test"))
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("D", rows)), own)
    assert [(cell.state.value, cell.problem and cell.problem.code) for cell in found.cells] == [
        ("new", None),
        ("refused", "person_left"),
    ]


def test_a_doubled_identifier_in_a_list_is_entered_once_or_asked_about(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    rows = [
        ("Telefon", "F.I.Sh.", "Sana", "Dars", "Belgi"),
        ("901112200", "", "19.11.2026", 1, "+"),
        ("+998 (90) 111-22-00", "Abdullayeva Zilola", "19.11.2026", 1, "+"),
        ("", "ABDULLAYEVA ZILOLA", "19.11.2026", 2, "+"),
        ("901112200", "", "19.11.2026", 2, "-"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.state.value for cell in found.cells] == ["new", "ignored", "ambiguous", "ambiguous"]


def test_one_phone_of_two_people_asks_unless_the_name_decides(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    shared = update(Person).values(phone="+998 90 777 66 55")
    centre.write(lambda unit: unit.execute_bulk(shared, reason="test"))
    rows = [
        ("Telefon", "F.I.Sh.", "Sana", "Dars", "Belgi"),
        ("907776655", "", "19.11.2026", 1, "+"),
        ("907776655", "Abdullayeva Z.", "19.11.2026", 1, "+"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.state.value for cell in found.cells] == ["ambiguous", "new"]
    assert len(found.cells[0].people) == 4


def test_a_jshshir_of_nobody_here_is_not_made_up_for_by_a_name(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    numbered = update(Person).where(Person.given_name == "Zilola").values(jshshir=ZILOLAS)
    centre.write(lambda unit: unit.execute_bulk(numbered, reason="test"))
    rows = [
        ("JShShIR", "F.I.Sh.", "Sana", "Dars", "Belgi"),
        (int(ZILOLAS), "", "19.11.2026", 1, "+"),
        ("31503820020026", "Abdullayeva Zilola Rustam qizi", "19.11.2026", 2, "+"),
        ("4,14039E+13", "Toʻrayev Gʻayrat", "19.11.2026", 2, "+"),
    ]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [cell.state.value for cell in found.cells] == ["new", "unknown_person", "new"]


def test_the_code_of_a_badge_names_its_holder(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    code = badge_code(own.enrolments[GAYRAT], centre_uuid=centre.read(profile).uuid)
    rows = [("Beyj kodi", "Sana", "Dars", "Belgi"), (shown_code(code), "19.11.2026", 1, "+"), ("1234", "19.11", 1, "+")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("1", rows)), own)
    assert [(cell.state.value, cell.enrolment_id) for cell in found.cells] == [
        ("new", own.enrolments[GAYRAT]),
        ("unknown_person", None),
    ]


def test_what_stands_already_is_unchanged_and_what_differs_is_kept_unless_decided(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    noted = MarkValue("KELMADI", note="kasalxonada")
    first, second = (MarkChange(own.enrolments[ZILOLA], own.lessons[place], noted) for place in (2, 4))
    centre.write(set_marks, marks=[first, second])
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1", "20.11 / 2"), ("Abdullayeva Zilola", "-", "+", "+")]
    path = saved(tmp_path / "a.xlsx", ("D", rows))
    found = seen(centre, path, own)
    assert [cell.state for cell in found.cells] == [CellState.UNCHANGED, CellState.DIFFERS, CellState.NEW]
    assert apply_marks(centre, found).value.marks == 1
    assert marks(centre, own)[ZILOLA, 4] == noted
    again = seen(centre, path, own)
    assert again.earlier is not None
    applied = apply_marks(centre, again, overwritten=again.differing).value
    assert (applied.marks, applied.overwritten) == (1, 1)
    assert marks(centre, own)[ZILOLA, 4] == KELDI
    assert states(seen(centre, path, own)) == {"unchanged": 3}


def test_locked_lessons_ask_for_a_reason_and_without_it_nothing_is_entered(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    rows = [("F.I.Sh.", "05.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("D", rows)), own)
    assert [cell.is_locked for cell in found.cells] == [True, False]
    with pytest.raises(Refused, match="marks_locked"):
        apply_marks(centre, found)
    assert marks(centre, own) == {}
    apply_marks(centre, found, reason="Qogʻoz jurnal kech topshirildi")
    assert len(marks(centre, own)) == 2


def test_an_import_is_taken_back_whole_but_for_what_was_changed_since(
    centre: Centre, own: Cohort, tmp_path: Path
) -> None:
    before = MarkChange(own.enrolments[ZILOLA], own.lessons[2], MarkValue("KECH", late_minutes=5, note="avtobus"))
    centre.write(set_marks, marks=[before])
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1", "20.11 / 2"), ("Abdullayeva Zilola", "-", "+", "+")]
    path = saved(tmp_path / "a.xlsx", ("D", rows))
    found = seen(centre, path, own)
    seq = apply_marks(centre, found, overwritten=found.differing).value.seq
    assert seq is not None
    later = MarkChange(own.enrolments[ZILOLA], own.lessons[5], MarkValue("SABABLI"))
    centre.write(set_marks, marks=[later])
    back = centre.write(take_back_marks, seq=seq).value
    assert (back.marks, back.kept) == (2, 1)
    assert marks(centre, own) == {(ZILOLA, 2): before.value, (ZILOLA, 5): later.value}
    (kept,) = centre.read(marks_imports, cohort_id=own.id)
    assert kept.taken_back is not None
    assert kept.sha256 == found.workbook.sha256
    with pytest.raises(Refused, match="import_undone"):
        centre.write(take_back_marks, seq=seq)


def test_what_was_marked_between_looking_and_entering_is_not_lost(centre: Centre, own: Cohort, tmp_path: Path) -> None:
    rows = [("F.I.Sh.", "19.11 / 1", "20.11 / 1"), ("Abdullayeva Zilola", "+", "+")]
    found = seen(centre, saved(tmp_path / "a.xlsx", ("D", rows)), own)
    centre.write(set_marks, marks=[MarkChange(own.enrolments[ZILOLA], own.lessons[4], KELMADI)])
    with pytest.raises(Conflict):
        apply_marks(centre, found)
    assert marks(centre, own) == {(ZILOLA, 4): KELMADI}
