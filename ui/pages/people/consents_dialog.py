"""For whom the forms of consent are printed, and in which language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import LANGUAGES, _, _n
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.people.paper_dialog import OFFERED
from ui.widgets.fields import CheckField, ChoiceField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Whom = Callable[["Centre"], Sequence[int]]


@dataclass(frozen=True)
class FormsOrder:
    """``whom`` brings the ids in the worker."""

    whom: Whom
    in_language: str
    is_for_all: bool


class ConsentsDialog(FormDialog):
    """Finishes with ``FormsOrder``."""

    def __init__(self, owner: QWidget, *, selected: tuple[int, Whom], everybody: Whom) -> None:
        super().__init__(
            owner,
            title=_("Forms of consent"),
            save_text=_("Make the forms"),
            intro=_("One PDF with a filled-in form for each person, to be printed and signed."),
        )
        count, chosen = selected
        self._whom: dict[bool, Whom] = {True: chosen, False: everybody}
        of_selected = [Choice(True, _n("{n} selected person", "{n} selected people", count))] if count else []
        self.add_row(
            ChoiceField("only_selected", _("For whom"), [*of_selected, Choice(False, _("All whom the list shows"))]),
            ChoiceField("in_language", _("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in OFFERED]),
        )
        self.add(CheckField("is_for_all", _("For those, too, who have given a consent that holds")))
        self.field("only_selected").set_value(bool(count))
        self.field("in_language").set_value(OFFERED[0])
        run_query(self, lambda centre: centre.read(profile), self._offer_own, slot="profile")

    def submit(self) -> None:
        values = self.values()
        self.finish(FormsOrder(self._whom[bool(values["only_selected"])], values["in_language"], values["is_for_all"]))

    def is_changed(self) -> bool:
        return False

    def _offer_own(self, own: Profile) -> None:
        """The language of the centre's documents, unless another was chosen already."""
        if own.document_language in OFFERED and self.field("in_language").value == OFFERED[0]:
            self.field("in_language").set_value(own.document_language)
