"""The list of people by name: warned about, encrypted, noted in the register with whoever asked for it."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import _, _n, language
from desktop_app.language.dates import month_title
from desktop_app.progress import Progress
from desktop_app.returns.dispatch import note_named_list
from desktop_app.returns.named_list import LEAST_LETTERS, NamedList, count_named, write_named_list
from ui.files import WORKBOOK, choose_target
from ui.operations import run_long, run_query
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import dress


class NamedListDialog(FormDialog):
    """Finishes with the NamedList that was written."""

    def __init__(self, owner: QWidget, month: date) -> None:
        super().__init__(
            owner,
            title=_("List of people by name: {month}", month=month_title(month.year, month.month, language())),
            save_text=_("Choose where to and write"),
            intro=_("The return itself has no names. Write this list only where it is asked for in writing."),
        )
        dress(self.save_button, role="danger")
        self._month = month
        self.add(TextField("sent_to", _("Who asks for it, and by which paper"), is_required=True))
        hint = _("At least {count} letters. Tell it to them by telephone, never in the same mail.", count=LEAST_LETTERS)
        self.add(TextField("password", _("Password"), is_required=True, hint=hint, check=_check_password))
        count = {"year": month.year, "month": month.month}
        run_query(self, lambda centre: centre.read(count_named, **count), self._warn)

    def submit(self) -> None:
        name = _("List of people {year}-{month:02}", year=self._month.year, month=self._month.month)
        out = choose_target(self, self.windowTitle(), name=name, kind=WORKBOOK)
        if out is not None:
            self.write(out)

    def write(self, out: Path) -> None:
        """Write the list to ``out`` and note it in the register."""
        values, month = self.values(), {"year": self._month.year, "month": self._month.month}

        def work(centre: Centre, _progress: Progress) -> NamedList:
            made = write_named_list(centre, **month, out=out, password=values["password"])
            facts = {"file_name": made.file.name, "sha256": made.sha256, "people": made.people}
            centre.write(note_named_list, **month, sent_to=values["sent_to"], **facts)
            return made

        run_long(self, _("Writing the list of people"), work, self.finish, self.show_error)

    def _warn(self, people: int) -> None:
        words = _n("{n} person is named in it.", "{n} people are named in it.", people)
        self.banner.show_warning(words)


def _check_password(text: str) -> str:
    return "" if len(text) >= LEAST_LETTERS else _("At least {count} letters.", count=LEAST_LETTERS)
