"""The rules that a ministry may change: each with its value of today, what it was, and what it will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.attendance.records import Attendance
from desktop_app.attendance.rules import attendance_rule, rule_sentence
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from desktop_app.reference.records import RuleRecord
from desktop_app.reference.rules import CHOICES, MAY_BE_EMPTY, build_rules, parse_rule
from desktop_app.reference.service import dated_rules, forget_rule, set_rule
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.pages.settings.rule_names import (
    ATTENDANCE,
    CHOICE_WORDS,
    RULE_AREAS,
    RULE_TITLES,
    rule_area,
    rule_problem,
    rule_title,
    rule_value,
)
from ui.pages.settings.section import Section
from ui.theme import Tone
from ui.widgets.fields import ChoiceField, DateField, Field, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

HISTORY_HEIGHT = 150
# The academic hours of the courses that the rules of attendance are shown with.
EXAMPLES = (36, 144)


@dataclass(frozen=True)
class RuleLine:
    """A rule with all its values, oldest first, and the one that holds on a day."""

    name: str
    values: tuple[RuleRecord, ...]
    day: date

    @property
    def holding(self) -> RuleRecord:
        """The newest value not later than the day; before the first one, the first."""
        begun = [value for value in self.values if value.valid_from <= self.day]
        return begun[-1] if begun else self.values[0]


def rule_lines(values: Sequence[RuleRecord], day: date) -> list[RuleLine]:
    """One line a rule, by what the rules are about."""
    in_order = [name for names in RULE_AREAS.values() for name in names]
    by_name = {name: tuple(value for value in values if value.name == name) for name in in_order}
    return [RuleLine(name, found, day) for name, found in by_name.items() if found]


def attendance_words(lines: Sequence[RuleLine], **changed: str) -> str:
    """What the rules of attendance mean for a short and a long course, with ``changed`` values in the place of some.

    Empty while a value cannot be.
    """
    try:
        rules = build_rules({line.name: line.holding.value for line in lines} | changed)
    except Invalid:
        return ""
    rule = attendance_rule(rules)
    if rule.min_percent is None and rule.max_missed is None:
        return _("Neither a share nor hours are set: nobody stays without a certificate for being absent.")
    return "\n".join(
        _(
            "{sentence} Of {hours} hours {spare} may be missed.",
            sentence=rule_sentence(rules, hours),
            hours=hours,
            spare=Attendance(0, 0, 0, hours, rule).may_still_miss,
        )
        for hours in EXAMPLES
    )


def _standing(value: RuleRecord, line: RuleLine) -> str:
    if value == line.holding:
        return _("Holds now")
    return _("Will hold") if value.valid_from > line.day else _("Held before")


RULE_COLUMNS: tuple[Column[RuleLine], ...] = (
    Column("area", N_("About"), lambda line: rule_area(line.name), width=140, is_told_whole=True),
    Column(
        "title",
        N_("Rule"),
        lambda line: rule_title(line.name),
        width=240,
        is_stretched=True,
        is_told_whole=True,
    ),
    Column("value", N_("Value"), lambda line: rule_value(line.name, line.holding.value), width=190, is_told_whole=True),
    Column("since", N_("Holds from"), lambda line: line.holding.valid_from, width=120),
)


class RulesSection(Section):
    changes_that_matter = frozenset({"dated_rule"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            workspace,
            title=_("Rules"),
            intro=_("A new value holds from its date on. What was decided before that date stays as it was."),
        )
        there = Action(_("Series and numbers"), lambda: workspace.navigate(Target("series")), icon="list")
        self.add_action(there)
        self.add_action(Action(_("New value"), self.change, icon="edit", key="Ctrl+E"), is_primary=True)
        self.table = RecordTable(workspace, "settings.rules", RULE_COLUMNS)
        self.table.opened.connect(lambda _line: self.change())
        self.table.selection_changed.connect(self._show_history)
        self._rule = label("", Role.STRONG, wrap=True)
        self._hint = label("", Role.MUTED, wrap=True)
        self.words = label("", wrap=True)
        self.lines: list[RuleLine] = []
        self.history = RecordTable(workspace, "settings.rules.history", self._history_columns(), has_filter=False)
        self.history.add_row_action(Action(_("Take this value back"), self.take_back, icon="delete", key="Del"))
        self.history.setFixedHeight(HISTORY_HEIGHT)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._rule)
        words.addWidget(self._hint)
        words.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(words)
        self.body.addWidget(self.history)

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(dated_rules), self._show, slot="refresh")

    def change(self) -> None:
        """Ask for another value of the rule that is chosen."""
        line = self.table.current()
        if line is None:
            return
        valid_from: date | None = RuleDialog.ask(self, line, self.lines)
        if valid_from is not None:
            before = next((value for value in line.values if value.valid_from == valid_from), None)
            self.workspace.show_notice(
                _("The rule is changed: {rule}.", rule=rule_title(line.name)),
                undo=lambda: self._restore(line.name, valid_from, before),
            )

    def take_back(self) -> None:
        value = self.history.current()
        if value is None:
            return

        def tell(_done: Outcome[None]) -> None:
            self.workspace.show_notice(
                _("The value is taken back."), undo=lambda: self._restore(value.name, value.valid_from, value)
            )

        run_command(self, lambda centre: centre.write(forget_rule, name=value.name, valid_from=value.valid_from), tell)

    def _restore(self, name: str, valid_from: date, before: RuleRecord | None) -> None:
        """Bring back what a date held before: another value, or none."""

        def back(centre: Centre) -> Outcome[None]:
            if before is None:
                return centre.write(forget_rule, name=name, valid_from=valid_from)
            return centre.write(
                set_rule,
                name=name,
                valid_from=valid_from,
                value=before.value,
                order_number=before.order_number,
                order_date=before.order_date,
                note=before.note,
            )

        run_command(self, back)

    def _show(self, values: list[RuleRecord]) -> None:
        chosen = self.table.current()
        self.lines = rule_lines(values, self.workspace.centre.clock.today())
        self.table.set_rows(self.lines)
        if not self.table.select(lambda line: chosen is not None and line.name == chosen.name):
            self.table.select_place(0)
        self._show_history()

    def _show_history(self) -> None:
        line = self.table.current()
        if line is not None:
            self._rule.setText(rule_title(line.name))
            self._hint.setText(_(RULE_TITLES[line.name].hint))
            self._hint.setVisible(bool(RULE_TITLES[line.name].hint))
            is_of_attendance = line.name in RULE_AREAS[ATTENDANCE]
            self.words.setText(attendance_words(self.lines) if is_of_attendance else "")
            self.words.setVisible(is_of_attendance)
            self.history.set_rows(tuple(reversed(line.values)))

    def _history_columns(self) -> tuple[Column[RuleRecord], ...]:
        def tone(value: RuleRecord) -> Tone:
            line = self.table.current()
            return Tone.GOOD if line is not None and value == line.holding else Tone.MUTED

        def standing(value: RuleRecord) -> str:
            line = self.table.current()
            return _standing(value, line) if line is not None else ""

        return (
            Column("from", N_("Holds from"), lambda value: value.valid_from, width=120),
            Column(
                "value", N_("Value"), lambda value: rule_value(value.name, value.value), width=170, is_told_whole=True
            ),
            Column("state", N_("State"), standing, width=130, tone=tone),
            Column(
                "order",
                N_("Basis"),
                lambda value: order_text(value.order_number, value.order_date),
                width=180,
                is_told_whole=True,
            ),
            Column("note", N_("Note"), lambda value: value.note, is_stretched=True),
        )


class RuleDialog(FormDialog):
    """Finishes with the date from which the value holds."""

    def __init__(self, owner: QWidget, line: RuleLine, lines: Sequence[RuleLine]) -> None:
        super().__init__(owner, title=rule_title(line.name), intro=_(RULE_TITLES[line.name].hint))
        self._line, self._lines = line, lines
        self.add_row(
            _value_field(line.name),
            DateField("valid_from", _("Holds from"), is_required=True),
        )
        self.add_row(TextField("order_number", _("Order number")), DateField("order_date", _("Order date")))
        self.add(TextField("note", _("Note")))
        self.field("value").set_value(_editable(line.name, line.holding.value))
        self.field("valid_from").set_value(line.day, is_guess=True)
        self.words = label("", wrap=True)
        self.body.addWidget(self.words)
        self.words.setVisible(line.name in RULE_AREAS[ATTENDANCE])
        self.field("value").edited.connect(self._say)
        self._say()

    def submit(self) -> None:
        values = self.values()
        name = self._line.name

        def save(centre: Centre) -> Outcome[None]:
            return centre.write(set_rule, name=name, **values)

        run_command(self, save, lambda _done: self.finish(values["valid_from"]))

    def _say(self) -> None:
        """What the rules of attendance would mean with this value."""
        self.words.setText(attendance_words(self._lines, **{self._line.name: self.field("value").value or ""}))


def _value_field(name: str) -> Field:
    title = _("Value")
    unit = _(RULE_TITLES[name].unit)
    if name in CHOICES:
        choices = [Choice(value, _(CHOICE_WORDS[value])) for value in CHOICES[name]]
        return ChoiceField("value", title, choices, is_required=True)
    is_required = name not in MAY_BE_EMPTY
    return TextField(
        "value",
        f"{title}, {unit}" if unit else title,
        is_required=is_required,
        check=lambda text: rule_problem(name, text),
    )


def _editable(name: str, text: str) -> str:
    """A whole number is edited without its ".0"."""
    value = parse_rule(name, text)
    return str(int(value)) if isinstance(value, float) and value.is_integer() else text
