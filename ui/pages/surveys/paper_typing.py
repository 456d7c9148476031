"""Typing sheets from paper, heads down: the number of the sheet, its answers by digits, save, the next sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError, Duplicate, Invalid
from desktop_app.i18n import _, _n
from desktop_app.questionnaires.model import text_in
from desktop_app.surveys.board import Awaited, awaited, slips_of
from desktop_app.surveys.paper_code import ANOTHER_SURVEY, read_sheet_number
from desktop_app.surveys.paper_entry import PaperEntry
from desktop_app.surveys.records import SurveyChannel, SurveyForm
from desktop_app.surveys.rounds import survey_form
from desktop_app.surveys.taking import save_sheet
from ui.models.choices_model import Choice
from ui.operations import Owner, run_command, run_query
from ui.pages.surveys.paper_dialog import Ground, PadDialog, open_pad, typing_ground
from ui.theme import GAP_M
from ui.widgets.fields import ChoiceField
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SLIP_WIDTH, NAME_WIDTH = 150, 360


@dataclass(frozen=True)
class Typing:
    """What is known before the first sheet: the form, the numbers that are in already, and who is asked."""

    ground: Ground
    slips: frozenset[int]
    people: tuple[Awaited, ...]


def before_typing(centre: "Centre", round_id: int) -> Typing:
    return Typing(
        typing_ground(centre, round_id),
        centre.read(slips_of, round_id=round_id),
        tuple(centre.read(awaited, round_id=round_id)),
    )


def open_paper_typing(owner: Owner, round_id: int) -> None:
    """Type sheets of a round until the typist closes."""
    open_pad(owner, lambda centre: before_typing(centre, round_id), PaperTyping)


class PaperTyping(PadDialog):
    """``who`` is asked for in a named survey, and may be left out in an anonymous one."""

    def __init__(self, owner: QWidget, before: Typing) -> None:
        title = _("Answers from paper · {code}", code=before.ground.form.title)
        super().__init__(owner, before.ground, title=title, act=_("Save and next sheet"))
        self._slips = set(before.slips)
        self._saved_count = 0
        self.slip = QLineEdit(str(_next_free(self._slips)))
        self.slip.setFixedWidth(SLIP_WIDTH)
        self.slip.setAccessibleName(_("Sheet number"))
        self._waiting = {each.number: each for each in before.people if not each.has_answered}
        self.who = ChoiceField("who", "", self._names())
        self.who.editor.setAccessibleName(_("Who answered"))
        self.saved_line = label("", Role.STRONG, tone="good")
        self.saved_line.setWordWrap(False)
        hint = _("Type the number of the sheet, or scan its code; then the answers row by row.")
        self.lay_out(self._top(), self.pad, hint=hint)
        self.slip.returnPressed.connect(self._take_slip)
        self.who.editor.lineEdit().returnPressed.connect(self._take_who)  # type: ignore[attr-defined]
        self.pad.left.connect(self._go_to_slip)
        self._go_to_slip()

    def go_on(self) -> None:
        slip = self._checked_slip()
        answers = None if slip is None else self.pad.take()
        if slip is None or answers is None:
            return
        who, entry = self.who.value, self.pad.entry

        def saved(_outcome: Outcome[int]) -> None:
            self._saved(slip, who, entry)

        round_id = self.form.round_id
        run_command(
            self,
            lambda centre: centre.write(
                save_sheet,
                round_id=round_id,
                answers=answers,
                channel=SurveyChannel.PAPER,
                slip_number=slip,
                enrolment_id=who,
            ),
            saved,
        )

    def show_error(self, error: CentreError) -> None:
        super().show_error(error)
        field = getattr(error, "field", "")
        if field == "enrolment_id":
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(error, Duplicate):
            self._go_to_slip()

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.addWidget(label(_("Sheet number"), Role.STRONG))
        top.addWidget(self.slip)
        if self.form.cohort_id is not None:
            optional = _("Who answered (may be left out)") if self.form.is_anonymous else _("Who answered")
            self.who.setMaximumWidth(NAME_WIDTH)
            top.addSpacing(GAP_M)
            top.addWidget(label(optional, Role.MUTED))
            top.addWidget(self.who, 1)
        else:
            self.who.setParent(self)
            self.who.hide()
        top.addStretch(1)
        top.addWidget(self.saved_line)
        return top

    def _take_slip(self) -> None:
        """The number is there: go on, or say at once what is wrong with it."""
        slip = self._checked_slip()
        if slip is not None:
            self.slip.setText(str(slip))
            self.pad.question.say("")
            is_asked = not self.form.is_anonymous and self.form.cohort_id is not None
            if is_asked:
                self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.pad.take_focus()

    def _take_who(self) -> None:
        """By the name, or by the number in the list; from the name to the answers."""
        text = self.who.editor.currentText().strip()  # type: ignore[attr-defined]
        if text.isdecimal() and int(text) in self._waiting:
            self.who.set_value(self._waiting[int(text)].enrolment_id)
        problem = self.who.problem()
        self.pad.question.say(problem)
        if not problem:
            self.pad.take_focus()

    def _names(self) -> list[Choice]:
        """Those who have not answered, with the number by which they stand in the list."""
        in_order = sorted(self._waiting.items())
        return [Choice(each.enrolment_id, f"{number}. {each.name}", each.workplace) for number, each in in_order]

    def _checked_slip(self) -> int | None:
        try:
            slip = read_sheet_number(self.slip.text(), round_id=self.form.round_id)
        except Invalid as error:
            self._say_wrong_slip(error.text)
            if error.code == ANOTHER_SURVEY:
                self._name_survey_of(error)
            return None
        if slip in self._slips:
            self._say_wrong_slip(_("Sheet {slip} has been typed in already.", slip=slip))
            return None
        return slip

    def _name_survey_of(self, error: Invalid) -> None:
        """Say whose sheet it is, where this centre printed it."""
        slip, other = error.facts["slip"], int(str(error.facts["other"]))

        def found(form: SurveyForm) -> None:
            title = text_in(form.questionnaire.title)
            self._say_wrong_slip(
                _(
                    "Sheet {slip} belongs to {cohort}, “{title}”. Put it aside.",
                    slip=slip,
                    cohort=form.title,
                    title=title,
                )
            )

        run_query(self, lambda centre: centre.read(survey_form, round_id=other), found, lambda _error: None)

    def _say_wrong_slip(self, words: str) -> None:
        self.pad.question.say(words)
        self._go_to_slip()

    def _go_to_slip(self) -> None:
        self.slip.setFocus(Qt.FocusReason.OtherFocusReason)
        self.slip.selectAll()

    def _saved(self, slip: int, who: int | None, entry: PaperEntry) -> None:
        self._slips.add(slip)
        self._saved_count += 1
        so_far = _n("{n} sheet so far", "{n} sheets so far", self._saved_count)
        self.saved_line.setText(" · ".join((_("✓ Sheet {slip} is saved", slip=slip), *_left_out(entry), so_far)))
        if who is not None:
            self.who.set_value(None)
            self._waiting = {number: each for number, each in self._waiting.items() if each.enrolment_id != who}
            self.who.set_choices(self._names())
        self.slip.setText(str(_next_free(self._slips, after=slip)))
        self.pad.begin()
        self._go_to_slip()


def _left_out(entry: PaperEntry) -> Iterator[str]:
    """What was typed and is not kept as an answer."""
    if entry.two_marks:
        yield _n(
            "{n} row with two marks is kept as not answered",
            "{n} rows with two marks are kept as not answered",
            entry.two_marks,
        )
    if entry.unasked:
        yield _n(
            "{n} answer to a question that was to be passed over is left out",
            "{n} answers to questions that were to be passed over are left out",
            entry.unasked,
        )


def _next_free(slips: set[int], *, after: int = 0) -> int:
    number = after + 1
    while number in slips:
        number += 1
    return number
