"""The bar over the page: what is added and done by a button, and how the page is looked at."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop_app.certificate_templates.fields import Sample
from desktop_app.certificate_templates.model import Template
from desktop_app.i18n import _
from ui.actions import Action, make_action, tooltip
from ui.icons import icon
from ui.models.choices_model import Choice
from ui.pages.templates.words import SAMPLES, language_name
from ui.theme import GAP_S, GAP_XS
from ui.widgets.chooser import Chooser


class DesignerBar(QWidget):
    """``tools`` by name; ``looked`` when anything is chosen of how the page is looked at."""

    looked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_XS)
        self.tools: dict[str, QToolButton] = {}
        self.side = Chooser(_("Side"))
        self.language = Chooser(_("Language of the texts"))
        self.sample = Chooser(_("Tried with"), [Choice(sample, _(words)) for sample, words in SAMPLES.items()])
        for chooser in (self.side, self.language, self.sample):
            chooser.chosen.connect(lambda _value: self.looked.emit())

    def add_tool(self, name: str, action: Action, *, keys_of: QWidget, group: str, is_toggle: bool = False) -> None:
        """An icon; its key is one of ``keys_of`` alone where that is not the page itself."""
        page = self.parentWidget()
        command = make_action(keys_of, action, group=group, is_local=keys_of is not page)
        command.setCheckable(is_toggle)
        button = QToolButton(self)
        button.setDefaultAction(command)
        button.setIconSize(QSize(18, 18))
        button.setIcon(icon(action.icon, "muted", checked_token="accent"))
        button.setToolTip(tooltip(action))
        button.setAccessibleName(action.text)
        self.tools[name] = button
        self._row.addWidget(button)

    def add_gap(self) -> None:
        self._row.addSpacing(GAP_S)

    def end(self) -> None:
        self._row.addStretch(1)
        for chooser in (self.side, self.language, self.sample):
            self._row.addWidget(chooser)

    def show_template(self, template: Template) -> None:
        """Offer the sides and languages that it has."""
        _offer(self.side, [Choice(number, _("Side {n}", n=number + 1)) for number in range(len(template.sides))])
        _offer(self.language, [Choice(code, language_name(code)) for code in template.languages])
        self.side.setVisible(len(template.sides) > 1)

    @property
    def chosen_sample(self) -> Sample:
        sample: Sample = self.sample.value
        return sample


def _offer(chooser: Chooser, choices: Sequence[Choice]) -> None:
    if tuple(choices) != chooser.choices:
        chooser.set_choices(choices)
