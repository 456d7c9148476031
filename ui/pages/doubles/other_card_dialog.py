"""Finds the other card of a person who was entered twice."""

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.people.lines import person_lines
from desktop_app.people.records import PersonLine
from ui.find_person import FindPersonDialog
from ui.operations import run_query


class OtherCardDialog(FindPersonDialog):
    """Finishes with the id of the card that is chosen."""

    def __init__(self, owner: QWidget, person_id: int) -> None:
        super().__init__(
            owner,
            title=_("Merge with which card?"),
            save_text=_("Compare the two"),
            table_name="other card",
            but=person_id,
        )
        # The same surname and name is the likeliest to be looked for.
        run_query(self, lambda centre: centre.read(person_lines, [person_id]), self._offer_name)

    def submit(self) -> None:
        hit = self.table.current()
        if hit is not None:
            self.finish(hit.person.id)

    def _offer_name(self, lines: list[PersonLine]) -> None:
        if lines and not self.find_box.text():
            self.find_box.setText(f"{lines[0].name.surname} {lines[0].name.given_name}")
            self.find_box.selectAll()
