"""Makes a printer hit its place: a test page, a ruler, three figures."""

from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.errors import AtField
from desktop_app.i18n import _
from desktop_app.print_runs.calibration import LENGTH, MARK, Calibration, measured
from desktop_app.print_runs.document import calibration_page
from desktop_app.progress import Progress
from ui import formats
from ui.actions import Action, make_button
from ui.operations import run_long
from ui.printing import draw_pages
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

_MM_DIGITS = 2


class CalibrationDialog(FormDialog):
    """Finishes with the Calibration of this printer, tray and paper; ``page`` is its width and height in mm."""

    def __init__(
        self, owner: QWidget, printer: QPrinter, *, name: str, page: tuple[float, float], applied: Calibration
    ) -> None:
        super().__init__(
            owner,
            title=_("Calibrate the printer"),
            intro=_(
                "{printer}. Print the test page on plain paper, measure its three thick lines with a ruler and type "
                "what you read. Printed once more, the page shows whether it is right now.",
                printer=name,
            ),
        )
        self._printer, self._page, self._applied = printer, page, applied
        self.print_button = make_button(self, Action(_("Print the test page"), self.print, icon="print", key="Ctrl+P"))
        self.body.addWidget(self.print_button)
        self.add_row(
            TextField("from_left", _("1. From the left edge, mm"), is_required=True, check=_not_a_figure),
            TextField("from_top", _("2. From the upper edge, mm"), is_required=True, check=_not_a_figure),
            TextField("length", _("3. Length of the line, mm"), is_required=True, check=_not_a_figure),
        )
        for field, wanted in (("from_left", MARK), ("from_top", MARK), ("length", LENGTH)):
            self.field(field).set_value(f"{wanted:g}")
        if not applied.is_none:
            self.add_button(make_button(self, Action(_("Forget the correction"), lambda: self.finish(Calibration()))))

    def print(self) -> None:
        width, height = self._page
        content = calibration_page(width=width, height=height, calibration=self._applied)

        def work(_centre: "Centre", progress: Progress) -> int:
            return draw_pages(content, self._printer, progress)

        run_long(self, _("Test page of the printer"), work)

    def submit(self) -> None:
        figures = {name: _figure(text) or 0.0 for name, text in self.values().items()}
        try:
            self.finish(measured(**figures, page=self._page, applied=self._applied))
        except AtField as error:
            self.show_error(error)


def correction_text(by: Calibration) -> str:
    """What is corrected, in words for the printer's line."""
    if by.is_none:
        return _("not calibrated")
    right, down = (formats.decimal_text(value, _MM_DIGITS) for value in (by.right, by.down))
    scale = formats.decimal_text(by.scale * 100, _MM_DIGITS)
    return _("corrected by {right} mm across, {down} mm down, size {scale} %", right=right, down=down, scale=scale)


def _figure(text: str) -> float | None:
    try:
        return float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None


def _not_a_figure(text: str) -> str:
    return "" if _figure(text) is not None else _("Type millimetres, such as 20,5.")
