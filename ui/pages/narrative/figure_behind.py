"""Whoever and whatever a number of a text is made of, in a window of its own."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.indicators.model import Behind
from desktop_app.indicators.service import behind
from desktop_app.narrative.model import Asked
from desktop_app.plan.population import period_of
from ui.navigation import FORMS, load
from ui.operations import run_query
from ui.widgets.list_window import FIRST_LINES
from ui.workspace import Workspace


def show_behind(owner: QWidget, workspace: Workspace, *, title: str, asked: Asked, month: date) -> None:
    """Of a long list the first lines at once, and then all."""

    def ask(centre: Centre, limit: int | None = None) -> Behind:
        period = period_of(month.year, month.month, today=centre.clock.today())
        return centre.read(behind, key=asked.key, period=period, limit=limit)

    def show(found: Behind) -> None:
        dialog = load(FORMS["behind"])(owner, workspace, title, found, ask)
        dialog.exec()
        dialog.deleteLater()

    run_query(owner, lambda centre: ask(centre, FIRST_LINES), show, slot="behind")
