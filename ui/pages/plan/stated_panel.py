"""Counts that papers state, beside what the records prove; every difference is in sight."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.stated import (
    TITLES,
    WITHOUT_KEY,
    StatedEntry,
    StatedFact,
    What,
    remove_stated_figure,
    save_stated_figure,
    stated_figures,
)
from desktop_app.plan.words import PlanNames, plan_names
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.operations import run_command, run_query
from ui.pages.plan.choices import total_choices
from ui.pages.plan.year_panel import PLAN_TABLES, YearPanel, on_current
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

TOTALS = frozenset({What.CHANNEL_TOTAL, What.PLAN_TOTAL})
MOST = 100_000_000


@dataclass(frozen=True)
class Found:
    facts: list[StatedFact]
    names: PlanNames


class StatedPanel(YearPanel):
    changes_that_matter = PLAN_TABLES | {
        *("stated_figure", "training_organisation", "enrolment", "cohort", "participation", "training_event")
    }

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table: RecordTable[StatedFact] = RecordTable(
            workspace,
            "plan.stated",
            self._columns(),
            empty=EmptyState(
                _("No counts of papers are entered for this year. Enter one to see whether the records prove it."),
                Action(_("New count"), self.add, icon="plus", right="edit_plan"),
                "check",
            ),
        )
        self.table.opened.connect(self.edit)
        self.table.add_row_action(
            Action(_("Edit"), on_current(self.table, self.edit), icon="edit", key="F2", right="edit_plan")
        )
        self.table.add_row_action(
            Action(_("Remove"), on_current(self.table, self.remove), icon="delete", key="Del", right="edit_plan")
        )
        self.summary = label("", Role.MUTED, wrap=True)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.table, 1)
        # The list itself is hidden until there is something in it.
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> tuple[Action, ...]:
        return Action(_("New count"), self.add, icon="plus", key="Ctrl+N", right="edit_plan"), self.to_organisations()

    def refresh(self) -> None:
        year, day = self.year, self.day

        def look(centre: Centre) -> Found:
            fact = centre.read(plan_fact, year=year, as_of=day)
            return Found(centre.read(stated_figures, year=year, fact=fact), centre.read(plan_names))

        run_query(self, look, self._show, slot="refresh")

    def add(self) -> None:
        new = StatedEntry(What.CHANNEL_TOTAL, "", self.year, 0, "")
        self._tell_saved(None, StatedDialog.ask(self, new, self.names))

    def edit(self, fact: StatedFact) -> None:
        self._tell_saved(fact.entry, StatedDialog.ask(self, fact.entry, self.names))

    def remove(self, fact: StatedFact) -> None:
        entry, back = fact.entry, replace(fact.entry, id=0, version=1)
        run_command(
            self,
            lambda centre: centre.write(remove_stated_figure, figure_id=entry.id, version=entry.version),
            lambda _done: self.workspace.show_notice(
                _("The count is removed."),
                undo=lambda: run_command(self, lambda centre: centre.write(save_stated_figure, back)),
            ),
        )

    def _tell_saved(self, before: StatedEntry | None, after: StatedEntry | None) -> None:
        if after is None or after == before:
            return

        def undo() -> None:
            if before is None:
                run_command(self, lambda centre: centre.write(remove_stated_figure, figure_id=after.id, version=1))
            else:
                back = replace(before, version=before.version + 1)
                run_command(self, lambda centre: centre.write(save_stated_figure, back))

        self.workspace.show_notice(_("The count is saved."), undo=undo)

    def _show(self, found: Found) -> None:
        self.names = found.names
        self.table.set_rows(found.facts)
        differing = sum(bool(fact.difference) for fact in found.facts)
        self.summary.setText(
            _n("{n} count differs from the records.", "{n} counts differ from the records.", differing)
            if differing
            else _("All counts agree with the records.")
        )
        self.summary.setVisible(bool(found.facts))

    # The names are looked up when a cell is painted, so the table stands before the lists are read.
    def _columns(self) -> tuple[Column[StatedFact], ...]:
        return (
            Column("what", N_("What"), lambda fact: _(TITLES[fact.entry.what]), width=290),
            Column("key", N_("Of what"), self._key, width=220, is_stretched=True),
            Column("stated", N_("Stated"), lambda fact: fact.entry.count, width=100, align=Align.RIGHT),
            Column("proven", N_("Proven"), _proven, width=100, align=Align.RIGHT, sort=lambda fact: fact.proven or -1),
            Column(
                "difference",
                N_("Difference"),
                _difference,
                width=120,
                tone=_tone,
                sort=lambda fact: abs(fact.difference or 0),
            ),
            Column("source", N_("Source"), lambda fact: fact.entry.source, width=240),
        )

    def _key(self, fact: StatedFact) -> str:
        if fact.entry.what in TOTALS:
            return next(
                (each.text for each in total_choices(self.names) if each.value == fact.entry.key), fact.entry.key
            )
        return fact.entry.key


class StatedDialog(FormDialog):
    """Finishes with the count as saved."""

    def __init__(self, owner: QWidget, entry: StatedEntry, names: PlanNames) -> None:
        super().__init__(
            owner,
            title=_("Count of a paper"),
            intro=_("As the paper states it, right or wrong. What the records prove stands beside it."),
        )
        self._entry = entry
        kinds = [Choice(what, _(title)) for what, title in TITLES.items()]
        self.add(ChoiceField("what", _("What"), kinds, is_required=True))
        self.add(ChoiceField("total", _("Of what"), total_choices(names)))
        self.add(TextField("key", _("Code"), hint=_("Of a cohort or a programme; of a level CODE:2.")))
        self.add(IntegerField("count", _("Stated"), lowest=0, highest=MOST, is_required=True))
        self.add(TextField("source", _("Source"), is_required=True, hint=_("The letter or the report.")))
        self.add_row(
            TextField("order_number", _("Number of the paper")),
            DateField("order_date", _("Date of the paper"), default_year=entry.year),
        )
        for name in ("what", "source", "order_number", "order_date"):
            self.field(name).set_value(getattr(entry, name))
        self.field("total" if entry.what in TOTALS else "key").set_value(entry.key)
        if entry.id:
            self.field("count").set_value(entry.count)
        self.field("what").edited.connect(self._offer_key)
        self._offer_key()

    def submit(self) -> None:
        values = self.values()
        what = values["what"]
        key = values["total"] or "" if what in TOTALS else values["key"]
        facts = {name: values[name] for name in ("count", "source", "order_number", "order_date")}
        changed = replace(self._entry, what=what, key=key, **facts)
        run_command(
            self,
            lambda centre: centre.write(save_stated_figure, changed),
            lambda done: self.finish(replace(changed, id=done.value)),
        )

    def _offer_key(self) -> None:
        """A total is of a channel or a group, a course and a level go by a code, organisations need neither."""
        what = self.field("what").value
        self.field("total").setVisible(what in TOTALS)
        self.field("key").setVisible(what is not None and what not in TOTALS | WITHOUT_KEY)


def _proven(fact: StatedFact) -> str:
    return formats.NOTHING if fact.proven is None else formats.integer_text(fact.proven)


def _difference(fact: StatedFact) -> str:
    if fact.difference is None:
        return _("Nothing to compare")
    sign = "+" if fact.difference > 0 else ""
    return f"{sign}{formats.integer_text(fact.difference)}" if fact.difference else _("Agrees")


def _tone(fact: StatedFact) -> Tone:
    if fact.difference is None:
        return Tone.MUTED
    return Tone.BAD if fact.difference else Tone.GOOD
