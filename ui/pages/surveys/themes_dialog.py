"""A theme of the frame, new or changed: its name, and the beginnings of words that suggest it."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.surveys.themes import Theme, add_theme, change_theme
from ui.operations import run_command
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog


class ThemeDialog(FormDialog):
    """Finishes with the outcome of what was written."""

    def __init__(self, owner: QWidget, *, questionnaire_code: str, item: str, theme: Theme | None = None) -> None:
        super().__init__(owner, title=_("Theme") if theme else _("New theme"))
        self._place = {"questionnaire_code": questionnaire_code, "item": item}
        self._theme = theme
        name = self.add(TextField("name", _("Name"), is_required=True))
        words = self.add(
            TextField(
                "words",
                _("Beginnings of words that suggest it"),
                lines=4,
                hint=_("Parted by commas, in any script: vaqt, ota-ona, времен. Nothing is put under it by itself."),
            )
        )
        if theme is not None:
            name.set_value(theme.name)
            words.set_value(theme.words)

    def submit(self) -> None:
        values, theme = self.values(), self._theme
        if theme is None:
            run_command(self, lambda centre: centre.write(add_theme, **self._place, **values), self.finish)
        else:
            run_command(
                self,
                lambda centre: centre.write(change_theme, theme_id=theme.id, version=theme.version, **values),
                self.finish,
            )
