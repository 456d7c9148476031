"""Who saw, changed, printed and sent what is kept of a person, entry by entry of the journal."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.accounts.record_words import action_name, sight_name, table_name
from desktop_app.accounts.seeing import EXTRACT, note_sight
from desktop_app.centre import Centre
from desktop_app.i18n import N_, _
from desktop_app.people.who_saw import Trace, TraceKind, who_saw
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.notices import Banner
from ui.operations import run_query
from ui.theme import GAP_L, GAP_M, Tone
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

WIDTH, HEIGHT = 1040, 620
KINDS = {
    TraceKind.SEEN: N_("Who looked"),
    TraceKind.CHANGED: N_("Who changed"),
    TraceKind.GIVEN: N_("Who printed and sent"),
}
TONES = {TraceKind.SEEN: Tone.MUTED, TraceKind.CHANGED: Tone.ACCENT, TraceKind.GIVEN: Tone.WARN}
COLUMNS: tuple[Column[Trace], ...] = (
    Column("at", N_("When"), lambda trace: trace.at, width=140),
    Column("who", N_("Who"), lambda trace: trace.actor_name or _("The program"), width=190),
    Column(
        "action", N_("Action"), lambda trace: action_name(trace.action), width=130, tone=lambda each: TONES[each.kind]
    ),
    Column("entity", N_("Kind of record"), lambda trace: table_name(trace.entity), width=170),
    Column("what", N_("What"), lambda trace: _what(trace), is_stretched=True, is_told_whole=True),
    Column("people", N_("In the list"), lambda trace: trace.people or None, width=90),
    Column("host", N_("PC"), lambda trace: trace.host, width=120),
)


class WhoSawDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, *, person_id: int, name: str) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self._person_id = person_id
        self._traces: list[Trace] = []
        self.setWindowTitle(_("Who saw and changed"))
        self.banner = Banner(self)
        self.table = RecordTable(
            workspace,
            "people.who_saw",
            COLUMNS,
            empty=EmptyState(_("No entry fits."), icon="clock"),
            has_export_button=True,
        )
        every = [Choice("", _("Everything")), *(Choice(kind.value, _(words)) for kind, words in KINDS.items())]
        self.kind = Chooser(_("What"), every)
        self.kind.chosen.connect(lambda _value: self._narrow())
        self.table.tools.insertWidget(0, self.kind)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(make_button(self, Action(_("Close"), self.accept), is_primary=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(self.banner)
        outer.addWidget(label(name, Role.HEADING))
        outer.addWidget(self.table, 1)
        outer.addLayout(buttons)
        self.resize(WIDTH, HEIGHT)
        run_query(self, self._read, self._show)

    def _read(self, centre: Centre) -> list[Trace]:
        note_sight(centre, person_id=self._person_id, what=EXTRACT)
        return centre.read(who_saw, person_id=self._person_id)

    def _show(self, traces: list[Trace]) -> None:
        self._traces = traces
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.kind.value
        self.table.set_rows([trace for trace in self._traces if not wanted or trace.kind == wanted])


def _what(trace: Trace) -> str:
    subject = sight_name(trace.subject) if trace.kind is TraceKind.SEEN else trace.subject
    return " · ".join(filter(None, (subject, trace.file, trace.recipient)))
