"""What may be answered to a row: for it alone, for all cells with the same text, for all rows that ask the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from desktop_app.i18n import _, _n
from desktop_app.rosters.answers import Answer, answers_to, asks_reason, equal_cases, same_answer
from desktop_app.rosters.lines import PreviewLine
from desktop_app.rosters.preview import RosterPreview
from desktop_app.rosters.questions import CellQuestion, question_of
from ui.models.choices_model import Choice
from ui.pages.rosters.work import Change, Work


class Scope(StrEnum):
    """How far an answer reaches."""

    ROW = "row"
    TEXT = "text"
    CASES = "cases"


@dataclass(frozen=True)
class Offer:
    """One answer in words, and what choosing it changes, worked out when it is chosen.

    ``asks_reason``: a course still holds, so that another one takes a written reason.
    """

    text: str
    change: Callable[[], Change]
    is_given: bool = False
    asks_reason: bool = False

    def changed(self, reason: str) -> Change:
        """What choosing it changes, with the reason where one is asked for."""
        change = self.change()
        if not self.asks_reason:
            return change
        return replace(
            change, rows={number: answer and answer.because(reason) for number, answer in change.rows.items()}
        )


@dataclass(frozen=True)
class Offers:
    """Everything that may be answered to one row. ``by_scope`` holds no scope without an answer."""

    scopes: tuple[Choice, ...]
    by_scope: dict[Scope, tuple[Offer, ...]]


NOTHING_OFFERED = Offers((), {})


def offers_for(work: Work, line: PreviewLine) -> Offers:
    preview = work.preview
    assert preview is not None
    answers = answers_to(line.row)
    question = question_of(preview, line.row)
    cases = equal_cases(preview, line.row) if answers else []
    named: dict[Scope, tuple[str, tuple[Offer, ...]]] = {}
    if answers:
        own = tuple(
            Offer(one.text, partial(_said_of, line, one), one == line.answer, asks_reason(line.row, one))
            for one in answers
        )
        named[Scope.ROW] = (_("For this row only"), own)
    if question is not None and question.choices:
        count = len(question.rows)
        words = _n("For {n} row with “{text}”", "For all {n} rows with “{text}”", count, text=question.text)
        named[Scope.TEXT] = (words, tuple(_for_text(preview, question)))
    if len(cases) > 1:
        words = _n("For {n} row that asks the same", "For all {n} rows that ask the same", len(cases))
        every = tuple(
            Offer(one.text, partial(_said_of_all, work, line, one), asks_reason=asks_reason(line.row, one))
            for one in answers
        )
        named[Scope.CASES] = (words, every)
    scopes = tuple(Choice(scope, words) for scope, (words, _offers) in named.items())
    return Offers(scopes, {scope: offers for scope, (_words, offers) in named.items()})


def _for_text(preview: RosterPreview, question: CellQuestion) -> Iterator[Offer]:
    """The decision is remembered for the sender's next file of this layout."""
    cell = (question.field, question.text)
    for choice in question.choices:
        is_given = preview.answers.get(cell) == choice.value
        yield Offer(choice.text, partial(Change, texts={cell: choice.value}), is_given)


def _said_of(line: PreviewLine, answer: Answer) -> Change:
    return Change(rows={line.row.number: answer})


def _said_of_all(work: Work, line: PreviewLine, answer: Answer) -> Change:
    """The same said about every row that asks it and was not answered yet."""
    assert work.preview is not None
    rows: dict[int, Answer | None] = {line.row.number: answer}
    for row in equal_cases(work.preview, line.row):
        if row.number not in work.answers and (same := same_answer(row, answer)) is not None:
            rows[row.number] = same
    return Change(rows=rows)
