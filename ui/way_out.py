"""The way out of an open centre: it is closed in the worker, and a server that hangs holds nobody at the window."""

import logging
import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from ui import failures
from ui.background import Failed
from ui.main_window import MainWindow
from ui.opening_page import OpeningPage, closing_page
from ui.widgets.confirm import tell

LetGo = Callable[[Callable[[], QWidget]], object]


def end_program() -> None:
    """At once, as a power cut would: a thread that waits for a server holds Qt and Python for as long as it does."""
    os._exit(0)


class WayOut(QObject):
    """``let_go`` shows a page in place of those that work on the centre, and ends whatever else follows it."""

    def __init__(self, window: MainWindow, let_go: LetGo) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = window.workspace
        self._let_go = let_go
        self._page: OpeningPage | None = None
        self._go_on: Callable[[], object] = window.close
        self._workspace.not_written.connect(self._tell_unwritten)
        window.may_close = self.may_close

    def close_then(self, go_on: Callable[[], object], not_closed: Failed) -> None:
        """Write what waits, close the centre, and then ``go_on``."""
        self._go_on = go_on
        centre, worker = self._workspace.centre, self._workspace.worker
        self._let_go(partial(self._make_page, is_on_server=centre.paths.server.exists()))
        worker.forget_readings()

        def closed(_nothing: object) -> None:
            self._forget_centre()
            self._go_on()

        def failed(error: Exception) -> None:
            self._forget_centre()
            not_closed(error)

        worker.submit(self, centre.close, closed, failed, is_alone=True)

    def may_close(self) -> bool:
        """Whether the window may go now. Before a centre on a server goes, it says what is waited for."""
        if self._page is not None:
            # Whoever was signing out, and wanted to come back, leaves after all.
            self._go_on = self._window.close
            self._page.tell_why()
            return False
        if not self._workspace.has_centre or not self._workspace.centre.paths.server.exists():
            return True
        self.close_then(self._window.close, self._close_all_the_same)
        return False

    def tell_not_closed(self, error: CentreError) -> None:
        tell(self._window, _("Your work is saved, but the centre was not closed properly"), details=error.text)

    def tell_what_is_lost(self) -> None:
        """What the worker could not write when nobody could be told any more."""
        for error in self._workspace.worker.unwritten:
            self._tell_unwritten(error)

    def _make_page(self, *, is_on_server: bool) -> OpeningPage:
        unsaved = self._workspace.worker.unsaved
        self._page = closing_page(unsaved, self._leave) if is_on_server else OpeningPage(_("Closing the centre…"))
        return self._page

    def _leave(self) -> None:
        facts = {"unsaved": self._workspace.worker.unsaved()}
        logging.getLogger("mahorat.window").warning("left without waiting", extra={"facts": facts})
        end_program()

    def _forget_centre(self) -> None:
        self._page = None
        self._workspace.adopt(None)
        self._window.setWindowTitle("Mahorat")
        self._window.set_centre_name("")

    def _close_all_the_same(self, error: Exception) -> None:
        if isinstance(error, CentreError):
            self.tell_not_closed(error)
        else:
            failures.show(self._window, error)
        self._window.close()

    def _tell_unwritten(self, error: Exception) -> None:
        if isinstance(error, CentreError):
            tell(self._window, _("Your last change was not saved"), details=error.text)
        else:
            failures.show(self._window, error)
