"""Whatever stands in a field of text stays text in every file that leaves: no formula, no link, no mark-up."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.timetable import Trainer
from desktop_app.attendance.exporting import RegisterWishes, export_registers
from desktop_app.attendance.workbook import COLUMNS
from desktop_app.bound_forms.model import BoundCell, surely
from desktop_app.bound_forms.service import fill_file, propose
from desktop_app.bound_forms.shelf import save_form
from desktop_app.bound_forms.texts import FACTS
from desktop_app.centre import Centre
from desktop_app.certificates.printing import write_register
from desktop_app.certificates.register import RegisterFilter
from desktop_app.certificates.service import issue_certificates
from desktop_app.demo.filling import fill_demo
from desktop_app.due.exporting import write_due_list
from desktop_app.due.records import DueFilter
from desktop_app.institutions.printing import write_coverage
from desktop_app.narrative.service import write_report
from desktop_app.papers.about import group_passport, name_proof
from desktop_app.papers.printing import PaperFormat, save_papers
from desktop_app.people.exporting import write_people
from desktop_app.people.printing import everything_kept, statement_of_training
from desktop_app.plan.exchange import export_plan
from desktop_app.progress import Progress
from desktop_app.reference.exchange import export_lists, export_territories
from desktop_app.returns.named_list import opened, write_named_list
from desktop_app.returns.service import write_return
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.timetable.printing import group_paper, pay_paper, trainer_paper, write_calendar, write_pay
from tests.bound_forms import wild_forms
from tests.courses import Taught, closed_course
from tests.poison import PAYLOADS, WORD, free_columns, places_in, poison

PEOPLE, SEED = 200, 5
# Of a sheet, a file and a form, as far as these let anybody write.
NAME = "=1+1 ZZ0Y0Z"
OCTOBER = {"year": 2026, "month": 10}
PASSWORD = "oq terakli koʻcha"
COLUMNS_OF_PEOPLE = ("name", "birth", "workplace", "position", "subject", "district")
# Words that are looked up, or made of others: whoever changes them has another list, not another text.
KEPT = {
    "person.stage_2024": "one of four words",
    "reference_item.list_name": "which list it is",
    "state_mark.value": "of the program",
    "dated_rule.name": "of the program",
    "dated_rule.value": "a number or a day",
    "territory.level": "of the program",
    "mark_kind.code": "what a mark names",
    "reference_item.code": "what a card names",
    "certificate.full_number": "made of series and number",
    "order_template.body": "with places for words, which are checked",
}
# Of those that were found in a file: were one of them not, the test would look past it.
SURELY_LEAVE = frozenset(
    f"{table}.{column}"
    for table, columns in {
        "centre_profile": "name director phone address email",
        "certificate": "holder",
        "channel_figure": "source",
        "cohort": "code place",
        "enrolment": "position workplace leaving_reason external_certificate",
        "institution": "name code",
        "module": "title",
        "order_register": "number",
        "person": "surname given_name patronymic surname_cyrl phone document position_text subject_text notes",
        "plan_line": "order_number note",
        "programme": "title order_number",
        "reference_item": "name_uz name_ru name_en",
        "room": "name",
        "staff": "full_name",
        "territory": "name_uz name_cyrl name_ru name_en",
        "trainer": "full_name title",
        "walk_in": "code note noted_by",
    }.items()
    for column in columns.split()
)
_FORMULA = re.compile(rb"<f[^>]*>(.*?)</f>", re.DOTALL)
_FOREIGN = re.compile(rb"ZZ\d|http|cmd\||HYPERLINK|IMPORTXML|WEBSERVICE")
_LINKS = (b"<hyperlink", b"relationships/hyperlink", b"externalLink", b'TargetMode="External"', b"instrText")
_ACTIVE_PDF = (b"/URI", b"/JavaScript", b"/Launch")


@pytest.mark.parametrize("turn", range(0, 20, 10))
def test_no_field_of_any_table_becomes_a_formula_a_link_or_mark_up(centre: Centre, tmp_path: Path, turn: int) -> None:
    columns = free_columns()
    fill_demo(centre, people=PEOPLE, seed=SEED)
    course = closed_course(centre, [Taught(f"Sinov{place}") for place in range(3)])
    centre.write(issue_certificates, cohort_id=course.cohort_id)
    form = wild_forms.made(tmp_path / f"{NAME}-form.xlsx", _form_of_payloads, sheet=NAME)
    centre.write(poison, columns, turn=turn, kept=KEPT)
    left: dict[str, set[str]] = {}
    for name, write in _exports(centre, tmp_path, form):
        for file in write():
            left.setdefault(name, set()).update(places_in(texts_of(file), columns))
    assert [name for name, places in left.items() if not places] == []
    assert {name for places in left.values() for name in places} >= SURELY_LEAVE


def _exports(centre: Centre, folder: Path, form: Path) -> Iterator[tuple[str, Callable[[], list[Path]]]]:
    """Every file that leaves, as what writes it."""

    def ids(*chosen: Any) -> list[int]:
        return centre.read(lambda unit: list(unit.session.scalars(select(*chosen))))

    people, cohorts = ids(Person.id), sorted(set(ids(Enrolment.cohort_id)))
    (trainer, *_), (school, *_) = ids(Trainer.id), sorted(set(ids(Person.institution_id)) - {None})
    cohort = cohorts[0]
    year = (date(2026, 1, 1), date(2026, 12, 31))

    def named(title: str) -> Path:
        return folder / f"{title}"

    def kept(title: str, content: bytes) -> list[Path]:
        named(title).write_bytes(content)
        return [named(title)]

    def names() -> list[Path]:
        closed = write_named_list(centre, **OCTOBER, out=named("closed.xlsx"), password=PASSWORD).file
        return kept("names.xlsx", opened(closed.read_bytes(), PASSWORD))

    def papers() -> list[Path]:
        made = [centre.read(each, cohort_id=cohort, paper_language="uz_Latn") for each in (group_passport, name_proof)]
        formats = [(PaperFormat.WORD, "p.docx"), (PaperFormat.PDF, "p.pdf")]
        return [save_papers(centre, made, cohort_id=cohort, form=form, out=named(name)) for form, name in formats]

    yield (
        "return",
        lambda: [write_return(centre, **OCTOBER, out=named("r.xlsx"), reason=PAYLOADS[0].format(m="ZZ")).file],
    )
    yield "names of the return", names
    yield (
        "people",
        lambda: [write_people(centre, people, out=named("l.xlsx"), columns=COLUMNS_OF_PEOPLE, progress=Progress())],
    )
    yield "due", lambda: [write_due_list(centre, DueFilter(2026), out=named("due.xlsx"))]
    wishes = RegisterWishes(tuple(COLUMNS))
    yield "registers", lambda: [export_registers(centre, cohorts, wishes, out=named("a.xlsx"))]
    yield "register as csv", lambda: [export_registers(centre, cohorts[:1], wishes, out=named("a.csv"))]
    yield "school", lambda: [write_coverage(centre, institution_id=school, out=named("school.xlsx"))]
    yield "plan", lambda: [export_plan(centre, out=named("plan.xlsx"), year=2026, as_of=year[1])]
    yield "territories", lambda: [export_territories(centre, out=named("t.xlsx"))]
    yield "lists", lambda: [export_lists(centre, out=named("lists.xlsx"))]
    yield "pay", lambda: [write_pay(centre, **OCTOBER, out=named("pay.xlsx"))]
    yield "pay on paper", lambda: kept("pay.pdf", pay_paper(centre, **OCTOBER))
    yield "timetable", lambda: kept("group.pdf", group_paper(centre, cohort_id=cohort))
    yield "trainer", lambda: kept("trainer.pdf", trainer_paper(centre, trainer_id=trainer, first=year[0], last=year[1]))
    yield "calendar", lambda: [write_calendar(centre, out=named("c.ics"), cohort_id=cohort)]
    for ending in ("xlsx", "pdf"):
        yield (
            f"certificates as {ending}",
            lambda ending=ending: [
                write_register(centre, which=RegisterFilter(2026), out=named(f"register.{ending}")).file
            ],
        )
    yield "papers of a cohort", papers
    yield "the person", lambda: kept("all.pdf", everything_kept(centre, person_id=people[0]))
    yield "training", lambda: kept("training.pdf", statement_of_training(centre, person_id=people[0]))
    for ending in ("docx", "pdf"):
        yield (
            f"report as {ending}",
            lambda ending=ending: [write_report(centre, year=2026, month=10, out=named(f"report.{ending}")).file],
        )
    yield "bound form", lambda: [_filled(centre, form, named(f"{NAME}.xlsx"))]


def _form_of_payloads(_book: Any, sheet: Any) -> None:
    """A form whose own words are payloads, those beside its numbers and those above them."""
    sheet.write_string(0, 0, "Отчёт за октябрь 2024 года")
    for column, title in enumerate(("№", "Показатели", "Количество")):
        sheet.write_string(2, column, title)
    for row, label in enumerate(("Вызвано", "Явились", *(text.format(m="ZZ0Y0Z") for text in PAYLOADS)), 3):
        sheet.write_string(row, 1, label)


def _filled(centre: Centre, form: Path, out: Path) -> Path:
    """The form filled by what is recognised in it, with every fact of the centre in cells of its own."""
    grid = read_grid_file(form)
    facts = [
        BoundCell(NAME, (40 + row, 0), "", text=f"{{{fact}}}", language="uz_Latn") for row, fact in enumerate(FACTS)
    ]
    bindings = surely(centre.read(propose, grid=grid))
    bound = replace(bindings, cells=(*bindings.cells, *facts))
    centre.write(save_form, name=NAME, grid=grid, bindings=bound, valid_from=date(2026, 1, 1), note=PAYLOADS[1])
    made = fill_file(centre, grid, name=NAME, **OCTOBER, out=out)
    assert made.content.filled, "nothing was bound"
    return made.file


def texts_of(file: Path) -> str:
    """Everything that is written in a file; fails where anything in it would be done instead of read."""
    match file.suffix:
        case ".xlsx" | ".docx":
            return _of_package(file)
        case ".pdf":
            assert [mark for mark in _ACTIVE_PDF if mark in file.read_bytes()] == [], file.name
            with pypdfium2.PdfDocument(file) as document:
                return "".join(page.get_textpage().get_text_bounded() for page in document)
        case ".csv":
            with file.open(encoding="utf-8-sig", newline="") as lines:
                cells = [cell for row in csv.reader(lines, delimiter=";") for cell in row]
            begun = [
                cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) and WORD.search(cell)
            ]
            assert begun == []
            return "".join(cells)
        case _:
            return file.read_text(encoding="utf-8")


def _of_package(file: Path) -> str:
    texts = []
    with ZipFile(file) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert [mark for mark in _LINKS if mark in content] == [], (file.name, name)
            assert [formula for formula in _FORMULA.findall(content) if _FOREIGN.search(formula)] == [], (
                file.name,
                name,
            )
            texts.append(content.decode("utf-8", "replace"))
    return "".join(texts)
