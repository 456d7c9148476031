"""A plan, or figures of other channels, from Excel: the file, then every row with its state, then entered or left."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.language.orders import order_text
from desktop_app.plan.exchange import Applied, apply, export_plan, preview, take_back, write_template
from desktop_app.plan.importing import PlanDefaults, PlanPreview, PlanRow, RowState
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.rules import cut_text
from desktop_app.plan.words import PlanNames, month_text
from desktop_app.progress import Progress
from ui import formats
from ui.actions import Action, PrimaryButton, make_button
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.table_model import Align, Column
from ui.notices import Banner
from ui.operations import run_command, run_long
from ui.pages.plan.year_panel import YearPanel
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, Tone
from ui.widgets.fields import DateField, FileField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = QSize(1080, 620)
STATES = {
    RowState.NEW: (N_("New"), Tone.GOOD),
    RowState.AMENDS: (N_("Amends"), Tone.ACCENT),
    RowState.KNOWN: (N_("There already"), Tone.MUTED),
    RowState.REJECTED: (N_("Rejected"), Tone.BAD),
    RowState.IGNORED: (N_("No line"), Tone.MUTED),
}


def import_workbook(panel: YearPanel, *, is_of_figures: bool) -> None:
    """Ask for a file, show what it would do, and enter what is ready."""
    seen: PlanPreview | None = FileDialog.ask(panel, is_of_figures=is_of_figures)
    if seen is None:
        return
    dialog = PreviewDialog(panel, seen, panel.names)
    dialog.exec()
    applied = dialog.applied
    dialog.deleteLater()
    if applied is not None:
        panel.workspace.show_notice(
            _n("{n} line of the workbook is entered.", "{n} lines of the workbook are entered.", applied.number),
            undo=lambda: run_command(panel, lambda centre: centre.write(take_back, applied)),
        )


def export_lines(panel: YearPanel) -> None:
    """The lines in force on the day, in the columns of the form."""
    year, day = panel.year, panel.day
    out = choose_target(panel, _("To Excel"), name=_("Annual plan of {year}", year=year), kind=WORKBOOK)
    if out is not None:
        run_long(
            panel,
            _("Exporting to Excel"),
            lambda centre, _progress: export_plan(centre, out=out, year=year, as_of=day),
            lambda written: show_saved(panel.workspace, written),
        )


class FileDialog(FormDialog):
    """Finishes with the preview of the file."""

    def __init__(self, owner: YearPanel, *, is_of_figures: bool) -> None:
        super().__init__(
            owner,
            title=_("Figures from Excel") if is_of_figures else _("Plan from Excel"),
            save_text=_("Look at the rows"),
            intro=_("Nothing is entered before you have seen what each row would do."),
        )
        self._year, self._is_of_figures = owner.year, is_of_figures
        self.add(FileField("file", _("Workbook"), pattern="*.xlsx *.xls *.ods *.csv", is_required=True))
        self.add(TextField("sheet", _("Sheet"), hint=_("Empty: the sheet that looks most like a plan.")))
        if is_of_figures:
            self.add(TextField("source", _("Source"), hint=_("For rows that name no source of their own.")))
        else:
            self.add_row(
                TextField("order_number", _("Order number"), hint=_("For rows that name no order of their own.")),
                DateField("order_date", _("Order date"), default_year=owner.year - 1),
            )
            form = Action(_("Form to fill in"), self.save_form, icon="download", key="Ctrl+Shift+F")
            row = QHBoxLayout()
            row.addWidget(make_button(self, form))
            row.addStretch(1)
            self.body.addLayout(row)

    def submit(self) -> None:
        values = self.values()
        path, sheet = values.pop("file"), values.pop("sheet")
        defaults = PlanDefaults(self._year, **values)

        def look(centre: Centre, progress: Progress) -> PlanPreview:
            return preview(
                centre,
                path,
                defaults=defaults,
                sheet=sheet,
                is_of_figures=self._is_of_figures,
                progress=progress,
            )

        run_long(self, _("Reading the workbook"), look, self.finish)

    def save_form(self) -> None:
        year = self._year
        out = choose_target(self, _("Form to fill in"), name=_("Annual plan of {year}", year=year), kind=WORKBOOK)
        if out is not None:
            run_long(
                self,
                _("Exporting to Excel"),
                lambda centre, _progress: write_template(centre, out=out, year=year),
                lambda written: self.banner.show_outcome(_("Saved: {file}", file=written)),
            )


class PreviewDialog(QDialog):
    """What each row would do; ``applied`` is what was entered, None where the person left."""

    def __init__(self, owner: YearPanel, seen: PlanPreview, names: PlanNames) -> None:
        super().__init__(owner)
        self.workspace = owner.workspace
        self.applied: Applied | None = None
        self.under_way: set[str] = set()
        self._seen, self._names = seen, names
        self.setWindowTitle(seen.file_name)
        self.resize(SIZE)
        self.banner = Banner(self)
        self.table: RecordTable[PlanRow] = RecordTable(
            self.workspace, "plan.import", self._columns(), rows=seen.rows, filter_hint=_("Filter the rows")
        )
        number = len(seen.ready)
        self.apply_button = PrimaryButton(_n("Enter {n} line", "Enter {n} lines", number), self)
        self.apply_button.setProperty("role", "primary")
        self.apply_button.setEnabled(bool(number))
        self.apply_button.clicked.connect(self.enter)
        leave = QPushButton(_("Cancel"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP_S)
        buttons.addWidget(label(self._counts(), Role.MUTED), 1)
        buttons.addWidget(leave)
        buttons.addWidget(self.apply_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(seen.file_name, Role.HEADING))
        where = _("Sheet {sheet}, the header is in row {row}.", sheet=seen.sheet, row=seen.header_row)
        outer.addWidget(label(where, Role.MUTED))
        outer.addWidget(self.banner)
        if seen.remarks:
            self.banner.show_warning(" ".join(seen.remarks))
        outer.addWidget(self.table, 1)
        outer.addLayout(buttons)
        (self.apply_button if number else self.table.view).setFocus()

    def enter(self) -> None:
        seen = self._seen

        def done(outcome: object) -> None:
            self.applied = outcome.value  # type: ignore[attr-defined]
            self.accept()

        run_command(self, lambda centre: apply(centre, seen), done)

    def show_error(self, error: Exception) -> None:
        self.banner.show_error(error.text)  # type: ignore[attr-defined]

    def set_busy(self, is_busy: bool) -> None:
        self.apply_button.setDisabled(is_busy)

    def _counts(self) -> str:
        counts = [(self._seen.count(state), _(words)) for state, (words, _tone) in STATES.items()]
        told = ", ".join(f"{words.lower()} – {formats.integer_text(n)}" for n, words in counts if n)
        people = _n("{n} person in the rows that are ready", "{n} people in the rows that are ready", self._seen.people)
        return f"{told}; {people}"

    def _columns(self) -> tuple[Column[PlanRow], ...]:
        return (
            Column("row", N_("Row"), lambda row: row.number, width=64),
            Column("state", N_("State"), lambda row: _(STATES[row.state][0]), width=150, tone=_tone),
            Column("what", N_("Plan"), self._line, width=310, is_told_whole=True),
            Column("people", N_("People"), _people, width=90, align=Align.RIGHT),
            Column("order", N_("Order"), _order, width=150),
            Column("said", N_("Remark"), _said, width=260, is_stretched=True, is_told_whole=True),
        )

    def _line(self, row: PlanRow) -> str:
        entry = row.entry
        if entry is None:
            return ""
        parts = [
            month_text(entry.year, entry.stated_month if isinstance(entry, PlanEntry) else entry.month),
            self._names.channels.get(entry.channel_code, entry.channel_code),
            self._names.group(entry.staff_group),
        ]
        if isinstance(entry, PlanEntry):
            parts.append(cut_text(entry.cut, self._names.cuts))
        return ", ".join(parts)


def _tone(row: PlanRow) -> Tone:
    return STATES[row.state][1]


def _people(row: PlanRow) -> int | None:
    return row.entry.people if row.entry is not None else None


def _order(row: PlanRow) -> str:
    entry = row.entry
    if entry is None:
        return ""
    return order_text(entry.order_number, entry.order_date) or getattr(entry, "source", "")


def _said(row: PlanRow) -> str:
    return " ".join(problem.text for problem in row.problems)
