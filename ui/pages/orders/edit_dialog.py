"""Enters a paper into the register or changes what it says; number and day are corrected by a form of their own."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _, _n
from desktop_app.orders.numbers import with_sign
from desktop_app.orders.own import propose_number
from desktop_app.orders.records import ORDER, Citation, OrderDraft, OrderRecord, Quoted, cited_name
from desktop_app.orders.service import correct, register_paper
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label

SHOWN_CITATIONS = 6


class OrderDialog(FormDialog):
    """Finishes with the id of the paper. ``quoted`` is what records quote: it is registered as they have it.

    A new own paper (``is_own``) is offered the next number of the year.
    """

    def __init__(
        self,
        owner: QWidget,
        kinds: Sequence[Choice],
        *,
        today: date,
        record: OrderRecord | None = None,
        quoted: Quoted | None = None,
        is_own: bool = False,
    ) -> None:
        title = _("New paper") if record is None else with_sign(record.number)
        super().__init__(owner, title=title, intro=_intro(quoted))
        self._record, self._quoted, self._today = record, quoted, today
        self._is_own = is_own if record is None else record.is_own
        self.add_row(
            TextField("number", _("Number"), is_required=True, placeholder="577-sonli"),
            DateField("dated_on", _("Day"), is_required=True, default_year=today.year),
        )
        self.add_row(ChoiceField("kind_code", _("Kind"), kinds, is_required=True), TextField("issuer", _("Issued by")))
        self.add(TextField("title", _("What it is about"), is_required=True, lines=2))
        self.add(TextField("note", _("Note"), lines=2))
        self._fill()
        self.field("issuer").setVisible(not self._is_own)
        if self._is_own and record is None:
            self.field("dated_on").set_value(today, is_guess=True)
            self.field("kind_code").edited.connect(self._propose)
            self._propose()

    def submit(self) -> None:
        values, record, quoted = self.values(), self._record, self._quoted
        values["title"] = " ".join(values["title"].split())
        if record is not None:
            values |= {"id": record.id, "version": record.version}
        draft = OrderDraft(**values, is_own=self._is_own)
        run_command(
            self,
            lambda centre: centre.write(register_paper, draft, quoted=quoted),
            lambda outcome: self.finish(outcome.value),
        )

    def _propose(self) -> None:
        """The next number of the year for this kind of paper, as long as nobody has typed one."""
        kind, today, number = self.field("kind_code").value, self._today, self.field("number")
        if kind and (number.is_guess or not number.value):
            run_query(
                self,
                lambda centre: centre.read(propose_number, dated_on=today, kind_code=kind),
                lambda found: number.set_value(found, is_guess=True),
                slot="number",
            )

    def _fill(self) -> None:
        record, quoted = self._record, self._quoted
        if quoted is not None:
            self.field("number").set_value(quoted.number)
            self.field("dated_on").set_value(quoted.dated_on)
        self.field("kind_code").set_value(ORDER if record is None else record.kind_code, is_guess=record is None)
        if record is None:
            return
        for name in ("number", "dated_on", "issuer", "title", "note"):
            self.field(name).set_value(getattr(record, name))
        for name in ("number", "dated_on"):
            self.field(name).setEnabled(False)


class CorrectDialog(FormDialog):
    """Gives a paper another number or day, wherever it is quoted; finishes with how many records changed."""

    def __init__(self, owner: QWidget, record: OrderRecord, citations: Sequence[Citation]) -> None:
        super().__init__(
            owner,
            title=_("Correct number or day"),
            save_text=_("Correct everywhere"),
            intro=_n(
                "{n} record rests on it and will quote the new number and day.",
                "{n} records rest on it and will quote the new number and day.",
                len(citations),
            ),
        )
        self._record = record
        self.add_row(
            TextField("number", _("Number"), is_required=True),
            DateField("dated_on", _("Day"), is_required=True, default_year=record.dated_on.year),
        )
        self.field("number").set_value(record.number)
        self.field("dated_on").set_value(record.dated_on)
        lines = [f"{cited_name(each.kind)}: {each.text}" for each in citations[:SHOWN_CITATIONS]]
        left = len(citations) - len(lines)
        if left > 0:
            lines.append(_n("and {n} more", "and {n} more", left))
        self.body.addWidget(label("\n".join(lines), Role.MUTED, wrap=True))

    def submit(self) -> None:
        values, record = self.values(), self._record
        run_command(
            self,
            lambda centre: centre.write(correct, order_id=record.id, version=record.version, **values),
            lambda outcome: self.finish(outcome.value),
        )


def _intro(quoted: Quoted | None) -> str:
    if quoted is None:
        return ""
    return _n(
        "{n} record quotes it and will rest on the paper as it is entered here.",
        "{n} records quote it and will rest on the paper as it is entered here.",
        quoted.places,
    )
