"""Where a cascade is thin below a level: who was trained and led nobody, and the places where no leader works."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from desktop_app.cascades.records import ThinLevel, UnledPlace
from desktop_app.i18n import N_, _, _n
from desktop_app.people.records import PersonLine
from ui import formats
from ui.models.table_model import Column
from ui.navigation import Target
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

IDLE_COLUMNS = (
    Column[PersonLine]("name", N_("Full name"), lambda line: line.full_name, width=260, is_stretched=True),
    Column[PersonLine]("workplace", N_("Workplace"), lambda line: line.workplace, width=240),
    Column[PersonLine]("district", N_("District"), lambda line: line.district, width=170),
)
DISTRICT_COLUMNS = (
    Column[UnledPlace]("name", N_("District or city"), lambda place: place.name, width=260, is_stretched=True),
)
INSTITUTION_COLUMNS = (
    Column[UnledPlace]("name", N_("Institution"), lambda place: place.name, width=300, is_stretched=True),
    Column[UnledPlace]("district", N_("District"), lambda place: place.district, width=200),
)


class ThinPanel(QWidget):
    """``show_level`` takes what is thin below a level; None for the last one, which trains nobody."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.told = label("", Role.MUTED, wrap=True)
        self.idle: RecordTable[PersonLine] = RecordTable(
            workspace,
            "cascade.idle",
            IDLE_COLUMNS,
            empty=EmptyState(_("Everybody who was trained has led somebody."), icon="check"),
        )
        self.districts: RecordTable[UnledPlace] = RecordTable(
            workspace,
            "cascade.districts",
            DISTRICT_COLUMNS,
            has_filter=False,
            empty=EmptyState(_("There is a leader in every district."), icon="check"),
        )
        self.institutions: RecordTable[UnledPlace] = RecordTable(
            workspace,
            "cascade.institutions",
            INSTITUTION_COLUMNS,
            empty=EmptyState(_("Asked below the last but one level only: there each institution needs a leader.")),
        )
        self.tabs = QTabWidget()
        for table, title in (
            (self.idle, _("Led nobody yet")),
            (self.districts, _("Districts without a leader")),
            (self.institutions, _("Institutions without a leader")),
        ):
            self.tabs.addTab(table, title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, GAP_S, 0, 0)
        outer.setSpacing(GAP_S)
        top = QHBoxLayout()
        top.addWidget(self.told, 1)
        outer.addLayout(top)
        outer.addWidget(self.tabs, 1)
        self.idle.opened.connect(lambda line: workspace.navigate(Target("person", line.id)))
        self.institutions.opened.connect(lambda place: workspace.navigate(Target("institution", place.institution_id)))

    def show_level(self, thin: ThinLevel | None) -> None:
        self.tabs.setEnabled(thin is not None)
        self.told.setText(_told(thin) if thin else _("The last level trains nobody: the chain ends here."))
        self.idle.set_rows(thin.idle_leaders if thin else ())
        self.districts.set_rows(thin.districts if thin else ())
        self.institutions.set_rows(thin.institutions if thin else ())


def _told(thin: ThinLevel) -> str:
    parts: Sequence[str] = (
        _(
            "{role}: {idle} of {leaders} trained have led nobody yet.",
            role=thin.role,
            idle=formats.integer_text(thin.idle),
            leaders=formats.integer_text(thin.leaders),
        ),
        _n("{n} district is without one.", "{n} districts are without one.", len(thin.districts)),
        _n("{n} institution is without one.", "{n} institutions are without one.", thin.unled_institutions)
        if thin.unled_institutions
        else "",
    )
    return " ".join(filter(None, parts))
