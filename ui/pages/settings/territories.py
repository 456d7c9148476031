"""Districts and cities of the regions by their MHOBT codes."""

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _
from desktop_app.reference.records import Names, TerritoryRecord
from desktop_app.reference.service import add_territory, districts, profile, regions
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.pages.settings.section import Section
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

LEVELS = {
    "district": N_("District"),
    "city": N_("City"),
    "city_district": N_("District of a city"),
}
Loaded = tuple[list[TerritoryRecord], list[TerritoryRecord], str]
COLUMNS: tuple[Column[TerritoryRecord], ...] = (
    Column("name", N_("Name"), lambda place: place.names.text, is_stretched=True),
    Column("level", N_("Kind"), lambda place: _(LEVELS[place.level]), width=170),
    Column("code", N_("MHOBT code"), lambda place: place.code, width=130),
)


class TerritoriesSection(Section):
    changes_that_matter = frozenset({"territory"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Districts and cities"),
            intro=_("Returns list them in the order of their codes; rosters are matched with their names."),
        )
        self._places: list[TerritoryRecord] = []
        self._regions: list[TerritoryRecord] = []
        self.add_action(Action(_("Add a district"), self.add, icon="plus", key="Ctrl+N"), is_primary=True)
        self.table = RecordTable(
            workspace, "settings.territories", COLUMNS, empty=EmptyState(_("The list is empty."), icon="list")
        )
        self.region_box = Chooser(_("Region"))
        self.region_box.chosen.connect(lambda _code: self._show_region())
        self.table.tools.addWidget(self.region_box)
        self.body.addWidget(self.table, 1)

    def first_focus(self) -> QWidget | None:
        return self.region_box

    def refresh(self) -> None:
        def load(centre: Centre) -> Loaded:
            return centre.read(regions), centre.read(districts), centre.read(profile).region_code

        run_query(self, load, self._show, slot="refresh")

    def add(self) -> None:
        name: str | None = TerritoryDialog.ask(self, self._regions, self.region_box.value)
        if name is not None:
            self.workspace.show_notice(_("{name} is added to the list.", name=name))

    def _show(self, loaded: Loaded) -> None:
        self._regions, self._places, own = loaded
        if not self.region_box.count():
            self.region_box.set_choices([Choice(region.code, region.names.text) for region in self._regions])
            self.region_box.choose(own)
        self._show_region()

    def _show_region(self) -> None:
        self.table.set_rows([place for place in self._places if place.parent_code == self.region_box.value])


class TerritoryDialog(FormDialog):
    """Finishes with the name of the place."""

    def __init__(self, owner: QWidget, places: list[TerritoryRecord], region_code: str) -> None:
        super().__init__(owner, title=_("New district or city"))
        self.add_row(
            ChoiceField(
                "parent_code", _("Region"), [Choice(place.code, place.names.text) for place in places], is_required=True
            ),
            ChoiceField(
                "level", _("Kind"), [Choice(level, _(title)) for level, title in LEVELS.items()], is_required=True
            ),
        )
        self.add_row(
            TextField("uz", _("Name in Uzbek, Latin script"), is_required=True),
            TextField("code", _("MHOBT code"), is_required=True, placeholder=f"{region_code}…"),
        )
        self.add_row(TextField("ru", _("Name in Russian")), TextField("en", _("Name in English")))
        self.field("parent_code").set_value(region_code)
        self.field("level").set_value("district")

    def submit(self) -> None:
        values = self.values()
        names = Names(values["uz"], values["ru"], values["en"])

        def save(centre: Centre) -> Outcome[None]:
            return centre.write(
                add_territory,
                code=values["code"],
                parent_code=values["parent_code"],
                level=values["level"],
                names=names,
            )

        run_command(self, save, lambda _done: self.finish(names.uz))
