"""What a workbook would change in the lists or the territories, seen before it is applied."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.i18n import N_, _, _n
from desktop_app.reference import exchange
from desktop_app.reference.differences import Difference, Fate, FieldChange
from desktop_app.reference.lists import LISTS
from desktop_app.reference.undoing import Change, undo
from desktop_app.reference.workbook import ITEM_FIELDS, TERRITORY_FIELDS
from ui import formats
from ui.files import WORKBOOK, choose_source, choose_target, show_saved
from ui.models.table_model import Column
from ui.operations import run_command, run_long
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

    Read = Callable[[Centre, Path, Progress], exchange.Previews]
    Write = Callable[[Centre, Path], Path]

SIZE = (900, 620)
_FATES: dict[Fate, tuple[str, Tone]] = {
    Fate.WRONG: (N_("Wrong"), Tone.BAD),
    Fate.NEW: (N_("New"), Tone.GOOD),
    Fate.CHANGED: (N_("Changed"), Tone.ACCENT),
    Fate.MISSING: (N_("Not in the file"), Tone.WARN),
    Fate.SAME: (N_("As it is"), Tone.MUTED),
}
_TITLES = {field.name: field.title for field in (*ITEM_FIELDS, *TERRITORY_FIELDS)}


@dataclass(frozen=True)
class Line:
    """A row of the preview, with the list that it is of and the letters of its columns."""

    preview: exchange.Preview
    difference: Difference


def bring_in(section: Section, read: "Read") -> None:
    """Choose a workbook, show what it would change, apply it, and offer to take it back."""
    path = choose_source(section, _("Import from Excel"), kind=WORKBOOK)
    if path is None:
        return

    def show(previews: exchange.Previews) -> None:
        changes: tuple[Change, ...] | None = ExchangeDialog.ask(section, previews)
        if changes:
            section.workspace.show_notice(
                _n("{n} entry is taken over.", "{n} entries are taken over.", len(changes)),
                undo=lambda: run_command(section, lambda centre: centre.write(undo, changes)),
            )

    run_long(section, _("Reading the workbook"), lambda centre, progress: read(centre, path, progress), show)


def take_out(section: Section, write: "Write", *, name: str) -> None:
    """Write the workbook that can be brought in again, and say where it stands."""
    out = choose_target(section, _("Export to Excel"), name=name, kind=WORKBOOK)
    if out is not None:
        run_long(
            section,
            _("Exporting to Excel"),
            lambda centre, _progress: write(centre, out),
            lambda written: show_saved(section.workspace, written),
        )


class ExchangeDialog(FormDialog):
    """Finishes with the changes that were made, by which they can be undone."""

    def __init__(self, owner: QWidget, previews: exchange.Previews) -> None:
        count = previews.count(Fate.NEW) + previews.count(Fate.CHANGED)
        super().__init__(
            owner,
            title=_("What {file} would change", file=previews.file_name),
            save_text=_n("Take over {n} entry", "Take over {n} entries", count),
            intro=_("Nothing is deleted: entries that the file lacks stay as they are, and wrong rows are left out."),
        )
        self._previews = previews
        self._lines = [Line(sheet, each) for sheet in previews.sheets for each in sheet.differences]
        columns = COLUMNS if len(previews.sheets) > 1 else COLUMNS[1:]
        self.table: RecordTable[Line] = RecordTable(
            self.workspace,
            f"settings.exchange.{len(columns)}",
            columns,
            empty=EmptyState(_("The file says what the program has already."), icon="success"),
        )
        self.with_same = QCheckBox(_("Show entries that stay as they are"))
        self.with_same.toggled.connect(lambda _checked: self._show_rows())
        self.table.tools.addWidget(self.with_same)
        self.body.addWidget(label(_summary(previews), Role.BODY, wrap=True))
        self.body.addWidget(self.table, 1)
        self.save_button.setEnabled(previews.has_changes)
        self.resize(*SIZE)
        self._show_rows()

    def submit(self) -> None:
        run_command(
            self,
            lambda centre: exchange.apply(centre, self._previews),
            lambda outcome: self.finish(outcome.value),
        )

    def _show_rows(self) -> None:
        shown = set(Fate) if self.with_same.isChecked() else set(Fate) - {Fate.SAME}
        order = {fate: place for place, fate in enumerate(_FATES)}
        lines = [line for line in self._lines if line.difference.fate in shown]
        self.table.set_rows(sorted(lines, key=lambda line: order[line.difference.fate]))
        self.table.select(lambda _line: True)


def _summary(previews: exchange.Previews) -> str:
    told = [f"{_(_FATES[fate][0])}: {formats.integer_text(previews.count(fate))}" for fate in _FATES]
    if previews.strangers:
        told.append(_("Sheets not recognised: {names}", names=", ".join(previews.strangers)))
    return " · ".join(told)


def what_text(line: Line) -> str:
    """What is different, or what is wrong and in which cell."""
    difference = line.difference
    if difference.problems:
        letters = line.preview.sheet.columns
        return "; ".join(
            _(
                "Row {row}, column {letter} ({title}): {problem}",
                row=problem.row,
                letter=letters.get(problem.field, "–"),
                title=_title(problem.field),
                problem=problem.text,
            )
            for problem in difference.problems
        )
    return "; ".join(_changes(difference.changes))


def _changes(changes: tuple[FieldChange, ...]) -> Iterator[str]:
    for change in changes:
        yield f"{_title(change.name)}: {_value_text(change.before)} → {_value_text(change.after)}"


def _list_name(line: Line) -> str:
    """Territories come alone, so their lines need no name of a list."""
    name = LISTS.get(line.preview.name)
    return _(name) if name else ""


def _title(name: str) -> str:
    """The caption of a column; one that the workbook does not know is named as it is."""
    title = _TITLES.get(name, name)
    return _(title)


def _value_text(value: str | int | date | None) -> str:
    return "–" if value is None or value == "" else formats.shown(value)


COLUMNS: tuple[Column[Line], ...] = (
    Column("list", N_("List"), _list_name, width=150),
    Column(
        "fate",
        N_("What becomes of it"),
        lambda line: _(_FATES[line.difference.fate][0]),
        width=150,
        tone=lambda line: _FATES[line.difference.fate][1],
    ),
    Column("code", N_("Code"), lambda line: line.difference.code, width=110),
    Column("name", N_("Name"), lambda line: line.difference.name, width=220),
    Column("what", N_("What is different"), what_text, width=260, is_stretched=True, is_told_whole=True),
)
