"""The language and the look of the program on this PC."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.i18n import LANGUAGES, N_, _
from ui.pages.settings.section import Section
from ui.theme import GAP_L, GAP_S
from ui.widgets.text import Role, label
from ui.workspace import Workspace

THEME_TITLES = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}


class AppearanceSection(Section):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Language and look"),
            intro=_("Kept on this PC and applied at once; documents keep the language of the centre."),
        )
        settings = workspace.settings
        row = QHBoxLayout()
        row.setSpacing(GAP_L * 4)
        self.languages = _choice(
            _("Language"), LANGUAGES, settings.language, lambda code: workspace.change_settings(language=code)
        )
        themes = {name: _(title) for name, title in THEME_TITLES.items()}
        self.themes = _choice(_("Look"), themes, settings.theme, lambda name: workspace.change_settings(theme=name))
        row.addWidget(self.languages)
        row.addWidget(self.themes)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return next((button for button in self.languages.findChildren(QRadioButton) if button.isChecked()), None)


def _choice(title: str, options: Mapping[str, str], chosen: str, choose: Callable[[str], object]) -> QWidget:
    """One of a few, chosen by a click or by the arrow keys."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP_S)
    column.addWidget(label(title, Role.STRONG))
    group = QButtonGroup(place)
    for value, text in options.items():
        button = QRadioButton(text)
        button.setObjectName(value)
        button.setChecked(value == chosen)
        button.clicked.connect(lambda _checked=False, value=value: choose(value))
        group.addButton(button)
        column.addWidget(button)
    column.addStretch(1)
    return place
