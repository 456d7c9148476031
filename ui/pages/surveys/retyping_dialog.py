"""Typing a sample of paper sheets a second time, blind; then both typings side by side, and which of them is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.questionnaires.layout import Value
from desktop_app.surveys.paper_check import PaperCheck, draw_sheet, paper_check
from desktop_app.surveys.paper_fields import fields_of
from desktop_app.surveys.records import AnsweredSheet, Retyped
from desktop_app.surveys.taking import change_sheet, retype, sheet
from ui import formats
from ui.operations import Owner, run_command, run_query
from ui.pages.surveys.paper_dialog import Ground, PadDialog, open_pad, typing_ground
from ui.pages.surveys.retyping_differences import Differences, Typings, typings_of
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre


@dataclass(frozen=True)
class Drawn:
    """A sheet to be typed again, and how the second typing stands; no sheet when there is none left."""

    check: PaperCheck
    sheet: AnsweredSheet | None


def open_retyping(owner: Owner, round_id: int) -> None:
    open_pad(
        owner,
        lambda centre: (typing_ground(centre, round_id), _draw(centre, round_id)),
        lambda above, found: Retyping(above, *found),
    )


class Retyping(PadDialog):
    """One sheet after another, until the sample is typed or the typist closes."""

    def __init__(self, owner: QWidget, ground: Ground, drawn: Drawn) -> None:
        super().__init__(owner, ground, title=_("Second typing · {code}", code=ground.form.title), act=_("Compare"))
        self._drawn = drawn
        self._second: Mapping[str, Value] = {}
        self.heading = label("", Role.HEADING)
        self.figures = label("", Role.MUTED)
        self.differences = Differences()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pad)
        self.stack.addWidget(self.differences)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.figures)
        self.lay_out(top, self.stack)
        self.differences.decided.connect(self.go_on)
        self._show_drawn(drawn)

    def go_on(self) -> None:
        if self.stack.currentWidget() is self.differences:
            self._keep_right()
        else:
            self._compare()

    def would_lose(self) -> bool:
        return self.stack.currentWidget() is self.pad and super().would_lose()

    def _show_drawn(self, drawn: Drawn) -> None:
        self._drawn = drawn
        check = drawn.check
        rate = formats.NOTHING if check.per_thousand is None else formats.decimal_text(check.per_thousand, 1)
        done = _("Second typing: {done} of {wanted}", done=check.retyped, wanted=check.wanted)
        errors = _("errors per 1,000 fields: {rate}", rate=rate)
        self.figures.setText(f"{done} · {errors}")
        if drawn.sheet is None or (check.retyped >= check.wanted and self.isVisible()):
            self.workspace.show_notice(_("The sample is typed. Errors per 1,000 fields: {rate}.", rate=rate))
            self.accept()
            return
        slip = drawn.sheet.record.slip_number
        self.heading.setText(_("Take sheet {slip} and type it again", slip=slip))
        self.act_button.setText(_("Compare"))
        self.stack.setCurrentWidget(self.pad)
        self.pad.begin()
        self.pad.take_focus()

    def _compare(self) -> None:
        assert self._drawn.sheet is not None
        response_id = self._drawn.sheet.record.id
        answers = self.pad.take()
        if answers is None:
            return
        self._second = answers
        run_command(
            self,
            lambda centre: centre.write(retype, response_id=response_id, answers=answers),
            self._compared,
        )

    def _compared(self, outcome: Outcome[Retyped]) -> None:
        differing = outcome.value.differing
        if not differing:
            self._draw_next()
            return
        assert self._drawn.sheet is not None
        fields = fields_of(self.form.questionnaire)
        self.heading.setText(
            _n(
                "Sheet {slip}: {n} answer was typed differently",
                "Sheet {slip}: {n} answers were typed differently",
                len(differing),
                slip=self._drawn.sheet.record.slip_number,
            )
        )
        self.act_button.setText(_("Keep what is right"))
        self.differences.show_typings(typings_of(fields, differing, self._drawn.sheet.answers, self._second))
        self.stack.setCurrentWidget(self.differences)
        self.differences.take_focus()

    def _keep_right(self) -> None:
        """Where the second typing is right, the sheet is corrected."""
        chosen = self.differences.typings
        if all(each.is_first_right for each in chosen):
            self._draw_next()
            return
        assert self._drawn.sheet is not None
        record, answers = self._drawn.sheet.record, _corrected(self._drawn.sheet.answers, self._second, chosen)
        run_command(
            self,
            lambda centre: centre.write(change_sheet, response_id=record.id, answers=answers, version=record.version),
            lambda _outcome: self._draw_next(),
        )

    def _draw_next(self) -> None:
        round_id = self.form.round_id
        run_query(self, lambda centre: _draw(centre, round_id), self._show_drawn)


def _draw(centre: "Centre", round_id: int) -> Drawn:
    found = centre.read(draw_sheet, round_id=round_id, lot=Random())
    return Drawn(
        centre.read(paper_check, round_id=round_id),
        None if found is None else centre.read(sheet, response_id=found.id),
    )


def _corrected(first: Mapping[str, Value], second: Mapping[str, Value], chosen: list[Typings]) -> dict[str, Value]:
    answers = dict(first)
    for each in chosen:
        if each.is_first_right:
            continue
        if each.code in second:
            answers[each.code] = second[each.code]
        else:
            answers.pop(each.code, None)
    return answers
