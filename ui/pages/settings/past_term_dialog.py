"""Who is past a term, by name; cards are opened from here, and what is past its term is taken out together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date
from desktop_app.people.records import PersonLine
from desktop_app.personal_data.past_erasure import PastErasure, erase_past_term
from desktop_app.personal_data.past_term import SHOWN, PastTerm, people_past_term
from desktop_app.personal_data.printing import past_erasure_paper
from desktop_app.personal_data.purposes import Category
from desktop_app.progress import Progress
from desktop_app.whole_file import require_place, whole_bytes
from ui import failures
from ui.actions import Action, make_button
from ui.asked_form import take_up
from ui.files import PDF, choose_target, show_saved
from ui.models.table_model import Column
from ui.navigation import Target
from ui.operations import run_long, run_query
from ui.theme import GAP_L, GAP_M
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

LIST_WIDTH, LIST_HEIGHT = 860, 560
PERSON_COLUMNS: tuple[Column[PersonLine], ...] = (
    Column("name", N_("Full name"), lambda line: line.full_name, width=280),
    Column("workplace", N_("Workplace"), lambda line: line.workplace, is_stretched=True),
    Column("district", N_("District"), lambda line: line.district, width=160),
)
ACT = N_("Act of the erasure of personal data past their term")
# What is done to the people of a category, and what stays.
ACTS = {
    Category.CARD: (N_("Erase all of the list…"), N_("Names and numbers go for good, courses stay as figures.")),
    Category.ABSENCES: (
        N_("Take out the explanations…"),
        N_("The explanations go with their papers, the marks of the days stay as figures."),
    ),
    Category.SURVEYS: (
        N_("Part the answers from the people…"),
        N_("The answers stay as figures; whose they were is told nowhere any more."),
    ),
}


class PastTermDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, line: PastTerm) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self._line = line
        self._people: tuple[int, ...] = ()
        self.setWindowTitle(_("Past the term"))
        count = _n("{n} person", "{n} people", line.people)
        day = short_date(line.limit) if line.limit else ""
        words = _("{people}: nothing has happened since {day}.", people=count, day=day)
        self.table = RecordTable(workspace, "settings.past_term", PERSON_COLUMNS)
        self.table.opened.connect(self._open)
        act, stays = ACTS[line.purpose.category]
        self.act = make_button(
            self, Action(_(act), self.take_out, icon="delete", key="Ctrl+D", right="erase"), is_danger=True
        )
        self.act.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.act)
        buttons.addStretch(1)
        buttons.addWidget(make_button(self, Action(_("Close"), self.reject)))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addWidget(label(line.purpose.name, Role.HEADING, wrap=True))
        outer.addWidget(label(words, wrap=True))
        outer.addWidget(label(_(stays), Role.MUTED, wrap=True))
        if line.people > SHOWN:
            most = _n("At most {n} person goes by one act.", "At most {n} people go by one act.", SHOWN)
            outer.addWidget(label(most, Role.MUTED, wrap=True))
        outer.addWidget(self.table, 1)
        outer.addLayout(buttons)
        self.resize(LIST_WIDTH, LIST_HEIGHT)
        category = line.purpose.category
        run_query(self, lambda centre: centre.read(people_past_term, category=category), self._show)

    def take_out(self) -> None:
        """The wish is made here and carried out by the page behind: the second person may have to sign it."""
        found = TakeOutDialog.ask(self, self._line, self._people)
        if found is not None:
            self.accept()
            take_out(self.parentWidget(), self._line, self._people, *found)

    def _show(self, lines: Sequence[PersonLine]) -> None:
        self._people = tuple(line.id for line in lines)
        self.table.set_rows(lines)
        self.act.setEnabled(bool(lines))

    def _open(self, line: PersonLine) -> None:
        self.accept()
        self.workspace.navigate(Target("person", line.id))


class TakeOutDialog(FormDialog):
    """Finishes with the reason and the file of the act. The count is typed and the button meant."""

    is_for_good = True
    typed_anew = frozenset({"count"})

    def __init__(self, owner: QWidget, line: PastTerm, people: Sequence[int]) -> None:
        _act, stays = ACTS[line.purpose.category]
        backups = _("Backups made before this day still hold the data; they are deleted when their time is over.")
        super().__init__(
            owner,
            title=line.purpose.name,
            save_text=_("Take out for good"),
            leave_text=_("Leave it as it is"),
            intro=f"{_(stays)} {backups}",
        )
        self._count = len(people)
        hint = _("It is printed in the act and kept: do not write names here.")
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2, hint=hint))
        asked = _n(
            "To go on, type how many people it is: {n}", "To go on, type how many people it is: {n}", self._count
        )
        self.add(TextField("count", asked, is_required=True, check=self._is_other_count))
        take_up(self, act=Act.ERASE, entity="data_purpose", entity_id=line.purpose.category.value)

    def submit(self) -> None:
        """The place of the act is asked for before: its list of names can be written only once."""
        out = _place_of_act(self)
        if out is not None:
            self.finish((self.field("reason").value, out))

    def _is_other_count(self, typed: str) -> str:
        return "" if typed.strip() == str(self._count) else _("This is not how many they are.")


def take_out(page: QWidget, line: PastTerm, people: Sequence[int], reason: str, out: Path) -> None:
    """Erase in the background and write the act; ``page`` shows what comes of it."""
    category = line.purpose.category

    def work(centre: Centre, progress: Progress) -> _Act:
        require_place(out)
        act: PastErasure = erase_past_term(centre, category=category, people=people, reason=reason, progress=progress)
        return _written(past_erasure_paper(centre, act), out)

    def done(act: _Act) -> None:
        page.make_stale()
        _show_act(page, act)

    run_long(page, _("Taking out what is past its term"), work, done)


@dataclass(frozen=True)
class _Act:
    """``failure`` is why it does not lie in its file."""

    paper: bytes
    file: Path
    failure: CentreError | None = None


def _written(paper: bytes, out: Path) -> _Act:
    try:
        return _Act(paper, whole_bytes(out, paper))
    except CentreError as error:
        return _Act(paper, out, error)


def _show_act(page: QWidget, act: _Act) -> None:
    """Where its place failed another is asked for: its names stand nowhere else any more."""
    if act.failure is None:
        show_saved(page.workspace, act.file)
        return
    failures.show(page, act.failure)
    out = _place_of_act(page)
    if out is not None:
        run_long(page, _(ACT), lambda _centre, _progress: _written(act.paper, out), lambda kept: _show_act(page, kept))


def _place_of_act(owner: QWidget) -> Path | None:
    return choose_target(owner, _(ACT), name=_(ACT), kind=PDF)
