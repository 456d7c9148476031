"""The baseline of a start: PySide6, a main window and a label; nothing of ours."""

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.benchmarks.start_events import FirstPaint, now, report_when_idle

if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QLabel("Mahorat"))
    window.resize(1366, 768)
    moments: dict[str, float] = {}

    def painted() -> None:
        moments["painted"] = now()
        report_when_idle(app, moments)

    FirstPaint(window, painted)
    window.show()
    sys.exit(app.exec())
