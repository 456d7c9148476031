"""Scenes of institutions for ``tests.screens``."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.errors import Duplicate
from desktop_app.institutions.records import InstitutionDraft, InstitutionFilter
from desktop_app.institutions.renaming import rename_institution
from desktop_app.institutions.service import institution_card, institution_ids, save_institution
from ui.pages.institutions.edit_dialog import ClosingDialog, InstitutionDialog
from ui.pages.institutions.institution_page import InstitutionPage
from ui.pages.institutions.merge_dialog import LookAlikesDialog, MergeDialog

if TYPE_CHECKING:
    from tests.screens import Stage

DISTRICT = "1727401"


def _school(stage: "Stage") -> int:
    centre = stage.workspace.centre
    return centre.read(institution_ids, InstitutionFilter(), column="people", is_descending=True)[0]


def _draft(stage: "Stage") -> InstitutionDraft:
    return stage.workspace.centre.read(institution_card, institution_id=_school(stage)).draft


def _page(stage: "Stage") -> QWidget:
    return stage.page("institution", _school(stage))


def _movement(stage: "Stage") -> QWidget:
    page = _page(stage)
    assert isinstance(page, InstitutionPage)
    page.tabs.setCurrentIndex(1)
    return page


def _renamed(stage: "Stage") -> QWidget:
    card = stage.workspace.centre.read(institution_card, institution_id=_school(stage))
    if not card.former_names:
        renamed = replace(card.draft, name="Ziyo akademik litseyi")
        stage.workspace.centre.write(rename_institution, renamed, since=date(2020, 9, 1), reason="14-son qaror")
    page = _page(stage)
    assert isinstance(page, InstitutionPage)
    page.tabs.setCurrentIndex(2)
    return page


def _look_alikes(stage: "Stage") -> QWidget:
    """Three spellings that a careless list brings."""
    page = stage.page("institutions")
    for name, district in (
        ("1-IDUM", None),
        ("Bolalar ijodiyot markazi", DISTRICT),
        ("Bolalar ijodiyot markasi", DISTRICT),
    ):
        # A dialog is made anew for every size of the window: from the second on they stand already.
        with suppress(Duplicate):
            stage.workspace.centre.write(save_institution, InstitutionDraft(name, None, district))
    return LookAlikesDialog(page)


SCENES: dict[str, Callable[["Stage"], QWidget]] = {
    "institution-page": _page,
    "institution-movement": _movement,
    "institution-form": lambda stage: InstitutionDialog(_page(stage), _draft(stage)),
    "institution-closing": lambda stage: ClosingDialog(_page(stage), _draft(stage)),
    "institution-merge": lambda stage: MergeDialog(_page(stage), _draft(stage)),
    "institution-renamed": _renamed,
    "institution-look-alikes": _look_alikes,
}
