"""What is asked on the panel of completion: sittings, final works, the commission, decisions against the rule."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.completion.commissions import set_commission
from desktop_app.completion.overrides import DECIDABLE, override_outcome
from desktop_app.completion.records import CommissionRecord, CompletionRow, Score, ScoreKind, Work
from desktop_app.completion.rules import Outcome, outcome_name
from desktop_app.completion.sittings import FORMS
from desktop_app.completion.works import pasted_topics
from desktop_app.i18n import N_, _, _n
from ui.models.choices_model import Choice
from ui.operations import run_command
from ui.order_number import propose_order_number
from ui.pages.completion.keeping import WHAT_COUNTS, Typing, read_score
from ui.pages.completion.words import score_text
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog

WIDTH = 620
KINDS = {ScoreKind.ENTRY: N_("Entry test"), ScoreKind.FINAL: N_("Final test")}
OFFERED_SITTINGS = (1, 2, 3)
TOPIC_LINES, MEMBER_LINES, REASON_LINES, NOTE_LINES = 14, 3, 3, 2


class TypingDialog(FormDialog):
    """Finishes with the Typing: which sitting the columns of tests show and take."""

    def __init__(self, owner: QWidget, typing: Typing) -> None:
        super().__init__(
            owner,
            title=_("What is typed into the columns of tests"),
            save_text=_("Type this"),
            intro=_("Form and day are kept with every score that is typed from now on."),
        )
        self.add(ChoiceField("attempt", _("Sitting"), sittings(is_any_offered=True), is_required=True))
        self.add_row(ChoiceField("form", _("Form"), _forms()), _day(self, "taken_on", _("Day of the test")))
        for name in ("attempt", "form", "taken_on"):
            self.field(name).set_value(getattr(typing, name) if name != "form" else typing.form or None)

    def submit(self) -> None:
        values = self.values()
        self.finish(Typing(values["attempt"], values["form"] or "", values["taken_on"]))


class SittingDialog(FormDialog):
    """Finishes with the Score of one person's sitting, new or corrected; an empty score takes it out."""

    def __init__(self, owner: QWidget, row: CompletionRow) -> None:
        super().__init__(owner, title=_("Sitting of a test"), intro=row.name)
        self._row = row
        kinds = [Choice(kind, _(title)) for kind, title in KINDS.items()]
        self.add_row(
            ChoiceField("kind", _("Test"), kinds, is_required=True),
            ChoiceField("attempt", _("Sitting"), sittings(), is_required=True),
        )
        self.add_row(
            TextField("score", _("Score"), check=_score_problem),
            ChoiceField("form", _("Form"), _forms()),
            _day(self, "taken_on", _("Day of the test")),
        )
        taken = {score.attempt for score in row.of_kind(ScoreKind.FINAL)}
        self.field("kind").set_value(ScoreKind.FINAL)
        self.field("attempt").set_value(next((n for n in OFFERED_SITTINGS if n not in taken), OFFERED_SITTINGS[-1]))
        for name in ("kind", "attempt"):
            self.field(name).edited.connect(self._show_standing)
        self._show_standing()

    def submit(self) -> None:
        values = self.values()
        score, form = read_score(values["score"]), values["form"] or ""
        self.finish(Score(self._row.enrolment_id, values["kind"], score, values["attempt"], form, values["taken_on"]))

    def _show_standing(self) -> None:
        kind, attempt = self.field("kind").value, self.field("attempt").value
        if kind is None or attempt is None:
            return
        stood = self._row.sitting(kind, attempt)
        self.field("score").set_value(score_text(stood.value) if stood else "")
        self.field("form").set_value(stood.form or None if stood else None)
        self.field("taken_on").set_value(stood.taken_on if stood else None)


class WorkDialog(FormDialog):
    """Finishes with the Work of one person."""

    def __init__(self, owner: QWidget, row: CompletionRow) -> None:
        super().__init__(owner, title=_("Final work"), intro=row.name)
        self.setMinimumWidth(WIDTH)
        self._work = row.work or Work(row.enrolment_id)
        self.add(TextField("topic", _("Topic of the final work"), lines=2))
        self.add(TextField("supervisor", _("Supervisor")))
        self.add_row(_day(self, "defended_on", _("Defended on")), TextField("score", _("Score"), check=_score_problem))
        self.add(TextField("note", _("Note"), lines=NOTE_LINES))
        for name in ("topic", "supervisor", "defended_on", "note"):
            self.field(name).set_value(getattr(self._work, name))
        self.field("score").set_value(score_text(self._work.score))
        if not row.can_defend:
            self.banner.show_warning(
                _("{name} is not admitted to the defence: the final test is not passed.", name=row.name)
            )
            for name in ("defended_on", "score"):
                self.field(name).setEnabled(False)

    def submit(self) -> None:
        values = self.values()
        self.finish(replace(self._work, **{**values, "score": read_score(values["score"])}))


class TopicsDialog(FormDialog):
    """Finishes with the works of people from ``rows`` on, a line each; what a line leaves empty stays as it was."""

    def __init__(self, owner: QWidget, rows: tuple[CompletionRow, ...]) -> None:
        super().__init__(
            owner,
            title=_("Topics of final works"),
            save_text=_("Keep the topics"),
            intro=_(
                "One line a person, in the order of the list from {name} on. After a tab stands the supervisor: two "
                "columns copied from Excel are right as they are.",
                name=rows[0].name,
            ),
        )
        self.setMinimumWidth(WIDTH)
        self._rows = rows
        self.topics = TextField("topics", _("Topics"), lines=TOPIC_LINES, is_required=True)
        self.topics.editor.textChanged.connect(self._count)  # type: ignore[attr-defined]
        self.add(self.topics)
        self._count()

    def submit(self) -> None:
        lines = self._lines()
        if len(lines) > len(self._rows):
            self.topics.show_error(
                _("{lines} lines, but only {people} people from here on.", lines=len(lines), people=len(self._rows))
            )
            return
        works = [row.work or Work(row.enrolment_id) for row in self._rows]
        self.finish(
            [
                replace(work, topic=topic or work.topic, supervisor=supervisor or work.supervisor)
                for work, (topic, supervisor) in zip(works, lines, strict=False)
                if topic or supervisor
            ]
        )

    def _lines(self) -> list[tuple[str, str]]:
        # The value of the field is tidied: tabs would be gone from it.
        return pasted_topics(self.topics.editor.toPlainText().rstrip())  # type: ignore[attr-defined]

    def _count(self) -> None:
        topics = sum(bool(topic) for topic, _supervisor in self._lines())
        self.save_button.setText(_n("Keep {n} topic", "Keep {n} topics", topics))


class CommissionDialog(FormDialog):
    """Finishes with True once the commission is kept."""

    def __init__(self, owner: QWidget, record: CommissionRecord) -> None:
        super().__init__(
            owner,
            title=_("Final commission"),
            intro=_("It stands in the minutes: step Documents, minutes of the final commission."),
        )
        self.setMinimumWidth(WIDTH)
        self._record = record
        self.add_row(
            TextField("order_number", _("Order on the commission, number")),
            _day(self, "order_date", _("Date of the order")),
        )
        self.add_row(
            TextField("chairperson", _("Chairperson"), is_required=True), TextField("secretary", _("Secretary"))
        )
        self.add(TextField("members", _("Members, one a line"), lines=MEMBER_LINES))
        self.add_row(
            TextField("minutes_number", _("Number of the minutes")), _day(self, "minutes_date", _("Day of the minutes"))
        )
        for name, field in ((name, self.field(name)) for name in self.values()):
            value = getattr(record, name)
            field.set_value("\n".join(value) if name == "members" else value)

    def submit(self) -> None:
        values = self.values()
        draft = replace(self._record, **{**values, "members": tuple(values["members"].splitlines())})
        run_command(self, lambda centre: centre.write(set_commission, draft=draft), lambda _done: self.finish(True))


class OverrideDialog(FormDialog):
    """Finishes with True once it is decided otherwise."""

    def __init__(self, owner: QWidget, row: CompletionRow) -> None:
        super().__init__(
            owner,
            title=_("Decide otherwise than the rule"),
            save_text=_("Decide so"),
            intro=f"{row.name}. {row.by_rule.text}",
        )
        self.setMinimumWidth(WIDTH)
        self._row = row
        choices = [Choice(outcome, outcome_name(outcome)) for outcome in DECIDABLE]
        hint = _("Who is to have neither is expelled by order: step Admission.")
        self.add(ChoiceField("outcome", _("Outcome"), choices, is_required=True, hint=hint))
        self.add(TextField("reason", _("Reason"), lines=REASON_LINES, is_required=True))
        self.add_row(
            TextField("order_number", _("Order number"), is_required=True),
            _day(self, "order_date", _("Date of the order"), is_required=True),
        )
        is_certified = row.by_rule.outcome is Outcome.CERTIFICATE
        self.field("outcome").set_value(Outcome.STATEMENT if is_certified else Outcome.CERTIFICATE, is_guess=True)
        today = self.workspace.centre.clock.today()
        self.field("order_date").set_value(today, is_guess=True)
        propose_order_number(self, today)

    def submit(self) -> None:
        values, enrolment_id = self.values(), self._row.enrolment_id
        run_command(
            self,
            lambda centre: centre.write(override_outcome, enrolment_id=enrolment_id, **values),
            lambda _done: self.finish(True),
        )


def sittings(*, is_any_offered: bool = False) -> list[Choice]:
    every = [Choice(WHAT_COUNTS, _("The score that counts"))] if is_any_offered else []
    return [*every, *(Choice(attempt, sitting_text(attempt)) for attempt in OFFERED_SITTINGS)]


def sitting_text(attempt: int) -> str:
    return _("Sitting {number}", number=attempt)


def _forms() -> list[Choice]:
    return [Choice(form, form) for form in FORMS]


def _day(dialog: FormDialog, name: str, title: str, *, is_required: bool = False) -> DateField:
    year = dialog.workspace.centre.clock.today().year
    return DateField(name, title, default_year=year, is_required=is_required)


def _score_problem(text: str) -> str:
    try:
        read_score(text)
    except ValueError:
        return _("“{text}” is not a score from 0 to 100.", text=text.strip())
    return ""
