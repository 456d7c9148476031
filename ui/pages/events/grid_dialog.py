"""Events of a whole district at once: a line for each institution, the number typed, the rest filled down; by keys."""

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.cascades.event_records import EventRow, EventState, ReadEvent
from desktop_app.cascades.events import enter_events, judge_events
from desktop_app.cascades.register import institutions_of
from desktop_app.i18n import N_, _, _n
from ui import formats
from ui.actions import Action
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.events.grid_rows import GridHead, GridRow, events_of, filled_down, typed, with_verdicts
from ui.pages.events.lists import EventLists
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

SIZE = (1080, 680)
TYPED = ("held_on", "subject", "leader", "people")


class GridDialog(FormDialog):
    """Finishes with what was entered. Lines without a number of people are no events."""

    def __init__(self, owner: QWidget, lists: EventLists) -> None:
        super().__init__(owner, title=_("Events of a district"), save_text=_("Enter the events"))
        self.resize(*SIZE)
        self._lists = lists
        self._year = self.workspace.centre.clock.today().year
        self._subjects = {choice.value: choice.text for choice in lists.subjects}
        self.rows: list[GridRow] = []
        self._district: str | None = None
        self._add_head()
        self.table: RecordTable[GridRow] = RecordTable(
            self.workspace,
            "events.grid",
            self._columns(),
            has_filter=False,
            is_sortable=False,
            empty=EmptyState(_("Choose the district: its institutions are listed here."), icon="building"),
        )
        self.table.add_row_action(Action(_("Fill down"), self.fill_down, icon="chevron-down", key="Ctrl+D"))
        self.table.add_row_action(Action(_("Paste"), self.paste, icon="copy", key="Ctrl+V"))
        self.table.add_row_action(Action(_("Empty the line"), self.empty, icon="delete", key="Del"))
        self.counts = label("", Role.MUTED, wrap=True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label(_("Ctrl+D fills down, Ctrl+V pastes a column from Excel."), Role.SMALL))
        self.body.addWidget(self.counts)
        for field in self._fields.values():
            field.edited.connect(self._take_head)
        self.field("district_code").edited.connect(self._ask_for_institutions)
        self._show(self.rows)

    def submit(self) -> None:
        """Enter all lines with a number, or none of them: then each says why."""
        rows = events_of(self.rows)
        if not rows:
            self.banner.show_warning(_("No line has a number of people yet."))
            return
        run_query(
            self,
            lambda centre: centre.read(judge_events, rows),
            lambda judged: self._enter(rows, judged),
            slot="judge",
        )

    def is_changed(self) -> bool:
        return any(row.people is not None for row in self.rows)

    def fill_down(self) -> None:
        """The cell under the cursor into every line below it."""
        index = self.table.view.currentIndex()
        column = self.table.columns[index.column()].name if index.isValid() else ""
        if column in TYPED:
            self._update(filled_down(self.rows, column, index.row()))

    def paste(self) -> None:
        """Cells copied elsewhere, from the cursor down and to the right; what cannot be read is told and left out."""
        index = self.table.view.currentIndex()
        if not index.isValid():
            return
        rows, unread = list(self.rows), 0
        lines = QGuiApplication.clipboard().text().splitlines()
        beyond = max(index.row() + len(lines) - len(rows), 0)
        for down, line in enumerate(lines):
            place = index.row() + down
            for right, text in enumerate(line.split("\t")):
                column = index.column() + right
                if place >= len(rows) or column >= len(self.table.columns):
                    continue
                try:
                    rows[place] = self._typed(rows[place], self.table.columns[column].name, text)
                except ValueError:
                    unread += 1
        self._update(rows)
        told = []
        if unread:
            told.append(_n("{n} cell could not be read.", "{n} cells could not be read.", unread))
        if beyond:
            told.append(
                _n(
                    "{n} pasted line is past the last institution.",
                    "{n} pasted lines are past the last institution.",
                    beyond,
                )
            )
        if told:
            self.banner.show_warning(" ".join(told))

    def empty(self) -> None:
        chosen = {row.institution_id for row in self.table.selected()} or {
            row.institution_id for row in [self.table.current()] if row is not None
        }
        self._update(
            [
                GridRow(row.institution_id, row.institution, head=row.head) if row.institution_id in chosen else row
                for row in self.rows
            ]
        )

    def _add_head(self) -> None:
        lists = self._lists
        self.add_row(
            ChoiceField("district_code", _("District or city"), lists.districts, is_required=True),
            ChoiceField("kind_code", _("Kind of event"), lists.kinds, is_required=True),
            DateField("held_on", _("Day"), default_year=self._year),
        )
        self.add_row(
            ChoiceField("subject_code", _("Subject"), lists.subjects),
            TextField("leader", _("Led by")),
            ChoiceField("level", _("Level of a cascade"), lists.levels),
        )
        self.add(TextField("topic", _("Topic")))

    def _columns(self) -> tuple[Column[GridRow], ...]:
        return (
            Column("institution", N_("Institution"), lambda row: row.institution, width=230, is_stretched=True),
            Column("held_on", N_("Day"), lambda row: row.day, width=100, edit=self._edit("held_on")),
            Column(
                "subject",
                N_("Subject"),
                lambda row: self._subjects.get(row.subject, ""),
                width=150,
                edit=self._edit("subject"),
            ),
            Column("leader", N_("Led by"), lambda row: row.led_by, width=190, edit=self._edit("leader")),
            Column(
                "people",
                N_("Took part"),
                lambda row: row.people,
                width=100,
                align=Align.RIGHT,
                edit=self._edit("people"),
            ),
            Column(
                "told",
                N_("Why not"),
                lambda row: row.told,
                width=170,
                tone=lambda row: Tone.BAD if row.told else Tone.PLAIN,
                is_told_whole=True,
            ),
        )

    def _edit(self, column: str) -> Any:
        def take(row: GridRow, text: str) -> bool:
            try:
                changed = self._typed(row, column, text)
            except ValueError:
                self.banner.show_warning(_("“{text}” cannot be read here.", text=text))
                return False
            self.banner.clear()
            self._update([changed if each.institution_id == row.institution_id else each for each in self.rows])
            return True

        return take

    def _typed(self, row: GridRow, column: str, text: str) -> GridRow:
        return typed(row, column, text, subjects=self._lists.subjects, year=self._year)

    def _ask_for_institutions(self) -> None:
        district = self.field("district_code").value
        if district and district != self._district:
            run_query(
                self,
                lambda centre: centre.read(institutions_of, district_code=district),
                lambda found: self._list(district, found),
                slot="institutions",
            )

    def _list(self, district: str, found: list[tuple[int, str]]) -> None:
        """The institutions of a district take the place of those before; numbers typed there can be brought back."""
        before, lines = self._district, self.rows
        was_typed = self.is_changed()

        def bring_back() -> None:
            self._district = before
            self.field("district_code").set_value(before)
            self._show(lines)

        self._district = district
        self._show([GridRow(number, name, head=self._head()) for number, name in found])
        if was_typed:
            self.banner.show_outcome(_("The lines of the other district are put aside."), undo=bring_back)

    def _head(self) -> GridHead:
        values = {name: self.field(name).value for name in vars(GridHead())}
        return GridHead(**{**values, "kind_code": values["kind_code"] or ""})

    def _take_head(self) -> None:
        head = self._head()
        self._update([replace(row, head=head) for row in self.rows])

    def _show(self, rows: list[GridRow]) -> None:
        self.rows = rows
        self.table.set_rows(rows)
        self._count()
        if rows:
            model = self.table.view.model()
            people = next(at for at, column in enumerate(self.table.columns) if column.name == "people")
            self.table.view.setCurrentIndex(model.index(0, people))

    def _update(self, rows: list[GridRow]) -> None:
        self.rows = rows
        self.table.update_rows(rows)
        self._count()

    def _count(self) -> None:
        filled = [row for row in self.rows if row.people is not None]
        events = _n("{n} event", "{n} events", len(filled))
        people = formats.integer_text(sum(row.people or 0 for row in filled))
        self.counts.setText(_("{events}, {people} people", events=events, people=people) if self.rows else "")

    def _enter(self, rows: list[ReadEvent], judged: list[EventRow]) -> None:
        wrong = sum(each.state is not EventState.NEW for each in judged)
        if wrong:
            self._update(with_verdicts(self.rows, judged))
            self.banner.show_error(
                _n(
                    "{n} line cannot be entered as it is. Correct it, or empty it: nothing was entered.",
                    "{n} lines cannot be entered as they are. Correct them, or empty them: nothing was entered.",
                    wrong,
                )
            )
            return
        district = next(
            (choice.text for choice in self._lists.districts if choice.value == self.field("district_code").value), ""
        )
        run_command(
            self,
            lambda centre: centre.write(enter_events, rows, source=district, expected=judged),
            lambda outcome: self.finish(outcome.value),
        )
