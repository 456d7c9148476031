"""The panel of the step "plan": the facts of the cohort, what is unusual about it, and the programme it studies."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop_app.cohorts.records import CohortRecord, CohortState, CohortWarning
from desktop_app.cohorts.service import cohort, cohort_warnings
from desktop_app.i18n import N_, _
from desktop_app.language.orders import order_text
from desktop_app.programmes.records import ModuleRecord, ProgrammeRecord
from desktop_app.programmes.service import programme
from desktop_app.reference.service import list_items
from ui import formats
from ui.actions import Action, make_button
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.cohorts.edit_dialog import CohortDialog
from ui.pages.cohorts.form_choices import LISTS
from ui.theme import GAP_L, GAP_M, GAP_S
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Panel
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

FACTS_WIDTH = 420
MODULE_COLUMNS = (
    Column[ModuleRecord]("title", N_("Module"), lambda module: module.title, width=360, is_stretched=True),
    Column[ModuleRecord]("hours", N_("Hours"), lambda module: module.hours, width=72, align=Align.RIGHT),
    Column[ModuleRecord](
        "kind",
        N_("Kind"),
        lambda module: _("Elective") if module.is_elective else _("Fixed"),
        width=120,
    ),
)


@dataclass(frozen=True)
class Plan:
    record: CohortRecord
    programme: ProgrammeRecord
    warnings: tuple[CohortWarning, ...]
    names: dict[str, str]


class PlanPanel(Panel):
    changes_that_matter = frozenset(
        {"cohort", "programme", "module", "staff", "enrolment", "dated_rule", "calendar_day"}
    )

    def __init__(self, workspace: Workspace, cohort_id: int) -> None:
        super().__init__(workspace)
        self._cohort_id = cohort_id
        self._plan: Plan | None = None
        self._facts = QGridLayout()
        self._warnings = label("", wrap=True, tone="warn")
        self._edit = make_button(
            self, Action(_("Edit"), self.edit, icon="edit", key="Ctrl+E", right="edit_cohorts"), group=_("Plan")
        )
        self._regions = make_button(
            self, Action(_("Participation by region"), self.open_regions, icon="place", key="Ctrl+R"), group=_("Plan")
        )
        self._modules: RecordTable[ModuleRecord] = RecordTable(
            workspace,
            "cohort modules",
            MODULE_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("The programme has no modules: its hours are laid out as they are."), icon="programme"),
        )
        self._programme = Card(_("Programme"))
        self._lay_out()

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: _plan(centre, cohort_id), self._show, slot="refresh")

    def edit(self) -> None:
        if self._plan is not None:
            CohortDialog.ask(self, self._plan.record)

    def open_regions(self) -> None:
        """How many of each region took part in a national course."""
        self.workspace.navigate(Target("participation", self._cohort_id))

    def _lay_out(self) -> None:
        facts = Card(_("Plan of the cohort"))
        facts.setFixedWidth(FACTS_WIDTH)
        self._facts.setHorizontalSpacing(GAP_L)
        self._facts.setVerticalSpacing(GAP_S)
        self._facts.setColumnStretch(1, 1)
        facts.body.addLayout(self._facts)
        facts.body.addWidget(self._warnings)
        facts.body.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._edit)
        foot.addWidget(self._regions)
        foot.addStretch(1)
        facts.body.addLayout(foot)
        self._programme.body.addWidget(self._modules, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_M)
        row.addWidget(facts)
        right = QVBoxLayout()
        right.addWidget(self._programme, 1)
        row.addLayout(right, 1)

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self._edit.setEnabled(plan.record.state in (CohortState.PLANNED, CohortState.STUDYING))
        while (item := self._facts.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for line, (title, text) in enumerate(_facts_of(plan)):
            self._facts.addWidget(label(title, Role.MUTED), line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(text or formats.NOTHING, wrap=True), line, 1)
        self._warnings.setText("\n".join(warning.text for warning in plan.warnings))
        self._warnings.setVisible(bool(plan.warnings))
        self._programme.set_title(plan.programme.title)
        self._modules.set_rows(plan.programme.modules)


def _plan(centre: "Centre", cohort_id: int) -> Plan:
    record = centre.read(cohort, cohort_id=cohort_id)
    return Plan(
        record,
        centre.read(programme, programme_id=record.programme_id),
        tuple(centre.read(cohort_warnings, cohort_id=cohort_id)),
        {item.code: item.names.text for name in LISTS.values() for item in centre.read(list_items, name)},
    )


def _stage_words(record: CohortRecord) -> str:
    if record.stage_place is None:
        return ""
    if not record.stage_title:
        return _("Stage {n}", n=record.stage_place)
    return _("Stage {place}: {title}", place=record.stage_place, title=record.stage_title)


def _facts_of(plan: Plan) -> list[tuple[str, str]]:
    record = plan.record
    named = (
        (_("Stage"), _stage_words(record)),
        (_("Level of the cascade"), record.level_role),
        (_("Led by"), record.led_by),
        (_("Institution where it is held"), record.institution),
        (_("Usual room"), record.room),
        (_("Language of teaching"), plan.names.get(record.language_code or "", "")),
        (_("Teaching shift"), plan.names.get(record.shift_code or "", "")),
    )
    facts = [
        (_("Code"), record.code),
        (_("First day"), formats.date_text(record.starts_on)),
        (_("Last day"), formats.date_text(record.ends_on)),
        (_("Hours"), formats.integer_text(record.hours)),
        (_("Held at"), record.place),
        (_("Group leader"), record.leader),
        (_("Admission order"), order_text(record.order_number, record.order_date)),
        *((title, text) for title, text in named if text),
    ]
    if record.state is CohortState.COMPLETED:
        order = order_text(record.completion_order_number, record.completion_order_date)
        facts.append((_("Completion order"), order))
    return facts
