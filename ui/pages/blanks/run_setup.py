"""What certificates are printed on: plain paper or blanks, which one lies uppermost, and which printer."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.blanks.records import Tray
from desktop_app.i18n import _, _n
from desktop_app.print_runs.calibration import Calibration, printer_name
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.pages.blanks.calibration_dialog import CalibrationDialog, correction_text
from ui.printing import FINE_DOTS_PER_INCH, choose_printer, new_printer
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.fields import TextField
from ui.widgets.text import Role, label
from ui.workspace import Workspace

UPPERMOST_WIDTH = 260


@dataclass(frozen=True)
class Paper:
    """The sheet that the certificates are designed for, in mm; ``name`` is A4 or A5."""

    name: str
    is_landscape: bool
    width: float
    height: float


@dataclass(frozen=True)
class Ground:
    """Printed on paper of our own background, or on forms that have it; with a ``tray``, on counted blanks."""

    with_background: bool
    tray: Tray | None = None


PLAIN, FORMS = Ground(True), Ground(False)


class RunSetup(QWidget):
    changed = Signal()
    """Another paper or another uppermost blank was chosen."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.printer: QPrinter | None = None
        self._paper = Paper("A4", True, 297.0, 210.0)
        self.ground = Chooser(_("What to print on"), _choices(()))
        self.ground.chosen.connect(self._ground_chosen)
        self.uppermost = TextField("uppermost", _("Uppermost blank in the tray"))
        self.uppermost.setFixedWidth(UPPERMOST_WIDTH)
        self.uppermost.edited.connect(self.changed)
        self.taken = label("", Role.MUTED, wrap=True)
        self.printer_line = label(_("The printer is asked for when you print."), Role.MUTED, wrap=True)
        choose = Action(_("Printer…"), self.choose, icon="print", key="Ctrl+Shift+P")
        self.printer_button = make_button(self, choose)
        self.calibrate_button = make_button(self, Action(_("Calibrate…"), self.calibrate, key="Ctrl+Shift+K"))
        self._lay_out()
        self._ground_chosen()

    @property
    def chosen(self) -> Ground:
        ground: Ground = self.ground.value
        return ground

    @property
    def tray(self) -> tuple[str, int] | None:
        """The series and the uppermost number, for counted blanks."""
        tray, text = self.chosen.tray, self.uppermost.value
        return (tray.letters, int(text)) if tray is not None and text.isdecimal() else None

    @property
    def problem(self) -> str:
        """Why no blank is known, once something was typed."""
        is_wrong = self.chosen.tray is not None and self.tray is None and self.uppermost.value
        return _("Type the digits of the number as they stand on the blank.") if is_wrong else ""

    @property
    def calibration(self) -> Calibration:
        kept = self.workspace.settings.calibrations.get(self._name())
        return Calibration(*kept) if kept else Calibration()

    def show_trays(self, trays: Sequence[Tray], paper: Paper, *, with_background: bool | None) -> None:
        """``with_background`` is that of a run begun already, which stays as it is; None while it is open."""
        before = self.chosen
        self._paper = paper
        grounds = [each for each in _choices(trays) if with_background in (None, each.value.with_background)]
        self.ground.set_choices(grounds)
        letters = before.tray.letters if before.tray is not None else ""
        same = [each.value for each in grounds if each.value.tray is not None and each.value.tray.letters == letters]
        self.ground.choose(same[0] if same else before if before in (PLAIN, FORMS) else grounds[0].value)
        self._ground_chosen()

    def show_taken(self, numbers: Sequence[str], problem: str = "") -> None:
        """The blanks that will be used, or why these cannot be."""
        self.uppermost.show_error(problem)
        if self.chosen.tray is None or not numbers:
            self.taken.setText("")
        else:
            said = _n(
                "{n} blank will be used: {first} – {last}",
                "{n} blanks will be used: {first} – {last}",
                len(numbers),
                first=numbers[0],
                last=numbers[-1],
            )
            self.taken.setText(said)

    def choose(self) -> bool:
        """Let the person choose printer, tray and copies; False when they left."""
        title = _("Certificates")
        paper = self._paper
        printer = self.printer or new_printer(
            title=title, is_landscape=paper.is_landscape, paper=paper.name, dots_per_inch=FINE_DOTS_PER_INCH
        )
        if not choose_printer(self, printer, title=title):
            return False
        self.printer = printer
        self._show_printer()
        return True

    def calibrate(self) -> None:
        if self.printer is None and not self.choose():
            return
        assert self.printer is not None
        page = self._paper.width, self._paper.height
        found: Calibration | None = CalibrationDialog.ask(
            self, self.printer, name=self._shown_name(), page=page, applied=self.calibration
        )
        if found is not None:
            kept = {name: by for name, by in self.workspace.settings.calibrations.items() if name != self._name()}
            if not found.is_none:
                kept[self._name()] = [found.right, found.down, found.scale]
            self.workspace.change_settings(calibrations=kept)
            self._show_printer()

    def _name(self) -> str:
        printer = self.printer
        tray = printer.paperSource().name if printer is not None else ""
        paper = f"{self._paper.name} {'landscape' if self._paper.is_landscape else 'portrait'}"
        return printer_name(printer=printer.printerName() if printer is not None else "", tray=tray, paper=paper)

    def _show_printer(self) -> None:
        self.printer_line.setText(f"{self._shown_name()}: {correction_text(self.calibration)}")

    def _shown_name(self) -> str:
        name = self.printer.printerName() if self.printer is not None else ""
        return name or _("A file")

    def _ground_chosen(self, _ground: object = None) -> None:
        tray = self.chosen.tray
        self.uppermost.setVisible(tray is not None)
        self.taken.setVisible(tray is not None)
        if tray is not None:
            self.uppermost.set_value(f"{tray.first:0{tray.digits}}", is_guess=True)
        self.changed.emit()

    def _lay_out(self) -> None:
        printing = QHBoxLayout()
        printing.setSpacing(GAP_S)
        printing.addWidget(self.printer_line, 1)
        printing.addWidget(self.calibrate_button)
        printing.addWidget(self.printer_button)
        blank = QHBoxLayout()
        blank.setSpacing(GAP_S)
        blank.addWidget(self.uppermost)
        blank.addWidget(self.taken, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self.ground)
        outer.addLayout(blank)
        outer.addLayout(printing)


def _choices(trays: Sequence[Tray]) -> list[Choice]:
    counted = [
        Choice(
            Ground(False, tray),
            _n("On blanks {letters}: {n} left", "On blanks {letters}: {n} left", tray.left, letters=tray.letters),
        )
        for tray in trays
    ]
    plain = Choice(PLAIN, _("On plain paper, with the background"))
    forms = Choice(FORMS, _("On forms that have the background, not counted"))
    return [plain, *counted, forms]
