"""What sheets to print: kind, days, cohorts, columns; and a look at the first of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.attendance.sheet_issue import cohorts_taught, lesson_day, span_of, wishes_for
from desktop_app.attendance.sheet_printing import preview, sheets_to_print, write_sheets
from desktop_app.attendance.sheet_records import (
    COLUMN_NAMES,
    MOST_BLANK_ROWS,
    SheetColumn,
    SheetKind,
    SheetLook,
    SheetWish,
    kind_name,
)
from desktop_app.changes import Outcome
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import _, _n
from desktop_app.settings import Settings
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.attendance_desk.print_form import PrintForm, language_field
from ui.pages.attendance_desk.spot import Spot
from ui.theme import GAP_L, GAP_M, GAP_XL
from ui.widgets.fields import CheckField, ChoiceField, DateField, IntegerField
from ui.widgets.several_field import SeveralField

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

FORM_WIDTH, PREVIEW_WIDTH, PREVIEW_HEIGHT = 340, 560, 540
EVERY = 0


@dataclass(frozen=True)
class SheetJob:
    """What is to be printed; ``cohort_id`` None: of every cohort that has lessons then."""

    kind: SheetKind
    day: date
    cohort_id: int | None
    look: SheetLook
    name: str

    def wishes(self, centre: "Centre") -> list[SheetWish]:
        return centre.read(wishes_for, kind=self.kind, day=self.day, cohort_id=self.cohort_id)

    @property
    def is_landscape(self) -> bool:
        return self.kind in (SheetKind.WEEK, SheetKind.COURSE)

    def previewed(self, centre: "Centre") -> bytes:
        """The first of the sheets."""
        return preview(centre, self.wishes(centre)[0], self.look)

    def printed(self, centre: "Centre", progress: "Progress") -> Outcome[bytes]:
        return sheets_to_print(centre, self.wishes(centre), self.look, progress=progress)

    def written(self, centre: "Centre", progress: "Progress", *, out: Path) -> Outcome[Path]:
        made = write_sheets(centre, self.wishes(centre), self.look, out=out, progress=progress)
        return Outcome(made.value.file, made.changes)


class SheetPrintDialog(PrintForm):
    """Finishes with a SheetJob and whether it is for a file; with a ``cohort_id`` only that cohort is offered."""

    def __init__(self, owner: QWidget, *, day: date, cohort_id: int | None = None) -> None:
        super().__init__(
            owner, title=_("Print attendance sheets"), preview_width=PREVIEW_WIDTH, preview_height=PREVIEW_HEIGHT
        )
        self._cohort_id = cohort_id
        self.setMinimumWidth(FORM_WIDTH + PREVIEW_WIDTH + GAP_L + 2 * GAP_XL)
        self._lay_out_form()
        self._fill(day)
        self._ask_cohorts()

    def submit(self) -> None:
        self._keep_choices()
        super().submit()

    def job(self) -> SheetJob:
        values = self.values()
        look = chosen_look(self.workspace.settings, language=values["language"] or "", is_filled=values["is_filled"])
        look = SheetLook(values["columns"], values["blank_rows"] or 0, look.language, look.is_filled)
        cohort_id = values["cohort"] or None
        name = f"{kind_name(values['kind'])} {values['day'].isoformat()}"
        return SheetJob(values["kind"], values["day"], cohort_id, look, name)

    def _lay_out_form(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(GAP_M)
        kinds = [Choice(kind, kind_name(kind)) for kind in SheetKind]
        self.add_row(ChoiceField("kind", _("Kind"), kinds, is_required=True), place=form)
        self.add_row(DateField("day", _("A day of the lessons"), is_required=True), place=form)
        self.add_row(ChoiceField("cohort", _("Cohort"), is_required=True), place=form)
        columns = [Choice(column, _(name)) for column, name in COLUMN_NAMES.items()]
        self.add_row(SeveralField("columns", _("Beside number and name"), columns), place=form)
        self.add_row(
            IntegerField("blank_rows", _("Free rows"), lowest=0, highest=MOST_BLANK_ROWS),
            language_field(),
            place=form,
        )
        hint = _("Marks, topics and results; without it they are written by hand.")
        self.add_row(CheckField("is_filled", _("With what is known"), hint=hint), place=form)
        form.addStretch(1)
        self.lay_out(form, width=FORM_WIDTH)

    def _fill(self, day: date) -> None:
        look = chosen_look(self.workspace.settings)
        start = {"kind": SheetKind.WEEK, "day": day, "columns": look.columns, "blank_rows": look.blank_rows}
        for name, value in {**start, "is_filled": True}.items():
            self.field(name).set_value(value)
        self.field("is_filled").hide()
        for name in ("kind", "day"):
            self.field(name).edited.connect(self._ask_cohorts)
        for name in ("cohort", "columns", "blank_rows", "language", "is_filled"):
            self.field(name).edited.connect(self._look)

    def _ask_cohorts(self) -> None:
        """The cohorts that have lessons then; the one the form was opened for is the only one."""
        kind, day = self.field("kind").value, self.field("day").value
        if kind is None or day is None:
            return
        # A journal has columns of its own.
        self.field("is_filled").setVisible(kind is SheetKind.JOURNAL)
        self.field("columns").setVisible(kind is not SheetKind.JOURNAL)
        only = self._cohort_id

        def ask(centre: "Centre") -> dict[int, str]:
            if only is not None:
                return {only: centre.read(cohort, cohort_id=only).code}
            first, last = span_of(kind, day)
            return centre.read(cohorts_taught, first=first, last=last)

        run_query(self, ask, self._offer_cohorts, slot="cohorts")

    def _offer_cohorts(self, cohorts: dict[int, str]) -> None:
        every = _n("{n} cohort that has lessons then", "All {n} cohorts that have lessons then", len(cohorts))
        first = [Choice(EVERY, every)] if self._cohort_id is None and cohorts else []
        choices = [*first, *(Choice(cohort_id, code) for cohort_id, code in cohorts.items())]
        field = self.field("cohort")
        assert isinstance(field, ChoiceField)
        before = field.value
        field.set_choices(choices)
        if field.value is None or before is None:
            field.set_value(choices[0].value if choices else None)
        field.show_error("" if choices else _("No cohort has lessons then."))
        self._look()

    def _look(self) -> None:
        """Show the first of the sheets as it would be."""
        if any(self.field(name).problem() for name in ("kind", "day", "cohort", "blank_rows")):
            self.preview.clear()
            return
        self.show_paper(self.job().previewed)

    def _keep_choices(self) -> None:
        values = self.values()
        self.workspace.change_settings(
            sheet_columns=[str(column) for column in values["columns"]], sheet_blank_rows=values["blank_rows"] or 0
        )


def ask_sheets(panel: Any, spot: Spot) -> None:
    """The act "Print a sheet" of the register."""
    if spot.session_id is None:
        SheetPrintDialog.ask(panel, day=panel.workspace.centre.clock.today(), cohort_id=spot.cohort_id)
        return
    run_query(
        panel,
        lambda centre: centre.read(lesson_day, session_id=spot.session_id),
        lambda day: SheetPrintDialog.ask(panel, day=day, cohort_id=spot.cohort_id),
        slot="sheet_day",
    )


def chosen_look(settings: Settings, *, language: str = "", is_filled: bool = True) -> SheetLook:
    """The columns and free rows that this PC remembers."""
    known = [SheetColumn(name) for name in settings.sheet_columns if name in set(SheetColumn)]
    rows = min(max(settings.sheet_blank_rows, 0), MOST_BLANK_ROWS)
    return SheetLook(tuple(known), rows, language, is_filled)
