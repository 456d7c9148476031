"""What people typed into any field stays text in the workbook that leaves: none of it becomes a formula or a link."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from db.models.centre import CentreProfile, Staff
from db.models.cohorts import Cohort, Enrolment
from db.models.events import TrainingEvent
from db.models.people import Institution, Person
from db.models.plan import ChannelFigure, PlanLine
from db.models.returns import DispatchWay, FindingNote
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.returns.dispatch import Dispatch, write_register
from desktop_app.returns.explaining import key_of
from desktop_app.returns.named_list import opened, write_named_list
from desktop_app.returns.service import compose_return, write_return
from tests import factories, poison
from tests.returns.year import IN_OCTOBER, OCTOBER, fill_year

PAYLOADS = tuple(payload.format(m="1") for payload in poison.PAYLOADS)
# What our own formulas are made of.
OURS = re.compile(
    rb"(?:SUM\([A-Z0-9:,]+\)|[A-Z]+\d+(?:-[A-Z]+\d+)?|IF\(AND\([A-Z0-9&lgt;:*=,]+\),INT\([0-9A-Z*/]+\)/10000,[A-Z0-9/]+\))"
)
PASSWORD = "oq terakli koʻcha"


@pytest.fixture
def poisoned(centre: Centre) -> Centre:
    """Every field of free text that has a way into the return holds one of the payloads."""
    fill_year(centre)
    school = factories.write(centre, factories.institution())
    factories.write(centre, factories.training_event(institution_id=school.id, held_on=IN_OCTOBER))
    centre.write(_poison)
    for finding in centre.read(compose_return, **OCTOBER).warnings:
        centre.write(_explain, key=key_of(finding))
    return centre


def test_no_field_becomes_a_formula_or_a_link(poisoned: Centre, tmp_path: Path) -> None:
    made = write_return(poisoned, **OCTOBER, out=tmp_path / "h.xlsx", reason=PAYLOADS[0])
    _has_no_formula_but_ours(made.file)
    names = write_named_list(poisoned, **OCTOBER, out=tmp_path / "n.xlsx", password=PASSWORD)
    (tmp_path / "plain.xlsx").write_bytes(opened(names.file.read_bytes(), PASSWORD))
    _has_no_formula_but_ours(tmp_path / "plain.xlsx", formulas=0)


def test_nothing_in_the_register_of_what_was_sent_becomes_a_formula(centre: Centre, tmp_path: Path) -> None:
    lines = [
        Dispatch(
            id=place,
            year=2026,
            month=10,
            number=1,
            way=DispatchWay.PAPER,
            sent_to=text,
            sent_at=centre.clock.now(),
            sent_by=text,
            file_name=text,
            sha256=text,
            has_names=True,
            people=1,
            note=text,
            is_proven=False,
        )
        for place, text in enumerate(PAYLOADS, 1)
    ]
    _has_no_formula_but_ours(write_register(tmp_path / "r.xlsx", lines, creator=PAYLOADS[0]), formulas=0)


def _has_no_formula_but_ours(file: Path, *, formulas: int | None = None) -> None:
    found: list[bytes] = []
    with ZipFile(file) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<hyperlink" not in content
            assert b"relationships/hyperlink" not in content
            assert "externalLink" not in name
            found += re.findall(rb"<f>(.*?)</f>", content)
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "sharedStrings" in name or "sheets/" in name)
    assert b"=1+1" in sheets
    assert [text for text in found if not OURS.fullmatch(text)] == []
    assert formulas is None or len(found) == formulas


def _poison(unit: UnitOfWork) -> None:
    payloads = iter(PAYLOADS * 20)
    session = unit.session
    for row in session.query(Person):
        row.surname, row.given_name, row.patronymic = (next(payloads) for _part in range(3))
    for row in session.query(Enrolment):
        row.workplace, row.position = next(payloads), next(payloads)
    for place, row in enumerate(session.query(Cohort)):
        row.code = f"{PAYLOADS[place]}{place}"
    for row in session.query(PlanLine):
        row.order_number = next(payloads)
    for row in session.query(ChannelFigure):
        row.source = next(payloads)
    for row in session.query(Institution):
        row.name = next(payloads)
    for row in session.query(TrainingEvent):
        row.leader = next(payloads)
    for row in session.query(Staff):
        row.full_name = PAYLOADS[0]
    own = session.get_one(CentreProfile, 1)
    own.name, own.director, own.phone = PAYLOADS[0], PAYLOADS[3], PAYLOADS[7]


def _explain(unit: UnitOfWork, *, key: str) -> None:
    unit.session.add(
        FindingNote(year=2026, month=10, key=key, sentence=PAYLOADS[1], written_at=unit.now, written_by=PAYLOADS[0])
    )
