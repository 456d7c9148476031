"""Scenes of lent work and closed years for ``tests.screens``."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from sqlalchemy import String, cast, select

from db.models.cohorts import Cohort, Enrolment
from db.models.parcels import Parcel
from db.models.people import Person
from desktop_app.borrowed import Kind
from desktop_app.lending.arriving import look
from desktop_app.lending.choosing import lendable
from desktop_app.lending.records import Wish
from desktop_app.lending.returning import give_back
from desktop_app.lending.service import lend
from desktop_app.lending.taking_back import take_back
from tests.lending.lending_office import PASSWORD, change, other_pc
from ui.pages.lending.dialogs import LendDialog, TakeBackDialog
from ui.pages.lending.page import LendingPage
from ui.pages.settings.years import CloseYearDialog
from ui.standing import Standing

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
RECIPIENT = "Yangiyoʻl filiali, 2-kompyuter"


def _came_back(stage: "Stage") -> tuple[LendingPage, Path, ExitStack]:
    """A cohort on whose people both sides worked, its return not taken back yet."""
    centre, held = stage.workspace.centre, ExitStack()
    folder = Path(held.enter_context(TemporaryDirectory()))
    out = select(Parcel.entity_id)
    open_one = select(Cohort.id).where(Cohort.state == "studying", cast(Cohort.id, String).not_in(out)).limit(1)
    cohort_id = centre.read(lambda unit: unit.session.scalar(open_one))
    wish = Wish(Kind.COHORT, cohort_id, RECIPIENT, "Sayyor oʻqitish", centre.clock.today())
    lent = lend(centre, wish, password=PASSWORD, out=folder)
    people = centre.read(
        lambda unit: unit.session.scalars(select(Enrolment.person_id).where(Enrolment.cohort_id == cohort_id)).all()
    )
    with other_pc(lent.file, folder / "there") as there:
        for place, person_id in enumerate(people[:4]):
            change(there, Person, person_id, phone=f"+99890111223{place}", graduation_year=2001 + place)
        given = give_back(there, out=folder)
    for place, person_id in enumerate(people[:3]):
        change(centre, Person, person_id, phone=f"+99893444556{place}")
    page = stage.page("lending")
    assert isinstance(page, LendingPage)
    return page, Path(given.file), held


def _differences(stage: "Stage") -> QWidget:
    page, file, held = _came_back(stage)
    with held:
        take_back(stage.workspace.centre, file=file)
    page.refresh()
    stage.settle()
    page.differences.select_place(0)
    return page


def _look(stage: "Stage") -> QWidget:
    page, file, held = _came_back(stage)
    with held:
        return TakeBackDialog(page, file, stage.workspace.centre.read(look, file=file))


def _lend(stage: "Stage") -> QWidget:
    page = stage.page("lending")
    found = stage.workspace.centre.read(lendable)
    return LendDialog(page, found, chosen=(found[0].kind, found[0].entity_id))


def _standing(stage: "Stage") -> QWidget:
    stage.window.set_standing(Standing(year=2025))
    stage.window.rebuild()
    return stage.page("cohorts")


def _years(stage: "Stage") -> QWidget:
    return stage.page("settings", "years")


SCENES: dict[str, Scene] = {
    "lending-empty": lambda stage: stage.page("lending"),
    "lending-lend": _lend,
    "lending-look": _look,
    "lending-differences": _differences,
    "years": _years,
    "years-close": lambda stage: CloseYearDialog(stage.page("settings", "years"), [2025, 2024]),
}
# The window stays an archive's after it.
LAST: dict[str, Scene] = {"archive-standing": _standing}
