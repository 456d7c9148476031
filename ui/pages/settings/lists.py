"""The lists that forms choose from: subjects, positions, categories and so on."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from desktop_app.reference import exchange
from desktop_app.reference.lists import FIXED_LISTS, LISTS, delete_list_item, move_list_item
from desktop_app.reference.records import ListItem, Names
from desktop_app.reference.service import list_items, save_list_item
from desktop_app.reference.undoing import Change, undo
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.exchange_dialog import bring_in, take_out
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

Loaded = tuple[list[ListItem], list[ListItem]]


COLUMNS: tuple[Column[ListItem], ...] = (
    Column(
        "name",
        N_("Name"),
        lambda item: item.names.text,
        width=240,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("code", N_("Code"), lambda item: item.code, width=130, is_told_whole=True),
    Column(
        "state",
        N_("State"),
        lambda item: _("Closed") if item.valid_to else _("In use"),
        width=120,
        tone=lambda item: Tone.MUTED if item.valid_to else Tone.GOOD,
    ),
    Column("valid_from", N_("Holds from"), lambda item: item.valid_from, width=110),
    Column("valid_to", N_("Holds until"), lambda item: item.valid_to, width=110),
)


class ListsSection(Section):
    changes_that_matter = frozenset({"reference_item"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Lists"),
            intro=_("An entry that is no longer used is closed with a date, so that older records keep their words."),
        )
        self._items: list[ListItem] = []
        self._groups: list[ListItem] = []
        self.add_action(Action(_("Import"), self.bring_in, icon="upload", key="Ctrl+I", right="edit_reference"))
        self.add_action(Action(_("Export"), self.take_out, icon="file-excel", key="Ctrl+E"))
        self.add_button = self.add_action(
            Action(_("New entry"), self.add, icon="plus", key="Ctrl+N", right="edit_reference"), is_primary=True
        )
        self.table = RecordTable(
            workspace,
            "settings.lists",
            COLUMNS,
            empty=EmptyState(_("The list is empty."), icon="list"),
            is_sortable=False,
            has_export_button=False,
        )
        self.list_box = Chooser(_("List"), [Choice(name, _(title)) for name, title in LISTS.items()])
        self.list_box.chosen.connect(lambda _name: self.refresh())
        self.with_closed = QCheckBox(_("Show closed entries"))
        self.with_closed.toggled.connect(lambda _checked: self._show_rows())
        self.table.tools.addWidget(self.with_closed)
        self.table.tools.addWidget(self.list_box)
        self.table.opened.connect(self.edit)
        for action in (
            Action(_("Edit"), self._edit_current, icon="edit", key="F2", right="edit_reference"),
            Action(_("Close or open again"), self.close_or_open, icon="lock", key="Del", right="edit_reference"),
            Action(
                _("Delete what was entered by mistake"),
                self.delete,
                icon="delete",
                key="Shift+Del",
                right="edit_reference",
            ),
            Action(_("Up"), lambda: self.move(-1), icon="chevron-up", key="Alt+Up", right="edit_reference"),
            Action(_("Down"), lambda: self.move(1), icon="chevron-down", key="Alt+Down", right="edit_reference"),
        ):
            self.table.add_row_action(action)
        self.body.addWidget(self.table, 1)

    @property
    def list_name(self) -> str:
        return str(self.list_box.value)

    def first_focus(self) -> QWidget | None:
        return self.list_box

    def refresh(self) -> None:
        name = self.list_name
        self.add_button.setEnabled(name not in FIXED_LISTS)

        def load(centre: Centre) -> Loaded:
            return centre.read(list_items, name), centre.read(list_items, "staff_group")

        run_query(self, load, self._show, slot="refresh")

    def add(self) -> None:
        new = ListItem(0, self.list_name, "", Names("", "", ""), {}, self._today(), None, 1)
        saved: tuple[ListItem, Change] | None = ItemDialog.ask(self, new, self._groups)
        if saved is not None:
            self._tell(_("{name} is added to the list.", name=saved[0].names.text), (saved[1],))

    def edit(self, item: ListItem) -> None:
        saved: tuple[ListItem, Change] | None = ItemDialog.ask(self, item, self._groups)
        if saved is not None and saved[0] != item:
            self._tell(_("{name} is saved.", name=saved[0].names.text), (saved[1],))

    def close_or_open(self) -> None:
        item = self.table.current()
        if item is not None:
            changed = replace(item, valid_to=None if item.valid_to else self._today())
            run_command(
                self,
                lambda centre: centre.write(save_list_item, changed),
                lambda done: self._tell(_("{name} is saved.", name=item.names.text), (done.value,)),
            )

    def delete(self) -> None:
        item = self.table.current()
        if item is not None:
            run_command(
                self,
                lambda centre: centre.write(delete_list_item, item_id=item.id),
                lambda done: self._tell(_("{name} is deleted.", name=item.names.text), (done.value,)),
            )

    def move(self, steps: int) -> None:
        """Put the entry up or down in its list: that is the order in which it is offered."""
        item = self.table.current()
        if item is not None:
            run_command(
                self,
                lambda centre: centre.write(move_list_item, item_id=item.id, steps=steps),
                lambda done: self._tell(_("The order of the list is saved."), done.value) if done.value else None,
            )

    def bring_in(self) -> None:
        bring_in(self, lambda centre, path, progress: exchange.preview_lists(centre, path, progress=progress))

    def take_out(self) -> None:
        take_out(self, lambda centre, out: exchange.export_lists(centre, out=out), name=_("Lists"))

    def _edit_current(self) -> None:
        item = self.table.current()
        if item is not None:
            self.edit(item)

    def _tell(self, text: str, changes: tuple[Change, ...]) -> None:
        self.workspace.show_notice(text, undo=lambda: run_command(self, lambda centre: centre.write(undo, changes)))

    def _show(self, loaded: Loaded) -> None:
        self._items, self._groups = loaded
        self._show_rows()

    def _show_rows(self) -> None:
        is_all, current = self.with_closed.isChecked(), self.table.current()
        self.table.set_rows([item for item in self._items if is_all or item.valid_to is None])
        if current is not None:
            self.table.select(lambda item: item.id == current.id)

    def _today(self) -> date:
        return self.workspace.centre.clock.today()


class ItemDialog(FormDialog):
    """Finishes with the entry as it was given and the change that keeps it."""

    right = "edit_reference"

    def __init__(self, owner: QWidget, item: ListItem, groups: list[ListItem]) -> None:
        super().__init__(owner, title=item.names.text or _("New entry"))
        self._item = item
        self.add(TextField("uz", _("Name in Uzbek, Latin script"), is_required=True))
        self.add_row(TextField("ru", _("Name in Russian")), TextField("en", _("Name in English")))
        hint = _("Short, unlike the others; it is not changed later.")
        self.add(TextField("code", _("Code"), is_required=True, hint=hint))
        self.add_row(DateField("valid_from", _("Holds from")), DateField("valid_to", _("Holds until")))
        if item.list_name == "position":
            choices = [Choice(group.code, group.names.text) for group in groups]
            self.add(ChoiceField("group", _("Staff group"), choices, is_required=True))
            self.field("group").set_value(item.attributes.get("group"))
        for name in ("uz", "ru", "en"):
            self.field(name).set_value(getattr(item.names, name))
        for name in ("code", "valid_from", "valid_to"):
            self.field(name).set_value(getattr(item, name))
        # Persons and cohorts hold the code, so that of an entry in use stays.
        self.field("code").setEnabled(item.id == 0)

    def submit(self) -> None:
        values = self.values()
        attributes = {**self._item.attributes, **({"group": values["group"]} if "group" in values else {})}
        names = Names(values["uz"], values["ru"] or values["uz"], values["en"] or values["uz"])
        changed = replace(
            self._item,
            code=values["code"],
            names=names,
            attributes=attributes,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )

        def save(centre: Centre) -> Outcome[Change]:
            return centre.write(save_list_item, changed)

        run_command(self, save, lambda done: self.finish((changed, done.value)))
