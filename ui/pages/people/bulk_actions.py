"""What is done with many people of the list at once: those selected, or all whom the filter shows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.people.bulk import apply_bulk
from desktop_app.progress import Progress
from ui.actions import Action, make_button
from ui.files import PDF, WORKBOOK, choose_target, open_file, show_saved
from ui.operations import run_long
from ui.pages.people.bulk_ledger import TakeBack, take_back
from ui.pages.people.columns import PersonRow
from ui.pages.people.listing import PeopleListing
from ui.theme import GAP_S
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.people.printing import SavedForms
    from ui.pages.people.bulk_dialog import BulkOrder

# Brings the ids in the worker.
Whom = Callable[["Centre"], Sequence[int]]


class BulkActions(QWidget):
    """Buttons: change a field of many cards, print forms of consent, take the list out to Excel."""

    def __init__(self, table: RecordTable[PersonRow], listing: PeopleListing) -> None:
        super().__init__()
        self.workspace = table.workspace
        self._table = table
        self._listing = listing
        change = Action(_("Change cards…"), self.change, icon="edit", key="Ctrl+M", right="edit_many")
        forms = Action(_("Consent forms…"), self.print_forms, icon="print", key="Ctrl+Shift+R")
        export = Action(_("To Excel"), self.export, icon="file-excel", key="Ctrl+E")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(make_button(self, change))
        row.addWidget(make_button(self, forms))
        row.addWidget(make_button(self, export))

    def change(self) -> None:
        from ui.pages.people.bulk_dialog import BulkDialog

        order: BulkOrder | TakeBack | None = BulkDialog.ask(self, selected=self.selected(), everybody=self.everybody())
        if isinstance(order, TakeBack):
            take_back(self, order.bulk_id)
        elif order is not None:
            self._carry_out(order)

    def _carry_out(self, order: "BulkOrder") -> None:

        def work(centre: "Centre", progress: Progress) -> Outcome[int]:
            return centre.write(apply_bulk, order.change, person_ids=order.whom(centre), progress=progress)

        def told(outcome: Outcome[int]) -> None:
            text = _n("{n} card is changed.", "{n} cards are changed.", order.cards)
            self.workspace.show_notice(text, undo=lambda: take_back(self, outcome.value))

        run_long(self, _("Changing the cards"), work, told)

    def print_forms(self) -> None:
        from ui.pages.people.consents_dialog import ConsentsDialog, FormsOrder

        order: FormsOrder | None = ConsentsDialog.ask(self, selected=self.selected(), everybody=self.everybody())
        if order is None:
            return
        title = _("Forms of consent")
        out = choose_target(self, title, name=title, kind=PDF)
        if out is not None:

            def write(centre: "Centre", progress: Progress) -> "SavedForms":
                # Here, because the list must not wait for what writes papers.
                from desktop_app.people.printing import save_consent_forms

                people, words = order.whom(centre), order.in_language
                return save_consent_forms(
                    centre, people, out=out, progress=progress, in_language=words, is_for_all=order.is_for_all
                )

            run_long(self, _("Making the forms of consent"), write, self._say_printed)

    def _say_printed(self, saved: "SavedForms") -> None:
        told = _n("The file has a form for {n} person.", "The file has forms for {n} people.", saved.people)
        if saved.consented:
            rest = _n(
                "{n} person has given a consent that holds and needs none.",
                "{n} people have given a consent that holds and need none.",
                saved.consented,
            )
            told = f"{told} {rest}"
        self.workspace.show_notice(told, link=(_("Open the file"), lambda: open_file(saved.file)))

    def export(self) -> None:
        from ui.pages.people.export_dialog import ExportDialog

        answer: tuple[bool] | None = ExportDialog.ask(self)
        if answer is None:
            return
        (with_numbers,) = answer
        whom, names = self.everybody(), self._columns_in_sight()
        out = choose_target(self, _("Export to Excel"), name=_("People"), kind=WORKBOOK)
        if out is not None:

            def write(centre: "Centre", progress: Progress) -> Path:
                # Here, because the list must not wait for what writes workbooks.
                from desktop_app.people.exporting import write_people

                people = whom(centre)
                return write_people(
                    centre, people, out=out, columns=names, with_numbers=with_numbers, progress=progress
                )

            title = _("Exporting to Excel")
            run_long(self, title, write, lambda written: show_saved(self.workspace, written), is_aside=True)

    def selected(self) -> tuple[int, Whom]:
        """How many rows are selected, and the people on them; a single one is only where the cursor stands."""
        ranges = self._table.view.selectionModel().selection()
        places = sorted(place for each in ranges for place in range(each.top(), each.bottom() + 1))
        if len(places) == self._table.view.model().rowCount():
            return len(places), self.everybody()
        text = self._text
        return (
            (len(places), lambda centre: self._listing.ids(centre, text, places)) if len(places) > 1 else (0, _nobody)
        )

    def everybody(self) -> Whom:
        text = self._text
        return lambda centre: self._listing.ids(centre, text, [])

    @property
    def _text(self) -> str:
        return self._table.filter_box.text().strip()

    def _columns_in_sight(self) -> list[str]:
        header = self._table.view.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [self._table.columns[place].name for place in places if not header.isSectionHidden(place)]


def _nobody(_centre: "Centre") -> Sequence[int]:
    return ()
