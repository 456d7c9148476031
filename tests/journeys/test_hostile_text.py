"""Whatever stands in a text field, every file of plan, cohorts, timetable and cascades is whole and says it as text."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from sqlalchemy import update

from db.models.centre import CentreProfile, Staff
from db.models.cohorts import Cohort, Enrolment, EnrolmentState, Participation
from db.models.programmes import Module, Programme
from db.models.timetable import Room, Trainer
from desktop_app.cascades.exchange import export_participation, participation_paper, write_form
from desktop_app.centre import Centre
from desktop_app.orders.records import Purpose
from desktop_app.orders.templates import program_wording, save_wording
from desktop_app.papers.about import group_passport, name_proof
from desktop_app.papers.printing import PaperFormat, rendered
from desktop_app.papers.records import Paper
from desktop_app.papers.service import PaperDraft, issue, issued_paper, preview
from desktop_app.plan.exchange import export_plan, write_template
from desktop_app.timetable.printing import (
    door_paper,
    group_paper,
    pay_paper,
    room_paper,
    trainer_paper,
    write_calendar,
    write_pay,
)
from tests import factories
from tests.timetable.ground import MONDAY, course

HOSTILE = (
    '=HYPERLINK("http://x.uz","bos")',
    "@SUM(A1:A9)|cmd",
    '<b>qalin</b> & <font size="90">katta</font>',
    "{name} {cohort} {0} %s %(x)s",
    "bir\nikki\tuch\r\nBEGIN:VEVENT\r\nto\u2028rt\x07",
    "W" * 200,
    "Uzundan-uzun nomli tashkilot " * 7,
    "👩\u200d🏫 dars 📚 漢字 \u202etersiga",
    "Ǵárezsizlik, ońı, ıqtıyarlı; Әжинияз, Ғ, Ҳ, Ў, Ҷ",
)
DAY = date(2026, 11, 2)
# What our own sheets add up by themselves.
OWN_FORMULA = re.compile(r"=SUM\([A-Z0-9:]+\)|=[A-Z]\d+\*[A-Z]\d+")


@dataclass(frozen=True)
class Ground:
    """A cohort taught, listed and counted, every text of which is hostile."""

    cohort_id: int
    enrolment_ids: tuple[int, ...]
    room_id: int
    trainer_id: int
    number: str


@pytest.fixture(params=range(len(HOSTILE)), ids=lambda turn: f"turn-{turn}")
def ground(request: pytest.FixtureRequest, centre: Centre) -> Ground:
    """Each field gets each text once in as many turns as there are texts."""
    texts = cycle(HOSTILE[request.param :] + HOSTILE[: request.param])
    room = factories.write(centre, factories.room())
    trainer = factories.write(centre, factories.trainer(rate=50_000))
    taught = course(centre, room_id=room.id, trainer_id=trainer.id, order_number="14", order_date=DAY)
    enrolled = tuple(_enrolled(centre, taught.cohort_id, texts) for _time in range(3))
    programme = centre.read(lambda unit: unit.session.get_one(Cohort, taught.cohort_id)).programme_id
    factories.write(
        centre,
        Participation(cohort_id=taught.cohort_id, region_code=factories.REGION_CODE, people=3, source=next(texts)),
    )
    factories.write(centre, factories.plan_line(programme_id=programme, order_number=next(texts), note=next(texts)))
    _spoil(centre, CentreProfile, texts, "name", "director", "address", "phone", "email")
    _spoil(centre, Staff, texts, "full_name", "title")
    _spoil(centre, Programme, texts, "title", "order_number", "partner")
    _spoil(centre, Module, texts, "title")
    _spoil(centre, Room, texts, "name", "building")
    _spoil(centre, Trainer, texts, "full_name", "title")
    _spoil(centre, Cohort, texts, "code", "place")
    wording = program_wording(Purpose.ADMISSION, "uz_Latn")
    # A wording is refused with a place that means nothing.
    said = next(texts).translate(str.maketrans("{}", "()"))
    centre.write(save_wording, replace(wording, title=f"{said} {wording.title}", body=f"{wording.body}\n\n{said}"))
    return Ground(taught.cohort_id, enrolled, room.id, trainer.id, next(texts))


def test_every_file_says_it_as_text(centre: Centre, ground: Ground, tmp_path: Path) -> None:
    papers = orders_and_lists(centre, ground)
    require_plain_word(rendered(papers, PaperFormat.WORD))
    for paper in (rendered(papers, PaperFormat.PDF), *timetables(centre, ground)):
        require_plain_pdf(paper)
    for written in workbooks(centre, ground, tmp_path):
        require_plain_workbook(written)
    calendar = Calendar.from_ical(
        write_calendar(centre, out=tmp_path / "jadval.ics", cohort_id=ground.cohort_id).read_bytes()
    )
    assert len(calendar.walk("VEVENT")) == 6
    assert [event.errors for event in calendar.walk("VEVENT") if event.errors] == []


def orders_and_lists(centre: Centre, ground: Ground) -> list[Paper]:
    draft = PaperDraft(Purpose.CALL_LETTER, ground.cohort_id, ground.enrolment_ids[:1], ground.number, DAY, "uz_Cyrl")
    admission = replace(draft, purpose=Purpose.ADMISSION, enrolment_ids=ground.enrolment_ids, language="uz_Latn")
    return [
        centre.read(preview, draft),
        centre.read(issued_paper, order_id=centre.write(issue, replace(admission, number="14")).value),
        centre.read(name_proof, cohort_id=ground.cohort_id, paper_language="uz_Cyrl"),
        centre.read(group_passport, cohort_id=ground.cohort_id, paper_language="ru"),
    ]


def timetables(centre: Centre, ground: Ground) -> list[bytes]:
    days = {"first": MONDAY, "last": date(2026, 11, 8)}
    return [
        group_paper(centre, cohort_id=ground.cohort_id),
        trainer_paper(centre, trainer_id=ground.trainer_id, **days),
        room_paper(centre, room_id=ground.room_id, **days),
        door_paper(centre, room_id=ground.room_id, day=MONDAY),
        pay_paper(centre, year=2026, month=11),
        participation_paper(centre, cohort_id=ground.cohort_id),
    ]


def workbooks(centre: Centre, ground: Ground, folder: Path) -> list[Path]:
    return [
        export_plan(centre, out=folder / "reja.xlsx", year=2026),
        write_template(centre, out=folder / "shakl.xlsx", year=2026),
        write_form(centre, out=folder / "tadbirlar.xlsx"),
        export_participation(centre, cohort_id=ground.cohort_id, out=folder / "hududlar.xlsx"),
        write_pay(centre, year=2026, month=11, out=folder / "soatlar.xlsx"),
    ]


def require_plain_pdf(content: bytes) -> None:
    """Every letter stands on the page; nothing in the file is a link or a script."""
    assert not any(word in content for word in (b"/URI", b"/JavaScript", b"/Launch"))
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        for page in document:
            text = page.get_textpage()
            width, height = page.get_size()
            boxes = [text.get_charbox(place) for place in range(text.count_chars())]
            assert [
                box for box in boxes if box[0] < -1 or box[2] > width + 1 or box[1] < -1 or box[3] > height + 1
            ] == []
    finally:
        document.close()


def require_plain_word(content: bytes) -> None:
    """Word reads it, and there is no link and no field in it."""
    document = Document(io.BytesIO(content))
    marks = {element.tag for element in document.element.body.iter()}
    assert marks.isdisjoint({qn("w:hyperlink"), qn("w:fldSimple"), qn("w:instrText")})


def require_plain_workbook(path: Path) -> None:
    """Excel reads it, and nothing in it is computed but our own totals."""
    book = openpyxl.load_workbook(path)
    try:
        for sheet in book.worksheets:
            assert list(sheet._hyperlinks) == []
            for row in sheet.iter_rows():
                computed = [str(cell.value) for cell in row if cell.data_type == "f"]
                assert [formula for formula in computed if not OWN_FORMULA.fullmatch(formula)] == []
    finally:
        book.close()


def _enrolled(centre: Centre, cohort_id: int, texts: Iterator[str]) -> int:
    who = factories.person(surname=next(texts), given_name=next(texts), patronymic=next(texts))
    person_id = factories.write(centre, who).id
    row = factories.enrolment(cohort_id, person_id, state=EnrolmentState.STUDYING)
    enrolment_id = factories.write(centre, row).id
    said = {"workplace": next(texts), "position": next(texts)}
    statement = update(Enrolment).where(Enrolment.id == enrolment_id).values(**said)
    centre.write(lambda unit: unit.execute_bulk(statement, reason="test"))
    return enrolment_id


def _spoil(centre: Centre, table: type[Any], texts: Iterator[str], *columns: str) -> None:
    """Straight into the file: the services would refuse some of it."""
    statement = update(table).values({column: next(texts) for column in columns})
    centre.write(lambda unit: unit.execute_bulk(statement, reason="test"))
