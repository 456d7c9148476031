"""Everything about the chosen person: the outcome and why, hours, sittings, the final work, decisions."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.attendance.records import hours_text
from desktop_app.completion.records import CompletionRow, Override, Score, Work
from desktop_app.completion.rules import outcome_name
from desktop_app.i18n import _
from ui import formats
from ui.actions import Action, make_button
from ui.pages.completion.dialogs import KINDS, sitting_text
from ui.pages.completion.words import TONES, score_text
from ui.theme import GAP_M, GAP_S, GAP_XS, Tone
from ui.widgets.growing_area import GrowingArea
from ui.widgets.text import Role, flowing, label
from ui.widgets.tone import PillLabel

WIDTH = 312


class PersonPane(QWidget):
    """``look_at`` shows a person; the buttons are the acts of the panel."""

    def __init__(self, acts: Sequence[Action]) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._name = flowing("", Role.HEADING)
        self.pill = PillLabel("", Tone.MUTED)
        self.sentence = flowing("")
        self.facts: dict[str, QLabel] = {}
        self.buttons = [make_button(self, act) for act in acts]
        self._area = GrowingArea(self)
        self._lay_out()

    def look_at(self, row: CompletionRow | None, *, has_work: bool, is_open: bool) -> None:
        self._area.setVisible(row is not None)
        can_write = row is not None and is_open
        sitting, work, decide, withdraw = self.buttons
        for button, is_offered in (
            (sitting, can_write),
            (work, can_write and has_work),
            (decide, can_write),
            (withdraw, can_write and row is not None and row.override is not None),
        ):
            button.setEnabled(is_offered)
        work.setVisible(has_work)
        if row is None:
            return
        self._name.setText(row.name)
        self.pill.show_state(outcome_name(row.outcome), TONES[row.outcome])
        self.sentence.setText(row.decision.text)
        said = {
            "hours": _(
                "{attended} of {planned} hours",
                attended=hours_text(row.attended_hours),
                planned=hours_text(row.planned_hours),
            ),
            "sittings": "\n".join(_sitting_line(score, row) for score in row.sittings) or _("No sitting is kept."),
            "work": "\n".join(_work_lines(row.work)) if has_work else "",
            "overrides": "\n".join(map(_override_line, row.overrides)),
        }
        for name, text in said.items():
            self.facts[name].setText(text)
            self.facts[name].setVisible(bool(text))
            self._titles[name].setVisible(bool(text))

    def _lay_out(self) -> None:
        titles = {
            "hours": _("Hours"),
            "sittings": _("Sittings"),
            "work": _("Final work"),
            "overrides": _("Decided against the rule"),
        }
        self._titles = {name: label(title, Role.MUTED) for name, title in titles.items()}
        place = self._area.body
        place.setSpacing(GAP_XS)
        head = QHBoxLayout()
        head.addWidget(self.pill)
        head.addStretch(1)
        place.addWidget(self._name)
        place.addLayout(head)
        place.addWidget(self.sentence)
        for name, title in self._titles.items():
            self.facts[name] = flowing("")
            place.addSpacing(GAP_S)
            place.addWidget(title)
            place.addWidget(self.facts[name])
        place.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_M, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addWidget(self._area, 1)
        for pair in (self.buttons[:2], self.buttons[2:]):
            outer.addLayout(_side_by_side(pair))


def _side_by_side(buttons: Sequence[QPushButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP_S)
    for button in buttons:
        row.addWidget(button, 1)
    return row


def _sitting_line(score: Score, row: CompletionRow) -> str:
    day = formats.date_text(score.taken_on) if score.taken_on else ""
    form = _("form {form}", form=score.form) if score.form else ""
    about = [sitting_text(score.attempt)] if len(row.of_kind(score.kind)) > 1 or score.attempt > 1 else []
    told = ", ".join(filter(None, (_(KINDS[score.kind]), *about, form, day)))
    return f"{told}: {score_text(score.value)}"


def _work_lines(work: Work | None) -> Iterator[str]:
    if work is None:
        yield _("No topic is given yet.")
        return
    yield work.topic or _("No topic is given yet.")
    if work.supervisor:
        yield _("Supervisor: {name}", name=work.supervisor)
    if work.defended_on is not None:
        yield _("Defended on {day}", day=formats.date_text(work.defended_on))
    if work.score is not None:
        yield _("Defence: {score}", score=score_text(work.score))
    if work.note:
        yield work.note


def _override_line(override: Override) -> str:
    said = _(
        "{outcome}: order {order} of {day}, {who}. {reason}",
        outcome=outcome_name(override.outcome),
        order=override.order_number,
        day=formats.date_text(override.order_date),
        who=override.decided_by,
        reason=override.reason,
    )
    if override.withdrawn_at is None:
        return said
    return _("{decision} Withdrawn {moment}.", decision=said, moment=formats.moment_text(override.withdrawn_at))
