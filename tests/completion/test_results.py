"""A file of test results: every row ends in a named state, is kept whole or not at all, and is taken back."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models.cohorts import Enrolment, EnrolmentState
from db.models.journal import JournalEntry
from db.models.people import Person
from desktop_app.attendance.import_records import CellState
from desktop_app.centre import Centre
from desktop_app.completion.records import Score, ScoreKind
from desktop_app.completion.result_cells import most_points, read_form, read_score
from desktop_app.completion.result_records import ResultsPreview, ResultsWish
from desktop_app.completion.results import apply_results, judged, preview_results
from desktop_app.completion.service import completion_list
from desktop_app.completion.sittings import set_scores
from desktop_app.errors import Conflict, WorkbookRejected
from desktop_app.i18n import use
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from tests.courses import Course, Taught, taught_course

PEOPLE = [Taught("Azimova", None), Taught("Botirova", 40), Taught("Davronova", None), Taught("Ergasheva", None)]
HEADER = ("F.I.Sh.", "Ball")


@pytest.fixture
def course(centre: Centre) -> Course:
    return taught_course(centre, PEOPLE)


def workbook(*rows: tuple[Cell, ...]) -> Workbook:
    sheet = Sheet("1", tuple(SheetRow(number, row) for number, row in enumerate(rows, 1)))
    return Workbook("natija.xlsx", "ab12", "xlsx", (sheet,))


def seen(centre: Centre, course: Course, *rows: tuple[Cell, ...], wish: ResultsWish | None = None) -> ResultsPreview:
    return centre.read(judged, workbook(*rows), cohort_id=course.cohort_id, wish=wish or ResultsWish())


def states(preview: ResultsPreview) -> list[str]:
    return [row.state.value for row in preview.rows]


def scores(centre: Centre, course: Course) -> list[float | None]:
    return [row.final_score for row in centre.read(completion_list, cohort_id=course.cohort_id).rows]


@pytest.mark.parametrize(
    ("cell", "out_of", "score"),
    [
        (24, 30, 80),
        (24.5, 30, 81.67),
        (0.8, 1, 80),
        ("80%", 30, 80),
        ("24/30", 100, 80),
        ("24 из 30", 100, 80),
        ("81,5", 100, 81.5),
        ("75 ball", 100, 75),
        ("75 баллов", 100, 75),
        (101, 100, 101),
        ("besh", 100, None),
        ("5/0", 100, None),
        (True, 100, None),
        ("o'tdi", 100, None),
    ],
)
def test_scores_are_read_as_points_or_per_cent(cell: Cell, out_of: float, score: float | None) -> None:
    assert read_score(cell, out_of=out_of) == score


def test_a_wrong_score_is_told_with_the_scale_that_it_was_typed_in(centre: Centre, course: Course) -> None:
    told: list[tuple[Cell, ...]] = [("F.I.Sh.", "Ball (30)"), ("Azimova Zilola", "150%"), ("Botirova Zilola", "31/25")]
    told += [("Davronova Zilola", -3), ("Ergasheva Zilola", date(2026, 11, 5))]
    with use("en"):
        rows = seen(centre, course, *told).rows
    wrong = [(row.typed, row.problem.text if row.problem else "") for row in rows]
    assert wrong == [
        ("150%", "150% is not between 0 and 100%."),
        ("31/25", "31/25 is not between 0 and 25."),
        ("-3", "-3 is not between 0 and 30."),
        ("05.11.2026", "“05.11.2026” is no score."),
    ]


@pytest.mark.parametrize(
    ("header", "cells", "most"),
    [
        ("Ball", [24, 30], 100),
        ("Ball (30)", [24], 30),
        ("Maks. 50 ball", [24], 50),
        ("Yakuniy test 2026", [24], 100),
        ("Natija", [0.8, 1.0], 1),
        ("Natija", [1, 0], 100),
        ("Natija", [], 100),
    ],
)
def test_how_many_points_a_test_had_is_told_by_its_header_or_by_shares(
    header: str, cells: list[Cell], most: float
) -> None:
    assert most_points(header, cells) == most


@pytest.mark.parametrize(("cell", "form"), [("A", "A"), ("в", "B"), ("2-variant", "B"), (1, "A"), ("C", None)])
def test_forms_are_read_in_both_scripts(cell: Cell, form: str | None) -> None:
    assert read_form(cell) == form


def test_every_row_ends_in_a_named_state(centre: Centre, course: Course) -> None:
    found = seen(
        centre,
        course,
        HEADER,
        ("Azimova Zilola", 80),
        ("Botirova Zilola", 41),
        ("Nobodyeva Nobody", 70),
        ("Davronova Zilola", "besh"),
        ("Ergasheva Zilola", 130),
        ("", 55),
        ("Jami", 300),
        ("Davronova Zilola", ""),
        ("Azimova Zilola", 80),
    )
    assert states(found) == ["new", "differs", "unknown_person", *["refused"] * 2, *["ignored"] * 4]
    assert all(row.problem is not None for row in found.rows[1:])
    assert "Nobodyeva Nobody" in found.rows[2].problem.text  # type: ignore[union-attr]


def test_two_different_scores_of_one_person_are_both_refused_and_named(centre: Centre, course: Course) -> None:
    found = seen(centre, course, HEADER, ("Azimova Zilola", 80), ("Davronova Zilola", 70), ("Azimova Zilola", 60))
    assert states(found) == ["refused", "new", "refused"]
    assert [row.problem and row.problem.code for row in found.rows] == ["score_contradicts", None, "score_contradicts"]


def test_a_number_tells_the_person_and_the_file_its_form_and_day(centre: Centre, course: Course) -> None:
    def number(unit: object) -> None:
        enrolment = unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"])  # type: ignore[attr-defined]
        unit.session.get_one(Person, enrolment.person_id).jshshir = "41403850010018"  # type: ignore[attr-defined]

    centre.write(number)
    found = seen(
        centre,
        course,
        ("JShShIR", "Ball (50)", "Variant", "Sana"),
        ("41403850010018", 45, "B", "20.11.2026"),
        ("41403850010019", 45, "B", "20.11.2026"),
        wish=ResultsWish(ScoreKind.FINAL, 2),
    )
    assert states(found) == ["new", "unknown_person"]
    wanted = Score(course.enrolment_ids["Azimova"], ScoreKind.FINAL, 90, 2, "B", date(2026, 11, 20))
    assert (found.rows[0].score, found.out_of) == (wanted, 50)


@pytest.mark.parametrize(
    ("cells", "code"),
    [(("C", ""), "form_unknown"), (("A", "kecha"), "day_unreadable"), (("A", "22.11.2026"), "day_to_come")],
)
def test_a_form_or_a_day_that_cannot_be_is_refused(
    centre: Centre, course: Course, cells: tuple[Cell, ...], code: str
) -> None:
    (row,) = seen(centre, course, (*HEADER, "Variant", "Sana"), ("Azimova Zilola", 80, *cells)).rows
    assert (row.state, row.problem and row.problem.code) == (CellState.REFUSED, code)


def test_who_has_left_gets_no_score(centre: Centre, course: Course) -> None:
    def leave(unit: object) -> None:
        row = unit.session.get_one(Enrolment, course.enrolment_ids["Azimova"])  # type: ignore[attr-defined]
        row.state = EnrolmentState.EXPELLED

    centre.write(leave)
    (row,) = seen(centre, course, HEADER, ("Azimova Zilola", 80)).rows
    assert (row.state, row.problem and row.problem.code) == (CellState.REFUSED, "has_left")


def test_what_is_new_is_kept_what_differs_only_when_it_was_decided_and_all_is_taken_back(
    centre: Centre, course: Course
) -> None:
    found = seen(centre, course, HEADER, ("Azimova Zilola", 80), ("Botirova Zilola", 66))
    applied = centre.write(apply_results, seen=found).value
    assert (applied.scores, scores(centre, course)) == (1, [80, 40, None, None])
    (azimova, *_others) = centre.read(completion_list, cohort_id=course.cohort_id).rows
    assert azimova.sittings[0].source == "natija.xlsx"
    centre.write(set_scores, cohort_id=course.cohort_id, scores=applied.before)
    found = seen(centre, course, HEADER, ("Azimova Zilola", 80), ("Botirova Zilola", 66))
    applied = centre.write(apply_results, seen=found, overwritten=found.differing).value
    assert (applied.scores, scores(centre, course)) == (2, [80, 66, None, None])
    centre.write(set_scores, cohort_id=course.cohort_id, scores=applied.before)
    assert scores(centre, course) == [None, 40, None, None]


def test_the_journal_tells_the_file(centre: Centre, course: Course) -> None:
    centre.write(apply_results, seen=seen(centre, course, HEADER, ("Azimova Zilola", 80)))
    (entry,) = centre.read(
        lambda unit: unit.session.scalars(select(JournalEntry).where(JournalEntry.action == "import")).all()
    )
    assert (entry.after["file"], entry.after["scores"]) == ("natija.xlsx", 1)


def test_a_list_that_has_changed_since_it_was_seen_is_not_overwritten(centre: Centre, course: Course) -> None:
    found = seen(centre, course, HEADER, ("Azimova Zilola", 80))
    typed = Score(course.enrolment_ids["Azimova"], ScoreKind.FINAL, 55)
    centre.write(set_scores, cohort_id=course.cohort_id, scores=[typed])
    with pytest.raises(Conflict):
        centre.write(apply_results, seen=found)
    assert scores(centre, course)[0] == 55


def test_a_file_is_read_from_disk_and_one_without_scores_is_refused(
    centre: Centre, course: Course, tmp_path: Path
) -> None:
    file = tmp_path / "natija.csv"
    file.write_text("F.I.Sh.;Natija\nAzimova Zilola;24/30\n", encoding="utf-8")
    found = preview_results(centre, file, cohort_id=course.cohort_id, wish=ResultsWish())
    assert [row.score and row.score.value for row in found.rows] == [80]
    file.write_text("F.I.Sh.;Telefon\nAzimova Zilola;901234567\n", encoding="utf-8")
    with pytest.raises(WorkbookRejected):
        preview_results(centre, file, cohort_id=course.cohort_id, wish=ResultsWish())
