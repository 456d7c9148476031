"""The forms of a district or city: entering, putting right, renaming from a day on, another code."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.language.script import to_cyrillic
from desktop_app.reference.records import Names, TerritoryRecord
from desktop_app.reference.territories import (
    PARENT_LEVELS,
    FormerName,
    add_territory,
    former_territory_names,
    rename_territory,
    replace_code,
    save_territory,
)
from desktop_app.reference.workbook import LEVELS
from ui import formats
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

_NAMES = ("uz", "cyrl", "ru", "en")


class TerritoryDialog(FormDialog):
    """Finishes with the change that adds a place, or with those that were made to one."""

    right = "edit_reference"

    def __init__(
        self, owner: QWidget, places: list[TerritoryRecord], parent_code: str, record: TerritoryRecord | None = None
    ) -> None:
        super().__init__(owner, title=record.names.text if record else _("New district or city"))
        self._record = record
        self.former = label("", Role.SMALL)
        self.former.hide()
        self.add_row(TextField("uz", _("Name in Uzbek, Latin script"), is_required=True), self._cyrillic())
        self.add_row(TextField("ru", _("Name in Russian")), TextField("en", _("Name in English")))
        self.field("uz").edited.connect(self._propose_cyrillic)
        if record is None:
            self._add_place(places, parent_code)
        else:
            hint = _("Only if the place was renamed: older papers keep the name that it had.")
            self.add(DateField("since", _("Called so since"), hint=hint))
            self.body.addWidget(self.former)
            run_query(self, lambda centre: centre.read(former_territory_names, record.code), self._show_former)
        self.add_row(DateField("valid_from", _("Holds from")), DateField("valid_to", _("Holds until")))
        if record is not None:
            for name in _NAMES:
                self.field(name).set_value(getattr(record.names, name))
            for name in ("valid_from", "valid_to"):
                self.field(name).set_value(getattr(record, name))

    def submit(self) -> None:
        values = self.values()
        names = Names(values["uz"], values["ru"], values["en"], values["cyrl"])
        days = {"valid_from": values["valid_from"], "valid_to": values["valid_to"]}
        if self._record is None:
            new = {name: values[name] for name in ("code", "parent_code", "level")} | {"names": names} | days
            run_command(self, lambda centre: centre.write(add_territory, **new), lambda done: self.finish(done.value))
            return
        changed = replace(self._record, names=names, **days)
        since = values["since"]
        if since is None:
            run_command(
                self, lambda centre: centre.write(save_territory, changed), lambda done: self.finish((done.value,))
            )
        else:
            run_command(
                self,
                lambda centre: centre.write(rename_territory, changed, since=since),
                lambda done: self.finish(done.value),
            )

    def _show_former(self, names: Sequence[FormerName]) -> None:
        told = (_("{name} until {day}", name=each.names.text, day=formats.date_text(each.ends_on)) for each in names)
        self.former.setText(_("Called before: {names}", names=", ".join(told)))
        self.former.setVisible(bool(names))

    def _cyrillic(self) -> TextField:
        return TextField("cyrl", _("Name in Uzbek, Cyrillic script"))

    def _add_place(self, places: list[TerritoryRecord], parent_code: str) -> None:
        parents = [Choice(place.code, place.names.text) for place in places if place.level in PARENT_LEVELS.values()]
        levels = [Choice(level, _(LEVELS[level])) for level in PARENT_LEVELS]
        self.add_row(
            ChoiceField("parent_code", _("Region or city"), parents, is_required=True),
            ChoiceField("level", _("Kind"), levels, is_required=True),
        )
        hint = _("Leave it empty while the ministry has not told it: the place gets a code of the centre's own.")
        self.add(TextField("code", _("MHOBT code"), hint=hint, placeholder=f"{parent_code}…"))
        self.field("parent_code").set_value(parent_code)
        self.field("level").set_value("district")

    def _propose_cyrillic(self) -> None:
        """The other script is offered until somebody writes it."""
        proposed = self.field("cyrl")
        if proposed.is_guess or not proposed.value:
            proposed.set_value(to_cyrillic(self.field("uz").value), is_guess=True)


class CodeDialog(FormDialog):
    """Finishes with the new code and how many records were led to it."""

    right = "edit_reference"

    def __init__(self, owner: QWidget, record: TerritoryRecord) -> None:
        super().__init__(
            owner,
            title=_("Another code for {name}", name=record.names.text),
            intro=_("Cards, institutions, cohorts and plans that name the old code are led to the new one."),
        )
        self._record = record
        self.add(TextField("code", _("New MHOBT code"), is_required=True, placeholder=f"{record.parent_code}…"))

    def submit(self) -> None:
        old, new = self._record.code, self.field("code").value.strip().upper()
        run_command(
            self,
            lambda centre: centre.write(replace_code, code=old, new_code=new),
            lambda done: self.finish((new, done.value)),
        )
