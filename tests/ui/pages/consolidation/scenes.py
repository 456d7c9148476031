"""Scenes of the country's table for ``tests.screens``."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tests.consolidation.made import OCTOBER, Regions, altered
from ui.pages.consolidation.page import ConsolidationPage

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _thirteen(stage: "Stage") -> QWidget:
    """One altered, one corrected, one missing, one person in two regions."""
    page = stage.page("consolidation", OCTOBER)
    assert isinstance(page, ConsolidationPage)
    with TemporaryDirectory() as made:
        folder = Path(made)
        maker = Regions(stage.workspace.centre, folder)
        files = [maker.make(place) for place in range(13)]
        files[1] = altered(files[1], "2-PMM", "E9", "999", out=folder / "andijon-2026-10.xlsx")
        files.append(maker.make(4, number=1))
        files[7] = maker.make(7, also=maker.people(3, 3, OCTOBER))
        page.add(files)
        stage.settle()
    page.regions.select_place(1)
    return page


SCENES: dict[str, Scene] = {"consolidation-received": _thirteen}
