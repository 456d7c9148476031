"""Where errors come to light: expected ones calmly in their place, everything else in one crash window."""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Protocol, cast, runtime_checkable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.text import Role, label


@runtime_checkable
class ShowsErrors(Protocol):
    """A page or a dialog that has a place for an error."""

    def show_error(self, error: CentreError) -> None: ...


def show(owner: QWidget, error: Exception) -> None:
    """Show an error near the owner: in the nearest page or dialog around it; a bug goes to the crash window."""
    if not isinstance(error, CentreError):
        report_bug(type(error), error, error.__traceback__)
        return
    place: QWidget | None = owner
    while place is not None and not isinstance(place, ShowsErrors):
        place = place.parentWidget()
    if place is None:
        report_bug(type(error), error, error.__traceback__)
    else:
        cast(ShowsErrors, place).show_error(error)


def install() -> None:
    """Let every uncaught exception, in a slot or elsewhere, end in the log and in the crash window."""
    sys.excepthook = report_bug


def report_bug(kind: type[BaseException], error: BaseException, places: TracebackType | None) -> None:
    """Log a bug and show what can be copied for the makers: places in the program, no person's data."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    logging.getLogger("mahorat.window").error("bug", exc_info=(kind, error, places))
    if QApplication.instance() is None or CrashWindow.is_shown:
        sys.__excepthook__(kind, error, places)
        return
    CrashWindow(bug_text(kind, places)).exec()


def bug_text(kind: type[BaseException], places: TracebackType | None) -> str:
    """The error's type and places; its message and values are left out, for they may hold a person's data."""
    import platform

    frames = traceback.extract_tb(places)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    system = f"Mahorat, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return "\n".join([system, kind.__name__, *lines])


class CrashWindow(QDialog):
    """The one window for bugs: what happened, that the data are safe, and a text to send."""

    is_shown = False

    def __init__(self, report: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(_("Unexpected error"))
        self._report = report
        place = QPlainTextEdit(report, self)
        place.setReadOnly(True)
        place.setMinimumSize(520, 180)
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(_("Copy the text"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_L)
        layout.setSpacing(GAP_M)
        layout.addWidget(label(_("Mahorat made a mistake"), Role.HEADING))
        sentence = _(
            "The last step was not done; everything saved before it is safe. Please send the text below to the makers: "
            "it holds no personal data."
        )
        layout.addWidget(label(sentence, wrap=True))
        layout.addWidget(place)
        layout.addWidget(buttons)
        close.setDefault(True)
        close.setFocus()

    def exec(self) -> int:
        CrashWindow.is_shown = True
        try:
            return super().exec()
        finally:
            CrashWindow.is_shown = False
