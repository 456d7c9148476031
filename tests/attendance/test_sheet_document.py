"""Sheets and journals on paper: every word is there, nothing is cut off, a worn print is still read."""

import io
import random
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter
from sqlalchemy import update

from db.models.cohorts import Enrolment
from db.models.people import Person
from db.unit_of_work import UnitOfWork
from desktop_app.attendance.sheet_issue import course_of, day_of, journal_of, week_of, wishes_for
from desktop_app.attendance.sheet_printing import (
    preview,
    sheet_again,
    sheets_to_print,
    write_sheets,
)
from desktop_app.attendance.sheet_records import SheetColumn, SheetKind, SheetLook, SheetWish
from desktop_app.attendance.sheets import SheetFilter, sheets, sheets_count
from desktop_app.centre import Centre
from desktop_app.documents.qr import read_codes
from desktop_app.errors import Cancelled, CentreError
from desktop_app.progress import Progress
from desktop_app.reference.logo import set_logo
from tests.attendance.printed_sheets import LONG_NAME, MONDAY, Printable, printable, week_sheet
from tests.factories import enrolment, mark, person, write

A4 = (595, 842)
EVERY_COLUMN = SheetLook(tuple(SheetColumn))


def printed(centre: Centre, wish: SheetWish, look: SheetLook = SheetLook()) -> bytes:  # noqa: B008
    return sheets_to_print(centre, [wish], look, progress=Progress()).value


def pages_of(raw: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(raw)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def sizes_of(raw: bytes) -> set[tuple[int, int]]:
    document = pypdfium2.PdfDocument(raw)
    try:
        return {(round(page.get_width()), round(page.get_height())) for page in document}
    finally:
        document.close()


def pictured(raw: bytes, *, dots: int) -> Image.Image:
    document = pypdfium2.PdfDocument(raw)
    try:
        return document[0].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def add_person(centre: Centre, course: Printable, **names: str) -> int:
    return write(centre, enrolment(course.cohort_id, write(centre, person(**names)).id)).id


@pytest.fixture
def course(centre: Centre) -> Printable:
    return printable(centre)


def test_a_sheet_says_whose_it_is_and_who_stands_on_it(centre: Centre, course: Printable) -> None:
    (page,) = pages_of(printed(centre, day_of(course.cohort_id, MONDAY)))
    for words in ("MAT-26/11", "DV-2026-000001", "Azimova Zilola Rustam qizi", "Botirova", "16.11", "1 / 1", "72"):
        assert words in page


def test_a_day_stands_upright_and_a_week_and_a_course_lie_across(centre: Centre, course: Printable) -> None:
    assert sizes_of(printed(centre, day_of(course.cohort_id, MONDAY))) == {A4}
    for wish in (week_of(course.cohort_id, MONDAY), course_of(course.cohort_id)):
        assert sizes_of(printed(centre, wish)) == {A4[::-1]}


@pytest.mark.parametrize("kind", SheetKind)
def test_the_code_is_read_from_a_worn_print_of_every_kind(
    centre: Centre, course: Printable, kind: SheetKind, tmp_path: Path
) -> None:
    wish = SheetWish(course.cohort_id, kind, MONDAY, MONDAY)
    picture = pictured(printed(centre, wish), dots=300).rotate(2, fillcolor=255)
    chance = random.Random(5)
    for _speck in range(60_000):
        place = chance.randrange(picture.width), chance.randrange(picture.height)
        picture.putpixel(place, chance.choice((0, 255)))
    scan = tmp_path / "scan.jpg"
    picture.filter(ImageFilter.GaussianBlur(2)).save(scan, quality=40)
    assert [code.text for code in read_codes(scan)] == ["DV-2026-000001"]


def test_forty_long_names_and_thirty_six_lessons_go_on_with_the_header_again(centre: Centre) -> None:
    surname, given_name, patronymic = LONG_NAME
    course = printable(centre, surnames=(), lessons=12)
    for place in range(40):
        add_person(centre, course, surname=f"{surname} {place:02}", given_name=given_name, patronymic=patronymic)
    pages = pages_of(printed(centre, course_of(course.cohort_id), SheetLook(blank_rows=5)))
    assert len(pages) == 3
    assert all("MAT-26/11" in page and "DV-2026-000001" in page and "16.11" in page for page in pages)
    assert pages[0].endswith("1 / 3")
    found = " ".join(pages)
    for place in range(40):
        assert f"Muhammadyusupova {place:02}" in found
    assert found.count("Mirzoabdulqodir qizi") == 40
    assert " 45 " in pages[-1]


def test_what_is_said_of_people_stands_on_the_first_page_and_lessons_go_on_to_more(centre: Centre) -> None:
    course = printable(centre, lessons=12)

    def place_somewhere(unit: UnitOfWork) -> None:
        facts = {"workplace": "12-sonli umumiy oʻrta taʼlim maktabi", "position": "Oʻqituvchi"}
        unit.execute_bulk(update(Enrolment).values(facts), reason="a test")
        unit.execute_bulk(update(Person).values(phone="+998 90 123 45 67"), reason="a test")

    centre.write(place_somewhere)
    pages = pages_of(printed(centre, course_of(course.cohort_id), EVERY_COLUMN))
    assert len(pages) == 2
    assert ["17.11" in page for page in pages] == [False, True]
    assert all("Azimova" in page for page in pages)
    for words in ("12-sonli umumiy", "Oʻqituvchi", "+998 90 123 45 67"):
        assert [words in page for page in pages] == [True, False]


def test_a_day_with_more_than_fits_upright_lies_across(centre: Centre) -> None:
    raw = printed(centre, day_of(printable(centre, lessons=12).cohort_id, MONDAY), EVERY_COLUMN)
    assert sizes_of(raw) == {(A4[1], A4[0])}
    assert len(pages_of(raw)) == 1


def test_pages_part_the_lessons_between_days(centre: Centre) -> None:
    course = printable(centre, lessons=13)
    pages = pages_of(printed(centre, course_of(course.cohort_id)))
    assert [[day in page for day in ("16.11", "17.11", "23.11 ")] for page in pages] == [
        [True, False, False],
        [False, True, True],
    ]


def test_a_sheet_is_written_in_the_language_that_is_chosen(centre: Centre, course: Printable) -> None:
    cyrillic = pages_of(printed(centre, day_of(course.cohort_id, MONDAY), SheetLook(language="uz_Cyrl")))[0]
    assert "Азимова Зилола Рустам қизи" in cyrillic
    assert "Математика" in cyrillic
    assert "Azimova" not in cyrillic


def test_a_copy_says_so_and_keeps_its_number(centre: Centre, course: Printable) -> None:
    first = pages_of(printed(centre, day_of(course.cohort_id, MONDAY)))[0]
    sheet_id = centre.read(sheets, SheetFilter())[0].id
    again = pages_of(sheet_again(centre, sheet_id=sheet_id, look=SheetLook()))[0]
    assert "NUSXA" in again
    assert "NUSXA" not in first
    assert "DV-2026-000001" in again


def test_a_look_at_a_sheet_enters_nothing_in_the_register(centre: Centre, course: Printable) -> None:
    (page,) = pages_of(preview(centre, day_of(course.cohort_id, MONDAY), SheetLook()))
    assert "DV-2026-000000" in page
    assert centre.read(sheets_count, SheetFilter()) == 0


def test_lessons_that_are_not_somebodys_are_shut(centre: Centre, course: Printable) -> None:
    before = pictured(preview(centre, week_of(course.cohort_id, MONDAY), SheetLook()), dots=72)

    def leave(unit: UnitOfWork) -> None:
        gone = update(Enrolment).where(Enrolment.id == course.people[0]).values(left_on=MONDAY.replace(day=17))
        unit.execute_bulk(gone, reason="a test")

    centre.write(leave)
    after = pictured(preview(centre, week_of(course.cohort_id, MONDAY), SheetLook()), dots=72)
    assert sum(after.histogram()[200:240]) > sum(before.histogram()[200:240]) + 500


def test_the_logo_stands_on_the_sheet(centre: Centre, course: Printable) -> None:
    plain = printed(centre, day_of(course.cohort_id, MONDAY))
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), (200, 0, 0)).save(picture, "PNG")
    centre.write(set_logo, picture.getvalue())
    with_logo = sheet_again(centre, sheet_id=1, look=SheetLook())
    assert b"/Subtype /Image" in with_logo
    assert b"/Subtype /Image" not in plain


def test_all_sheets_of_a_week_come_in_one_file_with_a_bookmark_each(centre: Centre, tmp_path: Path) -> None:
    for code in ("FIZ-1", "KIM-1", "MAT-1"):
        printable(centre, code=code)
    wishes = centre.read(wishes_for, kind=SheetKind.WEEK, day=MONDAY)
    written = write_sheets(centre, wishes, SheetLook(), out=tmp_path / "hafta.pdf", progress=Progress()).value
    assert (len(written.numbers), written.pages) == (3, 3)
    document = pypdfium2.PdfDocument(written.file)
    try:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    finally:
        document.close()
    assert marks == [("FIZ-1 DV-2026-000001", 0), ("KIM-1 DV-2026-000002", 1), ("MAT-1 DV-2026-000003", 2)]


def test_a_week_without_lessons_is_refused(centre: Centre, course: Printable) -> None:
    with pytest.raises(CentreError, match="no_lessons_then"):
        centre.read(wishes_for, kind=SheetKind.WEEK, day=MONDAY.replace(year=2030))


def test_a_stopped_print_leaves_no_file_and_no_sheet(centre: Centre, tmp_path: Path) -> None:
    for place in range(3):
        printable(centre, code=f"MAT-{place}")
    wishes = centre.read(wishes_for, kind=SheetKind.WEEK, day=MONDAY)
    stopping = Progress(lambda _what, done, _total: stopping.cancel() if done == 1 else None)
    out = tmp_path / "hafta.pdf"
    with pytest.raises(Cancelled):
        write_sheets(centre, wishes, SheetLook(), out=out, progress=stopping)
    assert not out.exists()
    assert centre.read(sheets_count, SheetFilter()) == 0


def test_a_journal_holds_everything_from_cover_to_remarks(centre: Centre, course: Printable) -> None:
    write(centre, mark(course.lessons[0], course.people[0], kind_code="KELMADI"))
    raw = printed(centre, journal_of(course.cohort_id))
    pages = pages_of(raw)
    assert sizes_of(raw) == {A4}
    assert len(pages) == 8
    assert "GURUH JURNALI" in pages[0]
    assert "Azimova" in pages[1]
    assert [("16.11" in page, "23.11" in page) for page in pages[2:4]] == [(True, False), (False, True)]
    assert "16.11.2026" in pages[4]
    assert "23.11.2026" not in pages[4]
    assert "0,0%" in pages[5].replace("\u00a0", "").replace(" ", "")
    assert "1-modul" in pages[6]


def test_an_empty_journal_has_the_names_and_the_days_and_nothing_that_is_known(
    centre: Centre, course: Printable
) -> None:
    write(centre, mark(course.lessons[0], course.people[0], kind_code="KECH"))
    raw = printed(centre, journal_of(course.cohort_id), SheetLook(is_filled=False))
    pages = pages_of(raw)
    assert "Azimova" in pages[1]
    assert "16.11" in pages[2]
    assert "16.11.2026" not in pages[4]
    assert "%" not in pages[5].split("Azimova")[1].split("soat")[0]


def test_names_full_of_signs_are_printed_as_they_are(centre: Centre, course: Printable) -> None:
    add_person(centre, course, surname="<b>Ali</b>", given_name=") Tj ET Q (", patronymic="&lt;")
    (page,) = pages_of(printed(centre, day_of(course.cohort_id, MONDAY)))
    assert "<b>Ali</b> ) Tj ET Q ( &lt;" in page


def test_the_same_sheet_gives_the_same_bytes(centre: Centre, course: Printable) -> None:
    sheet = week_sheet(centre, course)
    first, second = (sheet_again(centre, sheet_id=sheet.id, look=SheetLook()) for _time in range(2))
    assert first == second
