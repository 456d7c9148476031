"""Who may change what a sent return counts, until when and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.accounts.service import staff
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.returns.locking import ExceptionRecord, exceptions, give_exception, withdraw_exception
from ui.actions import Action
from ui.asked_form import take_up
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_command, run_query
from ui.theme import Tone
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable
from ui.widgets.tab_page import TabPanel
from ui.workspace import Workspace

USUAL_DAYS = 3


def _standing(row: ExceptionRecord) -> str:
    if row.withdrawn_at is not None:
        return _("Withdrawn")
    return _("Holds") if row.is_standing else _("Over")


COLUMNS: tuple[Column[ExceptionRecord], ...] = (
    Column(
        "month",
        N_("Month"),
        lambda row: month_title(row.year, row.month, language()),
        width=170,
        sort=lambda row: (row.year, row.month),
    ),
    Column("to", N_("Who may change it"), lambda row: row.given_to, width=240, is_stretched=True),
    Column("until", N_("Until"), lambda row: row.until, width=110),
    Column("state", N_("State"), _standing, width=130, tone=lambda row: Tone.WARN if row.is_standing else Tone.MUTED),
    Column("reason", N_("Reason"), lambda row: row.reason, width=260, is_told_whole=True, is_stretched=True),
    Column("by", N_("Given by"), lambda row: row.given_by, width=200),
    Column("at", N_("Given at"), lambda row: row.given_at, width=140),
    Column("withdrawn", N_("Withdrawn at"), lambda row: row.withdrawn_at, width=140),
)


class ExceptionsPanel(TabPanel):
    changes_that_matter = frozenset({"lock_exception", "return_snapshot"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        words = _(
            "What a sent return counts is locked. Whoever has to change it all the same is let do so from the page of "
            "its month, until a day and for a reason."
        )
        self.table: RecordTable[ExceptionRecord] = RecordTable(
            workspace, "returns.exceptions", COLUMNS, empty=EmptyState(words, icon="lock")
        )
        self.table.add_row_action(
            Action(_("Withdraw"), self.withdraw, icon="delete", key="Del", right="unlock_returns")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.table)
        self.setFocusProxy(self.table.filter_box)

    def actions_of_page(self) -> Sequence[Action]:
        return (
            Action(_("Withdraw the exception"), self.withdraw, icon="lock", key="Ctrl+Return", right="unlock_returns"),
        )

    def refresh(self) -> None:
        run_query(self, lambda centre: centre.read(exceptions), self.table.set_rows, slot="refresh")

    def withdraw(self) -> None:
        """What it let be changed stays changed."""
        row = self.table.current()
        if row is None:
            return
        run_command(
            self,
            lambda centre: centre.write(withdraw_exception, exception_id=row.id, version=row.version),
            lambda _outcome: self.workspace.show_notice(_("The exception of {name} is withdrawn.", name=row.given_to)),
        )


class ExceptionDialog(FormDialog):
    """Finishes with True once somebody may change the month."""

    def __init__(self, owner: QWidget, month: date) -> None:
        super().__init__(
            owner,
            title=_("Exception for {month}", month=month_title(month.year, month.month, language())),
            save_text=_("Give the exception"),
            intro=_(
                "The return stays as it was sent. What is changed shows in its tab “Changed” until it is corrected."
            ),
        )
        self._month = month
        self.add(ChoiceField("given_to", _("Who may change it"), [], is_required=True))
        self.add(DateField("until", _("Until"), is_required=True))
        self.add(TextField("reason", _("Reason"), is_required=True, lines=2))
        today = self.workspace.centre.clock.today()
        self.field("until").set_value(today + timedelta(days=USUAL_DAYS), is_guess=True)
        run_query(self, lambda centre: [each.full_name for each in centre.read(staff)], self._offer)
        take_up(self, act=Act.UNLOCK, entity="month", entity_id=f"{month.year}-{month.month:02}")

    def submit(self) -> None:
        given = {**self.values(), "year": self._month.year, "month": self._month.month}
        run_command(self, lambda centre: centre.write(give_exception, **given), lambda _outcome: self.finish(True))

    def _offer(self, names: Sequence[str]) -> None:
        field = self.field("given_to")
        assert isinstance(field, ChoiceField)
        field.set_choices([Choice(name, name) for name in names])
        own = self.workspace.centre.actor.name
        if own in names:
            field.set_value(own, is_guess=True)
