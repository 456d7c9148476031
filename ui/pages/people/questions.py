"""What saving a card asks when it gives cause: why a number stands, and whether a change is a slip put right."""

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.language.keys import search_key
from desktop_app.people.records import CardChange
from ui.theme import GAP_XS
from ui.widgets.field import Field
from ui.widgets.fields import DateField, TextField
from ui.widgets.form_dialog import FormDialog

# So alike two spellings are when a slip is likelier than another name.
ALIKE = 0.8


def looks_misspelt(before: str, after: str) -> bool:
    """Whether the later name is rather the former one without a slip."""
    return SequenceMatcher(None, search_key(before), search_key(after)).ratio() >= ALIKE


class EitherField(Field):
    """One of a few ways, all in sight; the value is its place."""

    def __init__(self, name: str, ways: Sequence[str]) -> None:
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP_XS)
        self.buttons = [QRadioButton(way) for way in ways]
        self._group = QButtonGroup(ground)
        for place, button in enumerate(self.buttons):
            self._group.addButton(button, place)
            rows.addWidget(button)
        super().__init__(name, "", ground)
        self.setFocusProxy(self.buttons[0])
        self._group.idToggled.connect(lambda _place, is_on: self._note_edit() if is_on else None)

    @property
    def value(self) -> int:
        return self._group.checkedId()

    def _write(self, value: int) -> None:
        self.buttons[value].setChecked(True)
        self.setFocusProxy(self.buttons[value])


class ReasonDialog(FormDialog):
    """Asks why what does not fit together is right all the same; finishes with the reason."""

    def __init__(self, owner: QWidget, doubts: Sequence[str]) -> None:
        super().__init__(
            owner, title=_("Save all the same?"), save_text=_("Save all the same"), intro="\n".join(doubts)
        )
        hint = _("It stays on the card and in the journal of changes.")
        self.add(TextField("reason", _("Reason"), is_required=True, hint=hint))

    def submit(self) -> None:
        self.finish(self.field("reason").value)


class ChangeDialog(FormDialog):
    """Asks whether something has changed in life or was only wrong on the card; finishes with a CardChange."""

    def __init__(self, owner: QWidget, *, title: str, question: str, changed: str, corrected: str, paper: str) -> None:
        super().__init__(owner, title=title, save_text=_("Save the card"), intro=question)
        self.ways = EitherField("way", [changed, corrected])
        self.add(self.ways)
        self._today = self.workspace.centre.clock.today()
        hint = _("May stay empty if it is not known.")
        self.add(DateField("since", _("Since which day"), hint=hint, check=self._to_come))
        if paper:
            self.add(TextField("reason", paper))
        self.ways.edited.connect(self._follow)
        self.ways.set_value(0)

    @classmethod
    def about_name(cls, owner: QWidget, question: str, *, before: str, after: str) -> CardChange | None:
        dialog = cls(
            owner,
            title=_("Another name"),
            question=question,
            changed=_("The name has changed; the former one stays on the card"),
            corrected=_("It was misspelt; the former spelling is not kept"),
            paper=_("Document (such as a marriage certificate)"),
        )
        dialog.ways.set_value(int(looks_misspelt(before, after)))
        return dialog.answer()

    @classmethod
    def about_post(cls, owner: QWidget, question: str) -> CardChange | None:
        dialog = cls(
            owner,
            title=_("Another workplace or position"),
            question=question,
            changed=_("The person has moved; the former post stays on the card"),
            corrected=_("The card was wrong; the former entry is not kept"),
            paper="",
        )
        return dialog.answer()

    def answer(self) -> CardChange | None:
        self.exec()
        outcome: CardChange | None = self.outcome
        self.deleteLater()
        return outcome

    def submit(self) -> None:
        values = self.values()
        if values["way"] == 1:
            self.finish(CardChange(is_correction=True))
        else:
            self.finish(CardChange(since=values["since"], reason=values.get("reason", "")))

    def _to_come(self, day: date) -> str:
        return _("This day has not come yet.") if day > self._today else ""

    def _follow(self) -> None:
        for name, field in self._fields.items():
            if name != "way":
                field.setEnabled(self.ways.value == 0)
