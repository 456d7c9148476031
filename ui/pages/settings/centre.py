"""Who the centre is, as its documents print it."""

from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import LANGUAGES, N_, _
from desktop_app.reference.logo import logo, set_logo
from desktop_app.reference.records import NewCentre, Profile, TerritoryRecord
from desktop_app.reference.service import change_profile, profile, regions
from ui.actions import Action
from ui.entered_checks import check_mail, check_name
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.settings.logo_dialog import LogoDialog
from ui.pages.settings.returns_dialog import ReturnsDialog
from ui.pages.settings.section import Section
from ui.theme import GAP_M, GAP_XL
from ui.widgets.confirm import confirm
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label
from ui.workspace import Workspace

Shown = tuple[Profile, list[TerritoryRecord]]
LOGO_SIDE_PX = 56
CODE_MAX_LETTERS = 6
FACTS = (
    ("name", N_("Name")),
    ("code", N_("Short code")),
    ("region_code", N_("Region")),
    ("director", N_("Director")),
    ("address", N_("Address")),
    ("phone", N_("Telephone")),
    ("email", N_("E-mail address")),
    ("return_address", N_("E-mail address that returns are sent to")),
    ("document_language", N_("Language of documents")),
)


class CentreSection(Section):
    changes_that_matter = frozenset({"centre_profile", "territory"})

    def __init__(self, workspace: Workspace) -> None:
        intro = _("What certificates, orders and returns print.")
        super().__init__(workspace, title=_("Centre"), intro=intro)
        self._shown: Shown | None = None
        self._has_logo = False
        another = Action(_("Another centre…"), self.leave, icon="building", key="Ctrl+Shift+O")
        self.add_action(another)
        self.returns_button = self.add_action(
            Action(_("Returns…"), self.edit_returns, icon="return", key="Ctrl+Shift+R", right="edit_rules")
        )
        self.returns_button.setEnabled(False)
        self.add_action(Action(_("Logo…"), self.edit_logo, icon="plus", key="Ctrl+Shift+L", right="edit_rules"))
        self.edit_button = self.add_action(
            Action(_("Edit"), self.edit, icon="edit", key="Ctrl+E", right="edit_rules"), is_primary=True
        )
        self.edit_button.setEnabled(False)
        self._values = {name: label("", wrap=True) for name, _title in FACTS}
        facts = QFormLayout()
        facts.setHorizontalSpacing(GAP_XL)
        facts.setVerticalSpacing(GAP_M)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, title in FACTS:
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(label(_(title), Role.MUTED), self._values[name])
        self.logo = label("")
        facts.addRow(label(_("Logo"), Role.MUTED), self.logo)
        self.body.addLayout(facts)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return self.edit_button

    def refresh(self) -> None:
        run_query(
            self,
            lambda centre: (centre.read(profile), centre.read(regions), centre.read(logo)),
            self._show,
            slot="refresh",
        )

    def edit(self) -> None:
        if self._shown is None:
            return
        before, places = self._shown
        done: Outcome[None] | None = CentreDialog.ask(self, before, places)
        if done is not None and done.changes.tables:
            self.workspace.show_notice(_("The centre is changed."), undo=lambda: self._undo(before))

    def edit_returns(self) -> None:
        """Which forms returns have, what their files are called, the phrase behind person's codes."""
        if self._shown is None:
            return
        before, _places = self._shown
        done: Outcome[None] | None = ReturnsDialog.ask(self, before)
        if done is not None and done.changes.tables:
            self.workspace.show_notice(_("The centre is changed."), undo=lambda: self._undo(before))

    def edit_logo(self) -> None:
        done: Outcome[bytes | None] | None = LogoDialog.ask(self, has_logo=self._has_logo)
        if done is not None:
            before = done.value
            self.workspace.show_notice(
                _("The logo is changed."),
                undo=lambda: run_command(self, lambda centre: centre.write(set_logo, before)),
            )

    def leave(self) -> None:
        """Go back to the choice of a centre, if that is meant."""
        question = _("Close this centre and choose another?")
        details = _(
            "All is saved. From the first page you open this centre again by its folder: {folder}",
            folder=self.workspace.centre.paths.folder,
        )
        if confirm(self, question, action=_("Choose another centre"), details=details):
            self.workspace.welcome_requested.emit()

    def _undo(self, before: Profile) -> None:
        run_command(self, lambda centre: centre.write(change_profile, before, version=before.version + 1))

    def _show(self, found: tuple[Profile, list[TerritoryRecord], bytes | None]) -> None:
        record, places, picture = found
        self._shown = record, places
        for button in (self.edit_button, self.returns_button):
            button.setEnabled(True)
        texts = {name: str(getattr(record, name)) for name, _title in FACTS}
        texts["region_code"] = next((place.names.text for place in places if place.code == record.region_code), "")
        texts["document_language"] = LANGUAGES[record.document_language]
        for name, text in texts.items():
            self._values[name].setText(text or _("not filled in"))
        self._show_logo(picture)

    def _show_logo(self, picture: bytes | None) -> None:
        self._has_logo = picture is not None
        pixels = QPixmap()
        if picture is None or not pixels.loadFromData(picture):
            self.logo.setText(_("not filled in"))
            return
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        side = round(LOGO_SIDE_PX * self.devicePixelRatioF())
        pixels = pixels.scaled(side, side, kept, smooth)
        pixels.setDevicePixelRatio(self.devicePixelRatioF())
        self.logo.setPixmap(pixels)


class CentreDialog(FormDialog):
    """Finishes with the Outcome of the change."""

    right = "edit_rules"

    def __init__(self, owner: QWidget, record: Profile, places: list[TerritoryRecord]) -> None:
        super().__init__(owner, title=_("Centre"))
        self._record = record
        self.add(TextField("name", _("Name of the centre, as documents print it"), is_required=True))
        self.add_row(
            ChoiceField(
                "region_code", _("Region"), [Choice(place.code, place.names.text) for place in places], is_required=True
            ),
            TextField("code", _("Short code"), is_required=True, check=_check_code),
        )
        self.add_row(
            TextField("director", _("Director: surname, name, patronymic"), is_required=True, check=check_name),
            TextField("address", _("Address of the centre"), is_required=True),
        )
        self.add_row(TextField("phone", _("Telephone")), TextField("email", _("E-mail address"), check=check_mail))
        self.add(TextField("return_address", _("E-mail address that returns are sent to"), check=check_mail))
        languages = [Choice(code, name) for code, name in LANGUAGES.items()]
        self.add(ChoiceField("document_language", _("Language of documents"), languages, is_required=True))
        for name in self.values():
            self.field(name).set_value(getattr(record, name))

    def submit(self) -> None:
        kept = {field.name: getattr(self._record, field.name) for field in fields(NewCentre)}
        new = NewCentre(**{**kept, **self.values()})
        version = self._record.version

        def save(centre: Centre) -> Outcome[None]:
            return centre.write(change_profile, new, version=version)

        run_command(self, save, self.finish)


def _check_code(text: str) -> str:
    if len(text) > CODE_MAX_LETTERS or not text.isalnum():
        return _("Up to {count} letters or digits, for example PMM.", count=CODE_MAX_LETTERS)
    return ""
