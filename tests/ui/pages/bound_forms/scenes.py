"""Scenes of the forms of others for ``tests.screens``."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtWidgets import QWidget

from desktop_app.bound_forms.filling import fill
from desktop_app.bound_forms.matching import match
from desktop_app.bound_forms.model import surely
from desktop_app.bound_forms.service import propose
from desktop_app.bound_forms.shelf import save_form
from desktop_app.bound_forms.words import lexicon
from desktop_app.centre import Centre
from desktop_app.language.script import to_cyrillic
from desktop_app.reference.service import districts, profile
from desktop_app.spreadsheets.grid import read_grid_file
from tests.bound_forms import wild_forms
from ui.pages.bound_forms.binding_page import BindingPage
from ui.pages.bound_forms.fill_dialog import FilledDialog
from ui.pages.bound_forms.save_dialog import SaveDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]
NAME = "Maʼlumot shakli"


def workbook(centre: Centre, folder: Path) -> Path:
    """A ministry's table of the centre's own districts."""
    own = centre.read(profile).region_code
    names = [to_cyrillic(place.names.uz) for place in centre.read(districts, region_code=own)]
    return wild_forms.made(folder / "Vazirlik shakli.xlsx", wild_forms.districts_cyrillic(names))


def _desk(stage: "Stage") -> BindingPage:
    path = workbook(stage.workspace.centre, Path(tempfile.mkdtemp()))
    page = stage.page("bound_form", path)
    assert isinstance(page, BindingPage)
    return page


def _figures(stage: "Stage") -> QWidget:
    page = _desk(stage)
    page.look_at_month()
    stage.settle()
    return page


def _row(stage: "Stage") -> QWidget:
    page = _desk(stage)
    page.view.go_to((3, 0))
    stage.settle()
    return page


def _save(stage: "Stage") -> QWidget:
    page = _desk(stage)
    assert page._opened is not None
    return SaveDialog(page, page._opened.grid, page.bindings, None, month=date(2026, 11, 5))


def _filled(stage: "Stage") -> QWidget:
    """The next file of a form whose rows and columns moved."""
    centre = stage.workspace.centre
    folder = Path(tempfile.mkdtemp())
    bindings = surely(centre.read(propose, grid=read_grid_file(workbook(centre, folder))))
    book = openpyxl.load_workbook(workbook(centre, folder))
    sheet = book.active
    sheet["B12"], sheet["B14"] = "Янги туман", "Бўстонлиқ т."
    book.save(folder / "keyingi.xlsx")
    grid = read_grid_file(folder / "keyingi.xlsx")
    matched = match(bindings, grid, centre.read(lexicon))
    filled = centre.read(fill, grid=grid, bindings=matched.bindings, year=2026, month=10)
    told = replace(filled, unbound=matched.unbound, moved=matched.moved, findings=matched.findings)
    return FilledDialog(stage.page("bound_forms"), stage.workspace, told)


def _list(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    grid = read_grid_file(workbook(centre, Path(tempfile.mkdtemp())))
    bindings = surely(centre.read(propose, grid=grid))
    for day in (date(2026, 1, 1), date(2026, 9, 1)):
        centre.write(
            save_form, name=NAME, grid=grid, bindings=bindings, valid_from=day, order_number="577", order_date=day
        )
    return stage.page("bound_forms")


SCENES: dict[str, Scene] = {
    "bound_forms_kept": _list,
    "bound_form_desk": _desk,
    "bound_form_words": _row,
    "bound_form_figures": _figures,
    "bound_form_save": _save,
    "bound_form_filled": _filled,
}
