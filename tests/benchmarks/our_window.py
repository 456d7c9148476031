"""A start of the program on a centre's folder, up to the list of people."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from desktop_app.paths import settings_file
from desktop_app.settings import Settings
from tests.benchmarks.start_events import now, report_when_idle
from ui.app import Shell
from ui.navigation import Target

POLL_MS = 1


def main(folder: Path) -> int:
    app = QApplication(sys.argv)
    shell = Shell(app, Settings(), settings_file(), data_folder=folder)
    moments: dict[str, float] = {}
    poll = QTimer()

    def look() -> None:
        page = shell.window.page
        if page is None:
            return
        if "asked" not in moments:
            moments["asked"] = now()
            shell.window.navigate(Target("people"))
        elif _has_rows(shell.window.page) and "listed" not in moments:
            moments["listed"] = now()
            poll.stop()
            report_when_idle(app, moments)

    shell.window.first_painted.connect(lambda: moments.setdefault("painted", now()))
    poll.timeout.connect(look)
    poll.start(POLL_MS)
    shell.window.resize(1366, 768)
    shell.start()
    code = app.exec()
    shell.close()
    return code


def _has_rows(page: object) -> bool:
    """A table in front whose first row says more than that it is still being fetched."""
    tables = page.findChildren(QTableView) if page is not None else []
    models = [table.model() for table in tables if table.isVisible() and table.model() is not None]
    return any(model.rowCount() > 0 and model.index(0, 0).data() not in (None, "", "…") for model in models)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
