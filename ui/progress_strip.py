"""The strip at the bottom while something long runs: what, how far, and a way to stop it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from desktop_app.i18n import _, language
from desktop_app.progress import Progress
from ui.theme import GAP_M, GAP_S, GAP_XL
from ui.widgets.text import Role, label
from ui.workspace import Workspace

BAR_WIDTH = 220


class ProgressStrip(QFrame):
    """Hidden while nothing runs. Of works in line or side by side it shows the first until that one ends."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._running: list[tuple[str, Progress]] = []
        self._title = label("")
        self._count = label("", Role.MUTED)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(_("Stop"), self)
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_XL, GAP_S, GAP_XL, GAP_S)
        row.setSpacing(GAP_M)
        for part in (self._title, self._bar, self._count):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._cancel)
        workspace.long_work_started.connect(self._begin)
        workspace.long_work_moved.connect(self._move)
        workspace.long_work_ended.connect(self._end)
        self.hide()

    def _begin(self, title: str, progress: Progress) -> None:
        self._running.append((title, progress))
        if len(self._running) == 1:
            self._show_first()

    def _move(self, progress: Progress, what: str, done: int, total: int) -> None:
        if not self._running or self._running[0][1] is not progress:
            return
        # Imported here: its fractions and decimals would be read before the first picture.
        from desktop_app.language.numbers import number

        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if total:
            counts = _("{done} / {total}", done=number(done, 0, language()), total=number(total, 0, language()))
            self._count.setText(f"{counts} {_(what)}".rstrip())
        else:
            self._count.setText(_(what))

    def _end(self, ended: Progress) -> None:
        was_shown = bool(self._running) and self._running[0][1] is ended
        self._running = [(title, progress) for title, progress in self._running if progress is not ended]
        if not self._running:
            self.hide()
        elif was_shown:
            self._show_first()

    def _show_first(self) -> None:
        self._title.setText(self._running[0][0])
        self._count.clear()
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._running[0][1].cancel()
