"""The regions in the ministry's order, and the districts and cities of each by their MHOBT codes."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.reference import exchange
from desktop_app.reference.records import TerritoryRecord
from desktop_app.reference.service import profile
from desktop_app.reference.territories import (
    delete_territory,
    is_provisional,
    order_regions,
    replace_code,
    save_territory,
    territories,
)
from desktop_app.reference.undoing import Change, undo
from desktop_app.reference.workbook import LEVELS
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.exchange_dialog import bring_in, take_out
from ui.pages.settings.section import Section
from ui.pages.settings.territory_dialogs import CodeDialog, TerritoryDialog
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

# The choice that shows the regions themselves.
ALL_REGIONS = ""


@dataclass(frozen=True)
class Place:
    """A row of the table: the territory, and whether it is in force today."""

    record: TerritoryRecord
    state: str
    tone: Tone
    is_inside: bool = False


COLUMNS: tuple[Column[Place], ...] = (
    Column("order", N_("Place in order"), lambda place: place.record.report_order, width=70),
    # What stands in a city is set in under it.
    Column("name", N_("Name"), lambda place: "    " * place.is_inside + place.record.names.text, is_stretched=True),
    Column("level", N_("Kind"), lambda place: _(LEVELS[place.record.level]), width=150),
    Column("code", N_("MHOBT code"), lambda place: place.record.code, width=120),
    Column("state", N_("State"), lambda place: place.state, width=130, tone=lambda place: place.tone),
)


class TerritoriesSection(Section):
    changes_that_matter = frozenset({"territory", "former_territory_name"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Districts and cities"),
            intro=_("Returns list regions in the ministry's order and districts by code; rosters are matched by name."),
        )
        self._places: list[TerritoryRecord] = []
        self.add_action(Action(_("Import"), self.bring_in, icon="upload", key="Ctrl+I", right="edit_reference"))
        self.add_action(Action(_("Export"), self.take_out, icon="file-excel", key="Ctrl+E"))
        self.add_action(
            Action(_("Add a district"), self.add, icon="plus", key="Ctrl+N", right="edit_reference"), is_primary=True
        )
        self.table: RecordTable[Place] = RecordTable(
            workspace,
            "settings.territories",
            COLUMNS,
            empty=EmptyState(_("The list is empty."), icon="list"),
            is_sortable=False,
            has_export_button=False,
        )
        self.region_box = Chooser(_("Region"))
        self.region_box.chosen.connect(lambda _code: self._show_region())
        self.with_closed = QCheckBox(_("Show closed entries"))
        self.with_closed.toggled.connect(lambda _checked: self._show_region())
        self.table.tools.addWidget(self.with_closed)
        self.table.tools.addWidget(self.region_box)
        self.table.opened.connect(self._open)
        for action in (
            Action(_("Edit"), self._edit_current, icon="edit", key="F2", right="edit_reference"),
            Action(_("Give it another code"), self.give_code, icon="link", key="F4", right="edit_reference"),
            Action(_("Close or open again"), self.close_or_open, icon="lock", key="Del", right="edit_reference"),
            Action(
                _("Delete what was entered by mistake"),
                self.delete,
                icon="delete",
                key="Shift+Del",
                right="edit_reference",
            ),
            Action(
                _("Up in the order of regions"),
                lambda: self.move(-1),
                icon="chevron-up",
                key="Alt+Up",
                right="edit_reference",
            ),
            Action(
                _("Down in the order of regions"),
                lambda: self.move(1),
                icon="chevron-down",
                key="Alt+Down",
                right="edit_reference",
            ),
        ):
            self.table.add_row_action(action)
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.region_box

    def refresh(self) -> None:
        def load(centre: Centre) -> tuple[list[TerritoryRecord], str]:
            return centre.read(territories), centre.read(profile).region_code

        run_query(self, load, self._show, slot="refresh")

    def add(self) -> None:
        change: Change | None = TerritoryDialog.ask(self, self._places, self.region_box.value or self._own)
        if change is not None:
            self._tell(_("{name} is added to the list.", name=self._name_of(change)), [change])

    def edit(self, record: TerritoryRecord) -> None:
        changes: tuple[Change, ...] | None = TerritoryDialog.ask(self, self._places, record.parent_code or "", record)
        if changes:
            self._tell(_("{name} is saved.", name=record.names.text), changes)

    def give_code(self) -> None:
        """Lead everything that names the place to another code."""
        record = self._current()
        if record is None or record.level == "region":
            return
        given: tuple[str, int] | None = CodeDialog.ask(self, record)
        if given is None:
            return
        new_code, count = given
        back = {"code": new_code, "new_code": record.code}
        self.workspace.show_notice(
            _n(
                "{name} has the code {code} now; {n} record was changed.",
                "{name} has the code {code} now; {n} records were changed.",
                count,
                name=record.names.text,
                code=new_code,
            ),
            undo=lambda: run_command(self, lambda centre: centre.write(replace_code, **back)),
        )

    def close_or_open(self) -> None:
        record = self._current()
        if record is not None:
            changed = replace(record, valid_to=None if record.valid_to else self._today())
            run_command(
                self,
                lambda centre: centre.write(save_territory, changed),
                lambda done: self._tell(_("{name} is saved.", name=record.names.text), [done.value]),
            )

    def delete(self) -> None:
        record = self._current()
        if record is not None:
            run_command(
                self,
                lambda centre: centre.write(delete_territory, code=record.code),
                lambda done: self._tell(_("{name} is deleted.", name=record.names.text), [done.value]),
            )

    def move(self, steps: int) -> None:
        """Put a region up or down in the order of the ministry's returns."""
        record = self._current()
        codes = [place.code for place in self._places if place.level == "region"]
        if record is None or record.code not in codes:
            return
        place = codes.index(record.code)
        codes.insert(min(max(place + steps, 0), len(codes)), codes.pop(place))
        run_command(
            self,
            lambda centre: centre.write(order_regions, codes=codes),
            lambda done: self._tell(_("The order of the regions is saved."), done.value) if done.value else None,
        )

    def bring_in(self) -> None:
        bring_in(self, lambda centre, path, progress: exchange.preview_territories(centre, path, progress=progress))

    def take_out(self) -> None:
        take_out(self, lambda centre, out: exchange.export_territories(centre, out=out), name=_("Territories"))

    def _open(self, place: Place) -> None:
        if place.record.level == "region" and self.region_box.value == ALL_REGIONS:
            self.region_box.choose(place.record.code)
            self._show_region()
        else:
            self.edit(place.record)

    def _edit_current(self) -> None:
        record = self._current()
        if record is not None:
            self.edit(record)

    def _current(self) -> TerritoryRecord | None:
        place = self.table.current()
        return place.record if place is not None else None

    def _tell(self, text: str, changes: list[Change] | tuple[Change, ...]) -> None:
        self.workspace.show_notice(
            text, undo=lambda: run_command(self, lambda centre: centre.write(undo, tuple(changes)))
        )

    def _name_of(self, change: Change) -> str:
        return next((place.names.text for place in self._places if place.code == change.key), str(change.key))

    def _show(self, loaded: tuple[list[TerritoryRecord], str]) -> None:
        self._places, self._own = loaded
        if not self.region_box.count():
            regions = [place for place in self._places if place.level == "region"]
            everything = Choice(ALL_REGIONS, _("The regions in their order"))
            self.region_box.set_choices([everything, *(Choice(place.code, place.names.text) for place in regions)])
            self.region_box.choose(self._own)
        self._show_region()

    def _show_region(self) -> None:
        chosen, current = self.region_box.value, self._current()
        inside = {place.code for place in self._places if place.parent_code == chosen}
        shown = [
            self._row(place)
            for place in self._places
            if (place.level == "region" if chosen == ALL_REGIONS else {place.code, place.parent_code} & inside)
            and (self.with_closed.isChecked() or place.valid_to is None or place.valid_to >= self._today())
        ]
        self.table.view.setColumnHidden(0, chosen != ALL_REGIONS)
        self.table.set_rows(shown)
        if current is not None:
            self.table.select(lambda place: place.record.code == current.code)

    def _row(self, record: TerritoryRecord) -> Place:
        is_inside = record.level == "city_district"
        if not record.holds_on(self._today()):
            return Place(record, _("Not in force"), Tone.MUTED, is_inside)
        if is_provisional(record.code):
            return Place(record, _("Code of our own"), Tone.WARN, is_inside)
        return Place(record, _("In use"), Tone.GOOD, is_inside)

    def _today(self) -> date:
        return self.workspace.centre.clock.today()
