"""The fields of a new centre, with what can be guessed already filled in."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _
from desktop_app.reference.entered import written_name
from desktop_app.reference.records import NewCentre
from ui.entered_checks import check_mail, check_name
from ui.pages.welcome.regions import region_choices
from ui.theme import GAP_M
from ui.widgets.fields import ChoiceField, Field, FileField, TextField


class CentreForm(QWidget):
    """Region, name, director, addresses, the folder of the data, and who sits at the PC."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is offered for the data."""
        super().__init__()
        self._offered_folder = folder
        self._regions = region_choices()
        self._region = ChoiceField("region_code", _("Region"), self._regions, is_required=True)
        self._name = TextField("name", _("Name of the centre, as documents print it"), is_required=True)
        self._address = TextField("address", _("Address of the centre"), is_required=True)
        self._director = TextField(
            "director", _("Director: surname, name, patronymic"), is_required=True, check=check_name
        )
        self._mail = TextField(
            "return_address",
            _("E-mail address that returns are sent to"),
            hint=_("May be filled in later."),
            check=check_mail,
        )
        self._staff = TextField("staff_name", _("Your surname and name"), is_required=True, check=check_name)
        self._title = TextField("staff_title", _("Your position"))
        self._folder = FileField("folder", _("Folder for the data, on this PC"), is_folder=True, is_required=True)
        self._folder.set_value(folder)
        self._region.edited.connect(self._guess_name)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_M)
        for fields in (
            (self._region, self._director),
            (self._name,),
            (self._address, self._mail),
            (self._staff, self._title),
            (self._folder,),
        ):
            rows.addLayout(_side_by_side(fields))

    @property
    def fields(self) -> list[Field]:
        """In the order in which they are filled in."""
        return [
            self._region,
            self._director,
            self._name,
            self._address,
            self._mail,
            self._staff,
            self._title,
            self._folder,
        ]

    @property
    def folder(self) -> Path:
        return self._folder.value or self._offered_folder

    def new_centre(self, *, document_language: str) -> NewCentre:
        values = {field.name: field.value for field in self.fields if field is not self._folder}
        values |= {name: written_name(values[name]) for name in ("director", "staff_name")}
        return NewCentre(**values, document_language=document_language)

    def take_over(self, typed: "CentreForm") -> None:
        """What was typed into the same form in another language; guesses are made anew in this one."""
        for field, before in zip(self.fields, typed.fields, strict=True):
            if not before.is_guess:
                field.set_value(before.value)
        self._guess_name()

    def is_sound(self) -> bool:
        """Whether every field may be saved; shows what is wrong and goes to the first such field."""
        problems = [(field, field.problem()) for field in self.fields]
        for field, problem in problems:
            field.show_error(problem)
        wrong = next((field for field, problem in problems if problem), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def show_error(self, error: CentreError) -> bool:
        """Show an error under the field it names, or under the folder if the folder is at fault."""
        name = getattr(error, "field", "") or ("folder" if "path" in error.facts else "")
        field = next((field for field in self.fields if field.name == name), None)
        if field is None:
            return False
        field.show_error(error.text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _guess_name(self) -> None:
        chosen = next((choice for choice in self._regions if choice.value == self._region.value), None)
        if chosen is not None and (not self._name.value or self._name.is_guess):
            self._name.set_value(_("{region} Centre of Pedagogical Excellence", region=chosen.text), is_guess=True)


def _side_by_side(fields: tuple[Field, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP_M)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
