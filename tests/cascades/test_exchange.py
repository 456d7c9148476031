"""Events from Excel: every row in a named state, entered whole; the table of regions as a workbook and on paper."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desktop_app import i18n
from desktop_app.cascades.event_records import EventDraft, EventFilter, EventPreview, EventState
from desktop_app.cascades.events import take_back
from desktop_app.cascades.exchange import (
    enter_preview,
    export_participation,
    participation_paper,
    preview_events,
    write_form,
)
from desktop_app.cascades.participation import save_participation
from desktop_app.cascades.participation_records import Reported
from desktop_app.cascades.register import event_count, event_lines
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, WorkbookRejected
from desktop_app.people.institutions import find_or_create_institution
from desktop_app.reference.service import regions
from tests import factories
from tests.cascades.test_cascade import person

HEADER = ("T/r", "Tadbir", "Sana", "Maktab", "Fan", "Yetakchi", "Ishtirokchilar soni", "Bosqich")
CHIRCHIQ = EventDraft(kind_code="KRS", district_code=factories.DISTRICT_CODE)


def workbook(folder: Path, *rows: Sequence[object], header: Sequence[str] = HEADER) -> Path:
    book = openpyxl.Workbook()
    for row in (("2026-yil noyabr oyida oʻtkazilgan tadbirlar",), (), header, *rows):
        book.active.append(row)
    path = folder / "tadbirlar.xlsx"
    book.save(path)
    book.close()
    return path


def seen(centre: Centre, path: Path, defaults: EventDraft = CHIRCHIQ) -> EventPreview:
    return preview_events(centre, path, defaults=defaults)


def school(centre: Centre, name: str) -> int:
    found = centre.write(find_or_create_institution, name=name, district_code=factories.DISTRICT_CODE).value
    assert found is not None
    return found


def test_a_district_s_sheet_is_read_with_its_schools_and_leaders(centre: Centre, tmp_path: Path) -> None:
    school_id = school(centre, "12-maktab")
    leader = person(centre, "Karimov", given_name="Anvar", patronymic="Botirovich")
    path = workbook(
        tmp_path,
        (1, "KRS", date(2026, 11, 5), "12-сонли мактаб", "Matematika", "Каримов Анвар Ботирович", 20),
        (2, "Kasbiy rivojlanish kuni", "06.11.2026", "99-maktab", "Fizika", "Botirova Zilola", "15 nafar"),
        ("Jami", None, None, None, None, None, 35),
    )
    preview = seen(centre, path)
    assert [row.state for row in preview.rows] == [EventState.NEW, EventState.NEW, EventState.IGNORED]
    first, second, _total = (row.draft for row in preview.rows)
    assert (first.institution_id, first.leader_person_id, first.subject_code) == (school_id, leader.id, "MAT")
    assert (second.kind_code, second.held_on, second.place) == ("KRK", date(2026, 11, 6), "99-maktab")
    assert (second.leader, second.people) == ("Botirova Zilola", 15)
    assert [problem.code for problem in preview.rows[1].problems] == ["institution_new"]
    entered = enter_preview(centre, preview).value
    assert (entered.events, entered.people) == (2, 35)
    assert {line.draft.source for line in centre.read(event_lines, EventFilter())} == {"tadbirlar.xlsx"}
    centre.write(take_back, batch=entered.batch)
    assert centre.read(event_count, EventFilter()) == 0


def test_what_stands_once_holds_for_the_rows_below(centre: Centre, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        (1, "KRS", date(2026, 11, 5), "12-maktab", "Matematika", "Karimov", 20),
        (2, None, None, "13-maktab", None, "Botirov", 21),
    )
    _first, second = (row.draft for row in seen(centre, path).rows)
    assert (second.kind_code, second.held_on, second.subject_code) == ("KRS", date(2026, 11, 5), "MAT")
    assert second.leader == "Botirov"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "Toʻy", date(2026, 11, 5), "12-maktab", "", "", 20), "kind_unknown"),
        (("", "KRS", "kecha", "12-maktab", "", "", 20), "day_unreadable"),
        (("", "KRS", date(2027, 1, 5), "12-maktab", "", "", 20), "day_to_come"),
        (("", "KRS", date(2026, 11, 5), "", "", "Karimov", 20), "place_missing"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "Nujum ilmi", "", 20), "subject_unknown"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "", "", "koʻp"), "people_unreadable"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "", "", None), "people_missing"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "", "", 10**12), "people_unreadable"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "", "", "=10+10"), "formula_without_value"),
        (("", "KRS", date(2026, 11, 5), "12-maktab", "", "", 20, "yuqori"), "level_unknown"),
    ],
)
def test_a_row_that_cannot_be_an_event_says_why(
    centre: Centre, tmp_path: Path, row: Sequence[object], code: str
) -> None:
    (found,) = seen(centre, workbook(tmp_path, row)).rows
    assert found.state is EventState.REJECTED
    assert [problem.code for problem in found.problems if problem.code != "institution_new"] == [code]
    assert all(problem.text for problem in found.problems)


def test_the_same_file_twice_enters_nothing_anew(centre: Centre, tmp_path: Path) -> None:
    path = workbook(tmp_path, (1, "KRS", date(2026, 11, 5), "12-maktab", "Matematika", "Karimov", 20))
    preview = seen(centre, path)
    enter_preview(centre, preview)
    with pytest.raises(Conflict):
        enter_preview(centre, preview)
    (row,) = seen(centre, path).rows
    assert row.state is EventState.KNOWN


def test_a_total_that_is_not_the_sum_is_told(centre: Centre, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        (1, "KRS", date(2026, 11, 5), "12-maktab", "Matematika", "Karimov", 20),
        ("Jami", None, None, None, None, None, 21),
    )
    *_rows, total = seen(centre, path).rows
    assert [problem.code for problem in total.problems] == ["total_row", "total_differs"]


def test_several_people_of_one_name_leave_the_leader_a_text(centre: Centre, tmp_path: Path) -> None:
    for birth in (date(1980, 1, 1), date(1990, 1, 1)):
        person(centre, "Karimov", given_name="Anvar", patronymic="", birth_date=birth)
    path = workbook(tmp_path, (1, "KRS", date(2026, 11, 5), "12-maktab", "", "Karimov Anvar", 20))
    (row,) = seen(centre, path).rows
    assert (row.state, row.draft.leader, row.draft.leader_person_id) == (EventState.NEW, "Karimov Anvar", None)
    assert "leader_unclear" in {problem.code for problem in row.problems}


def test_a_sheet_of_something_else_is_rejected(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(WorkbookRejected):
        seen(centre, workbook(tmp_path, ("a", "b"), header=("Ism", "Telefon")))


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru", "en"])
def test_the_form_that_is_handed_out_is_read_when_it_comes_back(centre: Centre, tmp_path: Path, language: str) -> None:
    with i18n.use(language):
        path = write_form(centre, out=tmp_path / "shakl.xlsx")
        book = openpyxl.load_workbook(path)
        header = next(row for row in book.worksheets[0].iter_rows() if row[3].value is not None)
        kind = book["roʻyxatlar"]["A1"].value
        values = (kind, "05.11.2026", None, "12-maktab", None, "Mavzu", "Karimov Anvar", "20")
        for place, value in enumerate(values, 1):
            book.worksheets[0].cell(header[0].row + 1, place, value)
        book.save(path)
        book.close()
        (row,) = seen(centre, path).rows
    assert (row.state, row.draft.kind_code, row.draft.people) == (EventState.NEW, "KRS", 20)
    assert (row.draft.leader, row.draft.topic) == ("Karimov Anvar", "Mavzu")


def test_the_table_of_regions_is_exported_and_printed_in_the_order_of_the_ministry(
    centre: Centre, tmp_path: Path
) -> None:
    programme = factories.write(centre, factories.programme())
    cohort_id = factories.write(centre, factories.cohort(programme.id)).id
    people = {region.code: number for number, region in enumerate(centre.read(regions), 30)}
    centre.write(save_participation, Reported(people, "Xat"), cohort_id=cohort_id)
    path = export_participation(centre, cohort_id=cohort_id, out=tmp_path / "hududlar.xlsx")
    book = openpyxl.load_workbook(path)
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if isinstance(row[0], int)]
    total = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[1] == "Jami")
    book.close()
    assert [row[2] for row in rows] == list(range(30, 44))
    assert total[2] == sum(range(30, 44))
    paper = pypdfium2.PdfDocument(participation_paper(centre, cohort_id=cohort_id))
    text = paper[0].get_textpage().get_text_bounded()
    paper.close()
    assert text.index("Andijon viloyati") < text.index("Surxondaryo viloyati") < text.index("Toshkent shahri")
    assert str(sum(range(30, 44))) in text
